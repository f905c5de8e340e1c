//! Refuses folders that must not become an output.
//!
//! Nothing is written here. A folder is refused for what it is, not for what
//! somebody asked: no option lifts these refusals. `src`, `tests` and
//! `benches` of the project count as sources by their names; any other
//! non-empty folder is protected by having no manifest of ours.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::error::{Danger, WriteError};
use crate::file::OWN;
use crate::read::file_name;

/// Folders that an output must not touch.
#[derive(Debug, Clone, Default)]
pub struct ProtectedFolders {
    /// The project; a relative input is meant from here.
    pub root: PathBuf,
    /// The folder that a relative output is meant from; empty for the project.
    pub from: PathBuf,
    /// Content, themes and whatever else is read.
    pub inputs: Vec<PathBuf>,
    /// The home folder of the user.
    pub home: Option<PathBuf>,
}

/// Folders directly below a root that belong to a system, in lower case.
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

/// Folders directly below home, or below its OneDrive, that hold personal files, in lower case.
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

/// Folders that another program keeps for itself.
const HIDDEN: &[&str] = &[".git", ".hg", ".svn", ".jj", OWN];

/// Folders of the project that hold its program, not its site.
const SOURCES: &[&str] = &["src", "tests", "benches"];

/// The canonical path of the output `out`, which need not exist; refuses every dangerous one.
///
/// Names are compared without regard to case, and existing folders also by
/// identity where the system tells it, so that neither `CONTENT` nor a second
/// mount of `content` gets through. A link on the way to `out` is followed, `out`
/// itself must not be one.
pub fn guard(out: &Path, around: &ProtectedFolders) -> Result<PathBuf, WriteError> {
    let root = canonicalize(&around.root).map_err(WriteError::reading(&around.root))?;
    let home = around.home.as_deref().filter(|home| !home.as_os_str().is_empty());
    let home = home.map(|home| resolve(&root, home)).transpose()?;
    let resolved = if foreign_notation(out) {
        Err(WriteError::Unsafe { path: out.to_path_buf(), why: Danger::Notation })
    } else {
        resolve_output(if around.from.as_os_str().is_empty() { &root } else { &around.from }, out)
    }?;
    let inputs: Vec<PathBuf> =
        around.inputs.iter().map(|input| resolve(&root, input)).collect::<Result<_, _>>()?;
    match danger(&resolved, &root, &inputs, home.as_deref()) {
        Some(why) => Err(WriteError::Unsafe { path: resolved, why }),
        None => Ok(resolved),
    }
}

fn danger(out: &Path, root: &Path, inputs: &[PathBuf], home: Option<&Path>) -> Option<Danger> {
    let within_root = |names: &[&str]| names.iter().any(|name| holds(&root.join(name), out));
    if out.parent().is_none() {
        Some(Danger::Root)
    } else if same(out, root) {
        Some(Danger::Project)
    } else if home.is_some_and(|home| same(out, home)) {
        Some(Danger::Home)
    } else if inputs.iter().any(|input| holds(input, out)) {
        Some(Danger::Input)
    } else if home.is_some_and(|home| !same(home, root) && personal(out, home)) {
        Some(Danger::Personal)
    } else if system(out) {
        Some(Danger::System)
    } else if [root]
        .into_iter()
        .chain(home)
        .chain(inputs.iter().map(PathBuf::as_path))
        .any(|one| holds(out, one))
    {
        Some(Danger::Above)
    } else if out.components().any(|part| HIDDEN.contains(&folded(part).as_str())) {
        Some(Danger::Hidden)
    } else if within_root(SOURCES) {
        Some(Danger::Sources)
    } else {
        None
    }
}

fn system(out: &Path) -> bool {
    let below_root = |path: &Path| path.parent().is_some_and(|parent| parent.parent().is_none());
    let private = |path: &Path| below_root(path) && path.ends_with("private");
    let named = |names: &[&str]| names.contains(&last(out).as_str());
    (below_root(out) || out.parent().is_some_and(private)) && named(SYSTEM)
}

