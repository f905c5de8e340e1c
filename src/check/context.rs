//! What the rules look at.

use std::ops::Range;

use jiff::civil::Date;

use crate::model::award;
use crate::model::recipients::Recipients;
use crate::model::site::{AwardRef, Site};
use crate::source::{Sources, Span, Spanned, Text};

/// What a rule looks at.
#[derive(Clone, Copy)]
pub struct CheckContext<'s> {
    /// The site.
    pub site: &'s Site,
    /// The files that it was made from.
    pub sources: &'s Sources,
    /// Who received its awards.
    pub recipients: &'s Recipients,
    /// The day of the build.
    pub today: Date,
}

impl CheckContext<'_> {
    /// The place of the bytes `range` of `text`: the whole of it when its author wrote it in another way, such as with
    /// escapes, and the bytes do not stand there just once.
    pub(super) fn part(self, text: &Spanned<Text>, range: Range<usize>) -> Span {
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
    /// Where the row is pointed at: its name, or where it begins.
    pub(super) fn head(self) -> Span {
        self.record.name.as_ref().map_or(self.record.start.span, |name| name.span)
    }

    /// The name of the person whom it is given to.
    pub(super) fn own_name(self) -> Option<&'s Spanned<Text>> {
        self.record.name.as_ref().filter(|_| self.record.to.value == award::RecipientKind::Individual)
    }

    /// Whether `place` lies in the row, and not among the defaults of its decision.
    pub(super) fn holds_place(self, place: Span) -> bool {
        let within = self.record.accepted.within;
        within.start <= place.start && place.start < within.end
    }

    /// Its decision for a message: the number, or where the awards are known from.
    pub(super) fn number(self) -> Text {
        let number = self.decision.number.as_ref().map(|number| number.value.clone());
        number.or_else(|| self.decision.undocumented.clone()).unwrap_or_else(|| Text::from("?"))
    }
}
