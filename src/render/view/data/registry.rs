//! Decisions, kinds and units as templates see them.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::basic::{DayView, LinkView, PagerView};
use crate::render::view::data::honors::{AwardView, DecisionLink, GroupView, RollCountsView, YearLink};
use crate::source::Text;

/// The decisions of a year.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionsYear {
    /// The year in which they were signed; absent for those that are lost.
    pub year: Option<i16>,
    /// The decisions, newest first.
    pub decisions: Vec<DecisionCard>,
}

/// A decision as it stands in lists.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionCard {
    /// Number, day and address.
    pub decision: CachedView<DecisionLink>,
    /// The unit that issued it, by its name then.
    pub issuer: Option<Text>,
    /// What it is about.
    pub subject: Option<Text>,
    /// How many awards are in it.
    pub awards: usize,
}

/// A decision with its annex.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionView {
    /// Its number, or where the awards are known from.
    pub number: Option<Text>,
    /// Whether the number is that of a decision.
    pub documented: bool,
    /// When it was signed.
    pub signed: Option<DayView>,
    /// The unit that issued it, by its name then.
    pub issuer: Option<Text>,
    /// The page of that unit.
    pub issuer_href: Option<Href>,
    /// Who signed it.
    pub signer: Option<SignerView>,
    /// What it is about.
    pub subject: Option<Text>,
    /// Its scan.
    pub document: Option<Href>,
    /// What kind of file the scan is and how large: `PDF, 1,2 MB`.
    pub document_note: Option<String>,
    /// How many recipients article 1 names.
    pub totals: Option<TotalsView>,
    /// The numbers of the annex; revoked awards are not counted.
    pub facts: RollCountsView,
    /// The rows of the annex, in the order of their numbers.
    pub awards: Vec<AwardView>,
    /// How many rows a later decision revoked or corrected.
    pub changed: usize,
    /// Awards of other decisions that this one revoked or corrected.
    pub affects: Vec<AwardView>,
}

/// Who signed a decision.
#[derive(Clone, Debug, Serialize)]
pub struct SignerView {
    /// The name.
    pub name: Text,
    /// The office held.
    pub position: Option<Text>,
    /// On whose behalf.
    pub formula: Option<Text>,
}

/// How many recipients article 1 of a decision names.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct TotalsView {
    /// Units and teams.
    pub collectives: u32,
    /// People.
    pub individuals: u32,
    /// Families.
    pub households: u32,
}

/// A kind in the award guide.
#[derive(Clone, Debug, Serialize)]
pub struct KindCard {
    /// Its id.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// Its page, when it has awards.
    pub href: Option<Href>,
    /// `title` or `form`.
    pub family: &'static str,
    /// `state`, `ministry`, `province`, `confederation`, `federation` or `grassroots`.
    pub level: &'static str,
    /// Who grants it, as words: `president`, `federation`, …
    pub issuers: Vec<&'static str>,
    /// Whom it goes to, as words: `individual`, `collective`, `household`.
    pub to: Vec<&'static str>,
    /// Granted in three classes.
    pub classes: bool,
    /// Granted once in a life.
    pub once: bool,
    /// The law behind it.
    pub law: Option<Text>,
    /// What it is, in a sentence.
    pub description: Option<Text>,
    /// How many awards the site has; revoked ones are not counted.
    pub count: usize,
}

/// A kind with its awards.
#[derive(Clone, Debug, Serialize)]
pub struct KindPage {
    /// The kind.
    pub kind: KindCard,
    /// The years in which it was granted, with the roll of each.
    pub years: Vec<YearLink>,
    /// The awards of this page by year, newest first.
    pub groups: Vec<YearGroup>,
    /// Where in a long list this page stands.
    pub pager: PagerView,
}

/// Awards of a year.
#[derive(Clone, Debug, Serialize)]
pub struct YearGroup {
    /// The year.
    pub year: i16,
    /// The roll of the year.
    pub href: Href,
    /// The awards by kind.
    pub groups: Vec<GroupView>,
}

/// The units of one type.
#[derive(Clone, Debug, Serialize)]
pub struct UnitGroup {
    /// `federation`, `upper`, `grassroots`, `professional`, `enterprise`, `agency` or `team`.
    pub kind: &'static str,
    /// The units, in Vietnamese order.
    pub units: Vec<UnitCard>,
}

/// A unit as it stands in lists.
#[derive(Clone, Debug, Serialize)]
pub struct UnitCard {
    /// Its name now, or its last.
    pub name: Text,
    /// Its page.
    pub href: Href,
    /// Whether it has ended.
    pub ended: bool,
    /// How many awards it and its people have; revoked ones are not counted.
    pub count: usize,
}

/// A unit with its history and awards.
#[derive(Clone, Debug, Serialize)]
pub struct UnitView {
    /// Its name now, or its last.
    pub name: Text,
    /// `federation`, `upper`, `grassroots`, `professional`, `enterprise`, `agency` or `team`.
    pub kind: &'static str,
    /// Its names before, oldest first.
    pub former: Vec<DatedName>,
    /// The units above it over time, oldest first.
    pub parents: Vec<DatedLink>,
    /// The units beneath it now.
    pub children: Vec<LinkView>,
    /// The numbers of all units that are or were beneath it, at any depth, and their people.
    pub beneath: RollCountsView,
    /// When it ended.
    pub ended: Option<DayView>,
    /// `dissolved`, `merged`, `united` or `split`.
    pub ending: Option<&'static str>,
    /// The decision that ended it.
    pub ending_document: Option<Text>,
    /// The units that follow it.
    pub successors: Vec<LinkView>,
    /// The units that it follows.
    pub predecessors: Vec<LinkView>,
    /// Anything else that readers should know.
    pub note: Option<Text>,
    /// The numbers of its awards and those of its people.
    pub facts: RollCountsView,
    /// The awards of this page by year, newest first.
    pub groups: Vec<YearGroup>,
    /// Where in a long list this page stands.
    pub pager: PagerView,
}

/// A name that held for a time.
#[derive(Clone, Debug, Serialize)]
pub struct DatedName {
    /// The name.
    pub name: Text,
    /// Its first day.
    pub from: Option<DayView>,
    /// Its last day.
    pub to: Option<DayView>,
}

/// A unit that held a place for a time.
#[derive(Clone, Debug, Serialize)]
pub struct DatedLink {
    /// The unit, by its name then.
    pub name: Text,
    /// Its page.
    pub href: Option<Href>,
    /// The first day.
    pub from: Option<DayView>,
    /// The last day.
    pub to: Option<DayView>,
}
