//! The events that a history records.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::hash::Hash;

/// An event in the life of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEvent {
    /// The time of the event.
    pub when: Timestamp,
    /// The name of the user; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// A short note of the user; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What happened.
    pub kind: EventKind,
}

/// What happened to a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// Another program had changed the file since the last event; its bytes were found before the next one.
    Found,
    /// The file was created or changed.
    Saved,
    /// The file was deleted; the version has its last bytes.
    Deleted,
    /// An earlier version became the file again.
    Restored,
    /// The file was moved here from this path.
    MovedFrom(String),
    /// The file was moved to this path; the version has its last bytes here.
    MovedTo(String),
}

impl EventKind {
    /// Returns the name of the kind in the log and in JSON output.
    pub fn word(&self) -> &'static str {
        match self {
            EventKind::Found => "found",
            EventKind::Saved => "saved",
            EventKind::Deleted => "deleted",
            EventKind::Restored => "restored",
            EventKind::MovedFrom(_) => "moved-from",
            EventKind::MovedTo(_) => "moved-to",
        }
    }
}

/// A version of a file that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion {
    /// The event that made it.
    pub event: FileEvent,
    /// The hash of its bytes.
    pub hash: Hash,
    /// Its length in bytes.
    pub bytes: u64,
}

/// A file in the bin: it was deleted through the history and has not come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeletedFile {
    /// The path from the project folder, with `/`.
    pub path: String,
    /// The version that was deleted.
    pub version: FileVersion,
}

/// An event of the whole project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectEvent {
    /// An event of the file at a path from the project folder, with `/`.
    File {
        /// The path of the file.
        path: String,
        /// The event.
        event: FileEvent,
    },
    /// The site was published.
    Published(Publication),
}

impl ProjectEvent {
    /// The time of the event.
    pub fn when(&self) -> Timestamp {
        match self {
            ProjectEvent::File { event, .. } => event.when,
            ProjectEvent::Published(publication) => publication.when,
        }
    }
}

/// A publication of the site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The time at which it was complete.
    pub when: Timestamp,
    /// The name of the user; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    /// The name of the target in the settings.
    pub target: String,
}

/// A line of the log of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LogLine {
    #[serde(flatten)]
    pub event: FileEvent,
    /// The hash of the bytes after the event, or before it if the file was deleted or moved away.
    pub hash: Hash,
    /// The number of these bytes.
    pub bytes: u64,
}
