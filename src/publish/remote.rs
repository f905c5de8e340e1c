//! The interface to a web host, independent of its protocol, and its errors.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::hash::Hash;

/// A folder on a web host.
///
/// Paths are relative to that folder, with `/` between the names, and well formed: no empty name, no `.` or `..`,
/// no control character, never absolute. Every call is atomic: on `Ok` the host has done it; on an error a reader
/// still sees the earlier content or, if the connection broke at the very end, the new content. Up to
/// [`Remote::max_parallel`] threads may call at once. A call that finds its connection broken reports the error,
/// and the next call opens a new connection; retries are up to the caller.
pub trait Remote: Send + Sync {
    /// Returns the best number of parallel calls, which is also the maximum.
    fn max_parallel(&self) -> usize;

    /// Returns the number of files that can be compared with the manifest in a few seconds, if each takes a request.
    fn files_to_compare_at_once(&self) -> usize {
        300
    }

    /// Returns the number of open connections, for display.
    fn open_connections(&self) -> usize;

    /// Returns the bytes of the file at `path`; `None` if there is no such file.
    ///
    /// # Errors
    /// [`RemoteError::Other`] if the file has more than `max_bytes` bytes or is not a file; otherwise if the host
    /// fails.
    fn read(&self, path: &str, max_bytes: u64) -> Result<Option<Vec<u8>>, RemoteError>;

    /// Returns the size of the file at `path` and its last bytes, at most `length`; `None` if there is no such file.
    ///
    /// A host that cannot send a part of a file sends all of it.
    ///
    /// # Errors
    /// As for [`Remote::read`].
    fn read_end(&self, path: &str, length: usize, max_bytes: u64) -> Result<Option<FileEnd>, RemoteError> {
        Ok(self.read(path, max_bytes)?.map(|bytes| FileEnd::of(&bytes, length)))
    }

    /// Returns what is at each of `paths`; `None` if that takes no fewer requests than listing their folders.
    ///
    /// On a host that ignores case or normalization, a file may be found under another spelling.
    ///
    /// # Errors
    /// If the host fails.
    fn look_up(&self, paths: &[&str]) -> Result<Option<Vec<EntryKind>>, RemoteError> {
        let _ = paths;
        Ok(None)
    }

    /// Returns the entries of the folder at `path` (empty for the top), unordered; empty if there is no such folder.
    ///
    /// Names that are not well formed are omitted: bangvang never creates them.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError>;

    /// Lists everything below the top, each entry named by its full path.
    ///
    /// Returns `None` if the host would need a request for each folder, or has more than `max_entries` entries.
    ///
    /// # Errors
    /// If the host fails.
    fn list_all(&self, max_entries: usize) -> Result<Option<Vec<ListedEntry>>, RemoteError> {
        let _ = max_entries;
        Ok(None)
    }

    /// Compares the bytes of the file `listed` at `path` with those of `upload`, without downloading it.
    ///
    /// Returns `None` if the listing is not sufficient. `Some(false)` is only a suspicion, because entity tags are
    /// not always checksums: the caller must read the file to be sure.
    ///
    /// # Errors
    /// If the host fails, or the file of `upload` cannot be read.
    fn has_bytes(
        &self,
        path: &str,
        listed: &ListedEntry,
        upload: &Upload<'_>,
    ) -> Result<Option<bool>, RemoteError> {
        let _ = (path, listed, upload);
        Ok(None)
    }

    /// Uploads `upload` to `path`, creating the folders above it. Readers see either the earlier file or the
    /// complete new one.
    ///
    /// `sent` is called with the number of bytes of each piece that was sent.
    ///
    /// # Errors
    /// If the host fails, is full or denies access, or the local file changed.
    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError>;

    /// Creates a small file; returns false if it already exists. Of several parallel calls exactly one returns
    /// true, as far as the protocol allows.
    ///
    /// # Errors
    /// If the host fails, is full or denies access.
    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError>;

    /// Removes the file at `path`; a missing file is no error. Never removes a folder.
    ///
    /// # Errors
    /// If the host fails or denies access.
    fn remove(&self, path: &str) -> Result<(), RemoteError>;

    /// Removes the folder at `path` if it is empty; a missing folder or one with entries is no error.
    ///
    /// # Errors
    /// If the host fails or denies access.
    fn remove_folder(&self, path: &str) -> Result<(), RemoteError>;
}

