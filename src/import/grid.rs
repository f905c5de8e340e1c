//! What the readers of spreadsheets, Word files, HTML and plain text return: paragraphs, and tables of cells.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use jiff::civil::Date;

/// A file as read: its paragraphs and tables, in their order.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The paragraphs and tables; a spreadsheet has a table for each sheet that is not empty, and no paragraphs.
    pub blocks: Vec<Block>,
    /// The parts of the file that the reader left out; the report shows them.
    pub left_out: Vec<LeftOut>,
}

/// A paragraph or a table of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph outside of tables.
    Paragraph(Paragraph),
    /// A table, or a sheet.
    Table(Grid),
}

/// A paragraph outside of tables.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// The text, in Unicode's normal form C, without spaces at either end; line breaks are `\n`.
    pub text: String,
    /// Its number among the paragraphs of the document, from 1; lines are counted in plain text.
    pub number: u32,
}

/// A part of a file that its reader left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The kind of the part.
    pub kind: LeftOutKind,
    /// Where it is: a place such as `Sheet1!C14`, or the name of a sheet; empty for the whole file.
    pub place: String,
}

/// A kind of part that a reader left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOutKind {
    /// A sheet that is hidden in the program that wrote the file.
    HiddenSheet,
    /// A sheet that has no cells but charts or dialogs.
    SheetWithoutCells,
    /// Macros: they are never run.
    Macros,
    /// A text box, a comment, a footnote, or another part beside the text.
    TextBeside,
    /// Text that was deleted while changes were tracked.
    DeletedText,
    /// Text that is struck through.
    StruckText,
    /// A picture or another embedded object.
    Picture,
    /// Error values of formulas after the first 10,000 in sequence.
    ErrorValues,
}

/// The shape that a table had in its file; decides how its places are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GridKind {
    /// A sheet: its places are like `Sheet1!C14`.
    Sheet,
    /// A table of a Word or HTML file: the row and the column are written as numbers.
    Table,
    /// Lines of text, such as CSV or a paste: the line and the field are written as numbers.
    Lines,
}

/// A table of cells: a sheet, a table of a Word or HTML file, or lines of delimited text.
///
/// Rows and columns are counted from 0. Cells without content are left out.
#[derive(Clone, Debug)]
pub struct Grid {
    name: String,
    kind: GridKind,
    /// Sorted by row, then column; no two have the same place.
    cells: Vec<Cell>,
    /// For each row that has cells, in order: the row and its cells.
    rows: Vec<(u32, Range<usize>)>,
    merges: Vec<Merge>,
    /// The merge that covers a place.
    merge_of: HashMap<(u32, u32), usize>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
}

/// A cell that has content.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its row, from 0.
    pub row: u32,
    /// Its column, from 0.
    pub column: u32,
    /// What it contains.
    pub value: CellValue,
}

/// The content of a cell: a formula is its stored value.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// Text in normal form C, with repaired encoding and without spaces at either end; line breaks are `\n`. Not empty.
    Text(String),
    /// A number that is not formatted as a date.
    Number(f64),
    /// A number that is formatted as a date.
    Date(Date),
    /// The error value of a formula, such as `#N/A`.
    Error(String),
}

/// A rectangle of merged cells; only the first cell has content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The first row.
    pub top: u32,
    /// The first column.
    pub left: u32,
    /// The last row.
    pub bottom: u32,
    /// The last column.
    pub right: u32,
}

/// The most places of merged cells that a grid remembers; further merges are dropped.
const MAX_MERGED_PLACES: u64 = 200_000;

impl CellValue {
    /// Returns the content as a person reads it: a date is written `31/12/2026`, a whole number without decimals.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            CellValue::Text(text) | CellValue::Error(text) => Cow::Borrowed(text),
            CellValue::Number(number) => Cow::Owned(number.to_string()),
            CellValue::Date(date) => {
                Cow::Owned(format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()))
            }
        }
    }
}

