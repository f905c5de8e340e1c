//! The cells of one row of a table, and what they say without the registry.

use std::borrow::Cow;

use super::grid::{Cell, CellValue, Grid};
use super::head_words::Field;
use super::layout::Column;
use super::person_cell::person_name;
use super::phrases;
use super::proposal::{KeptAward, Note, NoteKind, ProposedAward, RowOutcome, SourceRow};
use crate::model::award::RecipientKind;
use crate::model::date::Period;
use crate::text::{excerpt, fold};

/// The most characters of a row that the report shows.
const MAX_ROW_CHARS: usize = 200;

/// The table whose rows are read.
#[derive(Clone, Copy)]
pub struct SourceTable<'g> {
    /// Its number among the tables of the document, from 0.
    pub number: usize,
    /// Its cells.
    pub grid: &'g Grid,
    /// The kind of recipient that the name of the sheet says.
    pub to: Option<RecipientKind>,
}

/// The cells of one row in the columns of one list.
pub struct RowCells<'g> {
    /// The table that has the row.
    pub table: SourceTable<'g>,
    /// The columns of the list.
    pub columns: &'g [Column],
    /// The row, from 0.
    pub row: u32,
    /// What was changed or supposed so far.
    pub notes: Vec<Note>,
}

impl RowCells<'_> {
    /// Returns the place of a cell as messages show it.
    pub fn place(&self, index: u32) -> String {
        self.table.grid.place(self.row, Some(index))
    }

    /// Adds a note about a cell.
    pub fn note(&mut self, kind: NoteKind, index: u32, printed: &str) {
        let note = Note { kind, place: self.place(index), printed: printed.to_owned() };
        self.notes.push(note);
    }

    /// Returns the text of a cell; of cells merged downwards, that of the first. Error values are no text.
    pub fn text(&self, index: u32) -> Option<String> {
        let grid = self.table.grid;
        let cell = match grid.merge_at(self.row, index) {
            Some(merge) if merge.left != index => None,
            Some(merge) => grid.cell(merge.top, merge.left),
            None => grid.cell(self.row, index),
        };
        match &cell?.value {
            CellValue::Error(_) => None,
            value => Some(value.text().into_owned()).filter(|text| !text.trim().is_empty()),
        }
    }

    /// Returns the first column with such a field that has text: its position, its field and the text.
    pub fn text_of(&self, is_field: impl Fn(Field) -> bool) -> Option<(u32, Field, String)> {
        let columns = self.columns.iter().filter(|column| is_field(column.field));
        columns.into_iter().find_map(|column| Some((column.index, column.field, self.text(column.index)?)))
    }

    /// Returns an award with the values that need no registry.
    pub fn plain_award(&mut self) -> ProposedAward {
        let text =
            |cells: &Self, field: Field| cells.text_of(|other| other == field).map(|(_, _, text)| text);
        let no = text(self, Field::No).and_then(|no| no.trim_end_matches(['.', ')']).parse().ok());
        let shared = text(self, Field::SharedWith).map(|names| person_name(&names));
        let shared_with =
            shared.into_iter().flat_map(|person| [person.name].into_iter().chain(person.shared_with));
        let remark = self.text_of(|field| field == Field::Remark);
        let posthumous = remark.as_ref().is_some_and(|(_, _, remark)| fold(remark).contains("truy tang"));
        let honorific = self.honorific();
        let (columns, table) = (self.columns, self.table);
        for column in columns {
            let is_error = |cell: &Cell| matches!(cell.value, CellValue::Error(_));
            if let Some(cell) = table.grid.cell(self.row, column.index).filter(|cell| is_error(cell)) {
                self.note(NoteKind::ErrorValue, column.index, &cell.value.text());
            }
            if column.field == Field::Remark
                && let Some(remark) = self.text(column.index)
            {
                self.note(NoteKind::Remark, column.index, &remark);
            }
        }
        ProposedAward {
            table: table.number,
            row: self.row,
            place: table.grid.place(self.row, None),
            no,
            to: None,
            name: None,
            honorific,
            position: text(self, Field::Position).map(|position| one_line(&position).into_owned()),
            unit: None,
            unit_as_printed: None,
            kind: None,
            class: None,
            period: text(self, Field::Period).and_then(|period| written_period(&period)),
            citation: text(self, Field::Citation).map(|citation| one_line(&citation).into_owned()),
            shared_with: shared_with.collect(),
            posthumous,
            kept: KeptAward::default(),
            notes: Vec::new(),
        }
    }

    /// Returns the form of address that columns of their own give.
    fn honorific(&mut self) -> Option<String> {
        let word = |text: &str| match &*fold(text) {
            "ong" | "nam" => Some("Ông"),
            "ba" | "nu" => Some("Bà"),
            _ => None,
        };
        let written = self.text_of(|field| matches!(field, Field::Honorific | Field::Gender));
        let male = self.text_of(|field| field == Field::Male);
        let female = self.text_of(|field| field == Field::Female);
        let marked = match (male, female) {
            (Some(male), None) => Some((male, "Ông")),
            (None, Some(female)) => Some((female, "Bà")),
            _ => None,
        };
        if let Some(((index, _, text), _)) = &marked
            && text.contains(|letter: char| letter.is_ascii_digit())
            && text.len() > 2
        {
            self.note(NoteKind::PrivateValueDropped, *index, "");
        }
        let written = written.and_then(|(_, _, text)| word(&text));
        written.or(marked.map(|(_, word)| word)).map(str::to_owned)
    }
}

/// Returns the period of a cell, as YAML has it.
fn written_period(text: &str) -> Option<String> {
    let period: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let period = period.replace('–', "-");
    let is_period = Period::parse(&period).is_some();
    if is_period { Some(period) } else { phrases::period(text) }
}

/// Returns the row for the report.
pub fn source_row(table: SourceTable<'_>, row: u32, outcome: RowOutcome) -> SourceRow {
    let mut words = String::new();
    for (at, cell) in table.grid.row(row).iter().enumerate() {
        words.push_str(if at > 0 { " | " } else { "" });
        words.push_str(&one_line(&cell.value.text()));
    }
    let text = match excerpt(&words, MAX_ROW_CHARS) {
        Cow::Borrowed(_) => words,
        Cow::Owned(short) => short,
    };
    SourceRow { table: table.number, place: table.grid.place(row, None), outcome, text }
}

/// Returns the words with single spaces instead of line breaks.
pub fn one_line(text: &str) -> Cow<'_, str> {
    let mut before = ' ';
    let is_in_order = text.chars().all(|letter| {
        let is_word_or_gap = !letter.is_whitespace() || letter == ' ' && before != ' ';
        before = letter;
        is_word_or_gap
    });
    if is_in_order && (before != ' ' || text.is_empty()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<&str>>().join(" "))
}
