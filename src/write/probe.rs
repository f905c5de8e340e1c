//! Checks before a commit whether every file and folder that it changes can be changed.

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

/// The interval between two checks of files that another program has open.
const WAIT: Duration = Duration::from_millis(200);

/// The number of these checks: 10 seconds in total.
const MAX_WAITS: usize = 50;

/// Refuses a commit in which a file cannot be replaced or deleted, or a folder cannot be written. Changes
/// nothing.
///
/// On Windows, waits up to 10 seconds for files that another program has open.
///
/// # Errors
/// `ReadOnly` or `InUse`, with the first such file or folder.
pub fn refuse_unchangeable(
    layout: &Layout,
    ops: &[JournalOp],
    options: &OpenOptions,
) -> Result<(), WriteError> {
    let mut kinds: HashMap<&str, PathState> = HashMap::new();
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    let mut in_use: Vec<PathBuf> = Vec::new();
    for op in ops {
        let mut changed = Some("");
        let mut are_folders = true;
        for folder in ancestors(op.path()) {
            let kind = match kinds.get(folder) {
                Some(kind) => *kind,
                None => *kinds.entry(folder).or_insert(disk::path_state(&layout.output_file(folder))?),
            };
            match kind {
                PathState::Folder => changed = Some(folder),
                PathState::Nothing | PathState::File(_) => are_folders = false,
                PathState::Other => (changed, are_folders) = (None, false),
            }
            if !are_folders {
                break;
            }
        }
        folders.extend(changed);
        if are_folders && replaces_or_deletes(op) {
            let target = layout.output_file(op.path());
            match disk::probe_file(&target) {
                Err(error) if is_in_use(&error) => in_use.push(target),
                probed => probed.map_err(WriteError::replacing(&target))?,
            }
        }
    }
    for folder in folders {
        let folder = if folder.is_empty() { layout.out.clone() } else { layout.output_file(folder) };
        disk::probe_folder(&folder).map_err(WriteError::writing(&folder, 0))?;
    }
    wait_for(in_use, options)
}

/// Returns whether the operation replaces or deletes an existing file.
fn replaces_or_deletes(op: &JournalOp) -> bool {
    matches!(
        op,
        JournalOp::Clear(_) | JournalOp::Remove(_) | JournalOp::Place(Move { previous: Some(_), .. })
    )
}

fn wait_for(mut in_use: Vec<PathBuf>, options: &OpenOptions) -> Result<(), WriteError> {
    if let (Some(first), Some(waiting)) = (in_use.first(), &options.on_waiting) {
        waiting(first);
    }
    for _ in 0..MAX_WAITS {
        in_use.retain(|target| disk::probe_file(target).is_err());
        if in_use.is_empty() {
            return Ok(());
        }
        thread::sleep(WAIT);
    }
    in_use.into_iter().next().map_or(Ok(()), |path| Err(WriteError::InUse { path }))
}
