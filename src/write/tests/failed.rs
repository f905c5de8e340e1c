//! Commits that fail: before the first change, or after some files were replaced.

use std::env;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use super::{Sandbox, Site, expected, remove_all, skipped, stage_and_commit, tree, whole_tree};
use crate::write::{CommitOutcome, CommitStep, OpenOptions, OutputFolder, WriteError};

/// Two sites with every kind of change between them, and folders that can be exchanged whole.
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
    let options = OpenOptions { on_step: Some(Arc::new(step)), ..OpenOptions::default() };
    stage_and_commit(OutputFolder::open(&sandbox.out(), &sandbox.protected(), &options)?.staging()?, site)
}

fn own_files(sandbox: &Sandbox) -> Vec<String> {
    whole_tree(&sandbox.out().join(".bangvang")).into_keys().collect()
}

/// The paths of all staged files of the site.
fn staged(out: &Path) -> Vec<PathBuf> {
    let stage = out.join(".bangvang/stage");
    let names = whole_tree(&stage).into_keys().filter(|name| {
        name.bytes().all(|byte| byte.is_ascii_digit()) || (name.starts_with("tree/") && !name.ends_with('/'))
    });
    names.map(|name| stage.join(name)).collect()
}

/// If any staged file is lost after the journal was written, the old site is restored and the next build
/// succeeds.
#[test]
fn staged_file_is_lost() {
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
            // An unchanged file has only its second link there; without it, its folder is not exchanged.
            Ok(_) => assert_eq!(tree(&sandbox.out()), expected(&new), "file {at}"),
            other => panic!("{other:?}"),
        }
        tried += usize::from(tree(&sandbox.out()) == expected(&old));
        assert!(!sandbox.out().join(".bangvang/journal.json").exists());
        assert!(!sandbox.open().unwrap().has_resumed_commit());
        sandbox.build(&new).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(&new));
        assert_eq!(own_files(&sandbox), ["held", "manifest.json"]);
    }
    assert!(tried >= 12, "{tried}");
}

/// If the process is killed at any step of the restoration, the next `open` completes the new site.
#[test]
fn killed_while_restoring() {
    let (old, new) = sites();
    let mut killed = 0;
    for number in (0..60).rev() {
        let sandbox = Sandbox::new();
        sandbox.build(&old).unwrap();
        // Another program creates a folder at the path of the last file.
        let foreign_folder = sandbox.out().join("feed.xml");
        let blocked = foreign_folder.clone();
        let stop = move |step| match step {
            CommitStep::JournalWritten => {
                fs::remove_file(&blocked).unwrap();
                fs::create_dir(&blocked).unwrap();
                fs::write(blocked.join("mine"), "mine").unwrap();
            }
            CommitStep::PutBack(undone) if undone == number => {
                panic::resume_unwind(Box::new("stopped by the test"))
            }
            _ => {}
        };
        let Err(_) = panic::catch_unwind(AssertUnwindSafe(|| build(&sandbox, &new, stop))) else { continue };
        killed += 1;
        remove_all(&foreign_folder);
        assert!(sandbox.open().unwrap().has_resumed_commit());
        assert_eq!(tree(&sandbox.out()), expected(&new), "killed at operation {number}");
        assert_eq!(own_files(&sandbox), ["held", "manifest.json"]);
    }
    assert!(killed > 15, "{killed}");
}

/// If the backups are lost too, the error counts the new and old files, and the next build completes the
/// commit.
#[test]
fn half_done() {
    let (old, new) = sites();
    let sandbox = Sandbox::new();
    sandbox.build(&old).unwrap();
    let out = sandbox.out();
    let damage = move |step| {
        if step == CommitStep::JournalWritten {
            remove_all(&out.join(".bangvang/stage/backup"));
            let journal = out.join(".bangvang/journal.json");
            let without =
                fs::read_to_string(&journal).unwrap().replace("\"backed_up\":true", "\"backed_up\":false");
            fs::write(journal, without).unwrap();
            fs::remove_file(out.join("feed.xml")).unwrap();
            fs::create_dir(out.join("feed.xml")).unwrap();
            fs::write(out.join("feed.xml/mine"), "mine").unwrap();
        }
    };
    // Killed before the last file, so that the next `open` has only the journal.
    let die = move |step| {
        damage(step);
        if matches!(step, CommitStep::Renamed(_)) {
            panic::resume_unwind(Box::new("stopped by the test"));
        }
    };
    assert!(panic::catch_unwind(AssertUnwindSafe(|| build(&sandbox, &new, die))).is_err());
    assert!(matches!(sandbox.open(), Err(WriteError::Foreign { .. })));
    remove_all(&sandbox.out().join("feed.xml"));
    let page = sandbox.out().join("feed.xml");
    let damage_again = move |step| {
        if matches!(step, CommitStep::Renamed(_)) && !page.exists() {
            fs::create_dir(&page).unwrap();
            fs::write(page.join("mine"), "mine").unwrap();
        }
    };
    match build(&sandbox, &new, damage_again) {
        Err(WriteError::HalfDone { new, old, .. }) => assert!(new > 5 && old > 0, "{new} {old}"),
        other => panic!("{other:?}"),
    }
    remove_all(&sandbox.out().join("feed.xml"));
    assert!(sandbox.open().unwrap().has_resumed_commit());
    assert_eq!(tree(&sandbox.out()), expected(&new));
}

/// Sets or clears a file attribute. Returns `false`, and prints that the test is skipped, without the
/// permission.
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

/// An immutable page, folder or file to be deleted is found before the first change.
#[test]
fn immutable() {
    let (old, new) = sites();
    for protected in
        ["style.css", "news/2/index.html", "news/1", "gone/3.html", "gone", "folder/b.html", "page"]
    {
        let sandbox = Sandbox::new();
        sandbox.build(&old).unwrap();
        let path = sandbox.out().join(protected);
        if !chattr("+i", &path) {
            return;
        }
        let before = whole_tree(&sandbox.out());
        let refused = sandbox.build(&new);
        let after = whole_tree(&sandbox.out());
        assert!(chattr("-i", &path));
        assert!(
            matches!(&refused, Err(WriteError::ReadOnly { path: named }) if *named == path),
            "{protected}: {refused:?}"
        );
        assert_eq!(before, after, "{protected}");
        sandbox.build(&new).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(&new));
    }
}

/// A file that may only be appended to, which no probe detects, fails in the middle; the old site is restored.
#[test]
fn append_only() {
    let (old, new) = sites();
    for protected in ["feed.xml", "mixed/a.html", "gone/3.html"] {
        let sandbox = Sandbox::new();
        sandbox.build(&old).unwrap();
        let path = sandbox.out().join(protected);
        let reached = path.clone();
        let set_append_only = move |step| {
            if step == CommitStep::JournalWritten {
                chattr("+a", &reached);
            }
        };
        if !chattr("+a", &path) || !chattr("-a", &path) {
            return;
        }
        let refused = build(&sandbox, &new, set_append_only);
        let after = tree(&sandbox.out());
        assert!(chattr("-a", &path));
        assert!(matches!(refused, Err(WriteError::ReadOnly { .. })), "{protected}: {refused:?}");
        assert_eq!(after, expected(&old), "{protected}");
        sandbox.build(&new).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(&new));
        assert_eq!(own_files(&sandbox), ["held", "manifest.json"]);
    }
}
