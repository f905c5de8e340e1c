//! Imports award annexes, articles and whole sites from the files that staff hold.
//!
//! Every reader of annexes returns a [`Document`]: paragraphs and tables whose cells know their places. Everything after
//! it is pure: functions from a document and the registry to records and questions.

pub use error::ReadError;
pub use grid::{Block, Cell, CellValue, Document, Grid, GridKind, LeftOut, LeftOutKind, Merge, Paragraph};
pub use options::ProposeOptions;
pub use proposal::{
    AnswerCandidate, Answers, ColumnLeftOut, ColumnReason, DecisionHead, Note, NoteKind, Proposal,
    ProposedAward, Question, QuestionKey, QuestionSubject, Reference, RowOutcome, SourceRow,
};
pub use propose::propose;
pub use registry::Registry;

mod column;
mod decision;
mod decision_head;
mod error;
mod grid;
mod group;
mod head_words;
mod kind_cell;
mod layout;
mod list;
mod markers;
mod options;
mod person_cell;
mod phrases;
mod proposal;
mod propose;
mod questions;
mod recipient;
mod registry;
mod row_cells;
mod rows;
mod shapes;
mod unit_cell;

#[cfg(test)]
mod tests;
