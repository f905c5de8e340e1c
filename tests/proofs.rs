//! Checks the default theme in a real browser: runs `tests/browser/proofs` over the demonstration site.

// A failing test panics, and a skipped test prints a message.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

// Most of it is used by the suite only.
#[allow(dead_code)]
mod project;
mod search_corpus;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::{LazyLock, PoisonError, RwLock};

use project::{Project, SETTINGS};

/// Held exclusively by a proof that measures time, and shared by the others.
static MACHINE: RwLock<()> = RwLock::new(());

/// The proofs that measure how fast a page loads, or how its layout shifts while it loads.
const MEASURING: [&str; 3] = ["lighthouse", "policy", "search"];

/// The demonstration site, built by the program once for all proofs.
static SITE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(["build", "--today", "2026-11-23", "--root", env!("CARGO_MANIFEST_DIR"), "--out"]);
    let built = command.arg(folder.path().join("public")).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    folder
});

/// Whether the `needed` programs run and the packages are installed. Prints what is missing, and fails if `CI=true`.
fn is_ready(needed: &[&str]) -> bool {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules");
    let is_missing = |program: &&&str| Command::new(program).arg("--version").output().is_err();
    let mut missing: Vec<&str> = needed.iter().filter(is_missing).copied().collect();
    if !folder.is_dir() {
        missing.push("`npm ci` in tests/browser");
    }
    if !missing.is_empty() {
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "missing: {missing:?}");
        eprintln!("skipped, because these are missing: {}", missing.join(", "));
    }
    missing.is_empty()
}

/// Runs a script of `tests/browser`; it prints its findings, and exits with a code other than 0 if there are any.
fn run(script: &str, arguments: &[&Path]) {
    let measures = arguments.iter().any(|argument| MEASURING.iter().any(|proof| argument.ends_with(proof)));
    let _exclusive = measures.then(|| MACHINE.write().unwrap_or_else(PoisonError::into_inner));
    let _shared = (!measures).then(|| MACHINE.read().unwrap_or_else(PoisonError::into_inner));
    let mut command = Command::new("node");
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser"));
    // Screenshots that differ are written there.
    command.env("PICTURES", Path::new(env!("CARGO_TARGET_TMPDIR")).join("screenshots"));
    let output = command.arg(script).args(arguments).output().unwrap();
    let findings = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{findings}{}", String::from_utf8_lossy(&output.stderr));
}

fn run_proof(proof: &str, site: &Path) {
    run("run.mjs", &[Path::new(proof), site]);
}

fn run_proof_on_site(proof: &str) {
    if is_ready(&["node", "chromium"]) {
        run_proof(proof, &SITE.path().join("public"));
    }
}

/// axe finds no violation on any kind of page at 320, 768 and 1280 px, nor of the rules for colours in dark ones, and no
/// page is wider than the screen.
#[test]
fn pages_are_accessible() {
    run_proof_on_site("access");
}

/// Under the strictest Content-Security-Policy, the browser logs nothing and the layout does not shift while a page
/// loads.
#[test]
fn pages_load_under_the_strictest_policy() {
    run_proof_on_site("policy");
}

/// The keyboard reaches every control.
#[test]
fn keyboard_is_sufficient() {
    run_proof_on_site("keyboard");
}

/// On every kind of page, at five widths and in print, no texts overlap or are cut off, no picture is pressed on its
/// neighbours, no separator begins or ends a line, and no grid has a hole.
#[test]
fn layout_has_no_faults() {
    run_proof_on_site("layout");
}

/// Every kind of page looks as in `tests/browser/screenshots`; `UPDATE_SCREENSHOTS=1` rewrites them.
#[test]
fn pages_look_the_same() {
    run_proof_on_site("screenshots");
}

/// At twice the font size, no text is cut off.
#[test]
fn large_text_fits() {
    run_proof_on_site("large");
}

/// Without JavaScript, every page has its text and its menu.
#[test]
fn pages_work_without_javascript() {
    run_proof_on_site("noscript");
}

/// The features that need JavaScript work.
#[test]
fn javascript_features_work() {
    run_proof_on_site("tools");
}

