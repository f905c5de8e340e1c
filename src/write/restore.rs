//! Keeps the files that a commit replaces or deletes, and puts the old site back after a fault.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::cleanup;
use super::disk::{self, PathState};
use super::error::WriteError;
use super::folder_exchange;
use super::journal::{Journal, JournalOp, Move, PreviousHash};
use super::layout::Layout;
use super::manifest::Manifest;
use super::options::{CommitStep, OpenOptions};

/// Gives every file that a line of `ops` takes away a second link; says whether all of them could get one.
///
/// Folders that are exchanged whole need none.
///
/// # Errors
/// When the volume is full. Nothing visible is changed.
pub fn back_up(layout: &Layout, ops: &[JournalOp]) -> Result<bool, WriteError> {
    let folder = layout.backups();
    fs::create_dir_all(&folder).map_err(WriteError::writing(&folder, 0))?;
    let mut complete = true;
    for (number, op) in ops.iter().enumerate() {
        let path = match op {
            JournalOp::Clear(doomed) | JournalOp::Remove(doomed) => &doomed.path,
            JournalOp::Place(Move { path, stage: Some(_), was: Some(_), .. }) => path,
            JournalOp::Place(_) | JournalOp::Unmake(_) => continue,
        };
        let page = layout.page(path);
        if !matches!(disk::path_state(&page)?, PathState::File(_)) {
            continue;
        }
        let backup = layout.backup(number);
        match fs::hard_link(&page, &backup) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
                return Err(WriteError::writing(&backup, 0)(error));
            }
            // Some volumes have no second links, and some systems give none of another user's file.
            Err(_) => complete = false,
        }
    }
    Ok(complete)
}

/// Puts the old site back after `fault` stopped a commit.
///
/// Gives `fault`, and the journal is gone; or `HalfDone`, and the journal still stands.
pub fn old_site(layout: &Layout, journal: &Journal, options: &OpenOptions, fault: WriteError) -> WriteError {
    match go_back(layout, journal, options) {
        Ok(true) => fault,
        Ok(false) | Err(_) => {
            let (mut new, mut old) = (0, 0);
            for placed in places(journal) {
                let is_new = is_new(layout, placed).unwrap_or(false);
                *(if is_new { &mut new } else { &mut old }) += 1;
            }
            WriteError::HalfDone { path: layout.out.clone(), new, old, cause: Box::new(fault) }
        }
    }
}

/// Undoes the lines of `journal`, the last one first. `false`, and nothing is touched, where backups are missing.
///
/// Looks at what stands instead of counting, so it does not matter how far the commit came. Keeps the staged files,
/// so that a kill in between leaves a journal that can still be completed.
fn go_back(layout: &Layout, journal: &Journal, options: &OpenOptions) -> Result<bool, WriteError> {
    let is_manifest_new = disk::path_state(&layout.next_manifest())? == PathState::Nothing;
    if is_manifest_new || !can_go_back(layout, journal)? {
        return Ok(false);
    }
    for folder in &journal.whole {
        if is_exchanged(layout, journal, folder)? {
            let page = layout.page(folder);
            let exchanged = disk::exchange(&layout.staged(folder, None), &page);
            exchanged.map_err(WriteError::writing(&page, 0))?;
        }
    }
    let fresh = fresh_folders(layout)?;
    for (number, op) in journal.ops.iter().enumerate().rev() {
        let page = layout.page(op.path());
        match op {
            JournalOp::Place(placed) => {
                if is_new(layout, placed)? {
                    take_back(layout, number, placed)?;
                }
            }
            JournalOp::Clear(_) | JournalOp::Remove(_) => {
                let below = format!("{}/", op.path());
                for folder in fresh.iter().rev() {
                    if folder == op.path() || folder.starts_with(&below) {
                        // Not empty: another program's files are in it, and stay.
                        let _ = fs::remove_dir(layout.page(folder));
                    }
                }
                if disk::path_state(&page)? == PathState::Nothing {
                    put_back(layout, number, &page)?;
                }
            }
            JournalOp::Unmake(_) => {}
        }
        options.took(CommitStep::PutBack(number));
    }
    for folder in fresh.iter().rev() {
        let _ = fs::remove_dir(layout.page(folder));
    }
    cleanup::remove_created_folders(layout)?;
    disk::remove_file(&layout.journal)?;
    Ok(true)
}

