//! Scans the files of a project folder into [`Sources`]; nothing else reads the sources from the disk.

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

/// Maximum number of files that a thread takes at a time. File sizes differ widely, so a small batch keeps a thread
/// from waiting for another that has the large files.
pub const MAX_FILES_PER_BATCH: usize = 16;

/// Number of scans in a row in which every small file is compared once with what was read of it.
const RECHECK_SHARES: u32 = 2;

/// Another process may still be writing a file that changed within this time before a scan.
const SETTLE_TIME: Duration = Duration::from_millis(100);
/// Maximum number of times to read such a file again, `SETTLE_TIME` apart.
const MAX_RESCANS: usize = 10;

/// The result of one scan of the project.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// The files, including those that could not be read.
    pub sources: Sources,
    /// The errors and warnings about the paths and types of files.
    path_diagnostics: FileDiagnostics,
    /// The errors and warnings from reading files.
    read_diagnostics: FileDiagnostics,
    /// Files that the next scan reads again even if their stamps are the same: those that could not be read, and those
    /// that had just changed, because a second change within one tick of the file system's clock may not show.
    reread: BTreeSet<SourceId>,
    /// Files that another program had locked.
    locked: BTreeSet<SourceId>,
}

/// The files that a scan reads although their stamps are the same.
#[derive(Clone, Debug, Default)]
pub struct Recheck {
    /// Files that the system reported as changed, by their paths from the project folder.
    reported: BTreeSet<String>,
    /// Which share of the small files, modulo [`RECHECK_SHARES`].
    share: Option<u32>,
}

impl Recheck {
    /// Only the files of `paths` below `root`.
    pub fn new(root: &Path, paths: &BTreeSet<PathBuf>) -> Recheck {
        Recheck { reported: paths.iter().filter_map(|path| project_path(root, path)).collect(), share: None }
    }

    /// Adds one share of all small files; consecutive values of `turn` soon cover all of them.
    pub fn with_share(self, turn: u32) -> Recheck {
        Recheck { share: Some(turn % RECHECK_SHARES), ..self }
    }

    fn is_in_share(&self, id: SourceId) -> bool {
        self.share == Some(id.index() % RECHECK_SHARES)
    }
}

impl Scan {
    /// Returns the errors and warnings about the files themselves, those about paths first, each in the order of
    /// their ids.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.path_diagnostics.values().chain(self.read_diagnostics.values()).flatten()
    }

    /// Returns the paths of the files that differ from `previous`, an earlier scan of the same project.
    pub fn changes(&self, previous: &Scan) -> BTreeSet<Text> {
        let path = |id| self.sources.find(id).or_else(|| previous.sources.find(id));
        let pairs = [
            (&self.path_diagnostics, &previous.path_diagnostics),
            (&self.read_diagnostics, &previous.read_diagnostics),
        ];
        let rediagnosed = pairs.into_iter().flat_map(|(now, then)| {
            let ids: BTreeSet<SourceId> = now.keys().chain(then.keys()).copied().collect();
            ids.into_iter().filter(|id| now.get(id) != then.get(id))
        });
        let rediagnosed = rediagnosed.filter_map(|id| Some(path(id)?.path.clone()));
        self.sources.differing(&previous.sources).cloned().chain(rediagnosed).collect()
    }
}

/// Scans `content/` and `themes/` below `root`, and adds the built-in files.
///
/// Reads only the files whose stamps changed since `previous`, and those that had just changed or could not be read
/// then. A file that cannot be read is reported, and its source is unusable.
///
/// # Errors
/// When `root` contains no `content` folder that can be listed.
pub fn scan(root: &Path, previous: &Scan) -> io::Result<Scan> {
    scan_with(root, previous, &Recheck::default())
}

