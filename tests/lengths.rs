//! Long lists come in pages: no page of a site with long lists of every kind is too long for a phone, and every address
//! on them leads somewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

use bangvang::diagnostic::Severity;

use crate::project::{Built, Project, SETTINGS, UNITS, options};
use crate::structured_data::{items, scripts};

/// Maximum size of a page in bytes.
const MAX_BYTES: usize = 300 * 1024;

/// Maximum number of elements of a page.
const MAX_ELEMENTS: usize = 2_500;

/// The files of a site with more of everything than one page holds: units below one unit, rows of one decision, rows
/// that one decision revoked, decisions, movements, tags, articles of a year, namesakes, and awards of one person.
static LONG_SITE: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| long_site(SETTINGS));

fn long_site(settings: &str) -> BTreeMap<String, Vec<u8>> {
    let project = Project::new()
        .with("content/site.yaml", settings)
        .with("content/registry/units.yaml", units())
        .with("content/awards/1.yaml", long_decision())
        .with(
            "content/awards/2.yaml",
            "number: 2/QĐ-LĐLĐ\nsigned: 2023-02-01\nissuer: ldld-thu\nawards: []\n",
        );
    for number in 0..61 {
        let year = 1960 + number;
        let rows = format!(
            "number: {}/QĐ-LĐLĐ\nsigned: {year}-01-05\nissuer: ldld-thu\nawards:\n  \
             - {{no: 1, to: individual, name: Lê Văn Bền, unit: cd-0, kind: giay-khen, period: {}}}\n",
            number + 3,
            year - 1,
        );
        project.write(&format!("content/awards/{}.yaml", number + 3), rows);
    }
    for number in 0..101 {
        let text = format!("---\ntitle: Phong trào {number}\n---\nLời.\n");
        project.write(&format!("content/movements/phong-trao-{number}.md"), text);
    }
    for number in 0..301 {
        let tags = format!("tags: [chủ đề {number}, đề tài {}]", number % 200);
        let text =
            format!("---\ntitle: Bài {number}\ndate: 2025-{:02}-05\n{tags}\n---\nLời.\n", number % 2 + 1);
        project.write(&format!("content/articles/tin/bai-{number}.md"), text);
    }
    let built = Built::of(project.path(), &options());
    let errors = built.reported.diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    assert_eq!(errors, 0, "{}", built.reported.drawn(bangvang::messages::Language::En));
    built.files
}

/// A confederation, a federation and 310 unions below it, some of them ended.
fn units() -> String {
    let mut units =
        "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}], parents: [{unit: tong}]}\n\
                     - {id: tong, type: federation, names: [{name: Tổng LĐLĐ Thử}]}\n"
            .to_owned();
    for number in 0..315 {
        let ended = if number >= 310 { ", ended: {on: 2024-01-01, how: dissolved}" } else { "" };
        let _ = writeln!(
            units,
            "- {{id: cd-{number}, type: grassroots, names: [{{name: CĐCS Thử {number}}}], \
             parents: [{{unit: ldld-thu}}]{ended}}}"
        );
    }
    units
}

/// A decision with a row for each of 301 women of one name in different units, then rows of different people; the
/// first 181 are revoked.
fn long_decision() -> String {
    let mut text = "number: 1/QĐ-LĐLĐ\nsigned: 2023-01-16\nissuer: ldld-thu\n\
                    defaults: {kind: bang-khen-ldld-tinh, period: 2022}\nawards:\n"
        .to_owned();
    for row in 0..420 {
        let name =
            if row < 301 { "Trần Thị Hoa".to_owned() } else { format!("Đỗ Văn {}", WORDS[row % 8]) };
        let status = if row < 181 { ", status: revoked, by: 2/QĐ-LĐLĐ" } else { "" };
        let _ = writeln!(
            text,
            "  - {{no: {}, to: individual, honorific: Bà, name: {name}, position: Công nhân, unit: cd-{}, \
             movement: phong-trao-{}, citation: Có sáng kiến số {row} được áp dụng{status}}}",
            row + 1,
            if row < 301 { row } else { row % 100 },
            row % 50,
        );
    }
    text
}

