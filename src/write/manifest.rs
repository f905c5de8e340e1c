//! The manifest: every file of an output with its hash, and the differences between two manifests.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::disk::FileStat;
use super::error::WriteError;
use crate::file::{ShortPaths, is_site_path};
use crate::hash::{HalfHash, Hash};

const VERSION: u32 = 4;

/// Every file of an output by its path (relative, `/` between the parts), sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    pub(super) files: BTreeMap<String, ManifestEntry>,
    /// The folders that we created; only these are ever removed.
    pub(super) folders: BTreeSet<String>,
    /// Hash of everything that decided the files that are made of records.
    pub(super) records: Option<HalfHash>,
}

/// One file of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestEntry {
    /// Hash of its bytes.
    pub hash: Hash,
    /// Size in bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970, as the volume reported it after writing. A file with the
    /// same size and time is not read again.
    pub mtime_ns: i64,
    /// Hash of the inputs that it was made from, for files that take longer to make than to compare.
    #[serde(skip)]
    pub inputs: Option<HalfHash>,
}

impl ManifestEntry {
    /// Returns whether a file with the metadata `stat` is this one, judged without reading it.
    pub(super) fn matches(&self, stat: FileStat) -> bool {
        self.size == stat.size && self.mtime_ns == stat.mtime_ns
    }
}

/// How a file differs between two manifests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// Only the new one has it.
    New {
        /// Path relative to the output.
        path: String,
        /// The new file.
        to: ManifestEntry,
    },
    /// Both have it, with other bytes.
    Changed {
        /// Path relative to the output.
        path: String,
        /// The old file.
        from: ManifestEntry,
        /// The new file.
        to: ManifestEntry,
    },
    /// Only the old one has it.
    Removed {
        /// Path relative to the output.
        path: String,
        /// The old file.
        from: ManifestEntry,
    },
}

/// Returns the differences between `old` and `new`, sorted by path. Modification times are ignored.
pub fn changes(old: &Manifest, new: &Manifest) -> Vec<FileChange> {
    let paths: BTreeSet<&String> = old.files.keys().chain(new.files.keys()).collect();
    let change = |path: &String| match (old.file(path), new.file(path)) {
        (None, Some(to)) => Some(FileChange::New { path: path.clone(), to }),
        (Some(from), None) => Some(FileChange::Removed { path: path.clone(), from }),
        (Some(from), Some(to)) if from.hash != to.hash => {
            Some(FileChange::Changed { path: path.clone(), from, to })
        }
        _ => None,
    };
    paths.into_iter().filter_map(change).collect()
}

impl FromIterator<(String, ManifestEntry)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (String, ManifestEntry)>>(files: I) -> Manifest {
        Manifest { files: files.into_iter().collect(), ..Manifest::default() }
    }
}

impl Manifest {
    /// Returns the file at `path`.
    pub fn file(&self, path: &str) -> Option<ManifestEntry> {
        self.files.get(path).copied()
    }

    /// Iterates over all paths and files, sorted by path.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&str, ManifestEntry)> {
        self.files.iter().map(|(path, entry)| (path.as_str(), *entry))
    }

    /// Writes the manifest as JSON: the version and the hash for records, then folders and files, each sorted by path and one per line. A path is
    /// `shared, rest`: the number of its first bytes that are those of the path before it, and the rest.
    ///
    /// A file is `[shared, rest, hash in Base64, size, mtime_ns, inputs in Base64]`, often without the last, and a folder
    /// `[shared, rest]`.
    ///
    /// # Errors
    /// Those of `json`.
    pub fn write_json(&self, json: &mut dyn Write) -> io::Result<()> {
        write!(json, "{{\"version\":{VERSION},")?;
        if let Some(records) = self.records {
            write!(json, "\"records\":\"{}\",", records.to_base64())?;
        }
        json.write_all(b"\n\"folders\":[")?;
        let mut paths = ShortPaths::default();
        for folder in &self.folders {
            paths.write(json, folder)?;
            json.write_all(b"]")?;
        }
        json.write_all(b"],\n\"files\":[")?;
        let mut paths = ShortPaths::default();
        for (path, ManifestEntry { hash, size, mtime_ns, inputs }) in &self.files {
            paths.write(json, path)?;
            write!(json, ",\"{}\",{size},{mtime_ns}", hash.to_base64())?;
            match inputs {
                Some(inputs) => write!(json, ",\"{}\"]", inputs.to_base64())?,
                None => json.write_all(b"]")?,
            }
        }
        json.write_all(b"]}\n")
    }

    /// Parses the JSON of [`Manifest::write_json`], also that of earlier versions; `path` is the file it was read from, for
    /// errors.
    ///
    /// # Errors
    /// `DamagedManifest` when it cannot be parsed or has a path outside the output; `Newer` for a later
    /// version.
    pub fn from_json(json: &[u8], path: &Path) -> Result<Manifest, WriteError> {
        let manifest = match parsed_version(json, VERSION, path)? {
            Some(1) => serde_json::from_slice(json).ok().map(StoredManifest1::manifest),
            Some(_) => serde_json::from_slice(json).ok().and_then(StoredManifest::manifest),
            None => None,
        };
        let is_inside = |manifest: &Manifest| {
            manifest.files.keys().chain(&manifest.folders).all(|path| is_site_path(path))
        };
        manifest.filter(is_inside).ok_or_else(|| WriteError::DamagedManifest { path: path.to_path_buf() })
    }

    /// Reads the manifest at `path`; `None` when the file does not exist.
    ///
    /// # Errors
    /// When the file cannot be read, and as for [`Manifest::from_json`].
    pub(super) fn read(path: &Path) -> Result<Option<Manifest>, WriteError> {
        match fs::read(path) {
            Ok(json) => Manifest::from_json(&json, path).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(WriteError::reading(path)(error)),
        }
    }
}

