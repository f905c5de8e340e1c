//! The index files of articles: postings, which list the articles with a word or a pair of words, and blocks, which have
//! what results show.
//!
//! Most Vietnamese words consist of two syllables, so the pairs of neighbouring words in a text are its keys; a word alone
//! is a key unless many articles have it. An article is known by its block and its row there. A block has articles of one
//! month, so a new article moves no article of another month.

use std::cmp::Reverse;
use std::fmt::Write;
use std::sync::Arc;

use rayon::prelude::*;

use crate::search::entry::ArticleEntry;
use crate::search::file::{KeyFiles, SearchFile, SearchSection, cell, numbered};
use crate::search::keys::{Key, Vocabulary, WordId};

/// Maximum number of articles in a block.
const MAX_BLOCK_ROWS: usize = 20;
/// Maximum number of articles with a key in the title, and of further articles with it, that the index lists.
const MAX_LISTED: usize = 200;
/// Number of articles below which no word is frequent.
const MIN_ARTICLES: usize = 500;
/// A word is frequent if more than one of this number of articles has it.
const FREQUENT_SHARE: usize = 50;
/// Intended average length of a file of postings, in bytes.
const POSTING_FILE_BYTES: usize = 8 << 10;
/// Maximum binary logarithm of the number of files of postings.
const MAX_BITS: u32 = 12;

/// The index files of the articles of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleIndex {
    /// The number of files of postings, and the words that are no keys alone; absent when there are no articles.
    pub keys: Option<KeyFiles>,
    /// Each file with its name, without folder and extension: the postings by number, then the blocks by month.
    ///
    /// A line of postings is a key, the number of its articles, those with the key in the title, and the others. A line
    /// of a block is an article: title, address, day, lead.
    pub files: Vec<(String, Arc<SearchFile>)>,
}

/// The position of an article among all entries.
type RowId = u32;

/// An article with a key: later articles sort first, and the title before other texts.
type Occurrence = (Key, Reverse<RowId>, IsOutsideTitle);
type IsOutsideTitle = bool;

/// Returns the index of `articles`, which are sorted by day and then by address.
pub fn article_index(articles: &[ArticleEntry]) -> ArticleIndex {
    if articles.is_empty() {
        return ArticleIndex::default();
    }
    let blocks = blocks(articles);
    let (vocabulary, texts) = article_words(articles);
    let counts = vocabulary.counts(&texts);
    let is_frequent = |word: WordId| is_frequent(counts[word as usize], articles.len());
    let found = occurrences(&texts, is_frequent);
    let places = places(&blocks);
    let line = |found: &[Occurrence]| {
        let key = found[0].0;
        (vocabulary.hash(key), posting(&vocabulary.text(key), found, &places))
    };
    let lines: Vec<(u32, String)> = found.par_chunk_by(|one, other| one.0 == other.0).map(line).collect();
    let total: usize = lines.iter().map(|(_, line)| line.len()).sum();
    let bits = (0..MAX_BITS).find(|bits| total >> bits <= POSTING_FILE_BYTES).unwrap_or(MAX_BITS);
    let mut files: Vec<Vec<String>> = vec![Vec::new(); 1 << bits];
    for (hash, line) in lines {
        files[(hash & ((1 << bits) - 1)) as usize].push(line);
    }
    let postings = files.into_par_iter().enumerate().map(|(number, mut lines)| {
        lines.sort_unstable();
        (numbered(number, bits), file(&lines))
    });
    let mut files: Vec<(String, Arc<SearchFile>)> = postings.collect();
    files.par_extend(blocks.into_par_iter().map(|block| {
        let rows: Vec<String> = block.articles.iter().map(block_row).collect();
        (block.name, file(&rows))
    }));
    ArticleIndex { keys: Some(KeyFiles { bits, frequent: vocabulary.listed(is_frequent) }), files }
}

fn file(lines: &[String]) -> Arc<SearchFile> {
    Arc::new(SearchFile { sections: vec![SearchSection::Lines(lines.join("\n"))] })
}

/// Articles of one month that are one file.
struct Block<'a> {
    /// The month and the number of the block in it: `202302-0`.
    name: String,
    articles: &'a [ArticleEntry],
}

