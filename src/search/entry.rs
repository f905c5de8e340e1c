//! The entries of the search.

use std::cmp::Reverse;

use crate::diagnostic::Location;
use crate::model::award::Status;
use crate::model::recipients::{Recipient, RecipientId};
use crate::model::registry::{KindId, UnitId};
use crate::model::site::{ArticleId, AwardId, DecisionId, Site};
use crate::source::Text;

use jiff::civil::Date;

/// A person or household, with the awards that readers see with the whole name.
#[derive(Clone, Debug)]
pub struct PersonEntry {
    /// The name as its page shows it, or as the awards have it that the person shares with the recipient.
    pub name: Text,
    /// The unit that results show: that in the newest decision; absent when that names none.
    pub unit: Option<UnitId>,
    /// The other units of the awards, in the order of the registry. Results do not show them, but they find the person.
    pub other_units: Box<[UnitId]>,
    /// The awards, newest first. Never empty.
    pub awards: Vec<EntryAward>,
    /// The address of its page, else of the row of its newest award: relative to the base path, without a slash at the
    /// start.
    pub address: String,
}

impl PersonEntry {
    /// Returns the units that find the person, the one that results show first.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        self.unit.into_iter().chain(self.other_units.iter().copied())
    }
}

/// An award as the search shows, filters and ranks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryAward {
    /// The position among the awards of the site.
    pub award: AwardId,
    /// The year of the roll that lists it.
    pub year: i16,
    /// Its kind; kinds are in order of precedence.
    pub kind: KindId,
    /// The position of its class among the classes of the kind, highest first.
    pub class: Option<u8>,
    /// Whether a later decision revoked it; such an award is shown but not counted.
    pub is_revoked: bool,
}

impl EntryAward {
    /// Returns the entry of `award`.
    pub fn of(site: &Site, award: AwardId) -> EntryAward {
        let found = site.award(award);
        EntryAward {
            award,
            year: found.award.year,
            kind: found.award.kind,
            class: found.award.class,
            is_revoked: found.record.status == Status::Revoked,
        }
    }

    /// Returns the awards that readers see with the whole name of `recipient`, newest first.
    pub fn named(site: &Site, recipient: &Recipient) -> Vec<EntryAward> {
        let named = recipient.awards.iter().filter(|award| site.award(**award).names_recipient());
        let mut awards: Vec<EntryAward> = named.map(|award| EntryAward::of(site, *award)).collect();
        awards.sort_by_key(|award| (Reverse(award.year), award.kind, award.award));
        awards
    }
}

/// The class of a thing, in the order of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThingClass {
    /// A unit of the registry.
    Unit,
    /// A recipient that is a team or a unit without an entry in the registry.
    Collective,
    /// A decision of the site, whether its number is known or not.
    Decision,
    /// A kind of award.
    Kind,
    /// An emulation movement.
    Movement,
    /// The roll of a year.
    Roll,
    /// A standalone page, or a list such as a section or the statistics.
    Page,
}

impl ThingClass {
    /// Each class with its word in the index files.
    pub const WORDS: &[(&str, ThingClass)] = &[
        ("unit", ThingClass::Unit),
        ("collective", ThingClass::Collective),
        ("decision", ThingClass::Decision),
        ("kind", ThingClass::Kind),
        ("movement", ThingClass::Movement),
        ("roll", ThingClass::Roll),
        ("page", ThingClass::Page),
    ];

    /// Returns the word in the index files.
    pub fn word(self) -> &'static str {
        ThingClass::WORDS.iter().find(|(_, class)| *class == self).map_or("", |(word, _)| word)
    }
}

/// Anything but a person or an article that has a page of its own.
#[derive(Clone, Debug)]
pub struct ThingEntry {
    /// What it is; results are in this order.
    pub class: ThingClass,
    /// The title as its page shows it.
    pub title: Text,
    /// What results show below the title, as plain text; may be empty.
    pub detail: String,
    /// The year, or the day as `YYYY-MM-DD`; empty for a thing without a date.
    pub date: String,
    /// The awards of a collective, newest first; empty for other classes.
    pub awards: Vec<EntryAward>,
    /// The address of its page: relative to the base path, without a slash at the start.
    pub address: String,
    /// Further names that find it, as plain text, one a line; results do not show them.
    pub other: String,
    /// Where it is written.
    pub place: Location,
}

/// An article with the texts under which it is found.
#[derive(Clone, Debug)]
pub struct ArticleEntry {
    /// The position among the articles of the site.
    pub article: ArticleId,
    /// The headline, as plain text.
    pub title: Text,
    /// The day of publication.
    pub day: Date,
    /// The lead that lists of articles show, at most 160 letters.
    pub lead: String,
    /// The other texts that find it: headings, tags, author, people, movements, each on its own.
    pub fields: Vec<Text>,
    /// The address of its page: relative to the base path, without a slash at the start.
    pub address: String,
}

/// The addresses that entries lead to, which the plan assigns. All are relative to the base path, without a slash at
/// the start.
pub trait EntryRoutes: Sync {
    /// Returns the address of the page of `recipient`, else of the row of `newest`, its newest award.
    fn recipient(&self, recipient: RecipientId, newest: AwardId) -> String;
    /// Returns the address of the row of `award`: on the page of its decision, else on the roll of its year.
    fn row(&self, award: AwardId) -> String;
    /// Returns the address of the page of a unit; `None` when units have no pages.
    fn unit(&self, unit: UnitId) -> Option<String>;
    /// Returns the address of the page of a decision; `None` when decisions have no pages.
    fn decision(&self, decision: DecisionId) -> Option<String>;
    /// Returns the address of the page of a kind; `None` when it has none.
    fn kind(&self, kind: KindId) -> Option<String>;
    /// Returns the years that have a roll, newest first, each with the address of the roll.
    fn rolls(&self) -> Vec<(i16, String)>;
    /// Returns the lists of the site that have pages, such as its sections and its statistics, each with its title and its
    /// address.
    fn lists(&self) -> Vec<(Text, String)>;
}
