//! A file of this computer in, the whole file under its name on the host out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Mutex;
use std::thread::sleep;
use std::time::Duration;

use suppaftp::{FtpError, FtpResult, Status};

use super::control::Control;
use super::{fault, files};
use crate::file::part_path;
use crate::hash::Hash;
use crate::publish::body::Pieces;
use crate::publish::remote::{Listed, RemoteError, Upload};
use crate::threads::locked;

const PIECE: usize = 64 * 1024;

/// How long somebody else may take to make a small file before it is taken for left undone.
const TRIES: usize = 20;
const TRY: Duration = Duration::from_millis(500);

/// Where one file is to be.
pub(super) struct Place<'a> {
    /// From the folder of the site, to be told.
    pub(super) path: &'a str,
    /// What stands before every path.
    pub(super) base: &'a str,
    /// Where the file is to be.
    pub(super) whole: String,
    /// Where it is until it is whole.
    pub(super) part: String,
    /// Where an earlier try left it.
    pub(super) stale: Option<String>,
    /// Folders that are there.
    pub(super) folders: &'a Mutex<BTreeSet<String>>,
    /// What tries left behind.
    pub(super) left: &'a Mutex<BTreeMap<String, String>>,
}

impl Place<'_> {
    /// Sends all bytes under another name, looks how many arrived, and renames.
    pub(super) fn put(
        &self,
        control: &mut Control,
        upload: &Upload<'_>,
        sent: &dyn Fn(u64),
    ) -> Result<(), RemoteError> {
        // Nothing is asked of the host for a file that cannot be read.
        let pieces = Pieces::open(upload)?;
        if let Some(stale) = &self.stale {
            let _ = control.ftp.rm(stale);
        }
        let done = self
            .send(control, pieces, sent)
            .and_then(|()| self.verify(control, upload.size))
            .and_then(|()| self.rename(control));
        if let Err(error) = &done {
            self.discard(control, error);
        }
        done
    }

    /// Nothing in the protocol makes a file only when there is none, but making a folder fails when there is one: so
    /// a folder beside the file is held while it is looked for and made.
    pub(super) fn create(&self, control: &mut Control, upload: &Upload<'_>) -> Result<bool, RemoteError> {
        let guard = part_path(&self.whole, &Hash::of(b""), "", 0);
        if files::find(control, self.path, &self.whole)?.is_some() {
            return Ok(false);
        }
        let _ = self.make_all(control);
        let mut refusals = 0;
        for round in 0..=TRIES {
            let Err(error) = control.ftp.mkdir(&guard) else {
                let made = self.create_held(control, upload);
                let _ = control.ftp.rmdir(&guard);
                return made;
            };
            if !matches!(fault::code(&error), 500..=599) {
                return Err(fault::of_call(self.path, error));
            }
            if files::find(control, self.path, &self.whole)?.is_some() {
                return Ok(false);
            }
            // A guard that is not there was given back just now, or may not be made at all.
            refusals = if files::find(control, self.path, &guard)?.is_none() { refusals + 1 } else { 0 };
            if refusals > 3 {
                return Err(fault::of_call(self.path, error));
            }
            if round + 1 == TRIES {
                let _ = control.ftp.rmdir(&guard);
            } else {
                sleep(TRY);
            }
        }
        Err(RemoteError::Other { path: self.path.into(), reason: "somebody else is about to make it".into() })
    }

    fn create_held(&self, control: &mut Control, upload: &Upload<'_>) -> Result<bool, RemoteError> {
        if files::find(control, self.path, &self.whole)?.is_some() {
            return Ok(false);
        }
        self.put(control, upload, &|_| ()).map(|()| true)
    }

    fn folder(&self) -> &str {
        self.whole.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    fn send(
        &self,
        control: &mut Control,
        mut pieces: Pieces<'_>,
        sent: &dyn Fn(u64),
    ) -> Result<(), RemoteError> {
        let known = self.folder().is_empty() || locked(self.folders).contains(self.folder());
        if !known {
            // That it is there already is no harm.
            let _ = control.ftp.mkdir(self.folder());
        }
        let mut opened = control.ftp.put_with_stream(&self.part);
        if opened.as_ref().is_err_and(files::is_absence) {
            locked(self.folders).remove(self.folder());
            self.make_all(control)?;
            opened = control.ftp.put_with_stream(&self.part);
        }
        let mut stream = opened.map_err(|error| fault::of_call(self.path, error))?;
        if !known {
            locked(self.folders).insert(self.folder().to_owned());
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
            (_, Err(error @ FtpError::UnexpectedResponse(_))) => Err(fault::of_sending(self.path, error)),
            (Err(error), _) => Err(fault::of_io(&error)),
            (Ok(()), finished) => finished.map_err(|error| fault::of_sending(self.path, error)),
        }
    }

    /// Makes the folder of the site and all below it down to that of the file; what is there already is no harm.
    fn make_all(&self, control: &mut Control) -> Result<(), RemoteError> {
        let top = self.base.trim_end_matches('/').len();
        let folder = self.folder();
        let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
        for end in ends.filter(|end| *end >= top && *end > 0) {
            match control.ftp.mkdir(&folder[..end]) {
                Err(error @ FtpError::ConnectionError(_)) => return Err(fault::of_call(self.path, error)),
                _ => continue,
            }
        }
        Ok(())
    }

    fn verify(&self, control: &mut Control, size: u64) -> Result<(), RemoteError> {
        let arrived = match control.ftp.size(&self.part) {
            Ok(arrived) => Some(arrived as u64),
            Err(error) if matches!(fault::code(&error), 500..=504) => {
                files::find(control, self.path, &self.part)?.and_then(|listed| listed.size)
            }
            Err(error) => return Err(fault::of_call(self.path, error)),
        };
        if arrived == Some(size) {
            return Ok(());
        }
        let reason = format!("{} of {size} bytes arrived", arrived.unwrap_or(0));
        Err(RemoteError::Broken { reason })
    }

    /// Most hosts replace a file by renaming onto it; where that is refused, the file of before is moved aside, and
    /// back when the new one cannot take its place.
    fn rename(&self, control: &mut Control) -> Result<(), RemoteError> {
        let told = |error| fault::of_call(self.path, error);
        rename_from(control, &self.part).map_err(told)?;
        let Err(error) = rename_to(control, &self.whole) else { return Ok(()) };
        let aside = part_path(&self.whole, &Hash::of(b"aside"), "", control.nth);
        let is_file = |found: &Listed| found.size.is_some() && !found.folder;
        let replaceable = files::is_absence(&error)
            && files::find(control, self.path, &self.whole)?.as_ref().is_some_and(is_file)
            && control.ftp.rename(&self.whole, &aside).is_ok();
        if !replaceable {
            return Err(told(error));
        }
        match control.ftp.rename(&self.part, &self.whole) {
            Ok(()) => {
                let _ = control.ftp.rm(&aside);
                Ok(())
            }
            Err(error) => {
                let _ = control.ftp.rename(&aside, &self.whole);
                Err(told(error))
            }
        }
    }

    /// Removes the unfinished file, or remembers it for the next try when the line is broken.
    fn discard(&self, control: &mut Control, error: &RemoteError) {
        let broken = matches!(error, RemoteError::Broken { .. });
        if broken || control.ftp.rm(&self.part).is_err_and(|error| !files::is_absence(&error)) {
            locked(self.left).insert(self.whole.clone(), self.part.clone());
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
