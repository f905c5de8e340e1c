//! Uploads a file over SFTP.

use std::task::Poll;

use futures_util::future::{join3, join4};
use futures_util::poll;
use futures_util::stream::{FuturesUnordered, StreamExt};
use russh_sftp::client::error::Error as SftpError;
use russh_sftp::protocol::{Attrs, FileAttributes, OpenFlags, Packet, Status, StatusCode};
use tokio::sync::SemaphorePermit;

use super::connection::SftpConnection;
use super::error;
use crate::publish::remote::{RemoteError, Upload};
use crate::publish::site_folder::UploadTarget;
use crate::publish::upload_body::Chunks;

/// The length that every server must accept in one packet (draft-ietf-secsh-filexfer-02, section 3).
const CHUNK_BYTES: usize = 32 * 1024;

/// A failed upload, by whether the file handle is still open on the server.
enum WriteError {
    Open(RemoteError),
    Closed(RemoteError),
}

/// The upload of one file.
pub(super) struct SftpUpload<'a> {
    pub(super) connection: &'a SftpConnection,
    pub(super) target: UploadTarget<'a>,
}

impl SftpUpload<'_> {
    /// Uploads a file in three round trips: open; then write, stat and close, all at once; then rename.
    ///
    /// # Errors
    /// If the local file changed, the connection is lost, the disk is full or permission is missing.
    pub(super) async fn put(&self, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        self.send(upload, sent).await?;
        let renamed = if self.connection.features.replaces {
            self.rename_replacing().await
        } else {
            self.rename_new().await
        };
        if renamed.is_err() {
            self.discard().await;
        }
        renamed
    }

    /// Creates a file unless it exists; returns false if it does. A rename without an extension fails if the target
    /// exists (section 6.5), so of several parallel calls only one returns true, and readers never see half of the
    /// file.
    ///
    /// # Errors
    /// As for [`SftpUpload::put`].
    pub(super) async fn create(&self, upload: &Upload<'_>) -> Result<bool, RemoteError> {
        if self.exists().await? {
            return Ok(false);
        }
        self.send(upload, &|_| ()).await?;
        match self.connection.session.rename(self.target.part.clone(), self.target.full_path.clone()).await {
            Ok(_) => Ok(true),
            Err(error) => {
                let exists_now = matches!(error, SftpError::Status(_)) && self.exists().await?;
                let answer = if exists_now {
                    Ok(false)
                } else {
                    Err(self.connection.remote_error(self.target.path, error))
                };
                self.discard().await;
                answer
            }
        }
    }

    /// Writes all bytes to the part file.
    async fn send(&self, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let chunks = Chunks::open(upload)?;
        let handle = self.open().await?;
        let (error, open) = match self.write_chunks(&handle, chunks, sent, upload.size).await {
            Ok(()) => return Ok(()),
            Err(WriteError::Open(error)) => (error, true),
            Err(WriteError::Closed(error)) => (error, false),
        };
        if open && !self.connection.is_broken() {
            let _ = self.connection.session.close(handle).await;
        }
        self.discard().await;
        Err(error)
    }

    /// Removes the part file, unless the connection is lost: then the next attempt does.
    async fn discard(&self) {
        if !self.connection.is_broken() {
            let _ = self.connection.session.remove(self.target.part.clone()).await;
        }
    }

    /// Opens the part file, creating its folder if necessary, and removes a stale part file.
    async fn open(&self) -> Result<String, RemoteError> {
        let folder = self.target.folder();
        let is_known = self.target.is_folder_known();
        let stale = async {
            if let Some(stale) = &self.target.stale {
                let _ = self.connection.session.remove(stale.clone()).await;
            }
        };
        // The first upload to a folder tries to create it in the same round trip; an existing folder is no error.
        let make = async {
            if !is_known {
                let _ = self.create_folder(folder).await;
            }
        };
        let (_, _, mut opened) = join3(stale, make, self.open_part()).await;
        if error::is_status(&opened, StatusCode::NoSuchFile) && !folder.is_empty() {
            let created = self.create_folders().await;
            opened = self.open_part().await;
            if let (true, Err(error)) = (opened.is_err(), created) {
                return Err(self.connection.remote_error(self.target.path, error));
            }
        }
        match opened {
            Ok(handle) => {
                if !is_known {
                    self.target.mark_folder_known();
                }
                Ok(handle)
            }
            Err(error) => {
                self.target.forget_folder();
                Err(self.upload_error(error, 1).await)
            }
        }
    }

    async fn open_part(&self) -> Result<String, SftpError> {
        let flags = OpenFlags::WRITE | OpenFlags::CREATE | OpenFlags::TRUNCATE;
        let readable = FileAttributes { permissions: Some(0o644), ..FileAttributes::empty() };
        Ok(self.connection.session.open(self.target.part.clone(), flags, readable).await?.handle)
    }

    async fn create_folder(&self, folder: &str) -> Result<Status, SftpError> {
        let open_to_all = FileAttributes { permissions: Some(0o755), ..FileAttributes::empty() };
        self.connection.session.mkdir(folder, open_to_all).await
    }

    /// Creates the folder of the site and the folders below it down to that of the file; returns the last result.
    async fn create_folders(&self) -> Result<(), SftpError> {
        let mut last = Ok(());
        for folder in self.target.folders() {
            last = self.create_folder(folder).await.map(|_| ());
        }
        last
    }

    /// Writes all chunks, checks the size and closes the handle.
    async fn write_chunks(
        &self,
        handle: &str,
        mut chunks: Chunks<'_>,
        sent: &dyn Fn(u64),
        size: u64,
    ) -> Result<(), WriteError> {
        let mut in_flight = FuturesUnordered::new();
        let mut at = 0;
        while let Some(chunk) = chunks.next(CHUNK_BYTES).map_err(WriteError::Open)? {
            let permit = loop {
                tokio::select! {
                    permit = self.connection.chunks.acquire() => break permit,
                    Some(done) = in_flight.next(), if !in_flight.is_empty() => {
                        sent(self.written(done, size).await.map_err(WriteError::Open)?);
                    }
                }
            };
            let length = chunk.len() as u64;
            let mut write = Box::pin(self.write(handle, at, chunk, permit.ok()));
            at += length;
            // The first poll sends the request, which keeps the chunks in order.
            match poll!(&mut write) {
                Poll::Ready(done) => {
                    sent(self.written(done, size).await.map_err(WriteError::Open)?);
                }
                Poll::Pending => in_flight.push(write),
            }
        }
        let rest = in_flight.collect::<Vec<_>>();
        let (rest, synced, stat, closed) = join4(
            rest,
            self.sync(handle),
            self.connection.session.fstat(handle),
            self.connection.session.close(handle),
        )
        .await;
        for done in rest {
            sent(self.written(done, size).await.map_err(WriteError::Closed)?);
        }
        for done in [synced, closed.map(|_| ())] {
            if let Err(error) = done {
                return Err(WriteError::Closed(self.upload_error(error, size).await));
            }
        }
        self.verify(stat, size).await.map_err(WriteError::Closed)
    }

    /// Writes one chunk and returns its length in bytes; holds the permit until the server responds.
    async fn write(
        &self,
        handle: &str,
        at: u64,
        chunk: Vec<u8>,
        _permit: Option<SemaphorePermit<'_>>,
    ) -> Result<u64, SftpError> {
        let length = chunk.len() as u64;
        self.connection.session.write(handle, at, chunk).await.map(|_| length)
    }

    async fn written(&self, done: Result<u64, SftpError>, size: u64) -> Result<u64, RemoteError> {
        match done {
            Ok(length) => Ok(length),
            Err(error) => Err(self.upload_error(error, size).await),
        }
    }

    async fn sync(&self, handle: &str) -> Result<(), SftpError> {
        if self.connection.features.syncs {
            self.connection.session.fsync(handle).await?;
        }
        Ok(())
    }

    /// Checks the size of the part file; asks again if it differs, because a server that responds out of order may
    /// have measured it before the last write.
    async fn verify(&self, stat: Result<Attrs, SftpError>, size: u64) -> Result<(), RemoteError> {
        if stat.is_ok_and(|stat| stat.attrs.size == Some(size)) {
            return Ok(());
        }
        let stat = self.connection.session.lstat(self.target.part.clone()).await;
        let stat = stat.map_err(|error| self.connection.remote_error(self.target.path, error))?;
        if stat.attrs.size == Some(size) {
            return Ok(());
        }
        let reason = format!("reason-cut-off ({}/{size} B)", stat.attrs.size.unwrap_or(0));
        Err(RemoteError::ConnectionLost { reason })
    }

    /// Converts an error of an upload. Servers report a full disk as a general failure (section 7), so the free
    /// space is requested.
    async fn upload_error(&self, error: SftpError, wanted: u64) -> RemoteError {
        let failed = matches!(&error, SftpError::Status(status) if status.status_code == StatusCode::Failure);
        if failed && self.connection.features.reports_free_space {
            let folder = if self.target.folder().is_empty() { "." } else { self.target.folder() };
            if let Ok(room) = self.connection.session.statvfs(folder).await {
                let bytes = room.blocks_avail.saturating_mul(room.fragment_size);
                if bytes < wanted || (room.inodes > 0 && room.inodes_avail == 0) {
                    return RemoteError::Full { path: self.target.path.into() };
                }
            }
        }
        self.connection.remote_error(self.target.path, error)
    }

    /// Renames the part file, replacing an existing file.
    async fn rename_replacing(&self) -> Result<(), RemoteError> {
        let mut paths = Vec::new();
        for path in [&self.target.part, &self.target.full_path] {
            let length = u32::try_from(path.len()).unwrap_or(u32::MAX);
            paths.extend(length.to_be_bytes());
            paths.extend(path.as_bytes());
        }
        // The library reports every status response as a success.
        let answer = match self.connection.session.extended("posix-rename@openssh.com", paths).await {
            Ok(Packet::Status(status)) if status.status_code == StatusCode::Ok => return Ok(()),
            Ok(Packet::Status(status)) => SftpError::Status(status),
            Ok(_) => SftpError::UnexpectedPacket,
            Err(error) => error,
        };
        Err(self.connection.remote_error(self.target.path, answer))
    }

    /// Renames the part file without the extension; an error if the file exists.
    async fn rename_new(&self) -> Result<(), RemoteError> {
        let Err(error) =
            self.connection.session.rename(self.target.part.clone(), self.target.full_path.clone()).await
        else {
            return Ok(());
        };
        if matches!(error, SftpError::Status(_)) && self.exists().await? {
            let reason = "reason-no-replacement (posix-rename@openssh.com)".into();
            return Err(RemoteError::Unsupported { reason });
        }
        Err(self.connection.remote_error(self.target.path, error))
    }

    async fn exists(&self) -> Result<bool, RemoteError> {
        let stat = self.connection.session.lstat(self.target.full_path.clone()).await;
        if error::is_status(&stat, StatusCode::NoSuchFile) {
            return Ok(false);
        }
        stat.map(|_| true).map_err(|error| self.connection.remote_error(self.target.path, error))
    }
}
