//! Applies a journal to the output folder.

use std::collections::HashSet;
use std::fs;

use super::disk::{self, PathState};
use super::error::WriteError;
use super::folder_exchange;
use super::journal::{Deletion, Journal, JournalOp, Move};
use super::layout::Layout;
use super::manifest::Manifest;
use super::options::{CommitStep, OpenOptions};
use crate::file::ancestors;

/// A file of the old site that was not deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftFile {
    /// Path relative to the output, `/`-separated.
    pub path: String,
    /// Why it was not deleted.
    pub why: LeftReason,
}

/// Why a file of the old site was not deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftReason {
    /// Its bytes are not those that the last build wrote, or it cannot be read.
    Edited,
    /// The path is now a folder, a link or a device.
    NotFile,
    /// One of its parent folders is now a link.
    BehindLink,
}

/// The result of the deletions of a commit.
#[derive(Debug, Default)]
pub struct DeletionOutcome {
    /// Files deleted.
    pub removed: usize,
    /// Files that were changed since the last build, and that were therefore not deleted.
    pub left: Vec<LeftFile>,
}

/// Applies the operations of `journal`, moves its manifest into place and removes the journal.
///
/// `open` are the numbers of the operations that remain to be done when a commit is resumed; `None` means all.
/// `verified` are folders that the caller created just before.
///
/// # Errors
/// When the output cannot be written, or a path that must change is not as the journal expects it (`Foreign`).
/// The journal remains, so that the caller can restore the old site or the next `open` can resume.
pub fn apply_journal(
    layout: &Layout,
    old: &Manifest,
    journal: &Journal,
    open: Option<&HashSet<usize>>,
    verified: HashSet<String>,
    options: &OpenOptions,
) -> Result<DeletionOutcome, WriteError> {
    let is_open = |number: usize| open.is_none_or(|open| open.contains(&number));
    let mut executor = Executor {
        layout,
        journal,
        exchangeable: exchangeable(layout, old, journal, &is_open)?,
        exchanged: HashSet::new(),
        verified,
        moved_folders: HashSet::new(),
        outcome: DeletionOutcome::default(),
    };
    let changes: HashSet<&str> = journal.ops.iter().map(JournalOp::path).collect();
    let rescue_foreign_files = || {
        journal
            .exchanged
            .iter()
            .try_for_each(|folder| folder_exchange::rescue_foreign_files(layout, old, folder, &changes))
    };
    let last = journal.ops.iter().rposition(|op| matches!(op, JournalOp::Place(_)));
    for (number, op) in journal.ops.iter().enumerate() {
        if is_open(number) {
            executor.apply(number, op)?;
            options.report(match op {
                JournalOp::Place(_) => CommitStep::Renamed(number),
                JournalOp::Clear(_) | JournalOp::Remove(_) => CommitStep::Deleted(number),
                JournalOp::RemoveFolder(_) => CommitStep::FolderRemoved(number),
            });
        }
        if last == Some(number) {
            rescue_foreign_files()?;
        }
    }
    disk::remove_file(&layout.created_folders())?;
    disk::rename(&layout.next_manifest(), &layout.manifest)?;
    disk::sync_folder(&layout.records_folder, options.durable)?;
    options.report(CommitStep::ManifestWritten);
    disk::remove_file(&layout.journal)?;
    options.report(CommitStep::JournalDropped);
    Ok(executor.outcome)
}

/// Returns the folders that can be exchanged whole. All of them are checked before the first change.
fn exchangeable<'a>(
    layout: &Layout,
    old: &Manifest,
    journal: &'a Journal,
    is_open: &dyn Fn(usize) -> bool,
) -> Result<HashSet<&'a str>, WriteError> {
    let mut folders = HashSet::new();
    if journal.exchanged.is_empty() {
        return Ok(folders);
    }
    let changes: HashSet<&str> = journal.ops.iter().map(JournalOp::path).collect();
    let mut incomplete = HashSet::new();
    for (_, op) in journal.ops.iter().enumerate().filter(|(number, _)| is_open(*number)) {
        if let JournalOp::Place(moved @ Move { stage: None, .. }) = op
            && let Some(folder) = folder_exchange::containing_folder(&journal.exchanged, &moved.path)
        {
            folders.insert(folder);
            match disk::path_state(&layout.staged(&moved.path, None))? {
                PathState::File(stat) if stat.size == moved.size => {}
                _ => _ = incomplete.insert(folder),
            }
        }
    }
    folders.retain(|folder| !incomplete.contains(folder));
    for folder in folders.clone() {
        if !folder_exchange::is_as_built(layout, old, folder, Some(&changes))? {
            folders.remove(folder);
        }
    }
    Ok(folders)
}

struct Executor<'a> {
    layout: &'a Layout,
    journal: &'a Journal,
    /// Folders that can still be exchanged with those in the tree.
    exchangeable: HashSet<&'a str>,
    /// Folders that have been exchanged.
    exchanged: HashSet<&'a str>,
    /// Folders checked to be real ones, so that no link leads out of the output.
    verified: HashSet<String>,
    /// Topmost folders that were moved into place with all their staged files.
    moved_folders: HashSet<String>,
    outcome: DeletionOutcome,
}

/// The state of the folders above a path.
enum ParentState {
    /// All of them are folders.
    Verified,
    /// One of them does not exist.
    Missing,
    /// One of them is a link or another special file.
    Link,
}

impl<'a> Executor<'a> {
    fn apply(&mut self, number: usize, op: &'a JournalOp) -> Result<(), WriteError> {
        match op {
            JournalOp::Clear(deletion) => self.clear(deletion),
            JournalOp::RemoveFolder(path) => self.remove_folder(path),
            JournalOp::Place(moved) => self.place(number, moved),
            JournalOp::Remove(deletion) => self.remove(deletion),
        }
    }

