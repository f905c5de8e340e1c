//! Where finished files go: a folder on the disk, or the memory of the preview.

use std::fmt;
use std::path::Path;

use crate::file::OutputPath;
use crate::hash::Hash;

/// Takes finished files, from many threads at once, in any order, each path once.
///
pub trait OutputSink: Sync {
    /// Takes `bytes` as the file at `path`.
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled>;

    /// Takes the file `from` of `length` bytes with `hash` as the file at `path`.
    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled>;

    /// What is needed for the file at `path`, which would be made of what has the hash `key`.
    ///
    /// With [`Needs::Nothing`] the file is taken, as if it had been put.
    fn needs(&self, path: &OutputPath, key: Hash) -> Result<Needs, Cancelled> {
        let _ = (path, key);
        Ok(Needs::Bytes)
    }

    /// Takes `bytes` as the file at `path`, made of what has the hash `key`, for who asks [`OutputSink::needs`] later.
    fn write_keyed(&self, path: &OutputPath, bytes: &[u8], key: Hash) -> Result<(), Cancelled> {
        let _ = key;
        self.write(path, bytes)
    }
}

/// What a shelf needs of a file that takes long to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// That it is made and put.
    Bytes,
    /// To know whether it can be made.
    Proof,
    /// Nothing: the same stands from an earlier time, or nobody waits for it.
    Nothing,
}

/// A shelf that keeps nothing, for who only wants to know whether a site can be rendered.
pub struct NullSink;

impl OutputSink for NullSink {
    fn write(&self, _: &OutputPath, _: &[u8]) -> Result<(), Cancelled> {
        Ok(())
    }

    fn write_file(&self, _: &OutputPath, _: &Path, _: u64, _: Hash) -> Result<(), Cancelled> {
        Ok(())
    }

    fn needs(&self, _: &OutputPath, _: Hash) -> Result<Needs, Cancelled> {
        Ok(Needs::Proof)
    }
}

/// The shelf takes nothing more; it keeps the reason and tells it when it is closed. Also work that is no longer
/// wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the shelf takes nothing more")
    }
}

impl std::error::Error for Cancelled {}