/// Scans as [`scan`] does, and reads the files of `recheck` too.
///
/// # Errors
/// When `root` contains no `content` folder that can be listed.
pub fn scan_with(root: &Path, previous: &Scan, recheck: &Recheck) -> io::Result<Scan> {
    let content = root.join("content");
    fs::read_dir(&content)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", content.display())))?;
    let mut listing = FoundFiles::new(root, built_in_only(previous).sources);
    listing.walk("content");
    listing.walk("themes");
    listing.drop_duplicates();
    listing.report_copies();
    let top = fs::canonicalize(root).ok();
    let load = |location: FileLocation| match fs::symlink_metadata(&location.disk) {
        Ok(metadata) if metadata.is_file() => {
            let file = FoundFile { location, stamp: FileStamp::from_metadata(&metadata) };
            Ok(load_if_changed(&file, previous, recheck, top.as_deref()))
        }
        Ok(_) => Err((location.path, Code::NotAFile, String::new())),
        Err(error) => Err((location.path, Code::Unreadable, error.to_string())),
    };
    let files = mem::take(&mut listing.files);
    let results: Vec<_> = files.into_par_iter().with_max_len(MAX_FILES_PER_BATCH).map(load).collect();
    let mut scanned = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(source) => scanned.push(source),
            Err((path, code, reason)) => listing.report(&path, code, &reason),
        }
    }
    let mut scan =
        Scan { sources: listing.sources, path_diagnostics: listing.diagnostics, ..Scan::default() };
    let is_first = previous.sources.below("content/").next().is_none();
    scanned.into_iter().for_each(|source| scan.insert(source, is_first));
    Ok(scan)
}

/// Scans as [`scan`] does, and reads files again that another process may be writing or has locked, until they stay
/// unchanged and can be read, for at most a second.
///
/// `clock` gives the present time, which is compared with the modification times of the files. Returns at once if no
/// file changed shortly before the scan.
///
/// # Errors
/// When `root` contains no `content` folder that can be listed.
pub fn scan_settled(root: &Path, clock: &dyn Fn() -> SystemTime) -> io::Result<Scan> {
    let begun = clock();
    let mut scan = scan(root, &Scan::default())?;
    let scan_time = begun..clock();
    let recent = scan.sources.all().filter(|source| source.stamp.is_recent(scan_time.clone(), SETTLE_TIME));
    let mut pending: BTreeSet<SourceId> = recent.map(|source| source.id).collect();
    pending.extend(&scan.locked);
    for _ in 0..MAX_RESCANS {
        if pending.is_empty() {
            break;
        }
        thread::sleep(SETTLE_TIME);
        let disks = pending.iter().filter_map(|id| Some(scan.sources.find(*id)?.disk.clone())).collect();
        scan.reread.append(&mut pending);
        let next = match rescan_files(root, &scan, &disks) {
            Some(next) => next,
            None => self::scan(root, &scan)?,
        };
        // Compare stamps, not bytes: another process may write the same half of a file twice.
        let has_changed = |source: &&Arc<Source>| {
            scan.sources.find(source.id).is_none_or(|before| before.stamp != source.stamp)
        };
        pending = next.sources.all().filter(has_changed).map(|source| source.id).collect();
        pending.extend(&next.locked);
        scan = next;
    }
    scan.reread.clear();
    Ok(scan)
}

/// Returns a scan with only the built-in files, for when the content folder cannot be listed.
pub fn built_in_only(previous: &Scan) -> Scan {
    let mut scan = Scan { sources: previous.sources.without_sources(), ..Scan::default() };
    add_built_in(&mut scan.sources, &previous.sources);
    scan
}

/// Reads the files at `paths`, regardless of their stamps, and no others; the rest of the scan is that of `previous`.
///
/// `None` if the whole project must be scanned, because one of them appeared, vanished, is a folder or lies elsewhere.
pub fn rescan_files(root: &Path, previous: &Scan, paths: &BTreeSet<PathBuf>) -> Option<Scan> {
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
                let location = FileLocation { id: source.id, path, disk: disk.clone() };
                found.push(FoundFile { location, stamp: FileStamp::from_metadata(&metadata) });
            }
            // Ignore a file that appeared and vanished between two scans, such as a temporary file of an editor.
            Err(error) if error.kind() == io::ErrorKind::NotFound && known.is_none() => {
                let below = previous.sources.below(&format!("{path}/")).next();
                below.is_none().then_some(())?;
            }
            _ => return None,
        }
    }
    let mut scan = previous.clone();
    found.iter().for_each(|file| scan.insert(reload(file, previous, top.as_deref()), false));
    Some(scan)
}

