//! Views of decisions, kinds of awards and units.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::basic::{DayView, LinkView, MovementLink, PagerView};
use crate::render::view::data::honors::{
    AwardView, DecisionLink, GroupView, KindView, RollCountsView, YearLink,
};
use crate::source::Text;

/// The decisions signed in one calendar year, or on an unknown day.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionsYear {
    /// The year in which they were signed; absent when unknown.
    pub year: Option<i16>,
    /// The number of decisions.
    pub count: usize,
    /// The address of the page of the year; absent when the list of decisions is short.
    pub href: Option<Href>,
    /// The decisions, newest first; empty when the year has a page.
    pub decisions: Vec<DecisionCard>,
}

/// `decisions`: one page of the decisions of a year, or of unknown days.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionsPage {
    /// The year in which they were signed; absent when unknown.
    pub year: Option<i16>,
    /// The decisions of this page, newest first.
    pub decisions: Vec<DecisionCard>,
    /// The position of this page in the list of the year.
    pub pager: PagerView,
    /// The next newer year with decisions; absent on the newest.
    pub newer: Option<YearLink>,
    /// The next older year with decisions; absent on the oldest.
    pub older: Option<YearLink>,
}

/// A decision in a list.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionCard {
    /// The number, day and address.
    pub decision: CachedView<DecisionLink>,
    /// The name of the issuer on that day; absent when unknown.
    pub issuer: Option<Text>,
    /// The subject, as printed; absent when the record has none.
    pub subject: Option<Text>,
    /// The number of rows in its annex.
    pub awards: usize,
    /// `draft` or `future` when only a preview shows the decision; else absent.
    pub hidden: Option<&'static str>,
}

/// `decision`: a decision with its annex.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionView {
    /// `draft` or `future` when only a preview shows the decision; else absent.
    pub hidden: Option<&'static str>,
    /// The number, or the source of the awards when the decision is lost.
    pub number: Option<Text>,
    /// Whether `number` is the number of a decision; else it is the source of the awards.
    pub documented: bool,
    /// The day on which it was signed; absent when unknown.
    pub signed: Option<DayView>,
    /// The name of the issuer on that day; absent when unknown.
    pub issuer: Option<Text>,
    /// The address of the issuer's page; absent when there is none.
    pub issuer_href: Option<Href>,
    /// The person who signed it; absent when unknown.
    pub signer: Option<SignerView>,
    /// The subject, as printed; absent when the record has none.
    pub subject: Option<Text>,
    /// The address of its scan; absent when there is none.
    pub document: Option<Href>,
    /// The type and size of the scan, such as `PDF, 1,2 MB`; absent when there is no scan.
    pub document_note: Option<String>,
    /// The numbers of recipients that article 1 states; absent when the record has none.
    pub totals: Option<TotalsView>,
    /// The numbers of its awards.
    pub facts: RollCountsView,
    /// The facts that all rows of the annex share.
    pub common: CachedView<CommonFacts>,
    /// The rows of the annex on this page, by row number.
    pub awards: Vec<AwardView>,
    /// The number of rows of the whole annex that are corrected, revoked or withdrawn.
    pub changed: usize,
    /// Awards of other decisions that this decision revoked or corrected, on this page.
    pub affects: Vec<AwardView>,
    /// The position of this page in the list of `affects` and, after them, of the annex.
    pub pager: PagerView,
}

/// The facts that all rows of the annex of a decision share, so that a page can say them once.
///
/// A field is absent if a row has another value or none, and if there are fewer than two rows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CommonFacts {
    /// The kind of award.
    pub kind: Option<CachedView<KindView>>,
    /// The class as readers see it, such as `hạng Nhất`; absent also if the kinds differ.
    pub class_name: Option<Text>,
    /// The unit's name, as the rows have it.
    pub unit: Option<Text>,
    /// The address of the unit's page; absent also when there is none.
    pub unit_href: Option<Href>,
    /// The citation, as printed.
    pub citation: Option<Text>,
    /// The movement; also the one of more than half of the rows, if every other row has another movement.
    pub movement: Option<CachedView<MovementLink>>,
    /// Whether some rows have another movement than `movement`.
    pub has_other_movements: bool,
}

