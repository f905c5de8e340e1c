//! The honor roll of a year.

use std::collections::BTreeMap;

use crate::messages::Language;
use crate::model::award::{RecipientKind, Status};
use crate::model::id::IdVec;
use crate::model::registry::{KindFamily, KindId, Level, Unit, UnitId};
use crate::model::route::Route;
use crate::model::site::{AwardId, AwardRef, MovementId, Site};
use crate::plan::roll_names::RollNames;

/// The roll of one year, linked and sorted.
#[derive(Clone, Debug)]
pub struct Roll {
    /// The year in which the merit periods of its awards end.
    pub year: i16,
    /// The awards by kind, in order of precedence.
    pub groups: Vec<RollGroup>,
    /// The parts that have pages, the whole roll first.
    pub parts: Vec<PartAwards>,
    /// The movements with awards on it, each with its awards in the order of the roll.
    pub movements: BTreeMap<MovementId, Vec<AwardId>>,
    /// The units with awards on it, each with its own awards and those of its people, in the order of the
    /// roll.
    pub units: BTreeMap<UnitId, Vec<AwardId>>,
    /// The index of its names.
    pub names: RollNames,
    /// The numbers shown above the roll.
    pub counts: RollCounts,
    /// The next newer year that has a roll.
    pub newer: Option<i16>,
    /// The next older year that has a roll.
    pub older: Option<i16>,
}

/// The awards of a part of a roll.
#[derive(Clone, Debug)]
pub struct PartAwards {
    /// Which awards it has.
    pub part: RollPart,
    /// Its awards, in the order of the roll.
    pub awards: Vec<AwardId>,
    /// How many of them are not revoked.
    pub count: usize,
}

/// The awards of one kind on a roll.
#[derive(Clone, Debug)]
pub struct RollGroup {
    /// The kind of these awards.
    pub kind: KindId,
    /// The awards, by class, unit and name, in Vietnamese order.
    pub awards: Vec<AwardId>,
}

/// The numbers of a roll; revoked awards are on it but are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RollCounts {
    /// Decisions with awards on the roll.
    pub decisions: usize,
    /// Awards that are not revoked.
    pub awards: usize,
    /// Of these awards, those to people.
    pub individuals: usize,
    /// Of these awards, those to units and teams.
    pub collectives: usize,
    /// Of these awards, those to families.
    pub households: usize,
    /// Of these awards, emulation titles; the others are forms of commendation.
    pub titles: usize,
}

/// The parts of a roll that may be too many for the page of the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartFamily {
    /// The parts by unit.
    Units,
    /// The parts by movement.
    Movements,
}

impl PartFamily {
    /// All families.
    pub const ALL: [PartFamily; 2] = [PartFamily::Units, PartFamily::Movements];

    /// Returns true if `part` belongs to this family.
    pub fn has(self, part: &RollPart) -> bool {
        match self {
            PartFamily::Units => matches!(part, RollPart::Unit(_)),
            PartFamily::Movements => matches!(part, RollPart::Movement(_)),
        }
    }

    /// Returns the route of the list of the parts of `roll` in this family.
    pub fn route(self, site: &Site, roll: &Roll) -> Route {
        let words = &site.settings.routes;
        let word = match self {
            PartFamily::Units => &words.units,
            PartFamily::Movements => &words.movements,
        };
        Route::new(format!("/{}/{}/{word}/", words.rolls, roll.year))
    }
}

impl Roll {
    /// Returns how many awards of a part are not revoked; 0 if it has no page.
    pub fn part_count(&self, part: RollPart) -> usize {
        let at = self.parts.binary_search_by_key(&part, |other| other.part);
        at.map_or(0, |at| self.parts[at].count)
    }

    /// Returns the route of the roll itself.
    pub fn route(&self, site: &Site) -> Route {
        Route::new(format!("/{}/{}/", site.settings.routes.rolls, self.year))
    }

    /// Returns the route of the index of names.
    pub fn names_route(&self, site: &Site) -> Route {
        let words = &site.settings.routes;
        Route::new(format!("/{}/{}/{}/", words.rolls, self.year, words.people))
    }

    /// Returns the parts in `family`: units in order of precedence, movements in the order of the site.
    pub fn parts_in(&self, family: PartFamily, ranks: &IdVec<Unit, u32>) -> Vec<RollPart> {
        let parts = self.parts.iter().map(|of| of.part);
        let mut parts: Vec<RollPart> = parts.filter(|part| family.has(part)).collect();
        parts.sort_by_key(|part| match part {
            RollPart::Unit(unit) => ranks[*unit],
            _ => 0,
        });
        parts
    }
}

