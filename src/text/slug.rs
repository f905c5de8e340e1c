//! Slugs: parts of URLs that identify a title or a name.

use super::fold::fold;

/// Returns `text` in `[a-z0-9-]`: its folded words joined by single hyphens, none at the ends.
///
/// Letters of other Latin alphabets are transliterated (é e, ß ss, ø o, ł l, æ ae); letters and digits of other
/// scripts are dropped; everything else separates words, so `Y'Thanh` gives `y-thanh`. Empty if nothing is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for letter in fold(text).chars() {
        let mut buffer = [0; 4];
        let spelled = match letter {
            'a'..='z' | '0'..='9' => letter.encode_utf8(&mut buffer),
            _ => transliterate(letter),
        };
        if gap && !spelled.is_empty() && !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(spelled);
        gap = (gap && spelled.is_empty()) || !letter.is_alphanumeric();
    }
    slug
}

/// Whether `text` is a slug: words of `[a-z0-9]`, joined by single hyphens.
pub fn is_slug(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9'));
    text.split('-').all(word)
}

/// Returns the transliteration of a Latin letter that has no decomposition; empty for any other character.
fn transliterate(letter: char) -> &'static str {
    match letter {
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ŋ' => "ng",
        'ø' => "o",
        'ł' | 'ƚ' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' | 'ɨ' => "i",
        'ſ' => "s",
        'ƀ' => "b",
        'ə' => "e",
        'ʉ' => "u",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{is_slug, slug};

    /// Vietnamese titles and names become the slugs that their authors expect.
    #[test]
    fn titles_become_slugs() {
        for (text, expected) in [
            ("Năng suất cao hơn, chất lượng tốt hơn", "nang-suat-cao-hon-chat-luong-tot-hon"),
            ("Trần Thị Hoa Mai", "tran-thi-hoa-mai"),
            ("27/QĐ-LĐLĐ (2023)", "27-qd-ldld-2023"),
            ("  – Đợt 1 –  ", "dot-1"),
            ("Y'Thanh Niê", "y-thanh-nie"),
            ("“Lao động giỏi”…", "lao-dong-gioi"),
            ("Lễ\u{301} phát", "le-phat"),
        ] {
            assert_eq!(slug(text), expected);
        }
    }

    /// Other Latin letters are transliterated; other scripts leave nothing, not even a hyphen.
    #[test]
    fn foreign_letters_are_transliterated_or_dropped() {
        assert_eq!(slug("Straße Ærø Łódź café Œuvre İstanbul"), "strasse-aero-lodz-cafe-oeuvre-istanbul");
        assert_eq!(slug("Привет"), "");
        assert_eq!(slug("ខ្មែរ"), "");
        assert_eq!(slug("a — Привет — b 한국c"), "a-b-c");
        assert_eq!(slug("..."), "");
    }

    /// For any text, the result is empty or a slug, and the slug of a slug is itself.
    #[test]
    fn slugs_are_slugs() {
        for letter in '\0'..='\u{ffff}' {
            let text = format!("{letter}a{letter}{letter}b{letter}");
            for slugged in [slug(&text), slug(letter.encode_utf8(&mut [0; 4]))] {
                assert!(slugged.is_empty() || is_slug(&slugged), "{text:?} {slugged:?}");
                assert_eq!(slug(&slugged), slugged);
            }
        }
    }

    /// Texts with capitals, marks, spaces or superfluous hyphens are not slugs.
    #[test]
    fn other_text_is_no_slug() {
        assert!(["a", "2023", "qd-27", "a-b-c"].into_iter().all(is_slug));
        assert!(
            ["", "-", "a-", "-a", "a--b", "A", "á", "a b", "a_b", "a/b"]
                .into_iter()
                .all(|text| !is_slug(text))
        );
    }
}
