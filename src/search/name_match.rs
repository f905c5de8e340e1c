//! Matches the words of a query with the words of a name and of a unit.

use crate::search::marks::MarkedWord;
use crate::search::query::QueryWord;
use crate::search::slip::is_slip;

/// Maximum number of steps to assign the words of a query to a name; more are needed only for names that repeat a word
/// again and again.
const MAX_STEPS: u32 = 5000;

/// How well a query matches a person; the smallest is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonMatch {
    /// The number of words found only in the unit.
    in_unit: u32,
    /// The differences of marks.
    differences: u32,
    /// Whether the last word is only the beginning of the word found.
    is_half: bool,
    order: WordOrder,
}

/// The places in a name of the words found there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum WordOrder {
    /// They are the whole name.
    Whole,
    /// They are the end of the name.
    End,
    /// They are in the order of the name.
    Ascending,
    /// They are in another order.
    Any,
}

/// Words of a query that are compared with names.
pub struct NameQuery<'q> {
    words: Vec<&'q QueryWord>,
    has_marks: bool,
}

/// Whether a word of a query may differ from the name by a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slips {
    /// No word may.
    None,
    /// Exactly one word does.
    One,
}

/// How a word of a query can be assigned to a word of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Whole,
    Half,
    Slip,
}

impl<'q> NameQuery<'q> {
    /// Creates the comparison of `words`, which has no years; `has_marks` says whether any word of the query has marks.
    pub fn new(words: Vec<&'q QueryWord>, has_marks: bool) -> NameQuery<'q> {
        NameQuery { words, has_marks }
    }

    /// Returns whether a person may match whose `name` has these folded words, with a space between two; `unit` has the
    /// folded words of the unit, with abbreviations written out.
    pub fn may_match(&self, name: &str, unit: &[String], slips: Slips) -> bool {
        let mut in_name = false;
        let mut slips_left = u32::from(slips == Slips::One);
        for word in &self.words {
            if name.split(' ').any(|found| word.exact_fit(found).is_some()) {
                in_name = true;
            } else if word.unit_fit(unit).is_none() {
                if slips_left == 0 || !name.split(' ').any(|found| is_slip(&word.typed.folded, found)) {
                    return false;
                }
                slips_left -= 1;
                in_name = true;
            }
        }
        in_name
    }

    /// Returns the best match with `name`; `None` when a word is found neither there nor in `unit`, or no word in the name.
    pub fn best_match(&self, name: &[MarkedWord], unit: &[String], slips: Slips) -> Option<PersonMatch> {
        let mut search = Assignment {
            query: self,
            name,
            unit,
            is_used: vec![false; name.len()],
            places: Vec::with_capacity(self.words.len()),
            steps_left: MAX_STEPS,
            best: None,
        };
        let start = PersonMatch { in_unit: 0, differences: 0, is_half: false, order: WordOrder::Whole };
        search.assign(0, start, slips);
        search.best
    }
}

impl QueryWord {
    /// Returns how the word fits a folded word of a name without a slip.
    fn exact_fit(&self, found: &str) -> Option<Fit> {
        let typed = &*self.typed.folded;
        if typed == found {
            Some(Fit::Whole)
        } else {
            ((self.may_be_half || self.is_initial) && found.starts_with(typed)).then_some(Fit::Half)
        }
    }

    /// Returns how the word is found among the words of a unit. An initial is never searched there.
    fn unit_fit(&self, unit: &[String]) -> Option<Fit> {
        if self.is_initial {
            return None;
        }
        if self.long.iter().all(|word| unit.contains(&word.folded)) {
            return Some(Fit::Whole);
        }
        let begins = |word: &String| word.starts_with(&self.typed.folded);
        (self.may_be_half && unit.iter().any(begins)).then_some(Fit::Half)
    }
}

/// The search for the best assignment of the words of a query to the words of a name.
struct Assignment<'a> {
    query: &'a NameQuery<'a>,
    name: &'a [MarkedWord],
    unit: &'a [String],
    is_used: Vec<bool>,
    /// For each word of the query so far its place in the name; absent for one found in the unit.
    places: Vec<Option<usize>>,
    steps_left: u32,
    best: Option<PersonMatch>,
}

