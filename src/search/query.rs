//! What is searched for: words as people type them, and filters.

use std::collections::HashSet;

use crate::model::lineage::Lineage;
use crate::model::registry::{KindId, UnitId};
use crate::model::site::Site;
use crate::search::entry::{EntryAward, ThingClass};
use crate::search::form_of_address::without_form_of_address;
use crate::search::marks::{MarkedWord, marked_words, written_out};
use crate::search::quote::{self, TypedDay};
use crate::search::words::has_digit;
use crate::text::nfc;

/// Maximum number of words of a query that are looked at.
const MAX_WORDS: usize = 40;

/// The numbers that are years.
const YEARS: std::ops::RangeInclusive<i16> = 1945..=2100;

/// A query as it was typed.
#[derive(Clone, Debug)]
pub struct Query {
    /// The words, in the order typed.
    pub words: Vec<QueryWord>,
    /// The day on which a decision was signed, typed beside its number.
    pub day: Option<TypedDay>,
    /// Whether a word was typed with marks.
    pub has_marks: bool,
    text: String,
}

/// A word as it was typed, with what it can mean.
#[derive(Clone, Debug)]
pub struct QueryWord {
    /// The word as typed.
    pub typed: MarkedWord,
    /// The words that it means: itself, unless it is an abbreviation.
    pub long: Vec<MarkedWord>,
    /// The year, for a number beside other words.
    pub year: Option<i16>,
    /// Whether more letters of the word may follow.
    pub may_be_half: bool,
    /// Whether it is a single letter beside other words.
    pub is_initial: bool,
}

impl Query {
    /// Reads `text` as it was typed.
    ///
    /// The last word may be half-typed, unless a space follows, or it has a digit, or it is the only word and has no vowel:
    /// the index cannot find the file of such a word.
    pub fn parse(text: &str) -> Query {
        let mut typed = marked_words(text);
        typed.truncate(MAX_WORDS);
        let day = if quote::has_decision_number(&typed) { quote::take_day(&mut typed) } else { None };
        let year = |word: &MarkedWord| word.folded.parse().ok().filter(|year| is_year(&word.folded, *year));
        let years: Vec<Option<i16>> = typed.iter().map(year).collect();
        let others = years.iter().filter(|year| year.is_none()).count();
        let is_single = if others == 0 { typed.len() == 1 } else { others == 1 };
        let is_open = !text.ends_with(char::is_whitespace);
        let last = typed.len().saturating_sub(1);
        let word = |(at, (typed, year)): (usize, (MarkedWord, Option<i16>))| {
            let long = written_out(typed.clone());
            let is_short_form = is_short_form(&typed, &long);
            let has_digit = has_digit(&typed.folded);
            let is_findable = !is_single || has_vowel(&typed.folded);
            QueryWord {
                year: year.filter(|_| others > 0),
                may_be_half: at == last && is_open && is_findable && !has_digit && !is_short_form,
                is_initial: !is_single && !has_digit && typed.folded.chars().count() == 1,
                typed,
                long,
            }
        };
        let words: Vec<QueryWord> = typed.into_iter().zip(years).enumerate().map(word).collect();
        // The marks of an abbreviation say nothing about how the other words were typed.
        let has_marks =
            words.iter().any(|word| word.typed.has_marks() && !is_short_form(&word.typed, &word.long));
        Query { words, day, has_marks, text: text.to_owned() }
    }

    /// Returns the query without the form of address before a name, if it begins with one.
    pub fn without_form_of_address(&self) -> Option<Query> {
        without_form_of_address(&self.text).map(|text| Query::parse(&text))
    }

    /// Returns the query with single letters joined with the words behind them, if it has any: `h'bia` for `h bia`, as the
    /// name `H'Bia` is one word.
    pub fn with_joined_letters(&self) -> Option<Query> {
        let is_letter = |word: &str| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        };
        let small = nfc(&self.text).to_lowercase();
        let mut joined = String::with_capacity(small.len());
        let words = small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut has_joined = false;
        let mut before = "";
        for word in words {
            let joins = is_letter(before) && !is_letter(word) && word.starts_with(char::is_alphabetic);
            has_joined |= joins;
            joined.push_str(if joins || joined.is_empty() { "" } else { " " });
            joined.push_str(word);
            before = word;
        }
        joined.push_str(if small.ends_with(char::is_whitespace) { " " } else { "" });
        has_joined.then(|| Query::parse(&joined))
    }

    /// Returns the years that were typed beside other words.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.words.iter().filter_map(|word| word.year)
    }
}

fn is_year(word: &str, year: i16) -> bool {
    word.len() == 4 && YEARS.contains(&year)
}

