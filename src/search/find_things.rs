//! Finds units, decisions and other things.

use rayon::prelude::*;

use crate::search::entry::{EntryAward, ThingClass, ThingEntry};
use crate::search::found::FoundThing;
use crate::search::marks::{MarkedWord, long_marked_words};
use crate::search::query::{Limits, Query, QueryWord, ResultClass};
use crate::search::short_forms::long_words;

/// The key that puts things in order; the smallest is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ThingKey {
    /// Whether a word is not in the title.
    is_partly_elsewhere: bool,
    /// The differences of marks of the words in the title.
    differences: u32,
    /// Whether it is no decision with the number that was typed first.
    has_other_number: bool,
    /// Whether the title does not begin with the first word.
    begins_otherwise: bool,
    /// The number of words of the title that were not typed.
    further_words: usize,
    /// The position among all things.
    position: usize,
}

/// Returns the things that have all words of `query` in their titles, details, further names or dates, in the order of
/// results.
pub fn find_things<'e>(things: &'e [ThingEntry], query: &Query, limits: &Limits<'_>) -> Vec<FoundThing<'e>> {
    if query.words.is_empty() {
        return Vec::new();
    }
    let found = things.par_iter().enumerate().filter_map(|(position, entry)| {
        if !limits.wants(ResultClass::Thing(entry.class)) {
            return None;
        }
        let awards = awards_within(entry, limits)?;
        let key = key(entry, query, position)?;
        Some((key, FoundThing { entry, is_in_title: !key.is_partly_elsewhere, awards }))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_unstable_by_key(|(key, _)| *key);
    found.into_iter().map(|(_, thing)| thing).collect()
}

/// Returns the awards of `entry` that pass the filters; `None` if the thing itself does not.
fn awards_within(entry: &ThingEntry, limits: &Limits<'_>) -> Option<Vec<EntryAward>> {
    let is_wanted = match entry.class {
        ThingClass::Collective => limits.has_collective(&entry.awards),
        _ => limits.has_year(year(entry).parse().ok()),
    };
    let awards = || entry.awards.iter().filter(|award| limits.has_award(award)).copied().collect();
    is_wanted.then(awards)
}

/// Returns the year of a thing as text; empty when it has no date.
fn year(entry: &ThingEntry) -> &str {
    entry.date.split('-').next().unwrap_or_default()
}

/// Returns the key of `entry`; `None` if a word of `query` is not found in it.
fn key(entry: &ThingEntry, query: &Query, position: usize) -> Option<ThingKey> {
    let title = long_words(&entry.title);
    let mut elsewhere: Option<Vec<String>> = None;
    let mut in_date = 0;
    let mut in_title: Vec<&QueryWord> = Vec::with_capacity(query.words.len());
    for word in &query.words {
        if is_found(word, &title) {
            in_title.push(word);
            continue;
        }
        if word.year.is_some() && word.typed.folded == year(entry) {
            in_date += 1;
            continue;
        }
        let elsewhere = elsewhere.get_or_insert_with(|| words_elsewhere(entry));
        let all = |parts: &[MarkedWord]| {
            parts.iter().all(|part| title.contains(&part.folded) || elsewhere.contains(&part.folded))
        };
        if !is_found(word, elsewhere) && !all(&word.long) {
            return None;
        }
    }
    let is_other_day = query.day.as_ref().is_some_and(|day| day.date != entry.date);
    if let Some(day) = query.day.as_ref().filter(|_| is_other_day) {
        let elsewhere = elsewhere.get_or_insert_with(|| words_elsewhere(entry));
        if !day.words.iter().all(|word| elsewhere.contains(word)) {
            return None;
        }
    }
    let marked = long_marked_words(&entry.title);
    let differences = in_title.iter().map(|word| differences(word, &marked, query.has_marks)).sum();
    let number = title.iter().find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    let is_number = number.is_some_and(|number| *number == query.words[0].typed.folded);
    let fits = |word: &QueryWord, found: &String| {
        word.long.iter().any(|part| part.folded == *found)
            || word.may_be_half && found.starts_with(&word.typed.folded)
    };
    let first = &query.words[0];
    let begins = title.first().is_some_and(|found| {
        first.long[0].folded == *found || first.may_be_half && found.starts_with(&first.typed.folded)
    });
    Some(ThingKey {
        is_partly_elsewhere: is_other_day || in_title.len() + in_date < query.words.len(),
        differences,
        has_other_number: entry.class != ThingClass::Decision || !is_number,
        begins_otherwise: !begins,
        further_words: title.iter().filter(|found| !query.words.iter().any(|word| fits(word, found))).count(),
        position,
    })
}

/// Returns the folded words by which a thing is found besides those of its title.
fn words_elsewhere(entry: &ThingEntry) -> Vec<String> {
    let mut words = long_words(&entry.detail);
    words.extend(long_words(&entry.other));
    words.extend((!entry.date.is_empty()).then(|| year(entry).to_owned()));
    words
}

/// Returns whether all words that `word` means are among `found`, or its beginning if it may be half-typed.
fn is_found(word: &QueryWord, found: &[String]) -> bool {
    let begins = |found: &String| found.starts_with(&word.typed.folded);
    word.long.iter().all(|part| found.contains(&part.folded)) || word.may_be_half && found.iter().any(begins)
}

/// Returns the differences of marks between `word` and the most similar words of a title.
fn differences(word: &QueryWord, title: &[MarkedWord], has_marks: bool) -> u32 {
    let least = |part: &MarkedWord| {
        let key = |found: &MarkedWord| {
            let is_half = found.folded != part.folded;
            let is_found = !is_half || word.may_be_half && found.folded.starts_with(&part.folded);
            is_found.then(|| (is_half, part.differences(found, is_half, has_marks)))
        };
        // A whole word counts before one that only begins with the letters typed.
        title.iter().filter_map(key).min().map_or(0, |(_, differences)| differences)
    };
    word.long.iter().map(least).sum()
}
