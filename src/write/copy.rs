//! Copies a file and computes its hash in the same pass.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use super::error::WriteError;
use crate::file::open_regular;
use crate::hash::{Hash, Hasher};

/// Copies the file at `from` into `file`, whose path is `to`. Returns the hash and the number of the copied
/// bytes.
///
/// `needed` is the space in bytes that a `Full` error reports.
///
/// # Errors
/// When `from` is not a regular file or cannot be read, or `file` cannot be written.
pub fn copy(from: &Path, file: &mut File, to: &Path, needed: u64) -> Result<(Hash, u64), WriteError> {
    let mut source = open_regular(from).map_err(WriteError::reading(from))?;
    let (mut hasher, mut length) = (Hasher::default(), 0);
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = source.read(&mut buffer).map_err(WriteError::reading(from))?;
        if read == 0 {
            return Ok((hasher.finish(), length));
        }
        hasher.update(&buffer[..read]);
        file.write_all(&buffer[..read]).map_err(WriteError::writing(to, needed))?;
        length += read as u64;
    }
}
