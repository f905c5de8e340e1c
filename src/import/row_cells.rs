//! The cells of one row of a table, and what they say without the registry.

use std::borrow::Cow;
use std::mem::discriminant;

use super::ditto::{is_ditto, refers_above, text_above};
use super::grid::{Cell, CellValue, Grid};
use super::head_words::Field;
use super::layout::Column;
use super::person_cell::{person_name, without_private};
use super::phrases;
use super::proposal::{KeptAward, Note, NoteKind, ProposedAward, RowOutcome, SourceRow};
use crate::check::has_personal_number;
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
    /// The first row below the head of the rows that are read.
    pub below: u32,
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

    /// Returns the text of a cell; of cells merged downwards, that of the first; for a mark such as *nt*, that of the cell
    /// above. Error values, dashes and marks that mean nothing certain are no text.
    pub fn text(&self, index: u32) -> Option<String> {
        let written = self.written(index)?;
        if self.can_be_ditto(index) && is_ditto(&written) {
            return text_above(self.table.grid, self.table.below, self.row, index)
                .filter(|text| is_value(text));
        }
        Some(written).filter(|text| is_value(text))
    }

    /// Returns whether a mark such as *nt* in the cell means the text above.
    fn can_be_ditto(&self, index: u32) -> bool {
        self.columns.iter().any(|column| {
            let field = column.field;
            column.index == index
                && matches!(
                    field,
                    Field::Position
                        | Field::Unit
                        | Field::PositionAndUnit
                        | Field::Kind
                        | Field::Class
                        | Field::Period
                        | Field::Citation
                )
        })
    }

    /// Returns the marks such as *nt* of the row, with their columns, and whether they mean a text.
    pub fn dittos(&self) -> Vec<(u32, bool, String)> {
        let columns = self.columns.iter().filter(|column| self.can_be_ditto(column.index));
        let marks = columns.filter_map(|column| Some((column.index, self.written(column.index)?)));
        let marks = marks.filter(|(_, written)| is_ditto(written) || refers_above(written));
        let is_text = |index: u32, written: &str| is_ditto(written) && self.text(index).is_some();
        let marks = marks.map(|(index, written)| (index, is_text(index, &written), written));
        marks.collect()
    }

    /// Returns the text of a cell as it is written; of cells merged downwards, that of the first. Error values are no text.
    fn written(&self, index: u32) -> Option<String> {
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

    /// Returns the first column with such a field that has text: its position, its field and the text, with that of the
    /// columns that continue it, and without personal data behind a name.
    pub fn text_of(&self, is_field: impl Fn(Field) -> bool) -> Option<(u32, Field, String)> {
        self.texts_of(is_field).next()
    }

    /// Returns each column with such a field that has text, as [`RowCells::text_of`] does.
    pub fn texts_of(&self, is_field: impl Fn(Field) -> bool) -> impl Iterator<Item = (u32, Field, String)> {
        let columns = self.columns.iter().enumerate();
        let columns = columns.filter(move |(_, column)| is_field(column.field) && !column.continues);
        columns.filter_map(|(at, column)| {
            let parts = self.parts(at);
            let separator = match column.field {
                Field::Name(_) => " ",
                Field::Citation => "; ",
                _ => ", ",
            };
            let text = parts.join(separator);
            let text = if column.has_private { without_private(&text).into_owned() } else { text };
            (!text.is_empty()).then_some((column.index, column.field, text))
        })
    }

    /// Returns the names of several columns as they are asked about; `None` if at most one has text.
    pub fn several_names(&self) -> Option<String> {
        let names = self.texts_of(|field| matches!(field, Field::Name(_)));
        let names: Vec<String> = names.map(|(_, _, name)| name).collect();
        (names.len() > 1).then(|| names.join(" | "))
    }

    /// Returns the texts of the column at the position `at` in the list and of those that continue it.
    fn parts(&self, at: usize) -> Vec<String> {
        let further = self.columns[at + 1..].iter().take_while(|column| column.continues);
        let columns = [&self.columns[at]].into_iter().chain(further);
        columns.filter_map(|column| self.text(column.index)).collect()
    }

    /// Notes what is joined, left out or read as the cell above.
    fn note_cells(&mut self) {
        for (at, column) in self.columns.iter().enumerate() {
            let parts = if column.continues { Vec::new() } else { self.parts(at) };
            if parts.len() > 1 {
                self.note(NoteKind::CellsJoined, column.index, &parts.join(" | "));
            }
            if column.has_private && parts.iter().any(|part| without_private(part) != part.trim()) {
                self.note(NoteKind::PrivateValueDropped, column.index, "");
            }
            let is_same = |other: &&Column| {
                !other.continues
                    && is_single(column.field)
                    && discriminant(&other.field) == discriminant(&column.field)
            };
            let mut before = self.columns[..at].iter().filter(is_same);
            let is_second = before.any(|other| self.text(other.index).is_some());
            if let Some(part) = parts.first().filter(|_| is_second) {
                self.note(NoteKind::NotTaken, column.index, part);
            }
        }
        for (index, _, written) in self.dittos().into_iter().filter(|(_, is_text, _)| *is_text) {
            self.note(NoteKind::Ditto, index, &written);
        }
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
        self.note_cells();
        let (columns, table) = (self.columns, self.table);
        for column in columns {
            let is_error = |cell: &Cell| matches!(cell.value, CellValue::Error(_));
            if let Some(cell) = table.grid.cell(self.row, column.index).filter(|cell| is_error(cell)) {
                self.note(NoteKind::ErrorValue, column.index, &cell.value.text());
            }
            if column.field == Field::Remark
                && let Some(remark) = self.text(column.index)
            {
                let is_private = has_personal_number(&remark);
                let kind = if is_private { NoteKind::PrivateValueDropped } else { NoteKind::Remark };
                self.note(kind, column.index, if is_private { "" } else { &remark });
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
            period: text(self, Field::Period).map(|period| one_line(&period).into_owned()),
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

/// Returns the period of a cell, as YAML has it; `None` if it says anything else.
pub fn written_period(text: &str) -> Option<String> {
    const WORDS: [&str; 9] = ["nam", "hoc", "giai", "doan", "tu", "den", "nien", "khoa", "thoi"];
    let period: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let period = period.replace('–', "-");
    if Period::parse(&period).is_some() {
        return Some(period);
    }
    let is_year = |word: &String| word.len() == 4 && word.parse::<u16>().is_ok();
    let is_known = |word: &String| is_year(word) || WORDS.contains(&&**word);
    let is_plain =
        !text.contains([',', ';', '/', '&', '+']) && phrases::folded_words(text).iter().all(is_known);
    phrases::period(text).filter(|_| is_plain)
}

/// Returns whether a text is more than a dash.
fn is_value(text: &str) -> bool {
    !text.chars().all(|letter| letter.is_whitespace() || "-–—_".contains(letter))
}

/// Returns whether an award has only one value of this field.
fn is_single(field: Field) -> bool {
    matches!(
        field,
        Field::Position
            | Field::PositionAndUnit
            | Field::Unit
            | Field::Class
            | Field::Period
            | Field::Citation
            | Field::SharedWith
            | Field::Decision
            | Field::Signed
            | Field::Issuer
            | Field::Category
            | Field::Movement
            | Field::Visibility
    )
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
