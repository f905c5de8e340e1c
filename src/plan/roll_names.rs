//! The index of the names on a roll.

use rustc_hash::FxHashMap;

use crate::model::award::RecipientKind;
use crate::model::site::{AwardId, AwardRef, Site};
use crate::text::{self, Collator, NameOrder};

/// Minimum number of names for which a roll has an index of names.
const MIN_NAMES: usize = 20;

/// The names on a roll in alphabetical order, each with its award.
#[derive(Clone, Debug, Default)]
pub struct RollNames {
    /// The awards with a visible name: of people and families, then of units and teams, each by name in Vietnamese
    /// order. Empty if the roll is too short for an index.
    pub awards: Vec<AwardId>,
    /// The position of each of these awards on the roll.
    pub positions: Vec<usize>,
    /// The letters of the index, in order.
    pub letters: Vec<NameLetter>,
}

/// The names with one letter in an index.
#[derive(Clone, Copy, Debug)]
pub struct NameLetter {
    /// The first letter of the word by which rolls sort the name, without its tone, `#` if that is no letter; absent for
    /// units and teams. No two entries of an index have the same letter.
    pub letter: Option<char>,
    /// The position of the first of these names in the index.
    pub start: usize,
    /// The number of these names.
    pub count: usize,
}

impl RollNames {
    /// Collects the names of the awards of a roll, which are in the order of the roll.
    pub fn of(site: &Site, on_roll: &[AwardId]) -> RollNames {
        let awards = on_roll.iter().zip(0..).map(|(id, position)| (site.award(*id), position));
        let named: Vec<(AwardRef<'_>, usize)> = awards.filter(|(award, _)| award.names_recipient()).collect();
        if named.len() < MIN_NAMES {
            return RollNames::default();
        }
        let ranks = LetterRanks::of(named.iter().filter_map(|(award, _)| letter(site, *award)));
        let place = |(found, position): &(AwardRef<'_>, usize)| {
            let letter = letter(site, *found);
            (
                letter.map_or(usize::MAX, |letter| ranks.rank(letter)),
                &site.awards[found.id].name_key,
                found.id,
                letter,
                *position,
            )
        };
        let mut places: Vec<_> = named.iter().map(place).collect();
        places.sort_unstable();
        let mut names = RollNames::default();
        for (start, (_, _, id, letter, position)) in places.into_iter().enumerate() {
            names.awards.push(id);
            names.positions.push(position);
            match names.letters.last_mut() {
                Some(last) if last.letter == letter => last.count += 1,
                _ => names.letters.push(NameLetter { letter, start, count: 1 }),
            }
        }
        names
    }
}

/// The rank of each letter of an index in Vietnamese order. Names alone would not keep a letter together: their order
/// ignores foreign marks, so that Ø would be among the names with O.
pub struct LetterRanks(FxHashMap<char, usize>);

impl LetterRanks {
    /// Ranks `letters`, which may repeat.
    pub fn of(letters: impl Iterator<Item = char>) -> LetterRanks {
        let collator = Collator::new();
        let mut letters: Vec<char> = letters.collect();
        letters.sort_unstable();
        letters.dedup();
        letters.sort_by_cached_key(|letter| collator.key(letter.encode_utf8(&mut [0; 4])));
        LetterRanks(letters.into_iter().zip(0..).collect())
    }

    /// Returns the rank of one of these letters, from 0.
    pub fn rank(&self, letter: char) -> usize {
        self.0[&letter]
    }
}

/// Returns [`NameLetter::letter`] of an award.
fn letter(site: &Site, AwardRef { record, .. }: AwardRef<'_>) -> Option<char> {
    let words = text::indexed_words(record.name.as_ref().map_or("", |name| &*name.value));
    let word = match record.to.value {
        RecipientKind::Collective => return None,
        RecipientKind::Individual if site.settings.rolls.order == NameOrder::GivenFirst => words.last(),
        RecipientKind::Individual | RecipientKind::Household => words.first(),
    };
    Some(word.and_then(|word| text::alphabet_letter(word)).unwrap_or('#'))
}
