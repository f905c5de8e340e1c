//! Renames, merges and closes a unit: shows what is written and what that touches, and writes it after the yes.

pub mod action;
pub mod changing;
pub mod plan;
pub mod view;
