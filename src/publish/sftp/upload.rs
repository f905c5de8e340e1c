//! Uploads one file over SFTP.

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
use crate::publish::upload_body::Pieces;

/// What every server takes in one packet (draft-ietf-secsh-filexfer-02, section 3).
const PIECE: usize = 32 * 1024;

/// What stopped a file on its way, and whether it is still open on the host.
enum Halted {
    Open(RemoteError),
    Closed(RemoteError),
}

/// One file on its way to its place.
pub(super) struct SftpUpload<'a> {
    pub(super) line: &'a SftpConnection,
    pub(super) place: UploadTarget<'a>,
}

impl SftpUpload<'_> {
    /// Three round trips: open, then write, look and close all at once, then rename.
    pub(super) async fn put(&self, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        self.send(upload, sent).await?;
        let renamed =
            if self.line.abilities.replaces { self.rename_onto().await } else { self.rename_beside().await };
        if renamed.is_err() {
            self.discard().await;
        }
        renamed
    }

    /// Only when nothing is there yet: an ordinary rename fails when something is (section 6.5), so that of several
    /// at once only one is told that it made the file, and nobody ever reads half of it.
    pub(super) async fn create(&self, upload: &Upload<'_>) -> Result<bool, RemoteError> {
        if self.is_there().await? {
            return Ok(false);
        }
        self.send(upload, &|_| ()).await?;
        match self.line.session.rename(self.place.part.clone(), self.place.whole.clone()).await {
            Ok(_) => Ok(true),
            Err(error) => {
                let taken = matches!(error, SftpError::Status(_)) && self.is_there().await?;
                let answer = if taken { Ok(false) } else { Err(self.line.fault(self.place.path, error)) };
                self.discard().await;
                answer
            }
        }
    }

    /// All bytes to the unfinished name.
    async fn send(&self, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let pieces = Pieces::open(upload)?;
        let handle = self.open().await?;
        let (error, open) = match self.fill(&handle, pieces, sent, upload.size).await {
            Ok(()) => return Ok(()),
            Err(Halted::Open(error)) => (error, true),
            Err(Halted::Closed(error)) => (error, false),
        };
        if open && !self.line.is_broken() {
            let _ = self.line.session.close(handle).await;
        }
        self.discard().await;
        Err(error)
    }

    /// Removes the unfinished file, unless the line is broken: then the next try does.
    async fn discard(&self) {
        if !self.line.is_broken() {
            let _ = self.line.session.remove(self.place.part.clone()).await;
        }
    }

    async fn open(&self) -> Result<String, RemoteError> {
        let folder = self.place.folder();
        let known = self.place.is_folder_known();
        let stale = async {
            if let Some(stale) = &self.place.stale {
                let _ = self.line.session.remove(stale.clone()).await;
            }
        };
        // A folder that nobody looked for yet is made on the way; that it is there already is no harm.
        let make = async {
            if !known {
                let _ = self.make(folder).await;
            }
        };
        let (_, _, mut opened) = join3(stale, make, self.open_part()).await;
        if error::says(&opened, StatusCode::NoSuchFile) && !folder.is_empty() {
            let made = self.make_all().await;
            opened = self.open_part().await;
            if let (true, Err(error)) = (opened.is_err(), made) {
                return Err(self.line.fault(self.place.path, error));
            }
        }
        match opened {
            Ok(handle) => {
                if !known {
                    self.place.note_folder();
                }
                Ok(handle)
            }
            Err(error) => {
                self.place.forget_folder();
                Err(self.halted(error, 1).await)
            }
        }
    }

    async fn open_part(&self) -> Result<String, SftpError> {
        let flags = OpenFlags::WRITE | OpenFlags::CREATE | OpenFlags::TRUNCATE;
        let readable = FileAttributes { permissions: Some(0o644), ..FileAttributes::empty() };
        Ok(self.line.session.open(self.place.part.clone(), flags, readable).await?.handle)
    }

    async fn make(&self, folder: &str) -> Result<Status, SftpError> {
        let open_to_all = FileAttributes { permissions: Some(0o755), ..FileAttributes::empty() };
        self.line.session.mkdir(folder, open_to_all).await
    }

    /// Makes the folder of the site and all below it down to that of the file; the last of them tells what went wrong.
    async fn make_all(&self) -> Result<(), SftpError> {
        let mut last = Ok(());
        for folder in self.place.folders() {
            last = self.make(folder).await.map(|_| ());
        }
        last
    }

    async fn fill(
        &self,
        handle: &str,
        mut pieces: Pieces<'_>,
        sent: &dyn Fn(u64),
        size: u64,
    ) -> Result<(), Halted> {
        let mut flying = FuturesUnordered::new();
        let mut at = 0;
        while let Some(piece) = pieces.next(PIECE).map_err(Halted::Open)? {
            let permit = loop {
                tokio::select! {
                    permit = self.line.pieces.acquire() => break permit,
                    Some(done) = flying.next(), if !flying.is_empty() => {
                        sent(self.written(done, size).await.map_err(Halted::Open)?);
                    }
                }
            };
            let length = piece.len() as u64;
            let mut write = Box::pin(self.write(handle, at, piece, permit.ok()));
            at += length;
            // The first look sends it, so that what follows is behind it in the line.
            match poll!(&mut write) {
                Poll::Ready(done) => {
                    sent(self.written(done, size).await.map_err(Halted::Open)?);
                }
                Poll::Pending => flying.push(write),
            }
        }
        let rest = flying.collect::<Vec<_>>();
        let (rest, synced, stat, closed) =
            join4(rest, self.sync(handle), self.line.session.fstat(handle), self.line.session.close(handle))
                .await;
        for done in rest {
            sent(self.written(done, size).await.map_err(Halted::Closed)?);
        }
        for done in [synced, closed.map(|_| ())] {
            if let Err(error) = done {
                return Err(Halted::Closed(self.halted(error, size).await));
            }
        }
        self.verify(stat, size).await.map_err(Halted::Closed)
    }

    async fn write(
        &self,
        handle: &str,
        at: u64,
        piece: Vec<u8>,
        _permit: Option<SemaphorePermit<'_>>,
    ) -> Result<u64, SftpError> {
        let length = piece.len() as u64;
        self.line.session.write(handle, at, piece).await.map(|_| length)
    }

    async fn written(&self, done: Result<u64, SftpError>, size: u64) -> Result<u64, RemoteError> {
        match done {
            Ok(length) => Ok(length),
            Err(error) => Err(self.halted(error, size).await),
        }
    }

    async fn sync(&self, handle: &str) -> Result<(), SftpError> {
        if self.line.abilities.syncs {
            self.line.session.fsync(handle).await?;
        }
        Ok(())
    }

    /// Servers that answer out of order may have looked before the last byte was there: so look again when in doubt.
    async fn verify(&self, stat: Result<Attrs, SftpError>, size: u64) -> Result<(), RemoteError> {
        if stat.is_ok_and(|stat| stat.attrs.size == Some(size)) {
            return Ok(());
        }
        let stat = self.line.session.lstat(self.place.part.clone()).await;
        let stat = stat.map_err(|error| self.line.fault(self.place.path, error))?;
        if stat.attrs.size == Some(size) {
            return Ok(());
        }
        let reason = format!("{} of {size} bytes arrived", stat.attrs.size.unwrap_or(0));
        Err(RemoteError::Broken { reason })
    }

    /// A host says only that it failed when it has no room (section 7), so it is asked how much it has.
    async fn halted(&self, error: SftpError, wanted: u64) -> RemoteError {
        let failed = matches!(&error, SftpError::Status(status) if status.status_code == StatusCode::Failure);
        if failed && self.line.abilities.tells_room {
            let folder = if self.place.folder().is_empty() { "." } else { self.place.folder() };
            if let Ok(room) = self.line.session.statvfs(folder).await {
                let bytes = room.blocks_avail.saturating_mul(room.fragment_size);
                if bytes < wanted || (room.inodes > 0 && room.inodes_avail == 0) {
                    return RemoteError::Full { path: self.place.path.into() };
                }
            }
        }
        self.line.fault(self.place.path, error)
    }

    async fn rename_onto(&self) -> Result<(), RemoteError> {
        let mut paths = Vec::new();
        for path in [&self.place.part, &self.place.whole] {
            let length = u32::try_from(path.len()).unwrap_or(u32::MAX);
            paths.extend(length.to_be_bytes());
            paths.extend(path.as_bytes());
        }
        // The answer is a status either way, and given as a success whatever it says.
        let answer = match self.line.session.extended("posix-rename@openssh.com", paths).await {
            Ok(Packet::Status(status)) if status.status_code == StatusCode::Ok => return Ok(()),
            Ok(Packet::Status(status)) => SftpError::Status(status),
            Ok(_) => SftpError::UnexpectedPacket,
            Err(error) => error,
        };
        Err(self.line.fault(self.place.path, answer))
    }

    async fn rename_beside(&self) -> Result<(), RemoteError> {
        let Err(error) = self.line.session.rename(self.place.part.clone(), self.place.whole.clone()).await
        else {
            return Ok(());
        };
        if matches!(error, SftpError::Status(_)) && self.is_there().await? {
            let reason = "it cannot replace a file in one step (posix-rename@openssh.com)".into();
            return Err(RemoteError::Unable { reason });
        }
        Err(self.line.fault(self.place.path, error))
    }

    async fn is_there(&self) -> Result<bool, RemoteError> {
        let stat = self.line.session.lstat(self.place.whole.clone()).await;
        if error::says(&stat, StatusCode::NoSuchFile) {
            return Ok(false);
        }
        stat.map(|_| true).map_err(|error| self.line.fault(self.place.path, error))
    }
}
