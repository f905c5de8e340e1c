//! The records that an action on an entry touches, with links to them.

use jiff::civil::Date;
use serde::Serialize;

use crate::desk::addresses::edit_href;
use crate::desk::project_file::title;
use crate::desk::state::site;
use crate::desk::units::action::UnitAction;
use crate::desk::units::plan::printing_rows;
use crate::model::registry::{Unit, UnitId};
use crate::model::site::{Decision, Site};
use crate::serve::snapshot::Snapshot;
use crate::source::SourceId;

/// Maximum number of links in a list.
const MAX_LINKS: usize = 20;

/// The records of one kind that are touched.
#[derive(Debug, Serialize)]
pub struct TouchedList {
    /// The end of the name of the message about them.
    pub kind: &'static str,
    /// How many there are.
    pub count: usize,
    /// The first of them, or of the files that have them.
    pub links: Vec<TouchedLink>,
    /// How many more links there would be.
    pub more: usize,
}

/// A touched record.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct TouchedLink {
    title: String,
    href: String,
}

impl TouchedList {
    /// The list of `links`; each is one record.
    fn new(kind: &'static str, links: Vec<TouchedLink>) -> TouchedList {
        TouchedList::counted(kind, links.len(), links)
    }

    /// The list of `count` records, which are in the files of `links`.
    fn counted(kind: &'static str, count: usize, mut links: Vec<TouchedLink>) -> TouchedList {
        let more = links.len().saturating_sub(MAX_LINKS);
        links.truncate(MAX_LINKS);
        TouchedList { kind, count, links, more }
    }
}

/// The records that name the unit `id`, without empty lists: awards, decisions, movements, people and other units.
pub fn naming(snapshot: &Snapshot, id: UnitId) -> Vec<TouchedList> {
    let Some(site) = site(snapshot) else { return Vec::new() };
    let own = &*site.units[id].id.value;
    let units_path = |unit: &Unit| path_of(snapshot, unit.id.span.source);
    let unit_link = |unit: &Unit| TouchedLink {
        title: unit.name().to_string(),
        href: edit_href(&units_path(unit), &unit.id.value),
    };
    let units = |has: &dyn Fn(&Unit) -> bool| -> Vec<TouchedLink> {
        site.units.iter().filter(|unit| has(unit)).map(|unit| unit_link(unit)).collect()
    };
    let issued = site.decisions.iter().filter(|decision| decision.issuer == Some(id));
    let movements = site.movements.iter().filter(|movement| movement.unit == Some(id));
    let people = site.people.entries().filter(|(person, _)| {
        site.awards.iter().any(|award| award.unit == Some(id) && award.person == Some(*person))
    });
    let lists = [
        awards(snapshot, site, "awards", &|_, unit| unit == id),
        TouchedList::new("issued", issued.map(|one| decision_link(snapshot, one)).collect()),
        TouchedList::new(
            "movements",
            movements
                .map(|movement| TouchedLink {
                    title: movement.record.title.value.to_string(),
                    href: edit_href(&path_of(snapshot, movement.record.source), ""),
                })
                .collect(),
        ),
        TouchedList::new(
            "people",
            people
                .map(|(_, person)| TouchedLink {
                    title: person.name.value.to_string(),
                    href: edit_href(&path_of(snapshot, person.id.span.source), &person.id.value),
                })
                .collect(),
        ),
        TouchedList::new(
            "children",
            units(&|unit| unit.parents.iter().any(|parent| *parent.value.value == *own)),
        ),
        TouchedList::new(
            "predecessors",
            units(&|unit| unit.successors.iter().any(|next| *next.value == *own)),
        ),
    ];
    lists.into_iter().filter(|list| list.count > 0).collect()
}

/// What reads otherwise after `action` on the unit `id` with `day`, without empty lists.
pub fn changing(snapshot: &Snapshot, id: UnitId, action: UnitAction, day: Date) -> Vec<TouchedList> {
    let Some(site) = site(snapshot) else { return Vec::new() };
    let signed = |decision: &Decision| decision.record.signed.as_ref().map(|signed| signed.value);
    let lists = match action {
        UnitAction::Rename => {
            let links = site.decisions.entries().filter(|(at, decision)| {
                let is_later = signed(decision).is_some_and(|signed| day <= signed);
                is_later && !printing_rows(site, *at, id).is_empty()
            });
            let links = links.map(|(_, decision)| decision_link(snapshot, decision)).collect();
            vec![TouchedList::new("new-name", links)]
        }
        UnitAction::Merge | UnitAction::Close => {
            let is_late = |decision: &Decision, unit: UnitId| {
                unit == id && signed(decision).is_some_and(|signed| day < signed)
            };
            let open = site.units.iter().filter(|unit| {
                let tomorrow = day.tomorrow().unwrap_or(day);
                let own = &*site.units[id].id.value;
                let mut parents = unit.parents.iter();
                unit.ended.is_none()
                    && parents.any(|parent| *parent.value.value == *own && parent.is_valid_on(tomorrow))
            });
            let open = open.map(|unit| TouchedLink {
                title: unit.name().to_string(),
                href: edit_href(&path_of(snapshot, unit.id.span.source), &unit.id.value),
            });
            vec![awards(snapshot, site, "late", &is_late), TouchedList::new("left", open.collect())]
        }
    };
    lists.into_iter().filter(|list| list.count > 0).collect()
}

/// The awards that `is_touched` by their decision and their unit, with links to their decisions.
fn awards(
    snapshot: &Snapshot,
    site: &Site,
    kind: &'static str,
    is_touched: &dyn Fn(&Decision, UnitId) -> bool,
) -> TouchedList {
    let mut count = 0;
    let mut links = Vec::new();
    for decision in site.decisions.iter() {
        let awards = decision.awards().filter_map(|award| site.awards[award].unit);
        let own = awards.filter(|unit| is_touched(decision, *unit)).count();
        if own > 0 {
            links.push(decision_link(snapshot, decision));
        }
        count += own;
    }
    TouchedList::counted(kind, count, links)
}

fn decision_link(snapshot: &Snapshot, decision: &Decision) -> TouchedLink {
    let source = snapshot.prepared.scan.sources.find(decision.record.source);
    let title = source.map_or_else(String::new, |source| title(snapshot, source));
    TouchedLink { title, href: edit_href(&path_of(snapshot, decision.record.source), "") }
}

/// The path of the file `source`.
fn path_of(snapshot: &Snapshot, source: SourceId) -> String {
    snapshot.prepared.scan.sources.find(source).map_or_else(String::new, |source| source.path.to_string())
}
