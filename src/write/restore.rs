//! Backs up the files that a commit replaces or deletes, and restores the old site after an error.

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

/// Makes a second hard link to every file that an operation of `ops` replaces or deletes. Returns whether all
/// have one.
///
/// Files in folders that are exchanged whole need none.
///
/// # Errors
/// When the volume is full. Nothing visible has changed then.
pub fn back_up(layout: &Layout, ops: &[JournalOp]) -> Result<bool, WriteError> {
    let folder = layout.backups();
    fs::create_dir_all(&folder).map_err(WriteError::writing(&folder, 0))?;
    let mut complete = true;
    for (number, op) in ops.iter().enumerate() {
        let path = match op {
            JournalOp::Clear(deletion) | JournalOp::Remove(deletion) => &deletion.path,
            JournalOp::Place(Move { path, stage: Some(_), previous: Some(_), .. }) => path,
            JournalOp::Place(_) | JournalOp::RemoveFolder(_) => continue,
        };
        let target = layout.output_file(path);
        if !matches!(disk::path_state(&target)?, PathState::File(_)) {
            continue;
        }
        let backup = layout.backup(number);
        match fs::hard_link(&target, &backup) {
            Ok(()) => {}
            Err(error) if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
                return Err(WriteError::writing(&backup, 0)(error));
            }
            // Some volumes do not support hard links, and some systems refuse links to files of another user.
            Err(_) => complete = false,
        }
    }
    Ok(complete)
}

/// Restores the old site after `error` stopped a commit.
///
/// Returns `error` if the old site is restored and the journal removed; otherwise `HalfDone`, and the journal
/// remains.
pub fn restore_old_site(
    layout: &Layout,
    journal: &Journal,
    options: &OpenOptions,
    error: WriteError,
) -> WriteError {
    match roll_back(layout, journal, options) {
        Ok(true) => error,
        Ok(false) | Err(_) => {
            let (mut new, mut old) = (0, 0);
            for moved in moves(journal) {
                let is_new = is_new(layout, moved).unwrap_or(false);
                *(if is_new { &mut new } else { &mut old }) += 1;
            }
            WriteError::HalfDone { path: layout.out.clone(), new, old, cause: Box::new(error) }
        }
    }
}

/// Undoes the operations of `journal` in reverse order. Returns `false`, without a change, when backups are
/// missing.
///
/// The state of each path is read from the output, so it does not matter how far the commit got. Staged files
/// are preserved, so that the commit can still be completed if the process is killed here.
fn roll_back(layout: &Layout, journal: &Journal, options: &OpenOptions) -> Result<bool, WriteError> {
    let is_manifest_new = disk::path_state(&layout.next_manifest())? == PathState::Nothing;
    if is_manifest_new || !can_roll_back(layout, journal)? {
        return Ok(false);
    }
    for folder in &journal.exchanged {
        if is_exchanged(layout, journal, folder)? {
            let target = layout.output_file(folder);
            let exchanged = disk::exchange(&layout.staged(folder, None), &target);
            exchanged.map_err(WriteError::writing(&target, 0))?;
        }
    }
    let created = new_folders(layout)?;
    for (number, op) in journal.ops.iter().enumerate().rev() {
        let target = layout.output_file(op.path());
        match op {
            JournalOp::Place(moved) => {
                if is_new(layout, moved)? {
                    move_back_to_stage(layout, number, moved)?;
                }
            }
            JournalOp::Clear(_) | JournalOp::Remove(_) => {
                let below = format!("{}/", op.path());
                for folder in created.iter().rev() {
                    if folder == op.path() || folder.starts_with(&below) {
                        // Fails if files of another program are in it; they are preserved.
                        let _ = fs::remove_dir(layout.output_file(folder));
                    }
                }
                if disk::path_state(&target)? == PathState::Nothing {
                    restore_backup(layout, number, &target)?;
                }
            }
            JournalOp::RemoveFolder(_) => {}
        }
        options.report(CommitStep::PutBack(number));
    }
    for folder in created.iter().rev() {
        let _ = fs::remove_dir(layout.output_file(folder));
    }
    cleanup::remove_created_folders(layout)?;
    disk::remove_file(&layout.journal)?;
    Ok(true)
}

