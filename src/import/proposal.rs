//! A decision that is proposed from a document, and the questions about it: values only, so that the terminal and a
//! browser can share them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::edit::Wanted;
use crate::model::award::{Category, RecipientKind};

/// A decision that is proposed from a document.
///
/// Every row of the source is in [`Proposal::rows`] exactly once.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// What the decision itself says, from the command, the paragraphs and the rows above and below the tables.
    pub head: DecisionHead,
    /// The awards, in the order of the source.
    pub awards: Vec<ProposedAward>,
    /// What became of each row of each table, in the order of the source.
    pub rows: Vec<SourceRow>,
    /// The columns that were not taken, each with the number of its cells.
    pub columns_left_out: Vec<ColumnLeftOut>,
    /// The paragraphs that are not understood, in the order of the source.
    pub paragraphs: Vec<SourceParagraph>,
    /// What a person has to decide: one question for each distinct thing.
    pub questions: Vec<Question>,
    /// The places of rows that state another number, day or issuer than the other rows of the decision: nothing of it may
    /// be written.
    pub contradictions: Vec<String>,
    /// The keys of all questions about the decision without an answer, or left open; another decision of the document may
    /// have the question.
    pub unanswered: BTreeSet<QuestionKey>,
}

/// What a decision itself says.
#[derive(Clone, Debug, Default)]
pub struct DecisionHead {
    /// The number, such as `27/QĐ-LĐLĐ`.
    pub number: Option<String>,
    /// The day it was signed.
    pub signed: Option<Date>,
    /// The unit that issued it.
    pub issuer: Option<Reference>,
    /// The name of the signer, with capitals as in names.
    pub signer: Option<String>,
    /// The position that is printed above the signature, such as `Chủ tịch`.
    pub signer_position: Option<String>,
    /// The formula above the signature, such as `TM. BAN THƯỜNG VỤ`.
    pub signer_formula: Option<String>,
    /// The subject, as printed.
    pub subject: Option<String>,
    /// The numbers of collectives, individuals and households that the decision states.
    pub totals: Option<[u32; 3]>,
    /// The time for which the awards are granted, as YAML has it: `2025`, `2024-2025`.
    pub period: Option<String>,
    /// The kind of award where the decision names a single one.
    pub kind: Option<Reference>,
    /// The movement that the awards belong to.
    pub movement: Option<Reference>,
    /// The grounds of the awards.
    pub category: Option<Category>,
    /// What a table that was exported for staff keeps of the decision.
    pub kept: Option<KeptDecision>,
}

/// What a table that was exported for staff keeps of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDecision {
    /// The file of the decision, from the project folder.
    pub file: String,
    /// The entries of the file without its awards and their defaults.
    pub entries: Vec<(String, Wanted)>,
    /// The number of the decision when it was exported.
    pub number: Option<String>,
}

impl KeptDecision {
    /// Returns whether the decision has an entry with this key.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name == key)
    }
}

/// What a table keeps of an award beside the columns of annexes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptAward {
    /// The number of the row in its file, from 1.
    pub row: Option<u32>,
    /// Entries of the row in YAML.
    pub entries: Vec<(String, Wanted)>,
    /// Whether `entries` are the whole row, because no cell that is shown was changed.
    pub is_whole: bool,
    /// The keys that were exported, and whose cells are empty now: each with the place of the cell.
    pub emptied: Vec<(String, String)>,
    /// The recipient when the row was exported: the name, or else the unit.
    pub recipient: Option<String>,
}

/// A reference to a record of the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reference {
    /// The only record that the words mean.
    Known {
        /// The id of the record.
        id: String,
        /// The words of the source; empty if the reference was given as an option.
        printed: String,
    },
    /// Words that no record or several records have; a question asks for the record.
    Open {
        /// The words of the source.
        printed: String,
    },
}

/// An award that is proposed from a row of a table or an item of a list.
#[derive(Clone, Debug)]
pub struct ProposedAward {
    /// The table, counted from 0 among the tables of the document, or among its lists without a table.
    pub table: usize,
    /// The row in it, from 0.
    pub row: u32,
    /// The place as messages show it, such as `Sheet1!14`.
    pub place: String,
    /// The row number, as printed.
    pub no: Option<u32>,
    /// The kind of recipient; absent if a question asks for it.
    pub to: Option<RecipientKind>,
    /// The name with capitals as in names; absent for a collective that is its unit.
    pub name: Option<String>,
    /// The form of address: `Ông` or `Bà`.
    pub honorific: Option<String>,
    /// The position, as printed.
    pub position: Option<String>,
    /// The unit that the recipient belongs to, or that is the recipient.
    pub unit: Option<Reference>,
    /// The name of the unit as printed, where it differs from the registry's.
    pub unit_as_printed: Option<String>,
    /// The kind of award; absent if it is the decision's.
    pub kind: Option<Reference>,
    /// The class, a word that the kind declares.
    pub class: Option<String>,
    /// The time for which it is granted, where it is not the decision's.
    pub period: Option<String>,
    /// The citation, as printed.
    pub citation: Option<String>,
    /// The names of the people who share it.
    pub shared_with: Vec<String>,
    /// Whether it is granted after the recipient's death.
    pub posthumous: bool,
    /// What a table of decisions says beside the columns of annexes.
    pub kept: KeptAward,
    /// What was changed or supposed while the row was read; the report shows it.
    pub notes: Vec<Note>,
}

