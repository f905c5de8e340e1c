//! Reads the bytes of an upload in pieces, and checks that they are those that were promised.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::remote::{RemoteError, Upload, UploadBody};
use crate::file;
use crate::hash::{Hash, Hasher};

/// The bytes of an upload, in pieces.
pub(super) struct Pieces<'a> {
    source: PieceSource<'a>,
    hasher: Hasher,
    left: u64,
    wanted: Hash,
}

enum PieceSource<'a> {
    File(File, &'a Path),
    Bytes(&'a [u8]),
}

impl<'a> Pieces<'a> {
    /// Opens the body of `upload`.
    pub(super) fn open(upload: &Upload<'a>) -> Result<Pieces<'a>, RemoteError> {
        let source = match upload.body {
            UploadBody::Bytes(bytes) => PieceSource::Bytes(bytes),
            UploadBody::File(path) => {
                let open = file::open_regular(path);
                let file = open.map_err(|source| RemoteError::Local { path: path.to_owned(), source })?;
                PieceSource::File(file, path)
            }
        };
        Ok(Pieces { source, hasher: Hasher::default(), left: upload.size, wanted: upload.hash })
    }

    /// The next bytes, as many as `most` unless they are the last; `None` after the last, when they were as many and
    /// the same as the upload says. Until then, what was sent is not to be trusted.
    pub(super) fn next(&mut self, most: usize) -> Result<Option<Vec<u8>>, RemoteError> {
        if self.left == 0 {
            return if self.is_at_end()? && self.hasher.clone().finish() == self.wanted {
                Ok(None)
            } else {
                Err(self.other_bytes())
            };
        }
        let length = usize::try_from(self.left).map_or(most, |left| left.min(most));
        let mut piece = vec![0; length];
        if let Err(error) = self.source.read_exact(&mut piece) {
            let fewer = error.kind() == io::ErrorKind::UnexpectedEof;
            return Err(if fewer { self.other_bytes() } else { self.local(error) });
        }
        self.hasher.update(&piece);
        self.left -= length as u64;
        Ok(Some(piece))
    }

    /// All bytes at once, for hosts that take a file in one request.
    pub(super) fn all(mut self) -> Result<Vec<u8>, RemoteError> {
        let size = usize::try_from(self.left).map_err(|_| self.other_bytes())?;
        let bytes = self.next(size)?.unwrap_or_default();
        if !bytes.is_empty() {
            self.next(size)?;
        }
        Ok(bytes)
    }

    fn is_at_end(&mut self) -> Result<bool, RemoteError> {
        let mut more = [0];
        let read = self.source.read(&mut more).map_err(|error| self.local(error))?;
        Ok(read == 0)
    }

    fn local(&self, source: io::Error) -> RemoteError {
        let path = match self.source {
            PieceSource::File(_, path) => path.to_owned(),
            PieceSource::Bytes(_) => PathBuf::new(),
        };
        RemoteError::Local { path, source }
    }

    fn other_bytes(&self) -> RemoteError {
        self.local(io::Error::new(
            io::ErrorKind::InvalidData,
            "it is not what it was when the site was built",
        ))
    }
}

impl Read for PieceSource<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            PieceSource::File(file, _) => file.read(buffer),
            PieceSource::Bytes(bytes) => bytes.read(buffer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pieces;
    use crate::hash::Hash;
    use crate::publish::remote::{RemoteError, Upload, UploadBody};

    fn upload(bytes: &[u8], size: u64, hash: Hash) -> Upload<'_> {
        Upload { body: UploadBody::Bytes(bytes), size, hash, content_type: "", cache_control: "" }
    }

    /// Bytes come whole when they are what was promised, and never with an `Ok` at their end when they are not.
    #[test]
    fn bytes_are_held_against_the_promise() {
        let hash = Hash::of(b"tin tuc");
        let mut pieces = Pieces::open(&upload(b"tin tuc", 7, hash)).unwrap();
        assert_eq!(pieces.next(4).unwrap().unwrap(), b"tin ");
        assert_eq!(pieces.next(4).unwrap().unwrap(), b"tuc");
        assert!(pieces.next(4).unwrap().is_none());
        assert_eq!(Pieces::open(&upload(b"tin tuc", 7, hash)).unwrap().all().unwrap(), b"tin tuc");
        assert!(Pieces::open(&upload(b"", 0, Hash::of(b""))).unwrap().all().unwrap().is_empty());
        for wrong in [upload(b"tin tux", 7, hash), upload(b"tin tuc.", 7, hash), upload(b"tin tu", 7, hash)] {
            let told = Pieces::open(&wrong).unwrap().all();
            assert!(matches!(told, Err(RemoteError::Local { .. })), "{told:?}");
        }
    }
}
