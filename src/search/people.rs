//! Collects the people and households that readers can find.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::award::RecipientKind;
use crate::model::id::IdVec;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::registry::{Unit, UnitId};
use crate::model::site::Site;
use crate::search::entry::{EntryAward, EntryRoutes, PersonEntry};
use crate::source::Text;
use crate::text::{Collator, canonical_name};

/// Returns an entry for each person and household whose whole name readers see, by name in Vietnamese order, then by
/// the rank of the unit, then by address.
///
/// A person of the registry has another entry for each other name that decisions have, because readers look for what is
/// printed there. People who share awards of others have entries of their own, because it is not certain that they are recipients of the
/// same name and unit.
pub fn people(
    site: &Site,
    recipients: &Recipients,
    unit_ranks: &IdVec<Unit, u32>,
    routes: &dyn EntryRoutes,
) -> Vec<PersonEntry> {
    let all: Vec<(RecipientId, &Recipient)> = recipients.all.entries().collect();
    let collator = Collator::new();
    let found = all.into_par_iter().filter(|(_, recipient)| recipient.kind != RecipientKind::Collective);
    let entries = |(id, recipient): (RecipientId, &Recipient)| {
        let awards = EntryAward::named(site, recipient);
        let entry = |name: Text, unit: Option<UnitId>, awards: Vec<EntryAward>| {
            let newest = awards.first()?.award;
            let other_units = other_units(site, &awards, unit);
            Some(PersonEntry { name, unit, other_units, awards, address: routes.recipient(id, newest) })
        };
        let others = other_names(site, recipient, &awards);
        let others = others.into_iter().filter_map(|(name, awards)| {
            let unit = site.awards[awards[0].award].unit;
            entry(name, unit, awards)
        });
        let others: Vec<PersonEntry> = others.collect();
        entry(recipient.name.clone(), recipient.unit, awards).into_iter().chain(others)
    };
    let people = found.flat_map_iter(entries).chain(sharing_people(site, routes));
    let mut people: Vec<_> = people.map(|entry| (collator.key(&entry.name), entry)).collect();
    people.par_sort_by(|(one_key, one), (other_key, other)| {
        let place = |entry: &PersonEntry| entry.unit.map(|unit| unit_ranks[unit]);
        (one_key, place(one), &one.address, &one.name).cmp(&(
            other_key,
            place(other),
            &other.address,
            &other.name,
        ))
    });
    people.into_iter().map(|(_, entry)| entry).collect()
}

/// Returns the names that `awards` of a person of the registry have printed besides the registered one, with their awards.
fn other_names(site: &Site, recipient: &Recipient, awards: &[EntryAward]) -> Vec<(Text, Vec<EntryAward>)> {
    if recipient.person.is_none() {
        return Vec::new();
    }
    let mut others: Vec<(String, Text, Vec<EntryAward>)> = Vec::new();
    let registered = canonical_name(&recipient.name);
    for award in awards {
        let Some(name) = &site.award(award.award).record.name else { continue };
        if name.value == recipient.name {
            continue;
        }
        let canonical = canonical_name(&name.value);
        match others.iter_mut().find(|(known, ..)| *known == canonical) {
            Some((.., awards)) => awards.push(*award),
            None if canonical == registered => {}
            None => others.push((canonical, name.value.clone(), vec![*award])),
        }
    }
    others.into_iter().map(|(_, name, awards)| (name, awards)).collect()
}

/// Returns an entry for each name and unit of the people who share awards, if readers see the names. It leads to the row of
/// the newest award.
fn sharing_people(site: &Site, routes: &dyn EntryRoutes) -> Vec<PersonEntry> {
    let mut found: FxHashMap<(String, Option<UnitId>), (Text, Vec<EntryAward>)> = FxHashMap::default();
    let sharing = site.all_awards().filter(|award| award.names_recipient());
    for (award, name) in
        sharing.flat_map(|award| award.record.shared_with.iter().map(move |name| (award, name)))
    {
        let key = (canonical_name(&name.value), award.award.unit);
        let (_, awards) = found.entry(key).or_insert_with(|| (name.value.clone(), Vec::new()));
        awards.push(EntryAward::of(site, award.id));
    }
    let entry = |((_, unit), (name, mut awards)): ((String, Option<UnitId>), (Text, Vec<EntryAward>))| {
        awards.sort_by_key(|award| (Reverse(award.year), award.kind, award.award));
        awards.dedup();
        let address = routes.row(awards[0].award);
        PersonEntry { name, unit, other_units: Box::default(), awards, address }
    };
    found.into_iter().map(entry).collect()
}

/// Returns the units of `awards` besides `shown`, each once.
fn other_units(site: &Site, awards: &[EntryAward], shown: Option<UnitId>) -> Box<[UnitId]> {
    let units = awards.iter().filter_map(|award| site.awards[award.award].unit);
    let mut units: Vec<UnitId> = units.filter(|unit| Some(*unit) != shown).collect();
    units.sort_unstable();
    units.dedup();
    units.into()
}
