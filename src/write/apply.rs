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
    /// Relative to the output.
    pub path: String,
    /// Why it stays.
    pub why: LeftReason,
}

/// Why a file of the old site stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftReason {
    /// Its bytes are not those we wrote, or cannot be read.
    Edited,
    /// A folder, a link or a device took its place.
    NotFile,
    /// A folder above it became a link.
    BehindLink,
}

/// What came of the deletions.
#[derive(Debug, Default)]
pub struct DeletionOutcome {
    /// Files deleted.
    pub removed: usize,
    /// Files that somebody changed, and that therefore stay.
    pub left: Vec<LeftFile>,
}

/// Obeys the lines of `journal`, puts its manifest in force and drops it. The folders `firm` were made just before.
///
/// Of a journal that was begun before, only the lines with the numbers `open` are left. A fault in between leaves the
/// journal, so that the old site can be put back, or the next `open` goes on from there.
pub fn complete(
    layout: &Layout,
    old: &Manifest,
    journal: &Journal,
    open: Option<&HashSet<usize>>,
    firm: HashSet<String>,
    options: &OpenOptions,
) -> Result<DeletionOutcome, WriteError> {
    let is_open = |number: usize| open.is_none_or(|open| open.contains(&number));
    let mut hand = Executor {
        layout,
        journal,
        exchangeable: exchangeable(layout, old, journal, &is_open)?,
        exchanged: HashSet::new(),
        firm,
        whole: HashSet::new(),
        applied: DeletionOutcome::default(),
    };
    let changes: HashSet<&str> = journal.ops.iter().map(JournalOp::path).collect();
    let rescue =
        || journal.whole.iter().try_for_each(|folder| folder_exchange::rescue(layout, old, folder, &changes));
    let last = journal.ops.iter().rposition(|op| matches!(op, JournalOp::Place(_)));
    for (number, op) in journal.ops.iter().enumerate() {
        if is_open(number) {
            hand.obey(number, op)?;
            options.took(match op {
                JournalOp::Place(_) => CommitStep::Renamed(number),
                JournalOp::Clear(_) | JournalOp::Remove(_) => CommitStep::Deleted(number),
                JournalOp::Unmake(_) => CommitStep::FolderRemoved(number),
            });
        }
        if last == Some(number) {
            rescue()?;
        }
    }
    disk::remove_file(&layout.scaffold())?;
    disk::rename(&layout.next_manifest(), &layout.manifest)?;
    disk::settle(&layout.own, options.durable)?;
    options.took(CommitStep::ManifestWritten);
    disk::remove_file(&layout.journal)?;
    options.took(CommitStep::JournalDropped);
    Ok(hand.applied)
}