/// What was changed or supposed while a row was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The kind of note.
    pub kind: NoteKind,
    /// The cell, such as `Sheet1!C14`.
    pub place: String,
    /// The words of the source that it is about.
    pub printed: String,
}

/// A kind of note about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// The name was in capitals, and is written as names are.
    CapitalsMended,
    /// A form of address other than *Ông* and *Bà*, or a degree, was left out of the name.
    AddressLeftOut,
    /// The cell names a workplace, and its grassroots union is the unit.
    UnionOfWorkplace,
    /// One cell was split into a position and a unit.
    PositionAndUnitSplit,
    /// An empty cell that is not merged stays empty.
    EmptyCell,
    /// The cell has the error value of a formula, and is taken as empty.
    ErrorValue,
    /// The row is hidden in the program that wrote the file, and was taken.
    HiddenRow,
    /// The words of a column with remarks; they are kept in a comment of the YAML.
    Remark,
    /// A value that must not be published, such as a birth date, was dropped.
    PrivateValueDropped,
    /// The cells of several columns below one head were joined.
    CellsJoined,
    /// A mark such as *nt* was read as the cell above.
    Ditto,
    /// The text of a second column for the same thing was not taken.
    NotTaken,
    /// The words of a cell in a table of decisions are not understood, and were not taken.
    NotRead,
    /// The recipient of an exported row is another one now, and what no column shows of the former was not taken.
    OtherRecipient,
}

/// A row of a source table, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// The table, counted from 0.
    pub table: usize,
    /// The place as messages show it, such as `Sheet1!14`.
    pub place: String,
    /// What became of it.
    pub outcome: RowOutcome,
    /// Its words, joined by ` | ` and cut off after some.
    pub text: String,
}

/// A paragraph that is not understood: a person has to look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceParagraph {
    /// The place as messages show it, such as `¶12`.
    pub place: String,
    /// Its words, cut off after some.
    pub text: String,
}

/// What became of a row of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowOutcome {
    /// It gave one award or more.
    Taken,
    /// It gave one award or more, and a question is about it.
    Asked,
    /// A title, date or number of the decision above the head.
    Title,
    /// A head of the table.
    Head,
    /// The numbers of the columns below the head.
    ColumnNumbers,
    /// A group, whose kind, unit or kind of recipient counts for the rows below.
    Group,
    /// A sum.
    Total,
    /// A footnote, or the lines of the signature.
    Footer,
    /// A row that has no name and no unit, such as `#N/A` or a lone number.
    Phantom,
    /// A row that is not understood: a person has to look at it.
    NotUnderstood,
}

/// A column that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnLeftOut {
    /// The place of its head.
    pub place: String,
    /// The words of its head.
    pub head: String,
    /// Why it was not taken.
    pub reason: ColumnReason,
    /// The number of its cells in taken rows.
    pub cells: usize,
}

/// Why a column was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnReason {
    /// It has personal data that must not be published.
    Private,
    /// Its head is not known.
    Unknown,
    /// It is hidden in the program that wrote the file.
    Hidden,
}

/// Something that a person has to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked, and the key of the answer.
    pub key: QuestionKey,
    /// The words of the source.
    pub printed: String,
    /// The answers to choose from, the likeliest first. The list may be incomplete, or empty.
    pub candidates: Vec<AnswerCandidate>,
    /// The places that it is about, such as `Sheet1!C14`.
    pub places: Vec<String>,
}

impl Question {
    /// Returns the arguments of the messages about the question, with at most `max_places` places. A question about the
    /// whole decision may have neither words nor a place.
    pub fn arguments(&self, max_places: usize) -> Vec<(&'static str, String)> {
        let places: Vec<&str> =
            self.places.iter().map(String::as_str).filter(|place| !place.is_empty()).collect();
        let mut shown = places[..places.len().min(max_places)].join(", ");
        if places.len() > max_places {
            shown.push_str(", …");
        }
        let known = |is_known: bool| if is_known { "yes" } else { "no" }.to_owned();
        vec![
            ("subject", self.key.subject.word().to_owned()),
            ("printed", self.printed.split_whitespace().collect::<Vec<&str>>().join(" ")),
            ("stated", known(!self.printed.trim().is_empty())),
            ("rows", places.len().to_string()),
            ("placed", known(!places.is_empty())),
            ("places", shown),
        ]
    }
}

