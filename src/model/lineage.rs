//! Which units followed which.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::id::IdVec;
use crate::model::registry::{Unit, UnitId};

/// The successors and predecessors of each unit.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    after: IdVec<Unit, Vec<UnitId>>,
    before: IdVec<Unit, Vec<UnitId>>,
}

impl Lineage {
    /// The lineage of `units`; successors that are not among them, or are the unit itself, do not count.
    pub fn of(units: &IdVec<Unit, Arc<Unit>>) -> Lineage {
        let places: HashMap<&str, UnitId> = units.entries().map(|(id, unit)| (&*unit.id.value, id)).collect();
        let none = IdVec::filled(Vec::new(), units.len());
        let mut lineage = Lineage { after: none.clone(), before: none };
        for (at, unit) in units.entries() {
            for next in unit.successors.iter().filter_map(|id| places.get(&*id.value)) {
                if *next != at && !lineage.after[at].contains(next) {
                    lineage.after[at].push(*next);
                    lineage.before[*next].push(at);
                }
            }
        }
        lineage
    }

    /// The units that followed `unit` at once, in the order written.
    pub fn successors(&self, unit: UnitId) -> &[UnitId] {
        &self.after[unit]
    }

    /// The units that `unit` followed at once, in the order of the registry.
    pub fn predecessors(&self, unit: UnitId) -> &[UnitId] {
        &self.before[unit]
    }

    /// Every unit that followed `unit`, nearest first, without itself.
    pub fn descendants(&self, unit: UnitId) -> Vec<UnitId> {
        reached(&self.after, unit)
    }

    /// Every unit that `unit` goes back to, nearest first, without itself.
    pub fn ancestors(&self, unit: UnitId) -> Vec<UnitId> {
        reached(&self.before, unit)
    }

    /// Whether one of the two is the other, or followed it, at once or over others between.
    ///
    /// Two units that were merged into a third are not of one line, nor are the parts of one that was split:
    /// people of the same name in them are not one person.
    pub fn is_same_lineage(&self, one: UnitId, other: UnitId) -> bool {
        let parted = self.after[one].is_empty() && self.before[one].is_empty();
        one == other
            || (!parted && (self.descendants(one).contains(&other) || self.descendants(other).contains(&one)))
    }
}

fn reached(next: &IdVec<Unit, Vec<UnitId>>, start: UnitId) -> Vec<UnitId> {
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
                parents: Vec::new(),
                ended: None,
                successors: successors.iter().map(text).collect(),
                note: None,
                accepted: Accepted::in_file(source, Vec::new()),
            })
        };
        written.iter().map(unit).collect()
    }

    /// A unit merged twice is of one line with both ends; those merged with it are not of one line.
    #[test]
    fn merged_twice() {
        let units = units(&[("a", &["c"]), ("b", &["c"]), ("c", &["d"]), ("d", &[]), ("e", &["none", "e"])]);
        let lineage = Lineage::of(&units);
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(UnitId::new);
        assert_eq!(lineage.descendants(a), [c, d]);
        assert_eq!(lineage.ancestors(d), [c, a, b]);
        assert!(lineage.is_same_lineage(a, d) && lineage.is_same_lineage(d, a));
        assert!(!lineage.is_same_lineage(a, b));
        assert!(lineage.is_same_lineage(e, e) && !lineage.is_same_lineage(e, a));
    }

    /// Units that follow each other in a circle end the search.
    #[test]
    fn circles_end() {
        let units = units(&[("a", &["b"]), ("b", &["a"])]);
        assert_eq!(Lineage::of(&units).descendants(UnitId::new(0)), [UnitId::new(1)]);
    }
}
