//! Plans the pages of recipients and their routes.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diagnostic::Location;
use crate::hash::Hash;
use crate::model::id::IdVec;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::registry::{PersonId, Unit};
use crate::model::route::Route;
use crate::model::settings::PeoplePages;
use crate::model::site::{AwardId, Site};
use crate::plan::addresses::Addresses;
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::PageKind;
use crate::plan::listing::{NAMESAKES_PER_PAGE, Namesakes, RECIPIENT_AWARDS_PER_PAGE};
use crate::plan::planned_file::PlannedFile;
use crate::reuse::InputHasher;
use crate::source::{Sources, Text};
use crate::text::{Collator, SortKey};

/// The pages of recipients, and what other pages say about them.
#[derive(Debug, Default)]
pub struct RecipientPages {
    /// The pages, and redirects and lists at other addresses, in order of their routes.
    pub files: Vec<Arc<PlannedFile>>,
    /// The number of pages that sitemaps list.
    pub listed_count: usize,
    /// For each recipient the route of its page; `None` when it has none, also because it is a row of other pages.
    pub routes: IdVec<Recipient, Option<Route>>,
    /// The recipients of each canonical name that more than one has, in the order of all recipients.
    pub namesakes: HashMap<Text, Vec<RecipientId>>,
}

/// Returns the fingerprint of everything that decides the pages of recipients; `recipients` is that of what decides who they
/// are.
pub fn inputs(site: &Site, recipients: Hash) -> Hash {
    let mut inputs = InputHasher::default();
    inputs.hash(recipients);
    if site.settings.pages.people == PeoplePages::Several {
        let people = site.articles.iter().flat_map(|article| &article.people);
        people.for_each(|person| _ = inputs.text(&site.people[*person].id.value));
    }
    inputs.fingerprint()
}

/// Plans the pages of recipients, and redirects and lists at their other addresses.
///
/// A unit that received awards itself has its page among the units.
pub fn plan(
    site: &Site,
    sources: &Sources,
    recipients: &Recipients,
    addresses: &Addresses,
    unit_ranks: &IdVec<Unit, u32>,
) -> RecipientPages {
    let mut builder = PlanBuilder::new(site, sources);
    let route = |address: &str| Route::new(format!("/{}/{address}/", site.settings.routes.people));
    let mut routes = IdVec::filled(None, recipients.all.len());
    let with_articles: FxHashSet<PersonId> =
        site.articles.iter().flat_map(|article| article.people.iter().copied()).collect();
    for (id, address) in addresses.pages.entries() {
        let Some(address) = address else { continue };
        let route = route(address);
        let awards = shown_awards(site, recipients, id);
        if !awards.is_empty() {
            let recipient = &recipients.all[id];
            if !has_page(site, &awards, recipient.person.is_some_and(|one| with_articles.contains(&one))) {
                continue;
            }
            builder.add_list(route.clone(), Location::Nowhere, &awards, RECIPIENT_AWARDS_PER_PAGE, |list| {
                PageKind::Recipient(id, list)
            });
            routes[id] = Some(route);
        } else {
            // Links of other sites to the removed page still work: the page says that the entry was removed,
            // without the name.
            builder.add(route, Location::Nowhere, PageKind::Gone);
        }
    }
    for (address, id) in &addresses.redirects {
        let kind = match &routes[*id] {
            Some(page) => PageKind::Redirect(page.clone()),
            None if recipients.is_named(site, *id) => continue,
            None => PageKind::Gone,
        };
        builder.add(route(address), Location::Nowhere, kind);
    }
    let collator = Collator::new();
    for (address, claimants) in &addresses.lists {
        let named = claimants.iter().copied().filter(|id| recipients.is_named(site, *id));
        let mut named: Vec<RecipientId> = named.collect();
        let has_removed = named.len() < claimants.len();
        if !has_removed && named.iter().all(|id| routes[*id].is_none()) {
            // None of them has had a page, so no link leads here.
            continue;
        }
        sort_namesakes(recipients, addresses, &mut named, (&collator, unit_ranks));
        let list = Arc::new(Namesakes { recipients: named, has_removed });
        if list.recipients.is_empty() {
            builder.add(route(address), Location::Nowhere, PageKind::Gone);
            continue;
        }
        builder.add_list(route(address), Location::Nowhere, &list.recipients, NAMESAKES_PER_PAGE, |page| {
            PageKind::Namesakes(list.clone(), page)
        });
    }
    let mut files = builder.pages;
    files.sort_by(|a, b| a.route.cmp(&b.route));
    let listed_count = files.iter().filter(|file| file.is_listed()).count();
    RecipientPages { files, listed_count, routes, namesakes: namesakes(recipients) }
}

/// Sorts recipients by name in Vietnamese order, then by the rank of the unit, then by address.
fn sort_namesakes(
    recipients: &Recipients,
    addresses: &Addresses,
    named: &mut [RecipientId],
    (collator, unit_ranks): (&Collator, &IdVec<Unit, u32>),
) {
    let mut keys: HashMap<&Text, SortKey> = HashMap::new();
    for id in named.iter() {
        let name = &recipients.all[*id].name;
        keys.entry(name).or_insert_with(|| collator.key(name));
    }
    named.sort_by_key(|id| {
        let recipient = &recipients.all[*id];
        (
            keys[&recipient.name].clone(),
            recipient.unit.map(|unit| unit_ranks[unit]),
            addresses.pages[*id].clone(),
        )
    });
}

/// Returns the awards that readers see with the recipient's name, newest first.
pub fn shown_awards(site: &Site, recipients: &Recipients, id: RecipientId) -> Vec<AwardId> {
    let awards = recipients.all[id].awards.iter().copied();
    let mut awards: Vec<AwardId> = awards.filter(|award| site.award(*award).names_recipient()).collect();
    awards.sort_by_key(|id| (Reverse(site.awards[*id].year), site.awards[*id].kind, *id));
    awards
}

/// Returns true if a recipient with these awards, which readers see, has a page; `has_article` says whether an article
/// names it in its list of people.
fn has_page(site: &Site, awards: &[AwardId], has_article: bool) -> bool {
    match site.settings.pages.people {
        PeoplePages::All => true,
        PeoplePages::Several => {
            awards.len() > 1
                || has_article
                || awards.iter().any(|award| site.awards[*award].article.is_some())
        }
        PeoplePages::None => false,
    }
}

/// Returns the recipients of each canonical name that more than one has, in the order of `recipients`.
fn namesakes(recipients: &Recipients) -> HashMap<Text, Vec<RecipientId>> {
    let mut names: HashMap<Text, Vec<RecipientId>> = HashMap::new();
    for (id, recipient) in recipients.all.entries() {
        names.entry(recipient.canonical.clone()).or_default().push(id);
    }
    names.retain(|_, bearers| bearers.len() > 1);
    names
}
