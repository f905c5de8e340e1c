//! The rules of a careful editor: each is one function in one list.

mod awards;
mod context;
mod decision_number;
mod decisions;
mod files;
mod kinds;
mod names;
mod news;
mod periods;
mod privacy;
mod recipients;
mod settings;
mod silence;
mod units;

use crate::diagnostic::Diagnostic;

pub use context::CheckContext;
pub use silence::{SilencedErrors, Silences};

/// A rule: what it finds wrong.
pub type Rule = fn(CheckContext<'_>) -> Vec<Diagnostic>;

/// Which rules are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleSet {
    /// Those that find errors and warnings.
    Faults,
    /// Also those that find only notes, which nobody but `check` tells.
    Everything,
}

impl RuleSet {
    /// The rules, in the order in which their findings are made; they are sorted by place when told.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        let notes = if self == RuleSet::Everything { NOTES } else { &[] };
        RULES.iter().chain(notes)
    }
}

/// The rules that find errors and warnings.
const RULES: &[Rule] = &[
    news::headings,
    news::pictures,
    news::movement_days,
    news::future_updates,
    settings::contrast,
    settings::security_expired,
    decisions::same,
    decisions::malformed_number,
    decisions::future,
    decisions::totals,
    decisions::row_numbers,
    decisions::unexplained,
    kinds::recipient,
    kinds::issuer,
    kinds::years,
    kinds::validity,
    periods::order,
    periods::late,
    periods::school_years,
    units::names,
    units::parents,
    units::endings,
    awards::absent_units,
    awards::renamed_units,
    recipients::twice,
    recipients::once,
    names::capitals_and_titles,
    names::near,
    privacy::personal_data,
    privacy::hidden_in_articles,
];

/// The rules that find notes alone.
const NOTES: &[Rule] =
    &[files::unused, recipients::citations, recipients::general_and_thematic, recipients::steps, names::same];
