//! Puts the cells of a table of HTML in rows and columns, and decides what the table is in an article.

use std::collections::HashMap;

use super::parts::{Container, PastedCell, PastedPart, PastedTable};
use crate::import::head_words::{Field, field_of};
use crate::import::word::article::WordPlace;
use crate::import::word::article::blocks::{CellBlock, RowBlock, TableBlock, TextBlock};
use crate::import::word::article::spans::{TextSpan, plain_text, with_marker};
use crate::import::word::article::table::TableShape;
use crate::import::word::body::VerticalMerge;
use crate::import::word::numbering::ListMarker;

/// The most columns of a table; the text of further cells goes to the last one.
const MAX_COLUMNS: usize = 100;

/// The most letters of a cell of a table that is not a layout of the page.
const MAX_CELL_CHARS: usize = 1_500;

/// The most places of a table, with those of empty cells; one with more becomes paragraphs.
const MAX_PLACES: usize = 300_000;

/// The most letters of the head of a column.
const MAX_HEAD_CHARS: usize = 60;

/// A table in rows and columns.
pub(super) struct ArrangedTable {
    /// Paragraphs that are above the rows, because a cell covers the whole width.
    pub(super) titles: Vec<Vec<TextSpan>>,
    pub(super) table: TableBlock,
    pub(super) has_head: bool,
}

impl PastedTable {
    /// Begins a row.
    pub(super) fn start_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Adds a cell to the last row.
    pub(super) fn push(&mut self, cell: PastedCell) {
        if self.rows.is_empty() {
            self.start_row();
        }
        self.rows.last_mut().expect("a row has begun").push(cell);
    }

    /// Returns whether it arranges paragraphs or pictures, and is no table for its readers.
    pub(super) fn is_layout(&self) -> bool {
        let cells = || self.rows.iter().flatten();
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        self.is_arrangement
            || columns <= 1
            || self.rows.len() * self.width() > MAX_PLACES
            || cells().any(|cell| is_page(&cell.parts))
            || self.shape_with_pictures()
    }

    /// Returns a width that the table does not exceed, in columns.
    fn width(&self) -> usize {
        let has_tall_cells = self.rows.iter().flatten().any(|cell| cell.rows > 1);
        let width = |row: &Vec<PastedCell>| row.iter().map(|cell| cell.columns).sum::<usize>();
        let widest = self.rows.iter().map(width).max().unwrap_or(0);
        if has_tall_cells { MAX_COLUMNS } else { widest.min(MAX_COLUMNS) }
    }

    /// Returns whether each text belongs to a picture.
    fn shape_with_pictures(&self) -> bool {
        let is_picture = |span: &TextSpan| matches!(span, TextSpan::Picture(_));
        let has_picture = |part: &PastedPart| match part {
            PastedPart::Paragraph(spans) => spans.iter().any(is_picture),
            _ => false,
        };
        let mut cells = self.rows.iter().flatten();
        if !cells.any(|cell| cell.parts.iter().any(has_picture)) {
            return false;
        }
        let block = |cell: &PastedCell| CellBlock {
            span: 1,
            vertical: VerticalMerge::None,
            texts: cell_texts(&cell.parts),
        };
        let row = |row: &Vec<PastedCell>| RowBlock { before: 0, cells: row.iter().map(block).collect() };
        let rows = self.rows.iter().map(row).collect();
        let table = TableBlock { place: WordPlace::default(), rows };
        matches!(table.shape(), TableShape::Pictures)
    }

    /// Returns whether a cell with text covers several rows or columns.
    pub(super) fn has_merged_cells(&self) -> bool {
        let titles = self.title_rows();
        let is_merged = |cell: &PastedCell| (cell.columns > 1 && !cell.is_overflow) || cell.rows > 1;
        let mut cells = self.rows.iter().skip(titles).flatten();
        cells.any(|cell| is_merged(cell) && has_text(&cell.parts))
    }

    /// Returns the parts of all cells in their order.
    pub(super) fn into_parts(self) -> Vec<PastedPart> {
        self.rows.into_iter().flatten().flat_map(|cell| cell.parts).collect()
    }

