//! Whether two names may be one, so that a person should look.

use super::name::canonical_name;
use super::nfc::nfc;
use super::vowel::{LEVEL, is_vowel, parted};

/// Whether two names are spelt differently but so alike that one may be a slip for the other.
///
/// True when, apart from case, spacing, the place of a tone mark (Thuỷ/Thủy, also misplaced as in
/// Qúy) and i for y where both are written (Mỹ/Mĩ, Lý/Lí, Quý/Quí), they are equal or one
/// letter or one tone has been put, left out or changed; digits do not count as letters. False
/// when the names are the same text in NFC. Symmetric.
pub fn is_near(a: &str, b: &str) -> bool {
    if nfc(a) == nfc(b) {
        return false;
    }
    let (a, b) = (sounds(a), sounds(b));
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let head = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    a.len() <= 1 && b.len() <= 1 && a.iter().chain(b).all(|sound| !sound.is_numeric())
}

/// The letters of each word without their tones, then its tones, so that a tone's place does not
/// matter and its change is one change.
fn sounds(name: &str) -> Vec<char> {
    const TONES: [char; 6] = ['-', '`', '!', '~', '\'', '.'];
    let mut sounds = Vec::with_capacity(name.len());
    for word in canonical_name(name).split(' ') {
        let start = sounds.len();
        let mut tone = LEVEL;
        for letter in word.chars() {
            let (plain, own) = parted(letter).unwrap_or((letter, LEVEL));
            tone = tone.max(own);
            sounds.push(plain);
        }
        unify_i(&mut sounds[start..]);
        sounds.extend([TONES[tone], ' ']);
    }
    sounds
}

/// Writes i for a y that ends its word after a consonant, or follows *qu*.
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

    /// Spelling variants and single slips are near, whichever comes first.
    #[test]
    fn slips_are_near() {
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
        ] {
            assert!(is_near(a, b) && is_near(b, a), "{a} {b}");
        }
    }

    /// The same name is not near itself, and two changes are another name.
    #[test]
    fn others_are_not_near() {
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
