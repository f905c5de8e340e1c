//! Packs a release into a ZIP file (APPNOTE 6.3), the same bytes for the same files.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::file::{Durability, PartFile, open_regular, part_path};
use crate::hash::Hash;
use crate::publish::content_store::ContentStore;
use crate::publish::disk::{DiskError, failing};
use crate::publish::release::{FileEntry, ReleaseFiles};
use crate::publish::retry::PublishObserver;

/// From this size on a file needs the long form of its record.
const LARGE: u64 = u32::MAX as u64;

/// Makes the file `to` of `files`, which are in `store`, whole or not at all.
pub fn pack(
    to: &Path,
    files: &ReleaseFiles,
    store: &ContentStore,
    watch: &dyn PublishObserver,
) -> Result<(), DiskError> {
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let part = to.with_file_name(part_path(&name, &Hash::of(b""), "", 0));
    let mut file = PartFile::create(part.clone()).map_err(failing(&part))?;
    write(file.file(), &part, files, store, watch)?;
    // Its folder may be one that cannot be opened.
    file.file().sync_all().map_err(failing(&part))?;
    file.finish(to, Durability::Kill).map_err(failing(to))
}

fn write(
    file: &mut File,
    to: &Path,
    files: &ReleaseFiles,
    store: &ContentStore,
    watch: &dyn PublishObserver,
) -> Result<(), DiskError> {
    let mut zip = ZipWriter::new(BufWriter::new(file));
    for (path, file) in files {
        let from = store.path(file.hash);
        let mut reader = open_regular(&from).map_err(failing(&from))?;
        zip.start_file(path.as_str(), options(file)).map_err(|fault| failing(to)(fault.into()))?;
        let copied = io::copy(&mut reader, &mut zip).map_err(failing(to))?;
        watch.moved(copied as i64);
        watch.arrived(path, file);
    }
    let mut written = zip.finish().map_err(|fault| failing(to)(fault.into()))?;
    written.flush().map_err(failing(to))
}

/// Everything that could tell one making from another is left out: the time is the first that a ZIP file knows.
fn options(file: &FileEntry) -> SimpleFileOptions {
    let packed = file.content_type.contains("charset");
    let method = if packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .system(System::Unix)
        .large_file(file.size >= LARGE)
}

#[cfg(test)]
mod tests {
    use super::pack;
    use crate::publish::content_store::ContentStore;
    use crate::publish::release::ReleaseFiles;
    use crate::publish::retry::NoPublishObserver;

    /// A ZIP file that cannot take its place leaves nothing beside it.
    #[test]
    fn nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let store = ContentStore::new(folder.path().join("objects"));
        let to = folder.path().join("trang.zip");
        // A folder that is not empty cannot be replaced by a file.
        std::fs::create_dir_all(to.join("x")).unwrap();
        pack(&to, &ReleaseFiles::new(), &store, &NoPublishObserver).unwrap_err();
        let names: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["trang.zip"]);
    }
}
