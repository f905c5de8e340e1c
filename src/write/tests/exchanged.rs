//! Folders that are exchanged whole.

use std::fs;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use super::{Sandbox, Site, expected, site, stage_and_commit, tree, whole_tree};
use crate::write::{CommitOutcome, CommitStep, OpenOptions, OutputFolder};

/// Ten pages in folders of their own, with `text`, and a file that stays the same.
fn pages(text: &str) -> Site {
    let pages = (0..10).map(|n| (format!("news/{n}/index.html"), text.as_bytes().to_vec()));
    pages.chain([("news/same.css".to_owned(), b"same".to_vec())]).collect()
}

fn build(sandbox: &Sandbox, site: &Site, step: impl Fn(CommitStep) + Send + Sync + 'static) -> CommitOutcome {
    let options = OpenOptions { on_step: Some(Arc::new(step)), ..OpenOptions::default() };
    let output = OutputFolder::open(&sandbox.out(), &sandbox.protected(), &options).unwrap();
    stage_and_commit(output.staging().unwrap(), site).unwrap()
}

/// The number of pages that are new after the first file was moved into place.
fn new_after_one_step(prepare: impl Fn(&Sandbox)) -> usize {
    let sandbox = Sandbox::new();
    sandbox.build(&pages("1")).unwrap();
    prepare(&sandbox);
    let out = sandbox.out();
    let counted = Arc::new(Mutex::new(0));
    let count = counted.clone();
    build(&sandbox, &pages("two"), move |step| {
        if step == CommitStep::Renamed(0) {
            *count.lock().unwrap() = tree(&out).values().filter(|bytes| *bytes == b"two").count();
        }
    });
    for (path, bytes) in pages("two") {
        assert_eq!(fs::read(sandbox.out().join(path)).unwrap(), bytes);
    }
    let own: Vec<_> = whole_tree(&sandbox.out().join(".bangvang")).into_keys().collect();
    assert_eq!(own, ["held", "manifest.json"]);
    *counted.lock().unwrap()
}

/// All pages of a folder become new in one step; one by one if it contains a file of another program.
#[test]
fn in_one_step() {
    let can_exchange = cfg!(any(target_os = "linux", target_vendor = "apple"));
    assert_eq!(new_after_one_step(|_| {}), if can_exchange { 10 } else { 1 });
    assert_eq!(new_after_one_step(|sandbox| sandbox.write("home/project/public/news/notes.txt", "mine")), 1);
    assert_eq!(new_after_one_step(|sandbox| fs::create_dir(sandbox.out().join("news/mine")).unwrap()), 1);
}

/// An unchanged file preserves its modification time, and is removed with the next site like any other.
#[test]
fn unchanged_files_are_preserved() {
    let sandbox = Sandbox::new();
    sandbox.build(&pages("1")).unwrap();
    let time = || fs::metadata(sandbox.out().join("news/same.css")).unwrap().modified().unwrap();
    let before = time();
    let outcome = sandbox.build(&pages("two")).unwrap();
    assert_eq!((outcome.written, outcome.unchanged, outcome.removed), (10, 1, 0));
    assert_eq!(time(), before);
    let next = site(&[("news/0/index.html", "3"), ("news/1/index.html", "3")]);
    assert_eq!(sandbox.build(&next).unwrap().removed, 9);
    assert_eq!(tree(&sandbox.out()), expected(&next));
}

/// Files that another program puts into a folder just before the exchange are preserved, as are an edited
/// page that the new site does not have and an edited file that it does not change.
#[test]
fn files_created_just_before_the_exchange() {
    let sandbox = Sandbox::new();
    let mut old = pages("1");
    old.insert("news/gone.html".to_owned(), b"gone".to_vec());
    sandbox.build(&old).unwrap();
    let out = sandbox.out();
    let outcome = build(&sandbox, &pages("two"), move |step| {
        // The folder has been exchanged; what is written through an open handle is in the old one.
        if step == CommitStep::Renamed(0) {
            for name in ["notes.txt", "gone.html", "3/mine.txt"] {
                let tree = out.join(".bangvang/stage/tree/news");
                let news = if tree.exists() { tree } else { out.join("news") };
                fs::write(news.join(name), "mine").unwrap();
            }
            let tree = out.join(".bangvang/stage/tree/news/same.css");
            if tree.exists() {
                fs::remove_file(&tree).unwrap();
                fs::write(&tree, "edited").unwrap();
            }
        }
    });
    assert_eq!(outcome.left.len(), 1, "{:?}", outcome.left);
    let foreign =
        site(&[("news/notes.txt", "mine"), ("news/gone.html", "mine"), ("news/3/mine.txt", "mine")]);
    let mut wanted: Site = pages("two").into_iter().chain(foreign).collect();
    if cfg!(any(target_os = "linux", target_vendor = "apple")) {
        wanted.insert("news/same.css".to_owned(), b"edited".to_vec());
    }
    assert_eq!(tree(&sandbox.out()), expected(&wanted));
}

/// An exchanged folder has the mode of the old one.
#[cfg(unix)]
#[test]
fn mode_is_preserved() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.build(&pages("1")).unwrap();
    for folder in ["news", "news/4"] {
        fs::set_permissions(sandbox.out().join(folder), fs::Permissions::from_mode(0o2750)).unwrap();
    }
    sandbox.build(&pages("two")).unwrap();
    for folder in ["news", "news/4"] {
        assert_eq!(fs::metadata(sandbox.out().join(folder)).unwrap().permissions().mode() & 0o7777, 0o2750);
    }
}

/// Prints how long old and new files exist side by side, with folders exchanged whole and with files moved
/// one by one, for 60 changed files, or as many as `BANGVANG_TRIALS` says.
#[test]
#[expect(clippy::print_stderr, reason = "the measurement is what people run it for")]
fn time_of_the_mixed_state() {
    let count = crate::trials::count(60) as usize;
    let pages = |text: &str| -> Site {
        let page = |n| {
            (format!("{}/{n}/index.html", ["news", "rolls", "tags"][n % 3]), text.repeat(3000).into_bytes())
        };
        (0..count).map(page).collect()
    };
    for foreign in [false, true] {
        let sandbox = Sandbox::new();
        sandbox.build(&pages("1")).unwrap();
        // A folder with a file of another program in it is not exchanged.
        for folder in ["news", "rolls", "tags"].into_iter().filter(|_| foreign) {
            sandbox.write(&format!("home/project/public/{folder}/notes.txt"), "mine");
        }
        let times = Arc::new(Mutex::new(Vec::new()));
        let take = times.clone();
        build(&sandbox, &pages("2"), move |step| {
            if matches!(
                step,
                CommitStep::JournalWritten | CommitStep::Renamed(_) | CommitStep::JournalDropped
            ) {
                take.lock().unwrap().push(Instant::now());
            }
        });
        let times = times.lock().unwrap();
        let [pending, mixed] =
            [(0, times.len() - 1), (1, times.len() - 2)].map(|(from, to)| times[to] - times[from]);
        assert_eq!(times.len(), count + 2);
        assert!(mixed <= pending);
        let way = if foreign { "one by one" } else { "exchanged whole" };
        eprintln!("{count} files {way}: mixed for {mixed:.2?}, journal pending for {pending:.2?}");
    }
}
