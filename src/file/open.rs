//! Opens files so that what is read is what was looked at: regular files only, and never through a link that was put in
//! their place.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

use super::FileStamp;

/// Opens the regular file at `path` for reading.
///
/// A link in its place is not followed, and a pipe in its place does not block. Folders above it may be links.
///
/// # Errors
/// When it is no regular file, or cannot be opened. [`is_in_use`] says whether another program keeps it for itself.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let opened = open_without_following(path)?;
    match opened.metadata()?.is_file() {
        true => Ok(opened),
        false => Err(not_a_file()),
    }
}

fn not_a_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")
}

#[cfg(unix)]
fn open_without_following(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    // Without O_NONBLOCK opening a pipe waits for its other end; the flag changes nothing for a regular file, but that
    // one on which another program has a lease gives `WouldBlock`.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// FILE_FLAG_OPEN_REPARSE_POINT would give the raw content of files that are reparse points without being links, as in
/// OneDrive and on volumes with deduplication. So it is looked at first, which is enough where links need rights
/// that few users have.
#[cfg(not(unix))]
fn open_without_following(path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path)?.is_file() {
        true => OpenOptions::new().read(true).open(path),
        false => Err(not_a_file()),
    }
}

/// Opens the regular file at `path` when it really lies below `top`, the project's folder without links in its path.
///
/// The folders between may be links that stay below `top`. Without a `top`, as on volumes that cannot tell real
/// paths, only the file itself is looked at.
///
/// # Errors
/// When it is no regular file, lies elsewhere, was replaced meanwhile, or cannot be opened.
pub fn open_below(path: &Path, top: Option<&Path>) -> io::Result<File> {
    let opened = open_regular(path)?;
    let Some(top) = top else { return Ok(opened) };
    let real = fs::canonicalize(path)?;
    if !real.starts_with(top) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it leads outside of the project"));
    }
    let there = FileStamp::of(&fs::symlink_metadata(&real)?);
    match there.identity == FileStamp::of(&opened.metadata()?).identity {
        true => Ok(opened),
        false => Err(changed_meanwhile()),
    }
}

pub(super) fn changed_meanwhile() -> io::Error {
    io::Error::other("the file changed meanwhile")
}

/// Whether a file could not be opened because another program keeps it for itself, which most often passes.
pub fn is_in_use(error: &io::Error) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    // Access is denied also while a file that was deleted is still open elsewhere.
    let of_windows = [ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION];
    let held = cfg!(windows) && error.raw_os_error().is_some_and(|code| of_windows.contains(&code));
    held || error.kind() == io::ErrorKind::WouldBlock
}

#[cfg(test)]
mod tests {
    /// Links are not followed, pipes do not block, and folders that lead outside are seen.
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
