//! The files of the search index of a site.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bangvang::model::site::{BuildOptions, ShowHidden};
use bangvang::search;

use crate::project::{Built, Project, SETTINGS, options, tree};

const UNITS: &str = "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]}
- {id: cd-cu, type: grassroots, names: [{name: CĐCS Cũ}], parents: [{unit: ldld-thu}], ended: {on: 2020-12-31}, successors: [cd-thu]}
- {id: cd-thu, type: grassroots, names: [{name: CĐCS Thử, from: 2021-01-01}], parents: [{unit: ldld-thu}], ended: {on: 2022-12-31}, successors: [cd-moi]}
- {id: cd-moi, type: grassroots, names: [{name: CĐCS Mới, from: 2023-01-01}], parents: [{unit: ldld-thu}]}
";

const KINDS: &str = "- {id: hoi-thi, name: Hội thi thợ giỏi, issuer: federation, classes: [nhat, nhi, ba]}
- {id: gia-dinh, name: Gia đình tiêu biểu, issuer: federation}
";

const ROWS: &str = "  - {no: 1, to: individual, name: Trần Thị Hoa, unit: cd-thu}
  - {no: 2, to: individual, name: Đặng Văn Ánh, unit: ldld-thu, kind: hoi-thi, class: ba}
  - {no: 3, to: household, name: Gia đình ông Lê Nam, unit: cd-thu, kind: gia-dinh}
  - {no: 4, to: collective, name: Tổ hàn, unit: cd-thu}
  - {no: 5, to: individual, name: Vũ Bị Thu, unit: cd-thu, status: revoked, by: 2/QĐ-LĐLĐ}
";

/// Rows of which readers see no whole name, and a draft.
const PRIVATE: &str = "  - {no: 6, to: individual, name: Nguyễn Văn Kín, unit: cd-thu, visibility: hidden}
  - {no: 7, to: individual, name: Lê Thị Tắt, unit: cd-thu, visibility: initials}
  - {no: 8, to: individual, name: Phạm Rút Tên, unit: cd-thu, status: withdrawn}
  - {no: 9, to: household, name: Hộ Giấu Tên, unit: cd-thu, kind: gia-dinh, visibility: hidden}
";

const DRAFT: &str = "number: 9/QĐ-LĐLĐ\nsigned: 2023-02-16\nissuer: ldld-thu\ndraft: true\n\
                     defaults: {kind: bang-khen-ldld-tinh, period: 2022}\nawards:\n\
                     \x20 - {no: 1, to: individual, name: Hồ Bản Nháp, unit: cd-thu}\n";

/// A site with the awards `rows` and further settings.
fn project(rows: &str, settings: &str) -> Project {
    Project::new()
        .with_awards(rows)
        .with("content/registry/units.yaml", UNITS)
        .with("content/registry/kinds.yaml", KINDS)
        .with("content/site.yaml", format!("{SETTINGS}{settings}"))
}

/// Builds the site; the files of the index by their paths.
fn index(project: &Project) -> BTreeMap<String, String> {
    index_of(project, &options())
}

fn index_of(project: &Project, options: &BuildOptions) -> BTreeMap<String, String> {
    let built = Built::of(project.path(), options);
    assert!(!built.files.is_empty(), "{}", built.reported.drawn(bangvang::messages::Language::En));
    let files =
        built.files.into_iter().filter(|(path, _)| path.starts_with("tim-kiem/") && !path.ends_with(".html"));
    files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
}

