//! Rules for merit periods. A period among the defaults of a decision is reported once.

use std::collections::HashSet;

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::date::Period;
use crate::model::site::AwardRef;
use crate::source::Span;

/// Maximum usual number of years from the end of a period to the signing.
const USUAL_GAP: i16 = 2;

/// Returns the rows; of rows that share a written period only the first.
fn rows_by_period(context: CheckContext<'_>) -> impl Iterator<Item = AwardRef<'_>> {
    let mut seen: HashSet<Span> = HashSet::new();
    context.site.all_awards().filter(move |row| seen.insert(row.record.period.span))
}

/// Reports merit periods that end before they begin, after the decision was signed, or after today.
pub fn start_and_end(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in rows_by_period(context) {
        let period = &row.record.period;
        if let Period::Span(from, to) = period.value
            && from > to
        {
            let diagnostic =
                Diagnostic::new(Code::EndsBeforeStart, period.span).arg("start", from.to_string());
            found.push(diagnostic.arg("end", to.to_string()));
            continue;
        }
        let year = row.award.year.to_string();
        match &row.decision.signed {
            Some(signed) if row.award.year > signed.value.year() => {
                let diagnostic = Diagnostic::new(Code::PeriodAfterSigning, period.span).arg("year", year);
                found.push(diagnostic.arg("signed", signed.value.to_string()).related(signed.span));
            }
            None if row.award.year > context.today.year() => {
                found.push(Diagnostic::new(Code::FutureDate, period.span).arg("day", year));
            }
            Some(_) | None => {}
        }
    }
    found
}

/// Reports decisions signed unusually long after the end of the merit period.
pub fn late_decisions(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in rows_by_period(context) {
        let Some(signed) = &row.decision.signed else { continue };
        let gap = signed.value.year() - row.award.year;
        if gap > USUAL_GAP {
            let diagnostic = Diagnostic::new(Code::LateDecision, row.record.period.span)
                .arg("year", row.award.year.to_string())
                .arg("signed", signed.value.to_string())
                .arg("gap", gap.to_string());
            found.push(diagnostic.related(signed.span));
        }
    }
    found
}

/// Reports periods such as `2020-2023`, which look like a school year but have more than one year between
/// them.
pub fn school_years(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in rows_by_period(context) {
        let span = row.record.period.span;
        let Period::Span(from, to) = row.record.period.value else { continue };
        let written = context.sources.find(span.source).map_or("", |source| source.text());
        let written = written.get(span.start as usize..span.end as usize).unwrap_or("");
        let as_text =
            written.trim_matches(['"', '\'', ' ']).starts_with(|first: char| first.is_ascii_digit());
        if as_text && from < to {
            let diagnostic = Diagnostic::new(Code::SchoolYear, span).arg("from", from.to_string());
            found.push(diagnostic.arg("to", to.to_string()).arg("next", (from + 1).to_string()));
        }
    }
    found
}
