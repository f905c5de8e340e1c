//! The door to an output folder: a path in, an opened, locked and whole output out.

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::OWN;
use super::disk::{self, Standing};
use super::error::{Danger, WriteError};
use super::guard::{Surroundings, guard};
use super::lock::Lock;
use super::manifest::Manifest;
use super::recover::{self, Resumed};
use super::stage::Staging;
use super::sweep;

/// Tells that the build waits for the file at a path.
pub type TellWaiting = dyn Fn(&Path) + Send + Sync;

/// How an output is opened.
#[derive(Clone, Default)]
pub struct OpenOptions {
    /// What may be done about files that are not ours.
    pub adopt: Adopt,
    /// What a finished commit must outlive.
    pub durable: Durable,
    /// Called once when files must be waited for because another program has them open, with the first of them.
    pub waiting: Option<Arc<TellWaiting>>,
    /// Called after every step, on the thread that took it; for tests that kill the process there.
    pub steps: Option<Arc<dyn Fn(Step) + Send + Sync>>,
}

impl OpenOptions {
    pub(super) fn took(&self, step: Step) {
        if let Some(steps) = &self.steps {
            steps(step);
        }
    }
}

/// What may be done about files that are not ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Adopt {
    /// A folder with files and no manifest of ours is refused.
    #[default]
    Nothing,
    /// Pages are written beside foreign files, never over them.
    Beside,
    /// Also a regular file that stands where a page must go is replaced, and
    /// ours from then on. A damaged manifest or journal is given up. A link
    /// or a folder of others is still refused.
    Over,
}

/// What a finished commit must outlive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Durable {
    /// A power cut: the bytes of every file are on the volume before the journal.
    #[default]
    PowerCut,
    /// The death of this process, for machines that are thrown away.
    Kill,
}

/// Something that happened on the way from put to commit; the number counts staged files, or lines of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A changed file was written to the stage.
    StageWritten(u64),
    /// The journal stands: from here on the new site will come.
    JournalWritten,
    /// A staged file was moved into place.
    Renamed(usize),
    /// An old file was deleted, or found gone.
    Deleted(usize),
    /// An empty folder was removed, or was not empty.
    FolderRemoved(usize),
    /// After a fault, what a line did was undone, if it did anything.
    PutBack(usize),
    /// The new manifest stands.
    ManifestWritten,
    /// The commit is complete.
    JournalDropped,
}

/// The places inside an output.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub out: PathBuf,
    pub own: PathBuf,
    pub stage: PathBuf,
    pub manifest: PathBuf,
    pub journal: PathBuf,
    pub seal: PathBuf,
}

impl Layout {
    pub fn of(out: &Path) -> Layout {
        let own = out.join(OWN);
        Layout {
            out: out.to_path_buf(),
            stage: own.join("stage"),
            manifest: own.join("manifest.json"),
            journal: own.join("journal.json"),
            seal: own.join("seal.json"),
            own,
        }
    }

    /// Where the page at `path` stands.
    pub fn page(&self, path: &str) -> PathBuf {
        disk::below(&self.out, path)
    }

    /// Where the staged file for `path` stands: under its `number`, else in the tree under its own path.
    pub fn staged(&self, path: &str, number: Option<u64>) -> PathBuf {
        number.map_or_else(|| disk::below(&self.tree(), path), |number| self.stage.join(number.to_string()))
    }

    /// Where the files of a first build wait in the folders in which they shall stand.
    pub fn tree(&self) -> PathBuf {
        self.stage.join("tree")
    }

    /// Where the new manifest waits.
    pub fn next_manifest(&self) -> PathBuf {
        self.stage.join("manifest")
    }

    /// Where the journal is written before it stands.
    pub fn next_journal(&self) -> PathBuf {
        self.stage.join("journal")
    }

    /// Where the old file of line `number` of the journal is kept until the commit is complete.
    pub fn backup(&self, number: usize) -> PathBuf {
        self.backups().join(number.to_string())
    }

    /// The folder of all backups.
    pub fn backups(&self) -> PathBuf {
        self.stage.join("backup")
    }

    /// The list of folders that were made before the journal stood.
    pub fn scaffold(&self) -> PathBuf {
        self.stage.join("folders")
    }
}

/// An output folder, ours alone until dropped, with no build half done.
pub struct Output {
    pub(super) layout: Layout,
    pub(super) options: OpenOptions,
    pub(super) old: Manifest,
    rolled_forward: bool,
    _lock: Lock,
}