/// A small site has the root file and one file of names, with kinds in the words of the theme, and units with all
/// predecessors and successors. Collectives are no names.
#[test]
fn files_of_a_small_site() {
    let files = index(&project(ROWS, ""));
    let root: serde_json::Value = serde_json::from_str(&files["tim-kiem/index.json"]).unwrap();
    assert_eq!(root["version"], 3);
    assert_eq!(root["base"], "/");
    assert_eq!(root["people"], "vinh-danh/");
    assert_eq!(root["names"], "all");
    let names = files.iter().filter(|(path, _)| path.contains("/names/"));
    let [(path, text)] = names.collect::<Vec<_>>()[..] else { panic!("{:?}", files.keys()) };
    assert_eq!(path, "tim-kiem/names/all.txt");
    let sections: Vec<&str> = text.split("\n\n").collect();
    let [units, kinds, counts, rows] = sections[..] else { panic!("{text}") };
    assert_eq!(units, "~2\tLĐLĐ Thử\t\ncd-thu\tCĐCS Thử\tcd-cu cd-moi");
    let kinds: Vec<Vec<&str>> = kinds.lines().map(|line| line.split('\t').collect()).collect();
    let words: Vec<[&str; 2]> = kinds.iter().map(|kind| [kind[0], kind[2]]).collect();
    assert_eq!(
        words,
        [
            ["bang-khen-ldld-tinh", "Bằng khen của Liên đoàn Lao động tỉnh"],
            ["gia-dinh", "Gia đình tiêu biểu"],
            ["hoi-thi", "Hội thi thợ giỏi hạng Ba"],
        ]
    );
    let ranks: Vec<u32> = kinds.iter().map(|kind| kind[1].parse().unwrap()).collect();
    assert!(ranks.is_sorted_by(|one, other| one < other), "{ranks:?}");
    assert_eq!(counts, "");
    assert_eq!(
        rows,
        "Đặng Văn Ánh\t0\t2022:2\t\nGia đình ông Lê Nam\t1\t2022:1\t\nTrần Thị Hoa\t1\t2022:0\t\n\
         Vũ Bị Thu\t1\t-2022:0\t"
    );
}

/// A name that readers do not see whole, and a name in a draft, are in no byte of the index. A draft that is shown has its
/// names there.
#[test]
fn withheld_names_are_in_no_file() {
    let project = project(&format!("{ROWS}{PRIVATE}"), "").with("content/awards/qd-9.yaml", DRAFT);
    let withheld = ["Kín", "Tắt", "Rút", "Giấu", "Nháp", "kin", "tat", "rut", "giau", "nhap"];
    for (path, text) in index(&project) {
        // The long forms of abbreviations have words that occur in names too.
        let text = text.split("\"short\":").next().unwrap();
        let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
        for name in withheld {
            assert!(!words.contains(&name), "{path} has {name}: {text}");
        }
    }
    let files = index_of(&project, &BuildOptions { shown: ShowHidden::Drafts, ..options() });
    assert!(files["tim-kiem/names/all.txt"].contains("Hồ Bản Nháp"));
}

/// Without pages of recipients a row leads to its decision; without those too, to its place on the roll.
#[test]
fn rows_lead_to_what_the_site_has() {
    let rows = |settings: &str| index(&project(ROWS, settings))["tim-kiem/names/all.txt"].clone();
    let decision = rows("pages: {people: false}\n");
    assert!(decision.contains("Trần Thị Hoa\t1\t2022:0\tquyet-dinh/1-qd-ldld-2023/#1\n"), "{decision}");
    let project = project(ROWS, "pages: {people: false, decisions: false}\nrolls: {per_page: 2}\n");
    let roll = index(&project)["tim-kiem/names/all.txt"].clone();
    let address =
        roll.lines().find(|line| line.starts_with("Trần Thị Hoa")).unwrap().split('\t').nth(3).unwrap();
    let (page, anchor) = address.split_once('#').unwrap();
    let page = &Built::of(project.path(), &options()).files[&format!("{page}index.html")];
    assert!(String::from_utf8_lossy(page).contains(&format!(" id=\"{anchor}\"")), "{address}");
}

