//! Reads the two records that a host keeps of its site.

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Hash;
use crate::publish::lanes::{Cut, Line};
use crate::publish::record::Progress;
use crate::publish::release::{Files, Flaw, Release};
use crate::publish::{MANIFEST, PROGRESS};

/// Bytes of the longest record that is read: half a million files.
const MOST: u64 = 128 * 1024 * 1024;

/// What a host says of the site on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its manifest.
    pub release: Known<Release>,
    /// What a run that is not done may have touched.
    pub progress: Known<Progress>,
    /// Of the bytes of both records; the same as long as nobody publishes.
    pub seal: Hash,
}

/// A record that may not be there, or may be no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// There is none.
    Absent,
    /// It was read.
    Sound(T),
    /// It cannot be trusted.
    Damaged(String),
    /// A later version of bangvang wrote it.
    Newer,
}

impl<T> Known<T> {
    /// The record, if there is one that can be trusted.
    pub fn sound(&self) -> Option<&T> {
        match self {
            Known::Sound(record) => Some(record),
            Known::Absent | Known::Damaged(_) | Known::Newer => None,
        }
    }
}

/// Reads the records of a host.
pub fn standing(line: Line<'_>) -> Result<Standing, Cut> {
    let [release, progress] = [MANIFEST, PROGRESS].map(|path| line.insist(|remote| remote.read(path, MOST)));
    let (release, progress) = (release?, progress?);
    let bytes = |record: &Option<Vec<u8>>| {
        record.as_ref().map_or_else(|| "none".to_owned(), |bytes| Hash::of(bytes).to_string())
    };
    let seal = Hash::of(format!("{} {}", bytes(&release), bytes(&progress)).as_bytes());
    Ok(Standing {
        release: match release.as_deref().map(Release::parse) {
            None => Known::Absent,
            Some(Ok(release)) => Known::Sound(release),
            Some(Err(Flaw::Damaged(reason))) => Known::Damaged(reason),
            Some(Err(Flaw::Newer)) => Known::Newer,
        },
        progress: match progress.as_deref().map(Progress::parse) {
            None => Known::Absent,
            Some(Some(progress)) => Known::Sound(progress),
            Some(None) => Known::Damaged(PROGRESS.to_owned()),
        },
        seal,
    })
}

impl Standing {
    /// The files that the manifest names; none when it cannot be trusted.
    pub fn files(&self) -> Option<&Files> {
        self.release.sound().map(|release| &release.files)
    }

    /// The revision on the host.
    pub fn revision(&self) -> Option<&str> {
        self.release.sound().map(|release| release.revision.as_str())
    }

    /// Whether neither record can mislead.
    pub fn is_damaged(&self) -> bool {
        matches!(self.release, Known::Damaged(_)) || matches!(self.progress, Known::Damaged(_))
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
