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

/// Returns the words of a name by which lists sort it: without those in brackets, and without quotation marks and other
/// signs around a word (`Lê “Ánh” (Năm)` gives `Lê` and `Ánh`). All words as written if none remains.
pub fn indexed_words(name: &str) -> Vec<&str> {
    const OPEN: [char; 3] = ['(', '[', '{'];
    const CLOSE: [char; 3] = [')', ']', '}'];
    let (mut words, mut open) = (Vec::new(), 0_usize);
    for word in name.split_whitespace() {
        let outside = if open == 0 { word.split(OPEN).next().unwrap_or("") } else { "" };
        let letters = outside.trim_start_matches(|sign: char| !sign.is_alphanumeric());
        let letters =
            letters.trim_end_matches(|sign: char| sign.is_ascii_punctuation() || "”’»…".contains(sign));
        words.extend((!letters.is_empty()).then_some(letters));
        open += word.matches(OPEN).count();
        open = open.saturating_sub(word.matches(CLOSE).count());
    }
    if words.is_empty() { name.split_whitespace().collect() } else { words }
}

#[cfg(test)]
mod tests {
    use super::{alphabet_letter, indexed_words};

    /// Words in brackets and signs around words do not count; a name of nothing else stays as written.
    #[test]
    fn words_of_names() {
        for (name, words) in [
            ("Trần Thị Hoa", "Trần|Thị|Hoa"),
            ("Trần Thị Hoa (Năm)", "Trần|Thị|Hoa"),
            ("Trần Thị Hoa(tức Năm Hoa) Mai", "Trần|Thị|Hoa|Mai"),
            ("Lê “Ánh”", "Lê|Ánh"),
            ("Lê \"Ánh\".", "Lê|Ánh"),
            ("Lê Va\u{302}\u{301}", "Lê|Va\u{302}\u{301}"),
            ("Phạm – Ba [nguyên Tổ trưởng", "Phạm|Ba"),
            ("K’Brơi H-Len", "K’Brơi|H-Len"),
            ("(Năm)", "(Năm)"),
            ("", ""),
        ] {
            assert_eq!(indexed_words(name).join("|"), words, "{name}");
        }
    }

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
