//! Prepares a publication, with what must be confirmed, and carries it out.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::Timestamp;

use crate::hash::Hash;
use crate::publish::TRIAL;
use crate::publish::confirmation::{Confirmation, ReleaseSummary, confirmations};
use crate::publish::difference::{Difference, difference};
use crate::publish::integrity::{Inspection, Mismatches};
use crate::publish::listing::{EntryKind, ListedSizes, RemoteListing, list_all_folders, list_folders};
use crate::publish::local_state::LocalState;
use crate::publish::plan::{PublishPlan, plan};
use crate::publish::release::{FileEntry, PublisherInfo, Release, ReleaseFiles};
use crate::publish::release_archive::{self, FetchError};
use crate::publish::remote::{RemoteError, Upload};
use crate::publish::remote_lock::{Clock, LockGuard};
use crate::publish::remote_state::{self, RemoteRecord, RemoteState};
use crate::publish::retry::{Aborted, Connection};
use crate::publish::session::{PublishError, PublishOutcome, Session};
use crate::threads::{locked, unlocked};

/// A host with what this computer knows of it.
#[derive(Clone, Copy)]
pub struct Publisher<'a> {
    /// The host.
    pub line: Connection<'a>,
    /// What this computer knows.
    pub state: &'a LocalState,
    /// What sizes there tell.
    pub sizes: ListedSizes,
    /// Where releases are kept besides on this computer.
    pub archive: Option<Connection<'a>>,
    /// What time it is.
    pub clock: Clock<'a>,
    /// When all files there are compared with the manifest.
    pub inspect: Inspect,
}

/// When all files on a host are compared with its manifest, and not only those in the folders that a change touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inspect {
    /// When nothing is to be sent, after a run that was cut off, and once a day.
    Daily,
    /// Now.
    Now,
}

/// For so long a comparison of the whole host holds.
const INSPECTION_PERIOD_SECONDS: i64 = 24 * 60 * 60;

/// Files that are read before they are written over or deleted: of few it costs little, and of many a person is asked.
const READ: usize = 50;

/// Bytes of the longest of them.
const MAX_MANIFEST_PROBE_BYTES: u64 = 1024 * 1024;

/// A publication that only waits for a yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingPublication {
    /// What the host says.
    pub standing: RemoteState,
    /// What is to be done there.
    pub plan: PublishPlan,
    /// What must be asked about first.
    pub confirmations: Vec<Confirmation>,
    /// The run that was cut off and is gone on with, by its token.
    pub token: Option<String>,
}

