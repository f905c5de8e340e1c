//! Divides the rows of a table of decisions by the decisions that they state.

use std::collections::HashMap;

use jiff::civil::Date;

use super::grid::CellValue;
use super::head_words::{Field, KeptColumn};
use super::layout::{Column, TableLayout};
use super::phrases;
use super::proposal::KeptDecision;
use super::roll::is_as_shown;
use super::row_cells::{RowCells, SourceTable};
use super::shapes::{RowShape, Segment};
use crate::edit::{Wanted, tree};
use crate::text::fold;

/// What the rows of a decision state about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedDecision {
    /// Such as `27/QĐ-LĐLĐ`; absent if the decision is lost.
    pub number: Option<String>,
    /// The day on which it was signed.
    pub signed: Option<Date>,
    /// The words of the day.
    pub signed_words: Option<String>,
    /// The words of the unit that issued it.
    pub issuer: Option<String>,
    /// The place of the first row.
    pub place: String,
    /// What a table for staff keeps of it.
    pub kept: Option<KeptDecision>,
    /// Whether a row of it is as it was exported.
    pub is_shown: bool,
    /// The places of the rows that a table for staff keeps of it, and that state another decision now.
    pub contradictions: Vec<String>,
}

/// A decision that a table states, with its part of the table.
pub struct DecisionRows {
    /// What they state about it.
    pub stated: StatedDecision,
    /// The rows below each head.
    pub segments: Vec<Segment>,
}

/// What is compared of a decision: its number, its day, and the key of its issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DecisionIdentity {
    number: String,
    signed: String,
    issuer: String,
}

/// A row with what it states about its decision.
struct StatedRow {
    /// The position of its layout among the layouts of the table.
    layout: usize,
    row: u32,
    stated: StatedDecision,
    identity: DecisionIdentity,
}

impl StatedRow {
    /// Returns the file that a table for staff keeps.
    fn file(&self) -> Option<&str> {
        self.stated.kept.as_ref().map(|kept| &*kept.file).filter(|file| !file.is_empty())
    }

    /// Returns what has to be the same in all rows of a decision: the file, or else what the row states.
    fn key(&self) -> String {
        let entries = self.stated.kept.as_ref().map(|kept| &kept.entries);
        self.file().map_or_else(|| format!("{entries:?} {:?}", self.identity), str::to_owned)
    }
}

