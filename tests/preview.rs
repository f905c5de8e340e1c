//! The preview's builds, one after another: each equals a clean one, and makes only what an edit touches.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use bangvang::diagnostic::{Diagnostic, Severity};
use bangvang::messages::Language;
use bangvang::model::site::{BuildOptions, ShowHidden};
use bangvang::serve::preview::{Preview, RefreshOutcome};
use bangvang::serve::preview_files::FileContent;
use bangvang::serve::snapshot::{RouteAnswer, Snapshot};
use proptest::bool::weighted;
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use crate::project::{Built, Faults, Project, options};
use crate::trials;

/// A preview of a project, and the looks at it.
struct Desk {
    project: Project,
    preview: Preview,
}

impl Desk {
    /// The site `small` of the tests, looked at once.
    fn small() -> Desk {
        let project = Project::empty();
        let project = ["content", "themes"].into_iter().fold(project, |project, folder| {
            let inner = format!("tests/sites/small/{folder}");
            crate::project::tree(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(inner))
                .into_iter()
                .fold(project, |project, (path, bytes)| project.with(&format!("{folder}/{path}"), bytes))
        });
        Desk::of(project)
    }

    fn of(project: Project) -> Desk {
        // What is written within one tick of the clock of the file system looks the same.
        sleep(Duration::from_millis(20));
        let preview = Preview::new(project.path(), Box::new(all));
        let mut desk = Desk { project, preview };
        desk.look(None);
        desk
    }

    /// The newest snapshot.
    fn now(&self) -> Arc<Snapshot> {
        self.preview.current().expect("there was a look").clone()
    }

    fn look(&mut self, hint: Option<&[&str]>) -> RefreshOutcome {
        let hint = hint.map(|paths| paths.iter().map(|path| self.project.at(path)).collect::<BTreeSet<_>>());
        let look = self.preview.refresh(hint.as_ref());
        self.now().complete(&|_| (), &|| false).expect("nothing stops it");
        look
    }

    /// The paths that the last look made.
    fn made(&self) -> Vec<String> {
        self.now().rendered()
    }

    /// Edits a file by replacing a text, and looks at it.
    fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.project.at(path)).expect("the file is there");
        assert!(text.contains(from), "{path} holds no {from}");
        self.project.write(path, text.replacen(from, to, 1));
        assert!(matches!(self.look(Some(&[path])), RefreshOutcome::Changed(_)), "{path}");
        self.assert_equals_clean_build();
    }

    /// Every file, and everything that is wrong, is as a build of today that remembers nothing has it.
    fn assert_equals_clean_build(&self) {
        let clean = Built::of(self.project.path(), &all());
        let snapshot = self.now();
        let diagnostics = self.now().complete(&|_| (), &|| false).expect("nothing stops it");
        let faults = Faults { diagnostics, sources: snapshot.prepared.scan.sources.clone() };
        assert_eq!(faults.drawn(Language::En), clean.faults.drawn(Language::En));
        if clean.faults.drawn(Language::En).contains("error: ") {
            return;
        }
        assert_eq!(snapshot.paths(), clean.files.keys().cloned().collect::<Vec<_>>());
        for (path, bytes) in &clean.files {
            let base = snapshot.prepared.planned.as_ref().map_or("", |whole| whole.site.settings.base_path());
            let served = served(snapshot.find(&format!("{base}/{}", bangvang::html::encode_path(path))));
            let [served, bytes] = [&served, bytes].map(|bytes| String::from_utf8_lossy(bytes));
            assert_eq!(served, bytes, "{path}");
        }
    }
}

fn served(answer: RouteAnswer) -> Vec<u8> {
    let RouteAnswer::Found(_, file) = answer else { panic!("{answer:?}") };
    match file.body {
        FileContent::Bytes(bytes) => bytes.to_vec(),
        FileContent::Disk(original) => original.read().expect("the file is there"),
        FileContent::Forgotten => panic!("it was just made"),
    }
}

fn all() -> BuildOptions {
    BuildOptions { shown: ShowHidden::All, ..options() }
}

const SMALL_SITE: &str = include_str!("sites/small/content/site.yaml");
const SMALL_UNITS: &str = include_str!("sites/small/content/registry/units.yaml");

