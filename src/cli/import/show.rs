//! Shows what was read from a file, and what was not taken.

use serde_json::{Value, json};

use crate::cli::import::ask::question_arguments;
use crate::cli::report::Reporter;
use crate::import::{ImportCounts, ImportReport, Question, RowOutcome, candidate_title, left_out_word};

/// Prints the report: lines for people, one object for programs.
pub fn show(report: &ImportReport<'_>, reporter: &Reporter) {
    if reporter.is_json() {
        reporter.object(&object(report, reporter));
        return;
    }
    reporter.note(&report.sentence(reporter.messages()));
    for line in report.details(reporter.messages()) {
        reporter.note(&format!("  {line}"));
    }
    for question in report.open {
        let text = reporter.text("import-open", &question_arguments(question));
        let candidates: Vec<String> =
            question.candidates.iter().map(|one| candidate_title(one, reporter.messages())).collect();
        reporter.note(&format!("  {text}"));
        if !candidates.is_empty() {
            reporter.note(&format!("      {}", candidates.join("; ")));
        }
    }
}

/// Returns the report for programs.
fn object(report: &ImportReport<'_>, reporter: &Reporter) -> Value {
    let proposal = report.proposal;
    let counts = ImportCounts::of(proposal, report.open);
    let message = report.sentence(reporter.messages());
    let is_left = |outcome: RowOutcome| !matches!(outcome, RowOutcome::Taken | RowOutcome::Asked);
    let rows: Vec<Value> = proposal
        .rows
        .iter()
        .filter(|row| is_left(row.outcome))
        .map(|row| json!({"place": row.place, "outcome": row.outcome.word(), "text": row.text}))
        .collect();
    let paragraphs: Vec<Value> = proposal
        .paragraphs
        .iter()
        .map(|paragraph| json!({"place": paragraph.place, "text": paragraph.text}))
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
        "not_taken": rows, "paragraphs": paragraphs, "columns": columns, "notes": notes, "left_out": parts, "open": open,
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
