//! The shelf of a build: finished files in, changed ones on the stage, and at last all of them in place.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use super::apply;
use super::disk::{self, Standing, Stat};
use super::error::WriteError;
use super::journal::{Journal, Op};
use super::manifest::Entry;
use super::output::{Adopt, Durable, Layout, Output, Step};
use super::plan::{self, Before, Fate, Finding, Folded, Plan};
use super::seal::Seal;
use crate::file;
use crate::hash::Hash;
use crate::render::WholeSite;
use crate::shelf::{Need, Refused, Shelf};

/// A build under way. Dropped without commit, it leaves the output as it was.
pub struct Staging {
    output: Output,
    /// Whether nothing stands where the site shall be, so that its folders can come whole.
    fresh: bool,
    /// Set where the volume does not tell `A` from `a`.
    pub(super) folded: Option<Folded>,
    next: AtomicU64,
    /// Bytes on the stage, or on their way there.
    bytes: AtomicU64,
    found: Mutex<Vec<Finding>>,
    /// Why the shelf takes nothing more.
    fault: OnceLock<WriteError>,
    /// Whether a journal may stand, so that the stage is needed.
    pledged: bool,
}

/// What a commit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files that are new or have other bytes.
    pub written: usize,
    /// Files that stood already.
    pub kept: usize,
    /// Old files deleted.
    pub removed: usize,
    /// Bytes of the files written.
    pub bytes: u64,
    /// Files of the old site which stay, since they are no longer what we wrote; from now on they are not ours.
    pub left: Vec<Left>,
}

/// A file of the old site that was not deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Relative to the output.
    pub path: String,
    /// Why it stays.
    pub why: Reason,
}

/// Why a file of the old site stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its bytes are not those we wrote, or cannot be read.
    Edited,
    /// A folder, a link or a device took its place.
    NotFile,
    /// A folder above it became a link.
    BehindLink,
}

/// A whole site on its stage that is about to take the place of the old one.
#[must_use = "nothing changes before the commit"]
pub struct Ready {
    staging: Staging,
    plan: Plan,
}

/// How many pages a commit removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removals {
    /// Pages of the old site that the new one does not have.
    pub removed: usize,
    /// Pages of the old site.
    pub of: usize,
}

impl Removals {
    /// Whether so many pages go that somebody must be asked: at least [`MANY_PAGES`], and more than half of all.
    pub fn are_many(self) -> bool {
        self.removed >= MANY_PAGES && self.removed * 2 > self.of
    }
}

/// The fewest pages whose removal must be asked for.
const MANY_PAGES: usize = 20;

impl Ready {
    /// How many pages the commit would remove.
    pub fn removals(&self) -> Removals {
        let old = self.staging.output.old.files.keys().filter(|path| plan::is_page(path));
        let (mut removed, mut of) = (0, 0);
        for path in old {
            of += 1;
            removed += usize::from(!self.plan.manifest.files.contains_key(path));
        }
        Removals { removed, of }
    }

    /// Moves the changed files into place, then deletes what is gone; puts `seal` on the site once it stands whole.
    ///
    /// An older seal is off before anything changes. A site that did not change writes nothing.
    ///
    /// # Errors
    /// When the output cannot be written. Before the journal stands, any error leaves the old site; after it, the
    /// next `Output::open` leads to the new one.
    pub fn commit(mut self, seal: Option<&Seal>) -> Result<Outcome, WriteError> {
        let outcome = self.staging.committed(self.plan)?;
        if let Some(seal) = seal.filter(|_| outcome.left.is_empty()) {
            let Output { layout, options, .. } = &self.staging.output;
            seal.put(layout, options.durable)?;
        }
        Ok(outcome)
    }
}

/// Writes the bytes of a file to its place on the stage.
type Fill<'a> = dyn Fn(&mut File, &Path) -> Result<(), WriteError> + 'a;

impl Shelf for Staging {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Refused> {
        self.put_bytes(path, bytes, None)
    }

    fn put_made(&self, path: &str, bytes: &[u8], key: Hash) -> Result<(), Refused> {
        self.put_bytes(path, bytes, Some(key))
    }

