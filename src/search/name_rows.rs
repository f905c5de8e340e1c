//! The rows of names, and the files that they are written to.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt::Write;

use crate::model::id::IdVec;
use crate::model::registry::{KindId, Unit, UnitId};
use crate::search::entry::PersonEntry;
use crate::search::file::{AwardTitle, SearchFile, SearchSection, award_titles, cell, write_awards};
use crate::search::words::{fnv1a, toned_words, words};
use crate::source::Text;

/// A row of names: an entry with what decides on its file.
pub struct NameRow<'a> {
    /// The person or household, with all awards.
    pub entry: &'a PersonEntry,
    /// The words of the name.
    pub words: Vec<String>,
    /// The address; empty when the words of the name give it, `-` when they and the id of the unit give it.
    address: &'a str,
    /// The hash of the last word and the id of the unit.
    end_hash: u32,
    /// The estimated number of bytes of the line.
    pub bytes: usize,
}

/// Maximum estimated size of a file of names, in bytes.
pub const MAX_NAMES_BYTES: usize = 62 * 1024;

/// The binary logarithm of the maximum number of parts of a file.
pub const MAX_PARTS_LOG: u32 = 7;

/// The size of a year with the number of a kind, in bytes.
const AWARD_BYTES: usize = 7;

/// The size of the number of a further unit, in bytes.
const UNIT_BYTES: usize = 4;

/// The estimated size of the line of a kind and class, in bytes.
const TITLE_BYTES: usize = 60;