const TITLES: &[&str] = &["Tin mới", "Lễ phát động", "Gương sáng", "Hội nghị", "Tuyên dương"];
const NAMES: &[&str] = &["Trần Thị Hoa", "Lê Văn Nam", "Phạm Thị Đào", "Danh Sóc Kha", "Nguyễn Văn An"];

const DATES: &[&str] = &["2024-01-05", "2024-02-06 08:00", "2027-01-01"];
const MORE: &[&str] = &[
    "",
    "draft: true\n",
    "tags: [an toàn, thi đua]\n",
    "movements: [lao-dong-gioi]\n",
    "expires: 2025-01-01\n",
    "lead: Một câu.\n",
];
const BODIES: &[&str] = &["Lời.", "Lời khác.", "## Mục\n\nLời.", "[Trang](bai-2.md)", "<b>x</b>"];
const SHOWN: &[&str] = &["", ", visibility: initials", ", visibility: hidden", ", status: withdrawn"];
const TEMPLATES: &[&str] = &["{{ page.title }}", "<p>{{ site.title }}</p>", "{{ t(id=\"hidden-name\") }}"];
const SETTINGS: &[&str] =
    &["", "rolls: {per_page: 1}\n", "pages: {people: false}\n", "pages: {downloads: false}\n"];
const UNITS: &str = "\n- {id: ldld-them, type: federation, names: [{name: LĐLĐ Thêm}]}\n\
                     - {id: cd-khac, type: grassroots, names: [{name: CĐCS Khác}]}\n\
                     - {id: cd-them, type: grassroots, names: [{name: CĐCS Thêm}]}\n";

/// What is written to a file: its path, and its text, or nothing when it goes.
type Edit = (String, Option<String>);

/// One of `sound`, or once in thirty times `faulty`.
fn one_of(sound: &'static [&'static str], faulty: &'static str) -> impl Strategy<Value = &'static str> {
    prop_oneof![29 => select(sound), 1 => Just(faulty)]
}

/// The same file, or once in four times none.
fn may_go(file: impl Strategy<Value = (String, String)>) -> impl Strategy<Value = Edit> {
    (file, weighted(0.75)).prop_map(|((path, text), is_there)| (path, is_there.then_some(text)))
}

/// One edit of articles, records, units, templates, settings or files.
fn edit() -> impl Strategy<Value = Edit> {
    let article = (
        0..4,
        select(TITLES),
        select(DATES),
        one_of(MORE, "movements: [khong-co]\n"),
        one_of(BODIES, "![Ảnh](a.svg)"),
    );
    let article = article.prop_map(|(number, title, date, more, body)| {
        let text = format!("---\ntitle: {title}\ndate: {date}\n{more}---\n{body}\n");
        (format!("content/articles/tin/m{number}.md"), text)
    });
    let row = (select(NAMES), one_of(&["cd-them", "cd-khac"], "khong-co"), select(SHOWN));
    let decision = (0..4, select(&["2021", "2022", "2023"][..]), vec(row, 1..5));
    let decision = decision.prop_map(|(number, period, rows)| {
        let row =
            |(name, unit, shown)| format!("  - {{to: individual, name: {name}, unit: {unit}{shown}}}\n");
        let rows: String = rows.into_iter().map(row).collect();
        let head = format!("number: 9{number}/QĐ-LĐLĐ\nsigned: 2024-03-1{number}\nissuer: ldld-them\n");
        let text =
            format!("{head}defaults: {{kind: bang-khen-ldld-tinh, period: {period}}}\nawards:\n{rows}");
        (format!("content/awards/2024/them-{number}.yaml"), text)
    });
    let units = one_of(&["CĐCS Thêm", "CĐCS Thêm Nữa"], "[").prop_map(|name| {
        let units = format!("{SMALL_UNITS}{UNITS}").replace("CĐCS Thêm", name);
        ("content/registry/units.yaml".to_owned(), Some(units))
    });
    let template = (
        select(&["404.html", "tags.html", "kinds.html", "unit.html"][..]),
        one_of(TEMPLATES, "{{ khong_co }}"),
    );
    let template =
        template.prop_map(|(name, text)| (format!("themes/tho/templates/{name}"), text.to_owned()));
    let settings = (one_of(SETTINGS, "perpage: 2\n"), select(&["per_page: 2", "per_page: 3"][..]));
    let settings = settings.prop_map(|(more, pages)| {
        let site = SMALL_SITE.replace("per_page: 2", pages);
        ("content/site.yaml".to_owned(), Some(format!("{site}\n{more}")))
    });
    let file =
        (select(&["a.txt", "anh/b.svg", "them.css", "robots.txt"][..]), select(&["một", "hai", "ba"][..]));
    let file = file.prop_map(|(name, text)| (format!("content/static/{name}"), text.to_owned()));
    let movement = (
        0..4,
        select(&["Thi đua nước rút", "Dân vận khéo"][..]),
        one_of(&["", "draft: true\n", "starts: 2024-01-01\n"], "starts: hôm nay\n"),
    );
    let movement = movement.prop_map(|(number, title, more)| {
        let text = format!("---\ntitle: {title}\n{more}---\nLời.\n");
        (format!("content/movements/them-{number}.md"), text)
    });
    prop_oneof![
        3 => may_go(article),
        2 => may_go(decision),
        1 => units,
        1 => may_go(template),
        1 => settings,
        1 => may_go(file),
        1 => may_go(movement),
    ]
}

