//! Removes diagnostics that authors have silenced, and reports codes that cannot be silenced.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Location, Severity};
use crate::model::accepted::Accepted;
use crate::model::records::Records;
use crate::source::{Span, Spanned, Text};

/// The codes silenced by a site: `check: {ignore: […]}` in the settings and `accept: […]` in records.
pub struct Silences<'r> {
    requests: Vec<SilenceRequest<'r>>,
    by_code: HashMap<Code, Vec<usize>>,
}

/// The number of errors that each request has silenced, by its index.
#[derive(Clone, Debug, Default)]
pub struct SilencedErrors(HashMap<usize, usize>);

/// A code silenced everywhere or within one record.
struct SilenceRequest<'r> {
    code: &'r Spanned<Text>,
    within: Option<Span>,
}

impl<'r> Silences<'r> {
    /// Collects the requests of `records`.
    pub fn from_records(records: &'r Records) -> Silences<'r> {
        let requests = silence_requests(records);
        let mut by_code: HashMap<Code, Vec<usize>> = HashMap::new();
        for (at, request) in requests.iter().enumerate() {
            if let Some(code) = Code::from_name(&request.code.value).filter(|code| code.may_be_silenced()) {
                by_code.entry(code).or_default().push(at);
            }
        }
        Silences { requests, by_code }
    }

    /// Returns `diagnostics` without the silenced ones, and adds the errors among these to `errors`.
    pub fn apply(&self, mut diagnostics: Vec<Diagnostic>, errors: &mut SilencedErrors) -> Vec<Diagnostic> {
        diagnostics.retain(|diagnostic| {
            let requests = self.by_code.get(&diagnostic.code).into_iter().flatten();
            let request = requests.copied().find(|at| self.requests[*at].covers(diagnostic.place));
            if let Some(at) = request.filter(|_| diagnostic.severity == Severity::Error) {
                *errors.0.entry(at).or_default() += 1;
            }
            request.is_none()
        });
        diagnostics
    }

    /// Returns an error for each code that does not exist, or that may not be silenced because it leaves out
    /// content.
    pub fn invalid_codes(&self) -> Vec<Diagnostic> {
        let invalid = self.requests.iter().filter_map(|SilenceRequest { code, .. }| {
            match Code::from_name(&code.value) {
                None => {
                    let error = Diagnostic::new(Code::UnknownCode, code.span).arg("code", &code.value);
                    Some(error.help_nearest(&code.value, Code::all().map(Code::name)))
                }
                Some(known) if !known.may_be_silenced() => {
                    Some(Diagnostic::new(Code::NotSilenceable, code.span).arg("code", &code.value))
                }
                Some(_) => None,
            }
        });
        invalid.collect()
    }

    /// Returns a note for each request that silenced errors.
    pub fn notes(&self, errors: &SilencedErrors) -> Vec<Diagnostic> {
        let notes = self.requests.iter().enumerate().filter_map(|(at, SilenceRequest { code, .. })| {
            let count = errors.0.get(&at)?;
            let note = Diagnostic::new(Code::SilencedError, code.span).arg("code", &code.value);
            Some(note.arg("count", count.to_string()))
        });
        notes.collect()
    }
}

impl SilenceRequest<'_> {
    /// Returns true if the request applies to a diagnostic at `place`.
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

/// Returns the requests of the settings and of all records.
fn silence_requests(records: &Records) -> Vec<SilenceRequest<'_>> {
    let ignored = records.settings.iter().flat_map(|settings| &settings.check.ignore);
    let mut requests: Vec<SilenceRequest<'_>> =
        ignored.map(|code| SilenceRequest { code, within: None }).collect();
    requests.extend(records.articles.iter().flat_map(|record| accept_requests(&record.accepted)));
    requests.extend(records.movements.iter().flat_map(|record| accept_requests(&record.accepted)));
    requests.extend(records.pages.iter().flat_map(|record| accept_requests(&record.accepted)));
    requests.extend(records.units.iter().flat_map(|record| accept_requests(&record.accepted)));
    for decision in &records.decisions {
        requests.extend(accept_requests(&decision.accepted));
        requests.extend(decision.awards.iter().flat_map(|award| accept_requests(&award.accepted)));
    }
    requests
}

/// Returns the requests of one `accept:` list.
fn accept_requests(accepted: &Accepted) -> impl Iterator<Item = SilenceRequest<'_>> {
    accepted.codes.iter().map(|code| SilenceRequest { code, within: Some(accepted.within) })
}
