//! Opens files of a project so that what is read is what was looked at: regular files only, and never through a link
//! that was put in their place.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Seek};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::hash::Hash;

/// What the file system says of a file without opening it. The same stamp at a later look: most likely the same bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub length: u64,
    /// Nanoseconds from 1970 to the last change of the bytes; programs can set it to anything.
    modified: u128,
    /// Nanoseconds from 1970 to the last change of bytes, name or rights, which only the system sets. On Windows the
    /// standard library does not tell it, and this is the time of creation.
    changed: u128,
    /// The volume and the file's number on it; zero on Windows, where a file has to be opened for them.
    identity: (u64, u64),
}

impl Stamp {
    /// The stamp in `metadata`.
    pub fn of(metadata: &Metadata) -> Stamp {
        let modified = metadata.modified().map_or(0, nanoseconds);
        let (changed, identity) = system_stamp(metadata);
        Stamp { length: metadata.len(), modified, changed, identity }
    }

    /// The stamp of something of `length` bytes that is no file on the disk.
    pub fn without_file(length: u64) -> Stamp {
        Stamp { length, ..Stamp::default() }
    }

    /// Whether the file changed during a look, given by its beginning and its end, or less than `window` before, so that
    /// somebody may still be writing it.
    ///
    /// Times in whole seconds come from volumes that count in steps of up to two seconds (FAT).
    pub fn is_recent(&self, look: Range<SystemTime>, window: Duration) -> bool {
        const COARSE_STEP: Duration = Duration::from_secs(2);
        let (begun, ended) = (nanoseconds(look.start), nanoseconds(look.end));
        [self.modified, self.changed].into_iter().any(|time| {
            let coarse = time % 1_000_000_000 == 0;
            let window = (if coarse { window + COARSE_STEP } else { window }).as_nanos();
            time + window > begun && time < ended + window
        })
    }
}

fn nanoseconds(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}

#[cfg(unix)]
fn system_stamp(metadata: &Metadata) -> (u128, (u64, u64)) {
    use std::os::unix::fs::MetadataExt;
    let seconds = u128::try_from(metadata.ctime()).unwrap_or(0);
    let nanoseconds = u128::try_from(metadata.ctime_nsec()).unwrap_or(0);
    (seconds * 1_000_000_000 + nanoseconds, (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn system_stamp(metadata: &Metadata) -> (u128, (u64, u64)) {
    (metadata.created().map_or(0, nanoseconds), (0, 0))
}

/// Opens the regular file at `path` for reading.
///
/// A link in its place is not followed, and a pipe in its place does not block. Folders above it may be links.
///
/// # Errors
/// When it is no regular file, or cannot be opened. [`is_held`] says whether another program keeps it for itself.
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
    let there = Stamp::of(&fs::symlink_metadata(&real)?);
    match there.identity == Stamp::of(&opened.metadata()?).identity {
        true => Ok(opened),
        false => Err(changed_meanwhile()),
    }
}

fn changed_meanwhile() -> io::Error {
    io::Error::other("the file changed meanwhile")
}

/// Whether a file could not be opened because another program keeps it for itself, which most often passes.
pub fn is_held(error: &io::Error) -> bool {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    // Access is denied also while a file that was deleted is still open elsewhere.
    let of_windows = [ACCESS_DENIED, SHARING_VIOLATION, LOCK_VIOLATION];
    let held = cfg!(windows) && error.raw_os_error().is_some_and(|code| of_windows.contains(&code));
    held || error.kind() == io::ErrorKind::WouldBlock
}

/// A file as it was looked at: opened only as long as it has the same bytes.
#[derive(Debug)]
pub struct Original {
    path: PathBuf,
    length: u64,
    hash: Hash,
    /// The stamp with which it was last found to have these bytes.
    proven: Mutex<Option<Stamp>>,
}

impl Original {
    /// The file at `path`, which had `length` bytes with `hash`.
    pub fn new(path: &Path, length: u64, hash: Hash) -> Original {
        Original { path: path.to_owned(), length, hash, proven: Mutex::default() }
    }

    /// Bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Whether this stands for the same file with the same bytes as `other`.
    pub fn is_same(&self, other: &Original) -> bool {
        (&self.path, self.length, self.hash) == (&other.path, other.length, other.hash)
    }

    /// Opens the file and makes sure that it has the bytes that were looked at.
    ///
    /// They are hashed the first time, and again when the stamp is another. What is given back is what was hashed, not
    /// another file that took its place.
    ///
    /// # Errors
    /// When it is no regular file, has other bytes, or cannot be read.
    pub fn open(&self) -> io::Result<File> {
        let mut opened = open_regular(&self.path)?;
        let stamp = Stamp::of(&opened.metadata()?);
        if stamp.length != self.length {
            return Err(changed_meanwhile());
        }
        if *self.proven() == Some(stamp) {
            return Ok(opened);
        }
        if Hash::of_reader((&mut opened).take(self.length))?.0 != self.hash {
            return Err(changed_meanwhile());
        }
        opened.rewind()?;
        *self.proven() = Some(stamp);
        Ok(opened)
    }

    /// The bytes that were looked at.
    ///
    /// # Errors
    /// As [`Original::open`].
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open_regular(&self.path)?.take(self.length.saturating_add(1)).read_to_end(&mut bytes)?;
        match bytes.len() as u64 == self.length && Hash::of(&bytes) == self.hash {
            true => Ok(bytes),
            false => Err(changed_meanwhile()),
        }
    }

    fn proven(&self) -> std::sync::MutexGuard<'_, Option<Stamp>> {
        self.proven.lock().expect("no thread panics while it holds this lock")
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, Original, Stamp};
    use std::fs;
    use std::time::{Duration, UNIX_EPOCH};

    /// A file is opened as long as it has the bytes that were looked at, whatever its times say.
    #[test]
    fn the_same_bytes_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "mot").unwrap();
        let original = Original::new(&path, 3, Hash::of(b"mot"));
        assert!(original.open().is_ok() && original.read().unwrap() == b"mot");
        fs::File::open(&path).unwrap().set_modified(UNIX_EPOCH + Duration::from_secs(9)).unwrap();
        assert!(original.open().is_ok());
        for other in ["hai", "mot mot", "m", ""] {
            fs::write(&path, other).unwrap();
            assert!(original.open().is_err() && original.read().is_err(), "{other}");
        }
        fs::remove_file(&path).unwrap();
        assert_eq!(original.open().unwrap_err().kind(), std::io::ErrorKind::NotFound);
    }

    /// Links are not followed, pipes do not block, and folders that lead outside are seen.
    #[test]
    #[cfg(unix)]
    fn only_regular_files_inside_are_opened() {
        use super::{open_below, open_regular};
        use std::os::unix::fs::symlink;
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

    /// A file is recent for the time asked, and longer where the volume counts whole seconds.
    #[test]
    fn recent_files() {
        let window = Duration::from_millis(100);
        let at = |nanoseconds: u64| UNIX_EPOCH + Duration::from_nanos(nanoseconds);
        let stamp = |modified: u128| Stamp { modified, changed: 1, ..Stamp::default() };
        let look = at(5_000_000_000)..at(9_000_000_000);
        for (modified, recent) in [
            (4_950_000_001, true),
            (4_850_000_001, false),
            (7_000_000_001, true),
            (9_500_000_001, false),
            (3_000_000_000, true),
            (2_000_000_000, false),
        ] {
            assert_eq!(stamp(modified).is_recent(look.clone(), window), recent, "{modified}");
        }
    }
}
