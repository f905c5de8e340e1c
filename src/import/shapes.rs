//! What each row of a table is by its form: a title, a head, a group, an award, a sum, a signature.

use super::grid::{Cell, CellValue, Grid};
use super::head_words::Field;
use super::layout::{TableLayout, layout_at};
use super::markers::{Depth, depth, marker};
use super::phrases::decision_number;
use super::titles::{announces, is_about_awards, is_letterhead};
use super::unit_cell::is_unit_like;
use crate::text::fold;

/// What a row is by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowShape {
    /// Above the head.
    Title,
    /// A row of the head.
    Head,
    /// A row such as `1 | 2 | 3` below the head.
    ColumnNumbers,
    /// A sum.
    Total,
    /// A footnote or a signature.
    Footer,
    /// No words at all.
    Phantom,
    /// A single text, with or without a number: a group.
    Lone,
    /// A row with values in columns.
    Data,
}

/// The rows of a table below one head.
pub struct Segment {
    /// The head and the columns.
    pub layout: TableLayout,
    /// The rows, from the top, with their forms; those above the first head are in the first segment.
    pub rows: Vec<(u32, RowShape)>,
    /// Whether the head follows awards directly, as on a new page of the same list.
    pub continues: bool,
}

impl Segment {
    /// Returns whether the segment has the titles of a list whose head follows.
    fn is_only_titles(&self) -> bool {
        !self.rows.is_empty() && self.rows.iter().all(|(_, shape)| *shape == RowShape::Title)
    }
}

/// The beginnings of footnotes, in folded form.
const FOOTNOTES: &[&str] = &["*", "ghi chu:", "luu y"];

/// The beginnings of signatures, in folded form; nothing but signatures follows them.
const FOOTERS: &[&str] = &[
    "nguoi lap",
    "noi nhan",
    "tm.",
    "t/m",
    "kt.",
    "tuq.",
    "thu truong",
    "xac nhan",
    "ky ten",
    "(ky",
    "nguoi tong hop",
    "lap bieu",
];

/// Whole texts of rows below the awards, in folded form.
const SIGNATURES: &[&str] = &["chu tich", "pho chu tich", "giam doc", "truong ban", "ke toan truong"];

/// Divides the rows of a table by its heads, and finds the form of each.
pub fn segments(grid: &Grid, first: TableLayout, is_award: &mut dyn FnMut(&str) -> bool) -> Vec<Segment> {
    let mut segments = vec![Segment { layout: first, rows: Vec::new(), continues: false }];
    let mut is_signed = false;
    for (row, cells) in grid.rows() {
        let segment = segments.last_mut().expect("it begins with one segment");
        let head = segment.layout.head.clone();
        if row < head.end {
            let shape = if row < head.start { RowShape::Title } else { RowShape::Head };
            segment.rows.push((row, shape));
            continue;
        }
        let has_head = !head.is_empty();
        if has_head && let Some(layout) = next_layout(grid, row, cells, is_award) {
            let mut rows = titles_before(grid, &mut segment.rows);
            let last = segment.rows.last().filter(|_| rows.is_empty());
            let continues = last.is_some_and(|(_, shape)| matches!(shape, RowShape::Data | RowShape::Lone));
            if segment.is_only_titles() {
                let titles = segments.pop().expect("it begins with one segment");
                rows.splice(..0, titles.rows);
            }
            is_signed = false;
            rows.push((row, RowShape::Head));
            segments.push(Segment { layout, rows, continues });
            continue;
        }
        if has_head && states_decision(cells) {
            if segment.rows.iter().any(|(_, shape)| *shape == RowShape::Data) {
                let layout = TableLayout { head: row..row + 1, ..segment.layout.clone() };
                let rows = titles_above(grid, &mut segment.rows);
                is_signed = false;
                segments.push(Segment { layout, rows, continues: false });
            }
            let segment = segments.last_mut().expect("it begins with one segment");
            segment.rows.push((row, RowShape::Title));
            continue;
        }
        let is_first = segment.rows.last().is_none_or(|(_, shape)| *shape == RowShape::Head);
        let shape = if is_first && has_head && is_column_numbers(cells) {
            RowShape::ColumnNumbers
        } else {
            shape(grid, &segment.layout, row, cells, &mut is_signed)
        };
        segment.rows.push((row, shape));
    }
    segments
}

