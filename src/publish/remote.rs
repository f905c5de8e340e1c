//! What a web host can do, whatever protocol it speaks, and what can go wrong with it.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::hash::Hash;

/// A folder on a web host.
///
/// Paths are relative to that folder, with `/` between the names, and well formed: no empty name, no `.` or `..`, no
/// control character, never absolute. Every call is whole: when it gives `Ok`, the host has done it; when it gives an
/// error, a reader still sees what was there before or, if the line broke at the very end, what was to come.
/// Calls may come from [`Remote::lanes`] threads at once. A call that finds its connection broken opens a new one by
/// itself the next time; it does not retry, which is for its caller.
pub trait Remote: Send + Sync {
    /// How many calls at once serve best; also how many threads may call.
    fn lanes(&self) -> usize;

    /// How many connections are open, to be told.
    fn connections(&self) -> usize;

    /// The bytes of the file at `path`, which has at most `most` bytes; `None` when there is no such file.
    fn read(&self, path: &str, most: u64) -> Result<Option<Vec<u8>>, RemoteError>;

    /// What stands in the folder at `path` (empty for the top), in no order; nothing when there is no such folder.
    ///
    /// Files whose names are not well formed are left out: nothing of ours is called so.
    fn list(&self, path: &str) -> Result<Vec<ListedEntry>, RemoteError>;

    /// Lists everything below the top, each entry named by its whole path.
    ///
    /// Gives `None` when the host cannot do this with fewer requests than one for each folder, or has more than
    /// `most_entries`.
    fn list_all(&self, most_entries: usize) -> Result<Option<Vec<ListedEntry>>, RemoteError> {
        let _ = most_entries;
        Ok(None)
    }

    /// Compares the bytes of the file `listed` at `path` with those of `upload`, without reading it over a network.
    ///
    /// Gives `None` when the host does not tell enough. `Some(false)` is a suspicion: entity tags are not always
    /// checksums, so the caller reads the file before it relies on it.
    fn has_bytes(
        &self,
        path: &str,
        listed: &ListedEntry,
        upload: &Upload<'_>,
    ) -> Result<Option<bool>, RemoteError> {
        let _ = (path, listed, upload);
        Ok(None)
    }

    /// Makes `upload` the file at `path`, with the folders above it. Readers see the file of before or the whole new one.
    ///
    /// `sent` is called with the number of bytes of each piece that went over the line.
    fn put(&self, path: &str, upload: &Upload<'_>, sent: &dyn Fn(u64)) -> Result<(), RemoteError>;

    /// Makes a small file that must not be there yet; `false` when it is. Of several at once exactly one is told `true`,
    /// as far as the host can tell.
    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, RemoteError>;

    /// Removes the file at `path`; no error when it is gone already. A folder is never removed by this.
    fn remove(&self, path: &str) -> Result<(), RemoteError>;

    /// Removes the folder at `path` if it is empty; no error when it is not, or is gone already.
    fn remove_folder(&self, path: &str) -> Result<(), RemoteError>;
}

/// Something that stands in a folder of a host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListedEntry {
    /// Its name, without the folder.
    pub name: String,
    /// Bytes of a file; `None` for folders, links and devices.
    pub size: Option<u64>,
    /// Whether it is a folder, not followed through a link.
    pub folder: bool,
    /// The entity tag of an object, without quotation marks; `None` on hosts that have none.
    pub tag: Option<String>,
}

/// A file on its way to a host.
#[derive(Clone, Copy, Debug)]
pub struct Upload<'a> {
    /// Its bytes.
    pub body: UploadBody<'a>,
    /// How many.
    pub size: u64,
    /// Of its bytes.
    pub hash: Hash,
    /// What HTTP calls it, such as `text/html; charset=utf-8`; for hosts that keep it.
    pub content_type: &'a str,
    /// How long readers may keep it, as `Cache-Control` says it; for hosts that keep it.
    pub cache_control: &'a str,
}

impl<'a> Upload<'a> {
    /// A record of ours, which nobody on the way may keep.
    pub fn of_record(bytes: &'a [u8], content_type: &'a str) -> Upload<'a> {
        let (body, size, hash) = (UploadBody::Bytes(bytes), bytes.len() as u64, Hash::of(bytes));
        Upload { body, size, hash, content_type, cache_control: "no-store" }
    }
}

