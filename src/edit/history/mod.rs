//! The versions of the files of a project, in `.bangvang/history/`: plain copies that any program can open, and beside
//! them a log that says when, by whom and why each was made.

mod copies;
mod event;
mod log;
mod prune;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use walkdir::WalkDir;

use self::copies::{StoredCopy, copies, store};
use self::event::LogLine;
use crate::file::{OWN, below, is_site_path, open_regular};
use crate::hash::Hash;

pub use self::event::{DeletedFile, EventKind, FileEvent, FileVersion, ProjectEvent, Publication};

/// The log of one file, beside its versions.
const EVENTS: &str = "events.jsonl";
/// The log of the publications, at the top of the history.
const PUBLICATIONS: &str = "publications.jsonl";
/// The lock of the processes that save, at the top of the history.
const LOCK: &str = "save.lock";
/// How long a process waits while another is saving.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);

/// Maximum size of a saved version that is copied when it is saved, in bytes. A larger one, such as a photo, is copied
/// before it is replaced or deleted.
const MAX_EARLY_COPY_BYTES: usize = 1024 * 1024;

/// The resolution of modification times, which is two seconds on FAT.
const CLOCK_TICK: SignedDuration = SignedDuration::from_secs(2);

/// The versions and events of the files of a project, and its publications.
#[derive(Clone, Debug)]
pub struct History {
    root: PathBuf,
    folder: PathBuf,
}

impl History {
    /// The history of the project at `root`.
    pub fn new(root: &Path) -> History {
        History { root: root.to_owned(), folder: root.join(OWN).join("history") }
    }

    /// Records `event` of the file at `path` (from the project folder, with `/`), whose bytes after the event, or before
    /// it if the file was deleted or moved away, are `bytes`.
    ///
    /// Equal bytes are stored once for a file. A saved file of more than 1 MiB is only recorded; it must be stored by
    /// [`History::keep`] before it is replaced.
    ///
    /// # Errors
    /// If the path leads out of the project, or the version or the event cannot be written.
    pub fn add(&self, path: &str, bytes: &[u8], event: &FileEvent) -> io::Result<()> {
        let folder = self.created_folder(path)?;
        if event.kind != EventKind::Saved || bytes.len() <= MAX_EARLY_COPY_BYTES {
            store(&folder, extension(path), bytes, event.when)?;
        }
        let line = LogLine { event: event.clone(), hash: Hash::of(bytes), bytes: bytes.len() as u64 };
        log::append(&folder.join(EVENTS), &line)
    }

    /// Stores `bytes`, the present content of the file at `path`, before it is replaced, and returns the path of the
    /// copy. Bytes that no event has left there are recorded as found at `when`.
    ///
    /// # Errors
    /// As [`History::add`].
    pub fn keep(&self, path: &str, bytes: &[u8], when: Timestamp) -> io::Result<PathBuf> {
        let folder = self.created_folder(path)?;
        let copy = store(&folder, extension(path), bytes, when)?;
        let hash = Hash::of(bytes);
        let last = log::entries::<LogLine>(&folder.join(EVENTS))?.pop();
        if last.is_none_or(|last| last.hash != hash) {
            let event = FileEvent { when, who: String::new(), note: String::new(), kind: EventKind::Found };
            let line = LogLine { event, hash, bytes: bytes.len() as u64 };
            log::append(&folder.join(EVENTS), &line)?;
        }
        Ok(copy)
    }

    /// Returns the versions of the file at `path` that can be read, the newest first; none if it has no history.
    ///
    /// A copy without an event, as earlier releases of bangvang wrote it, has the time of its name. Only the folder of
    /// this file is read.
    ///
    /// # Errors
    /// If the path leads out of the project, or its history cannot be read.
    pub fn versions(&self, path: &str) -> io::Result<Vec<FileVersion>> {
        let folder = self.folder_of(path)?;
        let lines = log::entries::<LogLine>(&folder.join(EVENTS))?;
        let mut copies: BTreeMap<String, StoredCopy> =
            copies(&folder)?.into_iter().map(|copy| (copy.short_hash.clone(), copy)).collect();
        let is_stored = |line: &LogLine| copies.contains_key(&line.hash.short());
        // Only a large file is recorded without a copy, and is read only then.
        let present = if lines.iter().all(is_stored) { None } else { self.present(path).ok() };
        let present = present.map(|bytes| Hash::of(&bytes));
        let is_readable = |line: &LogLine| is_stored(line) || present == Some(line.hash);
        let mut versions: Vec<FileVersion> =
            lines.iter().filter(|line| is_readable(line)).cloned().map(FileVersion::from).collect();
        for line in &lines {
            copies.remove(&line.hash.short());
        }
        for copy in copies.into_values() {
            let (when, kind) = (copy.when, EventKind::Found);
            let event = FileEvent { when, who: String::new(), note: String::new(), kind };
            // Another process may have deleted it just now.
            if let Ok(bytes) = copy.read() {
                versions.push(FileVersion { event, hash: Hash::of(&bytes), bytes: copy.bytes });
            }
        }
        // Events of the same time stay in the order of the log; the sort is stable.
        versions.sort_by_key(|version| version.event.when);
        versions.reverse();
        Ok(versions)
    }

