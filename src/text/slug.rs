//! Slugs: the part of an address that stands for a title or a name.

use super::fold::fold;

/// `text` in `[a-z0-9-]`: its folded words joined by single hyphens, none at the ends.
///
/// Letters of other Latin alphabets are spelled out (é e, ß ss, ø o, ł l, æ ae); letters and digits of
/// other scripts vanish; everything else parts words, so `Y'Thanh` gives `y-thanh`. Empty when nothing
/// is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    for letter in fold(text).chars() {
        let mut buffer = [0; 4];
        let spelled = match letter {
            'a'..='z' | '0'..='9' => letter.encode_utf8(&mut buffer),
            _ => spelled(letter),
        };
        if gap && !spelled.is_empty() && !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(spelled);
        gap = (gap && spelled.is_empty()) || !letter.is_alphanumeric();
    }
    slug
}

/// Whether a person may write `text` as a slug: words of `[a-z0-9]`, joined by single hyphens.
pub fn is_slug(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9'));
    text.split('-').all(word)
}

/// The Latin letters that have no decomposition, in ASCII; nothing for any other character.
fn spelled(letter: char) -> &'static str {
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

    /// Vietnamese titles and names become the slugs their authors expect.
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

    /// Other Latin letters are spelled out; other scripts leave nothing, not even a hyphen.
    #[test]
    fn foreign_letters_are_spelled_or_dropped() {
        assert_eq!(slug("Straße Ærø Łódź café Œuvre İstanbul"), "strasse-aero-lodz-cafe-oeuvre-istanbul");
        assert_eq!(slug("Привет"), "");
        assert_eq!(slug("ខ្មែរ"), "");
        assert_eq!(slug("a — Привет — b 한국c"), "a-b-c");
        assert_eq!(slug("..."), "");
    }

    /// Whatever the text, the slug is empty or one that a person may write, and its own slug.
    #[test]
    fn slugs_are_slugs() {
        for letter in '\0'..='\u{ffff}' {
            let text = format!("{letter}a{letter}{letter}b{letter}");
            for made in [slug(&text), slug(letter.encode_utf8(&mut [0; 4]))] {
                assert!(made.is_empty() || is_slug(&made), "{text:?} {made:?}");
                assert_eq!(slug(&made), made);
            }
        }
    }

    /// Capitals, marks, spaces and loose hyphens are not written in slugs.
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
