//! Decides whether one name may be a misspelling of another.

use super::name::canonical_name;
use super::nfc::nfc;
use super::vowel::{LEVEL, is_vowel, split_tone};

/// Whether two names are spelt differently but so alike that one may be a misspelling of the other.
///
/// True if they are equal, differ in one letter or one tone, or have two neighbouring letters exchanged, ignoring case,
/// spacing, the position of a tone mark (Thuỷ/Thủy, also misplaced as in Qúy) and i for y where both spellings exist
/// (Mỹ/Mĩ, Lý/Lí, Quý/Quí). A difference in a digit does not count as one in a letter. False if the names are the same
/// text in NFC. Symmetric.
pub fn is_near(a: &str, b: &str) -> bool {
    if nfc(a) == nfc(b) {
        return false;
    }
    let (letters, others) = (letters_and_tones(a), letters_and_tones(b));
    let is_near = match different_parts(&letters, &others) {
        (&[a, b], &[c, d]) => a == d && b == c && a.is_alphabetic() && b.is_alphabetic(),
        (a, b) => a.len() <= 1 && b.len() <= 1 && a.iter().chain(b).all(|letter| !letter.is_numeric()),
    };
    if is_near {
        return true;
    }
    // A letter that is lost may have the tone of its word, and one that is added may change the spelling of an i.
    let [letters, others] = [a, b].map(|name| canonical_name(name).chars().collect::<Vec<char>>());
    matches!(different_parts(&letters, &others), ([one], []) | ([], [one]) if one.is_alphabetic())
}

/// Returns what is left of two texts without their common beginning and end.
fn different_parts<'t>(a: &'t [char], b: &'t [char]) -> (&'t [char], &'t [char]) {
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    (&a[..a.len() - tail], &b[..b.len() - tail])
}

/// Returns the letters of each word without their tones, followed by its tone, so that the position of a tone mark
/// does not matter and a changed tone is one change.
fn letters_and_tones(name: &str) -> Vec<char> {
    const TONES: [char; 6] = ['-', '`', '!', '~', '\'', '.'];
    let mut letters = Vec::with_capacity(name.len());
    for word in canonical_name(name).split(' ') {
        let start = letters.len();
        let mut tone = LEVEL;
        for letter in word.chars() {
            let (plain, letter_tone) = split_tone(letter).unwrap_or((letter, LEVEL));
            tone = tone.max(letter_tone);
            letters.push(plain);
        }
        unify_i(&mut letters[start..]);
        letters.extend([TONES[tone], ' ']);
    }
    letters
}

/// Replaces by i every y that ends its word after a consonant, or follows *qu*.
fn unify_i(word: &mut [char]) {
    let last = word.len().saturating_sub(1);
    for at in 1..word.len() {
        let after_qu = word[..at].ends_with(&['q', 'u']);
        if word[at] == 'y' && (after_qu || (at == last && !is_vowel(word[at - 1]))) {
            word[at] = 'i';
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_near;

    /// Spelling variants and single misspellings are near, in both directions.
    #[test]
    fn misspellings_are_near() {
        for (a, b) in [
            ("Lê Thị Thuỷ", "Lê Thị Thủy"),
            ("LÊ THỊ THỦY", "Lê Thị Thuỷ"),
            ("Nguyễn Thị Mỹ", "Nguyễn Thị Mĩ"),
            ("Lý Mỹ Kỳ", "Lí Mĩ Kì"),
            ("Võ Quí", "Võ Quý"),
            ("Võ Qúy", "Võ Quý"),
            ("Trần Quỳnh", "Trần Quình"),
            ("Trần Văn An", "Trần Văn Ân"),
            ("Trần Văn An", "Trần Văn Anh"),
            ("Trần Văn Hùng", "Trần Văn Hừng"),
            ("Trần  Văn An", "Trần Văn An"),
            ("Đỗ An", "Dỗ An"),
            ("Nguyễn Hồng", "Nugyễn Hồng"),
            ("Nguyễn Hồng", "Nguyn Hồng"),
            ("Lý Trang", "Lýh Trang"),
            ("Nguyễn Hồng", "Nguyễn Hồgn"),
        ] {
            assert!(is_near(a, b) && is_near(b, a), "{a} {b}");
        }
    }

    /// A name is not near itself, and two differences make another name.
    #[test]
    fn other_names_are_not_near() {
        for (a, b) in [
            ("Lê Thị Thủy", "Lê Thị Thủy"),
            ("Lê Thị Thủy", "Le\u{302} Thi\u{323} Thu\u{309}y"),
            ("Trần Văn Hùng", "Trần Văn Hưng"),
            ("Trần Văn An", "Trần Thị An"),
            ("Mai", "Lan"),
            ("Tổ 1", "Tổ 2"),
            ("", "Lan"),
        ] {
            assert!(!is_near(a, b) && !is_near(b, a), "{a} {b}");
        }
    }
}
