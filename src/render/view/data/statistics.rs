//! Numbers by year, kind, level and recipient as templates see them.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::data::honors::RollCountsView;
use crate::source::Text;

/// Numbers by year, kind, level and recipient; revoked awards are not counted.
#[derive(Clone, Debug, Serialize)]
pub struct StatisticsView {
    /// The levels of the columns, as words: `state`, `ministry`, …
    pub levels: Vec<&'static str>,
    /// The years, newest first.
    pub years: Vec<YearNumbers>,
    /// The kinds that were granted, in order of precedence.
    pub kinds: Vec<KindNumbers>,
}

/// The numbers of a year.
#[derive(Clone, Debug, Serialize)]
pub struct YearNumbers {
    /// The year.
    pub year: i16,
    /// Its roll.
    pub href: Href,
    /// Its numbers.
    pub facts: RollCountsView,
    /// The awards granted at each level, in the order of the columns.
    pub levels: Vec<usize>,
    /// Of the people whose positions are known, how many work with their hands, in percent.
    pub workers: Option<usize>,
    /// The titles of emulation, in percent of the awards of the greatest year.
    pub titles_share: f64,
    /// The forms of commendation, likewise.
    pub forms_share: f64,
}

/// A year in a small chart.
#[derive(Clone, Debug, Serialize)]
pub struct YearBar {
    /// The year.
    pub year: i16,
    /// Its roll.
    pub href: Href,
    /// Its awards.
    pub awards: usize,
    /// The same in percent of the greatest year of the chart.
    pub share: f64,
}

/// The numbers of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindNumbers {
    /// Its name.
    pub name: Text,
    /// Its page.
    pub href: Option<Href>,
    /// How often it was granted.
    pub count: usize,
    /// In percent of the kind that was granted most.
    pub share: f64,
    /// How often it was granted in each year, in the order of the years.
    pub years: Vec<usize>,
    /// Of all of them, to people.
    pub individuals: usize,
    /// Of all of them, to units and teams.
    pub collectives: usize,
    /// Of all of them, to families.
    pub households: usize,
}