const WORDS: [&str; 8] = ["An", "Ấn", "Dũng", "Đạt", "Ưng", "Ý", "Zoé", "Ơn"];

fn text(path: &str) -> &'static str {
    text_of(&LONG_SITE, path)
}

fn text_of<'s>(site: &'s BTreeMap<String, Vec<u8>>, path: &str) -> &'s str {
    let bytes = site.get(path).unwrap_or_else(|| panic!("{path} is not on the site"));
    std::str::from_utf8(bytes).unwrap()
}

/// No page of a site with long lists has more than 300 KB or 2,500 elements.
#[test]
fn no_page_is_too_long() {
    let mut pages = 0;
    for (path, bytes) in LONG_SITE.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        let starts = page.match_indices('<').map(|(at, _)| page.as_bytes().get(at + 1));
        let elements = starts.filter(|byte| byte.is_some_and(u8::is_ascii_alphabetic)).count();
        assert!(bytes.len() <= MAX_BYTES, "{path} has {} bytes", bytes.len());
        assert!(elements <= MAX_ELEMENTS, "{path} has {elements} elements");
        pages += 1;
    }
    assert!(pages > 1000, "{pages} pages");
}

/// Each long list has a second page at the address that the guide for themes names.
#[test]
fn long_lists_have_pages() {
    for path in [
        "quyet-dinh/nam/2020/index.html",
        "quyet-dinh/1-qd-ldld-2023/trang/3/index.html",
        "quyet-dinh/2-qd-ldld-2023/trang/2/index.html",
        "bang-vang/2022/don-vi/index.html",
        "bang-vang/2022/phong-trao/index.html",
        "bang-vang/2022/vinh-danh/trang/2/index.html",
        "bang-vang/dinh-chinh/trang/2/index.html",
        "don-vi/trang/2/index.html",
        "don-vi/ldld-thu/don-vi/trang/2/index.html",
        "luu-tru/2025/01/index.html",
        "phong-trao/trang/2/index.html",
        "the/trang/2/index.html",
        "tim-kiem/h/hoa/trang/2/index.html",
        "vinh-danh/le-van-ben/trang/2/index.html",
        "vinh-danh/tran-thi-hoa/trang/2/index.html",
    ] {
        text(path);
    }
}

/// Every address within a site with long lists leads to a file, and every anchor to an element of its page.
#[test]
fn no_address_of_a_long_list_is_lost() {
    assert_addresses_lead_somewhere(&LONG_SITE);
}

/// In the plain theme too, every address leads somewhere, every later page of a list of articles, movements or awards is
/// linked from another page, and its title has its number.
#[test]
fn plain_theme_shows_long_lists() {
    let site = long_site(&format!("{SETTINGS}theme: plain\n"));
    let linked = assert_addresses_lead_somewhere(&site);
    let mut later = 0;
    for path in site.keys() {
        let Some((route, page)) =
            path.strip_suffix("/index.html").and_then(|path| path.split_once("/trang/"))
        else {
            continue;
        };
        assert!(
            text_of(&site, path).contains(&format!(" – Trang {page}")),
            "{path} has no number in its title"
        );
        let is_own = ["tin", "phong-trao", "bang-vang"].contains(&route.split('/').next().unwrap_or(""));
        assert!(!is_own || linked.contains(path), "{path} is linked from no page");
        later += 1;
    }
    assert!(later > 20, "{later} pages");
    assert!(linked.contains("phong-trao/trang/2/index.html"), "the list of movements is not long");
}

/// Checks every address and anchor within `site`; returns the files that are linked from another page.
fn assert_addresses_lead_somewhere(site: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let text = |path: &str| text_of(site, path);
    let anchors: BTreeMap<&str, BTreeSet<&str>> = site
        .keys()
        .filter(|path| path.ends_with(".html"))
        .map(|path| (path.as_str(), attributes(text(path), " id=\"").collect()))
        .collect();
    let (mut checked, mut linked) = (0, BTreeSet::new());
    for (&path, own) in &anchors {
        for address in attributes(text(path), " href=\"").filter(|address| !address.contains(':')) {
            let (target, anchor) = address.split_once('#').unwrap_or((address, ""));
            let target = target.trim_start_matches('/');
            let file = if target.is_empty() || target.ends_with('/') {
                format!("{target}index.html")
            } else {
                target.to_owned()
            };
            assert!(address.starts_with('#') || site.contains_key(&file), "{path}: {address}");
            let ids = if address.starts_with('#') { Some(own) } else { anchors.get(file.as_str()) };
            let found = anchor.is_empty() || ids.is_some_and(|ids| ids.contains(anchor));
            assert!(found, "{path}: {address} has no such anchor");
            checked += 1;
            if file != path && !address.starts_with('#') {
                linked.insert(file);
            }
        }
    }
    assert!(checked > 10_000, "{checked} addresses");
    linked
}

