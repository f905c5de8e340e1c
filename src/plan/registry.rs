//! Plans the pages of decisions, kinds of awards and units.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diagnostic::Location;
use crate::model::id::IdVec;
use crate::model::registry::{AwardKind, Unit};
use crate::model::route::Route;
use crate::model::site::{AwardId, Decision, DecisionId, Site};
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::PageKind;
use crate::plan::roll::Roll;
use crate::read::file_name;
use crate::source::{Sources, Text};
use crate::text;

/// Plans the pages of decisions; returns the route of each.
pub fn plan_decisions(builder: &mut PlanBuilder<'_>) -> IdVec<Decision, Option<Route>> {
    let site = builder.site;
    if !site.settings.pages.decisions || site.decisions.is_empty() {
        return IdVec::filled(None, site.decisions.len());
    }
    let word = format!("/{}/", site.settings.routes.decisions);
    builder.add(word.clone(), Location::Nowhere, PageKind::Decisions);
    let slugs: Vec<String> =
        site.decisions.iter().map(|decision| decision_slug(builder.sources, decision)).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    slugs.iter().for_each(|slug| *count.entry(slug).or_default() += 1);
    let mut routes = IdVec::default();
    let mut taken: FxHashSet<Route> = FxHashSet::default();
    let mut last_numbers: HashMap<String, usize> = HashMap::new();
    for (slug, (id, decision)) in slugs.iter().zip(site.decisions.entries()) {
        let issuer = decision.issuer.filter(|_| count[slug.as_str()] > 1);
        let named = match issuer {
            Some(issuer) => format!("{word}{slug}-{}", site.units[issuer].id.value),
            None => format!("{word}{slug}"),
        };
        // Decisions with the same number, issuer and year are reported; if the author accepts that, each has
        // a page.
        let last = last_numbers.entry(named.clone()).or_insert(0);
        let mut candidates = (*last + 1..).map(|number| {
            *last = number;
            Route::new(if number == 1 { format!("{named}/") } else { format!("{named}-{number}/") })
        });
        let route = candidates.find(|route| !taken.contains(route)).expect("the range of numbers has no end");
        taken.insert(route.clone());
        builder.add(route.clone(), decision.record.source.into(), PageKind::Decision(id));
        routes.push(Some(route));
    }
    routes
}

/// Returns the decisions by number; of decisions with the same number the newest.
pub fn decisions_by_number(site: &Site) -> HashMap<Text, DecisionId> {
    let mut numbers = HashMap::new();
    for (id, decision) in site.decisions.entries() {
        if let Some(number) = &decision.record.number {
            numbers.entry(number.value.clone()).or_insert(id);
        }
    }
    numbers
}

/// Returns the awards that decisions revoked or corrected, by the number of the decision.
pub fn awards_changed_by(site: &Site) -> HashMap<Text, Vec<AwardId>> {
    let mut changed: HashMap<Text, Vec<AwardId>> = HashMap::new();
    for award in site.awards_of_changed_decisions() {
        if let Some(by) = &award.record.by {
            changed.entry(by.value.clone()).or_default().push(award.id);
        }
    }
    changed
}

/// Returns the slug of a decision: number and year, or the file name when the number is lost.
pub fn decision_slug(sources: &Sources, decision: &Decision) -> String {
    let record = &decision.record;
    let year = record.signed.as_ref().map(|day| day.value.year().to_string());
    let number = record.number.as_ref().map(|number| file_name::to_folder_name(text::slug(&number.value)));
    let number = number.filter(|slug| !slug.is_empty());
    match (number, year) {
        (Some(number), Some(year)) if number.split('-').any(|part| part == year) => number,
        (Some(number), Some(year)) => format!("{number}-{year}"),
        (Some(number), None) => number,
        (None, _) => {
            let name = sources.find(record.source).map_or("", |source| source.name());
            file_name::to_folder_name(text::slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem)))
        }
    }
}

/// Returns the awards of each kind, newest year first, in the order of the rolls.
pub fn awards_by_kind(site: &Site, rolls: &[Arc<Roll>]) -> IdVec<AwardKind, Vec<AwardId>> {
    let mut awards: IdVec<AwardKind, Vec<AwardId>> = IdVec::filled(Vec::new(), site.kinds.len());
    for group in rolls.iter().flat_map(|roll| &roll.groups) {
        awards[group.kind].extend(&group.awards);
    }
    awards
}

/// Plans the award guide and the pages of the kinds that have awards.
pub fn plan_kinds(builder: &mut PlanBuilder<'_>, awards: &IdVec<AwardKind, Vec<AwardId>>) {
    let site = builder.site;
    if !site.settings.pages.kinds {
        return;
    }
    let word = format!("/{}/", site.settings.routes.kinds);
    builder.add(word.clone(), Location::Nowhere, PageKind::Kinds);
    for (id, awards) in awards.entries().filter(|(_, awards)| !awards.is_empty()) {
        let route = format!("{word}{}/", site.kinds[id].id.value);
        builder.add_awards(route, site.kinds[id].id.span.into(), awards, |list| PageKind::Kind(id, list));
    }
}

/// Returns the awards of each unit and its people, newest year first, in the order of the rolls.
pub fn awards_by_unit(site: &Site, rolls: &[Arc<Roll>]) -> IdVec<Unit, Vec<AwardId>> {
    let mut awards: IdVec<Unit, Vec<AwardId>> = IdVec::filled(Vec::new(), site.units.len());
    for (unit, of_year) in rolls.iter().flat_map(|roll| &roll.units) {
        awards[*unit].extend(of_year);
    }
    awards
}

/// Plans the list of units and the page of each.
pub fn plan_units(builder: &mut PlanBuilder<'_>, awards: &IdVec<Unit, Vec<AwardId>>) {
    let site = builder.site;
    if !site.settings.pages.units || site.units.is_empty() {
        return;
    }
    let word = format!("/{}/", site.settings.routes.units);
    builder.add(word.clone(), Location::Nowhere, PageKind::Units);
    for (id, unit) in site.units.entries() {
        let route = format!("{word}{}/", unit.id.value);
        builder.add_awards(route, unit.id.span.into(), &awards[id], |list| PageKind::Unit(id, list));
    }
}