/// The size of a file on a host, and its last bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEnd {
    /// Size in bytes of the whole file.
    pub size: u64,
    /// The last bytes.
    pub bytes: Vec<u8>,
}

impl FileEnd {
    /// Returns the end of the file with these bytes, at most `length` of them.
    pub fn of(bytes: &[u8], length: usize) -> FileEnd {
        FileEnd { size: bytes.len() as u64, bytes: bytes[bytes.len().saturating_sub(length)..].to_vec() }
    }
}

/// The kind of an entry at a path of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// No entry.
    Nothing,
    /// A file with this many bytes.
    File(u64),
    /// A directory; a file of that name cannot be uploaded.
    Folder,
    /// A link or a device, which bangvang never creates.
    Other,
}

/// An entry of a folder on a host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedEntry {
    /// Name without the folder, or full path in [`Remote::list_all`].
    pub name: String,
    /// Size in bytes of a file; `None` for folders, links and devices.
    pub size: Option<u64>,
    /// Whether the entry is a folder; false for a link to a folder.
    pub is_folder: bool,
    /// Entity tag of an object, without quotation marks; `None` on hosts without entity tags.
    pub etag: Option<String>,
}

impl ListedEntry {
    /// Returns the kind of the entry.
    pub fn kind(&self) -> EntryKind {
        match (self.is_folder, self.size) {
            (true, _) => EntryKind::Folder,
            (false, Some(size)) => EntryKind::File(size),
            (false, None) => EntryKind::Other,
        }
    }
}

/// A file to upload.
#[derive(Clone, Copy, Debug)]
pub struct Upload<'a> {
    /// Where the bytes come from.
    pub body: UploadBody<'a>,
    /// Size in bytes.
    pub size: u64,
    /// Hash of the content.
    pub hash: Hash,
    /// Value of `Content-Type`, such as `text/html; charset=utf-8`, for hosts that store it.
    pub content_type: &'a str,
    /// Value of `Cache-Control`, for hosts that store it.
    pub cache_control: &'a str,
}

impl<'a> Upload<'a> {
    /// Returns the upload of a record of ours, which no cache may store.
    pub fn record(bytes: &'a [u8], content_type: &'a str) -> Upload<'a> {
        let (body, size, hash) = (UploadBody::Bytes(bytes), bytes.len() as u64, Hash::of(bytes));
        Upload { body, size, hash, content_type, cache_control: "no-store" }
    }
}

/// The source of the bytes of an upload.
#[derive(Clone, Copy, Debug)]
pub enum UploadBody<'a> {
    /// A local file. The upload fails if its size or hash differs from that of the upload.
    File(&'a Path),
    /// Bytes in memory.
    Bytes(&'a [u8]),
}

/// An error of a host or of the connection to it. Never contains a password, a key or a token.
#[derive(Debug)]
pub enum RemoteError {
    /// The host could not be reached: unknown name, no response, no route.
    Unreachable {
        /// The error of the operating system.
        reason: String,
    },
    /// The connection was lost or timed out.
    ConnectionLost {
        /// The error of the operating system or of the protocol.
        reason: String,
    },
    /// The host refused the user, password, key or token.
    LoginRefused {
        /// The user of the login.
        user: String,
    },
    /// The key of the host is not known, and the user did not confirm it.
    UnknownHost {
        /// The host, with its port unless it is the default one.
        host: String,
        /// `SHA256:…` of its key.
        fingerprint: String,
    },
    /// The key of the host is not the recorded one: the host changed, or the connection is intercepted. This cannot
    /// be overridden.
    ChangedHost {
        /// The host, with its port unless it is the default one.
        host: String,
        /// `SHA256:…` of the key that it presented.
        shown: String,
        /// Fingerprints of the recorded keys, or the word `revoked`.
        recorded: Vec<String>,
        /// The known hosts file with these keys.
        file: PathBuf,
    },
    /// The certificate of the host is not trusted.
    Certificate {
        /// Why it is not trusted.
        problem: CertificateProblem,
    },
    /// A key or certificate file on this computer, which the login needs, cannot be used.
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why it cannot be used.
        reason: String,
    },
    /// The host has no space left.
    Full {
        /// The file that did not fit.
        path: String,
    },
    /// The host denies this user access.
    Denied {
        /// The file or folder.
        path: String,
        /// The response of the host.
        reason: String,
    },
    /// Another program has the file open (Windows only).
    InUse {
        /// The file.
        path: String,
    },
    /// The host lacks a required feature, such as encryption.
    Unsupported {
        /// The missing feature, in English.
        reason: String,
    },
    /// A local file could not be read, or changed since the site was built.
    Local {
        /// The file.
        path: PathBuf,
        /// The system's error; `InvalidData` if the content changed.
        source: io::Error,
    },
    /// Any other error that the host reported.
    Other {
        /// The file or folder, or empty.
        path: String,
        /// The response of the host.
        reason: String,
    },
}

