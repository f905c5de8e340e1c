//! Carries out a plan on a host, under a lock that only one run can hold.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::error::Error;
use std::fmt;
use std::sync::Mutex;

use crate::media;
use crate::publish::disk::DiskError;
use crate::publish::integrity::{self, Inspection, is_intact};
use crate::publish::listing::{EntryKind, ListedSizes, list_all_folders, list_folders};
use crate::publish::local_state::{Arrivals, LocalState, RunRecord};
use crate::publish::lock_file::{LockFile, ProgressFile};
use crate::publish::plan::{PublishPlan, emptied};
use crate::publish::release::{FileEntry, PublisherInfo, Release, ReleaseFiles};
use crate::publish::release_archive;
use crate::publish::remote::{Remote, RemoteError, Upload, UploadBody};
use crate::publish::remote_lock::{LockGuard, MAX_LOCK_FILE_BYTES};
use crate::publish::remote_state::{self, RemoteRecord, RemoteState};
use crate::publish::retry::{Aborted, Connection, PublishStage, RetryPolicy};
use crate::publish::{LOCK, MANIFEST, PROGRESS};
use crate::threads::{locked, unlocked};

/// One run of publishing.
pub struct Session<'a> {
    /// The host.
    pub line: Connection<'a>,
    /// What this computer knows of it; its store has every file that is to be sent.
    pub state: &'a LocalState,
    /// Who publishes.
    pub publisher: &'a PublisherInfo,
    /// What the host said when the plan was made.
    pub standing: &'a RemoteState,
    /// What sizes there tell.
    pub sizes: ListedSizes,
    /// Where releases are kept besides on this computer.
    pub archive: Option<Connection<'a>>,
    /// The lock of another run that was given up and is taken over, by its token.
    pub takes_over: Option<&'a str>,
    /// The lock of this run.
    pub hold: LockGuard<'a>,
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishOutcome {
    /// What stands on the host now; `None` when only deletions were missing.
    pub release: Option<Release>,
    /// Files that were sent.
    pub sent: usize,
    /// Files that were deleted.
    pub removed: usize,
    /// Files that were to be deleted, but somebody else changed them: they stay.
    pub left: Vec<String>,
}

/// Why a run ended before it was done.
#[derive(Debug)]
pub enum PublishError {
    /// The host, or the line to it.
    Remote(RemoteError),
    /// The place where earlier releases are kept, or the line to it. The site stands on its host.
    Archive(RemoteError),
    /// Whoever watched wanted it.
    Stopped,
    /// Another run publishes there.
    Locked(LockFile),
    /// A lock is there that nobody can read.
    LockedByNobody,
    /// Another run took the lock over.
    LockLost,
    /// The host said that it has these files, but it has none or others. The manifest there is the one of before.
    NotStored(Vec<String>),
    /// A later version of bangvang wrote the manifest.
    Newer,
    /// Something changed on the host since the plan was made. Nothing was sent.
    Moved,
    /// A file of this computer.
    State(DiskError),
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Remote(fault) | PublishError::Archive(fault) => fault.fmt(f),
            PublishError::Stopped => f.write_str("stopped"),
            PublishError::Locked(note) => write!(f, "`{}` publishes since {}", note.by, note.since),
            PublishError::LockedByNobody => f.write_str("there is a lock that cannot be read"),
            PublishError::LockLost => f.write_str("another run took the lock over"),
            PublishError::NotStored(paths) => {
                write!(f, "the host has not stored what it was sent: {}", paths.join(", "))
            }
            PublishError::Newer => f.write_str("a newer bangvang publishes there"),
            PublishError::Moved => f.write_str("the host is not as it was when the plan was made"),
            PublishError::State(fault) => fault.fmt(f),
        }
    }
}

impl Error for PublishError {}

impl From<Aborted> for PublishError {
    fn from(cut: Aborted) -> PublishError {
        match cut {
            Aborted::Remote(fault) => PublishError::Remote(fault),
            Aborted::Stopped => PublishError::Stopped,
            Aborted::Lost => PublishError::LockLost,
        }
    }
}

impl From<DiskError> for PublishError {
    fn from(fault: DiskError) -> PublishError {
        PublishError::State(fault)
    }
}

