//! What a finished build was made from, so that the very same need not be made twice.

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

/// What a finished build was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuildStamp {
    version: u32,
    /// Of everything that it was made from.
    key: Hash,
    /// What its maker wants to know of it later.
    note: String,
}

impl BuildStamp {
    /// A build made from what has the hash `key`; `note` is given to who asks for it by that key.
    pub fn new(key: Hash, note: String) -> BuildStamp {
        BuildStamp { version: VERSION, key, note }
    }

    /// Puts the seal on a finished output.
    pub(super) fn put(&self, layout: &Layout, durable: Durability) -> Result<(), WriteError> {
        let json = serde_json::to_vec(self).expect("a seal has text for keys");
        let next = layout.stage.join("seal");
        let mut file = PartFile::create(next.clone()).map_err(WriteError::writing(&next, 0))?;
        file.file().write_all(&json).map_err(WriteError::writing(&next, json.len() as u64))?;
        file.finish(&layout.seal, durable).map_err(WriteError::replacing(&layout.seal))
    }

    /// Takes the seal off before anything changes.
    pub(super) fn invalidate(layout: &Layout) -> Result<(), WriteError> {
        disk::remove_file(&layout.seal)
    }
}

impl OutputFolder {
    /// The note of the build that was made from what has the hash `key`, if all that it wrote still stands untouched.
    pub fn is_current_note(&self, key: Hash) -> Option<String> {
        let json = fs::read(&self.layout.seal).ok()?;
        let seal: BuildStamp = parse(&json, VERSION, &self.layout.seal).ok().flatten()?;
        (seal.key == key && stands(&self.layout, &self.old)).then_some(seal.note)
    }
}

/// Whether every file shows the size and the time that we left it with.
fn stands(layout: &Layout, manifest: &Manifest) -> bool {
    manifest.files.par_iter().all(|(path, entry)| match disk::path_state(&layout.page(path)) {
        Ok(PathState::File(stat)) => entry.shows(stat),
        _ => false,
    })
}
