//! Malformed input that cannot be a file below `tests/cases`: generated, compared, or refused by the program.
//!
//! The case numbers belong to the same series as those in `tests/cases`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use bangvang::messages::{Language, Messages};
use bangvang::sink::NullSink;

use crate::case;
use crate::project::{Built, Project, SETTINGS, options};

const ARTICLE: &str = "content/articles/tin/a.md";
const DECISION: &str = "content/awards/qd-2.yaml";
/// A second on a quiet machine. A debug build under Wine, as in tests for Windows, takes several times as long.
const SECOND: Duration = Duration::from_secs(if cfg!(windows) { 10 } else { 1 });
const SOUND: &str = "---\ntitle: Lễ phát động\ndate: 2024-01-05\n---\nLời.\n";

/// A valid project whose article has this front matter: the first line of `yaml` is line 2.
fn front(yaml: &str) -> Project {
    case::base().with(ARTICLE, format!("---\n{yaml}---\nLời.\n"))
}

/// A valid project whose article has this text: the first line of `body` is line 5.
fn body(body: &str) -> Project {
    case::base().with(ARTICLE, format!("---\ntitle: Bài\ndate: 2024-01-05\n---\n{body}"))
}

/// A valid project with a second decision of these rows: the first line of `rows` is line 6.
fn rows(rows: &str) -> Project {
    let head = "number: 2/QĐ-LĐLĐ\nsigned: 2023-02-16\nissuer: ldld-thu\n\
                defaults: {to: individual, unit: cd-thu, kind: bang-khen-ldld-tinh, period: 2022}\nawards:\n";
    case::base().with(DECISION, format!("{head}{rows}"))
}

/// The first line of the only diagnostic of `project`, in English. Asserts that the valid article is on the
/// site.
fn only_diagnostic(project: &Project) -> String {
    assert!(case::has_neighbour(&project.prepared()), "the valid article is missing");
    let reported = project.reported();
    let drawn = reported.drawn(Language::En);
    assert_eq!(reported.diagnostics.len(), 1, "{drawn}");
    drawn.lines().next().unwrap_or("").to_owned()
}

/// Case 9: lines ending in CR LF give the same bytes as lines ending in LF.
#[test]
fn carriage_returns() {
    let text = "---\ntitle: Lễ\ndate: 2024-01-05\nlead: >\n  Một\n  hai\n---\n- một\n- hai\n\n```\nmã\n```\n";
    let files = |text: &str| Built::of(case::base().with(ARTICLE, text).path(), &options()).files;
    assert!(files(text) == files(&text.replace('\n', "\r\n")));
}

