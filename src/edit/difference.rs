//! Compares two trees by their keys and rows.

use crate::edit::merge::same_rows;
use crate::edit::wanted::Wanted;

/// A value that two versions of a record have differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueDifference {
    /// Where it is, such as `awards[12].unit`. Rows are counted from 0 in the new tree; a row that only the old tree has,
    /// in that.
    pub path: String,
    /// The old value; `None` if there was none.
    pub before: Option<Wanted>,
    /// The new value; `None` if it was removed.
    pub after: Option<Wanted>,
}

/// Returns the values that differ between `old` and `new`: mappings by key, lists of rows by row, other values as a whole.
///
/// Rows are the same as in a merge. Rows that only moved are one difference of their list.
pub fn value_differences(old: &Wanted, new: &Wanted) -> Vec<ValueDifference> {
    let mut found = Vec::new();
    compare("", Some(old), Some(new), &mut found);
    found
}

fn compare(path: &str, old: Option<&Wanted>, new: Option<&Wanted>, found: &mut Vec<ValueDifference>) {
    if old == new {
        return;
    }
    let has_rows = |items: &[Wanted]| items.iter().any(|item| matches!(item, Wanted::Map(_)));
    match (old, new) {
        (Some(Wanted::Map(old)), Some(Wanted::Map(new))) => compare_maps(path, old, new, found),
        (Some(Wanted::List(old)), Some(Wanted::List(new))) if has_rows(old) || has_rows(new) => {
            compare_rows(path, old, new, found);
        }
        (before, after) => {
            let (before, after) = (before.cloned(), after.cloned());
            found.push(ValueDifference { path: path.to_owned(), before, after });
        }
    }
}

fn compare_maps(
    path: &str,
    old: &[(String, Wanted)],
    new: &[(String, Wanted)],
    found: &mut Vec<ValueDifference>,
) {
    let value = |entries: &'_ [(String, Wanted)], key: &str| -> Option<usize> {
        entries.iter().position(|(name, _)| name == key)
    };
    let dot = if path.is_empty() { "" } else { "." };
    for (key, after) in new {
        let before = value(old, key).map(|at| &old[at].1);
        compare(&format!("{path}{dot}{key}"), before, Some(after), found);
    }
    for (key, before) in old.iter().filter(|(key, _)| value(new, key).is_none()) {
        compare(&format!("{path}{dot}{key}"), Some(before), None, found);
    }
}

fn compare_rows(path: &str, old: &[Wanted], new: &[Wanted], found: &mut Vec<ValueDifference>) {
    let known = found.len();
    let pairs = same_rows(old, new);
    for (at, after) in new.iter().enumerate() {
        compare(&format!("{path}[{at}]"), pairs[at].map(|pair| &old[pair]), Some(after), found);
    }
    let mut is_left = vec![false; old.len()];
    pairs.iter().flatten().for_each(|pair| is_left[*pair] = true);
    for (at, before) in old.iter().enumerate().filter(|(at, _)| !is_left[*at]) {
        compare(&format!("{path}[{at}]"), Some(before), None, found);
    }
    if found.len() == known {
        let [before, after] = [old, new].map(|rows| Some(Wanted::List(rows.to_vec())));
        found.push(ValueDifference { path: path.to_owned(), before, after });
    }
}

#[cfg(test)]
mod tests {
    use super::{ValueDifference, value_differences};
    use crate::edit::{flow, tree};

    fn differences(old: &str, new: &str) -> Vec<String> {
        let [old, new] = [old, new].map(|text| tree(text).unwrap());
        let shown = |value: Option<_>| value.as_ref().map_or_else(|| "-".to_owned(), flow);
        let line = |one: ValueDifference| format!("{} {} {}", one.path, shown(one.before), shown(one.after));
        value_differences(&old, &new).into_iter().map(line).collect()
    }

    /// A changed value is found in its row, also when rows before it were added or removed.
    #[test]
    fn values_are_found_in_their_rows() {
        let old =
            "number: 1\nawards:\n- {no: 1, name: Mai}\n- {no: 2, name: Lan, unit: a}\n- {no: 3, name: Tú}\n";
        let new = "awards:\n- {no: 2, name: Lan, unit: b}\n- {no: 3, name: Tú}\n- {no: 4, name: Hà}\n";
        let found = ["awards[0].unit a b", "awards[2] - {no: 4, name: Hà}", "awards[0] {no: 1, name: Mai} -"];
        assert_eq!(differences(old, new), [&found[..], &["number 1 -"]].concat());
        assert!(differences(old, old).is_empty());
    }

    /// Moved rows, lists of texts and values that became mappings are each one difference.
    #[test]
    fn other_values_differ_as_a_whole() {
        let moved = differences("a:\n- {no: 1}\n- {no: 2}\n", "a:\n- {no: 2}\n- {no: 1}\n");
        assert_eq!(moved, ["a [{no: 1}, {no: 2}] [{no: 2}, {no: 1}]"]);
        assert_eq!(differences("tags: [a, b]\n", "tags: [b]\n"), ["tags [a, b] [b]"]);
        assert_eq!(differences("cover: none\n", "cover: {file: a}\n"), ["cover none {file: a}"]);
    }
}
