//! Finds the records whose names are similar to an unknown name, for proposals.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use crate::model::named_record::NamedRecord;
use crate::text::printed_name;

/// Maximum number of records that one diagnostic proposes.
pub const MAX_CANDIDATES: usize = 3;

/// Records below this similarity, in thousandths, are not proposed.
const MIN_SIMILARITY: u32 = 350;

/// The similarity, in thousandths, of a record whose name has every word of the unknown name.
const ALL_WORDS: u32 = 900;

/// The similarity, in thousandths, of a record all words of whose name are in the unknown name.
const NO_OTHER_WORDS: u32 = 700;

/// The names of a list of records, word by word.
#[derive(Debug)]
pub struct SimilarNames {
    /// Every word of the names, without marks, and in how many records it occurs.
    words: HashMap<String, u32>,
    records: Vec<SimilarRecord>,
}

#[derive(Debug)]
struct SimilarRecord {
    /// Its id and its names, without marks and in small letters.
    names: Vec<String>,
    /// The precedence and the position of the record.
    order: (usize, usize),
}

impl SimilarNames {
    /// Builds the index of `records`.
    pub fn new(records: &[NamedRecord<'_>]) -> SimilarNames {
        let mut words: HashMap<String, u32> = HashMap::new();
        let mut indexed = Vec::with_capacity(records.len());
        for (at, record) in records.iter().enumerate() {
            let printed = record.spellings.iter().map(|spelling| spelling.name);
            let mut names = vec![record.id.to_owned()];
            names.extend([record.id, record.title].into_iter().chain(printed).map(key));
            names.dedup();
            let own: BTreeSet<&str> = names.iter().flat_map(|name| name.split(' ')).collect();
            own.into_iter().for_each(|word| *words.entry(word.to_owned()).or_default() += 1);
            indexed.push(SimilarRecord { names, order: (record.precedence, at) });
        }
        SimilarNames { words, records: indexed }
    }

    /// Returns the positions of the records whose names are similar to `name`, the most similar first, at most
    /// [`MAX_CANDIDATES`].
    ///
    /// Rare words count more than common ones, so that two companies are not similar because both are companies.
    pub fn find(&self, name: &str) -> Vec<usize> {
        let wanted = self.wanted_words(&key(name));
        let similarity = |record: &SimilarRecord| {
            let by_words = record.names.iter().map(|own| self.similarity(&wanted, own)).max();
            let by_letters = record.names.iter().filter_map(|own| letter_similarity(name, own)).max();
            by_words.max(by_letters).unwrap_or(0)
        };
        let mut found: Vec<(Reverse<u32>, (usize, usize))> =
            self.records.iter().map(|record| (Reverse(similarity(record)), record.order)).collect();
        found.retain(|(Reverse(similarity), _)| *similarity >= MIN_SIMILARITY);
        found.sort_unstable();
        let mut best: Vec<usize> = found.iter().take(MAX_CANDIDATES).map(|(_, (_, at))| *at).collect();
        // A certificate is not proposed before a letter of praise for a letter of praise.
        let wanted = key(name);
        let first = |name: &str| name.split(' ').next().map(str::to_owned);
        best.sort_by_key(|at| !self.records[*at].names.iter().any(|own| first(own) == first(&wanted)));
        best
    }

    /// Returns each word of `name` with the words of the records that may be meant by it.
    fn wanted_words(&self, name: &str) -> Vec<WantedWord<'_>> {
        let unique: BTreeSet<&str> = name.split(' ').collect();
        let word = |written: &str| {
            let limit = match written.chars().count() {
                0..4 => 0,
                4..8 => 1,
                _ => 2,
            };
            let is_near = |own: &str| {
                own.len().abs_diff(written.len()) <= limit && strsim::osa_distance(own, written) <= limit
            };
            let mut meant: Vec<&str> = match self.words.get_key_value(written) {
                Some((own, _)) => vec![own],
                None => self.words.keys().map(String::as_str).filter(|own| is_near(own)).collect(),
            };
            // The order of the map differs from run to run.
            meant.sort_unstable();
            let weight = meant.iter().map(|own| self.weight(own)).max();
            WantedWord {
                is_exact: self.words.contains_key(written),
                weight: weight.unwrap_or_else(|| self.weight("")),
                meant,
            }
        };
        unique.into_iter().map(word).collect()
    }

    /// Returns how much `word` distinguishes a record from others; the most for a word of none.
    fn weight(&self, word: &str) -> u32 {
        let records = self.records.len() as f64 + 1.0;
        let with_word = f64::from(self.words.get(word).copied().unwrap_or(1));
        ((records / with_word).ln() * 100.0).round() as u32 + 1
    }

    /// Returns the similarity of the wanted words and the name `own`, in thousandths.
    fn similarity(&self, wanted: &[WantedWord<'_>], own: &str) -> u32 {
        let own: BTreeSet<&str> = own.split(' ').collect();
        let (mut shared, mut missing, mut has_all) = (0, 0, true);
        let mut met: BTreeSet<&str> = BTreeSet::new();
        for word in wanted {
            match word.meant.iter().find(|meant| own.contains(*meant)) {
                Some(meant) => {
                    met.insert(meant);
                    shared += if word.is_exact { word.weight } else { word.weight * 4 / 5 };
                    has_all &= word.is_exact;
                }
                None => {
                    missing += word.weight;
                    has_all = false;
                }
            }
        }
        let surplus: u32 = own.difference(&met).map(|word| self.weight(word)).sum();
        let similarity = (shared * 1000).checked_div(shared + missing + surplus / 5).unwrap_or(0);
        let least = match (has_all, own.len() == met.len()) {
            (true, _) => ALL_WORDS,
            (false, true) => NO_OTHER_WORDS,
            (false, false) => 0,
        };
        similarity.max(least)
    }
}

/// A word of the unknown name.
struct WantedWord<'i> {
    /// Words of the records that are, or may be, this word.
    meant: Vec<&'i str>,
    is_exact: bool,
    weight: u32,
}

/// Returns the name without marks, with abbreviations written out.
fn key(name: &str) -> String {
    printed_name(name).folded
}

/// Returns the share of equal letters, in thousandths; `None` if more than a third of the letters or more than
/// four differ.
fn letter_similarity(name: &str, own: &str) -> Option<u32> {
    let length = name.chars().count();
    let limit = (length / 3).clamp(1, 4);
    let is_possible = own.chars().count().abs_diff(length) <= limit;
    let distance =
        is_possible.then(|| strsim::osa_distance(name, own)).filter(|distance| *distance <= limit)?;
    Some(1000 - (distance * 1000 / length.max(1)).min(1000) as u32)
}
