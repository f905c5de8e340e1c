//! A [`Site`] in, what a careful editor would say of it out: one rule, one function, one list.

mod files;
mod honors;
mod news;

use crate::diagnostic::Diagnostic;
use crate::model::site::Site;
use crate::source::Sources;

/// A rule: what it finds in a site.
pub type Rule = fn(&Site, &Sources) -> Vec<Diagnostic>;

/// Every rule, in the order in which their findings are made; they are sorted by place when told.
pub const RULES: &[Rule] = &[
    news::headings,
    news::pictures,
    news::movement_days,
    files::unused,
    honors::incomplete_decision,
    honors::recipient_kind,
    honors::periods,
    honors::same_decision,
];

/// What all rules find.
pub fn site(site: &Site, sources: &Sources) -> Vec<Diagnostic> {
    RULES.iter().flat_map(|rule| rule(site, sources)).collect()
}
