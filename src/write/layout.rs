//! The paths inside an output.

use std::path::{Path, PathBuf};

use crate::file::{OWN, below};

/// The paths inside an output.
#[derive(Debug, Clone)]
pub struct Layout {
    pub out: PathBuf,
    pub records_folder: PathBuf,
    pub stage: PathBuf,
    pub manifest: PathBuf,
    pub journal: PathBuf,
    pub stamp: PathBuf,
}

impl Layout {
    pub fn new(out: &Path) -> Layout {
        let records_folder = out.join(OWN);
        Layout {
            out: out.to_path_buf(),
            stage: records_folder.join("stage"),
            manifest: records_folder.join("manifest.json"),
            journal: records_folder.join("journal.json"),
            stamp: records_folder.join("seal.json"),
            records_folder,
        }
    }

    /// The file at `path`, which is relative to the output.
    pub fn output_file(&self, path: &str) -> PathBuf {
        below(&self.out, path)
    }

    /// The staged file for `path`: named by its `number`, or in the tree under `path` when `number` is `None`.
    pub fn staged(&self, path: &str, number: Option<u64>) -> PathBuf {
        number.map_or_else(|| below(&self.tree(), path), |number| self.stage.join(number.to_string()))
    }

    /// The folder of staged files in the folders that they will have in the output.
    pub fn tree(&self) -> PathBuf {
        self.stage.join("tree")
    }

    /// The new manifest before the commit.
    pub fn next_manifest(&self) -> PathBuf {
        self.stage.join("manifest")
    }

    /// The journal before it is moved into place.
    pub fn next_journal(&self) -> PathBuf {
        self.stage.join("journal")
    }

    /// The backup of the file that journal operation `number` replaces or deletes.
    pub fn backup(&self, number: usize) -> PathBuf {
        self.backups().join(number.to_string())
    }

    /// The folder of all backups.
    pub fn backups(&self) -> PathBuf {
        self.stage.join("backup")
    }

    /// The list of folders that were created before the journal was written.
    pub fn created_folders(&self) -> PathBuf {
        self.stage.join("folders")
    }
}
