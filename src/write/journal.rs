//! What a commit is about to do, in order, so that another process can finish it.

use std::fs;
use std::io::ErrorKind;

use serde::{Deserialize, Serialize};

use super::disk;
use super::error::WriteError;
use super::layout::Layout;
use super::manifest::parse;
use crate::file::{Durability, is_site_path};
use crate::hash::Hash;

const VERSION: u32 = 2;

/// A commit in writing. Its lines are obeyed one after another, so a line is done when a later `Place` is.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    version: u32,
    /// Of the text of the manifest that waits on the stage.
    pub manifest: Hash,
    /// Folders to be exchanged whole with those of the same path in the tree, sorted.
    #[serde(default)]
    pub whole: Vec<String>,
    /// Whether every file that gives way has a backup on the stage, but for those in `whole`.
    #[serde(default)]
    pub backed_up: bool,
    /// In the order to be obeyed.
    pub ops: Vec<JournalOp>,
}

/// One line of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum JournalOp {
    /// Deletes our old file that is in the way of a later `Place`.
    Clear(Deletion),
    /// Removes a folder that we made, if it is empty.
    Unmake(String),
    /// Moves a staged file into place, with the folders it needs.
    Place(Move),
    /// Deletes our old file, unless somebody changed it.
    Remove(Deletion),
}

/// A file to be deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deletion {
    pub path: String,
    /// As we wrote it.
    pub hash: Hash,
}

/// A file to be moved into place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    pub path: String,
    /// The number of the staged file; without one it waits in the tree.
    pub stage: Option<u64>,
    pub hash: Hash,
    /// Bytes.
    pub size: u64,
    /// The file that stands there before, if any: the only one that may be replaced.
    pub was: Option<PreviousHash>,
}

/// A hash that may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PreviousHash(pub Hash);

impl JournalOp {
    /// The path that the line is about.
    pub fn path(&self) -> &str {
        match self {
            JournalOp::Clear(doomed) | JournalOp::Remove(doomed) => &doomed.path,
            JournalOp::Place(placed) => &placed.path,
            JournalOp::Unmake(path) => path,
        }
    }
}

impl Journal {
    /// A journal of these lines, leading to the manifest with this hash.
    pub fn new(manifest: Hash, whole: Vec<String>, backed_up: bool, ops: Vec<JournalOp>) -> Journal {
        Journal { version: VERSION, manifest, whole, backed_up, ops }
    }

    /// Writes the journal to the stage; all room that it needs is taken now.
    pub fn draft(&self, layout: &Layout, durable: Durability) -> Result<(), WriteError> {
        let json = serde_json::to_vec(self).expect("a journal has text for keys");
        disk::write(&layout.next_journal(), &json, durable)?;
        disk::settle(&layout.stage, durable)
    }

    /// Makes the draft stand: from here on the commit will be finished by somebody.
    pub fn stand(layout: &Layout, durable: Durability) -> Result<(), WriteError> {
        disk::rename(&layout.next_journal(), &layout.journal)?;
        disk::settle(&layout.own, durable)
    }

    /// The journal that stands; `None` when there is none.
    pub fn read(layout: &Layout) -> Result<Option<Journal>, WriteError> {
        let json = match fs::read(&layout.journal) {
            Ok(json) => json,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(WriteError::reading(&layout.journal)(error)),
        };
        let journal: Option<Journal> = parse(&json, VERSION, &layout.journal)?;
        let sound = journal.filter(|journal| {
            let mut paths =
                journal.ops.iter().map(JournalOp::path).chain(journal.whole.iter().map(String::as_str));
            paths.all(is_site_path)
        });
        sound.map(Some).ok_or_else(|| WriteError::DamagedJournal { path: layout.journal.clone(), page: None })
    }
}
