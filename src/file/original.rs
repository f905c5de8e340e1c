//! A file that is read again later, and must not have changed until then.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::open::changed_meanwhile;
use super::{FileStamp, open_regular};
use crate::hash::Hash;
use crate::threads::locked;

/// A file as it was looked at: opened only as long as it has the same bytes.
#[derive(Debug)]
pub struct Original {
    path: PathBuf,
    length: u64,
    hash: Hash,
    /// The stamp with which it was last found to have these bytes.
    proven: Mutex<Option<FileStamp>>,
}

impl Original {
    /// The file at `path`, which had `length` bytes with `hash`.
    pub fn new(path: &Path, length: u64, hash: Hash) -> Original {
        Original { path: path.to_owned(), length, hash, proven: Mutex::default() }
    }

    /// Bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Whether this stands for the same file with the same bytes as `other`.
    pub fn is_same(&self, other: &Original) -> bool {
        (&self.path, self.length, self.hash) == (&other.path, other.length, other.hash)
    }

    /// Opens the file and makes sure that it has the bytes that were looked at.
    ///
    /// They are hashed the first time, and again when the stamp is another. What is given back is what was hashed, not
    /// another file that took its place.
    ///
    /// # Errors
    /// When it is no regular file, has other bytes, or cannot be read.
    pub fn open(&self) -> io::Result<File> {
        let mut opened = open_regular(&self.path)?;
        let stamp = FileStamp::of(&opened.metadata()?);
        if stamp.length != self.length {
            return Err(changed_meanwhile());
        }
        if *locked(&self.proven) == Some(stamp) {
            return Ok(opened);
        }
        if Hash::of_reader((&mut opened).take(self.length))?.0 != self.hash {
            return Err(changed_meanwhile());
        }
        opened.rewind()?;
        *locked(&self.proven) = Some(stamp);
        Ok(opened)
    }

    /// The bytes that were looked at.
    ///
    /// # Errors
    /// As [`Original::open`].
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open_regular(&self.path)?.take(self.length.saturating_add(1)).read_to_end(&mut bytes)?;
        match bytes.len() as u64 == self.length && Hash::of(&bytes) == self.hash {
            true => Ok(bytes),
            false => Err(changed_meanwhile()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, Original};
    use std::fs;
    use std::time::{Duration, UNIX_EPOCH};

    /// A file is opened as long as it has the bytes that were looked at, whatever its times say.
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
