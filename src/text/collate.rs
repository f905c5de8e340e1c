//! Vietnamese order: keys of texts and names that sort as a Vietnamese reader expects.

use std::cell::RefCell;
use std::sync::Arc;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use rustc_hash::FxHashMap;

use super::name::canonical_name;
use super::tone::canonical_tone;

/// Ends a word inside a key, and a second one the list of words; no ICU key holds this byte.
const END: u8 = 0;

thread_local! {
    /// The parts of keys that words of names made on this thread; all collators make the same.
    static WORDS: RefCell<FxHashMap<Box<str>, Box<[u8]>>> = RefCell::default();
    /// The keys of names that this thread made last: many people share one name, and may share its key.
    static NAMES: RefCell<FxHashMap<Box<str>, (NameOrder, SortKey)>> = RefCell::default();
}
/// Words, and names, that are remembered by a thread: Vietnamese has some seven thousand syllables.
const MAX_CACHED_WORDS: usize = 8192;
/// Characters of a text that are ordered as Vietnamese; what differs only behind them is ordered by its bytes. ICU takes
/// a time that grows with the square of a run of combining marks.
const MAX_COLLATED_CHARS: usize = 512;
/// The longest word and name of those, in bytes.
const MAX_WORD_BYTES: usize = 32;
const MAX_NAME_BYTES: usize = 256;

/// The Vietnamese collation of CLDR; make one and share it between threads.
#[derive(Debug)]
pub struct Collator {
    icu: CollatorBorrowed<'static>,
}

/// Which part of a name its place in a roll depends on first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameOrder {
    /// The given name (the last word), then the family name, then the middle names, as is the custom.
    GivenFirst,
    /// The words as written: family name, middle names, given name.
    FamilyFirst,
}

/// Bytes whose order is the order of the texts they were made from.
///
/// Compare only keys that came from the same method with the same [`NameOrder`] and the same
/// version of this program: the bytes are not for storage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SortKey(Arc<[u8]>);

impl SortKey {
    /// The bytes themselves, to be compared as unsigned numbers.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Collator {
    /// The `vi` collation with numbers ordered by value (UTS 35, key `kn`).
    pub fn new() -> Self {
        let locale = "vi-u-kn".parse().expect("this is a locale");
        let preferences = CollatorPreferences::from_locale_strict(&locale).unwrap_or_else(|loose| loose);
        let icu = CollatorBorrowed::try_new(preferences, CollatorOptions::default());
        Self { icu: icu.expect("the Vietnamese collation is compiled in") }
    }

    /// The place of a plain text: `Tổ 2` before `Tổ 10`, `Thuỷ` beside `Thủy`.
    ///
    /// Orders by the tone-canonical text (letters, then tones, then case, small before capital),
    /// and texts that ICU holds equal by their bytes, so that only equal texts have equal keys.
    pub fn key(&self, text: &str) -> SortKey {
        let mut key = Vec::with_capacity(text.len() * 3);
        self.push(&canonical_tone(text), &mut key);
        SortKey::ending_in(text, key)
    }

    /// The place of a person's name in a roll.
    ///
    /// Each word counts in full, tone included, before the next is looked at, so that one given (or
    /// family) name stands together. Case, spacing and the tone's spelling count only between names that
    /// are otherwise equal; only equal names have equal keys.
    pub fn name_key(&self, name: &str, order: NameOrder) -> SortKey {
        NAMES.with_borrow_mut(|known| {
            if let Some((_, key)) = known.get(name).filter(|(by, _)| *by == order) {
                return key.clone();
            }
            let key = self.new_name_key(name, order);
            if known.len() >= MAX_CACHED_WORDS {
                known.clear();
            }
            if name.len() <= MAX_NAME_BYTES {
                known.insert(name.into(), (order, key.clone()));
            }
            key
        })
    }

