//! The linked whole: every name that stands in it resolves.

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

/// What the build asks of its surroundings; everything else comes from the sources.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// When it is: later pages wait, expired ones go.
    pub now: Now,
    /// Which pages that would be hidden are shown.
    pub shown: ShowHidden,
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
pub enum ShowHidden {
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
pub enum HiddenReason {
    /// Marked as a draft.
    Draft,
    /// Its date has not come.
    Future,
    /// Its time is over.
    Expired,
}

/// A page that is not published.
#[derive(Clone, Debug)]
pub struct HiddenPage {
    /// Its file.
    pub source: SourceId,
    /// Its title.
    pub title: Text,
    /// Why.
    pub reason: HiddenReason,
    /// The day that decides, where there is one.
    pub day: Option<Date>,
}

/// The position of an article in [`Site::articles`].
pub type ArticleId = Id<Article>;
/// The position of a movement in [`Site::movements`].
pub type MovementId = Id<Movement>;
/// The position of a standing page in [`Site::pages`].
pub type StandalonePageId = Id<StandalonePage>;
/// The position of a decision in [`Site::decisions`].
pub type DecisionId = Id<Decision>;
/// The position of an award in [`Site::awards`].
pub type AwardId = Id<Award>;

/// A whole site.
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
    pub articles: IdVec<Article>,
    /// The published movements: those that began last first, then in order of their names.
    pub movements: IdVec<Movement>,
    /// The published standing pages, in order of their titles.
    pub pages: IdVec<StandalonePage>,
    /// The kinds of awards in order of precedence.
    pub kinds: IdVec<AwardKind, Arc<AwardKind>>,
    /// The units, in the order of the registry.
    pub units: IdVec<Unit, Arc<Unit>>,
    /// The people, in the order of the registry.
    pub people: IdVec<Person, Arc<Person>>,
    /// The decisions, newest first.
    pub decisions: IdVec<Decision>,
    /// The awards, decision by decision, in the order of the rows.
    pub awards: Arc<IdVec<Award>>,
    /// The fingerprint of everything outside of its decision that an award is linked and sorted by.
    pub names: Hash,
    /// The files that pages refer to, with their routes.
    pub assets: BTreeMap<SourceId, Route>,
    /// The pictures that the settings name.
    pub pictures: SitePictures,
    /// Where the entries of the menu lead: a route from `/`, or an address elsewhere.
    pub menu: Vec<Option<Text>>,
    /// What is not published, in order of the files.
    pub hidden: Vec<HiddenPage>,
}

/// The pictures that the settings name, each in [`Site::assets`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SitePictures {
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
    pub record: Arc<article::ArticleRecord>,
    /// Its section in the settings.
    pub section: SectionId,
    /// Its route.
    pub route: Route,
    /// The movements that it belongs to.
    pub movements: Vec<MovementId>,
    /// The people that it is about.
    pub people: Vec<PersonId>,
    /// The leading picture.
    pub cover: Option<SourceId>,
    /// Where the links of its outline lead.
    pub links: Vec<LinkTarget>,
    /// Why it would be hidden, when it is shown all the same.
    pub shown_though: Option<HiddenReason>,
}

/// A movement with its names looked up.
#[derive(Clone, Debug)]
pub struct Movement {
    /// As written.
    pub record: Arc<article::MovementRecord>,
    /// Its route.
    pub route: Route,
    /// The movement that it is part of.
    pub parent: Option<MovementId>,
    /// The unit that launched it.
    pub unit: Option<UnitId>,
    /// The scan of its plan.
    pub file: Option<SourceId>,
    /// Where the links of its outline lead.
    pub links: Vec<LinkTarget>,
    /// Why it would be hidden, when it is shown all the same.
    pub shown_though: Option<HiddenReason>,
}

