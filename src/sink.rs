//! Output sinks: where finished files are written, such as an output folder or the memory of the preview.

use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::file::OutputPath;
use crate::hash::Hash;

/// Receives finished files, from several threads at once, in any order, each path once.
pub trait OutputSink: Sync {
    /// Writes `bytes` as the file at `path`.
    ///
    /// # Errors
    /// When the sink accepts no more files.
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled>;

    /// Copies the file `from`, of `length` bytes with the hash `hash`, as the file at `path`.
    ///
    /// # Errors
    /// When the sink accepts no more files.
    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled>;

    /// Identifies the program that renders pages for this sink; the keys of pages contain it. `None` if the sink reuses no
    /// pages, so that no keys are computed.
    fn renderer(&self) -> Option<Hash> {
        None
    }

    /// Records the hash `key` of everything that decides the files that are made of records, and returns whether the last
    /// build had the same one: these files can then be kept.
    fn begin_records(&self, key: Hash) -> bool {
        let _ = key;
        false
    }

    /// Keeps the file at `path` and the hash of its inputs as the last build wrote them; [`Needs::Bytes`] if it is not as
    /// that build wrote it.
    ///
    /// # Errors
    /// When the sink accepts no more files.
    fn keep(&self, path: &OutputPath) -> Result<Needs, Cancelled> {
        let _ = path;
        Ok(Needs::Bytes)
    }

    /// Returns what the sink needs for the file at `path`, whose inputs have the hash `key`.
    ///
    /// With [`Needs::Stored`] and [`Needs::Nothing`] a picture counts as written, and with [`Needs::Stored`] a page: only
    /// rendering shows whether its template fails.
    ///
    /// # Errors
    /// When the sink accepts no more files.
    fn needs(&self, path: &OutputPath, key: Hash) -> Result<Needs, Cancelled> {
        let _ = (path, key);
        Ok(Needs::Bytes)
    }

    /// Writes `bytes` as the file at `path` and records the hash `key` of its inputs for a later
    /// [`OutputSink::needs`].
    ///
    /// # Errors
    /// When the sink accepts no more files.
    fn write_with_key(&self, path: &OutputPath, bytes: &[u8], key: Hash) -> Result<(), Cancelled> {
        let _ = key;
        self.write(path, bytes)
    }
}

/// What a sink needs for a file that takes longer to make than its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Its bytes: it must be generated and written.
    Bytes,
    /// Only a check whether it can be generated.
    Proof,
    /// Nothing: the same file, of so many bytes, exists from an earlier build.
    Stored(u64),
    /// Nothing: it is not needed now.
    Nothing,
}

/// A sink that counts the bytes of the files that it passes on to another.
pub struct CountingSink<'s> {
    sink: &'s dyn OutputSink,
    bytes: AtomicU64,
}

impl<'s> CountingSink<'s> {
    /// Creates a sink that passes every file on to `sink`.
    pub fn new(sink: &'s dyn OutputSink) -> CountingSink<'s> {
        CountingSink { sink, bytes: AtomicU64::new(0) }
    }

    /// Returns the number of bytes of all files so far, also of those that were stored already.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Counts the bytes of a file that is stored already.
    fn count(&self, needs: Needs) -> Needs {
        if let Needs::Stored(bytes) = needs {
            self.add(bytes);
        }
        needs
    }

    fn add(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl OutputSink for CountingSink<'_> {
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        self.add(bytes.len() as u64);
        self.sink.write(path, bytes)
    }

    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.add(length);
        self.sink.write_file(path, from, length, hash)
    }

    fn renderer(&self) -> Option<Hash> {
        self.sink.renderer()
    }

    fn begin_records(&self, key: Hash) -> bool {
        self.sink.begin_records(key)
    }

    fn keep(&self, path: &OutputPath) -> Result<Needs, Cancelled> {
        Ok(self.count(self.sink.keep(path)?))
    }

    fn needs(&self, path: &OutputPath, key: Hash) -> Result<Needs, Cancelled> {
        Ok(self.count(self.sink.needs(path, key)?))
    }

    fn write_with_key(&self, path: &OutputPath, bytes: &[u8], key: Hash) -> Result<(), Cancelled> {
        self.add(bytes.len() as u64);
        self.sink.write_with_key(path, bytes, key)
    }
}

/// A sink that discards everything, for checking whether a site can be rendered.
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

/// A sink accepts no more files, or the work was cancelled. The sink itself stores the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

impl fmt::Display for Cancelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the output accepts no more files")
    }
}

impl std::error::Error for Cancelled {}