    fn new_name_key(&self, name: &str, order: NameOrder) -> SortKey {
        let canonical = canonical_name(name);
        let mut words: Vec<&str> = canonical.split(' ').collect();
        if order == NameOrder::GivenFirst {
            words.rotate_right(1);
        }
        let mut key = Vec::with_capacity(name.len() * 6);
        WORDS.with_borrow_mut(|known| {
            words.into_iter().for_each(|word| self.push_known(word, known, &mut key));
            key.push(END);
            canonical_tone(name).split(' ').for_each(|word| self.push_known(word, known, &mut key));
        });
        SortKey::ending_in(name, key)
    }

    /// The same as [`Collator::push`]: names of people are made of few different words.
    fn push_known(&self, word: &str, known: &mut FxHashMap<Box<str>, Box<[u8]>>, key: &mut Vec<u8>) {
        if let Some(part) = known.get(word) {
            return key.extend_from_slice(part);
        }
        let start = key.len();
        self.push(word, key);
        if known.len() < MAX_CACHED_WORDS && word.len() <= MAX_WORD_BYTES {
            known.insert(word.into(), key[start..].into());
        }
    }

    fn push(&self, word: &str, key: &mut Vec<u8>) {
        let looked_at = word.char_indices().nth(MAX_COLLATED_CHARS).map_or(word, |(end, _)| &word[..end]);
        let Ok(()) = self.icu.write_sort_key_to(looked_at, key);
        key.push(END);
    }
}

impl Default for Collator {
    fn default() -> Self {
        Self::new()
    }
}

impl SortKey {
    fn ending_in(exact: &str, mut key: Vec<u8>) -> Self {
        key.extend_from_slice(exact.as_bytes());
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

    /// Letters stand before tones, and ă â đ ê ô ơ ư are letters of their own (field notes, CLDR vi).
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

    /// The 2,000 invented names of the fixture, all in canonical spelling and each once, stand in the
    /// order that ICU4C's `vi` collator (by PyICU, default strength) gave them, strictly by plain key.
    #[test]
    fn order_is_that_of_icu() {
        let collator = Collator::new();
        let names: Vec<&str> = include_str!("../../tests/fixtures/names_icu_order.txt").lines().collect();
        assert_eq!(names.len(), 2000);
        for pair in names.windows(2) {
            assert!(collator.key(pair[0]) < collator.key(pair[1]), "{pair:?}");
        }
    }

    /// Numbers go by value.
    #[test]
    fn numbers_count() {
        let collator = Collator::new();
        let texts = ["Tổ 2", "Tổ 10", "Tổ 10 A", "Tổ 100", "Tổ Chế biến"];
        assert_eq!(sorted(&texts, |text| collator.key(text)), texts);
    }

    /// Spelling variants of one name are neighbours, and their order never depends on the input's.
    #[test]
    fn spellings_stand_together() {
        let collator = Collator::new();
        let texts = ["Thuỳ", "Thùy", "Thuý", "Thúy"];
        assert_eq!(sorted(&texts, |text| collator.key(text)), texts);
        let names = ["Lê Thuỷ", "Lê Thủy", "LÊ THỦY", "Võ Thủy", "Lê Thúy"];
        assert_eq!(sorted(&names, |name| collator.name_key(name, NameOrder::GivenFirst)), names);
    }

    /// A roll goes by given name, family name, middle names, each word in full.
    #[test]
    fn rolls_go_by_given_name() {
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

    /// By family name, one family stands together whatever follows.
    #[test]
    fn families_stand_together() {
        let collator = Collator::new();
        let names = ["Đỗ An", "Nguyên Văn Ba", "Nguyễn", "Nguyễn An", "Nguyễn Thị An", "Vũ Ba", "Vụ An"];
        assert_eq!(sorted(&names, |name| collator.name_key(name, NameOrder::FamilyFirst)), names);
    }

    /// Equal keys mean equal texts, and one collator serves all threads.
    #[test]
    fn keys_tell_texts_apart() {
        fn shared<T: Send + Sync>(_: &T) {}
        let collator = Collator::new();
        shared(&collator);
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
