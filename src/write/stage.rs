//! Staging: compares finished files with the output and writes those that differ to the stage.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use super::cleanup;
use super::copy::copy;
use super::disk::{self, FileStat, PathState};
use super::error::WriteError;
use super::manifest::ManifestEntry;
use super::options::{AdoptPolicy, CommitStep};
use super::output::OutputFolder;
use super::plan::{Action, LowercasePaths, Replaces, StagedFile};
use crate::file::OutputPath;
use crate::file::{OWN, is_site_path};
use crate::hash::{HalfHash, Hash};
use crate::sink::{Cancelled, Needs, OutputSink};
use crate::threads::locked;

/// A build in progress. Dropped without a commit, it leaves the output unchanged.
pub struct Staging {
    pub(super) output: OutputFolder,
    /// Whether the output is empty, so that staged folders can be moved whole.
    pub(super) is_output_empty: bool,
    /// The old paths in lower case, on a volume that ignores case.
    pub(super) lower_case_paths: Option<LowercasePaths>,
    next: AtomicU64,
    /// Size in bytes of the files on the stage, or being written there.
    pub(super) bytes: AtomicU64,
    pub(super) staged_files: Mutex<Vec<StagedFile>>,
    /// Hash of everything that decides the files that are made of records.
    pub(super) records: OnceLock<HalfHash>,
    /// The first error; further files are refused.
    pub(super) error: OnceLock<WriteError>,
    /// Whether a journal may exist, which needs the staged files.
    pub(super) journal_may_exist: bool,
}

/// Writes the bytes of a file to the open staged file at a path.
type WriteContent<'a> = dyn Fn(&mut File, &Path) -> Result<(), WriteError> + 'a;

impl OutputSink for Staging {
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        self.put_bytes(path, bytes, None)
    }

    fn write_with_key(&self, path: &OutputPath, bytes: &[u8], key: Hash) -> Result<(), Cancelled> {
        self.put_bytes(path, bytes, Some(key.into()))
    }

    fn renderer(&self) -> Option<Hash> {
        self.output.options.renderer
    }

    fn needs(&self, path: &OutputPath, key: Hash) -> Result<Needs, Cancelled> {
        self.reuse(path, |inputs| inputs == key.into())
    }

    fn begin_records(&self, key: Hash) -> bool {
        let _ = self.records.set(key.into());
        self.output.old.records == Some(key.into())
    }

    fn keep(&self, path: &OutputPath) -> Result<Needs, Cancelled> {
        self.reuse(path, |_| true)
    }

    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.put(path, length, hash, None, &|file, stage| {
            if copy(from, file, stage, self.bytes.load(Ordering::Relaxed))? == (hash, length) {
                Ok(())
            } else {
                Err(WriteError::SourceChanged { path: from.to_path_buf() })
            }
        })
    }
}

impl OutputFolder {
    /// Starts a build into this folder.
    ///
    /// # Errors
    /// When the folder cannot be read, or the stage not be created.
    pub fn staging(self) -> Result<Staging, WriteError> {
        Staging::new(self)
    }
}

impl Staging {
    fn new(output: OutputFolder) -> Result<Staging, WriteError> {
        let stage = &output.layout.stage;
        fs::create_dir_all(stage).map_err(WriteError::writing(stage, 0))?;
        let upper_case = output.layout.out.join(OWN.to_uppercase());
        let ignores_case = disk::path_state(&upper_case)? != PathState::Nothing;
        let fold = |path: &String| (path.to_lowercase(), path.clone());
        let lower_case_paths = ignores_case.then(|| output.old.files.keys().map(fold).collect());
        Ok(Staging {
            is_output_empty: output.is_empty()?,
            output,
            lower_case_paths,
            next: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            staged_files: Mutex::default(),
            records: OnceLock::new(),
            error: OnceLock::new(),
            journal_may_exist: false,
        })
    }

    /// Returns the error after which files were refused, if there was one.
    pub fn into_error(self) -> Option<WriteError> {
        let mut staging = self;
        staging.error.take()
    }

    fn put_bytes(&self, path: &OutputPath, bytes: &[u8], inputs: Option<HalfHash>) -> Result<(), Cancelled> {
        self.put(path, bytes.len() as u64, Hash::of(bytes), inputs, &|file, stage| {
            file.write_all(bytes).map_err(WriteError::writing(stage, self.bytes.load(Ordering::Relaxed)))
        })
    }

    /// Takes the file at `path` over, if it is as the last build wrote it, from inputs whose hash satisfies `is_known`.
    fn reuse(&self, path: &OutputPath, is_known: impl Fn(HalfHash) -> bool) -> Result<Needs, Cancelled> {
        if self.error.get().is_some() {
            return Err(Cancelled);
        }
        match self.find_reusable(path, is_known) {
            Ok(Some(file)) => {
                let bytes = file.entry.size;
                locked(&self.staged_files).push(file);
                Ok(Needs::Stored(bytes))
            }
            Ok(None) => Ok(Needs::Bytes),
            Err(error) => {
                let _ = self.error.set(error);
                Err(Cancelled)
            }
        }
    }

    /// Returns the file at `path`, if it is as the last build wrote it, from inputs whose hash satisfies `is_known`.
    fn find_reusable(
        &self,
        path: &OutputPath,
        is_known: impl Fn(HalfHash) -> bool,
    ) -> Result<Option<StagedFile>, WriteError> {
        let known = self.output.old.file(path).filter(|entry| entry.inputs.is_some_and(&is_known));
        let Some(entry) = known else { return Ok(None) };
        let target = self.output.layout.output_file(path);
        let PathState::File(stat) = disk::path_state(&target)? else { return Ok(None) };
        if !entry.matches(stat) && disk::hash(&target)? != entry.hash {
            return Ok(None);
        }
        let entry = ManifestEntry { mtime_ns: stat.mtime_ns, ..entry };
        Ok(Some(StagedFile { path: path.to_string(), entry, action: Action::Unchanged }))
    }

