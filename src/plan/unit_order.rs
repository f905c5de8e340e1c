//! The order in which readers see the units of a site.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::model::id::IdVec;
use crate::model::registry::{Dated, Unit, UnitId, UnitKind};
use crate::model::site::Site;
use crate::source::{Spanned, Text};
use crate::text::{self, Collator};

/// The units of a site in the order in which readers see them.
#[derive(Clone, Debug, Default)]
pub struct UnitOrder {
    /// All units in order of precedence: the types from the top, the confederation before the federations below it,
    /// and units of one type in Vietnamese order of their names. First the existing units, then the ended ones.
    pub all: Vec<UnitId>,
    /// For each unit its rank in the order of precedence, whether it exists or has ended.
    pub ranks: IdVec<Unit, u32>,
    /// For each unit the existing units below it, in order of precedence.
    pub children: IdVec<Unit, Vec<UnitId>>,
}

impl UnitOrder {
    /// Sorts the units of `site`; `today` decides which unit is above another.
    pub fn of(site: &Site, today: Date) -> UnitOrder {
        let collator = Collator::new();
        let mut sorted: Vec<UnitId> = site.units.ids().collect();
        sorted.sort_by_cached_key(|id| {
            let unit = &site.units[*id];
            (unit.kind, federation_rank(unit), collator.key(unit.name()), *id)
        });
        let mut ranks = IdVec::filled(0, site.units.len());
        for (rank, id) in (0..).zip(&sorted) {
            ranks[*id] = rank;
        }
        let ids: HashMap<&Text, UnitId> =
            site.units.entries().map(|(id, unit)| (&unit.id.value, id)).collect();
        let mut children = IdVec::filled(Vec::new(), site.units.len());
        for id in &sorted {
            let unit = &site.units[*id];
            let is_current = |parent: &&Dated<Spanned<Text>>| parent.is_valid_on(today);
            for parent in unit.parents.iter().filter(is_current).filter(|_| unit.ended.is_none()) {
                let Some(parent) = ids.get(&parent.value.value) else { continue };
                if children[*parent].last() != Some(id) {
                    children[*parent].push(*id);
                }
            }
        }
        sorted.sort_by_key(|id| site.units[*id].ended.is_some());
        UnitOrder { all: sorted, ranks, children }
    }

    /// Sorts `units` by precedence and removes repeated ones.
    pub fn sort(&self, units: &mut Vec<UnitId>) {
        units.sort_unstable_by_key(|id| self.ranks[*id]);
        units.dedup();
    }
}

/// Returns the rank of a unit among those of its type: the confederation before the federations.
///
/// The type `federation` has both, and a registry need not say that the confederation is above a federation.
fn federation_rank(unit: &Unit) -> u8 {
    if unit.kind != UnitKind::Federation {
        return 0;
    }
    let name = text::fold(unit.name());
    let is_confederation = ["tong lien doan", "tong ldld"].iter().any(|start| name.starts_with(start));
    if is_confederation {
        0
    } else if unit.parents.is_empty() {
        1
    } else {
        2
    }
}
