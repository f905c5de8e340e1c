//! Guards the remote lock.
//!
//! If more than `RECHECK_AFTER` has passed since the last check (suspend, slow connection), the guard reads the
//! lock file again before the next request, because another run may have broken a lock that it believed abandoned.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use crate::publish::LOCK;
use crate::publish::lock_file::LockFile;
use crate::publish::remote::{Remote, RemoteError};
use crate::threads::locked;

/// Maximum size of a lock file.
pub const MAX_LOCK_FILE_BYTES: u64 = 64 * 1024;

/// How long a check of the lock stays valid.
const RECHECK_AFTER: Duration = Duration::from_secs(10);

/// Returns the wall-clock time; a monotonic clock may stop while the computer is suspended.
pub type Clock<'a> = &'a (dyn Fn() -> SystemTime + Sync);

/// The lock of this run on a host.
pub struct LockGuard<'a> {
    token: &'a str,
    clock: Clock<'a>,
    checked_at: Mutex<Option<SystemTime>>,
    lost: AtomicBool,
}

impl<'a> LockGuard<'a> {
    /// Returns the guard of the run `token`, whose lock has not been checked yet.
    pub fn new(token: &'a str, clock: Clock<'a>) -> LockGuard<'a> {
        LockGuard { token, clock, checked_at: Mutex::new(None), lost: AtomicBool::new(false) }
    }

    /// Returns true if a check found that another run took the lock over.
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::SeqCst)
    }

    /// Checks that this run still holds the lock, unless it was checked within `RECHECK_AFTER`.
    ///
    /// # Errors
    /// If the lock file cannot be read, or another run holds the lock; then [`LockGuard::is_lost`] returns true.
    pub fn verify(&self, remote: &dyn Remote) -> Result<(), RemoteError> {
        let now = (self.clock)();
        let is_recent = |at: SystemTime| now.duration_since(at).is_ok_and(|age| age < RECHECK_AFTER);
        // Other threads wait here for the result of this check.
        let mut checked_at = locked(&self.checked_at);
        if !self.is_lost() && checked_at.is_some_and(is_recent) {
            return Ok(());
        }
        *checked_at = None;
        let bytes = remote.read(LOCK, MAX_LOCK_FILE_BYTES)?;
        if bytes.as_deref().and_then(LockFile::parse).is_some_and(|lock_file| lock_file.token == self.token) {
            *checked_at = Some(now);
            return Ok(());
        }
        self.lost.store(true, Ordering::SeqCst);
        Err(RemoteError::Other { path: LOCK.to_owned(), reason: "another run took it over".to_owned() })
    }

    /// Makes the next call of [`LockGuard::verify`] read the lock file.
    pub fn invalidate(&self) {
        *locked(&self.checked_at) = None;
    }
}
