//! What the system says of changes in, hints to look again out; what changed is found by looking.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::read::file_name;

/// The folders that a site is made of.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// Files that the system named, or `None` when it only knows that something changed.
pub type ChangeHint = Option<BTreeSet<PathBuf>>;

/// Waits for changes below a project.
pub struct ProjectWatcher {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    hints: Receiver<ChangeHint>,
    /// Why the system does not tell of changes, when it does not.
    pub failure: Option<String>,
    // Without a watcher nobody else holds the other end, and waiting must not end at once.
    _open: Sender<ChangeHint>,
}

impl ProjectWatcher {
    /// Listens from now on for changes below `root`.
    pub fn start(root: &Path) -> ProjectWatcher {
        let (sender, hints) = channel();
        let (told, top) = (sender.clone(), root.to_owned());
        let tell = move |event: notify::Result<Event>| {
            if let Some(hint) = hint_from_event(event, &top) {
                // Who no longer listens has no need of hints.
                let _ = told.send(hint);
            }
        };
        let (watcher, deaf) = match notify::recommended_watcher(tell) {
            Ok(watcher) => (Some(watcher), None),
            Err(fault) => (None, Some(fault.to_string())),
        };
        let mut watch =
            ProjectWatcher { root: root.to_owned(), watcher, hints, failure: deaf, _open: sender };
        watch.watch_folders();
        watch
    }

    /// Listens anew: a folder that vanished and came back is another folder to the system.
    pub fn watch_folders(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let mut fault = watcher.watch(&self.root, RecursiveMode::NonRecursive).err();
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            // Of a folder that is gone nothing is watched, which is as it should be.
            let _ = watcher.unwatch(&folder);
            if folder.is_dir() {
                fault = fault.or(watcher.watch(&folder, RecursiveMode::Recursive).err());
            }
        }
        self.failure = fault.map(|fault| fault.to_string());
    }

    /// The next hint, together with all that come at once; nothing when there is none for `patience`.
    pub fn wait(&mut self, patience: Duration) -> Option<ChangeHint> {
        let first = match self.hints.recv_timeout(patience) {
            Ok(hint) => hint,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        };
        let tops = FOLDERS.map(|folder| self.root.join(folder));
        let mut hint = first;
        let mut uprooted = self.names_a_folder(&hint, &tops);
        while let Ok(more) = self.hints.try_recv() {
            uprooted |= self.names_a_folder(&more, &tops);
            hint = merge(hint, more);
        }
        if uprooted {
            self.watch_folders();
            return Some(None);
        }
        Some(hint)
    }

    fn names_a_folder(&self, hint: &ChangeHint, tops: &[PathBuf]) -> bool {
        hint.as_ref().is_some_and(|paths| tops.iter().any(|top| paths.contains(top)))
    }
}

/// Both hints as one.
pub fn merge(one: ChangeHint, other: ChangeHint) -> ChangeHint {
    let (mut paths, more) = (one?, other?);
    paths.extend(more);
    Some(paths)
}

/// What is worth a look; reading is not, nor is litter, nor what lies beside the folders of the site.
fn hint_from_event(event: notify::Result<Event>, root: &Path) -> Option<ChangeHint> {
    let event = match event {
        Ok(event) if event.need_rescan() => return Some(None),
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => return None,
        Ok(event) => event,
        Err(_) => return Some(None),
    };
    let concerns = |path: &PathBuf| {
        let inner = path.strip_prefix(root).ok();
        let inner = inner.map(|inner| inner.to_string_lossy().replace('\\', "/"));
        inner.is_none_or(|inner| {
            let below = FOLDERS.iter().any(|folder| inner.split('/').next() == Some(folder));
            below && !file_name::is_ignored(&inner)
        })
    };
    let paths: BTreeSet<PathBuf> = event.paths.into_iter().filter(concerns).collect();
    (!paths.is_empty()).then_some(Some(paths))
}
