//! Reads the manifest and the progress file of a host.

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Hash;
use crate::publish::progress_file::ProgressFile;
use crate::publish::release::{Release, ReleaseError, ReleaseFiles};
use crate::publish::retry::{Aborted, Connection};
use crate::publish::{MANIFEST, PROGRESS};

/// Maximum size of a manifest or progress file; enough for a million files.
const MAX_RECORD_BYTES: u64 = 128 * 1024 * 1024;

/// The records on a host that describe its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteState {
    /// The manifest, which lists the published files.
    pub release: RemoteRecord<Release>,
    /// The progress file of an unfinished run.
    pub progress: RemoteRecord<ProgressFile>,
    /// Hash of both records; unchanged as long as no run publishes.
    pub fingerprint: Hash,
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

/// Reads the records of a host.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn read(connection: Connection<'_>) -> Result<RemoteState, Aborted> {
    let records = read_bytes(connection)?;
    let fingerprint = fingerprint(&records);
    let [release, progress] = records;
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
    Ok(fingerprint(&read_bytes(connection)?) == before.fingerprint)
}

/// Reads the bytes of the manifest and of the progress file, as far as they exist.
fn read_bytes(connection: Connection<'_>) -> Result<[Option<Vec<u8>>; 2], Aborted> {
    let read = |path| connection.with_retry(|remote| remote.read(path, MAX_RECORD_BYTES));
    Ok([read(MANIFEST)?, read(PROGRESS)?])
}

fn fingerprint(records: &[Option<Vec<u8>>; 2]) -> Hash {
    let text = |record: &Option<Vec<u8>>| {
        record.as_ref().map_or_else(|| "none".to_owned(), |bytes| Hash::of(bytes).to_string())
    };
    let [release, progress] = records;
    Hash::of(format!("{} {}", text(release), text(progress)).as_bytes())
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
