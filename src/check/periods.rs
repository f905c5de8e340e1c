//! Rules for merit periods. A period that stands among the defaults of a decision is told of once.

use std::collections::HashSet;

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::date::Period;
use crate::model::site::AwardRef;
use crate::source::Span;

/// Years between the end of a period and the signing that need no question.
const USUAL_GAP: i16 = 2;

/// The rows, of those that share one written period only the first.
fn periods(context: CheckContext<'_>) -> impl Iterator<Item = AwardRef<'_>> {
    let mut seen: HashSet<Span> = HashSet::new();
    context.site.all_awards().filter(move |row| seen.insert(row.record.period.span))
}

/// A merit period ends after it begins, and not after the decision was signed, nor after today.
pub fn order(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in periods(context) {
        let period = &row.record.period;
        if let Period::Span(from, to) = period.value
            && from > to
        {
            let fault = Diagnostic::new(Code::EndsBeforeStart, period.span).arg("start", from.to_string());
            found.push(fault.arg("end", to.to_string()));
            continue;
        }
        let year = row.award.year.to_string();
        match &row.decision.signed {
            Some(signed) if row.award.year > signed.value.year() => {
                let fault = Diagnostic::new(Code::PeriodAfterSigning, period.span).arg("year", year);
                found.push(fault.arg("signed", signed.value.to_string()).related(signed.span));
            }
            None if row.award.year > context.today.year() => {
                found.push(Diagnostic::new(Code::FutureDate, period.span).arg("day", year));
            }
            Some(_) | None => {}
        }
    }
    found
}

/// A decision is signed soon after the time that it honors.
pub fn late(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in periods(context) {
        let Some(signed) = &row.decision.signed else { continue };
        let gap = signed.value.year() - row.award.year;
        if gap > USUAL_GAP {
            let fault = Diagnostic::new(Code::LateDecision, row.record.period.span)
                .arg("year", row.award.year.to_string())
                .arg("signed", signed.value.to_string())
                .arg("gap", gap.to_string());
            found.push(fault.related(signed.span));
        }
    }
    found
}

/// `2020-2023` looks like a school year and is none: a school year ends in the year after it began.
pub fn school_years(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in periods(context) {
        let span = row.record.period.span;
        let Period::Span(from, to) = row.record.period.value else { continue };
        let written = context.sources.find(span.source).map_or("", |source| source.text());
        let written = written.get(span.start as usize..span.end as usize).unwrap_or("");
        let as_text =
            written.trim_matches(['"', '\'', ' ']).starts_with(|first: char| first.is_ascii_digit());
        if as_text && from < to {
            let fault = Diagnostic::new(Code::SchoolYear, span).arg("from", from.to_string());
            found.push(fault.arg("to", to.to_string()).arg("next", (from + 1).to_string()));
        }
    }
    found
}