/// Some edits at once, whether an article is renamed, and whether the preview is given the paths.
fn step() -> impl Strategy<Value = (Vec<Edit>, bool, bool)> {
    let edits = prop_oneof![7 => vec(edit(), 1), 1 => vec(edit(), 1..6)];
    (edits, weighted(0.1), any::<bool>())
}

/// After each of some 400 random edits of articles, records, units, templates and settings, looked at by a hint or as a
/// whole, one by one or several at once, memory holds what a clean build gives, byte for byte.
#[test]
fn any_edits_equal_a_clean_build() {
    let (all, sound) = (Cell::new(0), Cell::new(0));
    trials::run(10, vec(step(), 1..80), |steps| {
        let mut desk = Desk::small();
        desk.project.write("content/registry/units.yaml", format!("{SMALL_UNITS}{UNITS}"));
        desk.look(None);
        for (edits, renames, hints) in steps {
            let mut paths: Vec<String> = Vec::new();
            for (path, text) in edits {
                match text {
                    Some(text) => desk.project.write(&path, text),
                    None => _ = fs::remove_file(desk.project.at(&path)),
                }
                paths.push(path);
            }
            let [from, to] = [1, 2].map(|number| format!("content/articles/tin/m{number}.md"));
            if renames && fs::rename(desk.project.at(&from), desk.project.at(&to)).is_ok() {
                paths.extend([from, to]);
            }
            let hint: Vec<&str> = paths.iter().map(String::as_str).collect();
            let look = desk.look(hints.then_some(&hint[..]));
            if look == RefreshOutcome::Unfinished {
                desk.look(None);
            }
            desk.assert_equals_clean_build();
            all.set(all.get() + 1);
            sound.set(sound.get() + usize::from(!desk.now().prepared.has_errors()));
        }
    });
    assert!(sound.get() > all.get() / 4, "too few sound sites to compare: {} of {}", sound.get(), all.get());
}

/// Two edits of one file within one tick of the file system's clock, of the same length, are both seen.
#[test]
fn edits_at_once_are_seen() {
    let mut desk = Desk::of(Project::new().with("content/articles/tin/a.md", article("0000")));
    for number in 1..200 {
        desk.project.write("content/articles/tin/a.md", article(&format!("{number:04}")));
        desk.look(None);
        let page = served(desk.now().find("/tin/a/"));
        assert!(String::from_utf8_lossy(&page).contains(&format!("Lời {number:04}.")), "{number}");
    }
}

fn article(word: &str) -> String {
    format!("---\ntitle: Bài\ndate: 2024-01-05\n---\nLời {word}.\n")
}

/// The text of an article touches its page and the feeds.
#[test]
fn a_text_makes_its_page() {
    let mut desk = Desk::small();
    desk.edit("content/articles/tin/bai-2.md", "\n---\n", "\n---\nMột câu mới ở đầu bài.\n");
    assert_eq!(
        desk.made(),
        ["feed.json", "feed.xml", "tin/bai-2/index.html", "tin/feed.json", "tin/feed.xml"]
    );
    desk.edit("content/pages/lien-he.md", "\n---\n", "\n---\nMột câu mới ở đầu bài.\n");
    assert_eq!(desk.made(), ["lien-he/index.html"]);
}

