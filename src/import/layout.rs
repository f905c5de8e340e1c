//! Finds the head of a table, and the field of each column.

use std::ops::Range;

use super::grid::{Cell, CellValue, Grid};
use super::head_words::{Field, field_of, has_private_words, is_given_name, is_name_beginning};
use super::person_cell::{before_private, is_certain_name};
use crate::model::award::RecipientKind;

/// The number of rows among which the head of a table is.
const MAX_ROWS_ABOVE: u32 = 30;

/// The most rows of a head.
const MAX_HEAD_ROWS: u32 = 4;

/// The most unknown words of a row that is still compared; a head has more known ones.
const MAX_UNKNOWN_HEADS: usize = 8;

/// Where the head of a table is, and what its columns have.
#[derive(Clone, Debug)]
pub struct TableLayout {
    /// The rows of the head; empty if the table has none.
    pub head: Range<u32>,
    /// The columns of each list, from the left: a table may have two lists side by side.
    pub lists: Vec<Vec<Column>>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// The position of the column, from 0.
    pub index: u32,
    /// The field of its cells in the rows below the head.
    pub field: Field,
    /// The words of its head, from the top, joined by ` › `.
    pub head: String,
    /// Whether the program that wrote the file hides it.
    pub is_hidden: bool,
    /// Whether its cells continue those of the column to the left, because one head is over both.
    pub continues: bool,
    /// Whether its cells have personal data behind the names.
    pub has_private: bool,
}

impl TableLayout {
    /// Returns the columns of all lists.
    pub fn columns(&self) -> impl Iterator<Item = &Column> {
        self.lists.iter().flatten()
    }

    /// Returns whether the cells of a column are names.
    pub fn is_name(&self, index: u32) -> bool {
        self.has(index, |field| matches!(field, Field::Name(_)))
    }

    /// Returns whether the cells of a column are row numbers.
    pub fn is_no(&self, index: u32) -> bool {
        self.has(index, |field| field == Field::No)
    }

    /// Returns whether a column has the units of recipients, or its names are those of collectives.
    pub fn has_units(&self) -> bool {
        self.columns().any(|column| {
            matches!(
                column.field,
                Field::Unit | Field::PositionAndUnit | Field::Name(Some(RecipientKind::Collective))
            )
        })
    }

    /// Returns whether each row states the decision that grants its award.
    pub fn has_decisions(&self) -> bool {
        self.columns().any(|column| column.field == Field::Decision)
    }

    fn has(&self, index: u32, is_field: impl Fn(Field) -> bool) -> bool {
        self.columns().any(|column| column.index == index && is_field(column.field))
    }
}

/// Finds the head of a table among its first rows.
///
/// `is_award` decides whether the words of a head are a kind of award.
pub fn find_layout(grid: &Grid, is_award: &mut dyn FnMut(&str) -> bool) -> Option<TableLayout> {
    let rows = grid.rows().map(|(row, _)| row).take_while(|row| *row < MAX_ROWS_ABOVE);
    rows.into_iter().find_map(|row| layout_at(grid, row, is_award))
}

/// Returns the layout whose head begins at `row` or has it as its second row; `None` if the row is no head.
pub fn layout_at(grid: &Grid, row: u32, is_award: &mut dyn FnMut(&str) -> bool) -> Option<TableLayout> {
    if !is_head_row(grid.row(row), is_award) {
        return None;
    }
    let head = head_rows(grid, row, is_award);
    let first = grid
        .rows()
        .map(|(_, cells)| cells)
        .filter_map(|cells| cells.first())
        .map(|cell| cell.column)
        .min()?;
    let last = grid.row(row).iter().chain(head.clone().flat_map(|row| grid.row(row)));
    let last = last.map(|cell| cell.column).max()?;
    let below = grid.rows().skip_while(|(row, _)| *row < head.end).take(50);
    let last = below
        .filter_map(|(_, cells)| cells.last())
        .map(|cell| cell.column)
        .max()
        .map_or(last, |below| below.max(last));
    let mut columns: Vec<Column> = (first..=last).map(|index| column(grid, &head, index, is_award)).collect();
    join_names(&mut columns);
    if !columns.iter().any(|column| matches!(column.field, Field::Name(_))) {
        find_names(grid, head.end, &mut columns);
    }
    lists(columns).map(|lists| TableLayout { head, lists })
}