/// A site without awards has a search without names; `search: false` makes no file of it.
#[test]
fn sites_without_names_or_search() {
    let empty = index(&Project::new());
    let root: serde_json::Value = serde_json::from_str(&empty["tim-kiem/index.json"]).unwrap();
    assert!(root["names"].is_null());
    assert!(!empty.keys().any(|path| path.contains("/names/")));
    let files = Built::of(project(ROWS, "pages: {search: false}\n").path(), &options()).files;
    assert!(!files.keys().any(|path| path.contains("tim-kiem")));
    let robots = |files: &BTreeMap<String, Vec<u8>>| String::from_utf8(files["robots.txt"].clone()).unwrap();
    assert!(!robots(&files).contains("Disallow"));
    let files = Built::of(project(ROWS, "").path(), &options()).files;
    assert!(robots(&files).contains("\nDisallow: /tim-kiem/names/\n"));
}

/// A file of the author at the address of a file of the index is an error, and an own search page replaces the index.
#[test]
fn files_of_the_author() {
    let own = project(ROWS, "").with("content/pages/tim-kiem.md", "---\ntitle: Tra cứu\n---\nLời.\n");
    assert!(index(&own).is_empty());
    let taken = project(ROWS, "").with("content/static/tim-kiem/index.json", "{}");
    let reported = taken.reported().drawn(bangvang::messages::Language::En);
    assert!(reported.contains("same-route"), "{reported}");
}

/// The address of every row of the index leads to a page with the name of the row: in its title, or in the row itself.
#[test]
fn every_row_leads_to_its_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/site");
    for pages in [
        "",
        "pages: {people: several}\n",
        "pages: {people: false}\n",
        "pages: {people: false, decisions: false, units: false}\n",
    ] {
        let mut project = Project::empty();
        for (path, bytes) in tree(&root.join("content")) {
            project = project.with(&format!("content/{path}"), bytes);
        }
        let settings = fs::read_to_string(root.join("content/site.yaml")).unwrap();
        let project = project.with("content/site.yaml", format!("{settings}{pages}"));
        let files = Built::of(project.path(), &options()).files;
        let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
        let rows = |path: &str| -> Vec<Vec<String>> {
            let text = text(path);
            let rows = text.split("\n\n").last().unwrap().lines();
            rows.map(|row| row.split('\t').map(str::to_owned).collect()).collect()
        };
        let names = text("tim-kiem/names/all.txt");
        let units: Vec<&str> = names.split("\n\n").next().unwrap().lines().collect();
        let unit_id = |numbers: &str| {
            let shown = numbers.split(' ').next().unwrap();
            let cells: Vec<&str> = units[shown.parse::<usize>().unwrap()].split('\t').collect();
            match cells[0].split_once('~') {
                Some((start, number)) => {
                    let words = search::words(cells[1]);
                    format!("{start}{}", words[words.len() - number.parse::<usize>().unwrap()..].join("-"))
                }
                None => cells[0].to_owned(),
            }
        };
        let (names, things) = (rows("tim-kiem/names/all.txt"), rows("tim-kiem/things/0-0.txt"));
        assert!(names.len() > 30 && things.len() > 20);
        let of_name = |row: &Vec<String>| match row[3].as_str() {
            "" => (row[0].clone(), format!("vinh-danh/{}/", search::words(&row[0]).join("-"))),
            "-" => {
                let words = search::words(&row[0]).join("-");
                (row[0].clone(), format!("vinh-danh/{words}-{}/", unit_id(&row[1])))
            }
            address => (row[0].clone(), address.to_owned()),
        };
        let of_thing =
            |row: &Vec<String>| (row[1].clone(), row[5].replacen('~', &search::words(&row[1]).join("-"), 1));
        for (name, address) in names.iter().map(of_name).chain(things.iter().map(of_thing)) {
            let (path, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let page = text(&format!("{path}index.html"));
            let place = match anchor {
                "" => page.split_once("<h1").unwrap().1.split_once("</h1>").unwrap().0,
                id => {
                    let start = page.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("{address}"));
                    let rest = &page[start..];
                    let end = rest.match_indices(" id=\"").next().map_or(rest.len(), |(at, _)| at);
                    &rest[..end]
                }
            };
            let shown = search::words(&place.replace('<', " <"));
            let words = search::words(&name);
            assert!(words.iter().all(|word| shown.contains(word)), "{address} does not show {name}: {place}");
        }
    }
}
