//! The position of the tone mark: normalizes every spelling to the older one.

use std::borrow::Cow;

use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use super::nfc::nfc;
use super::syllable::ONSETS;
use super::vowel::{LEVEL, lower, split_tone, with_tone};

/// Returns `text` in NFC with every tone mark where the older spelling puts it; borrowed if nothing
/// changes.
///
/// The two spellings differ only in syllables that end in *oa*, *oe* or *uy*: the older one,
/// which most keyboards type, marks the first letter (hòa, khỏe, thúy), the newer one the
/// second (hoà, khoẻ, thuý). Unchanged are syllables after *q* (quý), closed ones (hoàn, thuyền) and words that
/// do not begin as a Vietnamese syllable does (Zoé). Case is preserved. Idempotent.
pub fn canonical_tone(text: &str) -> Cow<'_, str> {
    let text = nfc(text);
    if text.is_ascii() {
        return text;
    }
    let mut canonical = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices(['o', 'O', 'u', 'U']) {
        if let Some((end, first, second)) = move_tone(&text, at) {
            canonical.push_str(&text[copied..at]);
            canonical.extend([first, second]);
            copied = end;
        }
    }
    if copied == 0 {
        return text;
    }
    canonical.push_str(&text[copied..]);
    Cow::Owned(canonical)
}

/// Returns the end (in bytes) of the pair of letters that begins at `at`, and the pair with its tone moved; `None` if
/// the tone does not move.
fn move_tone(text: &str, at: usize) -> Option<(usize, char, char)> {
    let mut rest = text[at..].chars();
    let first = rest.next()?;
    let second = rest.next().filter(|letter| !letter.is_ascii())?;
    let (plain, tone) = split_tone(second)?;
    let open = matches!((lower(first), lower(plain)), ('o', 'a' | 'e') | ('u', 'y'));
    if !open || tone == LEVEL || rest.clone().next().is_some_and(is_word_char) || !ends_in_onset(&text[..at])
    {
        return None;
    }
    Some((text.len() - rest.as_str().len(), with_tone(first, tone)?, plain))
}

/// Whether the last word of `before` is an onset, or empty.
fn ends_in_onset(before: &str) -> bool {
    let start = before.char_indices().rev().take_while(|&(_, letter)| is_word_char(letter)).last();
    let word = start.map_or("", |(at, _)| &before[at..]);
    ONSETS.iter().any(|onset| word.chars().map(lower).eq(onset.chars()))
}

/// Whether a character belongs to the same word as the one beside it. Combining marks do: one could compose with a
/// letter whose tone was moved, and the result would not be NFC.
fn is_word_char(letter: char) -> bool {
    letter.is_alphabetic() || CanonicalCombiningClassMapBorrowed::new().get_u8(letter) != 0
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::canonical_tone;
    use crate::text::nfc;

    /// Both spellings of an open oa, oe or uy give the older one, in every case and tone.
    #[test]
    fn newer_spelling_becomes_older() {
        for (newer, older) in [
            ("hoà", "hòa"),
            ("khoẻ", "khỏe"),
            ("thuý", "thúy"),
            ("Thuỷ sản", "Thủy sản"),
            ("UỶ BAN", "ỦY BAN"),
            ("oà", "òa"),
            ("TOẢ", "TỎA"),
            ("ToẢ", "TỏA"),
            ("Hoà-Thuỵ", "Hòa-Thụy"),
            ("đoạ, hoá.", "đọa, hóa."),
            ("Nguyễn Thị Hoa\u{300}", "Nguyễn Thị Hòa"),
        ] {
            assert_eq!(canonical_tone(newer), older);
            assert_eq!(canonical_tone(older), older);
        }
    }

    /// Syllables with a single spelling, and words of other languages, are returned unchanged.
    #[test]
    fn other_syllables_are_borrowed() {
        for text in [
            "quý Quỳnh QUỶ",
            "hoàn thuyền ngoài xoáy",
            "khuỷu huýt",
            "quà quẻ",
            "mùa của",
            "Zoé Chloé",
            "Aloè",
            "Hoa",
            "xoè\u{328}",
            "hoàng",
        ] {
            let text = nfc(text).into_owned();
            assert!(matches!(canonical_tone(&text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    /// The result is NFC, and the function is idempotent, also with isolated combining marks.
    #[test]
    fn canonical_tone_is_idempotent() {
        let parts =
            ["h", "o", "à", "uỷ", "OÉ", "q", "\u{300}", "\u{1dca}", "\u{302}", " ", "n", "đ", "'", "é"];
        for first in parts {
            for second in parts {
                for third in parts {
                    for fourth in parts {
                        let text = [first, second, third, fourth].concat();
                        let once = canonical_tone(&text).into_owned();
                        assert_eq!(canonical_tone(&once), once);
                        assert_eq!(nfc(&once), once);
                    }
                }
            }
        }
    }
}
