//! The rendered files of the preview in memory, reused from build to build.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;

use crate::file::Original;
use crate::file::OutputPath;
use crate::hash::Hash;
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
    fn in_memory(bytes: &[u8]) -> PreviewFile {
        PreviewFile { hash: Hash::of(bytes), content: FileContent::Bytes(Bytes::copy_from_slice(bytes)) }
    }

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
    /// Marks the file at `path` as one of build `number` if it is there with these bytes; returns whether it is.
    fn keep(&mut self, path: &str, file: &PreviewFile, number: u64) -> bool {
        let Some(cached) = self.by_path.get_mut(path) else { return false };
        let is_same = match (&cached.file.content, &file.content) {
            (FileContent::Disk(old), FileContent::Disk(new)) => old.is_same(new),
            (FileContent::Bytes(_), FileContent::Bytes(_)) => true,
            _ => false,
        };
        if !is_same || cached.file.hash != file.hash {
            return false;
        }
        cached.last_build = cached.last_build.max(number);
        true
    }

    fn store(&mut self, path: &str, mut file: PreviewFile, key: Option<Hash>, number: u64) {
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
        let cached = CachedFile { file, key, last_build: number, rendered_by: number };
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
    /// What is rendered.
    pub scope: RenderScope,
}

/// What is rendered into a sink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenderScope {
    /// One file, for which a browser waits.
    OneFile,
    /// All files whose inputs have changed, except pictures, which are made when a browser asks for them.
    AllFiles,
}

impl OutputSink for BuildSink<'_> {
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        self.store(path, PreviewFile::in_memory(bytes), None)
    }

    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.store(path, PreviewFile::on_disk(from, length, hash), None)
    }

    fn renderer(&self) -> Option<Hash> {
        // All pages are rendered by this process. A user who waits for one page would also wait for its key.
        (self.scope == RenderScope::AllFiles).then(|| Hash::of(b""))
    }

    fn needs(&self, path: &OutputPath, key: Hash) -> Result<Needs, Cancelled> {
        if (self.is_cancelled)() {
            return Err(Cancelled);
        }
        let mut files = self.files.files();
        match files.by_path.get_mut(&**path) {
            // A page that this build rendered for a request has no key yet.
            Some(cached) if cached.key.is_none() && cached.rendered_by == self.number => {
                cached.key = Some(key);
                return Ok(Needs::Stored(cached.file.cached_bytes() as u64));
            }
            Some(cached) if cached.key == Some(key) => {
                cached.last_build = cached.last_build.max(self.number);
                return Ok(Needs::Stored(cached.file.cached_bytes() as u64));
            }
            _ => {}
        }
        Ok(match self.scope {
            RenderScope::OneFile => Needs::Bytes,
            RenderScope::AllFiles => Needs::Nothing,
        })
    }

    fn write_with_key(&self, path: &OutputPath, bytes: &[u8], key: Hash) -> Result<(), Cancelled> {
        self.store(path, PreviewFile::in_memory(bytes), Some(key))
    }
}

impl BuildSink<'_> {
    fn store(&self, path: &OutputPath, file: PreviewFile, key: Option<Hash>) -> Result<(), Cancelled> {
        if (self.is_cancelled)() {
            return Err(Cancelled);
        }
        let mut files = self.files.files();
        // Files without a key are written by every build.
        if key.is_some() || self.scope == RenderScope::OneFile || !files.keep(path, &file, self.number) {
            files.store(path, file, key, self.number);
        }
        Ok(())
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
        self.store(PreviewFile::in_memory(bytes));
        Ok(())
    }

    fn write_file(&self, _: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.store(PreviewFile::on_disk(from, length, hash));
        Ok(())
    }
}