impl Assignment<'_> {
    /// Assigns the words of the query from `at` on; `so_far` is the match of those before.
    fn assign(&mut self, at: usize, so_far: PersonMatch, slips: Slips) {
        if self.steps_left == 0 {
            return;
        }
        self.steps_left -= 1;
        let Some(word) = self.query.words.get(at).copied() else {
            self.finish(so_far, slips);
            return;
        };
        let is_last = at + 1 == self.query.words.len();
        for place in 0..self.name.len() {
            if self.is_used[place] {
                continue;
            }
            let found = &self.name[place];
            let may_slip = slips == Slips::One && !word.is_initial;
            let slip = || (may_slip && is_slip(&word.typed.folded, &found.folded)).then_some(Fit::Slip);
            let Some(fit) = word.exact_fit(&found.folded).or_else(slip) else { continue };
            let is_half = fit == Fit::Half;
            let differences = match fit {
                Fit::Slip => 0,
                _ => word.typed.differences(found, is_half, self.query.has_marks),
            };
            let next = PersonMatch {
                differences: so_far.differences + differences,
                is_half: so_far.is_half || is_last && is_half,
                ..so_far
            };
            self.is_used[place] = true;
            self.places.push(Some(place));
            self.assign(at + 1, next, if fit == Fit::Slip { Slips::None } else { slips });
            self.places.pop();
            self.is_used[place] = false;
        }
        if let Some(fit) = word.unit_fit(self.unit) {
            let is_half = so_far.is_half || is_last && fit == Fit::Half;
            self.places.push(None);
            self.assign(at + 1, PersonMatch { in_unit: so_far.in_unit + 1, is_half, ..so_far }, slips);
            self.places.pop();
        }
    }

    /// Compares a complete assignment with the best one; `slips` that are left make it invalid.
    fn finish(&mut self, found: PersonMatch, slips: Slips) {
        let places: Vec<usize> = self.places.iter().copied().flatten().collect();
        if places.is_empty() || slips == Slips::One {
            return;
        }
        let order = if !places.is_sorted() {
            WordOrder::Any
        } else if places.len() == self.name.len() {
            WordOrder::Whole
        } else if places[0] + places.len() == self.name.len() {
            WordOrder::End
        } else {
            WordOrder::Ascending
        };
        let found = PersonMatch { order, ..found };
        if self.best.is_none_or(|best| found < best) {
            self.best = Some(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NameQuery, Slips, WordOrder};
    use crate::search::marks::marked_words;
    use crate::search::query::Query;
    use crate::search::words;

    fn best(query: &str, name: &str, unit: &str, slips: Slips) -> Option<(u32, u32, bool, WordOrder)> {
        let query = Query::parse(query);
        let words_of_query = query.words.iter().filter(|word| word.year.is_none()).collect();
        let names = NameQuery::new(words_of_query, query.has_marks);
        let unit = words(unit);
        let found = names.best_match(&marked_words(name), &unit, slips);
        let may = names.may_match(&words(name).join(" "), &unit, slips);
        assert!(may || found.is_none(), "{name} is left out too early");
        found.map(|found| (found.in_unit, found.differences, found.is_half, found.order))
    }

    /// Every word is assigned to another word of the name, in the best of all ways.
    #[test]
    fn each_word_is_used_once() {
        let end = |query: &str, name: &str| best(query, name, "", Slips::None);
        assert_eq!(end("nguyen nguyên", "Nguyễn Nguyên"), Some((0, 1, false, WordOrder::Whole)));
        assert_eq!(end("nguyên nguyễn", "Nguyễn Nguyên"), Some((0, 0, false, WordOrder::Any)));
        assert_eq!(end("mai mai", "Trần Mai"), None);
        assert_eq!(best("mai mai", "Trần Mai", "Xuân Mai", Slips::None), Some((1, 0, false, WordOrder::End)));
        assert_eq!(end("t t mai", "Trần Thị Mai"), Some((0, 0, false, WordOrder::Whole)));
        assert_eq!(end("t t t mai", "Trần Thị Mai"), None);
        assert_eq!(end("nguyen a", "Nguyễn Ánh A"), Some((0, 0, false, WordOrder::Ascending)));
    }

    /// At least one word is in the name, and an initial is never searched in the unit.
    #[test]
    fn the_unit_only_adds() {
        assert_eq!(best("bien xanh", "Trần Mai", "Biển Xanh", Slips::None), None);
        assert_eq!(best("mai b", "Trần Mai", "Biển Xanh", Slips::None), None);
        assert_eq!(best("mai bi", "Trần Mai", "Biển Xanh", Slips::None), Some((1, 0, true, WordOrder::End)));
    }

    /// Exactly one word has a slip.
    #[test]
    fn one_word_has_a_slip() {
        assert_eq!(best("tran mia", "Trần Mai", "", Slips::None), None);
        assert_eq!(best("tran mia", "Trần Mai", "", Slips::One), Some((0, 0, false, WordOrder::Whole)));
        assert_eq!(best("trna mia", "Trần Mai", "", Slips::One), None);
        assert_eq!(best("tran mai", "Trần Mai", "", Slips::One), None);
    }

    /// A name that repeats one word a thousand times is compared in bounded time.
    #[test]
    fn repeated_words_are_bounded() {
        let name = "a ".repeat(1000);
        let query = "a ".repeat(30);
        assert!(best(&query, &name, "", Slips::None).is_some());
    }
}