    /// Returns the path that the file at `path` was moved to, if that is its last event.
    ///
    /// # Errors
    /// If the path leads out of the project, or its history cannot be read.
    pub fn moved_to(&self, path: &str) -> io::Result<Option<String>> {
        let last = log::entries::<LogLine>(&self.folder_of(path)?.join(EVENTS))?.pop();
        Ok(last.and_then(|last| match last.event.kind {
            EventKind::MovedTo(other) => Some(other),
            _ => None,
        }))
    }

    /// Returns the paths from which a file was moved to `path`, each with the time, the last one first.
    ///
    /// # Errors
    /// As [`History::moved_to`].
    pub fn moved_from(&self, path: &str) -> io::Result<Vec<(String, Timestamp)>> {
        let lines = log::entries::<LogLine>(&self.folder_of(path)?.join(EVENTS))?;
        let moved = lines.into_iter().rev().filter_map(|line| match line.event.kind {
            EventKind::MovedFrom(other) => Some((other, line.event.when)),
            _ => None,
        });
        Ok(moved.collect())
    }

    /// Returns the bytes of `version`, one of the versions of the file at `path`.
    ///
    /// # Errors
    /// If the copy is gone, cannot be read, or has other bytes than were stored.
    pub fn read(&self, path: &str, version: &FileVersion) -> io::Result<Vec<u8>> {
        let is_whole = |bytes: &Vec<u8>| Hash::of(bytes) == version.hash;
        let mut is_stored = false;
        // Another process may rename a copy between listing and reading.
        for _ in 0..2 {
            let mut copies = copies(&self.folder_of(path)?)?;
            copies.retain(|copy| copy.short_hash == version.hash.short());
            is_stored |= !copies.is_empty();
            // A damaged copy may be beside a whole one.
            let mut whole = copies.iter().filter_map(|copy| copy.read().ok()).filter(is_whole);
            if let Some(bytes) = whole.next() {
                return Ok(bytes);
            }
        }
        let present = self.present(path).ok().filter(is_whole);
        let damaged = || io::Error::new(ErrorKind::InvalidData, "reason-damaged");
        present.ok_or_else(|| if is_stored { damaged() } else { ErrorKind::NotFound.into() })
    }

    /// Returns the bin: the files whose last event is that they were deleted, which do not exist now and can be
    /// restored. Those that were deleted last are first.
    ///
    /// # Errors
    /// If the history cannot be read.
    pub fn deleted(&self) -> io::Result<Vec<DeletedFile>> {
        self.deleted_below("")
    }

    /// Returns the files of the bin below `folder` (without `/` at its end; empty for the whole project), as
    /// [`History::deleted`] does.
    ///
    /// # Errors
    /// As [`History::deleted`].
    pub(super) fn deleted_below(&self, folder: &str) -> io::Result<Vec<DeletedFile>> {
        let folder = if folder.is_empty() { self.folder.clone() } else { self.folder_of(folder)? };
        let mut deleted = Vec::new();
        for (path, _) in self.logs(&folder) {
            if !below(&self.root, &path).is_symlink() && !below(&self.root, &path).exists() {
                let last = self.versions(&path)?.into_iter().next();
                let version = last.filter(|last| last.event.kind == EventKind::Deleted);
                deleted.extend(version.map(|version| DeletedFile { path, version }));
            }
        }
        deleted.sort_by(|a, b| (b.version.event.when, &a.path).cmp(&(a.version.event.when, &b.path)));
        Ok(deleted)
    }

    /// Records that the site was published to `target` at `when` by `who`.
    ///
    /// # Errors
    /// If the mark cannot be written.
    pub fn mark_published(&self, when: Timestamp, who: &str, target: &str) -> io::Result<()> {
        self.create_top()?;
        let publication = Publication { when, who: who.to_owned(), target: target.to_owned() };
        log::append(&self.folder.join(PUBLICATIONS), &publication)
    }

