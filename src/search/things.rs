//! Collects what readers can find besides people and articles.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::fmt::Write;

use rayon::prelude::*;

use crate::diagnostic::Location;
use crate::messages::Messages;
use crate::model::award::RecipientKind;
use crate::model::body::Body;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::registry::{Dated, Unit, UnitId};
use crate::model::site::{Award, DecisionId, MovementId, Site};
use crate::model::summary::summary;
use crate::search::entry::{EntryAward, EntryRoutes, ThingClass, ThingEntry};
use crate::search::file::relative_address;
use crate::search::short_forms::long_words;
use crate::source::{Spanned, Text};
use crate::text::{self, Collator, printed_name};

/// Maximum length of a detail that is a whole text, in Unicode scalar values.
pub const MAX_DETAIL_CHARS: usize = 160;

/// Maximum number of years that find a movement, from the first.
const MAX_MOVEMENT_YEARS: usize = 50;

/// The inputs of the entries of things.
#[derive(Clone, Copy)]
pub struct ThingInputs<'a> {
    /// The linked site.
    pub site: &'a Site,
    /// The recipients of its awards.
    pub recipients: &'a Recipients,
    /// The addresses of pages.
    pub routes: &'a dyn EntryRoutes,
    /// The strings of the theme, for the titles of decisions and rolls.
    pub strings: &'a Messages,
}

/// Returns an entry for each thing that has a page, and for each collective whose name readers see.
///
/// The order is that of results: by class, the newest first, then in Vietnamese order of the titles, then by address.
pub fn things(inputs: ThingInputs<'_>) -> Vec<ThingEntry> {
    let mut things = collectives(inputs);
    things.extend(units(inputs));
    things.extend(inputs.site.decisions.ids().filter_map(|id| decision(inputs, id)));
    things.extend(kinds(inputs));
    things.extend(movements(inputs.site));
    things.extend(rolls(inputs));
    let pages = pages(inputs.site);
    things.extend(
        lists(inputs).into_iter().filter(|list| pages.iter().all(|page| page.address != list.address)),
    );
    things.extend(pages);
    let collator = Collator::new();
    let mut sorted: Vec<_> =
        things.into_par_iter().map(|thing| (collator.key(&thing.title), thing)).collect();
    sorted.par_sort_by(|(one_key, one), (other_key, other)| {
        let place = |thing: &ThingEntry| (thing.class, Reverse(thing.date.clone()));
        let order = place(one).cmp(&place(other)).then_with(|| one_key.cmp(other_key));
        order.then_with(|| one.address.cmp(&other.address))
    });
    sorted.into_iter().map(|(_, thing)| thing).collect()
}

/// Returns the collectives whose names readers see, without the units that have a page of their own.
fn collectives(inputs: ThingInputs<'_>) -> Vec<ThingEntry> {
    let ThingInputs { site, recipients, routes, .. } = inputs;
    let all: Vec<(RecipientId, &Recipient)> = recipients.all.entries().collect();
    let of_kind = all.into_par_iter().filter(|(_, recipient)| recipient.kind == RecipientKind::Collective);
    let entry = |(id, recipient): (RecipientId, &Recipient)| {
        let newest = site.award(recipient.awards[0]);
        let unit_page = newest.award.unit.filter(|_| newest.is_to_unit_itself());
        if unit_page.is_some_and(|unit| routes.unit(unit).is_some()) {
            return None;
        }
        let awards = EntryAward::named(site, recipient);
        let newest = awards.first()?.award;
        let unit = recipient.unit.map(|unit| site.units[unit].name()).filter(|name| **name != recipient.name);
        Some(ThingEntry {
            class: ThingClass::Collective,
            title: recipient.name.clone(),
            detail: unit.map_or_else(String::new, |unit| unit.to_string()),
            date: String::new(),
            address: routes.recipient(id, newest),
            other: other_names(&recipient.name, []),
            place: place_of(site, &site.awards[newest]),
            awards,
        })
    };
    of_kind.filter_map(entry).collect()
}

/// Returns the place of the row of `award`.
fn place_of(site: &Site, award: &Award) -> Location {
    site.decisions[award.decision].record.awards[award.row.position()].start.span.into()
}

/// Returns the units that have pages.
fn units(ThingInputs { site, routes, .. }: ThingInputs<'_>) -> Vec<ThingEntry> {
    let ids: HashMap<&Text, UnitId> = site.units.entries().map(|(id, unit)| (&unit.id.value, id)).collect();
    let parent = |unit: &Unit| -> Option<&Text> {
        let today = site.now.date();
        let current = |parent: &&Dated<Spanned<Text>>| parent.is_valid_on(today);
        let parent = unit.parents.iter().rev().find(current).or(unit.parents.last())?;
        ids.get(&parent.value.value).map(|parent| site.units[*parent].name())
    };
    let entry = |(id, unit)| {
        let unit: &Unit = unit;
        let former = unit.names.iter().rev().skip(1).map(|name| &name.value);
        Some(ThingEntry {
            class: ThingClass::Unit,
            title: unit.name().clone(),
            detail: parent(unit).map_or_else(String::new, |parent| parent.to_string()),
            date: String::new(),
            awards: Vec::new(),
            address: routes.unit(id)?,
            other: other_names(unit.name(), former.chain(&unit.also)),
            place: unit.id.span.into(),
        })
    };
    site.units.entries().map(|(id, unit)| (id, &**unit)).filter_map(entry).collect()
}

