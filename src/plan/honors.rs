//! Plans the honor rolls: the awards on each roll and their order.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use crate::diagnostic::Location;
use crate::model::id::{Id, IdVec};
use crate::model::registry::{KindId, Unit};
use crate::model::route::Route;
use crate::model::site::{AwardId, AwardRef, Movement, Site};
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::{FileKind, PageKind, Table, YearDownload};
use crate::plan::listing::{MAX_PARTS, NAMES_PER_PAGE, PARTS_PER_PAGE};
use crate::plan::planned_file::PlannedFile;
use crate::plan::roll::{PartAwards, PartFamily, Roll, RollCounts, RollGroup, RollPart};
use crate::plan::roll_names::RollNames;
use crate::reuse::{InputHasher, Reuse};
use crate::text::{Collator, SortKey};

/// Plans the index of the rolls, the roll of every year and the pages of its parts; returns the rolls, newest
/// first.
///
/// A part has a page if it has more than one award and fewer than the whole roll.
pub fn plan(
    builder: &mut PlanBuilder<'_>,
    reuse: &Reuse<RollPages>,
    unit_ranks: &IdVec<Unit, u32>,
) -> Vec<Arc<Roll>> {
    let planned = roll_pages(builder, reuse, unit_ranks);
    let word = format!("/{}/", builder.site.settings.routes.rolls);
    builder.add(word.clone(), Location::Nowhere, PageKind::Rolls);
    planned.iter().for_each(|roll| builder.pages.extend_from_slice(&roll.files));
    let rolls: Vec<Arc<Roll>> = planned.iter().map(|planned| planned.roll.clone()).collect();
    let words = &builder.site.settings.routes;
    if builder.site.settings.pages.statistics && !rolls.is_empty() {
        builder.add(format!("{word}{}/", words.statistics), Location::Nowhere, PageKind::Statistics);
    }
    let changed = builder.site.awards_of_changed_decisions().filter(|award| award.is_changed());
    let changed: Vec<AwardId> = changed.map(|award| award.id).collect();
    if !changed.is_empty() {
        let route = format!("{word}{}/", words.corrections);
        builder.add_awards(route, Location::Nowhere, &changed, PageKind::Corrections);
    }
    if builder.site.settings.pages.downloads && !rolls.is_empty() {
        plan_downloads(builder, &rolls);
    }
    rolls
}

/// The roll of a year, and the files that show it.
#[derive(Debug)]
pub struct RollPages {
    roll: Arc<Roll>,
    files: Vec<Arc<PlannedFile>>,
}

impl RollPages {
    fn new(builder: &PlanBuilder<'_>, roll: Roll, unit_ranks: &IdVec<Unit, u32>) -> RollPages {
        let mut builder = PlanBuilder::new(builder.site, builder.sources);
        let roll = Arc::new(roll);
        for PartAwards { part, awards, .. } in &roll.parts {
            let folder = roll.route(builder.site);
            let route = format!("{folder}{}", part.route(builder.site));
            if let Some(former) = part.former_route(builder.site) {
                let kind = PageKind::Redirect(Route::from(route.clone()));
                builder.add(format!("{folder}{former}"), Location::Nowhere, kind);
            }
            builder.add_awards(route, Location::Nowhere, awards, |list| {
                PageKind::Roll(roll.clone(), *part, list)
            });
        }
        plan_lists(&mut builder, &roll, unit_ranks);
        RollPages { roll, files: builder.pages }
    }
}

/// Plans the lists of the parts of a roll that are too many for its page, and the index of its names.
fn plan_lists(builder: &mut PlanBuilder<'_>, roll: &Arc<Roll>, unit_ranks: &IdVec<Unit, u32>) {
    let site = builder.site;
    for family in PartFamily::ALL {
        let parts = roll.parts_in(family, unit_ranks);
        if parts.len() > MAX_PARTS {
            builder.add_list(family.route(site, roll), Location::Nowhere, &parts, PARTS_PER_PAGE, |list| {
                PageKind::RollParts(roll.clone(), family, list)
            });
        }
    }
    if !roll.names.awards.is_empty() {
        builder.add_list(
            roll.names_route(site),
            Location::Nowhere,
            &roll.names.awards,
            NAMES_PER_PAGE,
            |list| PageKind::RollNames(roll.clone(), list),
        );
    }
}

