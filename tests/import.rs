//! `import`: lists of awards become decisions, nothing is guessed, and nothing is overwritten.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::project::{Project, tree};

const HEAD: &str = "STT,Họ và tên,Chức vụ,Đơn vị,Hình thức,Ghi chú\n";

const ROWS: &str = "1,Bà Nguyễn Thị Mẫu,Công nhân,CĐCS Thử,Bằng khen của LĐLĐ tỉnh,\n\
                    2,Ông TRẦN VĂN MẪU,Tổ trưởng,CĐCS Thử,Bằng khen của LĐLĐ tỉnh,đã kiểm tra\n";

/// What a list without titles does not say.
const OPTIONS: &[&str] =
    &["--number", "5/QĐ-LĐLĐ", "--signed", "1/5/2026", "--issuer", "LĐLĐ Thử", "--period", "2025"];

const WRITTEN: &str = "content/awards/2026/5-qd-ldld.yaml";

/// A site with the unit `cd-thu`, and `rows` in `ds.csv`.
fn project(rows: &str) -> Project {
    let rows = rows.replace("Bằng khen của LĐLĐ tỉnh", "bang-khen-ldld-tinh");
    Project::new()
        .with_awards("  - {no: 1, to: collective, unit: cd-thu}\n")
        .with("ds.csv", format!("{HEAD}{rows}"))
}

fn import(project: &Project, more: &[&str]) -> (i32, String) {
    let output = project.run(&[&["--lang", "en", "import", "ds.csv"], OPTIONS, more].concat());
    (output.status.code().expect("the program ends by itself"), printed(&output))
}

fn printed(output: &Output) -> String {
    [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy).concat()
}

