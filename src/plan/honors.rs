//! The honor rolls: which awards stand on which, and in what order.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Place;
use crate::model::award::{Recipient, Status};
use crate::model::registry::{Family, Level};
use crate::model::site::{Award, Site};
use crate::plan::{Draft, Plan, Table, What};
use crate::text::{Collator, SortKey};

/// The roll of one year.
#[derive(Clone, Debug)]
pub struct Roll {
    /// The year in which the merit periods of its awards end.
    pub year: i16,
    /// The awards by kind, in order of precedence.
    pub groups: Vec<RollGroup>,
    /// The parts of it that have pages, the whole first, each with its awards in the order of the roll.
    pub parts: Vec<(Part, Vec<u32>)>,
    /// The movements with awards on it, each with its awards in the order of the roll.
    pub movements: BTreeMap<u32, Vec<u32>>,
    /// The units with awards on it, theirs and their people's, in the order of the roll.
    pub units: BTreeMap<u32, Vec<u32>>,
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
    pub kind: usize,
    /// The awards, by class, unit and name, in Vietnamese order.
    pub awards: Vec<u32>,
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
    Kind(u32),
    /// The awards granted at one level.
    Level(Level),
    /// The awards of a unit and its people.
    Unit(u32),
    /// The awards that came from a movement.
    Movement(u32),
    /// The awards to one kind of recipient.
    To(Recipient),
}

impl Part {
    /// The parts in which an award stands, the whole first.
    fn of(site: &Site, at: u32) -> impl Iterator<Item = Part> {
        let award = &site.awards[at as usize];
        let level = site.kinds[award.kind as usize].level;
        let to = site.award(award).to.value;
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
            Part::Kind(at) => format!("{}/{}/", words.kinds, site.kinds[at as usize].id.value),
            Part::Level(level) => format!("{}/{}/", words.levels, level.word()),
            Part::Unit(at) => format!("{}/{}/", words.units, site.units[at as usize].id.value),
            Part::Movement(at) => {
                format!("{}/{}/", words.movements, site.movements[at as usize].record.slug)
            }
            Part::To(to) => format!("{}/{}/", words.recipients, to.word()),
        }
    }
}

/// Plans the index of the rolls, the roll of every year, and the parts of each that hold more than one row
/// and less than the whole; gives the rolls, newest first.
pub fn plan(draft: &mut Draft<'_>, previous: Option<(&Site, &Plan)>) -> Vec<Arc<Roll>> {
    let rolls = rolls(draft.site, previous);
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
    let changed = draft.site.awards_that_may_have_changed();
    let changed: Vec<u32> =
        changed.filter(|(_, award)| is_changed(draft.site, award)).map(|(at, _)| at).collect();
    if !changed.is_empty() {
        draft.add(&format!("{word}{}/", words.corrections), Place::Nowhere, What::Corrections(changed));
    }
    if draft.site.settings.pages.downloads && !rolls.is_empty() {
        downloads(draft, &rolls);
    }
    rolls
}

/// Whether a later decision revoked or corrected an award.
fn is_changed(site: &Site, award: &Award) -> bool {
    matches!(site.award(award).status, Status::Revoked | Status::Corrected)
}

/// Rows of a sheet of XLSX, its head among them (ECMA-376).
const LONGEST_SHEET: usize = 1_048_576;

