//! Compares a host's listing with its manifest.

use std::collections::BTreeSet;
use std::sync::Mutex;

use crate::hash::Hash;
use crate::media;
use crate::publish::content_store::ContentStore;
use crate::publish::listing::{ListedSizes, RemoteListing};
use crate::publish::release::FileEntry;
use crate::publish::remote::{EntryKind, ListedEntry, RemoteError, Upload, UploadBody};
use crate::publish::retry::{Aborted, Connection};
use crate::threads::{locked, unlocked};

/// After this many suspected files turn out intact, the entity tags of the host are not taken for checksums.
const MAX_FALSE_SUSPICIONS: usize = 3;

/// Files that differ from the manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mismatches {
    /// Paths that do not exist on the host.
    pub lost: BTreeSet<String>,
    /// Paths with another size, other bytes, or a folder or link in place of the file.
    pub altered: BTreeSet<String>,
}

impl Mismatches {
    /// Adds those that another comparison found.
    pub fn add(&mut self, other: Mismatches) {
        self.lost.extend(other.lost);
        self.altered.extend(other.altered);
    }

    /// Returns true if all compared files are as the manifest says.
    pub fn is_empty(&self) -> bool {
        self.lost.is_empty() && self.altered.is_empty()
    }
}

/// What a comparison needs to know.
#[derive(Clone, Copy)]
pub struct Inspection<'a> {
    /// The connection to the host.
    pub connection: Connection<'a>,
    /// The local copies of the files.
    pub store: &'a ContentStore,
    /// What the host listed.
    pub listing: &'a RemoteListing,
    /// How listed sizes relate to the sizes of the files.
    pub sizes: ListedSizes,
}

impl Inspection<'_> {
    /// Compares the listed sizes of `files` with the expected ones, as far as the listing covers them. For paths that
    /// satisfy `by_bytes`, also compares the bytes, if the host can do that without a download.
    ///
    /// # Errors
    /// If the host fails for good or the user stops.
    pub fn mismatches(
        &self,
        files: &[(&str, &FileEntry)],
        by_bytes: &dyn Fn(&str) -> bool,
    ) -> Result<Mismatches, Aborted> {
        let mut mismatches = Mismatches::default();
        let mut candidates = Vec::new();
        for (path, file) in files.iter().filter(|(path, _)| self.listing.covers(path)) {
            match self.listing.at(path) {
                // On a case- or normalization-insensitive host the file may be listed under another spelling.
                EntryKind::Nothing if self.listing.case_variant(path).is_some() => {}
                EntryKind::Nothing => _ = mismatches.lost.insert((*path).to_owned()),
                EntryKind::File(size) if self.sizes.fit(path, &BTreeSet::from([file.size]), size) => {
                    candidates.extend(by_bytes(path).then_some((*path, *file, size)));
                }
                EntryKind::File(_) | EntryKind::Folder | EntryKind::Other => {
                    _ = mismatches.altered.insert((*path).to_owned())
                }
            }
        }
        mismatches.altered.extend(self.files_with_other_bytes(&candidates)?);
        Ok(mismatches)
    }

    /// Returns the paths of those `candidates`, each with its listed size, that have other bytes on the host.
    fn files_with_other_bytes(&self, candidates: &[(&str, &FileEntry, u64)]) -> Result<Vec<String>, Aborted> {
        let suspects = Mutex::new(Vec::new());
        self.connection.for_each(candidates, &|(path, file, size)| {
            let from = self.store.path(file.hash);
            let upload = upload(path, file, UploadBody::File(&from));
            let etag = self.listing.etag(path).map(str::to_owned);
            let listed = ListedEntry { name: (*path).to_owned(), size: Some(*size), is_folder: false, etag };
            let matches =
                self.connection.with_retry(|remote| match remote.has_bytes(path, &listed, &upload) {
                    // The file is not stored on this computer, or may not be read on the host.
                    Err(RemoteError::Local { .. } | RemoteError::Denied { .. }) => Ok(None),
                    matches => matches,
                })?;
            if matches == Some(false) {
                locked(&suspects).push((*path, *file));
            }
            Ok(())
        })?;
        let mut suspects = unlocked(suspects);
        suspects.sort_by_key(|(path, _)| *path);
        let mut other = Vec::new();
        let mut false_suspicions = 0;
        for (path, file) in suspects {
            if !is_intact(self.connection, path, file)? {
                other.push(path.to_owned());
                continue;
            }
            false_suspicions += 1;
            // If the host encrypts objects, no entity tag is a checksum.
            if false_suspicions == MAX_FALSE_SUSPICIONS {
                break;
            }
        }
        Ok(other)
    }
}

/// Reads the file at `path` and returns whether it has the bytes of `file`.
///
/// # Errors
/// If the host fails for good or the user stops.
pub fn is_intact(connection: Connection<'_>, path: &str, file: &FileEntry) -> Result<bool, Aborted> {
    let bytes = connection.with_retry(|remote| match remote.read(path, file.size) {
        // The file is longer, or is not a file.
        Err(RemoteError::Other { .. }) => Ok(None),
        read => read,
    })?;
    Ok(bytes.is_some_and(|bytes| Hash::of(&bytes) == file.hash))
}

/// Returns the upload of `body` to `path`, with the headers for a file of the site.
pub fn upload<'a>(path: &str, file: &'a FileEntry, body: UploadBody<'a>) -> Upload<'a> {
    Upload {
        body,
        size: file.size,
        hash: file.hash,
        content_type: &file.content_type,
        cache_control: media::cache_control(path),
    }
}
