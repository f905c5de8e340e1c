//! Recognises drafts, also those whose syntax is broken.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::record::Record;
use crate::source::Source;

/// The codes that are not reported for drafts, because something is still to be written.
const UNFINISHED: &[Code] = &[Code::EmptyValue, Code::IncompleteDecision, Code::NoText];

/// Marks the record of a draft whose errors hide its `draft: true`, and removes the diagnostics that do not apply to
/// drafts.
///
/// `record` is what was read of `source`; a draft of which nothing was read is [`Record::UnreadDraft`].
pub fn mark(record: Option<Record>, source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Record> {
    let has_errors = diagnostics.iter().any(|found| found.severity == Severity::Error);
    let is_broken = has_errors || record.is_none();
    let has_line = is_broken && may_be_draft(source) && has_draft_line(source);
    let record = match record {
        None if has_line => Some(Record::UnreadDraft(source.id)),
        Some(mut record) => {
            if has_line {
                record.mark_draft();
            }
            Some(record)
        }
        None => None,
    };
    if record.as_ref().is_some_and(Record::is_draft) {
        diagnostics.retain(|found| !UNFINISHED.contains(&found.code));
    }
    record
}

/// Whether `source` is of a kind that has the key `draft`.
fn may_be_draft(source: &Source) -> bool {
    let path = source.path.to_lowercase();
    let folders = ["content/articles/", "content/movements/", "content/pages/"];
    let is_page = folders.iter().any(|folder| path.starts_with(folder)) && path.ends_with(".md");
    let is_decision =
        path.starts_with("content/awards/") && (path.ends_with(".yaml") || path.ends_with(".yml"));
    is_page || is_decision
}

/// Whether a whole line of the YAML in `source` is `draft: true`; a comment may follow.
fn has_draft_line(source: &Source) -> bool {
    let is_page = source.extension() == "md";
    let lines = source.text().lines().enumerate();
    let mut head = lines.take_while(|(at, line)| !is_page || *at == 0 || line.trim_end() != "---");
    head.any(|(_, line)| {
        let value = line.strip_prefix("draft").map(str::trim_start).and_then(|rest| rest.strip_prefix(':'));
        let value = value.map(|value| value.split(" #").next().unwrap_or("").trim());
        matches!(value, Some("true" | "True" | "TRUE"))
    })
}
