//! The shelf of a build: finished files in, changed ones on the stage, and at last all of them in place.

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
use crate::hash::Hash;
use crate::sink::{Cancelled, Needs, OutputSink};
use crate::threads::locked;

/// A build under way. Dropped without commit, it leaves the output as it was.
pub struct Staging {
    pub(super) output: OutputFolder,
    /// Whether nothing stands where the site shall be, so that its folders can come whole.
    pub(super) fresh: bool,
    /// Set where the volume does not tell `A` from `a`.
    pub(super) folded: Option<LowercasePaths>,
    next: AtomicU64,
    /// Bytes on the stage, or on their way there.
    pub(super) bytes: AtomicU64,
    pub(super) found: Mutex<Vec<StagedFile>>,
    /// Why the shelf takes nothing more.
    pub(super) fault: OnceLock<WriteError>,
    /// Whether a journal may stand, so that the stage is needed.
    pub(super) pledged: bool,
}

/// Writes the bytes of a file to its place on the stage.
type WriteContent<'a> = dyn Fn(&mut File, &Path) -> Result<(), WriteError> + 'a;

impl OutputSink for Staging {
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        self.put_bytes(path, bytes, None)
    }

    fn write_keyed(&self, path: &OutputPath, bytes: &[u8], key: Hash) -> Result<(), Cancelled> {
        self.put_bytes(path, bytes, Some(key))
    }

    fn needs(&self, path: &OutputPath, key: Hash) -> Result<Needs, Cancelled> {
        if self.fault.get().is_some() {
            return Err(Cancelled);
        }
        match self.standing(path, key) {
            Ok(Some(finding)) => {
                locked(&self.found).push(finding);
                Ok(Needs::Nothing)
            }
            Ok(None) => Ok(Needs::Bytes),
            Err(fault) => {
                let _ = self.fault.set(fault);
                Err(Cancelled)
            }
        }
    }

    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.take(path, (length, hash), None, &|file, stage| {
            if copy(from, file, stage, self.bytes.load(Ordering::Relaxed))? == (hash, length) {
                Ok(())
            } else {
                Err(WriteError::SourceChanged { path: from.to_path_buf() })
            }
        })
    }
}

impl OutputFolder {
    /// The shelf for the next site.
    pub fn staging(self) -> Result<Staging, WriteError> {
        Staging::new(self)
    }
}

impl Staging {
    fn new(output: OutputFolder) -> Result<Staging, WriteError> {
        let stage = &output.layout.stage;
        fs::create_dir_all(stage).map_err(WriteError::writing(stage, 0))?;
        let shouted = output.layout.out.join(OWN.to_uppercase());
        let caseless = disk::path_state(&shouted)? != PathState::Nothing;
        let fold = |path: &String| (path.to_lowercase(), path.clone());
        let folded = caseless.then(|| output.old.files.keys().map(fold).collect());
        Ok(Staging {
            fresh: output.is_empty()?,
            output,
            folded,
            next: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            found: Mutex::default(),
            fault: OnceLock::new(),
            pledged: false,
        })
    }

    /// Why the shelf took nothing more, after it refused something.
    pub fn refused(self) -> Option<WriteError> {
        let mut staging = self;
        staging.fault.take()
    }

    fn put_bytes(&self, path: &OutputPath, bytes: &[u8], made: Option<Hash>) -> Result<(), Cancelled> {
        self.take(path, (bytes.len() as u64, Hash::of(bytes)), made, &|file, stage| {
            file.write_all(bytes).map_err(WriteError::writing(stage, self.bytes.load(Ordering::Relaxed)))
        })
    }

    /// The file at `path`, if it stands as the build before wrote it, made of what has the hash `key`.
    fn standing(&self, path: &OutputPath, key: Hash) -> Result<Option<StagedFile>, WriteError> {
        let old = &self.output.old;
        let (Some(entry), true) = (old.file(path), old.made.get(&**path) == Some(&key)) else {
            return Ok(None);
        };
        let page = self.output.layout.page(path);
        let PathState::File(stat) = disk::path_state(&page)? else { return Ok(None) };
        if !entry.shows(stat) && disk::hash(&page)? != entry.hash {
            return Ok(None);
        }
        let entry = ManifestEntry { mtime_ns: stat.mtime_ns, ..entry };
        Ok(Some(StagedFile { path: path.to_string(), entry, fate: Action::Kept, made: Some(key) }))
    }

