//! Carries out a plan on a host, under a lock that only one run can hold.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Mutex;

use crate::media;
use crate::publish::integrity::{self, Inspection, is_intact};
use crate::publish::listing::{ListedSizes, list_all_folders, list_folders};
use crate::publish::local_state::{LocalState, RunRecord, UploadLog};
use crate::publish::lock_file::LockFile;
use crate::publish::plan::{PublishPlan, emptied_folders};
use crate::publish::progress_file::ProgressFile;
use crate::publish::publish_error::PublishError;
use crate::publish::release::{FileEntry, PublisherInfo, Release, ReleaseFiles};
use crate::publish::release_archive;
use crate::publish::remote::{EntryKind, Remote, RemoteError, Upload, UploadBody};
use crate::publish::remote_lock::{LockGuard, MAX_LOCK_FILE_BYTES};
use crate::publish::remote_state::{self, RemoteRecord, RemoteState};
use crate::publish::retry::{Aborted, Connection, PublishStage, RetryPolicy};
use crate::publish::{LOCK, MANIFEST, PROGRESS};
use crate::threads::{locked, unlocked};

/// A run of publishing.
pub struct Session<'a> {
    /// The connection to the host.
    pub connection: Connection<'a>,
    /// The local state of the target; its store has every file to upload.
    pub state: &'a LocalState,
    /// The user who publishes.
    pub publisher: &'a PublisherInfo,
    /// The records on the host when the plan was made.
    pub remote_state: &'a RemoteState,
    /// How listed sizes relate to the sizes of the files.
    pub sizes: ListedSizes,
    /// The connection to the release archive, if the target has one.
    pub archive: Option<Connection<'a>>,
    /// Token of an abandoned lock to break.
    pub takes_over: Option<&'a str>,
    /// The lock of this run.
    pub lock_guard: LockGuard<'a>,
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishOutcome {
    /// The release on the host; `None` if the run only deleted files.
    pub release: Option<Release>,
    /// Number of files that were uploaded.
    pub sent: usize,
    /// Number of files that were deleted.
    pub removed: usize,
    /// Files that were to be deleted, but had been changed on the host and were skipped.
    pub skipped: Vec<String>,
}