fn plan_downloads(builder: &mut PlanBuilder<'_>, rolls: &[Arc<Roll>]) {
    let whole =
        |roll: &Roll| roll.groups.iter().flat_map(|group| group.awards.clone()).collect::<Vec<AwardId>>();
    for table in Table::ALL {
        for roll in rolls {
            let awards = whole(roll);
            if table.fits(awards.len()) {
                let route = download_route(builder.site, roll.year, table);
                builder.add(route, Location::Nowhere, FileKind::Download(table, awards));
            }
        }
    }
    let years = rolls.iter().map(|roll| YearDownload { year: roll.year, awards: whole(roll) }).collect();
    builder.add(archive_route(builder.site), Location::Nowhere, FileKind::DownloadArchive(years));
    builder.add(schema_route(builder.site), Location::Nowhere, FileKind::Schema);
}

/// Returns the route of the download of a year.
pub fn download_route(site: &Site, year: i16, table: Table) -> Route {
    let word = &site.settings.routes.rolls;
    Route::new(format!("/{word}/{year}/{}", download_name(site, year, table)))
}

/// Returns the file name of the download of a year.
pub fn download_name(site: &Site, year: i16, table: Table) -> String {
    format!("{}-{year}.{}", site.settings.routes.rolls, table.extension())
}

/// Returns the route of the ZIP file with the downloads of all years.
pub fn archive_route(site: &Site) -> Route {
    let word = &site.settings.routes.rolls;
    Route::new(format!("/{word}/{word}.zip"))
}

/// Returns the route of the JSON Schema of the JSON downloads.
pub fn schema_route(site: &Site) -> Route {
    let word = &site.settings.routes.rolls;
    Route::new(format!("/{word}/{word}.schema.json"))
}

/// Returns the parts of a roll that have pages.
fn roll_parts(site: &Site, groups: &[RollGroup]) -> Vec<PartAwards> {
    let part = |(part, awards): (RollPart, Vec<AwardId>)| {
        let count = RollCounts::count(site, &awards);
        PartAwards { part, awards, count }
    };
    if !site.settings.rolls.parts {
        let awards = groups.iter().flat_map(|group| &group.awards).copied().collect();
        return vec![part((RollPart::Whole, awards))];
    }
    let mut parts: BTreeMap<RollPart, Vec<AwardId>> = BTreeMap::new();
    for at in groups.iter().flat_map(|group| &group.awards) {
        for part in RollPart::of_award(site, *at) {
            parts.entry(part).or_default().push(*at);
        }
    }
    let all = parts.get(&RollPart::Whole).map_or(0, Vec::len);
    let wanted = |part: &RollPart, awards: &Vec<AwardId>| {
        *part == RollPart::Whole || (awards.len() > 1 && awards.len() < all)
    };
    parts.into_iter().filter(|(part, awards)| wanted(part, awards)).map(part).collect()
}

/// The awards of a year, and the hash of their inputs.
#[derive(Default)]
struct YearAwards {
    awards: Vec<AwardId>,
    inputs: InputHasher,
}

/// Returns the awards of each year, in the order of the site.
fn awards_by_year(site: &Site) -> BTreeMap<i16, YearAwards> {
    let mut years: BTreeMap<i16, YearAwards> = BTreeMap::new();
    for decision in &site.decisions {
        let mut next = decision.awards.start;
        for awards in site.awards.as_slice()[decision.awards.clone()].chunk_by(|a, b| a.year == b.year) {
            let (first, year) = (next, years.entry(awards[0].year).or_default());
            next += awards.len();
            year.awards.extend(Id::range(first..next));
            year.inputs.hash(decision.inputs).number(first as u64).number(next as u64);
        }
    }
    years
}

