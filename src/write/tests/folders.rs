//! Files that become folders, folders that become files, and names that differ only in case.

use std::fs;

use super::{Sandbox, Site, expected, site, stage_and_commit, tree, whole_tree};
use crate::file::OutputPath;
use crate::sink::OutputSink;
use crate::write::WriteError;
use crate::write::journal::JournalOp;
use crate::write::plan::{self, Action, LowercasePaths, Replaces, StagedFile};
use crate::write::{Hash, Manifest, ManifestEntry};

/// A page becomes a folder of pages, several levels deep, and a page again.
#[test]
fn file_and_folder_change_places() {
    let sandbox = Sandbox::new();
    let flat = site(&[("a", "1"), ("b/c", "2"), ("z.html", "3")]);
    let deep = site(&[("a/b/c/index.html", "4"), ("a/b/d.css", "5"), ("b", "6"), ("z.html", "3")]);
    for pages in [&flat, &deep, &flat, &deep, &Site::new()] {
        sandbox.build(pages).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(pages));
    }
}

/// A folder with foreign files in it, or created by another program, is not replaced by a page.
#[test]
fn folder_with_foreign_files_stays() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a/b.html", "1"), ("c.html", "2")])).unwrap();
    sandbox.write("home/project/public/a/deep/notes.txt", "mine");
    fs::create_dir(sandbox.out().join("empty")).unwrap();
    let before = whole_tree(&sandbox.out());
    match sandbox.build(&site(&[("a", "x"), ("c.html", "3"), ("empty", "y")])) {
        Err(WriteError::Foreign { paths }) => {
            let wanted = ["a/deep", "empty"].map(|path| sandbox.out().join(path));
            assert_eq!(paths, wanted);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(whole_tree(&sandbox.out()), before);
}

/// An edited page is not replaced by a folder, nor is an edited file in a folder that becomes a page.
#[test]
fn edited_files_are_not_replaced() {
    for (old, new) in [("a", "a/index.html"), ("a/index.html", "a")] {
        let sandbox = Sandbox::new();
        sandbox.build(&site(&[(old, "1")])).unwrap();
        fs::write(sandbox.out().join(old), "edited").unwrap();
        let before = whole_tree(&sandbox.out());
        let refused = sandbox.build(&site(&[(new, "2"), ("b.html", "3")]));
        assert!(matches!(refused, Err(WriteError::Foreign { .. })), "{old}");
        assert_eq!(whole_tree(&sandbox.out()), before);
    }
}

/// Only folders that we created are removed.
#[test]
fn foreign_folder_stays() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("x.html", "0")])).unwrap();
    fs::create_dir_all(sandbox.out().join("theirs")).unwrap();
    sandbox.build(&site(&[("theirs/ours/a.html", "1")])).unwrap();
    sandbox.build(&Site::new()).unwrap();
    let names: Vec<_> = tree(&sandbox.out()).into_keys().collect();
    assert_eq!(names, ["theirs/"]);
}

/// On any volume, a page that is renamed only in case exists only under its new name.
#[test]
fn case_only_rename() {
    let sandbox = Sandbox::new();
    for pages in [site(&[("About.html", "1")]), site(&[("about.html", "1")]), site(&[("ABOUT.html", "2")])] {
        sandbox.build(&pages).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(&pages));
    }
}

/// On a volume that ignores case, the old name is deleted before the new file is placed, and not after it.
#[test]
fn case_only_rename_deletes_first() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("About.html", "1")])).unwrap();
    let mut staging = sandbox.open().unwrap().staging().unwrap();
    staging.lower_case_paths = Some(LowercasePaths::from([("about.html".into(), "About.html".into())]));
    staging.write(&OutputPath::new("about.html"), b"1").unwrap();
    staging.commit().unwrap();
    assert_eq!(tree(&sandbox.out()), expected(&site(&[("about.html", "1")])));
}

fn entry(text: &str) -> ManifestEntry {
    ManifestEntry { hash: Hash::of(text.as_bytes()), size: 1, mtime_ns: 0, inputs: None }
}

/// On a volume that ignores case, a manifest with two names that differ in case deletes neither if one is
/// needed.
#[test]
fn case_twins_from_another_volume() {
    let sandbox = Sandbox::new();
    let old: Manifest = [("A".to_owned(), entry("1")), ("a".to_owned(), entry("1"))].into_iter().collect();
    let found = vec![StagedFile { path: "a".into(), entry: entry("1"), action: Action::Unchanged }];
    let layout = crate::write::layout::Layout::new(&sandbox.out());
    let folded = LowercasePaths::from([("a".into(), "A".into())]);
    let plan = plan::plan(&layout, &old, found, Some(&folded)).unwrap();
    assert_eq!(plan.ops, []);
}

/// On a volume that ignores case, two pages that differ only in case clash.
#[test]
fn case_twins_clash() {
    let sandbox = Sandbox::new();
    let mut staging = sandbox.open().unwrap().staging().unwrap();
    staging.lower_case_paths = Some(LowercasePaths::new());
    staging.write(&OutputPath::new("About.html"), b"1").unwrap();
    staging.write(&OutputPath::new("about.html"), b"2").unwrap();
    assert!(matches!(staging.commit(), Err(WriteError::Clash { .. })));
}

/// Assets are placed before pages, pages before feeds; deletions are last.
#[test]
fn order_of_a_commit() {
    let sandbox = Sandbox::new();
    let layout = crate::write::layout::Layout::new(&sandbox.out());
    let old: Manifest = [("gone.css".to_owned(), entry("1"))].into_iter().collect();
    let found = ["feed.xml", "index.html", "search.json", "style.css", "z/film.mp4"];
    let found = found.iter().zip(0..).map(|(path, stage)| StagedFile {
        path: path.to_string(),
        entry: entry("2"),
        action: Action::Staged { stage: Some(stage), replaces: Replaces::Nothing },
    });
    let plan = plan::plan(&layout, &old, found.collect(), None).unwrap();
    let paths: Vec<_> = plan.ops.iter().map(JournalOp::path).collect();
    assert_eq!(paths, ["style.css", "z/film.mp4", "index.html", "feed.xml", "search.json", "gone.css"]);
}

/// A whole site is renamed in case on the volume of the temporary folder, whether it ignores case or not.
#[test]
fn whole_site_by_case() {
    let sandbox = Sandbox::new();
    let upper: Site = (0..20).map(|n| (format!("PAGE-{n}/INDEX.html"), vec![n; 9])).collect();
    let lower: Site = (0..20).map(|n| (format!("page-{n}/index.html"), vec![n; 9])).collect();
    for pages in [&upper, &lower] {
        stage_and_commit(sandbox.open().unwrap().staging().unwrap(), pages).unwrap();
        let files: usize = tree(&sandbox.out()).values().filter(|bytes| !bytes.is_empty()).count();
        assert_eq!(files, 20);
    }
}
