//! A folder of this computer, or of its network, as a host.
//!
//! Nothing is followed that leads out of it: a link in place of a folder is refused, one in place of a file is none of
//! ours.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::file::{Durability, PartFile, ancestors, part_path, retry_while_in_use, split};
use crate::hash::Hash;
use crate::publish::remote::{ListedEntry, Remote, RemoteError, Upload};
use crate::publish::upload_body::Pieces;
use crate::threads::locked;

/// Bytes that are written at once.
const PIECE: usize = 64 * 1024;

/// As many as keep a network drive busy; a disk of this computer needs no more.
const LANES: usize = 8;

/// A folder as a host.
#[derive(Debug)]
pub struct FolderHost {
    root: PathBuf,
    /// Folders that were seen to be such, or made.
    sound: Mutex<HashSet<PathBuf>>,
}

impl FolderHost {
    /// The folder at `root`, which is made with its first file, but not the one above it: a network drive that is not
    /// connected must not become a folder of this computer.
    pub fn open(root: &Path) -> Result<FolderHost, RemoteError> {
        let folder = FolderHost { root: root.to_owned(), sound: Mutex::default() };
        folder.stands()?;
        Ok(folder)
    }

    /// Whether the folder is there; an error when there is not even a place for it.
    fn stands(&self) -> Result<bool, RemoteError> {
        let unreachable = |path: &Path, error: io::Error| RemoteError::Unreachable {
            reason: format!("{}: {error}", path.display()),
        };
        match fs::metadata(&self.root) {
            Ok(metadata) if metadata.is_dir() => Ok(true),
            Ok(_) => {
                let path = self.root.display().to_string();
                Err(RemoteError::Other { path, reason: "not a folder".to_owned() })
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let above = self.root.parent().filter(|above| !above.as_os_str().is_empty());
                let above = above.unwrap_or(Path::new("."));
                fs::metadata(above).map_err(|error| unreachable(above, error))?;
                Ok(false)
            }
            Err(error) => Err(unreachable(&self.root, error)),
        }
    }

    /// Where `path` is; refuses to go through anything but folders.
    fn reach(&self, path: &str) -> Result<PathBuf, Gone> {
        let mut full = self.root.clone();
        for folder in ancestors(path).map(|folder| split(folder).1) {
            full.push(folder);
            self.insist(&full, path)?;
        }
        full.push(split(path).1);
        Ok(full)
    }

    fn insist(&self, folder: &Path, path: &str) -> Result<(), Gone> {
        if locked(&self.sound).contains(folder) {
            return Ok(());
        }
        match fs::symlink_metadata(folder) {
            Ok(metadata) if metadata.is_dir() => {
                locked(&self.sound).insert(folder.to_owned());
                Ok(())
            }
            Ok(_) => Err(Gone::Fault(RemoteError::Denied {
                path: path.to_owned(),
                reason: format!("{} is a link or a file", folder.display()),
            })),
            Err(error) if error.kind() == ErrorKind::NotFound => Err(Gone::Absent),
            Err(error) => Err(Gone::Fault(failing(path, error))),
        }
    }

    /// Where `path` is, its folders made.
    fn prepare(&self, path: &str) -> Result<PathBuf, RemoteError> {
        let mut full = self.root.clone();
        if !self.stands()? {
            match fs::create_dir(&full) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(failing(path, error)),
                _ => {}
            }
        }
        for folder in ancestors(path).map(|folder| split(folder).1) {
            full.push(folder);
            if let Err(Gone::Absent) = self.insist(&full, path) {
                match fs::create_dir(&full) {
                    Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                        return Err(failing(path, error));
                    }
                    // Another lane made it, or we did; a link would have been seen.
                    _ => {}
                }
            }
        }
        match self.reach(path) {
            Ok(full) => Ok(full),
            Err(Gone::Fault(fault)) => Err(fault),
            Err(Gone::Absent) => Err(RemoteError::Broken { reason: format!("{path}: a folder has gone") }),
        }
    }

    /// The whole of `upload` beside `full`, which it is to become. Its name is the same for the same bytes, so that what
    /// a killed run left behind is written over.
    fn part(
        full: &Path,
        path: &str,
        upload: &Upload<'_>,
        sent: &dyn Fn(u64),
    ) -> Result<PartFile, RemoteError> {
        let mut pieces = Pieces::open(upload)?;
        let name = part_path(path, &upload.hash, "", 0);
        let part = full.with_file_name(split(&name).1);
        refuse_link(&part, path)?;
        let fault = |error| failing(path, error);
        let mut part = PartFile::create(part).map_err(fault)?;
        while let Some(piece) = pieces.next(PIECE)? {
            part.file().write_all(&piece).map_err(fault)?;
            sent(piece.len() as u64);
        }
        part.file().sync_all().map_err(fault)?;
        Ok(part)
    }
}

