//! The journal: the operations of a commit in order, so that another process can complete it.

use std::fs;
use std::io::{self, ErrorKind};

use serde::{Deserialize, Serialize};

use super::disk;
use super::error::WriteError;
use super::layout::Layout;
use super::manifest::parse;
use crate::file::{Durability, is_site_path};
use crate::hash::Hash;

const VERSION: u32 = 2;

/// The journal of a commit. Operations are applied in order, so one is done if a later `Place` is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    version: u32,
    /// Hash of the text of the new manifest, which is on the stage.
    pub manifest: Hash,
    /// Folders that are exchanged whole with those of the same path in the tree, sorted.
    #[serde(default, rename = "whole")]
    pub exchanged: Vec<String>,
    /// Whether every file that is replaced or deleted has a backup on the stage; files below `exchanged` need
    /// none.
    #[serde(default)]
    pub backed_up: bool,
    /// In the order in which they are applied.
    pub ops: Vec<JournalOp>,
}

/// One operation of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum JournalOp {
    /// Deletes our old file because it is in the way of a later `Place`.
    Clear(Deletion),
    /// Removes a folder that we created, if it is empty.
    #[serde(rename = "unmake")]
    RemoveFolder(String),
    /// Moves a staged file into place, and creates the folders that it needs.
    Place(Move),
    /// Deletes our old file, unless it has changed.
    Remove(Deletion),
}

/// A file to be deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deletion {
    /// Relative to the output.
    pub path: String,
    /// Hash of the bytes that we wrote.
    pub hash: Hash,
}

/// A file to be moved into place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Relative to the output.
    pub path: String,
    /// The number of the staged file; `None` if it is in the tree.
    pub stage: Option<u64>,
    /// Hash of the new bytes.
    pub hash: Hash,
    /// Size in bytes.
    pub size: u64,
    /// The file that exists at `path` before the commit, if any: the only one that may be replaced.
    #[serde(rename = "was")]
    pub previous: Option<PreviousHash>,
}

/// The hash of the file that a move replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PreviousHash(pub Hash);

impl JournalOp {
    /// The path that the operation changes.
    pub fn path(&self) -> &str {
        match self {
            JournalOp::Clear(deletion) | JournalOp::Remove(deletion) => &deletion.path,
            JournalOp::Place(moved) => &moved.path,
            JournalOp::RemoveFolder(path) => path,
        }
    }
}

impl Journal {
    /// Creates a journal of these operations; `manifest` is the hash of the new manifest.
    pub fn new(manifest: Hash, exchanged: Vec<String>, backed_up: bool, ops: Vec<JournalOp>) -> Journal {
        Journal { version: VERSION, manifest, exchanged, backed_up, ops }
    }

    /// Writes the journal to the stage, which allocates all the space that it needs.
    ///
    /// # Errors
    /// When the file cannot be written or synced.
    pub fn write_draft(&self, layout: &Layout, durable: Durability) -> Result<(), WriteError> {
        disk::write(&layout.next_journal(), durable, |json| {
            serde_json::to_writer(json, self).map_err(io::Error::from)
        })?;
        disk::sync_folder(&layout.stage, durable)
    }

    /// Moves the draft into place. From here on an interrupted commit is completed by the next `open`.
    ///
    /// # Errors
    /// When the file cannot be moved.
    pub fn activate(layout: &Layout, durable: Durability) -> Result<(), WriteError> {
        disk::rename(&layout.next_journal(), &layout.journal)?;
        disk::sync_folder(&layout.records_folder, durable)
    }

    /// Reads the journal; `None` when there is none.
    ///
    /// # Errors
    /// `DamagedJournal` when it cannot be parsed or has a path outside the output; `Newer` for a later version;
    /// `Io`.
    pub fn read(layout: &Layout) -> Result<Option<Journal>, WriteError> {
        let json = match fs::read(&layout.journal) {
            Ok(json) => json,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(WriteError::reading(&layout.journal)(error)),
        };
        let journal: Option<Journal> = parse(&json, VERSION, &layout.journal)?;
        let valid = journal.filter(|journal| {
            let mut paths =
                journal.ops.iter().map(JournalOp::path).chain(journal.exchanged.iter().map(String::as_str));
            paths.all(is_site_path)
        });
        valid.map(Some).ok_or_else(|| WriteError::DamagedJournal { path: layout.journal.clone(), page: None })
    }
}