/// Returns whether everything that was replaced or deleted can be restored.
fn can_roll_back(layout: &Layout, journal: &Journal) -> Result<bool, WriteError> {
    if journal.backed_up {
        for (number, op) in journal.ops.iter().enumerate() {
            let JournalOp::Place(moved @ Move { stage: None, previous: Some(previous), .. }) = op else {
                continue;
            };
            // The old file is at the path of the staged one or, if its folder could not be exchanged, among the
            // backups.
            let holders = [layout.staged(&moved.path, None), layout.backup(number)];
            let [is_exchanged, is_backed_up] = holders.map(|path| is_file(&path, *previous));
            if is_new(layout, moved)? && !is_exchanged? && !is_backed_up? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    for op in &journal.ops {
        let is_done = match op {
            JournalOp::Place(moved) => moved.previous.is_some() && is_new(layout, moved)?,
            JournalOp::Clear(deletion) | JournalOp::Remove(deletion) => {
                disk::path_state(&layout.output_file(&deletion.path))? == PathState::Nothing
            }
            JournalOp::RemoveFolder(_) => false,
        };
        if is_done {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns whether `folder` was exchanged with the one in the tree, which then holds old files.
fn is_exchanged(layout: &Layout, journal: &Journal, folder: &str) -> Result<bool, WriteError> {
    for moved in moves(journal) {
        if let (None, Some(previous)) = (moved.stage, moved.previous)
            && folder_exchange::containing_folder(&journal.exchanged, &moved.path) == Some(folder)
        {
            return Ok(is_new(layout, moved)? && is_file(&layout.staged(&moved.path, None), previous)?);
        }
    }
    Ok(false)
}

/// Moves a new file back to the stage, and its backup to the path.
fn move_back_to_stage(layout: &Layout, number: usize, moved: &Move) -> Result<(), WriteError> {
    let (target, staged) = (layout.output_file(&moved.path), layout.staged(&moved.path, moved.stage));
    let is_staged = disk::path_state(&staged)? != PathState::Nothing;
    if let Some(above) = staged.parent() {
        fs::create_dir_all(above).map_err(WriteError::writing(above, 0))?;
    }
    if moved.previous.is_some() {
        if !is_staged {
            fs::hard_link(&target, &staged).map_err(WriteError::writing(&staged, 0))?;
        }
        return restore_backup(layout, number, &target);
    }
    if is_staged { disk::remove_file(&target) } else { disk::rename(&target, &staged) }
}

/// Restores `target` from its backup, if there is one. The backup remains, in case the process is killed.
fn restore_backup(layout: &Layout, number: usize, target: &Path) -> Result<(), WriteError> {
    let (backup, second) = (layout.backup(number), layout.stage.join("restored"));
    if disk::path_state(&backup)? == PathState::Nothing {
        return Ok(());
    }
    disk::remove_file(&second)?;
    fs::hard_link(&backup, &second).map_err(WriteError::writing(&second, 0))?;
    if let Some(above) = target.parent() {
        fs::create_dir_all(above).map_err(WriteError::writing(above, 0))?;
    }
    disk::rename(&second, target)
}

/// The folders that the new manifest has and the old one does not.
fn new_folders(layout: &Layout) -> Result<BTreeSet<String>, WriteError> {
    let folders = |path| Ok(Manifest::read(path)?.unwrap_or_default().folders);
    let (old, new) = (folders(&layout.manifest)?, folders(&layout.next_manifest())?);
    Ok(&new - &old)
}

fn moves(journal: &Journal) -> impl Iterator<Item = &Move> {
    journal.ops.iter().filter_map(|op| match op {
        JournalOp::Place(moved) => Some(moved),
        _ => None,
    })
}

/// Returns whether the new file is in place.
fn is_new(layout: &Layout, moved: &Move) -> Result<bool, WriteError> {
    Ok(moved.previous != Some(PreviousHash(moved.hash))
        && is_file(&layout.output_file(&moved.path), PreviousHash(moved.hash))?)
}

fn is_file(path: &Path, PreviousHash(hash): PreviousHash) -> Result<bool, WriteError> {
    Ok(matches!(disk::path_state(path)?, PathState::File(_)) && disk::hash(path)? == hash)
}
