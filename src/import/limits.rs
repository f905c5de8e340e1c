//! The limits of a file that is imported, and the builder that keeps a table within them.

use std::collections::BTreeSet;

use crate::import::encoding;
use crate::import::grid::cell_place;
use crate::import::{Cell, CellValue, Grid, GridKind, LeftOut, LeftOutKind, Merge, ReadError};
use crate::text::OldEncoding;

/// The most bytes of a file.
pub const MAX_FILE_BYTES: u64 = 20_000_000;

/// The most bytes of all parts of a packed file together.
pub const MAX_UNPACKED_BYTES: u64 = 100_000_000;

/// The most rows with content in a table.
pub const MAX_ROWS: u32 = 20_000;

/// The most columns of a table.
pub const MAX_COLUMNS: u32 = 100;

/// The most cells with content in all tables of a file together.
pub const MAX_CELLS: u32 = 200_000;

/// The most bytes of text in all cells and paragraphs of a file together: a text that a file has once may be in each
/// cell.
pub const MAX_TEXT_BYTES: usize = 20_000_000;

/// The most bytes of text in a cell; Excel has at most 32,767 characters.
const MAX_CELL_BYTES: usize = 1_000_000;

/// The most cells with error values after each other; formulas are often copied down to the end of a sheet.
const MAX_ERRORS: usize = 10_000;

/// The most error values of a file that are left out.
const MAX_ERRORS_LEFT_OUT: u32 = 5_000_000;

/// How many texts of a table must surely be in an old encoding before it decides about the others.
const MIN_OLD_TEXTS: u32 = 5;

/// The error values of formulas, as they are written.
pub const ERROR_VALUES: &[&str] = &["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"];

/// How much of the limits of a file is left.
pub struct Budget {
    cells: u32,
    text_bytes: usize,
    /// Error values that may be left out.
    errors: u32,
}

impl Budget {
    /// Returns the limits of a whole file.
    pub fn new() -> Budget {
        Budget { cells: MAX_CELLS, text_bytes: MAX_TEXT_BYTES, errors: MAX_ERRORS_LEFT_OUT }
    }

    fn take_text(&mut self, text: &str) -> Result<(), ReadError> {
        self.text_bytes = self.text_bytes.checked_sub(text.len()).ok_or_else(too_many_cells)?;
        Ok(())
    }

    /// Takes a paragraph from the limits; it counts as a cell.
    ///
    /// # Errors
    ///
    /// [`ReadError::TooManyCells`] if the file has more text than it may have.
    pub fn take_paragraph(&mut self, text: &str) -> Result<(), ReadError> {
        self.take_cell()?;
        self.take_text(text)
    }

    fn take_cell(&mut self) -> Result<(), ReadError> {
        self.cells = self.cells.checked_sub(1).ok_or_else(too_many_cells)?;
        Ok(())
    }
}

/// Returns the error of a table that exceeds a limit.
pub fn too_many_cells() -> ReadError {
    ReadError::TooManyCells { rows: MAX_ROWS, columns: MAX_COLUMNS, cells: MAX_CELLS }
}

/// The most cells that the report names for text that is struck through.
const MAX_STRUCK_PLACES: usize = 8;

/// Collects the cells of a table from the top, and from the left in each row.
pub struct GridBuilder {
    cells: Vec<Cell>,
    rows: u32,
    last_row: Option<u32>,
    /// Error values after the last other cell.
    errors: Vec<Cell>,
    /// How many texts are surely in each old encoding.
    old_texts: [(OldEncoding, u32); 2],
    /// The place of the first error value that was left out.
    first_left_out: Option<(u32, u32)>,
    /// The first places of text that is struck through.
    struck: Vec<(u32, u32)>,
    /// What lies beyond the limits is cut off.
    pub layout: SheetLayout,
}

/// The merged cells of a table, and what the program that wrote the file does not show.
#[derive(Default)]
pub struct SheetLayout {
    /// The merged cells.
    pub merges: Vec<Merge>,
    /// The rows that are not shown, from 0.
    pub hidden_rows: BTreeSet<u32>,
    /// The columns that are not shown, from 0.
    pub hidden_columns: BTreeSet<u32>,
}

impl Default for GridBuilder {
    fn default() -> GridBuilder {
        GridBuilder {
            cells: Vec::new(),
            rows: 0,
            last_row: None,
            errors: Vec::new(),
            old_texts: [(OldEncoding::Tcvn3, 0), (OldEncoding::Vni, 0)],
            first_left_out: None,
            struck: Vec::new(),
            layout: SheetLayout::default(),
        }
    }
}

