//! The index of the names of people and families, for readers without JavaScript: letters lead to given names, and
//! given names to people.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::award::RecipientKind;
use crate::model::id::{Id, IdVec};
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::registry::Unit;
use crate::model::route::Route;
use crate::model::site::Site;
use crate::plan::addresses::Addresses;
use crate::plan::listing::{INDEXED_PER_PAGE, MAX_INDEXED_ON_SEARCH};
use crate::plan::roll_names::LetterRanks;
use crate::read::file_name;
use crate::source::Text;
use crate::text::{self, Collator, NameOrder, SortKey};

/// The position of a letter in [`PersonIndex::letters`].
pub type IndexLetterId = Id<IndexLetter>;

/// The position of a given name in [`PersonIndex::given_names`].
pub type GivenNameId = Id<GivenName>;

/// The people and families whose names readers see, by letter and by given name.
#[derive(Clone, Debug, Default)]
pub struct PersonIndex {
    /// The letters, in Vietnamese order.
    pub letters: IdVec<IndexLetter>,
    /// The given names, by letter, then in Vietnamese order.
    pub given_names: IdVec<GivenName>,
}

/// The given names with one letter.
#[derive(Clone, Debug)]
pub struct IndexLetter {
    /// The first letter of these names, without its tone; `#` if they begin with no letter.
    pub letter: char,
    /// The given names with this letter, in Vietnamese order.
    pub given_names: Vec<GivenNameId>,
    /// The number of people and families with these names.
    pub count: usize,
}

/// A given name: the last word of a name, whatever its capitals and the place of its tone mark.
#[derive(Clone, Debug)]
pub struct GivenName {
    /// The spelling that most names have.
    pub name: Text,
    /// Its part of an address; no other given name with the same letter has it.
    pub slug: Text,
    /// The people and families with this name: by name in Vietnamese order, then by the rank of their unit, then by
    /// their address.
    pub people: Vec<RecipientId>,
}

impl PersonIndex {
    /// Collects the recipients whose names readers see, except units and teams.
    pub fn of(
        site: &Site,
        recipients: &Recipients,
        addresses: &Addresses,
        unit_ranks: &IdVec<Unit, u32>,
    ) -> PersonIndex {
        let collator = Collator::new();
        let is_listed = |(id, one): &(RecipientId, &Recipient)| {
            one.kind != RecipientKind::Collective && recipients.is_named(site, *id)
        };
        let listed: Vec<(RecipientId, &Recipient)> = recipients.all.entries().filter(is_listed).collect();
        let row = |(id, one): (RecipientId, &Recipient)| {
            let rank = one.unit.map(|unit| unit_ranks[unit]);
            (name_key(site, one, &collator), rank, addresses.pages[id].as_ref(), id)
        };
        let rows: Vec<Row<'_>> = listed.par_iter().copied().map(row).collect();
        let mut words: FxHashMap<&str, usize> = FxHashMap::default();
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut names: Vec<Bearers<'_>> = Vec::new();
        for ((_, recipient), row) in listed.iter().zip(rows) {
            let word = text::indexed_words(&recipient.name).pop().unwrap_or("");
            let place = *words.entry(word).or_insert_with(|| {
                *places.entry(text::canonical_name(word)).or_insert_with(|| {
                    names.push(Bearers::default());
                    names.len() - 1
                })
            });
            *names[place].spellings.entry(word).or_default() += 1;
            names[place].rows.push(row);
        }
        by_letter(names.into_par_iter().map(Bearers::into_given_name).collect(), &collator)
    }

    /// Returns the number of people and families.
    fn count(&self) -> usize {
        self.letters.iter().map(|letter| letter.count).sum()
    }

    /// Returns true if the search page lists all people itself, so that letters have no pages.
    pub fn is_on_search_page(&self) -> bool {
        self.count() <= MAX_INDEXED_ON_SEARCH
    }

    /// Returns the people and families with a letter, by given name.
    pub fn people_of(&self, letter: IndexLetterId) -> impl Iterator<Item = RecipientId> {
        let names = self.letters[letter].given_names.iter();
        names.flat_map(|name| self.given_names[*name].people.iter().copied())
    }

