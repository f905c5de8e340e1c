//! The honor rolls: which awards stand on which, and in what order.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use crate::diagnostic::Place;
use crate::model::award::{Recipient, Status};
use crate::model::id::{Id, IdVec};
use crate::model::registry::{Family, KindId, Level, Unit, UnitId};
use crate::model::site::{AwardId, AwardRef, Movement, MovementId, Site};
use crate::plan::{Draft, PlanReuse, Table, What};
use crate::reuse::Inputs;
use crate::text::{Collator, SortKey};

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
    /// The parts in which an award stands, the whole first.
    fn of(site: &Site, id: AwardId) -> impl Iterator<Item = Part> {
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

/// Plans the index of the rolls, the roll of every year, and the parts of each that hold more than one row
/// and less than the whole; gives the rolls, newest first.
pub fn plan(draft: &mut Draft<'_>, reuse: &PlanReuse) -> Vec<Arc<Roll>> {
    let rolls = rolls(draft.site, reuse);
    let word = format!("/{}/", draft.site.settings.routes.rolls);
    draft.add(&word, Place::Nowhere, What::Rolls);
    for roll in &rolls {
        for (part, awards) in &roll.parts {
            let route = format!("{word}{}/{}", roll.year, part.route(draft.site));
            draft.add_awards(&route, Place::Nowhere, awards, |list| What::Roll(roll.clone(), *part, list));
        }
    }
    let words = &draft.site.settings.routes;
    if draft.site.settings.pages.statistics && !rolls.is_empty() {
        draft.add(&format!("{word}{}/", words.statistics), Place::Nowhere, What::Statistics);
    }
    let changed = draft.site.awards_of_changed_decisions().filter(|award| award.is_changed());
    let changed: Vec<AwardId> = changed.map(|award| award.id).collect();
    if !changed.is_empty() {
        draft.add(&format!("{word}{}/", words.corrections), Place::Nowhere, What::Corrections(changed));
    }
    if draft.site.settings.pages.downloads && !rolls.is_empty() {
        downloads(draft, &rolls);
    }
    rolls
}

/// Rows of a sheet of XLSX, its head among them (ECMA-376).
const LONGEST_SHEET: usize = 1_048_576;

fn downloads(draft: &mut Draft<'_>, rolls: &[Arc<Roll>]) {
    let whole =
        |roll: &Roll| roll.groups.iter().flat_map(|group| group.awards.clone()).collect::<Vec<AwardId>>();
    for table in Table::ALL {
        for roll in rolls {
            let route = download_route(draft.site, Some(roll.year), table);
            draft.add(&route, Place::Nowhere, What::Download(table, whole(roll)));
        }
        let all: Vec<AwardId> = rolls.iter().flat_map(|roll| whole(roll)).collect();
        if table == Table::Xlsx && all.len() >= LONGEST_SHEET {
            continue;
        }
        draft.add(&download_route(draft.site, None, table), Place::Nowhere, What::Download(table, all));
    }
    draft.add(&schema_route(draft.site), Place::Nowhere, What::Schema);
}

/// The route of a table of a year, or of all years.
pub fn download_route(site: &Site, year: Option<i16>, table: Table) -> String {
    let (word, end) = (&site.settings.routes.rolls, table.extension());
    match year {
        Some(year) => format!("/{word}/{year}/{word}-{year}.{end}"),
        None => format!("/{word}/{word}.{end}"),
    }
}

/// The route of the schema of the JSON tables.
pub fn schema_route(site: &Site) -> String {
    let word = &site.settings.routes.rolls;
    format!("/{word}/{word}.schema.json")
}

/// The parts of a roll that have pages, each with its awards in the order of the roll.
fn parts(site: &Site, groups: &[RollGroup]) -> Vec<(Part, Vec<AwardId>)> {
    if !site.settings.rolls.parts {
        return vec![(Part::Whole, groups.iter().flat_map(|group| &group.awards).copied().collect())];
    }
    let mut parts: BTreeMap<Part, Vec<AwardId>> = BTreeMap::new();
    for at in groups.iter().flat_map(|group| &group.awards) {
        for part in Part::of(site, *at) {
            parts.entry(part).or_default().push(*at);
        }
    }
    let all = parts.get(&Part::Whole).map_or(0, Vec::len);
    let wanted =
        |part: &Part, awards: &Vec<AwardId>| *part == Part::Whole || (awards.len() > 1 && awards.len() < all);
    parts.into_iter().filter(|(part, awards)| wanted(part, awards)).collect()
}

/// The awards of a year, and what they are made from.
#[derive(Default)]
struct YearAwards {
    awards: Vec<AwardId>,
    inputs: Inputs,
}

/// The awards of each year, in the order of the site.
fn by_year(site: &Site) -> BTreeMap<i16, YearAwards> {
    let mut years: BTreeMap<i16, YearAwards> = BTreeMap::new();
    for decision in &site.decisions {
        let mut next = decision.awards.start;
        for awards in site.awards.as_slice()[decision.awards.clone()].chunk_by(|a, b| a.year == b.year) {
            let (first, year) = (next, years.entry(awards[0].year).or_default());
            next += awards.len();
            year.awards.extend(Id::range(first..next));
            year.inputs.hash(decision.inputs).number(first as u64).number(next as u64);
        }
    }
    years
}

fn rolls(site: &Site, reuse: &PlanReuse) -> Vec<Arc<Roll>> {
    let unit_ranks = LazyLock::new(|| unit_ranks(site));
    let years: Vec<(i16, YearAwards)> = by_year(site).into_iter().collect();
    let numbers: Vec<i16> = years.iter().map(|(year, _)| *year).collect();
    let roll = |(at, (year, of)): (usize, (i16, YearAwards))| {
        let (newer, older) = (numbers.get(at + 1).copied(), at.checked_sub(1).map(|at| numbers[at]));
        let YearAwards { awards, mut inputs } = of;
        for year in [newer, older].into_iter().flatten() {
            inputs.text(&year.to_string());
        }
        reuse.rolls.value(inputs.hash(site.names).fingerprint(), || {
            let facts = Facts::of(site, &awards);
            let groups = groups(site, &awards, &unit_ranks);
            let parts = parts(site, &groups);
            let movements = by(&groups, |award| site.awards[award].movement);
            let units = by(&groups, |award| site.awards[award].unit);
            Roll { year, groups, parts, movements, units, facts, newer, older }
        })
    };
    let mut rolls: Vec<Arc<Roll>> = years.into_par_iter().enumerate().with_max_len(1).map(roll).collect();
    rolls.reverse();
    rolls
}

/// The awards of a roll by what `of` gives of each.
fn by<I: Ord>(groups: &[RollGroup], of: impl Fn(AwardId) -> Option<I>) -> BTreeMap<I, Vec<AwardId>> {
    let mut parted: BTreeMap<I, Vec<AwardId>> = BTreeMap::new();
    for &at in groups.iter().flat_map(|group| &group.awards) {
        if let Some(part) = of(at) {
            parted.entry(part).or_default().push(at);
        }
    }
    parted
}

/// For each movement its awards by year, newest year first; in each year as they stand on the roll.
pub fn by_movement(site: &Site, rolls: &[Arc<Roll>]) -> IdVec<Movement, Vec<(i16, Vec<AwardId>)>> {
    let mut movements: IdVec<Movement, Vec<(i16, Vec<AwardId>)>> =
        IdVec::filled(Vec::new(), site.movements.len());
    for roll in rolls {
        for (movement, awards) in &roll.movements {
            movements[*movement].push((roll.year, awards.clone()));
        }
    }
    movements
}

/// For each unit its place in the order of their names.
fn unit_ranks(site: &Site) -> IdVec<Unit, u32> {
    let collator = Collator::new();
    ranks(&site.units.iter().map(|unit| collator.key(unit.name())).collect::<Vec<_>>())
}

/// For each key how many different ones stand before it: numbers are compared sooner than keys.
fn ranks(keys: &[SortKey]) -> IdVec<Unit, u32> {
    let mut sorted: Vec<&SortKey> = keys.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    keys.iter().map(|key| sorted.partition_point(|other| *other < key) as u32).collect()
}

/// Splits the awards by kind; kinds stand in order of precedence in the site already.
///
/// Within a kind: by class, then unit, the unit itself before its people, then name, in Vietnamese order.
fn groups(site: &Site, awards: &[AwardId], unit_ranks: &IdVec<Unit, u32>) -> Vec<RollGroup> {
    let place = |id: &AwardId| {
        let AwardRef { award, record, .. } = site.award(*id);
        let unit = award.unit.map(|unit| unit_ranks[unit]);
        (award.kind, record.class, unit, record.to.value, &award.name_key, *id)
    };
    let mut places: Vec<_> = awards.iter().map(place).collect();
    places.sort_unstable();
    let groups = places.chunk_by(|one, other| one.0 == other.0);
    let group = |places: &[(KindId, _, _, _, _, AwardId)]| RollGroup {
        kind: places[0].0,
        awards: places.iter().map(|place| place.5).collect(),
    };
    groups.map(group).collect()
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