/// No two elements of a page have the same `id`.
#[test]
fn ids_are_unique() {
    for path in LONG_SITE.keys().filter(|path| path.ends_with(".html")) {
        let mut seen = BTreeSet::new();
        for id in attributes(text(path), " id=\"") {
            assert!(seen.insert(id), "{path}: {id} twice");
        }
    }
}

/// A row on a later page of its decision is linked there, from the roll, from the person, and in downloads.
#[test]
fn rows_are_linked_on_their_page() {
    let row = "/quyet-dinh/1-qd-ldld-2023/trang/3/#420";
    let rolls = (1..=3).map(|number| match number {
        1 => "bang-vang/2022/index.html".to_owned(),
        _ => format!("bang-vang/2022/trang/{number}/index.html"),
    });
    assert!(rolls.into_iter().any(|path| text(&path).contains(row)), "the roll does not link to {row}");
    assert!(text("bang-vang/2022/bang-vang-2022.json").contains(&format!("https://thu.example{row}")));
    assert!(text("quyet-dinh/1-qd-ldld-2023/trang/3/index.html").contains(" id=\"420\""));
}

/// Units are in order of precedence: the confederation before the federation, ended ones last and apart.
#[test]
fn units_are_in_order_of_precedence() {
    let (first, last) = (text("don-vi/index.html"), text("don-vi/trang/2/index.html"));
    let place =
        |name: &str| first.find(&format!(">{name}</a>")).unwrap_or_else(|| panic!("{name} is missing"));
    assert!(place("Tổng LĐLĐ Thử") < place("LĐLĐ Thử"));
    assert!(place("LĐLĐ Thử") < place("CĐCS Thử 0"));
    assert!(place("CĐCS Thử 2") < place("CĐCS Thử 10"));
    let ended = last.find("<details class=\"ended-units\"").unwrap();
    assert!(last.find(">CĐCS Thử 309</a>").unwrap() < ended);
    assert!(last.find(">CĐCS Thử 310</a>").unwrap() > ended);
    assert!(!text("don-vi/ldld-thu/don-vi/trang/2/index.html").contains(">CĐCS Thử 310</a>"));
}

/// The index of a roll lists names by the letter of the given name, in the order of the Vietnamese alphabet.
#[test]
fn names_are_listed_by_letter() {
    let roll = text("bang-vang/2022/index.html");
    let index = &roll[roll.find("class=\"names-index\"").unwrap()..];
    let letters = &index[..index.find("</nav>").unwrap()];
    let shown: Vec<&str> = letters
        .split("</a>")
        .filter_map(|link| link.rsplit_once('>'))
        .map(|(_, letter)| letter)
        .filter(|letter| !letter.trim().is_empty())
        .collect();
    assert_eq!(shown, ["A", "Â", "D", "Đ", "H", "Ơ", "Ư", "Y", "Z"]);
}

/// Returns the addresses above a page, as readers see them.
fn crumbs(page: &str) -> Vec<&str> {
    let crumbs = page.split_once("<nav class=\"crumbs\"").unwrap().1;
    attributes(crumbs.split("</nav>").next().unwrap(), " href=\"").collect()
}

/// Returns the routes above a page, as machines read them.
fn breadcrumbs(page: &str) -> Vec<String> {
    let graph = items(&scripts(page).remove(0));
    let list = graph.iter().find(|item| item["@type"] == "BreadcrumbList").unwrap();
    let routes = list["itemListElement"].as_array().unwrap().iter();
    let mut routes: Vec<String> =
        routes.map(|item| item["item"].as_str().unwrap().replace("https://thu.example", "")).collect();
    routes.pop();
    routes
}

