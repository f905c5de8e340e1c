//! Plans the pages of recipients and their routes.

use std::collections::HashMap;

use crate::diagnostic::Location;
use crate::model::id::IdVec;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::route::Route;
use crate::model::site::Site;
use crate::plan::addresses::Addresses;
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::PageKind;
use crate::plan::listing::Namesakes;
use crate::source::Text;

/// Plans the pages of recipients, and redirects and lists at their other addresses; returns the route of each
/// recipient that has a page.
///
/// A unit that received awards itself has its page among the units.
pub fn plan(
    builder: &mut PlanBuilder<'_>,
    recipients: &Recipients,
    addresses: &Addresses,
) -> IdVec<Recipient, Option<Route>> {
    let site = builder.site;
    let route = |address: &str| Route::new(format!("/{}/{address}/", site.settings.routes.people));
    let mut routes = IdVec::filled(None, recipients.all.len());
    for (id, address) in addresses.pages.entries() {
        let Some(address) = address else { continue };
        let route = route(address);
        if is_named(site, recipients, id) {
            builder.add(route.clone(), Location::Nowhere, PageKind::Recipient(id));
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
    for (address, claimants) in &addresses.lists {
        let named = claimants.iter().copied().filter(|id| is_named(site, recipients, *id));
        let list = Namesakes {
            recipients: named.collect(),
            has_removed: claimants.iter().any(|id| routes[*id].is_none()),
        };
        let kind = if list.recipients.is_empty() { PageKind::Gone } else { PageKind::Namesakes(list) };
        builder.add(route(address), Location::Nowhere, kind);
    }
    routes
}

/// Returns true if readers see the name of the recipient in one of its awards.
fn is_named(site: &Site, recipients: &Recipients, id: RecipientId) -> bool {
    recipients.all[id].awards.iter().any(|award| site.award(*award).names_recipient())
}

/// Returns the recipients of each canonical name that more than one has, in the order of `recipients`.
pub fn namesakes(recipients: &Recipients) -> HashMap<Text, Vec<RecipientId>> {
    let mut names: HashMap<Text, Vec<RecipientId>> = HashMap::new();
    for (id, recipient) in recipients.all.entries() {
        names.entry(recipient.canonical.clone()).or_default().push(id);
    }
    names.retain(|_, bearers| bearers.len() > 1);
    names
}
