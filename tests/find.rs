//! The command `find`: what it prints in both languages and for programs, its filters, and its exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::project::{Project, SETTINGS};

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in the folder of the project, on the site of the searches unless `arguments` name another one.
fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.current_dir(top()).args(arguments).args(["--today", "2026-06-01"]).env("LC_ALL", "en_GB.UTF-8");
    if !arguments.contains(&"--root") {
        command.args(["--root", "tests/search/site"]);
    }
    command.output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Splits a command line at spaces; quotation marks hold words together.
fn words(line: &str) -> Vec<&str> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            1 => vec![part],
            _ => part.split_whitespace().collect(),
        })
        .collect()
}

/// Every command of `tests/search/find.txt` prints what is written below it. `UPDATE_EXPECT=1` writes it.
#[test]
fn find_prints_what_is_written() {
    let path: PathBuf = top().join("tests/search/find.txt");
    let expected = fs::read_to_string(&path).unwrap();
    let (head, _) = expected.split_once("\n$ ").unwrap();
    let mut printed = head.to_owned();
    for line in expected.lines().filter_map(|line| line.strip_prefix("$ bangvang ")) {
        let output = run(&words(line));
        let code = output.status.code().unwrap();
        let code = if code == 0 { String::new() } else { format!("(exit code {code})\n") };
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        printed.push_str(&format!("\n$ bangvang {line}\n{stdout}{stderr}{code}"));
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &printed).unwrap();
    }
    assert_eq!(printed, expected);
}

/// A person of the registry is found by every name that decisions have printed; each leads to the person.
#[test]
fn printed_names_find_registered_people() {
    let project =
        Project::new().with("content/registry/people.yaml", "- {id: sen, name: Lê Thị Sen}\n").with_awards(
            "  - {no: 1, to: individual, name: Lê Thị Sương, person: sen, unit: cd-thu}
  - {no: 2, to: individual, name: LÊ THỊ SEN, person: sen, unit: cd-thu, citation: Hội thi}
",
        );
    let root = project.path().to_string_lossy().into_owned();
    let found = |name: &str| {
        let printed = text(&run(&["find", name, "--format", "json", "--root", &root]).stdout);
        printed.lines().filter(|line| line.contains("vinh-danh/sen/")).map(str::to_owned).collect::<Vec<_>>()
    };
    let (printed, registered) = (found("Lê Thị Sương"), found("Lê Thị Sen"));
    assert!(printed.len() == 1 && printed[0].contains("Lê Thị Sương"), "{printed:?}");
    assert!(registered.len() == 1 && registered[0].contains("Lê Thị Sen"), "{registered:?}");
}

/// Programs get every result as one object a line, with the places of all awards, and the number at the end.
#[test]
fn programs_get_objects() {
    let output = run(&["find", "mai", "--format", "json", "--lang", "en"]);
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let first = &lines[0];
    assert_eq!(first["type"], "person");
    assert_eq!(first["title"], "Trần Thị Hoa Mai");
    assert_eq!(first["count"], 3);
    assert_eq!(first["similar"], false);
    assert_eq!(first["address"], "vinh-danh/mai-bien-xanh/");
    let award = &first["awards"][0];
    assert_eq!(award["file"], "content/awards/qd-27-ubnd-2024.yaml");
    assert_eq!((award["line"].as_u64(), award["year"].as_i64()), (Some(7), Some(2023)));
    let found = lines.iter().find(|line| line["event"] == "find-found").unwrap();
    let results = lines.iter().filter(|line| line["type"].is_string()).count();
    assert_eq!(found["facts"]["count"].as_u64(), Some(results as u64));
    let similar = text(&run(&["find", "tran", "thi", "hao", "mai", "--format", "json"]).stdout);
    assert!(similar.lines().next().unwrap().contains("\"similar\":true"), "{similar}");
}

/// Errors of the site do not stop the search: what was read is found, and one line says that there are errors.
#[test]
fn a_site_with_errors_is_searched() {
    let project = Project::new()
        .with_awards("  - {no: 1, to: individual, name: Trần Thị Hoa Mai, unit: cd-thu}\n")
        .with("content/awards/qd-2.yaml", "number: 2/QĐ-LĐLĐ\nsigned: hôm qua\nissuer: [\n");
    let output = project.run(&["find", "hoa mai", "--lang", "en"]);
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{printed}{}", text(&output.stderr));
    assert!(printed.contains("content/awards/qd-1.yaml:6:"), "{printed}");
    assert_eq!(printed.matches("bangvang check").count(), 1, "{printed}");
    fs::remove_file(project.at("content/site.yaml")).unwrap();
    let output = project.run(&["find", "hoa mai", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("content/site.yaml"), "{}", text(&output.stderr));
}

/// A site without a search page and without pages of recipients is searched all the same.
#[test]
fn a_site_without_search_is_searched() {
    for pages in ["pages: {search: false, people: false}", "pages: {people: false, decisions: false}"] {
        let project = Project::new()
            .with_awards("  - {no: 1, to: individual, name: Trần Thị Hoa Mai, unit: cd-thu}\n")
            .with("content/site.yaml", format!("{SETTINGS}{pages}\n"));
        let printed = text(&project.run(&["find", "mai"]).stdout);
        assert!(printed.contains("Trần Thị Hoa Mai"), "{pages}: {printed}");
    }
}

/// `find` writes nothing.
#[test]
fn find_writes_nothing() {
    let project = Project::new().with_awards("  - {no: 1, to: collective, unit: cd-thu}\n");
    let before = project.tree(".");
    assert_eq!(project.run(&["find", "thu"]).status.code(), Some(0));
    assert_eq!(project.tree("."), before);
    assert!(!project.at(".bangvang").exists());
}
