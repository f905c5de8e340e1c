//! One thing that the check reports, as pages show it.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Severity;

/// One problem as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `error`, `warning` or `note`.
    pub severity: Severity,
    /// The name by which `bangvang explain` explains it.
    pub code: &'static str,
    /// What is wrong, in the language of the desk.
    pub sentence: String,
    /// The way out, if there is one.
    pub help: Option<String>,
    /// The path of the file; empty if it is about none.
    pub file: String,
    /// The line, from 1; 0 if it is about a file as a whole.
    pub line: usize,
    /// The id of the entry of a registry file; empty elsewhere.
    pub entry: String,
    /// The key of the front matter, of the entry or of the record, such as `cover.file` or `awards.3.unit`; empty elsewhere.
    pub field: String,
    /// The page of the desk that shows the place.
    pub href: String,
    /// The values that the check proposes for the field, the likeliest first.
    pub proposals: Vec<ProposedValue>,
}

/// A value that a field may have instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProposedValue {
    /// What is written into the field.
    pub value: String,
    /// What people read: the name of the record if the value is an id.
    pub title: String,
}

/// The problems of one build.
#[derive(Default)]
pub struct Problems {
    /// The number of the build; 0 for none.
    pub build: u64,
    /// What the check found, sorted.
    pub found: Arc<[Problem]>,
}
