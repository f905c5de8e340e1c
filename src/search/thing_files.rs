//! The index files of things: units, collectives, decisions and whatever else has a title.
//!
//! A thing is a row in the file of each of its keys. The keys are its words and, where two neighbouring words are both
//! frequent, this pair. A frequent word or pair leads only to its best rows, and the file has the true number.

use std::fmt::Write;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::search::entry::ThingEntry;
use crate::search::file::{KeyFiles, SearchFile, SearchSection, award_titles, cell, write_awards};
use crate::search::keys::{Key, Vocabulary, WordId};
use crate::search::short_forms::long_words;

/// Maximum number of rows of a word that is not frequent, and of rows that a frequent key leads to.
const MAX_ROWS: usize = 40;
/// Length up to which the rows of all things are one file, in bytes.
const MAX_SINGLE_FILE_BYTES: usize = 48 << 10;
/// Smallest average length of a file for which there are twice as many files, in bytes.
const MIN_AVERAGE_BYTES: usize = 40 << 10;
/// Length above which a file leads to fewer rows of its frequent keys, in bytes.
const MAX_FILE_BYTES: usize = 56 << 10;
/// Maximum binary logarithm of the number of files.
const MAX_BITS: u32 = 9;

/// The index of things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThingIndex {
    /// The number of files, and the frequent words; absent when there are no things.
    pub keys: Option<KeyFiles>,
    /// Each file with its name, without folder and extension, in the order of their numbers.
    ///
    /// Its sections are the kinds of awards of its rows; the keys whose things are not all there, with the number of
    /// things; and a row for each thing.
    pub files: Vec<(String, Arc<SearchFile>)>,
}

/// The position of a thing among all entries.
type RowId = u32;

/// The words of a thing.
struct RowWords {
    /// The words of each text; the first text is the title.
    texts: Vec<Vec<WordId>>,
    /// The words that only find it, each once, separated by spaces.
    other: String,
    /// The approximate length of its row, in bytes.
    bytes: usize,
}

/// The rows of a key.
struct KeyRows {
    key: Key,
    /// The hash that decides its file.
    hash: u32,
    /// All rows of a word that is not frequent; of another key the best rows, the best first.
    rows: Vec<RowId>,
    /// The number of things with the key.
    count: usize,
    /// Whether its rows may be fewer than its things.
    can_be_cut: bool,
}

impl KeyRows {
    /// Returns the rows that are in a file with at most `max_rows` rows of a frequent key.
    fn rows(&self, max_rows: usize) -> &[RowId] {
        let count = if self.can_be_cut { max_rows.min(self.rows.len()) } else { self.rows.len() };
        &self.rows[..count]
    }
}

/// Returns the index of `things`, which are in the order of results.
pub fn thing_index(things: &[ThingEntry]) -> ThingIndex {
    if things.is_empty() {
        return ThingIndex::default();
    }
    let (vocabulary, words) = row_words(things);
    if words.iter().map(|row| row.bytes).sum::<usize>() <= MAX_SINGLE_FILE_BYTES {
        let all: Vec<RowId> = (0..).zip(things).map(|(id, _)| id).collect();
        let file = thing_file(things, &words, &all, String::new());
        let keys = KeyFiles { bits: 0, frequent: String::new() };
        return ThingIndex { keys: Some(keys), files: vec![("0".to_owned(), Arc::new(file))] };
    }
    let counts = vocabulary.counts(words.iter().map(|row| &row.texts));
    let is_frequent = |word: WordId| counts[word as usize] > MAX_ROWS;
    let keys = key_rows(&vocabulary, &words, is_frequent);
    let bits = (1..=MAX_BITS).rev().find(|bits| average_length(&keys, &words, *bits) >= MIN_AVERAGE_BYTES);
    let bits = bits.unwrap_or(1);
    let mut files: Vec<Vec<&KeyRows>> = vec![Vec::new(); 1 << bits];
    for found in &keys {
        files[(found.hash & mask(bits)) as usize].push(found);
    }
    let file = |(number, keys): (usize, Vec<&KeyRows>)| {
        let (max_rows, rows) = best_rows(&keys, &words);
        let cut = keys.iter().filter(|found| found.rows(max_rows).len() < found.count);
        let mut counts: Vec<String> =
            cut.map(|found| format!("{}\t{}", vocabulary.text(found.key), found.count)).collect();
        counts.sort_unstable();
        let file = thing_file(things, &words, &rows, counts.join("\n"));
        (number.to_string(), Arc::new(file))
    };
    let files = files.into_par_iter().enumerate().map(file).collect();
    ThingIndex { keys: Some(KeyFiles { bits, frequent: vocabulary.listed(is_frequent) }), files }
}

fn mask(bits: u32) -> u32 {
    (1 << bits) - 1
}

/// Returns the average length of `2^bits` files, in bytes.
fn average_length(keys: &[KeyRows], words: &[RowWords], bits: u32) -> usize {
    let in_file = |found: &KeyRows| {
        let file = found.hash & mask(bits);
        found.rows.iter().map(move |row| (file, *row)).collect::<Vec<_>>()
    };
    let mut rows: Vec<(u32, RowId)> = keys.par_iter().flat_map_iter(in_file).collect();
    rows.par_sort_unstable();
    rows.dedup();
    rows.iter().map(|(_, row)| words[*row as usize].bytes).sum::<usize>() >> bits
}

