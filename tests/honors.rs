//! Honor rolls in published pages and downloads.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;
use zip::ZipArchive;

use crate::project::Project;
use crate::structured_data;

fn built(project: Project) -> Project {
    let output = project.run(&["build", "--today", "2026-06-01"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    project
}

fn text(project: &Project, path: &str) -> String {
    std::fs::read_to_string(project.at(&format!("public/{path}"))).unwrap_or_else(|_| panic!("no {path}"))
}

/// Rows of individuals of one unit with these names.
fn rows(names: &[&str]) -> String {
    let row = |(at, name): (usize, &&str)| {
        format!("  - {{no: {}, to: individual, name: {name}, unit: cd-thu}}\n", at + 1)
    };
    names.iter().enumerate().map(row).collect()
}

/// Every cell of a sheet as text.
fn cells(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let cell = |cell: &Data| cell.to_string();
    sheet.rows().map(|row| row.iter().map(cell).collect()).collect()
}

const HOSTILE: &str =
    "  - {no: 1, to: individual, name: Trần Thị Hoa Mai, unit: cd-thu, citation: '=cmd|''/c calc''!A1'}
  - {no: 2, to: individual, name: '</script><b>Lê', unit: cd-thu, position: '+84'}
  - {no: 3, to: collective, unit: cd-thu, citation: 'một, \"hai\"'}
  - {no: 4, to: individual, name: Đặng Ánh, unit: cd-thu, status: revoked, by: 9/QĐ-LĐLĐ}
";

/// Awards are in the order of the classes that their kind declares; tables and pages have the names of the classes.
#[test]
fn classes_are_in_the_declared_order() {
    let kinds = "- {id: hoi-thi, name: Hội thi, issuer: federation, classes: [dac-biet, nhat, Loại A, khuyen-khich]}\n";
    let row = |(name, class): (&str, &str)| {
        format!("  - {{to: individual, name: {name}, unit: cd-thu, kind: hoi-thi, class: {class}}}\n")
    };
    let classes =
        [("Bá Nhất", "khuyen-khich"), ("Cao Hai", "loại a"), ("Danh Ba", "Đặc biệt"), ("Lê Tư", "NHẤT")];
    let rows: String = classes.into_iter().map(row).collect();
    let project = built(Project::new().with_awards(&rows).with("content/registry/kinds.yaml", kinds));
    let json: Value = serde_json::from_str(&text(&project, "bang-vang/2022/bang-vang-2022.json")).unwrap();
    let words = json["awards"].as_array().unwrap().iter().map(|award| award["class"].as_str().unwrap());
    assert_eq!(words.collect::<Vec<_>>(), ["dac-biet", "nhat", "Loại A", "khuyen-khich"]);
    let names = ["giải Đặc biệt", "giải Nhất", "Loại A", "giải Khuyến khích"];
    for path in ["bang-vang/2022/bang-vang-2022.csv", "bang-vang/2022/index.html"] {
        let page = text(&project, path);
        let places: Vec<_> = names.iter().map(|name| page.find(name)).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{path}: {places:?}");
    }
    assert!(text(&project, "danh-hieu/hoi-thi/index.html").contains("giải Đặc biệt, giải Nhất, Loại A"));
}

/// CSV, XLSX and JSON have the same rows in the order of the roll; formulas are escaped.
#[test]
fn tables_agree() {
    let project = built(Project::new().with_awards(HOSTILE));
    let csv = text(&project, "bang-vang/2022/bang-vang-2022.csv");
    let csv = csv.strip_prefix('\u{feff}').expect("Excel needs the mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let csv: Vec<Vec<String>> =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let xlsx = cells(project.tree("public")["bang-vang/2022/bang-vang-2022.xlsx"].clone());
    assert_eq!(csv.len(), 5);
    assert_eq!(csv.len(), xlsx.len());
    for (csv, xlsx) in csv.iter().zip(&xlsx) {
        for (csv, xlsx) in csv.iter().zip(xlsx) {
            let plain = csv.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+'])).unwrap_or(csv);
            assert_eq!(plain, xlsx);
            assert!(!csv.starts_with(['=', '+', '-', '@']), "{csv}");
        }
    }
    let json: Value = serde_json::from_str(&text(&project, "bang-vang/2022/bang-vang-2022.json")).unwrap();
    let awards = json["awards"].as_array().unwrap();
    let names: Vec<&str> = awards.iter().map(|award| award["name"].as_str().unwrap()).collect();
    let column = csv[0].iter().position(|title| title == "Họ tên").unwrap();
    assert_eq!(names, csv[1..].iter().map(|row| row[column].as_str()).collect::<Vec<_>>());
    let page = text(&project, "bang-vang/2022/index.html");
    let mut at = 0;
    for name in names.iter().filter(|name| !name.contains('<')) {
        at += page[at..].find(name).unwrap_or_else(|| panic!("{name} is not on the roll, or out of order"));
    }
}

/// The download of all rolls has the tables of each year, byte for byte, and is the same again.
#[test]
fn archive_has_every_year() {
    let earlier = "number: 2/QĐ-LĐLĐ\nsigned: 2021-03-05\nissuer: ldld-thu\ndefaults: {kind: giay-khen, period: 2021}\nawards:\n";
    let earlier = format!("{earlier}{}", rows(&["Võ Cẩm Bình", "Đỗ Chi"]));
    let project = built(Project::new().with_awards(HOSTILE).with("content/awards/2021.yaml", earlier));
    let files = project.tree("public");
    let packed = &files["bang-vang/bang-vang.zip"];
    let mut archive = ZipArchive::new(Cursor::new(packed)).unwrap();
    let mut names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    names.sort();
    let of_year = |year| ["csv", "json", "xlsx"].map(|end| format!("bang-vang-{year}.{end}"));
    assert_eq!(names, [of_year(2021), of_year(2022)].concat());
    for name in names {
        let mut bytes = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        let year = &name["bang-vang-".len()..][..4];
        assert!(bytes == files[&format!("bang-vang/{year}/{name}")], "{name}");
    }
    let again = built(project);
    assert!(again.tree("public")["bang-vang/bang-vang.zip"] == *packed);
    assert!(text(&again, "bang-vang/index.html").contains("href=\"/bang-vang/bang-vang.zip\" download>ZIP<"));
}

/// The JSON download has exactly the keys that its schema requires.
#[test]
fn json_matches_its_schema() {
    let project = built(Project::new().with_awards(HOSTILE));
    let schema: Value = serde_json::from_str(&text(&project, "bang-vang/bang-vang.schema.json")).unwrap();
    let item = &schema["properties"]["awards"]["items"];
    let wanted: BTreeSet<&str> =
        item["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let json: Value = serde_json::from_str(&text(&project, "bang-vang/2022/bang-vang-2022.json")).unwrap();
    for award in json["awards"].as_array().unwrap() {
        let award = award.as_object().unwrap();
        assert_eq!(award.keys().map(String::as_str).collect::<BTreeSet<_>>(), wanted);
        for (key, value) in award {
            let rule = &item["properties"][key];
            if let Some(words) = rule["enum"].as_array() {
                assert!(words.contains(value), "{key}: {value}");
            }
        }
    }
}

/// Structured data in pages is valid JSON, also with markup in names.
#[test]
fn json_ld_parses() {
    let project = built(Project::new().with_awards(HOSTILE));
    let mut seen = 0;
    for (path, bytes) in project.tree("public").into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8(bytes).unwrap();
        for json in structured_data::scripts(&page) {
            assert_eq!(json["@context"], "https://schema.org", "{path}");
            let with_awards =
                |item: &&Value| item["award"].as_array().is_some_and(|awards| !awards.is_empty());
            seen += structured_data::items(&json).iter().filter(with_awards).count();
        }
    }
    assert_eq!(seen, 3);
}

const PRIVATE: &str = "  - {no: 1, to: individual, name: Nguyễn Văn Kín, honorific: Ông, position: Thợ tiện bậc bảy, unit: cd-thu, visibility: hidden}
  - {no: 2, to: individual, name: Lê Thị Tắt, position: Y tá trưởng, unit: cd-thu, visibility: initials}
  - {no: 3, to: individual, name: Phạm Rút Tên, person: rut-ten, unit: cd-thu, status: withdrawn, citation: Cứu người đuối nước}
  - {no: 4, to: individual, name: Đặng Ánh, unit: cd-thu, shared_with: [Lý Bình]}
";

/// Hidden names occur in no published file: page, download, feed, sitemap or structured data.
#[test]
fn hidden_names_are_not_published() {
    let article = "---\ntitle: Bài\ndate: 2023-02-01\npeople: [rut-ten]\n---\nLời.\n";
    let project = Project::new()
        .with_awards(PRIVATE)
        .with("content/registry/people.yaml", "- {id: rut-ten, name: Phạm Rút Tên}\n")
        .with("content/articles/tin/a.md", article);
    let project = built(project);
    let secrets = [
        "Nguyễn Văn Kín",
        "Lê Thị Tắt",
        "Phạm Rút Tên",
        "Thợ tiện bậc bảy",
        "Y tá trưởng",
        "Cứu người đuối nước",
    ];
    let tree = project.tree("public");
    for (path, bytes) in &tree {
        let text = if path.ends_with(".xlsx") {
            cells(bytes.clone()).concat().join("\n")
        } else {
            String::from_utf8_lossy(bytes).into_owned()
        };
        for secret in secrets {
            assert!(!text.contains(secret), "{path} contains {secret}");
        }
    }
    assert!(!tree.contains_key("vinh-danh/nguyen-van-kin/index.html"));
    assert!(text(&project, "vinh-danh/rut-ten/index.html").contains("noindex"));
    assert!(!text(&project, "sitemap.xml").contains("rut-ten"));
    assert!(text(&project, "bang-vang/2022/index.html").contains("L. T. T."));
    assert!(text(&project, "vinh-danh/dang-anh/index.html").contains("Đặng Ánh"));
    // Their unit would lead to them.
    let unit = text(&project, "don-vi/cd-thu/index.html");
    assert!(unit.contains("L. T. T.") && unit.contains("Đặng Ánh"));
    assert!(unit.contains("<b>2</b> lượt khen thưởng") && !unit.contains("Không nêu tên"));
}

/// The place of a row says nothing about a name that is not shown, and what has no class comes last.
#[test]
fn hidden_names_come_last() {
    let kinds = "- {id: hoi-thi, name: Hội thi, issuer: federation, classes: [nhat, nhi]}\n";
    let rows = "  - {no: 1, to: individual, name: Bùi An, unit: cd-thu, kind: hoi-thi}
  - {no: 2, to: individual, name: Lê Giấu, unit: cd-thu, kind: hoi-thi, class: nhat, visibility: hidden}
  - {no: 3, to: individual, name: Trần Văn Yên, unit: cd-thu, kind: hoi-thi, class: nhat}
  - {no: 4, to: individual, name: Cao Rút, unit: cd-thu, kind: hoi-thi, class: nhat, status: withdrawn}
  - {no: 5, to: individual, name: Đỗ Bình, unit: cd-thu, kind: hoi-thi, class: nhat}
";
    let project = built(Project::new().with_awards(rows).with("content/registry/kinds.yaml", kinds));
    let json: Value = serde_json::from_str(&text(&project, "bang-vang/2022/bang-vang-2022.json")).unwrap();
    let rows = json["awards"].as_array().unwrap().iter().map(|award| award["no"].as_u64().unwrap());
    assert_eq!(rows.collect::<Vec<_>>(), [5, 3, 2, 4, 1]);
}

fn recipients(project: &Project) -> BTreeSet<String> {
    let tree = project.tree("public");
    tree.into_keys().filter(|path| path.starts_with("vinh-danh/")).collect()
}

/// A recipient's address does not change when recipients of the same name are added, in any unit.
#[test]
fn addresses_are_stable() {
    let names = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Ân"];
    let project = built(Project::new().with_awards(&rows(&names)));
    let before = recipients(&project);
    assert!(before.contains("vinh-danh/nguyen-van-an/index.html"));
    project.write(
        "content/registry/units.yaml",
        "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]}\n\
         - {id: a-moi, type: grassroots, names: [{name: CĐCS Mới}]}\n\
         - {id: cd-thu, type: grassroots, names: [{name: CĐCS Thử}], parents: [{unit: ldld-thu}]}\n",
    );
    let more: String = rows(&["Nguyễn Văn An", "Nguyễn Văn Ân", "Lê An"]).replace("cd-thu", "a-moi");
    project.write(
        "content/awards/0.yaml",
        format!(
            "number: 2/QĐ-LĐLĐ\nsigned: 2024-01-16\nissuer: ldld-thu\n\
                 defaults: {{kind: bang-khen-ldld-tinh, period: 2023}}\nawards:\n{more}"
        ),
    );
    let after = recipients(&built(project));
    assert!(before.is_subset(&after), "{before:?} {after:?}");
    assert!(after.contains("vinh-danh/nguyen-van-an-a-moi/index.html"), "{after:?}");
}

/// Equal names in one unit are one recipient; equal names in different units are two, and a list of them.
#[test]
fn equal_names_per_unit() {
    let project = Project::new().with_awards(
        "  - {no: 1, to: individual, name: Vũ Thuỳ, unit: cd-thu}\n\
         \x20 - {no: 2, to: individual, name: Vũ Thùy, unit: cd-thu, kind: giay-khen}\n\
         \x20 - {no: 3, to: individual, name: Vũ Thùy, unit: ldld-thu}\n",
    );
    let paths = recipients(&built(project));
    let expected = ["vu-thuy-cd-thu", "vu-thuy-ldld-thu", "vu-thuy"];
    assert_eq!(paths, expected.map(|name| format!("vinh-danh/{name}/index.html")).into());
}

/// The page of a recipient has its namesakes, or leads to the list of them if they are many: families and units of the same
/// name, and people without a page, do not count.
#[test]
fn list_of_namesakes() {
    let units: String = (0..14)
        .map(|at| {
            format!(
                "- {{id: cd-{at}, type: grassroots, names: [{{name: CĐCS {at}}}], parents: [{{unit: ldld-thu}}]}}\n"
            )
        })
        .collect();
    let has_list = |people: usize| {
        let row = |at| format!("  - {{no: {}, to: individual, name: Vũ Thùy, unit: cd-{at}}}\n", at + 1);
        let mut rows: String = (0..people).map(row).collect();
        rows += "  - {to: household, name: Vũ Thùy, unit: cd-0, kind: gia-dinh}\n\
                 \x20 - {to: individual, name: Vũ Thùy, unit: cd-thu, visibility: initials}\n";
        let kinds = "- {id: gia-dinh, name: Gia đình tiêu biểu, issuer: federation}\n";
        let project = Project::new().with_awards(&rows).with("content/registry/kinds.yaml", kinds);
        let known = std::fs::read_to_string(project.at("content/registry/units.yaml")).unwrap();
        project.write("content/registry/units.yaml", format!("{known}{units}"));
        let page = text(&built(project), "vinh-danh/vu-thuy-cd-1/index.html");
        let shown = if people > 4 { 0 } else { people - 1 };
        assert_eq!(page.matches("href=\"/vinh-danh/vu-thuy-cd-").count(), shown);
        page.contains("href=\"/vinh-danh/vu-thuy/\"")
    };
    assert!(!has_list(4), "all three others are shown");
    assert!(has_list(5), "four others are too many for the page of one");
}

/// The index of names has each letter once, though names with foreign letters are among the others on the roll, lists a
/// name by its last word outside of brackets, and links each name to its row on the page of the roll that has it.
#[test]
fn foreign_letters_in_the_index_of_names() {
    let mut names =
        vec!["An Oanh", "Bùi Ødegaard", "Cao Ông", "Trần Hoa (Năm)", "'Lê “Ánh”'", "An Ozan", "Lê 12"];
    let families = "Bùi Cao Đinh Đỗ Hà Hồ Kim La Lâm Lê Lý Mai Ngô Phan Tạ Tô Vi Võ Vũ Vương";
    let hoa: Vec<String> = families.split(' ').map(|family| format!("{family} Hoa")).collect();
    names.extend(hoa.iter().map(String::as_str));
    let settings = format!("{}rolls: {{per_page: 20}}\n", crate::project::SETTINGS);
    let rows = rows(&names);
    let project = built(Project::new().with_awards(&rows).with("content/site.yaml", settings));
    let index = text(&project, "bang-vang/2022/vinh-danh/index.html");
    let headings = index.split("<h2 class=\"section-title\" id=\"").skip(1);
    let headings: Vec<&str> = headings.map(|rest| rest.split("</h2>").next().unwrap()).collect();
    let expected = ["chu-u23\">#", "chu-a\">A", "chu-h\">H", "chu-o\">O", "chu-ud8\">Ø", "chu-oo\">Ô"];
    assert_eq!(headings, expected);
    let addresses = index.split("<li><a href=\"/bang-vang/2022/").skip(1);
    let addresses: Vec<&str> = addresses.map(|rest| rest.split('"').next().unwrap()).collect();
    let rows: Vec<&&str> =
        addresses.iter().filter(|address| address.contains('#') && !address.contains("chu-")).collect();
    assert_eq!(rows.len(), names.len(), "{addresses:?}");
    for row in rows {
        let (page, id) = row.split_once('#').unwrap();
        let page = text(&project, &format!("bang-vang/2022/{page}index.html"));
        assert!(page.contains(&format!(" id=\"{id}\"")), "{row}");
    }
}

/// An author's page at the address of the search replaces it: the site is built, and no search box leads to that page.
/// Two such pages are an error as anywhere else.
#[test]
fn an_own_page_replaces_the_search() {
    let row = "  - {no: 1, to: individual, name: Vũ Thùy, unit: cd-thu}\n";
    let own = "---\ntitle: Cách tra cứu\n---\nLời.\n";
    let project = built(Project::new().with_awards(row).with("content/pages/tim-kiem.md", own));
    assert!(text(&project, "tim-kiem/index.html").contains("<h1>Cách tra cứu</h1>"));
    for path in ["index.html", "404.html"] {
        assert!(!text(&project, path).contains("name=\"ten\""), "{path} has a search box");
    }
    let section = crate::project::SETTINGS.replace("id: tin,", "id: tim-kiem,");
    let project = built(Project::new().with_awards(row).with("content/site.yaml", section));
    assert!(!text(&project, "tim-kiem/index.html").contains("name=\"ten\""), "the section is replaced");
    project.write("content/pages/tim-kiem.md", own);
    let output = project.run(&["build", "--today", "2026-06-01"]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("[same-route]"),
        "two own pages have one address"
    );
}

/// A static file at the address of a recipient's page, or where its folder is, is an error as at any other page.
#[test]
fn static_files_leave_pages_of_recipients() {
    let row = "  - {no: 1, to: individual, name: Vũ Thùy, unit: cd-thu}\n";
    for path in ["vinh-danh/vu-thuy/index.html", "vinh-danh/vu-thuy"] {
        let file = format!("content/static/{path}");
        let project = Project::new().with_awards(row).with(&file, "của ai đó");
        let output = project.run(&["build", "--today", "2026-06-01"]);
        let reported = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(reported.contains("[same-route]") && reported.contains(&file), "{reported}");
    }
}

/// A large roll is split into pages of at most 300 KB, each row on one of them.
#[test]
fn long_rolls_are_split() {
    let mut awards = String::new();
    for number in 1..=1200 {
        let _ = writeln!(
            awards,
            "  - {{no: {number}, to: individual, name: Nguyễn Thị Minh Khai {number}, honorific: Bà, position: Tổ trưởng Tổ Chế biến 2, \
             unit: cd-thu, movement: lao-dong-gioi, citation: Có giải pháp cải tiến kỹ thuật làm lợi {number} triệu đồng cho đơn vị}}"
        );
    }
    let project = built(Project::new().with_awards(&awards));
    let mut rows = 0;
    for (path, bytes) in project.tree("public") {
        if path.ends_with(".html") && !path.starts_with("quyet-dinh/") {
            assert!(bytes.len() <= 300 * 1024, "{path} has {} bytes", bytes.len());
        }
        if path == "bang-vang/2022/index.html" || path.starts_with("bang-vang/2022/trang/") {
            rows += String::from_utf8(bytes).unwrap().matches("<li class=\"award").count();
        }
    }
    assert_eq!(rows, 1200);
}

/// In the index of names of a roll, entries of one name and unit have the kinds of their awards; others have none.
#[test]
fn kinds_in_the_index_of_names() {
    let others: Vec<String> = (0..30).map(|at| format!("Lê Na {}", "i".repeat(at + 1))).collect();
    let mut names = vec!["Trần Thị Hoa"; 2];
    names.extend(others.iter().map(String::as_str));
    let rows = rows(&names).replacen("cd-thu}", "cd-thu, kind: giay-khen}", 1);
    let project = built(Project::new().with_awards(&rows));
    let page = text(&project, "bang-vang/2022/vinh-danh/index.html");
    let entries: Vec<&str> =
        page.split("<span class=\"meta\">").skip(1).filter_map(|text| text.split('<').next()).collect();
    let of_kind = entries.iter().filter(|entry| entry.contains("Giấy khen")).count();
    let with_kind = entries.iter().filter(|entry| entry.contains(", ")).count();
    assert_eq!((entries.len(), of_kind, with_kind), (32, 1, 2), "{entries:?}");
}
