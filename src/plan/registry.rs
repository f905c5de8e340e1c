//! Plans the pages of decisions and kinds of awards, and collects the awards of kinds and units.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diagnostic::Location;
use crate::messages::Language;
use crate::model::id::IdVec;
use crate::model::registry::{AwardKind, Unit};
use crate::model::route::Route;
use crate::model::site::{AwardId, Decision, DecisionId, Site};
use crate::plan::builder::PlanBuilder;
use crate::plan::decision_pages::DecisionPages;
use crate::plan::kinds::PageKind;
use crate::plan::listing::{DECISIONS_PER_PAGE, ROWS_PER_PAGE};
use crate::plan::roll::Roll;
use crate::read::file_name;
use crate::source::{Sources, Text};
use crate::text;

/// Plans the pages of decisions.
pub fn plan_decisions(builder: &mut PlanBuilder<'_>) -> DecisionPages {
    let site = builder.site;
    let word = format!("/{}/", site.settings.routes.decisions);
    let years = decisions_by_year(site);
    let mut pages = DecisionPages {
        has_years: site.decisions.len() > DECISIONS_PER_PAGE,
        changed_by: awards_changed_by(site),
        years,
        ..DecisionPages::default()
    };
    pages.slugs = unique_slugs(builder);
    if !site.settings.pages.decisions || site.decisions.is_empty() {
        pages.routes = IdVec::filled(None, site.decisions.len());
        for id in site.decisions.ids() {
            pages.number_rows(site, id);
        }
        return pages;
    }
    builder.add(word.clone(), Location::Nowhere, PageKind::Decisions);
    for (year, decisions) in pages.years.iter().filter(|_| pages.has_years) {
        let route = decisions_year_route(site, *year);
        builder.add_list(route, Location::Nowhere, decisions, DECISIONS_PER_PAGE, |list| {
            PageKind::DecisionsYear(*year, list)
        });
    }
    let per_page = match site.settings.rolls.per_page {
        0 => usize::MAX,
        number => number.min(ROWS_PER_PAGE),
    };
    for (id, decision) in site.decisions.entries() {
        let route = Route::new(format!("{word}{}/", pages.slugs[id]));
        let rows = pages.number_rows(site, id);
        let mut awards = pages.changed_awards(site, id);
        let before = awards.len();
        awards.extend(&rows);
        let numbers = (before..).map(|position| position / per_page + 1);
        let later = rows.into_iter().zip(numbers).filter(|(_, number)| *number > 1);
        pages.later_rows.extend(later);
        builder.add_list(route.clone(), decision.record.source.into(), &awards, per_page, |list| {
            PageKind::Decision(id, list)
        });
        pages.routes.push(Some(route));
    }
    pages
}

/// Returns for each decision a slug that no other decision has.
fn unique_slugs(builder: &PlanBuilder<'_>) -> IdVec<Decision, Text> {
    let site = builder.site;
    let slugs: Vec<String> =
        site.decisions.iter().map(|decision| decision_slug(builder.sources, decision)).collect();
    let mut count: HashMap<&str, usize> = HashMap::new();
    slugs.iter().for_each(|slug| *count.entry(slug).or_default() += 1);
    let (mut unique, mut taken) = (IdVec::default(), FxHashSet::<Text>::default());
    let mut last_numbers: HashMap<String, usize> = HashMap::new();
    for (slug, decision) in slugs.iter().zip(&site.decisions) {
        let issuer = decision.issuer.filter(|_| count[slug.as_str()] > 1);
        let named = match issuer {
            Some(issuer) => format!("{slug}-{}", site.units[issuer].id.value),
            None => slug.clone(),
        };
        // Decisions with the same number, issuer and year are reported; if the author accepts that, each has
        // a page.
        let last = last_numbers.entry(named.clone()).or_insert(0);
        let mut candidates = (*last + 1..).map(|number| {
            *last = number;
            Text::from(if number == 1 { named.clone() } else { format!("{named}-{number}") })
        });
        let slug = candidates.find(|slug| !taken.contains(slug)).expect("the range of numbers has no end");
        taken.insert(slug.clone());
        unique.push(slug);
    }
    unique
}

/// Returns the decisions by the year of signing, in the order of the site, which is newest first.
fn decisions_by_year(site: &Site) -> Vec<(Option<i16>, Vec<DecisionId>)> {
    let ids: Vec<DecisionId> = site.decisions.ids().collect();
    let year = |id: &DecisionId| site.decisions[*id].record.signed.as_ref().map(|day| day.value.year());
    ids.chunk_by(|a, b| year(a) == year(b)).map(|chunk| (year(&chunk[0]), chunk.to_vec())).collect()
}

/// Returns the route of the decisions of a year, or of unknown days: `/quyet-dinh/nam/2023/`.
///
/// It has one part more than the route of a decision, so a decision never moves when the years get pages.
pub fn decisions_year_route(site: &Site, year: Option<i16>) -> Route {
    let (word, undated) = match site.settings.language {
        Language::Vi => ("nam", "khong-ro-ngay"),
        Language::En => ("year", "undated"),
    };
    let slug = year.map_or_else(|| undated.to_owned(), |year| year.to_string());
    Route::new(format!("/{}/{word}/{slug}/", site.settings.routes.decisions))
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
fn awards_changed_by(site: &Site) -> HashMap<Text, Vec<AwardId>> {
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
