//! Divides rows of names that are too many for one file.

use crate::search::name_rows::{MAX_NAMES_BYTES, MAX_PARTS_LOG, NameRow, UnitLines};

/// Twice the number of files that a part that is too long is expected to need for each [`MAX_NAMES_BYTES`]. A word divides
/// once only, so a part that is twice as long needs one more: few large parts, again and again, would use up the words.
const USUAL_FILES: usize = 6;

/// Returns true if hashes at `depth` or below it divide `rows`.
pub fn is_separable(rows: &[&NameRow<'_>], depth: usize) -> bool {
    let can_differ = |pair: &[&NameRow<'_>]| {
        pair[0].rest(depth) != pair[1].rest(depth) || pair[0].entry.unit != pair[1].entry.unit
    };
    rows.iter().any(|row| depth < row.depth_limit()) && rows.windows(2).any(can_differ)
}

/// Returns the position among `count` parts of the rows with `hash`.
pub fn part(hash: u32, count: u32) -> usize {
    (hash % count) as usize
}

/// Returns the number of parts for which the fewest files are expected, at least 2; of equal ones the smallest. `hash`
/// decides on the part of a row.
///
/// It is 2^n or 3·2^n: fewer files than with powers of two alone. With any number, more edits would change it, and with it
/// all parts.
pub fn part_count(rows: &[&NameRow<'_>], units: &UnitLines, hash: impl Fn(&NameRow<'_>) -> u32) -> u32 {
    let mut by_unit: Vec<(&NameRow<'_>, u32)> = rows.iter().map(|row| (*row, hash(row))).collect();
    by_unit.sort_by_key(|(row, _)| row.entry.unit);
    let files = |bytes: usize| {
        let times = (bytes / MAX_NAMES_BYTES).checked_ilog2();
        2 + times.map_or(0, |times| bytes * (USUAL_FILES + times as usize) / MAX_NAMES_BYTES)
    };
    let expected = |count: &u32| part_bytes(&by_unit, units, *count).into_iter().map(files).sum::<usize>();
    let counts = (1..MAX_PARTS_LOG).flat_map(|log| [1 << log, 3 << (log - 1)]).chain([1 << MAX_PARTS_LOG]);
    counts.min_by_key(expected).unwrap_or(2)
}

/// Returns the bytes of each of `count` parts. `rows` are in order of their units, each with its hash.
fn part_bytes(rows: &[(&NameRow<'_>, u32)], units: &UnitLines, count: u32) -> Vec<usize> {
    let mut bytes = vec![0; count as usize];
    let mut last_unit = vec![None; count as usize];
    for (row, hash) in rows {
        let part = part(*hash, count);
        bytes[part] += row.bytes;
        if let Some(unit) = row.entry.unit.filter(|unit| last_unit[part] != Some(*unit)) {
            bytes[part] += units[unit].line.len() + 1;
            last_unit[part] = Some(unit);
        }
    }
    bytes
}
