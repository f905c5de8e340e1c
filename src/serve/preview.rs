//! A project in, its newest snapshot out, again and again, remembering what did not change.

use std::collections::BTreeSet;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::model::site::BuildOptions;
use crate::pipeline::{self, BuildReuse, NoBuildObserver};
use crate::read::scan::{self, Recheck, Scan};
use crate::serve::preview_files::PreviewFiles;
use crate::serve::snapshot::Snapshot;
use crate::source::Text;

/// What a build asks of its surroundings, which may be different every time.
pub type OptionsSource = Box<dyn Fn() -> BuildOptions + Send>;

/// A site that is built anew whenever its files change.
pub struct Preview {
    root: PathBuf,
    options: OptionsSource,
    reuse: BuildReuse,
    scan: Scan,
    files: Arc<PreviewFiles>,
    current: Option<Arc<Snapshot>>,
    number: u64,
    is_root_missing: bool,
    /// Files that were named and not looked at yet.
    suspects: BTreeSet<PathBuf>,
    /// Looks at the whole project, modulo 2^32.
    scan_count: u32,
}

/// What a look at the project found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefreshOutcome {
    /// Everything is as it was.
    Same,
    /// Somebody is just writing a file; another look is needed.
    Unfinished,
    /// These paths changed, and there is a new snapshot; none of them when only the day did.
    Changed(BTreeSet<Text>),
}

impl Preview {
    /// The preview of the project below `root`, before its first look.
    pub fn new(root: &Path, options: OptionsSource) -> Preview {
        Preview {
            root: root.to_owned(),
            options,
            reuse: BuildReuse::default(),
            scan: Scan::default(),
            files: Arc::default(),
            current: None,
            number: 0,
            is_root_missing: false,
            suspects: BTreeSet::new(),
            scan_count: 0,
        }
    }

    /// The newest snapshot; none before the first look.
    pub fn current(&self) -> Option<&Arc<Snapshot>> {
        self.current.as_ref()
    }

    /// Remembers that the system named `paths`; the next look at the whole project reads them whatever their stamps say.
    pub fn recheck_later(&mut self, paths: BTreeSet<PathBuf>) {
        self.suspects.extend(paths);
    }

    /// Looks at the files `hint`, or at the whole project, and builds what changed.
    ///
    /// Of the whole project it reads what has another stamp, what was named since, and a share of the small files: a
    /// change that no stamp shows (a program that sets times back, a network volume) appears after a few looks.
    ///
    /// Looking at some files alone never misses a change of these, and may miss others.
    pub fn refresh(&mut self, hint: Option<&BTreeSet<PathBuf>>) -> RefreshOutcome {
        let scan = hint.and_then(|paths| scan::again(&self.root, &self.scan, paths));
        let partial = scan.is_some();
        let scan = scan.unwrap_or_else(|| {
            self.suspects.extend(hint.into_iter().flatten().cloned());
            let recheck = Recheck::of(&self.root, &mem::take(&mut self.suspects));
            self.scan_count = self.scan_count.wrapping_add(1);
            let scan = scan::scan_with(&self.root, &self.scan, &recheck.with_share(self.scan_count));
            self.is_root_missing = scan.is_err();
            scan.unwrap_or_else(|_| scan::nothing(&self.scan))
        });
        let changes = scan.changes(&self.scan);
        if partial && changes.iter().any(|path| was_emptied(path, &self.scan, &scan)) {
            return RefreshOutcome::Unfinished;
        }
        self.scan = scan;
        let options = (self.options)();
        if changes.is_empty() && self.current.is_some() && !self.is_another_day(&options) {
            return RefreshOutcome::Same;
        }
        let prepared = pipeline::assemble(self.scan.clone(), &options, &mut self.reuse, &NoBuildObserver);
        let before = match prepared.has_errors() || prepared.planned.is_none() {
            true => self.current.as_ref().and_then(Snapshot::last_good),
            false => None,
        };
        self.number += 1;
        let snapshot = Snapshot::new(self.number, prepared, self.files.clone(), before);
        self.current = Some(Arc::new(snapshot));
        RefreshOutcome::Changed(changes)
    }

    /// Whether the content folder could not be found at the last look at the whole project.
    pub fn is_root_missing(&self) -> bool {
        self.is_root_missing
    }

    fn is_another_day(&self, options: &BuildOptions) -> bool {
        let site = self.current.as_ref().and_then(|current| current.prepared.planned.as_ref());
        site.is_some_and(|whole| {
            options.now.in_zone(&whole.site.settings.time_zone).date() != whole.site.now.date()
        })
    }
}

/// Whether a file that held something holds nothing now, as it does for a moment while an editor saves it.
fn was_emptied(path: &str, before: &Scan, now: &Scan) -> bool {
    let length = |scan: &Scan| scan.sources.at(path).map(|source| source.length);
    length(now) == Some(0) && length(before).is_some_and(|length| length > 0)
}
