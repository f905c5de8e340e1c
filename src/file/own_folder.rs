//! The folder that bangvang keeps for itself in a project.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::file::OWN;

/// Creates the folder `name` within that of bangvang in the project at `root`, which version control ignores, and returns its
/// path.
///
/// # Errors
/// When it cannot be written.
pub fn own_folder(root: &Path, name: &str) -> io::Result<PathBuf> {
    let own = root.join(OWN);
    let folder = own.join(name);
    fs::create_dir_all(&folder)?;
    let ignore = own.join(".gitignore");
    if !ignore.exists() {
        fs::write(&ignore, "*\n")?;
    }
    Ok(folder)
}
