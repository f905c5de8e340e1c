//! The index files of things: units, collectives, decisions and whatever else has a title.
//!
//! A thing is a row in the file of each of its keys. The keys are its words and, where two neighbouring words are both
//! frequent, this pair. A frequent word or pair leads only to its best rows, and the file has the number of all. A
//! decision is found by frequent words only if they begin its title or are numbers: a new decision changes few files.

use std::fmt::Write;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::search::entry::{ThingClass, ThingEntry};
use crate::search::file::{KeyFiles, SearchFile, SearchSection, award_titles, cell, write_awards};
use crate::search::keys::{Key, Vocabulary, WordId};

/// Maximum number of rows of a word that is not frequent, and of rows that a frequent key leads to.
const MAX_ROWS: usize = 40;
/// Length up to which the rows of all things are one file, in bytes.
const MAX_SINGLE_FILE_BYTES: usize = 48 << 10;
/// Smallest average length of a file for which there are twice as many files, in bytes.
const MIN_AVERAGE_BYTES: usize = 40 << 10;
/// Length above which a file leads to fewer rows of its frequent keys, in bytes.
const MAX_FILE_BYTES: usize = 52 << 10;
/// Number of pairs at the end of a query that a script looks up if all words are frequent.
const LAST_PAIRS: usize = 3;
/// Maximum binary logarithm of the number of files.
const MAX_BITS: u32 = 9;

/// The index files of the things of a site.
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
    /// The class of the thing.
    class: ThingClass,
}

impl RowWords {
    /// Returns the keys of a thing: its words, and the pairs of frequent neighbours in a text.
    fn keys(
        &self,
        vocabulary: &Vocabulary<'_>,
        is_frequent: impl Fn(WordId) -> bool,
    ) -> Vec<(Key, KeyPlace)> {
        let is_number = |word: WordId| vocabulary.word(word).contains(|letter: char| letter.is_ascii_digit());
        let mut keys = Vec::new();
        for (number, text) in self.texts.iter().enumerate() {
            let usual = if number == 0 { KeyPlace::Title } else { KeyPlace::Elsewhere };
            // The newest decision would change the files of all frequent words of its title and its subject.
            let place =
                |at: usize, words: &[WordId]| match self.class {
                    ThingClass::Decision if number > 0 || at > 0 => {
                        if words.iter().any(|word| is_number(*word)) { usual } else { KeyPlace::Minor }
                    }
                    _ => usual,
                };
            for (at, word) in text.iter().enumerate() {
                let place = if is_frequent(*word) { place(at.saturating_sub(1), &[*word]) } else { usual };
                keys.push((Key::word(*word), place));
            }
            let pairs = text.windows(2).enumerate();
            for (at, pair) in pairs.filter(|(_, pair)| pair.iter().all(|word| is_frequent(*word))) {
                keys.push((Key::pair(pair[0], pair[1]), place(at, pair)));
            }
        }
        keys
    }

    /// Returns the keys that a script looks up for a query of the whole title, if all words of the title are frequent; empty
    /// if one is not, because that word leads to the thing.
    ///
    /// Also empty for a collective, because many have the same title, such as `Tổ 1`, and for a decision, whose number is
    /// in other pairs.
    fn last_keys(&self, is_frequent: impl Fn(WordId) -> bool) -> Vec<Key> {
        let title = &self.texts[0];
        let is_many = matches!(self.class, ThingClass::Collective | ThingClass::Decision);
        if is_many || !title.iter().all(|word| is_frequent(*word)) {
            return Vec::new();
        }
        let pairs = title.windows(2).rev().take(LAST_PAIRS).map(|pair| Key::pair(pair[0], pair[1]));
        pairs.chain(title.last().map(|word| Key::word(*word))).collect()
    }
}

/// Where a thing has a key. The best rows of a key are those with the key in the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum KeyPlace {
    /// In the title.
    Title,
    /// In another text.
    Elsewhere,
    /// Where it counts only if few things have the key.
    Minor,
}

