//! Gives each row of a table for staff the hidden cells that were exported with it.
//!
//! A spreadsheet may sort the shown columns without the hidden ones, and a row that was copied has the hidden cells of
//! another row. The fingerprint of the shown cells says to which row hidden cells belong.

use std::collections::{BTreeMap, HashMap};

use super::grid::Grid;
use super::head_words::{Field, KeptColumn, field_of};
use super::roll::shown_fingerprint;
use crate::edit::{Wanted, tree};
use crate::text::canonical_name;

/// What finds an award again if its row was changed: the number of the decision, the number of the row, and the name.
type AwardWords = (String, String, String);

/// A row of a table for staff, with the hidden cells that are in it now.
struct ShownRow {
    /// The row, from 0.
    row: u32,
    /// The fingerprint of the cells that are shown.
    fingerprint: String,
    /// What the cells that are shown say.
    words: AwardWords,
    /// The position of the hidden cells among all of them; absent without hidden cells.
    own: Option<usize>,
}

/// The hidden cells of an exported row.
struct HiddenCells {
    /// The row that has them, from 0; of copies, the first.
    row: u32,
    /// The fingerprint of the cells that were shown beside them.
    fingerprint: String,
    /// What was shown beside them.
    words: AwardWords,
    /// The row that they belong to, as a position among the shown rows.
    owner: Option<usize>,
}

/// Returns the table with each row of hidden cells in the row that it was exported with, and in no other; `None` if that
/// is so already, or if the table has no hidden cells.
pub fn with_own_hidden_cells(grid: &Grid) -> Option<Grid> {
    let columns = StaffColumns::find(grid)?;
    let (rows, mut hidden) = columns.read(grid);
    give_by_fingerprint(&rows, &mut hidden);
    give_by_words(&rows, &mut hidden);
    give_to_present_rows(&rows, &mut hidden);
    let owners = hidden.iter().filter_map(|cells| Some((rows[cells.owner?].row, cells.row)));
    let sources: HashMap<u32, u32> = owners.collect();
    let is_in_order = rows.iter().all(|row| match row.own {
        Some(_) => sources.get(&row.row) == Some(&row.row),
        None => !sources.contains_key(&row.row),
    });
    if is_in_order {
        return None;
    }
    let kept: Vec<u32> = columns.kept.iter().map(|(_, column)| *column).collect();
    Some(grid.with_moved_cells(&kept, columns.head, |row| sources.get(&row).copied()))
}

/// Gives hidden cells to the rows that show what was exported with them: to the row that has them now, or else to another.
fn give_by_fingerprint(rows: &[ShownRow], hidden: &mut [HiddenCells]) {
    let mut is_served = vec![false; rows.len()];
    for (at, row) in rows.iter().enumerate() {
        let Some(cells) = row.own.map(|own| &mut hidden[own]) else { continue };
        if cells.owner.is_none() && cells.fingerprint == row.fingerprint {
            cells.owner = Some(at);
            is_served[at] = true;
        }
    }
    let mut free: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, cells) in hidden.iter().enumerate().rev().filter(|(_, cells)| cells.owner.is_none()) {
        free.entry(cells.fingerprint.clone()).or_default().push(at);
    }
    for (at, row) in rows.iter().enumerate().filter(|(at, _)| !is_served[*at]) {
        if let Some(cells) = free.get_mut(&row.fingerprint).and_then(Vec::pop) {
            hidden[cells].owner = Some(at);
        }
    }
}

/// Gives hidden cells to the only row of the same decision, number and name.
fn give_by_words(rows: &[ShownRow], hidden: &mut [HiddenCells]) {
    let is_served = served(rows, hidden);
    let mut waiting: BTreeMap<&AwardWords, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(at, row)| !is_served[*at] && !row.words.2.is_empty()) {
        waiting.entry(&row.words).or_default().push(at);
    }
    let mut free: BTreeMap<AwardWords, Vec<usize>> = BTreeMap::new();
    for (at, cells) in hidden.iter().enumerate().filter(|(_, cells)| cells.owner.is_none()) {
        free.entry(cells.words.clone()).or_default().push(at);
    }
    for (words, cells) in free {
        if let ([cells], Some([row])) = (&*cells, waiting.get(&words).map(Vec::as_slice)) {
            hidden[*cells].owner = Some(*row);
        }
    }
}

/// Leaves hidden cells that no other row has a right to where they are: of copies, in the first row of the same name.
fn give_to_present_rows(rows: &[ShownRow], hidden: &mut [HiddenCells]) {
    for is_name_compared in [true, false] {
        let is_served = served(rows, hidden);
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| !is_served[*at]) {
            let Some(cells) = row.own.map(|own| &mut hidden[own]) else { continue };
            if cells.owner.is_none() && (!is_name_compared || cells.words.2 == row.words.2) {
                cells.owner = Some(at);
            }
        }
    }
}

