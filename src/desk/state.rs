//! The state that all requests to the desk share.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hyper::StatusCode;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::runtime::Handle;
use tokio::time::timeout;

use crate::desk::answer::Refused;
use crate::desk::author_name::AuthorName;
use crate::desk::bases::Bases;
use crate::desk::importing::unfinished::Imports;
use crate::desk::problem::Problems;
use crate::desk::publishing::contract::DeskPublisher;
use crate::desk::publishing::runner::Publishing;
use crate::desk::recovery::Recovery;
use crate::edit::{EventKind, FileEvent, Workspace};
use crate::hash::Hash;
use crate::messages::{Language, Messages};
use crate::model::site::Site;
use crate::serve::broadcast::Broadcast;
use crate::serve::snapshot::Snapshot;
use crate::serve::unsaved::UnsavedTexts;
use crate::serve::watch::ChangeHint;
use crate::source::Source;

/// Returns the present time.
pub type DeskClock = Box<dyn Fn() -> Timestamp + Send + Sync>;

/// How long a request waits for a build.
const BUILD_TIMEOUT: Duration = Duration::from_secs(20);

/// What a desk is started with.
pub struct DeskOptions {
    /// The project folder, absolute.
    pub root: PathBuf,
    /// The port of the preview and the desk.
    pub port: u16,
    /// The language of the desk.
    pub language: Language,
    /// The builds of the preview.
    pub broadcast: Arc<Broadcast>,
    /// The texts that the preview shows in place of files.
    pub unsaved: Arc<UnsavedTexts>,
    /// Makes the preview look at the files again.
    pub hints: Sender<ChangeHint>,
    /// The present time.
    pub clock: DeskClock,
    /// The name of the user in the system.
    pub user: String,
    /// The name of this computer in its network.
    pub computer: String,
    /// Publishes the site.
    pub publisher: Arc<dyn DeskPublisher>,
}

/// The project of a desk, its preview and what is typed.
pub struct DeskState {
    /// What the desk was started with.
    pub options: DeskOptions,
    /// The sentences of the desk.
    pub messages: Messages,
    /// The files that may be changed, and their history.
    pub files: Workspace,
    /// The name of the user for the history.
    pub author: AuthorName,
    /// The copies of what is typed.
    pub recovery: Recovery,
    /// The imports that are not finished.
    pub imports: Imports,
    /// The problems of the newest build.
    pub problems: Mutex<Problems>,
    /// The contents of the files that forms were opened with, by their hashes.
    pub bases: Bases,
    /// The paths of the files that forms were opened with.
    pub opened: Mutex<HashSet<String>>,
    /// The tasks on publish targets.
    pub publishing: Publishing,
}

impl DeskState {
    /// The state of a desk that was just started.
    pub fn new(options: DeskOptions) -> DeskState {
        DeskState {
            messages: Messages::built_in(options.language),
            files: Workspace::new(&options.root),
            author: AuthorName::new(&options.root, &options.user, &options.computer),
            recovery: Recovery::new(&options.root),
            imports: Imports::new(&options.root),
            problems: Mutex::default(),
            bases: Bases::default(),
            opened: Mutex::default(),
            publishing: Publishing::new(options.publisher.clone(), options.language),
            options,
        }
    }

    /// The present time.
    pub fn now(&self) -> Timestamp {
        (self.options.clock)()
    }

    /// An event of the present time by the user, with their `note`.
    pub fn event(&self, kind: EventKind, note: &str) -> FileEvent {
        FileEvent { when: self.now(), who: self.author.name(), note: note.trim().to_owned(), kind }
    }

