//! Checks the table of codes and their messages: each code is used, has a message in both languages, and has a case.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use bangvang::diagnostic::{Code, Diagnostic, Location, Severity};
use bangvang::messages::Language;
use bangvang::source::Sources;
use expect_test::expect;

use crate::case::Case;
use crate::project::{Project, Reported};

/// The message of an internal error. No project is known to cause one; another test checks that a panic in rendering
/// becomes one.
#[test]
fn internal_error() {
    let diagnostic =
        Diagnostic::new(Code::OwnFault, Location::Nowhere).arg("reason", "index 7").arg("route", "/tin/a/");
    let reported = Reported { diagnostics: vec![diagnostic], sources: Sources::default() };
    expect![[r#"
        lỗi: không tạo được trang /tin/a/: lỗi của chính bangvang (index 7) [own-fault]
        cách sửa: hãy báo lại kèm thông báo này; các trang khác không bị ảnh hưởng
        error: cannot render the page /tin/a/: this is an error in bangvang (index 7) [own-fault]
        help: report it to the developers with this message; the other pages are not affected
    "#]]
    .assert_eq(&format!("{}{}", reported.drawn(Language::Vi), reported.drawn(Language::En)));
}

/// Returns all diagnostics that are expected in English: by the cases, by `rules.rs`, and here.
fn shown() -> String {
    let cases = Case::all().into_iter().map(|case| case.expected(Language::En));
    cases.chain([include_str!("rules.rs").to_owned(), include_str!("diagnostics.rs").to_owned()]).collect()
}

/// Every code that the sources use is shown by a case or by a test of the rules.
#[test]
fn every_code_is_shown() {
    let shown = shown();
    let missing: Vec<String> =
        codes().into_iter().filter(|code| !shown.contains(&format!("[{code}]"))).collect();
    assert!(missing.is_empty(), "show these below tests/cases/messages: {missing:?}");
}

/// Every help text is shown by a case or by a test of the rules.
#[test]
fn every_help_text_is_shown() {
    let (shown, used) = (shown(), codes());
    let helps: Vec<&str> =
        shown.lines().filter_map(|line| line.trim_start().strip_prefix("help: ")).collect();
    let mut missing = Vec::new();
    for (name, attributes) in entries(ENGLISH).iter().filter(|(name, _)| used.contains(*name)) {
        let is_missing = |help: &&String| !help.is_empty() && !is_shown(name, help, &helps);
        missing.extend(attributes.keys().filter(is_missing).map(|help| format!("{name}.{help}")));
    }
    assert!(missing.is_empty(), "show these below tests/cases/messages: {missing:?}");
}

/// Whether one of `helps` is the English sentence of the help `attribute` of the message `name`, or a variant of it.
fn is_shown(name: &str, attribute: &str, helps: &[&str]) -> bool {
    let entry = ENGLISH.split(&format!("\n{name} = ")).nth(1).unwrap_or("");
    let text = entry.split(&format!("    .{attribute} = ")).nth(1).unwrap_or("");
    let mut lines = text.lines();
    let variants: Vec<&str> = match lines.next() {
        Some(line) if !line.ends_with("->") => vec![line],
        _ => lines.map_while(|line| line.split_once("] ")).map(|(_, variant)| variant).collect(),
    };
    variants.iter().any(|variant| helps.iter().any(|shown| matches_sentence(shown, variant)))
}

/// Whether `shown` is `sentence` with values for its arguments.
fn matches_sentence(shown: &str, sentence: &str) -> bool {
    // A brace in a text is written `{"{"}`.
    let sentence = sentence.replace(r#"{"{"}"#, "\u{1}").replace(r#"{"}"}"#, "\u{2}");
    let sentence = sentence.replace(r#"{"{{"}"#, "\u{1}\u{1}").replace(r#"{"}}"}"#, "\u{2}\u{2}");
    let texts = sentence.split(['{', '}']).step_by(2);
    let texts = texts.map(|text| text.replace('\u{1}', "{").replace('\u{2}', "}"));
    let mut rest = Some(shown);
    for (at, text) in texts.enumerate() {
        rest = match at {
            0 => rest.and_then(|rest| rest.strip_prefix(&text)),
            _ => rest.and_then(|rest| rest.split_once(&text)).map(|(_, rest)| rest),
        };
    }
    rest.is_some()
}

/// Every message about a site belongs to a code that the sources use.
#[test]
fn no_message_is_unused() {
    let used = codes();
    let (sites, _) = ENGLISH.split_once("\n## Output\n").expect("the messages have a chapter on the output");
    let severities = ["severity-error", "severity-warning", "severity-note"];
    let general =
        [&severities[..], &["related-place", "help", "issuer", "candidate", "candidates-more"]].concat();
    let names = entries(sites).into_keys().filter(|name| !general.contains(&name.as_str()));
    let unused: Vec<String> = names.filter(|name| !used.contains(name)).collect();
    assert!(unused.is_empty(), "no code uses {unused:?}");
}

const ENGLISH: &str = include_str!("../src/messages/en.ftl");
const VIETNAMESE: &str = include_str!("../src/messages/vi.ftl");

/// Returns the messages of a Fluent file: for each name its sentence (under the empty text) and its attributes, with
/// the variables that each contains.
fn entries(text: &str) -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
    let mut entries: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let (mut name, mut attribute) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let is_name =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if let Some((first, _)) = line.split_once(" =").filter(|(first, _)| is_name(first)) {
            (name, attribute) = (first.to_owned(), String::new());
        } else if let Some((first, _)) =
            line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once(" ="))
        {
            attribute = first.to_owned();
        }
        if !line.trim().is_empty() {
            let variables = entries.entry(name.clone()).or_default().entry(attribute.clone()).or_default();
            let used = ["{ $", "NUMBER($"].into_iter().flat_map(|start| line.split(start).skip(1));
            let used = used.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next());
            variables.extend(used.flatten().map(str::to_owned));
        }
    }
    entries
}

