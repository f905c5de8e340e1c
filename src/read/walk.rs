//! Lists the files of a project folder, and reports those whose place or name is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Code, Diagnostic};
use crate::read::file_name;
use crate::read::load::FileLocation;
use crate::source::{SourceContent, SourceId, Sources, Text};
use crate::text;

/// Diagnostics of files, in order of the names of the files.
pub type FileDiagnostics = BTreeMap<SourceId, Vec<Diagnostic>>;

/// What lies in a project folder, found so far.
pub struct FoundFiles<'r> {
    root: &'r Path,
    /// The path of `root` without links.
    real_root: PathBuf,
    /// The names of all files; those that will not be read are among them as unusable.
    pub sources: Sources,
    /// What is wrong with finding files where they are.
    pub faults: FileDiagnostics,
    /// The files to read.
    pub files: Vec<FileLocation>,
}

impl<'r> FoundFiles<'r> {
    /// An empty listing of the project at `root`, whose files keep the names that they have in `sources`.
    pub fn new(root: &'r Path, sources: Sources) -> FoundFiles<'r> {
        let real_root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        FoundFiles { root, real_root, sources, faults: FileDiagnostics::new(), files: Vec::new() }
    }

    /// Adds the files of `folder`, a path from the project folder.
    pub fn walk(&mut self, folder: &str) {
        let top = self.root.join(folder);
        let mut entries = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(fault) => {
                    if fault.depth() > 0 || top.exists() {
                        self.report_walk(&fault);
                    }
                    continue;
                }
            };
            let keep = self.examine(&entry);
            if !keep && entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        }
    }

    /// Adds one entry of a folder; false when the walk must not go into it.
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
        if let Some(flaw) = file_name::flaw(&path).filter(|_| entry.depth() > 0) {
            self.report(&path, flaw, "");
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
        let id = self.sources.name(&path);
        if file_name::is_conflict_copy(&path) {
            let fault = Diagnostic::new(Code::ConflictCopy, id).arg("file", &path);
            self.faults.entry(id).or_default().push(fault);
        }
        self.files.push(FileLocation { id, path: Text::from(path), disk });
        true
    }

    fn report_walk(&mut self, fault: &walkdir::Error) {
        let path = fault.path().and_then(|path| project_path(self.root, path)).unwrap_or_default();
        match fault.loop_ancestor() {
            Some(_) => self.report(&path, Code::LinkLoop, ""),
            None => {
                let reason = fault.io_error().map_or_else(String::new, io::Error::to_string);
                self.report(&path, Code::Unreadable, &reason);
            }
        }
    }

    /// Reports a file that will not be read, under its own name.
    pub fn report(&mut self, path: &str, code: Code, reason: &str) {
        let id = self.sources.put_new(path, SourceContent::Unusable(Text::from("")), b"");
        let fault = Diagnostic::new(code, id).arg("file", path).arg("reason", reason);
        self.faults.entry(id).or_default().push(fault);
    }

    /// Takes out files whose paths are the same to a computer that does not tell case or normal forms apart.
    pub fn drop_twins(&mut self) {
        let mut seen: FxHashMap<String, (SourceId, Text)> = FxHashMap::default();
        self.files.retain(|file| {
            let key = file.path.to_lowercase();
            match seen.get(&key) {
                None => {
                    seen.insert(key, (file.id, file.path.clone()));
                    true
                }
                Some((first, _)) if *first == file.id => {
                    let fault = Diagnostic::new(Code::SameLetters, file.id).arg("file", &file.path);
                    self.faults.entry(file.id).or_default().push(fault);
                    false
                }
                Some((first, path)) => {
                    self.sources.put_new(&file.path, SourceContent::Unusable(Text::from("")), b"");
                    let fault = Diagnostic::new(Code::SameFileName, file.id)
                        .arg("file", &file.path)
                        .arg("other", path)
                        .related(*first);
                    self.faults.entry(file.id).or_default().push(fault);
                    false
                }
            }
        });
    }
}

/// The path from `root` in NFC with `/`; `None` when it is not Unicode.
pub fn project_path(root: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(root).ok()?;
    let names: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    Some(text::nfc(&names?.join("/")).into_owned())
}