/// The pages above a page are from the widest to the nearest, for readers and, except on the page of a recipient, for
/// machines.
#[test]
fn crumbs_lead_from_the_widest_list() {
    for (path, wanted) in [
        ("vinh-danh/le-van-ben/index.html", &["/", "/bang-vang/"][..]),
        ("vinh-danh/le-van-ben/trang/2/index.html", &["/", "/bang-vang/", "/vinh-danh/le-van-ben/"]),
        ("vinh-danh/tran-thi-hoa/trang/2/index.html", &["/", "/bang-vang/", "/vinh-danh/tran-thi-hoa/"]),
        ("quyet-dinh/nam/2020/index.html", &["/", "/quyet-dinh/"]),
        ("quyet-dinh/63-qd-ldld-2020/index.html", &["/", "/quyet-dinh/", "/quyet-dinh/nam/2020/"]),
        (
            "quyet-dinh/1-qd-ldld-2023/trang/2/index.html",
            &["/", "/quyet-dinh/", "/quyet-dinh/nam/2023/", "/quyet-dinh/1-qd-ldld-2023/"],
        ),
    ] {
        assert_eq!(crumbs(text(path)), wanted, "{path}");
        if !path.starts_with("vinh-danh/") {
            assert_eq!(breadcrumbs(text(path)), wanted, "{path}");
        }
    }
}

/// When the years get pages, which happens at the 61st decision, no decision moves, and the list leads to the page of
/// the year even if it is the only one.
#[test]
fn decisions_stay_when_years_get_pages() {
    let lost = |name: &str| format!("undocumented: Sổ ghi {name}\nissuer: ldld-thu\nawards: []\n");
    let project = Project::new()
        .with("content/registry/units.yaml", UNITS)
        .with("content/awards/2023.yaml", lost("2023"))
        .with("content/awards/nam.yaml", lost("nam"));
    let write = |number: usize| {
        let text = format!("number: {number}/QĐ-LĐLĐ\nsigned: 2023-01-05\nissuer: ldld-thu\nawards: []\n");
        project.write(&format!("content/awards/{number}.yaml"), text);
    };
    (1..=58).for_each(write);
    let before = Built::of(project.path(), &options()).files;
    assert!(before.contains_key("quyet-dinh/2023/index.html"));
    assert!(!before.contains_key("quyet-dinh/nam/2023/index.html"));
    write(59);
    let after = Built::of(project.path(), &options()).files;
    let is_page = |path: &&String| path.starts_with("quyet-dinh/") && path.ends_with("index.html");
    let moved: Vec<&String> =
        before.keys().filter(is_page).filter(|path| !after.contains_key(*path)).collect();
    assert!(moved.is_empty(), "{moved:?}");
    for title in ["Sổ ghi 2023", "Sổ ghi nam"] {
        let pages = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
            let shows = |path: &&String| String::from_utf8_lossy(&files[*path]).contains(title);
            let is_decision = |path: &&String| !path.contains("/nam/") && path.matches('/').count() == 2;
            files.keys().filter(is_page).filter(is_decision).filter(shows).cloned().collect()
        };
        assert_eq!(pages(&before), pages(&after), "{title}");
    }
    let page = |path: &str| String::from_utf8(after[path].clone()).unwrap();
    assert_eq!(crumbs(&page("quyet-dinh/nam/2023/index.html")), ["/", "/quyet-dinh/"]);
    // Without a decision whose day is unknown, there is one year.
    for path in ["content/awards/2023.yaml", "content/awards/nam.yaml"] {
        std::fs::remove_file(project.at(path)).unwrap();
    }
    [60, 61].into_iter().for_each(write);
    let files = Built::of(project.path(), &options()).files;
    let list = String::from_utf8_lossy(&files["quyet-dinh/index.html"]);
    assert!(list.contains(" href=\"/quyet-dinh/nam/2023/\""), "{list}");
}

/// Returns every value of an attribute on a page; `open` is the attribute with its quote.
fn attributes<'p>(page: &'p str, open: &'p str) -> impl Iterator<Item = &'p str> {
    page.split(open).skip(1).filter_map(|rest| rest.split('"').next())
}
