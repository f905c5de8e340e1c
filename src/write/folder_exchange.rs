//! Exchanges folders in which most files change as a whole.
//!
//! The new folder is prepared in the staging tree and exchanged with the existing one in one step
//! (`RENAME_EXCHANGE` on Linux, `RENAME_SWAP` on macOS). This replaces hundreds of renames, so that there are
//! fewer moments in which a kill leaves old and new pages side by side. Unchanged files get a second hard
//! link in the tree. Windows has no such call; there files are moved one by one.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::iter;
use std::path::Path;

use super::cleanup;
use super::disk::{self, PathState};
use super::error::WriteError;
use super::journal::{JournalOp, Move};
use super::layout::Layout;
use super::manifest::Manifest;
use crate::file::{ancestors, below};

/// Returns the folder of `folders` (sorted) that is `path` or contains it.
pub fn containing_folder<'a>(folders: &'a [String], path: &str) -> Option<&'a str> {
    let found = |folder: &str| folders.binary_search_by(|other| other.as_str().cmp(folder)).ok();
    ancestors(path).chain(iter::once(path)).find_map(found).map(|at| folders[at].as_str())
}

/// What a commit changes below one folder.
#[derive(Default)]
struct SubtreeCounts {
    /// Files of the new site.
    files: usize,
    /// New or changed files.
    placed: usize,
    /// New or changed files that replace a file.
    replaced: usize,
    /// Whether a file or folder must be deleted before another can be placed.
    cleared: bool,
}

impl SubtreeCounts {
    /// Returns whether an exchange saves renames and needs at most as many links as there are changes.
    fn is_worth_it(&self) -> bool {
        !self.cleared && self.replaced >= 2 && self.placed * 2 >= self.files
    }
}

/// Moves the staged files of exchangeable folders into the tree. Returns these folders, sorted.
///
/// A folder qualifies if we created it and it holds nothing but our unchanged files; the topmost ones are
/// taken.
///
/// # Errors
/// When a folder cannot be read or a staged file not be moved. Nothing visible has changed then.
pub fn prepare(
    layout: &Layout,
    old: &Manifest,
    new: &Manifest,
    ops: &mut [JournalOp],
) -> Result<Vec<String>, WriteError> {
    let mut folders: Vec<String> = Vec::new();
    if !disk::CAN_EXCHANGE {
        return Ok(folders);
    }
    for (folder, count) in count_changes(new, ops) {
        let is_candidate = count.is_worth_it()
            && old.folders.contains(&folder)
            && containing_folder(&folders, &folder).is_none();
        if is_candidate && is_as_built(layout, old, &folder, None)? {
            let placed: HashSet<&str> = ops.iter().map(JournalOp::path).collect();
            match link_unchanged(layout, new, &folder, &placed) {
                Ok(()) => folders.push(folder),
                Err(_) => cleanup::remove_tree(&below(&layout.tree(), &folder))?,
            }
        }
    }
    for op in ops {
        let JournalOp::Place(moved @ Move { stage: Some(_), .. }) = op else { continue };
        if containing_folder(&folders, &moved.path).is_some() {
            let to = layout.staged(&moved.path, None);
            disk::rename(&layout.staged(&moved.path, moved.stage), &to)?;
            moved.stage = None;
        }
    }
    Ok(folders)
}

fn count_changes(new: &Manifest, ops: &[JournalOp]) -> BTreeMap<String, SubtreeCounts> {
    let mut counts: HashMap<&str, SubtreeCounts> = HashMap::new();
    for op in ops {
        for folder in ancestors(op.path()) {
            let count = counts.entry(folder).or_default();
            match op {
                JournalOp::Place(moved) => {
                    count.placed += 1;
                    count.replaced += usize::from(moved.previous.is_some());
                }
                JournalOp::Clear(_) => count.cleared = true,
                JournalOp::RemoveFolder(_) | JournalOp::Remove(_) => {}
            }
        }
    }
    for folder in new.files.keys().flat_map(|path| ancestors(path)) {
        if let Some(count) = counts.get_mut(folder) {
            count.files += 1;
        }
    }
    counts.into_iter().map(|(folder, count)| (folder.to_owned(), count)).collect()
}