/// The manifest as [`Manifest::write_json`] writes it, and as versions 2 and 3 were written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredManifest<'j> {
    #[serde(rename = "version")]
    _version: u32,
    #[serde(default)]
    records: Option<&'j str>,
    #[serde(borrow)]
    folders: Vec<(usize, Cow<'j, str>)>,
    #[serde(borrow)]
    files: Vec<StoredFile<'j>>,
    /// What version 2 had instead of `inputs`.
    #[serde(default, rename = "made")]
    _made: IgnoredAny,
}

/// A file: the path in short form, the hash, the size in bytes, the modification time and the hash of the inputs.
#[derive(Deserialize)]
struct StoredFile<'j>(
    usize,
    #[serde(borrow)] Cow<'j, str>,
    &'j str,
    u64,
    i64,
    #[serde(default, borrow)] Option<&'j str>,
);

impl StoredManifest<'_> {
    /// Returns the manifest; `None` if a path or a hash cannot be read.
    fn manifest(self) -> Option<Manifest> {
        let mut paths = ShortPaths::default();
        let folders = self.folders.iter().map(|(shared, rest)| paths.read(*shared, rest));
        let folders = folders.collect::<Option<_>>()?;
        let mut paths = ShortPaths::default();
        let files = self.files.iter().map(|&StoredFile(shared, ref rest, hash, size, mtime_ns, inputs)| {
            let hash = Hash::parse_base64(hash)?;
            let inputs = match inputs {
                Some(inputs) => Some(HalfHash::parse_base64(inputs)?),
                None => None,
            };
            Some((paths.read(shared, rest)?, ManifestEntry { hash, size, mtime_ns, inputs }))
        });
        let records = self.records.and_then(HalfHash::parse_base64);
        Some(Manifest { folders, files: files.collect::<Option<_>>()?, records })
    }
}

/// The manifest as earlier programs wrote it, with whole paths and hexadecimal hashes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredManifest1 {
    #[serde(rename = "version")]
    _version: u32,
    folders: BTreeSet<String>,
    files: BTreeMap<String, ManifestEntry>,
    #[serde(default, rename = "made")]
    _made: IgnoredAny,
}

impl StoredManifest1 {
    fn manifest(self) -> Manifest {
        Manifest { files: self.files, folders: self.folders, records: None }
    }
}

#[derive(Deserialize)]
struct ManifestHeader {
    version: u32,
}

/// Returns the `version` of `json`; `None` when it is damaged.
///
/// # Errors
/// `Newer` when the version is above `known`.
fn parsed_version(json: &[u8], known: u32, path: &Path) -> Result<Option<u32>, WriteError> {
    match serde_json::from_slice::<ManifestHeader>(json) {
        Ok(header) if header.version > known => Err(WriteError::Newer { path: path.to_path_buf() }),
        Ok(header) => Ok((header.version > 0).then_some(header.version)),
        Err(_) => Ok(None),
    }
}

/// Parses JSON that has a `version`; `None` when it is damaged.
///
/// # Errors
/// `Newer` when the version is above `known`.
pub(super) fn parse<T: for<'de> Deserialize<'de>>(
    json: &[u8],
    known: u32,
    path: &Path,
) -> Result<Option<T>, WriteError> {
    let version = parsed_version(json, known, path)?;
    Ok(version.and_then(|_| serde_json::from_slice(json).ok()))
}
