//! Collects the output of a task for the page that shows it.

use serde::Serialize;
use serde_json::Value;

use crate::desk::addresses::place_href;
use crate::messages::Messages;

/// The most changed pages that are listed by title.
const MAX_LISTED_CHANGES: usize = 200;
/// The most lines that are kept.
const MAX_LINES: usize = 500;

/// The output of one task.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TaskReport {
    /// What was said, in order.
    pub lines: Vec<ReportedLine>,
    /// Errors and warnings of the content, in order.
    pub problems: Vec<ReportedProblem>,
    /// The pages that change, with titles, the first 200.
    pub changes: Vec<ReportedChange>,
    /// The number of all changed files, whether listed or not.
    pub change_count: usize,
    /// The changes in one sentence.
    pub summary: String,
    /// The files to upload.
    pub files: u64,
    /// The questions that publishing would ask.
    pub questions: Vec<ReportedQuestion>,
    /// The stage of an upload, in words.
    pub stage: String,
    /// The name of the message of the last error; empty if there was none.
    pub error: String,
    /// The paths and kinds of all changes, by which two plans are compared.
    #[serde(skip)]
    pub all_changes: Vec<String>,
}

/// A sentence of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportedLine {
    /// Whether it is an error.
    pub is_error: bool,
    /// The sentence.
    pub text: String,
    /// The way out; empty if there is none to give.
    pub help: String,
}

/// An error or warning of the content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportedProblem {
    /// `error` or `warning`.
    pub severity: String,
    /// What is wrong.
    pub sentence: String,
    /// The way out; empty if there is none.
    pub help: String,
    /// The path of the file; empty if it is about none.
    pub file: String,
    /// The line, from 1; 0 for a file as a whole.
    pub line: usize,
    /// The page of the desk that shows the place.
    pub href: String,
}

/// A page that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportedChange {
    /// `new`, `changed`, `lost` or `removed`.
    pub how: &'static str,
    /// The title of the page.
    pub title: String,
    /// The path of its file on the site.
    pub path: String,
}

/// A question that publishing asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportedQuestion {
    /// What the question is about.
    pub sentence: String,
    /// What is asked about it.
    pub question: String,
}

/// The stages of an upload, by their messages.
const STAGES: [&str; 6] = [
    "publish-looking",
    "publish-sending",
    "publish-checking",
    "publish-committing",
    "publish-clearing",
    "verify-looking",
];

/// Sentences that the page shows in other words or not at all.
const SILENT: [&str; 3] = ["publish-dry-run", "publish-not-done", "built"];

impl TaskReport {
    /// Adds `line` of the output for programs.
    pub fn add(&mut self, line: &str, messages: &Messages) {
        let Ok(value) = serde_json::from_str::<Value>(line) else { return };
        let field = |key: &str| value.get(key).map_or_else(String::new, text_of);
        let (event, code) = (field("event"), field("code"));
        if !event.is_empty() {
            self.add_event(&event, &field("message"), &value["facts"], messages);
        } else if value.get("file").is_some() {
            self.add_problem(&value);
        } else if !code.is_empty() {
            let own = format!("desk-help-{code}");
            let help = if messages.has(&own) { messages.say(&own, &[]) } else { field("help") };
            self.push(ReportedLine { is_error: true, text: field("message"), help });
            self.error = code;
        }
    }

    fn add_event(&mut self, event: &str, message: &str, facts: &Value, messages: &Messages) {
        let changes = [
            ("publish-new", "new"),
            ("publish-changed", "changed"),
            ("publish-lost", "lost"),
            ("publish-removed", "removed"),
        ];
        let question = format!("{event}.ask");
        if let Some((_, how)) = changes.iter().find(|(name, _)| *name == event) {
            self.add_change(how, facts);
        } else if STAGES.contains(&event) {
            message.clone_into(&mut self.stage);
        } else if event == "publish-plan" || event == "publish-same" {
            message.clone_into(&mut self.summary);
            self.files = facts["files"].as_u64().unwrap_or_default();
        } else if messages.has(&question) {
            let question = messages.say(&question, &[]);
            self.questions.push(ReportedQuestion { sentence: message.to_owned(), question });
        } else if !SILENT.contains(&event) {
            self.push(ReportedLine { is_error: false, text: message.to_owned(), help: String::new() });
        }
    }

