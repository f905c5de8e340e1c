//! Opens an output folder: checks it, locks it and resumes an interrupted commit.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::cleanup;
use super::disk::{self, PathState};
use super::error::{Danger, WriteError};
use super::guard::{ProtectedFolders, guard};
use super::layout::Layout;
use super::lock::OutputLock;
use super::manifest::Manifest;
use super::options::{AdoptPolicy, OpenOptions};
use super::recover::{self, Resumed};
use crate::file::OWN;

/// An output folder, locked until dropped, without an interrupted commit.
pub struct OutputFolder {
    pub(super) layout: Layout,
    pub(super) options: OpenOptions,
    pub(super) old: Manifest,
    rolled_forward: bool,
    _lock: OutputLock,
}

impl OutputFolder {
    /// Opens `out`, which need not exist, and resumes a commit that was killed.
    ///
    /// # Errors
    /// When [`guard()`] refuses the folder; `NotEmpty`, `Locked`, `DamagedManifest`, `DamagedJournal` or
    /// `Newer`; or when the interrupted commit cannot be completed.
    pub fn open(
        out: &Path,
        protected: &ProtectedFolders,
        options: &OpenOptions,
    ) -> Result<OutputFolder, WriteError> {
        let layout = Layout::new(&guard(out, protected)?);
        refuse_links(&layout)?;
        if options.adopt == AdoptPolicy::Nothing {
            refuse_foreign_files(&layout)?;
        }
        fs::create_dir_all(&layout.records_folder).map_err(WriteError::writing(&layout.records_folder, 0))?;
        let lock = OutputLock::take(&layout.out, &layout.records_folder)?;
        let old = match Manifest::read(&layout.manifest) {
            Err(WriteError::DamagedManifest { .. }) if options.adopt == AdoptPolicy::Over => {
                Manifest::default()
            }
            read => read?.unwrap_or_default(),
        };
        let resumed = recover::resume(&layout, &old, options)?;
        let old = match resumed {
            Resumed::Completed => Manifest::read(&layout.manifest)?.unwrap_or_default(),
            Resumed::Nothing | Resumed::GivenUp => old,
        };
        cleanup::clear(&layout)?;
        let rolled_forward = resumed == Resumed::Completed;
        Ok(OutputFolder { layout, options: options.clone(), old, rolled_forward, _lock: lock })
    }

    /// Whether opening the folder completed a commit that had been killed.
    pub fn has_resumed_commit(&self) -> bool {
        self.rolled_forward
    }

    /// The manifest of the site in the folder; empty when there is none.
    pub fn manifest(&self) -> &Manifest {
        &self.old
    }

    /// The canonical path of the folder.
    pub fn path(&self) -> &Path {
        &self.layout.out
    }

    /// Returns whether the folder holds nothing but `.bangvang`, and no manifest with files.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub(super) fn is_empty(&self) -> Result<bool, WriteError> {
        let reading = || WriteError::reading(&self.layout.out);
        let entries = fs::read_dir(&self.layout.out).map_err(reading())?;
        for entry in entries {
            if entry.map_err(reading())?.file_name() != OWN {
                return Ok(false);
            }
        }
        Ok(self.old == Manifest::default())
    }
}

impl fmt::Debug for OutputFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutputFolder").field("path", &self.layout.out).finish_non_exhaustive()
    }
}

/// Reads the manifest of the site in `out`, for commands that only read it; takes no lock and writes nothing.
///
/// Without a manifest there is no site, and the result is empty.
///
/// # Errors
/// `Pending` when a commit was killed or is running; otherwise as for [`Manifest::from_json`].
pub fn read_manifest(out: &Path) -> Result<Manifest, WriteError> {
    let layout = Layout::new(out);
    if disk::path_state(&layout.journal)? != PathState::Nothing {
        return Err(WriteError::Pending { path: layout.journal });
    }
    Ok(Manifest::read(&layout.manifest)?.unwrap_or_default())
}

/// Refuses links among our own files: writing through them would change files elsewhere.
fn refuse_links(layout: &Layout) -> Result<(), WriteError> {
    let files = ["held", "lock"].map(|name| layout.records_folder.join(name));
    for path in files.iter().chain([&layout.manifest, &layout.journal, &layout.stamp]) {
        if !matches!(disk::path_state(path)?, PathState::Nothing | PathState::File(_)) {
            return Err(WriteError::Unsafe { path: path.clone(), why: Danger::Link });
        }
    }
    for path in [&layout.records_folder, &layout.stage, &layout.tree(), &layout.backups()] {
        if !matches!(disk::path_state(path)?, PathState::Nothing | PathState::Folder) {
            return Err(WriteError::Unsafe { path: path.clone(), why: Danger::Link });
        }
    }
    Ok(())
}

/// Files that operating systems create in folders, and the usual placeholder for an empty one.
const IGNORED_NAMES: &[&str] = &[OWN, ".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"];

/// Refuses a folder that holds files although no build was ever finished there.
fn refuse_foreign_files(layout: &Layout) -> Result<(), WriteError> {
    for ours in [&layout.manifest, &layout.journal] {
        if disk::path_state(ours)? != PathState::Nothing {
            return Ok(());
        }
    }
    let entries = match fs::read_dir(&layout.out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(&layout.out)(error)),
    };
    for entry in entries {
        let name = entry.map_err(WriteError::reading(&layout.out))?.file_name();
        let name = name.to_string_lossy();
        if !IGNORED_NAMES.iter().any(|ignored| name.eq_ignore_ascii_case(ignored)) {
            return Err(WriteError::NotEmpty { path: layout.out.clone() });
        }
    }
    Ok(())
}
