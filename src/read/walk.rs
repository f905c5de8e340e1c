//! Walks the folders of a project and lists its files; reports those with an invalid path, name or type.

use std::collections::BTreeMap;
use std::fs;

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Code, Diagnostic};
use crate::file;
use crate::read::copies::{self, CopyName};
use crate::read::file_name;
use crate::read::load::FileLocation;
use crate::source::{SourceContent, SourceId, Sources, Text};
use crate::text;

/// Errors and warnings about files, in the order of the ids of their sources.
pub type FileDiagnostics = BTreeMap<SourceId, Vec<Diagnostic>>;

/// The files found in a project folder.
pub struct FoundFiles<'r> {
    root: &'r Path,
    /// The canonical path of `root`.
    real_root: PathBuf,
    /// The sources of the files; those of files that will not be read are unusable.
    pub sources: Sources,
    /// The errors and warnings about paths and types of files.
    pub diagnostics: FileDiagnostics,
    /// The files to read, in the order of the walk.
    pub files: Vec<FileLocation>,
}

impl<'r> FoundFiles<'r> {
    /// Creates an empty list for the project at `root`; files that `sources` knows get the same ids again.
    pub fn new(root: &'r Path, sources: Sources) -> FoundFiles<'r> {
        let real_root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        FoundFiles { root, real_root, sources, diagnostics: FileDiagnostics::new(), files: Vec::new() }
    }

    /// Adds the files below `folder`, a path from the project folder.
    pub fn walk(&mut self, folder: &str) {
        let top = self.root.join(folder);
        let mut entries = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    if error.depth() > 0 || top.exists() {
                        self.report_walk(&error);
                    }
                    continue;
                }
            };
            let is_accepted = self.examine(&entry);
            if !is_accepted && entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        }
    }

    /// Adds one entry of a folder; false if it is not accepted, so that the walk must not enter it.
    fn examine(&mut self, entry: &DirEntry) -> bool {
        let Some(path) = project_path(self.root, entry.path()) else {
            let shown =
                entry.path().strip_prefix(self.root).unwrap_or(entry.path()).to_string_lossy().into_owned();
            self.report(&shown, Code::FileNameEncoding, "");
            return false;
        };
        if entry.depth() > 0 && file_name::is_ignored(&path) {
            return false;
        }
        if let Some(code) = file_name::portability_error(&path).filter(|_| entry.depth() > 0) {
            self.report(&path, code, "");
            return false;
        }
        let mut disk = entry.path().to_owned();
        if entry.path_is_symlink() {
            let target = fs::canonicalize(entry.path()).unwrap_or_default();
            if !target.starts_with(&self.real_root) {
                self.report(&path, Code::LinkOutside, &target.to_string_lossy());
                return false;
            }
            disk = target;
        }
        if entry.file_type().is_dir() {
            return true;
        }
        if !entry.file_type().is_file() {
            self.report(&path, Code::NotAFile, "");
            return false;
        }
        let id = self.sources.assign_id(&path);
        self.files.push(FileLocation { id, path: Text::from(path), disk });
        true
    }

    fn report_walk(&mut self, error: &walkdir::Error) {
        let path = error.path().and_then(|path| project_path(self.root, path)).unwrap_or_default();
        match error.loop_ancestor() {
            Some(_) => self.report(&path, Code::LinkLoop, ""),
            None => {
                let reason = error.io_error().map_or_else(String::new, file::reason);
                self.report(&path, Code::Unreadable, &reason);
            }
        }
    }

    /// Reports the file at `path`, and adds an unusable source for it.
    pub fn report(&mut self, path: &str, code: Code, reason: &str) {
        let id = self.sources.insert_new(path, SourceContent::Unusable(Text::from("")), b"");
        let diagnostic = Diagnostic::new(code, id).arg("file", path).arg("reason", reason);
        self.diagnostics.entry(id).or_default().push(diagnostic);
    }

    /// Reports files that are second copies of others, by their names; a doubtful name only if the original is there.
    pub fn report_copies(&mut self) {
        let known: FxHashMap<String, SourceId> =
            self.files.iter().map(|file| (file.path.to_lowercase(), file.id)).collect();
        for file in &self.files {
            let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
            let Some(CopyName { original, is_certain }) = copies::copy_name(name) else { continue };
            let original = known.get(&format!("{}/{original}", folder.to_lowercase()));
            let copy = Diagnostic::new(Code::ConflictCopy, file.id).arg("file", &file.path);
            let copy = match original {
                Some(original) if is_record(name) => copy.related(*original).help("help-original"),
                Some(original) => copy.related(*original).help("help-file"),
                None if is_certain => copy,
                None => continue,
            };
            self.diagnostics.entry(file.id).or_default().push(copy);
        }
    }

    /// Removes files whose paths would be equal in a file system that ignores case and Unicode normalization.
    pub fn drop_duplicates(&mut self) {
        let mut seen: FxHashMap<String, (SourceId, Text)> = FxHashMap::default();
        self.files.retain(|file| {
            let key = file.path.to_lowercase();
            match seen.get(&key) {
                None => {
                    seen.insert(key, (file.id, file.path.clone()));
                    true
                }
                Some((first, _)) if *first == file.id => {
                    let diagnostic = Diagnostic::new(Code::SameLetters, file.id).arg("file", &file.path);
                    self.diagnostics.entry(file.id).or_default().push(diagnostic);
                    false
                }
                Some((first, path)) => {
                    self.sources.insert_new(&file.path, SourceContent::Unusable(Text::from("")), b"");
                    let diagnostic = Diagnostic::new(Code::SameFileName, file.id)
                        .arg("file", &file.path)
                        .arg("other", path)
                        .related(*first);
                    self.diagnostics.entry(file.id).or_default().push(diagnostic);
                    false
                }
            }
        });
    }
}

/// Returns the path of `path` from `root`, in NFC and with `/`; `None` if it is not Unicode or not below `root`.
pub fn project_path(root: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(root).ok()?;
    let names: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    Some(text::nfc(&names?.join("/")).into_owned())
}

/// Whether a file with this name holds an article or records.
fn is_record(name: &str) -> bool {
    let name = name.to_lowercase();
    [".md", ".yaml", ".yml"].iter().any(|end| name.ends_with(end))
}
