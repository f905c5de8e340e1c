//! Our two other files on a host: who publishes now, and which files a run may have touched that is not done.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::file::is_host_path;
use crate::publish::release::is_plain;

const VERSION: u32 = 1;

/// The lock: who publishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockFile {
    version: u32,
    /// Of the run that holds it.
    pub token: String,
    /// A user and a computer.
    pub by: String,
    /// Since when.
    pub since: Timestamp,
}

impl LockFile {
    /// A lock of the run `token`.
    pub fn new(token: &str, by: &str, since: Timestamp) -> LockFile {
        LockFile { version: VERSION, token: token.to_owned(), by: by.to_owned(), since }
    }

    /// As it lies on the host.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and numbers are always JSON")
    }

    /// Reads what lies there; `None` when it is damaged.
    pub fn parse(json: &[u8]) -> Option<LockFile> {
        let note: LockFile = serde_json::from_slice(json).ok()?;
        (is_plain(&note.by) && is_plain(&note.token)).then_some(note)
    }
}

/// The files that a run may have touched, written before it touches the first and removed when it is done.
///
/// While it lies there, nobody knows from the manifest alone what those files hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressFile {
    version: u32,
    /// Of the run that wrote it.
    pub token: String,
    /// The revision that the run was to bring; when the manifest has it, only deletions may be missing.
    pub revision: String,
    /// Each path with the sizes in bytes that a file of ours may have there.
    pub files: BTreeMap<String, BTreeSet<u64>>,
}

impl ProgressFile {
    /// The record of the run `token`, which is to bring `revision`.
    pub fn new(token: &str, revision: &str, files: BTreeMap<String, BTreeSet<u64>>) -> ProgressFile {
        ProgressFile { version: VERSION, token: token.to_owned(), revision: revision.to_owned(), files }
    }

    /// As it lies on the host.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts and numbers are always JSON")
    }

    /// Reads what lies there, trusting nothing; `None` when it is damaged.
    pub fn parse(json: &[u8]) -> Option<ProgressFile> {
        let progress: ProgressFile = serde_json::from_slice(json).ok()?;
        let sound = progress.version <= VERSION && progress.files.keys().all(|path| is_host_path(path));
        sound.then_some(progress)
    }
}
