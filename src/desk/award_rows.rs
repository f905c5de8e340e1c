//! The rows of a decision as a table, and what was changed in the table.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::desk::names::suggested;
use crate::edit::{FieldKind, FormField, KeyPath, Wanted, flow};

/// The key of the rows in a decision.
pub const KEY: &str = "awards";

/// The key under which a form sends how many rows are before and after those of its table.
pub const AROUND: &str = "awards_around";
/// The most rows of a table that has all of them; more come in pieces.
const MAX_ROWS: usize = 1000;
/// The number of rows of a piece.
const PIECE_ROWS: usize = 500;

/// The keys that can have a column, in the order of the columns.
const COLUMNS: [&str; 19] = [
    "no",
    "to",
    "name",
    "person",
    "honorific",
    "position",
    "unit",
    "unit_as_printed",
    "citation",
    "kind",
    "class",
    "category",
    "movement",
    "period",
    "status",
    "by",
    "visibility",
    "posthumous",
    "shared_with",
];
/// The keys of [`COLUMNS`] whose values are lists of names.
const LISTS: [&str; 1] = ["shared_with"];
/// What separates the names of a list in a cell. A comma may be a part of a name.
const SEPARATOR: char = ';';
/// The keys that have a column even if no row has them; the author can add the others.
const USUAL_COLUMNS: [&str; 5] = ["no", "to", "name", "unit", "citation"];

/// The table of the rows of a decision.
#[derive(Serialize)]
pub struct AwardTable {
    label: String,
    help: String,
    columns: Vec<AwardColumn>,
    rows: Vec<AwardRow>,
    /// The number of rows of the file before those of the table.
    before: usize,
    /// The number of rows of the file after those of the table.
    after: usize,
    /// The pieces that the rows come in; empty if the table has all of them.
    pieces: Vec<AwardPiece>,
    /// The recipients of the rows that are not in the table, as a JSON object of numbers by the words of `to`.
    others: String,
    /// An empty row, with the cells of all columns.
    new_row: AwardRow,
}

/// A piece of the rows of a long decision.
#[derive(Serialize)]
struct AwardPiece {
    /// The index of its first row.
    start: usize,
    /// The number of its first row, from 1.
    first: usize,
    /// The number of its last row, from 1.
    last: usize,
    is_shown: bool,
}

/// A column of the table.
#[derive(Serialize)]
struct AwardColumn {
    key: String,
    label: String,
    help: String,
    /// Whether the table has it from the start.
    is_shown: bool,
}

/// A row of the table.
#[derive(Serialize)]
struct AwardRow {
    /// Its index in the file; empty for a new row.
    index: String,
    /// Whether it stays in the file even if all its cells are empty.
    has_more: bool,
    cells: Vec<AwardCell>,
}

/// A cell of the table.
#[derive(Serialize)]
struct AwardCell {
    key: String,
    /// Its control: `line`, `names`, `number`, `text` or `choice`, or `fixed` for a value that no control can show.
    kind: &'static str,
    value: String,
    words: Vec<AwardWord>,
    /// The list of the names that are suggested while it is typed; empty for none.
    names: &'static str,
}

/// A word of a choice in a cell.
#[derive(Serialize)]
struct AwardWord {
    word: String,
    meaning: String,
}

/// The table of the rows in `tree`, a decision with `fields`; `None` if they are not a list of mappings. Of many rows, it has
/// the piece in which the row with the index `near` is.
pub fn view(fields: &[FormField], tree: &Wanted, near: usize) -> Option<AwardTable> {
    let rows = mappings(tree)?;
    let awards = fields.iter().find(|field| field.key == KEY)?;
    let FieldKind::Rows(inner) = &awards.kind else { return None };
    let is_used = |key: &str| {
        USUAL_COLUMNS.contains(&key) || rows.iter().any(|row| row.iter().any(|(name, _)| name == key))
    };
    let field = |key: &&str| inner.iter().find(|field| field.key == format!("{KEY}.{key}"));
    let columns: Vec<(&str, &FormField)> =
        COLUMNS.iter().filter_map(|key| Some((*key, field(key)?))).collect();
    let used: Vec<(&str, &FormField)> = columns.iter().filter(|(key, _)| is_used(key)).copied().collect();
    let range = piece_range(rows.len(), near);
    let shown = rows.iter().enumerate().take(range.end).skip(range.start);
    let shown = shown.map(|(at, row)| award_row(&used, at.to_string(), row));
    let is_long = rows.len() > MAX_ROWS;
    let starts = (0..rows.len()).step_by(PIECE_ROWS).filter(|_| is_long);
    Some(AwardTable {
        before: range.start,
        after: rows.len() - range.end,
        others: recipients(rows[..range.start].iter().chain(&rows[range.end..])),
        pieces: starts
            .map(|start| AwardPiece {
                start,
                first: start + 1,
                last: rows.len().min(start + PIECE_ROWS),
                is_shown: start == range.start,
            })
            .collect(),
        label: awards.label.clone(),
        help: awards.help.replace('`', ""),
        rows: shown.collect(),
        new_row: award_row(&columns, String::new(), &[]),
        columns: columns
            .iter()
            .map(|(key, field)| AwardColumn {
                key: (*key).to_owned(),
                label: field.label.clone(),
                help: field.help.replace('`', ""),
                is_shown: is_used(key),
            })
            .collect(),
    })
}

