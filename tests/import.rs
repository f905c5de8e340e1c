//! `import`: lists of awards become decisions, nothing is guessed, and nothing is overwritten.

use std::fs;
use std::io::Write;
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
