//! The index of the names on a roll.

use crate::model::award::RecipientKind;
use crate::model::site::{AwardId, AwardRef, Site};
use crate::text::{self, NameOrder};

/// Minimum number of names for which a roll has an index of names.
const MIN_NAMES: usize = 20;

/// The names on a roll in alphabetical order, each with its award.
#[derive(Clone, Debug, Default)]
pub struct RollNames {
    /// The awards with a visible name: of people and families, then of units and teams, each by name in Vietnamese
    /// order. Empty if the roll is too short for an index.
    pub awards: Vec<AwardId>,
    /// The letters of the index, in order.
    pub letters: Vec<NameLetter>,
}

/// The names with one letter in an index.
#[derive(Clone, Copy, Debug)]
pub struct NameLetter {
    /// The first letter of the word by which rolls sort the name, without its tone, `#` if that is no letter; absent for
    /// units and teams.
    pub letter: Option<char>,
    /// The position of the first of these names in the index.
    pub start: usize,
    /// The number of these names.
    pub count: usize,
}

impl RollNames {
    /// Collects the names of `awards`.
    pub fn of(site: &Site, awards: &[AwardId]) -> RollNames {
        let awards = awards.iter().map(|id| site.award(*id));
        let named: Vec<AwardRef<'_>> = awards.filter(|award| award.names_recipient()).collect();
        if named.len() < MIN_NAMES {
            return RollNames::default();
        }
        let place = |found: &AwardRef<'_>| {
            let is_collective = found.record.to.value == RecipientKind::Collective;
            (is_collective, &site.awards[found.id].name_key, found.id)
        };
        let mut places: Vec<_> = named.iter().map(place).collect();
        places.sort_unstable();
        let awards: Vec<AwardId> = places.into_iter().map(|(_, _, id)| id).collect();
        let mut letters: Vec<NameLetter> = Vec::new();
        for (position, id) in awards.iter().enumerate() {
            let letter = letter(site, *id);
            match letters.last_mut() {
                Some(last) if last.letter == letter => last.count += 1,
                _ => letters.push(NameLetter { letter, start: position, count: 1 }),
            }
        }
        RollNames { awards, letters }
    }
}

/// Returns [`NameLetter::letter`] of an award.
fn letter(site: &Site, id: AwardId) -> Option<char> {
    let record = site.award(id).record;
    let mut words = record.name.as_ref().map_or("", |name| &*name.value).split_whitespace();
    let word = match record.to.value {
        RecipientKind::Collective => return None,
        RecipientKind::Individual if site.settings.rolls.order == NameOrder::GivenFirst => words.next_back(),
        RecipientKind::Individual | RecipientKind::Household => words.next(),
    };
    Some(word.and_then(text::alphabet_letter).unwrap_or('#'))
}
