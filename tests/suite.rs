//! The integration tests of bangvang, but for `cases.rs` and `proofs.rs`: one crate, one link step; the files beside this
//! one are its modules.

// A test that cannot go on says so by panicking, and one that is skipped says so aloud.
#![allow(clippy::unwrap_used, clippy::print_stderr)]
// Snapshots of what is said about invisible characters hold them.
#![allow(clippy::invisible_characters)]

// The rest of it is for `cases.rs`.
#[allow(dead_code)]
mod case;
mod circles;
mod commands;
mod diagnostics;
mod explain;
mod guide;
mod honors;
mod hosts;
mod house;
mod keys;
mod linear;
mod machines;
mod malformed;
mod mutations;
mod pages;
mod pictures;
mod ports;
mod preview;
mod project;
mod publishing;
mod readers;
mod rules;
mod safety;
mod schemas;
mod serve;
mod silence;
mod sites;
mod themes;
mod trials;
