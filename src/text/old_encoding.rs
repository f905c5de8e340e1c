//! Decodes text that was typed for a TCVN3 or VNI font, if the font is known or the text shows it.

use std::borrow::Cow;

use super::encoding::{ENCODINGS, Encoding};
use super::flaw::FlawKind;
use super::repair::{flaws, is_clean};
use super::syllable::is_syllable;
use super::word::words;

/// Returns `text`, which is written in the font `font`, in Unicode; `None` if it is not typed for an old font.
///
/// The fonts of TCVN3 begin with `.Vn`, those of VNI with `VNI-`. A name of TCVN3 that ends in `H` shows capitals only.
/// Text with letters beyond Latin-1, or with more Vietnamese syllables before decoding than after it, is Unicode.
pub fn from_font(text: &str, font: &str) -> Option<String> {
    let font = font.to_ascii_lowercase();
    let kind = match () {
        () if font.starts_with(".vn") => FlawKind::Tcvn3,
        () if font.starts_with("vni-") => FlawKind::Vni,
        () => return None,
    };
    if text.chars().any(|letter| letter.is_alphabetic() && letter > '\u{ff}') {
        return None;
    }
    let encoding = ENCODINGS.iter().find(|encoding| encoding.kind == kind);
    let encoding = encoding.expect("both kinds have an encoding");
    let decoded = decoded_words(text, encoding);
    if marked_syllables(text) > marked_syllables(&decoded) {
        return None;
    }
    let is_capital = kind == FlawKind::Tcvn3 && font.ends_with('h');
    Some(if is_capital { decoded.to_uppercase() } else { decoded })
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
    use super::{from_font, marked_syllables, unmangled};
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

    /// What shows its encoding is decoded without a font; other text stays.
    #[test]
    fn sure_stretches_are_decoded() {
        assert_eq!(unmangled(&mojibake_of_tcvn3("Trần Văn Được")), "Trần Văn Được");
        assert_eq!(unmangled("Trần Văn Được"), "Trần Văn Được");
        assert_eq!(marked_syllables("Trần Van Được"), 2);
    }
}
