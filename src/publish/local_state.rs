//! What this computer knows of its publications: what it last saw on each host, what it sent in a run that was cut off,
//! and the last five releases.
//!
//! ```text
//! .bangvang/.gitignore                        all of this is of one computer
//! .bangvang/publish/objects/ab/ab…            files of the releases, by hash
//! .bangvang/publish/TARGET/seen.json          the manifest that was last seen there
//! .bangvang/publish/TARGET/inspected          when the whole host was last compared with its manifest
//! .bangvang/publish/TARGET/releases/N.json    the last five manifests sent from here
//! .bangvang/publish/TARGET/arrived            only while a run is not done
//! .bangvang/publish/TARGET/held               locked by the run
//! ```

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::file::{Durability, OWN, below, lock};
use crate::hash::Hash;
use crate::publish::content_store::ContentStore;
use crate::publish::disk::{DiskError, entries, failing, remove, replace};
use crate::publish::release::Release;
use crate::threads::locked;

/// How many releases are kept, the one that stands on the host included.
pub const KEPT: usize = 5;

/// How long the lock of a target is tried for.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

/// What this computer knows of one target; nobody else may use it until it is dropped.
#[derive(Debug)]
pub struct LocalState {
    folder: PathBuf,
    store: ContentStore,
    durable: Durability,
    _held: File,
}

/// A run that is under way or was cut off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Its own.
    pub token: String,
    /// The revision that stood on the host when it began.
    pub parent: Option<String>,
    /// The revision that it was to bring.
    pub revision: String,
    /// The revision whose files these are, when others were to be undone.
    #[serde(default)]
    pub restores: Option<String>,
}

/// A run that was cut off, with what it sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnfinishedRun {
    /// The run, if there is one.
    pub run: Option<RunRecord>,
    /// The files that arrived, as far as is known, with their hashes.
    pub arrived: BTreeMap<String, Hash>,
}

#[derive(Serialize, Deserialize)]
struct Arrival {
    path: String,
    hash: Hash,
}

