//! The routes of decisions, and the pages of their rows.

use std::collections::HashMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::id::IdVec;
use crate::model::route::Route;
use crate::model::site::{AwardId, AwardRef, Decision, DecisionId, Site};
use crate::source::Text;

/// The routes of decisions, and what is needed to find a row on their pages.
#[derive(Clone, Debug, Default)]
pub struct DecisionPages {
    /// For each decision the last part of its route, which no other decision has.
    pub slugs: IdVec<Decision, Text>,
    /// The routes of the decisions; `None` when decisions have no pages.
    pub routes: IdVec<Decision, Option<Route>>,
    /// The decisions by the year of signing, newest first; `None` is an unknown day.
    pub years: Vec<(Option<i16>, Vec<DecisionId>)>,
    /// Whether each year has a page of its own.
    pub has_years: bool,
    /// The awards that decisions revoked or corrected, by the number of the decision.
    pub changed_by: HashMap<Text, Vec<AwardId>>,
    /// For the rows that are not on the first page of their decision, the number of their page.
    pub later_rows: FxHashMap<AwardId, usize>,
    /// The rows without a number of their own: without any, or with the number of an earlier row of the decision.
    pub unnumbered: FxHashSet<AwardId>,
}

/// Maximum number of decisions above the years, if each year has a page.
const MAX_NEWEST_DECISIONS: usize = 20;

impl DecisionPages {
    /// Returns the newest decisions, which the list of all decisions shows if each year has a page; else none.
    pub fn newest(&self, site: &Site) -> Vec<DecisionId> {
        site.decisions.ids().filter(|_| self.has_years).take(MAX_NEWEST_DECISIONS).collect()
    }

    /// Returns the awards of other decisions that a decision revoked or corrected.
    pub fn changed_awards(&self, site: &Site, id: DecisionId) -> Vec<AwardId> {
        let number = site.decisions[id].record.number.as_ref();
        let changed = number.and_then(|number| self.changed_by.get(&number.value));
        changed.into_iter().flatten().copied().filter(|award| site.awards[*award].decision != id).collect()
    }

    /// Returns the route of the page of its decision that has the row of an award, and the anchor of the row there;
    /// `None` when decisions have no pages.
    pub fn row(&self, site: &Site, id: AwardId) -> Option<(Route, Option<String>)> {
        let AwardRef { award, record, .. } = site.award(id);
        let first = self.routes[award.decision].as_ref()?;
        let number = self.later_rows.get(&id).copied().unwrap_or(1);
        let anchor = record.no.as_ref().map(|no| no.value.to_string());
        Some((first.list_page(number, &site.settings.routes.page), anchor))
    }

    /// Returns the anchor of an award on a roll: its decision and its number there, which a later award does not
    /// change.
    pub fn roll_anchor(&self, site: &Site, id: AwardId) -> String {
        let AwardRef { award, record, .. } = site.award(id);
        let slug = &self.slugs[award.decision];
        match &record.no {
            Some(no) if !self.unnumbered.contains(&id) => format!("{slug}-{}", no.value),
            _ => format!("{slug}-r{}", award.row.position() + 1),
        }
    }

    /// Returns the rows of a decision by number, those without a number last, and records which have none.
    pub fn number_rows(&mut self, site: &Site, id: DecisionId) -> Vec<AwardId> {
        let no = |id: &AwardId| site.award(*id).record.no.as_ref().map(|no| no.value);
        let mut rows: Vec<AwardId> = site.decisions[id].awards().collect();
        rows.sort_by_key(|id| (no(id).is_none(), no(id), *id));
        let mut last = None;
        for row in &rows {
            if no(row).is_none() || no(row) == last {
                self.unnumbered.insert(*row);
            }
            last = no(row);
        }
        rows
    }
}
