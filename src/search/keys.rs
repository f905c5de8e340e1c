//! The keys of things and articles in the index, and the file of each key.

use rustc_hash::FxHashMap;

use crate::search::short_forms::long_words;
use crate::search::words::{fnv1a, head};

/// Returns the hash that decides the file of `word`: a half-typed word has the same from its first vowel on.
pub fn word_hash(word: &str) -> u32 {
    fnv1a(&head(word))
}

/// Returns the hash that decides the file of a pair of neighbouring words: `second` may be half-typed.
pub fn pair_hash(first: &str, second: &str) -> u32 {
    let letter: String = second.chars().take(1).collect();
    fnv1a(&format!("{first} {letter}"))
}

/// The position of a word in [`Vocabulary`].
pub type WordId = u32;

/// A word, or two neighbouring words, under which the index lists entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    first: WordId,
    /// [`NO_WORD`] in the key of one word.
    second: WordId,
}

/// The second word of a key of one word.
const NO_WORD: WordId = WordId::MAX;

impl Key {
    /// Returns the key of one word.
    pub fn word(word: WordId) -> Key {
        Key { first: word, second: NO_WORD }
    }

    /// Returns the key of two neighbouring words.
    pub fn pair(first: WordId, second: WordId) -> Key {
        Key { first, second }
    }

    /// Returns the word of a key of one word.
    pub fn as_word(self) -> Option<WordId> {
        (self.second == NO_WORD).then_some(self.first)
    }
}

/// The distinct words of the texts of all entries, each with a number. Abbreviations are written out.
#[derive(Debug, Default)]
pub struct Vocabulary<'t> {
    words: Vec<String>,
    ids: FxHashMap<String, WordId>,
    /// The words of each distinct part of a text between white space.
    parts: FxHashMap<&'t str, Box<[WordId]>>,
}

impl<'t> Vocabulary<'t> {
    /// Returns the words of `text`; new ones get a number.
    pub fn words_of(&mut self, text: &'t str) -> Vec<WordId> {
        let mut found = Vec::new();
        for part in text.split_whitespace() {
            if let Some(words) = self.parts.get(part) {
                found.extend(words);
                continue;
            }
            let words: Box<[WordId]> = long_words(part).into_iter().map(|word| self.add(word)).collect();
            found.extend(&words);
            self.parts.insert(part, words);
        }
        found
    }

    fn add(&mut self, word: String) -> WordId {
        if let Some(id) = self.ids.get(&word) {
            return *id;
        }
        let id = WordId::try_from(self.words.len()).expect("a site has fewer than 2^32 words");
        self.words.push(word.clone());
        self.ids.insert(word, id);
        id
    }

    /// Returns for each word the number of entries that have it; an item of `entries` is the texts of one.
    pub fn counts<'e>(&self, entries: impl IntoIterator<Item = &'e Vec<Vec<WordId>>>) -> Vec<usize> {
        let mut counts = vec![0; self.words.len()];
        let mut last_entries = vec![usize::MAX; self.words.len()];
        for (entry, texts) in entries.into_iter().enumerate() {
            for word in texts.iter().flatten() {
                let last = std::mem::replace(&mut last_entries[*word as usize], entry);
                counts[*word as usize] += usize::from(last != entry);
            }
        }
        counts
    }

    /// Returns the text of a word.
    pub fn word(&self, word: WordId) -> &str {
        &self.words[word as usize]
    }

    /// Returns the text of `key`: a word, or two words with a space between them.
    pub fn text(&self, key: Key) -> String {
        match key.as_word() {
            Some(word) => self.word(word).to_owned(),
            None => format!("{} {}", self.word(key.first), self.word(key.second)),
        }
    }

    /// Returns the hash that decides the file of `key`.
    pub fn hash(&self, key: Key) -> u32 {
        match key.as_word() {
            Some(word) => word_hash(self.word(word)),
            None => pair_hash(self.word(key.first), self.word(key.second)),
        }
    }

    /// Returns the words for which `is_frequent` is true, the rarest first, those with equal `counts` in alphabetical order.
    pub fn rarest_first(&self, counts: &[usize], is_frequent: impl Fn(WordId) -> bool) -> Vec<WordId> {
        let all = (0..).zip(&self.words).map(|(id, _)| id);
        let mut frequent: Vec<WordId> = all.filter(|id| is_frequent(*id)).collect();
        frequent.sort_unstable_by_key(|id| (counts[*id as usize], self.word(*id)));
        frequent
    }

    /// Returns the words for which `is_frequent` is true, in alphabetical order and separated by spaces.
    pub fn listed(&self, is_frequent: impl Fn(WordId) -> bool) -> String {
        let frequent = (0..).zip(&self.words).filter(|(id, _)| is_frequent(*id));
        let mut frequent: Vec<&str> = frequent.map(|(_, word)| word.as_str()).collect();
        frequent.sort_unstable();
        frequent.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, Vocabulary, pair_hash, word_hash};
    use crate::search::short_forms::long_words;

    /// Texts have the words that a query has, also where signs, marks and several spaces divide them.
    #[test]
    fn words_are_those_of_a_query() {
        let mut vocabulary = Vocabulary::default();
        for text in [
            "CĐCS Công ty TNHH May Sông Xanh, xã An Phú",
            "27/QĐ-LĐLĐ\u{a0}ngày 5/1 – H'Bia Niê",
            "Hòa\u{200b} Hoà  ho\u{300}a\tខ្មែរ 한국 «T.T.»",
            "",
        ] {
            let words = vocabulary.words_of(text);
            let words: Vec<&str> = words.into_iter().map(|word| vocabulary.word(word)).collect();
            assert_eq!(words, long_words(text), "{text}");
        }
    }

    /// Keys have the file of a half-typed last word.
    #[test]
    fn half_typed_keys_have_the_same_file() {
        let mut vocabulary = Vocabulary::default();
        let words = vocabulary.words_of("công đoàn");
        let (word, pair) = (Key::word(words[1]), Key::pair(words[0], words[1]));
        assert_eq!((vocabulary.text(word).as_str(), vocabulary.hash(word)), ("doan", word_hash("do")));
        assert_eq!(
            (vocabulary.text(pair).as_str(), vocabulary.hash(pair)),
            ("cong doan", pair_hash("cong", "d"))
        );
    }
}
