//! What a query finds.

use std::cmp::Reverse;

use crate::model::registry::KindId;
use crate::search::entry::{ArticleEntry, EntryAward, PersonEntry, ThingEntry};
use crate::search::name_match::PersonMatch;
use crate::search::query::Limits;

/// What a query finds, each list in the order of results.
pub struct Found<'e> {
    /// People and households.
    pub people: Vec<FoundPerson<'e>>,
    /// Whether the people only have similar names: no person has the name that was typed.
    pub is_similar: bool,
    /// Units, decisions and everything else that is neither a person nor an article.
    pub things: Vec<FoundThing<'e>>,
    /// Articles. The search page lists them only on request, or if neither people nor things are found.
    pub articles: Vec<&'e ArticleEntry>,
}

/// A person or household, with the awards that pass the filters.
pub struct FoundPerson<'e> {
    /// The person or household that was found.
    pub entry: &'e PersonEntry,
    /// The awards, newest first; a revoked one is among them, but not counted.
    pub awards: Vec<EntryAward>,
    /// The number of awards that are not revoked.
    pub count: usize,
}

/// A thing, with the awards of a collective that pass the filters.
pub struct FoundThing<'e> {
    /// The thing that was found.
    pub entry: &'e ThingEntry,
    /// Whether all words of the query are in the title.
    pub is_in_title: bool,
    /// The awards, newest first; a revoked one is among them, but not counted.
    pub awards: Vec<EntryAward>,
}

/// The key that puts people in order: how well the name matches, more awards, a higher one, a newer one, and the
/// position among all people.
pub type PersonKey = (PersonMatch, Reverse<usize>, (KindId, u8), Reverse<i16>, usize);

impl<'e> FoundPerson<'e> {
    /// Returns `entry` with its awards within `limits`; `None` when there are none.
    pub fn new(entry: &'e PersonEntry, limits: &Limits<'_>) -> Option<FoundPerson<'e>> {
        let awards = entry.awards.iter().filter(|award| limits.has_award_of_person(award));
        let awards: Vec<EntryAward> = awards.copied().collect();
        let count = awards.iter().filter(|award| !award.is_revoked).count();
        (!awards.is_empty()).then_some(FoundPerson { entry, awards, count })
    }

    /// Returns the key that puts people in order; `position` is that among all people.
    pub fn key(&self, name_match: PersonMatch, position: usize) -> PersonKey {
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
