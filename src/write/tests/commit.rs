//! Builds that succeed: which files are written, left unchanged and removed.

use std::fs;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use super::{Sandbox, Site, expected, site, stage_and_commit, tree, whole_tree};
use crate::file::OutputPath;
use crate::sink::{Cancelled, OutputSink};
use crate::write::{CommitStep, Durability, Hash, OpenOptions, OutputFolder, WriteError, read_manifest};

/// A first build creates the output and its folders, and counts what it wrote.
#[test]
fn first_build() {
    let sandbox = Sandbox::new();
    let pages = site(&[("index.html", "one"), ("news/a/index.html", "three"), ("feed.xml", "f")]);
    let outcome = sandbox.build(&pages).unwrap();
    assert_eq!((outcome.written, outcome.unchanged, outcome.removed, outcome.bytes), (3, 0, 0, 9));
    assert_eq!(tree(&sandbox.out()), expected(&pages));
    assert!(!sandbox.out().join(".bangvang/stage").exists());
    assert!(!sandbox.out().join(".bangvang/journal.json").exists());
}

/// A folder that another program creates during a first commit preserves its files and receives those of the
/// site.
#[test]
fn folder_created_during_the_commit() {
    let sandbox = Sandbox::new();
    let pages =
        site(&[("index.html", "one"), ("news/a/index.html", "two"), ("rolls/2022/index.html", "three")]);
    let foreign = sandbox.out().join("news/notes.txt");
    let steps = Arc::new(move |step| {
        if step == CommitStep::JournalWritten {
            fs::create_dir(foreign.parent().unwrap()).unwrap();
            fs::write(&foreign, "mine").unwrap();
        }
    });
    let options = OpenOptions { on_step: Some(steps), ..OpenOptions::default() };
    let output = OutputFolder::open(&sandbox.out(), &sandbox.protected(), &options).unwrap();
    stage_and_commit(output.staging().unwrap(), &pages).unwrap();
    let all = pages.into_iter().chain(site(&[("news/notes.txt", "mine")])).collect();
    assert_eq!(tree(&sandbox.out()), expected(&all));
    assert!(!sandbox.out().join(".bangvang/stage").exists());
}

/// A file that another program creates at the path of a page during a first build is reported and preserved.
#[test]
fn files_created_during_the_build() {
    let pages = site(&[("index.html", "one"), ("news/a/index.html", "two")]);
    for created in ["index.html", "news/a/index.html", "news"] {
        let sandbox = Sandbox::new();
        let staging = sandbox.open().unwrap().staging().unwrap();
        sandbox.write(&format!("home/project/public/{created}"), "mine");
        let refused = stage_and_commit(staging, &pages);
        let Err(WriteError::Foreign { paths }) = refused else { panic!("{created}: {refused:?}") };
        assert_eq!(paths, [sandbox.out().join(created)]);
        assert_eq!(tree(&sandbox.out()), expected(&site(&[(created, "mine")])));
    }
}

/// Building the same site again writes nothing: no page and no manifest.
#[test]
fn same_site_again() {
    let sandbox = Sandbox::new();
    let pages = site(&[("index.html", "one"), ("news/a.html", "two")]);
    sandbox.build(&pages).unwrap();
    let times = || {
        ["index.html", "news/a.html", ".bangvang/manifest.json"]
            .map(|path| fs::metadata(sandbox.out().join(path)).unwrap().modified().unwrap())
    };
    let before = times();
    let outcome = sandbox.build(&pages).unwrap();
    assert_eq!((outcome.written, outcome.unchanged), (0, 2));
    assert_eq!(times(), before);
}

/// Only changed files are written; files that the new site does not have are removed, with the folders they
/// emptied.
#[test]
fn changed_new_and_removed() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a.html", "1"), ("b.html", "2"), ("x/y/z.html", "3")])).unwrap();
    let pages = site(&[("a.html", "1"), ("b.html", "two"), ("c/d.html", "4")]);
    let outcome = sandbox.build(&pages).unwrap();
    assert_eq!((outcome.written, outcome.unchanged, outcome.removed, outcome.bytes), (2, 1, 1, 4));
    assert_eq!(tree(&sandbox.out()), expected(&pages));
}

/// An empty site removes everything that is ours and nothing else.
#[test]
fn empty_site() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a/b.html", "1"), ("c/d.html", "2")])).unwrap();
    sandbox.write("home/project/public/c/notes.txt", "mine");
    assert_eq!(sandbox.build(&Site::new()).unwrap().removed, 2);
    let left = site(&[("c/notes.txt", "mine")]);
    assert_eq!(tree(&sandbox.out()), expected(&left));
}

/// A file whose modification time changed, but not its bytes, is unchanged, and is not read again by the next
/// build.
#[test]
fn touched_file_is_unchanged() {
    let sandbox = Sandbox::new();
    let pages = site(&[("a.html", "1")]);
    sandbox.build(&pages).unwrap();
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400);
    let page = sandbox.out().join("a.html");
    fs::File::options().write(true).open(&page).unwrap().set_modified(past).unwrap();
    assert_eq!(sandbox.build(&pages).unwrap().unchanged, 1);
    assert_eq!(fs::metadata(&page).unwrap().modified().unwrap(), past);
    assert_eq!(read_manifest(&sandbox.out()).unwrap().file("a.html").unwrap().mtime_ns, 86_400_000_000_000);
}

/// A file that was deleted from the output is written again, with its folder.
#[test]
fn missing_file_is_written_again() {
    let sandbox = Sandbox::new();
    let pages = site(&[("a/b/c.html", "1"), ("d.html", "2")]);
    sandbox.build(&pages).unwrap();
    super::remove_all(&sandbox.out().join("a"));
    assert_eq!(sandbox.build(&pages).unwrap().written, 1);
    assert_eq!(tree(&sandbox.out()), expected(&pages));
}

