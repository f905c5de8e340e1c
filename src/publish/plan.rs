//! Plans uploads and deletions, in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::file::split;
use crate::hash::Hash;
use crate::publish::difference::Difference;
use crate::publish::listing::{ListedSizes, RemoteListing};
use crate::publish::release::{Kind, ReleaseFiles};
use crate::publish::remote::EntryKind;
use crate::publish::remote_state::RemoteState;

/// What a publication does, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishPlan {
    /// Paths to upload, in batches that are not empty; each must be complete before the next begins.
    pub batches: Vec<Vec<String>>,
    /// Number of batches that only add files, before any existing file is replaced.
    pub additive_batches: usize,
    /// Files of ours in the way of an upload, where a folder is needed or below what becomes a file; deleted after
    /// the batches that only add files.
    pub early_deletions: Vec<String>,
    /// Files that are no longer part of the site, with the sizes in bytes that they may have; deleted at the end.
    pub deletions: BTreeMap<String, BTreeSet<u64>>,
    /// Files that are no longer part of the site, but were changed on the host: they are not deleted.
    pub skipped: Vec<String>,
    /// Part files that an interrupted run left behind.
    pub part_files: Vec<String>,
    /// Files that an interrupted run uploaded and that the host lists, with their hashes.
    pub uploaded: BTreeMap<String, Hash>,
    /// For every path that the plan touches, the sizes in bytes that a file of ours may have, before or after the
    /// run.
    pub touched: BTreeMap<String, BTreeSet<u64>>,
    /// What the host listed for each path to upload; a different entry once the lock is held means a concurrent
    /// change.
    pub found: BTreeMap<String, EntryKind>,
    /// Files of the site that the host has lost; they are uploaded again.
    pub lost: BTreeSet<String>,
    /// Whether a manifest must be uploaded, because the one on the host differs from the site or from the files
    /// there.
    pub needs_commit: bool,
    /// Entries that block uploads or need the user's consent.
    pub obstacles: Obstacles,
    /// New, changed and removed files, for display.
    pub changes: Vec<PageChange>,
}

/// Entries on the host that differ from our records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obstacles {
    /// Files that bangvang did not upload, where files of ours have to go.
    pub foreign: Vec<String>,
    /// Files of ours that were changed on the host since.
    pub edited: Vec<String>,
    /// Folders, links and files that cannot be overwritten.
    pub blocked: Vec<String>,
}

/// How one file changes for readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageChange {
    /// Its path, relative to the folder of the site.
    pub path: String,
    /// The kind of change.
    pub how: PageChangeKind,
    /// Number of bytes to upload; 0 for a deleted file or one that is already on the host.
    pub bytes: u64,
    /// The title of a page.
    pub title: Option<String>,
    /// The class of the file, which decides the order of uploads.
    pub kind: Kind,
}

/// What readers notice: a new page, other bytes, a lost page that is back, or a page that is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageChangeKind {
    /// The file did not exist.
    New,
    /// The file had other bytes.
    Changed,
    /// The manifest lists the file, but the host has lost it.
    Lost,
    /// The file is deleted.
    Removed,
}