/// Why a path was not reached.
enum Gone {
    Absent,
    Fault(RemoteError),
}

impl Remote for FolderHost {
    fn lanes(&self) -> usize {
        LANES
    }

    fn connections(&self) -> usize {
        0
    }

    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, RemoteError> {
        let full = match self.reach(path) {
            Ok(full) => full,
            Err(Gone::Absent) => return self.stands().map(|_| None),
            Err(Gone::Fault(fault)) => return Err(fault),
        };
        match fs::symlink_metadata(&full) {
            Ok(metadata) if metadata.is_file() && metadata.len() <= most => {}
            Ok(_) => {
                let reason = "no file, or too long a one".to_owned();
                return Err(RemoteError::Other { path: path.to_owned(), reason });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return self.stands().map(|_| None),
            Err(error) => return Err(failing(path, error)),
        }
        match fs::read(&full) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => self.stands().map(|_| None),
            Err(error) => Err(failing(path, error)),
        }
    }

    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError> {
        // The path of something in it goes through it.
        let full = match self.reach(&format!("{path}/x").trim_start_matches('/').replace("//", "/")) {
            Ok(full) => full.parent().map(Path::to_owned).unwrap_or_default(),
            Err(Gone::Absent) => return Ok(Vec::new()),
            Err(Gone::Fault(fault)) => return Err(fault),
        };
        let entries = match fs::read_dir(&full) {
            Err(error) if error.kind() == ErrorKind::NotFound => return self.stands().map(|_| Vec::new()),
            other => other.map_err(|error| failing(path, error))?,
        };
        let mut listed = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| failing(path, error))?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let metadata = match fs::symlink_metadata(entry.path()) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                other => other.map_err(|error| failing(path, error))?,
            };
            let size = metadata.is_file().then_some(metadata.len());
            listed.push(ListedEntry { name, size, folder: metadata.is_dir(), tag: None });
        }
        Ok(listed)
    }

    fn list_all(&self, most_entries: usize) -> Result<Option<Vec<ListedEntry>>, RemoteError> {
        let mut found = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let entries = match self.list(&folder) {
                // A folder of somebody else; ours are listed one by one.
                Err(RemoteError::Denied { .. }) => return Ok(None),
                listed => listed?,
            };
            for entry in entries {
                let slash = if folder.is_empty() { "" } else { "/" };
                let path = format!("{folder}{slash}{}", entry.name);
                if entry.folder {
                    folders.push(path.clone());
                }
                found.push(ListedEntry { name: path, ..entry });
            }
            if found.len() > most_entries {
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
        let full = match self.reach(path) {
            Ok(full) => full,
            Err(Gone::Absent) => return Ok(Some(false)),
            Err(Gone::Fault(fault)) => return Err(fault),
        };
        match File::open(full).and_then(Hash::of_reader) {
            Ok((hash, _)) => Ok(Some(hash == upload.hash)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Some(false)),
            Err(error) => Err(failing(path, error)),
        }
    }

    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let full = self.prepare(path)?;
        let part = FolderHost::part(&full, path, upload, sent)?;
        // The bytes are on the volume. Waiting for each name too would take twice as long; the next run lists them.
        part.finish(&full, Durability::Kill).map_err(|error| replacing(&full, path, error))
    }

    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError> {
        let full = self.prepare(path)?;
        // Each who tries has a file of its own.
        let part = FolderHost::part(&full, path, &Upload::of_record(bytes, ""), &|_| ())?;
        match fs::hard_link(part.path(), &full) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
            // A volume without hard links; a reader may come upon half of it, which tells nobody anything false.
            Err(_) => match File::options().write(true).create_new(true).open(&full) {
                Ok(mut file) => file.write_all(bytes).map(|()| true).map_err(|error| failing(path, error)),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
                Err(error) => Err(failing(path, error)),
            },
        }
    }

    fn remove(&self, path: &str) -> Result<(), RemoteError> {
        self.taking(path, |full| fs::remove_file(full))
    }

    fn remove_folder(&self, path: &str) -> Result<(), RemoteError> {
        locked(&self.sound).clear();
        self.taking(path, |full| match fs::remove_dir(full) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            other => other,
        })
    }
}