/// Returns the rows of the file of `keys`, and the number of rows of a frequent key: the greatest for which the file is
/// not too long.
fn best_rows(keys: &[&KeyRows], words: &[RowWords]) -> (usize, Vec<RowId>) {
    let rows = |max_rows: usize| {
        let mut rows: Vec<RowId> = keys.iter().flat_map(|found| found.rows(max_rows)).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    };
    let length = |rows: &[RowId]| rows.iter().map(|row| words[*row as usize].bytes).sum::<usize>();
    let mut tries = (1..=MAX_ROWS).rev().map(|max_rows| (max_rows, rows(max_rows)));
    tries.find(|(_, rows)| length(rows) <= MAX_FILE_BYTES).unwrap_or_else(|| (1, rows(1)))
}

/// Returns the words of each thing.
fn row_words(things: &[ThingEntry]) -> (Vocabulary, Vec<RowWords>) {
    let texts = |thing: &ThingEntry| {
        let mut texts = vec![long_words(&thing.title), long_words(&thing.detail)];
        texts.extend(thing.other.lines().map(long_words));
        let mut other: Vec<&str> = Vec::new();
        for word in texts[2..].iter().flatten() {
            if !texts[..2].iter().flatten().any(|shown| shown == word) && !other.contains(&word.as_str()) {
                other.push(word);
            }
        }
        let other = other.join(" ");
        // Readers also find a decision by its number and its year.
        texts.extend(thing.date.split('-').next().map(|year| vec![year.to_owned()]));
        (texts, other)
    };
    let texts: Vec<(Vec<Vec<String>>, String)> = things.par_iter().map(texts).collect();
    let mut vocabulary = Vocabulary::default();
    let row = |(thing, (texts, other)): (&ThingEntry, (Vec<Vec<String>>, String))| {
        let shown = [&*thing.title, &thing.detail, &thing.date, &thing.address, &other];
        let bytes = 20 + shown.iter().map(|text| text.len()).sum::<usize>() + thing.awards.len() * 7;
        let mut ids = |text: Vec<String>| text.iter().map(|word| vocabulary.add(word)).collect();
        RowWords { texts: texts.into_iter().map(&mut ids).collect(), other, bytes }
    };
    let rows = things.iter().zip(texts).map(row).collect();
    (vocabulary, rows)
}

/// Returns each key with its rows, those with the key in the title first.
fn key_rows(
    vocabulary: &Vocabulary,
    words: &[RowWords],
    is_frequent: impl Fn(WordId) -> bool + Sync,
) -> Vec<KeyRows> {
    let of_text = |row: RowId, place: usize, text: &[WordId]| {
        let pairs = text.windows(2).filter(|pair| pair.iter().all(|word| is_frequent(*word)));
        let pairs = pairs.map(|pair| Key::Pair(pair[0], pair[1]));
        let keys = text.iter().map(|word| Key::Word(*word)).chain(pairs);
        keys.map(|key| (key, place > 0, row)).collect::<Vec<_>>()
    };
    let of_row = |(row, words): (usize, &RowWords)| {
        let row = RowId::try_from(row).expect("a site has fewer than 2^32 things");
        let texts = words.texts.iter().enumerate();
        texts.flat_map(|(place, text)| of_text(row, place, text)).collect::<Vec<_>>()
    };
    let mut found: Vec<(Key, bool, RowId)> = words.par_iter().enumerate().flat_map_iter(of_row).collect();
    found.par_sort_unstable();
    let group = |group: &[(Key, bool, RowId)]| {
        let key = group[0].0;
        let mut known = FxHashSet::default();
        let rows = group.iter().map(|(_, _, row)| *row).filter(|row| known.insert(*row));
        let mut rows: Vec<RowId> = rows.collect();
        let count = rows.len();
        let can_be_cut = !matches!(key, Key::Word(word) if !is_frequent(word));
        rows.truncate(MAX_ROWS);
        KeyRows { key, hash: vocabulary.hash(key), rows, count, can_be_cut }
    };
    found.par_chunk_by(|(one, ..), (other, ..)| one == other).map(group).collect()
}

/// Returns the file of `rows`, which are in the order of results.
fn thing_file(things: &[ThingEntry], words: &[RowWords], rows: &[RowId], counts: String) -> SearchFile {
    let entries = || rows.iter().map(|row| &things[*row as usize]);
    let titles = award_titles(entries().flat_map(|thing| &thing.awards));
    let mut lines = String::new();
    for (thing, row) in entries().zip(rows) {
        if !lines.is_empty() {
            lines.push('\n');
        }
        let (title, detail) = (cell(&thing.title), cell(&thing.detail));
        _ = write!(lines, "{}\t{title}\t{detail}\t{}\t", thing.class.word(), thing.date);
        write_awards(&thing.awards, &titles, &mut lines);
        _ = write!(lines, "\t{}\t{}", thing.address, words[*row as usize].other);
    }
    let sections =
        vec![SearchSection::Titles(titles), SearchSection::Lines(counts), SearchSection::Lines(lines)];
    SearchFile { sections }
}
