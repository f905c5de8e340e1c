//! Reads the files of a project folder into [`Sources`]; nothing else reads the sources from the disk.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::file::FileStamp;
use crate::read::built_in::add_built_in;
use crate::read::file_name;
use crate::read::load::{self, FileLocation, FoundFile, LoadOutcome, LoadedFile};
use crate::read::walk::{FileDiagnostics, FoundFiles, project_path};
use crate::source::{Source, SourceId, Sources, Text};

/// Files that a thread takes up at a time: they are of all sizes, and none shall wait for one that has the large ones.
pub const MAX_SCAN_THREADS: usize = 16;

/// Looks at the whole project within which every small file is compared with what was read of it.
const SHARES: u32 = 2;

/// A file that changed within this time before a look may still be being written.
const SETTLING: Duration = Duration::from_millis(100);
/// How often such a file is looked at, `SETTLING` apart, before it is taken as it is.
const MAX_RESCANS: usize = 10;

/// Everything that one look at the project found.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// The files.
    pub sources: Sources,
    /// What is wrong with finding files where they are.
    faults: FileDiagnostics,
    /// What was wrong when they were read.
    unreadable: FileDiagnostics,
    /// Files that the next look reads once more whatever their stamps say: those that could not be read, and those
    /// that had just changed, for a second change within one tick of the file system's clock may not show.
    fresh: BTreeSet<SourceId>,
    /// Files that another program kept for itself.
    held: BTreeSet<SourceId>,
}

/// Files that a look reads although their stamps are the same.
#[derive(Clone, Debug, Default)]
pub struct Recheck {
    /// Paths from the project folder of files of which the system said that they changed.
    named: BTreeSet<String>,
    /// Which share of the small files, modulo [`SHARES`].
    turn: Option<u32>,
}

impl Recheck {
    /// The files of `paths` below `root`, and nothing else.
    pub fn of(root: &Path, paths: &BTreeSet<PathBuf>) -> Recheck {
        Recheck { named: paths.iter().filter_map(|path| project_path(root, path)).collect(), turn: None }
    }

    /// The same, and the `turn`th share of all small files; any few turns in a row cover all of them.
    pub fn with_share(self, turn: u32) -> Recheck {
        Recheck { turn: Some(turn % SHARES), ..self }
    }

    fn is_turn_of(&self, id: SourceId) -> bool {
        self.turn == Some(id.index() % SHARES)
    }
}

impl Scan {
    /// What was wrong with the files themselves, in order of their names.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.values().chain(self.unreadable.values()).flatten()
    }

    /// The paths of the files that are not as they were in `previous`, an earlier look at the same project.
    pub fn changes(&self, previous: &Scan) -> BTreeSet<Text> {
        let path = |id| self.sources.find(id).or_else(|| previous.sources.find(id));
        let pairs = [(&self.faults, &previous.faults), (&self.unreadable, &previous.unreadable)];
        let told = pairs.into_iter().flat_map(|(now, then)| {
            let ids: BTreeSet<SourceId> = now.keys().chain(then.keys()).copied().collect();
            ids.into_iter().filter(|id| now.get(id) != then.get(id))
        });
        let told = told.filter_map(|id| Some(path(id)?.path.clone()));
        self.sources.differing(&previous.sources).cloned().chain(told).collect()
    }
}

/// Looks at `content/` and `themes/` below `root`, and adds the built-in files.
///
/// Only files whose stamp changed since `previous` are read again, and those that had changed there.
/// Files that cannot be read are reported and unusable.
///
/// # Errors
/// When `root` holds no `content` folder that can be listed.
pub fn scan(root: &Path, previous: &Scan) -> io::Result<Scan> {
    scan_with(root, previous, &Recheck::default())
}