/// The indices of the rows of the table among `count` rows.
fn piece_range(count: usize, near: usize) -> Range<usize> {
    if count <= MAX_ROWS {
        return 0..count;
    }
    let start = near.min(count - 1) / PIECE_ROWS * PIECE_ROWS;
    start..count.min(start + PIECE_ROWS)
}

/// The number of `rows` for each word of `to`, and for those without one under an empty word, as a JSON object.
fn recipients<'r>(rows: impl Iterator<Item = &'r &'r [(String, Wanted)]>) -> String {
    let mut counts = BTreeMap::<&str, usize>::new();
    for row in rows {
        let to = row.iter().find(|(key, _)| key == "to").map(|(_, value)| value);
        let word = if let Some(Wanted::Text(word)) = to { word } else { "" };
        *counts.entry(word).or_default() += 1;
    }
    serde_json::json!(counts).to_string()
}

/// The mappings in the list of rows in `tree`; `None` if it has another shape.
fn mappings(tree: &Wanted) -> Option<Vec<&[(String, Wanted)]>> {
    let rows = match tree.value(KEY) {
        None | Some(Wanted::Nothing) => &[],
        Some(Wanted::List(rows)) => rows.as_slice(),
        Some(Wanted::Text(_) | Wanted::Map(_)) => return None,
    };
    let mappings = rows.iter().map(|row| match row {
        Wanted::Map(entries) => Some(entries.as_slice()),
        Wanted::Nothing | Wanted::Text(_) | Wanted::List(_) => None,
    });
    mappings.collect()
}

fn award_row(columns: &[(&str, &FormField)], index: String, entries: &[(String, Wanted)]) -> AwardRow {
    let value = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, value)| value);
    let cells: Vec<AwardCell> =
        columns.iter().map(|(key, field)| award_cell(key, field, value(key))).collect();
    let is_shown = |key: &str| {
        cells.iter().any(|cell| cell.key == key && cell.kind != "fixed" && !cell.value.trim().is_empty())
    };
    let has_more = !index.is_empty() && (entries.is_empty() || !entries.iter().all(|(key, _)| is_shown(key)));
    AwardRow { index, has_more, cells }
}

fn award_cell(key: &str, field: &FormField, value: Option<&Wanted>) -> AwardCell {
    let names = suggested(key);
    let cell = |kind, value| AwardCell { key: key.to_owned(), kind, value, words: Vec::new(), names };
    let text = match value {
        None | Some(Wanted::Nothing) => String::new(),
        Some(Wanted::Text(text)) => text.clone(),
        Some(value @ Wanted::List(_)) => match names_of(key, value) {
            Some(names) => return cell("names", names),
            None => return cell("fixed", flow(value)),
        },
        Some(value @ Wanted::Map(_)) => return cell("fixed", flow(value)),
    };
    match &field.kind {
        FieldKind::Switch => {
            let mut words = vec![AwardWord { word: "true".to_owned(), meaning: field.label.clone() }];
            if !text.is_empty() && text != "true" {
                words.push(AwardWord { word: text.clone(), meaning: text.clone() });
            }
            AwardCell { words, ..cell("choice", text) }
        }
        FieldKind::Choice(words) => {
            let mut words: Vec<AwardWord> = words
                .iter()
                .map(|word| AwardWord { word: word.word.clone(), meaning: word.meaning.clone() })
                .collect();
            // A wrong word stays until another one is chosen.
            if !text.is_empty() && !words.iter().any(|word| word.word == text) {
                words.push(AwardWord { word: text.clone(), meaning: text.clone() });
            }
            AwardCell { words, ..cell("choice", text) }
        }
        FieldKind::Number { .. } => cell("number", text),
        FieldKind::Lines if LISTS.contains(&key) && !text.contains(SEPARATOR) => cell("names", text),
        // A control of one line would drop the line ends.
        _ if key == "citation" || text.contains('\n') => cell("text", text),
        _ => cell("line", text),
    }
}

