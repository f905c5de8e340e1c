//! One writer an output: takes the lock of a folder, or says who has it.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process;
use std::thread;
use std::time::Duration;

use super::disk;
use super::error::WriteError;

/// Held while an output is written; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    note: PathBuf,
    held: File,
}

impl Lock {
    /// Takes the lock in `own`, the `.bangvang` of `out`, without waiting (on Windows, at most a second).
    ///
    /// The file `held` is locked; the file `lock` says by whom and, by its own
    /// time, since when. They are two because Windows lets nobody read a locked file.
    pub fn take(out: &Path, own: &Path) -> Result<Lock, WriteError> {
        let (held, note) = (own.join("held"), own.join("lock"));
        let file = File::options().create(true).truncate(false).write(true).open(&held);
        let file = file.map_err(WriteError::writing(&held, 0))?;
        match try_for_a_moment(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(taken(out, &note)),
            Err(TryLockError::Error(error)) => return Err(WriteError::reading(&held)(error)),
        }
        let text = format!("{}\n", process::id());
        fs::write(&note, text).map_err(WriteError::writing(&note, 0))?;
        Ok(Lock { note, held: file })
    }
}

/// Tries to lock `file`; on Windows, for up to a second.
///
/// Windows lets go of the locks of a killed process not at once ("depends upon available system resources", says the
/// documentation of `LockFileEx`).
fn try_for_a_moment(file: &File) -> Result<(), TryLockError> {
    let mut waits = if cfg!(windows) { 10 } else { 0 };
    loop {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if waits > 0 => thread::sleep(Duration::from_millis(100)),
            locked => return locked,
        }
        waits -= 1;
    }
}

fn taken(out: &Path, note: &Path) -> WriteError {
    let text = fs::read_to_string(note).unwrap_or_default();
    let since = fs::metadata(note).and_then(|metadata| metadata.modified()).ok();
    WriteError::Locked { path: out.to_path_buf(), pid: text.trim().parse().ok(), since }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A note left behind is overwritten by the next holder.
        let _ = disk::remove_file(&self.note);
        // Closing alone would not do: a child that was forked just now has the file open too until it runs its program.
        let _ = self.held.unlock();
    }
}
