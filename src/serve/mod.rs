//! The preview: rebuilds the site when its files change, serves it from memory and informs open pages.
//!
//! Nothing is written to the disk. File system events are only hints: changes are found by scanning the
//! files, all of them after every burst of events.

pub mod broadcast;
pub mod desk_host;
pub mod http;
pub mod preview;
pub mod preview_files;
pub mod snapshot;
pub mod unsaved;
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

/// A burst of events ends after this time without an event.
const DEBOUNCE: Duration = Duration::from_millis(100);
/// The files are scanned after this time even if the burst of events goes on.
const MAX_DEBOUNCE: Duration = Duration::from_millis(500);
/// Events that follow within this time are handled together.
const EVENT_GROUP_TIME: Duration = Duration::from_millis(2);
/// More changed files than this are a burst, whose end is waited for.
const MAX_EDITED_FILES: usize = 8;
/// How long the rendering thread sleeps while the files are scanned.
const YIELD_TIME: Duration = Duration::from_millis(1);
/// The interval of scans without an event; at least [`MIN_POLL_COST_FACTOR`] times as long as a scan takes.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
const UNWATCHED_POLL_INTERVAL: Duration = Duration::from_secs(2);
const MIN_POLL_COST_FACTOR: u32 = 40;

/// Receives the events of the preview, from several threads.
pub trait PreviewObserver: Sync {
    /// The errors of a build whose pages are not all rendered yet.
    fn errors_found(&self, errors: &[Diagnostic], snapshot: &Snapshot);

    /// A build is complete.
    fn built(&self, built: &CompletedBuild<'_>);

    /// File system events are unavailable for this `reason`; the preview polls.
    fn watcher_unavailable(&self, reason: &str);

    /// The preview continues after a panic with this `reason`.
    fn recovered(&self, reason: &str);
}

/// A complete build.
pub struct CompletedBuild<'b> {
    /// The paths that changed since the previous complete build; all paths the first time.
    pub changes: &'b BTreeSet<Text>,
    /// The files that were rendered.
    pub rendered: &'b [String],
    /// The time from the first event until the change was served.
    pub duration: Duration,
    /// All diagnostics.
    pub diagnostics: &'b [Diagnostic],
    /// The snapshot of the build.
    pub snapshot: &'b Snapshot,
}

/// Serves the current state of the project through `broadcast` and reports to `observer`; never returns.
pub fn rebuild_on_change(
    preview: Preview,
    watch: ProjectWatcher,
    broadcast: &Broadcast,
    observer: &dyn PreviewObserver,
    language: Language,
) -> ! {
    let rebuilder = Rebuilder {
        broadcast,
        observer,
        language,
        counts: Mutex::default(),
        newest_build: AtomicU64::new(0),
        is_refreshing: AtomicBool::new(true),
    };
    let (orders, builds) = channel();
    thread::scope(|scope| {
        scope.spawn(|| rebuilder.complete_builds(builds));
        rebuilder.watch_project(preview, watch, &orders)
    })
}

/// State shared by the thread that scans and the one that renders.
struct Rebuilder<'r> {
    broadcast: &'r Broadcast,
    observer: &'r dyn PreviewObserver,
    language: Language,
    counts: Mutex<BuildCounts>,
    /// The number of the newest build; rendering of an older one is cancelled.
    newest_build: AtomicU64,
    /// Whether the files are being scanned; the rendering thread waits meanwhile.
    is_refreshing: AtomicBool,
}

/// What has changed since the previous complete build.
#[derive(Default)]
struct BuildCounts {
    changes: BTreeSet<Text>,
    rendered: BTreeSet<String>,
    duration: Option<Duration>,
}

