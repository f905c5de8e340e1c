//! Runs one piece of work on several threads that mostly wait, for a volume or for a host, and locks what they share.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder};

/// Runs `work` on up to `count` threads, the caller's among them, and gives what each returned, the caller's first.
///
/// Where the system gives fewer threads, as with too little memory, fewer do the work; it has to be such that one is
/// enough.
pub fn share<T: Send>(count: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let others = (1..count).map_while(|_| Builder::new().spawn_scoped(scope, &work).ok());
        let others: Vec<_> = others.collect();
        let mut all = vec![work()];
        all.extend(others.into_iter().map(|thread| thread.join().expect("shared work does not panic")));
        all
    })
}

/// Locks `mutex`.
///
/// A thread that panicked while it held the lock is no reason to panic again: nothing under our locks stops halfway.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What `mutex` holds, once no thread shares it any more.
pub fn unlocked<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::share;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Each thread works once; without any other the caller works alone.
    #[test]
    fn work_is_shared() {
        for (count, runs) in [(0, 1), (1, 1), (4, 4)] {
            let next = AtomicUsize::new(0);
            let mut given = share(count, || next.fetch_add(1, Ordering::Relaxed));
            given.sort_unstable();
            assert_eq!(given, (0..runs).collect::<Vec<_>>());
        }
    }
}
