//! The input of the rules.

use std::ops::Range;

use jiff::civil::Date;

use crate::model::award;
use crate::model::recipients::Recipients;
use crate::model::site::{AwardRef, Site};
use crate::source::{Sources, Span, Spanned, Text};

/// The input of a rule.
#[derive(Clone, Copy)]
pub struct CheckContext<'s> {
    /// The linked site.
    pub site: &'s Site,
    /// The source files of the site.
    pub sources: &'s Sources,
    /// The recipients of its awards.
    pub recipients: &'s Recipients,
    /// The day of the build, in the site's time zone.
    pub today: Date,
}

impl CheckContext<'_> {
    /// Returns the span of the bytes `range` of `text`.
    ///
    /// The span of the whole text is returned if the file has it in another form, such as with escapes, and
    /// the bytes do not occur exactly once in it.
    pub(super) fn span_of(self, text: &Spanned<Text>, range: Range<usize>) -> Span {
        let Span { source, start, end } = text.span;
        let whole = self.sources.find(source).map_or("", |source| source.text());
        let written = whole.get(start as usize..end as usize).unwrap_or("");
        let inside = written.strip_prefix(['"', '\'']).unwrap_or(written);
        let mut places = written.match_indices(&text.value[range.clone()]);
        let at = match (places.next(), places.next()) {
            _ if inside.starts_with(&*text.value) => written.len() - inside.len() + range.start,
            (Some((at, _)), None) => at,
            _ => return text.span,
        };
        let at = start as usize + at;
        Span::new(source, at, at + range.len())
    }
}

impl<'s> AwardRef<'s> {
    /// Returns the span for diagnostics about the row: its name, or the start of the row.
    pub(super) fn report_span(self) -> Span {
        self.record.name.as_ref().map_or(self.record.start.span, |name| name.span)
    }

    /// Returns the name of the recipient if that is a person.
    pub(super) fn individual_name(self) -> Option<&'s Spanned<Text>> {
        self.record.name.as_ref().filter(|_| self.record.to.value == award::RecipientKind::Individual)
    }

    /// Returns true if `place` is in the row itself, false if it is in the defaults of the decision.
    pub(super) fn contains(self, place: Span) -> bool {
        let within = self.record.accepted.within;
        within.start <= place.start && place.start < within.end
    }

    /// Returns the name of its decision for messages: the number, or the source of undocumented awards.
    pub(super) fn decision_label(self) -> Text {
        let number = self.decision.number.as_ref().map(|number| number.value.clone());
        number.or_else(|| self.decision.undocumented.clone()).unwrap_or_else(|| Text::from("?"))
    }
}
