//! The severities of diagnostics.

use serde::{Deserialize, Serialize};

/// How serious a diagnostic is, from the most serious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Prevents building and publishing.
    Error,
    /// Probably a mistake; prevents only `check --strict` from succeeding.
    Warning,
    /// Information that needs no action.
    Note,
}

impl Severity {
    /// Returns the name of the message with its word, such as “error”.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
            Severity::Note => "severity-note",
        }
    }
}