    /// Returns the publications, the newest first.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn publications(&self) -> io::Result<Vec<Publication>> {
        let mut publications = log::entries::<Publication>(&self.folder.join(PUBLICATIONS))?;
        publications.sort_by_key(|publication| publication.when);
        publications.reverse();
        Ok(publications)
    }

    /// Returns the last `limit` events of the project, publications included, the newest first.
    ///
    /// # Errors
    /// If the history cannot be read.
    pub fn events(&self, limit: usize) -> io::Result<Vec<ProjectEvent>> {
        let mut events: Vec<ProjectEvent> =
            self.publications()?.into_iter().map(ProjectEvent::Published).collect();
        let mut logs = self.logs(&self.folder);
        logs.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        for (path, changed) in logs {
            // No event of a log is later than its last change.
            let is_later = |event: &&ProjectEvent| event.when() > changed;
            if events.iter().filter(is_later).count() >= limit {
                break;
            }
            let lines = log::entries::<LogLine>(&self.folder_of(&path)?.join(EVENTS))?;
            let file_event = |line: LogLine| ProjectEvent::File { path: path.clone(), event: line.event };
            events.extend(lines.into_iter().map(file_event));
        }
        events.sort_by_key(ProjectEvent::when);
        events.reverse();
        events.truncate(limit);
        Ok(events)
    }

    /// Deletes old versions: after 30 days all but the last of each day, after a year all but the last of each month,
    /// and the oldest while all together exceed `max_bytes`. The last version of a file that does not exist any more
    /// stays for 30 days in any case.
    ///
    /// A version that cannot be deleted stays until the next time.
    pub fn prune(&self, now: Timestamp, max_bytes: u64) {
        let files = WalkDir::new(&self.folder).into_iter().flatten();
        let stored = |entry: walkdir::DirEntry| {
            let metadata = entry.metadata().map_err(io::Error::from);
            StoredCopy::of(entry.into_path(), metadata)
        };
        let copies: Vec<StoredCopy> = files.filter_map(stored).collect();
        let is_deleted = |folder: &Path| {
            folder.strip_prefix(&self.folder).is_ok_and(|path| !self.root.join(path).exists())
        };
        for path in prune::surplus(copies, now, max_bytes, &is_deleted) {
            let _ = fs::remove_file(path);
        }
    }

    /// Excludes the other processes of this computer that save files of the project, until the returned file is dropped.
    ///
    /// # Errors
    /// `WouldBlock` if another process is still saving after some seconds, or why the lock could not be made.
    pub(super) fn lock(&self) -> io::Result<File> {
        self.create_top()?;
        crate::file::lock(&self.folder.join(LOCK), LOCK_PATIENCE)
    }

    /// The paths of all files with a log below `folder`, and the latest time of a last change of each log.
    fn logs(&self, folder: &Path) -> Vec<(String, Timestamp)> {
        let logs = WalkDir::new(folder).into_iter().flatten();
        let found = |entry: walkdir::DirEntry| {
            if entry.file_name() != EVENTS || !entry.file_type().is_file() {
                return None;
            }
            let path = entry.path().parent()?.strip_prefix(&self.folder).ok()?;
            let names: Option<Vec<&str>> = path.iter().map(|name| name.to_str()).collect();
            let changed = entry.metadata().ok()?.modified().ok()?;
            let changed = Timestamp::try_from(changed).ok()?.checked_add(CLOCK_TICK).ok()?;
            Some((names?.join("/"), changed))
        };
        logs.filter_map(found).filter(|(path, _)| is_site_path(path)).collect()
    }

    /// Reads the file at `path` as it is now.
    fn present(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open_regular(&below(&self.root, path))?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The folder of the versions of `path`; verifies that it is in the history, also after following links.
    fn folder_of(&self, path: &str) -> io::Result<PathBuf> {
        let outside = || io::Error::new(ErrorKind::InvalidInput, "reason-outside");
        if !is_site_path(path) {
            return Err(outside());
        }
        let folder = below(&self.folder, path);
        // Some volumes have no canonical paths; a folder that does not exist yet has none.
        let Ok(root) = fs::canonicalize(&self.root) else { return Ok(folder) };
        let real = folder.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
        if real.is_some_and(|real| real != root && !real.starts_with(root.join(OWN))) {
            return Err(outside());
        }
        Ok(folder)
    }

    /// Creates the folder of the versions of `path`.
    fn created_folder(&self, path: &str) -> io::Result<PathBuf> {
        self.create_top()?;
        self.folder_of(path)?;
        fs::create_dir_all(below(&self.folder, path))?;
        self.folder_of(path)
    }

    /// Creates the folder of the history, which is never published and not part of a repository.
    fn create_top(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let ignore = self.folder.with_file_name(".gitignore");
        if ignore.exists() { Ok(()) } else { fs::write(&ignore, "*\n") }
    }
}

/// The extension of the copies of `path`.
fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("txt", |(_, extension)| extension)
}

impl From<LogLine> for FileVersion {
    fn from(line: LogLine) -> FileVersion {
        FileVersion { event: line.event, hash: line.hash, bytes: line.bytes }
    }
}

#[cfg(test)]
mod tests;
