//! What was put on the shelf and what stands in; the lines of a journal and the next manifest out.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

use super::disk::{self, PathState};
use super::error::WriteError;
use super::journal::{Deletion, JournalOp, Move, PreviousHash};
use super::layout::Layout;
use super::manifest::{Manifest, ManifestEntry};
use crate::file::ancestors;
use crate::hash::Hash;

/// A file that was put on the shelf.
#[derive(Debug)]
pub struct StagedFile {
    pub path: String,
    pub entry: ManifestEntry,
    pub fate: Action,
    /// The hash of what it was made of, if that shall be known later.
    pub made: Option<Hash>,
}

/// What must be done about a file.
#[derive(Debug)]
pub enum Action {
    /// The same bytes stand.
    Kept,
    /// A staged file takes its place.
    Staged {
        /// The number of the staged file; without one it waits in the tree.
        stage: Option<u64>,
        /// What stands there and gives way.
        before: Replaces,
    },
    /// Something that is not ours stands there.
    Foreign,
}

/// What a staged file takes the place of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaces {
    Nothing,
    /// A file with these bytes, which may be replaced.
    File(Hash),
    /// A folder, which may be removed if all in it is ours.
    Folder,
}

/// Everything a commit needs to know.
#[derive(Debug)]
pub struct CommitPlan {
    pub ops: Vec<JournalOp>,
    pub manifest: Manifest,
    /// Folders that can be made before anything else changes, the topmost first.
    pub scaffold: Vec<String>,
    pub kept: usize,
    pub written: usize,
    /// Bytes of the files to be written.
    pub bytes: u64,
}

/// Old paths by themselves in lower case, on a volume that does not tell the cases apart.
pub type LowercasePaths = HashMap<String, String>;

/// Plans the way from `old` to what was `found`; reads the disk, changes nothing.
///
/// Reports `Clash` when two files cannot stand together, and `Foreign` with
/// everything that is in the way and not ours.
pub fn plan(
    layout: &Layout,
    old: &Manifest,
    mut found: Vec<StagedFile>,
    folded: Option<&LowercasePaths>,
) -> Result<CommitPlan, WriteError> {
    found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let folders = folders(&found);
    refuse_clashes(&found, &folders, folded.is_some())?;
    let files: BTreeMap<String, ManifestEntry> =
        found.iter().map(|finding| (finding.path.clone(), finding.entry)).collect();
    let made = found.iter().filter_map(|finding| Some((finding.path.clone(), finding.made?))).collect();
    let mut way = Planner::new(layout, old, folded);
    for finding in in_order(&found) {
        way.plan(finding, &files)?;
    }
    way.refuse_foreign()?;
    way.remove_rest(&files, &folders);
    let folders = folders.into_iter().filter(|path| old.folders.contains(*path) || way.made.contains(*path));
    let staged = || found.iter().filter(|finding| matches!(finding.fate, Action::Staged { .. }));
    Ok(CommitPlan {
        kept: found.len() - staged().count(),
        written: staged().count(),
        bytes: staged().map(|finding| finding.entry.size).sum(),
        manifest: Manifest { folders: folders.map(str::to_owned).collect(), files, made },
        scaffold: way.scaffold,
        ops: way.ops,
    })
}

/// Refuses to write over what somebody put, since the build began, where nothing stood then.
pub fn refuse_newcomers(layout: &Layout, ops: &[JournalOp]) -> Result<(), WriteError> {
    let mut tops: HashMap<&str, PathState> = HashMap::new();
    let mut foreign = BTreeSet::new();
    for path in ops.iter().map(JournalOp::path) {
        let top = path.split('/').next().unwrap_or(path);
        let standing = match tops.get(top) {
            Some(known) => *known,
            None => *tops.entry(top).or_insert(disk::path_state(&layout.page(top))?),
        };
        match standing {
            PathState::Nothing => {}
            PathState::Folder if disk::path_state(&layout.page(path))? == PathState::Nothing => {}
            PathState::Folder => _ = foreign.insert(layout.page(path)),
            PathState::File(_) | PathState::Other => _ = foreign.insert(layout.page(top)),
        }
    }
    match foreign.is_empty() {
        true => Ok(()),
        false => Err(WriteError::Foreign { paths: foreign.into_iter().collect() }),
    }
}

