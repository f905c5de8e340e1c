//! The linked whole: every name that stands in it resolves.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::model::article;
use crate::model::award;
use crate::model::colour::Palette;
use crate::model::registry::{Kind, Person, Unit};
use crate::model::settings::Settings;
use crate::model::theme::Themes;
use crate::source::{SourceId, Text};
use crate::text::SortKey;

/// What the build asks of its surroundings; everything else comes from the sources.
#[derive(Clone, Debug)]
pub struct Options {
    /// When it is: later pages wait, expired ones go.
    pub now: Now,
    /// Which pages that would be hidden are shown.
    pub shown: Shown,
    /// Another address than that of the settings.
    pub base_url: Option<Text>,
}

/// When the site is built.
#[derive(Clone, Copy, Debug)]
pub enum Now {
    /// What the clock of the computer says, whatever its time zone.
    Instant(Timestamp),
    /// At this moment, in the site's time zone.
    At(DateTime),
}

impl Now {
    /// The day and time in `zone`.
    pub fn in_zone(self, zone: &TimeZone) -> DateTime {
        match self {
            Now::Instant(instant) => zone.to_datetime(instant),
            Now::At(moment) => moment,
        }
    }
}

/// Which hidden pages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// None of them.
    #[default]
    Published,
    /// Drafts.
    Drafts,
    /// All of them.
    All,
}

/// Why a page is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// Marked as a draft.
    Draft,
    /// Its date has not come.
    Future,
    /// Its time is over.
    Expired,
}

/// A page that is not published.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// Its file.
    pub source: SourceId,
    /// Its title.
    pub title: Text,
    /// Why.
    pub reason: Reason,
    /// The day that decides, where there is one.
    pub day: Option<jiff::civil::Date>,
}

/// A whole site. Numbers are indices into its lists.
#[derive(Clone, Debug)]
pub struct Site {
    /// The settings.
    pub settings: Settings,
    /// When it was assembled, in its time zone.
    pub now: DateTime,
    /// The themes of the project.
    pub themes: Themes,
    /// The colours of the theme that the settings name.
    pub palette: Palette,
    /// The published articles, newest first.
    pub articles: Vec<Article>,
    /// The published movements: those that began last first, then in order of their names.
    pub movements: Vec<Movement>,
    /// The published standing pages, in order of their titles.
    pub pages: Vec<Standing>,
    /// The kinds of awards in order of precedence.
    pub kinds: Vec<Arc<Kind>>,
    /// The units, in the order of the registry.
    pub units: Vec<Arc<Unit>>,
    /// The people, in the order of the registry.
    pub people: Vec<Arc<Person>>,
    /// The decisions, newest first.
    pub decisions: Vec<Decision>,
    /// The awards, decision by decision, in the order of the rows.
    pub awards: Arc<Vec<Award>>,
    /// The files that pages refer to, with their routes.
    pub assets: BTreeMap<SourceId, Text>,
    /// The pictures that the settings name.
    pub pictures: Pictures,
    /// Where the entries of the menu lead: a route from `/`, or an address elsewhere.
    pub menu: Vec<Option<Text>>,
    /// What is not published, in order of the files.
    pub hidden: Vec<Hidden>,
}

/// The pictures that the settings name, each in [`Site::assets`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pictures {
    /// The emblem.
    pub logo: Option<SourceId>,
    /// The wide picture above the pages.
    pub banner: Option<SourceId>,
    /// What stands for a shared page that has no picture.
    pub share_image: Option<SourceId>,
}

/// An article with its names looked up.
#[derive(Clone, Debug)]
pub struct Article {
    /// As written.
    pub record: Arc<article::Article>,
    /// Its section in the settings.
    pub section: usize,
    /// Its route.
    pub route: Text,
    /// The movements that it belongs to.
    pub movements: Vec<usize>,
    /// The people that it is about.
    pub people: Vec<usize>,
    /// The leading picture.
    pub cover: Option<SourceId>,
    /// Where the links of its outline lead.
    pub links: Vec<Target>,
    /// Why it would be hidden, when it is shown all the same.
    pub shown_though: Option<Reason>,
}

/// A movement with its names looked up.
#[derive(Clone, Debug)]
pub struct Movement {
    /// As written.
    pub record: Arc<article::Movement>,
    /// Its route.
    pub route: Text,
    /// The movement that it is part of.
    pub parent: Option<usize>,
    /// The unit that launched it.
    pub unit: Option<usize>,
    /// The scan of its plan.
    pub file: Option<SourceId>,
    /// Where the links of its outline lead.
    pub links: Vec<Target>,
    /// Why it would be hidden, when it is shown all the same.
    pub shown_though: Option<Reason>,
}

