//! The shelf of a build: finished files in, changed ones on the stage, and at last all of them in place.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use super::copy::copy;
use super::disk::{self, Standing, Stat};
use super::error::WriteError;
use super::manifest::Entry;
use super::options::{Adopt, Step};
use super::output::Output;
use super::plan::{Before, Fate, Finding, Folded};
use super::sweep;
use crate::file::OutputPath;
use crate::file::{OWN, is_site_path};
use crate::hash::Hash;
use crate::shelf::{Need, Refused, Shelf};
use crate::threads::locked;

/// A build under way. Dropped without commit, it leaves the output as it was.
pub struct Staging {
    pub(super) output: Output,
    /// Whether nothing stands where the site shall be, so that its folders can come whole.
    pub(super) fresh: bool,
    /// Set where the volume does not tell `A` from `a`.
    pub(super) folded: Option<Folded>,
    next: AtomicU64,
    /// Bytes on the stage, or on their way there.
    pub(super) bytes: AtomicU64,
    pub(super) found: Mutex<Vec<Finding>>,
    /// Why the shelf takes nothing more.
    pub(super) fault: OnceLock<WriteError>,
    /// Whether a journal may stand, so that the stage is needed.
    pub(super) pledged: bool,
}

/// Writes the bytes of a file to its place on the stage.
type Fill<'a> = dyn Fn(&mut File, &Path) -> Result<(), WriteError> + 'a;

