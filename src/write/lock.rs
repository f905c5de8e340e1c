//! One writer an output: takes the lock of a folder, or says who has it.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

use super::disk;
use super::error::WriteError;
use crate::file::lock;

/// How long a lock is tried for: Windows frees that of a killed process late.
const LOCK_TIMEOUT: Duration = Duration::from_secs(if cfg!(windows) { 1 } else { 0 });

/// Held while an output is written; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct OutputLock {
    note: PathBuf,
    held: File,
}

impl OutputLock {
    /// Takes the lock in `own`, the `.bangvang` of `out`, without waiting (on Windows, at most a second).
    ///
    /// The file `held` is locked; the file `lock` says by whom and, by its own
    /// time, since when. They are two because Windows lets nobody read a locked file.
    pub fn take(out: &Path, own: &Path) -> Result<OutputLock, WriteError> {
        let (held, note) = (own.join("held"), own.join("lock"));
        let held = lock(&held, LOCK_TIMEOUT).map_err(|error| match error.kind() {
            ErrorKind::WouldBlock => taken(out, &note),
            _ => WriteError::writing(&held, 0)(error),
        })?;
        let text = format!("{}\n", process::id());
        fs::write(&note, text).map_err(WriteError::writing(&note, 0))?;
        Ok(OutputLock { note, held })
    }
}

fn taken(out: &Path, note: &Path) -> WriteError {
    let text = fs::read_to_string(note).unwrap_or_default();
    let since = fs::metadata(note).and_then(|metadata| metadata.modified()).ok();
    WriteError::Locked { path: out.to_path_buf(), pid: text.trim().parse().ok(), since }
}

impl Drop for OutputLock {
    fn drop(&mut self) {
        // A note left behind is overwritten by the next holder.
        let _ = disk::remove_file(&self.note);
        // Closing alone would not do: a child that was forked just now has the file open too until it runs its program.
        let _ = self.held.unlock();
    }
}