/// Assets before the pages that show them, pages before the feeds that name them; by path within each.
fn in_order(found: &[StagedFile]) -> Vec<&StagedFile> {
    let mut ordered: Vec<&StagedFile> = found.iter().collect();
    ordered.sort_by_key(|finding| match finding.path.rsplit_once('.') {
        _ if is_page(&finding.path) => 1,
        Some((_, "xml" | "json")) => 2,
        _ => 0,
    });
    ordered
}

/// Whether the file at `path` is a page that people read.
pub fn is_page(path: &str) -> bool {
    matches!(path.rsplit_once('.'), Some((_, "html" | "htm")))
}

/// Every folder that the files need.
fn folders(found: &[StagedFile]) -> BTreeSet<&str> {
    let mut folders = BTreeSet::new();
    for finding in found {
        for folder in ancestors(&finding.path).rev() {
            if !folders.insert(folder) {
                break;
            }
        }
    }
    folders
}

fn refuse_clashes(found: &[StagedFile], folders: &BTreeSet<&str>, caseless: bool) -> Result<(), WriteError> {
    let clash = |path: &str| Err(WriteError::Clash { path: path.to_owned() });
    if let Some(twins) = found.windows(2).find(|pair| pair[0].path == pair[1].path) {
        return clash(&twins[0].path);
    }
    if let Some(both) = found.iter().find(|finding| folders.contains(finding.path.as_str())) {
        return clash(&both.path);
    }
    let mut seen = HashSet::new();
    match found.iter().find(|finding| caseless && !seen.insert(finding.path.to_lowercase())) {
        Some(twin) => clash(&twin.path),
        None => Ok(()),
    }
}

struct Planner<'a> {
    layout: &'a Layout,
    old: &'a Manifest,
    folded: Option<&'a LowercasePaths>,
    ops: Vec<JournalOp>,
    /// Folders looked at.
    seen: HashSet<String>,
    /// Folders that placing will make.
    made: HashSet<String>,
    /// Those of them that nothing stands in the way of, each after the one above.
    scaffold: Vec<String>,
    /// Those of them that must wait for the file that stands there to go, or are below such a one.
    waiting: HashSet<String>,
    /// Old files and folders that are gone before the deletions at the end.
    cleared: HashSet<String>,
    foreign: BTreeSet<PathBuf>,
}

