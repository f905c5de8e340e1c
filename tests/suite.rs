//! The integration tests of bangvang, except for `cases.rs` and `proofs.rs`: one crate, so that there is one link
//! step. The files beside this one are its modules.

// A failing test panics, and a skipped test prints a message.
#![allow(clippy::unwrap_used, clippy::print_stderr)]
// Snapshots of messages about invisible characters contain them.
#![allow(clippy::invisible_characters)]

mod addresses;
// The rest of it is used by `cases.rs`.
#[allow(dead_code)]
mod case;
mod circles;
mod commands;
mod desk_attacks;
mod desk_client;
mod desk_history;
mod desk_import;
mod desk_publishing;
mod desk_registry;
mod desk_units;
mod diagnostics;
mod doctor;
mod explain;
mod explain_pages;
mod feeds;
mod find;
mod fix;
mod guide;
mod history;
mod honors;
mod hosts;
mod house;
mod import;
mod import_annexes;
mod import_articles;
mod import_sites;
mod import_staff_tables;
mod import_tables;
mod incremental;
mod keys;
mod language;
mod lengths;
mod linear;
mod machines;
mod malformed;
mod marks;
mod mutations;
mod old_workbooks;
mod once;
mod packages;
mod pages;
mod paste;
mod person_index;
mod pictures;
mod ports;
mod preview;
mod printed_names;
mod profiles;
mod project;
mod publishing;
mod readers;
mod rules;
mod safety;
mod schemas;
mod search;
mod search_files;
mod search_index;
mod serve;
mod shares;
mod silence;
mod sites;
mod slips;
mod structured_data;
mod themes;
mod trials;
