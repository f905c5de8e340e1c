//! The copies of the versions of one file: `TIME-HASH.EXTENSION` in a folder of its own.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::file::{Durability, PartFile, open_regular, retry_while_in_use, unique_part_path};
use crate::hash::Hash;

/// The form of the time in the name of a copy, in UTC.
const TIME: &str = "%Y%m%d-%H%M%SZ";

/// A copy on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCopy {
    pub path: PathBuf,
    /// The last time at which the file was known to have these bytes, in whole seconds.
    pub when: Timestamp,
    /// The first ten digits of the hash.
    pub short_hash: String,
    /// The length in bytes.
    pub bytes: u64,
}

impl StoredCopy {
    /// Reads the time and the hash from the name; `None` if the file is no copy.
    pub fn of(path: PathBuf, metadata: io::Result<fs::Metadata>) -> Option<StoredCopy> {
        let name = path.file_name()?.to_str()?;
        let (time, rest) = name.rsplit_once('-')?;
        let (short_hash, _) = rest.split_once('.')?;
        let when = DateTime::strptime(TIME, time).ok()?;
        let when = TimeZone::UTC.to_timestamp(when).ok()?;
        let bytes = metadata.ok().filter(fs::Metadata::is_file)?.len();
        let short_hash = short_hash.to_owned();
        Some(StoredCopy { path, when, short_hash, bytes })
    }

    /// Reads the bytes.
    ///
    /// # Errors
    /// If the copy cannot be read.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open_regular(&self.path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Whether the copy has exactly these bytes.
    fn has(&self, bytes: &[u8], hash: &Hash) -> bool {
        let is_equal = || self.read().is_ok_and(|read| Hash::of(&read) == *hash);
        self.bytes == bytes.len() as u64 && is_equal()
    }
}

/// Returns the copies in `folder` in no order; none if there is no such folder.
///
/// # Errors
/// If the folder cannot be listed.
pub fn copies(folder: &Path) -> io::Result<Vec<StoredCopy>> {
    let listed = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        listed => listed?,
    };
    let mut copies = Vec::new();
    for entry in listed {
        let entry = entry?;
        copies.extend(StoredCopy::of(entry.path(), entry.metadata()));
    }
    Ok(copies)
}

/// Writes `bytes` as a copy into `folder`, which exists, and returns its path. Equal bytes are stored once: their copy
/// takes the name of the later time.
///
/// # Errors
/// If the copy cannot be written.
pub fn store(folder: &Path, extension: &str, bytes: &[u8], when: Timestamp) -> io::Result<PathBuf> {
    let hash = Hash::of(bytes);
    let name = format!("{}-{}.{extension}", when.strftime(TIME), hash.short());
    let path = folder.join(&name);
    let known = copies(folder)?;
    if let Some(known) = known.iter().find(|copy| copy.short_hash == hash.short() && copy.has(bytes, &hash)) {
        let is_older = known.when < when && known.path != path;
        let is_renamed = is_older && retry_while_in_use(|| fs::rename(&known.path, &path)).is_ok();
        return Ok(if is_renamed { path } else { known.path.clone() });
    }
    let mut part = PartFile::create(folder.join(unique_part_path(&name, &hash, "history")))?;
    part.file().write_all(bytes)?;
    part.finish(&path, Durability::PowerCut)?;
    Ok(path)
}