    /// Returns the number of rows at the beginning that have a single text over the whole width.
    fn title_rows(&self) -> usize {
        let width = |row: &Vec<PastedCell>| row.iter().map(|cell| cell.columns).sum::<usize>();
        let columns = self.rows.iter().map(width).max().unwrap_or(0);
        let is_title = |row: &&Vec<PastedCell>| {
            let mut texts = row.iter().filter(|cell| has_text(&cell.parts));
            match (texts.next(), texts.next()) {
                (Some(cell), None) => cell.columns >= columns && columns > 1,
                (None, _) => true,
                _ => false,
            }
        };
        let titles = self.rows.iter().take_while(is_title).count();
        // A table of titles only is one of rows.
        if titles == self.rows.len() { 0 } else { titles }
    }

    /// Returns whether the row `at` has the names of the columns.
    fn has_head(&self, at: usize) -> bool {
        let Some(row) = self.rows.get(at) else { return false };
        let behind: Vec<&Vec<PastedCell>> = self.rows[at + 1..].iter().collect();
        let has_texts = row.iter().any(|cell| has_text(&cell.parts));
        if has_texts && row.iter().all(|cell| cell.is_head) {
            return true;
        }
        let texts: Vec<String> = row.iter().map(|cell| text_of(&cell.parts)).collect();
        let is_name = |text: &String| {
            text.chars().count() <= MAX_HEAD_CHARS && text.starts_with(|letter: char| letter.is_alphabetic())
        };
        if behind.is_empty() || !texts.iter().all(is_name) {
            return false;
        }
        let is_known = |text: &&String| !matches!(field_of(text), None | Some(Field::Unknown));
        let known = texts.iter().filter(is_known).count();
        let is_bold = row.iter().all(|cell| cell.is_bold);
        let bold_behind = behind.iter().take(20).any(|row| row.iter().all(|cell| cell.is_bold));
        (is_bold && !bold_behind) || known * 2 > texts.len() || has_numbers(&behind, texts.len())
    }

    /// Puts the cells in their columns.
    pub(super) fn arranged(mut self) -> ArrangedTable {
        self.rows.retain(|row| row.iter().any(|cell| has_text(&cell.parts)) || covers(row));
        let first = self.title_rows();
        let has_head = self.has_head(first);
        let titles = self.rows.drain(..first).flatten().flat_map(|cell| cell_texts(&cell.parts));
        let titles = titles.map(|text| text.spans).collect();
        let rows = placed(self.rows);
        let width = rows.iter().flatten().filter(|(_, cell)| !cell.texts.is_empty());
        let width = width.map(|(column, _)| column + 1).max().unwrap_or(0);
        let mut rows: Vec<RowBlock> = rows.into_iter().map(|row| row_block(row, width)).collect();
        rows.retain(|row| row.cells.iter().any(|cell| !cell.texts.is_empty()));
        ArrangedTable { titles, table: TableBlock { place: WordPlace::default(), rows }, has_head }
    }
}

/// Returns whether an empty row has cells that cover the rows below.
fn covers(row: &[PastedCell]) -> bool {
    row.iter().any(|cell| cell.rows > 1)
}

/// Returns whether a column of `rows`, which have `columns` columns, has only numbers.
fn has_numbers(rows: &[&Vec<PastedCell>], columns: usize) -> bool {
    let is_number = |text: &str| {
        let has_digit = text.starts_with(|letter: char| letter.is_ascii_digit());
        has_digit && !text.contains(|letter: char| letter.is_alphabetic())
    };
    (0..columns).any(|column| {
        let cells = rows.iter().take(50).filter_map(|row| row.get(column));
        let texts: Vec<String> = cells.map(|cell| text_of(&cell.parts)).filter(|it| !it.is_empty()).collect();
        !texts.is_empty() && texts.iter().all(|text| is_number(text))
    })
}

