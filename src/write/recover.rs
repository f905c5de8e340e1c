//! Finishes the commit of a build that was killed, or says why it cannot and touches nothing.

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

/// What came of looking for a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resumed {
    /// There was none.
    Nothing,
    /// The new site stands.
    Completed,
    /// The journal was dropped: either the old site stands untouched, or the caller adopts what there is.
    GivenUp,
}

/// Finishes a commit that was killed, however often it was killed before.
///
/// Everything is looked at before anything is touched. Reports `DamagedJournal`
/// when new bytes are lost after some of the site was already replaced, and
/// `Foreign` when somebody put something in the way meanwhile.
pub fn resume(layout: &Layout, old: &Manifest, options: &OpenOptions) -> Result<Resumed, WriteError> {
    let over = options.adopt == AdoptPolicy::Over;
    let journal = match Journal::read(layout) {
        Ok(Some(journal)) => journal,
        Ok(None) => return Ok(Resumed::Nothing),
        Err(WriteError::DamagedJournal { .. }) if over => return give_up(layout),
        Err(error) => return Err(error),
    };
    if finished(layout, &journal)? {
        disk::remove_file(&layout.journal)?;
        options.took(CommitStep::JournalDropped);
        return Ok(Resumed::Completed);
    }
    let progress = CommitProgress::of(layout, &journal)?;
    if let Some(page) = lost(layout, &journal, &progress)? {
        if over || untouched(layout, &journal, &progress)? {
            return give_up(layout);
        }
        return Err(WriteError::DamagedJournal { path: layout.journal.clone(), page: Some(page) });
    }
    let open = |number: &usize| progress.is_open(*number, &journal.ops[*number]);
    let open: HashSet<usize> = (0..journal.ops.len()).filter(open).collect();
    let left: Vec<JournalOp> = open.iter().map(|number| journal.ops[*number].clone()).collect();
    if !over {
        refuse_foreign(layout, &left)?;
    }
    let probed = probe::refuse_unchangeable(layout, &left, options);
    let applied =
        probed.and_then(|()| apply::complete(layout, old, &journal, Some(&open), HashSet::new(), options));
    applied.map_err(|fault| restore::old_site(layout, &journal, options, fault))?;
    Ok(Resumed::Completed)
}

fn give_up(layout: &Layout) -> Result<Resumed, WriteError> {
    disk::remove_file(&layout.journal)?;
    Ok(Resumed::GivenUp)
}

/// How far a commit came.
struct CommitProgress {
    /// The lines whose staged files are still there.
    staged: HashSet<usize>,
    /// The lines that are surely done: all up to the last one whose staged file has left the stage.
    done: usize,
    /// Whether any file came into place.
    touched: bool,
}

impl CommitProgress {
    fn of(layout: &Layout, journal: &Journal) -> Result<CommitProgress, WriteError> {
        let mut progress = CommitProgress { staged: HashSet::new(), done: 0, touched: false };
        for (number, op) in journal.ops.iter().enumerate() {
            let JournalOp::Place(placed) = op else { continue };
            let staged = layout.staged(&placed.path, placed.stage);
            let is_whole = folder_exchange::of(&journal.whole, &placed.path).is_some();
            // After an exchange, the old file lies where the new one waited.
            let is_old = |PreviousHash(was)| is_file(&staged, was);
            let is_exchanged = is_whole && placed.was.map(is_old).transpose()? == Some(true);
            if is_exchanged || disk::path_state(&staged)? == PathState::Nothing {
                progress.touched = true;
                // Files of a folder come in one go, before lines that stand between theirs.
                progress.done = if is_whole { progress.done } else { number + 1 };
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

/// Whether all was done but dropping the journal.
fn finished(layout: &Layout, journal: &Journal) -> Result<bool, WriteError> {
    let waiting = disk::path_state(&layout.next_manifest())? != PathState::Nothing;
    Ok(!waiting && is_file(&layout.manifest, journal.manifest)?)
}

/// A file whose new bytes are neither on the stage nor in place.
fn lost(
    layout: &Layout,
    journal: &Journal,
    progress: &CommitProgress,
) -> Result<Option<PathBuf>, WriteError> {
    for (number, op) in journal.ops.iter().enumerate() {
        let JournalOp::Place(placed) = op else { continue };
        let page = layout.page(&placed.path);
        let staged = progress.staged.contains(&number);
        let holder = if staged { layout.staged(&placed.path, placed.stage) } else { page.clone() };
        if !is_file(&holder, placed.hash)? {
            return Ok(Some(page));
        }
    }
    let manifest = is_file(&layout.next_manifest(), journal.manifest)?;
    Ok((!manifest).then(|| layout.manifest.clone()))
}

fn is_file(path: &Path, hash: Hash) -> Result<bool, WriteError> {
    Ok(matches!(disk::path_state(path)?, PathState::File(_)) && disk::hash(path)? == hash)
}

/// Whether not one line was obeyed, so that dropping the journal leaves the old site whole.
fn untouched(layout: &Layout, journal: &Journal, progress: &CommitProgress) -> Result<bool, WriteError> {
    if progress.touched {
        return Ok(false);
    }
    for op in &journal.ops {
        if let JournalOp::Clear(doomed) | JournalOp::Remove(doomed) = op
            && disk::path_state(&layout.page(&doomed.path))? == PathState::Nothing
        {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Refuses to go on when what stands is neither as before the commit nor as after it.
fn refuse_foreign(layout: &Layout, ops: &[JournalOp]) -> Result<(), WriteError> {
    let unmade: HashSet<&str> = ops
        .iter()
        .filter_map(|op| match op {
            JournalOp::Unmake(path) => Some(path.as_str()),
            _ => None,
        })
        .collect();
    let mut paths = Vec::new();
    for op in ops {
        let full = layout.page(op.path());
        let ours = match (op, disk::path_state(&full)?) {
            (JournalOp::Unmake(_) | JournalOp::Remove(_), _) | (_, PathState::Nothing) => true,
            (JournalOp::Place(_), PathState::Folder) => unmade.contains(op.path()),
            (JournalOp::Clear(_), PathState::Folder) => true,
            (_, PathState::Other) => false,
            (JournalOp::Place(placed), PathState::File(_)) => expected(placed, disk::hash(&full)?),
            (JournalOp::Clear(doomed), PathState::File(_)) => disk::hash(&full)? == doomed.hash,
        };
        if !ours {
            paths.push(full);
        }
    }
    paths.sort();
    paths.dedup();
    if paths.is_empty() { Ok(()) } else { Err(WriteError::Foreign { paths }) }
}

fn expected(placed: &Move, standing: Hash) -> bool {
    standing == placed.hash || placed.was == Some(PreviousHash(standing))
}
