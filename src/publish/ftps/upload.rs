//! Uploads one file over FTP.

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
use crate::publish::upload_body::Pieces;

const PIECE: usize = 64 * 1024;

/// How long somebody else may take to make a small file before it is taken for left undone.
const TRIES: usize = 20;
const TRY: Duration = Duration::from_millis(500);

/// One file on its way to its place, on a connection of its own.
pub(super) struct FtpsUpload<'a> {
    pub(super) control: &'a mut Control,
    pub(super) place: UploadTarget<'a>,
}

impl FtpsUpload<'_> {
    /// Sends all bytes under another name, looks how many arrived, and renames.
    pub(super) fn put(&mut self, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        // Nothing is asked of the host for a file that cannot be read.
        let pieces = Pieces::open(upload)?;
        if let Some(stale) = &self.place.stale {
            let _ = self.control.ftp.rm(stale);
        }
        let done =
            self.send(pieces, sent).and_then(|()| self.verify(upload.size)).and_then(|()| self.rename());
        if let Err(error) = &done {
            self.discard(error);
        }
        done
    }

    /// Nothing in the protocol makes a file only when there is none, but making a folder fails when there is one: so
    /// a folder beside the file is held while it is looked for and made.
    pub(super) fn create(&mut self, upload: &Upload<'_>) -> Result<bool, RemoteError> {
        let guard = part_path(&self.place.whole, &Hash::of(b""), "", 0);
        if files::find(self.control, self.place.path, &self.place.whole)?.is_some() {
            return Ok(false);
        }
        let _ = self.make_all();
        let mut refusals = 0;
        for round in 0..=TRIES {
            let Err(error) = self.control.ftp.mkdir(&guard) else {
                let made = self.create_held(upload);
                let _ = self.control.ftp.rmdir(&guard);
                return made;
            };
            if !matches!(error::code(&error), 500..=599) {
                return Err(error::of_call(self.place.path, error));
            }
            if files::find(self.control, self.place.path, &self.place.whole)?.is_some() {
                return Ok(false);
            }
            // A guard that is not there was given back just now, or may not be made at all.
            refusals =
                if files::find(self.control, self.place.path, &guard)?.is_none() { refusals + 1 } else { 0 };
            if refusals > 3 {
                return Err(error::of_call(self.place.path, error));
            }
            if round + 1 == TRIES {
                let _ = self.control.ftp.rmdir(&guard);
            } else {
                sleep(TRY);
            }
        }
        Err(RemoteError::Other {
            path: self.place.path.into(),
            reason: "somebody else is about to make it".into(),
        })
    }

    fn create_held(&mut self, upload: &Upload<'_>) -> Result<bool, RemoteError> {
        if files::find(self.control, self.place.path, &self.place.whole)?.is_some() {
            return Ok(false);
        }
        self.put(upload, &|_| ()).map(|()| true)
    }

    fn send(&mut self, mut pieces: Pieces<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError> {
        let known = self.place.is_folder_known();
        if !known {
            // That it is there already is no harm.
            let _ = self.control.ftp.mkdir(self.place.folder());
        }
        let mut opened = self.control.ftp.put_with_stream(&self.place.part);
        if opened.as_ref().is_err_and(files::is_absence) {
            self.place.forget_folder();
            self.make_all()?;
            opened = self.control.ftp.put_with_stream(&self.place.part);
        }
        let mut stream = opened.map_err(|error| error::of_call(self.place.path, error))?;
        if !known {
            self.place.note_folder();
        }
        let mut moved = Ok(());
        while let Some(piece) = pieces.next(PIECE)? {
            moved = stream.write_all(&piece);
            if moved.is_err() {
                break;
            }
            sent(piece.len() as u64);
        }
        // What the host says tells more than how the transfer broke: that the disk is full, for one.
        let finished = stream.finish();
        match (moved, finished) {
            (_, Err(error @ FtpError::UnexpectedResponse(_))) => {
                Err(error::of_sending(self.place.path, error))
            }
            (Err(error), _) => Err(error::of_io(&error)),
            (Ok(()), finished) => finished.map_err(|error| error::of_sending(self.place.path, error)),
        }
    }

    /// Makes the folder of the site and all below it down to that of the file; what is there already is no harm.
    fn make_all(&mut self) -> Result<(), RemoteError> {
        for folder in self.place.folders() {
            match self.control.ftp.mkdir(folder) {
                Err(error @ FtpError::ConnectionError(_)) => {
                    return Err(error::of_call(self.place.path, error));
                }
                _ => continue,
            }
        }
        Ok(())
    }

    fn verify(&mut self, size: u64) -> Result<(), RemoteError> {
        let arrived = match self.control.ftp.size(&self.place.part) {
            Ok(arrived) => Some(arrived as u64),
            Err(error) if matches!(error::code(&error), 500..=504) => {
                files::find(self.control, self.place.path, &self.place.part)?.and_then(|listed| listed.size)
            }
            Err(error) => return Err(error::of_call(self.place.path, error)),
        };
        if arrived == Some(size) {
            return Ok(());
        }
        let reason = format!("{} of {size} bytes arrived", arrived.unwrap_or(0));
        Err(RemoteError::Broken { reason })
    }

    /// Most hosts replace a file by renaming onto it; where that is refused, the file of before is moved aside, and
    /// back when the new one cannot take its place.
    fn rename(&mut self) -> Result<(), RemoteError> {
        let told = |error| error::of_call(self.place.path, error);
        rename_from(self.control, &self.place.part).map_err(told)?;
        let Err(error) = rename_to(self.control, &self.place.whole) else { return Ok(()) };
        let aside = part_path(&self.place.whole, &Hash::of(b"aside"), "", self.control.nth);
        let is_file = |found: &ListedEntry| found.size.is_some() && !found.folder;
        let replaceable = files::is_absence(&error)
            && files::find(self.control, self.place.path, &self.place.whole)?.as_ref().is_some_and(is_file)
            && self.control.ftp.rename(&self.place.whole, &aside).is_ok();
        if !replaceable {
            return Err(told(error));
        }
        match self.control.ftp.rename(&self.place.part, &self.place.whole) {
            Ok(()) => {
                let _ = self.control.ftp.rm(&aside);
                Ok(())
            }
            Err(error) => {
                let _ = self.control.ftp.rename(&aside, &self.place.whole);
                Err(told(error))
            }
        }
    }

    /// Removes the unfinished file, or remembers it for the next try when the line is broken.
    fn discard(&mut self, error: &RemoteError) {
        let broken = matches!(error, RemoteError::Broken { .. });
        if broken || self.control.ftp.rm(&self.place.part).is_err_and(|error| !files::is_absence(&error)) {
            self.place.leave();
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