/// The names of the list `value` of `key` as a cell shows them; `None` if it has no names, or one that a cell would divide.
fn names_of(key: &str, value: &Wanted) -> Option<String> {
    let Wanted::List(names) = value else { return None };
    let name = |name: &Wanted| match name {
        Wanted::Text(name) if !name.contains([SEPARATOR, '\n']) && !name.trim().is_empty() => {
            Some(name.clone())
        }
        _ => None,
    };
    let names: Option<Vec<String>> = names.iter().map(name).collect();
    names.filter(|_| LISTS.contains(&key)).map(|names| names.join("; "))
}

/// What a cell says as the value of `key`; `None` if it is empty.
fn typed_value(key: &str, text: &str) -> Option<Wanted> {
    let names = || text.split(SEPARATOR).map(str::trim).filter(|name| !name.is_empty());
    match text.trim() {
        "" => None,
        _ if LISTS.contains(&key) && text.contains(SEPARATOR) => {
            let names: Vec<Wanted> = names().map(|name| Wanted::Text(name.to_owned())).collect();
            (!names.is_empty()).then_some(Wanted::List(names))
        }
        text => Some(Wanted::Text(text.to_owned())),
    }
}

/// What the rows `typed` of the table change in `tree`; `None` if nothing.
///
/// Each typed row has the index of the row that it was in the file under the empty key; keys that it does not have stay.
pub fn change(tree: &Wanted, typed: &Map<String, Value>) -> Option<(KeyPath, Option<Wanted>)> {
    let before = mappings(tree)?;
    let around = |at: usize| typed.get(AROUND).and_then(|around| around.get(at)?.as_u64());
    let around = |at: usize| around(at).map_or(0, |count| (count as usize).min(before.len()));
    let kept = |row: &&[(String, Wanted)]| Wanted::Map(row.to_vec());
    let rows = typed.get(KEY)?.as_array()?.iter().filter_map(Value::as_object);
    let rows = rows.filter_map(|row| typed_row(&before, row));
    let (first, last) =
        (before[..around(0)].iter().map(kept), before[before.len() - around(1)..].iter().map(kept));
    let rows: Vec<Wanted> = first.chain(rows).chain(last).collect();
    let is_same = rows.len() == before.len()
        && rows.iter().zip(&before).all(|(row, before)| matches!(row, Wanted::Map(row) if row == before));
    (!is_same).then(|| (KeyPath::new([KEY]), Some(Wanted::List(rows))))
}

/// The mapping of one row; `None` if it is empty.
fn typed_row(before: &[&[(String, Wanted)]], typed: &Map<String, Value>) -> Option<Wanted> {
    let index = typed.get("").and_then(Value::as_str).and_then(|index| index.parse::<usize>().ok());
    let before = index.and_then(|index| before.get(index));
    let mut entries = before.map_or_else(Vec::new, |row| row.to_vec());
    for key in COLUMNS {
        if let Some(text) = typed.get(key).and_then(Value::as_str) {
            set_text(&mut entries, key, text);
        }
    }
    let was_empty = before.is_some_and(|row| row.is_empty());
    (was_empty || !entries.is_empty()).then_some(Wanted::Map(entries))
}

/// Makes `text` the value of `key`, or removes the key if there is none; a value that no cell shows stays.
fn set_text(entries: &mut Vec<(String, Wanted)>, key: &str, text: &str) {
    let at = entries.iter().position(|(name, _)| name == key);
    let is_same = match at.map(|at| &entries[at].1) {
        Some(Wanted::Map(_)) => true,
        Some(before @ Wanted::List(_)) => names_of(key, before).is_none_or(|names| names == text),
        Some(Wanted::Text(before)) => before == text,
        Some(Wanted::Nothing) | None => text.trim().is_empty(),
    };
    if is_same {
        return;
    }
    match (at, typed_value(key, text)) {
        (Some(at), Some(value)) => entries[at].1 = value,
        (Some(at), None) => drop(entries.remove(at)),
        (None, Some(value)) => {
            let is_before = |name: &String| {
                COLUMNS.iter().take_while(|column| **column != key).any(|column| column == name)
            };
            let at = entries.iter().rposition(|(name, _)| is_before(name)).map_or(0, |at| at + 1);
            entries.insert(at, (key.to_owned(), value));
        }
        (None, None) => {}
    }
}
