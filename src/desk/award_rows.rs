//! The rows of a decision as a table, and what was changed in the table.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::desk::names::suggested;
use crate::edit::{FieldKind, FormField, KeyPath, Wanted, flow};

/// The key of the rows in a decision.
pub const KEY: &str = "awards";

/// The keys with a column, in the order of the columns.
const COLUMNS: [&str; 11] =
    ["no", "to", "name", "person", "honorific", "position", "unit", "citation", "kind", "category", "period"];
/// The keys that have a column even if no row has them.
const USUAL_COLUMNS: [&str; 5] = ["no", "to", "name", "unit", "citation"];

/// The table of the rows of a decision.
#[derive(Serialize)]
pub struct AwardTable {
    label: String,
    help: String,
    columns: Vec<AwardColumn>,
    rows: Vec<AwardRow>,
    /// An empty row.
    new_row: AwardRow,
}

/// A column of the table.
#[derive(Serialize)]
struct AwardColumn {
    key: String,
    label: String,
    help: String,
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
    /// Its control: `line`, `number`, `text` or `choice`, or `fixed` for a value that no control can show.
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

/// The table of the rows in `tree`, a decision with `fields`; `None` if they are not a list of mappings.
pub fn view(fields: &[FormField], tree: &Wanted) -> Option<AwardTable> {
    let rows = mappings(tree)?;
    let awards = fields.iter().find(|field| field.key == KEY)?;
    let FieldKind::Rows(inner) = &awards.kind else { return None };
    let is_used = |key: &str| {
        USUAL_COLUMNS.contains(&key) || rows.iter().any(|row| row.iter().any(|(name, _)| name == key))
    };
    let field = |key: &&str| inner.iter().find(|field| field.key == format!("{KEY}.{key}"));
    let columns: Vec<(&str, &FormField)> =
        COLUMNS.iter().filter(|key| is_used(key)).filter_map(|key| Some((*key, field(key)?))).collect();
    let shown = rows.iter().enumerate().map(|(at, row)| award_row(&columns, at.to_string(), row));
    Some(AwardTable {
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
            })
            .collect(),
    })
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
        Some(value @ (Wanted::List(_) | Wanted::Map(_))) => return cell("fixed", flow(value)),
    };
    match &field.kind {
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
        // A control of one line would drop the line ends.
        _ if key == "citation" || text.contains('\n') => cell("text", text),
        _ => cell("line", text),
    }
}

/// What the rows `typed` of the table change in `tree`; `None` if nothing.
///
/// Each typed row has the index of the row that it was in the file under the empty key; keys that it does not have stay.
pub fn change(tree: &Wanted, typed: &Value) -> Option<(KeyPath, Option<Wanted>)> {
    let before = mappings(tree)?;
    let typed = typed.as_array()?.iter().filter_map(Value::as_object);
    let rows: Vec<Wanted> = typed.filter_map(|row| typed_row(&before, row)).collect();
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

/// Makes `text` the value of `key`, or removes the key if there is none; a value that is no text stays.
fn set_text(entries: &mut Vec<(String, Wanted)>, key: &str, text: &str) {
    let trimmed = text.trim();
    let at = entries.iter().position(|(name, _)| name == key);
    match at.map(|at| (at, &entries[at].1)) {
        Some((_, Wanted::List(_) | Wanted::Map(_))) => {}
        Some((_, Wanted::Text(before))) if before == text => {}
        Some((_, Wanted::Nothing)) if trimmed.is_empty() => {}
        Some((at, _)) if trimmed.is_empty() => drop(entries.remove(at)),
        Some((at, _)) => entries[at].1 = Wanted::Text(trimmed.to_owned()),
        None if trimmed.is_empty() => {}
        None => {
            let is_before = |name: &String| {
                COLUMNS.iter().take_while(|column| **column != key).any(|column| column == name)
            };
            let at = entries.iter().rposition(|(name, _)| is_before(name)).map_or(0, |at| at + 1);
            entries.insert(at, (key.to_owned(), Wanted::Text(trimmed.to_owned())));
        }
    }
}
