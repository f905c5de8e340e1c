//! The honor rolls: which awards stand on which, and in what order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Place;
use crate::model::award::{Recipient, Status};
use crate::model::site::Site;
use crate::plan::{Draft, What};
use crate::text::{Collator, SortKey};

/// The roll of one year.
#[derive(Clone, Debug)]
pub struct Roll {
    /// The year in which the merit periods of its awards end.
    pub year: i16,
    /// The awards by kind, in order of precedence.
    pub groups: Vec<RollGroup>,
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
}

/// Plans the index of the rolls and the roll of every year; gives the rolls, newest first.
pub fn plan(draft: &mut Draft<'_>) -> Vec<Arc<Roll>> {
    let rolls = rolls(draft.site);
    let word = format!("/{}/", draft.site.settings.routes.rolls);
    draft.add(&word, Place::Nowhere, What::Rolls);
    for roll in &rolls {
        draft.add(&format!("{word}{}/", roll.year), Place::Nowhere, What::Roll(roll.clone()));
    }
    rolls
}

fn rolls(site: &Site) -> Vec<Arc<Roll>> {
    let collator = Collator::new();
    let unit_keys: Vec<SortKey> = site.units.iter().map(|unit| collator.key(unit.name())).collect();
    let mut years: BTreeMap<i16, Vec<u32>> = BTreeMap::new();
    for (at, award) in (0..).zip(&site.awards) {
        years.entry(award.year).or_default().push(at);
    }
    let numbers: Vec<i16> = years.keys().copied().collect();
    let place = |year: i16| numbers.partition_point(|other| *other < year);
    let mut rolls: Vec<Arc<Roll>> = years
        .into_par_iter()
        .map(|(year, awards)| {
            let facts = Facts::of(site, &awards);
            let newer = numbers.get(place(year) + 1).copied();
            let older = place(year).checked_sub(1).map(|at| numbers[at]);
            Arc::new(Roll { year, groups: groups(site, awards, &unit_keys), facts, newer, older })
        })
        .collect();
    rolls.reverse();
    rolls
}

/// For each movement its awards by year, newest year first; in each year as they stand on the roll.
pub fn by_movement(site: &Site, rolls: &[Arc<Roll>]) -> Vec<Vec<(i16, Vec<u32>)>> {
    let mut movements: Vec<Vec<(i16, Vec<u32>)>> = vec![Vec::new(); site.movements.len()];
    for roll in rolls {
        for &at in roll.groups.iter().flat_map(|group| &group.awards) {
            let Some(movement) = site.awards[at as usize].movement else { continue };
            let years = &mut movements[movement as usize];
            match years.last_mut() {
                Some((year, awards)) if *year == roll.year => awards.push(at),
                _ => years.push((roll.year, vec![at])),
            }
        }
    }
    movements
}

/// Splits the awards by kind; kinds stand in order of precedence in the site already.
///
/// Within a kind: by class, then unit, the unit itself before its people, then name, in Vietnamese order.
fn groups(site: &Site, mut awards: Vec<u32>, unit_keys: &[SortKey]) -> Vec<RollGroup> {
    let award = |at: u32| &site.awards[at as usize];
    let order = |at: u32| {
        let (award, record) = (award(at), site.award(award(at)));
        let unit = award.unit.map(|unit| &unit_keys[unit as usize]);
        (award.kind, record.class, unit, record.to.value, &award.name_key, at)
    };
    awards.sort_by(|&a, &b| order(a).cmp(&order(b)));
    let chunks = awards.chunk_by(|&a, &b| award(a).kind == award(b).kind);
    chunks.map(|awards| RollGroup { kind: award(awards[0]).kind as usize, awards: awards.to_vec() }).collect()
}

impl Facts {
    /// The numbers of `awards`.
    pub fn of(site: &Site, awards: &[u32]) -> Facts {
        let mut facts = Facts::default();
        let mut decisions = BTreeSet::new();
        for award in awards.iter().map(|at| &site.awards[*at as usize]) {
            decisions.insert(award.decision);
            let record = site.award(award);
            if record.status == Status::Revoked {
                continue;
            }
            facts.awards += 1;
            match record.to.value {
                Recipient::Individual => facts.individuals += 1,
                Recipient::Collective => facts.collectives += 1,
                Recipient::Household => facts.households += 1,
            }
        }
        facts.decisions = decisions.len();
        facts
    }
}
