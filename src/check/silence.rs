//! Diagnostics in, those that authors want to be told out.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::messages;
use crate::model::accepted::Accepted;
use crate::model::records::Records;
use crate::source::{Span, Spanned, Text};

/// A code that an author does not want to be told, everywhere or within a record.
struct Wish<'r> {
    code: &'r Spanned<Text>,
    within: Option<Span>,
}

/// `diagnostics` without those that the settings ignore and records accept.
///
/// Codes that do not exist are reported, and so is every wish that silenced an error. Neither report can be
/// silenced.
pub fn silenced(records: &Records, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let wishes = wishes(records);
    let mut by_code: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, wish) in wishes.iter().enumerate() {
        by_code.entry(&wish.code.value).or_default().push(at);
    }
    let mut errors = vec![0; wishes.len()];
    let mut told = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let asked = by_code.get(diagnostic.code).into_iter().flatten();
        match asked.copied().find(|at| wishes[*at].covers(diagnostic.place)) {
            Some(at) => errors[at] += usize::from(diagnostic.severity == Severity::Error),
            None => told.push(diagnostic),
        }
    }
    for (wish, errors) in wishes.iter().zip(errors) {
        let code = &wish.code.value;
        if errors > 0 {
            let note = Diagnostic::note("silenced-error", wish.code.span).arg("code", code);
            told.push(note.arg("count", errors.to_string()));
        } else if !messages::codes().any(|known| known == &**code) {
            let fault = Diagnostic::error("unknown-code", wish.code.span).arg("code", code);
            told.push(fault.help_nearest(code, messages::codes()));
        }
    }
    told
}

impl Wish<'_> {
    fn covers(&self, place: Place) -> bool {
        let Some(within) = self.within else { return true };
        match place {
            Place::Nowhere => false,
            Place::File(source) => source == within.source && within.start == 0,
            Place::Text(span) => {
                span.source == within.source && within.start <= span.start && span.start < within.end
            }
        }
    }
}

fn wishes(records: &Records) -> Vec<Wish<'_>> {
    let ignored = records.settings.iter().flat_map(|settings| &settings.check.ignore);
    let mut wishes: Vec<Wish<'_>> = ignored.map(|code| Wish { code, within: None }).collect();
    wishes.extend(records.articles.iter().flat_map(|record| beside(&record.accepted)));
    wishes.extend(records.movements.iter().flat_map(|record| beside(&record.accepted)));
    wishes.extend(records.pages.iter().flat_map(|record| beside(&record.accepted)));
    wishes.extend(records.units.iter().flat_map(|record| beside(&record.accepted)));
    for decision in &records.decisions {
        wishes.extend(beside(&decision.accepted));
        wishes.extend(decision.awards.iter().flat_map(|award| beside(&award.accepted)));
    }
    wishes
}

fn beside(accepted: &Accepted) -> impl Iterator<Item = Wish<'_>> {
    accepted.codes.iter().map(|code| Wish { code, within: Some(accepted.within) })
}
