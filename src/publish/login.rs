//! What lets a user in.

use std::path::PathBuf;

use crate::publish::remote::Secret;

/// What lets a user in, as far as it is known before anybody is asked, and what is needed on the way.
#[derive(Clone, Debug, Default)]
pub struct Login {
    /// A password, or the passphrase of a key.
    pub password: Option<Secret>,
    /// The first half of a key of a storage, which is no secret by itself.
    pub access_key: Option<Secret>,
    /// Its second half.
    pub secret_key: Option<Secret>,
    /// Of a key that holds for a while.
    pub session_token: Option<Secret>,
    /// The project folder, from which relative paths are meant.
    pub project: PathBuf,
    /// The home folder of who publishes.
    pub home: Option<PathBuf>,
    /// The socket (on Windows the pipe) of the SSH agent.
    pub agent: Option<PathBuf>,
    /// Where SSH hosts are known; those seen first are recorded in the first one.
    pub known_hosts: Vec<PathBuf>,
    /// What tells the unfinished files of this run from those of others; the same when a run is resumed.
    pub run: String,
}
