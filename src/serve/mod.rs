//! The same build in a loop: looks when something changed, serves the site from memory and tells the browsers.
//!
//! Nothing is written to the disk. Events of the system are only hints: what changed is found by looking at
//! the files, and after every storm of events at all of them.

pub mod broadcast;
pub mod http;
pub mod preview;
pub mod preview_files;
pub mod snapshot;
pub mod watch;

mod guard;
mod listeners;
mod overlay;
mod respond;

use std::collections::BTreeSet;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use crate::diagnostic::{Diagnostic, Severity};
use crate::messages::Language;
use crate::render;
use crate::serve::broadcast::Broadcast;
use crate::serve::preview::{Preview, RefreshOutcome};
use crate::serve::snapshot::Snapshot;
use crate::serve::watch::{ChangeHint, ProjectWatcher, merge};
use crate::sink::Cancelled;
use crate::source::Text;

/// How long after the last event a storm is over.
const DEBOUNCE: Duration = Duration::from_millis(100);
/// How long a storm may last before it is looked at all the same.
const MAX_DEBOUNCE: Duration = Duration::from_millis(500);
/// How long to wait for what comes together with an event.
const EVENT_GROUP_TIME: Duration = Duration::from_millis(2);
/// More files than this at once are no edit but a storm, whose end is waited for.
const MAX_EDITED_FILES: usize = 8;
/// How long to rest while a look is going on.
const YIELD_TIME: Duration = Duration::from_millis(1);
/// Time between looks when no event comes; at least so many times what a look costs.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
const UNWATCHED_POLL_INTERVAL: Duration = Duration::from_secs(2);
const MIN_POLL_COST_FACTOR: u32 = 40;

/// Is told what happens, from several threads.
pub trait PreviewObserver: Sync {
    /// Errors were found in a build whose pages are not all made yet.
    fn errors_found(&self, errors: &[Diagnostic], snapshot: &Snapshot);

    /// A build is complete.
    fn built(&self, built: &CompletedBuild<'_>);

    /// The system does not tell of changes, for this reason; the preview looks by itself.
    fn watcher_unavailable(&self, reason: &str);

    /// A fault of bangvang itself was survived.
    fn recovered(&self, reason: &str);
}

/// A complete build.
pub struct CompletedBuild<'b> {
    /// The paths that changed since the last one; all of them the first time.
    pub changes: &'b BTreeSet<Text>,
    /// The files that were made anew.
    pub rendered: &'b [String],
    /// From the first hint until readers could see the change.
    pub duration: Duration,
    /// Everything that is wrong.
    pub diagnostics: &'b [Diagnostic],
    /// The build.
    pub snapshot: &'b Snapshot,
}

/// Keeps `live` at the state of the project, and `teller` informed, until the end of the program.
pub fn rebuild_on_change(
    preview: Preview,
    watch: ProjectWatcher,
    live: &Broadcast,
    observer: &dyn PreviewObserver,
    language: Language,
) -> ! {
    let keeper = Rebuilder {
        broadcast: live,
        teller: observer,
        language,
        counts: Mutex::default(),
        newest: AtomicU64::new(0),
        is_refreshing: AtomicBool::new(true),
    };
    let (orders, builds) = channel();
    thread::scope(|scope| {
        scope.spawn(|| keeper.complete_builds(builds));
        keeper.watch_project(preview, watch, &orders)
    })
}

/// What looking and settling, each on a thread of its own, have in common.
struct Rebuilder<'k> {
    broadcast: &'k Broadcast,
    teller: &'k dyn PreviewObserver,
    language: Language,
    counts: Mutex<BuildCounts>,
    /// The number of the newest build; what works on an older one stops.
    newest: AtomicU64,
    /// Whether a look is going on; what nobody waits for rests meanwhile.
    is_refreshing: AtomicBool,
}

/// What was done since the last complete build.
#[derive(Default)]
struct BuildCounts {
    changes: BTreeSet<Text>,
    made: BTreeSet<String>,
    took: Option<Duration>,
}