/// The same, and reads the files of `recheck` again too.
///
/// # Errors
/// When `root` holds no `content` folder that can be listed.
pub fn scan_with(root: &Path, previous: &Scan, recheck: &Recheck) -> io::Result<Scan> {
    let content = root.join("content");
    fs::read_dir(&content)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", content.display())))?;
    let mut listing = FoundFiles::new(root, nothing(previous).sources);
    listing.walk("content");
    listing.walk("themes");
    listing.drop_twins();
    let top = fs::canonicalize(root).ok();
    let look = |spot: FileLocation| match fs::symlink_metadata(&spot.disk) {
        Ok(metadata) if metadata.is_file() => Ok(take(
            &FoundFile { spot, stamp: FileStamp::from_metadata(&metadata) },
            previous,
            recheck,
            top.as_deref(),
        )),
        Ok(_) => Err((spot.path, Code::NotAFile, String::new())),
        Err(fault) => Err((spot.path, Code::Unreadable, fault.to_string())),
    };
    let files = mem::take(&mut listing.files);
    let looks: Vec<_> = files.into_par_iter().with_max_len(MAX_SCAN_THREADS).map(look).collect();
    let mut taken = Vec::with_capacity(looks.len());
    for look in looks {
        match look {
            Ok(file) => taken.push(file),
            Err((path, code, reason)) => listing.report(&path, code, &reason),
        }
    }
    let mut scan = Scan { sources: listing.sources, faults: listing.faults, ..Scan::default() };
    let first = previous.sources.below("content/").next().is_none();
    taken.into_iter().for_each(|file| scan.put(file, first));
    Ok(scan)
}

/// Looks at the project as [`scan`] does, and once more at files that somebody may be writing or that another program
/// keeps for itself, until they stay the same and can be read, for at most a second.
///
/// `clock` is compared with the times of the files. When none of them changed within the last moments, nothing is
/// waited for.
///
/// # Errors
/// When `root` holds no `content` folder that can be listed.
pub fn settled(root: &Path, clock: &dyn Fn() -> SystemTime) -> io::Result<Scan> {
    let begun = clock();
    let mut scan = scan(root, &Scan::default())?;
    let look = begun..clock();
    let recent = scan.sources.all().filter(|source| source.stamp.is_recent(look.clone(), SETTLING));
    let mut pending: BTreeSet<SourceId> = recent.map(|source| source.id).collect();
    pending.extend(&scan.held);
    for _ in 0..MAX_RESCANS {
        if pending.is_empty() {
            break;
        }
        thread::sleep(SETTLING);
        let disks = pending.iter().filter_map(|id| Some(scan.sources.find(*id)?.disk.clone())).collect();
        scan.fresh.append(&mut pending);
        let next = match again(root, &scan, &disks) {
            Some(next) => next,
            None => self::scan(root, &scan)?,
        };
        // Not by their bytes: half of a file may be written twice.
        let is_other = |source: &&Arc<Source>| {
            scan.sources.find(source.id).is_none_or(|before| before.stamp != source.stamp)
        };
        pending = next.sources.all().filter(is_other).map(|source| source.id).collect();
        pending.extend(&next.held);
        scan = next;
    }
    scan.fresh.clear();
    Ok(scan)
}

/// What there is when the content folder cannot be listed: the built-in files alone.
pub fn nothing(previous: &Scan) -> Scan {
    let mut scan = Scan { sources: previous.sources.emptied(), ..Scan::default() };
    add_built_in(&mut scan.sources, &previous.sources);
    scan
}

/// Looks again at the files `paths`, and at nothing else; `None` when a look at the whole project is needed.
///
/// That is so when one of them appeared, vanished, is a folder or lies elsewhere. The files are read whatever
/// their size and time say.
pub fn again(root: &Path, previous: &Scan, paths: &BTreeSet<PathBuf>) -> Option<Scan> {
    let top = fs::canonicalize(root).ok();
    let mut found = Vec::new();
    for disk in paths {
        let path = project_path(root, disk)?;
        if file_name::is_ignored(&path) {
            continue;
        }
        let known = previous.sources.at(&path);
        match fs::symlink_metadata(disk) {
            Ok(metadata) if metadata.is_file() => {
                let source = known.filter(|source| source.disk == *disk)?;
                let path = source.path.clone();
                let spot = FileLocation { id: source.id, path, disk: disk.clone() };
                found.push(FoundFile { spot, stamp: FileStamp::from_metadata(&metadata) });
            }
            // What came and went between two looks, as editors make it, was never there.
            Err(fault) if fault.kind() == io::ErrorKind::NotFound && known.is_none() => {
                let below = previous.sources.below(&format!("{path}/")).next();
                below.is_none().then_some(())?;
            }
            _ => return None,
        }
    }
    let mut scan = previous.clone();
    found.iter().for_each(|file| scan.put(renewed(file, previous, top.as_deref()), false));
    Some(scan)
}