/// A source, and the errors and warnings about its file.
struct ScannedSource {
    source: Arc<Source>,
    diagnostics: Vec<Diagnostic>,
    outcome: LoadOutcome,
    /// Whether it differs from the previous scan.
    is_new: bool,
}

impl ScannedSource {
    /// The unchanged source `known`, with the diagnostics that it had in `previous`.
    fn unchanged(known: &Arc<Source>, previous: &Scan) -> ScannedSource {
        let diagnostics = previous.read_diagnostics.get(&known.id).cloned().unwrap_or_default();
        ScannedSource { source: known.clone(), diagnostics, outcome: LoadOutcome::Read, is_new: false }
    }
}

impl Scan {
    /// Adds `scanned`. In the first scan of a project, no file counts as having just changed.
    fn insert(&mut self, scanned: ScannedSource, is_first: bool) {
        let ScannedSource { source, diagnostics, outcome, is_new } = scanned;
        if is_new && !is_first || outcome != LoadOutcome::Read {
            self.reread.insert(source.id);
        }
        if outcome == LoadOutcome::Locked {
            self.locked.insert(source.id);
        } else {
            self.locked.remove(&source.id);
        }
        if diagnostics.is_empty() {
            self.read_diagnostics.remove(&source.id);
        } else {
            self.read_diagnostics.insert(source.id, diagnostics);
        }
        self.sources.insert(source);
    }
}

/// Returns the source as it was read before, unless there is a sign that it changed; otherwise loads it.
fn load_if_changed(
    file: &FoundFile,
    previous: &Scan,
    recheck: &Recheck,
    top: Option<&Path>,
) -> ScannedSource {
    let known = previous.sources.at(&file.path).filter(|known| is_unchanged(file, known));
    let trusted = known.filter(|known| {
        !previous.reread.contains(&known.id)
            && !recheck.reported.contains(&*file.path)
            && (!recheck.is_in_share(known.id) || load::has_same_bytes(known, top))
    });
    match trusted {
        Some(known) => ScannedSource::unchanged(known, previous),
        None => reload(file, previous, top),
    }
}

/// Loads the source; if it proves to be unchanged, returns the one of `previous`, so that both share it.
fn reload(file: &FoundFile, previous: &Scan, top: Option<&Path>) -> ScannedSource {
    let LoadedFile { source, diagnostics, outcome } = load::load(file, top);
    match previous.sources.at(&file.path).filter(|known| is_unchanged(file, known)) {
        Some(known) if known.has_same_content(&source) => {
            let source = known.clone();
            ScannedSource { source, diagnostics, outcome, is_new: false }
        }
        // A virus scanner or a backup locks it for a moment; the stamp says that what was read of it is still true.
        Some(known) if outcome == LoadOutcome::Locked => {
            ScannedSource { outcome, ..ScannedSource::unchanged(known, previous) }
        }
        _ => ScannedSource { source, diagnostics, outcome, is_new: true },
    }
}

fn is_unchanged(file: &FoundFile, source: &Source) -> bool {
    source.stamp == file.stamp && source.disk == file.disk
}

