//! Imports award annexes, articles and whole sites from the files that staff hold.
//!
//! Every reader of annexes returns a [`Document`]: paragraphs and tables whose cells know their places. Everything after
//! it is pure: functions from a document and the registry to records and questions.

pub use error::ReadError;
pub use grid::{Block, Cell, CellValue, Document, Grid, GridKind, LeftOut, LeftOutKind, Merge, Paragraph};
pub use proposal::{
    AnswerCandidate, Answers, ColumnLeftOut, ColumnReason, DecisionHead, Note, NoteKind, Proposal,
    ProposedAward, Question, QuestionKey, QuestionSubject, Reference, RowOutcome, SourceRow,
};

mod error;
mod grid;
mod proposal;
pub mod word;