impl Rebuilder<'_> {
    /// Scans the files on every change, and sends each snapshot to `orders` once the burst of events is over.
    fn watch_project(
        &self,
        mut preview: Preview,
        mut watch: ProjectWatcher,
        orders: &Sender<Arc<Snapshot>>,
    ) -> ! {
        let mut burst_start: Option<Instant> = None;
        let mut reported_failure = None;
        let mut sent = 0;
        // The duration of a build says nothing about that of a scan, so only scans without a change count.
        let mut cost = self.refresh(&mut preview, None, Instant::now()).unwrap_or_default();
        loop {
            if watch.failure != reported_failure {
                reported_failure.clone_from(&watch.failure);
                reported_failure.iter().for_each(|reason| self.observer.watcher_unavailable(reason));
            }
            if let Some(snapshot) = preview.current().filter(|now| burst_start.is_none() && now.number > sent)
            {
                sent = snapshot.number;
                orders.send(snapshot.clone()).expect("the rendering thread runs until the program ends");
            }
            let interval = if reported_failure.is_some() { UNWATCHED_POLL_INTERVAL } else { POLL_INTERVAL };
            let max_wait =
                if burst_start.is_some() { DEBOUNCE } else { interval.max(cost * MIN_POLL_COST_FACTOR) };
            self.is_refreshing.store(false, Ordering::Release);
            let hint = watch.wait(max_wait);
            self.is_refreshing.store(true, Ordering::Release);
            let begun = Instant::now();
            let is_burst_over =
                hint.is_none() || burst_start.is_some_and(|since| since.elapsed() > MAX_DEBOUNCE);
            if let Some(hint) = hint {
                burst_start.get_or_insert(begun);
                let hint = with_following_events(&mut watch, hint);
                match hint {
                    Some(paths) if paths.len() <= MAX_EDITED_FILES => {
                        _ = self.refresh(&mut preview, Some(&paths), begun)
                    }
                    Some(paths) => preview.recheck_later(paths),
                    None => {}
                }
            }
            if is_burst_over {
                burst_start = None;
                let was_missing = preview.is_root_missing();
                cost = self.refresh(&mut preview, None, begun).unwrap_or(cost);
                if was_missing && !preview.is_root_missing() {
                    watch.watch_folders();
                }
            }
        }
    }

    /// Scans the files and serves what changed since `begun`. Returns the duration of the scan if nothing
    /// changed.
    fn refresh(
        &self,
        preview: &mut Preview,
        hint: Option<&BTreeSet<PathBuf>>,
        begun: Instant,
    ) -> Option<Duration> {
        let start = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| preview.refresh(hint)));
        let outcome = outcome.unwrap_or_else(|panic| {
            self.observer.recovered(render::panic_message(&*panic));
            RefreshOutcome::Same
        });
        let cost = (outcome == RefreshOutcome::Same).then(|| start.elapsed());
        if let (RefreshOutcome::Changed(changes), Some(snapshot)) = (outcome, preview.current()) {
            self.newest_build.store(snapshot.number, Ordering::Release);
            let mut counts = self.build_counts();
            counts.duration.get_or_insert(begun.elapsed());
            counts.changes.extend(changes);
            drop(counts);
            self.broadcast.publish(snapshot);
        }
        cost
    }

    fn build_counts(&self) -> MutexGuard<'_, BuildCounts> {
        self.counts.lock().expect("no thread panics while it holds this lock")
    }

    /// Checks and renders the builds in the order received; one that is no longer the newest is cancelled.
    fn complete_builds(&self, builds: Receiver<Arc<Snapshot>>) {
        // One thread, so that the others are free for a scan, which the user is waiting for.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
        let mut pages_fail = false;
        for snapshot in builds {
            let is_cancelled = || {
                while self.is_refreshing.load(Ordering::Acquire) {
                    thread::sleep(YIELD_TIME);
                }
                self.newest_build.load(Ordering::Acquire) != snapshot.number
            };
            let content_count = AtomicUsize::new(0);
            let report = |diagnostics: &[Diagnostic]| {
                content_count.store(diagnostics.len(), Ordering::Relaxed);
                self.report_content_errors(&snapshot, diagnostics, pages_fail);
            };
            let complete = || match &pool {
                Ok(pool) => pool.install(|| snapshot.complete(&report, &is_cancelled)),
                Err(_) => snapshot.complete(&report, &is_cancelled),
            };
            let completed = catch_unwind(AssertUnwindSafe(complete));
            self.build_counts().rendered.extend(snapshot.rendered());
            match completed {
                Ok(Ok(diagnostics)) => {
                    pages_fail = diagnostics.len() > content_count.load(Ordering::Relaxed);
                    self.report_build(&snapshot, &diagnostics);
                }
                Ok(Err(Cancelled)) => {}
                Err(panic) => self.observer.recovered(render::panic_message(&*panic)),
            }
        }
    }

    /// Reports the errors of the content before all pages are rendered.
    ///
    /// Without any, reports that only if no page of the previous complete build failed, since it may still
    /// fail.
    fn report_content_errors(&self, snapshot: &Snapshot, diagnostics: &[Diagnostic], pages_fail: bool) {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let errors: Vec<Diagnostic> = errors.cloned().collect();
        if !errors.is_empty() || !pages_fail {
            self.update_overlay(snapshot, diagnostics);
            self.observer.errors_found(&errors, snapshot);
        }
    }

    fn update_overlay(&self, snapshot: &Snapshot, diagnostics: &[Diagnostic]) {
        let sources = &snapshot.prepared.scan.sources;
        let site_language = snapshot.prepared.planned.as_ref().map(|planned| planned.site.settings.language);
        self.broadcast.report_errors(overlay::errors_json(
            diagnostics,
            sources,
            site_language.unwrap_or(self.language),
        ));
    }

    fn report_build(&self, snapshot: &Snapshot, diagnostics: &[Diagnostic]) {
        self.update_overlay(snapshot, diagnostics);
        let BuildCounts { changes, rendered: made, duration: took } = mem::take(&mut *self.build_counts());
        let made: Vec<String> = made.into_iter().collect();
        let took = took.unwrap_or_default();
        self.observer.built(&CompletedBuild {
            changes: &changes,
            rendered: &made,
            duration: took,
            diagnostics,
            snapshot,
        });
    }
}

/// `hint` with those that follow immediately.
fn with_following_events(watch: &mut ProjectWatcher, mut hint: ChangeHint) -> ChangeHint {
    while hint.as_ref().is_some_and(|paths| paths.len() <= MAX_EDITED_FILES)
        && let Some(more) = watch.wait(EVENT_GROUP_TIME)
    {
        hint = merge(hint, more);
    }
    hint
}
