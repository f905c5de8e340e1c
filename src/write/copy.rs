//! Copies a file and hashes it on the way.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use super::error::WriteError;
use crate::file;
use crate::hash::Hash;

/// A copy that failed, on the reading or on the writing side.
pub enum CopyFault {
    /// While reading the source.
    Read(io::Error),
    /// While writing the copy.
    Write(io::Error),
}

impl CopyFault {
    /// The error, with the path that it is about.
    pub fn named(self, from: &Path, to: &Path, needed: u64) -> WriteError {
        match self {
            CopyFault::Read(error) => WriteError::reading(from)(error),
            CopyFault::Write(error) => WriteError::writing(to, needed)(error),
        }
    }
}

/// Copies the file at `from`; gives the hash and the number of the bytes that went by.
pub fn copy(from: &Path, to: &mut File) -> Result<(Hash, u64), CopyFault> {
    let reader = file::open_regular(from).map_err(CopyFault::Read)?;
    let mut tee = Tee { reader, writer: to, stuck: false };
    Hash::of_reader(&mut tee).map_err(|error| match tee.stuck {
        true => CopyFault::Write(error),
        false => CopyFault::Read(error),
    })
}

/// Gives what `reader` gives, and writes it to `writer` on the way.
struct Tee<R, W> {
    reader: R,
    writer: W,
    /// Whether it was the writer that failed.
    stuck: bool,
}

impl<R: Read, W: Write> Read for Tee<R, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let written = self.writer.write_all(&buffer[..read]);
        self.stuck = written.is_err();
        written.map(|()| read)
    }
}