/// Returns for each row whether it has hidden cells of its own.
fn served(rows: &[ShownRow], hidden: &[HiddenCells]) -> Vec<bool> {
    let mut is_served = vec![false; rows.len()];
    hidden.iter().filter_map(|cells| cells.owner).for_each(|owner| is_served[owner] = true);
    is_served
}

/// The columns of a table for staff.
struct StaffColumns {
    /// The row of the heads, from 0.
    head: u32,
    /// The columns that are shown, with their fields, in order.
    shown: Vec<(Option<Field>, u32)>,
    /// The hidden columns.
    kept: Vec<(KeptColumn, u32)>,
}

impl StaffColumns {
    /// Returns the columns of a table with fingerprints; `None` for any other table.
    fn find(grid: &Grid) -> Option<StaffColumns> {
        let (fingerprint, _) = KeptColumn::HEADS[0];
        let is_head = |cells: &[super::grid::Cell]| cells.iter().any(|cell| cell.value.text() == fingerprint);
        let (head, cells) = grid.rows().find(|(_, cells)| is_head(cells))?;
        let mut columns = StaffColumns { head, shown: Vec::new(), kept: Vec::new() };
        for cell in cells {
            match field_of(&cell.value.text()) {
                Some(Field::Kept(kept)) => columns.kept.push((kept, cell.column)),
                field => columns.shown.push((field, cell.column)),
            }
        }
        Some(columns)
    }

    /// Returns the rows below the heads, and the hidden cells that they have, each once.
    fn read(&self, grid: &Grid) -> (Vec<ShownRow>, Vec<HiddenCells>) {
        let (mut rows, mut hidden): (Vec<ShownRow>, Vec<HiddenCells>) = (Vec::new(), Vec::new());
        let mut positions: HashMap<[String; 3], usize> = HashMap::new();
        for (row, _) in grid.rows().filter(|(row, _)| *row > self.head) {
            let kept = |kept| self.kept_text(grid, row, kept);
            let file = kept(KeptColumn::File);
            let key = [file, kept(KeptColumn::Row), kept(KeptColumn::Award)];
            let own = (!key[0].is_empty()).then(|| {
                *positions.entry(key).or_insert_with(|| {
                    let fingerprint = kept(KeptColumn::Shown);
                    let words = exported_words(&kept(KeptColumn::Decision), &kept(KeptColumn::Award));
                    hidden.push(HiddenCells { row, fingerprint, words, owner: None });
                    hidden.len() - 1
                })
            });
            let texts: Vec<String> = self.shown.iter().map(|(_, column)| text(grid, row, *column)).collect();
            let fingerprint = shown_fingerprint(texts.iter().map(String::as_str));
            let is_name = |field: Field| matches!(field, Field::Name(_));
            let words = (
                self.shown_text(grid, row, |field| field == Field::Decision),
                self.shown_text(grid, row, |field| field == Field::No),
                canonical_name(&self.shown_text(grid, row, is_name)),
            );
            rows.push(ShownRow { row, fingerprint, words, own });
        }
        (rows, hidden)
    }

    fn shown_text(&self, grid: &Grid, row: u32, is_field: impl Fn(Field) -> bool) -> String {
        let column = self.shown.iter().find(|(field, _)| field.is_some_and(&is_field));
        column.map_or_else(String::new, |(_, column)| text(grid, row, *column).trim().to_owned())
    }

    fn kept_text(&self, grid: &Grid, row: u32, kept: KeptColumn) -> String {
        let column = self.kept.iter().find(|(other, _)| *other == kept);
        column.map_or_else(String::new, |(_, column)| text(grid, row, *column).trim().to_owned())
    }
}

/// Returns the text of a cell; empty if there is none.
fn text(grid: &Grid, row: u32, column: u32) -> String {
    grid.cell(row, column).map_or_else(String::new, |cell| cell.value.text().into_owned())
}

/// Returns what a row showed of an award, from the keys of the decision and of the award in YAML.
fn exported_words(decision: &str, award: &str) -> AwardWords {
    let [decision, award] = [decision, award].map(tree);
    let text = |entries: &Option<Wanted>, key: &str| match entries.as_ref().and_then(|map| map.value(key)) {
        Some(Wanted::Text(text)) => text.trim().to_owned(),
        _ => String::new(),
    };
    (text(&decision, "number"), text(&award, "no"), canonical_name(&text(&award, "name")))
}