/// The title of an article touches every list that it stands in, its neighbours, and nothing else.
#[test]
fn a_title_makes_its_lists() {
    let mut desk = Desk::small();
    desk.edit("content/articles/tin/bai-2.md", "title: ", "title: Mới: ");
    let pages = [
        "index",
        "luu-tru/2023/index",
        "phong-trao/lao-dong-gioi/index",
        "the/tong-ket/index",
        "tin/bai-1/index",
        "tin/bai-2/index",
        "tin/hoi-nghi/index",
        "tin/nhap/index",
        "tin/trang/2/index",
    ];
    let feeds = ["feed.json", "feed.xml", "tin/feed.json", "tin/feed.xml"];
    let expected: BTreeSet<String> =
        pages.iter().map(|page| format!("{page}.html")).chain(feeds.map(str::to_owned)).collect();
    assert_eq!(desk.made(), expected.into_iter().collect::<Vec<_>>());
}

/// A row of a decision touches its decision, its unit and movement, its year and its tables; no other year, no news.
#[test]
fn a_row_makes_its_year() {
    let mut desk = Desk::small();
    desk.edit("content/awards/qd-1.yaml", "citation: ", "citation: Đã ");
    let made = desk.made();
    for path in [
        "quyet-dinh/1-qd-ldld-2022/index.html",
        "don-vi/cd-xanh/index.html",
        "bang-vang/2022/index.html",
        "bang-vang/2022/bang-vang-2022.csv",
        "bang-vang/bang-vang.xlsx",
        "phong-trao/lao-dong-gioi/index.html",
    ] {
        assert!(made.contains(&path.to_owned()), "{path}");
    }
    for part in ["2021", "tin/", "lien-he", "vinh-danh/", "cd-do"] {
        assert!(!made.iter().any(|path| path.contains(part)), "{part}: {made:?}");
    }
}

/// The name of a unit touches where the unit stands, and no news.
#[test]
fn a_unit_makes_its_pages() {
    let mut desk = Desk::small();
    desk.edit("content/registry/units.yaml", "name: CĐCS Đỏ", "name: CĐCS Đỏ Mới");
    let made = desk.made();
    for path in [
        "don-vi/cd-do/index.html",
        "don-vi/index.html",
        "bang-vang/2022/index.html",
        "vinh-danh/phan-an/index.html",
    ] {
        assert!(made.contains(&path.to_owned()), "{path}: {made:?}");
    }
    assert!(!made.iter().any(|path| path.contains("tin/") || path.contains("lien-he")), "{made:?}");
}

/// A style sheet touches every page, whose links name it anew, and no table; a file that is copied touches nothing else.
#[test]
fn a_style_makes_no_table() {
    let mut desk = Desk::small();
    let style = desk.project.at("themes/tho/static/nen.svg");
    desk.project.write("content/static/tep.txt", "một");
    desk.look(None);
    desk.edit("content/static/tep.txt", "một", "hai");
    assert_eq!(desk.made(), ["tep.txt"]);
    assert!(style.is_file());
    desk.edit("themes/tho/static/nen.svg", "<svg", "<svg ");
    let made = desk.made();
    assert!(made.contains(&"tin/bai-2/index.html".to_owned()) && made.contains(&"index.html".to_owned()));
    assert!(!made.iter().any(|path| path.ends_with(".xlsx") || path.ends_with(".csv")), "{made:?}");
}

/// An edit that is taken back makes nothing new out of what is remembered, and equals the first build.
#[test]
fn what_is_taken_back_is_as_before() {
    let mut desk = Desk::small();
    let path = "content/articles/tin/bai-2.md";
    let before = fs::read_to_string(desk.project.at(path)).expect("the file is there");
    desk.edit(path, "\n---\n", "\n---\nMột câu mới ở đầu bài.\n");
    desk.project.write(path, &before);
    assert!(matches!(desk.look(None), RefreshOutcome::Changed(_)));
    desk.assert_equals_clean_build();
    // The same bytes again are no change, whatever the time of the file.
    desk.project.write(path, &before);
    assert_eq!(desk.look(Some(&[path])), RefreshOutcome::Same);
    assert_eq!(desk.look(None), RefreshOutcome::Same);
}

