//! Reads the manifest and the progress file of a host.

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Hash;
use crate::publish::progress_file::ProgressFile;
use crate::publish::release::{Release, ReleaseError, ReleaseFiles};
use crate::publish::remote::{FileEnd, Remote, RemoteError};
use crate::publish::retry::{Aborted, Connection};
use crate::publish::{MANIFEST, PROGRESS};

/// Maximum size of a manifest or progress file; enough for a million files.
const MAX_RECORD_BYTES: u64 = 128 * 1024 * 1024;

/// Number of bytes at the end of a manifest that are read first: those of the release, without its files.
const MANIFEST_END_BYTES: usize = 4096;

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

/// Identifies the records on a host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordsFingerprint {
    manifest: Option<ManifestFingerprint>,
    progress: Option<Hash>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum ManifestFingerprint {
    /// Size and end, which contains the revision.
    End(FileEnd),
    /// Hash of a manifest whose revision is elsewhere.
    Whole(Hash),
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
/// host, only its end is downloaded.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn read(connection: Connection<'_>, last_seen: Option<Vec<u8>>) -> Result<RemoteState, Aborted> {
    let (manifest, fingerprint) = match read_manifest_end(connection)? {
        None => (None, None),
        Some(end) => {
            let is_known = |seen: &Vec<u8>| {
                Release::ends_with_revision(&end.bytes) && end == FileEnd::of(seen, MANIFEST_END_BYTES)
            };
            let manifest = match last_seen.filter(is_known) {
                Some(seen) => Some(seen),
                None => read_manifest(connection)?,
            };
            let fingerprint = manifest.as_deref().map(|json| {
                let end = FileEnd::of(json, MANIFEST_END_BYTES);
                if Release::ends_with_revision(&end.bytes) {
                    ManifestFingerprint::End(end)
                } else {
                    ManifestFingerprint::Whole(Hash::of(json))
                }
            });
            (manifest, fingerprint)
        }
    };
    let progress = read_progress(connection)?;
    Ok(RemoteState {
        release: match manifest.as_deref().map(Release::parse) {
            None => RemoteRecord::Absent,
            Some(Ok(release)) => RemoteRecord::Valid(release),
            Some(Err(ReleaseError::Damaged(reason))) => RemoteRecord::Damaged(reason),
            Some(Err(ReleaseError::Newer)) => RemoteRecord::Newer,
        },
        fingerprint: RecordsFingerprint {
            manifest: fingerprint,
            progress: progress.as_deref().map(Hash::of),
        },
        progress: match progress.as_deref().map(ProgressFile::parse) {
            None => RemoteRecord::Absent,
            Some(Some(progress)) => RemoteRecord::Valid(progress),
            Some(None) => RemoteRecord::Damaged(format!("reason-damaged ({PROGRESS})")),
        },
    })
}

/// Reads the records of a host again, and returns whether they are still those of `before`.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn is_unchanged(connection: Connection<'_>, before: &RemoteState) -> Result<bool, Aborted> {
    let is_same = match &before.fingerprint.manifest {
        Some(ManifestFingerprint::Whole(hash)) => {
            read_manifest(connection)?.is_some_and(|json| Hash::of(&json) == *hash)
        }
        Some(ManifestFingerprint::End(end)) => read_manifest_end(connection)?.as_ref() == Some(end),
        None => read_manifest_end(connection)?.is_none(),
    };
    let progress = read_progress(connection)?.as_deref().map(Hash::of);
    Ok(is_same && progress == before.fingerprint.progress)
}

/// Returns whether the host has the manifest with these bytes; its size and its end are compared.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn has_manifest(remote: &dyn Remote, json: &[u8]) -> Result<bool, RemoteError> {
    let end = remote.read_end(MANIFEST, MANIFEST_END_BYTES, MAX_RECORD_BYTES)?;
    // All of the end, so that a response that was cut short is not taken for it.
    Ok(end == Some(FileEnd::of(json, MANIFEST_END_BYTES)))
}

fn read_manifest_end(connection: Connection<'_>) -> Result<Option<FileEnd>, Aborted> {
    connection.with_retry(|remote| remote.read_end(MANIFEST, MANIFEST_END_BYTES, MAX_RECORD_BYTES))
}

fn read_manifest(connection: Connection<'_>) -> Result<Option<Vec<u8>>, Aborted> {
    connection.with_retry(|remote| remote.read(MANIFEST, MAX_RECORD_BYTES))
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
