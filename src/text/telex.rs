//! Writes the marks and tones of Vietnamese as letters.

use super::name::canonical_name;
use super::slug::slug;
use super::vowel::{LEVEL, split_tone};

/// Returns a name as a slug that distinguishes marks and tones, typed by the Telex rules: Hùng is `hungf`, Hưng
/// `huwng`, Ân `aan`, Đỗ `ddoox`.
pub fn telex(name: &str) -> String {
    const TONES: [&str; 6] = ["", "f", "r", "x", "s", "j"];
    let mut typed = String::with_capacity(name.len());
    for word in canonical_name(name).split(' ') {
        let mut tone = LEVEL;
        for letter in word.chars() {
            let (plain, letter_tone) = split_tone(letter).unwrap_or((letter, LEVEL));
            tone = tone.max(letter_tone);
            match plain {
                'ă' => typed.push_str("aw"),
                'â' => typed.push_str("aa"),
                'đ' => typed.push_str("dd"),
                'ê' => typed.push_str("ee"),
                'ô' => typed.push_str("oo"),
                'ơ' => typed.push_str("ow"),
                'ư' => typed.push_str("uw"),
                plain => typed.push(plain),
            }
        }
        typed.push_str(TONES[tone]);
        typed.push(' ');
    }
    slug(&typed)
}

/// Returns a letter of an index as a part of an address: typed by the Telex rules if Vietnamese names have it (`m`, `aw`
/// for Ă, `dd` for Đ), else as its code point (`ud8` for Ø). Different capitals give different results.
pub fn letter_slug(letter: char) -> String {
    if letter.is_ascii_alphabetic() || "ĂÂĐÊÔƠƯ".contains(letter) {
        telex(letter.encode_utf8(&mut [0; 4]))
    } else {
        format!("u{:x}", u32::from(letter))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{letter_slug, telex};

    /// Names that differ only in marks or tones are typed differently; the place of a tone mark does not matter.
    #[test]
    fn marks_become_letters() {
        for (name, typed) in [
            ("Hùng", "hungf"),
            ("Hưng", "huwng"),
            ("HƯNG", "huwng"),
            ("Ân", "aan"),
            ("Thuỷ", "thuyr"),
            ("Thủy", "thuyr"),
            ("Nguyễn Đỗ Ước", "nguyeenx-ddoox-uwowcs"),
            ("Hưởng", "huwowngr"),
            ("Mẹ", "mej"),
            ("Bỉ", "bir"),
            ("H'Hen Niê", "h-hen-niee"),
        ] {
            assert_eq!(telex(name), typed, "{name}");
        }
    }

    /// Different letters have different slugs, and those of the Vietnamese alphabet are typed by the Telex rules.
    #[test]
    fn slugs_of_letters_differ() {
        let letters = "#1AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZØŁÆÐÞŒДΩ한";
        let slugs: BTreeSet<String> = letters.chars().map(letter_slug).collect();
        assert_eq!(slugs.len(), letters.chars().count(), "{slugs:?}");
        assert_eq!([letter_slug('Đ'), letter_slug('Ă'), letter_slug('Ø')], ["dd", "aw", "ud8"]);
    }
}