/// While a site has errors, pages that are missing because of them are as the last good build had them; a page
/// whose template broke is as it was.
#[test]
fn what_was_good_stands_while_errors_do() {
    let mut desk = Desk::small();
    let page = |desk: &Desk, path: &str| desk.now().find(path);
    desk.project.write("content/articles/tin/bai-2.md", "---\ntitle: [\n---\n");
    desk.look(None);
    let text = String::from_utf8(served(page(&desk, "/cong-doan/tin/bai-2/"))).expect("pages are text");
    assert!(text.contains("<h1>"), "{text}");
    assert!(desk.now().prepared.has_errors());
    desk.project.write("content/articles/tin/bai-2.md", article("x"));
    desk.project.write("themes/tho/templates/standing.html", "{{ khong_co }}");
    desk.look(None);
    let text = String::from_utf8(served(page(&desk, "/cong-doan/lien-he/"))).expect("pages are text");
    assert!(text.contains("<h1>"), "{text}");
    fs::remove_file(desk.project.at("themes/tho/templates/standing.html")).expect("it was written");
    desk.look(None);
    desk.assert_equals_clean_build();
}

/// What is wrong with the content is known before any page is made, even when work is broken off then.
#[test]
fn errors_wait_for_no_page() {
    let mut desk = Desk::small();
    desk.project.write("content/articles/tin/bai-2.md", "---\ntitle: Bài\ndate: 2024-02-30\n---\n");
    assert!(matches!(desk.preview.refresh(None), RefreshOutcome::Changed(_)));
    let snapshot = desk.now();
    let found = Cell::new(0);
    let told = |diagnostics: &[Diagnostic]| {
        assert!(snapshot.rendered().is_empty());
        found.set(diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count());
    };
    let over = AtomicBool::new(false);
    let broken_off = snapshot.complete(
        &|diagnostics| {
            told(diagnostics);
            over.store(true, Ordering::SeqCst);
        },
        &|| over.load(Ordering::SeqCst),
    );
    assert!(broken_off.is_err() && found.get() == 1, "{}", found.get());
}

/// A project without a site, or whose content vanishes, has a snapshot all the same, and comes back.
#[test]
fn a_vanished_site_comes_back() {
    let mut desk = Desk::small();
    let [content, away] = ["content", "away"].map(|name| desk.project.at(name));
    fs::rename(&content, &away).expect("a folder can be renamed");
    assert!(matches!(desk.look(None), RefreshOutcome::Changed(_)));
    assert!(desk.preview.is_root_missing());
    let current = desk.now().clone();
    assert!(
        matches!(current.find("/cong-doan/tin/bai-2/"), RouteAnswer::Found(..)),
        "the last good page stands"
    );
    fs::rename(&away, &content).expect("a folder can be renamed");
    assert!(matches!(desk.look(None), RefreshOutcome::Changed(_)));
    desk.assert_equals_clean_build();
    let empty = Desk::of(Project::empty());
    assert!(matches!(empty.now().find("/"), RouteAnswer::Missing(None)));
}

/// A file that is being written is waited for, and taken as it is when it stays empty.
#[test]
fn half_written_files_are_waited_for() {
    let path = "content/articles/tin/a.md";
    let mut desk = Desk::of(Project::new().with(path, article("một")));
    desk.project.write(path, "");
    assert_eq!(desk.look(Some(&[path])), RefreshOutcome::Unfinished);
    desk.project.write(path, article("hai"));
    assert!(matches!(desk.look(Some(&[path])), RefreshOutcome::Changed(_)));
    desk.project.write(path, "");
    assert!(matches!(desk.look(None), RefreshOutcome::Changed(_)));
    desk.assert_equals_clean_build();
}

/// What comes and goes beside the files, as editors make it, is no change; links that loop end.
#[test]
fn litter_is_no_change() {
    let mut desk = Desk::small();
    for litter in
        ["4913", ".bai.md.swp", "~$bai.docx", "bai.md~", "bai.tmp", ".~lock.bai.docx#", "desktop.ini"]
    {
        let path = format!("content/articles/tin/{litter}");
        desk.project.write(&path, "x");
        assert_eq!(desk.look(Some(&[&path])), RefreshOutcome::Same, "{litter}");
        assert_eq!(desk.look(None), RefreshOutcome::Same, "{litter}");
    }
    assert_eq!(desk.look(Some(&["content/articles/tin/came-and-went.md"])), RefreshOutcome::Same);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(desk.project.at("content"), desk.project.at("content/articles/vong"))
            .expect("a link");
        assert!(matches!(desk.look(None), RefreshOutcome::Changed(_)));
        desk.assert_equals_clean_build();
        assert_eq!(desk.look(None), RefreshOutcome::Same);
    }
}

