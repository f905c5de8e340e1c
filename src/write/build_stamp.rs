//! Records the inputs of a finished build, so that a build with the same inputs can be skipped.

use std::fs;
use std::io::Write;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::disk::{self, PathState};
use super::error::WriteError;
use super::layout::Layout;
use super::manifest::{Manifest, parse};
use super::output::OutputFolder;
use crate::file::{Durability, PartFile};
use crate::hash::Hash;

const VERSION: u32 = 1;

/// The inputs of a finished build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuildStamp {
    version: u32,
    /// Hash of all inputs.
    key: Hash,
    /// Data of the caller, returned with a current stamp.
    note: String,
}

impl BuildStamp {
    /// Creates the stamp of a build whose inputs have the hash `key`; [`OutputFolder::note_if_current`] returns
    /// `note`.
    pub fn new(key: Hash, note: String) -> BuildStamp {
        BuildStamp { version: VERSION, key, note }
    }

    /// Writes the stamp into a finished output.
    ///
    /// # Errors
    /// When the file cannot be written or replaced.
    pub(super) fn write(&self, layout: &Layout, durable: Durability) -> Result<(), WriteError> {
        let json = serde_json::to_vec(self).expect("all keys of a build stamp are text");
        let next = layout.stage.join("seal");
        let mut file = PartFile::create(next.clone()).map_err(WriteError::writing(&next, 0))?;
        file.file().write_all(&json).map_err(WriteError::writing(&next, json.len() as u64))?;
        file.finish(&layout.stamp, durable).map_err(WriteError::replacing(&layout.stamp))
    }

    /// Removes the stamp before the output changes.
    ///
    /// # Errors
    /// When the file exists and cannot be deleted.
    pub(super) fn invalidate(layout: &Layout) -> Result<(), WriteError> {
        disk::remove_file(&layout.stamp)
    }
}

impl OutputFolder {
    /// Returns the note of the last build if its inputs had the hash `key` and none of its files has changed
    /// since.
    pub fn note_if_current(&self, key: Hash) -> Option<String> {
        let json = fs::read(&self.layout.stamp).ok()?;
        let stamp: BuildStamp = parse(&json, VERSION, &self.layout.stamp).ok().flatten()?;
        (stamp.key == key && is_untouched(&self.layout, &self.old)).then_some(stamp.note)
    }
}

/// Returns whether every file has the size and modification time that the manifest records.
fn is_untouched(layout: &Layout, manifest: &Manifest) -> bool {
    manifest.files.par_iter().all(|(path, entry)| match disk::path_state(&layout.output_file(path)) {
        Ok(PathState::File(stat)) => entry.matches(stat),
        _ => false,
    })
}
