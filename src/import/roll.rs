//! Reads tables whose rows state the decisions that grant their awards: those that the site publishes or exports.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::encoding::clean;
use super::grid::{CellValue, Grid};
use super::head_words::{Field, KeptColumn};
use super::layout::{Column, TableLayout};
use super::proposal::{KeptAward, KeptDecision, NoteKind, ProposedAward, Reference};
use super::row_cells::{RowCells, SourceTable};
use super::shapes::{RowShape, Segment};
use crate::edit::{Wanted, tree};
use crate::hash::Hash;
use crate::model::award::{Category, RecipientKind, Status, Visibility};
use crate::model::names::NameIndex;
use crate::model::site::Movement;
use crate::text::fold;

/// What the rows of a decision state about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedDecision {
    /// Such as `27/QĐ-LĐLĐ`; absent if the decision is lost.
    pub number: Option<String>,
    /// The day on which it was signed.
    pub signed: Option<Date>,
    /// The words of the unit that issued it.
    pub issuer: Option<String>,
    /// The place of the first row.
    pub place: String,
    /// What a table for staff keeps of it.
    pub kept: Option<KeptDecision>,
}

/// A decision that a table states, with its part of the table.
pub struct DecisionRows {
    /// What they state about it.
    pub stated: StatedDecision,
    /// The rows below each head.
    pub segments: Vec<Segment>,
}

/// Divides a table by decisions, in the order of their first rows. Rows that are no awards are in the first part.
pub fn decision_rows(table: SourceTable<'_>, segments: Vec<Segment>) -> Vec<DecisionRows> {
    let mut parts: Vec<DecisionRows> = Vec::new();
    let mut positions: BTreeMap<(String, String, String, String), usize> = BTreeMap::new();
    let mut others: Vec<(TableLayout, (u32, RowShape))> = Vec::new();
    for Segment { layout, rows, .. } in segments {
        for (row, shape) in rows {
            if shape != RowShape::Data {
                others.push((layout.clone(), (row, shape)));
                continue;
            }
            let stated = stated_decision(table, &layout.lists[0], row);
            let position = *positions.entry(key(&stated)).or_insert_with(|| {
                parts.push(DecisionRows { stated: stated.clone(), segments: Vec::new() });
                parts.len() - 1
            });
            add_row(&mut parts[position].segments, &layout, (row, shape));
        }
    }
    if let Some(first) = parts.first_mut() {
        others.into_iter().for_each(|(layout, row)| add_row(&mut first.segments, &layout, row));
        first.segments.iter_mut().for_each(|segment| segment.rows.sort_by_key(|(row, _)| *row));
    }
    parts
}

fn add_row(segments: &mut Vec<Segment>, layout: &TableLayout, row: (u32, RowShape)) {
    match segments.iter_mut().find(|segment| segment.layout.head == layout.head) {
        Some(segment) => segment.rows.push(row),
        None => segments.push(Segment { layout: layout.clone(), rows: vec![row], continues: false }),
    }
}

/// Returns what has to be the same in all rows of a decision.
fn key(stated: &StatedDecision) -> (String, String, String, String) {
    let file = match &stated.kept {
        Some(kept) if kept.file.is_empty() => {
            kept.entries.iter().map(|(_, value)| format!("{value:?}")).collect()
        }
        Some(kept) => kept.file.clone(),
        None => String::new(),
    };
    let text = |text: &Option<String>| text.as_deref().map(fold).unwrap_or_default();
    (
        file,
        text(&stated.number),
        stated.signed.map_or_else(String::new, |day| day.to_string()),
        text(&stated.issuer),
    )
}

fn stated_decision(table: SourceTable<'_>, columns: &[Column], row: u32) -> StatedDecision {
    let cells = RowCells { table, columns, row, notes: Vec::new() };
    let text = |field: Field| cells.text_of(|other| other == field);
    let words = |field: Field| text(field).map(|(_, _, text)| text.trim().to_owned());
    let signed = text(Field::Signed).and_then(|(index, _, text)| {
        match table.grid.cell(row, index).map(|cell| &cell.value) {
            Some(CellValue::Date(day)) => Some(*day),
            _ => written_day(&text),
        }
    });
    let kept = |column: KeptColumn| words(Field::Kept(column));
    let kept = match (kept(KeptColumn::File), kept(KeptColumn::Decision).as_deref().and_then(tree)) {
        (Some(file), Some(Wanted::Map(entries))) => Some(KeptDecision { file, entries }),
        _ => None,
    };
    let is_shown = is_as_shown(table.grid, columns, row);
    let mut kept = kept.map(|kept| if is_shown { kept } else { without_identity(kept) });
    let number = words(Field::Decision).filter(|number| {
        let is_number = number.contains('/') && number.starts_with(|sign: char| sign.is_ascii_digit());
        if !is_number && kept.is_none() {
            // In place of a number, the site shows where the awards of a lost decision are known from.
            let entry = ("undocumented".to_owned(), Wanted::Text(number.clone()));
            kept = Some(KeptDecision { file: String::new(), entries: vec![entry] });
        }
        is_number
    });
    let place = table.grid.place(row, None);
    StatedDecision { number, signed, issuer: words(Field::Issuer), place, kept }
}

