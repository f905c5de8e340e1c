//! File operations on this computer that report each error with its path.

use std::error::Error;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::file::{Durability, PartFile};

/// A file of this computer that could not be read or written.
#[derive(Debug)]
pub struct DiskError {
    /// The file or folder.
    pub path: PathBuf,
    /// The system's error; `WouldBlock` if another run has locked the file.
    pub source: io::Error,
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.source)
    }
}

impl Error for DiskError {}

/// Returns a function that adds `path` to an I/O error.
pub fn at_path(path: &Path) -> impl FnOnce(io::Error) -> DiskError + use<> {
    let path = path.to_owned();
    move |source| DiskError { path, source }
}

/// Replaces the file at `path` atomically with what `fill` writes.
///
/// # Errors
/// If `fill` fails, or the file or its part file cannot be written; an existing file is then unchanged.
pub fn write_atomically(
    path: &Path,
    durability: Durability,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), DiskError> {
    let write = || {
        let mut part = PartFile::create(path.with_extension("part"))?;
        fill(part.file())?;
        part.finish(path, durability)
    };
    write().map_err(at_path(path))
}

/// Deletes the file at `path` if it exists.
///
/// # Errors
/// If the file exists and cannot be deleted.
pub fn remove_if_exists(path: &Path) -> Result<(), DiskError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(at_path(path)(error)),
        _ => Ok(()),
    }
}

/// Returns the paths of the entries of `folder`, sorted; empty if the folder does not exist.
///
/// # Errors
/// If the folder exists and cannot be read.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        other => other.map_err(at_path(folder))?,
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()
        .map_err(at_path(folder))?;
    paths.sort();
    Ok(paths)
}
