//! Shows what was read from a file, and what was not taken.

use serde_json::{Value, json};

use crate::cli::import::ask::{question_arguments, shown};
use crate::cli::report::Reporter;
use crate::import::{ImportCounts, LeftOut, LeftOutKind, Proposal, Question, RowOutcome};

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

/// Prints the report: lines for people, one object for programs.
pub fn show(report: &ImportReport<'_>, reporter: &Reporter) {
    if reporter.is_json() {
        reporter.object(&object(report, reporter));
        return;
    }
    let counts = ImportCounts::of(report.proposal, report.open);
    reporter.note(&reporter.text("import-found", &head_arguments(report, &counts)));
    rows(report, &counts, reporter);
    columns(report, reporter);
    notes(&counts, reporter);
    totals(report.proposal, &counts, reporter);
    for question in report.open {
        let text = reporter.text("import-open", &question_arguments(question));
        let candidates: Vec<String> = question.candidates.iter().map(|one| shown(one, reporter)).collect();
        reporter.note(&format!("  {text}"));
        if !candidates.is_empty() {
            reporter.note(&format!("      {}", candidates.join("; ")));
        }
    }
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
        ("day", head.signed.map(crate::model::date::format_date).unwrap_or_default()),
        ("rows", counts.rows.to_string()),
        ("awards", counts.awards.to_string()),
        ("taken", counts.certain_rows().to_string()),
        ("asked", counts.open_rows.to_string()),
    ]
}

/// Prints the rows that are no award: the understood ones counted by outcome, each of the others with its place.
fn rows(report: &ImportReport<'_>, counts: &ImportCounts, reporter: &Reporter) {
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
        reporter.note(&format!("  {}", reporter.text("import-rows", &arguments)));
    }
    for row in report.proposal.rows.iter().filter(|row| row.outcome == RowOutcome::NotUnderstood) {
        let arguments = [("place", row.place.clone()), ("text", row.text.clone())];
        reporter.note(&format!("  {}", reporter.text("import-not-understood", &arguments)));
    }
}

fn columns(report: &ImportReport<'_>, reporter: &Reporter) {
    for column in &report.proposal.columns_left_out {
        let arguments = [
            ("head", column.head.clone()),
            ("place", column.place.clone()),
            ("reason", column.reason.word().to_owned()),
            ("count", column.cells.to_string()),
        ];
        reporter.note(&format!("  {}", reporter.text("import-column", &arguments)));
    }
    for part in report.left_out {
        let arguments = [
            ("kind", left_out_word(part.kind).to_owned()),
            ("placed", yes_or_no(!part.place.is_empty())),
            ("place", part.place.clone()),
        ];
        reporter.note(&format!("  {}", reporter.text("import-left-out", &arguments)));
    }
}

fn notes(counts: &ImportCounts, reporter: &Reporter) {
    for (kind, (count, places)) in &counts.notes {
        let more = if *count > places.len() { ", …" } else { "" };
        let arguments = [
            ("kind", kind.word().to_owned()),
            ("count", count.to_string()),
            ("places", format!("{}{more}", places.join(", "))),
        ];
        reporter.note(&format!("  {}", reporter.text("import-note", &arguments)));
    }
}

/// Prints the numbers of recipients, with a warning if the decision states others.
fn totals(proposal: &Proposal, counts: &ImportCounts, reporter: &Reporter) {
    let arguments = |[collectives, individuals, households]: [u32; 3]| {
        [
            ("collectives", collectives.to_string()),
            ("individuals", individuals.to_string()),
            ("households", households.to_string()),
        ]
    };
    let line = reporter.text("import-totals", &arguments(counts.recipients));
    match proposal.head.totals {
        Some(stated) if stated != counts.recipients => {
            reporter.note(&format!("  {line}"));
            reporter.note(&format!("  {}", reporter.text("import-totals-differ", &arguments(stated))));
        }
        Some(_) => reporter.note(&format!("  {line} {}", reporter.text("import-totals-same", &[]))),
        None => reporter.note(&format!("  {line}")),
    }
}

fn left_out_word(kind: LeftOutKind) -> &'static str {
    match kind {
        LeftOutKind::HiddenSheet => "hidden-sheet",
        LeftOutKind::SheetWithoutCells => "sheet-without-cells",
        LeftOutKind::Macros => "macros",
        LeftOutKind::TextBeside => "text-beside",
        LeftOutKind::DeletedText => "deleted-text",
        LeftOutKind::Picture => "picture",
        LeftOutKind::ErrorValues => "errors",
    }
}

/// Returns the report for programs.
fn object(report: &ImportReport<'_>, reporter: &Reporter) -> Value {
    let proposal = report.proposal;
    let counts = ImportCounts::of(proposal, report.open);
    let message = reporter.text("import-found", &head_arguments(report, &counts));
    let is_left = |outcome: RowOutcome| !matches!(outcome, RowOutcome::Taken | RowOutcome::Asked);
    let rows: Vec<Value> = proposal
        .rows
        .iter()
        .filter(|row| is_left(row.outcome))
        .map(|row| json!({"place": row.place, "outcome": row.outcome.word(), "text": row.text}))
        .collect();
    let columns: Vec<Value> = proposal
        .columns_left_out
        .iter()
        .map(|column| {
            json!({"place": column.place, "head": column.head, "reason": column.reason.word(), "cells": column.cells})
        })
        .collect();
    let notes: Vec<Value> = proposal
        .awards
        .iter()
        .flat_map(|award| &award.notes)
        .map(|note| json!({"kind": note.kind.word(), "place": note.place, "printed": note.printed}))
        .collect();
    let open: Vec<Value> = report.open.iter().map(|question| question_object(question)).collect();
    let parts: Vec<Value> = report
        .left_out
        .iter()
        .map(|part| json!({"kind": left_out_word(part.kind), "place": part.place}))
        .collect();
    json!({
        "event": "import-found", "message": message, "file": report.source, "number": proposal.head.number,
        "signed": proposal.head.signed.map(|day| day.to_string()), "rows": counts.rows, "awards": counts.awards,
        "taken": counts.certain_rows(), "asked": counts.open_rows,
        "not_taken": rows, "columns": columns, "notes": notes, "left_out": parts, "open": open,
        "recipients": counts.recipients, "totals": proposal.head.totals,
    })
}

fn question_object(question: &Question) -> Value {
    let candidate = |candidate: &crate::import::AnswerCandidate| json!({"value": candidate.value, "title": candidate.title});
    let candidates: Vec<Value> = question.candidates.iter().map(candidate).collect();
    json!({
        "subject": question.key.subject.word(), "printed": question.printed,
        "candidates": candidates, "places": question.places,
    })
}
