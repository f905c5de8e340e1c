//! Refuses folders that must not become an output.
//!
//! This module writes nothing, and no option overrides it. `src`, `tests` and `benches` of the project are
//! recognised by their names; any other non-empty folder is protected because it has no manifest of ours.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::error::{Danger, WriteError};
use crate::file::OWN;
use crate::read::file_name;

/// Folders that an output must not touch.
#[derive(Debug, Clone, Default)]
pub struct ProtectedFolders {
    /// The root of the project; relative inputs are resolved against it.
    pub root: PathBuf,
    /// The folder against which a relative output is resolved; empty for `root`.
    pub output_base: PathBuf,
    /// Content, themes and everything else that is read.
    pub inputs: Vec<PathBuf>,
    /// The user's home folder.
    pub home: Option<PathBuf>,
}

/// Lower-case names of folders directly below a root that belong to an operating system.
const SYSTEM: &[&str] = &[
    "applications",
    "bin",
    "boot",
    "dev",
    "etc",
    "home",
    "lib",
    "lib64",
    "library",
    "opt",
    "private",
    "proc",
    "program files",
    "program files (x86)",
    "programdata",
    "root",
    "run",
    "sbin",
    "sys",
    "system",
    "tmp",
    "usr",
    "users",
    "var",
    "volumes",
    "windows",
];

/// Lower-case names of folders directly below home, or below its OneDrive, that hold personal files.
const PERSONAL: &[&str] = &[
    "appdata",
    "contacts",
    "desktop",
    "documents",
    "downloads",
    "dropbox",
    "favorites",
    "google drive",
    "library",
    "links",
    "movies",
    "music",
    "my documents",
    "pictures",
    "public",
    "saved games",
    "templates",
    "videos",
    "màn hình nền",
    "tài liệu",
    "tải về",
    "tải xuống",
    "ảnh",
    "hình ảnh",
    "phim",
    "video",
    "âm nhạc",
    "nhạc",
    "công cộng",
    "mẫu",
];

/// Folders in which other programs, or other outputs, store their own data.
const HIDDEN: &[&str] = &[".git", ".hg", ".svn", ".jj", OWN];

/// Folders of the project that hold source code of a program.
const SOURCES: &[&str] = &["src", "tests", "benches"];

/// Returns the canonical path of the output `out`, which need not exist.
///
/// Names are compared without case, and existing folders also by device and inode where the system has them,
/// so that neither `CONTENT` nor a second mount of `content` is accepted. A link on the way to `out` is
/// followed; `out` itself must not be a link.
///
/// # Errors
/// `Unsafe` when the folder is a dangerous one ([`Danger`]); `Io` when a path cannot be resolved.
pub fn guard(out: &Path, protected: &ProtectedFolders) -> Result<PathBuf, WriteError> {
    let root = canonicalize(&protected.root).map_err(WriteError::reading(&protected.root))?;
    let home = protected.home.as_deref().filter(|home| !home.as_os_str().is_empty());
    let home = home.map(|home| resolve(&root, home)).transpose()?;
    let resolved = if has_foreign_notation(out) {
        Err(WriteError::Unsafe { path: out.to_path_buf(), why: Danger::Notation })
    } else {
        resolve_output(
            if protected.output_base.as_os_str().is_empty() { &root } else { &protected.output_base },
            out,
        )
    }?;
    let inputs: Vec<PathBuf> =
        protected.inputs.iter().map(|input| resolve(&root, input)).collect::<Result<_, _>>()?;
    match find_danger(&resolved, &root, &inputs, home.as_deref()) {
        Some(why) => Err(WriteError::Unsafe { path: resolved, why }),
        None => Ok(resolved),
    }
}

fn find_danger(out: &Path, root: &Path, inputs: &[PathBuf], home: Option<&Path>) -> Option<Danger> {
    let is_within_root = |names: &[&str]| names.iter().any(|name| contains(&root.join(name), out));
    if out.parent().is_none() {
        Some(Danger::Root)
    } else if is_same_folder(out, root) {
        Some(Danger::Project)
    } else if home.is_some_and(|home| is_same_folder(out, home)) {
        Some(Danger::Home)
    } else if inputs.iter().any(|input| contains(input, out)) {
        Some(Danger::Input)
    } else if home.is_some_and(|home| !is_same_folder(home, root) && is_personal_folder(out, home)) {
        Some(Danger::Personal)
    } else if is_system_folder(out) {
        Some(Danger::System)
    } else if [root]
        .into_iter()
        .chain(home)
        .chain(inputs.iter().map(PathBuf::as_path))
        .any(|folder| contains(out, folder))
    {
        Some(Danger::Above)
    } else if out.components().any(|part| HIDDEN.contains(&folded(part).as_str())) {
        Some(Danger::Hidden)
    } else if is_within_root(SOURCES) {
        Some(Danger::Sources)
    } else {
        None
    }
}

fn is_system_folder(out: &Path) -> bool {
    let is_below_root = |path: &Path| path.parent().is_some_and(|parent| parent.parent().is_none());
    let is_private = |path: &Path| is_below_root(path) && path.ends_with("private");
    (is_below_root(out) || out.parent().is_some_and(is_private)) && SYSTEM.contains(&last_name(out).as_str())
}