/// Returns whether a row only states the number of the decision for the rows below.
fn states_decision(cells: &[Cell]) -> bool {
    matches!(cells, [cell] if decision_number(&cell.value.text()).is_some())
}

/// Takes the titles of another list from the end of `rows`: texts above its head, of which one announces a list.
fn titles_before(grid: &Grid, rows: &mut Vec<(u32, RowShape)>) -> Vec<(u32, RowShape)> {
    let from = texts_from(rows);
    if !rows[from..].iter().any(|(row, _)| announces(&first_text(grid, *row))) {
        return Vec::new();
    }
    titles_above(grid, rows)
}

/// Takes the titles of another list from the end of `rows`, from the first text that is one.
fn titles_above(grid: &Grid, rows: &mut Vec<(u32, RowShape)>) -> Vec<(u32, RowShape)> {
    let is_title = |(row, shape): &(u32, RowShape)| {
        let text = first_text(grid, *row);
        let is_note = || begins_footer(&fold(&text));
        *shape != RowShape::Phantom
            && (announces(&text) || is_letterhead(&text) || (is_about_awards(&text) && !is_note()))
    };
    let from = texts_from(rows);
    match rows[from..].iter().position(is_title) {
        Some(at) => rows.drain(from + at..).map(|(row, _)| (row, RowShape::Title)).collect(),
        None => Vec::new(),
    }
}

/// Returns the position behind the last row that is more than a text.
fn texts_from(rows: &[(u32, RowShape)]) -> usize {
    let is_text = |shape: RowShape| matches!(shape, RowShape::Lone | RowShape::Footer | RowShape::Phantom);
    rows.iter().rposition(|(_, shape)| !is_text(*shape)).map_or(0, |at| at + 1)
}

/// Returns the text of the first cell of a row.
fn first_text(grid: &Grid, row: u32) -> String {
    grid.row(row).first().map(|cell| cell.value.text().into_owned()).unwrap_or_default()
}

/// Returns whether folded words begin a note or a signature.
pub fn begins_footer(folded: &str) -> bool {
    FOOTNOTES.iter().chain(FOOTERS).any(|word| folded.starts_with(word))
}

/// Returns the layout of a further head; only rows without numbers are compared.
fn next_layout(
    grid: &Grid,
    row: u32,
    cells: &[Cell],
    is_award: &mut dyn FnMut(&str) -> bool,
) -> Option<TableLayout> {
    let is_short = |cell: &Cell| matches!(&cell.value, CellValue::Text(text) if text.len() < 60);
    (cells.len() > 1 && cells.iter().all(is_short)).then(|| layout_at(grid, row, is_award)).flatten()
}

/// Returns whether the cells are `1 2 3 …`, `(1) (2) (3) …` or `A B 1 2 …`.
fn is_column_numbers(cells: &[Cell]) -> bool {
    let mut expected = 1;
    let mut numbers = 0;
    for cell in cells {
        let text = cell.value.text();
        let text = text.trim_matches(['(', ')', ' ']);
        let text = text.split('=').next().unwrap_or(text).trim();
        if text.parse() == Ok(expected) {
            expected += 1;
            numbers += 1;
        } else if text.len() != 1 || !text.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return false;
        }
    }
    cells.len() >= 3 && numbers >= 2
}

/// Returns the form of a row below the head.
fn shape(grid: &Grid, layout: &TableLayout, row: u32, cells: &[Cell], is_signed: &mut bool) -> RowShape {
    let texts = || {
        cells.iter().filter_map(|cell| match &cell.value {
            CellValue::Text(text) => Some((cell, text)),
            _ => None,
        })
    };
    let Some((_, first)) = texts().next() else {
        let has_name = layout.columns().any(|column| {
            matches!(column.field, Field::Name(_)) && is_text(grid.visible_cell(row, column.index))
        });
        return if has_name { RowShape::Data } else { RowShape::Phantom };
    };
    let folded = fold(first);
    let has_number = cells.first().is_some_and(|cell| layout.is_no(cell.column) && is_number(cell));
    if is_total(&folded) && !has_number {
        return RowShape::Total;
    }
    if FOOTNOTES.iter().any(|word| folded.starts_with(word)) {
        return RowShape::Footer;
    }
    if is_footer(&folded, texts().map(|(_, text)| &**text)) && !has_number {
        *is_signed = true;
        return RowShape::Footer;
    }
    if *is_signed && !has_number {
        return RowShape::Footer;
    }
    lone_or_data(grid, layout, row, cells)
}