impl<'a> Planner<'a> {
    fn new(layout: &'a Layout, old: &'a Manifest, folded: Option<&'a LowercasePaths>) -> Planner<'a> {
        Planner {
            layout,
            old,
            folded,
            ops: Vec::new(),
            seen: HashSet::new(),
            made: HashSet::new(),
            scaffold: Vec::new(),
            waiting: HashSet::new(),
            cleared: HashSet::new(),
            foreign: BTreeSet::new(),
        }
    }

    fn plan(
        &mut self,
        finding: &StagedFile,
        files: &BTreeMap<String, ManifestEntry>,
    ) -> Result<(), WriteError> {
        let path = &finding.path;
        let (stage, before) = match finding.fate {
            Action::Kept => return Ok(()),
            Action::Foreign => {
                self.foreign.insert(self.layout.page(path));
                return Ok(());
            }
            Action::Staged { stage, before } => (stage, before),
        };
        for folder in ancestors(path) {
            self.open_folder(folder)?;
        }
        let was = match before {
            Replaces::Nothing => None,
            Replaces::File(hash) => Some(PreviousHash(hash)),
            Replaces::Folder => {
                self.clear_folder(path)?;
                None
            }
        };
        if let Some(variant) = self.folded.and_then(|folded| folded.get(&path.to_lowercase()))
            && !files.contains_key(variant)
        {
            self.clear_file(variant)?;
        }
        let ManifestEntry { hash, size, .. } = finding.entry;
        self.ops.push(JournalOp::Place(Move { path: path.clone(), stage, hash, size, was }));
        Ok(())
    }

    /// Sees to it that `folder` is one when the first file is placed below it.
    fn open_folder(&mut self, folder: &str) -> Result<(), WriteError> {
        if !self.seen.insert(folder.to_owned()) {
            return Ok(());
        }
        let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        let standing = match self.made.contains(parent) {
            true => PathState::Nothing,
            false => disk::path_state(&self.layout.page(folder))?,
        };
        let waits = match standing {
            PathState::Folder => return Ok(()),
            PathState::Nothing => self.waiting.contains(parent),
            PathState::File(_) => {
                self.clear_file(folder)?;
                true
            }
            PathState::Other => {
                self.foreign.insert(self.layout.page(folder));
                return Ok(());
            }
        };
        self.made.insert(folder.to_owned());
        match waits {
            true => _ = self.waiting.insert(folder.to_owned()),
            false => self.scaffold.push(folder.to_owned()),
        }
        Ok(())
    }

    /// Deletes our old file at `path` before the next `Place`.
    fn clear_file(&mut self, path: &str) -> Result<(), WriteError> {
        let full = self.layout.page(path);
        match (self.old.file(path), disk::path_state(&full)?) {
            (_, PathState::Nothing) => {}
            (Some(entry), PathState::File(_)) if disk::hash(&full)? == entry.hash => {
                if self.cleared.insert(path.to_owned()) {
                    self.ops.push(JournalOp::Clear(Deletion { path: path.to_owned(), hash: entry.hash }));
                }
            }
            _ => {
                self.foreign.insert(full);
            }
        }
        Ok(())
    }

    /// Empties and removes our old folder at `path` before the next `Place`.
    fn clear_folder(&mut self, path: &str) -> Result<(), WriteError> {
        let full = self.layout.page(path);
        if !self.old.folders.contains(path) {
            self.foreign.insert(full);
            return Ok(());
        }
        for entry in fs::read_dir(&full).map_err(WriteError::reading(&full))? {
            let entry = entry.map_err(WriteError::reading(&full))?;
            let Some(name) = entry.file_name().to_str().map(|name| format!("{path}/{name}")) else {
                self.foreign.insert(entry.path());
                continue;
            };
            match disk::path_state(&entry.path())? {
                PathState::Folder => self.clear_folder(&name)?,
                _ => self.clear_file(&name)?,
            }
        }
        self.cleared.insert(path.to_owned());
        self.ops.push(JournalOp::Unmake(path.to_owned()));
        Ok(())
    }

    fn refuse_foreign(&mut self) -> Result<(), WriteError> {
        if self.foreign.is_empty() {
            return Ok(());
        }
        Err(WriteError::Foreign { paths: std::mem::take(&mut self.foreign).into_iter().collect() })
    }

    /// Deletes what the new site has no more: files, then folders from the deepest up.
    fn remove_rest(&mut self, files: &BTreeMap<String, ManifestEntry>, folders: &BTreeSet<&str>) {
        // Where cases are one, deleting `A` would delete the new `a`.
        let lower = self.folded.map(|_| files.keys().map(|path| path.to_lowercase()).collect::<HashSet<_>>());
        for (path, entry) in self.old.files() {
            let shared = lower.as_ref().is_some_and(|lower| lower.contains(&path.to_lowercase()));
            let needed = files.contains_key(path) || folders.contains(path);
            if !needed && !self.cleared.contains(path) && !shared {
                self.ops.push(JournalOp::Remove(Deletion { path: path.to_owned(), hash: entry.hash }));
            }
        }
        for path in self.old.folders.iter().rev() {
            if !folders.contains(path.as_str()) && !self.cleared.contains(path) {
                self.ops.push(JournalOp::Unmake(path.clone()));
            }
        }
    }
}