/// A standing page with its names looked up.
#[derive(Clone, Debug)]
pub struct Standing {
    /// As written.
    pub record: Arc<article::Standing>,
    /// Its route.
    pub route: Text,
    /// Where the links of its outline lead.
    pub links: Vec<Target>,
    /// Why it would be hidden, when it is shown all the same.
    pub shown_though: Option<Reason>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To this address, ready for a page.
    Address(Text),
    /// To a file, at this address, ready for a page.
    File(SourceId, Text),
    /// To a route of this site, from `/`, perhaps with an anchor, which the plan has to know.
    Route(Text),
    /// Nowhere: only the text of the link is shown.
    Nowhere,
}

/// A decision with its names looked up.
#[derive(Clone, Debug)]
pub struct Decision {
    /// As written.
    pub record: Arc<award::Decision>,
    /// The unit that issued it.
    pub issuer: Option<usize>,
    /// Its scan.
    pub document: Option<SourceId>,
    /// Its awards in [`Site::awards`].
    pub awards: std::ops::Range<usize>,
    /// Whether every name in its awards was found.
    pub sound: bool,
}

impl Site {
    /// The awards, with their numbers, of the decisions in which a row says that it was revoked or corrected.
    pub fn awards_that_may_have_changed(&self) -> impl Iterator<Item = (u32, &Award)> {
        let decisions = self.decisions.iter().filter(|decision| decision.record.has_changed);
        decisions.flat_map(|decision| decision.awards.clone()).map(|at| (at as u32, &self.awards[at]))
    }
}

/// An award with its names looked up.
#[derive(Clone, Debug)]
pub struct Award {
    /// Its decision.
    pub decision: u32,
    /// Its row in the decision as written.
    pub row: u32,
    /// Its kind.
    pub kind: u32,
    /// Its unit.
    pub unit: Option<u32>,
    /// Its movement.
    pub movement: Option<u32>,
    /// The article about the recipient.
    pub article: Option<u32>,
    /// The id of the person in the registry.
    pub person: Option<u32>,
    /// The year of the roll on which it stands.
    pub year: i16,
    /// The order of the recipients' names.
    pub name_key: SortKey,
}

impl Award {
    /// The same award, of the decision that stands at `decision`.
    pub fn of_decision(&self, decision: usize) -> Award {
        let decision = u32::try_from(decision).expect("fewer than four thousand million records");
        Award { decision, ..self.clone() }
    }
}

impl Site {
    /// Whether every name that awards use leads to the same place here and in `other`, and names have one order.
    /// What units are called may differ.
    pub fn has_the_names_of(&self, other: &Site) -> bool {
        fn same<T>(one: &[Arc<T>], other: &[Arc<T>]) -> bool {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other))
        }
        let movements =
            |site: &Site| site.movements.iter().map(|m| m.record.slug.clone()).collect::<Vec<_>>();
        let units = |site: &Site| site.units.iter().map(|unit| unit.id.value.clone()).collect::<Vec<_>>();
        same(&self.kinds, &other.kinds)
            && (same(&self.units, &other.units) || units(self) == units(other))
            && same(&self.people, &other.people)
            && self.settings.rolls.order == other.settings.rolls.order
            && movements(self) == movements(other)
            && self.articles.len() == other.articles.len()
            && self.articles.iter().zip(&other.articles).all(|(one, other)| one.route == other.route)
    }

    /// Whether the awards here are those that `records`, in their order, bring to `site`, which has the same names: the
    /// decisions are these very records, nothing in them has to be told again, and units are called as they were.
    pub fn has_the_awards_for(&self, site: &Site, records: &[Arc<award::Decision>]) -> bool {
        let is_told =
            |known: &Decision| !known.sound || known.issuer.is_some() != known.record.issuer.is_some();
        let same = |(known, record): (&Decision, &Arc<award::Decision>)| {
            Arc::ptr_eq(&known.record, record) && !is_told(known)
        };
        self.decisions.len() == records.len()
            && self.decisions.iter().zip(records).all(same)
            && self.units.iter().zip(&site.units).all(|(one, other)| Arc::ptr_eq(one, other))
    }

    /// The award as written.
    pub fn award(&self, award: &Award) -> &award::Award {
        &self.decisions[award.decision as usize].record.awards[award.row as usize]
    }

    /// The name of a unit on the day of a decision, or now.
    pub fn unit_name(&self, unit: usize, day: Option<jiff::civil::Date>) -> &Text {
        let unit = &self.units[unit];
        day.map_or_else(|| unit.name(), |day| unit.name_on(day))
    }
}
