//! Imports award annexes, articles and whole sites from the files that staff hold.
//!
//! Every reader of annexes returns a [`Document`]: paragraphs and tables whose cells know their places. Everything after
//! it is pure: functions from a document and the registry to records and questions.

pub use encoding::decode as decode_text;
pub use error::ReadError;
pub use grid::{Block, Cell, CellValue, Document, Grid, GridKind, LeftOut, LeftOutKind, Merge, Paragraph};
pub use proposal::{
    AnswerCandidate, Answers, ColumnLeftOut, ColumnReason, DecisionHead, Note, NoteKind, Proposal,
    ProposedAward, Question, QuestionKey, QuestionSubject, Reference, RowOutcome, SourceRow,
};
pub use read::{Reader, read_text};
pub use report::ImportCounts;
pub use spelling::with_spelling;
pub use update::{DecisionUpdate, update};
pub use xls::{READ_XLS, write_workbook};
pub use yaml::decision_text;

mod archive;
mod delimited;
mod encoding;
mod error;
mod grid;
mod html;
mod limits;
mod ods;
mod proposal;
mod read;
mod report;
mod sheet;
mod spelling;
mod stub;
mod update;
mod workbook;
mod xls;
mod yaml;
pub use stub::*;

#[cfg(test)]
mod tests;
