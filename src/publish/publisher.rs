//! Prepares a publication, determines what must be confirmed, and carries it out.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::Timestamp;

use crate::hash::Hash;
use crate::publish::WRITE_TEST;
use crate::publish::confirmation::{Confirmation, ReleaseSummary, confirmations};
use crate::publish::difference::{Difference, difference};
use crate::publish::integrity::{Inspection, Mismatches};
use crate::publish::listing::{ListedSizes, RemoteListing, list_all_folders, list_folders};
use crate::publish::local_state::{InspectionRecord, LocalState};
use crate::publish::plan::{PublishPlan, plan};
use crate::publish::publish_error::PublishError;
use crate::publish::release::{FileEntry, PublisherInfo, Release, ReleaseFiles};
use crate::publish::release_archive::{self, FetchError};
use crate::publish::remote::{EntryKind, RemoteError, Upload};
use crate::publish::remote_lock::{Clock, LockGuard};
use crate::publish::remote_state::{self, RemoteRecord, RemoteState};
use crate::publish::retry::{Aborted, Connection};
use crate::publish::session::{PublishOutcome, Session};
use crate::threads::{locked, unlocked};

/// Publishes to one host, using the local state of the target.
#[derive(Clone, Copy)]
pub struct Publisher<'a> {
    /// The connection to the host.
    pub connection: Connection<'a>,
    /// The local state of the target.
    pub state: &'a LocalState,
    /// How listed sizes relate to the sizes of the files.
    pub sizes: ListedSizes,
    /// The connection to the release archive, if the target has one.
    pub archive: Option<Connection<'a>>,
    /// Returns the wall-clock time.
    pub clock: Clock<'a>,
    /// When to compare all files on the host with the manifest.
    pub inspect: Inspect,
}

/// When to compare all files on a host with its manifest, rather than only those in the folders that change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inspect {
    /// If there is nothing to upload, and after an interrupted run. Once a day also in other runs, but then no more files
    /// than the host can compare in a few seconds: those after the ones that were compared the day before.
    Daily,
    /// In this run, even if it changes nothing there.
    Now,
}

/// How long a comparison of the host stays valid.
const INSPECTION_PERIOD_SECONDS: i64 = 24 * 60 * 60;

/// Files that are compared between two reports of progress.
const FILES_BETWEEN_REPORTS: usize = 2_000;

/// If a part of the host differs from the manifest, all of it is compared, unless that takes more than this many times as
/// long: a minute, not an hour.
const MAX_SHARES: usize = 10;

/// Which files that need no upload are compared with the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
enum InspectionScope {
    /// Those in the folders in which something changes.
    ChangedFolders,
    /// In addition, as many as the host can compare in a few seconds, from the first one after this path on.
    After(String),
    /// All.
    Everything,
}

/// Maximum number of files that are read before they are overwritten or deleted, where listings have exact sizes; more
/// would take too long.
const MAX_COMPARED_FILES: usize = 50;

/// Files above this size are not read.
const MAX_COMPARED_BYTES: u64 = 1024 * 1024;

/// A publication that waits for consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingPublication {
    /// The records on the host when the plan was made.
    pub remote_state: RemoteState,
    /// What to upload and delete.
    pub plan: PublishPlan,
    /// What the user must confirm first.
    pub confirmations: Vec<Confirmation>,
    /// Token of the interrupted run that is resumed.
    pub token: Option<String>,
}