/// Returns what is kept of a decision without the keys that columns show, which may have been changed.
fn without_identity(mut kept: KeptDecision) -> KeptDecision {
    kept.entries.retain(|(key, _)| !matches!(&**key, "number" | "signed" | "issuer"));
    kept
}

/// Returns the day of a text such as `2023-07-10` or `10/07/2023`.
fn written_day(text: &str) -> Option<Date> {
    let parts: Vec<i16> = text.trim().split(['-', '/', '.']).map_while(|part| part.parse().ok()).collect();
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = if first > 31 { (first, last) } else { (last, first) };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Returns the fingerprint of the shown cells of a row, which a hidden column has.
pub fn shown_fingerprint<'t>(cells: impl Iterator<Item = &'t str>) -> String {
    let plain = |cell: &str| clean(cell).split_whitespace().collect::<Vec<&str>>().join(" ");
    let mut text = cells.map(plain).fold(String::new(), |mut text, cell| {
        text.push_str(&cell);
        text.push('\u{1f}');
        text
    });
    text.truncate(text.trim_end_matches('\u{1f}').len());
    Hash::of(text.as_bytes()).short()
}

/// Returns whether the shown cells of a row are as they were exported.
fn is_as_shown(grid: &Grid, columns: &[Column], row: u32) -> bool {
    let is_kept = |column: &&Column| matches!(column.field, Field::Kept(_));
    let text = |column: &Column| {
        grid.cell(row, column.index).map_or_else(String::new, |cell| cell.value.text().into())
    };
    let shown = columns.iter().find(|column| column.field == Field::Kept(KeptColumn::Shown)).map(text);
    let texts: Vec<String> = columns.iter().filter(|column| !is_kept(column)).map(text).collect();
    shown.is_some_and(|shown| shown == shown_fingerprint(texts.iter().map(String::as_str)))
}

/// Returns what a table for staff keeps of an award; `None` in other tables.
pub fn kept_award(cells: &RowCells<'_>) -> Option<KeptAward> {
    let text =
        |column: KeptColumn| cells.text_of(|field| field == Field::Kept(column)).map(|(_, _, text)| text);
    let Some(Wanted::Map(entries)) = text(KeptColumn::Award).as_deref().and_then(tree) else { return None };
    let row = text(KeptColumn::Row).and_then(|row| row.trim().parse().ok());
    Some(KeptAward { row, entries, is_whole: is_as_shown(cells.table.grid, cells.columns, cells.row) })
}

/// Returns the entries that the columns of a table of decisions have beside those of annexes.
fn roll_entries(cells: &RowCells<'_>, movement: impl Fn(&str) -> String) -> Vec<(String, Wanted)> {
    let text = |field: Field| cells.text_of(|other| other == field).map(|(_, _, text)| text);
    let mut entries = Vec::new();
    let mut add = |key: &str, value: String| entries.push((key.to_owned(), Wanted::Text(value)));
    if let Some(category) = text(Field::Category).and_then(|text| category(&text)) {
        add("category", category.word().to_owned());
    }
    if let Some(title) = text(Field::Movement) {
        add("movement", movement(title.trim()));
    }
    if let Some((status, by)) = text(Field::Remark).and_then(|text| status(&text)) {
        let word = Status::WORDS.iter().find(|(_, other)| *other == status);
        add("status", word.map_or_else(String::new, |(word, _)| (*word).to_owned()));
        if let Some(by) = by {
            add("by", by);
        }
    }
    if let Some(visibility) = text(Field::Visibility).and_then(|text| visibility(&text)) {
        let word = Visibility::WORDS.iter().find(|(_, other)| *other == visibility);
        add("visibility", word.map_or_else(String::new, |(word, _)| (*word).to_owned()));
    }
    entries
}

/// Returns the grounds of an award by their name in the tables of the site.
fn category(text: &str) -> Option<Category> {
    Some(match &*fold(text) {
        "theo cong trang" | "cong trang" | "merit" => Category::Merit,
        "theo phong trao" | "phong trao" | "movement" => Category::Movement,
        "dot xuat" | "single outstanding deed" => Category::Sudden,
        "qua trinh cong hien" | "lifetime of service" => Category::Service,
        "theo nien han" | "nien han" | "seniority" => Category::Seniority,
        "doi ngoai" | "foreign relations" => Category::Foreign,
        _ => return None,
    })
}