impl Shelf for Staging {
    fn put(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Refused> {
        self.put_bytes(path, bytes, None)
    }

    fn put_made(&self, path: &OutputPath, bytes: &[u8], key: Hash) -> Result<(), Refused> {
        self.put_bytes(path, bytes, Some(key))
    }

    fn need(&self, path: &OutputPath, key: Hash) -> Result<Need, Refused> {
        if self.fault.get().is_some() {
            return Err(Refused);
        }
        match self.standing(path, key) {
            Ok(Some(finding)) => {
                locked(&self.found).push(finding);
                Ok(Need::Nothing)
            }
            Ok(None) => Ok(Need::Bytes),
            Err(fault) => {
                let _ = self.fault.set(fault);
                Err(Refused)
            }
        }
    }

    fn put_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Refused> {
        self.take(path, (length, hash), None, &|file, stage| {
            if copy(from, file, stage, self.bytes.load(Ordering::Relaxed))? == (hash, length) {
                Ok(())
            } else {
                Err(WriteError::SourceChanged { path: from.to_path_buf() })
            }
        })
    }
}

impl Output {
    /// The shelf for the next site.
    pub fn staging(self) -> Result<Staging, WriteError> {
        Staging::new(self)
    }
}

impl Staging {
    fn new(output: Output) -> Result<Staging, WriteError> {
        let stage = &output.layout.stage;
        fs::create_dir_all(stage).map_err(WriteError::writing(stage, 0))?;
        let shouted = output.layout.out.join(OWN.to_uppercase());
        let caseless = disk::standing(&shouted)? != Standing::Nothing;
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

    fn put_bytes(&self, path: &OutputPath, bytes: &[u8], made: Option<Hash>) -> Result<(), Refused> {
        self.take(path, (bytes.len() as u64, Hash::of(bytes)), made, &|file, stage| {
            file.write_all(bytes).map_err(WriteError::writing(stage, self.bytes.load(Ordering::Relaxed)))
        })
    }

    /// The file at `path`, if it stands as the build before wrote it, made of what has the hash `key`.
    fn standing(&self, path: &OutputPath, key: Hash) -> Result<Option<Finding>, WriteError> {
        let old = &self.output.old;
        let (Some(entry), true) = (old.file(path), old.made.get(&**path) == Some(&key)) else {
            return Ok(None);
        };
        let page = self.output.layout.page(path);
        let Standing::File(stat) = disk::standing(&page)? else { return Ok(None) };
        if !entry.shows(stat) && disk::hash(&page)? != entry.hash {
            return Ok(None);
        }
        let entry = Entry { mtime_ns: stat.mtime_ns, ..entry };
        Ok(Some(Finding { path: path.to_string(), entry, fate: Fate::Kept, made: Some(key) }))
    }

    /// Takes a file unless an earlier one failed; what fails here is kept for `commit`.
    fn take(
        &self,
        path: &str,
        (size, hash): (u64, Hash),
        made: Option<Hash>,
        fill: &Fill<'_>,
    ) -> Result<(), Refused> {
        if self.fault.get().is_some() {
            return Err(Refused);
        }
        match self.judge(path, size, hash, fill) {
            Ok(finding) => locked(&self.found).push(Finding { made, ..finding }),
            Err(fault) => {
                // Of faults at one moment the first is told.
                let _ = self.fault.set(fault);
                return Err(Refused);
            }
        }
        Ok(())
    }

    /// Compares a finished file with what stands, and stages it if it differs.
    fn judge(&self, path: &str, size: u64, hash: Hash, fill: &Fill<'_>) -> Result<Finding, WriteError> {
        if !is_site_path(path) {
            return Err(WriteError::BadPath { path: path.to_owned() });
        }
        let page = self.output.layout.page(path);
        let standing = if self.fresh { Standing::Nothing } else { disk::standing(&page)? };
        let verdict = match standing {
            Standing::Nothing => Verdict::Differs(Before::Nothing),
            Standing::Folder => Verdict::Differs(Before::Folder),
            Standing::Other => Verdict::Foreign,
            Standing::File(stat) => self.compare(path, &page, stat, hash)?,
        };
        let (fate, mtime_ns) = match verdict {
            Verdict::Same(stat) => (Fate::Kept, stat.mtime_ns),
            Verdict::Foreign => (Fate::Foreign, 0),
            Verdict::Differs(before) => {
                let (stage, mtime_ns) = self.stage(path, size, fill)?;
                (Fate::Staged { stage, before }, mtime_ns)
            }
        };
        Ok(Finding { path: path.to_owned(), entry: Entry { hash, size, mtime_ns }, fate, made: None })
    }

    /// Compares with the file that stands at `page`; reads it only when its size or time are not those we left.
    fn compare(&self, path: &str, page: &Path, stat: Stat, hash: Hash) -> Result<Verdict, WriteError> {
        let over = self.output.options.adopt == Adopt::Over;
        let exact = self.output.old.file(path);
        let known = exact.or_else(|| self.variant(path));
        let standing = match known {
            Some(entry) if entry.shows(stat) => entry.hash,
            None if !over => return Ok(Verdict::Foreign),
            _ => disk::hash(page)?,
        };
        // A file under another case of its name is ours, but must still be renamed.
        let named = exact.is_some() || known.is_none();
        if standing == hash && named {
            Ok(Verdict::Same(stat))
        } else if over || standing == hash || known.is_some_and(|entry| entry.hash == standing) {
            Ok(Verdict::Differs(Before::File(standing)))
        } else {
            Ok(Verdict::Foreign)
        }
    }

    /// Our old file whose path differs from `path` in case only, on a volume where both are one.
    fn variant(&self, path: &str) -> Option<Entry> {
        let old = self.folded.as_ref()?.get(&path.to_lowercase())?;
        self.output.old.file(old)
    }

    /// Writes a new staged file for `page`; gives its number, if it does not wait in the tree, and its time.
    fn stage(&self, page: &str, size: u64, fill: &Fill<'_>) -> Result<(Option<u64>, i64), WriteError> {
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
        let stat = Stat::of(&file.metadata().map_err(WriteError::reading(&path))?);
        if stat.size != size {
            let short = io::Error::from(io::ErrorKind::UnexpectedEof);
            return Err(WriteError::writing(&path, needed)(short));
        }
        self.output.options.took(Step::StageWritten(number));
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
enum Verdict {
    Same(Stat),
    Differs(Before),
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
            let _ = sweep::clear(&self.output.layout);
        }
    }
}
