//! Keys of several frequent words, for things whose titles have no other words.

/// The frequent words of a thing that are typed together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RareWords {
    /// The words as positions among all frequent words: each once, the rarest first.
    pub ranks: Vec<u32>,
    /// The position of the thing, in the order of results.
    pub row: u32,
}

/// The rarest words that some things have together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RareKey {
    /// The words, the rarest first.
    pub ranks: Vec<u32>,
    /// The best of the things; those that no longer key leads to are before the others.
    pub rows: Vec<u32>,
    /// The number of `rows`, from the first, that no other key leads to.
    pub certain: usize,
    /// The number of things that have these words as their rarest.
    pub count: usize,
}

/// Returns the keys of `sets`: of each set its two rarest words, or its only one; the three rarest as well if more than
/// `max_rows` things have the same two; and so on.
///
/// So a script that looks for the two rarest words of a query, then for three, finds each thing in the file of the first
/// key that has all its things. Only when more than `max_rows` things have exactly the same words, some are in no file.
pub fn rare_keys(mut sets: Vec<RareWords>, max_rows: usize) -> Vec<RareKey> {
    sets.sort_unstable();
    sets.dedup();
    let mut keys = Vec::new();
    divide(&sets, 2, max_rows, &mut keys);
    keys
}

/// Adds the keys of the first `length` words of `sets`, which are in order.
fn divide(sets: &[RareWords], length: usize, max_rows: usize, keys: &mut Vec<RareKey>) {
    let start = |set: &RareWords| set.ranks[..length.min(set.ranks.len())].to_vec();
    for group in sets.chunk_by(|one, other| start(one) == start(other)) {
        let mut rows: Vec<u32> = group.iter().map(|set| set.row).collect();
        rows.sort_unstable();
        rows.dedup();
        let (count, ranks) = (rows.len(), start(&group[0]));
        if count <= max_rows {
            keys.push(RareKey { ranks, certain: count, rows, count });
            continue;
        }
        // Sets without further words are before the longer ones.
        let (whole, longer) = group.split_at(group.partition_point(|set| set.ranks.len() <= length));
        let is_whole = |row: &u32| whole.binary_search_by_key(row, |set| set.row).is_ok();
        rows.sort_by_key(|row| !is_whole(row));
        rows.truncate(max_rows);
        keys.push(RareKey { ranks, certain: whole.len().min(max_rows), rows, count });
        divide(longer, length + 1, max_rows, keys);
    }
}

#[cfg(test)]
mod tests {
    use super::{RareKey, RareWords, rare_keys};

    /// A key of two words is divided only where too many things have it, and a set without a third word remains in it.
    #[test]
    fn keys_are_as_short_as_possible() {
        let set = |row: u32, ranks: &[u32]| RareWords { ranks: ranks.to_vec(), row };
        let sets = vec![
            set(0, &[1, 5, 7]),
            set(1, &[1, 5, 8]),
            set(2, &[1, 5]),
            set(3, &[2, 5, 9]),
            set(4, &[3]),
            set(1, &[3]),
        ];
        let key = |ranks: &[u32], rows: &[u32], certain: usize, count: usize| RareKey {
            ranks: ranks.to_vec(),
            rows: rows.to_vec(),
            certain,
            count,
        };
        assert_eq!(
            rare_keys(sets, 2),
            [
                key(&[1, 5], &[2, 0], 1, 3),
                key(&[1, 5, 7], &[0], 1, 1),
                key(&[1, 5, 8], &[1], 1, 1),
                key(&[2, 5], &[3], 1, 1),
                key(&[3], &[1, 4], 2, 2),
            ]
        );
    }
}
