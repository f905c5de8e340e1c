//! The credentials and local paths that a login needs.

use std::path::PathBuf;

use crate::publish::remote::Secret;

/// Credentials that are known before the user is asked, and local paths.
#[derive(Clone, Debug, Default)]
pub struct Login {
    /// A password, or the passphrase of a private key.
    pub password: Option<Secret>,
    /// ID of an S3 access key; not secret by itself.
    pub access_key: Option<Secret>,
    /// Secret access key that belongs to `access_key`.
    pub secret_key: Option<Secret>,
    /// Session token of temporary S3 credentials.
    pub session_token: Option<Secret>,
    /// The project folder, to which relative paths refer.
    pub project: PathBuf,
    /// The home folder of the user.
    pub home: Option<PathBuf>,
    /// The socket (on Windows the pipe) of the SSH agent.
    pub agent: Option<PathBuf>,
    /// Known hosts files; keys of new hosts are recorded in the first one.
    pub known_hosts: Vec<PathBuf>,
    /// Distinguishes the part files of this run from those of others; unchanged when a run is resumed.
    pub run: String,
}
