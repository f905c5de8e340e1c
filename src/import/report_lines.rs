//! Says what was read from a file, and what was not taken.

use crate::import::grid::{LeftOut, LeftOutKind};
use crate::import::proposal::{AnswerCandidate, Proposal, Question, RowOutcome};
use crate::import::report::ImportCounts;
use crate::messages::Messages;
use crate::model::date::format_date;

/// What the report of a proposal is about.
pub struct ImportReport<'s> {
    /// The name of the source, as the user typed it.
    pub source: &'s str,
    /// The decision that was read from it.
    pub proposal: &'s Proposal,
    /// The parts of the file that its reader left out.
    pub left_out: &'s [LeftOut],
    /// The questions that stay open.
    pub open: &'s [&'s Question],
}

impl ImportReport<'_> {
    /// Returns the sentence about the decision: its number and day, and the numbers of rows and awards.
    pub fn sentence(&self, messages: &Messages) -> String {
        let counts = ImportCounts::of(self.proposal, self.open);
        messages.say("import-found", &head_arguments(self, &counts))
    }

    /// Returns a line about each thing that is no award: rows by what they are, columns and parts of the file that were
    /// not taken, what was changed in names and cells, and the totals.
    pub fn details(&self, messages: &Messages) -> Vec<String> {
        let counts = ImportCounts::of(self.proposal, self.open);
        let mut lines = Vec::new();
        rows(self, &counts, messages, &mut lines);
        columns(self, messages, &mut lines);
        notes(&counts, messages, &mut lines);
        totals(self.proposal, &counts, messages, &mut lines);
        lines
    }
}

/// Returns a candidate as a person reads it: the title, and the value if it is another text. Words of YAML have a title
/// in the language of the messages.
pub fn candidate_title(candidate: &AnswerCandidate, messages: &Messages) -> String {
    if candidate.title == candidate.value || candidate.title.is_empty() {
        return messages.say("import-word", &[("word", candidate.value.clone())]);
    }
    format!("{} ({})", candidate.title, candidate.value)
}

/// Returns the arguments of the message about rows that state another decision than the other rows of theirs.
pub fn contradiction_arguments(proposal: &Proposal) -> Vec<(&'static str, String)> {
    let head = &proposal.head;
    vec![
        ("places", proposal.contradictions.join(", ")),
        ("path", head.kept.as_ref().map(|kept| kept.file.clone()).unwrap_or_default()),
        ("numbered", yes_or_no(head.number.is_some())),
        ("dated", yes_or_no(head.signed.is_some())),
        ("number", head.number.clone().unwrap_or_default()),
        ("day", head.signed.map(format_date).unwrap_or_default()),
    ]
}

/// Returns the word by which messages choose a sentence with or without a value.
fn yes_or_no(is_there: bool) -> String {
    (if is_there { "yes" } else { "no" }).to_owned()
}

fn head_arguments(report: &ImportReport<'_>, counts: &ImportCounts) -> Vec<(&'static str, String)> {
    let head = &report.proposal.head;
    vec![
        ("file", report.source.to_owned()),
        ("numbered", yes_or_no(head.number.is_some())),
        ("dated", yes_or_no(head.signed.is_some())),
        ("number", head.number.clone().unwrap_or_default()),
        ("day", head.signed.map(format_date).unwrap_or_default()),
        ("rows", counts.rows.to_string()),
        ("awards", counts.awards.to_string()),
        ("taken", counts.certain_rows().to_string()),
        ("asked", counts.open_rows.to_string()),
    ]
}

/// Adds the rows that are no award: the understood ones counted by outcome, each of the others with its place.
fn rows(report: &ImportReport<'_>, counts: &ImportCounts, messages: &Messages, lines: &mut Vec<String>) {
    for (outcome, count) in &counts.outcomes {
        if matches!(outcome, RowOutcome::Taken | RowOutcome::Asked | RowOutcome::NotUnderstood) {
            continue;
        }
        let of_outcome = report.proposal.rows.iter().filter(|row| row.outcome == *outcome);
        let mut places: Vec<&str> = of_outcome.map(|row| &*row.place).collect();
        let is_cut = places.len() > 3;
        places.truncate(3);
        let more = if is_cut { ", …" } else { "" };
        let arguments = [
            ("outcome", outcome.word().to_owned()),
            ("count", count.to_string()),
            ("places", format!("{}{more}", places.join(", "))),
        ];
        lines.push(messages.say("import-rows", &arguments));
    }
    let rows = report.proposal.rows.iter().filter(|row| row.outcome == RowOutcome::NotUnderstood);
    let rows = rows.map(|row| (&row.place, &row.text));
    let paragraphs = report.proposal.paragraphs.iter().map(|paragraph| (&paragraph.place, &paragraph.text));
    for (place, text) in rows.chain(paragraphs) {
        let arguments = [("place", place.clone()), ("text", text.clone())];
        lines.push(messages.say("import-not-understood", &arguments));
    }
}

fn columns(report: &ImportReport<'_>, messages: &Messages, lines: &mut Vec<String>) {
    for column in &report.proposal.columns_left_out {
        let arguments = [
            ("head", column.head.clone()),
            ("place", column.place.clone()),
            ("reason", column.reason.word().to_owned()),
            ("count", column.cells.to_string()),
        ];
        lines.push(messages.say("import-column", &arguments));
    }
    for part in report.left_out {
        let arguments = [
            ("kind", left_out_word(part.kind).to_owned()),
            ("placed", yes_or_no(!part.place.is_empty())),
            ("place", part.place.clone()),
        ];
        lines.push(messages.say("import-left-out", &arguments));
    }
}

fn notes(counts: &ImportCounts, messages: &Messages, lines: &mut Vec<String>) {
    for (kind, (count, places)) in &counts.notes {
        let more = if *count > places.len() { ", …" } else { "" };
        let arguments = [
            ("kind", kind.word().to_owned()),
            ("count", count.to_string()),
            ("places", format!("{}{more}", places.join(", "))),
        ];
        lines.push(messages.say("import-note", &arguments));
    }
}

/// Adds the numbers of recipients, with a warning if the decision states others.
fn totals(proposal: &Proposal, counts: &ImportCounts, messages: &Messages, lines: &mut Vec<String>) {
    let arguments = |[collectives, individuals, households]: [u32; 3]| {
        [
            ("collectives", collectives.to_string()),
            ("individuals", individuals.to_string()),
            ("households", households.to_string()),
        ]
    };
    let line = messages.say("import-totals", &arguments(counts.recipients));
    match proposal.head.totals {
        Some(stated) if stated != counts.recipients => {
            lines.push(line);
            lines.push(messages.say("import-totals-differ", &arguments(stated)));
        }
        Some(_) => lines.push(format!("{line} {}", messages.say("import-totals-same", &[]))),
        None => lines.push(line),
    }
}

/// Returns the word of the messages about parts of this kind.
pub fn left_out_word(kind: LeftOutKind) -> &'static str {
    match kind {
        LeftOutKind::HiddenSheet => "hidden-sheet",
        LeftOutKind::SheetWithoutCells => "sheet-without-cells",
        LeftOutKind::Macros => "macros",
        LeftOutKind::TextBeside => "text-beside",
        LeftOutKind::DeletedText => "deleted-text",
        LeftOutKind::StruckText => "struck-text",
        LeftOutKind::Picture => "picture",
        LeftOutKind::ErrorValues => "errors",
    }
}
