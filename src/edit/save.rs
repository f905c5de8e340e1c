//! Creates, changes, moves and deletes the files of a project without losing anything: the version before is stored
//! first, and a file that another program changed meanwhile is left as it is.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::edit::history::{EventKind, FileEvent, FileVersion, History};
use crate::edit::place::{locate, verify_name};
use crate::edit::save_error::SaveError;
use crate::file::{
    Durability, PartFile, open_regular, retry_while_in_use, split, sync_folder, unique_part_path,
};
use crate::hash::Hash;
use crate::text;

/// The files of a project that may be changed, those in `content/` and `themes/`, and their history.
///
/// Paths are from the project folder, in NFC and with `/`.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    history: History,
}

impl Workspace {
    /// The files of the project at `root`.
    pub fn new(root: &Path) -> Workspace {
        Workspace { root: root.to_owned(), history: History::new(root) }
    }

    /// The history of the files.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Reads the file at `path`; `None` if there is none.
    ///
    /// # Errors
    /// [`SaveError::Outside`], or why the file cannot be read.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, SaveError> {
        read(&locate(&self.root, path)?)
    }

    /// Whether there is a file at `path`.
    pub fn exists(&self, path: &str) -> bool {
        locate(&self.root, path).is_ok_and(|disk| disk.is_file())
    }

    /// Writes the new file `path` and the folders above it, and records `event`. Readers see the whole file or none.
    ///
    /// # Errors
    /// [`SaveError::Exists`] if there is a file or folder, or why the file was not written.
    pub fn create(&self, path: &str, bytes: &[u8], event: &FileEvent) -> Result<(), SaveError> {
        let _lock = self.lock()?;
        self.create_locked(path, bytes, event)
    }

    /// Replaces the bytes of the file at `path`, which the caller has read with the hash `base`, records `event`, and
    /// returns the path of the version before.
    ///
    /// Readers see the old bytes or the new ones; the rights of the file stay.
    ///
    /// # Errors
    /// [`SaveError::Changed`] with the present bytes if the file has others than those of `base`, or why the file was
    /// not saved.
    pub fn save(
        &self,
        path: &str,
        base: Hash,
        bytes: &[u8],
        event: &FileEvent,
    ) -> Result<PathBuf, SaveError> {
        let _lock = self.lock()?;
        let known = self.open(path, Some(base))?;
        self.replace_locked(path, &known, bytes, event)
    }

    /// Deletes the file at `path`, which the caller has read with the hash `base`, after storing its bytes. `event` is
    /// of the kind [`EventKind::Deleted`].
    ///
    /// # Errors
    /// As [`Workspace::save`].
    pub fn delete(&self, path: &str, base: Hash, event: &FileEvent) -> Result<(), SaveError> {
        let _lock = self.lock()?;
        let known = self.open(path, Some(base))?;
        self.remove_locked(path, &known, event)
    }

    /// Deletes the file at `path` as [`Workspace::delete`] does, and if it is an `index.md`, also the pictures and other
    /// files in its folder, each by itself; then the folder, if nothing is left in it. Returns the paths of the deleted
    /// files.
    ///
    /// # Errors
    /// As [`Workspace::save`]; files that were deleted before the error can be restored.
    pub fn delete_with_folder(
        &self,
        path: &str,
        base: Hash,
        event: &FileEvent,
    ) -> Result<Vec<String>, SaveError> {
        self.delete(path, base, event)?;
        let mut deleted = vec![path.to_owned()];
        let (folder, name) = split(path);
        // `content/articles` and a section are folders of several articles.
        if name != "index.md" || folder.matches('/').count() < 2 {
            return Ok(deleted);
        }
        let disk = locate(&self.root, folder)?;
        let _lock = self.lock()?;
        let entries: Vec<DirEntry> = WalkDir::new(&disk).contents_first(true).into_iter().flatten().collect();
        if entries.iter().any(|entry| entry.path().extension().is_some_and(|end| end == "md")) {
            return Ok(deleted);
        }
        for entry in entries {
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(&disk).unwrap_or(entry.path());
                let names: Vec<String> =
                    below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
                let path = format!("{folder}/{}", text::nfc(&names.join("/")));
                self.remove_locked(&path, &self.open(&path, None)?, event)?;
                deleted.push(path);
            } else if entry.file_type().is_dir() {
                // A folder with a link in it stays.
                let _ = fs::remove_dir(entry.path());
            }
        }
        Ok(deleted)
    }

    /// Moves the file at `from`, which the caller has read with the hash `base`, to the new path `to`, where its content is
    /// `bytes`. Both paths have an event with the time, author and note of `event`.
    ///
    /// # Errors
    /// As [`Workspace::create`] and [`Workspace::save`].
    pub fn rename(
        &self,
        from: &str,
        to: &str,
        base: Hash,
        bytes: &[u8],
        event: &FileEvent,
    ) -> Result<(), SaveError> {
        let _lock = self.lock()?;
        let known = self.open(from, Some(base))?;
        let arrival = FileEvent { kind: EventKind::MovedFrom(from.to_owned()), ..event.clone() };
        self.create_locked(to, bytes, &arrival)?;
        let departure = FileEvent { kind: EventKind::MovedTo(to.to_owned()), ..event.clone() };
        self.remove_locked(from, &known, &departure)
    }

    /// Makes `version` the file at `path` again, and returns the paths of the files that came back: of an article that
    /// was deleted with its pictures, all of them. What is there now is stored first. `event` is of the kind
    /// [`EventKind::Restored`].
    ///
    /// # Errors
    /// [`SaveError::History`] if the version cannot be read, or why the file was not saved.
    pub fn restore(
        &self,
        path: &str,
        version: &FileVersion,
        event: &FileEvent,
    ) -> Result<Vec<String>, SaveError> {
        let _lock = self.lock()?;
        let disk = locate(&self.root, path)?;
        let bytes = self.history.read(path, version).map_err(SaveError::History)?;
        if disk.symlink_metadata().is_ok() {
            let known = self.open(path, None)?;
            self.replace_locked(path, &known, &bytes, event)?;
            return Ok(vec![path.to_owned()]);
        }
        self.create_locked(path, &bytes, event)?;
        let mut restored = vec![path.to_owned()];
        for (path, version) in self.deleted_with(path, version)? {
            let bytes = self.history.read(&path, &version).map_err(SaveError::History)?;
            self.create_locked(&path, &bytes, event)?;
            restored.push(path);
        }
        Ok(restored)
    }

    /// The files that were deleted together with `version` of the article at `path`.
    fn deleted_with(
        &self,
        path: &str,
        version: &FileVersion,
    ) -> Result<Vec<(String, FileVersion)>, SaveError> {
        let (folder, name) = split(path);
        if name != "index.md" || version.event.kind != EventKind::Deleted {
            return Ok(Vec::new());
        }
        let deleted = self.history.deleted_below(folder).map_err(SaveError::History)?;
        let is_together = |when| when == version.event.when;
        let together = deleted.into_iter().filter(|file| is_together(file.version.event.when));
        Ok(together.map(|file| (file.path, file.version)).collect())
    }

    /// Excludes other processes of this computer that save. Where the volume has no locks, nothing is excluded.
    fn lock(&self) -> Result<Option<File>, SaveError> {
        match self.history.lock() {
            Ok(lock) => Ok(Some(lock)),
            Err(error) if error.kind() == ErrorKind::WouldBlock => Err(SaveError::InUse),
            Err(error) if error.kind() == ErrorKind::Unsupported => Ok(None),
            Err(error) => Err(SaveError::History(error)),
        }
    }

    /// Reads the file at `path`, and verifies that it may be changed and has the hash `base`, if one is wanted.
    fn open(&self, path: &str, base: Option<Hash>) -> Result<KnownFile, SaveError> {
        let disk = locate(&self.root, path)?;
        let Some(bytes) = read(&disk)? else { return Err(SaveError::Changed(None)) };
        let hash = Hash::of(&bytes);
        if base.is_some_and(|base| base != hash) {
            return Err(SaveError::Changed(Some(bytes)));
        }
        let permissions = fs::metadata(&disk)?.permissions();
        if permissions.readonly() {
            Err(SaveError::ReadOnly)
        } else {
            Ok(KnownFile { disk, bytes, permissions })
        }
    }

    fn create_locked(&self, path: &str, bytes: &[u8], event: &FileEvent) -> Result<(), SaveError> {
        let disk = locate(&self.root, path)?;
        verify_name(path)?;
        if disk.symlink_metadata().is_ok() {
            return Err(SaveError::Exists);
        }
        if let Some(folder) = disk.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut part = written_part(&disk, bytes)?;
        part.file().sync_all()?;
        // Unlike a rename, a link never replaces a file. Some volumes have no links.
        match fs::hard_link(part.path(), &disk) {
            Ok(()) => sync_folder(disk.parent().unwrap_or(&self.root), Durability::PowerCut)?,
            Err(_) if disk.symlink_metadata().is_ok() => return Err(SaveError::Exists),
            Err(_) => part.finish(&disk, Durability::PowerCut)?,
        }
        self.record(path, bytes, event);
        Ok(())
    }

    fn replace_locked(
        &self,
        path: &str,
        known: &KnownFile,
        bytes: &[u8],
        event: &FileEvent,
    ) -> Result<PathBuf, SaveError> {
        let version = self.history.keep(path, &known.bytes, event.when).map_err(SaveError::History)?;
        let mut part = written_part(&known.disk, bytes)?;
        part.file().set_permissions(known.permissions.clone())?;
        known.verify()?;
        part.finish(&known.disk, Durability::PowerCut)?;
        self.record(path, bytes, event);
        Ok(version)
    }

    fn remove_locked(&self, path: &str, known: &KnownFile, event: &FileEvent) -> Result<(), SaveError> {
        self.history.keep(path, &known.bytes, event.when).map_err(SaveError::History)?;
        known.verify()?;
        self.history.add(path, &known.bytes, event).map_err(SaveError::History)?;
        retry_while_in_use(|| fs::remove_file(&known.disk)).map_err(|error| {
            let found = FileEvent { kind: EventKind::Found, ..event.clone() };
            self.record(path, &known.bytes, &found);
            SaveError::from(error)
        })
    }

    /// Records an event that has happened. The file is saved then; without the record, the history only does not say by
    /// whom.
    fn record(&self, path: &str, bytes: &[u8], event: &FileEvent) {
        let _ = self.history.add(path, bytes, event);
    }
}

