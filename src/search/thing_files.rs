//! The index files of things: units, collectives, decisions and whatever else has a title.
//!
//! A thing is a row in the file of each of its keys. The keys are its words and, where two neighbouring words are both
//! frequent, this pair. A frequent word or pair leads only to its best rows, and the file has the true number.

use std::fmt::Write;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::search::entry::ThingEntry;
use crate::search::index_file::{KindAndClass, field, kinds_of, push_awards};
use crate::search::keys::{Key, Vocabulary, WordId};
use crate::search::short_forms::long_words;

/// Maximum number of rows of a word that is not frequent, and number of rows that a frequent key leads to. A site whose
/// files would be too long has the next of these numbers.
const MAX_ROWS: [usize; 3] = [60, 40, 25];
/// The number of rows if the files are too long with all others.
const MIN_ROWS: usize = 15;
/// Length up to which the rows of all things are one file, in bytes.
const MAX_SINGLE_FILE_BYTES: usize = 48 << 10;
/// Intended maximum length of a file, in bytes.
const MAX_FILE_BYTES: usize = 56 << 10;
/// Maximum binary logarithm of the number of files.
const MAX_BITS: u32 = 10;

/// The index of things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThingIndex {
    /// The binary logarithm of the number of files.
    pub bits: u32,
    /// The words that lead only to their best rows, separated by spaces.
    pub frequent: String,
    /// The files, by their numbers.
    pub files: Vec<ThingFile>,
}

/// A file of the index of things, as its sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThingFile {
    /// The kinds of awards in the order in which rows number them.
    pub kinds: Vec<KindAndClass>,
    /// The frequent keys whose rows are not all here, a line each: the key and the true number of its things.
    pub counts: String,
    /// The rows, a line each.
    pub rows: String,
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

/// The rows in the file of a key.
struct KeyRows {
    key: Key,
    hash: u32,
    /// All rows with the key, else the best ones.
    rows: Vec<RowId>,
    /// The number of rows with the key.
    count: usize,
}

/// Returns the index of `things`, which are in the order of results; `None` without things.
pub fn thing_index(things: &[ThingEntry]) -> Option<ThingIndex> {
    if things.is_empty() {
        return None;
    }
    let (vocabulary, words) = row_words(things);
    if words.iter().map(|row| row.bytes).sum::<usize>() <= MAX_SINGLE_FILE_BYTES {
        let all: Vec<RowId> = (0..).zip(things).map(|(id, _)| id).collect();
        let files = vec![thing_file(things, &words, &all, String::new())];
        return Some(ThingIndex { bits: 0, frequent: String::new(), files });
    }
    let counts = vocabulary.counts(words.iter().map(|row| &row.texts));
    let keys = |max_rows: usize| key_rows(&vocabulary, &words, &counts, max_rows);
    let mut tries = MAX_ROWS.into_iter().map(|max_rows| (max_rows, keys(max_rows)));
    let is_short = |(_, keys): &(usize, Vec<KeyRows>)| longest_file(keys, &words, u32::MAX) <= MAX_FILE_BYTES;
    let (max_rows, keys) = tries.find(is_short).unwrap_or_else(|| (MIN_ROWS, keys(MIN_ROWS)));
    let mask = |bits: u32| (1 << bits) - 1;
    let fits = |bits: &u32| longest_file(&keys, &words, mask(*bits)) <= MAX_FILE_BYTES;
    let bits = (1..MAX_BITS).find(fits).unwrap_or(MAX_BITS);
    let mut parts: Vec<(Vec<RowId>, Vec<String>)> = vec![Default::default(); 1 << bits];
    for found in &keys {
        let (rows, counts) = &mut parts[(found.hash & mask(bits)) as usize];
        rows.extend(&found.rows);
        if found.rows.len() < found.count {
            counts.push(format!("{}\t{}\n", vocabulary.text(found.key), found.count));
        }
    }
    let files = parts.into_par_iter().map(|(mut rows, mut counts)| {
        rows.sort_unstable();
        rows.dedup();
        counts.sort_unstable();
        thing_file(things, &words, &rows, counts.concat())
    });
    let files = files.collect();
    let frequent = vocabulary.listed(|word| counts[word as usize] > max_rows);
    Some(ThingIndex { bits, frequent, files })
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

/// Returns each key with its rows; of a frequent one the best `max_rows` rows: those with the key in the title first.
fn key_rows(vocabulary: &Vocabulary, words: &[RowWords], counts: &[usize], max_rows: usize) -> Vec<KeyRows> {
    let is_frequent = |word: WordId| counts[word as usize] > max_rows;
    let of_text = |row: RowId, place: usize, text: &Vec<WordId>| {
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
        let mut known = FxHashSet::default();
        let rows = group.iter().map(|(_, _, row)| *row).filter(|row| known.insert(*row));
        let mut rows: Vec<RowId> = rows.collect();
        let count = rows.len();
        rows.truncate(max_rows);
        KeyRows { key: group[0].0, hash: vocabulary.hash(group[0].0), rows, count }
    };
    found.par_chunk_by(|(one, ..), (other, ..)| one == other).map(group).collect()
}

/// Returns the approximate length of the longest file, in bytes, if `mask` is applied to the hashes of keys.
fn longest_file(keys: &[KeyRows], words: &[RowWords], mask: u32) -> usize {
    let in_file = |found: &KeyRows| {
        let file = found.hash & mask;
        found.rows.iter().map(move |row| (file, *row)).collect::<Vec<_>>()
    };
    let mut rows: Vec<(u32, RowId)> = keys.par_iter().flat_map_iter(in_file).collect();
    rows.par_sort_unstable();
    rows.dedup();
    let files = rows.chunk_by(|(one, _), (other, _)| one == other);
    files.map(|rows| rows.iter().map(|(_, row)| words[*row as usize].bytes).sum()).max().unwrap_or(0)
}

/// Returns the file of `rows`, which are in the order of results.
fn thing_file(things: &[ThingEntry], words: &[RowWords], rows: &[RowId], counts: String) -> ThingFile {
    let entries = || rows.iter().map(|row| &things[*row as usize]);
    let kinds = kinds_of(entries().flat_map(|thing| &thing.awards));
    let mut text = String::new();
    for (thing, row) in entries().zip(rows) {
        let (title, detail) = (field(&thing.title), field(&thing.detail));
        _ = write!(text, "{}\t{title}\t{detail}\t{}\t", thing.class.word(), thing.date);
        push_awards(&mut text, &thing.awards, &kinds);
        _ = writeln!(text, "\t{}\t{}", thing.address, words[*row as usize].other);
    }
    ThingFile { kinds, counts, rows: text }
}
