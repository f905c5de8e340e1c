//! Where finished files go: a folder on the disk, or the memory of the preview.

use std::fmt;
use std::path::Path;

use crate::file::OutputPath;
use crate::hash::Hash;

/// Takes finished files, from many threads at once, in any order, each path once.
///
pub trait Shelf: Sync {
    /// Takes `bytes` as the file at `path`.
    fn put(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Refused>;

    /// Takes the file `from` of `length` bytes with `hash` as the file at `path`.
    fn put_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Refused>;

    /// What is needed for the file at `path`, which would be made of what has the hash `key`.
    ///
    /// With [`Need::Nothing`] the file is taken, as if it had been put.
    fn need(&self, path: &OutputPath, key: Hash) -> Result<Need, Refused> {
        let _ = (path, key);
        Ok(Need::Bytes)
    }

    /// Takes `bytes` as the file at `path`, made of what has the hash `key`, for who asks [`Shelf::need`] later.
    fn put_made(&self, path: &OutputPath, bytes: &[u8], key: Hash) -> Result<(), Refused> {
        let _ = key;
        self.put(path, bytes)
    }
}

/// What a shelf needs of a file that takes long to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// That it is made and put.
    Bytes,
    /// To know whether it can be made.
    Proof,
    /// Nothing: the same stands from an earlier time, or nobody waits for it.
    Nothing,
}

/// A shelf that keeps nothing, for who only wants to know whether a site can be rendered.
pub struct Nowhere;

impl Shelf for Nowhere {
    fn put(&self, _: &OutputPath, _: &[u8]) -> Result<(), Refused> {
        Ok(())
    }

    fn put_file(&self, _: &OutputPath, _: &Path, _: u64, _: Hash) -> Result<(), Refused> {
        Ok(())
    }

    fn need(&self, _: &OutputPath, _: Hash) -> Result<Need, Refused> {
        Ok(Need::Proof)
    }
}

/// The shelf takes nothing more; it keeps the reason and tells it when it is closed. Also work that is no longer
/// wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the shelf takes nothing more")
    }
}

impl std::error::Error for Refused {}