impl Session<'_> {
    /// Makes `local` of what stands on the host, as `plan` says.
    ///
    /// `restores` is the revision whose files these are, when others are undone. The lock is given back whatever
    /// happens, as far as the line allows.
    pub fn carry_out(
        &self,
        plan: &PublishPlan,
        local: &ReleaseFiles,
        restores: Option<String>,
    ) -> Result<PublishOutcome, PublishError> {
        let parent = self.standing.revision().map(str::to_owned);
        let next = self.next(local, restores.clone());
        let run = RunRecord {
            token: self.publisher.token.clone(),
            parent,
            revision: next.revision.clone(),
            restores,
        };
        let arrivals = self.state.begin(&run, &plan.arrived)?;
        self.lock()?;
        let carried_out = self.under_lock(plan, &next, &arrivals);
        // Windows replaces and deletes no file that is still open.
        drop(arrivals);
        match carried_out {
            Ok(outcome) => {
                self.unlock(self.line)?;
                if let Some(release) = &outcome.release {
                    self.state.remember(release)?;
                    self.state.prune()?;
                }
                self.state.finish()?;
                Ok(outcome)
            }
            Err(fault) => {
                // What went wrong first is what is told, and nobody waits twice for a line that is gone.
                let pace = RetryPolicy { calls: 1, ..self.line.pace };
                let _ = self.unlock(Connection { pace, ..self.line });
                if let PublishError::NotStored(paths) = &fault {
                    self.state.forget_arrived(paths)?;
                }
                Err(fault)
            }
        }
    }

    /// The release that stands on the host afterwards: the same as before when its own files were only sent again, so
    /// that an undoing still goes back to the one before it.
    fn next(&self, local: &ReleaseFiles, restores: Option<String>) -> Release {
        let there = self.standing.release.sound().filter(|there| there.files == *local);
        match there.filter(|_| restores.is_none() && self.standing.progress == RemoteRecord::Absent) {
            Some(there) => there.clone(),
            None => {
                let parent = self.standing.revision().map(str::to_owned);
                Release::next(local.clone(), parent, restores, self.publisher)
            }
        }
    }

    /// Lists the host once more where that takes few requests, and compares: the sizes of all files, and of those that
    /// were `sent` the checksums too. What differs is read before anything is said of it, for a listing may lag behind.
    fn insist_on_stored(&self, plan: &PublishPlan, next: &Release) -> Result<(), PublishError> {
        self.line.watch.stage(PublishStage::Checking);
        let files = &next.files;
        let Some(found) = list_all_folders(self.line, files.len())? else { return Ok(()) };
        let store = self.state.store();
        let inspection = Inspection { line: self.line, store, survey: &found, sizes: self.sizes };
        let sent: HashSet<&str> = plan.batches.iter().flatten().map(String::as_str).collect();
        let expected: Vec<_> = files.iter().map(|(path, file)| (path.as_str(), file)).collect();
        let mismatches = inspection.mismatches(&expected, &|path| sent.contains(path))?;
        let wrong = Mutex::new(BTreeSet::new());
        let doubtful: Vec<String> = mismatches.lost.into_iter().chain(mismatches.altered).collect();
        self.line.each(&doubtful, &|path| {
            if !is_intact(self.line, path, &files[path])? {
                locked(&wrong).insert(path.clone());
            }
            Ok(())
        })?;
        let wrong = unlocked(wrong);
        if wrong.is_empty() {
            return Ok(());
        }
        // What the host made of a file that was sent is nobody else's change: the next run may write over it.
        let mut touched = plan.touched.clone();
        for path in wrong.iter().filter(|path| sent.contains(path.as_str())) {
            if let EntryKind::File(size) = found.at(path) {
                touched.entry(path.clone()).or_default().insert(size);
            }
        }
        self.put_progress(next, touched)?;
        Err(PublishError::NotStored(wrong.into_iter().collect()))
    }

    /// Puts the manifest of `next`, and reads it back.
    fn commit(&self, next: &Release) -> Result<(), PublishError> {
        let json = next.to_json();
        self.put_record(MANIFEST, &json)?;
        let stored = self.insist(|remote| match remote.read(MANIFEST, json.len() as u64) {
            // It is longer.
            Err(RemoteError::Other { .. }) => Ok(None),
            read => read,
        })?;
        if stored.as_deref() == Some(&*json) {
            Ok(())
        } else {
            Err(PublishError::NotStored(vec![MANIFEST.to_owned()]))
        }
    }

    fn under_lock(
        &self,
        plan: &PublishPlan,
        next: &Release,
        arrivals: &Arrivals,
    ) -> Result<PublishOutcome, PublishError> {
        let line = self.line;
        line.watch.stage(PublishStage::Looking);
        if remote_state::remote_state(line)?.seal != self.standing.seal {
            return Err(PublishError::Moved);
        }
        let again = list_folders(line, plan.found.keys().map(String::as_str))?;
        if plan.found.iter().any(|(path, found)| again.at(path) != *found) {
            return Err(PublishError::Moved);
        }
        let mut removal = Removal { left: plan.left.clone(), ..Removal::default() };
        let mut sent = 0;
        if plan.commits {
            line.watch.stage(PublishStage::Sending);
            self.put_progress(next, plan.touched.clone())?;
            for (at, batch) in plan.batches.iter().enumerate() {
                if at == plan.fresh {
                    self.remove(&plan.cleared, plan, next, &mut removal)?;
                }
                self.insist_on_lock()?;
                self.send(batch, &next.files, arrivals)?;
                sent += batch.len();
            }
            self.insist_on_stored(plan, next)?;
            line.watch.stage(PublishStage::Committing);
            self.insist_on_lock()?;
            self.commit(next)?;
        }
        line.watch.stage(PublishStage::Clearing);
        self.insist_on_lock()?;
        let doomed: Vec<String> =
            plan.doomed.keys().filter(|path| !plan.cleared.contains(path)).cloned().collect();
        self.remove(&doomed, plan, next, &mut removal)?;
        line.each(&plan.partial, &|path| self.insist(|remote| remote.remove(path)))?;
        self.insist(|remote| remote.remove(PROGRESS))?;
        if let Some(archive) = self.archive {
            self.keep(archive, plan.commits.then_some(next))?;
        }
        let Removal { removed, left } = removal;
        Ok(PublishOutcome { release: plan.commits.then(|| next.clone()), sent, removed, left })
    }

    /// Puts the record of the files that this run may touch.
    ///
    /// While files of the standing release are sent again, its manifest must not count as that of a run that is done.
    fn put_progress(&self, next: &Release, touched: BTreeMap<String, BTreeSet<u64>>) -> Result<(), Aborted> {
        let repairs = self.standing.revision() == Some(&next.revision);
        let revision = if repairs { format!("{}-repair", next.revision) } else { next.revision.clone() };
        let progress = ProgressFile::new(&self.publisher.token, &revision, touched);
        self.put_record(PROGRESS, &progress.to_json())
    }

    /// Keeps what stood on the host, which an earlier run may have failed to keep, and `next`.
    fn keep(&self, archive: Connection<'_>, next: Option<&Release>) -> Result<(), PublishError> {
        let store = self.state.store();
        // One that somebody else brought may not be here.
        let is_here = |release: &&Release| release.files.values().all(|file| store.has(file.hash));
        let before = self.standing.release.sound().filter(is_here);
        before.into_iter().chain(next).try_for_each(|release| {
            release_archive::keep(archive, store, release).map_err(|cut| match cut {
                Aborted::Remote(fault) => PublishError::Archive(fault),
                cut => cut.into(),
            })
        })
    }

    fn send(&self, batch: &[String], files: &ReleaseFiles, arrivals: &Arrivals) -> Result<(), PublishError> {
        let fault = Mutex::new(None);
        self.line
            .each(batch, &|path| {
                let file = &files[path];
                self.put(path, file)?;
                if let Err(fault_of_state) = arrivals.note(path, file.hash) {
                    locked(&fault).get_or_insert(fault_of_state);
                    return Err(Aborted::Stopped);
                }
                self.line.watch.arrived(path, file);
                Ok(())
            })
            .map_err(|cut| match locked(&fault).take() {
                Some(fault) => PublishError::State(fault),
                None => cut.into(),
            })
    }

    fn put(&self, path: &str, file: &FileEntry) -> Result<(), Aborted> {
        let from = self.state.store().path(file.hash);
        let upload = integrity::upload(path, file, UploadBody::File(&from));
        let watch = self.line.watch;
        self.insist(|remote| {
            let moved = std::sync::atomic::AtomicI64::new(0);
            let put = remote.put(path, &upload, &|bytes| {
                let bytes = bytes as i64;
                moved.fetch_add(bytes, std::sync::atomic::Ordering::Relaxed);
                watch.moved(bytes);
            });
            if put.is_err() {
                watch.moved(-moved.into_inner());
            }
            put
        })
    }

    fn put_record(&self, path: &str, bytes: &[u8]) -> Result<(), Aborted> {
        let upload = Upload::of_record(bytes, media::content_type(path));
        self.insist(|remote| remote.put(path, &upload, &|_| ()))
    }

    /// Makes `call` until it goes well or fails for good, as long as the lock is ours.
    fn insist<T>(&self, call: impl Fn(&dyn Remote) -> Result<T, RemoteError>) -> Result<T, Aborted> {
        let done = self.line.insist(|remote| {
            self.hold.verify(remote)?;
            call(remote)
        });
        if self.hold.is_lost() { Err(Aborted::Lost) } else { done }
    }

    /// Deletes those of `paths` that are as we left them, and the folders that are empty then.
    fn remove(
        &self,
        paths: &[String],
        plan: &PublishPlan,
        next: &Release,
        removal: &mut Removal,
    ) -> Result<(), PublishError> {
        if paths.is_empty() {
            return Ok(());
        }
        let line = self.line;
        let lower: BTreeMap<String, &String> =
            next.files.keys().map(|path| (path.to_lowercase(), path)).collect();
        let twins = paths.iter().filter_map(|path| lower.get(&path.to_lowercase()).copied());
        let found = list_folders(line, paths.iter().chain(twins).map(String::as_str))?;
        let mut doomed = Vec::new();
        for path in paths {
            // Where cases are one, deleting `A` would delete the new `a`.
            let twin = lower.get(&path.to_lowercase());
            let alone = twin.is_none_or(|twin| found.at(twin) != EntryKind::Nothing);
            match found.at(path) {
                EntryKind::Nothing => {}
                EntryKind::File(size) if alone && self.sizes.fit(path, &plan.doomed[path], size) => {
                    doomed.push(path)
                }
                _ => removal.left.push(path.clone()),
            }
        }
        line.each(&doomed, &|path| self.insist(|remote| remote.remove(path)))?;
        removal.removed += doomed.len();
        for folder in emptied(doomed.iter().map(|path| path.as_str()), &next.files) {
            self.insist(|remote| remote.remove_folder(&folder))?;
        }
        Ok(())
    }

    /// Takes the lock, or says who has it.
    fn lock(&self) -> Result<(), PublishError> {
        let PublisherInfo { by, when, token } = self.publisher;
        let note = LockFile::new(token, by, *when).to_json();
        // Another may take it in between when a given-up lock is taken over; who asks twice and is refused waits.
        for _ in 0..3 {
            if self.line.insist(|remote| remote.create(LOCK, &note))? {
                return self.insist_on_lock();
            }
            match self.locked(self.line)? {
                LockState::Nobody => {}
                // The answer to our own call was lost, or a run of this computer was killed.
                LockState::Ours => return Ok(()),
                LockState::Theirs(theirs) if self.takes_over == Some(&theirs.token) => {
                    self.line.insist(|remote| remote.remove(LOCK))?;
                }
                LockState::Damaged if self.takes_over.is_some() => {
                    self.line.insist(|remote| remote.remove(LOCK))?;
                }
                LockState::Theirs(theirs) => return Err(PublishError::Locked(theirs)),
                LockState::Damaged => return Err(PublishError::LockedByNobody),
            }
        }
        Err(PublishError::LockLost)
    }

    fn locked(&self, line: Connection<'_>) -> Result<LockState, Aborted> {
        let bytes = line.insist(|remote| remote.read(LOCK, MAX_LOCK_FILE_BYTES))?;
        Ok(match bytes.as_deref().map(LockFile::parse) {
            None => LockState::Nobody,
            Some(None) => LockState::Damaged,
            Some(Some(note)) if note.token == self.publisher.token => LockState::Ours,
            Some(Some(note)) => LockState::Theirs(note),
        })
    }

    /// Who was thought to have died and did not must not go on.
    fn insist_on_lock(&self) -> Result<(), PublishError> {
        self.hold.invalidate();
        Ok(self.insist(|_| Ok(()))?)
    }

    fn unlock(&self, line: Connection<'_>) -> Result<(), PublishError> {
        if let LockState::Ours = self.locked(line)? {
            line.insist(|remote| remote.remove(LOCK))?;
        }
        Ok(())
    }
}

#[derive(Default)]
struct Removal {
    removed: usize,
    left: Vec<String>,
}

enum LockState {
    Nobody,
    Ours,
    Theirs(LockFile),
    Damaged,
}

/// Who holds the lock of a host, if anybody does and it can be read.
pub fn holder(line: Connection<'_>) -> Result<Option<LockFile>, PublishError> {
    let bytes = line.insist(|remote| remote.read(LOCK, MAX_LOCK_FILE_BYTES))?;
    Ok(bytes.as_deref().and_then(LockFile::parse))
}