/// Where the bytes of an upload come from.
#[derive(Clone, Copy, Debug)]
pub enum UploadBody<'a> {
    /// A file on this computer. A file whose bytes or number are not those of the upload is refused.
    File(&'a Path),
    /// These bytes.
    Bytes(&'a [u8]),
}

/// What went wrong with a host. Never holds a password, a key or a token.
#[derive(Debug)]
pub enum RemoteError {
    /// The host was not reached: no such name, nobody answers, no route.
    Unreachable {
        /// What the system said.
        reason: String,
    },
    /// The line broke, or was silent for too long.
    Broken {
        /// What the system said.
        reason: String,
    },
    /// The host knows no such user, password, key or token.
    Refused {
        /// The user that was tried.
        user: String,
    },
    /// This host was never seen before, and nobody said that it may be trusted.
    UnknownHost {
        /// The host, with its port unless it is the usual one.
        host: String,
        /// `SHA256:…` of its key.
        fingerprint: String,
    },
    /// The host is not the one that was seen before, or somebody stands between. There is no way around this.
    ChangedHost {
        /// The host, with its port unless it is the usual one.
        host: String,
        /// `SHA256:…` of the key that it shows now.
        shown: String,
        /// Those that were recorded for it, or the word `revoked`.
        recorded: Vec<String>,
        /// Where they were recorded.
        file: PathBuf,
    },
    /// The certificate of the host cannot be trusted.
    Certificate {
        /// Why.
        doubt: CertificateProblem,
    },
    /// A key or a certificate of this computer, without which nobody is let in, is of no use.
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The host has no room left.
    Full {
        /// The file that found no room.
        path: String,
    },
    /// The host does not let this user do that.
    Denied {
        /// The file or folder.
        path: String,
        /// What the host said.
        reason: String,
    },
    /// Another program has the file open, as programs do on Windows.
    Held {
        /// The file.
        path: String,
    },
    /// The host lacks something that is needed, such as encryption.
    Unable {
        /// What is missing.
        reason: String,
    },
    /// A file on this computer could not be read, or is not what it was when the site was built.
    Local {
        /// The file.
        path: PathBuf,
        /// What the system said; `InvalidData` for other bytes.
        source: io::Error,
    },
    /// Anything else that the host said.
    Other {
        /// The file or folder, or nothing.
        path: String,
        /// What the host said.
        reason: String,
    },
}

/// What is wrong with a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateProblem {
    /// Its time is over.
    Expired,
    /// Its time has not come.
    Early,
    /// It is of another name.
    OtherName,
    /// Nobody whom this computer knows vouches for it.
    Unknown,
    /// There is none.
    Absent,
    /// Something rarer, as the library words it.
    Other(String),
}

/// Short English for logs.
impl fmt::Display for CertificateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CertificateProblem::Expired => "it has expired",
            CertificateProblem::Early => "it is not valid yet",
            CertificateProblem::OtherName => "it is of another name",
            CertificateProblem::Unknown => "nobody known vouches for it",
            CertificateProblem::Absent => "there is none",
            CertificateProblem::Other(reason) => reason,
        })
    }
}

impl RemoteError {
    /// Whether the same may go well a little later.
    pub fn is_transient(&self) -> bool {
        matches!(self, RemoteError::Unreachable { .. } | RemoteError::Broken { .. })
    }
}

/// Short English for logs; the command line words each kind for its reader.
impl fmt::Display for RemoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RemoteError::Unreachable { reason } => write!(f, "the host was not reached: {reason}"),
            RemoteError::Broken { reason } => write!(f, "the line broke: {reason}"),
            RemoteError::Refused { user } => write!(f, "the host does not let `{user}` in"),
            RemoteError::UnknownHost { host, fingerprint } => {
                write!(f, "the host `{host}` with the key {fingerprint} was never seen before")
            }
            RemoteError::ChangedHost { host, shown, file, .. } => {
                write!(f, "`{host}` shows the key {shown}, which is not the one in {}", file.display())
            }
            RemoteError::Certificate { doubt } => write!(f, "the certificate cannot be trusted: {doubt}"),
            RemoteError::Unusable { path, reason } => write!(f, "{}: {reason}", path.display()),
            RemoteError::Full { path } => write!(f, "no room for `{path}`"),
            RemoteError::Denied { path, reason } => write!(f, "not allowed: `{path}`: {reason}"),
            RemoteError::Held { path } => write!(f, "open in another program: `{path}`"),
            RemoteError::Unable { reason } => write!(f, "the host cannot do this: {reason}"),
            RemoteError::Local { path, source } => write!(f, "{}: {source}", path.display()),
            RemoteError::Other { path, reason } => write!(f, "`{path}`: {reason}"),
        }
    }
}

impl Error for RemoteError {}

/// What the person in front of the computer is asked while a connection is made.
pub trait LoginPrompt: Sync {
    /// Whether the host `host`, never seen before, with the key of this fingerprint (`SHA256:…`) may be trusted.
    fn trusts(&self, host: &str, fingerprint: &str) -> bool;

    /// The answer to `question`; `None` when nobody can be asked.
    fn secret(&self, question: &Question<'_>) -> Option<Secret>;
}

/// What lets a user in and is not known yet.
#[derive(Clone, Copy, Debug)]
pub enum Question<'a> {
    /// The password of this user of this host.
    Password {
        /// The user.
        user: &'a str,
        /// The host.
        host: &'a str,
    },
    /// What opens a key.
    Passphrase {
        /// Its file.
        key: &'a Path,
    },
    /// The name of a key of this bucket.
    KeyId {
        /// The bucket.
        bucket: &'a str,
    },
    /// The key of that name.
    Key {
        /// The bucket.
        bucket: &'a str,
    },
    /// What the host asks in its own words.
    Own(&'a str),
}

/// A password, a passphrase or a token: never printed, not even for debugging.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Holds `text`.
    pub fn new(text: String) -> Secret {
        Secret(text)
    }

    /// The text itself, for the one place that needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
