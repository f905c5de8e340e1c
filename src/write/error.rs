//! What can keep an output from being written, each with the facts that a message needs.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Why a folder was not written, or not wholly.
///
/// `Display` is short English for logs; the command line words each variant
/// for its reader.
#[derive(Debug)]
pub enum WriteError {
    /// The output must not be this folder, whatever is asked for.
    Unsafe {
        /// The output as it was resolved.
        path: PathBuf,
        /// What is wrong with it.
        why: Danger,
    },
    /// The folder holds files and no manifest of ours; `Adopt` lets it be used.
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// Files, links or folders that are not ours stand where the site must go. Nothing was changed.
    Foreign {
        /// Each of them once, in order; at least one.
        paths: Vec<PathBuf>,
    },
    /// Another process is writing this output.
    Locked {
        /// The output folder.
        path: PathBuf,
        /// The other process, if its note could be read.
        pid: Option<u32>,
        /// When it began, by the clock of the file system.
        since: Option<SystemTime>,
    },
    /// The volume is full. Nothing visible was changed.
    Full {
        /// The file that found no room.
        path: PathBuf,
        /// Bytes which this build has had to put on the volume, this file included: a lower bound of what it needs.
        needed: u64,
    },
    /// The volume takes no more files, though it may have room for bytes. Nothing visible was changed.
    NoMoreFiles {
        /// The file or folder that could not be made.
        path: PathBuf,
    },
    /// Another program has a file open that must be replaced or deleted. Nothing was changed.
    Held {
        /// The file.
        path: PathBuf,
    },
    /// A commit failed in the middle, and the old site could not be put back. The next `Output::open` goes on.
    HalfDone {
        /// The output folder.
        path: PathBuf,
        /// New or changed files that stand in their places.
        new: usize,
        /// New or changed files that do not.
        old: usize,
        /// What the commit failed of.
        cause: Box<WriteError>,
    },
    /// The volume or the folder may not be written.
    ReadOnly {
        /// What could not be written.
        path: PathBuf,
    },
    /// Any other fault of the machine.
    Io {
        /// What was being read or written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The manifest is not one. The way out: build into an empty folder.
    DamagedManifest {
        /// The manifest.
        path: PathBuf,
    },
    /// A killed build cannot be completed. The way out: build into an empty folder, or adopt this one.
    DamagedJournal {
        /// The journal.
        path: PathBuf,
        /// The page whose new bytes are nowhere; `None` when the journal cannot be read at all.
        page: Option<PathBuf>,
    },
    /// A later version of this program wrote the folder.
    Newer {
        /// Its manifest or journal.
        path: PathBuf,
    },
    /// A killed build is not yet completed; opening the output for writing completes it.
    Pending {
        /// The journal.
        path: PathBuf,
    },
    /// A source changed between the moment it was hashed and the moment it was copied.
    SourceChanged {
        /// The source.
        path: PathBuf,
    },
    /// The files on the stage are not those that were rendered, which is a fault of this program. Nothing was changed.
    Incomplete {
        /// The output folder.
        path: PathBuf,
        /// Files on the stage.
        staged: usize,
        /// Files that were rendered.
        rendered: usize,
    },
    /// Two pages want one file, or one page a file where another wants a folder.
    Clash {
        /// The path, relative to the output.
        path: String,
    },
    /// A path that no page may have: absolute, with `..`, with a backslash, or in our own folder.
    BadPath {
        /// The path as it was given.
        path: String,
    },
}

/// Why a folder cannot be an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// The root of a file system, a drive or a network share.
    Root,
    /// A folder of the operating system, such as `/usr` or `C:\Windows`.
    System,
    /// The home folder of the user.
    Home,
    /// Desktop, documents, downloads and the like, or a hidden folder, directly under home.
    Personal,
    /// The folder of the project itself.
    Project,
    /// A folder which holds the project, an input or the home folder.
    Above,
    /// Content, themes, or a folder inside of them.
    Input,
    /// `src`, `tests` or `benches` of the project, or a folder inside of them.
    Sources,
    /// `.git` or the like, or inside of it; or the `.bangvang` of some output.
    Hidden,
    /// A link to somewhere else, or one that leads nowhere.
    Link,
    /// A file, or below a file.
    NotFolder,
    /// `~` or `C:\` or `\\server`, which this system would take for a plain name; on Windows also a name that no folder
    /// can have there.
    Notation,
}

impl WriteError {
    /// The fault met while reading `path`.
    pub(super) fn reading(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.to_path_buf();
        move |source| WriteError::Io { path, source }
    }