    fn place(&mut self, number: usize, moved: &'a Move) -> Result<(), WriteError> {
        if moved.stage.is_none()
            && (self.is_exchanged(&moved.path) || self.was_moved_with_folder(&moved.path)?)
        {
            return Ok(());
        }
        self.create_parents(&moved.path)?;
        let (staged, target) =
            (self.layout.staged(&moved.path, moved.stage), self.layout.output_file(&moved.path));
        if moved.stage.is_none() && moved.previous.is_some() {
            // Its folder could not be exchanged, so it has no backup yet. Without one, a later error cannot be
            // undone.
            let _ = fs::hard_link(&target, self.layout.backup(number));
        }
        disk::rename(&staged, &target)
    }

    /// Returns whether the folder of `path` has been exchanged with the one in the tree, exchanging it if
    /// possible.
    fn is_exchanged(&mut self, path: &str) -> bool {
        let Some(folder) = folder_exchange::containing_folder(&self.journal.exchanged, path) else {
            return false;
        };
        if self.exchangeable.remove(folder) {
            // Where the exchange fails, as on a mount point, its files are moved one by one.
            let exchanged =
                disk::exchange(&self.layout.staged(folder, None), &self.layout.output_file(folder));
            self.exchanged.extend(exchanged.is_ok().then_some(folder));
        }
        self.exchanged.contains(folder)
    }

    /// Returns whether the topmost folder of `path` was moved into place as a whole, moving it if the output
    /// has none.
    fn was_moved_with_folder(&mut self, path: &str) -> Result<bool, WriteError> {
        let Some((top, _)) = path.split_once('/').filter(|(top, _)| !self.verified.contains(*top)) else {
            return Ok(false);
        };
        if self.moved_folders.contains(top) {
            return Ok(true);
        }
        let [from, to] = [self.layout.staged(top, None), self.layout.output_file(top)];
        let is_target_free =
            disk::path_state(&from)? == PathState::Folder && disk::path_state(&to)? == PathState::Nothing;
        // Where another program has a file in it open (Windows), its files are moved one by one.
        let is_moved = is_target_free && fs::rename(from, to).is_ok();
        self.moved_folders.extend(is_moved.then(|| top.to_owned()));
        Ok(is_moved)
    }

    /// Creates the missing folders above `path`.
    fn create_parents(&mut self, path: &str) -> Result<(), WriteError> {
        for folder in ancestors(path).filter(|folder| !self.verified.contains(*folder)).collect::<Vec<_>>() {
            let full = self.layout.output_file(folder);
            match disk::path_state(&full)? {
                PathState::Folder => {}
                PathState::Nothing => disk::create_folder(&full)?,
                _ => return Err(WriteError::Foreign { paths: vec![full] }),
            }
            self.verified.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Deletes a file that is in the way. Planning has checked that it is ours.
    fn clear(&mut self, deletion: &Deletion) -> Result<(), WriteError> {
        let full = self.layout.output_file(&deletion.path);
        match (self.parent_state(&deletion.path)?, disk::path_state(&full)?) {
            (ParentState::Missing, _) | (_, PathState::Nothing | PathState::Folder) => Ok(()),
            (ParentState::Verified, PathState::File(_)) if disk::hash(&full)? == deletion.hash => {
                disk::remove_file(&full)?;
                self.outcome.removed += 1;
                Ok(())
            }
            _ => Err(WriteError::Foreign { paths: vec![full] }),
        }
    }

    fn remove(&mut self, deletion: &Deletion) -> Result<(), WriteError> {
        let full = self.layout.output_file(&deletion.path);
        let why = match (self.parent_state(&deletion.path)?, disk::path_state(&full)?) {
            (ParentState::Missing, _) | (ParentState::Verified, PathState::Nothing) => {
                let exchanged_folder =
                    folder_exchange::containing_folder(&self.journal.exchanged, &deletion.path);
                self.outcome.removed +=
                    usize::from(exchanged_folder.is_some_and(|folder| self.exchanged.contains(folder)));
                return Ok(());
            }
            (ParentState::Link, _) => LeftReason::BehindLink,
            (ParentState::Verified, PathState::Folder | PathState::Other) => LeftReason::NotFile,
            // What cannot be read cannot be proven to be ours either.
            (ParentState::Verified, PathState::File(_)) => match disk::hash(&full) {
                Ok(hash) if hash == deletion.hash => {
                    disk::remove_file(&full)?;
                    self.outcome.removed += 1;
                    return Ok(());
                }
                _ => LeftReason::Edited,
            },
        };
        self.outcome.left.push(LeftFile { path: deletion.path.clone(), why });
        Ok(())
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), WriteError> {
        let full = self.layout.output_file(path);
        let verified = matches!(self.parent_state(path)?, ParentState::Verified);
        if verified && disk::path_state(&full)? == PathState::Folder {
            // Fails if another program put files in it; they are preserved.
            let _ = fs::remove_dir(&full);
            self.verified.remove(path);
        }
        Ok(())
    }

    fn parent_state(&mut self, path: &str) -> Result<ParentState, WriteError> {
        for folder in ancestors(path) {
            if self.verified.contains(folder) {
                continue;
            }
            match disk::path_state(&self.layout.output_file(folder))? {
                PathState::Folder => self.verified.insert(folder.to_owned()),
                PathState::Nothing | PathState::File(_) => return Ok(ParentState::Missing),
                PathState::Other => return Ok(ParentState::Link),
            };
        }
        Ok(ParentState::Verified)
    }
}
