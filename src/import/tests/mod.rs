//! Unit tests of the import.

mod spelling;
mod update;
mod yaml;
