//! A file that is read again later and must not have changed by then.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::open::changed_meanwhile;
use super::{FileStamp, open_regular};
use crate::hash::Hash;
use crate::threads::locked;

/// A file whose length and hash are known; it is opened only while it has the same bytes.
#[derive(Debug)]
pub struct Original {
    path: PathBuf,
    length: u64,
    hash: Hash,
    /// The file stamp with which its bytes were last verified.
    verified: Mutex<Option<FileStamp>>,
}

impl Original {
    /// Records the file at `path`, which had `length` bytes with the hash `hash`.
    pub fn new(path: &Path, length: u64, hash: Hash) -> Original {
        Original { path: path.to_owned(), length, hash, verified: Mutex::default() }
    }

    /// The length in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Returns whether `other` is the same path with the same bytes.
    pub fn is_same(&self, other: &Original) -> bool {
        (&self.path, self.length, self.hash) == (&other.path, other.length, other.hash)
    }

    /// Opens the file and verifies that it has the recorded bytes.
    ///
    /// The bytes are hashed the first time, and again when the file stamp changes. The returned file is the
    /// one that was hashed, not another that has replaced it.
    ///
    /// # Errors
    /// When it is not a regular file, has other bytes, or cannot be read.
    pub fn open(&self) -> io::Result<File> {
        let mut opened = open_regular(&self.path)?;
        let stamp = FileStamp::from_metadata(&opened.metadata()?);
        if stamp.length != self.length {
            return Err(changed_meanwhile());
        }
        if *locked(&self.verified) == Some(stamp) {
            return Ok(opened);
        }
        if Hash::of_reader((&mut opened).take(self.length))?.0 != self.hash {
            return Err(changed_meanwhile());
        }
        opened.rewind()?;
        *locked(&self.verified) = Some(stamp);
        Ok(opened)
    }

    /// Reads the recorded bytes.
    ///
    /// # Errors
    /// As [`Original::open`].
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open_regular(&self.path)?.take(self.length.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == self.length && Hash::of(&bytes) == self.hash {
            Ok(bytes)
        } else {
            Err(changed_meanwhile())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, Original};
    use std::fs;
    use std::time::{Duration, UNIX_EPOCH};

    /// A file is opened while it has the recorded bytes, whatever its modification time.
    #[test]
    fn the_same_bytes_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "mot").unwrap();
        let original = Original::new(&path, 3, Hash::of(b"mot"));
        assert!(original.open().is_ok() && original.read().unwrap() == b"mot");
        fs::File::open(&path).unwrap().set_modified(UNIX_EPOCH + Duration::from_secs(9)).unwrap();
        assert!(original.open().is_ok());
        for other in ["hai", "mot mot", "m", ""] {
            fs::write(&path, other).unwrap();
            assert!(original.open().is_err() && original.read().is_err(), "{other}");
        }
        fs::remove_file(&path).unwrap();
        assert_eq!(original.open().unwrap_err().kind(), std::io::ErrorKind::NotFound);
    }
}
