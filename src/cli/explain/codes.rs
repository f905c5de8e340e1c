//! Explains a diagnostic code: why it is reported, an example, the right form, and how to accept it.

use serde_json::json;

use crate::cli::report::Reporter;
use crate::diagnostic::{Code, CodeGroup, Fixing, nearest};
use crate::guide::diagnostics::{Explanation, Prose, Snippet};
use crate::messages::Language;

/// Prints what the guide says about `code`.
pub fn explain_code(code: Code, reporter: &Reporter) {
    let Some(explanation) = Explanation::of(code.name()) else { return };
    if reporter.is_json() {
        let Prose { meaning, reason } = prose(&explanation, reporter);
        let snippets = |snippets: &[Snippet]| {
            let object = |one: &Snippet| json!({"path": one.path, "form": one.form, "text": one.text});
            snippets.iter().map(object).collect::<Vec<_>>()
        };
        reporter.object(&json!({
            "code": code.name(), "severity": code.severity(), "meaning": meaning, "reason": reason,
            "wrong": snippets(&explanation.wrong), "right": snippets(&explanation.right),
        }));
    } else {
        reporter.note(&section(code, &explanation, reporter));
    }
}

/// Returns the code that was typed on the command line; it may be in capitals and in brackets, as the terminal shows it.
pub fn known_code(written: &str) -> Option<Code> {
    Code::from_name(&code_name(written))
}

/// Returns the code that was typed on the command line. Returns `None`, after reporting it, when there is none.
pub fn find_code(written: &str, reporter: &Reporter) -> Option<Code> {
    let code = known_code(written);
    if code.is_none() {
        let name = code_name(written);
        let near = nearest(&name, Code::all().map(Code::name));
        let message = if near.is_some() { "explain-unknown-near" } else { "explain-unknown" };
        let arguments = [("code", name.clone()), ("nearest", near.unwrap_or_default().to_owned())];
        reporter.error(message, &arguments);
    }
    code
}

fn code_name(written: &str) -> String {
    written.trim_matches(['[', ']', '`', ' ']).to_lowercase()
}

/// Prints every code with its severity and its meaning, by groups.
pub fn list_codes(reporter: &Reporter) {
    let mut group = None;
    for (code, explanation) in Explanation::all().filter_map(|one| Some((Code::from_name(one.code)?, one))) {
        if group != Some(code.group()) {
            let gap = if group.is_some() { "\n" } else { "" };
            reporter.note(&format!("{gap}{}", reporter.text(title(code.group()), &[])));
            group = Some(code.group());
        }
        let meaning = prose(&explanation, reporter).meaning;
        if reporter.is_json() {
            let object = json!({"code": code.name(), "severity": code.severity(), "meaning": meaning});
            reporter.object(&object);
        }
        let severity = reporter.text(code.severity().name(), &[]);
        reporter.note(&format!("  {:<20} {severity:<8} {meaning}", code.name()));
    }
}

fn title(group: CodeGroup) -> &'static str {
    match group {
        CodeGroup::Files => "explain-files",
        CodeGroup::Yaml => "explain-yaml",
        CodeGroup::Markdown => "explain-markdown",
        CodeGroup::Site => "explain-site",
        CodeGroup::Themes => "explain-themes",
    }
}

/// Everything about `code`, as it is printed.
fn section(code: Code, explanation: &Explanation, reporter: &Reporter) -> String {
    let severity = reporter.text(code.severity().name(), &[]);
    let Prose { meaning, reason } = prose(explanation, reporter);
    let wrong = example("explain-wrong", &explanation.wrong, reporter);
    let right = example("explain-right", &explanation.right, reporter);
    let has_number = explanation.wrong.iter().any(|snippet| snippet.text.contains("<U+"));
    let number = if has_number { reporter.text("explain-character", &[]) + "\n\n" } else { String::new() };
    let accept = if code.may_be_silenced() { "explain-accept" } else { "explain-no-accept" };
    let accept = reporter.text(accept, &[("code", code.name().to_owned())]);
    let fixing = match code.fixing() {
        Fixing::Certain => reporter.text("explain-fix", &[("code", code.name().to_owned())]),
        Fixing::Never(doubt) => reporter.text("explain-no-fix", &[("doubt", doubt.word().to_owned())]),
    };
    format!("{severity} [{code}]: {meaning}\n\n{reason}\n\n{wrong}{right}{number}{fixing}\n\n{accept}")
}

fn prose(explanation: &Explanation, reporter: &Reporter) -> Prose {
    match reporter.language {
        Language::Vi => explanation.vietnamese,
        Language::En => explanation.english,
    }
}

/// One half of an example: each file under its name, indented. `heading` is the message for the first one.
fn example(heading: &str, snippets: &[Snippet], reporter: &Reporter) -> String {
    let mut printed = String::new();
    for (at, snippet) in snippets.iter().enumerate() {
        let name = match (at, snippet.path.is_empty() || snippet.form == "files") {
            (0, true) => heading.to_owned(),
            (0, false) => format!("{heading}-in"),
            _ => "explain-and-in".to_owned(),
        };
        printed.push_str(&reporter.text(&name, &[("path", snippet.path.to_owned())]));
        printed.push_str("\n\n");
        for line in snippet.text.lines() {
            printed.push_str(format!("    {line}").trim_end());
            printed.push('\n');
        }
        printed.push('\n');
    }
    printed
}