/// Returns a decision, if it has a page. Its detail is its subject and its issuer.
fn decision(inputs: ThingInputs<'_>, id: DecisionId) -> Option<ThingEntry> {
    let ThingInputs { site, routes, strings, .. } = inputs;
    let decision = &site.decisions[id];
    let record = &decision.record;
    let title: Text = match (&record.number, &record.undocumented) {
        (Some(number), _) => strings.say("decision-title", &[("number", number.value.to_string())]).into(),
        (None, Some(source)) => source.clone(),
        (None, None) => strings.say("decisions", &[]).into(),
    };
    let signed = record.signed.as_ref().map(|day| day.value);
    let issuer = decision.issuer.map(|unit| site.unit_name(unit, signed));
    let detail: Vec<&str> = record.subject.iter().chain(issuer).map(|part| &**part).collect();
    Some(ThingEntry {
        class: ThingClass::Decision,
        title,
        detail: detail.join(" · "),
        date: signed.map_or_else(String::new, |day| day.to_string()),
        awards: Vec::new(),
        address: routes.decision(id)?,
        other: String::new(),
        place: record.number.as_ref().map_or(record.source.into(), |number| number.span.into()),
    })
}

/// Returns the kinds of awards that have pages.
fn kinds(ThingInputs { site, routes, .. }: ThingInputs<'_>) -> Vec<ThingEntry> {
    let entry = |id| {
        let kind = &site.kinds[id];
        Some(ThingEntry {
            class: ThingClass::Kind,
            title: kind.name.clone(),
            detail: kind.description.as_deref().map_or_else(String::new, shortened),
            date: String::new(),
            awards: Vec::new(),
            address: routes.kind(id)?,
            other: other_names(&kind.name, &kind.also),
            place: kind.id.span.into(),
        })
    };
    site.kinds.ids().filter_map(entry).collect()
}

/// Returns the movements. The years in which one ran find it.
fn movements(site: &Site) -> Vec<ThingEntry> {
    let today = site.now.date();
    let movements = site.movements.iter().map(|movement| {
        let record = &movement.record;
        let mut other = other_names(&record.title.value, &record.also);
        if let Some(starts) = &record.starts {
            let end = record.ends.as_ref().map_or(today, |day| day.value).year();
            for year in (starts.value.year()..=end).take(MAX_MOVEMENT_YEARS) {
                let _ = write!(other, "\n{year}");
            }
        }
        ThingEntry {
            class: ThingClass::Movement,
            title: record.title.value.clone(),
            detail: lead_or_summary(record.lead.as_ref(), &record.body),
            date: record.starts.as_ref().map_or_else(String::new, |day| day.value.to_string()),
            awards: Vec::new(),
            address: relative_address(&movement.route),
            other,
            place: record.title.span.into(),
        }
    });
    movements.collect()
}

/// Returns the rolls. The movements in which awards on a roll were won find it.
fn rolls(ThingInputs { site, routes, strings, .. }: ThingInputs<'_>) -> Vec<ThingEntry> {
    let mut movements: BTreeSet<(i16, MovementId)> = BTreeSet::new();
    let awards = site.awards.iter();
    movements.extend(awards.filter_map(|award| Some((award.year, award.movement?))));
    let names = |year: i16| {
        let of_year = movements.range((year, MovementId::new(0))..).take_while(|(other, _)| *other == year);
        let names = of_year.map(|(_, movement)| &*site.movements[*movement].record.title.value);
        names.collect::<Vec<_>>().join("\n")
    };
    let rolls = routes.rolls().into_iter().map(|(year, address)| ThingEntry {
        class: ThingClass::Roll,
        title: strings.say("roll-year", &[("year", year.to_string())]).into(),
        detail: String::new(),
        date: year.to_string(),
        awards: Vec::new(),
        address,
        other: names(year),
        place: Location::Nowhere,
    });
    rolls.collect()
}

/// Returns the lists that have pages.
fn lists(ThingInputs { routes, .. }: ThingInputs<'_>) -> Vec<ThingEntry> {
    let lists = routes.lists().into_iter().map(|(title, address)| ThingEntry {
        class: ThingClass::Page,
        title,
        detail: String::new(),
        date: String::new(),
        awards: Vec::new(),
        address,
        other: String::new(),
        place: Location::Nowhere,
    });
    lists.collect()
}

/// Returns the standalone pages.
fn pages(site: &Site) -> Vec<ThingEntry> {
    let pages = site.pages.iter().map(|page| ThingEntry {
        class: ThingClass::Page,
        title: page.record.title.value.clone(),
        detail: lead_or_summary(page.record.lead.as_ref(), &page.record.body),
        date: String::new(),
        awards: Vec::new(),
        address: relative_address(&page.route),
        other: String::new(),
        place: page.record.title.span.into(),
    });
    pages.collect()
}

/// Returns the lead, else the summary of the text, as plain text of at most [`MAX_DETAIL_CHARS`].
pub fn lead_or_summary(lead: Option<&Text>, body: &Body) -> String {
    lead.map_or_else(|| shortened(&summary(body)), |lead| shortened(lead))
}

fn shortened(text: &str) -> String {
    text::excerpt(text, MAX_DETAIL_CHARS).into_owned()
}

/// Returns the names that find a thing besides its title, one a line: `names`, and the title with the abbreviations
/// written out that consist of several words, such as `GD&ĐT`.
fn other_names<'n>(title: &'n Text, names: impl IntoIterator<Item = &'n Text>) -> String {
    let mut known = HashSet::from([long_words(title)]);
    let mut lines = Vec::new();
    for name in [title].into_iter().chain(names) {
        for line in [name.to_string(), printed_name(name).folded] {
            if known.insert(long_words(&line)) {
                lines.push(line);
            }
        }
    }
    lines.join("\n")
}
