//! Commits that meet a file which cannot be replaced: before the first change, or in the middle.

use std::env;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use super::{Sandbox, Site, expected, scrub, shelve, skipped, tree, whole_tree};
use crate::write::{CommitOutcome, CommitStep, OpenOptions, OutputFolder, WriteError};

/// Two sites with every kind of change between them, and folders that are exchanged whole.
fn sites() -> (Site, Site) {
    let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
    let mut old: Site = [file("same.css", "same"), file("style.css", "1"), file("feed.xml", "1")].into();
    let mut new: Site = [file("same.css", "same"), file("style.css", "two"), file("feed.xml", "two")].into();
    for n in 0..4 {
        old.extend([file(&format!("news/{n}/index.html"), "1"), file(&format!("gone/{n}.html"), "gone")]);
        new.extend([file(&format!("news/{n}/index.html"), "two"), file(&format!("fresh/{n}.html"), "new")]);
    }
    for n in 0..3 {
        let kept = file(&format!("mixed/kept/{n}.html"), "kept");
        old.insert(kept.0.clone(), kept.1.clone());
        new.insert(kept.0, kept.1);
    }
    old.extend([file("mixed/a.html", "1"), file("page", "file"), file("folder/b.html", "1")]);
    new.extend([file("mixed/a.html", "two"), file("page/index.html", "new"), file("folder", "file")]);
    (old, new)
}

fn build(
    sandbox: &Sandbox,
    site: &Site,
    step: impl Fn(CommitStep) + Send + Sync + 'static,
) -> Result<CommitOutcome, WriteError> {
    let options = OpenOptions { steps: Some(Arc::new(step)), ..OpenOptions::default() };
    shelve(OutputFolder::open(&sandbox.out(), &sandbox.around(), &options)?.staging()?, site)
}

fn own_files(sandbox: &Sandbox) -> Vec<String> {
    whole_tree(&sandbox.out().join(".bangvang")).into_keys().collect()
}

/// The paths of all files on the stage that will be placed.
fn staged(out: &Path) -> Vec<PathBuf> {
    let stage = out.join(".bangvang/stage");
    let names = whole_tree(&stage).into_keys().filter(|name| {
        name.bytes().all(|byte| byte.is_ascii_digit()) || (name.starts_with("tree/") && !name.ends_with('/'))
    });
    names.map(|name| stage.join(name)).collect()
}

/// Whichever staged file is lost once the journal stands, the old site is put back whole, and the next build succeeds.
#[test]
fn lost_in_the_middle() {
    let (old, new) = sites();
    let mut tried = 0;
    for at in 0.. {
        let sandbox = Sandbox::new();
        sandbox.build(&old).unwrap();
        let out = sandbox.out();
        let lost = move |step| {
            if step == CommitStep::JournalWritten
                && let Some(path) = staged(&out).get(at)
            {
                fs::remove_file(path).unwrap();
            }
        };
        match build(&sandbox, &new, lost) {
            Err(WriteError::Io { .. }) => assert_eq!(tree(&sandbox.out()), expected(&old), "file {at}"),
            Ok(_) if at > new.len() => break,
            // A kept file has its second link there only, and its folder is then not exchanged.
            Ok(_) => assert_eq!(tree(&sandbox.out()), expected(&new), "file {at}"),
            other => panic!("{other:?}"),
        }
        tried += usize::from(tree(&sandbox.out()) == expected(&old));
        assert!(!sandbox.out().join(".bangvang/journal.json").exists());
        assert!(!sandbox.open().unwrap().rolled_forward());
        sandbox.build(&new).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(&new));
        assert_eq!(own_files(&sandbox), ["held", "manifest.json"]);
    }
    assert!(tried >= 12, "{tried}");
}

/// Killed at any step while the old site is put back, and then without the fault, the next opening completes the new one.
#[test]
fn killed_while_going_back() {
    let (old, new) = sites();
    let mut killed = 0;
    for number in (0..60).rev() {
        let sandbox = Sandbox::new();
        sandbox.build(&old).unwrap();
        // A folder of another program where the last page goes.
        let intruder = sandbox.out().join("feed.xml");
        let newcomer = intruder.clone();
        let stop = move |step| match step {
            CommitStep::JournalWritten => {
                fs::remove_file(&newcomer).unwrap();
                fs::create_dir(&newcomer).unwrap();
                fs::write(newcomer.join("mine"), "mine").unwrap();
            }
            CommitStep::PutBack(line) if line == number => {
                panic::resume_unwind(Box::new("stopped by the test"))
            }
            _ => {}
        };
        let Err(_) = panic::catch_unwind(AssertUnwindSafe(|| build(&sandbox, &new, stop))) else { continue };
        killed += 1;
        scrub(&intruder);
        assert!(sandbox.open().unwrap().rolled_forward());
        assert_eq!(tree(&sandbox.out()), expected(&new), "killed at line {number}");
        assert_eq!(own_files(&sandbox), ["held", "manifest.json"]);
    }
    assert!(killed > 15, "{killed}");
}