impl FolderHost {
    fn taking(&self, path: &str, take: impl Fn(&Path) -> io::Result<()>) -> Result<(), RemoteError> {
        let full = match self.reach(path) {
            Ok(full) => full,
            Err(Gone::Absent) => return Ok(()),
            Err(Gone::Fault(fault)) => return Err(fault),
        };
        match retry_while_in_use(|| take(&full)) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(replacing(&full, path, error)),
            _ => Ok(()),
        }
    }
}

/// Nobody's link is written through.
fn refuse_link(partial: &Path, path: &str) -> Result<(), RemoteError> {
    match fs::symlink_metadata(partial) {
        Ok(metadata) if !metadata.is_file() => Err(RemoteError::Denied {
            path: path.to_owned(),
            reason: format!("{} is a link or a folder", partial.display()),
        }),
        _ => Ok(()),
    }
}

/// What went wrong with replacing or removing the file at `full`.
fn replacing(full: &Path, path: &str, error: io::Error) -> RemoteError {
    if is_open_elsewhere(full, &error) {
        return RemoteError::Held { path: path.to_owned() };
    }
    failing(path, error)
}

/// Whether `path` was not replaced or removed because another program has it open, as programs do on Windows.
pub fn is_open_elsewhere(path: &Path, error: &io::Error) -> bool {
    let is_writable = || fs::symlink_metadata(path).is_ok_and(|found| !found.permissions().readonly());
    cfg!(windows) && error.raw_os_error().is_some_and(|code| is_held(code, is_writable()))
}

/// Whether this error code of Windows says that another program has opened a file, which itself may be written to or not.
fn is_held(code: i32, is_writable: bool) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    matches!(code, SHARING_VIOLATION | LOCK_VIOLATION) || (code == ACCESS_DENIED && is_writable)
}

/// Whether this error code of Windows says that a network drive was cut off: bad network path, unexpected network error,
/// deleted network name, bad network name, semaphore timeout, unreachable network, aborted or lost connection.
fn is_cut(code: i32) -> bool {
    matches!(code, 53 | 54 | 59 | 64 | 67 | 121 | 1231 | 1236 | 2250)
}

fn failing(path: &str, error: io::Error) -> RemoteError {
    let (path, reason) = (path.to_owned(), error.to_string());
    if cfg!(windows) && error.raw_os_error().is_some_and(is_cut) {
        return RemoteError::Broken { reason: format!("{path}: {reason}") };
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
        | ErrorKind::Interrupted => RemoteError::Broken { reason: format!("{path}: {reason}") },
        _ => RemoteError::Other { path, reason },
    }
}

#[cfg(test)]
mod tests {
    use super::{is_cut, is_held};

    /// Errors of Windows are told apart: another program has the file, a right is missing, a network drive is gone.
    #[test]
    fn errors_of_windows() {
        let (access_denied, sharing_violation, file_not_found) = (5, 32, 2);
        assert!(is_held(sharing_violation, false) && is_held(access_denied, true));
        assert!(!is_held(access_denied, false) && !is_held(file_not_found, true));
        for code in [53, 59, 64, 67, 121, 1231] {
            assert!(is_cut(code) && !is_held(code, true), "{code}");
        }
        assert!(!is_cut(access_denied) && !is_cut(file_not_found));
    }
}
