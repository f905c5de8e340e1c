//! Finds what the columns of a table without a head have, by their content.

use std::collections::BTreeMap;

use super::grid::{CellValue, Grid};
use super::head_words::Field;
use super::kind_cell::{KindFinder, KindMeaning, kind_words};
use super::layout::{Column, TableLayout};
use super::person_cell::is_certain_name;
use super::proposal::{AnswerCandidate, QuestionSubject};
use super::questions::{Questions, word_candidates};
use super::unit_cell::{UnitFinder, UnitMeaning, is_unit_like};
use crate::text::canonical_name;

/// The share of cells, in percent, that have to be of one field.
const MAJORITY_PERCENT: usize = 90;

/// The first words of positions, in the form of [`canonical_name`].
const POSITIONS: &[&str] = &[
    "bác sĩ",
    "bảo vệ",
    "bí thư",
    "cán bộ",
    "chủ tịch",
    "chuyên viên",
    "công chức",
    "công nhân",
    "đại diện",
    "điều dưỡng",
    "đoàn viên",
    "đội phó",
    "đội trưởng",
    "dược sĩ",
    "giám đốc",
    "giảng viên",
    "giáo viên",
    "hiệu phó",
    "hiệu trưởng",
    "hộ lý",
    "kế toán",
    "kỹ sư",
    "kỹ thuật viên",
    "lái xe",
    "lao công",
    "nhân viên",
    "phó",
    "quản đốc",
    "tài xế",
    "thợ",
    "thủ kho",
    "thủ quỹ",
    "thư ký",
    "tổ phó",
    "tổ trưởng",
    "trạm trưởng",
    "trưởng",
    "ủy viên",
    "văn thư",
    "viên chức",
    "y sĩ",
    "y tá",
    "nữ hộ sinh",
];

/// Returns whether a text begins as positions do.
pub fn is_position(text: &str) -> bool {
    let text = canonical_name(text);
    POSITIONS
        .iter()
        .any(|word| text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// How many cells of a column are of each field.
#[derive(Default)]
struct Content {
    /// The texts, in order; numbers are written as text.
    cells: Vec<String>,
    first_row: u32,
}

/// Returns the layout of a table without a head; `None` if no column certainly has names.
pub fn layout_by_content(
    grid: &Grid,
    units: &mut UnitFinder<'_, '_>,
    kinds: &mut KindFinder<'_, '_>,
    questions: &mut Questions<'_>,
) -> Option<TableLayout> {
    let mut contents: BTreeMap<u32, Content> = BTreeMap::new();
    for (row, cells) in grid.rows() {
        for cell in cells.iter().filter(|cell| !matches!(cell.value, CellValue::Error(_))) {
            let content = contents
                .entry(cell.column)
                .or_insert_with(|| Content { first_row: row, ..Content::default() });
            content.cells.push(cell.value.text().into_owned());
        }
    }
    let fields: Vec<(u32, Option<Field>)> =
        contents.iter().map(|(index, content)| (*index, field(&content.cells, units, kinds))).collect();
    let name_columns = fields.iter().filter(|(_, field)| matches!(field, Some(Field::Name(_)))).count();
    if name_columns != 1 {
        return None;
    }
    let columns = fields.into_iter().map(|(index, field)| {
        let content = &contents[&index];
        let field = field.unwrap_or_else(|| {
            let place = || grid.place(content.first_row, Some(index));
            let candidates = || word_candidates(["citation", "remark", "position", "unit", "kind", "none"]);
            let answer = questions.ask(QuestionSubject::Column, &content.cells[0], place, candidates);
            let word = answer.unwrap_or_default();
            Field::WORDS.iter().find(|(known, _)| *known == word).map_or(Field::Unknown, |(_, field)| *field)
        });
        let is_hidden = grid.is_hidden_column(index);
        Column { index, field, head: String::new(), is_hidden, continues: false, has_private: false }
    });
    Some(TableLayout { head: 0..0, lists: vec![columns.collect()] })
}

/// Returns the field of a column by its texts; `None` if it is not certain.
fn field(cells: &[String], units: &mut UnitFinder<'_, '_>, kinds: &mut KindFinder<'_, '_>) -> Option<Field> {
    let mostly = |count: usize| count * 100 >= cells.len() * MAJORITY_PERCENT;
    let numbers: Vec<u32> = cells.iter().filter_map(|cell| cell.trim_end_matches('.').parse().ok()).collect();
    let rising = numbers.windows(2).filter(|pair| pair[1] == pair[0] + 1 || pair[1] == 1).count() + 1;
    if mostly(numbers.len()) && rising * 100 >= numbers.len() * MAJORITY_PERCENT {
        return Some(Field::No);
    }
    let known_units = cells.iter().filter(|cell| units.is_unit(cell)).count();
    let unit_like = cells.iter().filter(|cell| units.is_unit(cell) || is_unit_like(cell)).count();
    let persons = cells.iter().filter(|cell| is_certain_name(cell)).count();
    if mostly(cells.iter().filter(|cell| is_position(cell)).count()) {
        return Some(Field::Position);
    }
    if persons > 0 && persons >= known_units && mostly(persons + known_units) {
        return Some(Field::Name(None));
    }
    if mostly(cells.iter().filter(|cell| is_kind(cell, kinds)).count()) {
        return Some(Field::Kind);
    }
    (mostly(unit_like) && known_units * 2 > cells.len()).then_some(Field::Unit)
}

fn is_kind(text: &str, kinds: &mut KindFinder<'_, '_>) -> bool {
    text.contains(' ') && kinds.meaning(&kind_words(text).kind) != KindMeaning::Unknown
}

/// Returns the units that may be meant at the end of a text: each suffix that is the name of one.
pub fn unit_suffixes(text: &str, units: &mut UnitFinder<'_, '_>) -> Vec<AnswerCandidate> {
    let starts = text.char_indices().filter(|(_, letter)| *letter == ' ').map(|(at, _)| at + 1);
    let suffixes: Vec<&str> = starts.map(|at| &text[at..]).filter(|rest| is_unit_like(rest)).collect();
    let known: Vec<&str> = suffixes
        .iter()
        .copied()
        .filter(|rest| !matches!(units.meaning(rest), UnitMeaning::Unknown))
        .collect();
    word_candidates(if known.is_empty() { suffixes } else { known })
}
