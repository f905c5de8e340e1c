//! Watches the project for file system events, which are hints to scan it again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::file;
use crate::read::file_name;

/// The folders that contain a site.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// The files that an event names; `None` when the system only reports that something changed.
pub type ChangeHint = Option<BTreeSet<PathBuf>>;

/// Receives file system events of a project.
pub struct ProjectWatcher {
    root: PathBuf,
    watcher: Option<RecommendedWatcher>,
    hints: Receiver<ChangeHint>,
    /// Why events are unavailable, if they are.
    pub failure: Option<String>,
    // Without a watcher this may be the only sender; if it were dropped, `wait` would return at once.
    sender: Sender<ChangeHint>,
}

impl ProjectWatcher {
    /// Starts watching the project at `root`.
    pub fn start(root: &Path) -> ProjectWatcher {
        let (sender, hints) = channel();
        let (hint_sender, top) = (sender.clone(), root.to_owned());
        let send = move |event: notify::Result<Event>| {
            if let Some(hint) = hint_from_event(event, &top) {
                // The receiver is dropped only when the preview ends.
                let _ = hint_sender.send(hint);
            }
        };
        let (watcher, failure) = match notify::recommended_watcher(send) {
            Ok(watcher) => (Some(watcher), None),
            Err(error) => (None, Some(failure_reason(&error))),
        };
        let mut watch = ProjectWatcher { root: root.to_owned(), watcher, hints, failure, sender };
        watch.watch_folders();
        watch
    }

    /// Returns a sender of hints that do not come from the file system; an empty set of files says that only the
    /// unsaved texts changed.
    pub fn hint_sender(&self) -> Sender<ChangeHint> {
        self.sender.clone()
    }

    /// Watches the folders of the project again; one that was deleted and created is a different folder to the
    /// system.
    pub fn watch_folders(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        let mut error = watcher.watch(&self.root, RecursiveMode::NonRecursive).err();
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            // Fails for a folder that does not exist, which is not watched anyway.
            let _ = watcher.unwatch(&folder);
            if folder.is_dir() {
                error = error.or(watcher.watch(&folder, RecursiveMode::Recursive).err());
            }
        }
        self.failure = error.as_ref().map(failure_reason);
    }

    /// The next hint, merged with all that are waiting; `None` if there is none within `max_wait`.
    pub fn wait(&mut self, max_wait: Duration) -> Option<ChangeHint> {
        let first = match self.hints.recv_timeout(max_wait) {
            Ok(hint) => hint,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        };
        let tops = FOLDERS.map(|folder| self.root.join(folder));
        let mut hint = first;
        let mut is_folder_replaced = self.names_a_folder(&hint, &tops);
        while let Ok(more) = self.hints.try_recv() {
            is_folder_replaced |= self.names_a_folder(&more, &tops);
            hint = merge(hint, more);
        }
        if is_folder_replaced {
            self.watch_folders();
            return Some(None);
        }
        Some(hint)
    }

    fn names_a_folder(&self, hint: &ChangeHint, tops: &[PathBuf]) -> bool {
        hint.as_ref().is_some_and(|paths| tops.iter().any(|top| paths.contains(top)))
    }
}

/// Returns the reason why the system does not report changes.
fn failure_reason(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::Io(error) => file::reason(error),
        notify::ErrorKind::MaxFilesWatch => "reason-too-many-watched".to_owned(),
        _ => file::other_reason(&error.to_string()),
    }
}

/// Merges two hints.
pub fn merge(first: ChangeHint, second: ChangeHint) -> ChangeHint {
    let (mut paths, more) = (first?, second?);
    paths.extend(more);
    Some(paths)
}

/// The hint of an event. Reads, ignored files and files outside the folders of the site give none.
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
