//! Plans a commit: compares the staged files with the output and lists the operations of the journal.

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

/// A file that was passed to the staging sink.
#[derive(Debug)]
pub struct StagedFile {
    pub path: String,
    pub entry: ManifestEntry,
    /// What the commit does with it.
    pub action: Action,
}

/// What a commit does with a file.
#[derive(Debug)]
pub enum Action {
    /// Nothing: the same bytes are in place.
    Unchanged,
    /// Moves the staged file into place.
    Staged {
        /// The number of the staged file; `None` if it is in the tree.
        stage: Option<u64>,
        /// What exists at the path now.
        replaces: Replaces,
    },
    /// The commit is refused: something that is not ours exists at the path.
    Foreign,
}

/// What a staged file replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaces {
    Nothing,
    /// A file with this hash, which may be replaced.
    File(Hash),
    /// A folder, which may be removed if everything in it is ours.
    Folder,
}

/// The operations and figures of a commit.
#[derive(Debug)]
pub struct CommitPlan {
    pub ops: Vec<JournalOp>,
    pub manifest: Manifest,
    /// Folders that can be created before the journal is written, parents first.
    pub early_folders: Vec<String>,
    pub unchanged: usize,
    pub written: usize,
    /// Total size in bytes of the files to be written.
    pub bytes: u64,
}

/// Old paths by their lower-case forms, on a volume that ignores case.
pub type LowercasePaths = HashMap<String, String>;

/// Plans the change from the manifest `old` to the files `staged_files`; reads the output, changes nothing.
///
/// # Errors
/// `Clash` when two files cannot exist together; `Foreign` with everything that is in the way and not ours.
pub fn plan(
    layout: &Layout,
    old: &Manifest,
    mut staged_files: Vec<StagedFile>,
    lower_case_paths: Option<&LowercasePaths>,
) -> Result<CommitPlan, WriteError> {
    staged_files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    let folders = needed_folders(&staged_files);
    refuse_clashes(&staged_files, &folders, lower_case_paths.is_some())?;
    let files: BTreeMap<String, ManifestEntry> =
        staged_files.iter().map(|file| (file.path.clone(), file.entry)).collect();
    let mut planner = Planner::new(layout, old, lower_case_paths);
    for file in in_commit_order(&staged_files) {
        planner.plan(file, &files)?;
    }
    planner.refuse_foreign()?;
    planner.remove_rest(&files, &folders);
    let folders =
        folders.into_iter().filter(|path| old.folders.contains(*path) || planner.created.contains(*path));
    let staged = || staged_files.iter().filter(|file| matches!(file.action, Action::Staged { .. }));
    Ok(CommitPlan {
        unchanged: staged_files.len() - staged().count(),
        written: staged().count(),
        bytes: staged().map(|file| file.entry.size).sum(),
        manifest: Manifest { folders: folders.map(str::to_owned).collect(), files, records: None },
        early_folders: planner.early_folders,
        ops: planner.ops,
    })
}

/// Refuses to overwrite files that appeared in an output that was empty when the build began.
///
/// # Errors
/// `Foreign` with the paths that are occupied now.
pub fn refuse_new_foreign_files(layout: &Layout, ops: &[JournalOp]) -> Result<(), WriteError> {
    let mut tops: HashMap<&str, PathState> = HashMap::new();
    let mut foreign = BTreeSet::new();
    for path in ops.iter().map(JournalOp::path) {
        let top = path.split('/').next().unwrap_or(path);
        let state = match tops.get(top) {
            Some(known) => *known,
            None => *tops.entry(top).or_insert(disk::path_state(&layout.output_file(top))?),
        };
        match state {
            PathState::Nothing => {}
            PathState::Folder if disk::path_state(&layout.output_file(path))? == PathState::Nothing => {}
            PathState::Folder => _ = foreign.insert(layout.output_file(path)),
            PathState::File(_) | PathState::Other => _ = foreign.insert(layout.output_file(top)),
        }
    }
    if foreign.is_empty() {
        Ok(())
    } else {
        Err(WriteError::Foreign { paths: foreign.into_iter().collect() })
    }
}

/// Orders assets before pages, and pages before feeds; by path within each group.
fn in_commit_order(staged_files: &[StagedFile]) -> Vec<&StagedFile> {
    let mut ordered: Vec<&StagedFile> = staged_files.iter().collect();
    ordered.sort_by_key(|file| match file.path.rsplit_once('.') {
        _ if is_page(&file.path) => 1,
        Some((_, "xml" | "json")) => 2,
        _ => 0,
    });
    ordered
}

/// Returns whether the file at `path` is an HTML page.
pub fn is_page(path: &str) -> bool {
    matches!(path.rsplit_once('.'), Some((_, "html" | "htm")))
}

/// All folders that the files need.
fn needed_folders(staged_files: &[StagedFile]) -> BTreeSet<&str> {
    let mut folders = BTreeSet::new();
    for file in staged_files {
        for folder in ancestors(&file.path).rev() {
            if !folders.insert(folder) {
                break;
            }
        }
    }
    folders
}

fn refuse_clashes(
    staged_files: &[StagedFile],
    folders: &BTreeSet<&str>,
    ignores_case: bool,
) -> Result<(), WriteError> {
    let clash = |path: &str| Err(WriteError::Clash { path: path.to_owned() });
    if let Some(twins) = staged_files.windows(2).find(|pair| pair[0].path == pair[1].path) {
        return clash(&twins[0].path);
    }
    if let Some(both) = staged_files.iter().find(|file| folders.contains(file.path.as_str())) {
        return clash(&both.path);
    }
    let mut seen = HashSet::new();
    match staged_files.iter().find(|file| ignores_case && !seen.insert(file.path.to_lowercase())) {
        Some(twin) => clash(&twin.path),
        None => Ok(()),
    }
}

