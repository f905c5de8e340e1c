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
/// People who share awards of others have entries of their own, because it is not certain that they are recipients of the
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
    let entry = |(id, recipient): (RecipientId, &Recipient)| {
        let awards = EntryAward::named(site, recipient);
        let newest = awards.first()?.award;
        Some(PersonEntry {
            name: recipient.name.clone(),
            unit: recipient.unit,
            other_units: other_units(site, &awards, recipient.unit),
            awards,
            address: routes.recipient(id, newest),
        })
    };
    let people = found.filter_map(entry).chain(sharing_people(site, routes));
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