/// Why a certificate is not trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateProblem {
    /// `notAfter` lies before the time of this computer.
    Expired,
    /// `notBefore` lies after the time of this computer.
    NotYetValid,
    /// It is for another host name.
    WrongName,
    /// Its issuer is not trusted by this computer.
    UnknownIssuer,
    /// The host sent none.
    Missing,
    /// Any other reason, in the words of the TLS library.
    Other(String),
}

/// A short English sentence, for logs.
impl fmt::Display for CertificateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CertificateProblem::Expired => "it has expired",
            CertificateProblem::NotYetValid => "it is not valid yet",
            CertificateProblem::WrongName => "it is for another host name",
            CertificateProblem::UnknownIssuer => "its issuer is not trusted",
            CertificateProblem::Missing => "the host sent none",
            CertificateProblem::Other(reason) => reason,
        })
    }
}

impl RemoteError {
    /// Returns true if a retry may succeed.
    pub fn is_transient(&self) -> bool {
        matches!(self, RemoteError::Unreachable { .. } | RemoteError::ConnectionLost { .. })
    }
}

/// A short English sentence, for logs; the command line has a translated message for each kind.
impl fmt::Display for RemoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RemoteError::Unreachable { reason } => write!(f, "the host could not be reached: {reason}"),
            RemoteError::ConnectionLost { reason } => write!(f, "the connection was lost: {reason}"),
            RemoteError::LoginRefused { user } => write!(f, "the host refuses to log in `{user}`"),
            RemoteError::UnknownHost { host, fingerprint } => {
                write!(f, "the host `{host}` with the key {fingerprint} is not known")
            }
            RemoteError::ChangedHost { host, shown, file, .. } => {
                write!(f, "`{host}` presents the key {shown}, which is not the one in {}", file.display())
            }
            RemoteError::Certificate { problem } => write!(f, "the certificate is not trusted: {problem}"),
            RemoteError::Unusable { path, reason } => write!(f, "{}: {reason}", path.display()),
            RemoteError::Full { path } => write!(f, "no space left for `{path}`"),
            RemoteError::Denied { path, reason } => write!(f, "access denied: `{path}`: {reason}"),
            RemoteError::InUse { path } => write!(f, "open in another program: `{path}`"),
            RemoteError::Unsupported { reason } => write!(f, "the host cannot do this: {reason}"),
            RemoteError::Local { path, source } => write!(f, "{}: {source}", path.display()),
            RemoteError::Other { path, reason } => write!(f, "`{path}`: {reason}"),
        }
    }
}

impl Error for RemoteError {}

/// Asks the user while a connection is opened.
pub trait LoginPrompt: Sync {
    /// Returns whether to trust `host`, which is not known, with the key of this fingerprint (`SHA256:…`).
    fn trusts(&self, host: &str, fingerprint: &str) -> bool;

    /// Returns the answer to `question`; `None` if there is no user to ask.
    fn secret(&self, question: &SecretQuestion<'_>) -> Option<Secret>;
}

/// A secret that the login needs.
#[derive(Clone, Copy, Debug)]
pub enum SecretQuestion<'a> {
    /// The password of a user.
    Password {
        /// The user name.
        user: &'a str,
        /// The host name.
        host: &'a str,
    },
    /// The passphrase of a private key.
    Passphrase {
        /// The file of the key.
        key: &'a Path,
    },
    /// The ID of an access key for a bucket.
    KeyId {
        /// The bucket.
        bucket: &'a str,
    },
    /// The secret access key for a bucket.
    Key {
        /// The bucket.
        bucket: &'a str,
    },
    /// A prompt in the words of the host (keyboard-interactive authentication).
    ServerPrompt(&'a str),
}

/// A password, a passphrase or a token; its `Debug` output omits the text.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Returns a secret with this text.
    pub fn new(text: String) -> Secret {
        Secret(text)
    }

    /// Returns the text, for the one call that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