    /// Takes a file unless an earlier one failed; what fails here is kept for `commit`.
    fn take(
        &self,
        path: &str,
        (size, hash): (u64, Hash),
        made: Option<Hash>,
        fill: &WriteContent<'_>,
    ) -> Result<(), Cancelled> {
        if self.fault.get().is_some() {
            return Err(Cancelled);
        }
        match self.judge(path, size, hash, fill) {
            Ok(finding) => locked(&self.found).push(StagedFile { made, ..finding }),
            Err(fault) => {
                // Of faults at one moment the first is told.
                let _ = self.fault.set(fault);
                return Err(Cancelled);
            }
        }
        Ok(())
    }

    /// Compares a finished file with what stands, and stages it if it differs.
    fn judge(
        &self,
        path: &str,
        size: u64,
        hash: Hash,
        fill: &WriteContent<'_>,
    ) -> Result<StagedFile, WriteError> {
        if !is_site_path(path) {
            return Err(WriteError::BadPath { path: path.to_owned() });
        }
        let page = self.output.layout.page(path);
        let standing = if self.fresh { PathState::Nothing } else { disk::path_state(&page)? };
        let verdict = match standing {
            PathState::Nothing => Comparison::Differs(Replaces::Nothing),
            PathState::Folder => Comparison::Differs(Replaces::Folder),
            PathState::Other => Comparison::Foreign,
            PathState::File(stat) => self.compare(path, &page, stat, hash)?,
        };
        let (fate, mtime_ns) = match verdict {
            Comparison::Same(stat) => (Action::Kept, stat.mtime_ns),
            Comparison::Foreign => (Action::Foreign, 0),
            Comparison::Differs(before) => {
                let (stage, mtime_ns) = self.stage(path, size, fill)?;
                (Action::Staged { stage, before }, mtime_ns)
            }
        };
        Ok(StagedFile {
            path: path.to_owned(),
            entry: ManifestEntry { hash, size, mtime_ns },
            fate,
            made: None,
        })
    }

    /// Compares with the file that stands at `page`; reads it only when its size or time are not those we left.
    fn compare(&self, path: &str, page: &Path, stat: FileStat, hash: Hash) -> Result<Comparison, WriteError> {
        let over = self.output.options.adopt == AdoptPolicy::Over;
        let exact = self.output.old.file(path);
        let known = exact.or_else(|| self.variant(path));
        let standing = match known {
            Some(entry) if entry.shows(stat) => entry.hash,
            None if !over => return Ok(Comparison::Foreign),
            _ => disk::hash(page)?,
        };
        // A file under another case of its name is ours, but must still be renamed.
        let named = exact.is_some() || known.is_none();
        if standing == hash && named {
            Ok(Comparison::Same(stat))
        } else if over || standing == hash || known.is_some_and(|entry| entry.hash == standing) {
            Ok(Comparison::Differs(Replaces::File(standing)))
        } else {
            Ok(Comparison::Foreign)
        }
    }

    /// Our old file whose path differs from `path` in case only, on a volume where both are one.
    fn variant(&self, path: &str) -> Option<ManifestEntry> {
        let old = self.folded.as_ref()?.get(&path.to_lowercase())?;
        self.output.old.file(old)
    }

    /// Writes a new staged file for `page`; gives its number, if it does not wait in the tree, and its time.
    fn stage(
        &self,
        page: &str,
        size: u64,
        fill: &WriteContent<'_>,
    ) -> Result<(Option<u64>, i64), WriteError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let needed = self.bytes.fetch_add(size, Ordering::Relaxed) + size;
        let in_tree = self.fresh.then(|| self.in_tree(page)).flatten();
        let stage = in_tree.is_none().then_some(number);
        let path = self.output.layout.staged(page, stage);
        let mut file = match in_tree {
            Some(file) => file,
            None => File::create_new(&path).map_err(WriteError::writing(&path, needed))?,
        };
        fill(&mut file, &path)?;
        let stat = FileStat::of(&file.metadata().map_err(WriteError::reading(&path))?);
        if stat.size != size {
            let short = io::Error::from(io::ErrorKind::UnexpectedEof);
            return Err(WriteError::writing(&path, needed)(short));
        }
        self.output.options.took(CommitStep::StageWritten(number));
        Ok((stage, stat.mtime_ns))
    }

    /// A new file for `page` in the tree; `None` where none can be, as when another has its path, which `plan` tells.
    fn in_tree(&self, page: &str) -> Option<File> {
        let path = self.output.layout.staged(page, None);
        let folder = path.parent()?;
        if let Err(error) = fs::create_dir(folder)
            && error.kind() == io::ErrorKind::NotFound
        {
            fs::create_dir_all(folder).ok()?;
        }
        File::create_new(&path).ok()
    }
}

/// How a finished file compares with what stands.
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
        if !self.pledged {
            // What cannot be removed now is removed by the next `open`.
            let _ = cleanup::clear(&self.output.layout);
        }
    }
}