#[cfg(test)]
mod tests {
    use super::{
        BTreeSet, Code, Diagnostic, LoadOutcome, Path, PathBuf, RECHECK_SHARES, Recheck, Scan, ScannedSource,
        Text, fs, scan, scan_settled, scan_with,
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

    /// A file that could not be read is read again in the next scan, although its stamp is unchanged.
    #[test]
    fn locked_files_are_read_again() {
        let (folder, article) = project();
        fs::write(&article, "mot").unwrap();
        let mut locked = scan(folder.path(), &Scan::default()).unwrap();
        assert!(locked.reread.is_empty());
        let source = locked.sources.at("content/articles/tin/a.md").unwrap();
        let mut unusable = (**source).clone();
        unusable.content = SourceContent::Unusable(Text::from(""));
        unusable.hash = Hash::of(b"");
        let diagnostic = Diagnostic::new(Code::Unreadable, unusable.id);
        let scanned = ScannedSource {
            source: unusable.into(),
            diagnostics: vec![diagnostic],
            outcome: LoadOutcome::Locked,
            is_new: true,
        };
        locked.insert(scanned, true);
        assert_eq!(locked.diagnostics().count(), 1);
        let unlocked = scan(folder.path(), &locked).unwrap();
        assert_eq!((unlocked.diagnostics().count(), text(&unlocked)), (0, "mot"));
    }

    /// A scan of `folder` in which the article has another text under the same stamp.
    fn misread(folder: &Path) -> Scan {
        let mut scan = scan(folder, &Scan::default()).unwrap();
        let mut source = (**scan.sources.at("content/articles/tin/a.md").unwrap()).clone();
        source.content = SourceContent::Text(Text::from("bon"));
        source.hash = Hash::of(b"bon");
        scan.sources.insert(source.into());
        scan
    }

    /// A change that no stamp shows is found at once in reported files, and in small ones within a few scans.
    #[test]
    fn changes_without_a_stamp_are_seen() {
        let (folder, article) = project();
        fs::write(&article, "mot").unwrap();
        let mut known = misread(folder.path());
        assert_eq!(text(&scan(folder.path(), &known).unwrap()), "bon");
        let reported = Recheck::new(folder.path(), &BTreeSet::from([article]));
        assert_eq!(text(&scan_with(folder.path(), &known, &reported).unwrap()), "mot");
        for turn in 8..8 + RECHECK_SHARES {
            known = scan_with(folder.path(), &known, &Recheck::default().with_share(turn)).unwrap();
        }
        assert_eq!(text(&known), "mot");
    }

    /// Links to files and folders inside the project are followed, and links to the outside are not.
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
        assert_eq!(found.path_diagnostics.len(), 3, "{:?}", found.path_diagnostics);
    }

    /// A file that changed shortly before the scan is read until it stays unchanged; older files cause no waiting.
    #[test]
    fn half_written_files_are_read_again() {
        let (folder, article) = project();
        fs::write(&article, "mot").unwrap();
        // `scan_settled` reads the clock before and after the first scan.
        let clock_reads = Cell::new(0);
        let write_after_scan = |text: &str, later: Duration| {
            clock_reads.set(clock_reads.get() + 1);
            if clock_reads.get() % 2 == 0 {
                fs::write(&article, text).unwrap();
            }
            SystemTime::now() + later
        };
        let at_once = scan_settled(folder.path(), &|| write_after_scan("mot hai", Duration::ZERO)).unwrap();
        assert_eq!(text(&at_once), "mot hai");
        let an_hour = Duration::from_secs(3600);
        let much_later = scan_settled(folder.path(), &|| write_after_scan("mot hai ba", an_hour)).unwrap();
        assert_eq!(text(&much_later), "mot hai");
    }

    /// A file that is removed while it settles is absent from the result.
    #[test]
    fn files_removed_meanwhile_are_absent() {
        let (folder, article) = project();
        fs::write(&article, "mot").unwrap();
        let clock_reads = Cell::new(0);
        let clock = || {
            clock_reads.set(clock_reads.get() + 1);
            if clock_reads.get() == 2 {
                fs::remove_file(&article).unwrap();
            }
            SystemTime::now()
        };
        let scan = scan_settled(folder.path(), &clock).unwrap();
        assert!(scan.sources.at("content/articles/tin/a.md").is_none());
        assert_eq!(scan.reread, BTreeSet::new());
    }
}
