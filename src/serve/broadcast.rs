//! What is served now, and the listeners that are told when it changes.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};

use rayon::prelude::*;
use tokio::sync::watch;

use crate::serve::snapshot::{PageVersion, Snapshot};

/// What is served, and who listens.
pub struct Broadcast {
    snapshot: watch::Sender<Option<Arc<Snapshot>>>,
    news: watch::Sender<Arc<Update>>,
    /// How many listeners each path of an address has.
    listened: Mutex<BTreeMap<String, usize>>,
}

/// What there is for the listeners.
#[derive(Clone, Debug, Default)]
pub struct Update {
    /// What the pages that are listened to are now.
    pub pages: HashMap<String, Arc<PageVersion>>,
    /// What is wrong, for the script of the overlay; empty until it is known.
    pub faults: Arc<str>,
}

impl Default for Broadcast {
    fn default() -> Broadcast {
        Broadcast {
            snapshot: watch::Sender::new(None),
            news: watch::Sender::new(Arc::default()),
            listened: Mutex::default(),
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
        self.news.subscribe()
    }

    /// Serves `snapshot` from now on, and tells those who listen what their pages are now.
    pub fn publish(&self, snapshot: &Arc<Snapshot>) {
        // Taking down a large site costs time; nobody waits for it.
        let _before = self.snapshot.send_replace(Some(snapshot.clone()));
        let paths: Vec<String> = self.listened().keys().cloned().collect();
        let seen = |path: String| {
            let seen = snapshot.seen_at(&path);
            (path, seen)
        };
        let pages = paths.into_par_iter().map(seen).collect();
        self.news.send_modify(|news| *news = Arc::new(Update { pages, faults: news.faults.clone() }));
    }

    /// Tells what is wrong with what is served.
    pub fn report(&self, faults: String) {
        self.news.send_if_modified(|news| {
            let differs = *news.faults != *faults;
            if differs {
                *news = Arc::new(Update { faults: Arc::from(faults), pages: news.pages.clone() });
            }
            differs
        });
    }

    fn listened(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.listened.lock().expect("no thread panics while it holds this lock")
    }

    /// Counts a listener of the page at `path` until the value is dropped.
    pub fn listen(self: &Arc<Broadcast>, path: &str) -> Listener {
        *self.listened().entry(path.to_owned()).or_default() += 1;
        Listener { live: self.clone(), path: path.to_owned() }
    }
}

/// A listener, counted as long as this lives.
pub struct Listener {
    live: Arc<Broadcast>,
    path: String,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut listened = self.live.listened();
        if let Some(count) = listened.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                listened.remove(&self.path);
            }
        }
    }
}
