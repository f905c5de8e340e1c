//! Removes what a build leaves on the stage, and the folders that it made too early.

use std::fs;
use std::io;
use std::path::Path;

use super::disk::{self, PathState};
use super::error::WriteError;
use super::layout::Layout;
use crate::file::is_site_path;

/// Makes folders while a lack of room still changes nothing, and notes them first so that they can be taken down.
pub fn create_folders(layout: &Layout, folders: &[String]) -> Result<(), WriteError> {
    let list = layout.scaffold();
    fs::write(&list, folders.join("\n")).map_err(WriteError::writing(&list, 0))?;
    folders.iter().try_for_each(|folder| disk::make_folder(&layout.page(folder)))
}

/// Removes the folders that a commit made before its journal, if they are empty.
pub fn remove_created_folders(layout: &Layout) -> Result<(), WriteError> {
    let list = layout.scaffold();
    let folders = match fs::read_to_string(&list) {
        Ok(folders) => folders,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(&list)(error)),
    };
    for folder in folders.lines().rev().filter(|folder| is_site_path(folder)) {
        let full = layout.page(folder);
        if disk::path_state(&full)? == PathState::Folder {
            // Not empty: somebody used it, and keeps it.
            let _ = fs::remove_dir(&full);
        }
    }
    disk::remove_file(&list)
}

/// Removes what a build left on the stage, and the folders it made too early; names that are not ours stay.
pub fn clear(layout: &Layout) -> Result<(), WriteError> {
    remove_created_folders(layout)?;
    let entries = match fs::read_dir(&layout.stage) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(&layout.stage)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(WriteError::reading(&layout.stage))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        let regular = entry.file_type().is_ok_and(|kind| kind.is_file());
        if regular
            && (number || name == "manifest" || name == "journal" || name == "seal" || name == "restored")
        {
            disk::remove_file(&entry.path())?;
        }
    }
    remove_tree(&layout.tree())?;
    remove_tree(&layout.backups())?;
    // Not empty: somebody else's files are there, and stay.
    let _ = fs::remove_dir(&layout.stage);
    Ok(())
}

/// Removes the files that wait in `folder` and in those below it, and these; what is neither file nor folder stays.
pub fn remove_tree(folder: &Path) -> Result<(), WriteError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(folder)(error)),
    };
    for entry in entries {
        let path = entry.map_err(WriteError::reading(folder))?.path();
        match disk::path_state(&path)? {
            PathState::Folder => remove_tree(&path)?,
            PathState::File(_) => disk::remove_file(&path)?,
            PathState::Nothing | PathState::Other => {}
        }
    }
    // Not empty: what is in it is not ours.
    let _ = fs::remove_dir(folder);
    Ok(())
}
