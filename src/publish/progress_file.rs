//! The progress file on a host: the files that an unfinished run may have touched.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::file::is_host_path;

const VERSION: u32 = 1;

/// The files that a run may have touched, uploaded before the first of them and removed when the run is complete.
///
/// While it exists, the manifest alone does not say what these files contain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressFile {
    version: u32,
    /// Token of the run.
    pub token: String,
    /// Revision that the run publishes; once the manifest has it, only deletions may be missing.
    pub revision: String,
    /// Each path with the sizes in bytes that a file of ours may have there.
    pub files: BTreeMap<String, BTreeSet<u64>>,
}

impl ProgressFile {
    /// Returns the progress file of the run `token`, which publishes `revision`.
    pub fn new(token: &str, revision: &str, files: BTreeMap<String, BTreeSet<u64>>) -> ProgressFile {
        ProgressFile { version: VERSION, token: token.to_owned(), revision: revision.to_owned(), files }
    }

    /// Returns the content of the file on the host.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings and numbers always serialize")
    }

    /// Parses the content of the file on the host; `None` if it is damaged.
    pub fn parse(json: &[u8]) -> Option<ProgressFile> {
        let progress: ProgressFile = serde_json::from_slice(json).ok()?;
        let is_valid = progress.version <= VERSION && progress.files.keys().all(|path| is_host_path(path));
        is_valid.then_some(progress)
    }
}
