//! A folder of this computer or of a network drive as a host.
//!
//! No link is followed: a link in place of a folder is an error, and a link in place of a file counts as foreign.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::file::{self, Durability, PartFile, ancestors, part_path, retry_while_in_use, split};
use crate::hash::Hash;
use crate::publish::remote::{ListedEntry, Remote, RemoteError, Upload};
use crate::publish::upload_body::Chunks;
use crate::threads::locked;

/// Bytes that are written at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// Enough to keep a network drive busy; a local disk needs no more.
const MAX_PARALLEL: usize = 8;

/// A local folder that is published to.
#[derive(Debug)]
pub struct FolderHost {
    root: PathBuf,
    /// Folders that are known to exist and not to be links.
    checked: Mutex<HashSet<PathBuf>>,
}

impl FolderHost {
    /// Opens the folder at `root`, which the first upload creates if it does not exist.
    ///
    /// Its parent folder must exist: a network drive that is not connected must not become a local folder.
    ///
    /// # Errors
    /// If neither the folder nor its parent exists, or `root` is not a folder.
    pub fn open(root: &Path) -> Result<FolderHost, RemoteError> {
        let folder = FolderHost { root: root.to_owned(), checked: Mutex::default() };
        folder.root_exists()?;
        Ok(folder)
    }

    /// Returns whether the folder exists; an error if its parent does not exist either.
    fn root_exists(&self) -> Result<bool, RemoteError> {
        let unreachable = |path: &Path, error: io::Error| RemoteError::Unreachable {
            reason: format!("{} ({})", file::reason(&error), path.display()),
        };
        match fs::metadata(&self.root) {
            Ok(metadata) if metadata.is_dir() => Ok(true),
            Ok(_) => {
                let path = self.root.display().to_string();
                Err(RemoteError::Other { path, reason: "reason-not-folder".to_owned() })
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let parent = self.root.parent().filter(|parent| !parent.as_os_str().is_empty());
                let parent = parent.unwrap_or(Path::new("."));
                fs::metadata(parent).map_err(|error| unreachable(parent, error))?;
                Ok(false)
            }
            Err(error) => Err(unreachable(&self.root, error)),
        }
    }

    /// Returns the full path of `path`, after checking that no folder on the way is a link or a file.
    fn resolve(&self, path: &str) -> Result<PathBuf, ResolveError> {
        let mut full = self.root.clone();
        for folder in ancestors(path).map(|folder| split(folder).1) {
            full.push(folder);
            self.check_folder(&full, path)?;
        }
        full.push(split(path).1);
        Ok(full)
    }

    /// Checks that `folder` is a folder and not a link.
    fn check_folder(&self, folder: &Path, path: &str) -> Result<(), ResolveError> {
        if locked(&self.checked).contains(folder) {
            return Ok(());
        }
        match fs::symlink_metadata(folder) {
            Ok(metadata) if metadata.is_dir() => {
                locked(&self.checked).insert(folder.to_owned());
                Ok(())
            }
            Ok(_) => Err(ResolveError::Remote(RemoteError::Denied {
                path: path.to_owned(),
                reason: format!("{} is a link or a file", folder.display()),
            })),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(ResolveError::Absent),
            Err(error) => Err(ResolveError::Remote(io_error(path, error))),
        }
    }

    /// Returns the full path of `path`, after creating the folders above it.
    fn create_parents(&self, path: &str) -> Result<PathBuf, RemoteError> {
        let mut full = self.root.clone();
        if !self.root_exists()? {
            match fs::create_dir(&full) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(io_error(path, error)),
                _ => {}
            }
        }
        for folder in ancestors(path).map(|folder| split(folder).1) {
            full.push(folder);
            if let Err(ResolveError::Absent) = self.check_folder(&full, path) {
                match fs::create_dir(&full) {
                    Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                        return Err(io_error(path, error));
                    }
                    // This thread or another one created it; a link would have been refused above.
                    _ => {}
                }
            }
        }
        match self.resolve(path) {
            Ok(full) => Ok(full),
            Err(ResolveError::Remote(error)) => Err(error),
            Err(ResolveError::Absent) => {
                Err(RemoteError::ConnectionLost { reason: format!("reason-folder-gone ({path})") })
            }
        }
    }

    /// Writes all of `upload` to a part file beside `full`. The name depends only on the path and the bytes, so a
    /// later run overwrites the file that a killed run left behind.
    fn write_part(
        full: &Path,
        path: &str,
        upload: &Upload<'_>,
        sent: &dyn Fn(u64),
    ) -> Result<PartFile, RemoteError> {
        let mut chunks = Chunks::open(upload)?;
        let name = part_path(path, &upload.hash, "", 0);
        let part = full.with_file_name(split(&name).1);
        refuse_link(&part, path)?;
        let convert = |error| io_error(path, error);
        let mut part = PartFile::create(part).map_err(convert)?;
        while let Some(chunk) = chunks.next(CHUNK_BYTES)? {
            part.file().write_all(&chunk).map_err(convert)?;
            sent(chunk.len() as u64);
        }
        part.file().sync_all().map_err(convert)?;
        Ok(part)
    }
}

