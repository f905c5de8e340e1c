//! Reads the bytes of an upload in chunks and checks their size and hash.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::remote::{RemoteError, Upload, UploadBody};
use crate::file;
use crate::hash::{Hash, Hasher};

/// The chunks of an upload.
pub(super) struct Chunks<'a> {
    source: ChunkSource<'a>,
    hasher: Hasher,
    remaining: u64,
    expected_hash: Hash,
}

enum ChunkSource<'a> {
    File(File, &'a Path),
    Bytes(&'a [u8]),
}

impl<'a> Chunks<'a> {
    /// Opens the body of `upload`.
    ///
    /// # Errors
    /// [`RemoteError::Local`] if the file cannot be opened or is not a regular file.
    pub(super) fn open(upload: &Upload<'a>) -> Result<Chunks<'a>, RemoteError> {
        let source = match upload.body {
            UploadBody::Bytes(bytes) => ChunkSource::Bytes(bytes),
            UploadBody::File(path) => {
                let open = file::open_regular(path);
                let file = open.map_err(|source| RemoteError::Local { path: path.to_owned(), source })?;
                ChunkSource::File(file, path)
            }
        };
        Ok(Chunks { source, hasher: Hasher::default(), remaining: upload.size, expected_hash: upload.hash })
    }

    /// Returns the next chunk of `max_bytes` bytes, shorter only at the end; `None` after the last one, if size and
    /// hash match. Until then the bytes are not verified.
    ///
    /// # Errors
    /// [`RemoteError::Local`] if the file cannot be read, or its size or hash differs from that of the upload.
    pub(super) fn next(&mut self, max_bytes: usize) -> Result<Option<Vec<u8>>, RemoteError> {
        if self.remaining == 0 {
            return if self.is_at_end()? && self.hasher.clone().finish() == self.expected_hash {
                Ok(None)
            } else {
                Err(self.content_changed())
            };
        }
        let length = usize::try_from(self.remaining).map_or(max_bytes, |remaining| remaining.min(max_bytes));
        let mut chunk = vec![0; length];
        if let Err(error) = self.source.read_exact(&mut chunk) {
            let fewer = error.kind() == io::ErrorKind::UnexpectedEof;
            return Err(if fewer { self.content_changed() } else { self.local_error(error) });
        }
        self.hasher.update(&chunk);
        self.remaining -= length as u64;
        Ok(Some(chunk))
    }

    /// Returns all bytes, for hosts that receive a file in one request.
    ///
    /// # Errors
    /// As for [`Chunks::next`].
    pub(super) fn read_all(mut self) -> Result<Vec<u8>, RemoteError> {
        let size = usize::try_from(self.remaining).map_err(|_| self.content_changed())?;
        let bytes = self.next(size)?.unwrap_or_default();
        if !bytes.is_empty() {
            self.next(size)?;
        }
        Ok(bytes)
    }

    fn is_at_end(&mut self) -> Result<bool, RemoteError> {
        let mut more = [0];
        let read = self.source.read(&mut more).map_err(|error| self.local_error(error))?;
        Ok(read == 0)
    }

    fn local_error(&self, source: io::Error) -> RemoteError {
        let path = match self.source {
            ChunkSource::File(_, path) => path.to_owned(),
            ChunkSource::Bytes(_) => PathBuf::new(),
        };
        RemoteError::Local { path, source }
    }

    fn content_changed(&self) -> RemoteError {
        self.local_error(io::Error::new(io::ErrorKind::InvalidData, "reason-changed"))
    }
}

impl Read for ChunkSource<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            ChunkSource::File(file, _) => file.read(buffer),
            ChunkSource::Bytes(bytes) => bytes.read(buffer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chunks;
    use crate::hash::Hash;
    use crate::publish::remote::{RemoteError, Upload, UploadBody};

    fn upload(bytes: &[u8], size: u64, hash: Hash) -> Upload<'_> {
        Upload { body: UploadBody::Bytes(bytes), size, hash, content_type: "", cache_control: "" }
    }

    /// All chunks are returned if size and hash match; otherwise reading ends with an error.
    #[test]
    fn size_and_hash_are_checked() {
        let hash = Hash::of(b"tin tuc");
        let mut chunks = Chunks::open(&upload(b"tin tuc", 7, hash)).unwrap();
        assert_eq!(chunks.next(4).unwrap().unwrap(), b"tin ");
        assert_eq!(chunks.next(4).unwrap().unwrap(), b"tuc");
        assert!(chunks.next(4).unwrap().is_none());
        assert_eq!(Chunks::open(&upload(b"tin tuc", 7, hash)).unwrap().read_all().unwrap(), b"tin tuc");
        assert!(Chunks::open(&upload(b"", 0, Hash::of(b""))).unwrap().read_all().unwrap().is_empty());
        for changed in [upload(b"tin tux", 7, hash), upload(b"tin tuc.", 7, hash), upload(b"tin tu", 7, hash)]
        {
            let result = Chunks::open(&changed).unwrap().read_all();
            assert!(matches!(result, Err(RemoteError::Local { .. })), "{result:?}");
        }
    }
}
