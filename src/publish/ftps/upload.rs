//! Uploads a file over FTP.

use std::io::Write;
use std::thread::sleep;
use std::time::Duration;

use suppaftp::{FtpError, FtpResult, Status};

use super::control::Control;
use super::{error, files};
use crate::file::part_path;
use crate::hash::Hash;
use crate::publish::remote::{ListedEntry, RemoteError, Upload};
use crate::publish::site_folder::UploadTarget;
use crate::publish::upload_body::Chunks;

const CHUNK_BYTES: usize = 64 * 1024;

/// Attempts at creating the guard folder, before a guard of another process is taken for abandoned.
const MAX_GUARD_ATTEMPTS: usize = 20;
const GUARD_RETRY_DELAY: Duration = Duration::from_millis(500);

/// The upload of one file on one connection.
pub(super) struct FtpsUpload<'a> {
    pub(super) control: &'a mut Control,
    pub(super) target: UploadTarget<'a>,
}

impl FtpsUpload<'_> {
    /// Uploads the file as a part file, checks its size, and renames it.
    ///
    /// # Errors
    /// If the local file changed, the connection is lost, the disk is full or permission is missing.
    pub(super) fn put(&mut self, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        // Open the local file first: if it cannot be read, nothing is requested from the server.
        let chunks = Chunks::open(upload)?;
        if let Some(stale) = &self.target.stale {
            let _ = self.control.ftp.rm(stale);
        }
        let done =
            self.send(chunks, sent).and_then(|()| self.verify(upload.size)).and_then(|()| self.rename());
        if let Err(error) = &done {
            self.discard(error);
        }
        done
    }

    /// Creates the file unless it exists; returns false if it does.
    ///
    /// FTP cannot create a file only if it does not exist, but `MKD` fails if the folder exists: a guard folder
    /// beside the file serves as a mutex.
    ///
    /// # Errors
    /// As for [`FtpsUpload::put`], and if another process holds the guard too long.
    pub(super) fn create(&mut self, upload: &Upload<'_>) -> Result<bool, RemoteError> {
        let guard = part_path(&self.target.full_path, &Hash::of(b""), "", 0);
        if files::find(self.control, self.target.path, &self.target.full_path)?.is_some() {
            return Ok(false);
        }
        let _ = self.create_folders();
        let mut refusals = 0;
        for round in 0..=MAX_GUARD_ATTEMPTS {
            let Err(error) = self.control.ftp.mkdir(&guard) else {
                let created = self.create_guarded(upload);
                let _ = self.control.ftp.rmdir(&guard);
                return created;
            };
            if !matches!(error::code(&error), 500..=599) {
                return Err(error::command_error(self.target.path, error));
            }
            if files::find(self.control, self.target.path, &self.target.full_path)?.is_some() {
                return Ok(false);
            }
            // If the guard does not exist, it was removed just now, or this user may not create it at all.
            refusals =
                if files::find(self.control, self.target.path, &guard)?.is_none() { refusals + 1 } else { 0 };
            if refusals > 3 {
                return Err(error::command_error(self.target.path, error));
            }
            if round + 1 == MAX_GUARD_ATTEMPTS {
                let _ = self.control.ftp.rmdir(&guard);
            } else {
                sleep(GUARD_RETRY_DELAY);
            }
        }
        Err(RemoteError::Other {
            path: self.target.path.into(),
            reason: "another process is about to create it".into(),
        })
    }

    fn create_guarded(&mut self, upload: &Upload<'_>) -> Result<bool, RemoteError> {
        if files::find(self.control, self.target.path, &self.target.full_path)?.is_some() {
            return Ok(false);
        }
        self.put(upload, &|_| ()).map(|()| true)
    }

    fn send(&mut self, mut chunks: Chunks<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let is_known = self.target.is_folder_known();
        if !is_known {
            // An existing folder is no error.
            let _ = self.control.ftp.mkdir(self.target.folder());
        }
        let mut opened = self.control.ftp.put_with_stream(&self.target.part);
        if opened.as_ref().is_err_and(files::is_absence) {
            self.target.forget_folder();
            self.create_folders()?;
            opened = self.control.ftp.put_with_stream(&self.target.part);
        }
        let mut stream = opened.map_err(|error| error::command_error(self.target.path, error))?;
        if !is_known {
            self.target.mark_folder_known();
        }
        let mut written = Ok(());
        while let Some(chunk) = chunks.next(CHUNK_BYTES)? {
            written = stream.write_all(&chunk);
            if written.is_err() {
                break;
            }
            sent(chunk.len() as u64);
        }
        // The server's response explains more than the I/O error, for example that the disk is full.
        let finished = stream.finish();
        match (written, finished) {
            (_, Err(error @ FtpError::UnexpectedResponse(_))) => {
                Err(error::transfer_error(self.target.path, error))
            }
            (Err(error), _) => Err(error::io_error(&error)),
            (Ok(()), finished) => finished.map_err(|error| error::transfer_error(self.target.path, error)),
        }
    }

    /// Creates the folder of the site and the folders below it down to that of the file; existing ones are no error.
    fn create_folders(&mut self) -> Result<(), RemoteError> {
        for folder in self.target.folders() {
            match self.control.ftp.mkdir(folder) {
                Err(error @ FtpError::ConnectionError(_)) => {
                    return Err(error::command_error(self.target.path, error));
                }
                _ => continue,
            }
        }
        Ok(())
    }

    /// Checks that the part file has `size` bytes.
    fn verify(&mut self, size: u64) -> Result<(), RemoteError> {
        let stored = match self.control.ftp.size(&self.target.part) {
            Ok(stored) => Some(stored as u64),
            Err(error) if matches!(error::code(&error), 500..=504) => {
                files::find(self.control, self.target.path, &self.target.part)?.and_then(|listed| listed.size)
            }
            Err(error) => return Err(error::command_error(self.target.path, error)),
        };
        if stored == Some(size) {
            return Ok(());
        }
        let reason = format!("reason-cut-off ({}/{size} B)", stored.unwrap_or(0));
        Err(RemoteError::ConnectionLost { reason })
    }

    /// Renames the part file to its final name. Most servers replace an existing file; if a server refuses to, the
    /// existing file is moved aside, and moved back if the rename fails again.
    fn rename(&mut self) -> Result<(), RemoteError> {
        let convert = |error| error::command_error(self.target.path, error);
        rename_from(self.control, &self.target.part).map_err(convert)?;
        let Err(error) = rename_to(self.control, &self.target.full_path) else { return Ok(()) };
        let aside = part_path(&self.target.full_path, &Hash::of(b"aside"), "", self.control.nth);
        let is_file = |found: &ListedEntry| found.size.is_some() && !found.is_folder;
        let replaceable = files::is_absence(&error)
            && files::find(self.control, self.target.path, &self.target.full_path)?
                .as_ref()
                .is_some_and(is_file)
            && self.control.ftp.rename(&self.target.full_path, &aside).is_ok();
        if !replaceable {
            return Err(convert(error));
        }
        match self.control.ftp.rename(&self.target.part, &self.target.full_path) {
            Ok(()) => {
                let _ = self.control.ftp.rm(&aside);
                Ok(())
            }
            Err(error) => {
                let _ = self.control.ftp.rename(&aside, &self.target.full_path);
                Err(convert(error))
            }
        }
    }

    /// Removes the part file, or records it for the next attempt if the connection is lost.
    fn discard(&mut self, error: &RemoteError) {
        let is_lost = matches!(error, RemoteError::ConnectionLost { .. });
        if is_lost || self.control.ftp.rm(&self.target.part).is_err_and(|error| !files::is_absence(&error)) {
            self.target.mark_left_behind();
        }
    }
}

fn rename_from(control: &mut Control, path: &str) -> FtpResult<()> {
    control.ftp.custom_command(format!("RNFR {path}"), &[Status::RequestFilePending]).map(|_| ())
}

fn rename_to(control: &mut Control, path: &str) -> FtpResult<()> {
    let done = &[Status::RequestedFileActionOk, Status::CommandOk];
    control.ftp.custom_command(format!("RNTO {path}"), done).map(|_| ())
}
