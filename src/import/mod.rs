//! Imports annexes of awards and articles from the files that staff hold, and the sites of other generators ([`site`]).
//!
//! Every reader of annexes returns a [`Document`]: paragraphs and tables whose cells know their places. Everything after
//! it is pure: functions from a document and the registry to records and questions. Articles are read from Word files as
//! Markdown with their pictures. The table of awards for staff is made here too, because the import reads it back.

pub use day::read_day;
pub use decision_file::{decision_path, existing_decision};
pub use encoding::decode as decode_text;
pub use error::ReadError;
pub use grid::{Block, Cell, CellValue, Document, Grid, GridKind, LeftOut, LeftOutKind, Merge, Paragraph};
pub use new_spelling::{NewSpelling, UNITS_FILE, new_spellings};
pub use new_unit::{NewUnit, likely_kinds, with_units};
pub use options::ProposeOptions;
pub use proposal::{
    AnswerCandidate, Answers, ColumnLeftOut, ColumnReason, DecisionHead, KeptAward, KeptDecision, Note,
    NoteKind, Proposal, ProposedAward, Question, QuestionKey, QuestionSubject, Reference, RowOutcome,
    SourceParagraph, SourceRow,
};
pub use propose::propose;
pub use read::{Reader, read_text, read_word_article};
pub use registry::Registry;
pub use report::{ImportCounts, row_place};
pub use report_lines::{ImportReport, candidate_title, contradiction_arguments, left_out_word};
pub use spelling::with_spelling;
pub use staff_table::{StaffChoice, StaffTable, staff_table};
pub use typed_answer::{RegistryNames, TypedAnswer, interpret, interpret_words};
pub use update::{DecisionUpdate, update};
pub use xls::{READ_XLS, write_workbook};
pub use yaml::decision_text;

mod archive;
mod column;
mod day;
mod decision;
mod decision_file;
mod decision_head;
mod delimited;
mod ditto;
mod encoding;
mod error;
mod grid;
mod group;
mod head_words;
mod html;
mod kept_rows;
mod kind_cell;
mod layout;
mod limits;
mod list;
mod list_kind;
mod markers;
mod new_spelling;
mod new_unit;
mod ods;
mod options;
mod paragraphs;
mod person_cell;
mod phrases;
mod proposal;
mod propose;
mod questions;
mod read;
mod recipient;
mod registry;
mod report;
mod report_lines;
mod roll;
mod roll_decisions;
mod roll_row;
mod row_cells;
mod row_kinds;
mod row_meaning;
mod rows;
mod shapes;
mod sheet;
mod spelling;
mod staff_table;
mod titles;
mod typed_answer;
mod unit_cell;
mod update;
mod workbook;
mod xls;
mod yaml;

pub mod page;
pub mod paste;
pub mod site;
pub mod word;

#[cfg(test)]
mod tests;
