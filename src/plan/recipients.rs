//! Plans the pages of recipients and their routes.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::Location;
use crate::model::id::IdVec;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::registry::Unit;
use crate::model::route::Route;
use crate::model::site::{AwardId, Site};
use crate::plan::addresses::Addresses;
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::PageKind;
use crate::plan::listing::{NAMESAKES_PER_PAGE, Namesakes, RECIPIENT_AWARDS_PER_PAGE};
use crate::plan::planned_file::PlannedFile;
use crate::source::{Sources, Text};
use crate::text::{Collator, SortKey};

/// The pages of recipients, and what other pages say about them.
#[derive(Debug, Default)]
pub struct RecipientPages {
    /// The pages, and redirects and lists at other addresses, in order of their routes.
    pub files: Vec<Arc<PlannedFile>>,
    /// The number of pages that sitemaps list.
    pub listed_count: usize,
    /// For each recipient the route of its page; `None` when it has none.
    pub routes: IdVec<Recipient, Option<Route>>,
    /// The recipients of each canonical name that more than one has, in the order of all recipients.
    pub namesakes: HashMap<Text, Vec<RecipientId>>,
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
    for (id, address) in addresses.pages.entries() {
        let Some(address) = address else { continue };
        let route = route(address);
        if is_named(site, recipients, id) {
            let awards = shown_awards(site, recipients, id);
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
        let kind = routes[*id].clone().map_or(PageKind::Gone, PageKind::Redirect);
        builder.add(route(address), Location::Nowhere, kind);
    }
    let collator = Collator::new();
    for (address, claimants) in &addresses.lists {
        let named = claimants.iter().copied().filter(|id| is_named(site, recipients, *id));
        let mut named: Vec<RecipientId> = named.collect();
        sort_namesakes(recipients, &routes, &mut named, (&collator, unit_ranks));
        let list = Arc::new(Namesakes {
            recipients: named,
            has_removed: claimants.iter().any(|id| routes[*id].is_none()),
        });
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
    routes: &IdVec<Recipient, Option<Route>>,
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
        (keys[&recipient.name].clone(), recipient.unit.map(|unit| unit_ranks[unit]), routes[*id].clone())
    });
}

/// Returns the awards that readers see with the recipient's name, newest first.
pub fn shown_awards(site: &Site, recipients: &Recipients, id: RecipientId) -> Vec<AwardId> {
    let awards = recipients.all[id].awards.iter().copied();
    let mut awards: Vec<AwardId> = awards.filter(|award| site.award(*award).names_recipient()).collect();
    awards.sort_by_key(|id| (Reverse(site.awards[*id].year), site.awards[*id].kind, *id));
    awards
}

/// Returns true if readers see the name of the recipient in one of its awards.
fn is_named(site: &Site, recipients: &Recipients, id: RecipientId) -> bool {
    recipients.all[id].awards.iter().any(|award| site.award(*award).names_recipient())
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