fn is_personal_folder(out: &Path, home: &Path) -> bool {
    let Some(parent) = out.parent() else { return false };
    let name = last_name(out);
    // Containers often have `/` as the home folder; its subfolders then belong to the system.
    if home.parent().is_some() && is_same_folder(parent, home) {
        return name.starts_with('.') || name.starts_with("onedrive") || PERSONAL.contains(&name.as_str());
    }
    let is_in_onedrive = last_name(parent).starts_with("onedrive")
        && parent.parent().is_some_and(|above| is_same_folder(above, home));
    is_in_onedrive && PERSONAL.contains(&name.as_str())
}

/// Returns whether `outer` is `inner` or a folder above it.
fn contains(outer: &Path, inner: &Path) -> bool {
    let mut inner_parts = inner.components();
    let prefix =
        outer.components().all(|part| inner_parts.next().is_some_and(|other| folded(part) == folded(other)));
    prefix || identity(outer).is_some_and(|one| inner.ancestors().any(|above| identity(above) == Some(one)))
}

fn is_same_folder(one: &Path, other: &Path) -> bool {
    let parts = |path: &Path| path.components().map(folded).collect::<Vec<_>>();
    parts(one) == parts(other) || identity(one).is_some_and(|known| identity(other) == Some(known))
}

fn folded(part: Component<'_>) -> String {
    part.as_os_str().to_string_lossy().to_lowercase()
}

fn last_name(path: &Path) -> String {
    path.components().next_back().map(folded).unwrap_or_default()
}

/// The device and inode of an existing file.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// Unknown: std does not offer it on this system; canonical paths already have the case of the volume.
#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

/// Returns whether `out` is a home folder, a drive or a share in the notation of a shell or of another system.
fn has_foreign_notation(out: &Path) -> bool {
    let text = out.to_string_lossy();
    let drive = |part: &str| {
        part.len() == 2 && part.ends_with(':') && part.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let windows = text.contains('\\') || text.split('/').any(drive);
    text.starts_with('~') || if cfg!(windows) { has_impossible_name(out) } else { windows }
}

/// Returns whether Windows cannot have a folder with one of the names in `out`, or could not delete it: devices
/// (`aux`), a dot or a space at the end, characters such as `:` and `<`.
fn has_impossible_name(out: &Path) -> bool {
    out.components().any(|part| match part {
        Component::Normal(name) => {
            name.to_str().is_none_or(|name| file_name::portability_error(name).is_some())
        }
        _ => false,
    })
}

/// Like `fs::canonicalize`, but returns the absolute path on drives without final paths, as some RAM and
/// virtual drives of Windows have none.
fn canonicalize(path: &Path) -> io::Result<PathBuf> {
    const NOT_SUPPORTED: [i32; 3] = [1, 50, 1005];
    match fs::canonicalize(path) {
        Err(error)
            if cfg!(windows) && error.raw_os_error().is_some_and(|code| NOT_SUPPORTED.contains(&code)) =>
        {
            fs::metadata(path)?;
            std::path::absolute(path)
        }
        canonical => canonical,
    }
}

fn resolve_output(from: &Path, out: &Path) -> Result<PathBuf, WriteError> {
    let refuse = |path: PathBuf, why| Err(WriteError::Unsafe { path, why });
    let mut named = from.join(out);
    // `link/.` and `link/` name the folder behind the link; collecting the components leaves the link itself.
    named = named.components().collect();
    if named.is_symlink() {
        return refuse(named, Danger::Link);
    }
    let resolved = resolve(from, out)?;
    match fs::symlink_metadata(&resolved) {
        Ok(metadata) if metadata.is_dir() => Ok(resolved),
        Ok(_) => refuse(resolved, Danger::NotFolder),
        // Windows also reports "not found" for a path below a file.
        Err(error) if error.kind() == ErrorKind::NotFound && is_below_a_file(&resolved) => {
            refuse(resolved, Danger::NotFolder)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(resolved),
        Err(error) if error.kind() == ErrorKind::NotADirectory => refuse(resolved, Danger::NotFolder),
        Err(error) => Err(WriteError::reading(&resolved)(error)),
    }
}

/// Returns whether the nearest existing path above `path` is not a folder.
fn is_below_a_file(path: &Path) -> bool {
    let nearest = path.ancestors().skip(1).find_map(|above| fs::metadata(above).ok());
    nearest.is_some_and(|metadata| !metadata.is_dir())
}

/// Resolves links and `..` in `path`, component by component, so that a path that does not exist yet is
/// resolved too.
fn resolve(root: &Path, path: &Path) -> Result<PathBuf, WriteError> {
    let mut resolved = PathBuf::new();
    for part in root.join(path).components() {
        match part {
            Component::CurDir => continue,
            // The resolved part contains no link, so its parent is the right one.
            Component::ParentDir => {
                resolved.pop();
                continue;
            }
            Component::Prefix(_) => {
                resolved.push(part);
                continue;
            }
            Component::RootDir | Component::Normal(_) => resolved.push(part),
        }
        match canonicalize(&resolved) {
            Ok(canonical) => resolved = canonical,
            Err(_) if resolved.is_symlink() => {
                return Err(WriteError::Unsafe { path: resolved, why: Danger::Link });
            }
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(WriteError::reading(&resolved)(error)),
        }
    }
    Ok(resolved)
}