/// Joins a column with the end of names to the one with their beginning to its left.
fn join_names(columns: &mut [Column]) {
    let own = |column: &Column| column.head.rsplit(" › ").next().unwrap_or_default().to_owned();
    for at in 1..columns.len() {
        let (left, right) = (own(&columns[at - 1]), own(&columns[at]));
        if is_name_beginning(&left) && is_given_name(&right) {
            columns[at].continues = true;
        }
    }
}

/// The share of cells, in percent, that have to be names of persons in a column whose head does not say so.
const NAMES_PERCENT: usize = 60;

/// Finds the column of names by its cells, if no head says which it is: otherwise each row would be an award to its unit.
fn find_names(grid: &Grid, below: u32, columns: &mut [Column]) {
    let is_other =
        |column: &&mut Column| matches!(column.field, Field::Unknown | Field::Private) && !column.is_hidden;
    for column in columns.iter_mut().filter(is_other) {
        let rows = grid.rows().filter(|(row, _)| *row >= below).take(MAX_COMPARED_ROWS);
        let cells = rows.filter_map(|(row, _)| grid.cell(row, column.index));
        let texts: Vec<String> = cells.map(|cell| cell.value.text().into_owned()).collect();
        let names = texts.iter().filter(|text| is_certain_name(before_private(text))).count();
        if names > 0 && names * 100 >= texts.len() * NAMES_PERCENT {
            column.has_private = column.field == Field::Private;
            column.field = Field::Name(None);
            return;
        }
    }
}

/// The number of rows below a head whose cells are compared.
const MAX_COMPARED_ROWS: usize = 200;

/// Returns whether most cells of a row are words of heads, and one of them is for recipients.
fn is_head_row(cells: &[Cell], is_award: &mut dyn FnMut(&str) -> bool) -> bool {
    let mut fields: Vec<Field> = Vec::new();
    let mut others = 0;
    for cell in cells {
        let CellValue::Text(text) = &cell.value else { return false };
        if others > MAX_UNKNOWN_HEADS || text.starts_with(|letter: char| letter.is_ascii_digit()) {
            return false;
        }
        match field_of(text) {
            Some(field) => fields.push(field),
            None if is_award(text) => fields.push(Field::Award),
            None => others += 1,
        }
    }
    let is_recipient = |field: &Field| {
        matches!(field, Field::Name(_) | Field::Unit | Field::Honorific | Field::PositionAndUnit)
    };
    let distinct = fields.iter().enumerate().filter(|(at, field)| !fields[..*at].contains(field)).count();
    fields.len() > others && distinct >= 2 && fields.iter().any(is_recipient)
}

/// Returns the rows of the head that has `row`: merged cells join rows above and below.
fn head_rows(grid: &Grid, row: u32, is_award: &mut dyn FnMut(&str) -> bool) -> Range<u32> {
    let mut start = row;
    while start > 0 && row - start < 2 && is_upper_head(grid, start - 1, row) {
        start -= 1;
    }
    let mut end = row + 1;
    while end - start < MAX_HEAD_ROWS {
        let merged = (start..end).flat_map(|row| grid.row(row)).any(|cell| {
            grid.merge_at(cell.row, cell.column).is_some_and(|merge| merge.bottom >= end && merge.top < end)
        });
        let below = grid.row(end);
        let is_words = below.len() > 1
            && below.iter().all(|cell| match &cell.value {
                CellValue::Text(text) => field_of(text).is_some() || is_award(text),
                _ => false,
            });
        if !merged && !is_words {
            break;
        }
        end += 1;
    }
    start..end
}