/// A standing page with its names looked up.
#[derive(Clone, Debug)]
pub struct StandalonePage {
    /// As written.
    pub record: Arc<article::StandalonePageRecord>,
    /// Its route.
    pub route: Route,
    /// Where the links of its outline lead.
    pub links: Vec<LinkTarget>,
    /// Why it would be hidden, when it is shown all the same.
    pub shown_though: Option<HiddenReason>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
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
    pub record: Arc<award::DecisionRecord>,
    /// The unit that issued it.
    pub issuer: Option<UnitId>,
    /// Its scan.
    pub document: Option<SourceId>,
    /// Its awards in [`Site::awards`].
    pub awards: Range<usize>,
    /// The fingerprint of everything that its awards are made from.
    pub inputs: Hash,
}

impl Decision {
    /// Its awards, in the order of the rows.
    pub fn awards(&self) -> impl DoubleEndedIterator<Item = AwardId> + ExactSizeIterator + Clone + use<> {
        Id::range(self.awards.clone())
    }
}

/// An award with its names looked up.
#[derive(Clone, Debug)]
pub struct Award {
    /// Its decision.
    pub decision: DecisionId,
    /// Its row in the decision as written.
    pub row: Id<award::AwardRecord>,
    /// Its kind.
    pub kind: KindId,
    /// Its unit.
    pub unit: Option<UnitId>,
    /// Its movement.
    pub movement: Option<MovementId>,
    /// The article about the recipient.
    pub article: Option<ArticleId>,
    /// The person of the registry.
    pub person: Option<PersonId>,
    /// The year of the roll on which it stands.
    pub year: i16,
    /// The order of the recipients' names.
    pub name_key: SortKey,
}

impl Award {
    /// The same award, of the decision that stands at `decision`.
    pub fn of_decision(&self, decision: DecisionId) -> Award {
        Award { decision, ..self.clone() }
    }
}

/// An award of a site with the row and the decision that it is written in.
#[derive(Clone, Copy, Debug)]
pub struct AwardRef<'s> {
    /// Its position in the site.
    pub id: AwardId,
    /// With its names looked up.
    pub award: &'s Award,
    /// The row as written.
    pub record: &'s award::AwardRecord,
    /// The decision as written.
    pub decision: &'s award::DecisionRecord,
}

impl<'s> AwardRef<'s> {
    /// The day on which its decision was signed.
    pub fn signed(self) -> Option<Date> {
        self.decision.signed.as_ref().map(|signed| signed.value)
    }

    /// Whether the award is in force: neither revoked nor withdrawn.
    pub fn is_in_force(self) -> bool {
        matches!(self.record.status, award::Status::InForce | award::Status::Corrected)
    }

    /// Whether a later decision revoked or corrected it.
    pub fn is_changed(self) -> bool {
        matches!(self.record.status, award::Status::Revoked | award::Status::Corrected)
    }

    /// Whether readers see the name of its recipient.
    pub fn names_recipient(self) -> bool {
        self.record.status != award::Status::Withdrawn && self.record.visibility == award::Visibility::Full
    }
}

impl Site {
    /// The award at `id` with its row and its decision.
    pub fn award(&self, id: AwardId) -> AwardRef<'_> {
        let award = &self.awards[id];
        let decision = &*self.decisions[award.decision].record;
        AwardRef { id, award, record: &decision.awards[award.row.position()], decision }
    }

    /// All awards, decision by decision.
    pub fn all_awards(&self) -> impl Iterator<Item = AwardRef<'_>> {
        self.awards.ids().map(|id| self.award(id))
    }

    /// The awards of the decisions in which a row says that it was revoked or corrected.
    pub fn awards_of_changed_decisions(&self) -> impl Iterator<Item = AwardRef<'_>> {
        let decisions = self.decisions.iter().filter(|decision| decision.record.has_changed);
        decisions.flat_map(|decision| decision.awards()).map(|id| self.award(id))
    }

    /// The name of a unit on the day of a decision, or now.
    pub fn unit_name(&self, unit: UnitId, day: Option<Date>) -> &Text {
        let unit = &self.units[unit];
        day.map_or_else(|| unit.name(), |day| unit.name_on(day))
    }
}