/// Returns whether `folder` holds exactly our folders and files, with the recorded sizes and modification
/// times.
///
/// With `changes`, the paths that a commit changes, every other file must also be in the tree.
///
/// # Errors
/// When a folder cannot be read or a path not be inspected.
pub fn is_as_built(
    layout: &Layout,
    old: &Manifest,
    folder: &str,
    changes: Option<&HashSet<&str>>,
) -> Result<bool, WriteError> {
    let full = layout.output_file(folder);
    if disk::path_state(&full)? != PathState::Folder || !old.folders.contains(folder) {
        return Ok(false);
    }
    for entry in fs::read_dir(&full).map_err(WriteError::reading(&full))? {
        let entry = entry.map_err(WriteError::reading(&full))?;
        let Some(path) = entry.file_name().to_str().map(|name| format!("{folder}/{name}")) else {
            return Ok(false);
        };
        let is_ours = match disk::path_state(&entry.path())? {
            PathState::Folder => is_as_built(layout, old, &path, changes)?,
            state @ PathState::File(stat) => {
                let is_unchanged = changes.is_some_and(|changes| !changes.contains(path.as_str()));
                old.file(&path).is_some_and(|known| known.matches(stat))
                    && (!is_unchanged || disk::path_state(&layout.staged(&path, None))? == state)
            }
            PathState::Nothing | PathState::Other => false,
        };
        if !is_ours {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Creates `folder` and its subfolders in the tree, and hard links to the files in it that do not change.
fn link_unchanged(layout: &Layout, new: &Manifest, folder: &str, placed: &HashSet<&str>) -> io::Result<()> {
    let below = format!("{folder}/");
    let folders = new.folders.range(folder.to_owned()..).take_while(|path| path.starts_with(folder));
    for path in folders.filter(|path| *path == folder || path.starts_with(&below)) {
        let tree = layout.staged(path, None);
        fs::create_dir_all(&tree)?;
        match fs::metadata(layout.output_file(path)) {
            Ok(replaced) => copy_mode(&replaced, &tree)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let files = new.files.range(below.clone()..).map(|(path, _)| path);
    for path in
        files.take_while(|path| path.starts_with(&below)).filter(|path| !placed.contains(path.as_str()))
    {
        fs::hard_link(layout.output_file(path), layout.staged(path, None))?;
    }
    Ok(())
}

/// Gives the folder at `to` the mode of the folder that it will replace; fails if their owners differ.
#[cfg(unix)]
fn copy_mode(replaced: &fs::Metadata, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let current = fs::metadata(to)?;
    if (current.uid(), current.gid()) != (replaced.uid(), replaced.gid()) {
        return Err(ErrorKind::PermissionDenied.into());
    }
    if current.mode() == replaced.mode() { Ok(()) } else { fs::set_permissions(to, replaced.permissions()) }
}

#[cfg(not(unix))]
fn copy_mode(_: &fs::Metadata, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Moves files that another program created or changed in `folder`, just before the exchange, back into the
/// site.
///
/// After the exchange, the tree holds the old folder. A file that is not as we wrote it is moved back if its
/// path is free, or if the commit changes no file of that path (`changes`).
///
/// # Errors
/// When the tree cannot be read or a file not be moved.
pub fn rescue_foreign_files(
    layout: &Layout,
    old: &Manifest,
    folder: &str,
    changes: &HashSet<&str>,
) -> Result<(), WriteError> {
    let tree = layout.staged(folder, None);
    let entries = match fs::read_dir(&tree) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(&tree)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(WriteError::reading(&tree))?;
        let path = entry.file_name().to_str().map(|name| format!("{folder}/{name}"));
        let known = path.as_deref().and_then(|path| old.file(path));
        let is_ours = match (disk::path_state(&entry.path())?, &path) {
            (PathState::Folder, Some(path)) => {
                rescue_foreign_files(layout, old, path, changes)?;
                continue;
            }
            (PathState::File(stat), Some(_)) => known.is_some_and(|known| known.matches(stat)),
            _ => false,
        };
        let target = layout.output_file(folder).join(entry.file_name());
        let is_unchanged = known.is_some() && path.is_some_and(|path| !changes.contains(path.as_str()));
        if !is_ours && (is_unchanged || disk::path_state(&target)? == PathState::Nothing) {
            let above = layout.output_file(folder);
            fs::create_dir_all(&above).map_err(WriteError::writing(&above, 0))?;
            disk::rename(&entry.path(), &target)?;
        }
    }
    Ok(())
}
