//! A host in memory, whose connection can be interrupted at any call, before or after its effect.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;
use std::{fs, thread};

use crate::file::{ancestors, split};
use crate::hash::Hash;
use crate::publish::LOCK;
use crate::publish::lock_file::LockFile;
use crate::publish::remote::{EntryKind, FileEnd, ListedEntry, Remote, RemoteError, Upload, UploadBody};

use super::Site;

/// A host in memory.
#[derive(Default)]
pub struct FakeHost {
    pub contents: Mutex<HostContents>,
    pub max_parallel: usize,
    /// Maximum number of bytes that it stores.
    pub room: Option<u64>,
    /// A path that cannot be written to.
    pub denied: Option<&'static str>,
    /// Duration of every call.
    pub slow: Duration,
    /// The entity tags in its listing of all files, as object storage has them; `None` if it lists single folders.
    pub tags: Option<Tags>,
    /// Whether it says what is at single paths.
    pub looks_up: bool,
    /// The number of files that it can compare in a few seconds; `None` if there is no limit.
    pub compares_at_once: Option<usize>,
    /// A path and what the host stores there instead of a confirmed upload.
    pub defect: Mutex<Option<(&'static str, StorageDefect)>>,
    /// Called with all files after each change.
    pub reader: Option<Reader>,
}

/// The kind of entity tags of object storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tags {
    /// Hashes of the content.
    Checksums,
    /// Other values, as when the storage encrypts objects.
    Opaque,
}

/// What is stored of a confirmed upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageDefect {
    /// Nothing is stored.
    Drops,
    /// The first half is stored.
    Truncates,
    /// Other bytes of the same number are stored.
    Garbles,
}

/// A function that reads all files as readers would.
pub type Reader = fn(&Site);

#[derive(Default)]
pub struct HostContents {
    files: Site,
    folders: BTreeSet<String>,
    calls: Vec<String>,
    cut: Option<Cut>,
    /// One of this many calls fails, before and after its effect in turn.
    flaky: Option<usize>,
    /// Another run takes the lock over before the call of this number.
    lock_taken_over_at: Option<usize>,
}

/// When the connection is interrupted.
#[derive(Clone, Copy, Debug)]
pub enum Cut {
    /// Neither the call of this number nor any later one reaches the host.
    Before(usize),
    /// The response to the call of this number is lost, and no later call reaches the host.
    After(usize),
}

impl FakeHost {
    pub fn new() -> FakeHost {
        FakeHost { max_parallel: 1, ..FakeHost::default() }
    }