struct Planner<'a> {
    layout: &'a Layout,
    old: &'a Manifest,
    lower_case_paths: Option<&'a LowercasePaths>,
    ops: Vec<JournalOp>,
    /// Folders that were inspected.
    inspected: HashSet<String>,
    /// Folders that the commit creates.
    created: HashSet<String>,
    /// Folders of `created` that can be created before the journal is written, parents first.
    early_folders: Vec<String>,
    /// Folders of `created` that replace a file, which must be deleted first, or that are below such a folder.
    waiting: HashSet<String>,
    /// Old files and folders that are deleted before the deletions at the end.
    cleared: HashSet<String>,
    foreign: BTreeSet<PathBuf>,
}

impl<'a> Planner<'a> {
    fn new(
        layout: &'a Layout,
        old: &'a Manifest,
        lower_case_paths: Option<&'a LowercasePaths>,
    ) -> Planner<'a> {
        Planner {
            layout,
            old,
            lower_case_paths,
            ops: Vec::new(),
            inspected: HashSet::new(),
            created: HashSet::new(),
            early_folders: Vec::new(),
            waiting: HashSet::new(),
            cleared: HashSet::new(),
            foreign: BTreeSet::new(),
        }
    }

    fn plan(&mut self, file: &StagedFile, files: &BTreeMap<String, ManifestEntry>) -> Result<(), WriteError> {
        let path = &file.path;
        let (stage, replaces) = match file.action {
            Action::Unchanged => return Ok(()),
            Action::Foreign => {
                self.foreign.insert(self.layout.output_file(path));
                return Ok(());
            }
            Action::Staged { stage, replaces } => (stage, replaces),
        };
        for folder in ancestors(path) {
            self.plan_folder(folder)?;
        }
        let previous = match replaces {
            Replaces::Nothing => None,
            Replaces::File(hash) => Some(PreviousHash(hash)),
            Replaces::Folder => {
                self.clear_folder(path)?;
                None
            }
        };
        if let Some(variant) =
            self.lower_case_paths.and_then(|lower_case_paths| lower_case_paths.get(&path.to_lowercase()))
            && !files.contains_key(variant)
        {
            self.clear_file(variant)?;
        }
        let ManifestEntry { hash, size, .. } = file.entry;
        self.ops.push(JournalOp::Place(Move { path: path.clone(), stage, hash, size, previous }));
        Ok(())
    }

    /// Plans the creation of `folder`, if it does not exist.
    fn plan_folder(&mut self, folder: &str) -> Result<(), WriteError> {
        if !self.inspected.insert(folder.to_owned()) {
            return Ok(());
        }
        let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        let state = if self.created.contains(parent) {
            PathState::Nothing
        } else {
            disk::path_state(&self.layout.output_file(folder))?
        };
        let waits = match state {
            PathState::Folder => return Ok(()),
            PathState::Nothing => self.waiting.contains(parent),
            PathState::File(_) => {
                self.clear_file(folder)?;
                true
            }
            PathState::Other => {
                self.foreign.insert(self.layout.output_file(folder));
                return Ok(());
            }
        };
        self.created.insert(folder.to_owned());
        if waits {
            self.waiting.insert(folder.to_owned());
        } else {
            self.early_folders.push(folder.to_owned());
        }
        Ok(())
    }

    /// Plans the deletion of our old file at `path` before the next `Place`.
    fn clear_file(&mut self, path: &str) -> Result<(), WriteError> {
        let full = self.layout.output_file(path);
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

    /// Plans to empty and remove our old folder at `path` before the next `Place`.
    fn clear_folder(&mut self, path: &str) -> Result<(), WriteError> {
        let full = self.layout.output_file(path);
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
        self.ops.push(JournalOp::RemoveFolder(path.to_owned()));
        Ok(())
    }

    fn refuse_foreign(&mut self) -> Result<(), WriteError> {
        if self.foreign.is_empty() {
            return Ok(());
        }
        Err(WriteError::Foreign { paths: std::mem::take(&mut self.foreign).into_iter().collect() })
    }

    /// Plans the deletion of everything that the new site does not have: files, then folders from the deepest
    /// up.
    fn remove_rest(&mut self, files: &BTreeMap<String, ManifestEntry>, folders: &BTreeSet<&str>) {
        // On a volume that ignores case, deleting `A` would delete the new `a`.
        let lower = self
            .lower_case_paths
            .map(|_| files.keys().map(|path| path.to_lowercase()).collect::<HashSet<_>>());
        for (path, entry) in self.old.files() {
            let shared = lower.as_ref().is_some_and(|lower| lower.contains(&path.to_lowercase()));
            let needed = files.contains_key(path) || folders.contains(path);
            if !needed && !self.cleared.contains(path) && !shared {
                self.ops.push(JournalOp::Remove(Deletion { path: path.to_owned(), hash: entry.hash }));
            }
        }
        for path in self.old.folders.iter().rev() {
            if !folders.contains(path.as_str()) && !self.cleared.contains(path) {
                self.ops.push(JournalOp::RemoveFolder(path.clone()));
            }
        }
    }
}