    fn add_change(&mut self, how: &'static str, facts: &Value) {
        let (title, path) = (text_of(&facts["title"]), text_of(&facts["path"]));
        self.change_count += 1;
        self.all_changes.push(format!("{how} {path} {}", facts["bytes"]));
        if !title.is_empty() && self.changes.len() < MAX_LISTED_CHANGES {
            self.changes.push(ReportedChange { how, title, path });
        }
    }

    fn add_problem(&mut self, value: &Value) {
        let file = text_of(&value["file"]);
        let line = value["line"].as_u64().and_then(|line| usize::try_from(line).ok()).unwrap_or_default();
        if self.problems.len() < MAX_LINES {
            self.problems.push(ReportedProblem {
                severity: text_of(&value["severity"]),
                sentence: text_of(&value["message"]),
                help: text_of(&value["help"]),
                href: place_href(&file, line, "", ""),
                file,
                line,
            });
        }
    }

    /// Adds a sentence, unless there are very many.
    pub fn push(&mut self, line: ReportedLine) {
        if self.lines.len() < MAX_LINES {
            self.lines.push(line);
        }
    }
}

/// `value` as it is shown: arguments that are whole numbers arrive as numbers.
fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{ReportedChange, ReportedQuestion, TaskReport};
    use crate::messages::{Language, Messages};
    use serde_json::json;

    fn report(lines: &[serde_json::Value]) -> TaskReport {
        let messages = Messages::built_in(Language::En);
        let mut report = TaskReport::default();
        lines.iter().for_each(|line| report.add(&line.to_string(), &messages));
        report
    }

    fn change(event: &str, title: serde_json::Value) -> serde_json::Value {
        json!({"event": event, "message": "…", "facts": {"path": "a/index.html", "title": title, "bytes": 3}})
    }

    /// Changes are listed by title, even if the title is a number; files without a title only count.
    #[test]
    fn changes_are_listed_by_title() {
        let found = report(&[change("publish-new", json!(2026)), change("publish-removed", json!(""))]);
        let wanted = ReportedChange { how: "new", title: "2026".to_owned(), path: "a/index.html".to_owned() };
        assert_eq!((found.changes, found.change_count), (vec![wanted], 2));
        let many: Vec<_> = (0..300).map(|at| change("publish-changed", json!(format!("T{at}")))).collect();
        let found = report(&many);
        assert_eq!((found.changes.len(), found.change_count, found.all_changes.len()), (200, 300, 300));
    }

    /// A sentence that is asked about becomes a question; stages, problems and errors have places of their own.
    #[test]
    fn every_line_has_its_place() {
        let event = |event: &str| json!({"event": event, "message": format!("said {event}"), "facts": {}});
        let found = report(&[
            event("publish-many-deletes"),
            event("publish-sending"),
            event("publish-reached"),
            event("publish-dry-run"),
            json!({"severity": "warning", "code": "x", "file": "content/a b.md", "line": 3, "message": "m", "help": null}),
            json!({"severity": "error", "code": "remote-refused", "message": "refused", "help": "h"}),
        ]);
        let [ReportedQuestion { sentence, question }] = &*found.questions else { panic!("{found:?}") };
        assert!(sentence == "said publish-many-deletes" && question.ends_with('?'), "{question}");
        assert_eq!(found.stage, "said publish-sending");
        let lines: Vec<(bool, &str)> = found.lines.iter().map(|line| (line.is_error, &*line.text)).collect();
        assert_eq!(lines, [(false, "said publish-reached"), (true, "refused")]);
        assert_eq!(found.error, "remote-refused");
        assert_eq!(found.problems[0].href, "/edit?file=content%2Fa%20b%2Emd&line=3&field=");
        assert!(!found.lines[1].help.is_empty());
    }
}
