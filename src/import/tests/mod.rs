//! Tests of the readers.

mod read;
