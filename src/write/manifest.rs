//! What a site consists of: every file with its hash, as written last; and how two such lists differ.

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

/// Every file of an output by its path (relative, `/` between the parts), ordered by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    pub(super) files: BTreeMap<String, ManifestEntry>,
    /// The folders that we made; only these are ever removed.
    pub(super) folders: BTreeSet<String>,
    /// The hash of what a file was made of, where making it takes long.
    pub(super) made: BTreeMap<String, Hash>,
}

/// One file of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestEntry {
    /// Of its bytes.
    pub hash: Hash,
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970 as the volume gave them after writing; says when the file need not be read again.
    pub mtime_ns: i64,
}

impl ManifestEntry {
    /// Whether a file that shows `stat` is the one described, as far as can be told without reading it.
    pub(super) fn shows(&self, stat: FileStat) -> bool {
        self.size == stat.size && self.mtime_ns == stat.mtime_ns
    }
}

/// How a file differs between two manifests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileChange {
    /// Only the new one has it.
    New {
        /// Its path.
        path: String,
        /// As it must become.
        to: ManifestEntry,
    },
    /// Both have it, with other bytes.
    Changed {
        /// Its path.
        path: String,
        /// As it was.
        from: ManifestEntry,
        /// As it must become.
        to: ManifestEntry,
    },
    /// Only the old one has it.
    Removed {
        /// Its path.
        path: String,
        /// As it was.
        from: ManifestEntry,
    },
}

/// What makes `new` of `old`, ordered by path; times do not count.
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
        Manifest { files: files.into_iter().collect(), folders: BTreeSet::new(), made: BTreeMap::new() }
    }
}

impl Manifest {
    /// The file at `path`.
    pub fn file(&self, path: &str) -> Option<ManifestEntry> {
        self.files.get(path).copied()
    }

    /// Every path with its file, ordered by path.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&str, ManifestEntry)> {
        self.files.iter().map(|(path, entry)| (path.as_str(), *entry))
    }

    /// The manifest as JSON text: a version, then folders and files in order, one a line, and what files were made of.
    pub fn to_json(&self) -> String {
        let mut json = format!("{{\"version\":{VERSION},\n\"folders\":[");
        let mut comma = "\n";
        for folder in &self.folders {
            let _ = write!(json, "{comma}{}", quoted(folder));
            comma = ",\n";
        }
        json.push_str("],\n\"files\":{");
        comma = "\n";
        for (path, ManifestEntry { hash, size, mtime_ns }) in &self.files {
            let path = quoted(path);
            let _ =
                write!(json, "{comma}{path}:{{\"hash\":\"{hash}\",\"size\":{size},\"mtime_ns\":{mtime_ns}}}");
            comma = ",\n";
        }
        comma = "},\n\"made\":{\n";
        for (path, key) in &self.made {
            let _ = write!(json, "{comma}{}:\"{key}\"", quoted(path));
            comma = ",\n";
        }
        json.push_str("}}\n");
        json
    }

    /// Reads what `to_json` wrote; `path` is where the text stood, for the error.
    ///
    /// Reports `DamagedManifest` also for a path that leads out of the output, and `Newer` for a later version.
    pub fn from_json(json: &[u8], path: &Path) -> Result<Manifest, WriteError> {
        let written: StoredManifest = parse(json, VERSION, path)?
            .ok_or_else(|| WriteError::DamagedManifest { path: path.to_path_buf() })?;
        let StoredManifest { files, folders, made, .. } = written;
        let made: Option<BTreeMap<String, Hash>> =
            made.into_iter().map(|(path, key)| Some((path, Hash::parse(&key)?))).collect();
        if let Some(made) = made
            && files.keys().chain(&folders).chain(made.keys()).all(|path| is_site_path(path))
        {
            return Ok(Manifest { files, folders, made });
        }
        Err(WriteError::DamagedManifest { path: path.to_path_buf() })
    }

    /// The manifest in the file at `path`; `None` when there is no such file.
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

/// Reads JSON that says its version; `None` when it is damaged, `Newer` when its version is past `known`.
pub(super) fn parse<T: for<'de> Deserialize<'de>>(
    json: &[u8],
    known: u32,
    path: &Path,
) -> Result<Option<T>, WriteError> {
    match serde_json::from_slice::<ManifestHeader>(json) {
        Ok(head) if head.version > known => Err(WriteError::Newer { path: path.to_path_buf() }),
        Ok(head) if (1..=known).contains(&head.version) => Ok(serde_json::from_slice(json).ok()),
        _ => Ok(None),
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text is always JSON")
}
