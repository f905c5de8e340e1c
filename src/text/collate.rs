//! Vietnamese collation: sort keys of texts and of names of people.

use std::cell::RefCell;
use std::sync::Arc;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use rustc_hash::FxHashMap;

use super::letter::indexed_words;
use super::name::canonical_name;
use super::tone::canonical_tone;

/// Separates the words in a key, and doubled, the parts of a key; no ICU key contains this byte.
const SEPARATOR: u8 = 0;

thread_local! {
        /// Sort keys of words of names, cached by this thread; all collators produce the same.
        static WORD_KEYS: RefCell<FxHashMap<Box<str>, Box<[u8]>>> = RefCell::default();
        /// Sort keys of names, cached by this thread, because many people have the same name.
        static NAME_KEYS: RefCell<FxHashMap<Box<str>, (NameOrder, SortKey)>> = RefCell::default();
}
/// Maximum number of words, and of names, that a thread caches; Vietnamese has about seven thousand syllables.
const MAX_CACHED_WORDS: usize = 8192;
/// Maximum number of characters of a text that are collated; texts that differ only after them are ordered by their
/// bytes. The time of ICU is quadratic in the length of a run of combining marks.
const MAX_COLLATED_CHARS: usize = 512;
/// Maximum length of a cached word and of a cached name, in bytes.
const MAX_WORD_BYTES: usize = 32;
const MAX_NAME_BYTES: usize = 256;

/// The Vietnamese collation of CLDR. Create one, and share it between threads.
#[derive(Debug)]
pub struct Collator {
    icu: CollatorBorrowed<'static>,
}

/// The part of a name that decides its position in a roll first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameOrder {
    /// The given name (the last word), then the family name, then the middle names, as is the custom in Vietnam.
    GivenFirst,
    /// The words as written: family name, middle names, given name.
    FamilyFirst,
}

/// A sort key: comparing the bytes of two keys gives the order of their texts.
///
/// Compare only keys that came from the same method with the same [`NameOrder`] and the same
/// version of this program; do not store them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(Arc<[u8]>);

impl SortKey {
    /// Returns the bytes, to be compared as unsigned numbers.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Collator {
    /// Creates the `vi` collation with numbers ordered by value (UTS 35, key `kn`).
    pub fn new() -> Self {
        let locale = "vi-u-kn".parse().expect("the locale identifier is valid");
        let preferences = CollatorPreferences::from_locale_strict(&locale).unwrap_or_else(|loose| loose);
        let icu = CollatorBorrowed::try_new(preferences, CollatorOptions::default());
        Self { icu: icu.expect("the Vietnamese collation data are compiled in") }
    }

    /// Returns the sort key of a plain text: `Tổ 2` before `Tổ 10`, and `Thuỷ` next to `Thủy`.
    ///
    /// Orders by the tone-canonical text (letters, then tones, then case, lower before upper), and texts that ICU
    /// treats as equal by their bytes, so that only equal texts have equal keys.
    pub fn key(&self, text: &str) -> SortKey {
        let mut key = Vec::with_capacity(text.len() * 3);
        self.push(&canonical_tone(text), &mut key);
        SortKey::with_tiebreak(text, key)
    }

    /// Returns the sort key of the name of a person in a roll.
    ///
    /// Each word is compared in full, tone included, before the next, so that people with the same given (or family)
    /// name are together. Case, spacing, the spelling of tones, words in brackets and signs around a word count only
    /// between names that are otherwise equal; only equal names have equal keys.
    pub fn name_key(&self, name: &str, order: NameOrder) -> SortKey {
        NAME_KEYS.with_borrow_mut(|cache| {
            if let Some((_, key)) = cache.get(name).filter(|(by, _)| *by == order) {
                return key.clone();
            }
            let key = self.new_name_key(name, order);
            if cache.len() >= MAX_CACHED_WORDS {
                cache.clear();
            }
            if name.len() <= MAX_NAME_BYTES {
                cache.insert(name.into(), (order, key.clone()));
            }
            key
        })
    }

    fn new_name_key(&self, name: &str, order: NameOrder) -> SortKey {
        let canonical = canonical_name(name);
        let mut words = indexed_words(&canonical);
        if order == NameOrder::GivenFirst {
            let given_name = words.len().min(1);
            words.rotate_right(given_name);
        }
        let mut key = Vec::with_capacity(name.len() * 6);
        WORD_KEYS.with_borrow_mut(|cache| {
            words.into_iter().for_each(|word| self.push_cached(word, cache, &mut key));
            key.push(SEPARATOR);
            canonical_tone(name).split(' ').for_each(|word| self.push_cached(word, cache, &mut key));
        });
        SortKey::with_tiebreak(name, key)
    }

    /// Does the same as [`Collator::push`], with a cache: names of people consist of few different words.
    fn push_cached(&self, word: &str, cache: &mut FxHashMap<Box<str>, Box<[u8]>>, key: &mut Vec<u8>) {
        if let Some(part) = cache.get(word) {
            return key.extend_from_slice(part);
        }
        let start = key.len();
        self.push(word, key);
        if cache.len() < MAX_CACHED_WORDS && word.len() <= MAX_WORD_BYTES {
            cache.insert(word.into(), key[start..].into());
        }
    }

