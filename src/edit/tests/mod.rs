//! Random edits of front matter and of records.

mod documents;
mod records;
mod values;
