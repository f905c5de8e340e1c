//! Reads, lists and removes files and folders over FTP.

use std::io::{self, Read as _};

use suppaftp::{FtpError, TlsStream, TransferStream};

use super::control::Control;
use super::{error, listing};
use crate::publish::remote::{FileEnd, ListedEntry, RemoteError};

/// Attempts at reading a file that appears, disappears or changes between two responses.
const MAX_READ_ATTEMPTS: usize = 3;

/// Returns the bytes of the file at `full_path`, at most `max_bytes`; `None` if there is none.
///
/// # Errors
/// If the file is longer, may not be read, or changes during each attempt.
pub(super) fn read(
    control: &mut Control,
    path: &str,
    full_path: &str,
    max_bytes: u64,
) -> Result<Option<Vec<u8>>, RemoteError> {
    for _ in 1..MAX_READ_ATTEMPTS {
        match read_once(control, path, full_path, max_bytes) {
            // A file that appeared between two responses looks like one that may not be read.
            Err(RemoteError::Denied { .. }) | Ok(Read::Changed) => {}
            Ok(Read::Complete(bytes)) => return Ok(bytes),
            Err(error) => return Err(error),
        }
    }
    match read_once(control, path, full_path, max_bytes)? {
        Read::Complete(bytes) => Ok(bytes),
        Read::Changed => Err(RemoteError::ConnectionLost { reason: format!("reason-changed ({path})") }),
    }
}

enum Read {
    /// All bytes, or `None` if there is no such file.
    Complete(Option<Vec<u8>>),
    /// The number of bytes differs from the size that the server reported just before.
    Changed,
}

fn read_once(
    control: &mut Control,
    path: &str,
    full_path: &str,
    max_bytes: u64,
) -> Result<Read, RemoteError> {
    let size = match control.ftp.size(full_path) {
        Ok(size) => Some(size as u64),
        Err(error) if is_absence(&error) => {
            return if is_listed(control, path, full_path)? {
                Err(error::command_error(path, error))
            } else {
                Ok(Read::Complete(None))
            };
        }
        Err(error) if matches!(error::code(&error), 500..=504) => None,
        Err(error) => return Err(error::command_error(path, error)),
    };
    let other = |reason: String| RemoteError::Other { path: path.to_owned(), reason };
    if let Some(size) = size.filter(|size| *size > max_bytes) {
        return Err(other(format!("it has {size} bytes, more than {max_bytes}")));
    }
    let stream = match control.ftp.retr_as_stream(full_path) {
        Ok(stream) => stream,
        Err(error) if is_absence(&error) && !is_listed(control, path, full_path)? => {
            return Ok(Read::Complete(None));
        }
        Err(error) => return Err(error::command_error(path, error)),
    };
    let bytes = received(stream, path, size, max_bytes)?;
    if size.is_some_and(|size| size != bytes.len() as u64) {
        return Ok(Read::Changed);
    }
    Ok(Read::Complete(Some(bytes)))
}

/// Returns the size and the last bytes of the file at `full_path`, at most `length`; `None` if there is none. A server that
/// cannot begin in the middle of a file sends all of it, at most `max_bytes`.
///
/// # Errors
/// As for [`read`].
pub(super) fn read_end(
    control: &mut Control,
    path: &str,
    full_path: &str,
    length: usize,
    max_bytes: u64,
) -> Result<Option<FileEnd>, RemoteError> {
    if let Ok(size) = control.ftp.size(full_path)
        && size > length
    {
        let started =
            control.ftp.resume_transfer(size - length).and_then(|()| control.ftp.retr_as_stream(full_path));
        match started {
            Ok(stream) => match received(stream, path, Some(length as u64), length as u64) {
                Ok(bytes) => return Ok(Some(FileEnd { size: size as u64, bytes })),
                // The file has just grown.
                Err(RemoteError::Other { .. }) => {}
                Err(error) => return Err(error),
            },
            // The server does not know `REST`, or the file has just disappeared.
            Err(error) if is_absence(&error) || matches!(error::code(&error), 500..=504) => {}
            Err(error) => return Err(error::command_error(path, error)),
        }
    }
    Ok(read(control, path, full_path, max_bytes)?.map(|bytes| FileEnd::of(&bytes, length)))
}

