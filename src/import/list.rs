//! Lists of recipients in paragraphs: `1. Ông …, Tổ trưởng …, CĐCS …;` below *Điều 1*, read as a table.

use super::grid::{Cell, CellValue, Grid, GridKind, Paragraph};
use super::head_words::Field;
use super::layout::{Column, TableLayout};
use super::markers::{Depth, depth, marker};
use super::person_cell::is_certain_name;
use super::unit_cell::UnitFinder;
use crate::text::fold;

/// A table that is made of paragraphs.
pub struct ListTable {
    /// The number, the name and the rest of each item; its rows are the numbers of the paragraphs.
    pub grid: Grid,
    /// The fields of the columns.
    pub layout: TableLayout,
}

/// Returns the items below the articles that grant awards; `None` if there are none.
pub fn list_table<'d>(
    paragraphs: impl Iterator<Item = &'d Paragraph>,
    units: &mut UnitFinder<'_, '_>,
) -> Option<ListTable> {
    let mut cells = Vec::new();
    let (mut is_granting, mut items) = (false, 0);
    for paragraph in paragraphs {
        let folded = fold(&paragraph.text);
        let mut add = |column: u32, text: &str| {
            let row = paragraph.number.saturating_sub(1);
            cells.push(Cell { row, column, value: CellValue::Text(text.to_owned()) });
        };
        if folded.starts_with("dieu ") {
            is_granting = ["tang", "khen", "danh hieu", "cong nhan"].iter().any(|word| folded.contains(word));
            let sentence = paragraph.text.split_once(['.', ':']).map_or("", |(_, sentence)| sentence.trim());
            if is_granting && !sentence.is_empty() {
                add(0, sentence);
            }
            continue;
        }
        if folded.starts_with("noi nhan") || folded.starts_with("tm.") {
            is_granting = false;
        }
        if !is_granting {
            continue;
        }
        let Some((number, item)) = item(&paragraph.text) else {
            let is_group = paragraph.text.ends_with(':') || marker(&paragraph.text).is_some();
            if is_group {
                add(0, &paragraph.text);
            }
            continue;
        };
        items += 1;
        add(0, number);
        let is_unit = units.is_unit(item);
        let (name, rest) = if is_unit { (item, "") } else { name_and_rest(item) };
        add(1, name.trim());
        if !rest.trim().is_empty() {
            add(2, rest.trim());
        }
    }
    let column = |index: u32, field: Field| Column {
        index,
        field,
        head: String::new(),
        is_hidden: false,
        continues: false,
        has_private: false,
    };
    let columns = vec![column(0, Field::No), column(1, Field::Name(None)), column(2, Field::PositionAndUnit)];
    let layout = TableLayout { head: 0..0, lists: vec![columns] };
    (items > 0).then(|| ListTable { grid: Grid::new("", GridKind::Lines, cells, Vec::new()), layout })
}

/// Returns the part of an item before the comma behind the last name, and the part after it.
fn name_and_rest(item: &str) -> (&str, &str) {
    let Some((first, _)) = item.split_once(',') else { return (item, "") };
    let mut end = first.len();
    if is_certain_name(first) {
        for part in item[end + 1..].split(',') {
            if !is_certain_name(part) {
                break;
            }
            end += part.len() + 1;
        }
    }
    (&item[..end], item.get(end + 1..).unwrap_or_default())
}

/// Returns the number and the words of an item: `1. Ông …;`, `- Bà …`.
fn item(text: &str) -> Option<(&str, &str)> {
    let end = |words: &'_ str| words.trim_end_matches([';', '.', ' ']).len();
    for bullet in ["- ", "– ", "+ ", "• "] {
        if let Some(words) = text.strip_prefix(bullet) {
            return Some(("-", &words[..end(words)]));
        }
    }
    let marker = marker(text).filter(|marker| matches!(marker.depth, Depth::Number | Depth::SubNumber))?;
    let is_item = depth(marker.number) == Some(Depth::Number) && !marker.rest.ends_with(':');
    is_item.then(|| (marker.number, &marker.rest[..end(marker.rest)]))
}
