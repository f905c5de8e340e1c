//! Texts that are typed in the desk and not yet saved. The preview shows them in place of the files.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::hash::Hash;
use crate::read::scan::Scan;
use crate::source::Text;
use crate::threads::locked;

/// The unsaved texts of all files, by their paths from the project folder.
#[derive(Default)]
pub struct UnsavedTexts(Mutex<UnsavedState>);

#[derive(Default)]
struct UnsavedState {
    texts: BTreeMap<Text, Arc<[u8]>>,
    revision: u64,
}

/// What a snapshot shows instead of the files on the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownTexts {
    /// The number of changes of the unsaved texts that the snapshot has.
    pub revision: u64,
    /// The hashes of the files on the disk whose unsaved texts are shown.
    pub on_disk: BTreeMap<Text, Hash>,
}

impl UnsavedTexts {
    /// Shows `bytes` as the content of the existing file at `path`. Returns the number of this change.
    pub fn put(&self, path: &str, bytes: Vec<u8>) -> u64 {
        let mut state = locked(&self.0);
        state.texts.insert(Text::from(path), Arc::from(bytes));
        state.revision += 1;
        state.revision
    }

    /// Shows the file at `path` as it is on the disk again. Returns the number of this change.
    pub fn remove(&self, path: &str) -> u64 {
        let mut state = locked(&self.0);
        if state.texts.remove(path).is_some() {
            state.revision += 1;
        }
        state.revision
    }

    /// The unsaved content of the file at `path`.
    pub fn find(&self, path: &str) -> Option<Arc<[u8]>> {
        locked(&self.0).texts.get(path).cloned()
    }

    /// Replaces the content of the files in `scan` by the unsaved texts. A text whose file does not exist any more is
    /// not shown.
    pub fn lay_over(&self, scan: &mut Scan) -> ShownTexts {
        let state = locked(&self.0);
        let mut shown = ShownTexts { revision: state.revision, on_disk: BTreeMap::new() };
        for (path, bytes) in &state.texts {
            let Some(source) = scan.sources.at(path).cloned() else { continue };
            shown.on_disk.insert(path.clone(), source.hash);
            scan.replace_content(&source, bytes);
        }
        shown
    }
}