    /// The fault met while writing `path`, when `needed` bytes had to find room.
    pub(super) fn writing(path: &Path, needed: u64) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.to_path_buf();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull if !can_take_files(&path) => WriteError::NoMoreFiles { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => WriteError::Full { path, needed },
            _ if is_sharing_fault(&source) => WriteError::Held { path },
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                WriteError::ReadOnly { path }
            }
            _ => WriteError::Io { path, source },
        }
    }
}

impl WriteError {
    /// The fault met while replacing or deleting the file at `path`.
    pub(super) fn replacing(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.to_path_buf();
        // Windows says "access denied" also of a file that another program has open or mapped.
        move |source| match cfg!(windows) && source.kind() == io::ErrorKind::PermissionDenied {
            true => WriteError::Held { path },
            false => WriteError::writing(&path, 0)(source),
        }
    }
}

/// Whether Windows says that another program has the file open, or has locked a part of it.
fn is_sharing_fault(error: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION))
}

/// Whether the volume of `path` has room for one more file; `true` where the system does not say.
///
/// Systems report a lack of inodes as a full disk.
#[cfg(unix)]
fn can_take_files(path: &Path) -> bool {
    let volume = path.ancestors().find_map(|folder| rustix::fs::statvfs(folder).ok());
    volume.is_none_or(|volume| volume.f_files == 0 || volume.f_favail > 0)
}

/// Whether the volume of `path` has room for one more file; Windows has no limit of its own for them.
#[cfg(not(unix))]
fn can_take_files(_: &Path) -> bool {
    true
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsafe { path, why } => write!(f, "{} cannot be the output: {why}", path.display()),
            Self::NotEmpty { path } => write!(f, "{} is not empty and not ours", path.display()),
            Self::Foreign { paths } => {
                let first = paths.first().map(|path| path.display().to_string());
                let first = first.unwrap_or_default();
                match paths.len() {
                    0 | 1 => write!(f, "{first} is not ours and in the way"),
                    more => write!(f, "{first} and {} more are not ours and in the way", more - 1),
                }
            }
            Self::Locked { path, pid: Some(pid), .. } => {
                write!(f, "{} is being written by process {pid}", path.display())
            }
            Self::Locked { path, .. } => {
                write!(f, "{} is being written by another process", path.display())
            }
            Self::Full { path, needed } => {
                write!(f, "no room for {}: {needed} bytes needed", path.display())
            }
            Self::NoMoreFiles { path } => write!(f, "no room for one more file: {}", path.display()),
            Self::Held { path } => write!(f, "{} is open in another program", path.display()),
            Self::HalfDone { new, old, cause, .. } => {
                write!(f, "{new} of {} changed files are in place: {cause}", new + old)
            }
            Self::ReadOnly { path } => write!(f, "{} may not be written", path.display()),
            Self::Io { path, source } => write!(f, "{}: {source}", path.display()),
            Self::DamagedManifest { path } => write!(f, "{} is damaged", path.display()),
            Self::DamagedJournal { path, page: Some(page) } => {
                write!(f, "{} cannot be completed: {} is lost", path.display(), page.display())
            }
            Self::DamagedJournal { path, page: None } => write!(f, "{} is damaged", path.display()),
            Self::Newer { path } => write!(f, "{} is of a later version", path.display()),
            Self::Pending { path } => write!(f, "{} is not yet completed", path.display()),
            Self::SourceChanged { path } => {
                write!(f, "{} changed while it was copied", path.display())
            }
            Self::Incomplete { path, staged, rendered } => {
                write!(f, "{}: {staged} of {rendered} rendered files are on the stage", path.display())
            }
            Self::Clash { path } => write!(f, "two pages want `{path}`"),
            Self::BadPath { path } => write!(f, "`{path}` cannot be the path of a page"),
        }
    }
}

impl fmt::Display for Danger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Root => "it is the root of a volume",
            Self::System => "it belongs to the operating system",
            Self::Home => "it is a home folder",
            Self::Personal => "it holds personal files",
            Self::Project => "it is the project itself",
            Self::Above => "it holds the project, its inputs or a home folder",
            Self::Input => "it is among the inputs",
            Self::Sources => "it is among the project's sources",
            Self::Hidden => "it belongs to version control or to another output",
            Self::Link => "it is a link",
            Self::NotFolder => "it is not a folder",
            Self::Notation => "this system cannot have a folder of that name",
        })
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::HalfDone { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
