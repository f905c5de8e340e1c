//! Collects the people and households that readers can find.

use rayon::prelude::*;

use crate::model::award::RecipientKind;
use crate::model::id::IdVec;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::registry::Unit;
use crate::model::site::Site;
use crate::search::entry::{EntryAward, EntryRoutes, PersonEntry};
use crate::text::Collator;

/// Returns an entry for each person and household whose whole name readers see, by name in Vietnamese order, then by
/// the rank of the unit, then by address.
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
        let entry = PersonEntry {
            recipient: id,
            name: recipient.name.clone(),
            unit: recipient.unit,
            awards,
            address: routes.recipient(id, newest),
        };
        Some((collator.key(&recipient.name), entry))
    };
    let mut people: Vec<_> = found.filter_map(entry).collect();
    people.par_sort_by(|(one_key, one), (other_key, other)| {
        let place = |entry: &PersonEntry| entry.unit.map(|unit| unit_ranks[unit]);
        (one_key, place(one), &one.address).cmp(&(other_key, place(other), &other.address))
    });
    people.into_iter().map(|(_, entry)| entry).collect()
}