/// Returns whether `row` is a head above the head at `below`: a cell of it is merged down to there, or over a part of
/// its columns.
fn is_upper_head(grid: &Grid, row: u32, below: u32) -> bool {
    let width = grid.row(below).len();
    let cells = grid.row(row);
    cells.len() > 1
        && cells.iter().any(|cell| {
            grid.merge_at(cell.row, cell.column).is_some_and(|merge| {
                let columns = (merge.right - merge.left + 1) as usize;
                merge.bottom >= below || (columns > 1 && columns < width)
            })
        })
}

/// Returns the column at `index` with the words of all rows of its head.
fn column(grid: &Grid, head: &Range<u32>, index: u32, is_award: &mut dyn FnMut(&str) -> bool) -> Column {
    let mut words: Vec<String> = Vec::new();
    for row in head.clone() {
        let Some(cell) = grid.visible_cell(row, index) else { continue };
        let text = cell.value.text().split_whitespace().collect::<Vec<&str>>().join(" ");
        if words.last() != Some(&text) {
            words.push(text);
        }
    }
    let mut field = None;
    for text in words.iter().rev() {
        field = field.or_else(|| field_of(text));
        if field.is_none() && is_award(text) {
            field = Some(Field::Award);
        }
    }
    let is_hidden = grid.is_hidden_column(index);
    let is_kept = matches!(field, Some(Field::Kept(_)));
    let field = field.filter(|_| !is_hidden || is_kept).unwrap_or(Field::Unknown);
    let is_name = matches!(field, Field::Name(_));
    let own = words.last().map_or("", |words| words);
    let has_head_of_left = || {
        let merge = head
            .clone()
            .rev()
            .find_map(|row| grid.visible_cell(row, index).map(|_| grid.merge_at(row, index)));
        merge.flatten().is_some_and(|merge| merge.left < index)
    };
    let continues = !is_hidden && field != Field::Unknown && has_head_of_left();
    let has_private = is_name && has_private_words(own);
    Column { index, field, head: words.join(" › "), is_hidden, continues, has_private }
}

/// Divides columns into lists that are side by side, each with its own numbers and names; `None` if no column has
/// names.
fn lists(columns: Vec<Column>) -> Option<Vec<Vec<Column>>> {
    let mut lists: Vec<Vec<Column>> = vec![Vec::new()];
    for column in columns {
        let current = lists.last_mut().expect("it begins with one list");
        let has = |is_field: fn(&Field) -> bool| current.iter().any(|column| is_field(&column.field));
        if column.field == Field::No
            && has(|field| *field == Field::No)
            && has(|field| matches!(field, Field::Name(_) | Field::Honorific | Field::Unit))
        {
            lists.push(vec![column]);
        } else {
            current.push(column);
        }
    }
    lists.iter_mut().for_each(|list| settle(list));
    let has_name = |list: &Vec<Column>| list.iter().any(|column| matches!(column.field, Field::Name(_)));
    lists.iter().all(has_name).then_some(lists)
}

/// Decides between fields by the other columns of the list.
fn settle(columns: &mut [Column]) {
    let has =
        |columns: &[Column], field: fn(&Field) -> bool| columns.iter().any(|column| field(&column.field));
    let replace = |columns: &mut [Column], from: Field, to: Field| {
        if let Some(column) = columns.iter_mut().find(|column| column.field == from) {
            column.field = to;
        }
    };
    if !has(columns, |field| matches!(field, Field::Name(_))) {
        if has(columns, |field| *field == Field::Honorific) {
            replace(columns, Field::Honorific, Field::Name(Some(RecipientKind::Individual)));
        } else if !has(columns, |field| matches!(field, Field::Position | Field::Gender)) {
            replace(columns, Field::Unit, Field::Name(Some(RecipientKind::Collective)));
        }
    }
    let is_period = |column: &&mut Column| column.field == Field::Period;
    if has(columns, |field| *field == Field::Decision) && columns.iter_mut().filter(is_period).count() > 1 {
        replace(columns, Field::Period, Field::Year);
    }
    let mut seen_unit = false;
    for column in columns.iter_mut().filter(|column| column.field == Field::Unit) {
        if seen_unit {
            column.field = Field::Remark;
        }
        seen_unit = true;
    }
}
