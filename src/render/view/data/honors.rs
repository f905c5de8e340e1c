//! Views of rolls and awards.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::basic::{DayView, LinkView, MovementLink, PagerView};
use crate::source::Text;

/// A roll in a list.
#[derive(Clone, Debug, Serialize)]
pub struct RollLink {
    /// The year of the roll.
    pub year: i16,
    /// The address of the roll.
    pub href: Href,
    /// The numbers of the whole roll.
    pub facts: RollCountsView,
    /// The awards in force that rank highest, at most 3, only with visible names.
    pub highest: Vec<AwardView>,
    /// The address of the JSON download of the year, described by the JSON Schema; absent when downloads are
    /// switched off.
    pub data: Option<Href>,
}

/// One page of the roll of a year, or of a part of it.
#[derive(Clone, Debug, Serialize)]
pub struct RollView {
    /// The year of the roll.
    pub year: i16,
    /// The title of the part; absent for the whole roll.
    pub part: Option<String>,
    /// The address of the whole roll.
    pub whole: Href,
    /// The number of awards of the part, or of the whole roll, without those revoked.
    pub count: usize,
    /// The numbers of the whole roll.
    pub facts: RollCountsView,
    /// The awards of this page by kind, in order of precedence.
    pub groups: Vec<GroupView>,
    /// The position of this page in the list of awards.
    pub pager: PagerView,
    /// The letters of the index of names, on the whole roll; empty when the roll is too short for an index.
    pub letters: Vec<LetterLink>,
    /// The parts by kind of award, in order of precedence; empty when parts have no pages.
    pub kinds: Vec<PartLink>,
    /// The parts by level, the highest first.
    pub levels: Vec<PartLink>,
    /// The parts by unit, in order of precedence; empty when they have a list of their own.
    pub units: Vec<PartLink>,
    /// The address of the list of the parts by unit; absent when they are not too many for this page.
    pub units_list: Option<Href>,
    /// The parts by movement, the newest first; empty when they have a list of their own.
    pub movements: Vec<PartLink>,
    /// The address of the list of the parts by movement; absent when they are not too many for this page.
    pub movements_list: Option<Href>,
    /// The parts by kind of recipient.
    pub recipients: Vec<PartLink>,
    /// Links to the downloads of the year, with the format as text; empty when downloads are switched off.
    pub downloads: Vec<LinkView>,
    /// The address of the JSON download of the year, described by the JSON Schema; absent when downloads are
    /// switched off.
    pub data: Option<Href>,
    /// The next newer year with a roll; absent on the newest.
    pub newer: Option<YearLink>,
    /// The next older year with a roll; absent on the oldest.
    pub older: Option<YearLink>,
}

/// A letter in the index of names of a roll.
#[derive(Clone, Debug, Serialize)]
pub struct LetterLink {
    /// The first letter of the names, without a tone; absent for units and teams.
    pub letter: Option<String>,
    /// The number of names.
    pub count: usize,
    /// The address of the page and the place where the names with this letter begin.
    pub href: Href,
}

/// `names`: one page of the index of names of a roll.
#[derive(Clone, Debug, Serialize)]
pub struct RollNamesView {
    /// The year of the roll.
    pub year: i16,
    /// The address of the roll.
    pub whole: Href,
    /// The letters of the whole index.
    pub letters: Vec<LetterLink>,
    /// The names of this page by letter: of people and families, then of units and teams.
    pub groups: Vec<LetterGroup>,
    /// The position of this page in the index.
    pub pager: PagerView,
}

/// The names with one letter on a page of the index of names.
#[derive(Clone, Debug, Serialize)]
pub struct LetterGroup {
    /// The first letter of the names, without a tone; absent for units and teams.
    pub letter: Option<String>,
    /// The anchor of the group.
    pub id: String,
    /// The names, in Vietnamese order.
    pub names: Vec<NameEntry>,
}

/// A name in the index of names of a roll.
#[derive(Clone, Debug, Serialize)]
pub struct NameEntry {
    /// The recipient, as printed.
    pub name: Text,
    /// The unit; absent when the unit itself is the recipient.
    pub unit: Option<Text>,
    /// The kind of the award, if an entry beside this one has the same name and unit.
    pub kind: Option<Text>,
    /// The address of the award on the roll.
    pub href: Href,
    /// Whether the award is revoked.
    pub revoked: bool,
}

/// `parts`: one page of the parts of a roll by unit or by movement.
#[derive(Clone, Debug, Serialize)]
pub struct RollPartsView {
    /// The year of the roll.
    pub year: i16,
    /// The address of the roll.
    pub whole: Href,
    /// The parts of this page.
    pub parts: Vec<PartLink>,
    /// The position of this page in the list of parts.
    pub pager: PagerView,
}

/// A link to a part of a roll.
#[derive(Clone, Debug, Serialize)]
pub struct PartLink {
    /// The title of the part.
    pub title: String,
    /// The address of its first page.
    pub href: Href,
    /// The number of awards in it, revoked ones included.
    pub count: usize,
    /// Whether it is the part being read.
    pub current: bool,
}

/// A link to the roll of a year.
#[derive(Clone, Debug, Serialize)]
pub struct YearLink {
    /// The year of the roll.
    pub year: i16,
    /// The address of the roll.
    pub href: Href,
}

