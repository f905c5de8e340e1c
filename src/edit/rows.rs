//! Pairs the items of a list before and after an edit.

use std::collections::{HashMap, VecDeque};

use crate::edit::wanted::Wanted;

/// For each of `new`, the one of `old` that it is or was; both orders are the same along the pairs.
pub(super) fn pair_rows(old: &[Wanted], new: &[Wanted]) -> Vec<Option<usize>> {
    let same = |pair: &(&Wanted, &Wanted)| pair.0 == pair.1;
    let start = old.iter().zip(new).take_while(same).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(same).count();
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    let middle = pair_middle(&old[start..old_end], &new[start..new_end]);
    let middle = middle.into_iter().map(|pair| pair.map(|at| start + at));
    (0..start).map(Some).chain(middle).chain((old_end..old.len()).map(Some)).collect()
}

/// The pairs between the rows that are the same at both ends.
fn pair_middle(old: &[Wanted], new: &[Wanted]) -> Vec<Option<usize>> {
    let mut waiting: HashMap<&Wanted, VecDeque<usize>> = HashMap::new();
    for (at, row) in old.iter().enumerate() {
        waiting.entry(row).or_default().push_back(at);
    }
    let equal: Vec<(usize, usize)> = new
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((at, waiting.get_mut(row)?.pop_front()?)))
        .collect();
    let mut pairs = vec![None; new.len()];
    for (at, old_at) in increasing(&equal) {
        pairs[at] = Some(old_at);
    }
    // Between rows that are the same, a changed row is the one with the most values of it.
    let (mut new_start, mut old_start) = (0, 0);
    for at in 0..=new.len() {
        let (is_end, fixed) = (at == new.len(), pairs.get(at).copied().flatten());
        if !is_end && fixed.is_none() {
            continue;
        }
        let old_end = fixed.unwrap_or(old.len());
        pair_changed(&old[old_start..old_end], &new[new_start..at], &mut pairs[new_start..at], old_start);
        (new_start, old_start) = (at + 1, old_end + 1);
    }
    pairs
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

/// Pairs the changed rows of a gap in order: each with the next old row that shares most of its values, or, if there are
/// as many old rows as new ones, with the one at its place.
fn pair_changed(old: &[Wanted], new: &[Wanted], pairs: &mut [Option<usize>], offset: usize) {
    if old.len() == new.len() {
        pairs.iter_mut().enumerate().for_each(|(at, pair)| *pair = Some(offset + at));
        return;
    }
    let mut from = 0;
    for (at, row) in new.iter().enumerate() {
        let found = old.iter().enumerate().skip(from).find(|(_, old)| are_alike(old, row));
        if let Some((old_at, _)) = found {
            pairs[at] = Some(offset + old_at);
            from = old_at + 1;
        }
    }
}

/// Whether two rows are one row before and after an edit: more than half of their values are the same.
fn are_alike(old: &Wanted, new: &Wanted) -> bool {
    let (Wanted::Map(old_entries), Wanted::Map(new_entries)) = (old, new) else { return false };
    let same = new_entries.iter().filter(|(key, value)| old.value(key) == Some(value)).count();
    same * 2 > old_entries.len().max(new_entries.len())
}