/// Plans how to turn the site on the host into `local`.
///
/// `listing` must cover the paths of `difference`.
pub fn plan(
    local: &ReleaseFiles,
    remote_state: &RemoteState,
    difference: &Difference,
    listing: &RemoteListing,
    sizes: ListedSizes,
) -> PublishPlan {
    let mut plan = PublishPlan {
        deletions: difference.deletions.clone(),
        touched: BTreeMap::new(),
        ..PublishPlan::default()
    };
    let mut send = difference.send.clone();
    for path in &difference.uploaded {
        let size = BTreeSet::from([local[path].size]);
        match listing.at(path) {
            EntryKind::File(listed) if sizes.fit(path, &size, listed) => {
                plan.uploaded.insert(path.clone(), local[path].hash);
            }
            _ => _ = send.insert(path.clone()),
        }
    }
    for path in &send {
        plan.check_path(path, difference, listing, sizes);
    }
    let edited_in_place =
        difference.altered.iter().filter(|path| matches!(listing.at(path), EntryKind::File(_)));
    let edited_in_place = edited_in_place.filter(|path| !plan.obstacles.edited.contains(path)).cloned();
    let edited_in_place: Vec<String> = edited_in_place.collect();
    plan.obstacles.edited.extend(edited_in_place);
    plan.lost.clone_from(&difference.lost);
    plan.plan_early_deletions(&send, listing);
    plan.plan_batches(&send, local, listing);
    let sizes_of = |path: &String| {
        let mut sizes = difference.ours.get(path).cloned().unwrap_or_default();
        sizes.extend(local.get(path).map(|file| file.size));
        (path.clone(), sizes)
    };
    plan.touched =
        send.iter().chain(&difference.uploaded).chain(difference.deletions.keys()).map(sizes_of).collect();
    plan.changes = changes(local, remote_state, difference);
    if !remote_state.is_damaged() {
        plan.part_files = listing.part_files();
    }
    let is_recorded = |path: &String| remote_state.files().is_some_and(|files| files.contains_key(path));
    plan.needs_commit =
        !plan.batches.is_empty() || !plan.uploaded.is_empty() || plan.deletions.keys().any(is_recorded);
    plan
}

impl PublishPlan {
    /// Returns true if nothing has to be uploaded or deleted.
    pub fn is_empty(&self) -> bool {
        !self.needs_commit && self.deletions.is_empty()
    }

    /// Returns the number of bytes and of files to upload.
    pub fn upload_size(&self, local: &ReleaseFiles) -> (u64, usize) {
        let sent = self.batches.iter().flatten();
        sent.fold((0, 0), |(bytes, count), path| (bytes + local[path].size, count + 1))
    }

    /// Checks the entries at `path`, where a file is to be uploaded, and above it for obstacles.
    fn check_path(
        &mut self,
        path: &str,
        difference: &Difference,
        listing: &RemoteListing,
        sizes: ListedSizes,
    ) {
        let ours = difference.ours.get(path);
        let entry = listing.at(path);
        self.found.insert(path.to_owned(), entry);
        match entry {
            EntryKind::Nothing => self.check_case_variant(path, difference, listing),
            EntryKind::File(size) => match ours {
                Some(known) if sizes.fit(path, known, size) => {}
                Some(_) => self.obstacles.edited.push(path.to_owned()),
                None => self.obstacles.foreign.push(path.to_owned()),
            },
            // Files of ours below it are deleted before the upload.
            EntryKind::Folder if listing.contains_only(path, &difference.deletions, sizes) => {}
            EntryKind::Folder | EntryKind::Other => self.obstacles.blocked.push(path.to_owned()),
        }
        let is_ours = |barrier: &str| match (listing.at(barrier), self.deletions.get(barrier)) {
            (EntryKind::File(size), Some(known)) => sizes.fit(barrier, known, size),
            _ => false,
        };
        if let Some(barrier) = listing.barrier(path)
            && !is_ours(barrier)
            && !self.obstacles.blocked.iter().any(|blocked| blocked == barrier)
        {
            self.obstacles.blocked.push(barrier.to_owned());
        }
    }

    /// Treats a foreign file `A` as an obstacle to `a`: a case-insensitive host would overwrite it.
    fn check_case_variant(&mut self, path: &str, difference: &Difference, listing: &RemoteListing) {
        let Some((absent, case_variant)) = listing.case_variant(path) else { return };
        // A case-insensitive host may still list the old spelling.
        let is_ours =
            |path: &str| difference.ours.contains_key(path) || below(path, &difference.ours).next().is_some();
        let ours = is_ours(&case_variant) || is_ours(absent);
        if !ours && !self.obstacles.foreign.contains(&case_variant) {
            self.obstacles.foreign.push(case_variant);
        }
    }

