//! Compares what a host lists with its manifest.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::hash::Hash;
use crate::media;
use crate::publish::content_store::ContentStore;
use crate::publish::listing::{EntryKind, ListedSizes, RemoteListing};
use crate::publish::release::FileEntry;
use crate::publish::remote::{ListedEntry, RemoteError, Upload, UploadBody};
use crate::publish::retry::{Aborted, Connection};
use crate::threads::{locked, unlocked};

/// Suspicions that are looked into before the entity tags of a host are taken for something else than checksums.
const FALSE_SUSPICIONS: usize = 3;

/// Files that do not stand on the host as the manifest says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mismatches {
    /// Files that are not there.
    pub lost: BTreeSet<String>,
    /// Files with another size or other bytes, and folders or links in their place.
    pub altered: BTreeSet<String>,
}

impl Mismatches {
    /// Whether everything stands there as told.
    pub fn is_empty(&self) -> bool {
        self.lost.is_empty() && self.altered.is_empty()
    }
}

/// Where and how to compare.
#[derive(Clone, Copy)]
pub struct Inspection<'a> {
    /// The host.
    pub line: Connection<'a>,
    /// The files themselves, from which their bytes are known.
    pub store: &'a ContentStore,
    /// What was listed there.
    pub survey: &'a RemoteListing,
    /// What the listed sizes tell.
    pub sizes: ListedSizes,
}

impl Inspection<'_> {
    /// Compares the listed sizes of `files` with their own, as far as the survey covers them; and the bytes of those for
    /// which `by_bytes` holds, where the host makes that cheap.
    pub fn mismatches(
        &self,
        files: &[(&str, &FileEntry)],
        by_bytes: &dyn Fn(&str) -> bool,
    ) -> Result<Mismatches, Aborted> {
        let mut mismatches = Mismatches::default();
        let mut candidates = Vec::new();
        for (path, file) in files.iter().filter(|(path, _)| self.survey.covers(path)) {
            match self.survey.at(path) {
                // A host that takes cases or forms of marks for one lists the file under another name.
                EntryKind::Nothing if self.survey.twin(path).is_some() => {}
                EntryKind::Nothing => _ = mismatches.lost.insert((*path).to_owned()),
                EntryKind::File(size) if self.sizes.fit(path, &BTreeSet::from([file.size]), size) => {
                    candidates.extend(by_bytes(path).then_some((*path, *file, size)));
                }
                EntryKind::File(_) | EntryKind::Folder | EntryKind::Other => {
                    _ = mismatches.altered.insert((*path).to_owned())
                }
            }
        }
        mismatches.altered.extend(self.other_bytes(&candidates)?);
        Ok(mismatches)
    }

    /// Those of `candidates`, each with its listed size, that have other bytes on the host.
    fn other_bytes(&self, candidates: &[(&str, &FileEntry, u64)]) -> Result<Vec<String>, Aborted> {
        let suspects = Mutex::new(Vec::new());
        self.line.each(candidates, &|(path, file, size)| {
            let from = self.store.path(file.hash);
            let upload = upload(path, file, UploadBody::File(&from));
            let tag = self.survey.tag(path).map(str::to_owned);
            let listed = ListedEntry { name: (*path).to_owned(), size: Some(*size), folder: false, tag };
            let told = self.line.insist(|remote| match remote.has_bytes(path, &listed, &upload) {
                // The file is not kept on this computer, or may not be read there.
                Err(RemoteError::Local { .. } | RemoteError::Denied { .. }) => Ok(None),
                told => told,
            })?;
            if told == Some(false) {
                locked(&suspects).push((*path, *file));
            }
            Ok(())
        })?;
        let mut suspects = unlocked(suspects);
        suspects.sort_by_key(|(path, _)| *path);
        let mut other = Vec::new();
        let mut false_suspicions = 0;
        for (path, file) in suspects {
            if !is_intact(self.line, path, file)? {
                other.push(path.to_owned());
                continue;
            }
            false_suspicions += 1;
            // Where objects are encrypted by the host, no tag is a checksum.
            if false_suspicions == FALSE_SUSPICIONS {
                break;
            }
        }
        Ok(other)
    }
}

/// Reads the file at `path` and says whether it has the bytes of `file`.
pub fn is_intact(line: Connection<'_>, path: &str, file: &FileEntry) -> Result<bool, Aborted> {
    let bytes = line.insist(|remote| match remote.read(path, file.size) {
        // It is longer, or no file.
        Err(RemoteError::Other { .. }) => Ok(None),
        read => read,
    })?;
    Ok(bytes.is_some_and(|bytes| Hash::of(&bytes) == file.hash))
}

/// The upload that makes `body` the file at `path`.
pub fn upload<'a>(path: &str, file: &'a FileEntry, body: UploadBody<'a>) -> Upload<'a> {
    Upload {
        body,
        size: file.size,
        hash: file.hash,
        content_type: &file.content_type,
        cache_control: media::cache_control(path),
    }
}
