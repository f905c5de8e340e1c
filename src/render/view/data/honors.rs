//! Rolls and awards as templates see them.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::basic::{DayView, LinkView, PagerView};
use crate::source::Text;

/// A roll as it stands in lists.
#[derive(Clone, Debug, Serialize)]
pub struct RollLink {
    /// The year.
    pub year: i16,
    /// Its address.
    pub href: Href,
    /// Its numbers.
    pub facts: RollCountsView,
    /// The awards that stand highest on it.
    pub highest: Vec<AwardView>,
    /// The address of its rows for programs, JSON as the schema of the downloads tells it.
    pub data: Option<Href>,
}

/// The roll of a year, or a part of it.
#[derive(Clone, Debug, Serialize)]
pub struct RollView {
    /// The year.
    pub year: i16,
    /// What part of the roll this is; absent for the whole.
    pub part: Option<String>,
    /// The address of the whole roll.
    pub whole: Href,
    /// The numbers of the whole roll.
    pub facts: RollCountsView,
    /// The awards by kind, in order of precedence.
    pub groups: Vec<GroupView>,
    /// Where in a long roll this page stands.
    pub pager: PagerView,
    /// The parts by kind of award.
    pub kinds: Vec<PartLink>,
    /// The parts by level.
    pub levels: Vec<PartLink>,
    /// The parts by unit.
    pub units: Vec<PartLink>,
    /// The parts by movement.
    pub movements: Vec<PartLink>,
    /// The parts by kind of recipient.
    pub recipients: Vec<PartLink>,
    /// The tables of this year to take away.
    pub downloads: Vec<LinkView>,
    /// The address of the rows of this year for programs, JSON as the schema of the downloads tells it.
    pub data: Option<Href>,
    /// The roll of the next newer year.
    pub newer: Option<YearLink>,
    /// The roll of the next older year.
    pub older: Option<YearLink>,
}

/// A part of a roll.
#[derive(Clone, Debug, Serialize)]
pub struct PartLink {
    /// What it is.
    pub title: String,
    /// Its address.
    pub href: Href,
    /// How many rows it has.
    pub count: usize,
    /// Whether it is the one being read.
    pub current: bool,
}

/// A year that leads somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct YearLink {
    /// The year.
    pub year: i16,
    /// Its address.
    pub href: Href,
}

/// Numbers of a roll; revoked awards are not counted.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RollCountsView {
    /// Decisions.
    pub decisions: usize,
    /// Awards.
    pub awards: usize,
    /// Of them, to people.
    pub individuals: usize,
    /// Of them, to units and teams.
    pub collectives: usize,
    /// Of them, to families.
    pub households: usize,
    /// Of them, titles of emulation.
    pub titles: usize,
    /// Of them, forms of commendation.
    pub forms: usize,
}

/// The awards of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The kind.
    pub kind: CachedView<KindView>,
    /// How many there are.
    pub count: usize,
    /// The awards, by unit, then name.
    pub awards: Vec<AwardView>,
}

/// A kind of award.
#[derive(Clone, Debug, Serialize)]
pub struct KindView {
    /// Its id; unique on a page, so it can be an anchor.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// Who grants it, as words for `t`: `president`, `federation`, …
    pub issuers: Vec<&'static str>,
    /// What it is, in a sentence.
    pub description: Option<Text>,
    /// Its page.
    pub href: Option<Href>,
}

/// One award as readers may see it.
#[derive(Clone, Debug, Serialize)]
pub struct AwardView {
    /// The name; absent when the recipient is not shown.
    pub name: Option<Text>,
    /// The page of the recipient.
    pub href: Option<Href>,
    /// `individual`, `collective` or `household`.
    pub to: &'static str,
    /// Ông, Bà.
    pub honorific: Option<Text>,
    /// The position at the time.
    pub position: Option<Text>,
    /// The unit as it was named then.
    pub unit: Option<Text>,
    /// The page of the unit.
    pub unit_href: Option<Href>,
    /// The anchor of the award on the page of its decision.
    pub anchor: Option<String>,
    /// The name of the kind.
    pub kind: Text,
    /// `nhat`, `nhi` or `ba`.
    pub class: Option<&'static str>,
    /// What it rewards, as a word: `cong-trang`, `phong-trao`, …
    pub category: Option<&'static str>,
    /// The year of the roll on which it stands.
    pub year: i16,
    /// The time it honors: `2022`, `2021–2022`.
    pub period: String,
    /// The reason as printed.
    pub citation: Option<Text>,
    /// The movement it came from.
    pub movement: Option<CachedView<LinkView>>,
    /// The article about the recipient.
    pub article: Option<LinkView>,
    /// The decision.
    pub decision: CachedView<DecisionLink>,
    /// The number of the row in the decision.
    pub no: Option<u32>,
    /// `corrected`, `revoked` or `withdrawn` when it does not simply stand.
    pub status: Option<&'static str>,
    /// The decision that revoked or corrected it.
    pub by: Option<Text>,
    /// The page of the decision that revoked or corrected it.
    pub by_href: Option<Href>,
    /// Given after death.
    pub posthumous: bool,
    /// Names of those who share it.
    pub shared_with: Vec<Text>,
}

/// A decision as it stands beside an award.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionLink {
    /// Its number, or where the award is known from.
    pub number: Option<Text>,
    /// When it was signed.
    pub signed: Option<DayView>,
    /// Whether the number is that of a decision; else it says where the award is known from.
    pub documented: bool,
    /// The page of the decision.
    pub href: Option<Href>,
}

/// The awards that came from a movement.
#[derive(Clone, Debug, Serialize)]
pub struct MovementHonors {
    /// How many there are.
    pub total: usize,
    /// By year, newest first.
    pub years: Vec<MovementYear>,
}

/// The awards of a year that came from a movement.
#[derive(Clone, Debug, Serialize)]
pub struct MovementYear {
    /// The year.
    pub year: i16,
    /// What came from the movement on the roll of the year.
    pub href: Href,
    /// How many there are.
    pub count: usize,
    /// Those that stand highest.
    pub highest: Vec<AwardView>,
}
