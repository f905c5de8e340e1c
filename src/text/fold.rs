//! Search keys: text in small letters, without tones and marks, and with single spaces.

use std::sync::LazyLock;

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

use super::confusables::is_invisible;
use super::nfc::nfc;

/// Returns `text` as a reader without a Vietnamese keyboard would type it.
///
/// Lower case by Unicode, no marks on Latin letters, đ and its look-alikes as d, every run of white space as one
/// space, none at the ends, no zero-width characters. Letters of other scripts are lower-cased and keep their marks.
/// The result is NFC and the same for composed and decomposed input. Idempotent.
pub fn fold(text: &str) -> String {
    fold_fast(text).unwrap_or_else(|| fold_any(text))
}

/// Folds a text of letters in `FOLDED_LATIN`, digits and single spaces, letter by letter; `None` for any other text.
fn fold_fast(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        let plain = match letter {
            ' ' if before != ' ' => ' ',
            '0'..='9' | 'a'..='z' => letter,
            'A'..='Z' => letter.to_ascii_lowercase(),
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1ef9}' => char::from(FOLDED_LATIN[table_index(letter)]),
            _ => return None,
        };
        if plain == '\0' {
            return None;
        }
        folded.push(plain);
        before = letter;
    }
    (before != ' ').then_some(folded)
}

/// The result of [`fold_any`] for each Latin letter with marks; 0 if it is not a single letter.
static FOLDED_LATIN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let folded = |letter: char| match fold_any(letter.encode_utf8(&mut [0; 4])).as_bytes() {
        [byte] if byte.is_ascii_lowercase() => *byte,
        _ => 0,
    };
    ('\u{c0}'..='\u{24f}').chain('\u{1e00}'..='\u{1ef9}').map(folded).collect()
});

/// Returns the index of `letter` in [`FOLDED_LATIN`].
fn table_index(letter: char) -> usize {
    let code = letter as usize;
    if code < 0x1e00 { code - 0xc0 } else { code - 0x1e00 + (0x250 - 0xc0) }
}

/// Folds any text.
fn fold_any(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut on_latin = false;
    let mut gap = false;
    for letter in letters(text) {
        if letter.is_whitespace() {
            (gap, on_latin) = (true, false);
            continue;
        }
        if is_mark(letter) {
            if on_latin {
                continue;
            }
        } else {
            on_latin = is_latin(letter);
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        folded.push(without_stroke(letter));
    }
    nfc(&folded).into_owned()
}

/// Returns the visible letters of `text`, decomposed and in lower case.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let parts = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(text.chars());
    parts.flat_map(char::to_lowercase).filter(|&letter| !is_invisible(letter))
}

/// Returns d for đ, which has no decomposition, and for ð and ɖ, which often replace it.
fn without_stroke(letter: char) -> char {
    if matches!(letter, 'đ' | 'ð' | 'ɖ') { 'd' } else { letter }
}

/// Returns true for a mark that is set on a letter.
pub fn is_mark(letter: char) -> bool {
    letter >= '\u{300}' && CanonicalCombiningClassMapBorrowed::new().get_u8(letter) != 0
}

fn is_latin(letter: char) -> bool {
    let extended =
        matches!(letter, '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}');
    extended || matches!(letter, 'a'..='z' | '\u{df}'..='\u{2af}')
}

#[cfg(test)]
mod tests {
    use icu_normalizer::DecomposingNormalizerBorrowed;

    use super::fold;
    use crate::text::nfc;

    /// Folding ignores case, tones, vowel marks, the stroke of đ, and spacing.
    #[test]
    fn marks_and_case_are_ignored() {
        assert_eq!(fold("  Đặng \u{a0}Thị\tHoà \n"), "dang thi hoa");
        assert_eq!(fold("ƯỚC MƠ, Ðức Ɖạt"), "uoc mo, duc dat");
        assert_eq!(fold("Ngu\u{200b}yễn Văn A\u{ad}n"), "nguyen van an");
        assert_eq!(fold("Café Ångström"), "cafe angstrom");
        assert_eq!(fold(" \u{a0}"), "");
    }

    /// A capital I becomes i on every computer, also with a Turkish locale.
    #[test]
    fn locale_makes_no_difference() {
        assert_eq!(fold("İI\u{131}"), "ii\u{131}");
    }

    /// Other scripts are lower-cased and otherwise unchanged.
    #[test]
    fn other_scripts_retain_their_marks() {
        assert_eq!(fold("Йод Ёлка"), "йод ёлка");
        assert_eq!(fold("ខ្មែរ 한국"), "ខ្មែរ 한국");
    }

    /// For every character, the composed and the decomposed form fold alike, and folding is idempotent.
    #[test]
    fn normal_forms_fold_alike() {
        for letter in '\0'..='\u{2ffff}' {
            let text = format!("a{letter}b");
            let folded = fold(&text);
            assert_eq!(
                fold(&DecomposingNormalizerBorrowed::new_nfd().normalize(&text)),
                folded,
                "{letter:?}"
            );
            assert_eq!(fold(&nfc(&text)), folded, "{letter:?}");
            assert_eq!(fold(&folded), folded, "{letter:?}");
        }
    }
}
