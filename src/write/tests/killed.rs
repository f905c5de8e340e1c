//! A process that is killed at every step of a build, and again while the next one recovers.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{self, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Sandbox, Site, expected, stage_and_commit, tree, whole_tree};
use crate::write::{CommitStep, OpenOptions, OutputFolder};

const BASE: &str = "BANGVANG_TEST_BASE";
const STEPS: &str = "BANGVANG_TEST_STEPS";

/// About forty files in each site, with every kind of change between them.
fn sites() -> (Site, Site) {
    let file = |path: String, text: String| (path, text.repeat(20).into_bytes());
    let mut old: Site = (0..12).map(|n| file(format!("same/{n}.html"), format!("same {n} "))).collect();
    let mut new = old.clone();
    for n in 0..8 {
        let path = format!("news/{n}/index.html");
        old.extend([
            file(path.clone(), format!("old {n} ")),
            file(format!("gone/{n}/index.html"), "gone ".into()),
        ]);
        new.extend([file(path, format!("new {n} ")), file(format!("fresh/{n}/index.html"), "fresh ".into())]);
    }
    for name in ["style.css", "feed.xml", "search.json", "index.html"] {
        old.extend([file(name.into(), "first ".into())]);
        new.extend([file(name.into(), "second ".into())]);
    }
    old.extend([file("page".into(), "file ".into()), file("folder/a/b.html".into(), "in folder ".into())]);
    old.extend([file("folder/c.html".into(), "in folder ".into()), file("Case.html".into(), "case ".into())]);
    new.extend([
        file("page/index.html".into(), "in folder ".into()),
        file("page/x/y.css".into(), "deep ".into()),
    ]);
    new.extend([file("folder".into(), "file ".into()), file("case.html".into(), "case ".into())]);
    (old, new)
}

const FOREIGN: [(&str, &str); 3] =
    [("CNAME", "example.vn"), ("news/notes.txt", "mine"), ("gone/notes.txt", "mine")];

fn sandbox_with_old_site(old: &Site) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.build(old).unwrap();
    for (path, text) in FOREIGN {
        sandbox.write(&format!("home/project/public/{path}"), text);
    }
    sandbox
}

fn with_foreign(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut all = site.clone();
    all.extend(FOREIGN.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec())));
    expected(&all)
}

fn build_counting(sandbox: &Sandbox, site: &Site, stop: impl Fn(usize, CommitStep) + Send + Sync + 'static) {
    let count = AtomicUsize::new(0);
    let steps = Arc::new(move |step| stop(count.fetch_add(1, Ordering::SeqCst), step));
    let options = OpenOptions { on_step: Some(steps), ..OpenOptions::default() };
    let output = OutputFolder::open(&sandbox.out(), &sandbox.protected(), &options).unwrap();
    stage_and_commit(output.staging().unwrap(), site).unwrap();
}

