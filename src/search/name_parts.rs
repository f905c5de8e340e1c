//! Divides rows of names that are too many for one file.

use crate::search::name_rows::{MAX_NAMES_BYTES, MAX_PARTS_LOG, NameRow, UnitLines};

/// The usual size of the parts of a file that is too long, in bytes.
const USUAL_BYTES: usize = MAX_NAMES_BYTES / 3;

/// Returns true if hashes at `depth` or below it divide `rows`.
pub fn is_separable(rows: &[&NameRow<'_>], depth: usize) -> bool {
    let can_differ = |pair: &[&NameRow<'_>]| {
        pair[0].rest(depth) != pair[1].rest(depth) || pair[0].entry.unit != pair[1].entry.unit
    };
    rows.iter().any(|row| depth < row.depth_limit()) && rows.windows(2).any(can_differ)
}

/// Returns the position among 2^`log` parts of the rows with `hash`.
pub fn part(hash: u32, log: u8) -> usize {
    (hash & ((1 << log) - 1)) as usize
}

/// Returns the binary logarithm of the number of parts for which the fewest files are expected, at least 1; of equal ones
/// the smallest.
pub fn parts_log(rows: &[&NameRow<'_>], units: &UnitLines, depth: usize) -> u8 {
    let mut by_unit: Vec<(&NameRow<'_>, u32)> = rows.iter().map(|row| (*row, row.part_hash(depth))).collect();
    by_unit.sort_by_key(|(row, _)| row.entry.unit);
    let files = |bytes: usize| {
        if bytes <= MAX_NAMES_BYTES { 1 } else { 1 + bytes.div_ceil(USUAL_BYTES) }
    };
    let expected = |log: &u8| part_bytes(&by_unit, units, *log).into_iter().map(files).sum::<usize>();
    (1..=MAX_PARTS_LOG).min_by_key(expected).unwrap_or(1)
}

/// Returns the bytes of each of 2^`log` parts. `rows` are in order of their units, each with its hash.
fn part_bytes(rows: &[(&NameRow<'_>, u32)], units: &UnitLines, log: u8) -> Vec<usize> {
    let mut bytes = vec![0; 1 << log];
    let mut last_unit = vec![None; 1 << log];
    for (row, hash) in rows {
        let part = part(*hash, log);
        bytes[part] += row.bytes;
        if let Some(unit) = row.entry.unit.filter(|unit| last_unit[part] != Some(*unit)) {
            bytes[part] += units[unit].len() + 1;
            last_unit[part] = Some(unit);
        }
    }
    bytes
}
