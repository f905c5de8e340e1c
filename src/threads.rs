//! Runs work that mostly waits (for a volume or a host) on several threads, and locks shared values.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder};

/// Runs `work` on up to `count` threads, the caller's included. Returns the results, the caller's first.
///
/// If the system cannot start more threads, for example with too little memory, fewer run; `work` must finish
/// on one.
///
/// # Panics
/// When `work` panics.
pub fn run_on_threads<T: Send>(count: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let others = (1..count).map_while(|_| Builder::new().spawn_scoped(scope, &work).ok());
        let others: Vec<_> = others.collect();
        let mut all = vec![work()];
        all.extend(others.into_iter().map(|thread| thread.join().expect("shared work does not panic")));
        all
    })
}

/// Locks `mutex`, even if another thread panicked while it held the lock: no code under our locks leaves a
/// value inconsistent.
pub fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the value of `mutex`, which no other thread shares any more.
pub fn unlocked<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::run_on_threads;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Each thread runs the work once; without other threads the caller runs it alone.
    #[test]
    fn work_is_shared() {
        for (count, runs) in [(0, 1), (1, 1), (4, 4)] {
            let next = AtomicUsize::new(0);
            let mut results = run_on_threads(count, || next.fetch_add(1, Ordering::Relaxed));
            results.sort_unstable();
            assert_eq!(results, (0..runs).collect::<Vec<_>>());
        }
    }
}
