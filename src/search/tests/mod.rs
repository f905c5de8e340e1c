//! Tests of the files of the index.

mod names;
mod reader;
