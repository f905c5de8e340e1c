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

#[cfg(test)]
mod tests {
    use super::telex;

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
}
