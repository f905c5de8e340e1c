//! The index files of things: units, collectives, decisions and whatever else has a title.
//!
//! A thing is a row in the file of each of its keys. The keys are its words; where two neighbouring words are both
//! frequent, this pair; and, where all words of its title are frequent, the rarest of them together. A frequent word or
//! pair leads only to its best rows, and the file has the number of all. A decision is found by frequent words only if
//! they begin its title or are numbers: a new decision changes few files.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;
use std::slice::from_ref;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::search::entry::{ThingClass, ThingEntry};
use crate::search::file::{KeyFiles, SearchFile, SearchSection, award_titles, cell, numbered, write_awards};
use crate::search::keys::{Key, Vocabulary, WordId};
use crate::search::rare_keys::{RareKey, RareWords, rare_keys};
use crate::search::words::{fnv1a, words};

/// Maximum number of rows of a word that is not frequent, and of rows that a frequent key leads to.
const MAX_ROWS: usize = 40;
/// Length up to which the rows of all things are one file, in bytes.
const MAX_SINGLE_FILE_BYTES: usize = 48 << 10;
/// Average length of a file above which there are twice as many files, in bytes.
const MAX_AVERAGE_BYTES: usize = 42 << 10;
/// Length above which a file leads to fewer rows of its frequent keys, in bytes.
const MAX_FILE_BYTES: usize = 56 << 10;
/// Number of things above which only collectives have the key of title and detail besides that of the title.
const MANY_THINGS: usize = 20_000;
/// Maximum binary logarithm of the number of files.
const MAX_BITS: u32 = 8;
/// What an address has for the words of the title with hyphens between them.
const TITLE_IN_ADDRESS: &str = "~";

/// The index files of the things of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThingIndex {
    /// The number of files, and the frequent words; absent when there are no things.
    pub keys: Option<KeyFiles>,
    /// Each file with its name, without folder and extension, in the order of their numbers.
    ///
    /// Its sections are the kinds of awards of its rows; their details, each once; the keys whose things are not all
    /// there, with the number of things; and a row for each thing.
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
    /// The address, with [`TITLE_IN_ADDRESS`] in it if it has the words of the title.
    address: String,
    /// The position of its detail among all details; absent when it has none.
    detail: Option<usize>,
    /// The approximate length of its row without its detail, in bytes.
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

/// The words of all things.
struct AllWords<'t> {
    vocabulary: Vocabulary<'t>,
    rows: Vec<RowWords>,
    /// The distinct details, by position.
    details: Vec<&'t str>,
}

impl AllWords<'_> {
    /// Returns the length of a file of `rows`, in bytes.
    fn length(&self, rows: &[RowId]) -> usize {
        let rows = || rows.iter().map(|row| &self.rows[*row as usize]);
        let details: FxHashSet<usize> = rows().filter_map(|row| row.detail).collect();
        let details = details.into_iter().map(|detail| self.details[detail].len() + 1);
        rows().map(|row| row.bytes).sum::<usize>() + details.sum::<usize>()
    }
}

/// The rows of a key.
struct KeyRows {
    /// The key as text; empty if all its rows are certain.
    text: String,
    /// The hash that decides its file.
    hash: u32,
    /// All rows of a word that is not frequent; of another key the best rows, the best first.
    rows: Vec<RowId>,
    /// The number of rows, from the first, that are always in its file.
    certain: usize,
    /// The number of things that the key leads to, whether their rows are in the file or not.
    count: usize,
}

