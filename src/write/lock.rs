//! The lock of an output, so that only one process writes it.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

use super::disk;
use super::error::WriteError;
use crate::file::lock;

/// How long the lock is tried for; Windows releases that of a killed process late.
const LOCK_TIMEOUT: Duration = Duration::from_secs(if cfg!(windows) { 1 } else { 0 });

/// The lock of an output. The system releases it when the process ends, however it ends.
#[derive(Debug)]
pub struct OutputLock {
    note: PathBuf,
    file: File,
}

impl OutputLock {
    /// Takes the lock in `records_folder`, the `.bangvang` of `out`, without waiting (on Windows, at most a
    /// second).
    ///
    /// The file `held` is locked; the file `lock` holds the process ID of its owner and, by its modification
    /// time, since when. There are two files because Windows lets no other process read a locked file.
    ///
    /// # Errors
    /// `Locked` when another process has the lock, or why the files cannot be written.
    pub fn take(out: &Path, records_folder: &Path) -> Result<OutputLock, WriteError> {
        let (held, note) = (records_folder.join("held"), records_folder.join("lock"));
        let file = lock(&held, LOCK_TIMEOUT).map_err(|error| match error.kind() {
            ErrorKind::WouldBlock => locked_error(out, &note),
            _ => WriteError::writing(&held, 0)(error),
        })?;
        let text = format!("{}\n", process::id());
        fs::write(&note, text).map_err(WriteError::writing(&note, 0))?;
        Ok(OutputLock { note, file })
    }
}

fn locked_error(out: &Path, note: &Path) -> WriteError {
    let text = fs::read_to_string(note).unwrap_or_default();
    let since = fs::metadata(note).and_then(|metadata| metadata.modified()).ok();
    WriteError::Locked { path: out.to_path_buf(), pid: text.trim().parse().ok(), since }
}

impl Drop for OutputLock {
    fn drop(&mut self) {
        // A file that is left is overwritten by the next owner of the lock.
        let _ = disk::remove_file(&self.note);
        // Closing alone would not release the lock: a child that was just forked has the file open until it
        // runs its program.
        let _ = self.file.unlock();
    }
}