/// Both languages have the same messages, with the same attributes and variables.
#[test]
fn languages_agree() {
    let (english, vietnamese) = (entries(ENGLISH), entries(VIETNAMESE));
    assert!(english.len() > 100, "the messages can be parsed");
    for (name, attributes) in &english {
        assert_eq!(
            Some(attributes),
            vietnamese.get(name),
            "`{name}` in vi.ftl differs from the one in en.ftl"
        );
    }
    for name in vietnamese.keys() {
        assert!(english.contains_key(name), "`{name}` is in vi.ftl only");
    }
}

/// Returns the names of all codes that the stages of a build use.
fn codes() -> BTreeSet<String> {
    let mut sources = String::new();
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths: Vec<_> =
        ["read", "model", "check", "plan", "render", "pipeline.rs"].map(|room| top.join(room)).into();
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("folders of sources can be listed");
            paths.extend(entries.map(|entry| entry.expect("entries can be read").path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        sources.push_str(text.split("#[cfg(test)]\nmod ").next().unwrap_or(""));
    }
    let used: BTreeSet<&str> = sources.split("Code::").skip(1).map(first_word).collect();
    let is_used = |code: &Code| used.contains(format!("{code:?}").as_str());
    Code::all().filter(is_used).map(|code| code.name().to_owned()).collect()
}

fn first_word(text: &str) -> &str {
    text.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("")
}

/// Every code of the table is used and has a message.
#[test]
fn no_code_is_unused() {
    let (used, sentences) = (codes(), entries(ENGLISH));
    for code in Code::all() {
        assert!(used.contains(code.name()), "nothing uses `{code}`");
        assert!(sentences.contains_key(code.name()), "`{code}` has no message");
    }
}

/// Ten errors in ten files give ten diagnostics, each at its place, in one run and in both languages.
#[test]
fn ten_errors_in_ten_files() {
    let article = |yaml: &str, body: &str| format!("---\n{yaml}---\n{body}");
    let project = Project::new()
        .with_awards("  - {to: individual, name: Trần Thị Hoa, unit: cd-thu, kind: bang-khen-ldld-tin}\n")
        .with("content/articles/tin/a.md", article("title: Giải: nhì\ndate: 2024-01-05\n", "Lời.\n"))
        .with("content/articles/tin/b.md", article("title: Bài\ndate: 16/01/2023\n", "Lời.\n"))
        .with("content/articles/tin/c.md", article("title: Bài\ndate: 2024-01-05\n", "Xem [bài](bb.md).\n"))
        .with(
            "content/articles/tin/d.md",
            article("title: Bài\ndate: 2024-01-05\nmovements: [lao-dong-goi]\n", "Lời.\n"),
        )
        .with("content/articles/tin/e.md", "Lời.\n")
        .with("content/articles/tin/f.md", b"---\ntitle: B\xe0i\n---\n")
        .with(
            "content/movements/xanh.md",
            article("title: Xanh\nstarts: 2024-05-01\nends: 2024-04-01\n", "Lời.\n"),
        )
        .with("content/pages/lien-he.md", article("tittle: Liên hệ\n", "Lời.\n"))
        .with("content/registry/people.yaml", "- {id: hoa, name: \"Hoa}\n- {id: na, name: Na}\n");
    let reported = project.reported();
    let places = |language| -> Vec<String> {
        let text = reported.drawn(language);
        let first_lines = text.lines().filter(|line| line.starts_with("content/"));
        first_lines.map(|line| line.split(' ').next().unwrap_or("").to_owned()).collect()
    };
    let expected = [
        "content/articles/tin/a.md:2:8:",
        "content/articles/tin/b.md:3:7:",
        "content/articles/tin/c.md:5:11:",
        "content/articles/tin/d.md:4:13:",
        "content/articles/tin/e.md:1:1:",
        "content/articles/tin/f.md:2:9:",
        "content/awards/qd-1.yaml:6:62:",
        "content/movements/xanh.md:4:7:",
        "content/pages/lien-he.md:2:1:",
        "content/registry/people.yaml:1:19:",
    ];
    assert_eq!(places(Language::Vi), expected, "{}", reported.drawn(Language::En));
    assert_eq!(places(Language::En), expected);
    let is_error = |diagnostic: &Diagnostic| diagnostic.severity == Severity::Error;
    assert!(reported.diagnostics.iter().all(is_error) && reported.diagnostics.len() == 10);
}
