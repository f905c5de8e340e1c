//! Journals that cannot be completed directly.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use super::{Sandbox, expected, site, stage_and_commit, tree, whole_tree};
use crate::write::{AdoptPolicy, CommitStep, OpenOptions, OutputFolder, WriteError};

const OLD: [(&str, &str); 3] = [("a.html", "1"), ("b.html", "2"), ("z.html", "3")];
const NEW: [(&str, &str); 4] =
    [("a.html", "one"), ("b.html", "two"), ("c.html", "new"), ("d/e.html", "deep")];

/// A sandbox in which a build of `NEW` over `OLD` was interrupted after `at`, by a panic inside `commit`.
fn interrupted(at: CommitStep) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&OLD)).unwrap();
    let steps = Arc::new(move |step| {
        if step == at {
            panic::resume_unwind(Box::new("stopped by the test"));
        }
    });
    let options = OpenOptions { on_step: Some(steps), ..OpenOptions::default() };
    let build = || {
        let output = OutputFolder::open(&sandbox.out(), &sandbox.protected(), &options).unwrap();
        stage_and_commit(output.staging().unwrap(), &site(&NEW))
    };
    assert!(panic::catch_unwind(AssertUnwindSafe(build)).is_err());
    sandbox
}

fn staged(sandbox: &Sandbox, text: &str) -> std::path::PathBuf {
    let stage = sandbox.out().join(".bangvang/stage");
    let files = fs::read_dir(stage).unwrap().map(|entry| entry.unwrap().path());
    files.into_iter().find(|path| fs::read(path).unwrap() == text.as_bytes()).unwrap()
}

/// A panic inside a commit preserves what the journal needs, and the next `open` completes it.
#[test]
fn panic_in_commit() {
    for at in [
        CommitStep::JournalWritten,
        CommitStep::Renamed(0),
        CommitStep::Renamed(2),
        CommitStep::Deleted(4),
        CommitStep::ManifestWritten,
    ] {
        let sandbox = interrupted(at);
        assert!(sandbox.open().unwrap().has_resumed_commit());
        assert_eq!(tree(&sandbox.out()), expected(&site(&NEW)), "{at:?}");
    }
}

/// If a staged file is lost or cut after part of the site was replaced, nothing more is changed.
#[test]
fn lost_bytes_stop_everything() {
    for cut in [false, true] {
        let sandbox = interrupted(CommitStep::Renamed(0));
        let file = staged(&sandbox, "new");
        if cut {
            fs::write(file, "ne").unwrap()
        } else {
            fs::remove_file(file).unwrap()
        }
        let before = whole_tree(&sandbox.out());
        for _ in 0..2 {
            match sandbox.open() {
                Err(WriteError::DamagedJournal { page: Some(page), .. }) => {
                    assert_eq!(page, sandbox.out().join("c.html"))
                }
                other => panic!("{other:?}"),
            }
            assert_eq!(whole_tree(&sandbox.out()), before);
        }
        stage_and_commit(sandbox.adopt(AdoptPolicy::Over).unwrap().staging().unwrap(), &site(&NEW)).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(&site(&NEW)));
    }
}

/// If a staged file is cut before anything was replaced, as by a power cut, the old site remains and the
/// journal is removed.
#[test]
fn lost_bytes_before_the_first_change() {
    let sandbox = interrupted(CommitStep::JournalWritten);
    fs::write(staged(&sandbox, "new"), "").unwrap();
    assert!(!sandbox.open().unwrap().has_resumed_commit());
    assert_eq!(tree(&sandbox.out()), expected(&site(&OLD)));
    sandbox.build(&site(&NEW)).unwrap();
    assert_eq!(tree(&sandbox.out()), expected(&site(&NEW)));
}

/// If the new manifest is lost, nothing more is changed either.
#[test]
fn lost_manifest_stops_everything() {
    let sandbox = interrupted(CommitStep::Renamed(1));
    fs::remove_file(sandbox.out().join(".bangvang/stage/manifest")).unwrap();
    let before = whole_tree(&sandbox.out());
    assert!(matches!(sandbox.open(), Err(WriteError::DamagedJournal { .. })));
    assert_eq!(whole_tree(&sandbox.out()), before);
}

/// With a damaged journal nothing is changed, until the caller adopts the output.
#[test]
fn unreadable_journal() {
    let sandbox = interrupted(CommitStep::Renamed(0));
    fs::write(sandbox.out().join(".bangvang/journal.json"), "{\"version\":1").unwrap();
    let before = whole_tree(&sandbox.out());
    assert!(matches!(sandbox.open(), Err(WriteError::DamagedJournal { page: None, .. })));
    assert_eq!(whole_tree(&sandbox.out()), before);
    stage_and_commit(sandbox.adopt(AdoptPolicy::Over).unwrap().staging().unwrap(), &site(&NEW)).unwrap();
    assert_eq!(sandbox.page("c.html"), "new");
}

/// A journal with a path outside the output is refused.
#[test]
fn forged_journal() {
    let sandbox = interrupted(CommitStep::JournalWritten);
    let journal = sandbox.out().join(".bangvang/journal.json");
    let forged = fs::read_to_string(&journal).unwrap().replace("z.html", "../content/news/a.md");
    fs::write(&journal, forged).unwrap();
    assert!(matches!(sandbox.open(), Err(WriteError::DamagedJournal { page: None, .. })));
    assert!(sandbox.root().join("content/news/a.md").exists());
}

/// If a page was edited between the kill and the recovery, the recovery is refused before anything is moved.
#[test]
fn page_edited_before_recovery() {
    let sandbox = interrupted(CommitStep::Renamed(0));
    sandbox.write("home/project/public/b.html", "edited");
    sandbox.write("home/project/public/c.html", "by hand");
    let before = whole_tree(&sandbox.out());
    match sandbox.open() {
        Err(WriteError::Foreign { paths }) => {
            assert_eq!(paths, ["b.html", "c.html"].map(|path| sandbox.out().join(path)))
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(whole_tree(&sandbox.out()), before);
    assert!(sandbox.adopt(AdoptPolicy::Over).unwrap().has_resumed_commit());
    assert_eq!(tree(&sandbox.out()), expected(&site(&NEW)));
}

/// An old page that was edited between the kill and the recovery is not deleted.
#[test]
fn removed_page_edited_before_recovery() {
    let sandbox = interrupted(CommitStep::Renamed(0));
    sandbox.write("home/project/public/z.html", "edited");
    sandbox.open().unwrap();
    assert_eq!(sandbox.page("z.html"), "edited");
}

/// A folder that was removed between the kill and the recovery is created again.
#[test]
fn folder_removed_before_recovery() {
    let sandbox = interrupted(CommitStep::JournalWritten);
    fs::remove_dir(sandbox.out().join("d")).unwrap();
    sandbox.open().unwrap();
    assert_eq!(tree(&sandbox.out()), expected(&site(&NEW)));
}

/// Staged files of a killed build are removed; files with other names remain.
#[test]
fn stage_of_a_killed_build_is_cleared() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&OLD)).unwrap();
    for name in ["0", "17", "manifest", "journal", "tree/a/index.html", "tree/b", "notes.txt", "1a"] {
        sandbox.write(&format!("home/project/public/.bangvang/stage/{name}"), "x");
    }
    sandbox.open().unwrap();
    let left: Vec<_> = whole_tree(&sandbox.out().join(".bangvang/stage")).into_keys().collect();
    assert_eq!(left, ["1a", "notes.txt"]);
    sandbox.build(&site(&NEW)).unwrap();
    assert_eq!(tree(&sandbox.out()), expected(&site(&NEW)));
}
