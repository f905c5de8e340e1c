//! Broadcasts the current snapshot to connections, and its changes to the pages that are open in browsers.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};

use rayon::prelude::*;
use tokio::sync::watch;

use crate::serve::snapshot::{PageVersion, Snapshot};

/// The current snapshot and the subscribers that are informed when it changes.
pub struct Broadcast {
    snapshot: watch::Sender<Option<Arc<Snapshot>>>,
    updates: watch::Sender<Arc<Update>>,
    /// The number of open pages by URL path.
    counts: Mutex<BTreeMap<String, usize>>,
}

/// The state that open pages are compared with.
#[derive(Clone, Debug, Default)]
pub struct Update {
    /// The current versions of the pages that are open, by URL path.
    pub pages: HashMap<String, Arc<PageVersion>>,
    /// The errors as JSON for the overlay script; empty until they are known.
    pub errors: Arc<str>,
}

impl Default for Broadcast {
    fn default() -> Broadcast {
        Broadcast {
            snapshot: watch::Sender::new(None),
            updates: watch::Sender::new(Arc::default()),
            counts: Mutex::default(),
        }
    }
}

impl Broadcast {
    /// Subscribes to the current snapshot, which is `None` before the first build.
    pub fn snapshot(&self) -> watch::Receiver<Option<Arc<Snapshot>>> {
        self.snapshot.subscribe()
    }

    /// Subscribes to the updates for open pages.
    pub fn updates(&self) -> watch::Receiver<Arc<Update>> {
        self.updates.subscribe()
    }

    /// Replaces the current snapshot, and informs open pages of their versions in it.
    pub fn publish(&self, snapshot: &Arc<Snapshot>) {
        // Dropping a large site takes time, so it is done after the new one is served.
        let _before = self.snapshot.send_replace(Some(snapshot.clone()));
        let paths: Vec<String> = self.listener_counts().keys().cloned().collect();
        let with_version = |path: String| {
            let version = snapshot.version_at(&path);
            (path, version)
        };
        let pages = paths.into_par_iter().map(with_version).collect();
        self.updates
            .send_modify(|update| *update = Arc::new(Update { pages, errors: update.errors.clone() }));
    }

    /// Replaces the errors that the overlay shows (JSON).
    pub fn report_errors(&self, errors: String) {
        self.updates.send_if_modified(|update| {
            let differs = *update.errors != *errors;
            if differs {
                *update = Arc::new(Update { errors: Arc::from(errors), pages: update.pages.clone() });
            }
            differs
        });
    }

    fn listener_counts(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.counts.lock().expect("no thread panics while it holds this lock")
    }

    /// Counts an open page at `path` until the returned value is dropped.
    pub fn listen(self: &Arc<Broadcast>, path: &str) -> Listener {
        *self.listener_counts().entry(path.to_owned()).or_default() += 1;
        Listener { broadcast: self.clone(), path: path.to_owned() }
    }
}

/// An open page, counted until it is dropped.
pub struct Listener {
    broadcast: Arc<Broadcast>,
    path: String,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut counts = self.broadcast.listener_counts();
        if let Some(count) = counts.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.path);
            }
        }
    }
}
