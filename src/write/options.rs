//! How an output is opened, and the steps that its opener is told of.

use std::path::Path;
use std::sync::Arc;

use crate::file::Durability;

/// Tells that the build waits for the file at a path.
pub type OnWaiting = dyn Fn(&Path) + Send + Sync;

/// How an output is opened.
#[derive(Clone, Default)]
pub struct OpenOptions {
    /// What may be done about files that are not ours.
    pub adopt: AdoptPolicy,
    /// What a finished commit must outlive.
    pub durable: Durability,
    /// Called once when files must be waited for because another program has them open, with the first of them.
    pub waiting: Option<Arc<OnWaiting>>,
    /// Called after every step, on the thread that took it; for tests that kill the process there.
    pub steps: Option<Arc<dyn Fn(CommitStep) + Send + Sync>>,
}

impl OpenOptions {
    pub(super) fn took(&self, step: CommitStep) {
        if let Some(steps) = &self.steps {
            steps(step);
        }
    }
}

/// What may be done about files that are not ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum AdoptPolicy {
    /// A folder with files and no manifest of ours is refused.
    #[default]
    Nothing,
    /// Pages are written beside foreign files, never over them.
    Beside,
    /// Also a regular file that stands where a page must go is replaced, and
    /// ours from then on. A damaged manifest or journal is given up. A link
    /// or a folder of others is still refused.
    Over,
}

/// Something that happened on the way from put to commit; the number counts staged files, or lines of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitStep {
    /// A changed file was written to the stage.
    StageWritten(u64),
    /// The journal stands: from here on the new site will come.
    JournalWritten,
    /// A staged file was moved into place.
    Renamed(usize),
    /// An old file was deleted, or found gone.
    Deleted(usize),
    /// An empty folder was removed, or was not empty.
    FolderRemoved(usize),
    /// After a fault, what a line did was undone, if it did anything.
    PutBack(usize),
    /// The new manifest stands.
    ManifestWritten,
    /// The commit is complete.
    JournalDropped,
}
