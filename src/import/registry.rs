//! What an import needs of the registry: units, kinds of awards and movements by their names.

use std::sync::Arc;

use crate::check::possible_issuers;
use crate::model::article::MovementRecord;
use crate::model::id::{Id, IdVec};
use crate::model::names::NameIndex;
use crate::model::printed_index::NameDays;
use crate::model::registry::{AwardKind, Issuer, Unit};
use crate::model::site::{Movement, Site};

/// The units, kinds of awards and movements that a document can name.
pub struct Registry<'r> {
    /// The units, in the order of the registry.
    pub units: &'r [Arc<Unit>],
    /// The kinds of awards, in order of precedence.
    pub kinds: &'r IdVec<AwardKind, Arc<AwardKind>>,
    /// Finds units by their ids, names and other spellings.
    pub unit_names: NameIndex<'r, Unit>,
    /// Finds kinds of awards by their ids, names and other spellings.
    pub kind_names: NameIndex<'r, AwardKind>,
    /// The movements by their titles.
    pub movement_names: NameIndex<'r, Movement>,
}

impl<'r> Registry<'r> {
    /// Creates the registry of these records.
    pub fn new(
        units: &'r [Arc<Unit>],
        kinds: &'r IdVec<AwardKind, Arc<AwardKind>>,
        movements: impl Iterator<Item = &'r Arc<MovementRecord>>,
    ) -> Registry<'r> {
        Registry {
            units,
            kinds,
            unit_names: NameIndex::of_units(units),
            kind_names: NameIndex::of_kinds(kinds),
            movement_names: NameIndex::of_movements(movements),
        }
    }

    /// Returns the registry of a linked site.
    pub fn of_site(site: &'r Site) -> Registry<'r> {
        Registry::new(
            site.units.as_slice(),
            &site.kinds,
            site.movements.iter().map(|movement| &movement.record),
        )
    }

    /// Returns a unit.
    pub fn unit(&self, id: Id<Unit>) -> &'r Unit {
        &self.units[id.position()]
    }

    /// Returns the issuers as which a unit may grant awards.
    pub fn powers(&self, unit: Id<Unit>) -> Vec<Issuer> {
        possible_issuers(self.units, self.unit(unit))
    }

    /// Returns the id of the only record that `value` of the `key` of a decision or a row means on `days`.
    pub fn id_of(&self, key: &str, value: &str, days: Option<NameDays>) -> Option<&'r str> {
        match key {
            "unit" | "issuer" => {
                self.unit_names.find(value, days).one().and_then(|unit| self.unit_names.id(unit))
            }
            "kind" => self.kind_names.find(value, days).one().and_then(|kind| self.kind_names.id(kind)),
            _ => self.movement_names.find(value, days).one().and_then(|found| self.movement_names.id(found)),
        }
    }
}
