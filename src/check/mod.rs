//! A [`Site`] in, what a careful editor would say of it out: one rule, one function, one list.

mod awards;
mod decisions;
mod files;
mod kinds;
mod names;
mod news;
mod number;
mod periods;
mod privacy;
mod recipients;
mod settings;
mod silence;
mod units;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::model::award;
use crate::model::recipients::Recipients;
use crate::model::site::{AwardRef, Site};
use crate::source::{Sources, Span, Spanned, Text};

pub use silence::{SilencedErrors, Silences};

/// What lies before the editor.
#[derive(Clone, Copy)]
pub struct Desk<'s> {
    /// The site.
    pub site: &'s Site,
    /// The files that it was made from.
    pub sources: &'s Sources,
    /// Who received its awards.
    pub recipients: &'s Recipients,
    /// The day of the build.
    pub today: Date,
}

/// A rule: what it finds on a desk.
pub type Rule = fn(Desk<'_>) -> Vec<Diagnostic>;

/// Which rules are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Those that find errors and warnings.
    Faults,
    /// Also those that find only notes, which nobody but `check` tells.
    Everything,
}

impl Asked {
    /// The rules, in the order in which their findings are made; they are sorted by place when told.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        let notes = if self == Asked::Everything { NOTES } else { &[] };
        RULES.iter().chain(notes)
    }
}

/// The rules that find errors and warnings.
const RULES: &[Rule] = &[
    news::headings,
    news::pictures,
    news::movement_days,
    news::future_updates,
    settings::contrast,
    settings::security_expired,
    decisions::same,
    decisions::malformed_number,
    decisions::future,
    decisions::totals,
    decisions::row_numbers,
    decisions::unexplained,
    kinds::recipient,
    kinds::issuer,
    kinds::years,
    kinds::validity,
    periods::order,
    periods::late,
    periods::school_years,
    units::names,
    units::parents,
    units::endings,
    awards::absent_units,
    awards::renamed_units,
    recipients::twice,
    recipients::once,
    names::capitals_and_titles,
    names::near,
    privacy::personal_data,
    privacy::hidden_in_articles,
];

/// The rules that find notes alone.
const NOTES: &[Rule] =
    &[files::unused, recipients::citations, recipients::general_and_thematic, recipients::steps, names::same];

impl Desk<'_> {
    /// Where `text` is written: in the row, else before all rows, such as among the defaults, else the row.
    fn place(self, row: AwardRef<'_>, text: &str) -> Span {
        let within = row.record.accepted.within;
        let first = row.decision.awards.first().map_or(0, |first| first.accepted.within.start as usize);
        let found = self.find(within, text).or_else(|| self.find(Span::new(within.source, 0, first), text));
        found.unwrap_or(row.record.place.span)
    }

    /// Where each of `texts` is written, which stand in the row in this order.
    fn places<'t>(
        self,
        row: AwardRef<'t>,
        texts: impl Iterator<Item = &'t Text>,
    ) -> impl Iterator<Item = (&'t Text, Span)> {
        let mut rest = row.record.accepted.within;
        texts.map(move |text| {
            let found = self.find(rest, text);
            rest.start = found.map_or(rest.start, |found| found.end);
            (text, found.unwrap_or(row.record.place.span))
        })
    }

    /// The first place of `text` inside `within`.
    fn find(self, within: Span, text: &str) -> Option<Span> {
        let whole = self.sources.find(within.source)?.text();
        let (start, end) = (within.start as usize, (within.end as usize).min(whole.len()));
        let at = start + whole.get(start..end)?.find(text).filter(|_| !text.is_empty())?;
        Some(Span::new(within.source, at, at + text.len()))
    }
}

impl<'s> AwardRef<'s> {
    /// Where the row is pointed at: its name, or where it begins.
    fn head(self) -> Span {
        self.record.name.as_ref().map_or(self.record.place.span, |name| name.span)
    }

    /// The name of the person whom it is given to.
    fn own_name(self) -> Option<&'s Spanned<Text>> {
        self.record.name.as_ref().filter(|_| self.record.to.value == award::Recipient::Individual)
    }

    /// Whether `place` lies in the row, and not among the defaults of its decision.
    fn holds_place(self, place: Span) -> bool {
        let within = self.record.accepted.within;
        within.start <= place.start && place.start < within.end
    }

    /// Its decision for a message: the number, or where the awards are known from.
    fn number(self) -> Text {
        let number = self.decision.number.as_ref().map(|number| number.value.clone());
        number.or_else(|| self.decision.undocumented.clone()).unwrap_or_else(|| Text::from("?"))
    }
}