/// Why a path could not be resolved.
enum ResolveError {
    Absent,
    Remote(RemoteError),
}

impl Remote for FolderHost {
    fn max_parallel(&self) -> usize {
        MAX_PARALLEL
    }

    fn open_connections(&self) -> usize {
        0
    }

    fn read(&self, path: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let full = match self.resolve(path) {
            Ok(full) => full,
            Err(ResolveError::Absent) => return self.root_exists().map(|_| None),
            Err(ResolveError::Remote(error)) => return Err(error),
        };
        match fs::symlink_metadata(&full) {
            Ok(metadata) if metadata.is_file() && metadata.len() <= max_bytes => {}
            Ok(_) => {
                let reason = "not a file, or too long".to_owned();
                return Err(RemoteError::Other { path: path.to_owned(), reason });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return self.root_exists().map(|_| None),
            Err(error) => return Err(io_error(path, error)),
        }
        match fs::read(&full) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => self.root_exists().map(|_| None),
            Err(error) => Err(io_error(path, error)),
        }
    }

    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError> {
        // Checking a path inside the folder checks the folder too.
        let full = match self.resolve(&format!("{path}/x").trim_start_matches('/').replace("//", "/")) {
            Ok(full) => full.parent().map(Path::to_owned).unwrap_or_default(),
            Err(ResolveError::Absent) => return Ok(Vec::new()),
            Err(ResolveError::Remote(error)) => return Err(error),
        };
        let entries = match fs::read_dir(&full) {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return self.root_exists().map(|_| Vec::new());
            }
            other => other.map_err(|error| io_error(path, error))?,
        };
        let mut listed = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| io_error(path, error))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let metadata = match fs::symlink_metadata(entry.path()) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                other => other.map_err(|error| io_error(path, error))?,
            };
            let size = metadata.is_file().then_some(metadata.len());
            listed.push(ListedEntry { name, size, is_folder: metadata.is_dir(), etag: None });
        }
        Ok(listed)
    }

    fn list_all(&self, max_entries: usize) -> Result<Option<Vec<ListedEntry>>, RemoteError> {
        let mut found = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let entries = match self.list(&folder) {
                // The folder belongs to another user; the caller then lists our folders one by one.
                Err(RemoteError::Denied { .. }) => return Ok(None),
                listed => listed?,
            };
            for entry in entries {
                let slash = if folder.is_empty() { "" } else { "/" };
                let path = format!("{folder}{slash}{}", entry.name);
                if entry.is_folder {
                    folders.push(path.clone());
                }
                found.push(ListedEntry { name: path, ..entry });
            }
            if found.len() > max_entries {
                return Ok(None);
            }
        }
        Ok(Some(found))
    }

    fn has_bytes(
        &self,
        path: &str,
        _: &ListedEntry,
        upload: &Upload<'_>,
    ) -> Result<Option<bool>, RemoteError> {
        let full = match self.resolve(path) {
            Ok(full) => full,
            Err(ResolveError::Absent) => return Ok(Some(false)),
            Err(ResolveError::Remote(error)) => return Err(error),
        };
        match File::open(full).and_then(Hash::of_reader) {
            Ok((hash, _)) => Ok(Some(hash == upload.hash)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Some(false)),
            Err(error) => Err(io_error(path, error)),
        }
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let full = self.create_parents(path)?;
        let part = FolderHost::write_part(&full, path, upload, sent)?;
        // The bytes are synced. Syncing each directory entry too would take twice as long, and the next run lists
        // them.
        part.finish(&full, Durability::Kill).map_err(|error| replace_error(&full, path, error))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        let full = self.create_parents(path)?;
        // No two processes share a part file.
        let part = FolderHost::write_part(&full, path, &Upload::record(bytes, ""), &|_| ())?;
        match fs::hard_link(part.path(), &full) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            // The volume has no hard links. A reader may see half of the file, which then does not parse.
            Err(_) => match File::options().write(true).create_new(true).open(&full) {
                Ok(mut file) => file.write_all(bytes).map(|()| true).map_err(|error| io_error(path, error)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
                Err(error) => Err(io_error(path, error)),
            },
        }
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        self.remove_with(path, |full| fs::remove_file(full))
    }

    fn remove_folder(&self, path: &str) -> Result<(), RemoteError> {
        locked(&self.checked).clear();
        self.remove_with(path, |full| match fs::remove_dir(full) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            other => other,
        })
    }
}