    fn need(&self, path: &str, key: Hash) -> Result<Need, Refused> {
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

    fn put_file(&self, path: &str, from: &Path, length: u64, hash: Hash) -> Result<(), Refused> {
        self.take(path, (length, hash), None, &|file, stage| {
            let needed = self.bytes.load(Ordering::Relaxed);
            match copy(from, file).map_err(|fault| fault.named(from, stage, needed))? {
                copied if copied == (hash, length) => Ok(()),
                _ => Err(WriteError::SourceChanged { path: from.to_path_buf() }),
            }
        })
    }
}

impl Staging {
    pub(super) fn new(output: Output) -> Result<Staging, WriteError> {
        let stage = &output.layout.stage;
        fs::create_dir_all(stage).map_err(WriteError::writing(stage, 0))?;
        let shouted = output.layout.out.join(super::OWN.to_uppercase());
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

    /// Plans how exactly the files on the shelf become the site; nothing visible changes yet.
    ///
    /// `whole` is the proof of the rendering that put them.
    ///
    /// # Errors
    /// Why the shelf took nothing more, if so; `Incomplete` when the files on it are not those of `whole`; `Clash` and
    /// `Foreign` when they cannot stand in the output.
    pub fn ready(mut self, whole: &WholeSite) -> Result<Ready, WriteError> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let found = std::mem::take(&mut *locked(&self.found));
        if found.len() != whole.files() {
            let path = self.output.layout.out.clone();
            return Err(WriteError::Incomplete { path, staged: found.len(), rendered: whole.files() });
        }
        let (layout, old) = (&self.output.layout, &self.output.old);
        let plan = plan::plan(layout, old, found, self.folded.as_ref())?;
        if self.fresh {
            plan::refuse_newcomers(layout, &plan.ops)?;
        }
        Ok(Ready { staging: self, plan })
    }

    /// Why the shelf took nothing more, after it refused something.
    pub fn refused(self) -> Option<WriteError> {
        let mut staging = self;
        staging.fault.take()
    }

    /// Commits what was put by a test that rendered nothing.
    #[cfg(test)]
    pub(super) fn commit(self) -> Result<Outcome, WriteError> {
        let files = locked(&self.found).len();
        self.ready(&WholeSite::claimed(files))?.commit(None)
    }

    fn committed(&mut self, plan: Plan) -> Result<Outcome, WriteError> {
        let (layout, old) = (&self.output.layout, &self.output.old);
        let mut outcome =
            Outcome { written: plan.written, kept: plan.kept, bytes: plan.bytes, ..Outcome::default() };
        let standing = disk::standing(&layout.manifest)? != Standing::Nothing;
        if plan.ops.is_empty() && plan.manifest == *old && standing {
            return Ok(outcome);
        }
        Seal::lift(layout)?;
        let json = plan.manifest.to_json();
        disk::write(&layout.next_manifest(), json.as_bytes(), self.output.options.durable)?;
        if plan.ops.is_empty() {
            disk::rename(&layout.next_manifest(), &layout.manifest)?;
            self.output.options.took(Step::ManifestWritten);
            return Ok(outcome);
        }
        if self.output.options.durable == Durable::PowerCut {
            self.sync(&plan)?;
        }
        let Output { layout, options, .. } = &self.output;
        // In a fresh output there is nothing to build them in: folders come with what is in them.
        let scaffold = if self.fresh { Vec::new() } else { plan.scaffold };
        let journal = Journal::new(Hash::of(json.as_bytes()), plan.ops);
        let (built, drafted) =
            rayon::join(|| build_scaffold(layout, &scaffold), || journal.draft(layout, options.durable));
        built.and(drafted)?;
        self.pledged = true;
        Journal::stand(layout, options.durable)?;
        options.took(Step::JournalWritten);
        let applied = apply::complete(layout, &journal, scaffold.into_iter().collect(), options)?;
        self.pledged = false;
        outcome.removed = applied.removed;
        outcome.left = applied.left;
        Ok(outcome)
    }

    /// Waits until the volume has the bytes of every staged file.
    fn sync(&self, plan: &Plan) -> Result<(), WriteError> {
        let staged = plan.ops.iter().filter_map(|op| match op {
            Op::Place(placed) => Some(self.output.layout.staged(&placed.path, placed.stage)),
            _ => None,
        });
        let staged: Vec<_> = staged.collect();
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(path) = staged.get(next.fetch_add(1, Ordering::Relaxed)) {
                let synced = File::options().write(true).open(path).and_then(|file| file.sync_data());
                synced.map_err(WriteError::writing(path, self.bytes.load(Ordering::Relaxed)))?;
            }
            Ok(())
        };
        // The threads wait for the volume, which serves many at once better than one after another.
        thread::scope(|scope| {
            let threads: Vec<_> = (0..16.min(staged.len())).map(|_| scope.spawn(work)).collect();
            threads.into_iter().try_for_each(|thread| thread.join().expect("syncing does not panic"))
        })
    }

