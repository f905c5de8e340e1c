//! Looks, before a commit begins, whether every file and folder that it changes can be changed.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::disk::{self, PathState};
use super::error::WriteError;
use super::journal::{JournalOp, Move};
use super::layout::Layout;
use super::options::OpenOptions;
use crate::file::{ancestors, is_in_use};

/// The time between two looks at files that another program has open.
const WAIT: Duration = Duration::from_millis(200);

/// How often a commit looks at them, which makes 10 seconds.
const MAX_WAITS: usize = 50;

/// Refuses a commit in which a file cannot be replaced or deleted, or a folder takes no files. Nothing is changed.
///
/// On Windows, waits up to 10 seconds for files that another program has open.
///
/// # Errors
/// `ReadOnly` or `Held`, with the first such file or folder.
pub fn refuse_unchangeable(
    layout: &Layout,
    ops: &[JournalOp],
    options: &OpenOptions,
) -> Result<(), WriteError> {
    let mut kinds: HashMap<&str, PathState> = HashMap::new();
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    let mut held: Vec<PathBuf> = Vec::new();
    for op in ops {
        let mut changed = Some("");
        let mut all_stand = true;
        for folder in ancestors(op.path()) {
            let kind = match kinds.get(folder) {
                Some(kind) => *kind,
                None => *kinds.entry(folder).or_insert(disk::path_state(&layout.page(folder))?),
            };
            match kind {
                PathState::Folder => changed = Some(folder),
                PathState::Nothing | PathState::File(_) => all_stand = false,
                PathState::Other => (changed, all_stand) = (None, false),
            }
            if !all_stand {
                break;
            }
        }
        folders.extend(changed);
        if all_stand && takes_away_a_file(op) {
            let page = layout.page(op.path());
            match disk::probe_file(&page) {
                Err(error) if is_in_use(&error) => held.push(page),
                probed => probed.map_err(WriteError::replacing(&page))?,
            }
        }
    }
    for folder in folders {
        let folder = if folder.is_empty() { layout.out.clone() } else { layout.page(folder) };
        disk::probe_folder(&folder).map_err(WriteError::writing(&folder, 0))?;
    }
    wait_for(held, options)
}

/// Whether a file that stands gives way to the line.
fn takes_away_a_file(op: &JournalOp) -> bool {
    matches!(op, JournalOp::Clear(_) | JournalOp::Remove(_) | JournalOp::Place(Move { was: Some(_), .. }))
}

fn wait_for(mut held: Vec<PathBuf>, options: &OpenOptions) -> Result<(), WriteError> {
    if let (Some(first), Some(waiting)) = (held.first(), &options.waiting) {
        waiting(first);
    }
    for _ in 0..MAX_WAITS {
        held.retain(|page| disk::probe_file(page).is_err());
        if held.is_empty() {
            return Ok(());
        }
        thread::sleep(WAIT);
    }
    held.into_iter().next().map_or(Ok(()), |path| Err(WriteError::Held { path }))
}
