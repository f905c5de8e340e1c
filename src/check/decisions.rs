//! Rules for decisions and their annexes.

use std::collections::{HashMap, HashSet};

use crate::check::context::CheckContext;
use crate::check::decision_number;
use crate::diagnostic::{Code, Correction, Diagnostic};
use crate::model::award::{AwardRecord, DecisionRecord, RecipientKind, Status};
use crate::model::id::IdVec;
use crate::model::registry::{KindId, UnitId};
use crate::source::{Span, Spanned, Text};
use crate::text;

/// Reports decisions with the same number, issuer and year.
pub fn duplicate_numbers(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen: HashMap<(&Text, Option<UnitId>, i16), Span> = HashMap::new();
    for decision in context.site.decisions.iter().rev() {
        let record = &decision.record;
        let (Some(number), Some(signed)) = (&record.number, &record.signed) else { continue };
        match seen.get(&(&number.value, decision.issuer, signed.value.year())) {
            Some(first) => found.push(
                Diagnostic::new(Code::SameDecision, number.span).arg("number", &number.value).related(*first),
            ),
            None => {
                seen.insert((&number.value, decision.issuer, signed.value.year()), number.span);
            }
        }
    }
    found
}

/// Reports malformed numbers of decisions, and of the decisions that revoke or correct awards.
pub fn malformed_numbers(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for decision in &context.site.decisions {
        let record = &decision.record;
        let by = record.awards.iter().filter_map(|award| award.by.as_deref());
        for number in record.number.iter().chain(by) {
            if decision_number::is_well_formed(&number.value) {
                continue;
            }
            let diagnostic = Diagnostic::new(Code::MalformedNumber, number.span).arg("number", &number.value);
            found.push(match decision_number::proposal(&number.value) {
                Some(proposal) => {
                    let diagnostic = diagnostic.arg("proposal", &proposal).help("help-proposal");
                    if is_same_number(&number.value, &proposal) {
                        let value = Text::from(proposal);
                        diagnostic.corrected_by(Correction::Value { span: number.span, value })
                    } else {
                        diagnostic
                    }
                }
                None => diagnostic,
            });
        }
    }
    found
}

/// Returns true if `proposal` differs from `number` only by spaces, case and Đ, so that no other decision is meant.
fn is_same_number(number: &str, proposal: &str) -> bool {
    let bare: String = number.chars().filter(|letter| !letter.is_whitespace()).collect();
    text::fold(&bare) == text::fold(proposal)
}

/// Reports decisions signed after today.
pub fn future_dates(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let signed = context.site.decisions.iter().filter_map(|decision| decision.record.signed.as_ref());
    let future = signed.filter(|signed| signed.value > context.today);
    future
        .map(|signed| Diagnostic::new(Code::FutureDate, signed.span).arg("day", signed.value.to_string()))
        .collect()
}

/// Reports annexes whose number of rows differs from article 1; people sharing an initiative may be counted
/// or not.
pub fn stated_totals(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for decision in context.site.decisions.iter().filter(|decision| decision.record.has_all_rows) {
        let Some(Spanned { value: totals, span }) = &decision.record.totals else { continue };
        for (to, stated) in [
            (RecipientKind::Collective, &totals.collectives),
            (RecipientKind::Individual, &totals.individuals),
            (RecipientKind::Household, &totals.households),
        ] {
            let (stated, place) = stated.as_ref().map_or((0, *span), |total| (total.value, total.span));
            let rows = decision.record.awards.iter().filter(|award| award.to.value == to);
            let (counted, sharing) =
                rows.fold((0, 0), |(rows, sharing), award| (rows + 1, sharing + award.shared_with.len()));
            if !(counted..=counted + sharing).contains(&(stated as usize)) {
                let diagnostic = Diagnostic::new(Code::TotalsDiffer, place).arg("to", to.word());
                found.push(diagnostic.arg("stated", stated.to_string()).arg("counted", counted.to_string()));
            }
        }
    }
    found
}

