//! The letter under which an index lists a word.

use super::fold::fold;
use super::nfc::nfc;
use super::vowel::{split_tone, upper};

/// Returns the first letter of `word` as a capital of the Vietnamese alphabet: without its tone, with its mark
/// (`Ánh` is listed under A, `Ân` under Â, `Đạt` under Đ).
///
/// A Latin letter with a foreign mark is listed under the letter without it, a letter of another script under itself.
/// `None` if the word does not begin with a letter.
pub fn alphabet_letter(word: &str) -> Option<char> {
    let first = nfc(word).chars().next().filter(|letter| letter.is_alphabetic())?;
    let plain = match split_tone(first) {
        Some((plain, _)) => plain,
        None if matches!(first, 'đ' | 'Đ') => first,
        None => fold(first.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(first),
    };
    Some(upper(plain))
}

#[cfg(test)]
mod tests {
    use super::alphabet_letter;

    /// Marks count, tones do not; foreign marks are ignored.
    #[test]
    fn letters_of_words() {
        for (word, letter) in [
            ("Ánh", Some('A')),
            ("ân", Some('Â')),
            ("Ấn", Some('Â')),
            ("Đạt", Some('Đ')),
            ("Ưng", Some('Ư')),
            ("o\u{31b}\u{309}n", Some('Ơ')),
            ("Zoé", Some('Z')),
            ("Éva", Some('E')),
            ("Öst", Some('O')),
            ("Ý", Some('Y')),
            ("金", Some('金')),
            ("9", None),
            ("", None),
        ] {
            assert_eq!(alphabet_letter(word), letter, "{word}");
        }
    }
}