fn is_text(cell: Option<&Cell>) -> bool {
    cell.is_some_and(|cell| matches!(cell.value, CellValue::Text(_)))
}

fn is_number(cell: &Cell) -> bool {
    matches!(depth(cell.value.text().trim()), Some(Depth::Number))
}

/// Returns whether folded words are those of a sum.
pub fn is_total(folded: &str) -> bool {
    let rest = |word: &str| folded.strip_prefix(word).map(str::trim_start);
    let is_sum = |rest: &str| rest.is_empty() || rest.starts_with(|letter: char| !letter.is_alphabetic());
    ["tong so", "an dinh danh sach", "danh sach nay", "danh sach co", "(danh sach", "tong hop:"]
        .iter()
        .any(|word| folded.starts_with(word))
        || rest("tong cong").is_some_and(|rest| !rest.starts_with("ty"))
        || rest("cong").is_some_and(is_sum)
        || rest("tong").is_some_and(is_sum)
}

/// Returns whether a row begins a footer, or is a signature.
pub fn is_footer<'t>(folded: &str, mut texts: impl Iterator<Item = &'t str>) -> bool {
    let is_date =
        || folded.contains("ngay") && folded.contains("thang") && folded.contains("nam") && folded.len() < 80;
    FOOTERS.iter().any(|word| folded.starts_with(word))
        || is_date()
        || texts.any(|text| {
            let folded = fold(text.lines().next().unwrap_or_default());
            text.lines().count() < 8 && (SIGNATURES.contains(&&*folded) && !text.contains(char::is_lowercase))
        })
}

/// Returns whether a row with words is a group or has values.
fn lone_or_data(grid: &Grid, layout: &TableLayout, row: u32, cells: &[Cell]) -> RowShape {
    let has_content = |cell: &&Cell| !matches!(cell.value, CellValue::Error(_));
    let (numbers, others): (Vec<&Cell>, Vec<&Cell>) =
        cells.iter().filter(has_content).partition(|cell| layout.is_no(cell.column));
    let number = numbers.first().map(|cell| cell.value.text());
    let number = number.as_deref().map(str::trim);
    let group_depth = number.and_then(depth).filter(|depth| *depth != Depth::Number);
    let filled = |column: u32| grid.visible_cell(row, column).is_some();
    match *others {
        [] => RowShape::Lone,
        _ if group_depth.is_some() => RowShape::Lone,
        [cell] => {
            let is_wide = grid.merge_at(row, cell.column).is_some_and(|merge| merge.right > merge.left);
            let is_marked = marker(&cell.value.text())
                .is_some_and(|marker| matches!(marker.depth, Depth::Roman | Depth::Letter));
            let has_merged_name = layout.columns().any(|column| {
                matches!(column.field, Field::Name(_)) && column.index != cell.column && filled(column.index)
            });
            let has_merged_value = || {
                let mut others = layout.columns().filter(|column| column.index != cell.column);
                others.any(|column| column.field != Field::No && filled(column.index))
            };
            let is_alone = number.is_none() && !has_merged_value() && has_value_columns(layout);
            // "2 | CĐCS …" without further values, in a table that has units in no column.
            let is_heading = number.is_some()
                && !has_merged_value()
                && has_value_columns(layout)
                && !layout.has_units()
                && is_unit_like(&cell.value.text());
            let is_data = has_merged_name || (layout.is_name(cell.column) && !is_alone && !is_heading);
            if is_data && !is_wide && !is_marked { RowShape::Data } else { RowShape::Lone }
        }
        _ => RowShape::Data,
    }
}

/// Returns whether rows of awards have more than a number and a name.
fn has_value_columns(layout: &TableLayout) -> bool {
    let is_value =
        |field: Field| !matches!(field, Field::No | Field::Name(_) | Field::Remark | Field::Unknown);
    layout.columns().any(|column| is_value(column.field))
        || !layout.columns().any(|column| column.field == Field::No)
}
