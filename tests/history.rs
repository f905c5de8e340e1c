//! The commands `history` and `restore`, with the real program.

use std::fs;

use bangvang::edit::{EventKind, FileEvent, Workspace};
use bangvang::hash::Hash;
use jiff::Timestamp;
use serde_json::Value;

use crate::project::{Project, SETTINGS};

const PATH: &str = "content/awards/qd-1.yaml";
const CAPITALS: &str = "  - {no: 1, to: individual, name: TRẦN THỊ HOA MAI, unit: cd-thu}\n";

/// A project whose decision was corrected by `fix`.
fn fixed() -> Project {
    let project = Project::new().with_awards(CAPITALS);
    assert_eq!(run(&project, &["fix", "--yes"]).0, 0);
    assert!(decision(&project).contains("Trần Thị Hoa Mai"));
    project
}

fn decision(project: &Project) -> String {
    fs::read_to_string(project.at(PATH)).unwrap()
}

/// Runs the program in English; the exit code and all it prints.
fn run(project: &Project, arguments: &[&str]) -> (i32, String) {
    let output = project.run(&[arguments, &["--lang", "en"]].concat());
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), text)
}

fn objects(project: &Project, arguments: &[&str]) -> Vec<Value> {
    let (code, text) = run(project, &[arguments, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{text}");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The objects of one type.
fn of_type<'o>(objects: &'o [Value], name: &str) -> Vec<&'o Value> {
    objects.iter().filter(|object| object["type"] == name).collect()
}

/// The versions of the decision: their kinds, the newest first.
fn kinds(project: &Project) -> Vec<String> {
    let objects = objects(project, &["history", PATH]);
    of_type(&objects, "version").iter().map(|version| version["kind"].as_str().unwrap().to_owned()).collect()
}

fn event(kind: EventKind) -> FileEvent {
    FileEvent { when: Timestamp::now(), who: "mai".to_owned(), note: "xóa nhầm".to_owned(), kind }
}

/// `fix` stores the version before and the new one, with time, user, size and changed lines.
#[test]
fn versions_are_listed() {
    let project = fixed();
    let (code, text) = run(&project, &["history", PATH]);
    assert_eq!(code, 0);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], format!("{PATH}: 2 versions"));
    assert!(lines[1].starts_with("   1  20") && lines[1].contains(" · saved · "), "{text}");
    assert!(lines[1].ends_with(" · 1 kB · +1 −1 · bangvang fix · the file is like this now"), "{text}");
    assert!(lines[2].starts_with("   2  20") && lines[2].ends_with(" · found on the disk · 1 kB"), "{text}");
    let objects = objects(&project, &["history", PATH]);
    let versions = of_type(&objects, "version");
    assert_eq!((versions[0]["added"].as_u64(), versions[0]["removed"].as_u64()), (Some(1), Some(1)));
    assert_eq!(versions[0]["hash"], Hash::of(decision(&project).as_bytes()).to_string());
    assert_eq!((&versions[0]["current"], &versions[1]["current"]), (&Value::Bool(true), &Value::Bool(false)));
    versions[0]["when"].as_str().unwrap().parse::<Timestamp>().unwrap();
    let vietnamese = project.run(&["history", PATH, "--lang", "vi"]);
    assert!(String::from_utf8(vietnamese.stdout).unwrap().contains("đã lưu"));
    // Another program changes the file.
    project.write(PATH, "khác");
    let (_, text) = run(&project, &["history", PATH]);
    assert!(text.contains("changed since by another program") && !text.contains("like this now"), "{text}");
}

/// A version comes back by its place, its number or its time, and what was there before is never lost.
#[test]
fn versions_come_back() {
    let project = fixed();
    let after = decision(&project);
    let (code, text) = run(&project, &["restore", PATH, "--dry-run"]);
    assert_eq!(code, 0);
    assert!(text.contains("- ") && text.contains("TRẦN THỊ HOA MAI") && text.contains("--dry-run"), "{text}");
    assert_eq!((decision(&project), kinds(&project)), (after.clone(), vec!["saved".into(), "found".into()]));
    let (code, text) = run(&project, &["restore", PATH]);
    assert!(code == 0 && text.contains("what was there before is stored as a version"), "{text}");
    assert!(decision(&project).contains("TRẦN THỊ HOA MAI"));
    assert_eq!(kinds(&project), ["restored", "saved", "found"]);
    let (code, text) = run(&project, &["restore", PATH, "--version", "2"]);
    assert_eq!((code, decision(&project)), (0, after.clone()), "{text}");
    // What another program wrote is stored too.
    project.write(PATH, "viết tay");
    assert_eq!(run(&project, &["restore", PATH, "--version", "1"]).0, 0);
    assert_eq!((decision(&project), kinds(&project)[1].as_str()), (after.clone(), "found"));
    assert_eq!(run(&project, &["restore", PATH]).0, 0);
    assert_eq!(decision(&project), "viết tay");
    // The last version up to a time.
    let (code, text) = run(&project, &["restore", PATH, "--version", "2100-01-01 08:00"]);
    assert!(code == 0 && text.contains("already"), "{text}");
    for version in ["0", "99", "2001-01-01", "hôm qua"] {
        let (code, text) = run(&project, &["restore", PATH, "--version", version]);
        assert!(code == 2 && text.contains(&format!("has no version {version}")), "{text}");
    }
    assert_eq!(decision(&project), "viết tay");
}

