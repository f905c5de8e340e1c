//! Normalization Form C (Unicode Standard Annex 15), with a quick check that most texts pass.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// Returns `text` in Normalization Form C (Unicode Standard Annex 15); borrowed if it is already.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_surely_composed(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// Whether `bytes`, UTF-8, contain only characters of blocks in which Normalization Form C never composes or
/// decomposes anything: Latin up to U+02FF and U+1E00 to U+1EFF, and the punctuation from U+2010 on
/// (`NFC_Quick_Check` of Unicode 17).
fn is_surely_composed(bytes: &[u8]) -> bool {
    let (Some(seconds), Some(thirds)) = (bytes.get(1..), bytes.get(2..)) else { return bytes.is_ascii() };
    let is_other = |first: u8| (first >= 0xcc) & (first != 0xe1) & (first != 0xe2);
    let is_other_row = |first: u8, second: u8, third: u8| {
        ((first == 0xe1) & (second & 0xfc != 0xb8)) | ((first == 0xe2) & ((second != 0x80) | (third < 0x90)))
    };
    // `fold` has no early exit, so the compiler can vectorise it.
    let single = bytes.iter().fold(false, |found, first| found | is_other(*first));
    let followed = bytes.iter().zip(seconds).zip(thirds);
    !single && !followed.fold(false, |found, ((a, b), c)| found | is_other_row(*a, *b, *c))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use icu_normalizer::ComposingNormalizerBorrowed;

    use super::{is_surely_composed, nfc};

    /// The tables of Unicode would not change any character that passes the quick check, nor compose it with the one
    /// before it; and the letters of Vietnamese pass it.
    #[test]
    fn surely_composed_is_composed() {
        let normalizer = ComposingNormalizerBorrowed::new_nfc();
        let mut last = 'a';
        for letter in ('\0'..=char::MAX).filter(|letter| is_surely_composed(letter.to_string().as_bytes())) {
            for text in [format!("{last}{letter}"), format!("e{letter}"), format!("{letter}{letter}")] {
                assert!(normalizer.is_normalized(&text), "{text:?}");
            }
            last = letter;
        }
        assert!(is_surely_composed("Nguyễn Thị Đặng – “Ỷ Ơ Ư Ắ” …".as_bytes()));
        for other in ["e\u{302}", "e\u{323}\u{302}x", "\u{2126}", "\u{2001}", "\u{1f71}", "ខ្មែរ", "\u{301}"]
        {
            assert!(!is_surely_composed(other.as_bytes()), "{other:?}");
        }
    }

    /// Composed text is returned without a copy.
    #[test]
    fn composed_text_is_borrowed() {
        for text in ["", "Hoa Mai", "Nguyễn Thị Hòa", "Đặng Ỷ", "ខ្មែរ"] {
            assert!(matches!(nfc(text), Cow::Borrowed(same) if same == text));
        }
    }

    /// The decomposed names of macOS and the partly composed ones of Windows-1258 become composed.
    #[test]
    fn decomposed_text_is_composed() {
        assert_eq!(nfc("Nguye\u{302}\u{303}n"), "Nguyễn");
        assert_eq!(nfc("Việ\u{302}t".replace('ệ', "e\u{323}").as_str()), "Việt");
        assert_eq!(nfc("Vi\u{ea}\u{323}t"), "Việt");
        assert_eq!(nfc("Phu\u{31b}o\u{31b}\u{301}c"), "Phước");
    }
}