/// A source and what was wrong with its file.
struct ScannedSource {
    source: Arc<Source>,
    faults: Vec<Diagnostic>,
    outcome: LoadOutcome,
    /// Whether it is another than before.
    is_new: bool,
}

impl ScannedSource {
    /// A source that is as it was.
    fn known(known: &Arc<Source>, previous: &Scan) -> ScannedSource {
        let faults = previous.unreadable.get(&known.id).cloned().unwrap_or_default();
        ScannedSource { source: known.clone(), faults, outcome: LoadOutcome::Read, is_new: false }
    }
}

impl Scan {
    /// Puts what was taken; at the `first` look nothing counts as having just changed.
    fn put(&mut self, taken: ScannedSource, first: bool) {
        let ScannedSource { source, faults, outcome, is_new } = taken;
        if is_new && !first || outcome != LoadOutcome::Read {
            self.fresh.insert(source.id);
        }
        match outcome == LoadOutcome::Held {
            true => _ = self.held.insert(source.id),
            false => _ = self.held.remove(&source.id),
        }
        match faults.is_empty() {
            true => _ = self.unreadable.remove(&source.id),
            false => _ = self.unreadable.insert(source.id, faults),
        }
        self.sources.put(source);
    }
}

/// The source as it was read before, unless something says that it changed; else as it is now.
fn take(file: &FoundFile, previous: &Scan, recheck: &Recheck, top: Option<&Path>) -> ScannedSource {
    let known = previous.sources.at(&file.path).filter(|known| is_as_it_was(file, known));
    let trusted = known.filter(|known| {
        !previous.fresh.contains(&known.id)
            && !recheck.named.contains(&*file.path)
            && (!recheck.is_turn_of(known.id) || load::has_same_bytes(known, top))
    });
    match trusted {
        Some(known) => ScannedSource::known(known, previous),
        None => renewed(file, previous, top),
    }
}

/// The source read now; when it turns out not to have changed, it is the one that was known.
fn renewed(file: &FoundFile, previous: &Scan, top: Option<&Path>) -> ScannedSource {
    let LoadedFile { source, faults, outcome } = load::load(file, top);
    match previous.sources.at(&file.path).filter(|known| is_as_it_was(file, known)) {
        Some(known) if known.holds_the_same(&source) => {
            let source = known.clone();
            ScannedSource { source, faults, outcome, is_new: false }
        }
        // A virus scanner or a backup has it for a moment; what was read of it is still true.
        Some(known) if outcome == LoadOutcome::Held => {
            ScannedSource { outcome, ..ScannedSource::known(known, previous) }
        }
        _ => ScannedSource { source, faults, outcome, is_new: true },
    }
}

fn is_as_it_was(file: &FoundFile, source: &Source) -> bool {
    source.stamp == file.stamp && source.disk == file.disk
}

#[cfg(test)]
mod tests {
    use super::{
        BTreeSet, Code, Diagnostic, LoadOutcome, Path, PathBuf, Recheck, SHARES, Scan, ScannedSource, Text,
        fs, scan, scan_with, settled,
    };
    use crate::hash::Hash;
    use crate::source::SourceContent;
    use std::cell::Cell;
    use std::time::{Duration, SystemTime};