impl Publisher<'_> {
    /// What the host says; notes what a run of this computer had sent before it was killed.
    pub fn standing(&self) -> Result<RemoteState, PublishError> {
        let standing = remote_state::remote_state(self.line)?;
        if standing.release == RemoteRecord::Newer {
            return Err(PublishError::Newer);
        }
        let run = self.state.unfinished().run;
        if let (Some(run), Some(release)) = (run, standing.release.sound())
            && run.revision == release.revision
        {
            self.state.remember(release)?;
        }
        Ok(standing)
    }

    /// Whether the host can be written to: makes a small file there, and removes it.
    pub fn try_writing(&self) -> Result<(), PublishError> {
        let upload = Upload::of_record(b"bangvang", "application/octet-stream");
        self.line.insist(|remote| remote.put(TRIAL, &upload, &|_| ()))?;
        Ok(self.line.insist(|remote| remote.remove(TRIAL))?)
    }

    /// Plans to make `local` of what stands on the host; changes nothing there.
    pub fn ready(&self, local: &ReleaseFiles) -> Result<PendingPublication, PublishError> {
        let standing = self.standing()?;
        let unfinished = self.state.unfinished();
        let run = unfinished.run.as_ref();
        let same = run.is_some_and(|run| {
            standing.progress.sound().is_some_and(|progress| progress.token == run.token)
                && run.parent.as_deref() == standing.revision()
        });
        let arrived = if same { unfinished.arrived } else { Default::default() };
        let mut difference = difference(local, &standing, &arrived);
        let inspects_all = self.inspects_all(&difference, &standing);
        let (found, mismatches) = self.inspect(local, &standing, &difference, inspects_all)?;
        if inspects_all && mismatches.is_empty() {
            self.state.note_inspected(self.now())?;
        }
        difference.repair(mismatches);
        let plan = plan(local, &standing, &difference, &found, self.sizes);
        let plan = self.compared(plan, &standing, &found)?;
        let seen = self.state.seen().map(|seen| ReleaseSummary::of(&seen));
        let confirmations = confirmations(&plan, local, &standing, seen.as_ref());
        Ok(PendingPublication { standing, plan, confirmations, token: unfinished.run.map(|run| run.token) })
    }

    /// Whether all files there are to be compared with the manifest.
    fn inspects_all(&self, difference: &Difference, standing: &RemoteState) -> bool {
        let now = self.now();
        let is_recent =
            |at: Timestamp| (0..INSPECTION_PERIOD_SECONDS).contains(&(now.as_second() - at.as_second()));
        self.inspect == Inspect::Now
            || difference.is_empty()
            || standing.progress != RemoteRecord::Absent
            || !self.state.inspected().is_some_and(is_recent)
    }

    /// The time of this computer; one that no calendar has counts as long ago.
    fn now(&self) -> Timestamp {
        Timestamp::try_from((self.clock)()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Lists the host and compares what should stand there unchanged with the manifest.
    ///
    /// The folders in which something is to change are always listed; all folders when `all` is wanted, or when the
    /// host lists them at once.
    fn inspect(
        &self,
        local: &ReleaseFiles,
        standing: &RemoteState,
        difference: &Difference,
        all: bool,
    ) -> Result<(RemoteListing, Mismatches), PublishError> {
        let unchanged = if standing.is_damaged() { Vec::new() } else { difference.unchanged(local) };
        let found = match list_all_folders(self.line, local.len())? {
            Some(found) => found,
            None => {
                let rest = unchanged.iter().map(|(path, _)| *path).filter(|_| all);
                list_folders(self.line, difference.paths().chain(rest))?
            }
        };
        let store = self.state.store();
        let inspection = Inspection { line: self.line, store, survey: &found, sizes: self.sizes };
        let mismatches = inspection.mismatches(&unchanged, &|_| all)?;
        Ok((found, mismatches))
    }

    /// The plan with what somebody changed on the host without changing its size: files are read there and compared.
    fn compared(
        &self,
        mut plan: PublishPlan,
        standing: &RemoteState,
        survey: &RemoteListing,
    ) -> Result<PublishPlan, PublishError> {
        let none = ReleaseFiles::new();
        let there = standing.files().filter(|_| !standing.is_damaged()).unwrap_or(&none);
        let unsure = |path: &String| standing.touched().is_some_and(|touched| touched.contains_key(path));
        let stands = |path: &&String| matches!(survey.at(path), EntryKind::File(_));
        let replaced = plan.batches.iter().flatten().chain(plan.doomed.keys()).filter(stands);
        let sure: Vec<&String> = replaced.filter(|path| !unsure(path)).collect();
        let known = |path: &String| there.get(path).filter(|file| file.size <= MAX_MANIFEST_PROBE_BYTES);
        let known: Vec<_> =
            sure.into_iter().filter_map(|path| Some((path.clone(), known(path)?.hash))).collect();
        // Where sizes tell nothing of texts, only their bytes do.
        if known.len() > READ && self.sizes == ListedSizes::Exact {
            return Ok(plan);
        }
        let other = Mutex::new(Vec::new());
        self.line.each(&known, &|(path, hash)| {
            // A file that grew beyond that has been told by its size.
            let found = self.line.insist(|remote| match remote.read(path, MAX_MANIFEST_PROBE_BYTES) {
                Err(RemoteError::Other { .. }) => Ok(None),
                read => read,
            })?;
            if found.is_some_and(|bytes| Hash::of(&bytes) != *hash) {
                locked(&other).push(path.clone());
            }
            Ok(())
        })?;
        let mut other = unlocked(other);
        other.sort();
        for path in other {
            if plan.doomed.remove(&path).is_some() {
                plan.cleared.retain(|cleared| *cleared != path);
                // The next run must not take it for one of ours that was half replaced.
                plan.touched.remove(&path);
                plan.block(&path);
                plan.left.push(path);
            } else if !plan.obstacles.edited.contains(&path) {
                plan.obstacles.edited.push(path);
            }
        }
        Ok(plan)
    }

    /// Carries out what is `ready`, and keeps the release.
    ///
    /// `restores` is the revision whose files these are, when others are undone; `takes_over` the token of a lock that
    /// was given up.
    pub fn publish(
        &self,
        ready: &PendingPublication,
        local: &ReleaseFiles,
        publisher: &PublisherInfo,
        restores: Option<String>,
        takes_over: Option<&str>,
    ) -> Result<PublishOutcome, PublishError> {
        let mut publisher = publisher.clone();
        if let Some(token) = &ready.token {
            publisher.token.clone_from(token);
        }
        let session = Session {
            line: self.line,
            state: self.state,
            publisher: &publisher,
            standing: &ready.standing,
            sizes: self.sizes,
            archive: self.archive,
            takes_over,
            hold: LockGuard::new(&publisher.token, self.clock),
        };
        session.carry_out(&ready.plan, local, restores)
    }

    /// The release that an undoing brings back; `None` when it is kept nowhere.
    ///
    /// It is the one before the one on the host. Where a run was cut off it is the one on the host itself, which that
    /// run has half written over, unless that run was an undoing, which is gone on with: one that only had to clear up
    /// brings back what stands there. Files that are kept in the archive alone are fetched.
    pub fn before(&self, standing: &RemoteState) -> Result<Option<Release>, PublishError> {
        let run = self.state.unfinished().run;
        let mut releases = self.state.releases()?;
        if let Some(archive) = self.archive {
            releases = merged(release_archive::releases(archive)?, releases);
        }
        let undoing = run.as_ref().filter(|run| run.restores.is_some());
        let done = undoing.is_some_and(|run| standing.revision() == Some(&run.revision));
        let half = standing.progress.sound().filter(|_| !standing.is_committed());
        let found = match half {
            None if done => standing.release.sound().cloned(),
            None => previous(releases, standing),
            Some(progress) => {
                let ours = run.filter(|run| run.token == progress.token).and_then(|run| run.restores);
                match ours {
                    Some(revision) => releases.into_iter().find(|release| release.revision == revision),
                    None => standing.release.sound().cloned(),
                }
            }
        };
        let Some(before) = found else { return Ok(None) };
        let Some(archive) = self.archive else { return Ok(Some(before)) };
        let store = self.state.store();
        let files: BTreeMap<Hash, &FileEntry> = before.files.values().map(|file| (file.hash, file)).collect();
        let absent: Vec<_> =
            files.into_values().filter(|file| store.prove(file.hash, None).is_err()).collect();
        let fault = Mutex::new(None);
        let fetched = archive.each(&absent, &|file| {
            release_archive::fetch(archive, store, file.hash, file.size).map_err(|error| match error {
                FetchError::Line(cut) => cut,
                FetchError::Store(error) => {
                    *locked(&fault) = Some(error);
                    Aborted::Stopped
                }
            })
        });
        match unlocked(fault) {
            Some(error) => Err(PublishError::State(error)),
            None => Ok(fetched.map(|()| Some(before))?),
        }
    }
}

/// All releases of both lists, the oldest first: those of `here` alone stand behind the one that they followed here.
fn merged(there: Vec<Release>, here: Vec<Release>) -> Vec<Release> {
    let (mut merged, mut next) = (there, 0);
    for release in here {
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

/// Of `releases`, the oldest first, the one before the one on the host.
///
/// Of one that brought another back, it is the one before that other. What it undid may still be in the list, and is
/// never the one that is meant.
fn previous(mut releases: Vec<Release>, standing: &RemoteState) -> Option<Release> {
    let Some(there) = standing.release.sound() else { return releases.pop() };
    let at = |revision: &str| releases.iter().position(|release| release.revision == revision);
    let restored = there.restores.as_deref().and_then(at);
    let base = restored.map_or(there, |at| &releases[at]);
    let parent = base.parent.as_deref().filter(|_| base.restores.is_none()).and_then(at);
    let found = parent.or_else(|| at(&base.revision)?.checked_sub(1));
    found.map(|at| releases.swap_remove(at))
}

impl ReleaseSummary {
    /// What is told of `release`.
    pub fn of(release: &Release) -> ReleaseSummary {
        ReleaseSummary { revision: release.revision.clone(), when: release.when, by: release.by.clone() }
    }
}