/// Builds the new site in a child process that aborts after `steps` steps, those of recovery included.
fn abort_after(sandbox: &Sandbox, steps: usize) {
    let module = module_path!().split_once("::").unwrap().1;
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", &format!("{module}::child"), "--test-threads=1"])
        .env(BASE, &sandbox.base)
        .env(STEPS, steps.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(!status.success(), "the child must die");
}

/// No test of its own: the child process that aborts for the tests below.
#[test]
fn child() {
    let (Ok(base), Ok(steps)) = (env::var(BASE), env::var(STEPS)) else { return };
    let steps: usize = steps.parse().unwrap();
    // Never dropped: the parent removes the folder.
    let sandbox = std::mem::ManuallyDrop::new(Sandbox { base: base.into() });
    build_counting(&sandbox, &sites().1, move |count, _| {
        if count == steps {
            process::abort();
        }
    });
}

fn steps_of_a_build() -> Vec<CommitStep> {
    let (old, new) = sites();
    let sandbox = sandbox_with_old_site(&old);
    let steps = Arc::new(std::sync::Mutex::new(Vec::new()));
    let record = steps.clone();
    build_counting(&sandbox, &new, move |_, step| record.lock().unwrap().push(step));
    assert_eq!(tree(&sandbox.out()), with_foreign(&new));
    steps.lock().unwrap().clone()
}

/// Before recovery every file has its old or its new bytes, and foreign files are unchanged.
fn assert_no_torn_files(sandbox: &Sandbox, old: &Site, new: &Site) {
    for (path, bytes) in tree(&sandbox.out()) {
        let foreign = FOREIGN.iter().any(|(name, text)| *name == path && text.as_bytes() == bytes);
        let is_complete = old.get(&path) == Some(&bytes) || new.get(&path) == Some(&bytes);
        assert!(path.ends_with('/') || foreign || is_complete, "{path} is neither old nor new");
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(sandbox.out().join(path).is_file(), "{path} is missing");
    }
}

fn assert_no_leftovers(out: &Path) {
    let own: Vec<_> = whole_tree(&out.join(".bangvang")).into_keys().collect();
    assert_eq!(own, ["held", "manifest.json"]);
}

/// Killed at any step, the next `open` yields the old site before the journal is written, and the new one after
/// it.
#[test]
fn killed_at_every_step() {
    let (old, new) = sites();
    let steps = steps_of_a_build();
    let journal = steps.iter().position(|step| *step == CommitStep::JournalWritten).unwrap();
    assert!(steps.len() > 60, "{steps:?}");
    for (number, step) in steps.iter().enumerate() {
        let sandbox = sandbox_with_old_site(&old);
        abort_after(&sandbox, number);
        assert_no_torn_files(&sandbox, &old, &new);
        let output = sandbox.open().unwrap();
        let wanted = if number < journal { &old } else { &new };
        assert_eq!(tree(&sandbox.out()), with_foreign(wanted), "killed at {step:?}");
        assert_eq!(
            output.has_resumed_commit(),
            number >= journal && *step != CommitStep::JournalDropped,
            "{step:?}"
        );
        assert_eq!(output.manifest().files().len(), wanted.len());
        drop(output);
        assert_no_leftovers(&sandbox.out());
        let outcome = sandbox.build(&new).unwrap();
        assert_eq!(outcome.left, []);
        assert_eq!(tree(&sandbox.out()), with_foreign(&new));
    }
}

/// Killed during recovery, and again during the next one, the new site is still completed.
#[test]
fn killed_while_recovering() {
    let (old, new) = sites();
    let steps = steps_of_a_build();
    let journal = steps.iter().position(|step| *step == CommitStep::JournalWritten).unwrap();
    let last = steps.len() - 1;
    for first in (journal..last).step_by(3) {
        for second in (0..last - first).step_by(4) {
            let sandbox = sandbox_with_old_site(&old);
            abort_after(&sandbox, first);
            abort_after(&sandbox, second);
            assert_no_torn_files(&sandbox, &old, &new);
            if sandbox.out().join(".bangvang/journal.json").exists() {
                abort_after(&sandbox, 0);
            }
            sandbox.open().unwrap();
            assert_eq!(tree(&sandbox.out()), with_foreign(&new), "{first} {second}");
            assert_no_leftovers(&sandbox.out());
        }
    }
}

/// A first build killed at any step leaves a folder that the next build treats as empty, or completes.
#[test]
fn first_build_killed() {
    let (_, new) = sites();
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    build_counting(&Sandbox::new(), &new, move |step, _| counted.store(step, Ordering::SeqCst));
    let last = count.load(Ordering::SeqCst);
    assert!(last > 2 * new.len(), "every file is staged and placed");
    for steps in (0..=last).filter(|steps| *steps < 3 || *steps > new.len() - 3) {
        let sandbox = Sandbox::new();
        fs::create_dir_all(sandbox.out()).unwrap();
        abort_after(&sandbox, steps);
        let rolled_forward = sandbox.open().unwrap().has_resumed_commit();
        assert_eq!(rolled_forward, (new.len()..last).contains(&steps), "after {steps} steps of {last}");
        sandbox.build(&new).unwrap();
        assert_eq!(tree(&sandbox.out()), expected(&new));
        assert_no_leftovers(&sandbox.out());
    }
}

/// The lock of a killed process is free, and its lock file is not mistaken for that of a running one.
#[test]
fn lock_of_a_killed_process_is_free() {
    let (old, _) = sites();
    let sandbox = sandbox_with_old_site(&old);
    abort_after(&sandbox, 0);
    assert!(sandbox.out().join(".bangvang/lock").exists());
    assert!(sandbox.open().is_ok());
}
