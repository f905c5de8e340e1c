//! Writes a site into a folder that is always the old site or the new one.
//!
//! `Output::open` guards the folder, locks it and completes a build that was
//! killed. `Output::staging` gives a shelf: of the files put on it, those whose
//! bytes differ from what stands are written at once to
//! `.bangvang/stage/<n>`, on the volume of the output, so memory never
//! holds the site. Where nothing stands yet they wait in the folders that they
//! will have, and these are moved whole. `Ready::commit` first probes that every
//! file and folder can be changed and keeps a second link to every file that
//! gives way. Then it writes a journal of what is to be moved and deleted, obeys
//! it (assets, pages, feeds, then deletions), and replaces the manifest. A
//! folder in which most files change is exchanged whole, where the system can.
//! Before the journal stands nothing visible has changed; once it stands, the
//! next `open` can complete it. After a fault in the middle the old files are
//! put back; if that fails too, `WriteError::HalfDone` says how far it came. A file that is not in the
//! manifest of the build before is never changed or deleted, unless adopted.
//!
//! ```text
//! OUT/.bangvang/manifest.json   what we wrote, by path
//! OUT/.bangvang/journal.json    only while a commit is under way
//! OUT/.bangvang/seal.json       what the finished site was made from
//! OUT/.bangvang/held, lock      locked by the writer; who that is
//! OUT/.bangvang/stage/<n>       bytes of this build, not yet visible
//! OUT/.bangvang/stage/tree/     the same, in the folders that are moved whole
//! OUT/.bangvang/stage/backup/   the files that give way, until the commit is complete
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
