//! Reads an old workbook in this process for the process that called it; not a command for users.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use crate::cli::ExitStatus;
use crate::import;

/// Returns the file that another process of the program wants to have read; `None` if the user called the program.
pub fn path(arguments: &[OsString]) -> Option<&Path> {
    match arguments {
        [_, command, path] if command == import::READ_XLS => Some(Path::new(path)),
        _ => None,
    }
}

/// Writes the workbook to standard output.
pub fn read_xls(path: &Path) -> ExitStatus {
    match import::write_workbook(path, io::stdout().lock()) {
        Ok(()) => ExitStatus::Clean,
        Err(_) => ExitStatus::Failure,
    }
}