fn downloads(draft: &mut Draft<'_>, rolls: &[Arc<Roll>]) {
    let whole = |roll: &Roll| roll.groups.iter().flat_map(|group| group.awards.clone()).collect::<Vec<u32>>();
    for table in Table::ALL {
        for roll in rolls {
            let route = download_route(draft.site, Some(roll.year), table);
            draft.add(&route, Place::Nowhere, What::Download(table, whole(roll)));
        }
        let all: Vec<u32> = rolls.iter().flat_map(|roll| whole(roll)).collect();
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
fn parts(site: &Site, groups: &[RollGroup]) -> Vec<(Part, Vec<u32>)> {
    if !site.settings.rolls.parts {
        return vec![(Part::Whole, groups.iter().flat_map(|group| &group.awards).copied().collect())];
    }
    let mut parts: BTreeMap<Part, Vec<u32>> = BTreeMap::new();
    for at in groups.iter().flat_map(|group| &group.awards) {
        for part in Part::of(site, *at) {
            parts.entry(part).or_default().push(*at);
        }
    }
    let all = parts.get(&Part::Whole).map_or(0, Vec::len);
    let wanted =
        |part: &Part, awards: &Vec<u32>| *part == Part::Whole || (awards.len() > 1 && awards.len() < all);
    parts.into_iter().filter(|(part, awards)| wanted(part, awards)).collect()
}

fn rolls(site: &Site, previous: Option<(&Site, &Plan)>) -> Vec<Arc<Roll>> {
    let previous = previous.filter(|(before, _)| site.settings.rolls.parts == before.settings.rolls.parts);
    if let Some((_, plan)) = previous.filter(|(before, _)| Arc::ptr_eq(&site.awards, &before.awards)) {
        return plan.rolls.clone();
    }
    let previous = previous.filter(|(before, _)| site.has_the_names_of(before));
    let unit_ranks = unit_ranks(site);
    // Units that are called otherwise may still stand in the same order.
    let in_order = |before: &Site| {
        let same = site.units.iter().zip(&before.units).all(|(one, other)| Arc::ptr_eq(one, other));
        same || self::unit_ranks(before) == unit_ranks
    };
    let previous = previous.filter(|(before, _)| in_order(before));
    let mut years: BTreeMap<i16, Vec<u32>> = BTreeMap::new();
    let mut at = 0;
    for awards in site.awards.chunk_by(|one, other| one.year == other.year) {
        let next = at + awards.len() as u32;
        years.entry(awards[0].year).or_default().extend(at..next);
        at = next;
    }
    let numbers: Vec<i16> = years.keys().copied().collect();
    let place = |year: i16| numbers.partition_point(|other| *other < year);
    let years: Vec<(i16, Vec<u32>)> = years.into_iter().collect();
    let mut rolls: Vec<Arc<Roll>> = years
        .into_par_iter()
        .with_max_len(1)
        .map(|(year, awards)| {
            let newer = numbers.get(place(year) + 1).copied();
            let older = place(year).checked_sub(1).map(|at| numbers[at]);
            let same = |roll: &&Arc<Roll>| (roll.year, roll.newer, roll.older) == (year, newer, older);
            let known = previous.and_then(|(before, plan)| Some((before, plan.rolls.iter().find(same)?)));
            if let Some((before, roll)) = known
                && roll.has(&awards, site, before)
            {
                return roll.clone();
            }
            let facts = Facts::of(site, &awards);
            let groups = groups(site, &awards, &unit_ranks);
            let parts = parts(site, &groups);
            let movements = by(&groups, |at| site.awards[at as usize].movement);
            let units = by(&groups, |at| site.awards[at as usize].unit);
            Arc::new(Roll { year, groups, parts, movements, units, facts, newer, older })
        })
        .collect();
    rolls.reverse();
    rolls
}

impl Roll {
    /// Whether this roll of the site `before` holds just these `awards` of `site`, which has the same names.
    fn has(&self, awards: &[u32], site: &Site, before: &Site) -> bool {
        let count: usize = self.groups.iter().map(|group| group.awards.len()).sum();
        let same = |at: u32| {
            let (Some(old), new) = (before.awards.get(at as usize), &site.awards[at as usize]) else {
                return false;
            };
            let record =
                |site: &Site, award: &Award| Arc::as_ptr(&site.decisions[award.decision as usize].record);
            let same = std::ptr::eq(record(before, old), record(site, new)) && old.name_key == new.name_key;
            old.year == new.year && old.row == new.row && same
        };
        count == awards.len() && awards.iter().all(|at| same(*at))
    }
}

/// The awards of a roll by what `of` gives of each.
fn by(groups: &[RollGroup], of: impl Fn(u32) -> Option<u32>) -> BTreeMap<u32, Vec<u32>> {
    let mut parted: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &at in groups.iter().flat_map(|group| &group.awards) {
        if let Some(part) = of(at) {
            parted.entry(part).or_default().push(at);
        }
    }
    parted
}

/// For each movement its awards by year, newest year first; in each year as they stand on the roll.
pub fn by_movement(site: &Site, rolls: &[Arc<Roll>]) -> Vec<Vec<(i16, Vec<u32>)>> {
    let mut movements: Vec<Vec<(i16, Vec<u32>)>> = vec![Vec::new(); site.movements.len()];
    for roll in rolls {
        for (movement, awards) in &roll.movements {
            movements[*movement as usize].push((roll.year, awards.clone()));
        }
    }
    movements
}

/// For each unit its place in the order of their names.
fn unit_ranks(site: &Site) -> Vec<u32> {
    let collator = Collator::new();
    ranks(&site.units.iter().map(|unit| collator.key(unit.name())).collect::<Vec<_>>())
}

/// For each key how many different ones stand before it: numbers are compared sooner than keys.
fn ranks(keys: &[SortKey]) -> Vec<u32> {
    let mut sorted: Vec<&SortKey> = keys.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    keys.iter().map(|key| sorted.partition_point(|other| *other < key) as u32).collect()
}

/// Splits the awards by kind; kinds stand in order of precedence in the site already.
///
/// Within a kind: by class, then unit, the unit itself before its people, then name, in Vietnamese order.
fn groups(site: &Site, awards: &[u32], unit_ranks: &[u32]) -> Vec<RollGroup> {
    let place = |at: &u32| {
        let award = &site.awards[*at as usize];
        let record = site.award(award);
        let unit = award.unit.map(|unit| unit_ranks[unit as usize]);
        (award.kind, record.class, unit, record.to.value, &award.name_key, *at)
    };
    let mut places: Vec<_> = awards.iter().map(place).collect();
    places.sort_unstable();
    let groups = places.chunk_by(|one, other| one.0 == other.0);
    let group = |places: &[(u32, _, _, _, _, u32)]| RollGroup {
        kind: places[0].0 as usize,
        awards: places.iter().map(|place| place.5).collect(),
    };
    groups.map(group).collect()
}

impl Facts {
    /// How many of `awards` are in force.
    pub fn standing(site: &Site, awards: &[u32]) -> usize {
        if !site.decisions.iter().any(|decision| decision.record.has_changed) {
            return awards.len();
        }
        let stands = |at: &&u32| site.award(&site.awards[**at as usize]).status != Status::Revoked;
        awards.iter().filter(stands).count()
    }

    /// The numbers of `awards`.
    pub fn of(site: &Site, awards: &[u32]) -> Facts {
        let mut facts = Facts::default();
        let mut seen = vec![false; site.decisions.len()];
        for award in awards.iter().map(|at| &site.awards[*at as usize]) {
            seen[award.decision as usize] = true;
            let record = site.award(award);
            if record.status == Status::Revoked {
                continue;
            }
            facts.awards += 1;
            facts.titles += usize::from(site.kinds[award.kind as usize].family == Family::Title);
            match record.to.value {
                Recipient::Individual => facts.individuals += 1,
                Recipient::Collective => facts.collectives += 1,
                Recipient::Household => facts.households += 1,
            }
        }
        facts.decisions = seen.into_iter().filter(|seen| *seen).count();
        facts
    }
}
