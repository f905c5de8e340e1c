//! Reads the two records that a host keeps of its site.

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Hash;
use crate::publish::lock_file::ProgressFile;
use crate::publish::release::{Release, ReleaseError, ReleaseFiles};
use crate::publish::retry::{Aborted, Connection};
use crate::publish::{MANIFEST, PROGRESS};

/// Bytes of the longest record that is read: half a million files.
const MAX_RECORD_BYTES: u64 = 128 * 1024 * 1024;

/// What a host says of the site on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteState {
    /// Its manifest.
    pub release: RemoteRecord<Release>,
    /// What a run that is not done may have touched.
    pub progress: RemoteRecord<ProgressFile>,
    /// Of the bytes of both records; the same as long as nobody publishes.
    pub seal: Hash,
}

/// A record that may not be there, or may be no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RemoteRecord<T> {
    /// There is none.
    Absent,
    /// It was read.
    Sound(T),
    /// It cannot be trusted.
    Damaged(String),
    /// A later version of bangvang wrote it.
    Newer,
}

impl<T> RemoteRecord<T> {
    /// The record, if there is one that can be trusted.
    pub fn sound(&self) -> Option<&T> {
        match self {
            RemoteRecord::Sound(record) => Some(record),
            RemoteRecord::Absent | RemoteRecord::Damaged(_) | RemoteRecord::Newer => None,
        }
    }
}

/// Reads the records of a host.
pub fn remote_state(line: Connection<'_>) -> Result<RemoteState, Aborted> {
    let [release, progress] =
        [MANIFEST, PROGRESS].map(|path| line.insist(|remote| remote.read(path, MAX_RECORD_BYTES)));
    let (release, progress) = (release?, progress?);
    let bytes = |record: &Option<Vec<u8>>| {
        record.as_ref().map_or_else(|| "none".to_owned(), |bytes| Hash::of(bytes).to_string())
    };
    let seal = Hash::of(format!("{} {}", bytes(&release), bytes(&progress)).as_bytes());
    Ok(RemoteState {
        release: match release.as_deref().map(Release::parse) {
            None => RemoteRecord::Absent,
            Some(Ok(release)) => RemoteRecord::Sound(release),
            Some(Err(ReleaseError::Damaged(reason))) => RemoteRecord::Damaged(reason),
            Some(Err(ReleaseError::Newer)) => RemoteRecord::Newer,
        },
        progress: match progress.as_deref().map(ProgressFile::parse) {
            None => RemoteRecord::Absent,
            Some(Some(progress)) => RemoteRecord::Sound(progress),
            Some(None) => RemoteRecord::Damaged(PROGRESS.to_owned()),
        },
        seal,
    })
}

impl RemoteState {
    /// The files that the manifest names; none when it cannot be trusted.
    pub fn files(&self) -> Option<&ReleaseFiles> {
        self.release.sound().map(|release| &release.files)
    }

    /// The revision on the host.
    pub fn revision(&self) -> Option<&str> {
        self.release.sound().map(|release| release.revision.as_str())
    }

    /// Whether neither record can mislead.
    pub fn is_damaged(&self) -> bool {
        matches!(self.release, RemoteRecord::Damaged(_)) || matches!(self.progress, RemoteRecord::Damaged(_))
    }

    /// What a run that is not done may have touched, with the sizes that a file of ours may have there.
    pub fn touched(&self) -> Option<&BTreeMap<String, BTreeSet<u64>>> {
        self.progress.sound().map(|progress| &progress.files)
    }

    /// Whether the run of which there is a record sent everything and its manifest, so that only deletions may be
    /// missing.
    pub fn is_committed(&self) -> bool {
        self.progress.sound().is_some_and(|progress| self.revision() == Some(&progress.revision))
    }
}