impl Publisher<'_> {
    /// Reads the records of the host. If they show that an interrupted run of this computer was complete, records its
    /// release locally.
    ///
    /// # Errors
    /// [`PublishError::Newer`] if a newer version published there; otherwise if the host or the local state fails.
    pub fn remote_state(&self) -> Result<RemoteState, PublishError> {
        let remote_state = remote_state::read(self.connection, self.state.last_seen_json())?;
        if remote_state.release == RemoteRecord::Newer {
            return Err(PublishError::Newer);
        }
        let run = self.state.unfinished().run;
        if let (Some(run), Some(release)) = (run, remote_state.release.valid())
            && run.revision == release.revision
        {
            self.state.record_release(release)?;
        }
        Ok(remote_state)
    }

    /// Checks write access to the host by uploading and removing a small file.
    ///
    /// # Errors
    /// If the host fails or denies access.
    pub fn test_write_access(&self) -> Result<(), PublishError> {
        let upload = Upload::record(b"bangvang", "application/octet-stream");
        self.connection.with_retry(|remote| remote.put(WRITE_TEST, &upload, &|_| ()))?;
        Ok(self.connection.with_retry(|remote| remote.remove(WRITE_TEST))?)
    }

    /// Plans how to turn the site on the host into `local`; changes nothing on the host.
    ///
    /// # Errors
    /// [`PublishError::Newer`] if a newer version published there; otherwise if the host or the local state fails,
    /// or the user stops.
    pub fn prepare(&self, local: &ReleaseFiles) -> Result<PendingPublication, PublishError> {
        let remote_state = self.remote_state()?;
        let unfinished = self.state.unfinished();
        let run = unfinished.run.as_ref();
        let is_resumed = run.is_some_and(|run| {
            remote_state.progress.valid().is_some_and(|progress| progress.token == run.token)
                && run.parent.as_deref() == remote_state.revision()
        });
        let uploaded = if is_resumed { unfinished.uploaded } else { Default::default() };
        let mut difference = difference(local, &remote_state, &uploaded);
        let scope = self.inspection_scope(&difference, &remote_state);
        let (found, mismatches) = self.inspect(local, &remote_state, &difference, scope)?;
        difference.add_repairs(mismatches);
        let plan = plan(local, &remote_state, &difference, &found, self.sizes);
        let plan = self.check_contents(plan, &remote_state, &found)?;
        let last_seen = self.state.last_seen().map(|last_seen| ReleaseSummary::new(&last_seen));
        let confirmations = confirmations(&plan, local, &remote_state, last_seen.as_ref());
        Ok(PendingPublication {
            remote_state,
            plan,
            confirmations,
            token: unfinished.run.map(|run| run.token),
        })
    }

    /// Returns which files on the host must be compared with the manifest.
    fn inspection_scope(&self, difference: &Difference, remote_state: &RemoteState) -> InspectionScope {
        let must_be_whole = self.inspect == Inspect::Now
            || difference.is_empty()
            || remote_state.progress != RemoteRecord::Absent;
        match self.state.last_inspection().filter(|_| !must_be_whole) {
            None => InspectionScope::Everything,
            Some(last) => {
                let age = self.now().as_second() - last.when.as_second();
                if (0..INSPECTION_PERIOD_SECONDS).contains(&age) {
                    InspectionScope::ChangedFolders
                } else {
                    InspectionScope::After(last.up_to)
                }
            }
        }
    }

    /// Returns the system time; a time out of range counts as 1970.
    fn now(&self) -> Timestamp {
        Timestamp::try_from((self.clock)()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Lists the host and compares the files that should be unchanged with the manifest; records a comparison without
    /// differences.
    ///
    /// The folders in which something changes are always listed, and all folders if the host lists them at once.
    fn inspect(
        &self,
        local: &ReleaseFiles,
        remote_state: &RemoteState,
        difference: &Difference,
        scope: InspectionScope,
    ) -> Result<(RemoteListing, Mismatches), PublishError> {
        let unchanged = if remote_state.is_damaged() { Vec::new() } else { difference.unchanged(local) };
        let mut found = match list_all_folders(self.connection, local.len())? {
            Some(found) => found,
            None => list_folders(self.connection, difference.paths())?,
        };
        let is_due = scope != InspectionScope::ChangedFolders;
        let mut mismatches = self.inspection(&found).mismatches(&unchanged, &|_| is_due)?;
        let mut rest: Vec<_> = unchanged.into_iter().filter(|(path, _)| !found.covers(path)).collect();
        let at_once = self.connection.remote.files_to_compare_at_once();
        let share = match &scope {
            InspectionScope::ChangedFolders => 0,
            InspectionScope::After(path) => {
                let first = rest.partition_point(|(other, _)| *other <= path.as_str());
                rest.rotate_left(first);
                rest.len().min(at_once)
            }
            InspectionScope::Everything => rest.len(),
        };
        mismatches.add(self.compare(&rest[..share], &mut found)?);
        if !is_due {
            return Ok((found, mismatches));
        }
        if !mismatches.is_empty() {
            if rest.len() - share <= at_once.saturating_mul(MAX_SHARES) {
                mismatches.add(self.compare(&rest[share..], &mut found)?);
            }
        } else {
            let is_part = share < rest.len();
            let up_to = rest[..share].last().filter(|_| is_part).map_or("", |(path, _)| *path).to_owned();
            self.state.record_inspection(&InspectionRecord { when: self.now(), up_to })?;
        }
        Ok((found, mismatches))
    }

    fn inspection<'i>(&'i self, listing: &'i RemoteListing) -> Inspection<'i> {
        let Publisher { connection, state, sizes, .. } = *self;
        Inspection { connection, store: state.store(), listing, sizes }
    }

    /// Compares `files` with the host, and adds the folders to `found` that had to be listed for that.
    fn compare(
        &self,
        files: &[(&str, &FileEntry)],
        found: &mut RemoteListing,
    ) -> Result<Mismatches, PublishError> {
        let mut mismatches = Mismatches::default();
        for (at, part) in files.chunks(FILES_BETWEEN_REPORTS).enumerate() {
            self.connection.observer.files_compared(at * FILES_BETWEEN_REPORTS, files.len());
            if self.connection.observer.should_stop() {
                return Err(Aborted::Stopped.into());
            }
            let paths: Vec<&str> = part.iter().map(|(path, _)| *path).collect();
            // Only the folders of files that seem to differ have to be listed.
            let suspects: Vec<_> = match self.connection.with_retry(|remote| remote.look_up(&paths))? {
                None => part.to_vec(),
                Some(kinds) => {
                    let differs = |(_, file): &(&str, &FileEntry), kind| match kind {
                        EntryKind::File(size) => size != file.size,
                        _ => true,
                    };
                    let looked_up = part.iter().zip(kinds);
                    looked_up.filter(|(file, kind)| differs(file, *kind)).map(|(file, _)| *file).collect()
                }
            };
            found.add_folders(self.connection, suspects.iter().map(|(path, _)| *path))?;
            mismatches.add(self.inspection(found).mismatches(&suspects, &|_| true)?);
        }
        Ok(mismatches)
    }

    /// Reads the files to be replaced or deleted, and adds those to the plan that changed on the host without a
    /// change of size.
    fn check_contents(
        &self,
        mut plan: PublishPlan,
        remote_state: &RemoteState,
        listing: &RemoteListing,
    ) -> Result<PublishPlan, PublishError> {
        let none = ReleaseFiles::new();
        let recorded = remote_state.files().filter(|_| !remote_state.is_damaged()).unwrap_or(&none);
        let is_uncertain =
            |path: &String| remote_state.touched().is_some_and(|touched| touched.contains_key(path));
        let is_file = |path: &&String| matches!(listing.at(path), EntryKind::File(_));
        let replaced = plan.batches.iter().flatten().chain(plan.deletions.keys()).filter(is_file);
        let certain: Vec<&String> = replaced.filter(|path| !is_uncertain(path)).collect();
        let known = |path: &String| recorded.get(path).filter(|file| file.size <= MAX_COMPARED_BYTES);
        let known: Vec<_> =
            certain.into_iter().filter_map(|path| Some((path.clone(), known(path)?.hash))).collect();
        // If listed sizes say nothing about text files, only reading them shows a change.
        if known.len() > MAX_COMPARED_FILES && self.sizes == ListedSizes::Exact {
            return Ok(plan);
        }
        let changed = Mutex::new(Vec::new());
        self.connection.for_each(&known, &|(path, hash)| {
            // A file that grew beyond this limit differs by its size already.
            let found = self.connection.with_retry(|remote| match remote.read(path, MAX_COMPARED_BYTES) {
                Err(RemoteError::Other { .. }) => Ok(None),
                read => read,
            })?;
            if found.is_some_and(|bytes| Hash::of(&bytes) != *hash) {
                locked(&changed).push(path.clone());
            }
            Ok(())
        })?;
        let mut changed = unlocked(changed);
        changed.sort();
        for path in changed {
            if plan.deletions.remove(&path).is_some() {
                plan.early_deletions.retain(|deletion| *deletion != path);
                // Otherwise the next run would take the file for one of ours that was half replaced.
                plan.touched.remove(&path);
                plan.add_blocked(&path);
                plan.skipped.push(path);
            } else if !plan.obstacles.edited.contains(&path) {
                plan.obstacles.edited.push(path);
            }
        }
        Ok(plan)
    }

    /// Carries out the publication that is `pending`, and stores the release.
    ///
    /// `restores` is the revision whose files these are, for a rollback; `takes_over` is the token of an abandoned
    /// lock to break.
    ///
    /// # Errors
    /// If another run holds the lock or takes it over, the host changed since the plan was made, the host, its
    /// archive or the local state fails, or the user stops. The host is then in a state from which the next run
    /// continues.
    pub fn publish(
        &self,
        pending: &PendingPublication,
        local: &ReleaseFiles,
        publisher: &PublisherInfo,
        restores: Option<String>,
        takes_over: Option<&str>,
    ) -> Result<PublishOutcome, PublishError> {
        let mut publisher = publisher.clone();
        if let Some(token) = &pending.token {
            publisher.token.clone_from(token);
        }
        let session = Session {
            connection: self.connection,
            state: self.state,
            publisher: &publisher,
            remote_state: &pending.remote_state,
            sizes: self.sizes,
            archive: self.archive,
            takes_over,
            lock_guard: LockGuard::new(&publisher.token, self.clock),
        };
        session.execute(&pending.plan, local, restores)
    }

    /// Returns the release that a rollback restores; `None` if it is not stored anywhere.
    ///
    /// This is the release before the one on the host. After an interrupted run it is the one on the host itself,
    /// which that run has partly overwritten; after an interrupted rollback it is the release that the rollback was
    /// to restore, or the one on the host if only deletions were missing. Files that only the archive has are
    /// downloaded.
    ///
    /// # Errors
    /// If the archive or the local state fails, or the user stops.
    pub fn rollback_release(&self, remote_state: &RemoteState) -> Result<Option<Release>, PublishError> {
        let run = self.state.unfinished().run;
        let mut releases = self.state.releases()?;
        if let Some(archive) = self.archive {
            releases = merge_releases(release_archive::releases(archive)?, releases);
        }
        let rollback = run.as_ref().filter(|run| run.restores.is_some());
        let is_committed_rollback =
            rollback.is_some_and(|run| remote_state.revision() == Some(&run.revision));
        let partly_written = remote_state.progress.valid().filter(|_| !remote_state.is_committed());
        let found = match partly_written {
            None if is_committed_rollback => remote_state.release.valid().cloned(),
            None => previous_release(releases, remote_state),
            Some(progress) => {
                let ours = run.filter(|run| run.token == progress.token).and_then(|run| run.restores);
                match ours {
                    Some(revision) => releases.into_iter().find(|release| release.revision == revision),
                    None => remote_state.release.valid().cloned(),
                }
            }
        };
        let Some(release) = found else { return Ok(None) };
        let Some(archive) = self.archive else { return Ok(Some(release)) };
        let store = self.state.store();
        let files: BTreeMap<Hash, &FileEntry> =
            release.files.values().map(|file| (file.hash, file)).collect();
        let absent: Vec<_> =
            files.into_values().filter(|file| store.verify(file.hash, None).is_err()).collect();
        let disk_error = Mutex::new(None);
        let fetched = archive.for_each(&absent, &|file| {
            release_archive::fetch(archive, store, file.hash, file.size).map_err(|error| match error {
                FetchError::Archive(aborted) => aborted,
                FetchError::Store(error) => {
                    *locked(&disk_error) = Some(error);
                    Aborted::Stopped
                }
            })
        });
        match unlocked(disk_error) {
            Some(error) => Err(PublishError::Disk(error)),
            None => Ok(fetched.map(|()| Some(release))?),
        }
    }
}

/// Merges two lists of releases, the oldest first: a local release that is not archived goes after the one that it
/// followed locally.
fn merge_releases(archived: Vec<Release>, local: Vec<Release>) -> Vec<Release> {
    let (mut merged, mut next) = (archived, 0);
    for release in local {
        match merged.iter().position(|known| known.revision == release.revision) {
            Some(at) => next = at + 1,
            None => {
                merged.insert(next, release);
                next += 1;
            }
        }
    }
    merged
}

/// Returns the release before the one on the host, from `releases`, the oldest first.
///
/// If the one on the host is a rollback, this is the one before the release that it restored. The releases that it
/// undid may still be in the list, and are never returned.
fn previous_release(mut releases: Vec<Release>, remote_state: &RemoteState) -> Option<Release> {
    let Some(current) = remote_state.release.valid() else { return releases.pop() };
    let at = |revision: &str| releases.iter().position(|release| release.revision == revision);
    let restored = current.restores.as_deref().and_then(at);
    let base = restored.map_or(current, |at| &releases[at]);
    let parent = base.parent.as_deref().filter(|_| base.restores.is_none()).and_then(at);
    let found = parent.or_else(|| at(&base.revision)?.checked_sub(1));
    found.map(|at| releases.swap_remove(at))
}

impl ReleaseSummary {
    /// Returns the summary of `release`.
    pub fn new(release: &Release) -> ReleaseSummary {
        ReleaseSummary { revision: release.revision.clone(), when: release.when, by: release.by.clone() }
    }
}