    /// Compares and stages a file, unless an earlier one failed; an error is stored for `prepare`.
    fn put(
        &self,
        path: &str,
        size: u64,
        hash: Hash,
        inputs: Option<HalfHash>,
        fill: &WriteContent<'_>,
    ) -> Result<(), Cancelled> {
        if self.error.get().is_some() {
            return Err(Cancelled);
        }
        match self.compare_and_stage(path, size, hash, fill) {
            Ok(mut file) => {
                file.entry.inputs = inputs;
                locked(&self.staged_files).push(file);
            }
            Err(error) => {
                // If several threads fail, the first error is reported.
                let _ = self.error.set(error);
                return Err(Cancelled);
            }
        }
        Ok(())
    }

    /// Compares a finished file with the output, and stages it if it differs.
    fn compare_and_stage(
        &self,
        path: &str,
        size: u64,
        hash: Hash,
        fill: &WriteContent<'_>,
    ) -> Result<StagedFile, WriteError> {
        if !is_site_path(path) {
            return Err(WriteError::BadPath { path: path.to_owned() });
        }
        let target = self.output.layout.output_file(path);
        let state = if self.is_output_empty { PathState::Nothing } else { disk::path_state(&target)? };
        let comparison = match state {
            PathState::Nothing => Comparison::Differs(Replaces::Nothing),
            PathState::Folder => Comparison::Differs(Replaces::Folder),
            PathState::Other => Comparison::Foreign,
            PathState::File(stat) => self.compare(path, &target, stat, hash)?,
        };
        let (action, mtime_ns) = match comparison {
            Comparison::Same(stat) => (Action::Unchanged, stat.mtime_ns),
            Comparison::Foreign => (Action::Foreign, 0),
            Comparison::Differs(replaces) => {
                let (stage, mtime_ns) = self.write_staged(path, size, fill)?;
                (Action::Staged { stage, replaces }, mtime_ns)
            }
        };
        let entry = ManifestEntry { hash, size, mtime_ns, inputs: None };
        Ok(StagedFile { path: path.to_owned(), entry, action })
    }

    /// Compares with the file at `target`; reads it only when its size or time differ from those in the
    /// manifest.
    fn compare(
        &self,
        path: &str,
        target: &Path,
        stat: FileStat,
        hash: Hash,
    ) -> Result<Comparison, WriteError> {
        let over = self.output.options.adopt == AdoptPolicy::Over;
        let exact = self.output.old.file(path);
        let known = exact.or_else(|| self.other_case(path));
        let current = match known {
            Some(entry) if entry.matches(stat) => entry.hash,
            None if !over => return Ok(Comparison::Foreign),
            _ => disk::hash(target)?,
        };
        // A file under another case of its name is ours, but must still be renamed.
        let is_same_name = exact.is_some() || known.is_none();
        if current == hash && is_same_name {
            Ok(Comparison::Same(stat))
        } else if over || current == hash || known.is_some_and(|entry| entry.hash == current) {
            Ok(Comparison::Differs(Replaces::File(current)))
        } else {
            Ok(Comparison::Foreign)
        }
    }

    /// Our old file whose path differs from `path` only in case, on a volume that ignores case.
    fn other_case(&self, path: &str) -> Option<ManifestEntry> {
        let old = self.lower_case_paths.as_ref()?.get(&path.to_lowercase())?;
        self.output.old.file(old)
    }

    /// Writes a staged file for `target`. Returns its number (`None` if it is in the tree) and its modification
    /// time.
    fn write_staged(
        &self,
        target: &str,
        size: u64,
        fill: &WriteContent<'_>,
    ) -> Result<(Option<u64>, i64), WriteError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let needed = self.bytes.fetch_add(size, Ordering::Relaxed) + size;
        let in_tree = self.is_output_empty.then(|| self.create_in_tree(target)).flatten();
        let stage = in_tree.is_none().then_some(number);
        let path = self.output.layout.staged(target, stage);
        let mut file = match in_tree {
            Some(file) => file,
            None => File::create_new(&path).map_err(WriteError::writing(&path, needed))?,
        };
        fill(&mut file, &path)?;
        let stat = FileStat::from_metadata(&file.metadata().map_err(WriteError::reading(&path))?);
        if stat.size != size {
            let short = io::Error::from(io::ErrorKind::UnexpectedEof);
            return Err(WriteError::writing(&path, needed)(short));
        }
        self.output.options.report(CommitStep::StageWritten(number));
        Ok((stage, stat.mtime_ns))
    }

    /// Creates the file for `target` in the tree; `None` where that fails, as when two files have the path
    /// `target`, or it needs a folder where a file is, which `plan` reports.
    fn create_in_tree(&self, target: &str) -> Option<File> {
        let path = self.output.layout.staged(target, None);
        let folder = path.parent()?;
        if let Err(error) = fs::create_dir(folder)
            && error.kind() == io::ErrorKind::NotFound
        {
            fs::create_dir_all(folder).ok()?;
        }
        File::create_new(&path).ok()
    }
}

/// The result of comparing a finished file with the output.
enum Comparison {
    Same(FileStat),
    Differs(Replaces),
    Foreign,
}

impl fmt::Debug for Staging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Staging").field("output", &self.output).finish_non_exhaustive()
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.journal_may_exist {
            // What cannot be removed now is removed by the next `open`.
            let _ = cleanup::clear(&self.output.layout);
        }
    }
}
