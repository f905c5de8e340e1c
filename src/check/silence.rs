//! Takes out the diagnostics that authors do not want reported, and reports wishes that cannot be granted.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Location, Severity};
use crate::model::accepted::Accepted;
use crate::model::records::Records;
use crate::source::{Span, Spanned, Text};

/// The codes that the authors of a site do not want reported: `check: {ignore: […]}` and `accept: […]`.
pub struct Silences<'r> {
    wishes: Vec<SilenceRequest<'r>>,
    by_code: HashMap<Code, Vec<usize>>,
}

/// How many errors each wish has silenced so far.
#[derive(Clone, Debug, Default)]
pub struct SilencedErrors(HashMap<usize, usize>);

/// A code that an author does not want reported, everywhere or within a record.
struct SilenceRequest<'r> {
    code: &'r Spanned<Text>,
    within: Option<Span>,
}

impl<'r> Silences<'r> {
    /// The wishes in `records`.
    pub fn of(records: &'r Records) -> Silences<'r> {
        let wishes = wishes(records);
        let mut by_code: HashMap<Code, Vec<usize>> = HashMap::new();
        for (at, wish) in wishes.iter().enumerate() {
            if let Some(code) = Code::from_name(&wish.code.value).filter(|code| code.may_be_silenced()) {
                by_code.entry(code).or_default().push(at);
            }
        }
        Silences { wishes, by_code }
    }

    /// `diagnostics` without those that are silenced; the errors among them are added to `errors`.
    pub fn apply(&self, mut diagnostics: Vec<Diagnostic>, errors: &mut SilencedErrors) -> Vec<Diagnostic> {
        diagnostics.retain(|diagnostic| {
            let wishes = self.by_code.get(&diagnostic.code).into_iter().flatten();
            let granted = wishes.copied().find(|at| self.wishes[*at].covers(diagnostic.place));
            if let Some(at) = granted.filter(|_| diagnostic.severity == Severity::Error) {
                *errors.0.entry(at).or_default() += 1;
            }
            granted.is_none()
        });
        diagnostics
    }

    /// An error for each code that does not exist, or whose diagnostics leave something out of the site.
    pub fn refused(&self) -> Vec<Diagnostic> {
        let refused =
            self.wishes.iter().filter_map(|SilenceRequest { code, .. }| match Code::from_name(&code.value) {
                None => {
                    let error = Diagnostic::new(Code::UnknownCode, code.span).arg("code", &code.value);
                    Some(error.help_nearest(&code.value, Code::all().map(Code::name)))
                }
                Some(known) if !known.may_be_silenced() => {
                    Some(Diagnostic::new(Code::NotSilenceable, code.span).arg("code", &code.value))
                }
                Some(_) => None,
            });
        refused.collect()
    }

    /// A note for each wish that silenced errors.
    pub fn notes(&self, errors: &SilencedErrors) -> Vec<Diagnostic> {
        let notes = self.wishes.iter().enumerate().filter_map(|(at, SilenceRequest { code, .. })| {
            let count = errors.0.get(&at)?;
            let note = Diagnostic::new(Code::SilencedError, code.span).arg("code", &code.value);
            Some(note.arg("count", count.to_string()))
        });
        notes.collect()
    }
}

impl SilenceRequest<'_> {
    fn covers(&self, place: Location) -> bool {
        let Some(within) = self.within else { return true };
        match place {
            Location::Nowhere => false,
            Location::File(source) => source == within.source && within.start == 0,
            Location::Text(span) => {
                span.source == within.source && within.start <= span.start && span.start < within.end
            }
        }
    }
}

fn wishes(records: &Records) -> Vec<SilenceRequest<'_>> {
    let ignored = records.settings.iter().flat_map(|settings| &settings.check.ignore);
    let mut wishes: Vec<SilenceRequest<'_>> =
        ignored.map(|code| SilenceRequest { code, within: None }).collect();
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

fn beside(accepted: &Accepted) -> impl Iterator<Item = SilenceRequest<'_>> {
    accepted.codes.iter().map(|code| SilenceRequest { code, within: Some(accepted.within) })
}
