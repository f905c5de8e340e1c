//! The records that an action on an entry touches, with links to them.

use std::collections::HashSet;

use serde::Serialize;

use crate::desk::addresses::edit_href;
use crate::desk::project_file::title;
use crate::desk::state::site;
use crate::edit::RecordKind;
use crate::model::registry::{PersonId, Unit, UnitId};
use crate::model::site::{Award, Decision, Site};
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
    pub fn new(kind: &'static str, links: Vec<TouchedLink>) -> TouchedList {
        TouchedList::counted(kind, links.len(), links)
    }

    /// The list of `count` records, which are in the files of `links`.
    fn counted(kind: &'static str, count: usize, mut links: Vec<TouchedLink>) -> TouchedList {
        let more = links.len().saturating_sub(MAX_LINKS);
        links.truncate(MAX_LINKS);
        TouchedList { kind, count, links, more }
    }
}

/// The records that name the entry with `id`, which is of `kind`, without empty lists.
pub fn naming(snapshot: &Snapshot, kind: RecordKind, id: &str) -> Vec<TouchedList> {
    let Some(site) = site(snapshot) else { return Vec::new() };
    let lists = match kind {
        RecordKind::Unit => {
            let own = site.units.entries().find(|(_, unit)| *unit.id.value == *id);
            own.map_or_else(Vec::new, |(unit, _)| naming_unit(snapshot, site, unit))
        }
        RecordKind::AwardKind => {
            let is_own = |award: &Award| *site.kinds[award.kind].id.value == *id;
            vec![awards(snapshot, site, "given", &|_, award| is_own(award))]
        }
        _ => naming_person(snapshot, site, id),
    };
    lists.into_iter().filter(|list| list.count > 0).collect()
}

fn naming_person(snapshot: &Snapshot, site: &Site, id: &str) -> Vec<TouchedList> {
    let own = site.people.entries().find(|(_, person)| *person.id.value == *id);
    let Some((own, _)) = own else { return Vec::new() };
    let articles = site.articles.iter().filter(|article| article.people.contains(&own));
    let articles = articles.map(|article| TouchedLink {
        title: article.record.title.value.to_string(),
        href: edit_href(&path_of(snapshot, article.record.source), ""),
    });
    vec![
        awards(snapshot, site, "received", &|_, award| award.person == Some(own)),
        TouchedList::new("articles", articles.collect()),
    ]
}

/// Awards, decisions, movements, people and other units that name the unit `id`.
fn naming_unit(snapshot: &Snapshot, site: &Site, id: UnitId) -> Vec<TouchedList> {
    let own = &*site.units[id].id.value;
    let units = |has: &dyn Fn(&Unit) -> bool| -> Vec<TouchedLink> {
        site.units.iter().filter(|unit| has(unit)).map(|unit| unit_link(snapshot, unit)).collect()
    };
    let issued = site.decisions.iter().filter(|decision| decision.issuer == Some(id));
    let movements = site.movements.iter().filter(|movement| movement.unit == Some(id));
    let movements = movements.map(|movement| TouchedLink {
        title: movement.record.title.value.to_string(),
        href: edit_href(&path_of(snapshot, movement.record.source), ""),
    });
    let members: HashSet<PersonId> =
        site.awards.iter().filter(|award| award.unit == Some(id)).filter_map(|award| award.person).collect();
    let people = site.people.entries().filter(|(person, _)| members.contains(person));
    let people = people.map(|(_, person)| TouchedLink {
        title: person.name.value.to_string(),
        href: edit_href(&path_of(snapshot, person.id.span.source), &person.id.value),
    });
    let is_parent = |unit: &Unit| unit.parents.iter().any(|parent| *parent.value.value == *own);
    let is_successor = |unit: &Unit| unit.successors.iter().any(|next| *next.value == *own);
    vec![
        awards(snapshot, site, "awards", &|_, award| award.unit == Some(id)),
        TouchedList::new("issued", issued.map(|one| decision_link(snapshot, one)).collect()),
        TouchedList::new("movements", movements.collect()),
        TouchedList::new("people", people.collect()),
        TouchedList::new("children", units(&is_parent)),
        TouchedList::new("predecessors", units(&is_successor)),
    ]
}

/// The awards that `is_touched`, with links to their decisions.
pub fn awards(
    snapshot: &Snapshot,
    site: &Site,
    kind: &'static str,
    is_touched: &dyn Fn(&Decision, &Award) -> bool,
) -> TouchedList {
    let mut count = 0;
    let mut links = Vec::new();
    for decision in site.decisions.iter() {
        let own = decision.awards().filter(|award| is_touched(decision, &site.awards[*award])).count();
        if own > 0 {
            links.push(decision_link(snapshot, decision));
        }
        count += own;
    }
    TouchedList::counted(kind, count, links)
}

/// The form of `unit`.
pub fn unit_link(snapshot: &Snapshot, unit: &Unit) -> TouchedLink {
    let href = edit_href(&path_of(snapshot, unit.id.span.source), &unit.id.value);
    TouchedLink { title: unit.name().to_string(), href }
}

/// The form of `decision`.
pub fn decision_link(snapshot: &Snapshot, decision: &Decision) -> TouchedLink {
    let source = snapshot.prepared.scan.sources.find(decision.record.source);
    let title = source.map_or_else(String::new, |source| title(snapshot, source));
    TouchedLink { title, href: edit_href(&path_of(snapshot, decision.record.source), "") }
}

/// The path of the file `source`.
fn path_of(snapshot: &Snapshot, source: SourceId) -> String {
    snapshot.prepared.scan.sources.find(source).map_or_else(String::new, |source| source.path.to_string())
}
