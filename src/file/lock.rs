//! Locks a file so that only one process works at a time.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// Opens and locks the file at `path`, creating it if necessary. The lock ends with the process, however it
/// ends.
///
/// Tries for up to `patience`: some systems release the locks of a killed process a little after its end. (On
/// Windows that "depends upon available system resources", according to the documentation of `LockFileEx`.)
///
/// # Errors
/// `WouldBlock` while another process has the lock; otherwise why the file could not be opened or locked.
pub fn lock(path: &Path, patience: Duration) -> io::Result<File> {
    const PAUSE: Duration = Duration::from_millis(100);
    let file = File::options().create(true).truncate(false).write(true).open(path)?;
    let mut left = patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if !left.is_zero() => thread::sleep(PAUSE),
            Err(error) => return Err(error.into()),
        }
        left = left.saturating_sub(PAUSE);
    }
}