    /// Records that the file at `path` is not deleted, which blocks uploads at, above or below it.
    pub fn add_blocked(&mut self, path: &str) {
        let is_above =
            |folder: &str, path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let is_in_the_way = |sent: &String| is_above(path, sent) || is_above(sent, path);
        let is_recorded = self.obstacles.blocked.iter().any(|blocked| blocked == path);
        if !is_recorded && self.batches.iter().flatten().any(is_in_the_way) {
            self.obstacles.blocked.push(path.to_owned());
        }
    }

    /// Moves the deletions that an upload needs before that upload.
    fn plan_early_deletions(&mut self, send: &BTreeSet<String>, listing: &RemoteListing) {
        let mut early_deletions = BTreeSet::new();
        for path in send {
            early_deletions.extend(
                listing
                    .barrier(path)
                    .filter(|barrier| self.deletions.contains_key(*barrier))
                    .map(str::to_owned),
            );
            if listing.at(path) == EntryKind::Folder {
                early_deletions.extend(below(path, &self.deletions).cloned());
            }
        }
        self.early_deletions = early_deletions.into_iter().collect();
    }

    /// Orders the uploads: new files before replacements, each by class, the home page last.
    fn plan_batches(&mut self, send: &BTreeSet<String>, local: &ReleaseFiles, listing: &RemoteListing) {
        let mut groups: BTreeMap<(bool, Kind, bool), Vec<String>> = BTreeMap::new();
        for path in send {
            let kind = local[path].kind;
            let is_home = path == HOME;
            let replaces = listing.at(path) != EntryKind::Nothing || listing.barrier(path).is_some();
            groups.entry((replaces || is_home, kind, is_home)).or_default().push(path.clone());
        }
        self.additive_batches = groups.keys().filter(|(late, ..)| !late).count();
        self.batches = groups.into_values().collect();
    }
}

/// Path of the home page.
pub const HOME: &str = "index.html";

/// Returns the paths in `deletions` below the folder `path`.
fn below<'d>(path: &str, deletions: &'d BTreeMap<String, BTreeSet<u64>>) -> impl Iterator<Item = &'d String> {
    let folder = format!("{path}/");
    deletions.range(folder.clone()..).map(|(path, _)| path).take_while(move |path| path.starts_with(&folder))
}

/// Lists the new, changed and removed files: pages first, by path.
fn changes(local: &ReleaseFiles, remote_state: &RemoteState, difference: &Difference) -> Vec<PageChange> {
    let none = ReleaseFiles::new();
    let remote_files = remote_state.files().unwrap_or(&none);
    let mut changes = Vec::new();
    for path in difference.send.iter().chain(&difference.uploaded) {
        let file = &local[path];
        let how = if difference.lost.contains(path) {
            PageChangeKind::Lost
        } else if remote_files.contains_key(path) {
            PageChangeKind::Changed
        } else {
            PageChangeKind::New
        };
        let bytes = if difference.send.contains(path) { file.size } else { 0 };
        let title = file.title.clone();
        changes.push(PageChange { path: path.clone(), how, bytes, title, kind: file.kind });
    }
    for path in difference.deletions.keys() {
        let (title, kind) = match remote_files.get(path) {
            Some(file) => (file.title.clone(), file.kind),
            None => (None, Kind::Asset),
        };
        changes.push(PageChange { path: path.clone(), how: PageChangeKind::Removed, bytes: 0, title, kind });
    }
    changes.sort_by_key(|change| (change.title.is_none(), change.how, change.kind, change.path.clone()));
    changes
}

/// Returns the folders that may be empty after `deletions` are deleted, the deepest first, without those that `local`
/// needs.
pub fn emptied_folders<'d>(deletions: impl Iterator<Item = &'d str>, local: &ReleaseFiles) -> Vec<String> {
    let mut folders = BTreeSet::new();
    for path in deletions {
        let (mut folder, _) = split(path);
        while !folder.is_empty() {
            folders.insert(folder.to_owned());
            (folder, _) = split(folder);
        }
    }
    let needed = |folder: &String| {
        let prefix = format!("{folder}/");
        local.range(prefix.clone()..).next().is_some_and(|(path, _)| path.starts_with(&prefix))
    };
    folders.into_iter().rev().filter(|folder| !needed(folder)).collect()
}
