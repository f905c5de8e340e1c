//! Replaces files atomically: readers see the old file or the new one, never a part of it.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::is_in_use;

/// Which failures a finished write must survive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Durability {
    /// A power cut: the bytes and the name of a file are on the volume before anything that depends on them is
    /// written.
    #[default]
    PowerCut,
    /// Only the end of this process, for machines that are discarded afterwards.
    Kill,
}

/// A file under a temporary name, until [`PartFile::finish`] moves it to its path. Dropped before that, it is
/// removed.
#[derive(Debug)]
pub struct PartFile {
    // Dropped before the name: Windows cannot delete a file that is open.
    file: File,
    name: PartName,
}

#[derive(Debug)]
struct PartName {
    part: PathBuf,
    is_taken: bool,
}

impl PartFile {
    /// Creates the empty file `part`; a file that an earlier run left there is overwritten.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub fn create(part: PathBuf) -> io::Result<PartFile> {
        let file = File::create(&part)?;
        Ok(PartFile { file, name: PartName { part, is_taken: true } })
    }

    /// The open file, for writing.
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// The temporary path.
    pub fn path(&self) -> &Path {
        &self.name.part
    }

    /// Moves the file to `to`, on the same volume, replacing an existing file.
    ///
    /// With [`Durability::PowerCut`], the bytes are on the volume before the move and the name is after it.
    /// On Windows, waits up to two seconds while another program has the old file open.
    ///
    /// # Errors
    /// When syncing or moving fails; the temporary file is removed then.
    pub fn finish(self, to: &Path, durable: Durability) -> io::Result<()> {
        let PartFile { file, mut name } = self;
        if durable == Durability::PowerCut {
            file.sync_all()?;
        }
        drop(file);
        retry_while_in_use(|| fs::rename(&name.part, to))?;
        name.is_taken = false;
        sync_folder(to.parent().unwrap_or(Path::new("")), durable)
    }
}

impl Drop for PartName {
    fn drop(&mut self) {
        if self.is_taken {
            // A file that cannot be removed is overwritten by the next run.
            let _ = retry_while_in_use(|| fs::remove_file(&self.part));
        }
    }
}

/// Waits until the names in `folder` are on the volume, if `durable` asks for it and the system supports it.
///
/// # Errors
/// When the folder cannot be opened or synced.
pub fn sync_folder(folder: &Path, durable: Durability) -> io::Result<()> {
    if cfg!(windows) || durable == Durability::Kill {
        return Ok(());
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some network volumes cannot sync a folder.
        Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

/// Calls `action` until it succeeds or fails for another reason than a file in use; on Windows for up to two
/// seconds.
///
/// # Errors
/// The last error of `action`.
pub fn retry_while_in_use(mut action: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    for _ in 0..10 {
        match action() {
            Err(error) if is_in_use(&error) => thread::sleep(Duration::from_millis(200)),
            done => return done,
        }
    }
    action()
}

#[cfg(test)]
mod tests {
    use super::{Durability, PartFile};
    use std::fs;
    use std::io::Write;

    /// A file replaces another when it is finished; an unfinished one, or one that cannot be moved, leaves
    /// nothing behind.
    #[test]
    fn files_are_replaced_atomically() {
        let folder = tempfile::tempdir().unwrap();
        let (part, to) = (folder.path().join("a.part"), folder.path().join("a"));
        fs::write(&part, "left by a run that was killed").unwrap();
        for durable in [Durability::Kill, Durability::PowerCut] {
            fs::write(&to, "old").unwrap();
            let mut file = PartFile::create(part.clone()).unwrap();
            file.file().write_all(b"new").unwrap();
            assert_eq!(fs::read(&to).unwrap(), b"old");
            file.finish(&to, durable).unwrap();
            assert_eq!(fs::read(&to).unwrap(), b"new");
        }
        drop(PartFile::create(part.clone()).unwrap());
        fs::create_dir_all(folder.path().join("full/x")).unwrap();
        PartFile::create(part).unwrap().finish(&folder.path().join("full"), Durability::Kill).unwrap_err();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