/// Files that are written from several threads are all in the site.
#[test]
fn many_threads() {
    let sandbox = Sandbox::new();
    let staging = sandbox.open().unwrap().staging().unwrap();
    thread::scope(|scope| {
        for thread in 0..8 {
            let staging = &staging;
            scope.spawn(move || {
                for page in 0..100 {
                    staging.write(&OutputPath::new(format!("{thread}/{page}.html")), &[thread; 100]).unwrap();
                }
            });
        }
    });
    let outcome = staging.commit().unwrap();
    assert_eq!((outcome.written, outcome.bytes), (800, 80_000));
    assert_eq!(tree(&sandbox.out()).len(), 808);
}

/// A large file is copied only when its hash differs from the existing file.
#[test]
fn files_are_copied_when_they_differ() {
    let sandbox = Sandbox::new();
    let bytes = vec![7; 1_000_000];
    let source = sandbox.at("home/project/content/film.mp4");
    fs::write(&source, &bytes).unwrap();
    let build = |hash| {
        let staging = sandbox.open()?.staging()?;
        let _ = staging.write_file(&OutputPath::new("media/film.mp4"), &source, 1_000_000, hash);
        staging.commit()
    };
    assert_eq!(build(Hash::of(&bytes)).unwrap().written, 1);
    assert_eq!(fs::read(sandbox.out().join("media/film.mp4")).unwrap(), bytes);
    fs::remove_file(&source).unwrap();
    assert_eq!(build(Hash::of(&bytes)).unwrap().unchanged, 1);
    assert!(matches!(build(Hash::of(b"other")), Err(WriteError::Io { path, .. }) if path == source));
}

/// A source that changed since it was hashed, in length or only in bytes, cancels the build.
#[test]
fn source_that_changes_is_reported() {
    let sandbox = Sandbox::new();
    let source = sandbox.at("home/project/content/logo.png");
    for now in ["longer than before", "nld"] {
        fs::write(&source, now).unwrap();
        let staging = sandbox.open().unwrap().staging().unwrap();
        assert_eq!(
            staging.write_file(&OutputPath::new("logo.png"), &source, 3, Hash::of(b"old")),
            Err(Cancelled)
        );
        assert_eq!(staging.write(&OutputPath::new("later.html"), b"1"), Err(Cancelled));
        assert!(matches!(staging.commit(), Err(WriteError::SourceChanged { path }) if path == source));
        assert!(tree(&sandbox.out()).is_empty());
    }
}

/// A build that is dropped changes nothing and leaves no staged file.
#[test]
fn dropped_build() {
    let sandbox = Sandbox::new();
    let pages = site(&[("a.html", "1")]);
    sandbox.build(&pages).unwrap();
    let before = whole_tree(&sandbox.out());
    let staging = sandbox.open().unwrap().staging().unwrap();
    staging.write(&OutputPath::new("a.html"), b"2").unwrap();
    staging.write(&OutputPath::new("b/c.html"), b"3").unwrap();
    drop(staging);
    assert_eq!(whole_tree(&sandbox.out()), before);
}

/// Paths that lead out of the output, or into `.bangvang`, are refused.
#[test]
fn bad_paths_are_refused() {
    let sandbox = Sandbox::new();
    let bad = [
        "",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a//b",
        "a/",
        "./a",
        "a\\b",
        "C:/x",
        ".bangvang/x",
        ".BangVang",
        "a\nb",
    ];
    for path in bad {
        let refused = sandbox.build(&site(&[(path, "x")]));
        assert!(matches!(refused, Err(WriteError::BadPath { .. })), "{path:?}");
    }
}

/// Two files for one path, or a file where another needs a folder, cancel the build before anything changes.
#[test]
fn clashes_are_refused() {
    for (one, other) in [("a.html", "a.html"), ("a", "a/b.html"), ("a/b/c", "a")] {
        let sandbox = Sandbox::new();
        let staging = sandbox.open().unwrap().staging().unwrap();
        staging.write(&OutputPath::new(one), b"1").unwrap();
        staging.write(&OutputPath::new(other), b"2").unwrap();
        assert!(matches!(staging.commit(), Err(WriteError::Clash { .. })), "{one} {other}");
        assert!(tree(&sandbox.out()).is_empty());
    }
}

/// A second writer gets the process ID of the first, and can write after the first is done.
#[test]
fn second_writer_is_refused() {
    let sandbox = Sandbox::new();
    let first = sandbox.open().unwrap();
    match sandbox.open() {
        Err(WriteError::Locked { pid, since, .. }) => {
            assert_eq!(pid, Some(std::process::id()));
            assert!(since.is_some());
        }
        other => panic!("{other:?}"),
    }
    let staging = first.staging().unwrap();
    assert!(matches!(sandbox.open(), Err(WriteError::Locked { .. })));
    staging.commit().unwrap();
    assert!(sandbox.open().is_ok());
}

/// A build that need not survive a power cut writes the same tree.
#[test]
fn not_durable_is_the_same() {
    let sandbox = Sandbox::new();
    let pages = site(&[("a.html", "1"), ("b/c.css", "2")]);
    let options = OpenOptions { durable: Durability::Kill, ..OpenOptions::default() };
    let output = OutputFolder::open(&sandbox.out(), &sandbox.protected(), &options).unwrap();
    stage_and_commit(output.staging().unwrap(), &pages).unwrap();
    assert_eq!(tree(&sandbox.out()), expected(&pages));
}