impl Output {
    /// Opens `out`, which need not exist, and completes a build that was killed while it committed.
    pub fn open(out: &Path, around: &Surroundings, options: &OpenOptions) -> Result<Output, WriteError> {
        let layout = Layout::of(&guard(out, around)?);
        refuse_links(&layout)?;
        if options.adopt == Adopt::Nothing {
            refuse_strangers(&layout)?;
        }
        fs::create_dir_all(&layout.own).map_err(WriteError::writing(&layout.own, 0))?;
        let lock = Lock::take(&layout.out, &layout.own)?;
        let old = match Manifest::read(&layout.manifest) {
            Err(WriteError::DamagedManifest { .. }) if options.adopt == Adopt::Over => Manifest::default(),
            read => read?.unwrap_or_default(),
        };
        let resumed = recover::resume(&layout, &old, options)?;
        let old = match resumed {
            Resumed::Completed => Manifest::read(&layout.manifest)?.unwrap_or_default(),
            Resumed::Nothing | Resumed::GivenUp => old,
        };
        sweep::clear(&layout)?;
        let rolled_forward = resumed == Resumed::Completed;
        Ok(Output { layout, options: options.clone(), old, rolled_forward, _lock: lock })
    }

    /// Whether opening completed a build that had been killed.
    pub fn rolled_forward(&self) -> bool {
        self.rolled_forward
    }

    /// What stands in the folder and is ours.
    pub fn manifest(&self) -> &Manifest {
        &self.old
    }

    /// The canonical path of the folder.
    pub fn path(&self) -> &Path {
        &self.layout.out
    }

    /// Whether nothing stands in the folder but what is beside every site of ours.
    pub(super) fn is_empty(&self) -> Result<bool, WriteError> {
        let reading = || WriteError::reading(&self.layout.out);
        let entries = fs::read_dir(&self.layout.out).map_err(reading())?;
        for entry in entries {
            if entry.map_err(reading())?.file_name() != OWN {
                return Ok(false);
            }
        }
        Ok(self.old == Manifest::default())
    }

    /// The shelf for the next site.
    pub fn staging(self) -> Result<Staging, WriteError> {
        Staging::new(self)
    }
}

impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output").field("path", &self.layout.out).finish_non_exhaustive()
    }
}

/// The manifest of the whole site in `out`, for readers such as publish and check; takes no lock and writes nothing.
///
/// Reports `Pending` when a build was killed, or is at it, while it committed.
/// Without a manifest there is no site: the answer is empty.
pub fn standing(out: &Path) -> Result<Manifest, WriteError> {
    let layout = Layout::of(out);
    if disk::standing(&layout.journal)? != Standing::Nothing {
        return Err(WriteError::Pending { path: layout.journal });
    }
    Ok(Manifest::read(&layout.manifest)?.unwrap_or_default())
}

/// Nothing of ours may be a link, since it would lead our writing elsewhere.
fn refuse_links(layout: &Layout) -> Result<(), WriteError> {
    let files = ["held", "lock"].map(|name| layout.own.join(name));
    for path in files.iter().chain([&layout.manifest, &layout.journal, &layout.seal]) {
        if !matches!(disk::standing(path)?, Standing::Nothing | Standing::File(_)) {
            return Err(WriteError::Unsafe { path: path.clone(), why: Danger::Link });
        }
    }
    for path in [&layout.own, &layout.stage, &layout.tree(), &layout.backups()] {
        if !matches!(disk::standing(path)?, Standing::Nothing | Standing::Folder) {
            return Err(WriteError::Unsafe { path: path.clone(), why: Danger::Link });
        }
    }
    Ok(())
}

/// Files that a system puts into any folder it shows, and the usual placeholder for an empty one.
const LITTER: &[&str] = &[OWN, ".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep"];

/// Refuses a folder that holds files although we never finished a build there.
fn refuse_strangers(layout: &Layout) -> Result<(), WriteError> {
    for ours in [&layout.manifest, &layout.journal] {
        if disk::standing(ours)? != Standing::Nothing {
            return Ok(());
        }
    }
    let entries = match fs::read_dir(&layout.out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(&layout.out)(error)),
    };
    for entry in entries {
        let name = entry.map_err(WriteError::reading(&layout.out))?.file_name();
        let name = name.to_string_lossy();
        if !LITTER.iter().any(|litter| name.eq_ignore_ascii_case(litter)) {
            return Err(WriteError::NotEmpty { path: layout.out.clone() });
        }
    }
    Ok(())
}