/// Numbers of awards; revoked awards are not counted.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RollCountsView {
    /// The number of decisions with awards in the list, revoked ones included.
    pub decisions: usize,
    /// The number of awards.
    pub awards: usize,
    /// The number of awards to people.
    pub individuals: usize,
    /// The number of awards to units and teams.
    pub collectives: usize,
    /// The number of awards to families.
    pub households: usize,
    /// The number of emulation titles.
    pub titles: usize,
    /// The number of forms of commendation: all awards without titles.
    pub forms: usize,
}

/// The awards of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The kind of these awards.
    pub kind: CachedView<KindView>,
    /// The number of awards; revoked ones are not counted.
    pub count: usize,
    /// The awards, in the order of the roll: by class, unit and name.
    pub awards: Vec<AwardView>,
}

/// A kind of award, beside its awards.
#[derive(Clone, Debug, Serialize)]
pub struct KindView {
    /// The id of the kind; unique on a page, so it can be an anchor.
    pub id: Text,
    /// The full name of the kind.
    pub name: Text,
    /// The bodies that grant it, as words for `t`: `president`, `federation`, …
    pub issuers: Vec<&'static str>,
    /// A sentence that explains it; absent when the registry has none.
    pub description: Option<Text>,
    /// The address of its page; absent when it has none.
    pub href: Option<Href>,
}

/// One award, with only what readers may see.
#[derive(Clone, Debug, Serialize)]
pub struct AwardView {
    /// The name or the initials; absent when the recipient is hidden.
    pub name: Option<Text>,
    /// The address of the recipient's page; absent when there is none.
    pub href: Option<Href>,
    /// The kind of recipient: `individual`, `collective` or `household`.
    pub to: &'static str,
    /// The form of address: Ông or Bà; absent when the record has none.
    pub honorific: Option<Text>,
    /// The position at the time; absent when the record has none or the name is not fully shown.
    pub position: Option<Text>,
    /// The unit's name, as printed or as on the day of the decision; absent when the unit itself is the
    /// recipient, and when the recipient is hidden or withdrawn.
    pub unit: Option<Text>,
    /// The address of the unit's page; absent when there is none.
    pub unit_href: Option<Href>,
    /// The anchor of the award on the page of its decision; absent when the row has no number.
    pub anchor: Option<String>,
    /// The address of the row on the page of the decision that has it; absent when decisions have no pages.
    pub row_href: Option<Href>,
    /// The anchor of the award on a roll; absent on other pages.
    pub id: Option<String>,
    /// The name of the kind of award.
    pub kind: Text,
    /// The class, by the word that its kind declares, such as `nhat`; absent when the kind has no classes.
    pub class: Option<Text>,
    /// The class as readers see it, such as `hạng Nhất`.
    pub class_name: Option<Text>,
    /// The grounds, as a word for `t`: `cong-trang`, `phong-trao`, …; absent when the record has none.
    pub category: Option<&'static str>,
    /// The year of the roll that lists it: the last year of its period.
    pub year: i16,
    /// The merit period: `2022` or `2021–2022`.
    pub period: String,
    /// The citation, as printed; absent when the record has none or the name is not fully shown.
    pub citation: Option<Text>,
    /// The movement that it belongs to; absent when there is none.
    pub movement: Option<CachedView<MovementLink>>,
    /// The article about the recipient; absent when there is none.
    pub article: Option<LinkView>,
    /// The decision that granted it.
    pub decision: CachedView<DecisionLink>,
    /// The number and day of the decision and the number of the row, as rows of a roll show them; empty when unknown.
    pub decision_row: String,
    /// The row number in the decision; absent when the record has none.
    pub no: Option<u32>,
    /// `corrected`, `revoked` or `withdrawn`; absent when the award is in force as granted.
    pub status: Option<&'static str>,
    /// The number of the decision that revoked or corrected it; absent otherwise.
    pub by: Option<Text>,
    /// The address of that decision's page; absent when there is none.
    pub by_href: Option<Href>,
    /// Whether it was granted after the recipient's death.
    pub posthumous: bool,
    /// The names of the people who share it; empty when there are none or the name is not fully shown.
    pub shared_with: Vec<Text>,
}

/// A decision, beside an award.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionLink {
    /// The number, or the source of the award when the decision is lost.
    pub number: Option<Text>,
    /// The day on which it was signed; absent when unknown.
    pub signed: Option<DayView>,
    /// Whether `number` is the number of a decision; else it is the source of the award.
    pub documented: bool,
    /// Number and day in words, such as `Quyết định số 27/QĐ-LĐLĐ ngày 16/01/2023`, or the source of the award; empty when
    /// both are unknown.
    pub words: String,
    /// The address of the decision's page; absent when decisions have no pages.
    pub href: Option<Href>,
}

/// The awards of a movement.
#[derive(Clone, Debug, Serialize)]
pub struct MovementHonors {
    /// The number of awards; revoked ones are not counted.
    pub total: usize,
    /// The awards by year, newest first.
    pub years: Vec<MovementYear>,
}

/// The awards of a movement in one year.
#[derive(Clone, Debug, Serialize)]
pub struct MovementYear {
    /// The year of the roll.
    pub year: i16,
    /// The address of the movement's part of the roll, else of the whole roll.
    pub href: Href,
    /// The number of awards; revoked ones are not counted.
    pub count: usize,
    /// The awards in force that rank highest, at most 3, only with visible names.
    pub highest: Vec<AwardView>,
}
