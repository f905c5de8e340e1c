//! The errors of a run of publishing.

use std::error::Error;
use std::fmt;

use crate::publish::disk::DiskError;
use crate::publish::lock_file::LockFile;
use crate::publish::remote::RemoteError;
use crate::publish::retry::Aborted;

/// Why a run failed.
#[derive(Debug)]
pub enum PublishError {
    /// The host failed for good, or too often.
    Remote(RemoteError),
    /// The release archive failed; the site itself is published.
    Archive(RemoteError),
    /// The observer stopped the run.
    Stopped,
    /// Another run holds the lock.
    Locked(LockFile),
    /// There is a lock file that cannot be parsed.
    UnreadableLock,
    /// Another run took the lock over.
    LockLost,
    /// The host confirmed these files, but has not stored them, or has other bytes. The manifest is still the
    /// earlier one.
    NotStored(Vec<String>),
    /// A later version of bangvang wrote the manifest.
    Newer,
    /// The host changed since the plan was made. Nothing was uploaded.
    RemoteChanged,
    /// A local file could not be read or written.
    Disk(DiskError),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Remote(error) | PublishError::Archive(error) => error.fmt(f),
            PublishError::Stopped => f.write_str("stopped"),
            PublishError::Locked(lock_file) => {
                write!(f, "`{}` has been publishing since {}", lock_file.by, lock_file.since)
            }
            PublishError::UnreadableLock => f.write_str("the lock file on the host cannot be read"),
            PublishError::LockLost => f.write_str("another run took the lock over"),
            PublishError::NotStored(paths) => {
                write!(f, "the host has not stored what was uploaded: {}", paths.join(", "))
            }
            PublishError::Newer => f.write_str("a newer version of bangvang publishes to this host"),
            PublishError::RemoteChanged => f.write_str("the host changed since the plan was made"),
            PublishError::Disk(error) => error.fmt(f),
        }
    }
}

impl Error for PublishError {}

impl From<Aborted> for PublishError {
    fn from(aborted: Aborted) -> PublishError {
        match aborted {
            Aborted::Remote(error) => PublishError::Remote(error),
            Aborted::Stopped => PublishError::Stopped,
            Aborted::LockLost => PublishError::LockLost,
        }
    }
}

impl From<DiskError> for PublishError {
    fn from(error: DiskError) -> PublishError {
        PublishError::Disk(error)
    }
}
