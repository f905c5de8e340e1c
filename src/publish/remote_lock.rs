//! The lock of a host while it is ours: who slept for a while, or was slow, looks again before the next file, for somebody
//! may have thought him dead and taken it over.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use crate::publish::LOCK;
use crate::publish::lock_file::LockFile;
use crate::publish::remote::{Remote, RemoteError};
use crate::threads::locked;

/// Bytes of the longest lock that is read.
pub const MAX_LOCK_FILE_BYTES: u64 = 64 * 1024;

/// How long a look at the lock holds.
const RECHECK_AFTER: Duration = Duration::from_secs(10);

/// The clock on the wall; others stand still while a computer sleeps.
pub type Clock<'a> = &'a (dyn Fn() -> SystemTime + Sync);

/// A lock that this run took.
pub struct LockGuard<'a> {
    token: &'a str,
    clock: Clock<'a>,
    looked: Mutex<Option<SystemTime>>,
    lost: AtomicBool,
}

impl<'a> LockGuard<'a> {
    /// The lock of the run `token`, at which nobody has looked yet.
    pub fn new(token: &'a str, clock: Clock<'a>) -> LockGuard<'a> {
        LockGuard { token, clock, looked: Mutex::new(None), lost: AtomicBool::new(false) }
    }

    /// Whether another run took it over.
    pub fn is_lost(&self) -> bool {
        self.lost.load(Ordering::SeqCst)
    }

    /// Looks whether it is still ours, unless that was seen just now.
    ///
    /// # Errors
    /// Also when it is not, of which [`LockGuard::is_lost`] tells.
    pub fn verify(&self, remote: &dyn Remote) -> Result<(), RemoteError> {
        let now = (self.clock)();
        let fresh = |at: SystemTime| now.duration_since(at).is_ok_and(|age| age < RECHECK_AFTER);
        // Whoever else wants to know waits for the same answer.
        let mut looked = locked(&self.looked);
        if !self.is_lost() && looked.is_some_and(fresh) {
            return Ok(());
        }
        *looked = None;
        let bytes = remote.read(LOCK, MAX_LOCK_FILE_BYTES)?;
        if bytes.as_deref().and_then(LockFile::parse).is_some_and(|note| note.token == self.token) {
            *looked = Some(now);
            return Ok(());
        }
        self.lost.store(true, Ordering::SeqCst);
        Err(RemoteError::Other { path: LOCK.to_owned(), reason: "another run took it over".to_owned() })
    }

    /// Forgets that it was just looked at.
    pub fn invalidate(&self) {
        *locked(&self.looked) = None;
    }
}