/// A list is written as a decision that `check` accepts; a second time it is neither overwritten nor changed.
#[test]
fn a_list_becomes_a_decision() {
    let project = project(ROWS);
    let (code, text) = import(&project, &["--yes"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("bangvang serve --open"), "{text}");
    let written = fs::read_to_string(project.at(WRITTEN)).unwrap();
    assert!(written.contains("name: Trần Văn Mẫu"), "{written}");
    assert!(written.contains("# đã kiểm tra"), "{written}");
    assert_eq!(project.run(&["check"]).status.code(), Some(0));
    let (code, text) = import(&project, &["--yes"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("--update"), "{text}");
    let (code, text) = import(&project, &["--yes", "--into", "content/awards/khac.yaml"]);
    assert_eq!(code, 1, "{text}");
    let (code, text) = import(&project, &["--yes", "--update"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("nothing to change"), "{text}");
    assert_eq!(fs::read_to_string(project.at(WRITTEN)).unwrap(), written);
    assert_eq!(project.tree("content/awards").len(), 2);
}

/// `--update` changes only what differs in the list, and keeps what people wrote.
#[test]
fn an_update_changes_only_what_differs() {
    let project = project(ROWS);
    assert_eq!(import(&project, &["--yes"]).0, 0);
    let by_hand = fs::read_to_string(project.at(WRITTEN)).unwrap().replace("Công nhân", "Công nhân may");
    let by_hand = by_hand.replace("name: Trần Văn Mẫu,", "name: Trần Văn Mẫu, visibility: initials,");
    project.write(WRITTEN, &by_hand);
    let second = format!("{HEAD}{ROWS}3,Lê Thị Mẫu,Công nhân,CĐCS Thử,Bằng khen của LĐLĐ tỉnh,\n");
    let second =
        second.replace("Công nhân,CĐCS Thử,Bằng khen của LĐLĐ tỉnh,\n2", "Công nhân may,CĐCS Thử,X,\n2");
    project.write(
        "ds.csv",
        second
            .replace("Bằng khen của LĐLĐ tỉnh", "bang-khen-ldld-tinh")
            .replace(",X,", ",bang-khen-ldld-tinh,"),
    );
    let (code, text) = import(&project, &["--update", "--dry-run"]);
    assert_eq!(code, 1, "{text}");
    assert_eq!(fs::read_to_string(project.at(WRITTEN)).unwrap(), by_hand);
    let (code, text) = import(&project, &["--update", "--yes"]);
    assert_eq!(code, 0, "{text}");
    let after = fs::read_to_string(project.at(WRITTEN)).unwrap();
    assert!(after.starts_with(&by_hand) && after.contains("Lê Thị Mẫu"), "{after}");
    assert!(project.at(".bangvang/history").is_dir());
}

/// Without a terminal, nothing is written without `--yes`, and `--dry-run` never writes.
#[test]
fn nothing_is_written_without_a_yes() {
    let project = project(ROWS);
    let before = tree(project.path());
    let (code, text) = import(&project, &[]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("--yes"), "{text}");
    let (code, text) = import(&project, &["--dry-run"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("awards:\n  - {no: 1, to: individual, name: Nguyễn Thị Mẫu"), "{text}");
    assert_eq!(tree(project.path()), before);
}

/// A file without recipients gives no decision, not even with `--yes`.
#[test]
fn a_file_without_recipients_is_refused() {
    for text in ["abc", "STT;Họ và tên;Đơn vị\n"] {
        let project = project(text);
        let before = tree(project.path());
        let (code, printed) = import(&project, &["--yes"]);
        assert_eq!(code, 1, "{printed}");
        assert!(printed.contains("no awards were found"), "{printed}");
        assert_eq!(tree(project.path()), before);
    }
}

/// What is not certain is written as printed, in a draft, and reported by `check`; programs get it as JSON.
#[test]
fn open_questions_are_reported() {
    let project = project(&ROWS.replacen("CĐCS Thử", "Công ty Xa Lạ", 1));
    let (code, text) = import(&project, &["--yes", "--format", "json"]);
    assert_eq!(code, 1, "{text}");
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(lines[0]["event"], "import-found");
    assert_eq!(lines[0]["open"][0]["printed"], "Công ty Xa Lạ");
    assert_eq!(lines[0]["open"][0]["subject"], "unit");
    assert!(lines.iter().any(|line| line["code"] == "unknown-unit"), "{text}");
    let written = fs::read_to_string(project.at(WRITTEN)).unwrap();
    assert!(written.contains("\ndraft: true\n") && written.contains("unit: Công ty Xa Lạ"), "{written}");
    assert!(written.starts_with("# Nhập từ ds.csv."), "{written}");
}

/// What is open in one of several decisions of a file is in the report of that decision, which is a draft: another decision
/// does not ask for it, and the build is not stopped.
#[test]
fn each_of_several_decisions_has_its_open_questions() {
    let lists = "DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN NĂM 2025,,,\n\
                 (Kèm theo Quyết định số 5/QĐ-LĐLĐ ngày 01/05/2026),,,\n\
                 STT,Họ và tên,Chức vụ,Đơn vị\n1,Nguyễn Thị Mẫu,Công nhân,CĐCS Thử\n\
                 DANH SÁCH KÈM THEO,,,\n(Kèm theo Quyết định số 6/QĐ-LĐLĐ),,,\n\
                 STT,Họ và tên,Chức vụ,Đơn vị\n1,Trần Văn Mẫu,Công nhân,CĐCS Thử\n";
    let roll = "STT,Họ và tên,Chức vụ,Đơn vị,Số quyết định,Ngày ký\n\
                1,Nguyễn Thị Mẫu,Công nhân,CĐCS Thử,5/QĐ-LĐLĐ,01/05/2026\n\
                2,Trần Văn Mẫu,Công nhân,CĐCS Thử,6/QĐ-LĐLĐ,2/3/23\n";
    for (text, first) in [(lists, vec!["issuer", "kind"]), (roll, vec!["issuer", "list-kind", "period"])] {
        let project = project("").with("nhieu.csv", text);
        let output = project.run(&["--lang", "en", "import", "nhieu.csv", "--yes", "--format", "json"]);
        let printed = printed(&output);
        assert_eq!(output.status.code(), Some(1), "{printed}");
        let lines = printed.lines().map(|line| serde_json::from_str(line).expect(line));
        let reports: Vec<Value> = lines.filter(|line: &Value| line["event"] == "import-found").collect();
        let subjects = |report: &Value| -> Vec<String> {
            let open = report["open"].as_array().unwrap().iter();
            let mut subjects: Vec<String> =
                open.map(|one| one["subject"].as_str().unwrap().to_owned()).collect();
            subjects.sort();
            subjects
        };
        assert_eq!(subjects(&reports[0]), first, "{text}");
        assert_eq!(subjects(&reports[1]), ["issuer", "list-kind", "period", "signed"], "{text}");
        for path in ["content/awards/2026/5-qd-ldld.yaml", "content/awards/6-qd-ldld.yaml"] {
            let written = fs::read_to_string(project.at(path)).unwrap();
            assert!(written.contains("\ndraft: true\n"), "{written}");
        }
        assert_eq!(project.run(&["build"]).status.code(), Some(0));
    }
}

/// One thread and two of them print and write the same.
#[test]
fn threads_change_nothing() {
    let unit = |row: usize| ["CĐCS Thử", "Công ty Xa Lạ", "Tổ Mây"][row / 4 % 3];
    let row =
        |row: usize| format!("{row},Bà Nguyễn Thị Mẫu,Công nhân,{},Bằng khen của LĐLĐ tỉnh,\n", unit(row));
    let rows: String = (1..1_200).map(row).collect();
    let import = |threads: &str| {
        let project = project(&rows);
        let mut command = project.command(&[&["import", "ds.csv"], OPTIONS, &["--yes"]].concat());
        let output = command.env("RAYON_NUM_THREADS", threads).output().unwrap();
        (printed(&output), fs::read_to_string(project.at(WRITTEN)).unwrap())
    };
    let (printed, written) = import("1");
    assert!(written.contains("\n  - {no: 1199,"), "{written}");
    assert_eq!(import("2"), (printed, written));
}

/// A table is read from the standard input, in the encoding that Excel copies or saves.
#[test]
fn a_table_is_read_from_the_standard_input() {
    let project = project(ROWS);
    let table = fs::read_to_string(project.at("ds.csv")).unwrap().replace(',', "\t");
    let utf_16: Vec<u8> = format!("\u{feff}{table}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (argument, bytes) in [("-", table.into_bytes()), ("--paste", utf_16)] {
        let arguments = [&["import", argument], OPTIONS, &["--yes"]].concat();
        let mut command = project.command(&arguments);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = piped.spawn().unwrap();
        running.stdin.take().unwrap().write_all(&bytes).unwrap();
        let output = running.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{argument}: {}", printed(&output));
        fs::remove_file(project.at(WRITTEN)).unwrap();
    }
}

/// Wrong options and files that cannot be read end before anything is written.
#[test]
fn wrong_options_are_refused() {
    let project = project(ROWS).with("rong.csv", "");
    let before = tree(project.path());
    for (more, word) in [
        (&["--period", "sáu tháng"][..], "2024-2025"),
        (&["--kind", "khong-co"], "khong-co"),
        (&["--signed", "31/2/2026"], "31/2/2026"),
        (&["--yes", "--into", "../x.yaml"], "content/awards/2026"),
    ] {
        let arguments = [&["import", "ds.csv", "--issuer", "ldld-thu"], more].concat();
        let output = project.run(&arguments);
        assert_eq!(output.status.code(), Some(2), "{more:?}: {}", printed(&output));
        assert!(printed(&output).contains(word), "{more:?}: {}", printed(&output));
    }
    for file in ["khong-co.csv", "rong.csv"] {
        let output = project.run(&["import", file]);
        assert_eq!(output.status.code(), Some(2), "{}", printed(&output));
        assert!(printed(&output).contains(file), "{}", printed(&output));
    }
    assert_eq!(tree(project.path()), before);
}

/// The demonstration with the lists of the case.
fn demonstration() -> Project {
    let project = Project::empty();
    for (path, bytes) in tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")) {
        project.write(&format!("content/{path}"), bytes);
    }
    for (path, bytes) in tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import")) {
        project.write(&path, bytes);
    }
    project
}

/// The units that the case means by its words; the other two are not in the registry.
const UNITS: &[(&str, &str)] = &[
    ("Bệnh viện Đa khoa Minh Giang", "cdcs-bv-da-khoa-minh-giang"),
    ("CĐCS Cty TNHH Thủy sản Biển Xanh", "cdcs-thuy-san-bien-xanh"),
    ("CĐCS công ty TNHH chế biến gỗ Long Mỹ Tây", "cdcs-go-long-my-tay"),
    ("Công ty CP Mía đường An Phong", "cdcs-mia-duong-an-phong"),
    ("Công ty Cổ phần Xi măng Tân Thuận", "cdcs-xi-mang-tan-thuan"),
    ("Công ty TNHH May Phú An", "cdcs-may-phu-an"),
    ("Công ty TNHH Thuỷ sản Biển Xanh", "cdcs-thuy-san-bien-xanh"),
    ("Công đoàn cơ sở Công ty TNHH Thủy sản Biển Xanh", "cdcs-thuy-san-bien-xanh"),
    ("TTYT khu vực An Phong", "cdcs-ttyt-an-phong"),
    ("Trung tâm Y tế huyện An Phong", "cdcs-ttyt-an-phong"),
    ("Trường THPT Hoà Lạc", "cdcs-thpt-hoa-lac"),
    ("Trường THPT Hòa Lạc", "cdcs-thpt-hoa-lac"),
    ("Điện lực An Phong", "cdcs-dien-luc-an-phong"),
];

/// The three forms of an annex of 120 rows: every row without a question is right, and the two units that the registry
/// does not have are asked for once each.
#[test]
fn an_annex_needs_two_answers() {
    let list =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/paste.tsv"));
    let list = list.unwrap();
    let truth: Vec<Vec<&str>> = list.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(truth.len(), 120);
    for file in ["danh-sach.xlsx", "paste.tsv", "quyet-dinh.docx"] {
        let project = demonstration();
        let options = ["--number", "88/QĐ-LĐLĐ", "--signed", "2026-11-20", "--issuer", "ldld-minh-giang"];
        let more = ["--period", "2025", "--yes", "--format", "json"];
        let output = project.run(&[&["import", file][..], &options, &more].concat());
        let text = printed(&output);
        let report: Value = serde_json::from_str(text.lines().next().expect("there is a report")).unwrap();
        let open = report["open"].as_array().unwrap().iter().filter(|one| one["subject"] == "unit");
        let asked: Vec<&str> = open.map(|one| one["printed"].as_str().unwrap()).collect();
        assert_eq!(sorted(&asked), ["CĐCS Bưu điện tỉnh", "Phòng GD&ĐT huyện Hòa Lạc"], "{file}");
        let written = fs::read_to_string(project.at("content/awards/2026/88-qd-ldld.yaml")).unwrap();
        let decision: Value = serde_saphyr::from_str(&written).unwrap();
        let rows = decision["awards"].as_array().unwrap();
        assert_eq!(rows.len(), 120, "{file}");
        let (mut certain, mut wrong) = (0, Vec::new());
        for (row, truth) in rows.iter().zip(&truth) {
            let unit = UNITS.iter().find(|(printed, _)| *printed == truth[3]).map(|(_, id)| *id);
            certain += usize::from(unit.is_some());
            let kind = row["kind"].as_str().or(decision["defaults"]["kind"].as_str()).unwrap_or_default();
            let is_right = row["no"].as_u64() == truth[0].parse().ok()
                && row["unit"].as_str() == Some(unit.unwrap_or(truth[3]))
                && name(row) == truth[1].to_lowercase()
                && row["name"].as_str().is_some_and(|name| name.chars().any(char::is_lowercase))
                && row["position"].as_str() == Some(truth[2])
                && row["to"] == "individual"
                && is_meant(kind, truth[4]);
            wrong.extend((!is_right).then(|| format!("{row} {truth:?}")));
        }
        assert_eq!(wrong, Vec::<String>::new(), "{file}");
        assert!(certain >= 108, "{file}: {certain}");
    }
}

/// An annex needs the command, two answers and a yes. After its units are registered, nothing is asked, the printed names
/// are added, and a third time nothing changes; the only error is a person who is in the annex twice.
#[test]
fn an_annex_needs_fifty_keystrokes() {
    let project = demonstration();
    let command = ["import", "danh-sach.xlsx", "--period", "2025"];
    assert_eq!(project.run(&[&command[..], &["--yes"]].concat()).status.code(), Some(1));
    let path = "content/awards/2026/88-qd-ldld.yaml";
    let units = fs::read_to_string(project.at("content/registry/units.yaml")).unwrap();
    let name = "names: [{name: CĐCS Bưu điện tỉnh Minh Giang, from: 2008-01-01}]\n";
    let also = format!("{name}  also: [CĐCS Bưu điện tỉnh]\n");
    let new = "- {id: cdcs-phong-gd, type: grassroots, names: [{name: Phòng GD&ĐT huyện Hòa Lạc}]}\n";
    project.write("content/registry/units.yaml", format!("{}{new}", units.replace(name, &also)));
    let draft = fs::read_to_string(project.at(path)).unwrap();
    project.write(path, draft.replace("draft: true\n", ""));
    let again = project.run(&[&command[..], &["--update", "--yes", "--format", "json"]].concat());
    let report: Value = serde_json::from_str(printed(&again).lines().next().unwrap()).unwrap();
    assert_eq!(report["open"].as_array().map(Vec::len), Some(0));
    let errors: Vec<Value> =
        printed(&again).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let errors: Vec<&Value> = errors.iter().filter(|line| line["severity"] == "error").collect();
    assert!(errors.len() == 1 && errors[0]["code"] == "same-row", "{errors:?}");
    let before = tree(&project.at("content"));
    let third = project.run(&[&command[..], &["--update", "--yes", "--lang", "en"]].concat());
    assert!(printed(&third).contains("nothing to change"), "{}", printed(&third));
    assert_eq!(tree(&project.at("content")), before);
    let keys = format!("bangvang {}\n1\n\nc\n", command.join(" "));
    assert!(keys.chars().count() <= 50, "{}", keys.chars().count());
}

fn sorted<'t>(texts: &[&'t str]) -> Vec<&'t str> {
    let mut texts = texts.to_vec();
    texts.sort_unstable();
    texts
}

/// The form of address and the name of a row, in small letters.
fn name(row: &Value) -> String {
    let parts = ["honorific", "name"].into_iter().filter_map(|key| row[key].as_str());
    parts.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether the kind `id` is what a provincial federation means by `printed`.
fn is_meant(id: &str, printed: &str) -> bool {
    matches!((printed, id), ("Bằng khen", "bang-khen-ldld-tinh") | ("Giấy khen", "giay-khen"))
}
