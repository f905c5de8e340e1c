//! Resumes a commit that was killed, or reports why it cannot without changing anything.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::apply;
use super::disk::{self, PathState};
use super::error::WriteError;
use super::folder_exchange;
use super::journal::{Journal, JournalOp, Move, PreviousHash};
use super::layout::Layout;
use super::manifest::Manifest;
use super::options::{AdoptPolicy, CommitStep, OpenOptions};
use super::probe;
use super::restore;
use crate::hash::Hash;

/// The result of resuming a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resumed {
    /// There was no journal.
    Nothing,
    /// The new site is in place.
    Completed,
    /// The journal was removed: either the old site is unchanged, or the caller adopts the output as it is.
    GivenUp,
}

/// Completes a commit that was killed, no matter how often. Everything is checked before anything is changed.
///
/// # Errors
/// `DamagedJournal` when new bytes are lost after some of the site was replaced; `Foreign` when another
/// program put something in the way meanwhile; otherwise the error of the commit itself.
pub fn resume(layout: &Layout, old: &Manifest, options: &OpenOptions) -> Result<Resumed, WriteError> {
    let over = options.adopt == AdoptPolicy::Over;
    let journal = match Journal::read(layout) {
        Ok(Some(journal)) => journal,
        Ok(None) => return Ok(Resumed::Nothing),
        Err(WriteError::DamagedJournal { .. }) if over => return discard_journal(layout),
        Err(error) => return Err(error),
    };
    if is_finished(layout, &journal)? {
        disk::remove_file(&layout.journal)?;
        options.report(CommitStep::JournalDropped);
        return Ok(Resumed::Completed);
    }
    let progress = CommitProgress::read(layout, &journal)?;
    if let Some(target) = find_lost_file(layout, &journal, &progress)? {
        if over || is_untouched(layout, &journal, &progress)? {
            return discard_journal(layout);
        }
        return Err(WriteError::DamagedJournal { path: layout.journal.clone(), page: Some(target) });
    }
    let open = |number: &usize| progress.is_open(*number, &journal.ops[*number]);
    let open: HashSet<usize> = (0..journal.ops.len()).filter(open).collect();
    let remaining: Vec<JournalOp> = open.iter().map(|number| journal.ops[*number].clone()).collect();
    if !over {
        refuse_foreign(layout, &remaining)?;
    }
    let probed = probe::refuse_unchangeable(layout, &remaining, options);
    let applied = probed
        .and_then(|()| apply::apply_journal(layout, old, &journal, Some(&open), HashSet::new(), options));
    applied.map_err(|error| restore::restore_old_site(layout, &journal, options, error))?;
    Ok(Resumed::Completed)
}

fn discard_journal(layout: &Layout) -> Result<Resumed, WriteError> {
    disk::remove_file(&layout.journal)?;
    Ok(Resumed::GivenUp)
}

/// How far a commit got.
struct CommitProgress {
    /// Numbers of the operations whose staged files still exist.
    staged: HashSet<usize>,
    /// The operations below this number are done: a later one has moved its staged file.
    done: usize,
    /// Whether any staged file has been moved.
    touched: bool,
}

impl CommitProgress {
    fn read(layout: &Layout, journal: &Journal) -> Result<CommitProgress, WriteError> {
        let mut progress = CommitProgress { staged: HashSet::new(), done: 0, touched: false };
        for (number, op) in journal.ops.iter().enumerate() {
            let JournalOp::Place(moved) = op else { continue };
            let staged = layout.staged(&moved.path, moved.stage);
            let is_exchangeable =
                folder_exchange::containing_folder(&journal.exchanged, &moved.path).is_some();
            // After an exchange, the old file is at the path of the staged one.
            let is_old = |PreviousHash(hash)| is_file(&staged, hash);
            let is_exchanged = is_exchangeable && moved.previous.map(is_old).transpose()? == Some(true);
            if is_exchanged || disk::path_state(&staged)? == PathState::Nothing {
                progress.touched = true;
                // The files of an exchanged folder are moved at once, before operations that are listed between
                // them.
                progress.done = if is_exchangeable { progress.done } else { number + 1 };
            } else {
                progress.staged.insert(number);
            }
        }
        Ok(progress)
    }

    fn is_open(&self, number: usize, op: &JournalOp) -> bool {
        match op {
            JournalOp::Place(_) => self.staged.contains(&number),
            _ => number >= self.done,
        }
    }
}

/// Returns whether only the removal of the journal is left to do.
fn is_finished(layout: &Layout, journal: &Journal) -> Result<bool, WriteError> {
    let waiting = disk::path_state(&layout.next_manifest())? != PathState::Nothing;
    Ok(!waiting && is_file(&layout.manifest, journal.manifest)?)
}

/// Returns a file whose new bytes are neither on the stage nor in place.
fn find_lost_file(
    layout: &Layout,
    journal: &Journal,
    progress: &CommitProgress,
) -> Result<Option<PathBuf>, WriteError> {
    for (number, op) in journal.ops.iter().enumerate() {
        let JournalOp::Place(moved) = op else { continue };
        let target = layout.output_file(&moved.path);
        let staged = progress.staged.contains(&number);
        let holder = if staged { layout.staged(&moved.path, moved.stage) } else { target.clone() };
        if !is_file(&holder, moved.hash)? {
            return Ok(Some(target));
        }
    }
    let manifest = is_file(&layout.next_manifest(), journal.manifest)?;
    Ok((!manifest).then(|| layout.manifest.clone()))
}

fn is_file(path: &Path, hash: Hash) -> Result<bool, WriteError> {
    Ok(matches!(disk::path_state(path)?, PathState::File(_)) && disk::hash(path)? == hash)
}

/// Returns whether no operation was applied, so that the old site is complete without the journal.
fn is_untouched(layout: &Layout, journal: &Journal, progress: &CommitProgress) -> Result<bool, WriteError> {
    if progress.touched {
        return Ok(false);
    }
    for op in &journal.ops {
        if let JournalOp::Clear(deletion) | JournalOp::Remove(deletion) = op
            && disk::path_state(&layout.output_file(&deletion.path))? == PathState::Nothing
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Refuses to continue when a path is neither as before the commit nor as after it.
fn refuse_foreign(layout: &Layout, ops: &[JournalOp]) -> Result<(), WriteError> {
    let removed_folders: HashSet<&str> = ops
        .iter()
        .filter_map(|op| match op {
            JournalOp::RemoveFolder(path) => Some(path.as_str()),
            _ => None,
        })
        .collect();
    let mut paths = Vec::new();
    for op in ops {
        let full = layout.output_file(op.path());
        let is_ours = match (op, disk::path_state(&full)?) {
            (JournalOp::RemoveFolder(_) | JournalOp::Remove(_), _) | (_, PathState::Nothing) => true,
            (JournalOp::Place(_), PathState::Folder) => removed_folders.contains(op.path()),
            (JournalOp::Clear(_), PathState::Folder) => true,
            (_, PathState::Other) => false,
            (JournalOp::Place(moved), PathState::File(_)) => is_expected(moved, disk::hash(&full)?),
            (JournalOp::Clear(deletion), PathState::File(_)) => disk::hash(&full)? == deletion.hash,
        };
        if !is_ours {
            paths.push(full);
        }
    }
    paths.sort();
    paths.dedup();
    if paths.is_empty() { Ok(()) } else { Err(WriteError::Foreign { paths }) }
}

fn is_expected(moved: &Move, current: Hash) -> bool {
    current == moved.hash || moved.previous == Some(PreviousHash(current))
}
