//! Plans the pages of recipients and their routes.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::diagnostic::Location;
use crate::model::award::{self, Status};
use crate::model::id::IdVec;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::route::Route;
use crate::model::site::{AwardId, AwardRef, Site};
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::PageKind;
use crate::read::file_name;
use crate::source::Text;
use crate::text;

/// Plans the pages of recipients; returns the route of each that has a page.
///
/// A unit that received awards itself has its page among the units.
pub fn plan(builder: &mut PlanBuilder<'_>, recipients: &Recipients) -> IdVec<Recipient, Option<Route>> {
    let site = builder.site;
    let mut routes = IdVec::filled(None, recipients.all.len());
    let slugs = slugs(site, recipients);
    for (id, recipient) in recipients.all.entries() {
        let Some(slug) = &slugs[id] else { continue };
        let route = Route::new(format!("/{}/{slug}/", site.settings.routes.people));
        if recipient.awards.iter().any(|award| site.award(*award).names_recipient()) {
            builder.add(route.clone(), Location::Nowhere, PageKind::Recipient(id));
            routes[id] = Some(route);
        } else if recipient.awards.iter().any(|award| is_withdrawn(site, *award)) {
            // Links of other sites to the removed page still work: the page says that the entry was removed,
            // without the name.
            builder.add(route, Location::Nowhere, PageKind::Gone);
        }
    }
    routes
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

fn is_withdrawn(site: &Site, award: AwardId) -> bool {
    site.award(award).record.status == Status::Withdrawn
}

/// Returns the last part of the route of every recipient that may have a page; no two are equal.
///
/// A person of the registry has the id. Of other recipients with the same name, the first one awarded has the
/// name alone and the others name and unit, so a new record never moves an existing page.
fn slugs(site: &Site, recipients: &Recipients) -> IdVec<Recipient, Option<String>> {
    let mut slugs = IdVec::filled(None, recipients.all.len());
    let mut taken: HashSet<String> = HashSet::new();
    let mut order: Vec<RecipientId> = recipients.all.ids().collect();
    order.sort_by_cached_key(|id| slug_priority(site, &recipients.all[*id]));
    for id in order {
        let recipient = &recipients.all[id];
        let candidates = slug_candidates(site, recipient);
        if let Some(slug) = candidates.into_iter().find(|slug| !slug.is_empty() && !taken.contains(slug)) {
            taken.insert(slug.clone());
            slugs[id] = Some(slug);
        }
    }
    slugs
}

/// Sorts people of the registry first, then recipients by the date of their first award.
fn slug_priority(site: &Site, recipient: &Recipient) -> (bool, Option<Date>, Option<Reverse<AwardId>>) {
    let first = recipient.awards.last().copied();
    let signed = first.and_then(|first| site.award(first).signed());
    (recipient.person.is_none(), signed, first.map(Reverse))
}

/// Returns the slugs that a recipient may have, the preferred one first; none for a unit, which has its own
/// page.
fn slug_candidates(site: &Site, recipient: &Recipient) -> Vec<String> {
    let AwardRef { award: first, record, .. } = site.award(recipient.awards[0]);
    if recipient.kind == award::RecipientKind::Collective && record.name.is_none() {
        return Vec::new();
    }
    let name = file_name::to_folder_name(text::slug(&recipient.name));
    let unit = recipient.unit.map_or("", |unit| &*site.units[unit].id.value);
    let year = first.year;
    let id = recipient.person.map(|person| site.people[person].id.value.to_string());
    let more = [format!("{name}-{unit}"), format!("{name}-{unit}-{}", recipient.kind.word())];
    id.into_iter()
        .chain([name])
        .chain(more)
        .chain([format!("{unit}-{year}-{}", first.row.position())])
        .collect()
}