/// Returns whether the index knows the file of a half-typed `word`: it has a vowel after its first consonants.
fn has_vowel(word: &str) -> bool {
    let rest =
        word.trim_start_matches(|letter: char| letter.is_ascii_lowercase() && !"aeiouy".contains(letter));
    rest.starts_with(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// What a result is: the search page has a heading for each class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultClass {
    /// People and households.
    Person,
    /// Things of one class.
    Thing(ThingClass),
    /// News and other texts below `content/articles/`.
    Article,
}

impl ResultClass {
    /// Each class with its word in the address of a search.
    pub const WORDS: &[(&str, ResultClass)] = &[
        ("nguoi", ResultClass::Person),
        ("tap-the", ResultClass::Thing(ThingClass::Collective)),
        ("don-vi", ResultClass::Thing(ThingClass::Unit)),
        ("quyet-dinh", ResultClass::Thing(ThingClass::Decision)),
        ("danh-hieu", ResultClass::Thing(ThingClass::Kind)),
        ("phong-trao", ResultClass::Thing(ThingClass::Movement)),
        ("bang-vang", ResultClass::Thing(ThingClass::Roll)),
        ("bai-viet", ResultClass::Article),
        ("trang", ResultClass::Thing(ThingClass::Page)),
    ];

    /// Returns the word in the address of a search.
    pub fn word(self) -> &'static str {
        ResultClass::WORDS.iter().find(|(_, class)| *class == self).map_or("", |(word, _)| word)
    }
}

/// Limits of a search.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filters {
    /// Only results of this class.
    pub class: Option<ResultClass>,
    /// Only awards, decisions, movements, rolls and articles of this year.
    pub year: Option<i16>,
    /// Only people of this unit, its predecessors and successors.
    pub unit: Option<UnitId>,
    /// Only awards of this kind.
    pub kind: Option<KindId>,
}

/// The filters of a search together with the years of its query.
pub struct Limits<'q> {
    filters: &'q Filters,
    years: Vec<i16>,
    units: Option<HashSet<UnitId>>,
}

impl<'q> Limits<'q> {
    /// Joins `filters` with the years of `query`.
    pub fn new(site: &Site, query: &Query, filters: &'q Filters) -> Limits<'q> {
        let units = filters.unit.map(|unit| {
            let lineage = Lineage::new(&site.units);
            let others = lineage.descendants(unit).into_iter().chain(lineage.ancestors(unit));
            others.chain([unit]).collect()
        });
        Limits { filters, years: query.years().collect(), units }
    }

    /// Returns whether results of this class are wanted.
    pub fn wants(&self, class: ResultClass) -> bool {
        self.filters.class.is_none_or(|wanted| wanted == class)
    }

    /// Returns whether people with these units are wanted.
    pub fn has_unit(&self, mut of_person: impl Iterator<Item = UnitId>) -> bool {
        self.units.as_ref().is_none_or(|units| of_person.any(|unit| units.contains(&unit)))
    }

    /// Returns whether an award of a person is wanted. Only for people, a year that was typed is a filter.
    pub fn has_award_of_person(&self, award: &EntryAward) -> bool {
        (self.years.is_empty() || self.years.contains(&award.year)) && self.has_award(award)
    }

    /// Returns whether an award passes the filters of year and kind.
    pub fn has_award(&self, award: &EntryAward) -> bool {
        self.filters.year.is_none_or(|year| award.year == year)
            && self.filters.kind.is_none_or(|kind| award.kind == kind)
    }

    /// Returns whether a result of `year` is wanted that has neither awards nor a unit.
    pub fn has_year(&self, year: Option<i16>) -> bool {
        let filters = self.filters;
        let has_year = filters.year.is_none_or(|wanted| year == Some(wanted));
        has_year && filters.kind.is_none() && filters.unit.is_none()
    }

    /// Returns whether a collective with `awards` is wanted.
    pub fn has_collective(&self, awards: &[EntryAward]) -> bool {
        let limits_awards = self.filters.year.is_some() || self.filters.kind.is_some();
        let has_award = || awards.iter().any(|award| self.has_award(award));
        self.filters.unit.is_none() && (!limits_awards || has_award())
    }
}

/// Returns true if a `typed` word is an abbreviation of the words `long`.
fn is_short_form(typed: &MarkedWord, long: &[MarkedWord]) -> bool {
    long.iter().map(|word| &word.folded).ne([&typed.folded])
}

#[cfg(test)]
mod tests {
    use super::Query;

    /// Years, initials, abbreviations and half-typed words are recognised beside other words.
    #[test]
    fn words_are_recognised() {
        let words = |text: &str| -> Vec<String> {
            let query = Query::parse(text);
            let word = |word: &super::QueryWord| {
                let half = if word.may_be_half { "…" } else { "" };
                let initial = if word.is_initial { "." } else { "" };
                let year = word.year.map_or_else(String::new, |year| format!("={year}"));
                format!("{}{initial}{half}{year}", word.typed.folded)
            };
            query.words.iter().map(word).collect()
        };
        assert_eq!(words("Trần t.H.ma"), ["tran", "t.", "h.", "ma…"]);
        assert_eq!(words("mai "), ["mai"]);
        assert_eq!(words("mai 2023"), ["mai", "2023=2023"]);
        assert_eq!(words("2023"), ["2023"]);
        assert_eq!(words("2022 2023"), ["2022", "2023"]);
        assert_eq!(words("mai 1944 2101 02023"), ["mai", "1944", "2101", "02023"]);
        assert_eq!(words("27/qđ"), ["27", "qd…"]);
        assert_eq!(words("27"), ["27"]);
        assert_eq!(words("t"), ["t"]);
        assert_eq!(words("a"), ["a…"]);
        assert_eq!(words("th"), ["th"]);
        assert_eq!(words("may cdcs"), ["may", "cdcs"]);
        assert_eq!(Query::parse("cdcs").words[0].long.len(), 4);
        assert_eq!(words(&"a ".repeat(10_000)).len(), 40);
    }
}
