//! The few things asked of the disk of this computer, each error with its path.

use std::error::Error;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::file::{Durability, PartFile};

/// A file of this computer that could not be read or written.
#[derive(Debug)]
pub struct DiskError {
    /// The file.
    pub path: PathBuf,
    /// What the system said; `WouldBlock` when another run has it.
    pub source: io::Error,
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.source)
    }
}

impl Error for DiskError {}

/// The error met while reading or writing the file at `path`.
pub fn failing(path: &Path) -> impl FnOnce(io::Error) -> DiskError + use<> {
    let path = path.to_owned();
    move |source| DiskError { path, source }
}

/// Makes what `fill` writes the file at `path`, whole or not at all.
pub fn replace(
    path: &Path,
    durable: Durability,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), DiskError> {
    let write = || {
        let mut part = PartFile::create(path.with_extension("part"))?;
        fill(part.file())?;
        part.finish(path, durable)
    };
    write().map_err(failing(path))
}

/// Deletes the file at `path`, if there is one.
pub fn remove(path: &Path) -> Result<(), DiskError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failing(path)(error)),
        _ => Ok(()),
    }
}

/// What is in `folder`, sorted; nothing when there is no such folder.
pub fn entries(folder: &Path) -> Result<Vec<PathBuf>, DiskError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        other => other.map_err(failing(folder))?,
    };
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()
        .map_err(failing(folder))?;
    paths.sort();
    Ok(paths)
}
