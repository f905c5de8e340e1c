//! The places inside an output.

use std::path::{Path, PathBuf};

use crate::file::{OWN, below};

/// The places inside an output.
#[derive(Debug, Clone)]
pub struct Layout {
    pub out: PathBuf,
    pub own: PathBuf,
    pub stage: PathBuf,
    pub manifest: PathBuf,
    pub journal: PathBuf,
    pub seal: PathBuf,
}

impl Layout {
    pub fn of(out: &Path) -> Layout {
        let own = out.join(OWN);
        Layout {
            out: out.to_path_buf(),
            stage: own.join("stage"),
            manifest: own.join("manifest.json"),
            journal: own.join("journal.json"),
            seal: own.join("seal.json"),
            own,
        }
    }

    /// Where the page at `path` stands.
    pub fn page(&self, path: &str) -> PathBuf {
        below(&self.out, path)
    }

    /// Where the staged file for `path` stands: under its `number`, else in the tree under its own path.
    pub fn staged(&self, path: &str, number: Option<u64>) -> PathBuf {
        number.map_or_else(|| below(&self.tree(), path), |number| self.stage.join(number.to_string()))
    }

    /// Where the files of a first build wait in the folders in which they shall stand.
    pub fn tree(&self) -> PathBuf {
        self.stage.join("tree")
    }

    /// Where the new manifest waits.
    pub fn next_manifest(&self) -> PathBuf {
        self.stage.join("manifest")
    }

    /// Where the journal is written before it stands.
    pub fn next_journal(&self) -> PathBuf {
        self.stage.join("journal")
    }

    /// Where the old file of line `number` of the journal is kept until the commit is complete.
    pub fn backup(&self, number: usize) -> PathBuf {
        self.backups().join(number.to_string())
    }

    /// The folder of all backups.
    pub fn backups(&self) -> PathBuf {
        self.stage.join("backup")
    }

    /// The list of folders that were made before the journal stood.
    pub fn scaffold(&self) -> PathBuf {
        self.stage.join("folders")
    }
}
