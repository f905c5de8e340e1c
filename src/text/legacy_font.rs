//! Decodes text whose font is known to be of an encoding older than Unicode.

use super::encoding::{ENCODINGS, Encoding};
use super::flaw::FlawKind;
use super::syllable::is_syllable;

/// The encoding of a font that is older than Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegacyFont {
    /// A font of TCVN3 (ABC), such as `.VnTime`.
    Tcvn3,
    /// A font of TCVN3 that shows small letters as capitals, such as `.VnTimeH`.
    Tcvn3Capitals,
    /// A font of VNI, such as `VNI-Times`.
    Vni,
}

impl LegacyFont {
    /// Returns the encoding of the font `name`; `None` for a Unicode font.
    pub fn of(name: &str) -> Option<LegacyFont> {
        let name = name.trim().to_ascii_lowercase();
        if name.starts_with("vni-") {
            return Some(LegacyFont::Vni);
        }
        let tcvn3 = name.strip_prefix(".vn")?;
        Some(if tcvn3.ends_with('h') { LegacyFont::Tcvn3Capitals } else { LegacyFont::Tcvn3 })
    }

    /// Returns `text`, which is shown in this font, in Unicode.
    ///
    /// Text that has letters beyond Latin-1, or is Vietnamese as it is and not when decoded, was typed in Unicode: it
    /// is returned as it is.
    pub fn decode(self, text: &str) -> String {
        let decoded = self.decode_words(text);
        let is_unicode = text.chars().any(|letter| letter > '\u{ff}' && letter.is_alphabetic());
        if is_unicode || (syllables(text) > syllables(&decoded)) {
            return text.to_owned();
        }
        if self == LegacyFont::Tcvn3Capitals { decoded.to_uppercase() } else { decoded }
    }

    fn decode_words(self, text: &str) -> String {
        let kind = if self == LegacyFont::Vni { FlawKind::Vni } else { FlawKind::Tcvn3 };
        let encoding = ENCODINGS.iter().find(|encoding| encoding.kind == kind);
        let Encoding { is_word_char, decode, .. } = encoding.expect("both encodings are listed");
        let mut decoded = String::with_capacity(text.len() * 2);
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|letter| !is_word_char(letter)).unwrap_or(rest.len());
            decoded.push_str(&decode(&rest[..end]));
            rest = &rest[end..];
            let next = rest.find(is_word_char).unwrap_or(rest.len());
            decoded.push_str(&rest[..next]);
            rest = &rest[next..];
        }
        decoded
    }
}

/// Returns the number of Vietnamese syllables with a letter that ASCII lacks.
fn syllables(text: &str) -> usize {
    let words =
        text.split(|letter: char| !letter.is_alphanumeric() && !('\u{a1}'..='\u{bf}').contains(&letter));
    words.filter(|word| !word.is_ascii() && is_syllable(word)).count()
}

#[cfg(test)]
mod tests {
    use super::LegacyFont;
    use crate::text::encoding::{mojibake_of_tcvn3, mojibake_of_vni};

    #[test]
    fn fonts_decode_their_text() {
        let text = "Trần Thị Hoa Mai, 12/2024";
        let [abc, vni] = [".VnTime", "VNI-Times"].map(|name| LegacyFont::of(name).expect("a known font"));
        assert_eq!(abc.decode(&mojibake_of_tcvn3(text)), text);
        assert_eq!(vni.decode(&mojibake_of_vni(text)), text);
        let capitals = LegacyFont::of(".VnTimeH").expect("a known font");
        assert_eq!(capitals.decode(&mojibake_of_tcvn3("trần mai")), "TRẦN MAI");
        assert_eq!(abc.decode(text), text, "Unicode text in an old font stays");
        assert_eq!(LegacyFont::of("Times New Roman"), None);
    }
}
