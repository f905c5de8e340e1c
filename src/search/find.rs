//! Finds what a query means among the entries, and puts it in order.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::model::id::IdVec;
use crate::model::registry::{KindId, Unit};
use crate::model::site::Site;
use crate::search::entry::{ArticleEntry, EntryAward, PersonEntry, ThingClass, ThingEntry};
use crate::search::find_articles::find_articles;
use crate::search::find_things::find_things;
use crate::search::marks::marked_words;
use crate::search::name_match::{NameMatch, NameQuery, Slips};
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

/// What a query finds, each list in the order of results.
pub struct Found<'e> {
    /// People and households.
    pub people: Vec<FoundPerson<'e>>,
    /// Whether the people only have similar names: no person has the name that was typed.
    pub is_similar: bool,
    /// Things.
    pub things: Vec<FoundThing<'e>>,
    /// Articles. The search page lists them only on request, or if neither people nor things are found.
    pub articles: Vec<&'e ArticleEntry>,
}

/// A person or household, with the awards that pass the filters.
pub struct FoundPerson<'e> {
    /// The entry.
    pub entry: &'e PersonEntry,
    /// The awards, newest first; a revoked one is among them, but not counted.
    pub awards: Vec<EntryAward>,
    /// The number of awards that are not revoked.
    pub count: usize,
}

/// A thing, with the awards of a collective that pass the filters.
pub struct FoundThing<'e> {
    /// The entry.
    pub entry: &'e ThingEntry,
    /// Whether all words of the query are in the title.
    pub is_in_title: bool,
    /// The awards, newest first; a revoked one is among them, but not counted.
    pub awards: Vec<EntryAward>,
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

/// The key that puts people in order: how well the name matches, more awards, a higher one, a newer one, and the
/// position among all people.
type PersonKey = (NameMatch, Reverse<usize>, (KindId, u8), Reverse<i16>, usize);

impl<'e> FoundPerson<'e> {
    /// Returns `entry` with its awards within `limits`; `None` when there are none.
    fn new(entry: &'e PersonEntry, limits: &Limits<'_>) -> Option<FoundPerson<'e>> {
        let awards = entry.awards.iter().filter(|award| limits.has_award_of_person(award));
        let awards: Vec<EntryAward> = awards.copied().collect();
        let count = awards.iter().filter(|award| !award.is_revoked).count();
        (!awards.is_empty()).then_some(FoundPerson { entry, awards, count })
    }

    fn key(&self, name_match: NameMatch, position: usize) -> PersonKey {
        let counts = |award: &&EntryAward| !award.is_revoked || self.count == 0;
        let counted = || self.awards.iter().filter(counts);
        let precedence = |award: &EntryAward| (award.kind, award.class.unwrap_or(u8::MAX));
        let highest = counted().map(precedence).min().expect("a person has an award");
        let newest = counted().map(|award| award.year).max().unwrap_or_default();
        (name_match, Reverse(self.count), highest, Reverse(newest), position)
    }

    /// Returns the award that results show: the newest that is not revoked, else the newest.
    pub fn newest(&self) -> Option<&EntryAward> {
        newest(&self.awards)
    }
}

impl FoundThing<'_> {
    /// Returns the award that results show: the newest that is not revoked, else the newest.
    pub fn newest(&self) -> Option<&EntryAward> {
        newest(&self.awards)
    }

    /// Returns the number of awards that are not revoked.
    pub fn count(&self) -> usize {
        self.awards.iter().filter(|award| !award.is_revoked).count()
    }
}

fn newest(awards: &[EntryAward]) -> Option<&EntryAward> {
    awards.iter().find(|award| !award.is_revoked).or(awards.first())
}
