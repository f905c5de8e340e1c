//! Packs a release into a ZIP file (APPNOTE 6.3), byte for byte the same for the same files.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::file::{Durability, PartFile, open_regular, part_path};
use crate::hash::Hash;
use crate::publish::content_store::ContentStore;
use crate::publish::disk::{DiskError, at_path};
use crate::publish::release::{FileEntry, ReleaseFiles};
use crate::publish::retry::PublishObserver;

/// A file of this size, in bytes, or above needs a ZIP64 record.
const ZIP64_MIN_BYTES: u64 = u32::MAX as u64;

/// Writes `files`, which are in `store`, to the ZIP file `to` atomically.
///
/// # Errors
/// If a stored file cannot be read, or the ZIP file cannot be written.
pub fn pack(
    to: &Path,
    files: &ReleaseFiles,
    store: &ContentStore,
    observer: &dyn PublishObserver,
) -> Result<(), DiskError> {
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let part = to.with_file_name(part_path(&name, &Hash::of(b""), "", 0));
    let mut file = PartFile::create(part.clone()).map_err(at_path(&part))?;
    write_entries(file.file(), &part, files, store, observer)?;
    // `finish` cannot sync every folder, so sync the file itself here.
    file.file().sync_all().map_err(at_path(&part))?;
    file.finish(to, Durability::Kill).map_err(at_path(to))
}

fn write_entries(
    file: &mut File,
    to: &Path,
    files: &ReleaseFiles,
    store: &ContentStore,
    observer: &dyn PublishObserver,
) -> Result<(), DiskError> {
    let mut zip = ZipWriter::new(BufWriter::new(file));
    for (path, file) in files {
        let from = store.path(file.hash);
        let mut reader = open_regular(&from).map_err(at_path(&from))?;
        zip.start_file(path.as_str(), options(file)).map_err(|error| at_path(to)(error.into()))?;
        let copied = io::copy(&mut reader, &mut zip).map_err(at_path(to))?;
        observer.bytes_sent(copied as i64);
        observer.file_uploaded(path, file);
    }
    let mut written = zip.finish().map_err(|error| at_path(to)(error.into()))?;
    written.flush().map_err(at_path(to))
}

/// Returns options that are the same in each run; the time is the earliest that ZIP can express.
fn options(file: &FileEntry) -> SimpleFileOptions {
    let packed = file.content_type.contains("charset");
    let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix)
        .large_file(file.size >= ZIP64_MIN_BYTES)
}

#[cfg(test)]
mod tests {
    use super::pack;
    use crate::publish::content_store::ContentStore;
    use crate::publish::release::ReleaseFiles;
    use crate::publish::retry::NoPublishObserver;

    /// If the ZIP file cannot be replaced, no part file is left behind.
    #[test]
    fn failed_pack_leaves_no_part_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = ContentStore::new(folder.path().join("objects"));
        let to = folder.path().join("trang.zip");
        // A folder with entries cannot be replaced by a file.
        std::fs::create_dir_all(to.join("x")).unwrap();
        pack(&to, &ReleaseFiles::new(), &store, &NoPublishObserver).unwrap_err();
        let names: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["trang.zip"]);
    }
}
