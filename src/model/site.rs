//! The linked site, in which every name is resolved.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::hash::Hash;
use crate::model::article;
use crate::model::award;
use crate::model::colour::Palette;
use crate::model::id::{Id, IdVec};
use crate::model::registry::{AwardKind, KindId, Person, PersonId, Unit, UnitId};
use crate::model::route::Route;
use crate::model::settings::{SectionId, Settings};
use crate::model::theme::Themes;
use crate::source::{SourceId, Text};
use crate::text::SortKey;

/// The inputs of a build that do not come from source files.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The time of the build: later articles are hidden, and so are expired ones.
    pub now: Now,
    /// Which hidden pages are shown all the same.
    pub shown: ShowHidden,
    /// A base URL that replaces the one in the settings.
    pub base_url: Option<Text>,
}

/// The time of a build.
#[derive(Clone, Copy, Debug)]
pub enum Now {
    /// An instant of the system clock.
    Instant(Timestamp),
    /// A day and time in the site's time zone.
    At(DateTime),
}

impl Now {
    /// Returns the day and time in `zone`.
    pub fn in_zone(self, zone: &TimeZone) -> DateTime {
        match self {
            Now::Instant(instant) => zone.to_datetime(instant),
            Now::At(moment) => moment,
        }
    }
}

/// Which hidden pages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShowHidden {
    /// No hidden page.
    #[default]
    Published,
    /// Drafts and articles that are not approved, but no future or expired pages.
    Drafts,
    /// Drafts, articles that are not approved, future and expired pages.
    All,
}

/// Why a page is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HiddenReason {
    /// Marked as a draft.
    Draft,
    /// Not approved, on a site whose articles are approved before they are published.
    Unapproved,
    /// Its date is in the future.
    Future,
    /// Its `expires` day has come.
    Expired,
}

/// A file that readers do not see at the time of the build.
#[derive(Clone, Debug)]
pub struct HiddenPage {
    /// The file of the page.
    pub source: SourceId,
    /// Its title or number as plain text; the name of the file if it has neither.
    pub title: Text,
    /// Why it is hidden.
    pub reason: HiddenReason,
    /// The day on which that changed or changes; absent for a draft and an article that is not
    /// approved.
    pub day: Option<Date>,
}

/// The position of an article in [`Site::articles`].
pub type ArticleId = Id<Article>;
/// The position of a movement in [`Site::movements`].
pub type MovementId = Id<Movement>;
/// The position of a standalone page in [`Site::pages`].
pub type StandalonePageId = Id<StandalonePage>;
/// The position of a decision in [`Site::decisions`].
pub type DecisionId = Id<Decision>;
/// The position of an award in [`Site::awards`].
pub type AwardId = Id<Award>;

/// A linked site, from which all pages are planned and rendered.
#[derive(Clone, Debug)]
pub struct Site {
    /// The settings, with the base URL of this build.
    pub settings: Settings,
    /// The time of the build, in the site's time zone.
    pub now: DateTime,
    /// The themes of the project.
    pub themes: Themes,
    /// The colours of the theme that the settings name.
    pub palette: Palette,
    /// The published articles, newest first.
    pub articles: IdVec<Article>,
    /// The published movements: the latest start first, then by title.
    pub movements: IdVec<Movement>,
    /// The published standalone pages, by title.
    pub pages: IdVec<StandalonePage>,
    /// The kinds of awards, in order of precedence.
    pub kinds: IdVec<AwardKind, Arc<AwardKind>>,
    /// The units, in the order of the registry.
    pub units: IdVec<Unit, Arc<Unit>>,
    /// The people, in the order of the registry.
    pub people: IdVec<Person, Arc<Person>>,
    /// The portraits of people whose awards readers see with their names.
    pub photos: IdVec<Person, Option<SourceId>>,
    /// The published decisions, newest first.
    pub decisions: IdVec<Decision>,
    /// The awards, decision by decision, in the order of the rows.
    pub awards: Arc<IdVec<Award>>,
    /// The fingerprint of everything outside its decision that an award is linked and sorted by.
    pub names_fingerprint: Hash,
    /// The files that pages refer to, with their routes.
    pub assets: BTreeMap<SourceId, Route>,
    /// The pictures that the settings name.
    pub pictures: SitePictures,
    /// The targets of each menu entry, in the order of the settings.
    pub menu: Vec<MenuTargets>,
    /// The hidden pages, in order of their paths.
    pub hidden: Vec<HiddenPage>,
    /// Why files are hidden, or would be in a build that shows no hidden files.
    pub hidden_sources: BTreeMap<SourceId, HiddenReason>,
}

