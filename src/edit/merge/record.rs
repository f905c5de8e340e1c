//! Merges YAML trees by key and row.

use std::collections::HashMap;

use crate::edit::merge::list::{merged_order, same_rows};
use crate::edit::merge::side::MergeSide;
use crate::edit::merge::text::merge_text;
use crate::edit::wanted::Wanted;

/// The merge of two edits of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedRecord {
    /// The merged tree; where there are conflicts, with the value that was chosen.
    pub value: Wanted,
    /// The values that both edits changed differently, in order.
    pub conflicts: Vec<RecordConflict>,
}

/// A value that both edits changed, and not to the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordConflict {
    /// Where it is, such as `awards[12].unit`. Rows are counted from 0 in the first edit, or in the second one if only
    /// that has the row. A list as a whole is named if both edits moved its rows.
    pub path: String,
    /// The value before both edits; `None` if there was none.
    pub base: Option<Wanted>,
    /// The value of the first edit; `None` if it is deleted.
    pub mine: Option<Wanted>,
    /// The value of the second edit; `None` if it is deleted.
    pub theirs: Option<Wanted>,
}

/// Merges two edits of `base`: mappings by key, lists of rows by `id`, or by `no` and `name`, then by position, and
/// values of several lines by line. Conflicts have the value of `mine`.
pub fn merge_record(base: &Wanted, mine: &Wanted, theirs: &Wanted) -> MergedRecord {
    merge_record_with(base, mine, theirs, &|_| MergeSide::Mine)
}

/// Merges as [`merge_record`] does; conflicts have the value that `choose` says.
pub fn merge_record_with(
    base: &Wanted,
    mine: &Wanted,
    theirs: &Wanted,
    choose: &dyn Fn(&RecordConflict) -> MergeSide,
) -> MergedRecord {
    let mut merger = Merger { choose, conflicts: Vec::new() };
    let value = merger.value("", Values { base: Some(base), mine: Some(mine), theirs: Some(theirs) });
    MergedRecord { value: value.unwrap_or(Wanted::Nothing), conflicts: merger.conflicts }
}

/// One place in the three trees.
#[derive(Clone, Copy)]
struct Values<'w> {
    base: Option<&'w Wanted>,
    mine: Option<&'w Wanted>,
    theirs: Option<&'w Wanted>,
}

/// A row of the merged list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Row {
    /// The row at this position of the base.
    Base(usize),
    /// The new row at this position of mine.
    Mine(usize),
    /// The new row at this position of theirs.
    Theirs(usize),
}

struct Merger<'m> {
    choose: &'m dyn Fn(&RecordConflict) -> MergeSide,
    conflicts: Vec<RecordConflict>,
}

