//! Builds snapshots of a project again and again, reusing what has not changed.

use std::collections::BTreeSet;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::site::BuildOptions;
use crate::pipeline::{self, BuildReuse, NoBuildObserver};
use crate::read::scan::{self, Recheck, Scan};
use crate::serve::preview_files::PreviewFiles;
use crate::serve::snapshot::Snapshot;
use crate::serve::unsaved::UnsavedTexts;
use crate::source::Text;

/// Returns the options of the next build, which may differ each time (the current time).
pub type OptionsSource = Box<dyn Fn() -> BuildOptions + Send>;

/// A project that is rebuilt when its files change.
pub struct Preview {
    root: PathBuf,
    options: OptionsSource,
    reuse: BuildReuse,
    /// The files on the disk.
    scan: Scan,
    /// The files as they are shown, with the unsaved texts.
    shown: Scan,
    unsaved: Arc<UnsavedTexts>,
    files: Arc<PreviewFiles>,
    current: Option<Arc<Snapshot>>,
    number: u64,
    is_root_missing: bool,
    /// Files that the system reported as changed and that have not been read since.
    suspects: BTreeSet<PathBuf>,
    /// The number of complete scans, modulo 2^32.
    scan_count: u32,
}

/// The result of a scan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshOutcome {
    /// Nothing changed.
    Same,
    /// Another program is writing a file; another scan is needed.
    Unfinished,
    /// These paths changed, and there is a new snapshot; empty when only the date changed.
    Changed(BTreeSet<Text>),
}

impl Preview {
    /// The preview of the project at `root` with the texts of `unsaved`, before its first scan.
    pub fn new(root: &Path, options: OptionsSource, unsaved: Arc<UnsavedTexts>) -> Preview {
        Preview {
            root: root.to_owned(),
            options,
            reuse: BuildReuse::default(),
            scan: Scan::default(),
            shown: Scan::default(),
            unsaved,
            files: Arc::default(),
            current: None,
            number: 0,
            is_root_missing: false,
            suspects: BTreeSet::new(),
            scan_count: 0,
        }
    }

    /// The newest snapshot; `None` before the first scan.
    pub fn current(&self) -> Option<&Arc<Snapshot>> {
        self.current.as_ref()
    }

    /// Marks `paths` as changed: the next complete scan reads them even if their file stamps are the same.
    pub fn recheck_later(&mut self, paths: BTreeSet<PathBuf>) {
        self.suspects.extend(paths);
    }

    /// Scans the files `hint`, or the whole project, and builds a snapshot if something changed.
    ///
    /// A complete scan reads files with a new stamp, files that were reported since, and a share of the small
    /// files. A change that no stamp shows (a program that resets times, a network volume) is therefore found
    /// after a few scans.
    ///
    /// A scan of some files finds every change of these, and may miss changes of others.
    pub fn refresh(&mut self, hint: Option<&BTreeSet<PathBuf>>) -> RefreshOutcome {
        let scan = hint.and_then(|paths| scan::rescan_files(&self.root, &self.scan, paths));
        let is_partial = scan.is_some();
        let scan = scan.unwrap_or_else(|| {
            self.suspects.extend(hint.into_iter().flatten().cloned());
            let recheck = Recheck::new(&self.root, &mem::take(&mut self.suspects));
            self.scan_count = self.scan_count.wrapping_add(1);
            let scan = scan::scan_with(&self.root, &self.scan, &recheck.with_share(self.scan_count));
            self.is_root_missing = scan.is_err();
            scan.unwrap_or_else(|_| scan::built_in_only(&self.scan))
        });
        let is_unfinished = |path: &Text| was_emptied(path, &self.scan, &scan);
        if is_partial && scan.changes(&self.scan).iter().any(is_unfinished) {
            return RefreshOutcome::Unfinished;
        }
        let mut shown = scan.clone();
        let unsaved = self.unsaved.lay_over(&mut shown);
        let changes = shown.changes(&self.shown);
        (self.scan, self.shown) = (scan, shown);
        let options = (self.options)();
        // A file that changes on the disk below its unsaved text changes no page, but editors ask for it.
        let is_seen = self.current.as_ref().is_some_and(|current| current.unsaved == unsaved);
        if changes.is_empty() && is_seen && !self.is_another_day(&options) {
            return RefreshOutcome::Same;
        }
        let prepared = pipeline::assemble(self.shown.clone(), &options, &mut self.reuse, &NoBuildObserver);
        let is_good = !prepared.has_errors() && prepared.planned.is_some();
        let last_good = if is_good { None } else { self.current.as_ref().and_then(Snapshot::last_good) };
        self.number += 1;
        let snapshot = Snapshot::new(self.number, prepared, unsaved, self.files.clone(), last_good);
        self.current = Some(Arc::new(snapshot));
        RefreshOutcome::Changed(changes)
    }

    /// Returns whether the content folder was missing at the last complete scan.
    pub fn is_root_missing(&self) -> bool {
        self.is_root_missing
    }

    fn is_another_day(&self, options: &BuildOptions) -> bool {
        let planned = self.current.as_ref().and_then(|current| current.prepared.planned.as_ref());
        planned.is_some_and(|planned| {
            options.now.in_zone(&planned.site.settings.time_zone).date() != planned.site.now.date()
        })
    }
}

/// Returns whether a file has become empty, as it is for a moment while an editor saves it.
fn was_emptied(path: &str, before: &Scan, now: &Scan) -> bool {
    let length = |scan: &Scan| scan.sources.at(path).map(|source| source.length);
    length(now) == Some(0) && length(before).is_some_and(|length| length > 0)
}