impl LocalState {
    /// Opens what is known of `target` in the project at `root`; makes the place for it.
    ///
    /// # Errors
    /// `WouldBlock` when another run of this computer publishes there.
    pub fn open(root: &Path, target: &str, durable: Durability) -> Result<LocalState, DiskError> {
        let own = root.join(OWN);
        let publish = own.join("publish");
        let folder = publish.join(target);
        fs::create_dir_all(&folder).map_err(failing(&folder))?;
        let ignore = own.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n").map_err(failing(&ignore))?;
        }
        let held = folder.join("held");
        let held = lock(&held, LOCK_PATIENCE).map_err(failing(&held))?;
        Ok(LocalState { folder, store: ContentStore::new(publish.join("objects")), durable, _held: held })
    }

    /// The files of the releases.
    pub fn store(&self) -> &ContentStore {
        &self.store
    }

    /// The release that was last seen on the host; one that cannot be read is none.
    pub fn seen(&self) -> Option<Release> {
        Release::parse(&fs::read(self.folder.join("seen.json")).ok()?).ok()
    }

    /// Notes what stands on the host.
    pub fn note_seen(&self, release: &Release) -> Result<(), DiskError> {
        self.replace("seen.json", &release.to_json())
    }

    /// When everything on the host was last found to be as its manifest says.
    pub fn inspected(&self) -> Option<Timestamp> {
        fs::read_to_string(self.folder.join("inspected")).ok()?.trim().parse().ok()
    }

    /// Notes that everything on the host is as its manifest says.
    pub fn note_inspected(&self, when: Timestamp) -> Result<(), DiskError> {
        self.replace("inspected", when.to_string().as_bytes())
    }

    /// Makes the next run compare the whole host.
    pub fn forget_inspection(&self) -> Result<(), DiskError> {
        remove(&self.folder.join("inspected"))
    }

    /// The hash of the ZIP file that was made last.
    pub fn zip(&self) -> Option<Hash> {
        Hash::parse(fs::read_to_string(self.folder.join("zip")).ok()?.trim())
    }

    /// Notes the hash of the ZIP file that was made.
    pub fn note_zip(&self, hash: Hash) -> Result<(), DiskError> {
        self.replace("zip", hash.to_string().as_bytes())
    }

    /// The run that was cut off.
    pub fn unfinished(&self) -> UnfinishedRun {
        let text = fs::read_to_string(self.folder.join("arrived")).unwrap_or_default();
        let mut lines = text.lines();
        let run = lines.next().and_then(|line| serde_json::from_str(line).ok());
        if run.is_none() {
            return UnfinishedRun::default();
        }
        // The last line may be half written.
        let arrivals = lines.filter_map(|line| serde_json::from_str::<Arrival>(line).ok());
        UnfinishedRun { run, arrived: arrivals.map(|arrival| (arrival.path, arrival.hash)).collect() }
    }

    /// Begins or goes on with a run, of which `arrived` are there already; forgets all else that may have arrived.
    pub fn begin(&self, run: &RunRecord, arrived: &BTreeMap<String, Hash>) -> Result<Arrivals, DiskError> {
        let path = self.folder.join("arrived");
        let mut text = serde_json::to_string(run).expect("texts are always JSON");
        for (path, hash) in arrived {
            text.push('\n');
            text.push_str(&line(path, *hash));
        }
        text.push('\n');
        self.replace("arrived", text.as_bytes())?;
        let file = File::options().append(true).open(&path).map_err(failing(&path))?;
        Ok(Arrivals { path, file: Mutex::new(file) })
    }

    /// Forgets that `paths` arrived, so that the next run sends them again.
    pub fn forget_arrived(&self, paths: &[String]) -> Result<(), DiskError> {
        let UnfinishedRun { run: Some(run), mut arrived } = self.unfinished() else { return Ok(()) };
        arrived.retain(|path, _| !paths.contains(path));
        self.begin(&run, &arrived).map(|_| ())
    }

    /// Ends the run.
    pub fn finish(&self) -> Result<(), DiskError> {
        remove(&self.folder.join("arrived"))
    }

    /// The last releases sent from here, the oldest first; those that cannot be read are left out.
    pub fn releases(&self) -> Result<Vec<Release>, DiskError> {
        let files = self.numbered()?;
        let read = |(_, path): &(u64, PathBuf)| Release::parse(&fs::read(path).ok()?).ok();
        Ok(files.iter().filter_map(read).collect())
    }

    /// Notes that `release` stands on the host and was sent from here; keeps it and the four before it.
    ///
    /// One that brings back another takes its place, and those in between are forgotten; what a kill left of them too.
    pub fn remember(&self, release: &Release) -> Result<(), DiskError> {
        self.note_seen(release)?;
        let mut files = self.numbered()?;
        let revision = |path: &Path| Some(Release::parse(&fs::read(path).ok()?).ok()?.revision);
        let is_known =
            files.last().is_some_and(|(_, path)| revision(path).as_ref() == Some(&release.revision));
        if !is_known {
            let next = files.last().map_or(1, |(number, _)| number + 1);
            let name = format!("releases/{next:06}.json");
            let path = below(&self.folder, &name);
            fs::create_dir_all(self.folder.join("releases")).map_err(failing(&path))?;
            self.replace(&name, &release.to_json())?;
            files.push((next, path));
        }
        let earlier = files.len() - 1;
        let restored = release.restores.as_ref();
        let is_restored =
            |(_, path): &(u64, PathBuf)| restored.is_some() && revision(path).as_ref() == restored;
        let back = files[..earlier].iter().position(is_restored).unwrap_or(earlier);
        // What was restored goes last: as long as it is there, it is known what else goes.
        let undone: Vec<_> = files.drain(back..earlier).rev().collect();
        let surplus = files.len().saturating_sub(KEPT);
        for (_, path) in undone.iter().chain(&files[..surplus]) {
            fs::remove_file(path).map_err(failing(path))?;
        }
        Ok(())
    }

    /// Deletes the files of releases that no target remembers any more.
    pub fn prune(&self) -> Result<(), DiskError> {
        let mut needed = HashSet::new();
        for target in entries(self.folder.parent().unwrap_or(&self.folder))? {
            for path in entries(&target.join("releases"))? {
                match Release::parse(&fs::read(&path).map_err(failing(&path))?) {
                    Ok(release) => needed.extend(release.files.values().map(|file| file.hash)),
                    // What it needs is not known.
                    Err(_) => return Ok(()),
                }
            }
            if target != self.folder && target.join("arrived").exists() {
                // Its files may be on their way.
                return Ok(());
            }
        }
        self.store.prune(&needed)
    }

    /// Makes `bytes` the file called `name`, whole or not at all.
    fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), DiskError> {
        replace(&below(&self.folder, name), self.durable, |file| file.write_all(bytes))
    }

    fn numbered(&self) -> Result<Vec<(u64, PathBuf)>, DiskError> {
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

/// Where a run notes what arrived; for several threads.
#[derive(Debug)]
pub struct Arrivals {
    path: PathBuf,
    file: Mutex<File>,
}

impl Arrivals {
    /// Notes that the host took the file at `path` with `hash`.
    pub fn note(&self, path: &str, hash: Hash) -> Result<(), DiskError> {
        let text = format!("{}\n", line(path, hash));
        let mut file = locked(&self.file);
        file.write_all(text.as_bytes()).map_err(failing(&self.path))
    }
}

fn line(path: &str, hash: Hash) -> String {
    serde_json::to_string(&Arrival { path: path.to_owned(), hash }).expect("texts are always JSON")
}