    fn put_bytes(&self, path: &str, bytes: &[u8], made: Option<Hash>) -> Result<(), Refused> {
        self.take(path, (bytes.len() as u64, Hash::of(bytes)), made, &|file, stage| {
            file.write_all(bytes).map_err(WriteError::writing(stage, self.bytes.load(Ordering::Relaxed)))
        })
    }

    /// The file at `path`, if it stands as the build before wrote it, made of what has the hash `key`.
    fn standing(&self, path: &str, key: Hash) -> Result<Option<Finding>, WriteError> {
        let old = &self.output.old;
        let (Some(entry), true) = (old.file(path), old.made.get(path) == Some(&key)) else { return Ok(None) };
        let page = self.output.layout.page(path);
        let Standing::File(stat) = disk::standing(&page)? else { return Ok(None) };
        if !entry.shows(stat) && disk::hash(&page)? != entry.hash {
            return Ok(None);
        }
        let entry = Entry { mtime_ns: stat.mtime_ns, ..entry };
        Ok(Some(Finding { path: path.to_owned(), entry, fate: Fate::Kept, made: Some(key) }))
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
        if !disk::well_formed(path) {
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
            let _ = clear(&self.output.layout);
        }
    }
}

/// Makes folders while a lack of room still changes nothing, and notes them first so that they can be taken down.
fn build_scaffold(layout: &Layout, folders: &[String]) -> Result<(), WriteError> {
    let list = layout.scaffold();
    fs::write(&list, folders.join("\n")).map_err(WriteError::writing(&list, 0))?;
    folders.iter().try_for_each(|folder| disk::make_folder(&layout.page(folder)))
}

fn take_down_scaffold(layout: &Layout) -> Result<(), WriteError> {
    let list = layout.scaffold();
    let folders = match fs::read_to_string(&list) {
        Ok(folders) => folders,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(&list)(error)),
    };
    for folder in folders.lines().rev().filter(|folder| disk::well_formed(folder)) {
        let full = layout.page(folder);
        if disk::standing(&full)? == Standing::Folder {
            // Not empty: somebody used it, and keeps it.
            let _ = fs::remove_dir(&full);
        }
    }
    disk::remove_file(&list)
}

/// Removes what a build left on the stage, and the folders it made too early; names that are not ours stay.
pub(super) fn clear(layout: &Layout) -> Result<(), WriteError> {
    take_down_scaffold(layout)?;
    let entries = match fs::read_dir(&layout.stage) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(&layout.stage)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(WriteError::reading(&layout.stage))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        let regular = entry.file_type().is_ok_and(|kind| kind.is_file());
        if regular && (number || name == "manifest" || name == "journal" || name == "seal") {
            disk::remove_file(&entry.path())?;
        }
    }
    fell(&layout.tree())?;
    // Not empty: somebody else's files are there, and stay.
    let _ = fs::remove_dir(&layout.stage);
    Ok(())
}

/// Removes the files that wait in `folder` and in those below it, and these; what is neither file nor folder stays.
fn fell(folder: &Path) -> Result<(), WriteError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(folder)(error)),
    };
    for entry in entries {
        let path = entry.map_err(WriteError::reading(folder))?.path();
        match disk::standing(&path)? {
            Standing::Folder => fell(&path)?,
            Standing::File(_) => disk::remove_file(&path)?,
            Standing::Nothing | Standing::Other => {}
        }
    }
    // Not empty: what is in it is not ours.
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// A copy that failed, on the reading or on the writing side.
enum CopyFault {
    Read(io::Error),
    Write(io::Error),
}

impl CopyFault {
    fn named(self, from: &Path, to: &Path, needed: u64) -> WriteError {
        match self {
            CopyFault::Read(error) => WriteError::reading(from)(error),
            CopyFault::Write(error) => WriteError::writing(to, needed)(error),
        }
    }
}

/// Copies the file at `from`; gives the hash and the number of the bytes that went by.
fn copy(from: &Path, to: &mut File) -> Result<(Hash, u64), CopyFault> {
    let reader = file::open_regular(from).map_err(CopyFault::Read)?;
    let mut tee = Tee { reader, writer: to, stuck: false };
    Hash::of_reader(&mut tee).map_err(|error| match tee.stuck {
        true => CopyFault::Write(error),
        false => CopyFault::Read(error),
    })
}

/// Gives what `reader` gives, and writes it to `writer` on the way.
struct Tee<R, W> {
    reader: R,
    writer: W,
    /// Whether it was the writer that failed.
    stuck: bool,
}

impl<R: Read, W: Write> Read for Tee<R, W> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let written = self.writer.write_all(&buffer[..read]);
        self.stuck = written.is_err();
        written.map(|()| read)
    }
}

/// Nothing under these locks can panic halfway, so what a panicking thread leaves is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
