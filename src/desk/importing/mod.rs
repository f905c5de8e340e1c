//! The import of award lists in the desk: what was understood of a spreadsheet, a Word file or a pasted table, its
//! questions, and the yes that writes.

pub mod answering;
pub mod unfinished;
pub mod view;
pub mod writing;

mod reading;
