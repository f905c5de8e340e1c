//! Reading, listing and removing what stands on the host.

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use russh_sftp::client::error::Error as SftpError;
use russh_sftp::protocol::{File, FileAttributes, FileType, OpenFlags, StatusCode};

use super::connection::SftpConnection;
use super::error;
use crate::file::is_plain_name;
use crate::publish::remote::{ListedEntry, RemoteError};

const PIECE: u64 = 32 * 1024;

/// Reads of one file on their way at once.
const READS: usize = 32;

/// Lists of one folder on their way at once; each holds about a hundred names.
const LISTS: usize = 4;

/// The bytes of the file at `whole`; `None` when there is none.
pub(super) async fn read(
    line: &SftpConnection,
    path: &str,
    whole: &str,
    most: u64,
) -> Result<Option<Vec<u8>>, RemoteError> {
    let opened = line.session.open(whole, OpenFlags::READ, FileAttributes::empty()).await;
    if error::says(&opened, StatusCode::NoSuchFile) {
        return Ok(None);
    }
    let handle = opened.map_err(|error| line.fault(path, error))?.handle;
    let bytes = read_all(line, path, &handle, most).await;
    let _ = line.session.close(handle).await;
    bytes.map(Some)
}

async fn read_all(
    line: &SftpConnection,
    path: &str,
    handle: &str,
    most: u64,
) -> Result<Vec<u8>, RemoteError> {
    let other = |reason: String| RemoteError::Other { path: path.to_owned(), reason };
    let stat = line.session.fstat(handle).await.map_err(|error| line.fault(path, error))?;
    let size = stat.attrs.size.ok_or_else(|| other("its size is not told".into()))?;
    if size > most {
        return Err(other(format!("it has {size} bytes, more than {most}")));
    }
    let starts = (0..size).step_by(PIECE as usize);
    let pieces = stream::iter(starts)
        .map(|at| read_piece(line, handle, at, PIECE.min(size - at)))
        .buffered(READS)
        .try_collect::<Vec<_>>()
        .await
        .map_err(|error| line.fault(path, error))?;
    let bytes = pieces.concat();
    if bytes.len() as u64 != size {
        return Err(other("it changed while it was read".into()));
    }
    Ok(bytes)
}

/// The bytes of one piece; fewer only when the file ends there.
async fn read_piece(line: &SftpConnection, handle: &str, at: u64, length: u64) -> Result<Vec<u8>, SftpError> {
    let mut bytes = Vec::new();
    while (bytes.len() as u64) < length {
        let done = bytes.len() as u64;
        let wanted = u32::try_from(length - done).unwrap_or(u32::MAX);
        let read = line.session.read(handle, at + done, wanted).await;
        if error::says(&read, StatusCode::Eof) {
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

/// What stands in the folder at `whole`.
pub(super) async fn list(
    line: &SftpConnection,
    path: &str,
    whole: &str,
) -> Result<Vec<ListedEntry>, RemoteError> {
    let opened = line.session.opendir(whole).await;
    if error::says(&opened, StatusCode::NoSuchFile) {
        return Ok(Vec::new());
    }
    let handle = opened.map_err(|error| line.fault(path, error))?.handle;
    let listed = list_all(line, &handle).await;
    let _ = line.session.close(handle).await;
    listed.map_err(|error| line.fault(path, error))
}

async fn list_all(line: &SftpConnection, handle: &str) -> Result<Vec<ListedEntry>, SftpError> {
    let mut listed = Vec::new();
    loop {
        for names in join_all((0..LISTS).map(|_| line.session.readdir(handle))).await {
            if error::says(&names, StatusCode::Eof) {
                return Ok(listed);
            }
            listed.extend(names?.files.into_iter().filter(|file| is_plain_name(&file.filename)).map(of_file));
        }
    }
}

fn of_file(file: File) -> ListedEntry {
    let kind = file.attrs.permissions.map(|mode| FileType::from(mode & 0o170_000));
    let size = file.attrs.size.filter(|_| kind == Some(FileType::File));
    ListedEntry { name: file.filename, size, folder: kind == Some(FileType::Dir), tag: None }
}

/// Removes the file at `whole`.
pub(super) async fn remove(line: &SftpConnection, path: &str, whole: &str) -> Result<(), RemoteError> {
    let removed = line.session.remove(whole).await;
    if error::says(&removed, StatusCode::NoSuchFile) {
        return Ok(());
    }
    removed.map(|_| ()).map_err(|error| line.fault(path, error))
}

/// Removes the folder at `whole` when it is empty; a host says only that it failed when it is not.
pub(super) async fn remove_folder(line: &SftpConnection, path: &str, whole: &str) -> Result<(), RemoteError> {
    let removed = line.session.rmdir(whole).await;
    if error::says(&removed, StatusCode::NoSuchFile) || error::says(&removed, StatusCode::Failure) {
        return Ok(());
    }
    removed.map(|_| ()).map_err(|error| line.fault(path, error))
}