impl FolderHost {
    fn remove_with(&self, path: &str, remove: impl Fn(&Path) -> io::Result<()>) -> Result<(), RemoteError> {
        let full = match self.resolve(path) {
            Ok(full) => full,
            Err(ResolveError::Absent) => return Ok(()),
            Err(ResolveError::Remote(error)) => return Err(error),
        };
        match retry_while_in_use(|| remove(&full)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(replace_error(&full, path, error)),
            _ => Ok(()),
        }
    }
}

/// Refuses to write through a link at the path of a part file.
fn refuse_link(part: &Path, path: &str) -> Result<(), RemoteError> {
    match fs::symlink_metadata(part) {
        Ok(metadata) if !metadata.is_file() => Err(RemoteError::Denied {
            path: path.to_owned(),
            reason: format!("{} is a link or a folder", part.display()),
        }),
        _ => Ok(()),
    }
}

/// Converts an error of replacing or removing the file at `full`.
fn replace_error(full: &Path, path: &str, error: io::Error) -> RemoteError {
    if is_open_elsewhere(full, &error) {
        return RemoteError::InUse { path: path.to_owned() };
    }
    io_error(path, error)
}

/// Returns true if `path` could not be replaced or removed because another program has it open (Windows only).
pub fn is_open_elsewhere(path: &Path, error: &io::Error) -> bool {
    let is_writable = || fs::symlink_metadata(path).is_ok_and(|found| !found.permissions().readonly());
    cfg!(windows) && error.raw_os_error().is_some_and(|code| is_in_use(code, is_writable()))
}

/// Returns true if this Windows error code means that another program has the file open. `ERROR_ACCESS_DENIED` means
/// so only for a file that is not read-only.
fn is_in_use(code: i32, is_writable: bool) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    matches!(code, SHARING_VIOLATION | LOCK_VIOLATION) || (code == ACCESS_DENIED && is_writable)
}

/// Returns true if this Windows error code means that a network drive was disconnected: bad network path, unexpected
/// network error, deleted network name, bad network name, semaphore timeout, unreachable network, aborted or lost
/// connection.
fn is_disconnected(code: i32) -> bool {
    matches!(code, 53 | 54 | 59 | 64 | 67 | 121 | 1231 | 1236 | 2250)
}

fn io_error(path: &str, error: io::Error) -> RemoteError {
    let (path, reason) = (path.to_owned(), file::reason(&error));
    if cfg!(windows) && error.raw_os_error().is_some_and(is_disconnected) {
        return RemoteError::ConnectionLost { reason: format!("{reason} ({path})") };
    }
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => RemoteError::Full { path },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => RemoteError::Denied { path, reason },
        ErrorKind::TimedOut
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable
        | ErrorKind::NetworkDown
        | ErrorKind::StaleNetworkFileHandle
        | ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected
        | ErrorKind::Interrupted => RemoteError::ConnectionLost { reason: format!("{reason} ({path})") },
        _ => RemoteError::Other { path, reason },
    }
}

#[cfg(test)]
mod tests {
    use super::{is_disconnected, is_in_use};

    /// Windows error codes distinguish an open file, missing permissions and a disconnected network drive.
    #[test]
    fn errors_of_windows() {
        let (access_denied, sharing_violation, file_not_found) = (5, 32, 2);
        assert!(is_in_use(sharing_violation, false) && is_in_use(access_denied, true));
        assert!(!is_in_use(access_denied, false) && !is_in_use(file_not_found, true));
        for code in [53, 59, 64, 67, 121, 1231] {
            assert!(is_disconnected(code) && !is_in_use(code, true), "{code}");
        }
        assert!(!is_disconnected(access_denied) && !is_disconnected(file_not_found));
    }
}
