//! Compares a site with its host by content, never by time.

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Hash;
use crate::publish::integrity::Mismatches;
use crate::publish::release::{FileEntry, ReleaseFiles};
use crate::publish::remote_state::RemoteState;

/// What differs between a site and its host by their manifests, before the host is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Paths of the files to upload.
    pub send: BTreeSet<String>,
    /// Paths that an interrupted run reported as uploaded; they only have to be found in the listing.
    pub uploaded: BTreeSet<String>,
    /// Files that are no longer part of the site, with the sizes in bytes that our versions may have.
    pub deletions: BTreeMap<String, BTreeSet<u64>>,
    /// Paths in `send` that the manifest lists with the same bytes, but that are missing on the host.
    pub lost: BTreeSet<String>,
    /// Paths in `send` that the manifest lists with the same bytes, but that have other bytes on the host.
    pub altered: BTreeSet<String>,
    /// Every path at which the host may have a file of ours, with the sizes in bytes that it may have.
    pub ours: BTreeMap<String, BTreeSet<u64>>,
}

/// Compares `local` with the records of the host.
///
/// `uploaded` are the files that an interrupted run of this computer uploaded and that no other run has touched
/// since. If a record on the host is damaged, all files are uploaded and none deleted.
pub fn difference(
    local: &ReleaseFiles,
    remote_state: &RemoteState,
    uploaded: &BTreeMap<String, Hash>,
) -> Difference {
    let none = ReleaseFiles::new();
    let is_trusted = !remote_state.is_damaged();
    let remote_files = remote_state.files().filter(|_| is_trusted).unwrap_or(&none);
    let mut ours: BTreeMap<String, BTreeSet<u64>> =
        remote_files.iter().map(|(path, file)| (path.clone(), BTreeSet::from([file.size]))).collect();
    let mut uncertain = BTreeSet::new();
    for (path, sizes) in remote_state.touched().filter(|_| is_trusted).into_iter().flatten() {
        ours.entry(path.clone()).or_default().extend(sizes);
        if !remote_state.is_committed() {
            uncertain.insert(path);
        }
    }
    let mut difference = Difference::default();
    for (path, file) in local {
        let recorded = remote_files.get(path);
        let is_unchanged = recorded
            .is_some_and(|recorded| recorded.hash == file.hash && recorded.content_type == file.content_type);
        if is_unchanged && !uncertain.contains(path) {
            continue;
        }
        let is_uploaded = uncertain.contains(path) && uploaded.get(path) == Some(&file.hash);
        if is_uploaded { &mut difference.uploaded } else { &mut difference.send }.insert(path.clone());
    }
    let deletions = ours.iter().filter(|(path, _)| !local.contains_key(*path));
    difference.deletions = deletions.map(|(path, sizes)| (path.clone(), sizes.clone())).collect();
    difference.ours = ours;
    difference
}

impl Difference {
    /// Returns true if the host already has the site.
    pub fn is_empty(&self) -> bool {
        self.send.is_empty() && self.uploaded.is_empty() && self.deletions.is_empty()
    }

    /// Returns the files of `local` that need no upload according to the manifest.
    pub fn unchanged<'f>(&self, local: &'f ReleaseFiles) -> Vec<(&'f str, &'f FileEntry)> {
        let is_unchanged =
            local.iter().filter(|(path, _)| !self.send.contains(*path) && !self.uploaded.contains(*path));
        is_unchanged.map(|(path, file)| (path.as_str(), file)).collect()
    }

    /// Adds the files that the host has lost or changed to those to upload.
    pub fn add_repairs(&mut self, mismatches: Mismatches) {
        self.send.extend(mismatches.lost.iter().chain(&mismatches.altered).cloned());
        self.lost = mismatches.lost;
        self.altered = mismatches.altered;
    }

    /// Returns every path that may have to be uploaded or deleted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.send.iter().chain(&self.uploaded).chain(self.deletions.keys()).map(String::as_str)
    }
}
