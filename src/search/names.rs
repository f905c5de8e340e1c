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
use crate::search::file::{NameTree, SearchFile};
use crate::search::name_parts::{is_separable, part, part_count};
use crate::search::name_rows::{MAX_NAMES_BYTES, NameRow, UnitLine, UnitLines, file_bytes, name_file};
use crate::search::words::head;

/// Maximum number of people with one end of a name that the file of a divided node lists.
const MAX_BEST: usize = 40;

/// Maximum number of parts of a node that has no file of its own: a script reads its parts instead. The node is a head or
/// directly below one, so that few whole names end at it, and no part of it is divided.
const MAX_PARTS_WITHOUT_LIST: u32 = 3;

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
            branch.add(name, rows, Known { depth: 1, has_last: false });
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
        UnitLine::new(&unit.id.value, unit.name(), &related)
    };
    site.units.ids().map(line).collect()
}

/// The files below one head.
struct Branch<'u> {
    units: &'u UnitLines,
    nodes: Vec<(String, i32)>,
    files: Vec<(String, Arc<SearchFile>)>,
}

impl Branch<'_> {
    /// Adds the file `name` with `rows`, whose words are known as far as `known` says, or divides them.
    ///
    /// The word before the known ones divides them; if the names without such a word do not fit the file of the divided
    /// rows, their last word. The divided rows have a file with the best of them, unless a script can read the few parts
    /// instead.
    fn add(&mut self, name: String, rows: Vec<&NameRow<'_>>, known: Known) {
        let Known { depth, has_last } = known;
        if file_bytes(&rows, self.units) <= MAX_NAMES_BYTES || !is_separable(&rows, depth) {
            let file = name_file(&rows, String::new(), self.units);
            self.files.push((name, Arc::new(file)));
            return;
        }
        let ends = Ends::of(&rows, depth);
        let whole = ends.whole_limit(self.units);
        let by_last = !has_last
            && whole < ends.longest()
            && rows.windows(2).any(|pair| pair[0].last_word() != pair[1].last_word());
        let hash = |row: &NameRow<'_>| if by_last { row.last_hash() } else { row.part_hash(depth) };
        let count = part_count(&rows, self.units, hash);
        let mut parts: Vec<Vec<&NameRow<'_>>> = vec![Vec::new(); count as usize];
        for row in rows {
            parts[part(hash(row), count)].push(row);
        }
        let below =
            if by_last { Known { depth, has_last: true } } else { Known { depth: depth + 1, has_last } };
        let sign = if by_last { "w" } else { "" };
        let divided = self.nodes.len();
        for (number, rows) in parts.into_iter().enumerate() {
            self.add(format!("{name}-{count}{sign}-{number}"), rows, below);
        }
        let has_list = by_last
            || count > MAX_PARTS_WITHOUT_LIST
            || self.nodes.len() > divided
            || name.matches('-').count() > 2;
        if has_list {
            let file = ends.file(if by_last { 0 } else { whole }, self.units);
            // A script with an older root file must not read it as the file of all names.
            self.files.push((format!("{name}-"), Arc::new(file)));
        }
        self.nodes.push((name, if by_last { -count.cast_signed() } else { count.cast_signed() }));
    }
}

/// How much of the names of a node is the same, as far as hashes say.
#[derive(Clone, Copy)]
struct Known {
    /// The number of words at the end of the name, of the last one its head.
    depth: usize,
    /// Whether all of the last word is known.
    has_last: bool,
}

/// The rows of a divided file by the ends of their names.
struct Ends<'r, 'a> {
    /// The number of words of an end.
    depth: usize,
    /// For each end its rows in order of rank.
    rows: BTreeMap<String, Vec<&'r NameRow<'a>>>,
    /// The lines of the ends with their numbers of people.
    counts: String,
}

impl<'r, 'a> Ends<'r, 'a> {
    fn of(all: &[&'r NameRow<'a>], depth: usize) -> Ends<'r, 'a> {
        let mut rows: BTreeMap<String, Vec<&NameRow<'_>>> = BTreeMap::new();
        for row in all {
            rows.entry(row.toned_end(depth)).or_default().push(row);
        }
        let count = |(end, rows): (&String, &Vec<&NameRow<'_>>)| format!("{end}\t{}", rows.len());
        let counts = rows.iter().map(count).collect::<Vec<_>>().join("\n");
        // The sort is stable: people of the same rank remain in Vietnamese order.
        rows.values_mut().for_each(|rows| rows.sort_by_cached_key(|row| row.rank()));
        Ends { depth, rows, counts }
    }

    /// Returns the largest number of rows with one end.
    fn longest(&self) -> usize {
        self.rows.values().map(Vec::len).max().unwrap_or(0)
    }

    /// Returns of each end the first `number` rows, and those of the first `whole` rows that have no further word.
    fn best(&self, whole: usize, number: usize) -> Vec<&'r NameRow<'a>> {
        let of_end = |rows: &Vec<&'r NameRow<'a>>| {
            let best = rows
                .iter()
                .enumerate()
                .filter(|(place, row)| *place < number || *place < whole && row.is_whole(self.depth));
            best.map(|(_, row)| *row).collect::<Vec<_>>()
        };
        self.rows.values().flat_map(of_end).collect()
    }

    /// Returns the number up to [`Ends::longest`] of the first rows of each end whose whole names fit the file.
    fn whole_limit(&self, units: &UnitLines) -> usize {
        self.largest(self.longest(), |whole| self.best(whole, 0), units)
    }

    /// Returns the file: how many people have each end, of the first `whole` rows of each end the whole names, and up to
    /// [`MAX_BEST`] of the others.
    fn file(&self, whole: usize, units: &UnitLines) -> SearchFile {
        let number = self.largest(MAX_BEST, |number| self.best(whole, number), units);
        name_file(&self.best(whole, number), self.counts.clone(), units)
    }

    /// Returns the largest number up to `end` for which `rows` fit the file; at least 0.
    fn largest(&self, end: usize, rows: impl Fn(usize) -> Vec<&'r NameRow<'a>>, units: &UnitLines) -> usize {
        let limit = MAX_NAMES_BYTES.saturating_sub(self.counts.len());
        let (mut fitting, mut above) = (0, end + 1);
        while above - fitting > 1 {
            let middle = usize::midpoint(fitting, above);
            let fits = file_bytes(&rows(middle), units) <= limit;
            *(if fits { &mut fitting } else { &mut above }) = middle;
        }
        fitting
    }
}
