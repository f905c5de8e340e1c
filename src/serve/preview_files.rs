//! The rendered files of the preview in memory, reused from build to build.

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

/// The most bytes of rendered pages in memory. If there are more, all are discarded and rendered again on
/// request.
const MAX_CACHED_BYTES: usize = 64 * 1024 * 1024;

/// The files of all builds of a preview; the newest of each path.
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
    /// The last build that has the file with these bytes.
    last_build: u64,
    /// The build that rendered it.
    rendered_by: u64,
}

/// A rendered or copied file that a browser can request.
#[derive(Clone, Debug)]
pub struct PreviewFile {
    /// Hash of its bytes.
    pub hash: Hash,
    /// The bytes, or where on the disk they are.
    pub content: FileContent,
}

/// Bytes in memory, or a source file that is sent from the disk.
#[derive(Clone, Debug)]
pub enum FileContent {
    /// In memory.
    Bytes(Bytes),
    /// Rendered bytes that have been discarded.
    Forgotten,
    /// A file on the disk.
    Disk(Arc<Original>),
}

impl PreviewFiles {
    fn files(&self) -> MutexGuard<'_, PageFiles> {
        self.0.lock().expect("no thread panics while it holds this lock")
    }

    /// The file at `path`, as build `number` or a later one has it.
    pub fn find(&self, path: &str, number: u64) -> Option<PreviewFile> {
        self.files()
            .by_path
            .get(path)
            .filter(|cached| cached.last_build >= number)
            .map(|cached| cached.file.clone())
    }

    /// The file at `path`, as the last build that rendered it has it.
    pub fn find_any(&self, path: &str) -> Option<PreviewFile> {
        self.files().by_path.get(path).map(|cached| cached.file.clone())
    }

    /// The paths that build `number` rendered, sorted.
    pub fn rendered_by(&self, number: u64) -> Vec<String> {
        let files = self.files();
        let rendered = files.by_path.iter().filter(|(_, cached)| cached.rendered_by == number);
        let mut paths: Vec<String> = rendered.map(|(path, _)| path.clone()).collect();
        paths.sort();
        paths
    }

    /// All paths of build `number`, sorted.
    pub fn paths(&self, number: u64) -> Vec<String> {
        let files = self.files();
        let current = files.by_path.iter().filter(|(_, cached)| cached.last_build >= number);
        let mut paths: Vec<String> = current.map(|(path, _)| path.clone()).collect();
        paths.sort();
        paths
    }

    /// Removes the files that build `number`, which is complete, does not have.
    pub fn forget_before(&self, number: u64) {
        let mut files = self.files();
        files.by_path.retain(|_, cached| cached.last_build >= number);
        files.bytes = files.by_path.values().map(|cached| cached.file.cached_bytes()).sum();
    }
}

impl PreviewFile {
    fn on_disk(path: &Path, length: u64, hash: Hash) -> PreviewFile {
        PreviewFile { hash, content: FileContent::Disk(Arc::new(Original::new(path, length, hash))) }
    }

    fn cached_bytes(&self) -> usize {
        match &self.content {
            FileContent::Bytes(bytes) => bytes.len(),
            FileContent::Forgotten | FileContent::Disk(_) => 0,
        }
    }
}

impl PageFiles {
    fn store(&mut self, path: &str, mut file: PreviewFile, number: u64) {
        let before = self.by_path.get(path);
        if before.is_some_and(|cached| cached.last_build > number) {
            return;
        }
        // The cached one may have been hashed for a request already.
        if let (FileContent::Disk(new), Some(FileContent::Disk(old))) =
            (&mut file.content, before.map(|cached| &cached.file.content))
            && old.is_same(new)
        {
            *new = old.clone();
        }
        self.bytes += file.cached_bytes();
        let cached = CachedFile { file, key: None, last_build: number, rendered_by: number };
        if let Some(old) = self.by_path.insert(path.to_owned(), cached) {
            self.bytes -= old.file.cached_bytes();
        }
        if self.bytes > MAX_CACHED_BYTES {
            for cached in self.by_path.values_mut() {
                if matches!(cached.file.content, FileContent::Bytes(_)) {
                    cached.file.content = FileContent::Forgotten;
                }
            }
            self.bytes = 0;
        }
    }
}

/// The sink of one build, which stores its files in the preview.
pub struct BuildSink<'p> {
    /// Where the files are stored.
    pub files: &'p PreviewFiles,
    /// The number of the build. Files of later builds are not replaced.
    pub number: u64,
    /// Returns true when a newer build cancels this one.
    pub is_cancelled: &'p (dyn Fn() -> bool + Sync),
    /// What is needed for pictures that are not cached; nothing until a browser requests them.
    pub pictures: Needs,
}

impl OutputSink for BuildSink<'_> {
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        let file =
            PreviewFile { hash: Hash::of(bytes), content: FileContent::Bytes(Bytes::copy_from_slice(bytes)) };
        self.store(path, file)
    }

    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.store(path, PreviewFile::on_disk(from, length, hash))
    }

    fn needs(&self, _: &OutputPath, _: Hash) -> Result<Needs, Cancelled> {
        if (self.is_cancelled)() { Err(Cancelled) } else { Ok(self.pictures) }
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
    fn is_current(&self, page: &PlannedFile, key: Hash) -> Result<bool, Cancelled> {
        if (self.is_cancelled)() {
            return Err(Cancelled);
        }
        let mut files = self.files.files();
        let number = self.number;
        Ok(match files.by_path.get_mut(&*page.route.output_path()) {
            // A page that this build rendered for a request has no key yet.
            Some(cached) if cached.key.is_none() && cached.rendered_by == number => {
                cached.key = Some(key);
                true
            }
            Some(cached) if cached.key == Some(key) => {
                cached.last_build = cached.last_build.max(self.number);
                true
            }
            _ => false,
        })
    }

    fn store(&self, page: &PlannedFile, key: Hash) {
        let mut files = self.files.files();
        if let Some(cached) = files.by_path.get_mut(&*page.route.output_path())
            && cached.last_build == self.number
        {
            cached.key = Some(key);
        }
    }
}

/// A sink for a single file.
#[derive(Default)]
pub struct FileSink(Mutex<Option<PreviewFile>>);

impl FileSink {
    /// The file that was written, if any.
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
            content: FileContent::Bytes(Bytes::copy_from_slice(bytes)),
        });
        Ok(())
    }

    fn write_file(&self, _: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.store(PreviewFile::on_disk(from, length, hash));
        Ok(())
    }
}
