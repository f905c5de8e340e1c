//! The words under which the search finds a text.

use crate::text::{canonical_tone, fold, is_mark};

/// Returns the words of `text`: folded, without apostrophes, separated by everything that is no letter or digit.
pub fn words(text: &str) -> Vec<String> {
    split(&fold(text))
}

/// Returns the words of `text` in small letters, with their marks and with tones in the older place.
///
/// They are as many as [`words`] gives, except for a text with invisible characters.
pub fn toned_words(text: &str) -> Vec<String> {
    split(&canonical_tone(text).to_lowercase())
}

/// Returns the words of a text in small letters.
fn split(small: &str) -> Vec<String> {
    let letters: String = small.chars().filter(|letter| !is_apostrophe(*letter)).collect();
    let parts = letters.split(|letter: char| !is_part(letter)).filter(|word| !word.is_empty());
    parts.map(str::to_owned).collect()
}

/// Returns true for an apostrophe: it does not divide a name such as H'Bia.
pub fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '`' | 'ʼ')
}

/// Returns true for a word with a digit: part of a number or of a code, not of a name.
pub fn has_digit(word: &str) -> bool {
    word.contains(|letter: char| letter.is_ascii_digit())
}

/// Returns true for a letter or a digit, and for a mark of a script whose letters retain their marks.
fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || is_mark(letter)
}

/// Returns the beginning of a folded word that decides in which index file it is: its consonants up to the first vowel,
/// and that vowel. `mai` gives `ma`, `nguyen` gives `ngu`, `an` gives `a`.
///
/// So a word that is typed as far as its first vowel has the head of the whole word. A word without a vowel, or with
/// another character before it, gives `x` and the hash of the word as 8 hexadecimal digits. The head is part of a file
/// name; no head is a reserved name on Windows.
pub fn head(word: &str) -> String {
    const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];
    let is_consonant = |letter: &char| letter.is_ascii_lowercase() && !VOWELS.contains(letter);
    let consonants = word.chars().take_while(is_consonant).count();
    match word[consonants..].chars().next() {
        Some(vowel) if VOWELS.contains(&vowel) => word[..=consonants].to_owned(),
        _ => format!("x{:08x}", fnv1a(word)),
    }
}

/// Returns the 32-bit FNV-1a hash of the bytes of `text`.
pub fn fnv1a(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::{fnv1a, head, words};

    /// Words have no marks and no signs, and an apostrophe does not divide a name.
    #[test]
    fn signs_divide_words() {
        assert_eq!(words("Trần Thị  Hoà-Mai"), ["tran", "thi", "hoa", "mai"]);
        assert_eq!(words("27/QĐ-LĐLĐ"), ["27", "qd", "ldld"]);
        assert_eq!(words("T.T.H.Mai, H'Bia Niê"), ["t", "t", "h", "mai", "hbia", "nie"]);
        assert_eq!(words("Ông ĐỖ Văn (Út)"), ["ong", "do", "van", "ut"]);
        assert_eq!(words("ខ្មែរ 한국").len(), 2);
        assert!(words(" –“” ").is_empty());
    }

    /// The head ends with the first vowel; a word without one has a hash.
    #[test]
    fn heads_end_with_the_first_vowel() {
        for (word, expected) in [
            ("mai", "ma"),
            ("thanh", "tha"),
            ("nguyen", "ngu"),
            ("an", "a"),
            ("quynh", "qu"),
            ("yen", "y"),
            ("h2", ""),
        ] {
            if expected.is_empty() {
                assert_eq!(head(word).len(), 9, "{word}");
            } else {
                assert_eq!(head(word), expected, "{word}");
            }
        }
        assert_ne!(head("prn"), "prn");
        assert_eq!(head("27").len(), 9);
    }

    /// The hash is that of the published test vectors of FNV.
    #[test]
    fn hashes_are_fnv1a() {
        assert_eq!(fnv1a(""), 0x811c_9dc5);
        assert_eq!(fnv1a("a"), 0xe40c_292c);
        assert_eq!(fnv1a("foobar"), 0xbf9c_f968);
    }
}
