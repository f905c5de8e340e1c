//! Predecessors and successors of units.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::id::IdVec;
use crate::model::registry::{Unit, UnitId};

/// The successors and predecessors of each unit.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    successors: IdVec<Unit, Vec<UnitId>>,
    predecessors: IdVec<Unit, Vec<UnitId>>,
}

impl Lineage {
    /// Builds the lineage of `units`; an unknown successor, and a unit that names itself, are ignored.
    pub fn new(units: &IdVec<Unit, Arc<Unit>>) -> Lineage {
        let places: HashMap<&str, UnitId> = units.entries().map(|(id, unit)| (&*unit.id.value, id)).collect();
        let none = IdVec::filled(Vec::new(), units.len());
        let mut lineage = Lineage { successors: none.clone(), predecessors: none };
        for (at, unit) in units.entries() {
            for next in unit.successors.iter().filter_map(|id| places.get(&*id.value)) {
                if *next != at && !lineage.successors[at].contains(next) {
                    lineage.successors[at].push(*next);
                    lineage.predecessors[*next].push(at);
                }
            }
        }
        lineage
    }

    /// Returns the direct successors of `unit`, in the order written.
    pub fn successors(&self, unit: UnitId) -> &[UnitId] {
        &self.successors[unit]
    }

    /// Returns the direct predecessors of `unit`, in the order of the registry.
    pub fn predecessors(&self, unit: UnitId) -> &[UnitId] {
        &self.predecessors[unit]
    }

    /// Returns all successors of `unit`, direct and indirect, nearest first, without `unit`.
    pub fn descendants(&self, unit: UnitId) -> Vec<UnitId> {
        reachable(&self.successors, unit)
    }

    /// Returns all predecessors of `unit`, direct and indirect, nearest first, without `unit`.
    pub fn ancestors(&self, unit: UnitId) -> Vec<UnitId> {
        reachable(&self.predecessors, unit)
    }

    /// Returns true if the units are the same, or one is a direct or indirect successor of the other.
    ///
    /// Two units that were merged into a third have no common lineage, nor have the parts of one that was
    /// split: people of the same name in them are not one person.
    pub fn is_same_lineage(&self, one: UnitId, other: UnitId) -> bool {
        let is_unrelated = self.successors[one].is_empty() && self.predecessors[one].is_empty();
        one == other
            || (!is_unrelated
                && (self.descendants(one).contains(&other) || self.descendants(other).contains(&one)))
    }
}

/// Returns all units reachable from `start` over `next`, breadth first, without `start`.
fn reachable(next: &IdVec<Unit, Vec<UnitId>>, start: UnitId) -> Vec<UnitId> {
    let mut found: Vec<UnitId> = Vec::new();
    let mut known = HashSet::from([start]);
    let mut open = next[start].as_slice();
    let mut taken = 0;
    loop {
        for unit in open {
            if known.insert(*unit) {
                found.push(*unit);
            }
        }
        let Some(unit) = found.get(taken) else { return found };
        open = &next[*unit];
        taken += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Lineage;
    use crate::model::accepted::Accepted;
    use crate::model::id::IdVec;
    use crate::model::registry::{Unit, UnitId, UnitKind};
    use crate::source::{Sources, Span, Spanned, Text};

    fn units(written: &[(&str, &[&str])]) -> IdVec<Unit, Arc<Unit>> {
        let source = Sources::default().assign_id("content/registry/units.yaml");
        let text = |id: &&str| Spanned::new(Text::from(*id), Span::top(source));
        let unit = |(id, successors): &(&str, &[&str])| {
            Arc::new(Unit {
                id: text(id),
                kind: UnitKind::Grassroots,
                names: Vec::new(),
                also: Vec::new(),
                parents: Vec::new(),
                ended: None,
                successors: successors.iter().map(text).collect(),
                note: None,
                accepted: Accepted::in_file(source, Vec::new()),
            })
        };
        written.iter().map(unit).collect()
    }

    /// A unit merged twice shares a lineage with both ends; the units merged with it do not.
    #[test]
    fn merged_twice() {
        let units = units(&[("a", &["c"]), ("b", &["c"]), ("c", &["d"]), ("d", &[]), ("e", &["none", "e"])]);
        let lineage = Lineage::new(&units);
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(UnitId::new);
        assert_eq!(lineage.descendants(a), [c, d]);
        assert_eq!(lineage.ancestors(d), [c, a, b]);
        assert!(lineage.is_same_lineage(a, d) && lineage.is_same_lineage(d, a));
        assert!(!lineage.is_same_lineage(a, b));
        assert!(lineage.is_same_lineage(e, e) && !lineage.is_same_lineage(e, a));
    }

    /// The search ends for units that succeed each other in a cycle.
    #[test]
    fn cycles_end() {
        let units = units(&[("a", &["b"]), ("b", &["a"])]);
        assert_eq!(Lineage::new(&units).descendants(UnitId::new(0)), [UnitId::new(1)]);
    }
}
