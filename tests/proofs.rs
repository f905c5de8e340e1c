//! The default theme before a real browser: what `tests/browser/proofs` says of the demonstration site.

// A test that cannot go on says so by panicking, and one that is skipped says so aloud.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

// Most of it is for the suite.
#[allow(dead_code)]
mod project;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::{LazyLock, PoisonError, RwLock};

use project::{Project, SETTINGS};

/// A proof that measures time has the machine to itself; the others share it.
static MACHINE: RwLock<()> = RwLock::new(());

/// The proofs that measure how fast a page is, or how it moves while it loads.
const MEASURING: [&str; 2] = ["lighthouse", "policy"];

/// The demonstration site, built by the real program; it stays for all proofs.
static SITE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(["build", "--today", "2026-11-23", "--root", env!("CARGO_MANIFEST_DIR"), "--out"]);
    let built = command.arg(folder.path().join("public")).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    folder
});

/// Whether `program` runs and the proofs have their libraries; what is missing is told, and a failure where `CI=true`.
fn is_ready(needed: &[&str]) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules");
    let runs = |program: &&&str| Command::new(program).arg("--version").output().is_err();
    let mut missing: Vec<&str> = needed.iter().filter(runs).copied().collect();
    if !folder.is_dir() {
        missing.push("`npm ci` in tests/browser");
    }
    if !missing.is_empty() {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "missing: {missing:?}");
        eprintln!("skipped, for want of {}", missing.join(", "));
    }
    missing.is_empty()
}

/// Runs a script of `tests/browser`, which tells what is wrong and ends with another code than 0 then.
fn run(script: &str, arguments: &[&Path]) {
    let measures = arguments.iter().any(|argument| MEASURING.iter().any(|proof| argument.ends_with(proof)));
    let _alone = measures.then(|| MACHINE.write().unwrap_or_else(PoisonError::into_inner));
    let _shared = (!measures).then(|| MACHINE.read().unwrap_or_else(PoisonError::into_inner));
    let mut command = Command::new("node");
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser"));
    let output = command.arg(script).args(arguments).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
}

fn prove(proof: &str, site: &Path) {
    run("run.mjs", &[Path::new(proof), site]);
}

fn prove_site(proof: &str) {
    if is_ready(&["node", "chromium"]) {
        prove(proof, &SITE.path().join("public"));
    }
}

/// axe finds nothing on any kind of page, light or dark, at 320, 768 and 1280 px, and no page is wider than the screen.
#[test]
fn everybody_can_read_it() {
    prove_site("access");
}

/// Under the strictest policy for content the browser has nothing to say, and nothing moves while a page loads.
#[test]
fn the_policy_is_kept() {
    prove_site("policy");
}

/// The keyboard reaches everything.
#[test]
fn the_keyboard_is_enough() {
    prove_site("keyboard");
}

/// Letters twice as large lose nothing.
#[test]
fn large_letters_fit() {
    prove_site("large");
}

/// Without JavaScript every page has its words and its ways.
#[test]
fn no_script_is_needed() {
    prove_site("noscript");
}

/// What JavaScript adds works.
#[test]
fn tools_work() {
    prove_site("tools");
}

/// Lighthouse gives at least 95 of 100, and the first view is small.
#[test]
fn cheap_phones_are_served() {
    prove_site("lighthouse");
}

/// The Nu HTML checker finds no error on any page.
#[test]
fn html_is_sound() {
    if is_ready(&["node", "java"]) {
        prove("html", &SITE.path().join("public"));
    }
}

/// A person who edits sees every edit in the browser: the page is loaded again, styles are swapped, errors lie over the page
/// and go, and the page finds a server that was started again.
#[test]
fn edits_are_seen() {
    if !is_ready(&["node", "chromium"]) {
        return;
    }
    let text = "---\ntitle: Bài\ndate: 2024-01-05\n---\nLời.\n";
    let project = Project::new()
        .with("content/site.yaml", format!("{SETTINGS}theme: nha\n"))
        .with("themes/nha/theme.yaml", "name: Nhà\nextends: default\n")
        .with("themes/nha/static/site.css", "body{color:rgb(255, 0, 0)}")
        .with("content/articles/tin/a.md", text)
        .with("content/articles/tin/b.md", text);
    run("preview.mjs", &[Path::new(env!("CARGO_BIN_EXE_bangvang")), project.path()]);
}

/// Pages print on A4 with numbers; a roll of 500 rows keeps every row whole and names its award on every page.
#[test]
fn paper_is_served() {
    prove_site("print");
    if !is_ready(&["node", "chromium"]) {
        return;
    }
    let mut rows = String::new();
    for at in 1..=500 {
        let name = format!("Người Số {at:03}");
        writeln!(
            rows,
            "  - {{no: {at}, to: individual, name: {name}, unit: cd-thu, position: Thợ hàn bậc {at}}}"
        )
        .unwrap();
    }
    let project = Project::new().with_awards(&rows);
    project.write("content/site.yaml", format!("{SETTINGS}rolls: {{per_page: 0, parts: false}}\n"));
    let output = project.run(&["build", "--today", "2026-06-01"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    prove("print", &project.at("public"));
}