/// The person who signed a decision.
#[derive(Clone, Debug, Serialize)]
pub struct SignerView {
    /// The name, as printed.
    pub name: Text,
    /// The position at the time; absent when the record has none.
    pub position: Option<Text>,
    /// The formula before the signature, such as `TM. BAN THƯỜNG VỤ`; absent when the record has none.
    pub formula: Option<Text>,
}

/// The numbers of recipients that article 1 of a decision states; 0 where it states none.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct TotalsView {
    /// The number of units and teams.
    pub collectives: u32,
    /// The number of people.
    pub individuals: u32,
    /// The number of families.
    pub households: u32,
}

/// A kind of award in the award guide.
#[derive(Clone, Debug, Serialize)]
pub struct KindCard {
    /// The id of the kind, usable as an anchor.
    pub id: Text,
    /// The full name.
    pub name: Text,
    /// The address of its page; absent when it has no awards.
    pub href: Option<Href>,
    /// The family: `title` or `form`.
    pub family: &'static str,
    /// The level: `state`, `ministry`, `province`, `confederation`, `federation` or `grassroots`.
    pub level: &'static str,
    /// The bodies that grant it, as words for `t`: `president`, `federation`, …
    pub issuers: Vec<&'static str>,
    /// The kinds of recipients, as words for `t`: `individual`, `collective`, `household`.
    pub to: Vec<&'static str>,
    /// The names of its classes, the highest first; absent when it has none.
    pub classes: Option<String>,
    /// Whether a recipient may receive it only once.
    pub once: bool,
    /// The law or regulation that defines it; absent when the registry has none.
    pub law: Option<Text>,
    /// A sentence that explains it; absent when the registry has none.
    pub description: Option<Text>,
    /// The number of awards on the site; revoked ones are not counted.
    pub count: usize,
}

/// `kind`: a kind of award with one page of its awards.
#[derive(Clone, Debug, Serialize)]
pub struct KindPage {
    /// The kind of award.
    pub kind: KindCard,
    /// The years in which it was granted, newest first, with the rolls.
    pub years: Vec<YearLink>,
    /// The awards of this page by year, newest first.
    pub groups: Vec<YearGroup>,
    /// The position of this page in the list of awards.
    pub pager: PagerView,
}

/// Awards of one year.
#[derive(Clone, Debug, Serialize)]
pub struct YearGroup {
    /// The year of the roll.
    pub year: i16,
    /// The address of the roll.
    pub href: Href,
    /// The awards by kind.
    pub groups: Vec<GroupView>,
}

/// The units of one type.
#[derive(Clone, Debug, Serialize)]
pub struct UnitGroup {
    /// The type: `federation`, `upper`, `grassroots`, `professional`, `enterprise`, `agency` or `team`.
    pub kind: &'static str,
    /// The units, in Vietnamese order of their names.
    pub units: Vec<UnitCard>,
}

/// `units`: one page of the list of units.
#[derive(Clone, Debug, Serialize)]
pub struct UnitsView {
    /// The existing units of this page by type, in order of precedence.
    pub groups: Vec<UnitGroup>,
    /// The ended units of this page by type, in order of precedence.
    pub ended: Vec<UnitGroup>,
    /// The types of the whole list: of existing units, then of ended ones.
    pub kinds: Vec<UnitKindLink>,
    /// The first and last name of each page; empty when the list has one page.
    pub pages: Vec<NameRange>,
    /// The position of this page in the list.
    pub pager: PagerView,
}

