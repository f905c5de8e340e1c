//! Removes the staged files of a build, and empty folders that an unfinished commit created.

use std::fs;
use std::io;
use std::path::Path;

use super::disk::{self, PathState};
use super::error::WriteError;
use super::layout::Layout;
use crate::file::is_site_path;

/// Creates folders before the journal is written, while a full volume can still abort the commit without a
/// change.
///
/// The list of folders is written first, so that a killed build can be cleaned up.
///
/// # Errors
/// When the list cannot be written or a folder not be created.
pub fn create_folders(layout: &Layout, folders: &[String]) -> Result<(), WriteError> {
    let list = layout.created_folders();
    fs::write(&list, folders.join("\n")).map_err(WriteError::writing(&list, 0))?;
    folders.iter().try_for_each(|folder| disk::create_folder(&layout.output_file(folder)))
}

/// Removes the folders that [`create_folders`] created, if they are empty.
///
/// # Errors
/// When the list cannot be read, or a folder not be inspected.
pub fn remove_created_folders(layout: &Layout) -> Result<(), WriteError> {
    let list = layout.created_folders();
    let folders = match fs::read_to_string(&list) {
        Ok(folders) => folders,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::reading(&list)(error)),
    };
    for folder in folders.lines().rev().filter(|folder| is_site_path(folder)) {
        let full = layout.output_file(folder);
        if disk::path_state(&full)? == PathState::Folder {
            // Fails if another program put files in it; they are preserved.
            let _ = fs::remove_dir(&full);
        }
    }
    disk::remove_file(&list)
}

/// Removes the staged files, and the folders of an unfinished commit. Files with other names are preserved.
///
/// # Errors
/// When the stage cannot be read, or one of its files not be deleted.
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
    // Fails if files of another program are in it; they are preserved.
    let _ = fs::remove_dir(&layout.stage);
    Ok(())
}

/// Removes `folder` with its files and subfolders; links and special files, and the folders that hold them,
/// remain.
///
/// # Errors
/// When a folder cannot be read, or a file not be deleted.
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
    // Fails if something in it was not ours.
    let _ = fs::remove_dir(folder);
    Ok(())
}
