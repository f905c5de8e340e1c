//! Saves a changed file of the project: the version before is stored first, and a file that another program changed
//! meanwhile is left as it is.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use crate::edit::history::{FileEvent, History};
use crate::file::{Durability, Original, PartFile, is_in_use, part_path};
use crate::hash::Hash;
use crate::source::Source;

/// Why a file was not saved; it is unchanged then.
#[derive(Debug)]
pub enum SaveError {
    /// It has other bytes than when it was read, or is gone.
    Changed,
    /// It is write-protected.
    ReadOnly,
    /// Another program has it open.
    InUse,
    /// The version before could not be stored.
    History(io::Error),
    /// It could not be read or written.
    Io(io::Error),
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> SaveError {
        match error.kind() {
            _ if is_in_use(&error) => SaveError::InUse,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => SaveError::ReadOnly,
            _ => SaveError::Io(error),
        }
    }
}

/// Replaces the bytes of the file of `source` by `bytes` and returns the path of the version before in `history`, which
/// records `event`.
///
/// Readers see the old bytes or the new ones; the rights of the file stay.
///
/// # Errors
/// Why the file was not saved.
pub fn save(
    source: &Source,
    bytes: &[u8],
    history: &History,
    event: &FileEvent,
) -> Result<PathBuf, SaveError> {
    let metadata = fs::symlink_metadata(&source.disk).map_err(|error| match error.kind() {
        ErrorKind::NotFound => SaveError::Changed,
        _ => error.into(),
    })?;
    if metadata.permissions().readonly() {
        return Err(SaveError::ReadOnly);
    }
    let original = Original::new(&source.disk, source.length, source.hash);
    let before = original.read().map_err(read_error)?;
    let version = history.keep(&source.path, &before, event.when).map_err(SaveError::History)?;
    let name = source.disk.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let part = part_path(&name, &Hash::of(bytes), "fix", 0);
    let mut part = PartFile::create(source.disk.with_file_name(part))?;
    part.file().write_all(bytes)?;
    part.file().set_permissions(metadata.permissions())?;
    original.read().map_err(read_error)?;
    part.finish(&source.disk, Durability::PowerCut)?;
    // The file is saved; without this, the history only does not say by whom.
    let _ = history.add(&source.path, bytes, event);
    Ok(version)
}

/// Distinguishes a file that changed from one that cannot be read.
fn read_error(error: io::Error) -> SaveError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::Other | ErrorKind::InvalidInput => SaveError::Changed,
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::{FileEvent, History, SaveError, Source, save};
    use crate::edit::history::EventKind;
    use crate::read::scan::{Scan, scan};

    fn project() -> (tempfile::TempDir, Arc<Source>) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content")).unwrap();
        fs::write(folder.path().join("content/site.yaml"), "title: cũ\n").unwrap();
        let scan = scan(folder.path(), &Scan::default()).unwrap();
        let source = scan.sources.at("content/site.yaml").unwrap().clone();
        (folder, source)
    }

    fn save_new(root: &Path, source: &Source) -> Result<std::path::PathBuf, SaveError> {
        let (who, note) = ("mai".to_owned(), String::new());
        let event = FileEvent { when: Timestamp::UNIX_EPOCH, who, note, kind: EventKind::Saved };
        save(source, b"title: m\xe1\xbb\x9bi\n", &History::new(root), &event)
    }

    /// A file is replaced, its version before stored, and no other file left beside it.
    #[test]
    fn the_version_before_is_stored() {
        let (folder, source) = project();
        let version = save_new(folder.path(), &source).unwrap();
        assert_eq!(fs::read_to_string(&source.disk).unwrap(), "title: mới\n");
        assert_eq!(fs::read_to_string(version).unwrap(), "title: cũ\n");
        assert_eq!(fs::read_dir(folder.path().join("content")).unwrap().count(), 1);
    }

    /// A file that changed, is gone or is write-protected since it was read is left as it is.
    #[test]
    fn changed_and_protected_files_stay() {
        let (folder, source) = project();
        fs::write(&source.disk, "title: cu\u{303}\n").unwrap();
        assert!(matches!(save_new(folder.path(), &source), Err(SaveError::Changed)));
        assert_eq!(fs::read_to_string(&source.disk).unwrap(), "title: cu\u{303}\n");
        fs::remove_file(&source.disk).unwrap();
        assert!(matches!(save_new(folder.path(), &source), Err(SaveError::Changed)));
        let (folder, source) = project();
        let mut rights = fs::metadata(&source.disk).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(&source.disk, rights).unwrap();
        assert!(matches!(save_new(folder.path(), &source), Err(SaveError::ReadOnly)));
        assert_eq!(fs::read_to_string(&source.disk).unwrap(), "title: cũ\n");
        assert!(!folder.path().join(".bangvang").exists());
    }
}