/// Divides a table by decisions, in the order of their first rows. Rows that are no awards are in the first part.
///
/// `issuer_key` returns the key by which the words of issuers are compared. Rows that a table for staff keeps with the
/// same file are of one decision, whatever they state now, and so are new rows that state the same.
pub fn decision_rows(
    table: SourceTable<'_>,
    segments: Vec<Segment>,
    issuer_key: &mut dyn FnMut(&str) -> String,
) -> Vec<DecisionRows> {
    let (mut layouts, mut rows, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for Segment { layout, rows: own, .. } in segments {
        for (row, shape) in own {
            if shape != RowShape::Data {
                others.push((layout.clone(), (row, shape)));
                continue;
            }
            let stated = stated_decision(table, &layout.lists[0], row);
            let identity = DecisionIdentity {
                number: stated.number.as_deref().map(fold).unwrap_or_default(),
                signed: stated.signed.map_or_else(String::new, |day| day.to_string()),
                issuer: stated.issuer.as_deref().map(&mut *issuer_key).unwrap_or_default(),
            };
            rows.push(StatedRow { layout: layouts.len(), row, stated, identity });
        }
        layouts.push(layout);
    }
    let part = |rows: Vec<StatedRow>| {
        let mut segments = Vec::new();
        rows.iter().for_each(|row| add_row(&mut segments, &layouts[row.layout], (row.row, RowShape::Data)));
        DecisionRows { stated: joint_decision(rows), segments }
    };
    let mut parts: Vec<DecisionRows> = groups(rows).into_iter().map(part).collect();
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

/// Returns the rows of each decision, in the order of the table.
fn groups(rows: Vec<StatedRow>) -> Vec<Vec<StatedRow>> {
    let mut positions: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Vec<StatedRow>> = Vec::new();
    for row in rows {
        let position = *positions.entry(row.key()).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[position].push(row);
    }
    let (mut kept, new): (Vec<Vec<StatedRow>>, Vec<Vec<StatedRow>>) =
        groups.into_iter().partition(|group| group[0].stated.kept.is_some());
    let mut others = Vec::new();
    for group in new {
        let is_same = |known: &&mut Vec<StatedRow>| is_of(&group[0].identity, &main_row(known).identity);
        let mut same = kept.iter_mut().filter(is_same);
        match (same.next(), same.next()) {
            (Some(known), None) => known.extend(group),
            _ => others.push(group),
        }
    }
    kept.extend(others);
    kept.iter_mut().for_each(|group| group.sort_by_key(|row| row.row));
    kept.sort_by_key(|group| group[0].row);
    kept
}

/// Returns whether a new row with the identity `new` is of the decision `known`; it may leave out the issuer.
fn is_of(new: &DecisionIdentity, known: &DecisionIdentity) -> bool {
    let is_same_issuer = new.issuer.is_empty() || new.issuer == known.issuer;
    !new.number.is_empty() && new.number == known.number && new.signed == known.signed && is_same_issuer
}

/// Returns the row that says what the decision is: the first as it was exported, or else the first that a table for staff
/// keeps.
fn main_row(rows: &[StatedRow]) -> &StatedRow {
    let shown = rows.iter().find(|row| row.stated.is_shown && row.stated.kept.is_some());
    shown.or_else(|| rows.iter().find(|row| row.stated.kept.is_some())).unwrap_or(&rows[0])
}

/// Returns what the rows of a decision state together.
fn joint_decision(rows: Vec<StatedRow>) -> StatedDecision {
    let main = main_row(&rows);
    let is_other = |row: &&StatedRow| row.file().is_some() && row.identity != main.identity;
    let contradictions = rows.iter().filter(is_other).map(|row| row.stated.place.clone()).collect();
    StatedDecision { place: rows[0].stated.place.clone(), contradictions, ..main.stated.clone() }
}

fn stated_decision(table: SourceTable<'_>, columns: &[Column], row: u32) -> StatedDecision {
    let cells = RowCells { table, columns, row, notes: Vec::new() };
    let text = |field: Field| cells.text_of(|other| other == field);
    let words = |field: Field| text(field).map(|(_, _, text)| text.trim().to_owned());
    let signed = text(Field::Signed).and_then(|(index, _, text)| {
        match table.grid.cell(row, index).map(|cell| &cell.value) {
            Some(CellValue::Date(day)) => Some(*day),
            _ => written_day(&text).or_else(|| phrases::day(&text)),
        }
    });
    let kept = |column: KeptColumn| words(Field::Kept(column));
    let kept = match (kept(KeptColumn::File), kept(KeptColumn::Decision).as_deref().and_then(tree)) {
        (Some(file), Some(Wanted::Map(entries))) => {
            let number = entries.iter().find(|(key, _)| key == "number").and_then(|(_, value)| match value {
                Wanted::Text(number) => Some(number.clone()),
                _ => None,
            });
            Some(KeptDecision { file, entries, number })
        }
        _ => None,
    };
    let is_shown = is_as_shown(table.grid, columns, row);
    let mut kept = kept.map(|kept| if is_shown { kept } else { without_identity(kept) });
    let number = words(Field::Decision).filter(|number| {
        let is_number = number.contains('/') && number.starts_with(|sign: char| sign.is_ascii_digit());
        if !is_number && kept.is_none() {
            // In place of a number, the site shows where the awards of a lost decision are known from.
            let entry = ("undocumented".to_owned(), Wanted::Text(number.clone()));
            kept = Some(KeptDecision { file: String::new(), entries: vec![entry], number: None });
        }
        is_number
    });
    let (place, signed_words) = (table.grid.place(row, None), words(Field::Signed));
    let issuer = words(Field::Issuer);
    StatedDecision { number, signed, signed_words, issuer, place, kept, is_shown, contradictions: Vec::new() }
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
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1900..=2100).contains(&day.year()).then_some(day)
}
