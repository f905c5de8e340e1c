//! Calls to a host: in parallel, and with retries after transient errors.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use crate::publish::release::FileEntry;
use crate::publish::remote::{Remote, RemoteError};
use crate::threads::{self, locked, unlocked};

/// How often, and after which delays, a call is retried after a transient error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Maximum number of calls, including the first.
    pub max_attempts: u32,
    /// Delay before the second call; doubled before each further one.
    pub initial_delay: Duration,
    /// Maximum delay before any call.
    pub max_delay: Duration,
}

impl Default for RetryPolicy {
    /// Eight attempts, 91 s of pauses in all: enough for a router to restart or a laptop to wake up.
    fn default() -> RetryPolicy {
        RetryPolicy {
            max_attempts: 8,
            initial_delay: Duration::from_secs(1),
            max_delay: Duration::from_secs(30),
        }
    }
}

/// A stage of publishing, for progress display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishStage {
    /// Folders are listed.
    Listing,
    /// Files are uploaded.
    Uploading,
    /// Uploaded files are compared with a new listing of the host.
    Verifying,
    /// The manifest is uploaded; once it is there, the release is published.
    Committing,
    /// Files that are no longer part of the site are deleted.
    Deleting,
}

/// Observes a publication; called from several threads.
pub trait PublishObserver: Sync {
    /// A stage begins.
    fn stage(&self, stage: PublishStage) {
        let _ = stage;
    }

    /// So many of `all` files were compared with the manifest.
    fn files_compared(&self, compared: usize, all: usize) {
        let _ = (compared, all);
    }

    /// This many bytes were sent; negative if a file has to be sent again.
    fn bytes_sent(&self, bytes: i64) {
        let _ = bytes;
    }

    /// The host confirmed a file.
    fn file_uploaded(&self, path: &str, file: &FileEntry) {
        let _ = (path, file);
    }

    /// A call failed and is retried after `pause`.
    fn retrying(&self, error: &RemoteError, pause: Duration) {
        let _ = (error, pause);
    }

    /// Returns true to stop before the next file.
    fn should_stop(&self) -> bool {
        false
    }
}

/// An observer that ignores everything and never stops.
pub struct NoPublishObserver;

impl PublishObserver for NoPublishObserver {}

/// Why a call was given up.
#[derive(Debug)]
pub enum Aborted {
    /// The host failed for good, or too often.
    Remote(RemoteError),
    /// The observer stopped the run.
    Stopped,
    /// Another run took the lock over.
    LockLost,
}

impl From<RemoteError> for Aborted {
    fn from(error: RemoteError) -> Aborted {
        Aborted::Remote(error)
    }
}

/// A host with its retry policy and its observer.
#[derive(Clone, Copy)]
pub struct Connection<'a> {
    /// The host, which reconnects by itself.
    pub remote: &'a dyn Remote,
    /// When to retry a failed call.
    pub retry: RetryPolicy,
    /// The observer of the run.
    pub observer: &'a dyn PublishObserver,
}

impl Connection<'_> {
    /// Calls `call` until it succeeds, fails for good, or has been called as often as the policy allows.
    ///
    /// # Errors
    /// [`Aborted::Remote`] with the last error; [`Aborted::Stopped`] if the observer stops during a delay.
    pub fn with_retry<T>(&self, call: impl Fn(&dyn Remote) -> Result<T, RemoteError>) -> Result<T, Aborted> {
        let mut pause = self.retry.initial_delay;
        for _ in 1..self.retry.max_attempts {
            match call(self.remote) {
                Err(error) if error.is_transient() => {
                    self.observer.retrying(&error, pause);
                    self.sleep(pause)?;
                    pause = (pause * 2).min(self.retry.max_delay);
                }
                other => return other.map_err(Aborted::Remote),
            }
        }
        call(self.remote).map_err(Aborted::Remote)
    }

    /// Sleeps for `pause`, unless the observer stops.
    fn sleep(&self, pause: Duration) -> Result<(), Aborted> {
        let poll_interval = Duration::from_millis(100);
        let mut remaining = pause;
        while !remaining.is_zero() {
            if self.observer.should_stop() {
                return Err(Aborted::Stopped);
            }
            thread::sleep(remaining.min(poll_interval));
            remaining = remaining.saturating_sub(poll_interval);
        }
        Ok(())
    }

    /// Runs `work` for each of `items`, in parallel and in no order.
    ///
    /// # Errors
    /// The first error; work that has begun by then is finished, and no other is begun.
    pub fn for_each<T: Sync>(
        &self,
        items: &[T],
        work: &(dyn Fn(&T) -> Result<(), Aborted> + Sync),
    ) -> Result<(), Aborted> {
        let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
        let first_error = Mutex::new(None);
        let run = || {
            while !is_over.load(Ordering::Relaxed) {
                let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                let done = if self.observer.should_stop() { Err(Aborted::Stopped) } else { work(item) };
                if let Err(error) = done {
                    is_over.store(true, Ordering::Relaxed);
                    locked(&first_error).get_or_insert(error);
                }
            }
        };
        threads::run_on_threads(self.remote.max_parallel().min(items.len()), run);
        unlocked(first_error).map_or(Ok(()), Err)
    }
}
