//! Stores what this computer knows of its targets: the release last seen on each host, the files that an interrupted
//! run uploaded, and the last five releases.
//!
//! ```text
//! .bangvang/.gitignore                        keeps this folder out of version control
//! .bangvang/publish/objects/ab/ab…            files of the releases, by hash
//! .bangvang/publish/TARGET/seen.json          the manifest last seen on the host
//! .bangvang/publish/TARGET/inspected          when the host was last compared with its manifest, and up to which path
//! .bangvang/publish/TARGET/releases/N.json    the last five manifests published from here
//! .bangvang/publish/TARGET/arrived            uploaded files; exists only while a run is unfinished
//! .bangvang/publish/TARGET/zip                hash of the ZIP file last written
//! .bangvang/publish/TARGET/held               lock file of the run
//! ```

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::file::{Durability, OWN, below, lock};
use crate::hash::Hash;
use crate::publish::content_store::ContentStore;
use crate::publish::disk::{DiskError, at_path, entries, remove_if_exists, write_atomically};
use crate::publish::release::Release;
use crate::threads::locked;

/// Maximum number of stored releases, including the current one.
pub const MAX_RELEASES: usize = 5;

/// How long to wait for the lock of a target.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

/// The state of one target on this computer, locked against other runs until it is dropped.
#[derive(Debug)]
pub struct LocalState {
    folder: PathBuf,
    store: ContentStore,
    durability: Durability,
    _lock: File,
}

/// Identifies a run that is in progress or was interrupted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Token of the run.
    pub token: String,
    /// Revision on the host when the run began; `None` if there was none.
    pub parent: Option<String>,
    /// Revision that the run publishes.
    pub revision: String,
    /// Revision whose files are restored, if the run is a rollback.
    #[serde(default)]
    pub restores: Option<String>,
}

/// A comparison of the host with its manifest that found no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectionRecord {
    /// When it was made.
    pub when: Timestamp,
    /// The last path that was compared, if a part of the host was compared; empty if all of it was.
    pub up_to: String,
}

/// An interrupted run and the files it uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnfinishedRun {
    /// The run; `None` if the last one finished.
    pub run: Option<RunRecord>,
    /// Paths and hashes of the files that the host confirmed.
    pub uploaded: BTreeMap<String, Hash>,
}

#[derive(Serialize, Deserialize)]
struct UploadedFile {
    path: String,
    hash: Hash,
}

