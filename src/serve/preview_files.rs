//! The files of the preview in memory: the shelf that every build fills, and what it remembers of the last.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;

use crate::file::Original;
use crate::file::OutputPath;
use crate::hash::Hash;
use crate::plan::PlannedFile;
use crate::render::RenderCache;
use crate::sink::{Cancelled, Needs, OutputSink};

/// Bytes of made pages that are held; more are forgotten, and made again when a reader asks for them.
const MAX_CACHED_BYTES: usize = 64 * 1024 * 1024;

/// The files of all builds of a preview, the newest of each path.
#[derive(Default)]
pub struct PreviewFiles(Mutex<PageFiles>);

#[derive(Default)]
struct PageFiles {
    by_path: HashMap<String, CachedFile>,
    bytes: usize,
}

struct CachedFile {
    file: PreviewFile,
    key: Option<Hash>,
    /// The last build in which it was right.
    last_build: u64,
    /// The build that made it.
    rendered_by: u64,
}

/// A file that readers may ask for.
#[derive(Clone, Debug)]
pub struct PreviewFile {
    /// Of its bytes.
    pub hash: Hash,
    /// What is in it.
    pub body: FileContent,
}

/// What is in a file.
#[derive(Clone, Debug)]
pub enum FileContent {
    /// These bytes.
    Bytes(Bytes),
    /// Bytes that are no longer held.
    Forgotten,
    /// The bytes of a file on the disk.
    Disk(Arc<Original>),
}

impl PreviewFiles {
    fn files(&self) -> MutexGuard<'_, PageFiles> {
        self.0.lock().expect("no thread panics while it holds this lock")
    }

    /// The file at `path`, as build `number` or a later one made it.
    pub fn find(&self, path: &str, number: u64) -> Option<PreviewFile> {
        self.files().by_path.get(path).filter(|held| held.last_build >= number).map(|held| held.file.clone())
    }

    /// The file at `path` as any build made it.
    pub fn find_any(&self, path: &str) -> Option<PreviewFile> {
        self.files().by_path.get(path).map(|held| held.file.clone())
    }

    /// The paths that build `number` made, in their order.
    pub fn rendered_by(&self, number: u64) -> Vec<String> {
        let files = self.files();
        let made = files.by_path.iter().filter(|(_, held)| held.rendered_by == number);
        let mut paths: Vec<String> = made.map(|(path, _)| path.clone()).collect();
        paths.sort();
        paths
    }

    /// Every path that build `number` has, in their order.
    pub fn paths(&self, number: u64) -> Vec<String> {
        let files = self.files();
        let seen = files.by_path.iter().filter(|(_, held)| held.last_build >= number);
        let mut paths: Vec<String> = seen.map(|(path, _)| path.clone()).collect();
        paths.sort();
        paths
    }

    /// Forgets what build `number`, now complete, does not have.
    pub fn forget_before(&self, number: u64) {
        let mut files = self.files();
        files.by_path.retain(|_, held| held.last_build >= number);
        files.bytes = files.by_path.values().map(|held| held.file.cached_bytes()).sum();
    }
}

impl PreviewFile {
    fn on_disk(path: &Path, length: u64, hash: Hash) -> PreviewFile {
        PreviewFile { hash, body: FileContent::Disk(Arc::new(Original::new(path, length, hash))) }
    }

    fn cached_bytes(&self) -> usize {
        match &self.body {
            FileContent::Bytes(bytes) => bytes.len(),
            FileContent::Forgotten | FileContent::Disk(_) => 0,
        }
    }
}

impl PageFiles {
    fn store(&mut self, path: &str, mut file: PreviewFile, number: u64) {
        let before = self.by_path.get(path);
        if before.is_some_and(|held| held.last_build > number) {
            return;
        }
        // The one that is held may have been hashed for a reader already.
        if let (FileContent::Disk(new), Some(FileContent::Disk(old))) =
            (&mut file.body, before.map(|held| &held.file.body))
            && old.is_same(new)
        {
            *new = old.clone();
        }
        self.bytes += file.cached_bytes();
        let held = CachedFile { file, key: None, last_build: number, rendered_by: number };
        if let Some(old) = self.by_path.insert(path.to_owned(), held) {
            self.bytes -= old.file.cached_bytes();
        }
        if self.bytes > MAX_CACHED_BYTES {
            for held in self.by_path.values_mut() {
                if matches!(held.file.body, FileContent::Bytes(_)) {
                    held.file.body = FileContent::Forgotten;
                }
            }
            self.bytes = 0;
        }
    }
}

/// One build that fills the pages.
pub struct BuildSink<'p> {
    /// What it fills.
    pub files: &'p PreviewFiles,
    /// Which build it is; later ones win.
    pub number: u64,
    /// Whether to stop, because something newer is waiting.
    pub is_cancelled: &'p (dyn Fn() -> bool + Sync),
    /// What of pictures is needed that are not held: nothing until a reader asks for them.
    pub pictures: Needs,
}

impl OutputSink for BuildSink<'_> {
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        let file =
            PreviewFile { hash: Hash::of(bytes), body: FileContent::Bytes(Bytes::copy_from_slice(bytes)) };
        self.store(path, file)
    }

    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.store(path, PreviewFile::on_disk(from, length, hash))
    }

    fn needs(&self, _: &OutputPath, _: Hash) -> Result<Needs, Cancelled> {
        match (self.is_cancelled)() {
            true => Err(Cancelled),
            false => Ok(self.pictures),
        }
    }
}

impl BuildSink<'_> {
    fn store(&self, path: &OutputPath, file: PreviewFile) -> Result<(), Cancelled> {
        if (self.is_cancelled)() {
            return Err(Cancelled);
        }
        self.files.files().store(path, file, self.number);
        Ok(())
    }
}

impl RenderCache for BuildSink<'_> {
    fn holds(&self, page: &PlannedFile, key: Hash) -> Result<bool, Cancelled> {
        if (self.is_cancelled)() {
            return Err(Cancelled);
        }
        let mut files = self.files.files();
        let number = self.number;
        Ok(match files.by_path.get_mut(&*page.route.output_path()) {
            // What this build made for a reader has no key yet.
            Some(held) if held.key.is_none() && held.rendered_by == number => {
                held.key = Some(key);
                true
            }
            Some(held) if held.key == Some(key) => {
                held.last_build = held.last_build.max(self.number);
                true
            }
            _ => false,
        })
    }

    fn remember(&self, page: &PlannedFile, key: Hash) {
        let mut files = self.files.files();
        if let Some(held) = files.by_path.get_mut(&*page.route.output_path())
            && held.last_build == self.number
        {
            held.key = Some(key);
        }
    }
}

/// A shelf for one file.
#[derive(Default)]
pub struct FileSink(Mutex<Option<PreviewFile>>);

impl FileSink {
    /// The file that was put.
    pub fn file(self) -> Option<PreviewFile> {
        self.0.into_inner().expect("no thread panics while it holds this lock")
    }

    fn store(&self, file: PreviewFile) {
        *self.0.lock().expect("no thread panics while it holds this lock") = Some(file);
    }
}

impl OutputSink for FileSink {
    fn write(&self, _: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        self.store(PreviewFile {
            hash: Hash::of(bytes),
            body: FileContent::Bytes(Bytes::copy_from_slice(bytes)),
        });
        Ok(())
    }

    fn write_file(&self, _: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.store(PreviewFile::on_disk(from, length, hash));
        Ok(())
    }
}
