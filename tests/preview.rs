//! Successive builds of the preview: each equals a clean build, and renders only what an edit changes.

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

use crate::project::{Built, Project, Reported, options};
use crate::{incremental, trials};

/// A project and its preview.
struct PreviewTest {
    project: Project,
    preview: Preview,
}

impl PreviewTest {
    /// The site `tests/sites/small`, scanned once.
    fn small() -> PreviewTest {
        let project = Project::empty();
        let project = ["content", "themes"].into_iter().fold(project, |project, folder| {
            let inner = format!("tests/sites/small/{folder}");
            crate::project::tree(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(inner))
                .into_iter()
                .fold(project, |project, (path, bytes)| project.with(&format!("{folder}/{path}"), bytes))
        });
        PreviewTest::new(project)
    }

    fn new(project: Project) -> PreviewTest {
        // Changes within one tick of the file system clock cannot be distinguished by time.
        sleep(Duration::from_millis(20));
        let preview = Preview::new(project.path(), Box::new(all), Arc::default());
        let mut test = PreviewTest { project, preview };
        test.scan(None);
        test
    }

    /// The current snapshot.
    fn snapshot(&self) -> Arc<Snapshot> {
        self.preview.current().expect("the project has been scanned").clone()
    }

    fn scan(&mut self, hint: Option<&[&str]>) -> RefreshOutcome {
        let hint = hint.map(|paths| paths.iter().map(|path| self.project.at(path)).collect::<BTreeSet<_>>());
        let outcome = self.preview.refresh(hint.as_ref());
        self.snapshot().complete(&|_| (), &|| false).expect("this build is never cancelled");
        outcome
    }

    /// The paths that the last build rendered.
    fn rendered(&self) -> Vec<String> {
        self.snapshot().rendered()
    }

    /// Replaces `from` by `to` in a file, and scans it.
    fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.project.at(path)).expect("the file is there");
        assert!(text.contains(from), "{path} does not contain {from}");
        self.project.write(path, text.replacen(from, to, 1));
        assert!(matches!(self.scan(Some(&[path])), RefreshOutcome::Changed(_)), "{path}");
        self.assert_equals_clean_build();
    }

    /// Asserts that all files and diagnostics equal those of a build without a previous one, which is returned.
    fn assert_equals_clean_build(&self) -> Built {
        let clean = Built::of(self.project.path(), &all());
        let snapshot = self.snapshot();
        let diagnostics =
            self.snapshot().complete(&|_| (), &|| false).expect("this build is never cancelled");
        let reported = Reported { diagnostics, sources: snapshot.prepared.scan.sources.clone() };
        assert_eq!(reported.drawn(Language::En), clean.reported.drawn(Language::En));
        if clean.reported.drawn(Language::En).contains("error: ") {
            return clean;
        }
        assert_eq!(snapshot.paths(), clean.files.keys().cloned().collect::<Vec<_>>());
        for (path, bytes) in &clean.files {
            let base =
                snapshot.prepared.planned.as_ref().map_or("", |planned| planned.site.settings.base_path());
            let served = served(snapshot.find(&format!("{base}/{}", bangvang::html::encode_path(path))));
            let [served, bytes] = [&served, bytes].map(|bytes| String::from_utf8_lossy(bytes));
            assert_eq!(served, bytes, "{path}");
        }
        clean
    }
}