impl<'a> NameRow<'a> {
    /// Creates the row of `entry`. `people` is the folder of the pages of recipients, with `/` at its end.
    pub fn of(entry: &'a PersonEntry, units: &UnitLines, people: Option<&str>) -> NameRow<'a> {
        let words = words(&entry.name);
        let usual = people.map(|people| format!("{people}{}", words.join("-")));
        let unit = entry.unit.map(|unit| &*units[unit].id);
        let rest = usual.and_then(|usual| entry.address.strip_prefix(&*usual)?.strip_suffix('/'));
        let address = match rest {
            Some("") => "",
            Some(rest) if rest.strip_prefix('-').is_some_and(|rest| Some(rest) == unit) => "-",
            _ => &*entry.address,
        };
        let bytes = entry.name.len()
            + address.len()
            + AWARD_BYTES * entry.awards.len()
            + "\t123\t\t\n".len()
            + UNIT_BYTES * entry.other_units.len();
        let end_hash = fnv1a(&format!("{} {}", words.last().map_or("", |word| word), unit.unwrap_or("")));
        NameRow { entry, words, address, end_hash, bytes }
    }

    /// Returns the last word of the name; empty for a name without letters.
    pub fn last_word(&self) -> &str {
        self.words.last().map_or("", |word| word)
    }

    /// Returns the hash that decides on the part of this row at `depth`: that of the word `depth` words before the last
    /// one; if there is none, bits of that of the last one and the unit, other bits at each depth.
    pub fn part_hash(&self, depth: usize) -> u32 {
        if let Some(at) = self.words.len().checked_sub(depth + 1) {
            return fnv1a(&self.words[at]);
        }
        let below = depth - self.words.len();
        let shift = MAX_PARTS_LOG * u32::try_from(below).unwrap_or(u32::MAX / 32);
        self.end_hash.checked_shr(shift).unwrap_or(0)
    }

    /// Returns the hash of the last word.
    pub fn last_hash(&self) -> u32 {
        fnv1a(self.last_word())
    }

    /// Returns true if the name has no more than `depth` words.
    pub fn is_whole(&self, depth: usize) -> bool {
        self.words.len() <= depth
    }

    /// Returns the depth at which [`NameRow::part_hash`] has no further bits.
    pub fn depth_limit(&self) -> usize {
        self.words.len() + u32::BITS.div_ceil(MAX_PARTS_LOG) as usize
    }

    /// Returns the words before the last `depth` ones, and the last one: what of the name can divide rows from `depth` on.
    pub fn rest(&self, depth: usize) -> (&[String], &str) {
        (&self.words[..self.words.len().saturating_sub(depth)], self.last_word())
    }

    /// Returns the last `count` words of the name in small letters, with their marks and with tones in the older place.
    pub fn toned_end(&self, count: usize) -> String {
        let toned = toned_words(&self.entry.name);
        let all = if toned.len() == self.words.len() { &toned } else { &self.words };
        all[all.len().saturating_sub(count)..].join(" ")
    }

    /// Returns the key by which rows are ranked.
    pub fn rank(&self) -> NameRank {
        let counted = || self.entry.awards.iter().filter(|award| !award.is_revoked);
        let highest = counted().map(|award| AwardTitle::of(award).precedence()).min();
        let newest = counted().map(|award| award.year).max();
        (Reverse(counted().count()), highest, Reverse(newest))
    }
}

/// The rank of a row, best first: more awards, a higher one, a newer one. Revoked awards do not count.
pub type NameRank = (Reverse<usize>, Option<(KindId, u8)>, Reverse<Option<i16>>);

/// The lines of units in files of names.
pub type UnitLines = IdVec<Unit, UnitLine>;

/// The line of a unit in files of names.
#[derive(Clone, Debug)]
pub struct UnitLine {
    /// The id of the unit.
    pub id: Text,
    /// The id, the name, and the ids of all predecessors and successors. Where the id ends with the last words of the name,
    /// it has their number instead: `cdcs-~3`.
    pub line: String,
}

impl UnitLine {
    /// Creates the line of the unit `id` with this name, and with these predecessors and successors.
    pub fn new(id: &Text, name: &str, related: &[&str]) -> UnitLine {
        let words = words(name);
        let is_end = |number: &usize| {
            let start = id.strip_suffix(&*words[words.len() - number..].join("-"));
            start.is_some_and(|start| start.is_empty() || start.ends_with('-'))
        };
        let written = match (2..=words.len()).rev().find(is_end) {
            Some(number) => {
                let end = words[words.len() - number..].join("-");
                Cow::Owned(format!("{}~{number}", &id[..id.len() - end.len()]))
            }
            None => Cow::Borrowed(&**id),
        };
        UnitLine { id: id.clone(), line: format!("{written}\t{}\t{}", cell(name), related.join(" ")) }
    }
}

/// Returns the estimated size of a file with `rows`, in bytes.
pub fn file_bytes(rows: &[&NameRow<'_>], units: &UnitLines) -> usize {
    let lines: usize = rows.iter().map(|row| row.bytes).sum();
    let units: usize = units_of(rows).into_iter().map(|unit| units[unit].line.len() + 1).sum();
    let titles = award_titles(rows.iter().flat_map(|row| &row.entry.awards)).len();
    lines + units + titles * TITLE_BYTES
}

/// Returns the units of `rows`, each once, in the order of the registry.
fn units_of(rows: &[&NameRow<'_>]) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = rows.iter().flat_map(|row| row.entry.units()).collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// Returns the file with `rows` in this order. `counts` are the lines of the third section.
pub fn name_file(rows: &[&NameRow<'_>], counts: String, units: &UnitLines) -> SearchFile {
    let used = units_of(rows);
    let titles = award_titles(rows.iter().flat_map(|row| &row.entry.awards));
    let unit_lines: Vec<&str> = used.iter().map(|unit| &*units[*unit].line).collect();
    let mut lines = String::with_capacity(rows.iter().map(|row| row.bytes).sum());
    for row in rows {
        let gap = if lines.is_empty() { "" } else { "\n" };
        let _ = write!(lines, "{gap}{}\t", cell(&row.entry.name));
        // Without a unit that results show, the first place is empty.
        let shown = row.entry.unit.is_some();
        for (at, number) in row.entry.units().filter_map(|unit| used.binary_search(&unit).ok()).enumerate() {
            let gap = if at == 0 && shown { "" } else { " " };
            let _ = write!(lines, "{gap}{number}");
        }
        lines.push('\t');
        write_awards(&row.entry.awards, &titles, &mut lines);
        let _ = write!(lines, "\t{}", row.address);
    }
    SearchFile {
        sections: vec![
            SearchSection::Lines(unit_lines.join("\n")),
            SearchSection::Titles(titles),
            SearchSection::Lines(counts),
            SearchSection::Lines(lines),
        ],
    }
}
