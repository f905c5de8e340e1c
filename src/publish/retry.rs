//! Calls to a host: several at once, and again when the line breaks.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::publish::release::FileEntry;
use crate::publish::remote::{Remote, RemoteError};
use crate::threads::{self, locked, unlocked};

/// How often and after how long a call is made again that failed for a passing reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a call is made at most.
    pub calls: u32,
    /// Before the second; twice as long before each further one.
    pub first: Duration,
    /// At most before any.
    pub most: Duration,
}

impl Default for RetryPolicy {
    /// Two minutes in all: a router that starts anew, a laptop that wakes up.
    fn default() -> RetryPolicy {
        RetryPolicy { calls: 8, first: Duration::from_secs(1), most: Duration::from_secs(30) }
    }
}

/// A stage of publishing, for who watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishStage {
    /// Folders are listed.
    Looking,
    /// Files are sent.
    Sending,
    /// What was sent is compared with what the host lists.
    Checking,
    /// The manifest is sent: from then on the new site is the one that stands there.
    Committing,
    /// What is no longer part of the site is deleted.
    Clearing,
}

/// Who watches a publication; called from several threads.
pub trait PublishObserver: Sync {
    /// A stage begins.
    fn stage(&self, stage: PublishStage) {
        let _ = stage;
    }

    /// So many bytes went over the line; fewer than none when a file has to be sent again.
    fn moved(&self, bytes: i64) {
        let _ = bytes;
    }

    /// A file arrived.
    fn arrived(&self, path: &str, file: &FileEntry) {
        let _ = (path, file);
    }

    /// A call failed and is made again after `pause`.
    fn waits(&self, fault: &RemoteError, pause: Duration) {
        let _ = (fault, pause);
    }

    /// Whether to stop at the next file.
    fn stops(&self) -> bool {
        false
    }
}

/// Nobody watches.
pub struct NoPublishObserver;

impl PublishObserver for NoPublishObserver {}

/// Why a call was given up.
#[derive(Debug)]
pub enum Aborted {
    /// The host, or the line to it.
    Remote(RemoteError),
    /// Whoever watches wanted it.
    Stopped,
    /// Another run took the lock over.
    Lost,
}

impl From<RemoteError> for Aborted {
    fn from(fault: RemoteError) -> Aborted {
        Aborted::Remote(fault)
    }
}

/// A host with the patience to reach it.
#[derive(Clone, Copy)]
pub struct Connection<'a> {
    /// The host.
    pub remote: &'a dyn Remote,
    /// The patience.
    pub pace: RetryPolicy,
    /// Who watches.
    pub watch: &'a dyn PublishObserver,
}

impl Connection<'_> {
    /// Makes `call` until it goes well, fails for good, or patience ends.
    pub fn insist<T>(&self, call: impl Fn(&dyn Remote) -> Result<T, RemoteError>) -> Result<T, Aborted> {
        let mut pause = self.pace.first;
        for _ in 1..self.pace.calls {
            match call(self.remote) {
                Err(fault) if fault.is_transient() => {
                    self.watch.waits(&fault, pause);
                    self.rest(pause)?;
                    pause = (pause * 2).min(self.pace.most);
                }
                other => return other.map_err(Aborted::Remote),
            }
        }
        call(self.remote).map_err(Aborted::Remote)
    }

    /// Waits, but not for somebody who wants to stop.
    fn rest(&self, pause: Duration) -> Result<(), Aborted> {
        let beat = Duration::from_millis(100);
        let mut left = pause;
        while !left.is_zero() {
            if self.watch.stops() {
                return Err(Aborted::Stopped);
            }
            thread::sleep(left.min(beat));
            left = left.saturating_sub(beat);
        }
        Ok(())
    }

    /// Does `work` for each of `items`, as many at once as serve the host best, in no order.
    ///
    /// # Errors
    /// The first that came; what was begun by then is finished, nothing else is begun.
    pub fn each<T: Sync>(
        &self,
        items: &[T],
        work: &(dyn Fn(&T) -> Result<(), Aborted> + Sync),
    ) -> Result<(), Aborted> {
        let (next, ends) = (AtomicUsize::new(0), AtomicBool::new(false));
        let fault = Mutex::new(None);
        let lane = || {
            while !ends.load(Ordering::Relaxed) {
                let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                let done = if self.watch.stops() { Err(Aborted::Stopped) } else { work(item) };
                if let Err(cut) = done {
                    ends.store(true, Ordering::Relaxed);
                    locked(&fault).get_or_insert(cut);
                }
            }
        };
        threads::run_on_threads(self.remote.lanes().min(items.len()), lane);
        unlocked(fault).map_or(Ok(()), Err)
    }
}
