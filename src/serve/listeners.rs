//! How many listeners there may be: a newer one displaces the oldest, so that connections for pages remain.

use std::collections::VecDeque;
use std::sync::Mutex;

use tokio::sync::oneshot;

/// The listeners of a server, the oldest first.
pub struct ListenerLimit {
    max: usize,
    admitted: Mutex<VecDeque<oneshot::Sender<()>>>,
}

impl ListenerLimit {
    /// Room for `most` listeners, at least one.
    pub fn new(most: usize) -> ListenerLimit {
        ListenerLimit { max: most.max(1), admitted: Mutex::default() }
    }

    /// Admits one more. What is given ends when the listener has to go; dropping it means that it went by itself.
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

    /// The oldest that is still there goes for a newer one; those that went by themselves take no room.
    #[test]
    fn the_oldest_goes() {
        let listeners = ListenerLimit::new(2);
        let goes = |listener: &mut tokio::sync::oneshot::Receiver<()>| {
            listener.try_recv() == Err(tokio::sync::oneshot::error::TryRecvError::Closed)
        };
        let (mut first, second, mut third) = (listeners.admit(), listeners.admit(), listeners.admit());
        assert!(goes(&mut first) && !goes(&mut third));
        drop(second);
        let mut fourth = listeners.admit();
        assert!(!goes(&mut third) && !goes(&mut fourth));
        listeners.admit();
        assert!(!goes(&mut fourth));
    }
}
