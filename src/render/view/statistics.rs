//! Builds the statistics of all rolls.

use crate::model::award::{RecipientKind, Status};
use crate::model::id::IdVec;
use crate::model::registry::{AwardKind, KindId, Level};
use crate::plan::Roll;
use crate::render::view::data::{KindNumbers, RollCountsView, StatisticsView, YearBar, YearNumbers};
use crate::render::view::views::Views;
use crate::text;

/// Maximum number of years in the bar chart.
const MAX_YEAR_BARS: usize = 10;

/// Words of positions of manual workers, folded.
const WORKER_WORDS: &[&str] = &[
    "cong nhan",
    "tho",
    "lai xe",
    "tai xe",
    "lao cong",
    "tap vu",
    "bao ve",
    "cap duong",
    "boc xep",
    "thuyen vien",
    "thuy thu",
    "quet duong",
    "may truong",
    "ngu phu",
    "nau an",
];

impl Views<'_> {
    /// Returns the numbers by year, kind, level and recipient.
    pub fn statistics_view(&self) -> StatisticsView {
        let levels: Vec<Level> = Level::WORDS.iter().map(|(_, level)| *level).collect();
        let greatest = self.plan.rolls.iter().map(|roll| roll.counts.awards).max().unwrap_or(0);
        let counts: IdVec<AwardKind, usize> =
            self.plan.kind_awards.iter().map(|awards| self.count_awards(awards)).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let granted = counts.entries().filter(|(_, count)| **count > 0);
        let kinds = granted.map(|(at, count)| self.kind_numbers(at, *count, most));
        StatisticsView {
            levels: levels.iter().map(|level| level.word()).collect(),
            years: self.plan.rolls.iter().map(|roll| self.year_numbers(roll, &levels, greatest)).collect(),
            kinds: kinds.collect(),
        }
    }

    /// Returns the numbers of awards of the last years, newest first.
    pub fn year_bars(&self) -> Vec<YearBar> {
        let rolls = &self.plan.rolls[..self.plan.rolls.len().min(MAX_YEAR_BARS)];
        let greatest = rolls.iter().map(|roll| roll.counts.awards).max().unwrap_or(0);
        let bar = |roll: &std::sync::Arc<Roll>| YearBar {
            year: roll.year,
            href: self.roll_href(roll.year),
            awards: roll.counts.awards,
            share: percent(roll.counts.awards, greatest),
        };
        rolls.iter().map(bar).collect()
    }

    fn kind_numbers(&self, at: KindId, count: usize, most: usize) -> KindNumbers {
        let in_year = |roll: &std::sync::Arc<Roll>| {
            let groups = roll.groups.iter().filter(|group| group.kind == at);
            groups.map(|group| self.count_awards(&group.awards)).sum()
        };
        let RollCountsView { individuals, collectives, households, .. } =
            self.counts(&self.plan.kind_awards[at]);
        KindNumbers {
            name: self.site.kinds[at].name.clone(),
            href: self.kind_href(at),
            count,
            share: percent(count, most),
            years: self.plan.rolls.iter().map(in_year).collect(),
            individuals,
            collectives,
            households,
        }
    }

    fn year_numbers(&self, roll: &Roll, levels: &[Level], greatest: usize) -> YearNumbers {
        let mut counts = vec![0; levels.len()];
        for group in &roll.groups {
            let level = self.site.kinds[group.kind].level;
            if let Some(column) = levels.iter().position(|other| *other == level) {
                counts[column] += self.count_awards(&group.awards);
            }
        }
        let totals = roll.counts;
        YearNumbers {
            year: roll.year,
            href: self.roll_href(roll.year),
            facts: totals.into(),
            levels: counts,
            workers: self.worker_percentage(roll),
            titles_share: percent(totals.titles, greatest),
            forms_share: percent(totals.awards - totals.titles, greatest),
        }
    }

    /// Returns the percentage of manual workers among the people with a known position; `None` when none is
    /// known.
    fn worker_percentage(&self, roll: &Roll) -> Option<usize> {
        let awards = roll.groups.iter().flat_map(|group| &group.awards);
        let records = awards.map(|at| self.site.award(*at).record);
        let people = records.filter(|record| {
            record.to.value == RecipientKind::Individual && record.status != Status::Revoked
        });
        let (mut known, mut workers) = (0, 0);
        for position in people.filter_map(|record| record.position.as_ref()) {
            let folded = format!(" {} ", text::fold(&position.value));
            known += 1;
            workers += usize::from(WORKER_WORDS.iter().any(|word| folded.contains(&format!(" {word} "))));
        }
        (known > 0).then(|| (workers * 100 + known / 2) / known)
    }
}

/// Returns `part` of `whole` in percent, rounded to one decimal; 0 when `whole` is 0.
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 * 1000.0 / whole as f64).round() / 10.0 }
}