fn personal(out: &Path, home: &Path) -> bool {
    let Some(parent) = out.parent() else { return false };
    let name = last(out);
    // A container often gives `/` as home; what lies there is then the system's, not a person's.
    if home.parent().is_some() && same(parent, home) {
        return name.starts_with('.') || name.starts_with("onedrive") || PERSONAL.contains(&name.as_str());
    }
    let cloud =
        last(parent).starts_with("onedrive") && parent.parent().is_some_and(|above| same(above, home));
    cloud && PERSONAL.contains(&name.as_str())
}

/// Whether `outer` is `inner` or a folder above it.
fn holds(outer: &Path, inner: &Path) -> bool {
    let mut inner_parts = inner.components();
    let prefix =
        outer.components().all(|part| inner_parts.next().is_some_and(|other| folded(part) == folded(other)));
    prefix || identity(outer).is_some_and(|one| inner.ancestors().any(|above| identity(above) == Some(one)))
}

fn same(one: &Path, other: &Path) -> bool {
    let parts = |path: &Path| path.components().map(folded).collect::<Vec<_>>();
    parts(one) == parts(other) || identity(one).is_some_and(|known| identity(other) == Some(known))
}

fn folded(part: Component<'_>) -> String {
    part.as_os_str().to_string_lossy().to_lowercase()
}

fn last(path: &Path) -> String {
    path.components().next_back().map(folded).unwrap_or_default()
}

/// The volume and the number of an existing file on it.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

/// Unknown: std does not tell it here, and canonical paths already have the case of the volume.
#[cfg(not(unix))]
fn identity(_: &Path) -> Option<(u64, u64)> {
    None
}

/// Whether `out` means a home, a drive or a share in a way that only a shell or another system understands.
fn foreign_notation(out: &Path) -> bool {
    let text = out.to_string_lossy();
    let drive = |part: &str| {
        part.len() == 2 && part.ends_with(':') && part.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let windows = text.contains('\\') || text.split('/').any(drive);
    text.starts_with('~') || if cfg!(windows) { has_impossible_name(out) } else { windows }
}

/// Whether Windows cannot have a folder with one of the names in `out`, or no program there could delete it: devices
/// (`aux`), a dot or a blank at the end, letters such as `:` and `<`.
fn has_impossible_name(out: &Path) -> bool {
    out.components().any(|part| match part {
        Component::Normal(name) => {
            name.to_str().is_none_or(|name| file_name::portability_error(name).is_some())
        }
        _ => false,
    })
}

/// `fs::canonicalize`, but where a drive has no final paths, as some RAM and virtual drives of Windows have none, the
/// absolute path.
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
    let unsafe_ = |path: PathBuf, why| Err(WriteError::Unsafe { path, why });
    let mut named = from.join(out);
    // `link/.` and `link/` name the folder behind the link: all but the link itself is dropped here.
    named = named.components().collect();
    if named.is_symlink() {
        return unsafe_(named, Danger::Link);
    }
    let resolved = resolve(from, out)?;
    match fs::symlink_metadata(&resolved) {
        Ok(metadata) if metadata.is_dir() => Ok(resolved),
        Ok(_) => unsafe_(resolved, Danger::NotFolder),
        // Windows says "not found" also of a path below a file.
        Err(error) if error.kind() == ErrorKind::NotFound && is_below_a_file(&resolved) => {
            unsafe_(resolved, Danger::NotFolder)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(resolved),
        Err(error) if error.kind() == ErrorKind::NotADirectory => unsafe_(resolved, Danger::NotFolder),
        Err(error) => Err(WriteError::reading(&resolved)(error)),
    }
}

/// Whether the nearest of the paths above `path` that exists is not a folder.
fn is_below_a_file(path: &Path) -> bool {
    let nearest = path.ancestors().skip(1).find_map(|above| fs::metadata(above).ok());
    nearest.is_some_and(|metadata| !metadata.is_dir())
}

/// `path` without links and `..`, part by part, so that what does not exist yet is resolved too.
fn resolve(root: &Path, path: &Path) -> Result<PathBuf, WriteError> {
    let mut resolved = PathBuf::new();
    for part in root.join(path).components() {
        match part {
            Component::CurDir => continue,
            // What is resolved so far has no link, so its parent is the one that is meant.
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