    fn push(&self, word: &str, key: &mut Vec<u8>) {
        let collated = word.char_indices().nth(MAX_COLLATED_CHARS).map_or(word, |(end, _)| &word[..end]);
        let Ok(()) = self.icu.write_sort_key_to(collated, key);
        key.push(SEPARATOR);
    }
}

impl Default for Collator {
    fn default() -> Self {
        Self::new()
    }
}

impl SortKey {
    fn with_tiebreak(text: &str, mut key: Vec<u8>) -> Self {
        key.extend_from_slice(text.as_bytes());
        Self(key.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Collator, NameOrder, SortKey};

    fn sorted<'t>(texts: &[&'t str], key: impl Fn(&str) -> SortKey) -> Vec<&'t str> {
        let mut sorted = texts.to_vec();
        sorted.reverse();
        sorted.sort_by_cached_key(|text| key(text));
        sorted
    }

    /// Letters are compared before tones, and ă â đ ê ô ơ ư are letters of their own (CLDR, locale `vi`).
    #[test]
    fn alphabet_is_vietnamese() {
        let collator = Collator::new();
        for line in [
            "a à ả ã á ạ",
            "An Án Anh Ánh Ăn Ân Ấn Dân Dũng Duy Đạt Đức",
            "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
        ] {
            let words: Vec<&str> = line.split(' ').collect();
            assert_eq!(sorted(&words, |text| collator.key(text)), words);
            assert_eq!(sorted(&words, |name| collator.name_key(name, NameOrder::GivenFirst)), words);
        }
    }

    /// The 2,000 invented names of the fixture, all different and in canonical spelling, are in the order of ICU4C's
    /// `vi` collator (through PyICU, default strength), and their plain keys are strictly increasing.
    #[test]
    fn order_is_that_of_icu() {
        let collator = Collator::new();
        let names: Vec<&str> = include_str!("../../tests/fixtures/names_icu_order.txt").lines().collect();
        assert_eq!(names.len(), 2000);
        for pair in names.windows(2) {
            assert!(collator.key(pair[0]) < collator.key(pair[1]), "{pair:?}");
        }
    }

    /// Numbers are ordered by value.
    #[test]
    fn numbers_are_ordered_by_value() {
        let collator = Collator::new();
        let texts = ["Tổ 2", "Tổ 10", "Tổ 10 A", "Tổ 100", "Tổ Chế biến"];
        assert_eq!(sorted(&texts, |text| collator.key(text)), texts);
    }

    /// Spelling variants of a name are neighbours, in an order that does not depend on the order of the input.
    #[test]
    fn spelling_variants_are_neighbours() {
        let collator = Collator::new();
        let texts = ["Thuỳ", "Thùy", "Thuý", "Thúy"];
        assert_eq!(sorted(&texts, |text| collator.key(text)), texts);
        let names = ["Lê Thuỷ", "Lê Thủy", "LÊ THỦY", "Võ Thủy", "Lê Thúy"];
        assert_eq!(sorted(&names, |name| collator.name_key(name, NameOrder::GivenFirst)), names);
    }

    /// A roll is ordered by given name, family name and middle names, each word in full.
    #[test]
    fn rolls_are_ordered_by_given_name() {
        let collator = Collator::new();
        let names = [
            "Trần Thị An",
            "Bùi Văn Án",
            "An Bình",
            "Lê Bình",
            "Lê An Bình",
            "Lê Văn Bình",
            "Phạm Bình",
            "Danh Sóc Kha",
        ];
        assert_eq!(sorted(&names, |name| collator.name_key(name, NameOrder::GivenFirst)), names);
    }

    /// Words in brackets and signs around a word do not move a name.
    #[test]
    fn brackets_and_signs_do_not_count() {
        let collator = Collator::new();
        let names = ["Trần An", "Lê “Ánh”", "Lý Ánh", "Vũ Ánh", "Bùi Hoa (Năm)", "Trần Hoa", "Lê Năm"];
        assert_eq!(sorted(&names, |name| collator.name_key(name, NameOrder::GivenFirst)), names);
    }

    /// Ordered by family name, people with the same family name are together.
    #[test]
    fn families_are_together() {
        let collator = Collator::new();
        let names = ["Đỗ An", "Nguyên Văn Ba", "Nguyễn", "Nguyễn An", "Nguyễn Thị An", "Vũ Ba", "Vụ An"];
        assert_eq!(sorted(&names, |name| collator.name_key(name, NameOrder::FamilyFirst)), names);
    }

    /// Equal keys mean equal texts, and all threads can share a collator.
    #[test]
    fn different_texts_have_different_keys() {
        fn assert_shareable<T: Send + Sync>(_: &T) {}
        let collator = Collator::new();
        assert_shareable(&collator);
        for (a, b) in [("an", "a\u{200b}n"), ("Hòa", "Ho\u{300}a"), ("An", "An ")] {
            assert_ne!(collator.key(a), collator.key(b));
            assert_ne!(
                collator.name_key(a, NameOrder::GivenFirst),
                collator.name_key(b, NameOrder::GivenFirst)
            );
        }
        assert!(collator.key("") < collator.key("a"));
        assert!(collator.key("").as_bytes() < collator.key("a").as_bytes());
    }
}