    /// Returns the route of the page of a letter.
    pub fn letter_route(&self, site: &Site, letter: IndexLetterId) -> Route {
        let slug = text::letter_slug(self.letters[letter].letter);
        Route::new(format!("/{}/{slug}/", site.settings.routes.search))
    }

    /// Returns the route of the page of a given name with `letter`.
    pub fn given_name_route(&self, site: &Site, letter: IndexLetterId, name: GivenNameId) -> Route {
        Route::new(format!("{}{}/", self.letter_route(site, letter), self.given_names[name].slug))
    }
}

impl IndexLetter {
    /// Returns true if the page of the letter lists the people itself, so that its given names have no pages.
    pub fn lists_people(&self) -> bool {
        self.count <= INDEXED_PER_PAGE
    }
}

/// The sort key of a name, the rank of the unit and the address, by which recipients are sorted.
type Row<'a> = (SortKey, Option<u32>, Option<&'a Text>, RecipientId);

/// The recipients with one given name, while they are collected.
#[derive(Default)]
struct Bearers<'a> {
    /// The spellings of the given name, each with the number of names that have it.
    spellings: BTreeMap<&'a str, usize>,
    rows: Vec<Row<'a>>,
}

impl Bearers<'_> {
    /// Sorts the recipients; returns the given name after its letter. Its slug may be that of another name too.
    fn into_given_name(mut self) -> (char, GivenName) {
        self.rows.sort_unstable();
        // Of spellings that are as frequent, the one with small letters.
        let spelling = self.spellings.iter().max_by_key(|(word, count)| (**count, **word));
        let spelling = spelling.map_or("", |(word, _)| *word);
        let letter = text::alphabet_letter(spelling).unwrap_or('#');
        let slug = match text::telex(spelling) {
            slug if slug.is_empty() => spelling.chars().map(|one| format!("u{:x}", u32::from(one))).collect(),
            slug => slug,
        };
        let name = GivenName {
            name: spelling.into(),
            slug: file_name::to_folder_name(slug).into(),
            people: self.rows.into_iter().map(|(.., id)| id).collect(),
        };
        (letter, name)
    }
}

/// Returns the sort key of a name: its given name, its family name, then the words between.
fn name_key(site: &Site, recipient: &Recipient, collator: &Collator) -> SortKey {
    let is_as_printed = recipient.kind == RecipientKind::Individual && recipient.person.is_none();
    if is_as_printed && site.settings.rolls.order == NameOrder::GivenFirst {
        return site.awards[recipient.awards[0]].name_key.clone();
    }
    collator.name_key(&recipient.name, NameOrder::GivenFirst)
}

/// Sorts given names by letter and makes their slugs different.
fn by_letter(mut names: Vec<(char, GivenName)>, collator: &Collator) -> PersonIndex {
    let ranks = LetterRanks::of(names.iter().map(|(letter, _)| *letter));
    names.sort_by_cached_key(|(letter, name)| (ranks.rank(*letter), collator.key(&name.name)));
    let mut index = PersonIndex::default();
    let mut slugs: BTreeMap<char, BTreeSet<Text>> = BTreeMap::new();
    for (letter, mut name) in names {
        let taken = slugs.entry(letter).or_default();
        if taken.contains(&name.slug) {
            let mut number = 2;
            while taken.contains(&*format!("{}-{number}", name.slug)) {
                number += 1;
            }
            name.slug = format!("{}-{number}", name.slug).into();
        }
        taken.insert(name.slug.clone());
        let count = name.people.len();
        let id = index.given_names.push(name);
        let is_new = index.letters.as_slice().last().is_none_or(|last| last.letter != letter);
        if is_new {
            index.letters.push(IndexLetter { letter, given_names: Vec::new(), count: 0 });
        }
        if let Some(last) = index.letters.as_mut_slice().last_mut() {
            last.given_names.push(id);
            last.count += count;
        }
    }
    index
}
