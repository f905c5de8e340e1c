//! The reasons for which a file of the project is not changed.

use std::io::{self, ErrorKind};

use crate::file::{self, is_in_use};

/// Why a file was not saved; it is unchanged then.
#[derive(Debug)]
pub enum SaveError {
    /// It has other bytes than the caller has read; these, or `None` if it is gone.
    Changed(Option<Vec<u8>>),
    /// There is a file or folder at the path of a new file.
    Exists,
    /// The path leads out of `content/` and `themes/`, or is a link.
    Outside,
    /// Some system cannot store a file of this name, or bangvang would ignore it.
    BadName,
    /// It is write-protected.
    ReadOnly,
    /// Another program has it open, or is saving just now.
    InUse,
    /// The version before could not be stored, or an earlier version could not be read.
    History(io::Error),
    /// It could not be read or written.
    Io(io::Error),
}

impl SaveError {
    /// Returns the name of the message that says why, such as `reason-exists`, as [`file::reason`] does.
    pub fn reason(&self) -> String {
        let name = match self {
            SaveError::Changed(_) => "reason-changed",
            SaveError::Exists => "reason-exists",
            SaveError::Outside => "reason-outside",
            SaveError::BadName => "reason-bad-name",
            SaveError::ReadOnly => "reason-write-protected",
            SaveError::InUse => "reason-in-use",
            SaveError::History(error) | SaveError::Io(error) => return file::reason(error),
        };
        name.to_owned()
    }
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> SaveError {
        match error.kind() {
            _ if is_in_use(&error) => SaveError::InUse,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => SaveError::ReadOnly,
            ErrorKind::AlreadyExists => SaveError::Exists,
            _ => SaveError::Io(error),
        }
    }
}