    fn contents(&self) -> MutexGuard<'_, HostContents> {
        self.contents.lock().unwrap()
    }

    /// Interrupts the connection at a call, counted from now.
    pub fn cut(&self, cut: Cut) {
        let mut contents = self.contents();
        contents.calls.clear();
        contents.cut = Some(cut);
    }

    pub fn flaky(&self, every: usize) {
        self.contents().flaky = Some(every);
    }

    /// Lets another run take the lock over before the call of this number, counted from now.
    pub fn take_lock_over_at(&self, at: usize) {
        let mut contents = self.contents();
        contents.calls.clear();
        contents.lock_taken_over_at = Some(at);
    }

    /// Restores the connection and clears the recorded calls.
    pub fn restore(&self) {
        let mut contents = self.contents();
        (contents.cut, contents.flaky, contents.lock_taken_over_at) = (None, None, None);
        contents.calls.clear();
    }

    /// Returns the recorded calls, such as `put tin/a/index.html`.
    pub fn calls(&self) -> Vec<String> {
        self.contents().calls.clone()
    }

    /// Returns the recorded calls that change something.
    pub fn writes(&self) -> Vec<String> {
        self.calls()
            .into_iter()
            .filter(|call| !call.starts_with("read") && !call.starts_with("list"))
            .collect()
    }

    /// Returns the uploaded files of the site.
    pub fn sent(&self) -> Vec<String> {
        let puts = self.calls().into_iter().filter_map(|call| call.strip_prefix("put ").map(str::to_owned));
        puts.filter(|path| !path.starts_with(".bangvang")).collect()
    }

    pub fn set(&self, path: &str, bytes: &[u8]) {
        let mut contents = self.contents();
        contents.folders.extend(ancestors(path).map(str::to_owned));
        contents.files.insert(path.to_owned(), bytes.to_vec());
    }

    /// Lists a folder under another name, as case-insensitive hosts do.
    pub fn rename_folder(&self, from: &str, to: &str) {
        let mut contents = self.contents();
        let renamed = |path: &String| match path.strip_prefix(from) {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{to}{rest}"),
            _ => path.clone(),
        };
        contents.files = contents.files.iter().map(|(path, bytes)| (renamed(path), bytes.clone())).collect();
        contents.folders = contents.folders.iter().map(renamed).collect();
    }

    pub fn delete(&self, path: &str) {
        self.contents().files.remove(path);
    }

    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        self.contents().files.get(path).cloned()
    }

    pub fn folders(&self) -> BTreeSet<String> {
        self.contents().folders.clone()
    }

    /// Returns all files but the records of bangvang.
    pub fn site(&self) -> Site {
        let contents = self.contents();
        let ours = |path: &String| path.starts_with(".bangvang");
        contents
            .files
            .iter()
            .filter(|(path, _)| !ours(path))
            .map(|(path, file)| (path.clone(), file.clone()))
            .collect()
    }

    pub fn records(&self) -> Vec<String> {
        self.contents().files.keys().filter(|path| path.starts_with(".bangvang")).cloned().collect()
    }

    /// Records a call and carries it out, unless the connection is interrupted.
    fn call<T>(
        &self,
        name: String,
        effect: impl FnOnce(&mut HostContents) -> Result<T, RemoteError>,
    ) -> Result<T, RemoteError> {
        thread::sleep(self.slow);
        let mut contents = self.contents();
        let number = contents.calls.len();
        contents.calls.push(name);
        if contents.lock_taken_over_at == Some(number) {
            let lock_file = LockFile::new("ke trom", "ai@may-9", jiff::Timestamp::UNIX_EPOCH).to_json();
            contents.files.insert(LOCK.to_owned(), lock_file);
        }
        let broken = || RemoteError::ConnectionLost { reason: "cut".to_owned() };
        let (reaches, answers) = match (contents.cut, contents.flaky) {
            (Some(Cut::Before(at)), _) => (number < at, number < at),
            (Some(Cut::After(at)), _) => (number <= at, number < at),
            (None, Some(every)) if number % every == every - 1 => ((number / every).is_multiple_of(2), false),
            (None, _) => (true, true),
        };
        if !reaches {
            return Err(broken());
        }
        let result = effect(&mut contents)?;
        if let Some(reader) = self.reader {
            reader(&contents.files);
        }
        if answers { Ok(result) } else { Err(broken()) }
    }
}

impl Remote for FakeHost {
    fn max_parallel(&self) -> usize {
        self.max_parallel
    }

    fn files_to_compare_at_once(&self) -> usize {
        self.compares_at_once.unwrap_or(usize::MAX)
    }

    fn open_connections(&self) -> usize {
        1
    }

    fn read_end(&self, path: &str, length: usize, max_bytes: u64) -> Result<Option<FileEnd>, RemoteError> {
        self.call(format!("read end {path}"), |contents| {
            let file = contents.files.get(path);
            assert!(file.is_none_or(|file| file.len() as u64 <= max_bytes));
            Ok(file.map(|bytes| FileEnd::of(bytes, length)))
        })
    }

    fn look_up(&self, paths: &[&str]) -> Result<Option<Vec<EntryKind>>, RemoteError> {
        if !self.looks_up {
            return Ok(None);
        }
        self.call(format!("list {} paths", paths.len()), |contents| {
            let kind = |path: &&str| match contents.files.get(*path) {
                Some(file) => EntryKind::File(file.len() as u64),
                None if contents.folders.contains(*path) => EntryKind::Folder,
                None => EntryKind::Nothing,
            };
            Ok(Some(paths.iter().map(kind).collect()))
        })
    }

