//! A journal in, a changed folder out.

use std::collections::HashSet;
use std::fs;

use super::disk::{self, Standing};
use super::error::WriteError;
use super::journal::{Doomed, Journal, Op, Placed};
use super::output::{Layout, OpenOptions, Step};
use super::stage::{Left, Reason};

/// What came of the deletions.
#[derive(Debug, Default)]
pub struct Applied {
    /// Files deleted.
    pub removed: usize,
    /// Files that somebody changed, and that therefore stay.
    pub left: Vec<Left>,
}

/// Obeys the lines of `journal`, puts its manifest in force and drops it. The folders `firm` were made just before.
///
/// A fault in between leaves the journal, so that the next `open` goes on from there.
pub fn complete(
    layout: &Layout,
    journal: &Journal,
    firm: HashSet<String>,
    options: &OpenOptions,
) -> Result<Applied, WriteError> {
    let mut hand = Hand { layout, firm, whole: HashSet::new(), applied: Applied::default() };
    for (number, op) in journal.ops.iter().enumerate() {
        hand.obey(op)?;
        options.took(match op {
            Op::Place(_) => Step::Renamed(number),
            Op::Clear(_) | Op::Remove(_) => Step::Deleted(number),
            Op::Unmake(_) => Step::FolderRemoved(number),
        });
    }
    disk::remove_file(&layout.scaffold())?;
    disk::rename(&layout.next_manifest(), &layout.manifest)?;
    disk::settle(&layout.own, options.durable)?;
    options.took(Step::ManifestWritten);
    disk::remove_file(&layout.journal)?;
    options.took(Step::JournalDropped);
    Ok(hand.applied)
}

struct Hand<'a> {
    layout: &'a Layout,
    /// Folders known to be real ones, so that no link leads us out.
    firm: HashSet<String>,
    /// Topmost folders that were moved into place with all that waited in them.
    whole: HashSet<String>,
    applied: Applied,
}

/// What the folders above a path are.
enum Footing {
    Firm,
    Gone,
    /// One of them is a link or the like.
    Link,
}

impl Hand<'_> {
    fn obey(&mut self, op: &Op) -> Result<(), WriteError> {
        match op {
            Op::Clear(doomed) => self.clear(doomed),
            Op::Unmake(path) => self.unmake(path),
            Op::Place(placed) => self.place(placed),
            Op::Remove(doomed) => self.remove(doomed),
        }
    }

    fn place(&mut self, placed: &Placed) -> Result<(), WriteError> {
        if placed.stage.is_none() && self.came_whole(&placed.path)? {
            return Ok(());
        }
        self.make_way(&placed.path)?;
        let staged = self.layout.staged(&placed.path, placed.stage);
        disk::rename(&staged, &self.layout.page(&placed.path))
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
            disk::standing(&from)? == Standing::Folder && disk::standing(&to)? == Standing::Nothing;
        // Where somebody holds a file in it, as may be on Windows, its files come one by one.
        let came = is_way_clear && fs::rename(from, to).is_ok();
        self.whole.extend(came.then(|| top.to_owned()));
        Ok(came)
    }

    /// Makes the folders above `path` that are missing.
    fn make_way(&mut self, path: &str) -> Result<(), WriteError> {
        for folder in folders_above(path).filter(|folder| !self.firm.contains(*folder)).collect::<Vec<_>>() {
            let full = self.layout.page(folder);
            match disk::standing(&full)? {
                Standing::Folder => {}
                Standing::Nothing => disk::make_folder(&full)?,
                _ => return Err(WriteError::Foreign { paths: vec![full] }),
            }
            self.firm.insert(folder.to_owned());
        }
        Ok(())
    }

    /// Deletes what is in the way, which was proven ours before the journal stood.
    fn clear(&mut self, doomed: &Doomed) -> Result<(), WriteError> {
        let full = self.layout.page(&doomed.path);
        match (self.footing(&doomed.path)?, disk::standing(&full)?) {
            (Footing::Gone, _) | (_, Standing::Nothing | Standing::Folder) => Ok(()),
            (Footing::Firm, Standing::File(_)) if disk::hash(&full)? == doomed.hash => {
                disk::remove_file(&full)?;
                self.applied.removed += 1;
                Ok(())
            }
            _ => Err(WriteError::Foreign { paths: vec![full] }),
        }
    }

    fn remove(&mut self, doomed: &Doomed) -> Result<(), WriteError> {
        let full = self.layout.page(&doomed.path);
        let why = match (self.footing(&doomed.path)?, disk::standing(&full)?) {
            (Footing::Gone, _) | (Footing::Firm, Standing::Nothing) => return Ok(()),
            (Footing::Link, _) => Reason::BehindLink,
            (Footing::Firm, Standing::Folder | Standing::Other) => Reason::NotFile,
            // What cannot be read cannot be proven to be ours either.
            (Footing::Firm, Standing::File(_)) => match disk::hash(&full) {
                Ok(hash) if hash == doomed.hash => {
                    disk::remove_file(&full)?;
                    self.applied.removed += 1;
                    return Ok(());
                }
                _ => Reason::Edited,
            },
        };
        self.applied.left.push(Left { path: doomed.path.clone(), why });
        Ok(())
    }

    fn unmake(&mut self, path: &str) -> Result<(), WriteError> {
        let full = self.layout.page(path);
        let firm = matches!(self.footing(path)?, Footing::Firm);
        if firm && disk::standing(&full)? == Standing::Folder {
            // Not empty: somebody else's files are in it, and stay.
            let _ = fs::remove_dir(&full);
            self.firm.remove(path);
        }
        Ok(())
    }

    fn footing(&mut self, path: &str) -> Result<Footing, WriteError> {
        for folder in folders_above(path) {
            if self.firm.contains(folder) {
                continue;
            }
            match disk::standing(&self.layout.page(folder))? {
                Standing::Folder => self.firm.insert(folder.to_owned()),
                Standing::Nothing | Standing::File(_) => return Ok(Footing::Gone),
                Standing::Other => return Ok(Footing::Link),
            };
        }
        Ok(Footing::Firm)
    }
}

/// The folders above `path`, the topmost first.
pub fn folders_above(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}
