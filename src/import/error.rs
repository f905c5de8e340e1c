//! Why a file could not be read.

use std::io;
use std::path::PathBuf;

use crate::file;

/// Why a file could not be read for an import.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReadError {
    /// The file could not be opened or read.
    Io {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The file is larger than the limit in bytes.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Unpacked, the file is larger than the limit in bytes.
    UnpacksTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The table has more rows, columns or cells than the limits.
    TooManyCells {
        /// The most rows of a table.
        rows: u32,
        /// The most columns of a table.
        columns: u32,
        /// The most cells of a file.
        cells: u32,
    },
    /// The file asks for a password.
    Encrypted,
    /// The file is damaged: cut off, or not what its beginning says.
    Damaged {
        /// What the reading library reports, in English; for developers.
        reason: String,
    },
    /// A Word file of the format before 2007 (`.doc`).
    OldWord,
    /// The text of an article is larger than the limit in bytes.
    LongArticle {
        /// The limit in bytes.
        limit: u64,
    },
    /// A file of another kind than Word, where an article is wanted.
    NotWord,
    /// A file of a kind that the import does not read.
    UnknownFormat,
    /// The file has no text at all.
    Empty,
    /// Reading took too long, or the reading process stopped.
    ReaderStopped,
}

impl ReadError {
    /// Returns the name of the sentence that says what to do, without that of the file, and its arguments.
    pub fn message(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let megabytes = |bytes: &u64| ("limit", (bytes / 1_000_000).to_string());
        match self {
            ReadError::Io { path, source } => {
                let path = ("path", path.display().to_string());
                ("import-read-failed", vec![path, ("reason", file::reason(source))])
            }
            ReadError::TooLarge { limit } => ("import-read-too-large", vec![megabytes(limit)]),
            ReadError::UnpacksTooLarge { limit } => ("import-read-unpacks-too-large", vec![megabytes(limit)]),
            ReadError::TooManyCells { rows, columns, cells } => {
                let limits = [("rows", rows), ("columns", columns), ("cells", cells)];
                let limits = limits.map(|(name, limit)| (name, limit.to_string()));
                ("import-read-too-many-cells", limits.into())
            }
            ReadError::Encrypted => ("import-read-encrypted", Vec::new()),
            ReadError::Damaged { .. } => ("import-read-damaged", Vec::new()),
            ReadError::OldWord => ("import-read-old-word", Vec::new()),
            ReadError::LongArticle { limit } => ("import-read-long-article", vec![megabytes(limit)]),
            ReadError::NotWord => ("import-read-not-word", Vec::new()),
            ReadError::UnknownFormat => ("import-read-unknown-format", Vec::new()),
            ReadError::Empty => ("import-read-empty", Vec::new()),
            ReadError::ReaderStopped => ("import-read-stopped", Vec::new()),
        }
    }
}