/// Divides articles into blocks, in the same order.
fn blocks(articles: &[ArticleEntry]) -> Vec<Block<'_>> {
    let month = |article: &ArticleEntry| (article.day.year(), article.day.month());
    let months = articles.chunk_by(|one, other| month(one) == month(other));
    let of_month = |articles| {
        let articles: &[ArticleEntry] = articles;
        let (year, month) = month(&articles[0]);
        let chunks = articles.chunks(MAX_BLOCK_ROWS).enumerate();
        chunks
            .map(move |(number, articles)| Block { name: format!("{year:04}{month:02}-{number}"), articles })
    };
    months.flat_map(of_month).collect()
}

/// Returns for each article the name of its block and its row there.
fn places<'b>(blocks: &'b [Block<'_>]) -> Vec<(&'b str, usize)> {
    let of_block = |block: &'b Block<'_>| (0..block.articles.len()).map(|row| (block.name.as_str(), row));
    blocks.iter().flat_map(of_block).collect()
}

fn block_row(article: &ArticleEntry) -> String {
    let (title, lead) = (cell(&article.title), cell(&article.lead));
    format!("{title}\t{}\t{}\t{lead}", article.address, article.day)
}

/// Returns the words of each text of each article; the first text is the title.
fn article_words(articles: &[ArticleEntry]) -> (Vocabulary<'_>, Vec<Vec<Vec<WordId>>>) {
    let mut vocabulary = Vocabulary::default();
    let mut texts = Vec::with_capacity(articles.len());
    for ArticleEntry { title, lead, fields, .. } in articles {
        let shown = [&**title, lead].into_iter().chain(fields.iter().map(|field| &**field));
        texts.push(shown.map(|text| vocabulary.words_of(text)).collect());
    }
    (vocabulary, texts)
}

/// Returns the articles of each key, key by key.
fn occurrences(texts: &[Vec<Vec<WordId>>], is_frequent: impl Fn(WordId) -> bool + Sync) -> Vec<Occurrence> {
    let of_text = |text: &[WordId]| {
        let words = text.iter().filter(|word| !is_frequent(**word)).map(|word| Key::word(*word));
        let pairs = text.windows(2).map(|pair| Key::pair(pair[0], pair[1]));
        words.chain(pairs).collect::<Vec<Key>>()
    };
    let of_article = |(row, texts): (usize, &Vec<Vec<WordId>>)| {
        let row = Reverse(RowId::try_from(row).expect("a site has fewer than 2^32 articles"));
        let texts = texts.iter().enumerate();
        let found =
            texts.flat_map(|(place, text)| of_text(text).into_iter().map(move |key| (key, row, place > 0)));
        found.collect::<Vec<Occurrence>>()
    };
    let mut found: Vec<Occurrence> = texts.par_iter().enumerate().flat_map_iter(of_article).collect();
    found.par_sort_unstable();
    // An article with a key in its title and elsewhere is listed for the title.
    found.dedup_by_key(|(key, row, _)| (*key, *row));
    found
}

/// Returns the line of a key: the key, the number of its articles, those with the key in the title, and the others.
fn posting(key: &str, found: &[Occurrence], places: &[(&str, usize)]) -> String {
    let rows = |outside: bool| {
        let rows = found.iter().filter(move |(.., is_outside)| *is_outside == outside);
        rows.take(MAX_LISTED).map(|(_, Reverse(row), _)| places[*row as usize])
    };
    let mut line = format!("{key}\t{}\t", found.len());
    push_list(&mut line, rows(false));
    line.push('\t');
    push_list(&mut line, rows(true));
    line
}

/// Appends articles: `202302-1:3,0;202302-0:17`, each block with its rows.
fn push_list<'b>(line: &mut String, places: impl Iterator<Item = (&'b str, usize)>) {
    let mut last = "";
    for (block, row) in places {
        if block == last {
            _ = write!(line, ",{row}");
        } else {
            let sign = if last.is_empty() { "" } else { ";" };
            _ = write!(line, "{sign}{block}:{row}");
        }
        last = block;
    }
}

/// Returns true if a word that `count` of `articles` have is no key alone.
pub(super) fn is_frequent(count: usize, articles: usize) -> bool {
    articles >= MIN_ARTICLES && count * FREQUENT_SHARE > articles
}
