//! Follows files that were moved: where each is now, and where it was before.

use std::collections::HashSet;

use jiff::Timestamp;

use crate::desk::relocation::moved_text;
use crate::desk::state::DeskState;

/// The most moves of one file that are followed.
const MAX_MOVES: usize = 50;

/// Where the file is that is or was at `path`; `None` if it does not exist any more.
pub fn present_path(state: &DeskState, path: &str) -> Option<String> {
    let mut path = path.to_owned();
    for _ in 0..MAX_MOVES {
        if state.files.exists(&path) {
            return Some(path);
        }
        path = state.files.history().moved_to(&path).ok().flatten()?;
    }
    None
}

/// The paths that the file at `path` had before, each with the time until which it was there, the last one first.
pub fn former_paths(state: &DeskState, path: &str) -> Vec<(String, Timestamp)> {
    let mut seen = HashSet::from([path.to_owned()]);
    let mut found: Vec<(String, Timestamp)> = Vec::new();
    let mut next = Some((path.to_owned(), Timestamp::MAX));
    while let Some((path, until)) = next.filter(|_| found.len() < MAX_MOVES) {
        let moves = state.files.history().moved_from(&path).unwrap_or_default();
        next = moves.into_iter().find(|(other, when)| *when <= until && !seen.contains(other));
        if let Some(former) = &next {
            seen.insert(former.0.clone());
            found.push(former.clone());
        }
    }
    found
}

/// `text`, a content of the file that was at `from`, with links that are right at `to`, where the file is now.
pub fn text_at(state: &DeskState, from: &str, to: &str, text: &str) -> String {
    if from == to { text.to_owned() } else { moved_text(from, to, text, &|path| present_path(state, path)) }
}