/// A part of a roll that a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RollPart {
    /// The whole roll.
    Whole,
    /// The awards of one kind.
    Kind(KindId),
    /// The awards granted at one level.
    Level(Level),
    /// The awards of a unit and its people.
    Unit(UnitId),
    /// The awards of one movement.
    Movement(MovementId),
    /// The awards to one kind of recipient.
    To(RecipientKind),
}

impl RollPart {
    /// Returns the parts that an award belongs to, the whole roll first.
    pub fn of_award(site: &Site, id: AwardId) -> impl Iterator<Item = RollPart> {
        let found = site.award(id);
        let AwardRef { award, record, .. } = found;
        let level = site.kinds[award.kind].level;
        let to = record.to.value;
        let named = [found.shown_unit().map(RollPart::Unit), award.movement.map(RollPart::Movement)];
        [RollPart::Whole, RollPart::Kind(award.kind), RollPart::Level(level), RollPart::To(to)]
            .into_iter()
            .chain(named.into_iter().flatten())
    }

    /// Returns the end of the route of this part, after the year.
    pub fn route(self, site: &Site) -> String {
        let words = &site.settings.routes;
        match self {
            RollPart::Whole => String::new(),
            RollPart::Kind(at) => format!("{}/{}/", words.kinds, site.kinds[at].id.value),
            RollPart::Level(level) => {
                format!("{}/{}/", words.levels, level_word(level, site.settings.language))
            }
            RollPart::Unit(at) => format!("{}/{}/", words.units, site.units[at].id.value),
            RollPart::Movement(at) => format!("{}/{}/", words.movements, site.movements[at].record.slug),
            RollPart::To(to) => {
                format!("{}/{}/", words.recipients, recipient_word(to, site.settings.language))
            }
        }
    }

    /// Returns the end of the route that this part had when the words of YAML files were part of the addresses of
    /// Vietnamese sites; `None` if it is the same.
    pub fn former_route(self, site: &Site) -> Option<String> {
        let words = &site.settings.routes;
        let former = match self {
            RollPart::Level(level) => format!("{}/{}/", words.levels, level.word()),
            RollPart::To(to) => format!("{}/{}/", words.recipients, to.word()),
            RollPart::Whole | RollPart::Kind(_) | RollPart::Unit(_) | RollPart::Movement(_) => return None,
        };
        (former != self.route(site)).then_some(former)
    }
}

/// Returns the word for `level` in addresses of a site in `language`.
fn level_word(level: Level, language: Language) -> &'static str {
    match (language, level) {
        (Language::En, _) => level.word(),
        (Language::Vi, Level::State) => "nha-nuoc",
        (Language::Vi, Level::Ministry) => "bo",
        (Language::Vi, Level::Province) => "tinh",
        (Language::Vi, Level::Confederation) => "tong-lien-doan",
        (Language::Vi, Level::Federation) => "lien-doan",
        (Language::Vi, Level::Grassroots) => "co-so",
    }
}

/// Returns the word for recipients `to` in addresses of a site in `language`.
fn recipient_word(to: RecipientKind, language: Language) -> &'static str {
    match (language, to) {
        (Language::En, _) => to.word(),
        (Language::Vi, RecipientKind::Individual) => "ca-nhan",
        (Language::Vi, RecipientKind::Collective) => "tap-the",
        (Language::Vi, RecipientKind::Household) => "ho-gia-dinh",
    }
}

impl RollCounts {
    /// Returns how many of `awards` are counted: all but the revoked ones.
    pub fn count(site: &Site, awards: &[AwardId]) -> usize {
        let is_counted = |id: &&AwardId| {
            let decision = &site.decisions[site.awards[**id].decision];
            !decision.record.has_changed || site.award(**id).record.status != Status::Revoked
        };
        awards.iter().filter(is_counted).count()
    }

    /// Counts `awards` by kind of recipient and family.
    pub fn from_awards(site: &Site, awards: &[AwardId]) -> RollCounts {
        let mut counts = RollCounts::default();
        let mut seen = IdVec::filled(false, site.decisions.len());
        for AwardRef { award, record, .. } in awards.iter().map(|id| site.award(*id)) {
            seen[award.decision] = true;
            if record.status == Status::Revoked {
                continue;
            }
            counts.awards += 1;
            counts.titles += usize::from(site.kinds[award.kind].family == KindFamily::Title);
            match record.to.value {
                RecipientKind::Individual => counts.individuals += 1,
                RecipientKind::Collective => counts.collectives += 1,
                RecipientKind::Household => counts.households += 1,
            }
        }
        counts.decisions = seen.iter().filter(|seen| **seen).count();
        counts
    }
}
