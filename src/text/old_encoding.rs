//! Decodes text that was typed for a TCVN3 or VNI font, if the font is known or the text shows it.

use std::borrow::Cow;

use super::encoding::{ENCODINGS, Encoding};
use super::flaw::FlawKind;
use super::repair::{flaws, is_clean};
use super::syllable::is_syllable;
use super::word::words;

/// An encoding of Vietnamese that is older than Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldEncoding {
    /// That of the fonts whose names begin with `.Vn`.
    Tcvn3,
    /// That of the fonts whose names begin with `VNI-`.
    Vni,
}

impl OldEncoding {
    /// Returns the encoding of a font; `None` if it has the letters of Unicode.
    pub fn of_font(font: &str) -> Option<OldEncoding> {
        let begins =
            |start: &str| font.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
        match () {
            () if begins(".vn") => Some(OldEncoding::Tcvn3),
            () if begins("vni-") => Some(OldEncoding::Vni),
            () => None,
        }
    }

    /// Returns the encoding that a text surely has in part; `None` if it shows none, or both.
    pub fn of_text(text: &str) -> Option<OldEncoding> {
        if is_clean(text) {
            return None;
        }
        let kinds = flaws(text).into_iter().map(|flaw| flaw.kind);
        let (mut has_tcvn3, mut has_vni) = (false, false);
        for kind in kinds {
            has_tcvn3 |= kind == FlawKind::Tcvn3;
            has_vni |= kind == FlawKind::Vni;
        }
        match (has_tcvn3, has_vni) {
            (true, false) => Some(OldEncoding::Tcvn3),
            (false, true) => Some(OldEncoding::Vni),
            _ => None,
        }
    }

    /// Returns `text` in Unicode if it may have this encoding: it has no Vietnamese syllables with marks, and has some
    /// after decoding.
    pub fn decode(self, text: &str) -> Option<String> {
        if text.is_ascii() || has_later_letters(text) || marked_syllables(text) > 0 {
            return None;
        }
        let decoded = self.decode_words(text);
        (marked_syllables(&decoded) > 0).then_some(decoded)
    }

    fn decode_words(self, text: &str) -> String {
        let kind = match self {
            OldEncoding::Tcvn3 => FlawKind::Tcvn3,
            OldEncoding::Vni => FlawKind::Vni,
        };
        let encoding = ENCODINGS.iter().find(|encoding| encoding.kind == kind);
        decoded_words(text, encoding.expect("both kinds have an encoding"))
    }
}

/// Returns `text`, which is written in the font `font`, in Unicode; `None` if it is not typed for an old font.
///
/// A font of TCVN3 whose name ends in `H` shows capitals only. Text with letters beyond Latin-1, or with more Vietnamese
/// syllables before decoding than after it, is Unicode.
pub fn from_font(text: &str, font: &str) -> Option<String> {
    let encoding = OldEncoding::of_font(font)?;
    if has_later_letters(text) {
        return None;
    }
    let decoded = encoding.decode_words(text);
    if marked_syllables(text) > marked_syllables(&decoded) {
        return None;
    }
    let is_capital = encoding == OldEncoding::Tcvn3 && font.ends_with(['H', 'h']);
    Some(if is_capital { decoded.to_uppercase() } else { decoded })
}

/// Returns whether a text has letters that are in none of the old encodings.
fn has_later_letters(text: &str) -> bool {
    text.chars().any(|letter| letter.is_alphabetic() && letter > '\u{ff}')
}

fn decoded_words(text: &str, encoding: &Encoding) -> String {
    let mut decoded = String::with_capacity(text.len() * 2);
    let mut copied = 0;
    for range in words(text, encoding.is_word_char) {
        decoded.push_str(&text[copied..range.start]);
        decoded.push_str(&(encoding.decode)(&text[range.clone()]));
        copied = range.end;
    }
    decoded.push_str(&text[copied..]);
    decoded
}

/// Returns `text` with the stretches in Unicode that were surely typed for an old font or read in a wrong encoding.
///
/// Borrowed if nothing changes.
pub fn unmangled(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut copied = 0;
    for flaw in flaws(text) {
        let is_encoding = matches!(flaw.kind, FlawKind::Tcvn3 | FlawKind::Vni | FlawKind::Misread);
        if let Some(proposal) = flaw.proposal.filter(|_| is_encoding && flaw.range.start >= copied) {
            decoded.push_str(&text[copied..flaw.range.start]);
            decoded.push_str(&proposal);
            copied = flaw.range.end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    decoded.push_str(&text[copied..]);
    Cow::Owned(decoded)
}

/// Returns the number of words of `text`, in NFC, that are Vietnamese syllables and have a letter beyond ASCII.
///
/// Of several decodings of the same bytes, the right one has most.
pub fn marked_syllables(text: &str) -> usize {
    let marked = words(text, char::is_alphabetic).map(|range| &text[range]);
    marked.filter(|word| !word.is_ascii() && is_syllable(word)).count()
}

#[cfg(test)]
mod tests {
    use super::{OldEncoding, from_font, marked_syllables, unmangled};
    use crate::text::encoding::{mojibake_of_tcvn3, mojibake_of_vni};

    /// Text is decoded by its font, even if the text alone does not show its encoding.
    #[test]
    fn fonts_decide() {
        let name = "Nguyễn Thị Hương";
        assert_eq!(from_font(&mojibake_of_tcvn3(name), ".VnTime").as_deref(), Some(name));
        assert_eq!(from_font(&mojibake_of_vni(name), "VNI-Times").as_deref(), Some(name));
        let capitals = from_font(&mojibake_of_tcvn3("hộ gia đình"), ".VnTimeH");
        assert_eq!(capitals.as_deref(), Some("HỘ GIA ĐÌNH"));
        assert_eq!(from_font("Hoµ", ".VnArial").as_deref(), Some("Hoà"));
        assert_eq!(from_font(name, ".VnTime"), None, "it is Unicode");
        assert_eq!(from_font("Hoµ", "Times New Roman"), None);
    }

    /// A short text is decoded if others of its table show the encoding, but not if it is Vietnamese already.
    #[test]
    fn tables_decide() {
        assert_eq!(OldEncoding::of_text("TrÇn V¨n §\u{ad}îc"), Some(OldEncoding::Tcvn3));
        assert_eq!(OldEncoding::of_text("Traàn Vaên Ñöôïc"), Some(OldEncoding::Vni));
        assert_eq!(OldEncoding::of_text("Trần Văn Được"), None);
        assert_eq!(OldEncoding::of_text("Tæ 1"), None);
        assert_eq!(OldEncoding::Tcvn3.decode("Tæ 1").as_deref(), Some("Tổ 1"));
        for text in ["Hòa", "Hà Nam", "To 1", "Tổ 1"] {
            assert_eq!(OldEncoding::Tcvn3.decode(text), None, "{text}");
        }
    }

    /// What shows its encoding is decoded without a font; other text stays.
    #[test]
    fn sure_stretches_are_decoded() {
        assert_eq!(unmangled(&mojibake_of_tcvn3("Trần Văn Được")), "Trần Văn Được");
        assert_eq!(unmangled("Trần Văn Được"), "Trần Văn Được");
        assert_eq!(marked_syllables("Trần Van Được"), 2);
    }
}
