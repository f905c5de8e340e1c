//! Compares the site with its host, by content and never by time.

use std::collections::{BTreeMap, BTreeSet};

use crate::hash::Hash;
use crate::publish::integrity::Mismatches;
use crate::publish::release::{FileEntry, ReleaseFiles};
use crate::publish::remote_state::RemoteState;

/// What is to be done on a host, before it was looked at where things stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The files that have to be sent, by path.
    pub send: BTreeSet<String>,
    /// The files that an earlier run sent, as far as it knows, and that need only be found there.
    pub arrived: BTreeSet<String>,
    /// The files that are no longer part of the site, with the sizes in bytes that ours may have.
    pub doomed: BTreeMap<String, BTreeSet<u64>>,
    /// Those of `send` that the manifest names with the same bytes, but that the host no longer has.
    pub lost: BTreeSet<String>,
    /// Those of `send` that the manifest names with the same bytes, but that have others on the host.
    pub altered: BTreeSet<String>,
    /// Every path of which a file of ours may stand on the host, with the sizes that it may have.
    pub ours: BTreeMap<String, BTreeSet<u64>>,
}

/// What makes `local` of what stands on the host.
///
/// `arrived` are the files that a run of this computer sent and that nobody touched since. When a record on the host
/// cannot be trusted, everything is sent and nothing deleted.
pub fn difference(
    local: &ReleaseFiles,
    standing: &RemoteState,
    arrived: &BTreeMap<String, Hash>,
) -> Difference {
    let none = ReleaseFiles::new();
    let trusted = !standing.is_damaged();
    let there = standing.files().filter(|_| trusted).unwrap_or(&none);
    let mut ours: BTreeMap<String, BTreeSet<u64>> =
        there.iter().map(|(path, file)| (path.clone(), BTreeSet::from([file.size]))).collect();
    let mut unsure = BTreeSet::new();
    for (path, sizes) in standing.touched().filter(|_| trusted).into_iter().flatten() {
        ours.entry(path.clone()).or_default().extend(sizes);
        if !standing.is_committed() {
            unsure.insert(path);
        }
    }
    let mut difference = Difference::default();
    for (path, file) in local {
        let as_told = there.get(path);
        let same =
            as_told.is_some_and(|there| there.hash == file.hash && there.content_type == file.content_type);
        if same && !unsure.contains(path) {
            continue;
        }
        let sent = unsure.contains(path) && arrived.get(path) == Some(&file.hash);
        if sent { &mut difference.arrived } else { &mut difference.send }.insert(path.clone());
    }
    let doomed = ours.iter().filter(|(path, _)| !local.contains_key(*path));
    difference.doomed = doomed.map(|(path, sizes)| (path.clone(), sizes.clone())).collect();
    difference.ours = ours;
    difference
}

impl Difference {
    /// Whether the host has the site already.
    pub fn is_empty(&self) -> bool {
        self.send.is_empty() && self.arrived.is_empty() && self.doomed.is_empty()
    }

    /// The files of `local` that stand on the host by its manifest, so that nothing is to be done about them.
    pub fn unchanged<'f>(&self, local: &'f ReleaseFiles) -> Vec<(&'f str, &'f FileEntry)> {
        let same =
            local.iter().filter(|(path, _)| !self.send.contains(*path) && !self.arrived.contains(*path));
        same.map(|(path, file)| (path.as_str(), file)).collect()
    }

    /// Sends again what a look at the host found to be otherwise than its manifest says.
    pub fn repair(&mut self, mismatches: Mismatches) {
        self.send.extend(mismatches.lost.iter().chain(&mismatches.altered).cloned());
        self.lost = mismatches.lost;
        self.altered = mismatches.altered;
    }

    /// Every path at which something may have to be done.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.send.iter().chain(&self.arrived).chain(self.doomed.keys()).map(String::as_str)
    }
}
