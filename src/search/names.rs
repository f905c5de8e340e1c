//! The index of names: a tree of files by the words of names, read backwards.
//!
//! Vietnamese type a whole name or its end. So the last word of a name decides on the head of the tree, and the words
//! before it on the way down: a script knows the file of a name from the root file, and loads no other.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::Serialize;

use crate::model::lineage::Lineage;
use crate::model::registry::UnitId;
use crate::model::site::Site;
use crate::search::entry::PersonEntry;
use crate::search::file::{SearchFile, cell};
use crate::search::name_rows::{NameRow, UnitLines, file_bytes, name_file};
use crate::search::words::{fnv1a, head};

/// Maximum estimated size of a file of names, in bytes.
pub const MAX_NAMES_BYTES: usize = 44 * 1024;

/// The size at which the number of parts of a file that is too long aims, in bytes.
const PART_BYTES: usize = 30 * 1024;

/// Maximum number of people with one end of a name that a divided file lists.
const MAX_BEST: usize = 40;

/// The name of the only file of a site whose names fit one file.
const ALL: &str = "all";

/// The files of names of a site.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    /// The tree of the files; absent when there are no names.
    pub tree: Option<NameTree>,
    /// Each file with its name, without folder and extension, in order of the names.
    pub files: Vec<(String, Arc<SearchFile>)>,
}

/// The tree of the files of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum NameTree {
    /// One file has all names: this one.
    One(&'static str),
    /// Every head and every divided file, each with the binary logarithm of the number of its parts; 0 for a head that
    /// is not divided.
    Nodes(BTreeMap<String, u8>),
}

impl NameIndex {
    /// Returns the index of `people`, who are in Vietnamese order. `folder` is that of the pages of recipients, with `/` at
    /// its end.
    pub fn of(people: &[PersonEntry], units: &UnitLines, folder: Option<&str>) -> NameIndex {
        let rows: Vec<NameRow<'_>> = people.par_iter().map(|entry| NameRow::of(entry, folder)).collect();
        let rows: Vec<&NameRow<'_>> = rows.iter().collect();
        if rows.is_empty() {
            return NameIndex::default();
        }
        if file_bytes(&rows, units) <= MAX_NAMES_BYTES {
            let file = Arc::new(name_file(&rows, String::new(), units));
            return NameIndex { tree: Some(NameTree::One(ALL)), files: vec![(ALL.to_owned(), file)] };
        }
        let mut heads: BTreeMap<String, Vec<&NameRow<'_>>> = BTreeMap::new();
        for row in rows {
            heads.entry(head(row.word(0))).or_default().push(row);
        }
        let heads: Vec<(String, Vec<&NameRow<'_>>)> = heads.into_iter().collect();
        let branches = heads.into_par_iter().with_max_len(1).map(|(name, rows)| {
            let mut branch = Branch { units, nodes: vec![(name.clone(), 0)], files: Vec::new() };
            branch.add(name, rows, 1);
            branch
        });
        let (mut nodes, mut files) = (BTreeMap::new(), Vec::new());
        for branch in branches.collect::<Vec<_>>() {
            nodes.extend(branch.nodes);
            files.extend(branch.files);
        }
        files.sort_by(|(one, _), (other, _)| one.cmp(other));
        NameIndex { tree: Some(NameTree::Nodes(nodes)), files }
    }
}

/// Returns the lines of the units of `site` for files of names.
pub fn unit_lines(site: &Site) -> UnitLines {
    let lineage = Lineage::new(&site.units);
    let line = |id: UnitId| {
        let unit = &site.units[id];
        let related = lineage.ancestors(id).into_iter().chain(lineage.descendants(id));
        let related: Vec<&str> = related.map(|other| &*site.units[other].id.value).collect();
        format!("{}\t{}\t{}", unit.id.value, cell(unit.name()), related.join(" "))
    };
    site.units.ids().map(line).collect()
}

/// The files below one head.
struct Branch<'u> {
    units: &'u UnitLines,
    nodes: Vec<(String, u8)>,
    files: Vec<(String, Arc<SearchFile>)>,
}

impl Branch<'_> {
    /// Adds the file `name` with `rows`, or divides them by their word `depth` words before the last one.
    fn add(&mut self, name: String, rows: Vec<&NameRow<'_>>, depth: usize) {
        let bytes = file_bytes(&rows, self.units);
        let is_separable = rows.windows(2).any(|pair| pair[0].words != pair[1].words);
        if bytes <= MAX_NAMES_BYTES || !is_separable {
            let file = name_file(&rows, String::new(), self.units);
            self.files.push((name, Arc::new(file)));
            return;
        }
        let log = parts_log(bytes, &rows, depth);
        let count = 1_u32 << log;
        self.files.push((name.clone(), Arc::new(self.divided_file(&rows, depth))));
        let mut parts: Vec<Vec<&NameRow<'_>>> = vec![Vec::new(); count as usize];
        for row in rows {
            parts[(fnv1a(row.word(depth)) & (count - 1)) as usize].push(row);
        }
        for (number, rows) in parts.into_iter().enumerate() {
            self.add(format!("{name}-{count}-{number}"), rows, depth + 1);
        }
        self.nodes.push((name, log));
    }

    /// Returns the file of divided `rows`: how many people have each end of `depth` words, and the best of them.
    fn divided_file(&self, rows: &[&NameRow<'_>], depth: usize) -> SearchFile {
        let mut ends: BTreeMap<String, Vec<&NameRow<'_>>> = BTreeMap::new();
        for row in rows {
            ends.entry(row.toned_end(depth)).or_default().push(row);
        }
        let count = |(end, rows): (&String, &Vec<&NameRow<'_>>)| format!("{end}\t{}", rows.len());
        let counts = ends.iter().map(count).collect::<Vec<_>>().join("\n");
        // The sort is stable: people of the same rank remain in Vietnamese order.
        ends.values_mut().for_each(|rows| rows.sort_by_cached_key(|row| row.rank()));
        let best = |number: usize| -> Vec<&NameRow<'_>> {
            ends.values().flat_map(|rows| rows.iter().take(number).copied()).collect()
        };
        let limit = MAX_NAMES_BYTES.saturating_sub(counts.len());
        let (mut fitting, mut above) = (0, MAX_BEST + 1);
        while above - fitting > 1 {
            let middle = usize::midpoint(fitting, above);
            let fits = file_bytes(&best(middle), self.units) <= limit;
            *(if fits { &mut fitting } else { &mut above }) = middle;
        }
        name_file(&best(fitting), counts, self.units)
    }
}

/// Returns the binary logarithm of the number of parts of a file of `bytes` with `rows`, at least 1.
fn parts_log(bytes: usize, rows: &[&NameRow<'_>], depth: usize) -> u8 {
    let words: FxHashSet<&str> = rows.iter().map(|row| row.word(depth)).collect();
    let wanted = bytes.div_ceil(PART_BYTES).min(words.len()).max(2);
    wanted.next_power_of_two().ilog2() as u8
}
