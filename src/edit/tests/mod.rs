//! Random edits of front matter and of records.

mod documents;
mod hostile;
mod records;
mod values;