impl Grid {
    /// Creates a table.
    ///
    /// `name` is the name of the sheet, or empty if the file has a single table. Of two cells with the same place the
    /// first counts. A merge of one cell, or one that overlaps an earlier one, is dropped.
    pub fn new(name: impl Into<String>, kind: GridKind, mut cells: Vec<Cell>, merges: Vec<Merge>) -> Grid {
        cells.sort_by_key(|cell| (cell.row, cell.column));
        cells.dedup_by_key(|cell| (cell.row, cell.column));
        let mut rows: Vec<(u32, Range<usize>)> = Vec::new();
        for (index, cell) in cells.iter().enumerate() {
            match rows.last_mut() {
                Some((row, range)) if *row == cell.row => range.end = index + 1,
                _ => rows.push((cell.row, index..index + 1)),
            }
        }
        let mut grid = Grid {
            name: name.into(),
            kind,
            cells,
            rows,
            merges: Vec::new(),
            merge_of: HashMap::new(),
            hidden_rows: BTreeSet::new(),
            hidden_columns: BTreeSet::new(),
        };
        let mut places = 0;
        for merge in merges {
            places += merge.places();
            if places > MAX_MERGED_PLACES {
                break;
            }
            grid.add_merge(merge);
        }
        grid
    }

    /// Adds which rows and columns are hidden in the program that wrote the file.
    pub fn with_hidden(mut self, rows: BTreeSet<u32>, columns: BTreeSet<u32>) -> Grid {
        self.hidden_rows = rows;
        self.hidden_columns = columns;
        self
    }

    /// Returns the table in which each row below `head` has in `columns` the cells that the row `from` of it has; none
    /// if there is no such row.
    pub fn with_moved_cells(&self, columns: &[u32], head: u32, from: impl Fn(u32) -> Option<u32>) -> Grid {
        let is_moved = |cell: &Cell| cell.row > head && columns.contains(&cell.column);
        let mut cells: Vec<Cell> = self.cells.iter().filter(|cell| !is_moved(cell)).cloned().collect();
        for (row, _) in self.rows().filter(|(row, _)| *row > head) {
            let source = from(row);
            let moved = source.into_iter().flat_map(|source| self.row(source)).filter(|cell| is_moved(cell));
            cells.extend(moved.map(|cell| Cell { row, ..cell.clone() }));
        }
        let grid = Grid::new(self.name.clone(), self.kind, cells, self.merges.clone());
        grid.with_hidden(self.hidden_rows.clone(), self.hidden_columns.clone())
    }

    fn add_merge(&mut self, merge: Merge) {
        let places = || {
            (merge.top..=merge.bottom)
                .flat_map(|row| (merge.left..=merge.right).map(move |column| (row, column)))
        };
        if merge.places() < 2 || places().any(|place| self.merge_of.contains_key(&place)) {
            return;
        }
        let index = self.merges.len();
        self.merge_of.extend(places().map(|place| (place, index)));
        self.merges.push(merge);
    }

    /// Returns the name of the sheet; empty if the file has a single table without a name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the shape that the table had in its file.
    pub fn kind(&self) -> GridKind {
        self.kind
    }

