//! Finds words in which a lossy conversion replaced letters by `?` or U+FFFD.

use std::ops::Range;

use super::flaw::{Flaw, FlawKind};
use super::syllable::could_be_syllable;
use super::vowel::is_vowel;
use super::word::{tokens, words};

/// Returns the words of `text` that lost letters, without proposals, ordered by position.
///
/// A `?` inside a word counts if a Vietnamese syllable has a vowel or đ there (`Nguy?n`, but neither `thế?Tôi` nor a
/// URL). At the start or end of a word (`Th?`, `?ng`), where it may be a question mark, it counts only in a text that
/// also has a `?` of the first kind or U+FFFD. U+FFFD always counts.
pub(super) fn words_with_lost_letters(text: &str) -> Vec<Flaw> {
    let suspects: Vec<Range<usize>> = suspects(text).collect();
    if !suspects.iter().any(|range| is_certain(&text[range.clone()])) {
        return Vec::new();
    }
    let lost = |word: &str| is_certain(word) || is_likely(word);
    suspects.into_iter().filter(|range| lost(&text[range.clone()])).map(flaw).collect()
}

/// Returns the words of a name that contain `?` or U+FFFD; in a name, a question mark is always a lost letter.
pub(super) fn lost_letters_in_name(name: &str) -> Vec<Flaw> {
    tokens(name).filter(|range| name[range.clone()].contains(is_lost)).map(flaw).collect()
}

fn suspects(text: &str) -> impl Iterator<Item = Range<usize>> {
    let candidates = tokens(text)
        .filter(|range| text[range.clone()].contains(is_lost) && !is_address(&text[range.clone()]));
    candidates.flat_map(|token| {
        words(&text[token.clone()], |letter| letter.is_alphabetic() || is_lost(letter))
            .map(|word| token.start + word.start..token.start + word.end)
            .filter(|word| text[word.clone()].contains(is_lost))
            .collect::<Vec<_>>()
    })
}

fn is_certain(word: &str) -> bool {
    let without_end = word.trim_end_matches('?');
    let inner = without_end.trim_start_matches('?').contains('?');
    word.contains('\u{fffd}') || (inner && (could_be_syllable(without_end) || could_be_syllable(word)))
}

fn is_likely(word: &str) -> bool {
    let consonants = word.trim_end_matches('?');
    let open = !consonants.is_empty() && !consonants.contains(|letter| is_lost(letter) || is_vowel(letter));
    (open && could_be_syllable(word)) || (word.starts_with('?') && could_be_syllable(consonants))
}

/// Whether a token is, or ends with, a URL with a query.
fn is_address(token: &str) -> bool {
    let query = token.find('?').unwrap_or(token.len());
    token.contains(['/', '=', '&', '@']) || token[..query].contains('.')
}

fn is_lost(letter: char) -> bool {
    matches!(letter, '?' | '\u{fffd}')
}

fn flaw(range: Range<usize>) -> Flaw {
    Flaw { range, kind: FlawKind::LostLetter, proposal: None }
}

#[cfg(test)]
mod tests {
    use super::{lost_letters_in_name, words_with_lost_letters};
    use crate::text::Flaw;

    fn lost(text: &str) -> Vec<&str> {
        words_with_lost_letters(text).into_iter().map(|Flaw { range, .. }| &text[range]).collect()
    }

    /// Every damaged word of a damaged text is found, at any position of its lost letters.
    #[test]
    fn damaged_words_are_found() {
        assert_eq!(lost("Ông Nguy?n Th? Hoa, xã ?n Phong"), ["Nguy?n", "Th?", "?n"]);
        assert_eq!(lost("Công ty (Th?y s?n) Bi?n Xanh"), ["Th?y", "s?n", "Bi?n"]);
        assert_eq!(lost("tr??ng"), ["tr??ng"]);
        assert_eq!(lost("LI\u{ca}N \u{110}O\u{c0}N LAO \u{110}?NG"), ["\u{110}?NG"]);
        assert_eq!(lost("Nguy\u{fffd}n v\u{fffd}"), ["Nguy\u{fffd}n", "v\u{fffd}"]);
    }

    /// Questions, missing spaces, shorthand and URLs are not reported.
    #[test]
    fn questions_are_not_reported() {
        for text in [
            "Ai được khen thưởng?",
            "Sao thế?Tôi không biết",
            "Thế nào?!",
            "gì???",
            "\"Vì sao?\"",
            "Thế à ?",
            "https://vi.example/tim?q=an&trang=2",
            "tim-kiem.html?nam",
            "what?No",
            "really?yes",
            "[câu hỏi](/hoi?a)",
            "5 km? 3 kg?",
            "A? B? C?",
            "có (hay không?)",
            "??",
            "? ?",
            "sao?không",
            "[?]",
            "Đúng?Sai",
        ] {
            assert_eq!(lost(text), [""; 0], "{text}");
        }
    }

    /// In a name, every question mark is a lost letter.
    #[test]
    fn question_marks_in_names() {
        assert_eq!(lost_letters_in_name("Lê Th? Lan").len(), 1);
        assert_eq!(lost_letters_in_name("Lê Thị Lan").len(), 0);
    }
}
