//! The index of names: a tree of files by the words of names, read backwards.
//!
//! Vietnamese type a whole name or its end. So the last word of a name decides on the head of the tree, and the words
//! before it on the way down: a script knows the file of a name from the root file, and loads no other.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::lineage::Lineage;
use crate::model::registry::UnitId;
use crate::model::site::Site;
use crate::search::entry::PersonEntry;
use crate::search::file::{NameTree, SearchFile, cell};
use crate::search::name_parts::{is_separable, part, parts_log};
use crate::search::name_rows::{MAX_NAMES_BYTES, NameRow, UnitLines, file_bytes, name_file};
use crate::search::words::head;

/// Maximum number of people with one end of a name that a divided file lists.
const MAX_BEST: usize = 40;

/// The name of the only file of a site whose names fit one file.
const ALL: &str = "all";

/// The files of names of a site.
#[derive(Clone, Debug, Default)]
pub struct NameFiles {
    /// The tree of the files; absent when there are no names.
    pub tree: Option<NameTree>,
    /// Each file with its name, without folder and extension, in order of the names.
    pub files: Vec<(String, Arc<SearchFile>)>,
}

impl NameFiles {
    /// Returns the index of `people`, who are in Vietnamese order. `folder` is that of the pages of recipients, with `/` at
    /// its end.
    pub fn of(people: &[PersonEntry], units: &UnitLines, folder: Option<&str>) -> NameFiles {
        let rows: Vec<NameRow<'_>> =
            people.par_iter().map(|entry| NameRow::of(entry, units, folder)).collect();
        let rows: Vec<&NameRow<'_>> = rows.iter().collect();
        if rows.is_empty() {
            return NameFiles::default();
        }
        if file_bytes(&rows, units) <= MAX_NAMES_BYTES {
            let file = Arc::new(name_file(&rows, String::new(), units));
            return NameFiles { tree: Some(NameTree::One(ALL)), files: vec![(ALL.to_owned(), file)] };
        }
        let mut heads: BTreeMap<String, Vec<&NameRow<'_>>> = BTreeMap::new();
        for row in rows {
            heads.entry(head(row.last_word())).or_default().push(row);
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
        NameFiles { tree: Some(NameTree::Nodes(nodes)), files }
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
        if file_bytes(&rows, self.units) <= MAX_NAMES_BYTES || !is_separable(&rows, depth) {
            let file = name_file(&rows, String::new(), self.units);
            self.files.push((name, Arc::new(file)));
            return;
        }
        self.files.push((name.clone(), Arc::new(self.divided_file(&rows, depth))));
        let log = parts_log(&rows, self.units, depth);
        let count = 1 << log;
        let mut parts: Vec<Vec<&NameRow<'_>>> = vec![Vec::new(); count];
        for row in rows {
            parts[part(row.part_hash(depth), log)].push(row);
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
