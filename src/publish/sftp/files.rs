//! Reads, looks up, lists and removes files and folders over SFTP.

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use russh_sftp::client::error::Error as SftpError;
use russh_sftp::protocol::{File, FileAttributes, FileType, OpenFlags, StatusCode};

use super::connection::SftpConnection;
use super::error;
use crate::file::is_plain_name;
use crate::publish::remote::{EntryKind, FileEnd, ListedEntry, RemoteError};

const CHUNK_BYTES: u64 = 32 * 1024;

/// Read requests of one file in flight at once.
const MAX_READS_IN_FLIGHT: usize = 64;

/// Requests for what is at a path in flight at once. They open nothing on the server, which limits open files.
const MAX_LOOK_UPS_IN_FLIGHT: usize = 512;

/// List requests of one folder in flight at first, and at most: twice as many after each round, because most folders are
/// small. A response holds about a hundred names.
const FIRST_LISTS_IN_FLIGHT: usize = 4;
const MAX_LISTS_IN_FLIGHT: usize = 64;

/// Returns the bytes of the file at `full_path`, at most `max_bytes`; `None` if there is none.
///
/// # Errors
/// If the file is longer, may not be read, or changes while it is read.
pub(super) async fn read(
    connection: &SftpConnection,
    path: &str,
    full_path: &str,
    max_bytes: u64,
) -> Result<Option<Vec<u8>>, RemoteError> {
    let opened = connection.session.open(full_path, OpenFlags::READ, FileAttributes::empty()).await;
    if error::is_status(&opened, StatusCode::NoSuchFile) {
        return Ok(None);
    }
    let handle = opened.map_err(|error| connection.remote_error(path, error))?.handle;
    let bytes = read_all(connection, path, &handle, max_bytes).await;
    let _ = connection.session.close(handle).await;
    bytes.map(Some)
}

/// Returns the size and the last bytes of the file at `full_path`, at most `length`; `None` if there is none.
///
/// # Errors
/// If the file may not be read, or the server does not report its size.
pub(super) async fn read_end(
    connection: &SftpConnection,
    path: &str,
    full_path: &str,
    length: usize,
) -> Result<Option<FileEnd>, RemoteError> {
    let opened = connection.session.open(full_path, OpenFlags::READ, FileAttributes::empty()).await;
    if error::is_status(&opened, StatusCode::NoSuchFile) {
        return Ok(None);
    }
    let handle = opened.map_err(|error| connection.remote_error(path, error))?.handle;
    let end = read_end_of(connection, path, &handle, length as u64).await;
    let _ = connection.session.close(handle).await;
    end.map(Some)
}

async fn read_end_of(
    connection: &SftpConnection,
    path: &str,
    handle: &str,
    length: u64,
) -> Result<FileEnd, RemoteError> {
    let size = size(connection, path, handle).await?;
    let at = size.saturating_sub(length);
    let bytes = read_chunk(connection, handle, at, size - at).await;
    Ok(FileEnd { size, bytes: bytes.map_err(|error| connection.remote_error(path, error))? })
}

/// Returns the size of an open file, in bytes.
async fn size(connection: &SftpConnection, path: &str, handle: &str) -> Result<u64, RemoteError> {
    let stat =
        connection.session.fstat(handle).await.map_err(|error| connection.remote_error(path, error))?;
    stat.attrs.size.ok_or_else(|| RemoteError::Other {
        path: path.to_owned(),
        reason: "the server does not report its size".into(),
    })
}

/// Returns what is at each of `full_paths`; links are not followed.
///
/// # Errors
/// If a folder may not be searched, or the connection is lost.
pub(super) async fn look_up(
    connection: &SftpConnection,
    full_paths: &[String],
) -> Result<Vec<EntryKind>, RemoteError> {
    let look_up_one = |path: String| async move {
        let found = connection.session.lstat(path.clone()).await;
        if error::is_status(&found, StatusCode::NoSuchFile) {
            return Ok(EntryKind::Nothing);
        }
        found.map(|found| kind(&found.attrs)).map_err(|error| connection.remote_error(&path, error))
    };
    let found = stream::iter(full_paths.iter().cloned()).map(look_up_one);
    found.buffered(MAX_LOOK_UPS_IN_FLIGHT).try_collect().await
}

