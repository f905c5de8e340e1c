//! How much a diagnostic matters.

use serde::{Deserialize, Serialize};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Stops building and publishing.
    Error,
    /// Probably wrong; stops only `check --strict`.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The name of its word among the messages.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
            Severity::Note => "severity-note",
        }
    }
}