/// Returns the status that the remark of a table of the site states, with the number of the decision that changed it.
fn status(text: &str) -> Option<(Status, Option<String>)> {
    let folded = fold(text);
    let begins = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    let status = match () {
        () if begins(&["da huy bo", "annulled", "this award was annulled"]) => Status::Revoked,
        () if begins(&["da dinh chinh", "corrected"]) => Status::Corrected,
        () if begins(&["da go ten", "withdrawn"]) => Status::Withdrawn,
        () => return None,
    };
    let by = text.split_whitespace().find(|word| word.contains('/')).map(str::to_owned);
    Some((status, by.filter(|_| status != Status::Withdrawn)))
}

/// Returns what readers see of a name, by the words of a table for staff.
fn visibility(text: &str) -> Option<Visibility> {
    Some(match &*fold(text) {
        "viet tat" | "initials" => Visibility::Initials,
        "khong hien" | "hidden" => Visibility::Hidden,
        _ => return None,
    })
}

/// Returns whether a table of the site shows no name here, or only initials such as `T. T. H. M.`
pub fn is_withheld(name: &str) -> bool {
    let is_initial = |word: &str| word.ends_with('.') && word.chars().count() <= 3;
    let folded = fold(name);
    // Tables of older versions say "on request" as well.
    folded.strip_suffix(" theo yeu cau").unwrap_or(&folded) == "khong neu ten"
        || folded.strip_suffix(" by request").unwrap_or(&folded) == "name withheld"
        || (name.contains(' ') && name.split_whitespace().all(is_initial))
}

/// Returns what a row of a table of decisions says beside the columns of annexes; nothing in other tables: what its columns have, and of what a table
/// for staff keeps, the entries that no column shows. A remark that is the status of the award is no remark.
pub fn roll_award(
    cells: &mut RowCells<'_>,
    kept: Option<KeptAward>,
    movements: &NameIndex<'_, Movement>,
) -> KeptAward {
    if !cells.columns.iter().any(|column| column.field == Field::Decision) {
        return KeptAward::default();
    }
    let movement = |title: &str| {
        let found = movements.find(title, None).one().and_then(|movement| movements.id(movement));
        found.unwrap_or(title).to_owned()
    };
    let entries = roll_entries(cells, movement);
    cells.notes.retain(|note| note.kind != NoteKind::Remark || status(&note.printed).is_none());
    let KeptAward { row, entries: before, .. } = kept.unwrap_or_default();
    let name = cells.text_of(|field| matches!(field, Field::Name(_))).map(|(_, _, name)| name);
    let is_same_name = before.iter().any(|(key, value)| {
        key == "name" && matches!((value, &name), (Wanted::Text(before), Some(name)) if before == name)
    });
    let stays = |key: &str| match key {
        "person" | "article" => is_same_name,
        key => matches!(key, "by" | "posthumous" | "shared_with" | "accept"),
    };
    let is_new = |key: &str| !entries.iter().any(|(other, _)| other == key);
    let kept: Vec<(String, Wanted)> =
        before.into_iter().filter(|(key, _)| stays(key) && is_new(key)).collect();
    KeptAward { row, entries: [entries, kept].concat(), is_whole: false }
}

/// Returns the award of a row of a table for staff that is as it was exported.
pub fn whole_award(cells: &RowCells<'_>, kept: &KeptAward) -> ProposedAward {
    let text = |key: &str| match kept.entries.iter().find(|(name, _)| name == key) {
        Some((_, Wanted::Text(text))) => Some(text.clone()),
        _ => None,
    };
    let known = |key: &str| text(key).map(|id| Reference::Known { id, printed: String::new() });
    let to = text("to").and_then(|to| RecipientKind::WORDS.iter().find(|(word, _)| *word == to));
    ProposedAward {
        table: cells.table.number,
        row: cells.row,
        place: cells.table.grid.place(cells.row, None),
        no: text("no").and_then(|no| no.parse().ok()),
        to: to.map(|(_, to)| *to),
        name: text("name"),
        honorific: text("honorific"),
        position: text("position"),
        unit: known("unit"),
        unit_as_printed: text("unit_as_printed"),
        kind: known("kind"),
        class: text("class"),
        period: text("period"),
        citation: text("citation"),
        shared_with: Vec::new(),
        posthumous: text("posthumous").is_some_and(|value| value == "true"),
        kept: kept.clone(),
        notes: Vec::new(),
    }
}