/// Case 65: three thousand levels of nesting are one diagnostic, and the other article is on the site.
#[test]
fn three_thousand_levels() {
    let deep: String = (0..3000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    let head = only_diagnostic(&case::base().with(DECISION, deep));
    assert!(
        head.starts_with("content/awards/qd-2.yaml:33:33: error:") && head.ends_with("[yaml-deep]"),
        "{head}"
    );
}

/// Case 75: sixty thousand rows in one file are read.
#[test]
fn sixty_thousand_rows() {
    let text: String = (0..60_000).map(|n| format!("  - {{name: Lê Thị Na {n}}}\n")).collect();
    // The test is about reading, not about rendering sixty thousand pages.
    let settings = format!("{SETTINGS}pages: {{people: false, downloads: false}}\n");
    let prepared = rows(&text).with("content/site.yaml", settings).prepared();
    let drawn: Vec<&str> = prepared.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert_eq!(drawn, [""; 0]);
    assert!(case::has_neighbour(&prepared));
    let site = &prepared.planned.expect("there are settings").site;
    assert!(site.decisions.iter().any(|decision| decision.record.awards.len() == 60_000));
}

/// Case 98: a file that cannot be read is reported, and the other article is on the site.
#[cfg(unix)]
#[test]
fn an_unreadable_file() {
    use std::fs::{Permissions, read, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let project = case::base().with("content/articles/tin/khoa.md", SOUND);
    let locked = project.at("content/articles/tin/khoa.md");
    set_permissions(&locked, Permissions::from_mode(0o000)).expect("permissions can be changed");
    if read(&locked).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    let head = only_diagnostic(&project);
    assert!(
        head.starts_with("content/articles/tin/khoa.md:1:1: error:") && head.ends_with("[unreadable]"),
        "{head}"
    );
}

/// Cases 105 and 106: the program refuses dangerous outputs, and preserves foreign files.
#[test]
fn outputs() {
    let project = case::base().with(ARTICLE, SOUND);
    for (out, why) in [
        ("content", "reads"),
        ("content/ket-qua", "reads"),
        ("themes", "reads"),
        (".", "project"),
        ("/", "root"),
    ] {
        let output = project.run(&["--lang", "en", "build", "--out", out]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "case 105 {out}: {said}");
        assert!(said.contains(why) && said.contains("--out"), "case 105 {out}: {said}");
    }
    let above = Project::empty().with("trang/content/site.yaml", SETTINGS);
    let output = above.run(&["--lang", "en", "--root", "trang", "build", "--out", "."]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.code() == Some(2) && said.contains("contains the project"),
        "case 105 above: {said}"
    );
    let home = Project::empty();
    for out in [home.path().to_owned(), home.at("Documents")] {
        let mut command = project.command(&["--lang", "en", "build", "--out"]);
        let output = command
            .arg(&out)
            .env("HOME", home.path())
            .env("USERPROFILE", home.path())
            .output()
            .expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "case 105 home: {said}");
        assert!(said.contains("home folder"), "case 105 home: {said}");
    }
    assert!(project.at(ARTICLE).exists() && !project.at("content/ket-qua").exists(), "case 105");

    project.write("public/cua-toi.txt", "của tôi");
    let output = project.run(&["--lang", "en", "build", "--out", "public"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "case 106: {said}");
    assert!(said.contains("did not write") && said.contains("--adopt"), "case 106: {said}");
    let output = project.run(&["--lang", "en", "build", "--out", "public", "--adopt"]);
    assert_eq!(output.status.code(), Some(0), "case 106: {}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(
        std::fs::read(project.at("public/cua-toi.txt")).ok().as_deref(),
        Some("của tôi".as_bytes()),
        "case 106"
    );
    assert!(project.at("public/index.html").exists(), "case 106");
}

/// The reported size of a file that is too large is never the allowed size.
#[test]
fn sizes_are_not_rounded_down() {
    let reported = case::base().with(ARTICLE, format!("{SOUND}{}", "a".repeat(2_300_000))).reported();
    let drawn = reported.drawn(Language::En);
    assert!(drawn.contains("[too-large]") && !drawn.contains("has 2 MB; at most 2 MB"), "{drawn}");
}

/// Input with extreme depth, length or number ends soon, also in a debug build.
#[test]
fn bombs() {
    let repeated = |text: &str, times: usize| body(&format!("{}\n", text.repeat(times)));
    let markdown = [
        (">", 20_000),
        ("> ", 20_000),
        ("[", 100_000),
        ("![", 50_000),
        ("[a](", 30_000),
        ("*", 100_000),
        ("**a ", 30_000),
        ("_a ", 50_000),
        ("`", 100_000),
        ("` ", 100_000),
        ("<", 100_000),
        ("</", 50_000),
        ("<a href=\"", 20_000),
        ("<div>", 5_000),
        ("<b>", 5_000),
        ("<!--", 30_000),
        ("- ", 2_000),
        ("1. ", 2_000),
        ("{*", 30_000),
        ("{{", 50_000),
        ("{{ _a", 5_000),
        ("[^1]", 30_000),
        ("|a", 20_000),
        ("a|b\n-|-\n", 10_000),
        ("# Lời\n", 10_000),
        ("\\", 100_000),
        ("&", 100_000),
        ("&amp;", 50_000),
        ("[x]: y\n", 20_000),
        ("~~a", 30_000),
        ("~", 100_000),
        ("![a](b.jpg)", 3_000),
        ("![a](b.jpg)\n", 3_000),
        ("```\n", 20_001),
        ("<p>\n\n", 5_000),
        ("[a](#b)\n", 5_000),
        ("\u{300}", 100_000),
        ("ề", 200_000),
        ("a\n===\n", 10_000),
        ("  \n", 50_000),
        ("\t", 50_000),
        ("- a\n", 20_000),
        ("- [ ] a\n", 20_000),
        ("http://a ", 20_000),
    ];
    let mut slow = Vec::new();
    for (text, times) in markdown {
        time(&mut slow, &format!("{text:?} × {times}"), &repeated(text, times));
    }
    let rows_of = |row: &str, count: usize| rows(&row.repeat(count));
    let keys: String = (0..10_000).map(|n| format!("khoa-{n}: x\n")).collect();
    let units: String =
        (0..5_000).map(|n| format!("- {{id: cd-thu-{n}, type: team, names: [{{name: A}}]}}\n")).collect();
    let misspelled: String = (0..300).map(|n| format!("  - {{name: A, unit: cd-thx-{n}}}\n")).collect();
    let yaml = [
        ("10,000 nested [", rows_of("[", 10_000)),
        ("100,000 nested [", rows_of("[", 100_000)),
        ("nested {a:", rows_of("{a: ", 20_000)),
        ("nested - ", rows_of("- ", 20_000)),
        ("nested ? ", rows_of("? ", 20_000)),
        ("quotes", rows_of("\"", 100_001)),
        ("colons", rows_of(": ", 50_000)),
        ("commas", rows_of("  - [,,,,]\n", 10_000)),
        ("exclamation marks", rows_of("!", 100_000)),
        ("rows that are no mappings", rows_of("  - a\n", 10_000)),
        ("rows that lack everything", rows_of("  - {no: 1}\n", 10_000)),
        ("rows with an unknown key", rows_of("  - {name: A, nmae: B}\n", 10_000)),
        ("rows of broken quotes", rows_of("  - {name: \"A}\n", 20_000)),
        ("10,000 keys", front(&format!("title: A\ndate: 2024-01-05\n{keys}"))),
        ("one key 10,000 times", front(&format!("date: 2024-01-05\n{}", "title: A\n".repeat(10_000)))),
        ("300 unknown units among 5,000", rows(&misspelled).with("content/registry/units.yml", units)),
        ("a value of 900 kB", front(&format!("date: 2024-01-05\ntitle: {}\n", "ễ".repeat(300_000)))),
        ("20 MB of one value", case::base().with(DECISION, format!("number: {}\n", "1".repeat(20_000_000)))),
        (
            "3,000 levels",
            case::base().with(DECISION, (0..3000).map(|n| " ".repeat(n) + "a:\n").collect::<String>()),
        ),
        ("100,000 tags", front(&format!("title: A\ndate: 2024-01-05\ntags: [{}]\n", "a, ".repeat(100_000)))),
    ];
    for (name, project) in &yaml {
        time(&mut slow, name, project);
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// Builds a project and formats its diagnostics, which must end in five seconds without a panic.
///
/// The other tests keep the machine busy, so it is tried three times.
fn time(slow: &mut Vec<String>, name: &str, project: &Project) {
    let mut error = None;
    for _ in 0..3 {
        error = time_error(project, name);
        if error.is_none() {
            return;
        }
    }
    slow.extend(error);
}

fn time_error(project: &Project, name: &str) -> Option<String> {
    let start = Instant::now();
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let mut prepared = project.prepared();
        prepared.render(&NullSink, &|| ()).expect("a null sink accepts everything");
        let prepared_in = start.elapsed();
        let messages = Messages::built_in(Language::Vi);
        for diagnostic in &prepared.diagnostics {
            diagnostic.render(&prepared.scan.sources, &messages);
        }
        (prepared_in, prepared.diagnostics.len())
    }));
    let took = start.elapsed();
    if std::env::var_os("BANGVANG_TIMES").is_some() {
        eprintln!("{took:?} {name} {ended:?}");
    }
    match ended {
        Err(_) => Some(format!("{name}: PANIC")),
        Ok((first, count)) if took > SECOND * 5 => {
            Some(format!("{name}: {took:?}, of which {first:?} before formatting {count} diagnostics"))
        }
        Ok(_) => None,
    }
}