/// The targets of a menu entry: routes from `/`, or addresses elsewhere.
#[derive(Clone, Debug)]
pub struct MenuTargets {
    /// The target of the entry itself; `None` when it has none or it was not found.
    pub to: Option<Text>,
    /// The targets of its items; `None` for one that was not found.
    pub items: Vec<Option<Text>>,
}

/// The pictures that the settings name, each in [`Site::assets`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SitePictures {
    /// The emblem of the organisation.
    pub logo: Option<SourceId>,
    /// The wide picture above all pages.
    pub banner: Option<SourceId>,
    /// The picture for shared links to pages without one of their own.
    pub share_image: Option<SourceId>,
}

/// An article whose names are resolved.
#[derive(Clone, Debug)]
pub struct Article {
    /// The record as its author wrote it.
    pub record: Arc<article::ArticleRecord>,
    /// Its section in the settings.
    pub section: SectionId,
    /// The route of its page.
    pub route: Route,
    /// The movements that it belongs to.
    pub movements: Vec<MovementId>,
    /// The people that it is about.
    pub people: Vec<PersonId>,
    /// The picture that represents it in lists and shared links.
    pub cover: Option<ArticleCover>,
    /// The targets of the links in the body's outline, in the same order.
    pub links: Vec<LinkTarget>,
    /// Why it would be hidden, if the build shows it only because of [`BuildOptions::shown`].
    pub would_be_hidden: Option<HiddenReason>,
}

/// The cover of an article: the picture that its front matter names, else the first one of its text.
#[derive(Clone, Debug)]
pub struct ArticleCover {
    /// The file of the picture.
    pub file: SourceId,
    /// The text alternative for readers who do not see the picture; may be empty.
    pub alt: Text,
    /// The place of the picture on the page of the article.
    pub place: CoverPlace,
}

/// Where the page of an article shows its cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverPlace {
    /// Above the text.
    Head,
    /// Only within the text, where its author put it.
    Text,
}

/// A movement whose names are resolved.
#[derive(Clone, Debug)]
pub struct Movement {
    /// The record as its author wrote it.
    pub record: Arc<article::MovementRecord>,
    /// The route of its page.
    pub route: Route,
    /// The movement that it is part of.
    pub parent: Option<MovementId>,
    /// The unit that launched it.
    pub unit: Option<UnitId>,
    /// The scan of its plan.
    pub file: Option<SourceId>,
    /// The targets of the links in the body's outline, in the same order.
    pub links: Vec<LinkTarget>,
    /// Why it would be hidden, if the build shows it only because of [`BuildOptions::shown`].
    pub would_be_hidden: Option<HiddenReason>,
}

/// A standalone page whose links are resolved.
#[derive(Clone, Debug)]
pub struct StandalonePage {
    /// The record as its author wrote it.
    pub record: Arc<article::StandalonePageRecord>,
    /// The route of its page.
    pub route: Route,
    /// The targets of the links in the body's outline, in the same order.
    pub links: Vec<LinkTarget>,
    /// Why it would be hidden, if the build shows it only because of [`BuildOptions::shown`].
    pub would_be_hidden: Option<HiddenReason>,
}

/// Where a link of a content file leads once its address is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address, ready for an attribute of a page.
    Address(Text),
    /// A file and its address, ready for an attribute of a page.
    File(SourceId, Text),
    /// A route of this site from `/`, perhaps with an anchor; the plan checks it.
    Route(Text),
    /// No target: only the text of the link is shown.
    Nowhere,
}

/// A decision whose names are resolved.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The record as its author wrote it.
    pub record: Arc<award::DecisionRecord>,
    /// The unit that issued it.
    pub issuer: Option<UnitId>,
    /// The file of its scan.
    pub document: Option<SourceId>,
    /// Why it would be hidden, if the build shows it only because of [`BuildOptions::shown`].
    pub would_be_hidden: Option<HiddenReason>,
    /// The positions of its awards in [`Site::awards`].
    pub awards: Range<usize>,
    /// The fingerprint of everything that its awards are linked from.
    pub inputs: Hash,
    /// The fingerprint of what it says about the recipients of its awards; see [`crate::model::recipient_inputs`].
    pub recipients: Hash,
}