async fn read_all(
    connection: &SftpConnection,
    path: &str,
    handle: &str,
    max_bytes: u64,
) -> Result<Vec<u8>, RemoteError> {
    let other = |reason: String| RemoteError::Other { path: path.to_owned(), reason };
    let size = size(connection, path, handle).await?;
    if size > max_bytes {
        return Err(other(format!("it has {size} bytes, more than {max_bytes}")));
    }
    let starts = (0..size).step_by(CHUNK_BYTES as usize);
    let chunks = stream::iter(starts)
        .map(|at| read_chunk(connection, handle, at, CHUNK_BYTES.min(size - at)))
        .buffered(MAX_READS_IN_FLIGHT)
        .try_collect::<Vec<_>>()
        .await
        .map_err(|error| connection.remote_error(path, error))?;
    let bytes = chunks.concat();
    if bytes.len() as u64 != size {
        return Err(other("it changed while it was read".into()));
    }
    Ok(bytes)
}

/// Returns the bytes of one chunk; fewer only if the file ends there.
async fn read_chunk(
    connection: &SftpConnection,
    handle: &str,
    at: u64,
    length: u64,
) -> Result<Vec<u8>, SftpError> {
    let mut bytes = Vec::new();
    while (bytes.len() as u64) < length {
        let done = bytes.len() as u64;
        let wanted = u32::try_from(length - done).unwrap_or(u32::MAX);
        let read = connection.session.read(handle, at + done, wanted).await;
        if error::is_status(&read, StatusCode::Eof) {
            break;
        }
        let read = read?.data;
        if read.is_empty() {
            break;
        }
        bytes.extend(read);
    }
    Ok(bytes)
}

/// Lists the folder at `full_path`; empty if it does not exist.
///
/// # Errors
/// If the folder exists and cannot be listed.
pub(super) async fn list(
    connection: &SftpConnection,
    path: &str,
    full_path: &str,
) -> Result<Vec<ListedEntry>, RemoteError> {
    let opened = connection.session.opendir(full_path).await;
    if error::is_status(&opened, StatusCode::NoSuchFile) {
        return Ok(Vec::new());
    }
    let handle = opened.map_err(|error| connection.remote_error(path, error))?.handle;
    let listed = list_all(connection, &handle).await;
    let _ = connection.session.close(handle).await;
    listed.map_err(|error| connection.remote_error(path, error))
}

async fn list_all(connection: &SftpConnection, handle: &str) -> Result<Vec<ListedEntry>, SftpError> {
    let mut listed = Vec::new();
    let mut in_flight = FIRST_LISTS_IN_FLIGHT;
    loop {
        for names in join_all((0..in_flight).map(|_| connection.session.readdir(handle))).await {
            if error::is_status(&names, StatusCode::Eof) {
                return Ok(listed);
            }
            listed.extend(
                names?.files.into_iter().filter(|file| is_plain_name(&file.filename)).map(listed_entry),
            );
        }
        in_flight = MAX_LISTS_IN_FLIGHT.min(in_flight * 2);
    }
}

fn listed_entry(file: File) -> ListedEntry {
    let kind = kind(&file.attrs);
    let size = if let EntryKind::File(size) = kind { Some(size) } else { None };
    ListedEntry { name: file.filename, size, is_folder: kind == EntryKind::Folder, etag: None }
}

/// A file whose size is not reported counts as another kind of entry.
fn kind(attributes: &FileAttributes) -> EntryKind {
    match (attributes.permissions.map(|mode| FileType::from(mode & 0o170_000)), attributes.size) {
        (Some(FileType::Dir), _) => EntryKind::Folder,
        (Some(FileType::File), Some(size)) => EntryKind::File(size),
        _ => EntryKind::Other,
    }
}

/// Removes the file at `full_path` if it exists.
///
/// # Errors
/// If the file exists and cannot be removed.
pub(super) async fn remove(
    connection: &SftpConnection,
    path: &str,
    full_path: &str,
) -> Result<(), RemoteError> {
    let removed = connection.session.remove(full_path).await;
    if error::is_status(&removed, StatusCode::NoSuchFile) {
        return Ok(());
    }
    removed.map(|_| ()).map_err(|error| connection.remote_error(path, error))
}

/// Removes the folder at `full_path` if it is empty; servers respond with a general failure if it is not.
///
/// # Errors
/// If permission is missing or the connection is lost.
pub(super) async fn remove_folder(
    connection: &SftpConnection,
    path: &str,
    full_path: &str,
) -> Result<(), RemoteError> {
    let removed = connection.session.rmdir(full_path).await;
    if error::is_status(&removed, StatusCode::NoSuchFile) || error::is_status(&removed, StatusCode::Failure) {
        return Ok(());
    }
    removed.map(|_| ()).map_err(|error| connection.remote_error(path, error))
}
