//! The pages of recipients: who has one, and at which route.

use std::collections::HashMap;

use crate::diagnostic::Place;
use crate::model::award::{self, Status, Visibility};
use crate::model::recipients::{Recipient, Recipients};
use crate::model::site::Site;
use crate::plan::{Draft, What};
use crate::read::file_name;
use crate::source::Text;
use crate::text;

/// Plans the recipients; gives the route of each, empty for those without a page.
///
/// A unit that was honoured itself has its page among the units.
pub fn plan(draft: &mut Draft<'_>, recipients: &Recipients) -> Vec<Text> {
    let site = draft.site;
    let mut routes = vec![Text::from(""); recipients.all.len()];
    let slugs = slugs(site, recipients);
    for (at, recipient) in recipients.all.iter().enumerate() {
        let Some(slug) = &slugs[at] else { continue };
        let route = format!("/{}/{slug}/", site.settings.routes.people);
        if recipient.awards.iter().any(|award| is_shown(site, *award)) {
            draft.add(&route, Place::Nowhere, What::Recipient(at));
            routes[at] = Text::from(route);
        } else if recipient.awards.iter().any(|award| is_withdrawn(site, *award)) {
            // Who was taken down leaves a page without a name behind, for links that others made.
            draft.add(&route, Place::Nowhere, What::Gone);
        }
    }
    routes
}

/// The recipients of each canonical name, where there is more than one, in their own order.
pub fn namesakes(recipients: &Recipients) -> HashMap<Text, Vec<usize>> {
    let mut names: HashMap<Text, Vec<usize>> = HashMap::new();
    for (at, recipient) in recipients.all.iter().enumerate() {
        names.entry(recipient.canonical.clone()).or_default().push(at);
    }
    names.retain(|_, bearers| bearers.len() > 1);
    names
}

/// Whether readers see the name of whoever received an award.
pub fn is_shown(site: &Site, award: u32) -> bool {
    let record = site.award(&site.awards[award as usize]);
    record.status != Status::Withdrawn && record.visibility == Visibility::Full
}

fn is_withdrawn(site: &Site, award: u32) -> bool {
    site.award(&site.awards[award as usize]).status == Status::Withdrawn
}

/// The last part of the route of every recipient that may have a page, each once.
///
/// A person of the registry is called by the id. Of others of one name the one honoured first is called by
/// the name alone and the rest by name and unit, so that a new record never moves an older page.
fn slugs(site: &Site, recipients: &Recipients) -> Vec<Option<String>> {
    let mut slugs = vec![None; recipients.all.len()];
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut order: Vec<usize> = (0..recipients.all.len()).collect();
    order.sort_by_cached_key(|at| precedence(site, &recipients.all[*at]));
    for at in order {
        let recipient = &recipients.all[at];
        let candidates = candidates(site, recipient);
        if let Some(slug) = candidates.into_iter().find(|slug| !slug.is_empty() && !taken.contains_key(slug))
        {
            taken.insert(slug.clone(), at);
            slugs[at] = Some(slug);
        }
    }
    slugs
}

/// People of the registry first, then whoever was honoured earlier.
fn precedence(site: &Site, recipient: &Recipient) -> (bool, Option<jiff::civil::Date>, u32) {
    let first = recipient.awards.last().copied().unwrap_or(0);
    let decision = &site.decisions[site.awards[first as usize].decision as usize].record;
    let signed = decision.signed.as_ref().map(|day| day.value);
    (recipient.person.is_none(), signed, u32::MAX - first)
}

/// What a recipient may be called, the shortest first; nothing for a unit, which has a page of its own.
fn candidates(site: &Site, recipient: &Recipient) -> Vec<String> {
    let first = &site.awards[recipient.awards[0] as usize];
    if recipient.kind == award::Recipient::Collective && site.award(first).name.is_none() {
        return Vec::new();
    }
    let name = file_name::as_folder(text::slug(&recipient.name));
    let unit = recipient.unit.map_or("", |unit| &*site.units[unit as usize].id.value);
    let year = first.year;
    let id = recipient.person.map(|person| site.people[person as usize].id.value.to_string());
    let more = [format!("{name}-{unit}"), format!("{name}-{unit}-{}", recipient.kind.word())];
    id.into_iter().chain([name]).chain(more).chain([format!("{unit}-{year}-{}", first.row)]).collect()
}
