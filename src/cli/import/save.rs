//! Writes the files of an import: a new file is never written over another.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::cli::report::Reporter;
use crate::edit::SaveError;
use crate::file::{self, Durability, PartFile, below, part_path};
use crate::hash::Hash;

/// Writes the new file `path`, from the project folder `root` and with `/`; readers see the whole file or none.
///
/// # Errors
/// `AlreadyExists` if there is a file, or why it cannot be written.
pub fn write_new(root: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let target = below(root, path);
    let folder = target.parent().unwrap_or(root);
    fs::create_dir_all(folder)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut part = PartFile::create(folder.join(part_path(name, &Hash::of(bytes), "import", 0)))?;
    part.file().write_all(bytes)?;
    if target.exists() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    part.finish(&target, Durability::PowerCut)
}

/// Reports why the new file `path` was not written.
pub fn report_write_error(path: &str, error: &io::Error, reporter: &Reporter) {
    let path = ("path", path.to_owned());
    if error.kind() == ErrorKind::AlreadyExists {
        reporter.error("import-exists", &[path]);
    } else {
        reporter.error("output-failed", &[path, ("reason", file::reason(error))]);
    }
}

/// Reports why the changed file `path` was not saved.
pub fn report_save_error(path: &str, error: &SaveError, reporter: &Reporter) {
    let (why, reason) = match error {
        SaveError::Changed(_) => ("changed", String::new()),
        SaveError::ReadOnly => ("read-only", String::new()),
        SaveError::InUse => ("in-use", String::new()),
        SaveError::History(reason) => ("history", file::reason(reason)),
        SaveError::Exists | SaveError::Outside | SaveError::BadName | SaveError::Io(_) => {
            ("other", error.reason())
        }
    };
    let arguments = [("path", path.to_owned()), ("why", why.to_owned()), ("reason", reason)];
    reporter.error("import-not-saved", &arguments);
}
