//! Writes a site into an output folder so that the folder always holds the old site or the new one.
//!
//! 1. [`OutputFolder::open`] checks that the folder may be written, locks it and resumes a commit that was killed.
//! 2. [`OutputFolder::staging`] returns an [`OutputSink`](crate::sink::OutputSink). Files whose bytes differ from
//!    those in the output are written at once to `.bangvang/stage/<n>`, on the same volume, so the site is never held
//!    in memory. For an empty output they are staged in their final folder structure, and whole folders are moved.
//! 3. [`PreparedCommit::commit`] first checks that every file and folder can be changed, and makes a second hard link
//!    to every file that it replaces or deletes. Then it writes a journal of all operations, applies it (assets,
//!    pages, feeds, then deletions) and replaces the manifest. A folder in which most files change is exchanged whole
//!    where the system supports it.
//!
//! Before the journal is in place, nothing visible has changed; after that, the next `open` can complete the
//! commit. When an error interrupts the commit, the old files are restored; if that fails too,
//! [`WriteError::HalfDone`] says how many files are new. A file that is not in the manifest of the last build
//! is never changed or deleted, unless the caller adopts it.
//!
//! ```text
//! OUT/.bangvang/manifest.json   the files that we wrote, by path
//! OUT/.bangvang/journal.json    exists only during a commit
//! OUT/.bangvang/seal.json       the build stamp: the inputs of the finished site
//! OUT/.bangvang/held, lock      the locked file, and the process ID of its owner
//! OUT/.bangvang/stage/<n>       staged files of this build, not visible yet
//! OUT/.bangvang/stage/tree/     staged files in their folders, which are moved or exchanged whole
//! OUT/.bangvang/stage/backup/   links to the replaced and deleted files, until the commit is complete
//! ```

mod apply;
mod build_stamp;
mod cleanup;
mod commit;
mod copy;
mod disk;
mod error;
mod folder_exchange;
mod guard;
mod journal;
mod layout;
mod lock;
mod manifest;
mod options;
mod output;
mod plan;
mod probe;
mod recover;
mod restore;
mod stage;
#[cfg(test)]
mod tests;

pub use self::apply::{LeftFile, LeftReason};
pub use self::build_stamp::BuildStamp;
pub use self::commit::{CommitOutcome, PreparedCommit, Removals};
pub use self::error::{Danger, WriteError};
pub use self::guard::{ProtectedFolders, guard};
pub use self::manifest::{FileChange, Manifest, ManifestEntry, changes};
pub use self::options::{AdoptPolicy, CommitStep, OnWaiting, OpenOptions};
pub use self::output::{OutputFolder, read_manifest};
pub use self::stage::Staging;
pub use crate::file::Durability;
pub use crate::hash::Hash;