/// Reports gaps and repeats in the row numbers of an annex.
///
/// Each part of an annex may begin with 1, and the first part with any number, because a site may publish a
/// part of a larger annex.
pub fn row_numbers(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for decision in context.site.decisions.iter().filter(|decision| decision.record.has_all_rows) {
        let mut kinds: IdVec<AwardRecord, Option<KindId>> = IdVec::filled(None, decision.record.awards.len());
        let linked = decision.awards().map(|award| context.site.award(award).award);
        linked.for_each(|award| kinds[award.row] = Some(award.kind));
        let rows = decision.record.awards.iter().zip(&kinds);
        let rows: Vec<(AnnexPart, &Spanned<u32>)> =
            rows.filter_map(|(award, kind)| Some(((award.to.value, *kind), award.no.as_ref()?))).collect();
        let mut of_part: HashSet<u32> = rows.first().map(|(_, no)| no.value).into_iter().collect();
        let mut last_number = rows.first().map_or(0, |(_, no)| no.value);
        for pair in rows.windows(2) {
            let [(before, last), (part, no)] = [pair[0], pair[1]];
            let is_new_part = no.value == 1 && (last.value > 1 || before != part);
            if is_new_part {
                of_part.clear();
            }
            // After a number that is out of line, the next row may go on as if that number were right.
            let goes_on = no.value == last_number + 1 || no.value == last.value + 1;
            last_number = if goes_on || is_new_part { no.value } else { last_number + 1 };
            if !of_part.insert(no.value) {
                let diagnostic = Diagnostic::new(Code::RowRepeat, no.span).arg("no", no.value.to_string());
                found.push(diagnostic.related(last.span));
            } else if !is_new_part && !goes_on {
                let diagnostic = Diagnostic::new(Code::RowGap, no.span).arg("no", no.value.to_string());
                found.push(diagnostic.arg("expected", (last.value + 1).to_string()).related(last.span));
            }
        }
    }
    found
}

/// What distinguishes the parts of an annex; the kind is absent if it is unknown.
type AnnexPart = (RecipientKind, Option<KindId>);

/// Reports revoked and corrected awards that do not name the decision that did it.
pub fn unexplained_changes(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards().filter(|row| row.record.by.is_none()) {
        let Some(word) = change_word(row.record) else { continue };
        let place = row.record.status_span.as_deref().copied().unwrap_or(row.report_span());
        found.push(Diagnostic::new(Code::UnexplainedStatus, place).arg("status", word));
    }
    found
}

/// Returns the word of messages for an award that a later decision changed.
fn change_word(award: &AwardRecord) -> Option<&'static str> {
    match award.status {
        Status::Revoked => Some("revoked"),
        Status::Corrected => Some("corrected"),
        Status::InForce | Status::Withdrawn => None,
    }
}

/// Reports awards that are revoked or corrected by the decision that grants them, or by one that was signed before it.
///
/// Numbers are given again each year: of several decisions with the number, the newest is meant.
pub fn impossible_changes(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut newest: HashMap<&Text, &DecisionRecord> = HashMap::new();
    for decision in &context.site.decisions {
        if let Some(number) = &decision.record.number {
            newest.entry(&number.value).or_insert(&decision.record);
        }
    }
    let mut found = Vec::new();
    for row in context.site.awards_of_changed_decisions() {
        let (Some(by), Some(word)) = (&row.record.by, change_word(row.record)) else { continue };
        let Some(other) = newest.get(&by.value) else { continue };
        let diagnostic = Diagnostic::new(Code::ImpossibleChange, by.span).arg("status", word);
        let diagnostic = diagnostic.arg("number", &by.value);
        match (&other.signed, row.signed()) {
            _ if other.source == row.decision.source => found.push(diagnostic.arg("what", "own")),
            (Some(before), Some(signed)) if before.value < signed => {
                let diagnostic = diagnostic.arg("what", "older").arg("signed", signed.to_string());
                found.push(diagnostic.arg("day", before.value.to_string()).related(before.span));
            }
            _ => {}
        }
    }
    found
}
