//! Opens regular files only, and never through a link that was put in their place.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::FileStamp;

/// Opens the regular file at `path` for reading.
///
/// A link at `path` is not followed, and a pipe does not block. Folders above it may be links.
///
/// # Errors
/// When it is not a regular file, or cannot be opened. [`is_in_use`] recognises a file that another program has
/// open.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let opened = open_without_following(path)?;
    if opened.metadata()?.is_file() { Ok(opened) } else { Err(not_a_file()) }
}

fn not_a_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "reason-not-regular")
}

#[cfg(unix)]
fn open_without_following(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    // Without O_NONBLOCK, opening a pipe waits for its other end. For a regular file the flag changes
    // nothing, except that one on which another program has a lease gives `WouldBlock`.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Opens without FILE_FLAG_OPEN_REPARSE_POINT, which would read the raw content of files that are reparse
/// points without being links, as in OneDrive and on volumes with deduplication. The check before opening is
/// sufficient where creating links needs rights that few users have.
#[cfg(not(unix))]
fn open_without_following(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path)?.is_file() {
        OpenOptions::new().read(true).open(path)
    } else {
        Err(not_a_file())
    }
}

/// Opens the regular file at `path` if it really is below `top`, the project's folder as a canonical path.
///
/// The folders between may be links that stay below `top`. Without a `top`, as on volumes that have no
/// canonical paths, only the file itself is checked.
///
/// # Errors
/// When it is not a regular file, is outside `top`, was replaced meanwhile, or cannot be opened.
pub fn open_below(path: &Path, top: Option<&Path>) -> io::Result<File> {
    let opened = open_regular(path)?;
    let Some(top) = top else { return Ok(opened) };
    let real = fs::canonicalize(path)?;
    if !real.starts_with(top) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "reason-outside"));
    }
    let current = FileStamp::from_metadata(&fs::symlink_metadata(&real)?);
    if current.identity == FileStamp::from_metadata(&opened.metadata()?).identity {
        Ok(opened)
    } else {
        Err(changed_meanwhile())
    }
}

pub(super) fn changed_meanwhile() -> io::Error {
    io::Error::other("reason-changed")
}

/// Returns whether an error means that another program has the file open, which usually passes.
pub fn is_in_use(error: &io::Error) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    // Access is also denied while a deleted file is still open in another program.
    let windows_codes = [ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION];
    let is_shared = cfg!(windows) && error.raw_os_error().is_some_and(|code| windows_codes.contains(&code));
    is_shared || error.kind() == io::ErrorKind::WouldBlock
}

#[cfg(test)]
mod tests {
    /// Links are not followed, pipes do not block, and files outside `top` are refused.
    #[test]
    #[cfg(unix)]
    fn only_regular_files_inside_are_opened() {
        use std::fs;
        use std::os::unix::fs::symlink;

        use super::super::Original;
        use super::{open_below, open_regular};
        use crate::hash::Hash;
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("inside/a")).unwrap();
        fs::create_dir_all(at("outside")).unwrap();
        fs::write(at("outside/secret.txt"), "secret").unwrap();
        fs::write(at("inside/a/own.txt"), "own").unwrap();
        symlink(at("outside/secret.txt"), at("inside/link.txt")).unwrap();
        symlink(at("outside"), at("inside/away")).unwrap();
        symlink(at("inside/a"), at("inside/b")).unwrap();
        let made = std::process::Command::new("mkfifo").arg(at("inside/pipe")).status().unwrap();
        assert!(made.success());
        for name in ["inside/link.txt", "inside/pipe", "inside/a", "inside/none"] {
            assert!(open_regular(&at(name)).is_err(), "{name}");
        }
        let top = fs::canonicalize(at("inside")).unwrap();
        let below = |name: &str| open_below(&at(name), Some(&top)).is_ok();
        assert!(below("inside/a/own.txt") && below("inside/b/own.txt"));
        assert!(!below("inside/away/secret.txt") && !below("outside/secret.txt"));
        assert!(Original::new(&at("inside/link.txt"), 6, Hash::of(b"secret")).open().is_err());
    }
}
