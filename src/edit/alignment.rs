//! Maps places in the decoded text of a file to the text as it is on the disk, which may have other line ends and
//! letters in other normal forms.

use std::borrow::Cow;
use std::ops::Range;

use crate::read::plain_text;

/// A text as it is on the disk and its decoded form, with the pieces in which the two differ.
pub struct Alignment<'t> {
    raw: &'t str,
    decoded: Cow<'t, str>,
    /// In order of position.
    differing: Vec<Piece>,
}

struct Piece {
    raw: Range<usize>,
    decoded: Range<usize>,
}

impl<'t> Alignment<'t> {
    /// Aligns `raw`, a text without byte order mark, with its decoded form.
    pub fn new(raw: &'t str) -> Alignment<'t> {
        let decoded = plain_text(raw);
        let mut differing = Vec::new();
        if matches!(decoded, Cow::Owned(_)) {
            let (mut raw_at, mut decoded_at) = (0, 0);
            for piece in pieces(raw) {
                let plain = plain_text(piece);
                let (raw_end, decoded_end) = (raw_at + piece.len(), decoded_at + plain.len());
                if plain != piece {
                    differing.push(Piece { raw: raw_at..raw_end, decoded: decoded_at..decoded_end });
                }
                (raw_at, decoded_at) = (raw_end, decoded_end);
            }
        }
        Alignment { raw, decoded, differing }
    }

    /// The decoded text.
    pub fn decoded(&self) -> &str {
        &self.decoded
    }

    /// Returns the bytes of the raw text that the bytes `range` of the decoded text come from; `None` if `range` begins
    /// or ends inside a piece that differs, such as between a decomposed letter and its marks.
    pub fn raw_range(&self, range: Range<usize>) -> Option<Range<usize>> {
        Some(self.raw_offset(range.start)?..self.raw_offset(range.end)?)
    }

    /// Returns `text`, which is to replace the bytes `range` of the decoded text, and the bytes of the raw text to
    /// replace by it: whole pieces, whose other letters are added to `text` in their decoded form. `None` if `range` is
    /// not in the text, or begins or ends inside a letter.
    pub fn raw_splice(&self, range: Range<usize>, text: &str) -> Option<(Range<usize>, String)> {
        self.decoded.get(range.clone())?;
        let cut = |offset: usize| {
            self.differing.iter().find(|piece| piece.decoded.start < offset && offset < piece.decoded.end)
        };
        let start = cut(range.start).map_or(range.start, |piece| piece.decoded.start);
        let end = cut(range.end).map_or(range.end, |piece| piece.decoded.end);
        let whole = format!("{}{text}{}", &self.decoded[start..range.start], &self.decoded[range.end..end]);
        let raw = self.raw_range(start..end)?;
        self.raw.get(raw.clone())?;
        Some((raw, whole))
    }

    fn raw_offset(&self, offset: usize) -> Option<usize> {
        let before = self.differing.partition_point(|piece| piece.decoded.end <= offset);
        if self.differing.get(before).is_some_and(|piece| piece.decoded.start < offset) {
            return None;
        }
        let last = before.checked_sub(1).map(|at| &self.differing[at]);
        Some(last.map_or(offset, |piece| piece.raw.end + (offset - piece.decoded.end)))
    }
}

/// Splits a text where decoding the parts gives the same as decoding the whole: before each ASCII character, which no
/// letter composes with, and around line ends.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        let is_boundary = |at: usize| match (bytes[at - 1], bytes[at]) {
            (b'\r', b'\n') => false,
            (before, next) => next.is_ascii() || matches!(before, b'\r' | b'\n'),
        };
        if start == text.len() {
            return None;
        }
        let end = (start + 1..text.len()).find(|at| is_boundary(*at)).unwrap_or(text.len());
        let piece = &text[start..end];
        start = end;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::{Alignment, pieces, plain_text};
    use proptest::prelude::*;

    /// Places behind line ends and decomposed letters lead to the right bytes of the file.
    #[test]
    fn places_lead_to_bytes() {
        let raw = "a\r\nLe\u{302} An\r\nb\u{85}c";
        let alignment = Alignment::new(raw);
        assert_eq!(alignment.decoded(), "a\nLê An\nb c");
        let raw_of = |part: &str| {
            let start = alignment.decoded().find(part).unwrap();
            alignment.raw_range(start..start + part.len()).map(|range| &raw[range])
        };
        assert_eq!(raw_of("An"), Some("An"));
        assert_eq!(raw_of("Lê An\n"), Some("Le\u{302} An\r\n"));
        assert_eq!(raw_of("c"), Some("c"));
        assert_eq!(raw_of(" c"), None);
        let at = alignment.decoded().find('ê').unwrap();
        assert_eq!(alignment.raw_splice(at..at + 2, "e"), Some((4..7, "e".to_owned())));
        let blank = alignment.decoded().len() - 2;
        assert_eq!(alignment.raw_splice(blank..blank + 1, "-"), Some((12..15, "b-".to_owned())));
        assert_eq!(alignment.raw_splice(at + 1..at + 2, "e"), None);
        assert_eq!(alignment.raw_splice(blank..blank + 9, "-"), None);
    }

    proptest! {
        /// The pieces decode to the whole, and every place that is not inside a piece leads to a character boundary.
        #[test]
        fn pieces_decode_to_the_whole(raw in "[ae\u{302}\u{301}\u{323}êộ\r\n\u{85}\u{2028}<\u{338}đ ]{0,24}") {
            prop_assert_eq!(pieces(&raw).collect::<String>(), raw.clone());
            let decoded: String = pieces(&raw).map(plain_text).collect();
            let alignment = Alignment::new(&raw);
            prop_assert_eq!(&decoded, alignment.decoded());
            for (at, _) in decoded.char_indices() {
                if let Some(range) = alignment.raw_range(at..decoded.len()) {
                    prop_assert_eq!(plain_text(&raw[range]), &decoded[at..]);
                }
            }
        }
    }
}
