//! Folders in which most files change: laid out in the tree, to be exchanged whole with those that stand.
//!
//! One exchange (`RENAME_EXCHANGE` of Linux, `RENAME_SWAP` of macOS) takes the
//! place of hundreds of renames, so that fewer moments are left in which a kill
//! leaves old and new pages side by side. Files that stay as they are get a second
//! link in the tree. Windows has no such call; there files come one by one.

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

/// The folder of `whole` (sorted) that is `path` or holds it.
pub fn of<'a>(whole: &'a [String], path: &str) -> Option<&'a str> {
    let found = |folder: &str| whole.binary_search_by(|one| one.as_str().cmp(folder)).ok();
    ancestors(path).chain(iter::once(path)).find_map(found).map(|at| whole[at].as_str())
}

/// What happens below a folder.
#[derive(Default)]
struct SubtreeCounts {
    /// Files of the new site.
    files: usize,
    /// Those of them that are new or changed.
    placed: usize,
    /// Those of them that take the place of a file.
    replaced: usize,
    /// Whether something must be deleted there before a file can be placed.
    cleared: bool,
}

impl SubtreeCounts {
    /// Whether an exchange saves renames and needs no more links than there are changes.
    fn is_worth_it(&self) -> bool {
        !self.cleared && self.replaced >= 2 && self.placed * 2 >= self.files
    }
}

/// Moves the staged files of folders that can be exchanged whole into the tree; gives these folders, sorted.
///
/// Only folders that we made and that hold nothing but our unchanged files are taken, the topmost ones first.
///
/// # Errors
/// When a folder cannot be read or a staged file not be moved; nothing visible is changed.
pub fn lay_out(
    layout: &Layout,
    old: &Manifest,
    new: &Manifest,
    ops: &mut [JournalOp],
) -> Result<Vec<String>, WriteError> {
    let mut whole: Vec<String> = Vec::new();
    if !disk::CAN_EXCHANGE {
        return Ok(whole);
    }
    for (folder, share) in shares(new, ops) {
        let is_candidate =
            share.is_worth_it() && old.folders.contains(&folder) && of(&whole, &folder).is_none();
        if is_candidate && is_as_built(layout, old, &folder, None)? {
            let placed: HashSet<&str> = ops.iter().map(JournalOp::path).collect();
            match link_kept(layout, new, &folder, &placed) {
                Ok(()) => whole.push(folder),
                Err(_) => cleanup::remove_tree(&below(&layout.tree(), &folder))?,
            }
        }
    }
    for op in ops {
        let JournalOp::Place(placed @ Move { stage: Some(_), .. }) = op else { continue };
        if of(&whole, &placed.path).is_some() {
            let to = layout.staged(&placed.path, None);
            disk::rename(&layout.staged(&placed.path, placed.stage), &to)?;
            placed.stage = None;
        }
    }
    Ok(whole)
}

fn shares(new: &Manifest, ops: &[JournalOp]) -> BTreeMap<String, SubtreeCounts> {
    let mut shares: HashMap<&str, SubtreeCounts> = HashMap::new();
    for op in ops {
        for folder in ancestors(op.path()) {
            let share = shares.entry(folder).or_default();
            match op {
                JournalOp::Place(placed) => {
                    share.placed += 1;
                    share.replaced += usize::from(placed.was.is_some());
                }
                JournalOp::Clear(_) => share.cleared = true,
                JournalOp::Unmake(_) | JournalOp::Remove(_) => {}
            }
        }
    }
    for folder in new.files.keys().flat_map(|path| ancestors(path)) {
        if let Some(share) = shares.get_mut(folder) {
            share.files += 1;
        }
    }
    shares.into_iter().map(|(folder, share)| (folder.to_owned(), share)).collect()
}

/// Whether `folder` holds exactly our folders and files, with the sizes and times that we left them with.
///
/// With the paths that a commit `changes`, also whether every other file waits in the tree too.
pub fn is_as_built(
    layout: &Layout,
    old: &Manifest,
    folder: &str,
    changes: Option<&HashSet<&str>>,
) -> Result<bool, WriteError> {
    let full = layout.page(folder);
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
            standing @ PathState::File(stat) => {
                let is_kept = changes.is_some_and(|changes| !changes.contains(path.as_str()));
                old.file(&path).is_some_and(|known| known.shows(stat))
                    && (!is_kept || disk::path_state(&layout.staged(&path, None))? == standing)
            }
            PathState::Nothing | PathState::Other => false,
        };
        if !is_ours {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Makes the folders of `folder` in the tree, and links the files into them that stay as they are.
fn link_kept(layout: &Layout, new: &Manifest, folder: &str, placed: &HashSet<&str>) -> io::Result<()> {
    let below = format!("{folder}/");
    let folders = new.folders.range(folder.to_owned()..).take_while(|path| path.starts_with(folder));
    for path in folders.filter(|path| *path == folder || path.starts_with(&below)) {
        let tree = layout.staged(path, None);
        fs::create_dir_all(&tree)?;
        match fs::metadata(layout.page(path)) {
            Ok(standing) => take_rights(&standing, &tree)?,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let files = new.files.range(below.clone()..).map(|(path, _)| path);
    for path in
        files.take_while(|path| path.starts_with(&below)).filter(|path| !placed.contains(path.as_str()))
    {
        fs::hard_link(layout.page(path), layout.staged(path, None))?;
    }
    Ok(())
}

/// Gives the folder at `to` the mode of the folder that it will take the place of; fails where the owners differ.
#[cfg(unix)]
fn take_rights(standing: &fs::Metadata, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    let own = fs::metadata(to)?;
    if (own.uid(), own.gid()) != (standing.uid(), standing.gid()) {
        return Err(ErrorKind::PermissionDenied.into());
    }
    match own.mode() == standing.mode() {
        true => Ok(()),
        false => fs::set_permissions(to, standing.permissions()),
    }
}

#[cfg(not(unix))]
fn take_rights(_: &fs::Metadata, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Puts back what another program put into `folder`, or changed there, in the moment before the exchange.
///
/// After the exchange the tree holds the old folder. A file that is not as we left it goes back if its name is free, or if
/// the commit `changes` no file of that path.
pub fn rescue(
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
                rescue(layout, old, path, changes)?;
                continue;
            }
            (PathState::File(stat), Some(_)) => known.is_some_and(|known| known.shows(stat)),
            _ => false,
        };
        let page = layout.page(folder).join(entry.file_name());
        let is_kept = known.is_some() && path.is_some_and(|path| !changes.contains(path.as_str()));
        if !is_ours && (is_kept || disk::path_state(&page)? == PathState::Nothing) {
            let above = layout.page(folder);
            fs::create_dir_all(&above).map_err(WriteError::writing(&above, 0))?;
            disk::rename(&entry.path(), &page)?;
        }
    }
    Ok(())
}
