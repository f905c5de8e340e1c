//! Views of numbers of awards by year, kind, level and recipient.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::data::honors::RollCountsView;
use crate::source::Text;

/// `statistics`: numbers of awards; revoked awards are not counted.
#[derive(Clone, Debug, Serialize)]
pub struct StatisticsView {
    /// The levels of the columns, highest first, as words for `t`: `state`, `ministry`, …
    pub levels: Vec<&'static str>,
    /// The years, newest first.
    pub years: Vec<YearNumbers>,
    /// The kinds with awards, in order of precedence.
    pub kinds: Vec<KindNumbers>,
}

/// What the statistics show of the roll of one year.
#[derive(Clone, Debug, Serialize)]
pub struct YearNumbers {
    /// The year of the roll.
    pub year: i16,
    /// The address of the roll.
    pub href: Href,
    /// The numbers of the roll.
    pub facts: RollCountsView,
    /// The number of awards of each level, in the order of the columns.
    pub levels: Vec<usize>,
    /// The percentage of manual workers among the people with a known position; absent when no position is
    /// known.
    pub workers: Option<usize>,
    /// The emulation titles, in percent of all awards of the year with the most awards.
    pub titles_share: f64,
    /// The forms of commendation, in percent of all awards of the year with the most awards.
    pub forms_share: f64,
}

/// A year in a bar chart.
#[derive(Clone, Debug, Serialize)]
pub struct YearBar {
    /// The year of the roll.
    pub year: i16,
    /// The address of the roll.
    pub href: Href,
    /// The number of awards.
    pub awards: usize,
    /// The number of awards in percent of the chart's largest year.
    pub share: f64,
}

/// The numbers of a kind of award.
#[derive(Clone, Debug, Serialize)]
pub struct KindNumbers {
    /// The name of the kind.
    pub name: Text,
    /// The address of its page; absent when there is none.
    pub href: Option<Href>,
    /// The number of awards.
    pub count: usize,
    /// The number of awards in percent of the most frequent kind.
    pub share: f64,
    /// The number of awards in each year, in the order of `statistics.years`.
    pub years: Vec<usize>,
    /// The number of awards to people.
    pub individuals: usize,
    /// The number of awards to units and teams.
    pub collectives: usize,
    /// The number of awards to families.
    pub households: usize,
}
