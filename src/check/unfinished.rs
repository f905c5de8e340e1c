//! What is reported about hidden files: warnings, so that an unfinished file never prevents a build.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic, Location, Severity};
use crate::model::records::Records;
use crate::model::site::Site;
use crate::source::{SourceId, Span};

/// Turns errors into warnings if they are in a file that is hidden, or would be, or are about its relation to another
/// file.
pub fn soften(diagnostics: &mut [Diagnostic], site: &Site) {
    let is_hidden = |source: SourceId| site.hidden_sources.contains_key(&source);
    for diagnostic in diagnostics.iter_mut().filter(|found| found.severity == Severity::Error) {
        if sources(diagnostic).into_iter().flatten().any(is_hidden) {
            diagnostic.severity = Severity::Warning;
        }
    }
}

/// The decisions that a build does not show.
pub struct HiddenDecisions(BTreeSet<SourceId>);

impl HiddenDecisions {
    /// Returns the decisions of `records` that `site` lacks because they are hidden; `None` if there are none.
    pub fn of(site: &Site, records: &Records) -> Option<HiddenDecisions> {
        let hidden: BTreeSet<SourceId> = site.hidden.iter().map(|page| page.source).collect();
        let decisions = records.decisions.iter().map(|record| record.source);
        let decisions: BTreeSet<SourceId> = decisions.filter(|source| hidden.contains(source)).collect();
        (!decisions.is_empty()).then_some(HiddenDecisions(decisions))
    }

    /// Returns those of `found`, the diagnostics of the site with these decisions, that are about them, as warnings or
    /// notes. Leaves out what `reported` has at the same place.
    pub fn own_diagnostics(&self, found: Vec<Diagnostic>, reported: &[Diagnostic]) -> Vec<Diagnostic> {
        let reported: HashSet<(Code, Location)> =
            reported.iter().map(|known| (known.code, known.place)).collect();
        let is_own = |diagnostic: &Diagnostic| {
            let is_about_one =
                sources(diagnostic).into_iter().flatten().any(|source| self.0.contains(&source));
            // Withdrawn and hidden rows of these decisions also protect a person in published articles.
            (is_about_one || diagnostic.code == Code::HiddenInArticle)
                && !reported.contains(&(diagnostic.code, diagnostic.place))
        };
        let mut own: Vec<Diagnostic> = found.into_iter().filter(is_own).collect();
        for diagnostic in own.iter_mut().filter(|found| found.severity == Severity::Error) {
            diagnostic.severity = Severity::Warning;
        }
        own
    }
}

/// Returns the files of the place and of the related place of a diagnostic.
fn sources(diagnostic: &Diagnostic) -> [Option<SourceId>; 2] {
    let related = diagnostic.related.and_then(|place| match place {
        Location::Nowhere => None,
        Location::File(source) | Location::Text(Span { source, .. }) => Some(source),
    });
    [diagnostic.source(), related]
}
