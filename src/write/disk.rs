//! File system operations whose errors carry the path.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::error::WriteError;
use crate::file::{self, Durability, retry_while_in_use};
use crate::hash::{Hash, Hasher};

/// What exists at a path; links are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathState {
    /// Nothing exists, or the path leads through a file.
    Nothing,
    /// A regular file.
    File(FileStat),
    /// A folder that is no link and no junction.
    Folder,
    /// A link, a pipe, a device or the like.
    Other,
}

/// File metadata that is compared instead of the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileStat {
    /// Size in bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970; negative before.
    pub mtime_ns: i64,
}

impl FileStat {
    /// Reads the size and time of `metadata`; a time that does not fit becomes 0.
    pub fn from_metadata(metadata: &Metadata) -> FileStat {
        let mtime_ns = metadata.modified().ok().and_then(|time| match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_nanos()).ok(),
            Err(before) => i64::try_from(before.duration().as_nanos()).ok().map(|nanos| -nanos),
        });
        FileStat { size: metadata.len(), mtime_ns: mtime_ns.unwrap_or(0) }
    }
}

/// Returns what exists at `path`; a path that leads through a file is `Nothing`.
///
/// # Errors
/// When the path cannot be inspected for another reason than that it does not exist.
pub fn path_state(path: &Path) -> Result<PathState, WriteError> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(PathState::Nothing);
        }
        Err(error) => return Err(WriteError::reading(path)(error)),
    };
    let kind = metadata.file_type();
    Ok(if kind.is_symlink() {
        PathState::Other
    } else if kind.is_file() {
        PathState::File(FileStat::from_metadata(&metadata))
    } else if kind.is_dir() {
        PathState::Folder
    } else {
        PathState::Other
    })
}

/// Computes the hash of the file at `path`.
///
/// # Errors
/// When it is not a regular file, or cannot be read.
pub fn hash(path: &Path) -> Result<Hash, WriteError> {
    let read = file::open_regular(path).and_then(Hash::of_reader);
    read.map(|(hash, _)| hash).map_err(WriteError::reading(path))
}

/// Moves `from` to `to`, replacing it; on Windows, waits up to two seconds while a program has `to` open.
///
/// # Errors
/// `InUse` when it is still open, or why the file could not be replaced.
pub fn rename(from: &Path, to: &Path) -> Result<(), WriteError> {
    retry_while_in_use(|| fs::rename(from, to)).map_err(WriteError::replacing(to))
}

/// Whether this system has a call for [`exchange`].
pub const CAN_EXCHANGE: bool = cfg!(any(target_os = "linux", target_vendor = "apple"));

/// Exchanges two folders of one volume in one atomic step.
///
/// # Errors
/// When the file system does not support it, or one of the folders does not exist.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Exchanges two folders of one volume.
///
/// # Errors
/// Always: this system has no such call.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Checks whether the file at `path` can be replaced or deleted, as far as the system says so without an
/// attempt.
///
/// The permissions of its folder are not checked. A file that does not exist can be replaced.
///
/// # Errors
/// When the file is immutable.
#[cfg(unix)]
pub fn probe_file(path: &Path) -> io::Result<()> {
    use rustix::fs::{Access, AtFlags, CWD, accessat};
    use rustix::io::Errno;
    match accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS) {
        // Immutable file. A file whose mode only forbids to write it can be replaced.
        Err(Errno::PERM) => Err(Errno::PERM.into()),
        _ => Ok(()),
    }
}

/// Checks whether the file at `path` can be replaced or deleted, as far as the system says so without an
/// attempt.
///
/// The permissions of its folder are not checked. A file that does not exist can be replaced.
///
/// # Errors
/// When the file cannot be opened for deletion, for example because another program has it open.
#[cfg(windows)]
pub fn probe_file(path: &Path) -> io::Result<()> {
    use std::os::windows::fs::OpenOptionsExt;
    const DELETE: u32 = 0x0001_0000;
    const FILE_SHARE_ALL: u32 = 7;
    // A folder or a link in its place is opened as such: the commit decides what to do about it.
    const FLAG_BACKUP_SEMANTICS: u32 = 0x0200_0000;
    const FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    let mut options = File::options();
    options.access_mode(DELETE).share_mode(FILE_SHARE_ALL);
    options.custom_flags(FLAG_BACKUP_SEMANTICS | FLAG_OPEN_REPARSE_POINT);
    match options.open(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Checks whether files can be created in and deleted from the folder at `path`, without an attempt.
///
/// # Errors
/// When the user lacks the permission, or the volume is read-only.
#[cfg(unix)]
pub fn probe_folder(path: &Path) -> io::Result<()> {
    use rustix::fs::{Access, AtFlags, CWD, accessat};
    use rustix::io::Errno;
    match accessat(CWD, path, Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS) {
        Err(error @ (Errno::PERM | Errno::ACCESS | Errno::ROFS)) => Err(error.into()),
        _ => Ok(()),
    }
}

/// Does nothing: this system reports missing permissions only on an attempt.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn probe_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Creates the folder at `path`; its parent must exist.
///
/// # Errors
/// When it cannot be created, or exists.
pub fn create_folder(path: &Path) -> Result<(), WriteError> {
    fs::create_dir(path).map_err(WriteError::writing(path, 0))
}

/// Deletes the file at `path`, if it exists.
///
/// # Errors
/// When it exists and cannot be deleted.
pub fn remove_file(path: &Path) -> Result<(), WriteError> {
    match retry_while_in_use(|| fs::remove_file(path)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other.map_err(WriteError::replacing(path)),
    }
}

/// Writes a whole file; if `durable` asks for it, waits until the bytes are on the volume. `fill` writes the content piece
/// by piece, so that it is never in memory as a whole. Returns its hash.
///
/// # Errors
/// When the file cannot be written or synced, and the errors of `fill`.
pub fn write(
    path: &Path,
    durable: Durability,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Hash, WriteError> {
    let mut length = 0;
    let write = || {
        let file = BufWriter::with_capacity(64 * 1024, File::create(path)?);
        let mut writer = HashingWriter { inner: file, hasher: Hasher::default(), length: &mut length };
        fill(&mut writer)?;
        writer.flush()?;
        let HashingWriter { inner, hasher, .. } = writer;
        if durable == Durability::PowerCut {
            inner.get_ref().sync_all()?;
        }
        Ok(hasher.finish())
    };
    let written: io::Result<Hash> = write();
    written.map_err(WriteError::writing(path, length))
}

/// Hashes and counts the bytes that it passes on.
struct HashingWriter<'l, W> {
    inner: W,
    hasher: Hasher,
    length: &'l mut u64,
}

impl<W: Write> Write for HashingWriter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *self.length += bytes.len() as u64;
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Waits until the names in `folder` are on the volume, if `durable` asks for it and the system supports it.
///
/// # Errors
/// When syncing fails.
pub fn sync_folder(folder: &Path, durable: Durability) -> Result<(), WriteError> {
    file::sync_folder(folder, durable).map_err(WriteError::writing(folder, 0))
}
