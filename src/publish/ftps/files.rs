//! Reading, listing and removing what stands on the host.

use std::io::{self, Read as _};

use suppaftp::FtpError;

use super::control::Control;
use super::{error, listing};
use crate::publish::remote::{ListedEntry, RemoteError};

/// How often a file is read that comes, goes or changes between two answers of the host.
const READS: usize = 3;

/// The bytes of the file at `whole`; `None` when there is none.
pub(super) fn read(
    control: &mut Control,
    path: &str,
    whole: &str,
    most: u64,
) -> Result<Option<Vec<u8>>, RemoteError> {
    for _ in 1..READS {
        match read_once(control, path, whole, most) {
            // One that came between two answers looks like one that may not be read.
            Err(RemoteError::Denied { .. }) | Ok(Read::Changed) => {}
            Ok(Read::Whole(bytes)) => return Ok(bytes),
            Err(error) => return Err(error),
        }
    }
    match read_once(control, path, whole, most)? {
        Read::Whole(bytes) => Ok(bytes),
        Read::Changed => Err(RemoteError::Broken { reason: format!("{path}: it changes while it is read") }),
    }
}

enum Read {
    /// All bytes, or none when there is no such file.
    Whole(Option<Vec<u8>>),
    /// The bytes are not as many as the host had said just before.
    Changed,
}

fn read_once(control: &mut Control, path: &str, whole: &str, most: u64) -> Result<Read, RemoteError> {
    let size = match control.ftp.size(whole) {
        Ok(size) => Some(size as u64),
        Err(error) if is_absence(&error) => {
            return if is_listed(control, path, whole)? {
                Err(error::of_call(path, error))
            } else {
                Ok(Read::Whole(None))
            };
        }
        Err(error) if matches!(error::code(&error), 500..=504) => None,
        Err(error) => return Err(error::of_call(path, error)),
    };
    let other = |reason: String| RemoteError::Other { path: path.to_owned(), reason };
    if let Some(size) = size.filter(|size| *size > most) {
        return Err(other(format!("it has {size} bytes, more than {most}")));
    }
    let mut stream = match control.ftp.retr_as_stream(whole) {
        Ok(stream) => stream,
        Err(error) if is_absence(&error) && !is_listed(control, path, whole)? => {
            return Ok(Read::Whole(None));
        }
        Err(error) => return Err(error::of_call(path, error)),
    };
    let mut bytes = Vec::new();
    if let Err(error) = (&mut stream).take(most + 1).read_to_end(&mut bytes) {
        // Some hosts do not say goodbye before they hang up, which is no harm when the size is known.
        let cut = error.kind() == io::ErrorKind::UnexpectedEof;
        if !cut || size != Some(bytes.len() as u64) {
            return Err(error::of_io(&error));
        }
    }
    let finished = stream.finish();
    if bytes.len() as u64 > most {
        return Err(other(format!("it has more than {most} bytes")));
    }
    finished.map_err(|error| error::of_call(path, error))?;
    if size.is_some_and(|size| size != bytes.len() as u64) {
        return Ok(Read::Changed);
    }
    Ok(Read::Whole(Some(bytes)))
}

/// What stands in the folder at `whole`. Hosts that list for people are asked from inside the folder, for they take
/// its name apart.
pub(super) fn list(control: &mut Control, path: &str, whole: &str) -> Result<Vec<ListedEntry>, RemoteError> {
    let folder = whole.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(whole);
    match control.ftp.cwd(folder) {
        Err(error) if is_absence(&error) => return Ok(Vec::new()),
        entered => entered.map_err(|error| error::of_call(path, error))?,
    }
    let lines = if control.lists_for_machines {
        control
            .ftp
            .mlsd(None)
            .map(|lines| lines.iter().filter_map(|line| listing::of_machine(line)).collect())
    } else {
        // Without `-a` hosts keep back names that begin with a dot.
        control
            .ftp
            .list(Some("-a"))
            .map(|lines| lines.iter().filter_map(|line| listing::of_person(line)).collect())
    };
    lines.map_err(|error| error::of_call(path, error))
}

/// What stands at `whole`, if anything does.
pub(super) fn find(
    control: &mut Control,
    path: &str,
    whole: &str,
) -> Result<Option<ListedEntry>, RemoteError> {
    let (folder, name) = whole.rsplit_once('/').unwrap_or(("", whole));
    let folder = if folder.is_empty() { "/" } else { folder };
    Ok(list(control, path, folder)?.into_iter().find(|entry| entry.name == name))
}

fn is_listed(control: &mut Control, path: &str, whole: &str) -> Result<bool, RemoteError> {
    find(control, path, whole).map(|found| found.is_some())
}

/// Whether the host says that there is no such file, or that it may not be had: most say the same for both.
pub(super) fn is_absence(error: &FtpError) -> bool {
    matches!(error::code(error), 550 | 450 | 553)
}

/// Removes the file at `whole`.
pub(super) fn remove(control: &mut Control, path: &str, whole: &str) -> Result<(), RemoteError> {
    match control.ftp.rm(whole) {
        Err(error) if is_absence(&error) && !is_listed(control, path, whole)? => Ok(()),
        removed => removed.map_err(|error| error::of_call(path, error)),
    }
}

/// Removes the folder at `whole` when it is empty; the host says the same when it is not, and when it may not.
pub(super) fn remove_folder(control: &mut Control, path: &str, whole: &str) -> Result<(), RemoteError> {
    match control.ftp.rmdir(whole) {
        Err(error) if is_absence(&error) => Ok(()),
        removed => removed.map_err(|error| error::of_call(path, error)),
    }
}