/// The rows of a key.
struct KeyRows {
    key: Key,
    /// The hash that decides its file.
    hash: u32,
    /// All rows of a word that is not frequent; of another key the best rows, the best first.
    rows: Vec<RowId>,
    /// The number of things that the key leads to, whether their rows are in the file or not.
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

/// The rows of a file.
struct FileRows {
    /// The maximum number of rows of each of its frequent keys.
    max_rows: usize,
    /// In order of results.
    rows: Vec<RowId>,
}

impl FileRows {
    /// Returns the rows of the file of `keys`, with as many of each frequent key as a file has room for.
    fn of(keys: &[&KeyRows], words: &[RowWords]) -> FileRows {
        let with = |max_rows: usize| {
            let mut rows: Vec<RowId> = keys.iter().flat_map(|found| found.rows(max_rows)).copied().collect();
            rows.sort_unstable();
            rows.dedup();
            FileRows { max_rows, rows }
        };
        let is_short = |file: &FileRows| {
            let lengths = file.rows.iter().map(|row| words[*row as usize].bytes);
            lengths.sum::<usize>() <= MAX_FILE_BYTES
        };
        (1..=MAX_ROWS).rev().map(with).find(is_short).unwrap_or_else(|| with(1))
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
    let mut rows: Vec<FileRows> = files.par_iter().map(|keys| FileRows::of(keys, &words)).collect();
    add_unreached(&mut rows, (&vocabulary, &words), &keys, is_frequent);
    let file = |keys: &[&KeyRows], found: &FileRows| {
        let cut = keys.iter().filter(|key| key.rows(found.max_rows).len() < key.count);
        let mut counts: Vec<String> =
            cut.map(|key| format!("{}\t{}", vocabulary.text(key.key), key.count)).collect();
        counts.sort_unstable();
        Arc::new(thing_file(things, &words, &found.rows, counts.join("\n")))
    };
    let files = files.par_iter().zip(&rows).enumerate();
    let files = files.map(|(number, (keys, rows))| (number.to_string(), file(keys, rows))).collect();
    ThingIndex { keys: Some(KeyFiles { bits, frequent: vocabulary.listed(is_frequent) }), files }
}

/// Adds each thing whose own title leads to no file that has it to the file of the rarest key of this title.
fn add_unreached(
    files: &mut [FileRows],
    (vocabulary, words): (&Vocabulary<'_>, &[RowWords]),
    keys: &[KeyRows],
    is_frequent: impl Fn(WordId) -> bool,
) {
    let count = |key: &Key| keys.binary_search_by_key(key, |found| found.key).map_or(0, |at| keys[at].count);
    let file = |key: &Key| vocabulary.hash(*key) as usize & (files.len() - 1);
    let mut added: Vec<(usize, RowId)> = Vec::new();
    for (row, words) in (0..).zip(words) {
        let keys = words.last_keys(&is_frequent);
        if !keys.iter().any(|key| files[file(key)].rows.binary_search(&row).is_ok()) {
            added.extend(keys.iter().min_by_key(|key| count(key)).map(|key| (file(key), row)));
        }
    }
    for (file, row) in added {
        files[file].rows.push(row);
    }
    files.iter_mut().for_each(|file| file.rows.sort_unstable());
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

/// Returns the words of each thing.
fn row_words(things: &[ThingEntry]) -> (Vocabulary<'_>, Vec<RowWords>) {
    let mut vocabulary = Vocabulary::default();
    let rows = things.iter().map(|thing| words_of_thing(thing, &mut vocabulary)).collect();
    (vocabulary, rows)
}

fn words_of_thing<'t>(thing: &'t ThingEntry, vocabulary: &mut Vocabulary<'t>) -> RowWords {
    let ThingEntry { class, title, detail, date, address, other, awards, .. } = thing;
    let mut texts = vec![vocabulary.words_of(title), vocabulary.words_of(detail)];
    texts.extend(other.lines().map(|line| vocabulary.words_of(line)));
    let mut further: Vec<WordId> = Vec::new();
    for word in texts[2..].iter().flatten() {
        if !texts[..2].iter().any(|shown| shown.contains(word)) && !further.contains(word) {
            further.push(*word);
        }
    }
    let further: Vec<&str> = further.into_iter().map(|word| vocabulary.word(word)).collect();
    let further = further.join(" ");
    // Readers also find a decision by its number and its year.
    texts.extend(date.split('-').next().map(|year| vocabulary.words_of(year)));
    let lengths = [title.len(), detail.len(), date.len(), address.len(), further.len(), awards.len() * 7];
    RowWords { texts, other: further, bytes: 20 + lengths.into_iter().sum::<usize>(), class: *class }
}

/// Returns each key with its rows, those with the key in the title first.
fn key_rows(
    vocabulary: &Vocabulary<'_>,
    words: &[RowWords],
    is_frequent: impl Fn(WordId) -> bool + Sync,
) -> Vec<KeyRows> {
    let of_row = |(row, words): (usize, &RowWords)| {
        let row = RowId::try_from(row).expect("a site has fewer than 2^32 things");
        let keys = words.keys(vocabulary, &is_frequent).into_iter();
        keys.map(move |(key, place)| (key, place, row))
    };
    let mut found: Vec<(Key, KeyPlace, RowId)> = words.par_iter().enumerate().flat_map_iter(of_row).collect();
    found.par_sort_unstable();
    let group = |group: &[(Key, KeyPlace, RowId)]| {
        let key = group[0].0;
        let mut known = FxHashSet::default();
        let mut rows: Vec<(KeyPlace, RowId)> = group.iter().map(|(_, place, row)| (*place, *row)).collect();
        rows.retain(|(_, row)| known.insert(*row));
        if rows.len() > MAX_ROWS {
            rows.retain(|(place, _)| *place != KeyPlace::Minor);
        }
        let can_be_cut = key.as_word().is_none_or(&is_frequent);
        let count = rows.len();
        let rows = rows.into_iter().take(MAX_ROWS).map(|(_, row)| row).collect();
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
