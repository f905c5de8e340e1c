//! Files in by their hashes, the same out later, whatever became of the output meanwhile: what releases are made of.
//!
//! A file is taken as a hard link where the volume can, so that it costs no room, and as a copy elsewhere. The build
//! replaces files and never writes into them; a file that somebody wrote into is found out when it is looked at.

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::file::{Durability, open_regular};
use crate::hash::Hash;
use crate::publish::disk::{DiskError, entries, failing, remove, replace};

/// A folder of files that are called by their hashes.
#[derive(Clone, Debug)]
pub struct ContentStore {
    folder: PathBuf,
}

impl ContentStore {
    /// The store in `folder`, which is made when something is kept.
    pub fn new(folder: PathBuf) -> ContentStore {
        ContentStore { folder }
    }

    /// Where the file with `hash` is, or would be.
    pub fn path(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(&name[..2]).join(&name)
    }

    /// Whether something is kept under `hash`.
    pub fn has(&self, hash: Hash) -> bool {
        self.path(hash).is_file()
    }

    /// Keeps the file at `from`, whose bytes have `hash`, unless it is kept already.
    pub fn keep(&self, hash: Hash, from: &Path) -> Result<(), DiskError> {
        let path = self.path(hash);
        if path.is_file() {
            return Ok(());
        }
        self.take(&path, from)
    }

    /// Makes sure that what is kept under `hash` has it; takes it from `from` again when it has not.
    ///
    /// # Errors
    /// When neither has these bytes.
    pub fn prove(&self, hash: Hash, from: Option<&Path>) -> Result<(), DiskError> {
        let path = self.path(hash);
        if is(&path, hash) {
            return Ok(());
        }
        if let Some(from) = from {
            remove(&path)?;
            self.take(&path, from)?;
        }
        match is(&path, hash) {
            true => Ok(()),
            false => Err(DiskError { path, source: io::Error::from(ErrorKind::InvalidData) }),
        }
    }

    /// Keeps these bytes.
    pub fn keep_bytes(&self, bytes: &[u8]) -> Result<(), DiskError> {
        let path = self.path(Hash::of(bytes));
        if path.is_file() {
            return Ok(());
        }
        self.make_folder(&path)?;
        replace(&path, Durability::Kill, |file| file.write_all(bytes))
    }

    /// Deletes everything but what has a hash among `needed`.
    pub fn prune(&self, needed: &HashSet<Hash>) -> Result<(), DiskError> {
        for folder in entries(&self.folder)? {
            for path in entries(&folder)? {
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let ours = Hash::parse(name.trim_end_matches(".part"));
                if ours.is_some_and(|hash| !needed.contains(&hash) || name.ends_with(".part")) {
                    remove(&path)?;
                }
            }
        }
        Ok(())
    }

    fn take(&self, path: &Path, from: &Path) -> Result<(), DiskError> {
        self.make_folder(path)?;
        match fs::hard_link(from, path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(_) => {
                let mut source = open_regular(from).map_err(failing(from))?;
                replace(path, Durability::Kill, |file| io::copy(&mut source, file).map(|_| ()))
            }
            Ok(()) => Ok(()),
        }
    }

    fn make_folder(&self, path: &Path) -> Result<(), DiskError> {
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(failing(folder))
    }
}

fn is(path: &Path, hash: Hash) -> bool {
    open_regular(path).and_then(Hash::of_reader).is_ok_and(|(found, _)| found == hash)
}