/// The folders that can be exchanged whole, all looked at before the first change.
fn exchangeable<'a>(
    layout: &Layout,
    old: &Manifest,
    journal: &'a Journal,
    is_open: &dyn Fn(usize) -> bool,
) -> Result<HashSet<&'a str>, WriteError> {
    let mut folders = HashSet::new();
    if journal.whole.is_empty() {
        return Ok(folders);
    }
    let changes: HashSet<&str> = journal.ops.iter().map(JournalOp::path).collect();
    let mut incomplete = HashSet::new();
    for (_, op) in journal.ops.iter().enumerate().filter(|(number, _)| is_open(*number)) {
        if let JournalOp::Place(placed @ Move { stage: None, .. }) = op
            && let Some(folder) = folder_exchange::of(&journal.whole, &placed.path)
        {
            folders.insert(folder);
            match disk::path_state(&layout.staged(&placed.path, None))? {
                PathState::File(stat) if stat.size == placed.size => {}
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
    /// Folders that can be exchanged with those in the tree.
    exchangeable: HashSet<&'a str>,
    /// Folders that were.
    exchanged: HashSet<&'a str>,
    /// Folders known to be real ones, so that no link leads us out.
    firm: HashSet<String>,
    /// Topmost folders that were moved into place with all that waited in them.
    whole: HashSet<String>,
    applied: DeletionOutcome,
}

/// What the folders above a path are.
enum ParentState {
    Firm,
    Gone,
    /// One of them is a link or the like.
    Link,
}

impl<'a> Executor<'a> {
    fn obey(&mut self, number: usize, op: &'a JournalOp) -> Result<(), WriteError> {
        match op {
            JournalOp::Clear(doomed) => self.clear(doomed),
            JournalOp::Unmake(path) => self.unmake(path),
            JournalOp::Place(placed) => self.place(number, placed),
            JournalOp::Remove(doomed) => self.remove(doomed),
        }
    }

    fn place(&mut self, number: usize, placed: &'a Move) -> Result<(), WriteError> {
        if placed.stage.is_none() && (self.is_exchanged(&placed.path) || self.came_whole(&placed.path)?) {
            return Ok(());
        }
        self.make_way(&placed.path)?;
        let (staged, page) = (self.layout.staged(&placed.path, placed.stage), self.layout.page(&placed.path));
        if placed.stage.is_none() && placed.was.is_some() {
            // Its folder could not be exchanged, so it has no backup yet. Without one, a later fault cannot be undone.
            let _ = fs::hard_link(&page, self.layout.backup(number));
        }
        disk::rename(&staged, &page)
    }

    /// Whether the folder of `path` is exchanged with that in the tree, now or before.
    fn is_exchanged(&mut self, path: &str) -> bool {
        let Some(folder) = folder_exchange::of(&self.journal.whole, path) else { return false };
        if self.exchangeable.remove(folder) {
            // Where it cannot be, as with a mount point, its files come one by one.
            let exchanged = disk::exchange(&self.layout.staged(folder, None), &self.layout.page(folder));
            self.exchanged.extend(exchanged.is_ok().then_some(folder));
        }
        self.exchanged.contains(folder)
    }

    /// Whether the topmost folder of `path` is moved into place with all that waits in it, as it is where nothing stands.
    fn came_whole(&mut self, path: &str) -> Result<bool, WriteError> {
        let Some((top, _)) = path.split_once('/').filter(|(top, _)| !self.firm.contains(*top)) else {
            return Ok(false);
        };
        if self.whole.contains(top) {
            return Ok(true);
        }
        let [from, to] = [self.layout.staged(top, None), self.layout.page(top)];
        let is_way_clear =
            disk::path_state(&from)? == PathState::Folder && disk::path_state(&to)? == PathState::Nothing;
        // Where somebody holds a file in it, as may be on Windows, its files come one by one.
        let came = is_way_clear && fs::rename(from, to).is_ok();
        self.whole.extend(came.then(|| top.to_owned()));
        Ok(came)
    }

    /// Makes the folders above `path` that are missing.
    fn make_way(&mut self, path: &str) -> Result<(), WriteError> {
        for folder in ancestors(path).filter(|folder| !self.firm.contains(*folder)).collect::<Vec<_>>() {
            let full = self.layout.page(folder);
            match disk::path_state(&full)? {
                PathState::Folder => {}
                PathState::Nothing => disk::make_folder(&full)?,
                _ => return Err(WriteError::Foreign { paths: vec![full] }),
            }
            self.firm.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Deletes what is in the way, which was proven ours before the journal stood.
    fn clear(&mut self, doomed: &Deletion) -> Result<(), WriteError> {
        let full = self.layout.page(&doomed.path);
        match (self.footing(&doomed.path)?, disk::path_state(&full)?) {
            (ParentState::Gone, _) | (_, PathState::Nothing | PathState::Folder) => Ok(()),
            (ParentState::Firm, PathState::File(_)) if disk::hash(&full)? == doomed.hash => {
                disk::remove_file(&full)?;
                self.applied.removed += 1;
                Ok(())
            }
            _ => Err(WriteError::Foreign { paths: vec![full] }),
        }
    }

    fn remove(&mut self, doomed: &Deletion) -> Result<(), WriteError> {
        let full = self.layout.page(&doomed.path);
        let why = match (self.footing(&doomed.path)?, disk::path_state(&full)?) {
            (ParentState::Gone, _) | (ParentState::Firm, PathState::Nothing) => {
                let went_whole = folder_exchange::of(&self.journal.whole, &doomed.path);
                self.applied.removed +=
                    usize::from(went_whole.is_some_and(|folder| self.exchanged.contains(folder)));
                return Ok(());
            }
            (ParentState::Link, _) => LeftReason::BehindLink,
            (ParentState::Firm, PathState::Folder | PathState::Other) => LeftReason::NotFile,
            // What cannot be read cannot be proven to be ours either.
            (ParentState::Firm, PathState::File(_)) => match disk::hash(&full) {
                Ok(hash) if hash == doomed.hash => {
                    disk::remove_file(&full)?;
                    self.applied.removed += 1;
                    return Ok(());
                }
                _ => LeftReason::Edited,
            },
        };
        self.applied.left.push(LeftFile { path: doomed.path.clone(), why });
        Ok(())
    }

    fn unmake(&mut self, path: &str) -> Result<(), WriteError> {
        let full = self.layout.page(path);
        let firm = matches!(self.footing(path)?, ParentState::Firm);
        if firm && disk::path_state(&full)? == PathState::Folder {
            // Not empty: somebody else's files are in it, and stay.
            let _ = fs::remove_dir(&full);
            self.firm.remove(path);
        }
        Ok(())
    }

    fn footing(&mut self, path: &str) -> Result<ParentState, WriteError> {
        for folder in ancestors(path) {
            if self.firm.contains(folder) {
                continue;
            }
            match disk::path_state(&self.layout.page(folder))? {
                PathState::Folder => self.firm.insert(folder.to_owned()),
                PathState::Nothing | PathState::File(_) => return Ok(ParentState::Gone),
                PathState::Other => return Ok(ParentState::Link),
            };
        }
        Ok(ParentState::Firm)
    }
}