/// Returns the rolls of all years with their pages, newest first; a roll whose inputs are unchanged is reused.
///
/// `unit_ranks` are in the order of precedence, which the registry and the day decide.
fn roll_pages(
    builder: &PlanBuilder<'_>,
    reuse: &Reuse<RollPages>,
    unit_ranks: &IdVec<Unit, u32>,
) -> Vec<Arc<RollPages>> {
    let site = builder.site;
    let name_ranks = LazyLock::new(|| alphabetical_ranks(site));
    let day = site.now.date().to_string();
    let years: Vec<(i16, YearAwards)> = awards_by_year(site).into_iter().collect();
    let numbers: Vec<i16> = years.iter().map(|(year, _)| *year).collect();
    let roll = |(at, (year, of)): (usize, (i16, YearAwards))| {
        let (newer, older) = (numbers.get(at + 1).copied(), at.checked_sub(1).map(|at| numbers[at]));
        let YearAwards { awards, mut inputs } = of;
        for year in [Some(year), newer, older] {
            inputs.text(&year.map_or(String::new(), |year| year.to_string()));
        }
        reuse.value(inputs.text(&day).hash(site.names_fingerprint).fingerprint(), || {
            let counts = RollCounts::from_awards(site, &awards);
            let groups = group_by_kind(site, &awards, &name_ranks);
            let parts = roll_parts(site, &groups);
            let movements = group_awards(&groups, |award| site.awards[award].movement);
            let units = group_awards(&groups, |award| site.award(award).shown_unit());
            let on_roll: Vec<AwardId> = groups.iter().flat_map(|group| &group.awards).copied().collect();
            let names = RollNames::of(site, &on_roll);
            let roll = Roll { year, groups, parts, movements, units, names, counts, newer, older };
            RollPages::new(builder, roll, unit_ranks)
        })
    };
    let mut rolls: Vec<Arc<RollPages>> =
        years.into_par_iter().enumerate().with_max_len(1).map(roll).collect();
    rolls.reverse();
    rolls
}

/// Groups the awards of a roll by the result of `of`, each group in the order of the roll.
fn group_awards<I: Ord>(
    groups: &[RollGroup],
    of: impl Fn(AwardId) -> Option<I>,
) -> BTreeMap<I, Vec<AwardId>> {
    let mut parted: BTreeMap<I, Vec<AwardId>> = BTreeMap::new();
    for &at in groups.iter().flat_map(|group| &group.awards) {
        if let Some(part) = of(at) {
            parted.entry(part).or_default().push(at);
        }
    }
    parted
}

/// Returns for each movement its awards by year, newest year first, each in the order of the roll.
pub fn awards_by_movement(site: &Site, rolls: &[Arc<Roll>]) -> IdVec<Movement, Vec<(i16, Vec<AwardId>)>> {
    let mut movements: IdVec<Movement, Vec<(i16, Vec<AwardId>)>> =
        IdVec::filled(Vec::new(), site.movements.len());
    for roll in rolls {
        for (movement, awards) in &roll.movements {
            movements[*movement].push((roll.year, awards.clone()));
        }
    }
    movements
}

/// Returns for each unit its rank in the Vietnamese order of names.
fn alphabetical_ranks(site: &Site) -> IdVec<Unit, u32> {
    let collator = Collator::new();
    dense_ranks(&site.units.iter().map(|unit| collator.key(unit.name())).collect::<Vec<_>>())
}

/// Returns for each key the number of different smaller keys; comparing these is faster than comparing keys.
fn dense_ranks(keys: &[SortKey]) -> IdVec<Unit, u32> {
    let mut sorted: Vec<&SortKey> = keys.iter().collect();
    sorted.sort_unstable();
    sorted.dedup();
    keys.iter().map(|key| sorted.partition_point(|other| *other < key) as u32).collect()
}

/// Groups the awards by kind, in order of precedence, which is the order of `site.kinds`.
///
/// Within a kind, awards are in order of class, unit (the unit itself before its people) and name, in Vietnamese order.
/// Those without a class come last, and within a class those whose names readers do not see: in the order of their
/// decisions, so that the place of a row says nothing about the name or the unit.
fn group_by_kind(site: &Site, awards: &[AwardId], unit_ranks: &IdVec<Unit, u32>) -> Vec<RollGroup> {
    let place = |id: &AwardId| {
        let AwardRef { award, record, .. } = site.award(*id);
        let class = (award.class.is_none(), award.class);
        let shown = record.names_recipient().then(|| {
            let unit = award.unit.map(|unit| unit_ranks[unit]);
            (unit, record.to.value, &award.name_key)
        });
        (award.kind, class, shown.is_none(), shown, *id)
    };
    let mut places: Vec<_> = awards.iter().map(place).collect();
    places.sort_unstable();
    let groups = places.chunk_by(|one, other| one.0 == other.0);
    let group = |places: &[(KindId, _, _, _, AwardId)]| RollGroup {
        kind: places[0].0,
        awards: places.iter().map(|place| place.4).collect(),
    };
    groups.map(group).collect()
}