/// Returns the bytes of `stream`, at most `max_bytes`; `size` is their expected number.
///
/// # Errors
/// If there are more, or the connection is lost.
fn received<T: TlsStream>(
    mut stream: TransferStream<T>,
    path: &str,
    size: Option<u64>,
    max_bytes: u64,
) -> Result<Vec<u8>, RemoteError> {
    let mut bytes = Vec::new();
    if let Err(error) = (&mut stream).take(max_bytes + 1).read_to_end(&mut bytes) {
        // Some servers close the connection without a TLS close_notify, which is harmless if the size is known.
        let is_truncated = error.kind() == io::ErrorKind::UnexpectedEof;
        if !is_truncated || size != Some(bytes.len() as u64) {
            return Err(error::io_error(&error));
        }
    }
    let finished = stream.finish();
    if bytes.len() as u64 > max_bytes {
        let reason = format!("it has more than {max_bytes} bytes");
        return Err(RemoteError::Other { path: path.to_owned(), reason });
    }
    finished.map_err(|error| error::command_error(path, error))?;
    Ok(bytes)
}

/// Lists the folder at `full_path`; empty if it does not exist. Without `MLSD` the listing is of the working
/// directory, because servers split the argument of `LIST` at spaces.
///
/// # Errors
/// If the folder exists and cannot be listed.
pub(super) fn list(
    control: &mut Control,
    path: &str,
    full_path: &str,
) -> Result<Vec<ListedEntry>, RemoteError> {
    let folder = full_path.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(full_path);
    match control.ftp.cwd(folder) {
        Err(error) if is_absence(&error) => return Ok(Vec::new()),
        entered => entered.map_err(|error| error::command_error(path, error))?,
    }
    let lines = if control.supports_mlsd {
        control
            .ftp
            .mlsd(None)
            .map(|lines| lines.iter().filter_map(|line| listing::parse_mlsd(line)).collect())
    } else {
        // Without `-a` servers omit names that begin with a dot.
        control
            .ftp
            .list(Some("-a"))
            .map(|lines| lines.iter().filter_map(|line| listing::parse_list(line)).collect())
    };
    lines.map_err(|error| error::command_error(path, error))
}

/// Returns the entry of the folder listing for `full_path`, if there is one.
///
/// # Errors
/// If the folder above it cannot be listed.
pub(super) fn find(
    control: &mut Control,
    path: &str,
    full_path: &str,
) -> Result<Option<ListedEntry>, RemoteError> {
    let (folder, name) = full_path.rsplit_once('/').unwrap_or(("", full_path));
    let folder = if folder.is_empty() { "/" } else { folder };
    Ok(list(control, path, folder)?.into_iter().find(|entry| entry.name == name))
}

fn is_listed(control: &mut Control, path: &str, full_path: &str) -> Result<bool, RemoteError> {
    find(control, path, full_path).map(|found| found.is_some())
}

/// Returns true if the server reports a missing file or missing permission: most use the same code for both.
pub(super) fn is_absence(error: &FtpError) -> bool {
    matches!(error::code(error), 550 | 450 | 553)
}

/// Removes the file at `full_path` if it exists.
///
/// # Errors
/// If the file exists and cannot be removed.
pub(super) fn remove(control: &mut Control, path: &str, full_path: &str) -> Result<(), RemoteError> {
    match control.ftp.rm(full_path) {
        Err(error) if is_absence(&error) && !is_listed(control, path, full_path)? => Ok(()),
        removed => removed.map_err(|error| error::command_error(path, error)),
    }
}

/// Removes the folder at `full_path` if it is empty. Servers use one code for a folder that is not empty and for
/// missing permission, so neither is an error.
///
/// # Errors
/// If the connection is lost.
pub(super) fn remove_folder(control: &mut Control, path: &str, full_path: &str) -> Result<(), RemoteError> {
    match control.ftp.rmdir(full_path) {
        Err(error) if is_absence(&error) => Ok(()),
        removed => removed.map_err(|error| error::command_error(path, error)),
    }
}
