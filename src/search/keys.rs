//! The keys of things and articles in the index, and the file of each key.

use rustc_hash::FxHashMap;

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

/// The distinct words of all entries, each with a number.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: Vec<String>,
    ids: FxHashMap<String, WordId>,
}

impl Vocabulary {
    /// Returns the number of `word`, a new one if it is new.
    pub fn add(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = u32::try_from(self.words.len()).expect("a site has fewer than 2^32 words");
        self.words.push(word.to_owned());
        self.ids.insert(word.to_owned(), id);
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

    /// Returns the text of `key`: a word, or two words with a space between them.
    pub fn text(&self, key: Key) -> String {
        match key {
            Key::Word(word) => self.words[word as usize].clone(),
            Key::Pair(first, second) => {
                format!("{} {}", self.words[first as usize], self.words[second as usize])
            }
        }
    }

    /// Returns the hash that decides the file of `key`.
    pub fn hash(&self, key: Key) -> u32 {
        match key {
            Key::Word(word) => word_hash(&self.words[word as usize]),
            Key::Pair(first, second) => pair_hash(&self.words[first as usize], &self.words[second as usize]),
        }
    }

    /// Returns the words for which `is_frequent` is true, in alphabetical order and separated by spaces.
    pub fn listed(&self, is_frequent: impl Fn(WordId) -> bool) -> String {
        let frequent = (0..).zip(&self.words).filter(|(id, _)| is_frequent(*id));
        let mut frequent: Vec<&str> = frequent.map(|(_, word)| word.as_str()).collect();
        frequent.sort_unstable();
        frequent.join(" ")
    }
}

/// A word, or two neighbouring words, under which the index lists entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// One word.
    Word(WordId),
    /// Two words, the second after the first.
    Pair(WordId, WordId),
}