    /// Returns each row that has cells, from the top: its number from 0, and its cells from the left.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = (u32, &[Cell])> {
        self.rows.iter().map(|(row, range)| (*row, &self.cells[range.clone()]))
    }

    /// Returns the cells of a row from the left; none if it is empty.
    pub fn row(&self, row: u32) -> &[Cell] {
        // Most tables have no empty rows below their first.
        let first = self.rows.first().map_or(0, |(first, _)| *first);
        let guess = self.rows.get(row.wrapping_sub(first) as usize).filter(|(found, _)| *found == row);
        let found = guess.or_else(|| {
            let index = self.rows.binary_search_by_key(&row, |(row, _)| *row).ok()?;
            self.rows.get(index)
        });
        found.map_or(&[], |(_, cells)| &self.cells[cells.clone()])
    }

    /// Returns the cell at a place, without regard to merges.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        let cells = self.row(row);
        let index = cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        cells.get(index)
    }

    /// Returns the cell that a reader sees at a place: of merged cells, the first.
    pub fn visible_cell(&self, row: u32, column: u32) -> Option<&Cell> {
        match self.merge_at(row, column) {
            Some(merge) => self.cell(merge.top, merge.left),
            None => self.cell(row, column),
        }
    }

    /// Returns the merge that covers a place.
    pub fn merge_at(&self, row: u32, column: u32) -> Option<&Merge> {
        self.merge_of.get(&(row, column)).and_then(|index| self.merges.get(*index))
    }

    /// Returns whether a row is hidden in the program that wrote the file.
    pub fn is_hidden_row(&self, row: u32) -> bool {
        self.hidden_rows.contains(&row)
    }

    /// Returns whether a column is hidden in the program that wrote the file.
    pub fn is_hidden_column(&self, column: u32) -> bool {
        self.hidden_columns.contains(&column)
    }

    /// Returns a place as messages show it: `Sheet1!C14` for a sheet, `Sheet1!14` for a whole row of it, otherwise the
    /// row and the column, from 1: `14:3`, after the name of the table if it has one.
    pub fn place(&self, row: u32, column: Option<u32>) -> String {
        match column {
            Some(column) => cell_place(self.kind, &self.name, row, column),
            None => format!("{}{}", sheet_prefix(&self.name), u64::from(row) + 1),
        }
    }
}

impl Merge {
    /// Returns the number of places that it covers.
    fn places(self) -> u64 {
        let length = |first: u32, last: u32| (u64::from(last) + 1).saturating_sub(u64::from(first));
        length(self.top, self.bottom).saturating_mul(length(self.left, self.right))
    }
}

/// Returns the place of a cell of the table `name` as messages show it: `Sheet1!C14`.
pub fn cell_place(kind: GridKind, name: &str, row: u32, column: u32) -> String {
    let (prefix, row) = (sheet_prefix(name), u64::from(row) + 1);
    match kind {
        GridKind::Sheet => format!("{prefix}{}{row}", column_letters(column)),
        GridKind::Table | GridKind::Lines => format!("{prefix}{row}:{}", u64::from(column) + 1),
    }
}

/// Returns what is before the places of a sheet or table with this name.
fn sheet_prefix(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("{name}!") }
}

/// Returns the letters of a column, counted from 0, as spreadsheets write them: `A`, `Z`, `AA`.
fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).expect("a remainder of 26 is below 26")));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{Cell, CellValue, Grid, GridKind, Merge, column_letters};

    fn text(row: u32, column: u32, text: &str) -> Cell {
        Cell { row, column, value: CellValue::Text(text.to_owned()) }
    }

    #[test]
    fn columns_have_letters() {
        let letters = [0, 25, 26, 51, 52, 701, 702, 16_383].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn merged_places_show_their_first_cell() {
        let merges = vec![
            Merge { top: 1, left: 1, bottom: 3, right: 1 },
            Merge { top: 3, left: 0, bottom: 3, right: 1 },
        ];
        let grid = Grid::new("A", GridKind::Sheet, vec![text(1, 1, "unit"), text(0, 0, "head")], merges);
        assert_eq!(grid.visible_cell(3, 1), grid.cell(1, 1));
        assert_eq!(grid.visible_cell(3, 0), None, "the overlapping merge is dropped");
        assert_eq!(grid.rows().map(|(row, _)| row).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(grid.place(13, Some(2)), "A!C14");
    }

    #[test]
    fn values_are_written_as_people_read_them() {
        let date = CellValue::Date(jiff::civil::date(2024, 2, 5));
        assert_eq!(date.text(), "05/02/2024");
        assert_eq!(
            (CellValue::Number(12.0).text(), CellValue::Number(1.5).text()),
            ("12".into(), "1.5".into())
        );
    }
}