impl GridBuilder {
    /// Adds the text of a cell, cleaned, if any is left.
    ///
    /// # Errors
    ///
    /// [`ReadError::TooManyCells`] if the table exceeds the limits.
    pub fn push_text(
        &mut self,
        row: u32,
        column: u32,
        text: &str,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        if text.len() > MAX_CELL_BYTES {
            return Err(too_many_cells());
        }
        let text = match encoding::clean_line_of(text) {
            Some(line) => line.to_owned(),
            None => {
                let encoding = OldEncoding::of_text(text);
                let found = self.old_texts.iter_mut().filter(|(old, _)| encoding == Some(*old));
                found.for_each(|(_, count)| *count += 1);
                encoding::clean(text)
            }
        };
        match text.as_str() {
            "" => Ok(()),
            error if ERROR_VALUES.contains(&error) => self.push(row, column, CellValue::Error(text), budget),
            _ => self.push(row, column, CellValue::Text(text), budget),
        }
    }

    /// Adds a cell with content.
    ///
    /// # Errors
    ///
    /// [`ReadError::TooManyCells`] if the table exceeds the limits.
    pub fn push(
        &mut self,
        row: u32,
        column: u32,
        value: CellValue,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        let cell = Cell { row, column, value };
        if matches!(cell.value, CellValue::Error(_)) {
            if self.errors.len() < MAX_ERRORS {
                self.errors.push(cell);
            } else {
                budget.errors = budget.errors.checked_sub(1).ok_or_else(too_many_cells)?;
                self.first_left_out.get_or_insert((row, column));
            }
            return Ok(());
        }
        for error in std::mem::take(&mut self.errors) {
            self.add(error, budget)?;
        }
        self.add(cell, budget)
    }

    /// Records that text of a cell is left out because it is struck through.
    pub fn leave_out_struck(&mut self, row: u32, column: u32) {
        if self.struck.len() <= MAX_STRUCK_PLACES {
            self.struck.push((row, column));
        }
    }

    /// Returns what the report says of text that is struck through; nothing without any.
    fn struck_text(&self, name: &str, kind: GridKind) -> Option<LeftOut> {
        let places = self.struck.iter().take(MAX_STRUCK_PLACES);
        let places: Vec<String> = places.map(|(row, column)| cell_place(kind, name, *row, *column)).collect();
        let more = if self.struck.len() > MAX_STRUCK_PLACES { ", …" } else { "" };
        let place = format!("{}{more}", places.join(", "));
        (!self.struck.is_empty()).then_some(LeftOut { kind: LeftOutKind::StruckText, place })
    }

    fn add(&mut self, cell: Cell, budget: &mut Budget) -> Result<(), ReadError> {
        if self.last_row != Some(cell.row) {
            self.rows += 1;
            self.last_row = Some(cell.row);
        }
        if self.rows > MAX_ROWS || cell.column >= MAX_COLUMNS {
            return Err(too_many_cells());
        }
        budget.take_cell()?;
        if let CellValue::Text(text) = &cell.value {
            budget.take_text(text)?;
        }
        self.cells.push(cell);
        Ok(())
    }

    /// Decodes the texts that do not show their encoding alone, if enough others of the table show one.
    fn decode_short_texts(&mut self) {
        let encoding = match self.old_texts {
            [(encoding, count), (_, 0)] | [(_, 0), (encoding, count)] if count >= MIN_OLD_TEXTS => encoding,
            _ => return,
        };
        for cell in &mut self.cells {
            if let CellValue::Text(text) = &mut cell.value
                && let Some(decoded) = encoding.decode(text)
            {
                *text = decoded;
            }
        }
    }

    /// Returns the table; `None` if it has no cells. Records in `left_out` what was not taken.
    ///
    /// Error values below the last other cell do not count for the limits.
    pub fn finish(mut self, name: &str, kind: GridKind, left_out: &mut Vec<LeftOut>) -> Option<Grid> {
        left_out.extend(self.struck_text(name, kind));
        self.errors.retain(|cell| cell.column < MAX_COLUMNS);
        self.cells.append(&mut self.errors);
        self.decode_short_texts();
        if self.cells.is_empty() {
            return None;
        }
        let rows: BTreeSet<u32> = self.cells.iter().map(|cell| cell.row).collect();
        let last_row = rows.last().copied().unwrap_or(0);
        let cut = |merge: Merge| Merge {
            bottom: merge.bottom.min(last_row),
            right: merge.right.min(MAX_COLUMNS - 1),
            ..merge
        };
        let is_inside = |merge: &Merge| merge.top <= merge.bottom && merge.left <= merge.right;
        let SheetLayout { merges, hidden_rows, hidden_columns } = self.layout;
        let merges = merges.into_iter().map(cut).filter(is_inside).collect();
        let hidden_rows = hidden_rows.intersection(&rows).copied().collect();
        let grid = Grid::new(name, kind, self.cells, merges).with_hidden(hidden_rows, hidden_columns);
        if let Some((row, column)) = self.first_left_out {
            left_out.push(LeftOut { kind: LeftOutKind::ErrorValues, place: grid.place(row, Some(column)) });
        }
        Some(grid)
    }
}