/// The units of one type in the whole list of units.
#[derive(Clone, Debug, Serialize)]
pub struct UnitKindLink {
    /// The type: `federation`, `upper`, `grassroots`, `professional`, `enterprise`, `agency` or `team`.
    pub kind: &'static str,
    /// Whether these are the ended units of the type.
    pub ended: bool,
    /// The number of units.
    pub count: usize,
    /// The address of the page on which the units of the type begin.
    pub page: Href,
}

/// The names on one page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct NameRange {
    /// The number of the page, from 1.
    pub number: usize,
    /// The address of the page.
    pub href: Href,
    /// The first name on the page.
    pub first: Text,
    /// The last name on the page.
    pub last: Text,
    /// Whether it is the page being read.
    pub current: bool,
}

/// `children`: one page of the existing units below a unit.
#[derive(Clone, Debug, Serialize)]
pub struct UnitChildrenView {
    /// The unit above them.
    pub unit: LinkView,
    /// The units of this page, in order of precedence.
    pub units: Vec<UnitCard>,
    /// The first and last name of each page; empty when the list has one page.
    pub pages: Vec<NameRange>,
    /// The position of this page in the list.
    pub pager: PagerView,
}

/// A unit in a list.
#[derive(Clone, Debug, Serialize)]
pub struct UnitCard {
    /// The current or last name.
    pub name: Text,
    /// The address of its page.
    pub href: Href,
    /// Whether it has ended.
    pub ended: bool,
    /// The number of awards to it and its people; revoked ones are not counted.
    pub count: usize,
}

/// `unit`: a unit with its history and one page of its awards.
#[derive(Clone, Debug, Serialize)]
pub struct UnitView {
    /// The current or last name.
    pub name: Text,
    /// The type: `federation`, `upper`, `grassroots`, `professional`, `enterprise`, `agency` or `team`.
    pub kind: &'static str,
    /// The former names, oldest first.
    pub former: Vec<DatedName>,
    /// The parent units over time, oldest first.
    pub parents: Vec<DatedLink>,
    /// The existing child units, in order of precedence; empty when they are too many for this page.
    pub children: Vec<LinkView>,
    /// The number of existing child units.
    pub children_count: usize,
    /// The address of the list of the child units; absent when `children` has them.
    pub children_list: Option<Href>,
    /// The numbers of all current and former descendants and their people, each award counted once.
    pub beneath: RollCountsView,
    /// The last day of the unit; absent while it exists.
    pub ended: Option<DayView>,
    /// The reason for its end: `dissolved`, `merged`, `united` or `split`; absent when unknown.
    pub ending: Option<&'static str>,
    /// The decision that ended it, as a citation; absent when unknown.
    pub ending_document: Option<Text>,
    /// The successors, in order of precedence.
    pub successors: Vec<LinkView>,
    /// The predecessors, in order of precedence.
    pub predecessors: Vec<LinkView>,
    /// A note for readers; absent when the registry has none.
    pub note: Option<Text>,
    /// The numbers of its awards and those of its people.
    pub facts: RollCountsView,
    /// The awards of this page by year, newest first.
    pub groups: Vec<YearGroup>,
    /// The position of this page in the list of awards.
    pub pager: PagerView,
}

/// A name with the time in which it was valid.
#[derive(Clone, Debug, Serialize)]
pub struct DatedName {
    /// A name as decisions print it.
    pub name: Text,
    /// The first day; absent when unknown.
    pub from: Option<DayView>,
    /// The last day; absent when unknown.
    pub to: Option<DayView>,
}

/// A parent unit with the time in which it was the parent.
#[derive(Clone, Debug, Serialize)]
pub struct DatedLink {
    /// The name of the parent at the end of that time.
    pub name: Text,
    /// The address of its page; absent when there is none.
    pub href: Option<Href>,
    /// The first day; absent when unknown.
    pub from: Option<DayView>,
    /// The last day; absent when unknown or still valid.
    pub to: Option<DayView>,
}
