//! Finds what a query means among the entries, and puts it in order.

use rayon::prelude::*;

use crate::model::id::IdVec;
use crate::model::registry::Unit;
use crate::model::site::Site;
use crate::search::entry::{ArticleEntry, PersonEntry, ThingClass, ThingEntry};
use crate::search::find_articles::find_articles;
use crate::search::find_things::find_things;
use crate::search::found::{Found, FoundPerson};
use crate::search::marks::marked_words;
use crate::search::name_match::{NameQuery, Slips};
use crate::search::query::{Filters, Limits, Query, ResultClass};
use crate::search::short_forms::long_words;
use crate::search::words::words;

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
    /// People have all words in their names. If there are none, and nothing has that title, words may be in the names of their
    /// units. If nothing at all is found, one word may have a slip.
    pub fn find(&self, query: &Query, filters: &Filters) -> Found<'e> {
        let limits = Limits::new(self.site, query, filters);
        let wants_thing = |class: &ThingClass| limits.wants(ResultClass::Thing(*class));
        let wants_things = ThingClass::WORDS.iter().any(|(_, class)| wants_thing(class));
        let things = if wants_things { find_things(self.things, query, &limits) } else { Vec::new() };
        let names_thing = things.first().is_some_and(|thing| thing.is_in_title);
        let mut is_similar = false;
        let mut people = self.find_people(query, &limits, Slips::None, UnitWords::Ignored);
        if people.is_empty() && !names_thing {
            people = self.find_people(query, &limits, Slips::None, UnitWords::Searched);
        }
        if people.is_empty() && things.is_empty() {
            is_similar = true;
            people = self.find_people(query, &limits, Slips::One, UnitWords::Ignored);
        }
        if people.is_empty() && things.is_empty() {
            people = self.find_people(query, &limits, Slips::One, UnitWords::Searched);
        }
        let articles = if limits.wants(ResultClass::Article) {
            find_articles(self.articles, query, &limits)
        } else {
            Vec::new()
        };
        Found { is_similar: is_similar && !people.is_empty(), people, things, articles }
    }

    /// Returns the people whose names have the words of `query`, in the order of results.
    ///
    /// Words may be in the name of the unit if `unit_words` says so.
    fn find_people(
        &self,
        query: &Query,
        limits: &Limits<'_>,
        slips: Slips,
        unit_words: UnitWords,
    ) -> Vec<FoundPerson<'e>> {
        let compared = query.words.iter().filter(|word| word.year.is_none()).collect();
        let compared = NameQuery::new(compared, query.has_marks);
        if compared.is_empty() || !limits.wants(ResultClass::Person) {
            return Vec::new();
        }
        let searched: &[_] = match unit_words {
            UnitWords::Ignored => &[],
            UnitWords::Searched => self.site.units.as_slice(),
        };
        let units: Vec<_> = searched.par_iter().map(|unit| long_words(unit.name())).collect();
        let units: IdVec<Unit, Vec<String>> = units.into();
        let found = self.people.par_iter().enumerate().filter_map(|(position, entry)| {
            if !limits.has_unit(entry.unit) {
                return None;
            }
            let unit = entry.unit.and_then(|unit| units.get(unit)).map_or(&[][..], Vec::as_slice);
            if !compared.may_match(&words(&entry.name), unit, slips) {
                return None;
            }
            let found = FoundPerson::new(entry, limits)?;
            let name_match = compared.best_match(&marked_words(&entry.name), unit, slips)?;
            Some((found.key(name_match, position), found))
        });
        let mut found: Vec<_> = found.collect();
        found.par_sort_unstable_by_key(|(key, _)| *key);
        found.into_iter().map(|(_, person)| person).collect()
    }
}