/// A deleted article is in the bin, and comes back with its pictures.
#[test]
fn deleted_articles_come_back() {
    let project = Project::new()
        .with("content/articles/tin/le/index.md", "---\ntitle: Lễ\n---\nLời.\n")
        .with("content/articles/tin/le/anh.jpg", b"\xff\xd8\xff");
    let (path, workspace) = ("content/articles/tin/le/index.md", Workspace::new(project.path()));
    let base = Hash::of(&workspace.read(path).unwrap().unwrap());
    workspace.delete_with_folder(path, base, &event(EventKind::Deleted)).unwrap();
    assert!(!project.at("content/articles/tin/le").exists());
    let (code, text) = run(&project, &["history"]);
    assert_eq!(code, 0);
    assert!(text.contains(&format!(" · {path} · deleted · mai · xóa nhầm\n")), "{text}");
    assert!(text.contains("2 deleted files can be restored with `bangvang restore FILE`:\n"), "{text}");
    assert_eq!(of_type(&objects(&project, &["history"]), "deleted").len(), 2);
    let (code, text) = run(&project, &["restore", path]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("anh.jpg: the version of ") && !text.contains("stored as a version"), "{text}");
    assert_eq!(fs::read(project.at("content/articles/tin/le/anh.jpg")).unwrap(), b"\xff\xd8\xff");
    assert_eq!(fs::read_to_string(project.at(path)).unwrap(), "---\ntitle: Lễ\n---\nLời.\n");
    assert!(of_type(&objects(&project, &["history"]), "deleted").is_empty());
}

/// A publication is an event of the project, if anything was published.
#[test]
fn publications_are_marked() {
    let project = Project::new()
        .with("content/site.yaml", format!("{SETTINGS}publish: {{usb: {{kind: folder, path: web}}}}\n"));
    let publications = || of_type(&objects(&project, &["history"]), "publication").len();
    let publish = |more: &str| {
        let (code, text) = run(&project, &["publish", more, "--no-verify"]);
        assert_eq!(code, 0, "{text}");
    };
    fs::create_dir(project.at("web")).unwrap();
    publish("--dry-run");
    assert_eq!(publications(), 0);
    publish("--yes");
    publish("--yes");
    assert_eq!(publications(), 1);
    let (_, text) = run(&project, &["history"]);
    assert!(text.contains(" · published to usb · "), "{text}");
}

/// Paths out of the site are refused with a sentence in both languages, and nothing is read or written there.
#[test]
fn paths_out_of_the_site_are_refused() {
    let project = fixed().with("outside/a.md", "bí mật");
    let mut paths = vec![
        "../x".to_owned(),
        "content/../outside/a.md".to_owned(),
        project.at("outside/a.md").display().to_string(),
        "/etc/passwd".to_owned(),
        ".bangvang/history/x".to_owned(),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(project.at("outside"), project.at("content/out")).unwrap();
        std::os::unix::fs::symlink(project.at("outside/a.md"), project.at("content/a.md")).unwrap();
        paths.extend(["content/out/a.md".to_owned(), "content/a.md".to_owned()]);
    }
    let before = crate::project::tree(project.path());
    for path in &paths {
        for (language, sentence) in
            [("en", "is not in the folders content or themes"), ("vi", "không nằm trong thư mục content")]
        {
            for command in [&["history", path][..], &["restore", path], &["restore", path, "--version", "1"]]
            {
                let output = project.run(&[command, &["--lang", language]].concat());
                let text = String::from_utf8(output.stderr).unwrap();
                assert_eq!(output.status.code(), Some(2), "{text}");
                assert!(text.contains(sentence) && !text.contains("bí mật"), "{text}");
            }
        }
    }
    assert_eq!(crate::project::tree(project.path()), before);
}

/// A file without versions, and a folder without a site, are said so.
#[test]
fn what_has_no_history() {
    let project = Project::new();
    let (code, text) = run(&project, &["history"]);
    assert_eq!((code, text.trim()), (0, "nothing has been recorded yet"));
    let (code, text) = run(&project, &["history", "content/site.yaml"]);
    assert!(code == 0 && text.contains("has no versions yet"), "{text}");
    let (code, text) = run(&project, &["restore", "content/site.yaml"]);
    assert!(code == 2 && text.contains("has no other version"), "{text}");
    assert!(!project.at(".bangvang").exists());
    assert_eq!(run(&Project::empty(), &["history"]).0, 2);
    assert_eq!(run(&project, &["restore"]).0, 2);
}
