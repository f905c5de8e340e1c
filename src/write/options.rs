//! The options of opening an output, and the steps that are reported to the caller.

use std::path::Path;
use std::sync::Arc;

use crate::file::Durability;
use crate::hash::Hash;

/// Called with the path of a file that the commit waits for.
pub type OnWaiting = dyn Fn(&Path) + Send + Sync;

/// How an output is opened.
#[derive(Clone, Default)]
pub struct OpenOptions {
    /// What may be done about files that are not ours.
    pub adopt: AdoptPolicy,
    /// Which failures a finished commit must survive.
    pub durable: Durability,
    /// Identifies the program that renders the pages: those that another one rendered are not reused. `None` reuses no
    /// pages.
    pub renderer: Option<Hash>,
    /// Called once, with the first file, when a commit waits for files that another program has open.
    pub on_waiting: Option<Arc<OnWaiting>>,
    /// Called after every step, on the thread that did it; tests kill the process there.
    pub on_step: Option<Arc<dyn Fn(CommitStep) + Send + Sync>>,
}

impl OpenOptions {
    pub(super) fn report(&self, step: CommitStep) {
        if let Some(steps) = &self.on_step {
            steps(step);
        }
    }
}

/// How files that this program did not write are treated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum AdoptPolicy {
    /// A folder with files and without a manifest is refused.
    #[default]
    Nothing,
    /// Pages are written beside foreign files, but never over them.
    Beside,
    /// A foreign regular file at the path of a page is replaced and becomes ours. A damaged manifest or
    /// journal is discarded. A link or a folder that is not ours is still refused.
    Over,
}

/// A step between staging and the end of a commit. The number is that of the staged file, or of the journal
/// operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitStep {
    /// A changed file was written to the stage.
    StageWritten(u64),
    /// The journal is in place: from here on an interrupted commit is resumed.
    JournalWritten,
    /// A staged file was moved into place.
    Renamed(usize),
    /// An old file was deleted, or did not exist any more.
    Deleted(usize),
    /// An empty folder was removed, or was found to hold files.
    FolderRemoved(usize),
    /// After an error, an operation was undone, if it had been done.
    PutBack(usize),
    /// The new manifest is in place.
    ManifestWritten,
    /// The journal was removed: the commit is complete.
    JournalDropped,
}