/// The search works by keyboard, on a phone, on the error page, when a file fails and when the index is newer than the
/// page; axe finds no violation with results open.
#[test]
fn search_works() {
    run_proof_on_site("search");
}

/// The script finds in an index the same as the terminal, in the same order: the searches of `tests/search/cases.txt`.
#[test]
fn script_ranks_like_the_terminal() {
    if !is_ready(&["node", "chromium"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/site");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(["build", "--today", "2026-11-23", "--root"]).arg(&site).arg("--out");
    let built = command.arg(folder.path().join("public")).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    run_proof("search_cases", &folder.path().join("public"));
}

/// In an index of many files, the script finds what the terminal finds, or says that there may be more, and reads the index
/// again when it is newer than the page.
#[test]
fn script_finds_what_the_terminal_finds() {
    if !is_ready(&["node", "chromium"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    search_corpus::write(folder.path());
    let public = folder.path().join("public");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(["build", "--today", "2026-11-23", "--root"]).arg(folder.path());
    let built = command.arg("--out").arg(&public).output().unwrap();
    assert!(public.join("index.html").is_file(), "{}", String::from_utf8_lossy(&built.stderr));
    std::fs::write(folder.path().join("terminal.json"), search_corpus::searches(folder.path()).to_string())
        .unwrap();
    run_proof("search_large", &public);
}

/// Lighthouse gives at least 95 of 100 points, and the first view is small.
#[test]
fn pages_are_fast() {
    run_proof_on_site("lighthouse");
}

/// A page that arrives piece by piece hardly moves.
#[test]
fn pages_hold_still() {
    run_proof_on_site("moves");
}

/// The Nu HTML checker finds no error on any page.
#[test]
fn html_is_valid() {
    if is_ready(&["node", "java"]) {
        run_proof("html", &SITE.path().join("public"));
    }
}

/// The browser shows every edit: the page is reloaded, style sheets are swapped, errors appear over the page and
/// disappear, and the page finds a server that was restarted.
#[test]
fn preview_shows_edits() {
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

/// In the desk, by mouse and by keyboard only, no letter is lost: a first article with photographs, the clipboards of Word
/// and of a web page, signs of YAML, a file that changes meanwhile, a crash, a deletion; names as input methods type
/// them; a publication to an SFTP server and its undo; a first site in an empty folder. axe finds no violation on any screen, and nothing in the preview reaches the desk.
#[test]
fn desk_loses_no_letter() {
    if is_ready(&["node", "chromium"]) {
        let program = Path::new(env!("CARGO_BIN_EXE_bangvang"));
        run("desk.mjs", &[program, Path::new(env!("CARGO_MANIFEST_DIR"))]);
    }
}

/// The desk looks as in the pictures of the handbook, in `src/guide/pictures`; `UPDATE_SCREENSHOTS=1` rewrites them.
#[test]
fn handbook_pictures_are_true() {
    if is_ready(&["node", "chromium"]) {
        let program = Path::new(env!("CARGO_BIN_EXE_bangvang"));
        run("handbook.mjs", &[program, Path::new(env!("CARGO_MANIFEST_DIR"))]);
    }
}

/// TypeScript, strictly, and ESLint find nothing in the scripts of the desk.
#[test]
fn desk_scripts_are_checked() {
    if !is_ready(&["node"]) {
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let checks: [&[&str]; 2] = [
        &["typescript/bin/tsc", "-p", "tests/browser/tsconfig.json"],
        &["eslint/bin/eslint.js", "-c", "tests/browser/eslint.config.mjs", "src/desk/assets"],
    ];
    for check in checks {
        let mut command = Command::new("node");
        command
            .current_dir(root)
            .arg(root.join("tests/browser/node_modules").join(check[0]))
            .args(&check[1..]);
        let output = command.output().unwrap();
        let findings = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{findings}{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Pages print on A4 with page numbers; a roll of 500 rows breaks no row, and names its award on every page.
#[test]
fn pages_print_well() {
    run_proof_on_site("print");
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
    run_proof("print", &project.at("public"));
}
