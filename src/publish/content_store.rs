//! Stores the files of releases by hash, so that a release can be restored after the output has changed.
//!
//! A file is stored as a hard link where the volume supports it, which takes no space, and as a copy elsewhere. The
//! build replaces files and never writes into them; [`ContentStore::verify`] finds a file that another program
//! changed.

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::file::{Durability, open_regular};
use crate::hash::Hash;
use crate::publish::disk::{DiskError, at_path, entries, remove_if_exists, write_atomically};

/// A folder of files named by their hashes.
#[derive(Clone, Debug)]
pub struct ContentStore {
    folder: PathBuf,
}

impl ContentStore {
    /// Returns the store in `folder`, which is created with the first file.
    pub fn new(folder: PathBuf) -> ContentStore {
        ContentStore { folder }
    }

    /// Returns the path of the file with `hash`, whether or not it is stored.
    pub fn path(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join(&name[..2]).join(&name)
    }

    /// Returns true if a file is stored under `hash`; its bytes are not checked.
    pub fn contains(&self, hash: Hash) -> bool {
        self.path(hash).is_file()
    }

    /// Stores the file at `from`, whose bytes must have `hash`, unless it is already stored.
    ///
    /// # Errors
    /// If `from` cannot be read or the store cannot be written to.
    pub fn add(&self, hash: Hash, from: &Path) -> Result<(), DiskError> {
        let path = self.path(hash);
        if path.is_file() {
            return Ok(());
        }
        self.link_or_copy(&path, from)
    }

    /// Checks the bytes stored under `hash`; if they have another hash, stores the file at `from` again.
    ///
    /// # Errors
    /// With `InvalidData` if neither has these bytes; otherwise if a file cannot be read or written.
    pub fn verify(&self, hash: Hash, from: Option<&Path>) -> Result<(), DiskError> {
        let path = self.path(hash);
        if has_hash(&path, hash) {
            return Ok(());
        }
        if let Some(from) = from {
            remove_if_exists(&path)?;
            self.link_or_copy(&path, from)?;
        }
        if has_hash(&path, hash) {
            Ok(())
        } else {
            Err(DiskError { path, source: io::Error::from(ErrorKind::InvalidData) })
        }
    }

    /// Stores these bytes unless they are already stored.
    ///
    /// # Errors
    /// If the store cannot be written to.
    pub fn add_bytes(&self, bytes: &[u8]) -> Result<(), DiskError> {
        let path = self.path(Hash::of(bytes));
        if path.is_file() {
            return Ok(());
        }
        self.create_folder(&path)?;
        write_atomically(&path, Durability::Kill, |file| file.write_all(bytes))
    }

    /// Deletes every stored file whose hash is in none of `needed`, and all part files.
    ///
    /// # Errors
    /// If the store cannot be listed or a file cannot be deleted.
    pub fn prune(&self, needed: &[HashSet<Hash>]) -> Result<(), DiskError> {
        for folder in entries(&self.folder)? {
            for path in entries(&folder)? {
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let ours = Hash::parse(name.trim_end_matches(".part"));
                let is_needed = |hash| needed.iter().any(|hashes| hashes.contains(&hash));
                if ours.is_some_and(|hash| !is_needed(hash) || name.ends_with(".part")) {
                    remove_if_exists(&path)?;
                }
            }
        }
        Ok(())
    }

    fn link_or_copy(&self, path: &Path, from: &Path) -> Result<(), DiskError> {
        self.create_folder(path)?;
        match fs::hard_link(from, path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(_) => {
                let mut source = open_regular(from).map_err(at_path(from))?;
                write_atomically(path, Durability::Kill, |file| io::copy(&mut source, file).map(|_| ()))
            }
            Ok(()) => Ok(()),
        }
    }

    fn create_folder(&self, path: &Path) -> Result<(), DiskError> {
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(at_path(folder))
    }
}

fn has_hash(path: &Path, hash: Hash) -> bool {
    open_regular(path).and_then(Hash::of_reader).is_ok_and(|(found, _)| found == hash)
}
