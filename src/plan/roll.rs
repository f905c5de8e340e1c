//! The honor roll of a year.

use std::collections::BTreeMap;

use crate::model::award::{Recipient, Status};
use crate::model::id::IdVec;
use crate::model::registry::{Family, KindId, Level, UnitId};
use crate::model::site::{AwardId, AwardRef, MovementId, Site};

/// The roll of one year.
#[derive(Clone, Debug)]
pub struct Roll {
    /// The year in which the merit periods of its awards end.
    pub year: i16,
    /// The awards by kind, in order of precedence.
    pub groups: Vec<RollGroup>,
    /// The parts of it that have pages, the whole first, each with its awards in the order of the roll.
    pub parts: Vec<(Part, Vec<AwardId>)>,
    /// The movements with awards on it, each with its awards in the order of the roll.
    pub movements: BTreeMap<MovementId, Vec<AwardId>>,
    /// The units with awards on it, theirs and their people's, in the order of the roll.
    pub units: BTreeMap<UnitId, Vec<AwardId>>,
    /// What stands above it.
    pub facts: Facts,
    /// The next newer year that has a roll.
    pub newer: Option<i16>,
    /// The next older year that has a roll.
    pub older: Option<i16>,
}

/// The awards of one kind on a roll.
#[derive(Clone, Debug)]
pub struct RollGroup {
    /// The kind.
    pub kind: KindId,
    /// The awards, by class, unit and name, in Vietnamese order.
    pub awards: Vec<AwardId>,
}

/// Numbers of a roll; revoked awards stand on it but are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Decisions.
    pub decisions: usize,
    /// Awards in force.
    pub awards: usize,
    /// Of them, to people.
    pub individuals: usize,
    /// Of them, to units and teams.
    pub collectives: usize,
    /// Of them, to families.
    pub households: usize,
    /// Of them, titles of emulation; the others are forms of commendation.
    pub titles: usize,
}

/// What of a roll a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// All of it.
    Whole,
    /// The awards of one kind.
    Kind(KindId),
    /// The awards granted at one level.
    Level(Level),
    /// The awards of a unit and its people.
    Unit(UnitId),
    /// The awards that came from a movement.
    Movement(MovementId),
    /// The awards to one kind of recipient.
    To(Recipient),
}

impl Part {
    /// The parts to which an award belongs, the whole first.
    pub fn of(site: &Site, id: AwardId) -> impl Iterator<Item = Part> {
        let AwardRef { award, record, .. } = site.award(id);
        let level = site.kinds[award.kind].level;
        let to = record.to.value;
        let named = [award.unit.map(Part::Unit), award.movement.map(Part::Movement)];
        [Part::Whole, Part::Kind(award.kind), Part::Level(level), Part::To(to)]
            .into_iter()
            .chain(named.into_iter().flatten())
    }

    /// The end of the route of this part of a roll, after the year.
    pub fn route(self, site: &Site) -> String {
        let words = &site.settings.routes;
        match self {
            Part::Whole => String::new(),
            Part::Kind(at) => format!("{}/{}/", words.kinds, site.kinds[at].id.value),
            Part::Level(level) => format!("{}/{}/", words.levels, level.word()),
            Part::Unit(at) => format!("{}/{}/", words.units, site.units[at].id.value),
            Part::Movement(at) => format!("{}/{}/", words.movements, site.movements[at].record.slug),
            Part::To(to) => format!("{}/{}/", words.recipients, to.word()),
        }
    }
}

impl Facts {
    /// How many of `awards` are in force.
    pub fn standing(site: &Site, awards: &[AwardId]) -> usize {
        if !site.decisions.iter().any(|decision| decision.record.has_changed) {
            return awards.len();
        }
        awards.iter().filter(|id| site.award(**id).record.status != Status::Revoked).count()
    }

    /// The numbers of `awards`.
    pub fn of(site: &Site, awards: &[AwardId]) -> Facts {
        let mut facts = Facts::default();
        let mut seen = IdVec::filled(false, site.decisions.len());
        for AwardRef { award, record, .. } in awards.iter().map(|id| site.award(*id)) {
            seen[award.decision] = true;
            if record.status == Status::Revoked {
                continue;
            }
            facts.awards += 1;
            facts.titles += usize::from(site.kinds[award.kind].family == Family::Title);
            match record.to.value {
                Recipient::Individual => facts.individuals += 1,
                Recipient::Collective => facts.collectives += 1,
                Recipient::Household => facts.households += 1,
            }
        }
        facts.decisions = seen.iter().filter(|seen| **seen).count();
        facts
    }
}
