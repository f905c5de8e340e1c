//! Random edits of records.

mod records;
mod values;