impl Rebuilder<'_> {
    /// Looks whenever something changed, and sends what is to be settled once it is quiet.
    fn watch_project(
        &self,
        mut preview: Preview,
        mut watch: ProjectWatcher,
        orders: &Sender<Arc<Snapshot>>,
    ) -> ! {
        let mut storm: Option<Instant> = None;
        let mut deaf = None;
        let mut sent = 0;
        // What building costs says nothing of looking, so that only looks that find nothing count.
        let mut cost = self.refresh(&mut preview, None, Instant::now()).unwrap_or_default();
        loop {
            if watch.failure != deaf {
                deaf.clone_from(&watch.failure);
                deaf.iter().for_each(|reason| self.teller.watcher_unavailable(reason));
            }
            if let Some(snapshot) = preview.current().filter(|now| storm.is_none() && now.number > sent) {
                sent = snapshot.number;
                orders.send(snapshot.clone()).expect("settling ends with the program");
            }
            let beat = if deaf.is_some() { UNWATCHED_POLL_INTERVAL } else { POLL_INTERVAL };
            let patience = if storm.is_some() { DEBOUNCE } else { beat.max(cost * MIN_POLL_COST_FACTOR) };
            self.is_refreshing.store(false, Ordering::Release);
            let hint = watch.wait(patience);
            self.is_refreshing.store(true, Ordering::Release);
            let begun = Instant::now();
            let over = hint.is_none() || storm.is_some_and(|since| since.elapsed() > MAX_DEBOUNCE);
            if let Some(hint) = hint {
                storm.get_or_insert(begun);
                let hint = with_following_events(&mut watch, hint);
                match hint {
                    Some(paths) if paths.len() <= MAX_EDITED_FILES => {
                        _ = self.refresh(&mut preview, Some(&paths), begun)
                    }
                    Some(paths) => preview.recheck_later(paths),
                    None => {}
                }
            }
            if over {
                storm = None;
                let lost = preview.is_root_missing();
                cost = self.refresh(&mut preview, None, begun).unwrap_or(cost);
                if lost && !preview.is_root_missing() {
                    watch.watch_folders();
                }
            }
        }
    }

    /// Looks, serves what changed since `begun`, and gives how long the look took if it found nothing.
    fn refresh(
        &self,
        preview: &mut Preview,
        hint: Option<&BTreeSet<PathBuf>>,
        begun: Instant,
    ) -> Option<Duration> {
        let start = Instant::now();
        let look = catch_unwind(AssertUnwindSafe(|| preview.refresh(hint)));
        let look = look.unwrap_or_else(|panic| {
            self.teller.recovered(render::reason(&*panic));
            RefreshOutcome::Same
        });
        let cost = (look == RefreshOutcome::Same).then(|| start.elapsed());
        if let (RefreshOutcome::Changed(changes), Some(snapshot)) = (look, preview.current()) {
            self.newest.store(snapshot.number, Ordering::Release);
            let mut tally = self.build_counts();
            tally.took.get_or_insert(begun.elapsed());
            tally.changes.extend(changes);
            drop(tally);
            self.broadcast.publish(snapshot);
        }
        cost
    }

    fn build_counts(&self) -> MutexGuard<'_, BuildCounts> {
        self.counts.lock().expect("no thread panics while it holds this lock")
    }

    /// Settles every build that comes, the newest first; an older one is left for a newer.
    fn complete_builds(&self, builds: Receiver<Arc<Snapshot>>) {
        // A thread of its own, so that a look, which a person waits for, has the others for itself.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        let mut pages_fail = false;
        for snapshot in builds {
            let is_old = || {
                while self.is_refreshing.load(Ordering::Acquire) {
                    thread::sleep(YIELD_TIME);
                }
                self.newest.load(Ordering::Acquire) != snapshot.number
            };
            let of_content = AtomicUsize::new(0);
            let found = |diagnostics: &[Diagnostic]| {
                of_content.store(diagnostics.len(), Ordering::Relaxed);
                self.report_content_errors(&snapshot, diagnostics, pages_fail);
            };
            let settle = || match &pool {
                Ok(pool) => pool.install(|| snapshot.complete(&found, &is_old)),
                Err(_) => snapshot.complete(&found, &is_old),
            };
            let settled = catch_unwind(AssertUnwindSafe(settle));
            self.build_counts().made.extend(snapshot.rendered());
            match settled {
                Ok(Ok(diagnostics)) => {
                    pages_fail = diagnostics.len() > of_content.load(Ordering::Relaxed);
                    self.report_build(&snapshot, &diagnostics);
                }
                Ok(Err(Cancelled)) => {}
                Err(panic) => self.teller.recovered(render::reason(&*panic)),
            }
        }
    }

    /// Tells what is wrong with the content before all pages are made; that nothing is, unless pages of the last
    /// complete build had faults of their own, for those may still have them.
    fn report_content_errors(&self, snapshot: &Snapshot, diagnostics: &[Diagnostic], pages_fail: bool) {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let errors: Vec<Diagnostic> = errors.cloned().collect();
        if !errors.is_empty() || !pages_fail {
            self.update_overlay(snapshot, diagnostics);
            self.teller.errors_found(&errors, snapshot);
        }
    }

    fn update_overlay(&self, snapshot: &Snapshot, diagnostics: &[Diagnostic]) {
        let sources = &snapshot.prepared.scan.sources;
        let of_site = snapshot.prepared.planned.as_ref().map(|whole| whole.site.settings.language);
        self.broadcast.report_errors(overlay::errors_json(
            diagnostics,
            sources,
            of_site.unwrap_or(self.language),
        ));
    }

    fn report_build(&self, snapshot: &Snapshot, diagnostics: &[Diagnostic]) {
        self.update_overlay(snapshot, diagnostics);
        let BuildCounts { changes, made, took } = mem::take(&mut *self.build_counts());
        let made: Vec<String> = made.into_iter().collect();
        let took = took.unwrap_or_default();
        self.teller.built(&CompletedBuild {
            changes: &changes,
            rendered: &made,
            duration: took,
            diagnostics,
            snapshot,
        });
    }
}

/// `hint` with what comes together with it.
fn with_following_events(watch: &mut ProjectWatcher, mut hint: ChangeHint) -> ChangeHint {
    while hint.as_ref().is_some_and(|paths| paths.len() <= MAX_EDITED_FILES)
        && let Some(more) = watch.wait(EVENT_GROUP_TIME)
    {
        hint = merge(hint, more);
    }
    hint
}