impl LocalState {
    /// Opens and locks the state of `target` in the project at `root`; creates its folder if necessary.
    ///
    /// # Errors
    /// `WouldBlock` if another run on this computer has locked it; otherwise if the folder cannot be created.
    pub fn open(root: &Path, target: &str, durability: Durability) -> Result<LocalState, DiskError> {
        let data = root.join(OWN);
        let publish = data.join("publish");
        let folder = publish.join(target);
        fs::create_dir_all(&folder).map_err(at_path(&folder))?;
        let ignore = data.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n").map_err(at_path(&ignore))?;
        }
        let lock_file = folder.join("held");
        let lock_file = lock(&lock_file, LOCK_PATIENCE).map_err(at_path(&lock_file))?;
        Ok(LocalState {
            folder,
            store: ContentStore::new(publish.join("objects")),
            durability,
            _lock: lock_file,
        })
    }

    /// Returns the store with the files of the releases of all targets.
    pub fn store(&self) -> &ContentStore {
        &self.store
    }

    /// Returns the release last seen on the host; `None` if there is none or it cannot be read.
    pub fn last_seen(&self) -> Option<Release> {
        Release::parse(&self.last_seen_json()?).ok()
    }

    /// Returns the bytes of the manifest last seen on the host; `None` if there is none or it cannot be read.
    pub fn last_seen_json(&self) -> Option<Vec<u8>> {
        fs::read(self.folder.join("seen.json")).ok()
    }

    /// Records the release that is now on the host.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn record_seen(&self, release: &Release) -> Result<(), DiskError> {
        self.write("seen.json", &release.to_json())
    }

    /// Returns the last comparison of the host with its manifest.
    pub fn last_inspection(&self) -> Option<InspectionRecord> {
        let text = fs::read_to_string(self.folder.join("inspected")).ok()?;
        let (when, up_to) = text.split_once('\n').unwrap_or((&text, ""));
        Some(InspectionRecord { when: when.trim().parse().ok()?, up_to: up_to.to_owned() })
    }

    /// Records a comparison that found no difference.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn record_inspection(&self, inspection: &InspectionRecord) -> Result<(), DiskError> {
        let InspectionRecord { when, up_to } = inspection;
        self.write("inspected", format!("{when}\n{up_to}").as_bytes())
    }

    /// Makes the next run compare the whole host.
    ///
    /// # Errors
    /// If the record cannot be deleted.
    pub fn forget_inspection(&self) -> Result<(), DiskError> {
        remove_if_exists(&self.folder.join("inspected"))
    }

    /// Returns the hash of the ZIP file that was last created.
    pub fn zip(&self) -> Option<Hash> {
        Hash::parse(fs::read_to_string(self.folder.join("zip")).ok()?.trim())
    }

    /// Records the hash of the ZIP file that was created.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn record_zip(&self, hash: Hash) -> Result<(), DiskError> {
        self.write("zip", hash.to_string().as_bytes())
    }

    /// Returns the interrupted run.
    pub fn unfinished(&self) -> UnfinishedRun {
        let text = fs::read_to_string(self.folder.join("arrived")).unwrap_or_default();
        let mut lines = text.lines();
        let run = lines.next().and_then(|line| serde_json::from_str(line).ok());
        if run.is_none() {
            return UnfinishedRun::default();
        }
        // The last line may be incomplete.
        let entries_of_log = lines.filter_map(|line| serde_json::from_str::<UploadedFile>(line).ok());
        UnfinishedRun { run, uploaded: entries_of_log.map(|entry| (entry.path, entry.hash)).collect() }
    }

    /// Begins or resumes a run whose files `uploaded` are already on the host; forgets all other uploaded files.
    ///
    /// # Errors
    /// If the log cannot be written.
    pub fn begin(&self, run: &RunRecord, uploaded: &BTreeMap<String, Hash>) -> Result<UploadLog, DiskError> {
        let path = self.folder.join("arrived");
        let mut text = serde_json::to_string(run).expect("strings always serialize");
        for (path, hash) in uploaded {
            text.push('\n');
            text.push_str(&log_line(path, *hash));
        }
        text.push('\n');
        self.write("arrived", text.as_bytes())?;
        let file = File::options().append(true).open(&path).map_err(at_path(&path))?;
        Ok(UploadLog { path, file: Mutex::new(file) })
    }

    /// Forgets that `paths` were uploaded, so that the next run uploads them again.
    ///
    /// # Errors
    /// If the log cannot be written.
    pub fn forget_uploaded(&self, paths: &[String]) -> Result<(), DiskError> {
        let UnfinishedRun { run: Some(run), mut uploaded } = self.unfinished() else { return Ok(()) };
        uploaded.retain(|path, _| !paths.contains(path));
        self.begin(&run, &uploaded).map(|_| ())
    }

    /// Ends the run.
    ///
    /// # Errors
    /// If the log cannot be deleted.
    pub fn finish(&self) -> Result<(), DiskError> {
        remove_if_exists(&self.folder.join("arrived"))
    }

    /// Returns the last releases published from here, the oldest first; files that cannot be parsed are skipped.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    pub fn releases(&self) -> Result<Vec<Release>, DiskError> {
        let files = self.numbered_releases()?;
        let read = |(_, path): &(u64, PathBuf)| Release::parse(&fs::read(path).ok()?).ok();
        Ok(files.par_iter().filter_map(read).collect())
    }

    /// Records that `release` is on the host and was published from here; stores it and the four before it.
    ///
    /// A rollback replaces the release that it restores, and the releases it undoes are deleted, including those
    /// that a killed run left behind.
    ///
    /// # Errors
    /// If a record cannot be written or deleted.
    pub fn record_release(&self, release: &Release) -> Result<(), DiskError> {
        self.record_seen(release)?;
        let mut files = self.numbered_releases()?;
        let revision = |path: &Path| Release::parse_revision(&fs::read(path).ok()?);
        let is_known =
            files.last().is_some_and(|(_, path)| revision(path).as_ref() == Some(&release.revision));
        if !is_known {
            let next = files.last().map_or(1, |(number, _)| number + 1);
            let name = format!("releases/{next:06}.json");
            let path = below(&self.folder, &name);
            fs::create_dir_all(self.folder.join("releases")).map_err(at_path(&path))?;
            self.write(&name, &release.to_json())?;
            files.push((next, path));
        }
        let earlier = files.len() - 1;
        let restored = release.restores.as_ref();
        let is_restored =
            |(_, path): &(u64, PathBuf)| restored.is_some() && revision(path).as_ref() == restored;
        let first_undone = files[..earlier].iter().position(is_restored).unwrap_or(earlier);
        // Delete the restored release last: while it exists, a later run knows which other releases to delete.
        let undone: Vec<_> = files.drain(first_undone..earlier).rev().collect();
        let surplus = files.len().saturating_sub(MAX_RELEASES);
        for (_, path) in undone.iter().chain(&files[..surplus]) {
            fs::remove_file(path).map_err(at_path(path))?;
        }
        Ok(())
    }

    /// Deletes the stored files that no release of any target needs.
    ///
    /// Deletes nothing while a release cannot be parsed or another target has an unfinished run.
    ///
    /// # Errors
    /// If a release cannot be read or a file cannot be deleted.
    pub fn prune(&self) -> Result<(), DiskError> {
        let mut releases = Vec::new();
        for target in entries(self.folder.parent().unwrap_or(&self.folder))? {
            releases.extend(entries(&target.join("releases"))?);
            if target != self.folder && target.join("arrived").exists() {
                // That run may still upload its files.
                return Ok(());
            }
        }
        let hashes = |path: &PathBuf| Ok(Release::parse_hashes(&fs::read(path).map_err(at_path(path))?));
        let needed: Vec<Option<HashSet<Hash>>> = releases.par_iter().map(hashes).collect::<Result<_, _>>()?;
        // If a release cannot be parsed, it is unknown which files it needs.
        match needed.into_iter().collect::<Option<Vec<_>>>() {
            Some(needed) => self.store.prune(&needed),
            None => Ok(()),
        }
    }

    /// Replaces the file `name` atomically with `bytes`.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), DiskError> {
        write_atomically(&below(&self.folder, name), self.durability, |file| file.write_all(bytes))
    }

    /// Returns the stored releases by number, the oldest first.
    fn numbered_releases(&self) -> Result<Vec<(u64, PathBuf)>, DiskError> {
        let number = |path: PathBuf| {
            let name = path.file_name()?.to_str()?.strip_suffix(".json")?;
            Some((name.parse().ok()?, path))
        };
        let mut files: Vec<(u64, PathBuf)> =
            entries(&self.folder.join("releases"))?.into_iter().filter_map(number).collect();
        files.sort();
        Ok(files)
    }
}

/// The log of the files that a run has uploaded; shared by several threads.
#[derive(Debug)]
pub struct UploadLog {
    path: PathBuf,
    file: Mutex<File>,
}

impl UploadLog {
    /// Records that the host confirmed the file at `path` with `hash`.
    ///
    /// # Errors
    /// If the log cannot be written.
    pub fn record(&self, path: &str, hash: Hash) -> Result<(), DiskError> {
        let text = format!("{}\n", log_line(path, hash));
        let mut file = locked(&self.file);
        file.write_all(text.as_bytes()).map_err(at_path(&self.path))
    }
}

fn log_line(path: &str, hash: Hash) -> String {
    serde_json::to_string(&UploadedFile { path: path.to_owned(), hash }).expect("strings always serialize")
}