impl Decision {
    /// Returns the ids of its awards, in the order of the rows.
    pub fn awards(&self) -> impl DoubleEndedIterator<Item = AwardId> + ExactSizeIterator + Clone + use<> {
        Id::range(self.awards.clone())
    }
}

/// An award whose names are resolved.
#[derive(Clone, Debug)]
pub struct Award {
    /// The decision that grants it.
    pub decision: DecisionId,
    /// The position of its row in the record of the decision.
    pub row: Id<award::AwardRecord>,
    /// The kind of award.
    pub kind: KindId,
    /// The position of its class among the classes of the kind.
    pub class: Option<u8>,
    /// The unit of the recipient.
    pub unit: Option<UnitId>,
    /// The movement that it belongs to.
    pub movement: Option<MovementId>,
    /// The article about the recipient.
    pub article: Option<ArticleId>,
    /// The recipient's entry in the registry of people.
    pub person: Option<PersonId>,
    /// The year of its roll: the last year of its period.
    pub year: i16,
    /// The sort key of the recipient's name.
    pub name_key: SortKey,
}

impl Award {
    /// Returns the same award for a decision at another position.
    pub fn with_decision(&self, decision: DecisionId) -> Award {
        Award { decision, ..self.clone() }
    }
}

/// An award with its row and its decision.
#[derive(Clone, Copy, Debug)]
pub struct AwardRef<'s> {
    /// Its position in [`Site::awards`].
    pub id: AwardId,
    /// The award with its names resolved.
    pub award: &'s Award,
    /// The record of the row.
    pub record: &'s award::AwardRecord,
    /// The record of the decision.
    pub decision: &'s award::DecisionRecord,
}

impl<'s> AwardRef<'s> {
    /// Returns the day on which its decision was signed.
    pub fn signed(self) -> Option<Date> {
        self.decision.signed.as_ref().map(|signed| signed.value)
    }

    /// Returns true if the award is valid: neither revoked nor withdrawn.
    pub fn is_in_force(self) -> bool {
        matches!(self.record.status, award::Status::InForce | award::Status::Corrected)
    }

    /// Returns true if a later decision revoked or corrected it.
    pub fn is_changed(self) -> bool {
        matches!(self.record.status, award::Status::Revoked | award::Status::Corrected)
    }

    /// Returns true if it is granted to the unit itself: to a collective without a name.
    pub fn is_to_unit_itself(self) -> bool {
        self.record.to.value == award::RecipientKind::Collective && self.record.name.is_none()
    }

    /// Returns the unit that readers may know it belongs to: a row without a name must not be found through its unit.
    pub fn shown_unit(self) -> Option<UnitId> {
        self.award.unit.filter(|_| self.record.shows_recipient())
    }

    /// Returns true if readers see the whole name of its recipient.
    pub fn names_recipient(self) -> bool {
        self.record.names_recipient()
    }
}

impl Site {
    /// Returns the award at `id` with its row and its decision.
    pub fn award(&self, id: AwardId) -> AwardRef<'_> {
        let award = &self.awards[id];
        let decision = &*self.decisions[award.decision].record;
        AwardRef { id, award, record: &decision.awards[award.row.position()], decision }
    }

    /// Returns all awards, decision by decision.
    pub fn all_awards(&self) -> impl Iterator<Item = AwardRef<'_>> {
        self.awards.ids().map(|id| self.award(id))
    }

    /// Returns the awards of the decisions of which a row was revoked or corrected.
    pub fn awards_of_changed_decisions(&self) -> impl Iterator<Item = AwardRef<'_>> {
        let decisions = self.decisions.iter().filter(|decision| decision.record.has_changed);
        decisions.flat_map(|decision| decision.awards()).map(|id| self.award(id))
    }

    /// Returns the name of a unit on `day`, or the current one without a day.
    pub fn unit_name(&self, unit: UnitId, day: Option<Date>) -> &Text {
        let unit = &self.units[unit];
        day.map_or_else(|| unit.name(), |day| unit.name_on(day))
    }

    /// Returns every name by which the unit of an award may be known: those of the registry, and the printed one.
    pub fn unit_names<'s>(&'s self, row: AwardRef<'s>) -> impl Iterator<Item = &'s Text> {
        let unit = row.award.unit.map(|unit| &self.units[unit]);
        let registered =
            unit.into_iter().flat_map(|unit| unit.names.iter().map(|name| &name.value).chain(&unit.also));
        let printed = row.record.unit_as_printed.as_deref().map(|printed| &printed.value);
        registered.chain(printed)
    }
}
