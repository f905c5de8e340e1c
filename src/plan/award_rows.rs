//! Finds the page and the row where readers see an award.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::model::route::Route;
use crate::model::site::{AwardId, Site};
use crate::plan::builder::awards_per_page;
use crate::plan::decision_pages::DecisionPages;
use crate::plan::roll::Roll;

/// For each award the position of its roll and its position on the roll, found when one is first needed.
#[derive(Clone, Debug, Default)]
pub struct RollPositions(OnceLock<FxHashMap<AwardId, (usize, usize)>>);

/// The pages on which readers see the rows of awards.
pub struct AwardRows<'a> {
    /// The linked site.
    pub site: &'a Site,
    /// The rolls, newest year first.
    pub rolls: &'a [Arc<Roll>],
    /// The pages of decisions.
    pub decisions: &'a DecisionPages,
    /// The positions on these rolls.
    pub positions: &'a RollPositions,
}

impl AwardRows<'_> {
    /// Returns the route of the page with the row of an award, and the anchor of the row there: on the page of its
    /// decision, or on the roll of its year when decisions have no pages.
    pub fn find(&self, award: AwardId) -> Option<(Route, Option<String>)> {
        self.decisions.row(self.site, award).or_else(|| self.roll_row(award))
    }

    /// Returns the route of the page of the roll that has the row of an award, and the anchor of the row there.
    fn roll_row(&self, award: AwardId) -> Option<(Route, Option<String>)> {
        let positions = self.positions.0.get_or_init(|| {
            let mut positions = FxHashMap::default();
            for (at, roll) in self.rolls.iter().enumerate() {
                let awards = roll.groups.iter().flat_map(|group| &group.awards);
                positions.extend(awards.zip(0..).map(|(award, place)| (*award, (at, place))));
            }
            positions
        });
        let (roll, position) = positions.get(&award).copied()?;
        let number = position / awards_per_page(self.site) + 1;
        let page = self.rolls[roll].route(self.site).list_page(number, &self.site.settings.routes.page);
        Some((page, Some(self.decisions.roll_anchor(self.site, award))))
    }
}