fn served(answer: RouteAnswer) -> Vec<u8> {
    let RouteAnswer::Found(_, file) = answer else { panic!("{answer:?}") };
    match file.content {
        FileContent::Bytes(bytes) => bytes.to_vec(),
        FileContent::Disk(original) => original.read().expect("the file is there"),
        FileContent::Forgotten => panic!("it was just rendered"),
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
const HIDDEN: &[&str] = &["", "draft: true\n", "publish: 2027-01-01\n"];
const SHOWN: &[&str] = &["", ", visibility: initials", ", visibility: hidden", ", status: withdrawn"];
const TEMPLATES: &[&str] = &["{{ page.title }}", "<p>{{ site.title }}</p>", "{{ t(id=\"hidden-name\") }}"];
const SETTINGS: &[&str] = &[
    "",
    "rolls: {per_page: 1}\n",
    "pages: {people: false}\n",
    "pages: {people: several}\n",
    "pages: {search: false}\n",
    "pages: {people: false, decisions: false}\n",
];
const UNITS: &str = "\n- {id: ldld-them, type: federation, names: [{name: LĐLĐ Thêm}]}\n\
                     - {id: cd-khac, type: grassroots, names: [{name: CĐCS Khác}]}\n\
                     - {id: cd-them, type: grassroots, names: [{name: CĐCS Thêm}]}\n";

/// The path of a file and its new text; `None` deletes it.
type Edit = (String, Option<String>);

/// One of `sound`, or `faulty` in one of thirty cases.
fn one_of(sound: &'static [&'static str], faulty: &'static str) -> impl Strategy<Value = &'static str> {
    prop_oneof![29 => select(sound), 1 => Just(faulty)]
}

/// `file`, or its deletion in one of four cases.
fn or_deleted(file: impl Strategy<Value = (String, String)>) -> impl Strategy<Value = Edit> {
    (file, weighted(0.75)).prop_map(|((path, text), exists)| (path, exists.then_some(text)))
}

/// An edit of articles, records, units, templates, settings or copied files.
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
    let row = (select(NAMES), one_of(&["cd-them", "cd-khac", "cđcs KHÁC"], "khong-co"), select(SHOWN));
    let hidden = one_of(HIDDEN, "publish: mai\n");
    let decision = (0..4, select(&["2021", "2022", "2023"][..]), vec(row, 1..5), hidden);
    let decision = decision.prop_map(|(number, period, rows, hidden)| {
        let row =
            |(name, unit, shown)| format!("  - {{to: individual, name: {name}, unit: {unit}{shown}}}\n");
        let rows: String = rows.into_iter().map(row).collect();
        let head = format!("number: 9{number}/QĐ-LĐLĐ\nsigned: 2024-03-1{number}\nissuer: ldld-them\n");
        let text = format!(
            "{head}{hidden}defaults: {{kind: bang-khen-ldld-tinh, period: {period}}}\nawards:\n{rows}"
        );
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
        one_of(&["", "draft: true\n", "publish: 2027-01-01\n"], "starts: hôm nay\n"),
    );
    let movement = movement.prop_map(|(number, title, more)| {
        let text = format!("---\ntitle: {title}\n{more}---\nLời.\n");
        (format!("content/movements/them-{number}.md"), text)
    });
    prop_oneof![
        3 => or_deleted(article),
        2 => or_deleted(decision),
        1 => units,
        1 => or_deleted(template),
        1 => settings,
        1 => or_deleted(file),
        1 => or_deleted(movement),
    ]
}

/// Several edits at once, whether an article is renamed, and whether the preview gets the paths as a hint.
fn step() -> impl Strategy<Value = (Vec<Edit>, bool, bool)> {
    let edits = prop_oneof![7 => vec(edit(), 1), 1 => vec(edit(), 1..6)];
    (edits, weighted(0.1), any::<bool>())
}

/// After each of about 400 random edits, scanned with a hint or completely, one by one or several at once,
/// the preview equals a clean build byte for byte, and so does a build over the one before.
#[test]
fn random_edits_equal_a_clean_build() {
    let (total, sound) = (Cell::new(0), Cell::new(0));
    trials::run(10, vec(step(), 1..80), |steps| {
        let mut test = PreviewTest::small();
        test.project.write("content/registry/units.yaml", format!("{SMALL_UNITS}{UNITS}"));
        test.scan(None);
        for (edits, renames, hints) in steps {
            let mut paths: Vec<String> = Vec::new();
            for (path, text) in edits {
                match text {
                    Some(text) => test.project.write(&path, text),
                    None => _ = fs::remove_file(test.project.at(&path)),
                }
                paths.push(path);
            }
            let [from, to] = [1, 2].map(|number| format!("content/articles/tin/m{number}.md"));
            if renames && fs::rename(test.project.at(&from), test.project.at(&to)).is_ok() {
                paths.extend([from, to]);
            }
            let hint: Vec<&str> = paths.iter().map(String::as_str).collect();
            let outcome = test.scan(hints.then_some(&hint[..]));
            if outcome == RefreshOutcome::Unfinished {
                test.scan(None);
            }
            let clean = test.assert_equals_clean_build();
            if incremental::build(&test.project, "ra", &all(), "").is_some() {
                assert_eq!(test.project.tree("ra"), clean.files);
            }
            total.set(total.get() + 1);
            sound.set(sound.get() + usize::from(!test.snapshot().prepared.has_errors()));
        }
    });
    assert!(
        sound.get() > total.get() / 4,
        "too few sound sites to compare: {} of {}",
        sound.get(),
        total.get()
    );
}

/// What one field of a decision says reaches every page, list and file of the search that shows it: what is kept of the last
/// build does not depend on it.
#[test]
fn fields_of_decisions_reach_all_pages() {
    const PATH: &str = "content/awards/qd-2.yaml";
    let rows = |head: &str, first: &str, second: &str| {
        format!(
            "{head}issuer: ldld-thu\nsubject: Về khen thưởng\nawards:\n  \
             - {{no: 1, to: individual, name: Hoa Thị Mẫu, unit: cd-thu, period: 2023, {first}}}\n  \
             - {{no: 2, to: individual, name: Lê Văn Nam, unit: cd-thu, kind: giay-khen, period: 2023{second}}}\n"
        )
    };
    let head = "number: 02/QĐ-LĐLĐ\nsigned: 2024-03-10\n";
    let first = "kind: huan-chuong-lao-dong, class: ba";
    let plain = rows(head, first, "");
    let edits: Vec<String> = [
        plain.replace("Lê Văn Nam", "Lê Văn Năm"),
        plain.replace("no: 2", "no: 3"),
        plain.replace("no: 2, ", ""),
        plain.replace("giay-khen", "lao-dong-tien-tien"),
        plain.replace("class: ba", "class: nhat"),
        plain.replace("period: 2023", "period: 2022"),
        plain.replace("to: individual, name: Lê Văn Nam", "to: household, name: Hộ Lê Văn Nam"),
        plain.replace("to: individual, name: Lê Văn Nam", "to: collective, name: Tổ hàn 2"),
        plain.replace("to: individual, name: Lê Văn Nam", "to: collective"),
        plain.replace("02/QĐ", "03/QĐ"),
        plain.replace("2024-03-10", "2022-03-10"),
        plain.replace(head, "undocumented: Sổ vàng\nsigned: 2024-03-10\n"),
        plain.replace("Về khen thưởng", "Về tuyên dương"),
        plain.replace("subject: Về khen thưởng\n", ""),
        plain.replace("issuer: ldld-thu", "issuer: cd-thu"),
    ]
    .into_iter()
    .chain(
        [
            "citation: Lời khác",
            "position: Thợ hàn",
            "honorific: Ông",
            "unit_as_printed: CĐCS cũ",
            "category: cong-trang",
            "movement: lao-dong-gioi",
            "posthumous: true",
            "shared_with: [Trần Thị Chung]",
            "visibility: initials",
            "status: withdrawn",
            "status: revoked, by: 1/QĐ-LĐLĐ",
            "status: corrected, by: 1/QĐ-LĐLĐ",
            "article: tin/bai",
            "person: le-van-nam",
        ]
        .map(|field| rows(head, first, &format!(", {field}"))),
    )
    .collect();
    for settings in ["", "pages: {decisions: false}\n", "pages: {people: several}\nrolls: {per_page: 1}\n"] {
        let project = Project::new()
            .with_awards("  - {no: 1, to: individual, name: Lê Văn Nam, unit: cd-thu}\n")
            .with("content/articles/tin/bai.md", "---\ntitle: Gương sáng\ndate: 2024-01-05\n---\nLời.\n")
            .with("content/registry/people.yaml", "- {id: le-van-nam, name: Lê Văn Nam}\n")
            .with(PATH, &*plain);
        let written = fs::read_to_string(project.at("content/site.yaml")).expect("the project has settings");
        let mut test = PreviewTest::new(project.with("content/site.yaml", format!("{written}{settings}")));
        assert!(!test.snapshot().prepared.has_errors());
        for text in &edits {
            assert_ne!(*text, plain);
            for text in [text, &plain] {
                test.project.write(PATH, text);
                assert!(matches!(test.scan(Some(&[PATH])), RefreshOutcome::Changed(_)), "{text}");
                assert!(!test.snapshot().prepared.has_errors(), "{text}");
                test.assert_equals_clean_build();
            }
        }
    }
}

/// A record that is named by its printed name is looked up again when the name, the records that have it, or the day of
/// the decision changes.
#[test]
fn printed_names_are_looked_up_again() {
    let row = "  - {no: 1, to: individual, name: Hoa Thị Mẫu, unit: CĐCS Sen, movement: lao động giỏi}\n";
    let units = "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]}\n\
                 - {id: cd-moi, type: grassroots, names: [{name: CĐCS Sen, from: 2021-01-01}]}\n";
    let project = Project::new().with_awards(row).with("content/registry/units.yaml", units);
    let mut test = PreviewTest::new(project);
    let reported = |test: &PreviewTest| {
        let prepared = &test.snapshot().prepared;
        let all = prepared.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        all.map(|found| found.code.name()).collect::<Vec<_>>()
    };
    let has_award = |test: &PreviewTest, page: &str| {
        let page = served(test.snapshot().find(page));
        String::from_utf8_lossy(&page).contains("Hoa Thị Mẫu")
    };
    assert!(has_award(&test, "/don-vi/cd-moi/") && has_award(&test, "/phong-trao/lao-dong-gioi/"));
    let movement = "content/movements/lao-dong-gioi.md";
    test.edit(movement, "Lao động giỏi", "Lao động tốt");
    assert_eq!(reported(&test), ["unknown-movement"]);
    test.edit(movement, "---\nLời", "also: LAO ĐỘNG GIỎI\n---\nLời");
    assert_eq!(reported(&test), [""; 0]);
    let older = "- {id: cd-cu, type: grassroots, names: [{name: CĐCS Sen, to: 2020-12-31}]}\n- {id: cd-moi,";
    test.edit("content/registry/units.yaml", "- {id: cd-moi,", older);
    assert!(has_award(&test, "/don-vi/cd-moi/"));
    test.edit("content/awards/qd-1.yaml", "2023-01-16", "2020-01-16");
    assert!(has_award(&test, "/don-vi/cd-cu/"));
    test.edit("content/registry/units.yaml", ", from: 2021-01-01", "");
    assert_eq!(reported(&test), ["ambiguous-name"]);
}

/// A portrait appears with the first award of the person, and disappears when a name is withheld, in a draft too.
#[test]
fn portraits_follow_the_awards() {
    let decision = |more: &str| {
        format!(
            "{more}number: 90/QĐ-LĐLĐ\nsigned: 2024-03-10\nissuer: ldld-them\n\
             defaults: {{kind: bang-khen-ldld-tinh, period: 2022}}\n\
             awards:\n  - {{to: individual, name: Danh Sóc Kha, person: kha, unit: cd-them}}\n"
        )
    };
    let first = "content/awards/2024/anh-1.yaml";
    let mut test = PreviewTest::small();
    test.project.write("content/registry/units.yaml", format!("{SMALL_UNITS}{UNITS}"));
    let people = "- {id: kha, name: Danh Sóc Kha, photo: kha.svg}\n";
    test.project.write("content/registry/people.yaml", people);
    test.project.write(
        "content/registry/kha.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"5\"/>",
    );
    test.project.write(first, decision(""));
    test.scan(None);
    test.assert_equals_clean_build();
    let is_shown = |test: &PreviewTest| test.snapshot().paths().contains(&"vinh-danh/kha.svg".to_owned());
    assert!(is_shown(&test));
    let second = decision("draft: true\n").replace("90/", "91/").replace("period: 2022", "period: 2023");
    test.project.write("content/awards/2024/anh-2.yaml", second);
    test.scan(None);
    assert!(is_shown(&test));
    test.edit("content/awards/2024/anh-2.yaml", "unit: cd-them}", "unit: cd-them, status: withdrawn}");
    assert!(!is_shown(&test));
    test.edit("content/awards/2024/anh-2.yaml", ", status: withdrawn}", "}");
    assert!(is_shown(&test));
    test.edit(first, "unit: cd-them}", "unit: cd-them, visibility: initials}");
    assert!(!is_shown(&test));
}

/// Two edits of the same length within one tick of the file system clock are both found.
#[test]
fn edits_within_a_clock_tick() {
    let mut test = PreviewTest::new(Project::new().with("content/articles/tin/a.md", article("0000")));
    for number in 1..200 {
        test.project.write("content/articles/tin/a.md", article(&format!("{number:04}")));
        test.scan(None);
        let page = served(test.snapshot().find("/tin/a/"));
        assert!(String::from_utf8_lossy(&page).contains(&format!("Lời {number:04}.")), "{number}");
    }
}

fn article(word: &str) -> String {
    format!("---\ntitle: Bài\ndate: 2024-01-05\n---\nLời {word}.\n")
}

/// An edit of the text of an article renders its page and the feeds.
#[test]
fn edit_of_a_text() {
    let mut test = PreviewTest::small();
    test.edit("content/articles/tin/bai-2.md", "\n---\n", "\n---\nMột câu mới ở đầu bài.\n");
    assert_eq!(
        test.rendered(),
        ["feed.json", "feed.xml", "tin/bai-2/index.html", "tin/feed.json", "tin/feed.xml"]
    );
    test.edit("content/pages/lien-he.md", "\n---\n", "\n---\nMột câu mới ở đầu bài.\n");
    // Its first sentence is shown in the search.
    assert_eq!(test.rendered(), ["lien-he/index.html", "tim-kiem/things/0-0.txt"]);
}

/// An edit of the title of an article renders the lists that show it, its neighbours, and nothing else.
#[test]
fn edit_of_a_title() {
    let mut test = PreviewTest::small();
    test.edit("content/articles/tin/bai-2.md", "title: ", "title: Mới: ");
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
    let others = [
        "feed.json",
        "feed.xml",
        "tim-kiem/articles/0-0.txt",
        "tim-kiem/articles/202302-0.txt",
        "tin/feed.json",
        "tin/feed.xml",
    ];
    let expected: BTreeSet<String> =
        pages.iter().map(|page| format!("{page}.html")).chain(others.map(str::to_owned)).collect();
    assert_eq!(test.rendered(), expected.into_iter().collect::<Vec<_>>());
}

/// A picture that is added, and the setting of line breaks, change the pages that show them as a clean build does.
#[test]
fn new_picture_and_line_breaks() {
    let mut test = PreviewTest::small();
    let (article, picture) = ("content/articles/tin/bai-2.md", "content/articles/tin/Ảnh lễ 1.svg");
    let text = fs::read_to_string(test.project.at(article)).expect("the file is there");
    test.project.write(article, format!("{text}\n\n![Ký giao ước](Ảnh lễ 1.svg)\n\nDòng một\ndòng hai\n"));
    test.scan(Some(&[article]));
    test.assert_equals_clean_build();
    test.project.write(picture, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>");
    test.scan(Some(&[picture]));
    test.assert_equals_clean_build();
    let page = |test: &PreviewTest| {
        let page = served(test.snapshot().find("/cong-doan/tin/bai-2/"));
        String::from_utf8(page).expect("pages are UTF-8")
    };
    assert!(page(&test).contains("alt=\"Ký giao ước\""));
    test.edit("content/site.yaml", "per_page: 2", "per_page: 2\nline_breaks: true");
    assert!(page(&test).contains("Dòng một<br />"));
}

/// An edit of a row of a decision renders the decision, its unit, movement, year and downloads; no other year,
/// no news.
#[test]
fn edit_of_a_row() {
    let mut test = PreviewTest::small();
    test.edit("content/awards/qd-1.yaml", "citation: ", "citation: Đã ");
    let rendered = test.rendered();
    for path in [
        "quyet-dinh/1-qd-ldld-2022/index.html",
        "don-vi/cd-xanh/index.html",
        "bang-vang/2022/index.html",
        "bang-vang/2022/bang-vang-2022.csv",
        "bang-vang/bang-vang.zip",
        "phong-trao/lao-dong-gioi/index.html",
    ] {
        assert!(rendered.contains(&path.to_owned()), "{path}");
    }
    for part in ["2021", "tin/", "lien-he", "vinh-danh/", "cd-do"] {
        assert!(!rendered.iter().any(|path| path.contains(part)), "{part}: {rendered:?}");
    }
}

/// An edit of the name of a unit renders the pages that show it, and no news.
#[test]
fn edit_of_a_unit() {
    let mut test = PreviewTest::small();
    test.edit("content/registry/units.yaml", "name: CĐCS Đỏ", "name: CĐCS Đỏ Mới");
    let rendered = test.rendered();
    for path in [
        "don-vi/cd-do/index.html",
        "don-vi/index.html",
        "bang-vang/2022/index.html",
        "vinh-danh/phan-an/index.html",
    ] {
        assert!(rendered.contains(&path.to_owned()), "{path}: {rendered:?}");
    }
    assert!(!rendered.iter().any(|path| path.contains("tin/") || path.contains("lien-he")), "{rendered:?}");
}

/// An edit of a theme file renders all pages, which link to its new name, and no download; a copied file
/// changes alone.
#[test]
fn edit_of_a_style() {
    let mut test = PreviewTest::small();
    let style = test.project.at("themes/tho/static/nen.svg");
    test.project.write("content/static/tep.txt", "một");
    test.scan(None);
    test.edit("content/static/tep.txt", "một", "hai");
    assert_eq!(test.rendered(), ["tep.txt"]);
    assert!(style.is_file());
    test.edit("themes/tho/static/nen.svg", "<svg", "<svg ");
    let rendered = test.rendered();
    assert!(
        rendered.contains(&"tin/bai-2/index.html".to_owned()) && rendered.contains(&"index.html".to_owned())
    );
    assert!(!rendered.iter().any(|path| path.ends_with(".xlsx") || path.ends_with(".csv")), "{rendered:?}");
}

/// An edit that is undone gives the first build again.
#[test]
fn undone_edits() {
    let mut test = PreviewTest::small();
    let path = "content/articles/tin/bai-2.md";
    let before = fs::read_to_string(test.project.at(path)).expect("the file is there");
    test.edit(path, "\n---\n", "\n---\nMột câu mới ở đầu bài.\n");
    test.project.write(path, &before);
    assert!(matches!(test.scan(None), RefreshOutcome::Changed(_)));
    test.assert_equals_clean_build();
    // Writing the same bytes is no change, whatever the modification time.
    test.project.write(path, &before);
    assert_eq!(test.scan(Some(&[path])), RefreshOutcome::Same);
    assert_eq!(test.scan(None), RefreshOutcome::Same);
}

/// While a site has errors, pages that are missing because of them are those of the last good build; a page
/// whose template fails keeps its last good version.
#[test]
fn last_good_pages_are_shown_while_errors_exist() {
    let mut test = PreviewTest::small();
    let page = |test: &PreviewTest, path: &str| test.snapshot().find(path);
    test.project.write("content/articles/tin/bai-2.md", "---\ntitle: [\n---\n");
    test.scan(None);
    let text = String::from_utf8(served(page(&test, "/cong-doan/tin/bai-2/"))).expect("pages are text");
    assert!(text.contains("<h1>"), "{text}");
    assert!(test.snapshot().prepared.has_errors());
    test.project.write("content/articles/tin/bai-2.md", article("x"));
    test.project.write("themes/tho/templates/standing.html", "{{ khong_co }}");
    test.scan(None);
    let text = String::from_utf8(served(page(&test, "/cong-doan/lien-he/"))).expect("pages are text");
    assert!(text.contains("<h1>"), "{text}");
    fs::remove_file(test.project.at("themes/tho/templates/standing.html")).expect("it was written");
    test.scan(None);
    test.assert_equals_clean_build();
}

/// Errors of the content are reported before any page is rendered, even if the build is cancelled then.
#[test]
fn errors_are_reported_before_rendering() {
    let mut test = PreviewTest::small();
    test.project.write("content/articles/tin/bai-2.md", "---\ntitle: Bài\ndate: 2024-02-30\n---\n");
    assert!(matches!(test.preview.refresh(None), RefreshOutcome::Changed(_)));
    let snapshot = test.snapshot();
    let found = Cell::new(0);
    let check = |diagnostics: &[Diagnostic]| {
        assert!(snapshot.rendered().is_empty());
        found.set(diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count());
    };
    let is_cancelled = AtomicBool::new(false);
    let cancelled = snapshot.complete(
        &|diagnostics| {
            check(diagnostics);
            is_cancelled.store(true, Ordering::SeqCst);
        },
        &|| is_cancelled.load(Ordering::SeqCst),
    );
    assert!(cancelled.is_err() && found.get() == 1, "{}", found.get());
}

/// A project without content, or whose content folder is renamed, has a snapshot, and works again when it is
/// restored.
#[test]
fn content_folder_is_restored() {
    let mut test = PreviewTest::small();
    let [content, away] = ["content", "away"].map(|name| test.project.at(name));
    fs::rename(&content, &away).expect("a folder can be renamed");
    assert!(matches!(test.scan(None), RefreshOutcome::Changed(_)));
    assert!(test.preview.is_root_missing());
    let current = test.snapshot().clone();
    assert!(
        matches!(current.find("/cong-doan/tin/bai-2/"), RouteAnswer::Found(..)),
        "the last good page is shown"
    );
    fs::rename(&away, &content).expect("a folder can be renamed");
    assert!(matches!(test.scan(None), RefreshOutcome::Changed(_)));
    test.assert_equals_clean_build();
    let empty = PreviewTest::new(Project::empty());
    assert!(matches!(empty.snapshot().find("/"), RouteAnswer::Missing(None)));
}

/// A file that is empty while an editor saves it is waited for, and is read as it is if it stays empty.
#[test]
fn files_being_written_are_waited_for() {
    let path = "content/articles/tin/a.md";
    let mut test = PreviewTest::new(Project::new().with(path, article("một")));
    test.project.write(path, "");
    assert_eq!(test.scan(Some(&[path])), RefreshOutcome::Unfinished);
    test.project.write(path, article("hai"));
    assert!(matches!(test.scan(Some(&[path])), RefreshOutcome::Changed(_)));
    test.project.write(path, "");
    assert!(matches!(test.scan(None), RefreshOutcome::Changed(_)));
    test.assert_equals_clean_build();
}

/// Temporary files of editors are no change; symlink loops end.
#[test]
fn temporary_files_are_no_change() {
    let mut test = PreviewTest::small();
    for name in ["4913", ".bai.md.swp", "~$bai.docx", "bai.md~", "bai.tmp", ".~lock.bai.docx#", "desktop.ini"]
    {
        let path = format!("content/articles/tin/{name}");
        test.project.write(&path, "x");
        assert_eq!(test.scan(Some(&[&path])), RefreshOutcome::Same, "{name}");
        assert_eq!(test.scan(None), RefreshOutcome::Same, "{name}");
    }
    assert_eq!(test.scan(Some(&["content/articles/tin/came-and-went.md"])), RefreshOutcome::Same);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(test.project.at("content"), test.project.at("content/articles/vong"))
            .expect("a link");
        assert!(matches!(test.scan(None), RefreshOutcome::Changed(_)));
        test.assert_equals_clean_build();
        assert_eq!(test.scan(None), RefreshOutcome::Same);
    }
}

/// URLs are found in either normal form, with and without `index.html`, and redirect to the folder.
#[test]
fn forms_of_urls() {
    let project = Project::new().with("content/static/ảnh bìa.txt", "ảnh");
    let test = PreviewTest::new(project.with("content/articles/tin/a.md", article("một")));
    let snapshot = test.snapshot();
    let composed = "/%E1%BA%A3nh%20b%C3%ACa.txt";
    let decomposed = "/a%CC%89nh%20bi%CC%80a.txt";
    for address in [composed, decomposed] {
        assert_eq!(served(snapshot.find(address)), "ảnh".as_bytes(), "{address}");
    }
    assert_eq!(served(snapshot.find("/tin/a/")), served(snapshot.find("/tin/a/index.html")));
    assert!(matches!(snapshot.find("/tin/a"), RouteAnswer::Redirect(to) if to == "/tin/a/"));
    assert!(matches!(snapshot.find("/khong-co/"), RouteAnswer::Missing(Some(_))));
    for malformed in ["/%ff", "/%C3%28", "", "x", "*"] {
        assert!(matches!(snapshot.find(malformed), RouteAnswer::Invalid), "{malformed}");
    }
}

/// The registry is found however its folder is capitalised; removing a unit changes the positions of others.
#[test]
fn registry_in_capitals() {
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
    let mut test = PreviewTest::new(project);
    test.edit(
        "content/Registry/units.yaml",
        "- {id: mot, type: grassroots, names: [{name: CĐCS Một}]}\n",
        "",
    );
}

/// A roll is rendered for its own year, even if another one had the same awards at the same positions.
#[test]
fn rolls_of_years() {
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
    PreviewTest::new(project).edit("content/awards/2.yaml", "signed: 2020-12-05", "signed: 2022-12-05");
}

/// Of two decisions with the same day and number, the one whose file is first by path is first, also if it is
/// added later.
#[test]
fn new_file_before_an_old_one() {
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
    let mut test = PreviewTest::new(project);
    test.project.write("content/awards/a.yaml", decision("hai"));
    test.scan(None);
    test.assert_equals_clean_build();
}

/// The index of names follows an award that is corrected, hidden or moved to another unit.
#[test]
fn the_index_of_names_follows_edits() {
    let families = "Bùi Cao Đinh Đỗ Hà Hồ Kim La Lâm Lê Lý Mai Ngô Phan Tạ Tô Vi Võ Vũ Vương";
    let middles = "An Cẩm Diễm Hải Kim Lan Mai Như Oanh Quế Thu Uyên Vân Xuân Ý Thị";
    let names =
        families.split(' ').flat_map(|one| middles.split(' ').map(move |two| format!("{one} {two} Hoa")));
    let row = |(name, no): (String, usize)| {
        format!("  - {{no: {no}, to: individual, name: {name}, unit: cd-thu}}\n")
    };
    let rows: String = names.zip(1..).map(row).collect();
    let mut test = PreviewTest::new(Project::new().with_awards(&rows));
    test.assert_equals_clean_build();
    let index = "tim-kiem/h/hoa/trang/2/index.html".to_owned();
    assert!(test.snapshot().paths().contains(&index));
    for (from, to) in [
        ("name: Lê An Hoa, unit: cd-thu", "name: Lê An Hòa, unit: cd-thu"),
        ("name: Bùi An Hoa, unit: cd-thu", "name: Bùi An Hoa, unit: ldld-thu"),
        ("name: Lê Thị Hoa, unit: cd-thu", "name: Lê Thị Hoa, unit: cd-thu, visibility: hidden"),
    ] {
        test.edit("content/awards/qd-1.yaml", from, to);
    }
    assert!(!test.rendered().contains(&"tim-kiem/index.html".to_owned()), "{:?}", test.rendered());
}