/// The key of a question: two questions with the same key are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QuestionKey {
    /// What is asked.
    pub subject: QuestionSubject,
    /// The words of the source in the form in which they are compared.
    pub words: String,
}

/// What a question asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionSubject {
    /// Which unit the words mean. Answered by an id.
    Unit,
    /// Which kind of award the words mean. Answered by an id.
    Kind,
    /// Which kind of award a list grants whose titles do not say so with certainty. Answered by an id.
    ListKind,
    /// Which unit issued the decision. Answered by an id.
    Issuer,
    /// Whether a recipient is an individual, a collective or a household. Answered by the word of YAML.
    RecipientKind,
    /// Which field a column has. Answered by the word of a field.
    Column,
    /// Where one cell with a position and a unit is split. Answered by the words of the unit.
    PositionAndUnit,
    /// What the class of the award is. Answered by a word that the kind declares.
    Class,
    /// The time for which the awards are granted. Answered by a period as YAML has it.
    Period,
    /// Which period the words of a cell are. Answered by a period as YAML has it.
    RowPeriod,
    /// The number of the decision. Answered by its text.
    Number,
    /// The day it was signed. Answered by a date.
    Signed,
    /// Whether words in the column of names are a person, a group, or nothing that is awarded. Answered by a word.
    Row,
    /// Whether a paragraph outside the lists names a recipient. Answered by the word `none`.
    Paragraph,
}

/// An answer to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerCandidate {
    /// The answer, as [`Answers`] has it.
    pub value: String,
    /// What a person reads.
    pub title: String,
}

/// Answers to questions, by their keys.
///
/// An empty answer leaves the thing open: its rows are written as printed, and `check` reports them.
#[derive(Clone, Debug, Default)]
pub struct Answers(BTreeMap<QuestionKey, String>);

impl Answers {
    /// Returns the answer to a question, if it was answered.
    pub fn find(&self, key: &QuestionKey) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Adds an answer; a later one replaces an earlier one.
    pub fn add(&mut self, key: QuestionKey, answer: impl Into<String>) {
        self.0.insert(key, answer.into());
    }
}

impl QuestionSubject {
    /// Returns the word of the messages about questions of this subject.
    pub fn word(self) -> &'static str {
        match self {
            QuestionSubject::Unit => "unit",
            QuestionSubject::Kind => "kind",
            QuestionSubject::Issuer => "issuer",
            QuestionSubject::RecipientKind => "recipient",
            QuestionSubject::Column => "column",
            QuestionSubject::PositionAndUnit => "split",
            QuestionSubject::Class => "class",
            QuestionSubject::Period => "period",
            QuestionSubject::RowPeriod => "row-period",
            QuestionSubject::Number => "number",
            QuestionSubject::Signed => "signed",
            QuestionSubject::Row => "row",
            QuestionSubject::Paragraph => "paragraph",
            QuestionSubject::ListKind => "list-kind",
        }
    }
}

impl NoteKind {
    /// Returns the word of the messages about notes of this kind.
    pub fn word(self) -> &'static str {
        match self {
            NoteKind::CapitalsMended => "capitals",
            NoteKind::AddressLeftOut => "address",
            NoteKind::UnionOfWorkplace => "workplace",
            NoteKind::PositionAndUnitSplit => "split",
            NoteKind::EmptyCell => "empty",
            NoteKind::ErrorValue => "error",
            NoteKind::HiddenRow => "hidden",
            NoteKind::Remark => "remark",
            NoteKind::PrivateValueDropped => "private",
            NoteKind::CellsJoined => "joined",
            NoteKind::Ditto => "ditto",
            NoteKind::NotTaken => "not-taken",
            NoteKind::NotRead => "not-read",
            NoteKind::OtherRecipient => "other-recipient",
        }
    }
}

impl RowOutcome {
    /// Returns the word of the messages about rows with this outcome.
    pub fn word(self) -> &'static str {
        match self {
            RowOutcome::Taken => "taken",
            RowOutcome::Asked => "asked",
            RowOutcome::Title => "title",
            RowOutcome::Head => "head",
            RowOutcome::ColumnNumbers => "numbers",
            RowOutcome::Group => "group",
            RowOutcome::Total => "total",
            RowOutcome::Footer => "footer",
            RowOutcome::Phantom => "phantom",
            RowOutcome::NotUnderstood => "not-understood",
        }
    }
}