/// A file that was read to be changed.
struct KnownFile {
    disk: PathBuf,
    bytes: Vec<u8>,
    permissions: fs::Permissions,
}

impl KnownFile {
    /// Verifies that the file still has the bytes that were read.
    fn verify(&self) -> Result<(), SaveError> {
        let now = read(&self.disk)?;
        if now.as_ref() == Some(&self.bytes) { Ok(()) } else { Err(SaveError::Changed(now)) }
    }
}

/// Reads the regular file at `disk`; `None` if there is none.
fn read(disk: &Path) -> Result<Option<Vec<u8>>, SaveError> {
    let mut bytes = Vec::new();
    match open_regular(disk) {
        Ok(mut file) => file.read_to_end(&mut bytes)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    Ok(Some(bytes))
}

/// Writes `bytes` under a temporary name beside `disk`.
fn written_part(disk: &Path, bytes: &[u8]) -> Result<PartFile, SaveError> {
    let name = disk.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let part = unique_part_path(&name, &Hash::of(bytes), "save");
    let mut part = PartFile::create(disk.with_file_name(part))?;
    part.file().write_all(bytes)?;
    Ok(part)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::thread;

    use jiff::Timestamp;

    use super::{EventKind, FileEvent, Hash, SaveError, Workspace};

    const PATH: &str = "content/site.yaml";
    const OLD: &str = "title: cũ\n";

    fn project() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), PATH, OLD);
        let workspace = Workspace::new(folder.path());
        (folder, workspace)
    }

    fn write(root: &Path, path: &str, text: &str) {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    }

    fn event(kind: EventKind) -> FileEvent {
        FileEvent { when: Timestamp::UNIX_EPOCH, who: "mai".to_owned(), note: String::new(), kind }
    }

    fn saved() -> FileEvent {
        event(EventKind::Saved)
    }

    fn kinds(workspace: &Workspace, path: &str) -> Vec<&'static str> {
        let versions = workspace.history().versions(path).unwrap();
        versions.iter().map(|version| version.event.kind.word()).collect()
    }

    /// A file is replaced, its version before stored, and no other file left beside it.
    #[test]
    fn the_version_before_is_stored() {
        let (folder, workspace) = project();
        let base = Hash::of(OLD.as_bytes());
        let version = workspace.save(PATH, base, "title: mới\n".as_bytes(), &saved()).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join(PATH)).unwrap(), "title: mới\n");
        assert_eq!(fs::read_to_string(version).unwrap(), OLD);
        assert_eq!(fs::read_dir(folder.path().join("content")).unwrap().count(), 1);
        assert_eq!(kinds(&workspace, PATH), ["saved", "found"]);
        workspace.save(PATH, Hash::of("title: mới\n".as_bytes()), b"", &saved()).unwrap();
        assert_eq!(kinds(&workspace, PATH), ["saved", "saved", "found"]);
    }

    /// A file that changed, is gone or is write-protected since it was read is left as it is, and its present bytes are
    /// returned.
    #[test]
    fn changed_and_protected_files_stay() {
        let (folder, workspace) = project();
        let base = Hash::of(OLD.as_bytes());
        let save = || workspace.save(PATH, base, b"title: x\n", &saved());
        write(folder.path(), PATH, "title: khác\n");
        assert!(matches!(save(), Err(SaveError::Changed(Some(now))) if now == "title: khác\n".as_bytes()));
        let delete = workspace.delete(PATH, base, &event(EventKind::Deleted));
        assert!(matches!(delete, Err(SaveError::Changed(Some(_)))));
        assert_eq!(fs::read_to_string(folder.path().join(PATH)).unwrap(), "title: khác\n");
        fs::remove_file(folder.path().join(PATH)).unwrap();
        assert!(matches!(save(), Err(SaveError::Changed(None))));
        write(folder.path(), PATH, OLD);
        let mut rights = fs::metadata(folder.path().join(PATH)).unwrap().permissions();
        rights.set_readonly(true);
        fs::set_permissions(folder.path().join(PATH), rights).unwrap();
        assert!(matches!(save(), Err(SaveError::ReadOnly)));
        assert_eq!(fs::read_to_string(folder.path().join(PATH)).unwrap(), OLD);
        assert!(kinds(&workspace, PATH).is_empty());
    }

    /// Of several processes that save from the same base, one succeeds and the others learn its bytes.
    #[test]
    fn one_of_several_saves() {
        let (_folder, workspace) = project();
        let base = Hash::of(OLD.as_bytes());
        let outcomes = thread::scope(|scope| {
            let save = |at: u8| workspace.save(PATH, base, &[b'a' + at], &saved());
            let started: Vec<_> = (0..8).map(|at| scope.spawn(move || save(at))).collect();
            started.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        let refused = outcomes.iter().filter(|outcome| match outcome {
            Err(SaveError::Changed(Some(now))) => now.len() == 1,
            _ => false,
        });
        assert_eq!((refused.count(), outcomes.iter().filter(|outcome| outcome.is_ok()).count()), (7, 1));
        assert_eq!(kinds(&workspace, PATH), ["saved", "found"]);
    }

    /// A new file gets the folders above it, and never replaces a file, also one whose name is the same in another
    /// normal form.
    #[test]
    fn new_files_replace_nothing() {
        let (folder, workspace) = project();
        workspace.create("content/articles/tin/bài.md", b"1", &saved()).unwrap();
        let again = workspace.create("content/articles/tin/bài.md", b"2", &saved());
        assert!(matches!(again, Err(SaveError::Exists)));
        write(folder.path(), "content/articles/tin/le\u{302}.md", "cũ");
        assert!(matches!(
            workspace.create("content/articles/tin/lê.md", b"2", &saved()),
            Err(SaveError::Exists)
        ));
        let base = Hash::of("cũ".as_bytes());
        workspace.save("content/articles/tin/lê.md", base, "mới".as_bytes(), &saved()).unwrap();
        let names = fs::read_dir(folder.path().join("content/articles/tin")).unwrap();
        assert_eq!(names.count(), 2);
        assert_eq!(
            fs::read(folder.path().join("content/articles/tin/le\u{302}.md")).unwrap(),
            "mới".as_bytes()
        );
        for name in ["aux.md", "ab:c.md", "a.tmp", ".an.md", "con/a.md", "a.md."] {
            let created = workspace.create(&format!("content/pages/{name}"), b"1", &saved());
            assert!(matches!(created, Err(SaveError::BadName)), "{name}");
        }
        assert!(!folder.path().join("content/pages").exists());
    }

    /// No path leads out of `content/` and `themes/`, neither by its names nor by a link.
    #[test]
    fn paths_stay_in_the_project() {
        let (folder, workspace) = project();
        write(folder.path(), "public/index.html", "1");
        let refused = |path: &str| {
            let hash = Hash::of(b"1");
            matches!(workspace.read(path), Err(SaveError::Outside))
                && matches!(workspace.create(path, b"2", &saved()), Err(SaveError::Outside))
                && matches!(workspace.save(path, hash, b"2", &saved()), Err(SaveError::Outside))
                && matches!(workspace.delete(path, hash, &saved()), Err(SaveError::Outside))
        };
        for path in [
            "../x.md",
            "content/../public/index.html",
            "/etc/passwd",
            "public/index.html",
            ".bangvang/x",
            "content",
            "",
            r"content\x.md",
            "content//x.md",
        ] {
            assert!(refused(path), "{path}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink(folder.path().join("public"), folder.path().join("content/out")).unwrap();
            symlink(folder.path().join("public/index.html"), folder.path().join("content/a.md")).unwrap();
            symlink(folder.path().join("nowhere"), folder.path().join("content/b.md")).unwrap();
            for path in ["content/out/index.html", "content/out/new.html", "content/a.md", "content/b.md"] {
                assert!(refused(path), "{path}");
            }
            assert_eq!(fs::read_dir(folder.path().join("public")).unwrap().count(), 1);
        }
    }

    /// An article is deleted with its pictures, and comes back with them.
    #[test]
    fn articles_come_back_with_their_pictures() {
        let (folder, workspace) = project();
        let article = "content/articles/tin/le/index.md";
        write(folder.path(), article, "Lời");
        write(folder.path(), "content/articles/tin/le/a.jpg", "ảnh");
        write(folder.path(), "content/articles/tin/le/b/c.jpg", "ảnh hai");
        let base = Hash::of("Lời".as_bytes());
        let deleted = workspace.delete_with_folder(article, base, &event(EventKind::Deleted)).unwrap();
        assert_eq!(deleted.len(), 3);
        assert!(!folder.path().join("content/articles/tin/le").exists());
        assert_eq!(workspace.history().deleted().unwrap().len(), 3);
        let version = workspace.history().versions(article).unwrap().remove(0);
        let restored = workspace.restore(article, &version, &event(EventKind::Restored)).unwrap();
        assert_eq!(restored.len(), 3);
        assert_eq!(fs::read_to_string(folder.path().join(article)).unwrap(), "Lời");
        assert_eq!(
            fs::read_to_string(folder.path().join("content/articles/tin/le/b/c.jpg")).unwrap(),
            "ảnh hai"
        );
        assert!(workspace.history().deleted().unwrap().is_empty());
        write(folder.path(), "content/articles/tin/le/khac.md", "Bài khác");
        let deleted = workspace.delete_with_folder(article, base, &event(EventKind::Deleted)).unwrap();
        assert_eq!(deleted, [article]);
    }

    /// A restored version is stored too, and so is what it replaces; a moved file has an event at both paths.
    #[test]
    fn restored_and_moved_files_keep_their_history() {
        let (folder, workspace) = project();
        let base = Hash::of(OLD.as_bytes());
        workspace.save(PATH, base, b"2", &saved()).unwrap();
        write(folder.path(), PATH, "3");
        let first = workspace.history().versions(PATH).unwrap().pop().unwrap();
        workspace.restore(PATH, &first, &event(EventKind::Restored)).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join(PATH)).unwrap(), OLD);
        assert_eq!(kinds(&workspace, PATH), ["restored", "found", "saved", "found"]);
        let to = "content/pages/moi.md";
        workspace.rename(PATH, to, base, OLD.as_bytes(), &saved()).unwrap();
        assert!(!folder.path().join(PATH).exists() && folder.path().join(to).exists());
        assert_eq!(kinds(&workspace, PATH)[0], "moved-to");
        assert_eq!(kinds(&workspace, to), ["moved-from"]);
    }
}