/// Addresses are found in either normal form, with and without the name of the index, and lead to the folder.
#[test]
fn addresses_in_many_forms() {
    let project = Project::new().with("content/static/ảnh bìa.txt", "ảnh");
    let desk = Desk::of(project.with("content/articles/tin/a.md", article("một")));
    let snapshot = desk.now();
    let composed = "/%E1%BA%A3nh%20b%C3%ACa.txt";
    let decomposed = "/a%CC%89nh%20bi%CC%80a.txt";
    for address in [composed, decomposed] {
        assert_eq!(served(snapshot.find(address)), "ảnh".as_bytes(), "{address}");
    }
    assert_eq!(served(snapshot.find("/tin/a/")), served(snapshot.find("/tin/a/index.html")));
    assert!(matches!(snapshot.find("/tin/a"), RouteAnswer::Redirect(to) if to == "/tin/a/"));
    assert!(matches!(snapshot.find("/khong-co/"), RouteAnswer::Missing(Some(_))));
    for malformed in ["/%ff", "/%C3%28", "", "x", "*"] {
        assert!(matches!(snapshot.find(malformed), RouteAnswer::Malformed), "{malformed}");
    }
}

/// The registry counts however its folder is capitalised: a unit that goes takes its place with it.
#[test]
fn a_registry_in_capitals_is_seen() {
    let project = Project::new()
        .with(
            "content/Registry/units.yaml",
            "- {id: mot, type: grassroots, names: [{name: CĐCS Một}]}\n- {id: hai, type: grassroots, names: [{name: CĐCS Hai}]}\n",
        )
        .with(
            "content/awards/1.yaml",
            "number: 1/QĐ\nsigned: 2022-12-05\nissuer: hai\nawards:\n\
             - {name: Lê Thị Na, to: individual, unit: hai, kind: giay-khen, period: 2022}\n",
        );
    let mut desk = Desk::of(project);
    desk.edit(
        "content/Registry/units.yaml",
        "- {id: mot, type: grassroots, names: [{name: CĐCS Một}]}\n",
        "",
    );
}

/// A roll is that of its own year, though another one had the same awards at the same places and such a neighbour.
#[test]
fn rolls_keep_their_years() {
    let decision = |number: u8, signed: &str, periods: &[u16]| {
        let row = |period: &u16| {
            format!("- {{name: Lê Thị Na, to: individual, unit: cd, kind: giay-khen, period: {period}}}\n")
        };
        let rows: String = periods.iter().map(row).collect();
        format!("number: {number}/QĐ\nsigned: {signed}\nissuer: cd\nawards:\n{rows}")
    };
    let project = Project::new()
        .with("content/registry/units.yaml", "- {id: cd, type: grassroots, names: [{name: CĐCS}]}\n")
        .with("content/awards/1.yaml", decision(1, "2021-12-05", &[2019, 2021]))
        .with("content/awards/2.yaml", decision(2, "2020-12-05", &[2020]));
    Desk::of(project).edit("content/awards/2.yaml", "signed: 2020-12-05", "signed: 2022-12-05");
}

/// Of two decisions of one day and number the one whose file comes first is first, also when it came last.
#[test]
fn a_new_file_takes_its_place() {
    let decision = |issuer: &str| {
        format!(
            "number: 1/QĐ\nsigned: 2022-12-05\nissuer: {issuer}\nawards:\n\
             - {{name: Lê Thị Na, to: individual, unit: {issuer}, kind: giay-khen, period: 2022}}\n"
        )
    };
    let project = Project::new()
        .with(
            "content/registry/units.yaml",
            "- {id: mot, type: grassroots, names: [{name: CĐCS Một}]}\n- {id: hai, type: grassroots, names: [{name: CĐCS Hai}]}\n",
        )
        .with("content/awards/b.yaml", decision("mot"));
    let mut desk = Desk::of(project);
    desk.project.write("content/awards/a.yaml", decision("hai"));
    desk.look(None);
    desk.assert_equals_clean_build();
}
