//! Lists and reads the files of a site of another generator, within limits, and never outside of its folder.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::file;
use crate::import::encoding;
use crate::import::site::note::{SiteError, SiteNoteKind};
use crate::text;

/// The most files of a site.
const MAX_FILES: usize = 100_000;

/// The most bytes of a page; some 80,000 words.
pub const MAX_PAGE_BYTES: u64 = 500_000;

/// The most bytes of all pages together, which are in memory at the same time.
pub const MAX_SITE_BYTES: u64 = 48_000_000;

/// The most folders above a file.
const MAX_DEPTH: usize = 32;

/// Folders that other programs make: outputs, caches and libraries.
const SKIPPED_FOLDERS: &[&str] = &[
    ".git",
    ".github",
    "node_modules",
    "_site",
    "public",
    "resources",
    ".jekyll-cache",
    ".deploy_git",
    "vendor",
];

/// The files of a site, by their paths below its folder with `/` between names.
#[derive(Debug, Default)]
pub struct OldFiles {
    files: BTreeMap<String, PathBuf>,
    /// How many bytes of text were read so far.
    read: Cell<u64>,
    /// Links to other files and folders, which are not followed.
    pub links: Vec<String>,
}

impl OldFiles {
    /// Lists the files below `root`. Outputs, caches and symbolic links are left out.
    ///
    /// # Errors
    ///
    /// [`SiteError::Io`] if a folder cannot be listed, [`SiteError::TooManyFiles`] beyond the limit.
    pub fn list(root: &Path) -> Result<OldFiles, SiteError> {
        let mut found = OldFiles { files: BTreeMap::new(), read: Cell::new(0), links: Vec::new() };
        let is_skipped = |name: &str, depth: usize| depth > 0 && SKIPPED_FOLDERS.contains(&name);
        let walk = WalkDir::new(root).max_depth(MAX_DEPTH).into_iter().filter_entry(|entry| {
            !(entry.file_type().is_dir() && is_skipped(&entry.file_name().to_string_lossy(), entry.depth()))
        });
        for entry in walk {
            let entry = entry.map_err(|error| SiteError::Io {
                path: error.path().unwrap_or(root).to_owned(),
                source: error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into()),
            })?;
            let Ok(below) = entry.path().strip_prefix(root) else { continue };
            let name = text::nfc(&below.to_string_lossy().replace('\\', "/")).into_owned();
            if entry.path_is_symlink() && entry.depth() > 0 {
                found.links.push(name);
            } else if entry.file_type().is_file() {
                found.files.insert(name, entry.path().to_owned());
            }
            if found.files.len() > MAX_FILES {
                return Err(SiteError::TooManyFiles { limit: MAX_FILES });
            }
        }
        Ok(found)
    }

    /// Returns whether there is a file `path`.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Returns the place of the file `path` on the disk.
    pub fn disk(&self, path: &str) -> Option<&Path> {
        self.files.get(path).map(PathBuf::as_path)
    }

    /// Returns the paths that begin with `start`, in order.
    pub fn below<'f>(&'f self, start: &'f str) -> impl Iterator<Item = &'f str> {
        let from = self.files.range(start.to_owned()..);
        from.map(|(path, _)| path.as_str()).take_while(move |path| path.starts_with(start))
    }

    /// Returns the kind of note about a file that [`OldFiles::text`] does not read.
    pub fn why_unread(&self, path: &str) -> SiteNoteKind {
        let length = self.disk(path).and_then(|disk| fs::metadata(disk).ok()).map_or(0, |facts| facts.len());
        let left = MAX_SITE_BYTES.saturating_sub(self.read.get());
        if length > MAX_PAGE_BYTES.min(left) { SiteNoteKind::TooLong } else { SiteNoteKind::NotRead }
    }

    /// Reads a file of text; `None` if there is none, or if it is too large or cannot be read.
    pub fn text(&self, path: &str) -> Option<String> {
        let left = MAX_SITE_BYTES.saturating_sub(self.read.get());
        let bytes = read_limited(self.disk(path)?, MAX_PAGE_BYTES.min(left)).ok()?;
        self.read.set(self.read.get() + bytes.len() as u64);
        let decoded = encoding::decode(&bytes);
        Some(text::nfc(&decoded.replace("\r\n", "\n")).into_owned())
    }
}

/// Reads a regular file of at most `limit` bytes.
///
/// # Errors
///
/// [`SiteError::TooLarge`], or [`SiteError::Io`] if it cannot be opened or read.
pub fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, SiteError> {
    let failed = |source| SiteError::Io { path: path.to_owned(), source };
    let length = fs::metadata(path).map_err(failed)?.len();
    if length > limit {
        return Err(SiteError::TooLarge { limit });
    }
    let mut bytes = Vec::new();
    let opened = file::open_regular(path).map_err(failed)?;
    opened.take(limit).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}