    fn read(&self, path: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        self.call(format!("read {path}"), |contents| {
            let file = contents.files.get(path).cloned();
            assert!(file.as_ref().is_none_or(|file| file.len() as u64 <= max_bytes));
            Ok(file)
        })
    }

    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError> {
        self.call(format!("list {path}"), |contents| {
            let file = |(name, bytes): (&String, &Vec<u8>)| (name.clone(), Some(bytes.len() as u64));
            let all = contents
                .files
                .iter()
                .map(file)
                .chain(contents.folders.iter().map(|name| (name.clone(), None)));
            let inside = all.filter(|(name, _)| split(name).0 == path);
            Ok(inside
                .map(|(name, size)| ListedEntry {
                    name: split(&name).1.to_owned(),
                    size,
                    is_folder: size.is_none(),
                    etag: None,
                })
                .collect())
        })
    }

    fn list_all(&self, max_entries: usize) -> Result<Option<Vec<ListedEntry>>, RemoteError> {
        let Some(tags) = self.tags else { return Ok(None) };
        self.call("list all".to_owned(), |contents| {
            let listed = |(path, bytes): (&String, &Vec<u8>)| {
                let tag = match tags {
                    Tags::Checksums => Hash::of(bytes),
                    Tags::Opaque => Hash::of(path.as_bytes()),
                };
                let size = Some(bytes.len() as u64);
                ListedEntry { name: path.clone(), size, is_folder: false, etag: Some(tag.to_string()) }
            };
            Ok((contents.files.len() <= max_entries).then(|| contents.files.iter().map(listed).collect()))
        })
    }

    fn has_bytes(
        &self,
        _: &str,
        listed: &ListedEntry,
        upload: &Upload<'_>,
    ) -> Result<Option<bool>, RemoteError> {
        Ok(listed.etag.as_ref().map(|tag| *tag == upload.hash.to_string()))
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let mut bytes = match upload.body {
            UploadBody::Bytes(bytes) => bytes.to_vec(),
            UploadBody::File(file) => {
                fs::read(file).map_err(|source| RemoteError::Local { path: file.to_owned(), source })?
            }
        };
        assert_eq!((Hash::of(&bytes), bytes.len() as u64), (upload.hash, upload.size), "{path}");
        sent(upload.size);
        self.call(format!("put {path}"), |contents| {
            let denied =
                |reason: &str| RemoteError::Denied { path: path.to_owned(), reason: reason.to_owned() };
            if self.denied == Some(path) {
                return Err(denied("read-only"));
            }
            if contents.folders.contains(path)
                || ancestors(path).any(|above| contents.files.contains_key(above))
            {
                return Err(denied("a folder for a file"));
            }
            let stored: u64 = contents.files.values().map(|file| file.len() as u64).sum();
            if self.room.is_some_and(|room| stored + upload.size > room) {
                return Err(RemoteError::Full { path: path.to_owned() });
            }
            match *self.defect.lock().unwrap() {
                Some((of, StorageDefect::Drops)) if of == path => return Ok(()),
                Some((of, StorageDefect::Truncates)) if of == path => bytes.truncate(bytes.len() / 2),
                Some((of, StorageDefect::Garbles)) if of == path => bytes.fill(b'?'),
                _ => {}
            }
            contents.folders.extend(ancestors(path).map(str::to_owned));
            contents.files.insert(path.to_owned(), bytes);
            Ok(())
        })
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        self.call(format!("create {path}"), |contents| {
            let free = !contents.files.contains_key(path);
            if free {
                contents.files.insert(path.to_owned(), bytes.to_vec());
            }
            Ok(free)
        })
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        self.call(format!("remove {path}"), |contents| {
            contents.files.remove(path);
            Ok(())
        })
    }

    fn remove_folder(&self, path: &str) -> Result<(), RemoteError> {
        self.call(format!("remove_folder {path}"), |contents| {
            let inside = |other: &String| split(other).0 == path;
            if !contents.files.keys().chain(&contents.folders).any(inside) {
                contents.folders.remove(path);
            }
            Ok(())
        })
    }
}

/// Returns the files of `site` as text.
pub fn as_text(site: &Site) -> BTreeMap<&str, std::borrow::Cow<'_, str>> {
    site.iter().map(|(path, bytes)| (path.as_str(), String::from_utf8_lossy(bytes))).collect()
}
