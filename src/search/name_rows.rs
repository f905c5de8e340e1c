//! The rows of names, and the files that they are written to.

use std::cmp::Reverse;
use std::fmt::Write;

use crate::model::id::IdVec;
use crate::model::registry::{KindId, Unit, UnitId};
use crate::search::entry::PersonEntry;
use crate::search::file::{AwardTitle, SearchFile, SearchSection, award_titles, cell, write_awards};
use crate::search::words::{toned_words, words};

/// A row of names: an entry with what decides on its file.
pub struct NameRow<'a> {
    /// The entry.
    pub entry: &'a PersonEntry,
    /// The words of the name.
    pub words: Vec<String>,
    /// The address, empty when the words of the name give it.
    address: &'a str,
    /// The estimated number of bytes of the line.
    bytes: usize,
}

/// The size of a year with the number of a kind, in bytes.
const AWARD_BYTES: usize = 7;

/// The estimated size of the line of a kind and class, in bytes.
const TITLE_BYTES: usize = 60;

impl<'a> NameRow<'a> {
    /// Creates the row of `entry`. `people` is the folder of the pages of recipients, with `/` at its end.
    pub fn of(entry: &'a PersonEntry, people: Option<&str>) -> NameRow<'a> {
        let words = words(&entry.name);
        let usual = people.map(|people| format!("{people}{}/", words.join("-")));
        let address = if usual.as_ref() == Some(&entry.address) { "" } else { &*entry.address };
        let bytes = entry.name.len() + address.len() + AWARD_BYTES * entry.awards.len() + "\t123\t\t\n".len();
        NameRow { entry, words, address, bytes }
    }

    /// Returns the word that is `depth` words before the last one; empty if there is none.
    pub fn word(&self, depth: usize) -> &str {
        self.words.len().checked_sub(depth + 1).map_or("", |at| &self.words[at])
    }

    /// Returns the last `count` words of the name in small letters, with their marks and with tones in the older place.
    pub fn toned_end(&self, count: usize) -> String {
        let toned = toned_words(&self.entry.name);
        let all = if toned.len() == self.words.len() { &toned } else { &self.words };
        all[all.len().saturating_sub(count)..].join(" ")
    }

    /// Returns the key by which rows are ranked, best first: more awards, a higher one, a newer one. Revoked awards do
    /// not count.
    pub fn rank(&self) -> (Reverse<usize>, Option<(KindId, u8)>, Reverse<Option<i16>>) {
        let counted = || self.entry.awards.iter().filter(|award| !award.is_revoked);
        let highest = counted().map(|award| AwardTitle::of(award).precedence()).min();
        (Reverse(counted().count()), highest, Reverse(counted().map(|award| award.year).max()))
    }
}

/// The lines of units in files of names: id, name, and ids of all predecessors and successors.
pub type UnitLines = IdVec<Unit, String>;

/// Returns the estimated size of a file with `rows`, in bytes.
pub fn file_bytes(rows: &[&NameRow<'_>], units: &UnitLines) -> usize {
    let lines: usize = rows.iter().map(|row| row.bytes).sum();
    let units: usize = units_of(rows).into_iter().map(|unit| units[unit].len() + 1).sum();
    let titles = award_titles(rows.iter().flat_map(|row| &row.entry.awards)).len();
    lines + units + titles * TITLE_BYTES
}

/// Returns the units of `rows`, each once, in the order of the registry.
fn units_of(rows: &[&NameRow<'_>]) -> Vec<UnitId> {
    let mut units: Vec<UnitId> = rows.iter().filter_map(|row| row.entry.unit).collect();
    units.sort_unstable();
    units.dedup();
    units
}

/// Returns the file with `rows` in this order. `counts` are the lines of the third section.
pub fn name_file(rows: &[&NameRow<'_>], counts: String, units: &UnitLines) -> SearchFile {
    let used = units_of(rows);
    let titles = award_titles(rows.iter().flat_map(|row| &row.entry.awards));
    let unit_lines: Vec<&str> = used.iter().map(|unit| &*units[*unit]).collect();
    let mut lines = String::with_capacity(rows.iter().map(|row| row.bytes).sum());
    for row in rows {
        let gap = if lines.is_empty() { "" } else { "\n" };
        let _ = write!(lines, "{gap}{}\t", cell(&row.entry.name));
        if let Some(number) = row.entry.unit.and_then(|unit| used.binary_search(&unit).ok()) {
            let _ = write!(lines, "{number}");
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