    /// The newest build; waits for the first one.
    ///
    /// # Errors
    /// When there is none in time.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, Refused> {
        self.wait_for(|_| true)
    }

    /// Shows `bytes` as the content of the file at `path` and returns the first build with it.
    ///
    /// # Errors
    /// When there is no build in time.
    pub fn show(&self, path: &str, bytes: Vec<u8>) -> Result<Arc<Snapshot>, Refused> {
        let revision = self.options.unsaved.put(path, bytes);
        self.wake(ChangeHint::Some(std::collections::BTreeSet::new()));
        self.wait_for(|snapshot| snapshot.unsaved.revision >= revision)
    }

    /// Shows the file at `path` as it is on the disk, and returns the first build with it.
    ///
    /// # Errors
    /// When there is no build in time.
    pub fn show_file(&self, path: &str) -> Result<Arc<Snapshot>, Refused> {
        let revision = self.options.unsaved.remove(path);
        self.wake(ChangeHint::Some(std::collections::BTreeSet::new()));
        self.wait_for(|snapshot| snapshot.unsaved.revision >= revision)
    }

    /// Makes the preview look at all files and returns the first build in which `is_seen` is true.
    ///
    /// # Errors
    /// When there is no such build in time.
    pub fn rescan(&self, is_seen: impl Fn(&Snapshot) -> bool) -> Result<Arc<Snapshot>, Refused> {
        self.wake(ChangeHint::None);
        self.wait_for(is_seen)
    }

    /// Makes the preview look at all files and returns the first build since the change `revision` of the unsaved texts in
    /// which the file at `path` on the disk has the content `hash`; any build if another program changed it meanwhile.
    ///
    /// # Errors
    /// When there is no such build in time.
    pub fn rescan_file(&self, path: &str, hash: Hash, revision: u64) -> Result<Arc<Snapshot>, Refused> {
        let is_on_disk =
            || self.files.read(path).is_ok_and(|found| found.is_some_and(|found| Hash::of(&found) == hash));
        self.rescan(|snapshot| {
            let shown = snapshot.prepared.scan.sources.at(path).map(|source| source.hash);
            let is_saved = snapshot.unsaved.on_disk.get(path).copied().or(shown) == Some(hash);
            snapshot.unsaved.revision >= revision && (is_saved || !is_on_disk())
        })
    }

    /// Makes the preview look at the files of `hint`.
    fn wake(&self, hint: ChangeHint) {
        // The receiver is dropped only when the program ends.
        let _ = self.options.hints.send(hint);
    }

    fn wait_for(&self, is_wanted: impl Fn(&Snapshot) -> bool) -> Result<Arc<Snapshot>, Refused> {
        let mut builds = self.options.broadcast.snapshot();
        let found = Handle::current().block_on(async {
            let wanted = |build: &Option<Arc<Snapshot>>| build.as_ref().is_some_and(|build| is_wanted(build));
            let found = timeout(BUILD_TIMEOUT, builds.wait_for(wanted)).await;
            found.ok().and_then(Result::ok).and_then(|build| build.clone())
        });
        found.ok_or_else(|| Refused::new(StatusCode::SERVICE_UNAVAILABLE, "desk-no-build"))
    }

    /// The text file of the project at `path`, found in the list of files: no address is joined to a path.
    ///
    /// # Errors
    /// When there is no such file, or it is not one of the project.
    pub fn source(&self, snapshot: &Snapshot, path: &str) -> Result<Arc<Source>, Refused> {
        let found = snapshot.prepared.scan.sources.at(path);
        let found = found.filter(|source| !source.disk.as_os_str().is_empty());
        found.cloned().ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-no-file").arg("file", path))
    }
}

/// The linked site of `snapshot`, or of the last build that has one; `None` without settings.
pub fn site(snapshot: &Snapshot) -> Option<&Site> {
    snapshot.prepared.planned.as_ref().map(|planned| &planned.site)
}

/// `when` in the time zone of the site of `snapshot`, as pages show it.
pub fn local_time(snapshot: &Snapshot, when: Timestamp) -> String {
    zone(snapshot).to_datetime(when).strftime("%H:%M %d/%m/%Y").to_string()
}

/// The time zone of the site of `snapshot`; UTC without settings.
pub fn zone(snapshot: &Snapshot) -> TimeZone {
    site(snapshot).map_or(TimeZone::UTC, |site| site.settings.time_zone.clone())
}