/// Whether everything that was taken away can be put back.
fn can_go_back(layout: &Layout, journal: &Journal) -> Result<bool, WriteError> {
    if journal.backed_up {
        for (number, op) in journal.ops.iter().enumerate() {
            let JournalOp::Place(placed @ Move { stage: None, was: Some(was), .. }) = op else { continue };
            // The old file lies where the new one waited, or, when its folder could not be exchanged, among the backups.
            let holders = [layout.staged(&placed.path, None), layout.backup(number)];
            let [is_exchanged, is_backed_up] = holders.map(|path| is_file(&path, *was));
            if is_new(layout, placed)? && !is_exchanged? && !is_backed_up? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    for op in &journal.ops {
        let is_done = match op {
            JournalOp::Place(placed) => placed.was.is_some() && is_new(layout, placed)?,
            JournalOp::Clear(doomed) | JournalOp::Remove(doomed) => {
                disk::path_state(&layout.page(&doomed.path))? == PathState::Nothing
            }
            JournalOp::Unmake(_) => false,
        };
        if is_done {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether `folder` was exchanged with that in the tree, which then holds old files.
fn is_exchanged(layout: &Layout, journal: &Journal, folder: &str) -> Result<bool, WriteError> {
    for placed in places(journal) {
        if let (None, Some(was)) = (placed.stage, placed.was)
            && folder_exchange::of(&journal.whole, &placed.path) == Some(folder)
        {
            return Ok(is_new(layout, placed)? && is_file(&layout.staged(&placed.path, None), was)?);
        }
    }
    Ok(false)
}

/// Moves a placed file back to the stage, and its backup to where it stood.
fn take_back(layout: &Layout, number: usize, placed: &Move) -> Result<(), WriteError> {
    let (page, staged) = (layout.page(&placed.path), layout.staged(&placed.path, placed.stage));
    let is_staged = disk::path_state(&staged)? != PathState::Nothing;
    if let Some(above) = staged.parent() {
        fs::create_dir_all(above).map_err(WriteError::writing(above, 0))?;
    }
    if placed.was.is_some() {
        if !is_staged {
            fs::hard_link(&page, &staged).map_err(WriteError::writing(&staged, 0))?;
        }
        return put_back(layout, number, &page);
    }
    match is_staged {
        true => disk::remove_file(&page),
        false => disk::rename(&page, &staged),
    }
}

/// Puts a backup, if there is one, to `page`; the backup itself stays, for a kill and another try.
fn put_back(layout: &Layout, number: usize, page: &Path) -> Result<(), WriteError> {
    let (backup, second) = (layout.backup(number), layout.stage.join("restored"));
    if disk::path_state(&backup)? == PathState::Nothing {
        return Ok(());
    }
    disk::remove_file(&second)?;
    fs::hard_link(&backup, &second).map_err(WriteError::writing(&second, 0))?;
    if let Some(above) = page.parent() {
        fs::create_dir_all(above).map_err(WriteError::writing(above, 0))?;
    }
    disk::rename(&second, page)
}

/// The folders that the new site has and the old one has not.
fn fresh_folders(layout: &Layout) -> Result<BTreeSet<String>, WriteError> {
    let folders = |path| Ok(Manifest::read(path)?.unwrap_or_default().folders);
    let (old, new) = (folders(&layout.manifest)?, folders(&layout.next_manifest())?);
    Ok(&new - &old)
}

fn places(journal: &Journal) -> impl Iterator<Item = &Move> {
    journal.ops.iter().filter_map(|op| match op {
        JournalOp::Place(placed) => Some(placed),
        _ => None,
    })
}

/// Whether the new file stands in its place.
fn is_new(layout: &Layout, placed: &Move) -> Result<bool, WriteError> {
    Ok(placed.was != Some(PreviousHash(placed.hash))
        && is_file(&layout.page(&placed.path), PreviousHash(placed.hash))?)
}

fn is_file(path: &Path, PreviousHash(hash): PreviousHash) -> Result<bool, WriteError> {
    Ok(matches!(disk::path_state(path)?, PathState::File(_)) && disk::hash(path)? == hash)
}
