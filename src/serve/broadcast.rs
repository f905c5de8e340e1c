//! What is served now, and the listeners that are told when it changes.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};

use rayon::prelude::*;
use tokio::sync::watch;

use crate::serve::snapshot::{PageVersion, Snapshot};

/// What is served, and who listens.
pub struct Broadcast {
    snapshot: watch::Sender<Option<Arc<Snapshot>>>,
    updates: watch::Sender<Arc<Update>>,
    /// How many listeners each path of an address has.
    counts: Mutex<BTreeMap<String, usize>>,
}

/// What there is for the listeners.
#[derive(Clone, Debug, Default)]
pub struct Update {
    /// What the pages that are listened to are now.
    pub pages: HashMap<String, Arc<PageVersion>>,
    /// What is wrong, for the script of the overlay; empty until it is known.
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
    /// What is served, as soon as there is something, and its changes.
    pub fn snapshot(&self) -> watch::Receiver<Option<Arc<Snapshot>>> {
        self.snapshot.subscribe()
    }

    /// What the listeners are told.
    pub fn updates(&self) -> watch::Receiver<Arc<Update>> {
        self.updates.subscribe()
    }

    /// Serves `snapshot` from now on, and tells those who listen what their pages are now.
    pub fn publish(&self, snapshot: &Arc<Snapshot>) {
        // Taking down a large site costs time; nobody waits for it.
        let _before = self.snapshot.send_replace(Some(snapshot.clone()));
        let paths: Vec<String> = self.listener_counts().keys().cloned().collect();
        let seen = |path: String| {
            let seen = snapshot.version_at(&path);
            (path, seen)
        };
        let pages = paths.into_par_iter().map(seen).collect();
        self.updates.send_modify(|news| *news = Arc::new(Update { pages, errors: news.errors.clone() }));
    }

    /// Tells what is wrong with what is served.
    pub fn report_errors(&self, faults: String) {
        self.updates.send_if_modified(|news| {
            let differs = *news.errors != *faults;
            if differs {
                *news = Arc::new(Update { errors: Arc::from(faults), pages: news.pages.clone() });
            }
            differs
        });
    }

    fn listener_counts(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.counts.lock().expect("no thread panics while it holds this lock")
    }

    /// Counts a listener of the page at `path` until the value is dropped.
    pub fn listen(self: &Arc<Broadcast>, path: &str) -> Listener {
        *self.listener_counts().entry(path.to_owned()).or_default() += 1;
        Listener { broadcast: self.clone(), path: path.to_owned() }
    }
}

/// A listener, counted as long as this lives.
pub struct Listener {
    broadcast: Arc<Broadcast>,
    path: String,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut listened = self.broadcast.listener_counts();
        if let Some(count) = listened.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                listened.remove(&self.path);
            }
        }
    }
}