    fn project() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let articles = folder.path().join("content/articles/tin");
        fs::create_dir_all(&articles).unwrap();
        (folder, articles.join("a.md"))
    }

    fn text(scan: &Scan) -> &str {
        scan.sources.at("content/articles/tin/a.md").unwrap().text()
    }

    /// A file that could not be read is read again at the next look, although nothing says that it changed.
    #[test]
    fn what_was_held_is_read_again() {
        let (folder, article) = project();
        fs::write(&article, "mot").unwrap();
        let mut held = scan(folder.path(), &Scan::default()).unwrap();
        assert!(held.fresh.is_empty());
        let source = held.sources.at("content/articles/tin/a.md").unwrap();
        let mut unusable = (**source).clone();
        unusable.content = SourceContent::Unusable(Text::from(""));
        unusable.hash = Hash::of(b"");
        let fault = Diagnostic::new(Code::Unreadable, unusable.id);
        let taken = ScannedSource {
            source: unusable.into(),
            faults: vec![fault],
            outcome: LoadOutcome::Held,
            is_new: true,
        };
        held.put(taken, true);
        assert_eq!(held.diagnostics().count(), 1);
        let free = scan(folder.path(), &held).unwrap();
        assert_eq!((free.diagnostics().count(), text(&free)), (0, "mot"));
    }

    /// The scan of `folder` with the article as if it had been read otherwise, under the same stamp.
    fn misread(folder: &Path) -> Scan {
        let mut scan = scan(folder, &Scan::default()).unwrap();
        let mut source = (**scan.sources.at("content/articles/tin/a.md").unwrap()).clone();
        source.content = SourceContent::Text(Text::from("bon"));
        source.hash = Hash::of(b"bon");
        scan.sources.put(source.into());
        scan
    }

    /// A change that no stamp shows is seen at once in files that were named, and in small ones within a few looks.
    #[test]
    fn changes_without_a_stamp_are_seen() {
        let (folder, article) = project();
        fs::write(&article, "mot").unwrap();
        let mut known = misread(folder.path());
        assert_eq!(text(&scan(folder.path(), &known).unwrap()), "bon");
        let named = Recheck::of(folder.path(), &BTreeSet::from([article]));
        assert_eq!(text(&scan_with(folder.path(), &known, &named).unwrap()), "mot");
        for turn in 8..8 + SHARES {
            known = scan_with(folder.path(), &known, &Recheck::default().with_share(turn)).unwrap();
        }
        assert_eq!(text(&known), "mot");
    }

    /// A file inside the project is read through links to it and to its folder, and none outside of it.
    #[test]
    #[cfg(unix)]
    fn links_are_followed_inside_only() {
        use std::os::unix::fs::symlink;
        let (folder, article) = project();
        let (elsewhere, outside) = project();
        fs::write(&article, "mot").unwrap();
        fs::write(&outside, "hai").unwrap();
        let at = |name: &str| folder.path().join("content/articles").join(name);
        symlink(&article, at("tin/b.md")).unwrap();
        symlink(at("tin"), at("khac")).unwrap();
        symlink(&outside, at("tin/c.md")).unwrap();
        symlink(elsewhere.path(), at("ngoai")).unwrap();
        let found = scan(folder.path(), &Scan::default()).unwrap();
        let text =
            |name: &str| found.sources.at(&format!("content/articles/{name}")).map(|source| source.text());
        for name in ["tin/a.md", "tin/b.md", "khac/a.md", "khac/b.md"] {
            assert_eq!(text(name), Some("mot"), "{name}");
        }
        assert!(found.sources.all().all(|source| source.text() != "hai"));
        assert_eq!(found.faults.len(), 3, "{:?}", found.faults);
    }

    /// A file that changed within the last moments is looked at until it stays the same; others are not waited for.
    #[test]
    fn half_a_file_is_looked_at_twice() {
        let (folder, article) = project();
        fs::write(&article, "mot").unwrap();
        // The clock is asked before and after the look.
        let asked = Cell::new(0);
        let written_since = |text: &str, later: Duration| {
            asked.set(asked.get() + 1);
            if asked.get() % 2 == 0 {
                fs::write(&article, text).unwrap();
            }
            SystemTime::now() + later
        };
        let at_once = settled(folder.path(), &|| written_since("mot hai", Duration::ZERO)).unwrap();
        assert_eq!(text(&at_once), "mot hai");
        let an_hour = Duration::from_secs(3600);
        let much_later = settled(folder.path(), &|| written_since("mot hai ba", an_hour)).unwrap();
        assert_eq!(text(&much_later), "mot hai");
    }

    /// A file that vanishes while it is waited for is gone in the end.
    #[test]
    fn what_vanishes_meanwhile_is_gone() {
        let (folder, article) = project();
        fs::write(&article, "mot").unwrap();
        let asked = Cell::new(0);
        let clock = || {
            asked.set(asked.get() + 1);
            if asked.get() == 2 {
                fs::remove_file(&article).unwrap();
            }
            SystemTime::now()
        };
        let scan = settled(folder.path(), &clock).unwrap();
        assert!(scan.sources.at("content/articles/tin/a.md").is_none());
        assert_eq!(scan.fresh, BTreeSet::new());
    }
}
