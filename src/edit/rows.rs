//! Pairs the items of a list before and after an edit.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::edit::wanted::Wanted;

/// Where an item of a list after an edit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// No item before.
    New,
    /// It is or was the item at this position before; the order of all that are kept is the same.
    Kept(usize),
    /// It is or was the item at this position before, in another order than those that are kept.
    Moved(usize),
}

impl Origin {
    /// The position of an item that is kept.
    pub fn kept(self) -> Option<usize> {
        match self {
            Origin::Kept(at) => Some(at),
            Origin::New | Origin::Moved(_) => None,
        }
    }
}

/// For each of `new`, where it comes from among `old`.
pub(super) fn origins(old: &[Wanted], new: &[Wanted]) -> Vec<Origin> {
    let same = |pair: &(&Wanted, &Wanted)| pair.0 == pair.1;
    let start = old.iter().zip(new).take_while(same).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    let middle = middle_origins(&old[start..old_end], &new[start..new_end]);
    let middle = middle.into_iter().map(|origin| match origin {
        Origin::New => Origin::New,
        Origin::Kept(at) => Origin::Kept(start + at),
        Origin::Moved(at) => Origin::Moved(start + at),
    });
    (0..start).map(Origin::Kept).chain(middle).chain((old_end..old.len()).map(Origin::Kept)).collect()
}

/// The origins between the items that are the same at both ends.
fn middle_origins(old: &[Wanted], new: &[Wanted]) -> Vec<Origin> {
    let known = known_pairs(old, new);
    let mut origins = vec![Origin::New; new.len()];
    known.iter().for_each(|(at, old_at)| origins[*at] = Origin::Moved(*old_at));
    for (at, old_at) in increasing(&known) {
        origins[at] = Origin::Kept(old_at);
    }
    let moved: HashSet<usize> = known.iter().map(|(_, old_at)| *old_at).collect();
    // Between rows that are kept, a changed row is the one with the most values of it.
    let (mut new_start, mut old_start) = (0, 0);
    for at in 0..=new.len() {
        let (is_end, kept) = (at == new.len(), origins.get(at).copied().and_then(Origin::kept));
        if !is_end && kept.is_none() {
            continue;
        }
        let old_end = kept.unwrap_or(old.len());
        let old_gap: Vec<usize> = (old_start..old_end).filter(|at| !moved.contains(at)).collect();
        let new_gap: Vec<usize> = (new_start..at).filter(|at| origins[*at] == Origin::New).collect();
        for (at, old_at) in changed_pairs((old, &old_gap), (new, &new_gap)) {
            origins[at] = Origin::Kept(old_at);
        }
        (new_start, old_start) = (at + 1, old_end + 1);
    }
    origins
}

/// The positions of items after and before an edit that are certainly one: with the same values, else with the only row of
/// the same name.
fn known_pairs(old: &[Wanted], new: &[Wanted]) -> Vec<(usize, usize)> {
    let mut waiting: HashMap<&Wanted, VecDeque<usize>> = HashMap::new();
    for (at, row) in old.iter().enumerate() {
        waiting.entry(row).or_default().push_back(at);
    }
    let equal = |(at, row): (usize, &Wanted)| Some((at, waiting.get_mut(row)?.pop_front()?));
    let mut pairs: Vec<(usize, usize)> = new.iter().enumerate().filter_map(equal).collect();
    let left: HashSet<usize> = waiting.into_values().flatten().collect();
    let paired: HashSet<usize> = pairs.iter().map(|(at, _)| *at).collect();
    let before = by_identity(old, |at| left.contains(&at));
    let after = by_identity(new, |at| !paired.contains(&at));
    let is_one = |positions: &Vec<usize>| (positions.len() == 1).then(|| positions[0]);
    let named = after.iter().filter_map(|(key, at)| Some((is_one(at)?, is_one(before.get(key)?)?)));
    pairs.extend(named);
    pairs.sort_unstable();
    pairs
}

/// The positions of the chosen mappings of `rows` by what names them: their id, name, person or unit.
fn by_identity(rows: &[Wanted], is_chosen: impl Fn(usize) -> bool) -> HashMap<(&str, &Wanted), Vec<usize>> {
    let mut found: HashMap<(&str, &Wanted), Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(at, _)| is_chosen(*at)) {
        let names = ["id", "name", "person", "unit"];
        if let Some(identity) = names.into_iter().find_map(|key| Some((key, row.value(key)?))) {
            found.entry(identity).or_default().push(at);
        }
    }
    found
}

/// The longest part of `pairs` (in order of the first) in which the second rises too.
fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let place = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before[at] = place.checked_sub(1).map(|place| ends[place]);
        if place == ends.len() {
            ends.push(at);
        } else {
            ends[place] = at;
        }
    }
    let mut found = Vec::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        found.push(pairs[at]);
        next = before[at];
    }
    found.reverse();
    found
}

/// Pairs the changed rows of a gap, given by their positions, in order: each with the next old row that shares most of its
/// values, or, if there are as many old rows as new ones, with the one at its place.
fn changed_pairs(
    (old, old_gap): (&[Wanted], &[usize]),
    (new, new_gap): (&[Wanted], &[usize]),
) -> Vec<(usize, usize)> {
    if old_gap.len() == new_gap.len() {
        return new_gap.iter().copied().zip(old_gap.iter().copied()).collect();
    }
    let mut pairs = Vec::new();
    let mut from = 0;
    for &at in new_gap {
        let found = old_gap.iter().skip(from).position(|old_at| are_alike(&old[*old_at], &new[at]));
        if let Some(behind) = found {
            pairs.push((at, old_gap[from + behind]));
            from += behind + 1;
        }
    }
    pairs
}

/// Whether two rows are one row before and after an edit: more than half of their values are the same.
fn are_alike(old: &Wanted, new: &Wanted) -> bool {
    let (Wanted::Map(old_entries), Wanted::Map(new_entries)) = (old, new) else { return false };
    let same = new_entries.iter().filter(|(key, value)| old.value(key) == Some(value)).count();
    same * 2 > old_entries.len().max(new_entries.len())
}
