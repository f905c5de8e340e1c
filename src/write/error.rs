//! The errors of opening and writing an output.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Why an output folder was not written, or not completely.
///
/// `Display` is short English for logs; the command line has a message in both languages for each variant.
#[derive(Debug)]
pub enum WriteError {
    /// The folder must never be an output, whatever the options.
    Unsafe {
        /// The output, without links and `..`.
        path: PathBuf,
        /// Why it is refused.
        why: Danger,
    },
    /// The folder holds files and no manifest of ours; [`AdoptPolicy`](super::AdoptPolicy) allows it.
    NotEmpty {
        /// The output folder.
        path: PathBuf,
    },
    /// Files, links or folders that are not ours occupy paths of the site. Nothing was changed.
    Foreign {
        /// The paths, sorted and distinct; at least one.
        paths: Vec<PathBuf>,
    },
    /// Another process is writing this output.
    Locked {
        /// The output folder.
        path: PathBuf,
        /// The other process, if the lock file could be read.
        pid: Option<u32>,
        /// When it took the lock, by the clock of the file system.
        since: Option<SystemTime>,
    },
    /// The volume is full. Nothing visible was changed.
    Full {
        /// The file that could not be written.
        path: PathBuf,
        /// Bytes that this build has written to the volume, this file included: a lower bound of what it needs.
        needed: u64,
    },
    /// The volume takes no more files, though it may have room for bytes. Nothing visible was changed.
    NoMoreFiles {
        /// The file or folder that could not be created.
        path: PathBuf,
    },
    /// Another program has a file open that must be replaced or deleted. Nothing was changed.
    InUse {
        /// Path of the file.
        path: PathBuf,
    },
    /// A commit failed, and the old site could not be restored. The next `OutputFolder::open` resumes the
    /// commit.
    HalfDone {
        /// The output folder.
        path: PathBuf,
        /// New or changed files that are in place.
        new: usize,
        /// New or changed files that are not in place.
        old: usize,
        /// Why the commit failed.
        cause: Box<WriteError>,
    },
    /// The volume is read-only, or the user lacks the permission.
    ReadOnly {
        /// What could not be written.
        path: PathBuf,
    },
    /// Any other I/O error.
    Io {
        /// What was being read or written.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The manifest cannot be parsed. Building into an empty folder helps.
    DamagedManifest {
        /// Path of the manifest.
        path: PathBuf,
    },
    /// A killed commit cannot be resumed. Building into an empty folder helps, or adopting this one.
    DamagedJournal {
        /// Path of the journal.
        path: PathBuf,
        /// The page whose new bytes are lost; `None` when the journal cannot be parsed.
        page: Option<PathBuf>,
    },
    /// A later version of this program wrote the folder.
    Newer {
        /// Its manifest or journal.
        path: PathBuf,
    },
    /// A killed commit has not been resumed yet; opening the output for writing resumes it.
    Pending {
        /// Path of the journal.
        path: PathBuf,
    },
    /// A source file changed after it was hashed and before it was copied.
    SourceChanged {
        /// Path of the source file.
        path: PathBuf,
    },
    /// The staged files are not those that were rendered: an error in this program. Nothing was changed.
    Incomplete {
        /// The output folder.
        path: PathBuf,
        /// Number of files staged.
        staged: usize,
        /// Number of files rendered.
        rendered: usize,
    },
    /// Two pages have the same path, or one page is a file where another needs a folder.
    Clash {
        /// Path relative to the output.
        path: String,
    },
    /// A path that no page may have: absolute, with `..`, with a backslash, or in `.bangvang`.
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
    /// A link that leads elsewhere or nowhere.
    Link,
    /// A file, or below a file.
    NotFolder,
    /// `~`, `C:\` or `\\server` on a system where these are plain names; on Windows also a name that no folder
    /// can have.
    Notation,
}

impl WriteError {
    /// Converts an error of reading `path`.
    pub(super) fn reading(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.to_path_buf();
        move |source| WriteError::Io { path, source }
    }

    /// Converts an error of writing `path`; `needed` is the space in bytes that a `Full` error reports.
    pub(super) fn writing(path: &Path, needed: u64) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.to_path_buf();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull if !can_take_files(&path) => WriteError::NoMoreFiles { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => WriteError::Full { path, needed },
            _ if is_sharing_violation(&source) => WriteError::InUse { path },
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                WriteError::ReadOnly { path }
            }
            _ => WriteError::Io { path, source },
        }
    }
}

impl WriteError {
    /// Converts an error of replacing or deleting the file at `path`.
    pub(super) fn replacing(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
        let path = path.to_path_buf();
        // Windows also reports "access denied" for a file that another program has open or mapped.
        move |source| {
            if cfg!(windows) && source.kind() == io::ErrorKind::PermissionDenied {
                WriteError::InUse { path }
            } else {
                WriteError::writing(&path, 0)(source)
            }
        }
    }
}

/// Returns whether Windows reports that another program has the file open, or has locked a part of it.
fn is_sharing_violation(error: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION))
}

/// Returns whether the volume of `path` can store one more file; `true` where the system does not say.
///
/// A file system without free inodes reports a full disk.
#[cfg(unix)]
fn can_take_files(path: &Path) -> bool {
    let volume = path.ancestors().find_map(|folder| rustix::fs::statvfs(folder).ok());
    volume.is_none_or(|volume| volume.f_files == 0 || volume.f_favail > 0)
}

/// Always `true`: Windows has no separate limit on the number of files.
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
            Self::InUse { path } => write!(f, "{} is open in another program", path.display()),
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
            Self::Newer { path } => write!(f, "{} was written by a later version", path.display()),
            Self::Pending { path } => write!(f, "{} has not been resumed yet", path.display()),
            Self::SourceChanged { path } => {
                write!(f, "{} changed while it was copied", path.display())
            }
            Self::Incomplete { path, staged, rendered } => {
                write!(f, "{}: {staged} of {rendered} rendered files are staged", path.display())
            }
            Self::Clash { path } => write!(f, "two pages have the path `{path}`"),
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
            Self::Input => "it is one of the inputs",
            Self::Sources => "it is part of the project's sources",
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