impl Session<'_> {
    /// Turns the site on the host into `local`, as `plan` says.
    ///
    /// `restores` is the revision whose files these are, for a rollback. The lock is released on every path, as far
    /// as the connection allows.
    ///
    /// # Errors
    /// If the lock is held by or lost to another run, the host changed since the plan was made, the host, its
    /// archive or the local state fails, or the observer stops the run.
    pub fn execute(
        &self,
        plan: &PublishPlan,
        local: &ReleaseFiles,
        restores: Option<String>,
    ) -> Result<PublishOutcome, PublishError> {
        let parent = self.remote_state.revision().map(str::to_owned);
        let next = self.next_release(local, restores.clone());
        let run = RunRecord {
            token: self.publisher.token.clone(),
            parent,
            revision: next.revision.clone(),
            restores,
        };
        let upload_log = self.state.begin(&run, &plan.uploaded)?;
        self.acquire_lock()?;
        let result = self.execute_locked(plan, &next, &upload_log);
        // Windows cannot replace or delete a file that is still open.
        drop(upload_log);
        match result {
            Ok(outcome) => {
                self.release_lock(self.connection)?;
                if let Some(release) = &outcome.release {
                    self.state.record_release(release)?;
                    self.state.prune()?;
                }
                self.state.finish()?;
                Ok(outcome)
            }
            Err(error) => {
                // Report the first error; unlock without retries, because the connection is probably lost.
                let retry = RetryPolicy { max_attempts: 1, ..self.connection.retry };
                let _ = self.release_lock(Connection { retry, ..self.connection });
                if let PublishError::NotStored(paths) = &error {
                    self.state.forget_uploaded(paths)?;
                }
                Err(error)
            }
        }
    }

    /// Returns the release that will be on the host. If its own files are only uploaded again, the release stays
    /// the same, so that a rollback still restores the one before it.
    fn next_release(&self, local: &ReleaseFiles, restores: Option<String>) -> Release {
        let current = self.remote_state.release.valid().filter(|current| current.files == *local);
        match current.filter(|_| restores.is_none() && self.remote_state.progress == RemoteRecord::Absent) {
            Some(current) => current.clone(),
            None => {
                let parent = self.remote_state.revision().map(str::to_owned);
                Release::next(local.clone(), parent, restores, self.publisher)
            }
        }
    }

    /// Lists the host once more if that takes few requests, and compares the sizes of all files and the checksums
    /// of the uploaded ones. Files that differ are downloaded before they are reported, because a listing may lag
    /// behind.
    fn verify_stored(&self, plan: &PublishPlan, next: &Release) -> Result<(), PublishError> {
        self.connection.observer.stage(PublishStage::Verifying);
        let files = &next.files;
        let Some(found) = list_all_folders(self.connection, files.len())? else { return Ok(()) };
        let store = self.state.store();
        let inspection =
            Inspection { connection: self.connection, store, listing: &found, sizes: self.sizes };
        let sent: HashSet<&str> = plan.batches.iter().flatten().map(String::as_str).collect();
        let expected: Vec<_> = files.iter().map(|(path, file)| (path.as_str(), file)).collect();
        let mismatches = inspection.mismatches(&expected, &|path| sent.contains(path))?;
        let not_stored = Mutex::new(BTreeSet::new());
        let suspected: Vec<String> = mismatches.lost.into_iter().chain(mismatches.altered).collect();
        self.connection.for_each(&suspected, &|path| {
            if !is_intact(self.connection, path, &files[path])? {
                locked(&not_stored).insert(path.clone());
            }
            Ok(())
        })?;
        let not_stored = unlocked(not_stored);
        if not_stored.is_empty() {
            return Ok(());
        }
        // The bytes that the host stored for an upload are not a foreign change: the next run may overwrite them.
        let mut touched = plan.touched.clone();
        for path in not_stored.iter().filter(|path| sent.contains(path.as_str())) {
            if let EntryKind::File(size) = found.at(path) {
                touched.entry(path.clone()).or_default().insert(size);
            }
        }
        self.upload_progress_file(next, touched)?;
        Err(PublishError::NotStored(not_stored.into_iter().collect()))
    }

    /// Uploads the manifest of `next`, and checks that the host has it.
    fn commit(&self, next: &Release) -> Result<(), PublishError> {
        let json = next.to_json();
        self.upload_record(MANIFEST, &json)?;
        if self.with_retry(|remote| remote_state::has_manifest(remote, &json))? {
            Ok(())
        } else {
            Err(PublishError::NotStored(vec![MANIFEST.to_owned()]))
        }
    }

    /// Checks that the host has not changed since the plan was made, and carries out the plan.
    fn execute_locked(
        &self,
        plan: &PublishPlan,
        next: &Release,
        upload_log: &UploadLog,
    ) -> Result<PublishOutcome, PublishError> {
        let connection = self.connection;
        connection.observer.stage(PublishStage::Listing);
        if !remote_state::is_unchanged(connection, self.remote_state)? {
            return Err(PublishError::RemoteChanged);
        }
        let again = list_folders(connection, plan.found.keys().map(String::as_str))?;
        if plan.found.iter().any(|(path, found)| again.at(path) != *found) {
            return Err(PublishError::RemoteChanged);
        }
        let mut removal = Removal { skipped: plan.skipped.clone(), ..Removal::default() };
        let mut sent = 0;
        if plan.needs_commit {
            connection.observer.stage(PublishStage::Uploading);
            self.upload_progress_file(next, plan.touched.clone())?;
            for (at, batch) in plan.batches.iter().enumerate() {
                if at == plan.additive_batches {
                    self.remove(&plan.early_deletions, plan, next, &mut removal)?;
                }
                self.verify_lock()?;
                self.upload_batch(batch, &next.files, upload_log)?;
                sent += batch.len();
            }
            self.verify_stored(plan, next)?;
            connection.observer.stage(PublishStage::Committing);
            self.verify_lock()?;
            self.commit(next)?;
        }
        connection.observer.stage(PublishStage::Deleting);
        self.verify_lock()?;
        let deletions: Vec<String> =
            plan.deletions.keys().filter(|path| !plan.early_deletions.contains(path)).cloned().collect();
        self.remove(&deletions, plan, next, &mut removal)?;
        connection.for_each(&plan.part_files, &|path| self.with_retry(|remote| remote.remove(path)))?;
        self.with_retry(|remote| remote.remove(PROGRESS))?;
        if let Some(archive) = self.archive {
            self.archive_releases(archive, plan.needs_commit.then_some(next))?;
        }
        let Removal { removed, skipped } = removal;
        Ok(PublishOutcome { release: plan.needs_commit.then(|| next.clone()), sent, removed, skipped })
    }

    /// Uploads the list of files that this run may touch.
    ///
    /// If the run repairs the current release, the revision gets a suffix: the manifest already has that revision,
    /// and must not make the run look complete.
    fn upload_progress_file(
        &self,
        next: &Release,
        touched: BTreeMap<String, BTreeSet<u64>>,
    ) -> Result<(), Aborted> {
        let repairs = self.remote_state.revision() == Some(&next.revision);
        let revision = if repairs { format!("{}-repair", next.revision) } else { next.revision.clone() };
        let progress = ProgressFile::new(&self.publisher.token, &revision, touched);
        self.upload_record(PROGRESS, &progress.to_json())
    }

    /// Archives the release that was on the host, in case an earlier run failed to, and `next`.
    fn archive_releases(&self, archive: Connection<'_>, next: Option<&Release>) -> Result<(), PublishError> {
        let store = self.state.store();
        // A release that another computer published may not be stored here.
        let is_here = |release: &&Release| release.files.values().all(|file| store.contains(file.hash));
        let before = self.remote_state.release.valid().filter(is_here);
        before.into_iter().chain(next).try_for_each(|release| {
            release_archive::archive_release(archive, store, release).map_err(|aborted| match aborted {
                Aborted::Remote(error) => PublishError::Archive(error),
                aborted => aborted.into(),
            })
        })
    }

    /// Uploads the files of a batch in parallel, and logs each.
    fn upload_batch(
        &self,
        batch: &[String],
        files: &ReleaseFiles,
        upload_log: &UploadLog,
    ) -> Result<(), PublishError> {
        let disk_error = Mutex::new(None);
        self.connection
            .for_each(batch, &|path| {
                let file = &files[path];
                self.upload_file(path, file)?;
                if let Err(error) = upload_log.record(path, file.hash) {
                    locked(&disk_error).get_or_insert(error);
                    return Err(Aborted::Stopped);
                }
                self.connection.observer.file_uploaded(path, file);
                Ok(())
            })
            .map_err(|aborted| match locked(&disk_error).take() {
                Some(disk_error) => PublishError::Disk(disk_error),
                None => aborted.into(),
            })
    }

    /// Uploads one file of the site; its bytes are subtracted from the progress again if that fails.
    fn upload_file(&self, path: &str, file: &FileEntry) -> Result<(), Aborted> {
        let from = self.state.store().path(file.hash);
        let upload = integrity::upload(path, file, UploadBody::File(&from));
        let observer = self.connection.observer;
        self.with_retry(|remote| {
            let sent = std::sync::atomic::AtomicI64::new(0);
            let put = remote.put(path, &upload, &|bytes| {
                let bytes = bytes as i64;
                sent.fetch_add(bytes, std::sync::atomic::Ordering::Relaxed);
                observer.bytes_sent(bytes);
            });
            if put.is_err() {
                observer.bytes_sent(-sent.into_inner());
            }
            put
        })
    }

    /// Uploads a record of ours.
    fn upload_record(&self, path: &str, bytes: &[u8]) -> Result<(), Aborted> {
        let upload = Upload::record(bytes, media::content_type(path));
        self.with_retry(|remote| remote.put(path, &upload, &|_| ()))
    }

    /// Calls the host with retries, checking the lock before each call.
    fn with_retry<T>(&self, call: impl Fn(&dyn Remote) -> Result<T, RemoteError>) -> Result<T, Aborted> {
        let done = self.connection.with_retry(|remote| {
            self.lock_guard.verify(remote)?;
            call(remote)
        });
        if self.lock_guard.is_lost() { Err(Aborted::LockLost) } else { done }
    }

    /// Deletes those of `paths` that have an expected size, and the folders that become empty.
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
        let connection = self.connection;
        let lower: BTreeMap<String, &String> =
            next.files.keys().map(|path| (path.to_lowercase(), path)).collect();
        let case_variants = paths.iter().filter_map(|path| lower.get(&path.to_lowercase()).copied());
        let found = list_folders(connection, paths.iter().chain(case_variants).map(String::as_str))?;
        let mut deletions = Vec::new();
        for path in paths {
            // On a case-insensitive host, deleting `A` would delete the new file `a`.
            let case_variant = lower.get(&path.to_lowercase());
            let is_distinct =
                case_variant.is_none_or(|case_variant| found.at(case_variant) != EntryKind::Nothing);
            match found.at(path) {
                EntryKind::Nothing => {}
                EntryKind::File(size) if is_distinct && self.sizes.fit(path, &plan.deletions[path], size) => {
                    deletions.push(path)
                }
                _ => removal.skipped.push(path.clone()),
            }
        }
        connection.for_each(&deletions, &|path| self.with_retry(|remote| remote.remove(path)))?;
        removal.removed += deletions.len();
        for folder in emptied_folders(deletions.iter().map(|path| path.as_str()), &next.files) {
            self.with_retry(|remote| remote.remove_folder(&folder))?;
        }
        Ok(())
    }

    /// Acquires the lock; breaks the abandoned one that the user agreed to break.
    ///
    /// # Errors
    /// If another run holds the lock or acquires it first, the lock file cannot be read, or the host fails.
    fn acquire_lock(&self) -> Result<(), PublishError> {
        let PublisherInfo { by, when, token } = self.publisher;
        let lock_file = LockFile::new(token, by, *when).to_json();
        // Another run may acquire the lock between removing an abandoned one and creating ours.
        for _ in 0..3 {
            if self.connection.with_retry(|remote| remote.create(LOCK, &lock_file))? {
                return self.verify_lock();
            }
            match self.lock_state(self.connection)? {
                LockState::Free => {}
                // The response to our own request was lost, or this run was interrupted earlier.
                LockState::Ours => return Ok(()),
                LockState::Theirs(theirs) if self.takes_over == Some(&theirs.token) => {
                    self.connection.with_retry(|remote| remote.remove(LOCK))?;
                }
                LockState::Damaged if self.takes_over.is_some() => {
                    self.connection.with_retry(|remote| remote.remove(LOCK))?;
                }
                LockState::Theirs(theirs) => return Err(PublishError::Locked(theirs)),
                LockState::Damaged => return Err(PublishError::UnreadableLock),
            }
        }
        Err(PublishError::LockLost)
    }

    /// Reads the lock file.
    fn lock_state(&self, connection: Connection<'_>) -> Result<LockState, Aborted> {
        let bytes = connection.with_retry(|remote| remote.read(LOCK, MAX_LOCK_FILE_BYTES))?;
        Ok(match bytes.as_deref().map(LockFile::parse) {
            None => LockState::Free,
            Some(None) => LockState::Damaged,
            Some(Some(lock_file)) if lock_file.token == self.publisher.token => LockState::Ours,
            Some(Some(lock_file)) => LockState::Theirs(lock_file),
        })
    }

    /// Checks now that this run still holds the lock, even if it was checked recently.
    fn verify_lock(&self) -> Result<(), PublishError> {
        self.lock_guard.invalidate();
        Ok(self.with_retry(|_| Ok(()))?)
    }

    /// Removes the lock file if it is still that of this run.
    fn release_lock(&self, connection: Connection<'_>) -> Result<(), PublishError> {
        if let LockState::Ours = self.lock_state(connection)? {
            connection.with_retry(|remote| remote.remove(LOCK))?;
        }
        Ok(())
    }
}

#[derive(Default)]
struct Removal {
    removed: usize,
    skipped: Vec<String>,
}

enum LockState {
    Free,
    Ours,
    Theirs(LockFile),
    Damaged,
}
