//! Limits the number of event streams: a new one displaces the oldest, so that connections for pages remain.

use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::sync::oneshot;

/// The open event streams of a server, the oldest first.
pub struct ListenerLimit {
    max: usize,
    admitted: Mutex<VecDeque<oneshot::Sender<()>>>,
}

impl ListenerLimit {
    /// Allows `max` event streams, at least one.
    pub fn new(max: usize) -> ListenerLimit {
        ListenerLimit { max: max.max(1), admitted: Mutex::default() }
    }

    /// Admits an event stream. The returned receiver resolves when the stream is displaced; dropping it frees
    /// its place.
    pub fn admit(&self) -> oneshot::Receiver<()> {
        let (sender, displaced) = oneshot::channel();
        let mut admitted = self.admitted.lock().expect("no thread panics while it holds this lock");
        admitted.push_back(sender);
        if admitted.len() > self.max {
            admitted.retain(|listener| !listener.is_closed());
        }
        while admitted.len() > self.max {
            admitted.pop_front();
        }
        displaced
    }
}

#[cfg(test)]
mod tests {
    use super::ListenerLimit;

    /// The oldest open stream is displaced; streams that were closed do not count.
    #[test]
    fn the_oldest_is_displaced() {
        let listeners = ListenerLimit::new(2);
        let is_displaced = |listener: &mut tokio::sync::oneshot::Receiver<()>| {
            listener.try_recv() == Err(tokio::sync::oneshot::error::TryRecvError::Closed)
        };
        let (mut first, second, mut third) = (listeners.admit(), listeners.admit(), listeners.admit());
        assert!(is_displaced(&mut first) && !is_displaced(&mut third));
        drop(second);
        let mut fourth = listeners.admit();
        assert!(!is_displaced(&mut third) && !is_displaced(&mut fourth));
        listeners.admit();
        assert!(!is_displaced(&mut fourth));
    }
}
