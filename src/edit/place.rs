//! Finds where a path of the project is on the disk, and refuses paths that lead out of it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::edit::save_error::SaveError;
use crate::file::{ancestors, is_site_path};
use crate::read::file_name::{is_ignored, portability_error};
use crate::text;

/// The folders of a project with files that may be changed.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// Returns the path on the disk of the file at `path` (from the project folder `root`, in NFC and with `/`), which need
/// not exist. On the disk, its names may be in another normal form.
///
/// # Errors
/// [`SaveError::Outside`] if the path is not in `content/` or `themes/`, also after following links, or is a link itself.
pub fn locate(root: &Path, path: &str) -> Result<PathBuf, SaveError> {
    let first = path.split('/').next().unwrap_or(path);
    if !is_site_path(path) || !FOLDERS.contains(&first) || first == path {
        return Err(SaveError::Outside);
    }
    let disk = path.split('/').fold(root.to_owned(), |folder, name| child(&folder, name));
    let top = fs::canonicalize(root)?;
    let real = disk.ancestors().find_map(|folder| fs::canonicalize(folder).ok()).unwrap_or_default();
    // The folder `content` may have capitals on systems that do not distinguish them.
    let below = real.strip_prefix(&top).map_err(|_| SaveError::Outside)?;
    let is_inside = below.iter().next().is_none_or(|name| name.eq_ignore_ascii_case(first));
    if is_inside && !disk.is_symlink() { Ok(disk) } else { Err(SaveError::Outside) }
}

/// Verifies that every system can store a new file at `path`, and that bangvang will read it.
///
/// # Errors
/// [`SaveError::BadName`] for names such as `aux.md`, `a:b.md` or `a.tmp`.
pub fn verify_name(path: &str) -> Result<(), SaveError> {
    let is_bad = |path: &str| portability_error(path).is_some() || is_ignored(path);
    if ancestors(path).any(is_bad) || is_bad(path) { Err(SaveError::BadName) } else { Ok(()) }
}

/// The entry `name` of `folder`, in the normal form in which the disk has it.
fn child(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    if name.is_ascii() || path.symlink_metadata().is_ok() {
        return path;
    }
    let is_same = |entry: &fs::DirEntry| text::nfc(&entry.file_name().to_string_lossy()) == text::nfc(name);
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.into_iter().find(is_same).map_or(path, |entry| entry.path())
}
