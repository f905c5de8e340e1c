//! Where finished files go: a folder on the disk, or the memory of the preview.

use std::fmt;
use std::path::Path;

use crate::hash::Hash;

/// Takes finished files, from many threads at once, in any order, each path once.
///
/// Paths are relative, with `/` between the names, and were checked before.
pub trait Shelf: Sync {
    /// Takes `bytes` as the file at `path`.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Refused>;

    /// Takes the file `from` of `length` bytes with `hash` as the file at `path`.
    fn put_file(&self, path: &str, from: &Path, length: u64, hash: Hash) -> Result<(), Refused>;
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