/// Returns each cell with its first column. Cells above take the columns that they cover.
fn placed(rows: Vec<Vec<PastedCell>>) -> Vec<Vec<(usize, CellBlock)>> {
    // For each column, the first row that the cells above do not cover.
    let mut covered: HashMap<usize, usize> = HashMap::new();
    let mut placed = Vec::with_capacity(rows.len());
    for (at, row) in rows.into_iter().enumerate() {
        let mut next = 0;
        let mut cells: Vec<(usize, CellBlock)> = Vec::with_capacity(row.len());
        for cell in row {
            while covered.get(&next).is_some_and(|end| *end > at) {
                next += 1;
            }
            let columns = cell.columns.clamp(1, MAX_COLUMNS);
            if cell.rows > 1 {
                for column in next..(next + columns).min(MAX_COLUMNS) {
                    covered.insert(column, at.saturating_add(cell.rows));
                }
            }
            let texts = cell_texts(&cell.parts);
            match cells.last_mut() {
                Some((last, block)) if next >= MAX_COLUMNS => {
                    *last = (*last).min(MAX_COLUMNS - 1);
                    block.texts.extend(texts);
                }
                _ => {
                    let place = next.min(MAX_COLUMNS - 1);
                    cells.push((place, CellBlock { span: 1, vertical: VerticalMerge::None, texts }));
                }
            }
            next = next.saturating_add(columns);
        }
        placed.push(cells);
    }
    placed
}

/// Returns a row with a cell for each column.
fn row_block(row: Vec<(usize, CellBlock)>, width: usize) -> RowBlock {
    let mut cells: Vec<CellBlock> = Vec::with_capacity(width);
    let empty = || CellBlock { span: 1, vertical: VerticalMerge::None, texts: Vec::new() };
    for (column, cell) in row {
        if column >= width {
            break;
        }
        cells.resize_with(column.max(cells.len()), empty);
        cells.push(cell);
    }
    cells.resize_with(width, empty);
    RowBlock { before: 0, cells }
}

/// Returns whether the parts of a cell are those of a page: headings, tables, or a long text.
fn is_page(parts: &[PastedPart]) -> bool {
    let is_block = |part: &PastedPart| matches!(part, PastedPart::Heading(..) | PastedPart::Table(_));
    if parts.iter().any(is_block) {
        return true;
    }
    let count = |part: &PastedPart| spans_of(part).map_or(0, |spans| plain_text(spans).chars().count());
    parts.len() > 1 && parts.iter().map(count).sum::<usize>() > MAX_CELL_CHARS
}

fn spans_of(part: &PastedPart) -> Option<&[TextSpan]> {
    match part {
        PastedPart::Paragraph(spans)
        | PastedPart::Heading(_, spans)
        | PastedPart::Item(_, _, spans)
        | PastedPart::Quoted(spans) => Some(spans),
        PastedPart::Start(_) | PastedPart::End(_) | PastedPart::Rule | PastedPart::Table(_) => None,
    }
}

fn has_text(parts: &[PastedPart]) -> bool {
    let is_text = |span: &TextSpan| matches!(span, TextSpan::Text(..) | TextSpan::Note(_));
    parts.iter().any(|part| match part {
        PastedPart::Table(_) => true,
        other => spans_of(other).is_some_and(|spans| spans.iter().any(is_text)),
    })
}

fn text_of(parts: &[PastedPart]) -> String {
    let texts: Vec<String> = parts.iter().filter_map(spans_of).map(plain_text).collect();
    texts.join(" ")
}

/// Returns the paragraphs of a cell, with the marks of lists as text.
fn cell_texts(parts: &[PastedPart]) -> Vec<TextBlock> {
    let place = WordPlace::default();
    let mut texts = Vec::new();
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut marker = None;
    for part in parts {
        match part {
            PastedPart::Start(Container::List(first)) => lists.push(*first),
            PastedPart::End(Container::List(_)) => _ = lists.pop(),
            PastedPart::Start(Container::Item) => {
                marker = lists.last_mut().map(|next| match next {
                    Some(number) => {
                        *number += 1;
                        ListMarker::Number(u32::try_from(*number - 1).unwrap_or(u32::MAX))
                    }
                    None => ListMarker::Bullet,
                });
            }
            PastedPart::Item(marker, _, spans) => {
                texts.push(TextBlock::at(&place, with_marker(spans.clone(), Some(marker))));
            }
            other => {
                let Some(spans) = spans_of(other).filter(|spans| !spans.is_empty()) else { continue };
                texts.push(TextBlock::at(&place, with_marker(spans.to_vec(), marker.take().as_ref())));
            }
        }
    }
    texts
}
