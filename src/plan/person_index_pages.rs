//! Plans the pages of the index of people and families.

use std::sync::Arc;

use crate::diagnostic::Location;
use crate::hash::Hash;
use crate::model::id::IdVec;
use crate::model::recipients::Recipients;
use crate::model::registry::Unit;
use crate::model::settings::PeoplePages;
use crate::plan::addresses::Addresses;
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::PageKind;
use crate::plan::listing::{GIVEN_NAMES_PER_PAGE, INDEXED_PER_PAGE};
use crate::plan::person_index::PersonIndex;
use crate::plan::search::has_own_page;
use crate::reuse::{InputHasher, Reuse};

/// Plans the pages of the index of names below the search page, if the site has one; returns the index.
pub fn plan(
    builder: &mut PlanBuilder<'_>,
    (reuse, recipient_inputs): (&Reuse<PersonIndex>, Hash),
    recipients: &Recipients,
    addresses: &Addresses,
    unit_ranks: &IdVec<Unit, u32>,
) -> Arc<PersonIndex> {
    let site = builder.site;
    if !is_wanted(builder) {
        return Arc::default();
    }
    let inputs = inputs(recipient_inputs, unit_ranks);
    let index = reuse.value(inputs, || PersonIndex::of(site, recipients, addresses, unit_ranks));
    if index.is_on_search_page() {
        return index;
    }
    for (id, letter) in index.letters.entries() {
        let route = index.letter_route(site, id);
        builder.add_list(route, Location::Nowhere, &letter.given_names, GIVEN_NAMES_PER_PAGE, |list| {
            PageKind::SearchLetter(index.clone(), id, list)
        });
        for name in letter.given_names.iter().filter(|_| !letter.lists_people()) {
            let route = index.given_name_route(site, id, *name);
            let people = &index.given_names[*name].people;
            builder.add_list(route, Location::Nowhere, people, INDEXED_PER_PAGE, |list| {
                PageKind::GivenName(index.clone(), *name, list)
            });
        }
    }
    index
}

/// Returns true if the site has a search and pages of people, and no page of its own at the address of the search.
fn is_wanted(builder: &PlanBuilder<'_>) -> bool {
    let settings = &builder.site.settings;
    settings.pages.search && settings.pages.people != PeoplePages::None && !has_own_page(builder)
}

/// Returns the fingerprint of everything that decides the index; `recipients` is that of what decides who they are and their
/// addresses.
fn inputs(recipients: Hash, unit_ranks: &IdVec<Unit, u32>) -> Hash {
    let mut inputs = InputHasher::default();
    inputs.hash(recipients);
    unit_ranks.iter().for_each(|rank| _ = inputs.number(u64::from(*rank)));
    inputs.fingerprint()
}