impl KeyRows {
    /// Returns the rows that are in a file with at most `max_rows` rows of a frequent key.
    fn rows(&self, max_rows: usize) -> &[RowId] {
        &self.rows[..max_rows.max(self.certain).min(self.rows.len())]
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
    fn of(keys: &[&KeyRows], words: &AllWords<'_>) -> FileRows {
        let with = |max_rows: usize| {
            let mut rows: Vec<RowId> = keys.iter().flat_map(|found| found.rows(max_rows)).copied().collect();
            rows.sort_unstable();
            rows.dedup();
            FileRows { max_rows, rows }
        };
        let (mut least, mut most) = (0, MAX_ROWS);
        while least < most {
            let middle = (least + most).div_ceil(2);
            if words.length(&with(middle).rows) <= MAX_FILE_BYTES {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        with(least)
    }
}

/// Returns the index of `things`, which are in the order of results.
pub fn thing_index(things: &[ThingEntry]) -> ThingIndex {
    if things.is_empty() {
        return ThingIndex::default();
    }
    let words = all_words(things);
    let all: Vec<RowId> = (0..).zip(things).map(|(id, _)| id).collect();
    if words.length(&all) <= MAX_SINGLE_FILE_BYTES {
        let file = thing_file(things, &words, &all, String::new());
        let keys = KeyFiles { bits: 0, frequent: String::new() };
        return ThingIndex { keys: Some(keys), files: vec![(numbered(0, 0), Arc::new(file))] };
    }
    let counts = words.vocabulary.counts(words.rows.iter().map(|row| &row.texts));
    let is_frequent = |word: WordId| counts[word as usize] > MAX_ROWS;
    let frequent = words.vocabulary.rarest_first(&counts, is_frequent);
    let mut keys = key_rows(&words, is_frequent);
    keys.extend(keys_of_rare_words(&words, &frequent));
    let in_files = |bits: u32| {
        let mut files: Vec<Vec<&KeyRows>> = vec![Vec::new(); 1 << bits];
        for found in &keys {
            files[(found.hash & ((1 << bits) - 1)) as usize].push(found);
        }
        files
    };
    let is_short = |bits: &u32| average_length(&in_files(*bits), &words) <= MAX_AVERAGE_BYTES;
    let bits = (1..MAX_BITS).find(is_short).unwrap_or(MAX_BITS);
    let file = |keys: &Vec<&KeyRows>| {
        let found = FileRows::of(keys, &words);
        let cut = keys.iter().filter(|key| key.rows(found.max_rows).len() < key.count);
        let mut counts: Vec<String> = cut.map(|key| format!("{}\t{}", key.text, key.count)).collect();
        counts.sort_unstable();
        Arc::new(thing_file(things, &words, &found.rows, counts.join("\n")))
    };
    let files: Vec<Arc<SearchFile>> = in_files(bits).par_iter().map(file).collect();
    let files = files.into_iter().enumerate().map(|(number, file)| (numbered(number, bits), file)).collect();
    let frequent: Vec<&str> = frequent.into_iter().map(|word| words.vocabulary.word(word)).collect();
    ThingIndex { keys: Some(KeyFiles { bits, frequent: frequent.join(" ") }), files }
}

/// Returns the average length of files of `keys` with all their rows, in bytes.
fn average_length(files: &[Vec<&KeyRows>], words: &AllWords<'_>) -> usize {
    let length = |keys: &Vec<&KeyRows>| {
        let mut rows: Vec<RowId> = keys.iter().flat_map(|found| &found.rows).copied().collect();
        rows.sort_unstable();
        rows.dedup();
        words.length(&rows)
    };
    files.par_iter().map(length).sum::<usize>() / files.len()
}

/// Returns the words of each thing.
fn all_words(things: &[ThingEntry]) -> AllWords<'_> {
    let mut vocabulary = Vocabulary::default();
    let mut details: Vec<&str> = Vec::new();
    let mut positions: FxHashMap<&str, usize> = FxHashMap::default();
    let row = |thing| {
        let words = words_of_thing(thing, &mut vocabulary);
        let position = |detail| {
            *positions.entry(detail).or_insert_with(|| {
                details.push(detail);
                details.len() - 1
            })
        };
        let detail = Some(thing.detail.as_str()).filter(|detail| !detail.is_empty()).map(position);
        RowWords { detail, ..words }
    };
    let rows = things.iter().map(row).collect();
    AllWords { vocabulary, rows, details }
}

fn words_of_thing<'t>(thing: &'t ThingEntry, vocabulary: &mut Vocabulary<'t>) -> RowWords {
    let ThingEntry { class, title, detail, date, address, other, awards, .. } = thing;
    let mut texts = vec![vocabulary.words_of(title), vocabulary.words_of(detail)];
    texts.extend(other.lines().map(|line| vocabulary.words_of(line)));
    let mut known: FxHashSet<WordId> = texts[..2].iter().flatten().copied().collect();
    let further = texts[2..].iter().flatten().filter(|word| known.insert(**word));
    let further = further.map(|word| vocabulary.word(*word)).collect::<Vec<_>>().join(" ");
    // Readers also find a decision by its number and its year.
    texts.extend(date.split('-').next().map(|year| vocabulary.words_of(year)));
    let address = short_address(address, title);
    let lengths = [title.len(), date.len(), address.len(), further.len(), awards.len() * 7];
    let bytes = 11 + lengths.into_iter().sum::<usize>();
    RowWords { texts, other: further, address, detail: None, bytes, class: *class }
}

/// Returns `address` with [`TITLE_IN_ADDRESS`] for the words of `title`, if it has them.
fn short_address(address: &str, title: &str) -> String {
    let address = address.replace(TITLE_IN_ADDRESS, "%7E");
    let slug = words(title).join("-");
    if slug.is_empty() { address } else { address.replacen(&slug, TITLE_IN_ADDRESS, 1) }
}

/// Returns the keys of the rarest words of each title that has frequent words only, and likewise of title and detail, and
/// of each further name.
///
/// Where there are very many things, only a collective has a key of title and detail, because its title can be that of
/// many, such as `Tổ 1`, and any other thing if too many have the same title. `frequent` has the rarest word first.
fn keys_of_rare_words(words: &AllWords<'_>, frequent: &[WordId]) -> Vec<KeyRows> {
    let ranks: FxHashMap<WordId, u32> = (0..).zip(frequent).map(|(rank, word)| (*word, rank)).collect();
    let rarest = |texts: &[Vec<WordId>]| -> Option<Vec<u32>> {
        let mut rarest: Vec<u32> =
            texts.iter().flatten().map(|word| ranks.get(word).copied()).collect::<Option<_>>()?;
        rarest.sort_unstable();
        rarest.dedup();
        (!rarest.is_empty()).then_some(rarest)
    };
    let titles: Vec<Option<Vec<u32>>> = words.rows.iter().map(|row| rarest(&row.texts[..1])).collect();
    let mut same: HashMap<&[u32], usize> = HashMap::new();
    for title in titles.iter().flatten() {
        *same.entry(title).or_default() += 1;
    }
    let mut sets: Vec<RareWords> = Vec::new();
    for (row, (words, title)) in (0..).zip(words.rows.iter().zip(&titles)) {
        let is_one_of_many = title.as_deref().is_some_and(|title| same[title] > MAX_ROWS);
        if is_one_of_many || titles.len() <= MANY_THINGS || words.class == ThingClass::Collective {
            let whole = rarest(&words.texts[..2]).filter(|whole| Some(whole) != title.as_ref());
            sets.extend(whole.map(|ranks| RareWords { ranks, row }));
        }
        let others = words.texts[2..].iter().filter(|_| !words.other.is_empty());
        sets.extend(others.filter_map(|text| rarest(from_ref(text))).map(|ranks| RareWords { ranks, row }));
        sets.extend(title.clone().map(|ranks| RareWords { ranks, row }));
    }
    let key = |found: RareKey| {
        let text: Vec<&str> =
            found.ranks.iter().map(|rank| words.vocabulary.word(frequent[*rank as usize])).collect();
        let text = text.join("+");
        KeyRows { hash: fnv1a(&text), text, rows: found.rows, certain: found.certain, count: found.count }
    };
    rare_keys(sets, MAX_ROWS).into_iter().map(key).collect()
}

/// Returns each word and each pair of frequent neighbours with its rows, those with the key in the title first.
fn key_rows(all: &AllWords<'_>, is_frequent: impl Fn(WordId) -> bool + Sync) -> Vec<KeyRows> {
    let vocabulary = &all.vocabulary;
    let of_row = |(row, words): (usize, &RowWords)| {
        let row = RowId::try_from(row).expect("a site has fewer than 2^32 things");
        let keys = words.keys(vocabulary, &is_frequent).into_iter();
        keys.map(move |(key, place)| (key, place, row))
    };
    let mut found: Vec<(Key, KeyPlace, RowId)> =
        all.rows.par_iter().enumerate().flat_map_iter(of_row).collect();
    found.par_sort_unstable();
    let group = |group: &[(Key, KeyPlace, RowId)]| {
        let key = group[0].0;
        let mut known = FxHashSet::default();
        let mut rows: Vec<(KeyPlace, RowId)> = group.iter().map(|(_, place, row)| (*place, *row)).collect();
        rows.retain(|(_, row)| known.insert(*row));
        if rows.len() > MAX_ROWS {
            rows.retain(|(place, _)| *place != KeyPlace::Minor);
        }
        let is_certain = key.as_word().is_some_and(|word| !is_frequent(word));
        let count = rows.len();
        let rows: Vec<RowId> = rows.into_iter().take(MAX_ROWS).map(|(_, row)| row).collect();
        let text = if is_certain { String::new() } else { vocabulary.text(key) };
        KeyRows { text, hash: vocabulary.hash(key), certain: if is_certain { count } else { 0 }, rows, count }
    };
    found.par_chunk_by(|(one, ..), (other, ..)| one == other).map(group).collect()
}

/// Returns the file of `rows`, which are in the order of results.
fn thing_file(things: &[ThingEntry], words: &AllWords<'_>, rows: &[RowId], counts: String) -> SearchFile {
    let entries = || rows.iter().map(|row| (&things[*row as usize], &words.rows[*row as usize]));
    let titles = award_titles(entries().flat_map(|(thing, _)| &thing.awards));
    let mut details: Vec<Cow<'_, str>> = Vec::new();
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    let mut lines = String::new();
    for (thing, row) in entries() {
        if !lines.is_empty() {
            lines.push('\n');
        }
        _ = write!(lines, "{}\t{}\t", &thing.class.word()[..1], cell(&thing.title));
        if let Some(detail) = row.detail {
            let number = *numbers.entry(detail).or_insert_with(|| {
                details.push(cell(words.details[detail]));
                details.len() - 1
            });
            _ = write!(lines, "{number}");
        }
        _ = write!(lines, "\t{}\t", thing.date);
        write_awards(&thing.awards, &titles, &mut lines);
        _ = write!(lines, "\t{}", row.address);
        if !row.other.is_empty() {
            _ = write!(lines, "\t{}", row.other);
        }
    }
    let sections = vec![
        SearchSection::Titles(titles),
        SearchSection::Lines(details.join("\n")),
        SearchSection::Lines(counts),
        SearchSection::Lines(lines),
    ];
    SearchFile { sections }
}
