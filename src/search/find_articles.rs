//! Finds articles by pairs of neighbouring words.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::search::article_files::is_frequent;
use crate::search::entry::ArticleEntry;
use crate::search::query::{Limits, Query};
use crate::search::short_forms::long_words;

/// What articles are searched for.
enum ArticleQuery {
    /// One word, or words that begin with it.
    Word(String, IsHalf),
    /// Pairs of neighbouring words.
    Pairs(Vec<Pair>),
}

type IsHalf = bool;

/// Two neighbouring words; the second may be the beginning of one.
struct Pair {
    first: String,
    second: String,
    is_half: IsHalf,
}

/// How well an article matches; the smallest is best.
type ArticleKey = (Reverse<usize>, IsOutsideTitle, Reverse<usize>);
type IsOutsideTitle = bool;

/// Returns the articles that have at least half of the pairs of neighbouring words of `query`, in the order of results.
///
/// Articles with more pairs are first, then those with all of them in the title, then the newest. `articles` are in order
/// of their days.
pub fn find_articles<'e>(
    articles: &'e [ArticleEntry],
    query: &Query,
    limits: &Limits<'_>,
) -> Vec<&'e ArticleEntry> {
    let Some(query) = ArticleQuery::of(query) else { return Vec::new() };
    let frequent = match &query {
        ArticleQuery::Word(..) => frequent_words(articles),
        ArticleQuery::Pairs(_) => FxHashSet::default(),
    };
    let found = articles.par_iter().enumerate().filter_map(|(position, article)| {
        if !limits.has_year(Some(article.day.year())) {
            return None;
        }
        let (found, in_title) = query.count(article, &frequent);
        (found > 0).then_some(((Reverse(found), in_title < found, Reverse(position)), article))
    });
    let mut found: Vec<(ArticleKey, &ArticleEntry)> = found.collect();
    found.sort_unstable_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, article)| article).collect()
}

impl ArticleQuery {
    /// Returns what `query` searches for in articles; `None` without words.
    fn of(query: &Query) -> Option<ArticleQuery> {
        let is_half = query.words.last()?.may_be_half;
        let parts = query.words.iter().flat_map(|word| &word.long);
        let words: Vec<&String> = parts.map(|part| &part.folded).collect();
        if let [word] = words[..] {
            return Some(ArticleQuery::Word(word.clone(), is_half));
        }
        let last = words.len() - 2;
        let pair = |(at, pair): (usize, &[&String])| Pair {
            first: pair[0].clone(),
            second: pair[1].clone(),
            is_half: is_half && at == last,
        };
        Some(ArticleQuery::Pairs(words.windows(2).enumerate().map(pair).collect()))
    }

    /// Returns how many words or pairs are found in `article`, and how many of these in its title. Less than half of the
    /// pairs count as none.
    fn count(&self, article: &ArticleEntry, frequent: &FxHashSet<String>) -> (usize, usize) {
        let mut texts = texts(article).map(long_words);
        let title = texts.next().unwrap_or_default();
        let others: Vec<Vec<String>> = texts.collect();
        let has = |text: &[String], pair: &Pair| text.windows(2).any(|words| pair.is_at(words));
        match self {
            ArticleQuery::Word(word, is_half) => {
                let fits = |found: &String| {
                    let is_same = found == word || *is_half && found.starts_with(word.as_str());
                    is_same && !frequent.contains(found)
                };
                let in_title = title.iter().any(fits);
                let is_found = in_title || others.iter().flatten().any(fits);
                (usize::from(is_found), usize::from(in_title))
            }
            ArticleQuery::Pairs(pairs) => {
                let in_title = pairs.iter().filter(|pair| has(&title, pair)).count();
                let is_found = |pair: &&Pair| has(&title, pair) || others.iter().any(|text| has(text, pair));
                let found = pairs.iter().filter(is_found).count();
                if found * 2 < pairs.len() { (0, 0) } else { (found, in_title) }
            }
        }
    }
}

impl Pair {
    /// Returns whether two neighbouring words of a text are this pair.
    fn is_at(&self, words: &[String]) -> bool {
        words[0] == self.first
            && (words[1] == self.second || self.is_half && words[1].starts_with(&self.second))
    }
}

/// Returns the texts that find an article, the title first.
fn texts(article: &ArticleEntry) -> impl Iterator<Item = &str> {
    let fields = article.fields.iter().map(|field| &**field);
    [&*article.title, &*article.lead].into_iter().chain(fields)
}

/// Returns the words that more than 2 % of the articles have, which find no article alone; none on a small site.
fn frequent_words(articles: &[ArticleEntry]) -> FxHashSet<String> {
    let words = articles
        .par_iter()
        .map(|article| -> FxHashSet<String> { texts(article).flat_map(long_words).collect() });
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for word in words.collect::<Vec<_>>().into_iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    counts.retain(|_, count| is_frequent(*count, articles.len()));
    counts.into_keys().collect()
}
