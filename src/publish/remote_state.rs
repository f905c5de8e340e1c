//! Reads the manifest and the progress file of a host.

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Hash;
use crate::publish::progress_file::ProgressFile;
use crate::publish::release::{Release, ReleaseError, ReleaseFiles};
use crate::publish::remote::{FileStart, Remote, RemoteError};
use crate::publish::retry::{Aborted, Connection};
use crate::publish::{MANIFEST, PROGRESS};

/// Maximum size of a manifest or progress file; enough for a million files.
const MAX_RECORD_BYTES: u64 = 128 * 1024 * 1024;

/// The bytes of a manifest that identify its release: the revision is among the first of them.
const MANIFEST_START_BYTES: usize = 4096;

/// The records on a host that describe its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteState {
    /// The manifest, which lists the published files.
    pub release: RemoteRecord<Release>,
    /// The progress file of an unfinished run.
    pub progress: RemoteRecord<ProgressFile>,
    /// Identifies both records; unchanged as long as no run publishes.
    pub fingerprint: RecordsFingerprint,
}

/// Identifies the records on a host: the size and the first bytes of the manifest, which include its revision, and the
/// hash of the progress file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordsFingerprint {
    manifest: Option<FileStart>,
    progress: Option<Hash>,
}

/// A record that may be missing or damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemoteRecord<T> {
    /// There is no such file.
    Absent,
    /// The record was parsed.
    Valid(T),
    /// The record does not parse; the text is the parser's error.
    Damaged(String),
    /// A later version of bangvang wrote it.
    Newer,
}

impl<T> RemoteRecord<T> {
    /// Returns the record if it was parsed.
    pub fn valid(&self) -> Option<&T> {
        match self {
            RemoteRecord::Valid(record) => Some(record),
            RemoteRecord::Absent | RemoteRecord::Damaged(_) | RemoteRecord::Newer => None,
        }
    }
}

/// Reads the records of a host. `last_seen` is the manifest that this computer saw there last: while it is the one on the
/// host, only its first bytes are downloaded.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn read(connection: Connection<'_>, last_seen: Option<Vec<u8>>) -> Result<RemoteState, Aborted> {
    let start = read_manifest_start(connection)?;
    let release = match &start {
        None => None,
        Some(start) => match last_seen.filter(|seen| start.is_of(seen)) {
            Some(seen) => Some(seen),
            None => connection.with_retry(|remote| remote.read(MANIFEST, MAX_RECORD_BYTES))?,
        },
    };
    let progress = read_progress(connection)?;
    let fingerprint = RecordsFingerprint {
        manifest: release.as_deref().map(|bytes| FileStart::of(bytes, MANIFEST_START_BYTES)),
        progress: progress.as_deref().map(Hash::of),
    };
    Ok(RemoteState {
        release: match release.as_deref().map(Release::parse) {
            None => RemoteRecord::Absent,
            Some(Ok(release)) => RemoteRecord::Valid(release),
            Some(Err(ReleaseError::Damaged(reason))) => RemoteRecord::Damaged(reason),
            Some(Err(ReleaseError::Newer)) => RemoteRecord::Newer,
        },
        progress: match progress.as_deref().map(ProgressFile::parse) {
            None => RemoteRecord::Absent,
            Some(Some(progress)) => RemoteRecord::Valid(progress),
            Some(None) => RemoteRecord::Damaged(format!("reason-damaged ({PROGRESS})")),
        },
        fingerprint,
    })
}

/// Reads the records of a host again, and returns whether they are still those of `before`.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn is_unchanged(connection: Connection<'_>, before: &RemoteState) -> Result<bool, Aborted> {
    let manifest = read_manifest_start(connection)?;
    let progress = read_progress(connection)?.as_deref().map(Hash::of);
    Ok(RecordsFingerprint { manifest, progress } == before.fingerprint)
}

/// Returns whether the host has the manifest with these bytes; its size and its first bytes are compared.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn has_manifest(remote: &dyn Remote, json: &[u8]) -> Result<bool, RemoteError> {
    let start = remote.read_start(MANIFEST, MANIFEST_START_BYTES, MAX_RECORD_BYTES)?;
    Ok(start.is_some_and(|start| start.is_of(json)))
}

fn read_manifest_start(connection: Connection<'_>) -> Result<Option<FileStart>, Aborted> {
    connection.with_retry(|remote| remote.read_start(MANIFEST, MANIFEST_START_BYTES, MAX_RECORD_BYTES))
}

fn read_progress(connection: Connection<'_>) -> Result<Option<Vec<u8>>, Aborted> {
    connection.with_retry(|remote| remote.read(PROGRESS, MAX_RECORD_BYTES))
}

impl RemoteState {
    /// Returns the files listed in the manifest; `None` if there is no valid one.
    pub fn files(&self) -> Option<&ReleaseFiles> {
        self.release.valid().map(|release| &release.files)
    }

    /// Returns the revision on the host.
    pub fn revision(&self) -> Option<&str> {
        self.release.valid().map(|release| release.revision.as_str())
    }

    /// Returns true if the manifest or the progress file is damaged.
    pub fn is_damaged(&self) -> bool {
        matches!(self.release, RemoteRecord::Damaged(_)) || matches!(self.progress, RemoteRecord::Damaged(_))
    }

    /// Returns the paths that an unfinished run may have touched, with the sizes in bytes that our file may have
    /// there.
    pub fn touched(&self) -> Option<&BTreeMap<String, BTreeSet<u64>>> {
        self.progress.valid().map(|progress| &progress.files)
    }

    /// Returns true if the unfinished run has uploaded all files and its manifest, so that only deletions may be
    /// missing.
    pub fn is_committed(&self) -> bool {
        self.progress.valid().is_some_and(|progress| self.revision() == Some(&progress.revision))
    }
}
