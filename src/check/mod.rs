//! Editorial rules: each rule is one function in `RULES` or `NOTES`.

mod awards;
mod circles;
mod context;
mod decision_number;
mod decisions;
mod files;
mod hidden_names;
mod kinds;
mod names;
mod news;
mod periods;
mod privacy;
mod recipients;
mod settings;
mod silence;
mod unfinished;
mod units;

use crate::diagnostic::Diagnostic;

pub use context::CheckContext;
pub use kinds::possible_issuers;
pub use privacy::has_personal_number;
pub use settings::{too_many_bytes, too_many_files};
pub use silence::{SilencedErrors, Silences};
pub use unfinished::{HiddenDecisions, soften};

/// A rule: returns the diagnostics it finds.
pub type Rule = fn(CheckContext<'_>) -> Vec<Diagnostic>;

/// The rules to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleSet {
    /// The rules that report errors and warnings.
    ErrorsAndWarnings,
    /// All rules, also those that report only notes, which the command `check` shows.
    Everything,
}

impl RuleSet {
    /// Returns the rules in the order in which they run; their diagnostics are sorted by position when
    /// reported.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        let notes = if self == RuleSet::Everything { NOTES } else { &[] };
        RULES.iter().chain(notes)
    }
}

/// The rules that report errors and warnings.
const RULES: &[Rule] = &[
    news::headings,
    news::missing_alt_texts,
    news::movement_dates,
    news::movement_circles,
    news::future_updates,
    news::similar_tags,
    settings::low_contrast,
    settings::security_expired,
    decisions::duplicate_numbers,
    decisions::malformed_numbers,
    decisions::future_dates,
    decisions::stated_totals,
    decisions::row_numbers,
    decisions::unexplained_changes,
    decisions::impossible_changes,
    kinds::allowed_recipients,
    kinds::allowed_issuers,
    kinds::allowed_years,
    kinds::valid_dates,
    kinds::missing_classes,
    periods::start_and_end,
    periods::late_decisions,
    periods::school_years,
    units::overlapping_names,
    units::parent_cycles,
    units::missing_successors,
    units::successor_circles,
    units::early_ends,
    awards::absent_units,
    awards::renamed_units,
    recipients::granted_twice,
    recipients::granted_again,
    recipients::named_again,
    names::capitals_and_titles,
    names::similar_names,
    names::names_of_others,
    privacy::personal_data,
    hidden_names::hidden_in_articles,
    hidden_names::hidden_in_texts,
];

/// The rules that report only notes.
const NOTES: &[Rule] = &[
    files::unused_files,
    news::tag_spellings,
    recipients::repeated_citations,
    recipients::general_and_thematic,
    recipients::required_titles,
    names::same_names,
];