impl Merger<'_> {
    /// Merges one value; `None` if it is deleted.
    fn value(&mut self, path: &str, values: Values<'_>) -> Option<Wanted> {
        let Values { base, mine, theirs } = values;
        if mine == theirs || theirs == base {
            return mine.cloned();
        }
        if mine == base {
            return theirs.cloned();
        }
        match (base, mine, theirs) {
            (_, Some(Wanted::Map(mine)), Some(Wanted::Map(theirs))) => {
                let base = match base {
                    Some(Wanted::Map(base)) => &base[..],
                    _ => &[],
                };
                Some(Wanted::Map(self.map(path, base, mine, theirs)))
            }
            (_, Some(Wanted::List(mine)), Some(Wanted::List(theirs))) => {
                let base = match base {
                    Some(Wanted::List(base)) => &base[..],
                    _ => &[],
                };
                Some(Wanted::List(self.list(path, base, mine, theirs)))
            }
            (Some(Wanted::Text(base)), Some(Wanted::Text(mine)), Some(Wanted::Text(theirs)))
                if [base, mine, theirs].iter().all(|text| text.contains('\n')) =>
            {
                let merged = merge_text(base, mine, theirs).text();
                merged.map(Wanted::Text).or_else(|| self.conflict(path, values))
            }
            _ => self.conflict(path, values),
        }
    }

    fn conflict(&mut self, path: &str, values: Values<'_>) -> Option<Wanted> {
        let [base, mine, theirs] = [values.base, values.mine, values.theirs].map(Option::<&Wanted>::cloned);
        let conflict = RecordConflict { path: path.to_owned(), base, mine, theirs };
        let chosen = match (self.choose)(&conflict) {
            MergeSide::Mine => values.mine,
            MergeSide::Theirs => values.theirs,
        };
        self.conflicts.push(conflict);
        chosen.cloned()
    }

    fn map(
        &mut self,
        path: &str,
        base: &[(String, Wanted)],
        mine: &[(String, Wanted)],
        theirs: &[(String, Wanted)],
    ) -> Vec<(String, Wanted)> {
        let keys = |entries: &[(String, Wanted)]| -> Vec<String> {
            entries.iter().map(|(key, _)| key.clone()).collect()
        };
        // The order of keys has no meaning, so moves of both are no conflict.
        let merged = merged_order(&keys(base), &keys(mine), &keys(theirs));
        let find = |entries: &'_ [(String, Wanted)], key: &str| -> Option<usize> {
            entries.iter().position(|(name, _)| name == key)
        };
        let mut entries = Vec::new();
        for key in merged.order {
            let values = Values {
                base: find(base, &key).map(|at| &base[at].1),
                mine: find(mine, &key).map(|at| &mine[at].1),
                theirs: find(theirs, &key).map(|at| &theirs[at].1),
            };
            let dot = if path.is_empty() { "" } else { "." };
            if let Some(value) = self.value(&format!("{path}{dot}{key}"), values) {
                entries.push((key, value));
            }
        }
        entries
    }

    fn list(&mut self, path: &str, base: &[Wanted], mine: &[Wanted], theirs: &[Wanted]) -> Vec<Wanted> {
        let rows = Rows::find(base, mine, theirs);
        let unmoved: Vec<Row> = (0..base.len()).map(Row::Base).collect();
        let mut merged = merged_order(&unmoved, &rows.mine, &rows.theirs);
        if merged.is_conflict {
            let [whole_base, whole_mine, whole_theirs] =
                [base, mine, theirs].map(|rows| Wanted::List(rows.to_vec()));
            let values =
                Values { base: Some(&whole_base), mine: Some(&whole_mine), theirs: Some(&whole_theirs) };
            if self.conflict(path, values) == Some(whole_theirs.clone()) {
                merged = merged_order(&unmoved, &rows.theirs, &rows.mine);
            }
        }
        let (of_mine, of_theirs) = (places(&rows.mine), places(&rows.theirs));
        let mut list = Vec::new();
        for row in merged.order {
            let (in_mine, in_theirs) = (of_mine.get(&row).copied(), of_theirs.get(&row).copied());
            let values = Values {
                base: if let Row::Base(at) = row { Some(&base[at]) } else { None },
                mine: in_mine.map(|at| &mine[at]),
                theirs: in_theirs.map(|at| &theirs[at]),
            };
            let at = in_mine.or(in_theirs).unwrap_or_default();
            list.extend(self.value(&format!("{path}[{at}]"), values));
        }
        list
    }
}

/// The rows of both edits of a list, known by those of the base.
struct Rows {
    mine: Vec<Row>,
    theirs: Vec<Row>,
}

impl Rows {
    fn find(base: &[Wanted], mine: &[Wanted], theirs: &[Wanted]) -> Rows {
        let named = |pairs: Vec<Option<usize>>, new: fn(usize) -> Row| -> Vec<Row> {
            pairs.into_iter().enumerate().map(|(at, pair)| pair.map_or(new(at), Row::Base)).collect()
        };
        let mut rows = Rows {
            mine: named(same_rows(base, mine), Row::Mine),
            theirs: named(same_rows(base, theirs), Row::Theirs),
        };
        // A row that both added is one row.
        let new = |rows: &[Row]| -> Vec<usize> {
            (0..rows.len()).filter(|at| !matches!(rows[*at], Row::Base(_))).collect()
        };
        let (new_mine, new_theirs) = (new(&rows.mine), new(&rows.theirs));
        let take = |all: &[Wanted], places: &[usize]| -> Vec<Wanted> {
            places.iter().map(|at| all[*at].clone()).collect()
        };
        let (own, other) = (take(mine, &new_mine), take(theirs, &new_theirs));
        for (at, pair) in same_rows(&own, &other).into_iter().enumerate() {
            let is_same = |pair: usize| own[pair] == other[at] || matches!(own[pair], Wanted::Map(_));
            if let Some(pair) = pair.filter(|pair| is_same(*pair)) {
                rows.theirs[new_theirs[at]] = Row::Mine(new_mine[pair]);
            }
        }
        rows
    }
}

/// Returns the position of each row.
fn places(rows: &[Row]) -> HashMap<Row, usize> {
    rows.iter().enumerate().map(|(at, row)| (*row, at)).collect()
}
