//! The manifest: every file of an output with its hash, and the differences between two manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::disk::FileStat;
use super::error::WriteError;
use crate::file::is_site_path;
use crate::hash::Hash;

const VERSION: u32 = 1;

/// Every file of an output by its path (relative, `/` between the parts), sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    pub(super) files: BTreeMap<String, ManifestEntry>,
    /// The folders that we created; only these are ever removed.
    pub(super) folders: BTreeSet<String>,
    /// Hashes of the inputs of files that take long to generate.
    pub(super) input_hashes: BTreeMap<String, Hash>,
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
        Manifest {
            files: files.into_iter().collect(),
            folders: BTreeSet::new(),
            input_hashes: BTreeMap::new(),
        }
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

    /// Serialises the manifest as JSON: the version, folders and files (sorted, one per line) and hashes of
    /// inputs.
    pub fn to_json(&self) -> String {
        let mut json = format!("{{\"version\":{VERSION},\n\"folders\":[");
        let mut comma = "\n";
        for folder in &self.folders {
            let _ = write!(json, "{comma}{}", json_string(folder));
            comma = ",\n";
        }
        json.push_str("],\n\"files\":{");
        comma = "\n";
        for (path, ManifestEntry { hash, size, mtime_ns }) in &self.files {
            let path = json_string(path);
            let _ =
                write!(json, "{comma}{path}:{{\"hash\":\"{hash}\",\"size\":{size},\"mtime_ns\":{mtime_ns}}}");
            comma = ",\n";
        }
        comma = "},\n\"made\":{\n";
        for (path, key) in &self.input_hashes {
            let _ = write!(json, "{comma}{}:\"{key}\"", json_string(path));
            comma = ",\n";
        }
        json.push_str("}}\n");
        json
    }

    /// Parses the JSON of [`Manifest::to_json`]; `path` is the file it was read from, for errors.
    ///
    /// # Errors
    /// `DamagedManifest` when it cannot be parsed or has a path outside the output; `Newer` for a later
    /// version.
    pub fn from_json(json: &[u8], path: &Path) -> Result<Manifest, WriteError> {
        let stored: StoredManifest = parse(json, VERSION, path)?
            .ok_or_else(|| WriteError::DamagedManifest { path: path.to_path_buf() })?;
        let StoredManifest { files, folders, made, .. } = stored;
        let made: Option<BTreeMap<String, Hash>> =
            made.into_iter().map(|(path, key)| Some((path, Hash::parse(&key)?))).collect();
        if let Some(made) = made
            && files.keys().chain(&folders).chain(made.keys()).all(|path| is_site_path(path))
        {
            return Ok(Manifest { files, folders, input_hashes: made });
        }
        Err(WriteError::DamagedManifest { path: path.to_path_buf() })
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredManifest {
    #[serde(rename = "version")]
    _version: u32,
    folders: BTreeSet<String>,
    files: BTreeMap<String, ManifestEntry>,
    #[serde(default)]
    made: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct ManifestHeader {
    version: u32,
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
    match serde_json::from_slice::<ManifestHeader>(json) {
        Ok(header) if header.version > known => Err(WriteError::Newer { path: path.to_path_buf() }),
        Ok(header) if (1..=known).contains(&header.version) => Ok(serde_json::from_slice(json).ok()),
        _ => Ok(None),
    }
}

fn json_string(text: &str) -> String {
    serde_json::to_string(text).expect("every string can be written as JSON")
}
