//! Views that many pages of one build share.

use std::collections::HashMap;
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::model::id::IdVec;
use crate::model::recipients::Recipient;
use crate::model::registry::{AwardKind, Unit, UnitId};
use crate::model::settings::Section;
use crate::model::site::{Article, AwardId, Decision, Movement, Site};
use crate::picture::ShareBase;
use crate::plan::Plan;
use crate::render::view::cached::LazyViews;
use crate::render::view::data::{
    ArticleCard, CommonFacts, DecisionLink, KindView, LinkView, MovementHonors, MovementLink, MovementView,
};
use crate::source::Text;
use crate::text::canonical_name;

/// The children and predecessors of each unit, in the order of the registry.
#[derive(Debug)]
pub struct UnitNeighbours {
    ids: HashMap<Text, UnitId>,
    /// By the names of each unit, as [`canonical_name`] returns them.
    names: HashMap<String, UnitId>,
    /// The current and former children of each unit.
    pub children: IdVec<Unit, Vec<UnitId>>,
    /// The direct predecessors of each unit.
    pub predecessors: IdVec<Unit, Vec<UnitId>>,
}

impl UnitNeighbours {
    /// Indexes the units of `site`.
    fn new(site: &Site) -> UnitNeighbours {
        let units = &site.units;
        let ids = units.entries().map(|(id, unit)| (unit.id.value.clone(), id)).collect();
        let empty = IdVec::filled(Vec::new(), units.len());
        let mut names = HashMap::new();
        for (id, unit) in units.entries() {
            let all = unit.names.iter().map(|name| &name.value).chain(&unit.also);
            all.for_each(|name| _ = names.entry(canonical_name(name)).or_insert(id));
        }
        let mut found = UnitNeighbours { ids, names, children: empty.clone(), predecessors: empty };
        for (id, unit) in units.entries() {
            for parent in unit.parents.iter().filter_map(|parent| found.ids.get(&parent.value.value)) {
                if found.children[*parent].last() != Some(&id) {
                    found.children[*parent].push(id);
                }
            }
            for next in unit.successors.iter().filter_map(|next| found.ids.get(&next.value)) {
                if found.predecessors[*next].last() != Some(&id) {
                    found.predecessors[*next].push(id);
                }
            }
        }
        found
    }

    /// Returns the unit with the id `name`.
    pub fn unit(&self, name: &str) -> Option<UnitId> {
        self.ids.get(name).copied()
    }

    /// Returns the first unit with this name, now or in the past; `key` is the name as [`canonical_name`] returns it.
    pub fn named(&self, key: &str) -> Option<UnitId> {
        self.names.get(key).copied()
    }
}

/// The views that many pages of one build share, computed on first use.
#[derive(Debug)]
pub struct ViewCache {
    /// The children and predecessors of each unit.
    pub units: UnitNeighbours,
    /// Articles in lists.
    pub cards: LazyViews<Article, ArticleCard>,
    /// For each section, its title and address.
    pub section_links: LazyViews<Section, LinkView>,
    /// For each movement, its title and address.
    pub movement_links: LazyViews<Movement, MovementLink>,
    /// Whole movements, for their pages.
    pub movements: LazyViews<Movement, MovementView>,
    /// The awards of each movement.
    pub movement_honors: LazyViews<Movement, MovementHonors>,
    /// Decisions beside awards.
    pub decisions: LazyViews<Decision, DecisionLink>,
    /// The number and day of each decision, as rows of a roll show them.
    pub row_words: IdVec<Decision, OnceLock<String>>,
    /// What all rows of each decision share.
    pub common_facts: LazyViews<Decision, CommonFacts>,
    /// The awards of each recipient that readers see with the name, newest first.
    pub shown_awards: IdVec<Recipient, OnceLock<Vec<AwardId>>>,
    /// Kinds beside awards.
    pub kinds: LazyViews<AwardKind, KindView>,
    /// The addresses to which the menu leads.
    pub menu_routes: OnceLock<FxHashSet<Text>>,
    /// What the pictures for shared links have in common.
    pub share_base: OnceLock<ShareBase>,
}

impl ViewCache {
    /// Creates an empty cache for `site`, whose pages are those of `plan`.
    pub fn new(site: &Site, plan: &Plan) -> ViewCache {
        ViewCache {
            units: UnitNeighbours::new(site),
            cards: LazyViews::new(site.articles.len()),
            section_links: LazyViews::new(site.settings.sections.len()),
            movement_links: LazyViews::new(site.movements.len()),
            movements: LazyViews::new(site.movements.len()),
            movement_honors: LazyViews::new(site.movements.len()),
            decisions: LazyViews::new(site.decisions.len()),
            row_words: (0..site.decisions.len()).map(|_| OnceLock::new()).collect(),
            common_facts: LazyViews::new(site.decisions.len()),
            shown_awards: (0..plan.recipients.all.len()).map(|_| OnceLock::new()).collect(),
            kinds: LazyViews::new(site.kinds.len()),
            menu_routes: OnceLock::new(),
            share_base: OnceLock::new(),
        }
    }
}
