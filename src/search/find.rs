//! Finds what a query means among the entries, and puts it in order.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::model::id::IdVec;
use crate::model::registry::Unit;
use crate::model::site::Site;
use crate::search::entry::{ArticleEntry, PersonEntry, ThingClass, ThingEntry};
use crate::search::find_articles::find_articles;
use crate::search::find_things::find_things;
use crate::search::found::{Found, FoundPerson};
use crate::search::marks::{marked_words, unmarked_words};
use crate::search::name_match::{NameQuery, Slips};
use crate::search::query::{Filters, Limits, Query, ResultClass};
use crate::search::short_forms::long_words;
use crate::search::words::words;
use crate::text::fold;

/// Everything that can be found.
#[derive(Clone, Copy)]
pub struct Entries<'e> {
    /// The linked site.
    pub site: &'e Site,
    /// The people and households: by name in Vietnamese order, then by the rank of the unit, then by address.
    pub people: &'e [PersonEntry],
    /// The things: by class, then the newest first, then in Vietnamese order.
    pub things: &'e [ThingEntry],
    /// The articles, the newest last.
    pub articles: &'e [ArticleEntry],
}

/// Whether words of a query may be in the name of a person's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnitWords {
    /// No: all words are in the name of the person.
    Ignored,
    /// Yes, but at least one is in the name of the person.
    Searched,
}

impl<'e> Entries<'e> {
    /// Returns what `query` finds within `filters`.
    ///
    /// People have all words in their names. If there are none, and no things, a form of address before the name is left out,
    /// or single letters are joined with the words behind them.
    /// If nothing has that title, words may be in the names of the units. If nothing at all is found, one word may have a slip.
    pub fn find(&self, query: &Query, filters: &Filters) -> Found<'e> {
        let limits = Limits::new(self.site, query, filters);
        let wants_thing = |class: &ThingClass| limits.wants(ResultClass::Thing(*class));
        let wants_things = ThingClass::WORDS.iter().any(|(_, class)| wants_thing(class));
        let things = if wants_things { find_things(self.things, query, &limits) } else { Vec::new() };
        let names_thing = things.first().is_some_and(|thing| thing.is_in_title);
        let search = PeopleSearch::new(self, query, &limits);
        let mut people = search.find(Slips::None, UnitWords::Ignored);
        let is_of_news = filters.class == Some(ResultClass::Article);
        if people.is_empty() && things.is_empty() && !is_of_news {
            let is_found = |found: &Found<'_>| !found.people.is_empty() || !found.things.is_empty();
            let called = query.without_form_of_address().map(|query| self.find(&query, filters));
            if let Some(found) = called.filter(is_found) {
                return found;
            }
            let joined = query.with_joined_letters().map(|query| self.find(&query, filters));
            if let Some(found) = joined.filter(|found| is_found(found) && !found.is_similar) {
                return found;
            }
        }
        if people.is_empty() && !names_thing {
            people = search.find(Slips::None, UnitWords::Searched);
        }
        let is_similar = people.is_empty() && things.is_empty();
        if is_similar {
            people = search.find(Slips::One, UnitWords::Ignored);
        }
        if people.is_empty() && things.is_empty() {
            people = search.find(Slips::One, UnitWords::Searched);
        }
        let articles = if limits.wants(ResultClass::Article) {
            find_articles(self.articles, query, &limits)
        } else {
            Vec::new()
        };
        Found { is_similar: is_similar && !people.is_empty(), people, things, articles }
    }
}

/// The search for people, in several steps.
struct PeopleSearch<'s, 'e> {
    site: &'e Site,
    people: &'e [PersonEntry],
    limits: &'s Limits<'s>,
    compared: NameQuery<'s>,
    /// Whether a word was typed with marks, so that those of names are compared.
    has_marks: bool,
    /// For each person the folded words of the name, with a space between two; empty if no people are wanted.
    names: Vec<String>,
}

impl<'s, 'e> PeopleSearch<'s, 'e> {
    fn new(entries: &Entries<'e>, query: &'s Query, limits: &'s Limits<'s>) -> PeopleSearch<'s, 'e> {
        let compared: Vec<_> = query.words.iter().filter(|word| word.year.is_none()).collect();
        let is_wanted = !compared.is_empty() && limits.wants(ResultClass::Person);
        let people = if is_wanted { entries.people } else { &[] };
        PeopleSearch {
            site: entries.site,
            people,
            limits,
            compared: NameQuery::new(compared, query.has_marks),
            has_marks: query.has_marks,
            names: people.par_iter().map(|entry| folded_words(&entry.name)).collect(),
        }
    }

    /// Returns the people whose names have the words of the query, in the order of results.
    ///
    /// Words may be in the name of the unit if `unit_words` says so.
    fn find(&self, slips: Slips, unit_words: UnitWords) -> Vec<FoundPerson<'e>> {
        let searched: &[_] = match unit_words {
            UnitWords::Ignored => &[],
            UnitWords::Searched => self.site.units.as_slice(),
        };
        let units: Vec<_> = searched.par_iter().map(|unit| long_words(unit.name())).collect();
        let units: IdVec<Unit, Vec<String>> = units.into();
        let found =
            self.people.par_iter().zip(&self.names).enumerate().filter_map(|(position, (entry, name))| {
                if !self.limits.has_unit(entry.units()) {
                    return None;
                }
                let unit = words_of_units(entry, &units);
                if !self.compared.may_match(name, &unit, slips) {
                    return None;
                }
                let found = FoundPerson::new(entry, self.limits)?;
                let name = if self.has_marks { marked_words(&entry.name) } else { unmarked_words(name) };
                let person_match = self.compared.best_match(&name, &unit, slips)?;
                Some((found.key(person_match, position), found))
            });
        let mut found: Vec<_> = found.collect();
        found.par_sort_unstable_by_key(|(key, _)| *key);
        found.into_iter().map(|(_, person)| person).collect()
    }
}

/// Returns the words of the units of `entry` among `units`, which may be empty.
fn words_of_units<'u>(entry: &PersonEntry, units: &'u IdVec<Unit, Vec<String>>) -> Cow<'u, [String]> {
    let shown = entry.unit.and_then(|unit| units.get(unit)).map_or(&[][..], Vec::as_slice);
    if entry.other_units.is_empty() {
        return Cow::Borrowed(shown);
    }
    Cow::Owned(entry.units().filter_map(|unit| units.get(unit)).flatten().cloned().collect())
}

/// Returns the folded words of `name` with a space between two.
fn folded_words(name: &str) -> String {
    let folded = fold(name);
    let is_plain = folded.bytes().all(|byte| byte == b' ' || byte.is_ascii_alphanumeric());
    if is_plain { folded } else { words(name).join(" ") }
}