/// Where backups are lost too, the error says how many files are new and old, and the next build completes it.
#[test]
fn half_done() {
    let (old, new) = sites();
    let sandbox = Sandbox::new();
    sandbox.build(&old).unwrap();
    let out = sandbox.out();
    let spoil = move |step| {
        if step == CommitStep::JournalWritten {
            scrub(&out.join(".bangvang/stage/backup"));
            let journal = out.join(".bangvang/journal.json");
            let without =
                fs::read_to_string(&journal).unwrap().replace("\"backed_up\":true", "\"backed_up\":false");
            fs::write(journal, without).unwrap();
            fs::remove_file(out.join("feed.xml")).unwrap();
            fs::create_dir(out.join("feed.xml")).unwrap();
            fs::write(out.join("feed.xml/mine"), "mine").unwrap();
        }
    };
    // Killed before the last file, so that the next opening has only the journal to go by.
    let die = move |step| {
        spoil(step);
        if matches!(step, CommitStep::Renamed(_)) {
            panic::resume_unwind(Box::new("stopped by the test"));
        }
    };
    assert!(panic::catch_unwind(AssertUnwindSafe(|| build(&sandbox, &new, die))).is_err());
    assert!(matches!(sandbox.open(), Err(WriteError::Foreign { .. })));
    scrub(&sandbox.out().join("feed.xml"));
    let page = sandbox.out().join("feed.xml");
    let spoil_again = move |step| {
        if matches!(step, CommitStep::Renamed(_)) && !page.exists() {
            fs::create_dir(&page).unwrap();
            fs::write(page.join("mine"), "mine").unwrap();
        }
    };
    match build(&sandbox, &new, spoil_again) {
        Err(WriteError::HalfDone { new, old, .. }) => assert!(new > 5 && old > 0, "{new} {old}"),
        other => panic!("{other:?}"),
    }
    scrub(&sandbox.out().join("feed.xml"));
    assert!(sandbox.open().unwrap().rolled_forward());
    assert_eq!(tree(&sandbox.out()), expected(&new));
}

/// Sets or clears an attribute of a file; `false`, said aloud, where this process may not.
fn chattr(attribute: &str, path: &Path) -> bool {
    let done = cfg!(target_os = "linux")
        && Command::new("chattr")
            .arg(attribute)
            .arg(path)
            .output()
            .is_ok_and(|output| output.status.success());
    if !done {
        assert!(
            env::var_os("CI").is_none() || !cfg!(target_os = "linux"),
            "CI must be able to set attributes"
        );
        skipped("file attributes cannot be set here");
    }
    done
}

/// A page, a page to be deleted or a folder that is immutable is found before the first change.
#[test]
fn immutable() {
    let (old, new) = sites();
    for stuck in ["style.css", "news/2/index.html", "news/1", "gone/3.html", "gone", "folder/b.html", "page"]
    {
        let sandbox = Sandbox::new();
        sandbox.build(&old).unwrap();
        let path = sandbox.out().join(stuck);
        if !chattr("+i", &path) {
            return;
        }
        let before = whole_tree(&sandbox.out());
        let refused = sandbox.build(&new);
        let after = whole_tree(&sandbox.out());
        assert!(chattr("-i", &path));
        assert!(
            matches!(&refused, Err(WriteError::ReadOnly { path: named }) if *named == path),
            "{stuck}: {refused:?}"
        );
        assert_eq!(before, after, "{stuck}");
        sandbox.build(&new).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(&new));
    }
}

/// A page that may only be appended to, which no probe tells, is met in the middle; the old site is put back.
#[test]
fn append_only() {
    let (old, new) = sites();
    for stuck in ["feed.xml", "mixed/a.html", "gone/3.html"] {
        let sandbox = Sandbox::new();
        sandbox.build(&old).unwrap();
        let path = sandbox.out().join(stuck);
        let reached = path.clone();
        let stick = move |step| {
            if step == CommitStep::JournalWritten {
                chattr("+a", &reached);
            }
        };
        if !chattr("+a", &path) || !chattr("-a", &path) {
            return;
        }
        let refused = build(&sandbox, &new, stick);
        let after = tree(&sandbox.out());
        assert!(chattr("-a", &path));
        assert!(matches!(refused, Err(WriteError::ReadOnly { .. })), "{stuck}: {refused:?}");
        assert_eq!(after, expected(&old), "{stuck}");
        sandbox.build(&new).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(&new));
        assert_eq!(own_files(&sandbox), ["held", "manifest.json"]);
    }
}
