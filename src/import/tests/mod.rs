//! Unit tests of the import.

mod read;
mod spelling;
mod update;
mod yaml;
