//! The pages of decisions, kinds of awards and units.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diagnostic::Place;
use crate::model::site::{Decision, Site};
use crate::plan::{Draft, Roll, What};
use crate::read::file_name;
use crate::source::Text;
use crate::text;

/// Plans the decisions; gives the route of each, empty when they have no pages.
pub fn decisions(draft: &mut Draft<'_>) -> Vec<Text> {
    let site = draft.site;
    if !site.settings.pages.decisions || site.decisions.is_empty() {
        return vec![Text::from(""); site.decisions.len()];
    }
    let word = format!("/{}/", site.settings.routes.decisions);
    draft.add(&word, Place::Nowhere, What::Decisions);
    let slugs: Vec<String> = site.decisions.iter().map(|decision| slug(draft, decision)).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    slugs.iter().for_each(|slug| *count.entry(slug).or_default() += 1);
    let mut routes: Vec<Text> = Vec::with_capacity(slugs.len());
    let mut taken: FxHashSet<Text> = FxHashSet::default();
    let mut last_numbers: HashMap<String, usize> = HashMap::new();
    for (at, (slug, decision)) in slugs.iter().zip(&site.decisions).enumerate() {
        let issuer = decision.issuer.filter(|_| count[slug.as_str()] > 1);
        let named = match issuer {
            Some(issuer) => format!("{word}{slug}-{}", site.units[issuer].id.value),
            None => format!("{word}{slug}"),
        };
        // Decisions of one number, issuer and year are reported; an author who accepts them wants a page for each.
        let last = last_numbers.entry(named.clone()).or_insert(0);
        let mut candidates = (*last + 1..).map(|number| {
            *last = number;
            Text::from(if number == 1 { format!("{named}/") } else { format!("{named}-{number}/") })
        });
        let route = candidates.find(|route| !taken.contains(route)).expect("numbers never end");
        taken.insert(route.clone());
        draft.add(&route, decision.record.source.into(), What::Decision(at));
        routes.push(route);
    }
    routes
}

/// The decisions by their numbers; of one number the newest.
pub fn numbers(site: &Site) -> HashMap<Text, usize> {
    let mut numbers = HashMap::new();
    for (at, decision) in site.decisions.iter().enumerate() {
        if let Some(number) = &decision.record.number {
            numbers.entry(number.value.clone()).or_insert(at);
        }
    }
    numbers
}

/// The awards that decisions revoked or corrected, by the numbers of those decisions.
pub fn changed_by(site: &Site) -> HashMap<Text, Vec<u32>> {
    let mut changed: HashMap<Text, Vec<u32>> = HashMap::new();
    for (at, award) in site.awards_that_may_have_changed() {
        if let Some(by) = &site.award(award).by {
            changed.entry(by.value.clone()).or_default().push(at);
        }
    }
    changed
}

/// Number and year, which office and reader know a decision by; the file name when the number is lost.
fn slug(draft: &Draft<'_>, decision: &Decision) -> String {
    let record = &decision.record;
    let year = record.signed.as_ref().map(|day| day.value.year().to_string());
    let number = record.number.as_ref().map(|number| file_name::as_folder(text::slug(&number.value)));
    let number = number.filter(|slug| !slug.is_empty());
    match (number, year) {
        (Some(number), Some(year)) if number.split('-').any(|part| part == year) => number,
        (Some(number), Some(year)) => format!("{number}-{year}"),
        (Some(number), None) => number,
        (None, _) => {
            let name = draft.sources.find(record.source).map_or("", |source| source.name());
            file_name::as_folder(text::slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem)))
        }
    }
}

/// The awards of each kind.
pub fn of_kinds(site: &Site, rolls: &[Arc<Roll>]) -> Vec<Vec<u32>> {
    let mut awards = vec![Vec::new(); site.kinds.len()];
    for group in rolls.iter().flat_map(|roll| &roll.groups) {
        awards[group.kind].extend(&group.awards);
    }
    awards
}

/// Plans the award guide and the kinds that have awards.
pub fn kinds(draft: &mut Draft<'_>, awards: &[Vec<u32>]) {
    let site = draft.site;
    if !site.settings.pages.kinds {
        return;
    }
    let word = format!("/{}/", site.settings.routes.kinds);
    draft.add(&word, Place::Nowhere, What::Kinds);
    for (at, awards) in awards.iter().enumerate().filter(|(_, awards)| !awards.is_empty()) {
        let route = format!("{word}{}/", site.kinds[at].id.value);
        draft.add_awards(&route, site.kinds[at].id.span.into(), awards, |list| What::Kind(at, list));
    }
}

/// The awards of each unit and its people.
pub fn of_units(site: &Site, rolls: &[Arc<Roll>]) -> Vec<Vec<u32>> {
    let mut awards = vec![Vec::new(); site.units.len()];
    for (unit, of_year) in rolls.iter().flat_map(|roll| &roll.units) {
        awards[*unit as usize].extend(of_year);
    }
    awards
}

/// Plans the units.
pub fn units(draft: &mut Draft<'_>, awards: &[Vec<u32>]) {
    let site = draft.site;
    if !site.settings.pages.units || site.units.is_empty() {
        return;
    }
    let word = format!("/{}/", site.settings.routes.units);
    draft.add(&word, Place::Nowhere, What::Units);
    for (at, unit) in site.units.iter().enumerate() {
        let route = format!("{word}{}/", unit.id.value);
        draft.add_awards(&route, unit.id.span.into(), &awards[at], |list| What::Unit(at, list));
    }
}
