//! Vietnamese text: takes any string as people type it, gives its normal form, its keys for
//! finding, sorting and linking, and what is wrong with it.
//!
//! Nothing here depends on the locale of the machine, and nothing rewrites a text that is
//! shown, except [`repaired`], which is meant for a source as it is read.

mod blemish;
mod collate;
mod encoding;
mod fold;
mod legacy;
mod lost;
mod name;
mod near;
mod repair;
mod slug;
mod syllable;
mod tone;
mod vowel;
mod word;

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

pub use collate::{Collator, NameOrder, SortKey};
pub use fold::fold;
pub use name::{canonical_name, form_flaws, name_flaws};
pub use near::near;
pub use repair::{Flaw, FlawKind, damage, flaws, repaired};
pub use slug::{is_slug, slug};
pub use tone::canonical_tone;

/// `text` in Normalization Form C (Unicode Standard Annex 15); borrowed when it is so already.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::nfc;

    /// Composed text is handed back as it is, without a copy.
    #[test]
    fn composed_text_is_borrowed() {
        for text in ["", "Hoa Mai", "Nguyễn Thị Hòa", "Đặng Ỷ", "ខ្មែរ"] {
            assert!(matches!(nfc(text), Cow::Borrowed(same) if same == text));
        }
    }

    /// The decomposed names of macOS and the half-composed ones of Windows-1258 become composed.
    #[test]
    fn decomposed_text_is_composed() {
        assert_eq!(nfc("Nguye\u{302}\u{303}n"), "Nguyễn");
        assert_eq!(nfc("Việ\u{302}t".replace('ệ', "e\u{323}").as_str()), "Việt");
        assert_eq!(nfc("Vi\u{ea}\u{323}t"), "Việt");
        assert_eq!(nfc("Phu\u{31b}o\u{31b}\u{301}c"), "Phước");
    }
}
