//! Finds the rows of a list again after an edit, and merges two orders.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::Hash;

use crate::edit::rows::{Origin, origins};
use crate::edit::wanted::Wanted;

/// For each of `new`, the row of `old` that it is or was: an equal one; the one with the same id, or number and name; the
/// one with the same name; the one with the same number and as many equal values as others; and for rows without these,
/// the one at the same position.
pub fn same_rows(old: &[Wanted], new: &[Wanted]) -> Vec<Option<usize>> {
    let mut pairs = Pairs { old, new, found: vec![None; new.len()], is_taken: vec![false; old.len()] };
    pairs.equal();
    pairs.by(&identity);
    pairs.by(&|row| row.value("name").map(|name| vec![name]));
    pairs.by_number();
    pairs.by_position();
    pairs.found
}

/// Returns the values that identify a row: its id, or its number and name.
fn identity(row: &Wanted) -> Option<Vec<&Wanted>> {
    match row.value("id") {
        Some(id) => Some(vec![id]),
        None => Some(vec![row.value("no")?, row.value("name")?]),
    }
}

struct Pairs<'l> {
    old: &'l [Wanted],
    new: &'l [Wanted],
    found: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl<'l> Pairs<'l> {
    fn pair(&mut self, new: usize, old: usize) {
        self.found[new] = Some(old);
        self.is_taken[old] = true;
    }

    fn equal(&mut self) {
        let mut waiting: HashMap<&Wanted, VecDeque<usize>> = HashMap::new();
        for (at, row) in self.old.iter().enumerate() {
            waiting.entry(row).or_default().push_back(at);
        }
        for new in 0..self.new.len() {
            if let Some(old) = waiting.get_mut(&self.new[new]).and_then(VecDeque::pop_front) {
                self.pair(new, old);
            }
        }
    }

    /// Pairs the rows whose key is that of one other row alone.
    fn by(&mut self, key: &dyn Fn(&'l Wanted) -> Option<Vec<&'l Wanted>>) {
        let mut places: HashMap<Vec<&Wanted>, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, row) in self.old.iter().enumerate().filter(|(at, _)| !self.is_taken[*at]) {
            if let Some(key) = key(row) {
                places.entry(key).or_default().0.push(at);
            }
        }
        for (at, row) in self.new.iter().enumerate().filter(|(at, _)| self.found[*at].is_none()) {
            if let Some(key) = key(row) {
                places.entry(key).or_default().1.push(at);
            }
        }
        for (old, new) in places.into_values() {
            if let ([old], [new]) = (&*old, &*new) {
                self.pair(*new, *old);
            }
        }
    }

    /// Pairs rows with the same number, unless most of their values differ: those are rows of two people.
    fn by_number(&mut self) {
        let before = (self.found.clone(), self.is_taken.clone());
        self.by(&|row| row.value("no").map(|number| vec![number]));
        for new in 0..self.new.len() {
            if let (None, Some(old)) = (before.0[new], self.found[new])
                && !shares_half(&self.old[old], &self.new[new])
            {
                self.found[new] = None;
                self.is_taken[old] = false;
            }
        }
    }

    fn by_position(&mut self) {
        let is_plain = |row: &Wanted| ["id", "no", "name"].iter().all(|key| row.value(key).is_none());
        let rest = |rows: &[Wanted], is_free: &dyn Fn(usize) -> bool| -> Vec<usize> {
            (0..rows.len()).filter(|at| is_free(*at) && is_plain(&rows[*at])).collect()
        };
        let old = rest(self.old, &|at| !self.is_taken[at]);
        let new = rest(self.new, &|at| self.found[at].is_none());
        let rows = |all: &[Wanted], places: &[usize]| -> Vec<Wanted> {
            places.iter().map(|at| all[*at].clone()).collect()
        };
        for (at, pair) in
            origins(&rows(self.old, &old), &rows(self.new, &new)).into_iter().map(Origin::kept).enumerate()
        {
            if let Some(pair) = pair {
                self.pair(new[at], old[pair]);
            }
        }
    }
}

/// Whether at least half of the values of two rows are the same.
fn shares_half(old: &Wanted, new: &Wanted) -> bool {
    let (Wanted::Map(old_entries), Wanted::Map(new_entries)) = (old, new) else { return false };
    let same = new_entries.iter().filter(|(key, value)| old.value(key) == Some(value)).count();
    same * 2 >= old_entries.len().max(new_entries.len())
}

/// Two orders of the same things, merged.
pub struct MergedOrder<K> {
    /// Everything that is in one of the two.
    pub order: Vec<K>,
    /// Whether both edits moved things, and not to the same places.
    pub is_conflict: bool,
}

/// Merges two edits of an order: moves of one, and what each added behind the thing that it follows there. `first` is
/// the edit whose order counts if both moved things.
pub fn merged_order<K: Clone + Eq + Hash>(base: &[K], first: &[K], second: &[K]) -> MergedOrder<K> {
    let only = |keys: &[K], others: &[K]| -> Vec<K> {
        let others: HashSet<&K> = others.iter().collect();
        keys.iter().filter(|key| others.contains(key)).cloned().collect()
    };
    let has_moved = |side: &[K]| only(side, base) != only(base, side);
    let is_conflict = has_moved(first) && has_moved(second) && only(first, second) != only(second, first);
    let (skeleton, other) = if has_moved(first) { (first, second) } else { (second, first) };
    let mut order = skeleton.to_vec();
    let known: HashSet<&K> = skeleton.iter().collect();
    let mut previous: Option<&K> = None;
    for key in other {
        if !known.contains(key) {
            let at = previous.and_then(|previous| order.iter().position(|known| known == previous));
            order.insert(at.map_or(0, |at| at + 1), key.clone());
        }
        previous = Some(key);
    }
    MergedOrder { order, is_conflict }
}
