//! The lock file on a host, which shows that a run is in progress.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::publish::release::is_plain;

const VERSION: u32 = 1;

/// The lock file of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockFile {
    version: u32,
    /// Token of the run that holds the lock.
    pub token: String,
    /// User and computer, such as `hoa@may-1`.
    pub by: String,
    /// When the run began.
    pub since: Timestamp,
}

impl LockFile {
    /// Returns the lock file of the run `token`.
    pub fn new(token: &str, by: &str, since: Timestamp) -> LockFile {
        LockFile { version: VERSION, token: token.to_owned(), by: by.to_owned(), since }
    }

    /// Returns the content of the file on the host.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("strings and numbers always serialize")
    }

    /// Parses the content of the file on the host; `None` if it is damaged.
    pub fn parse(json: &[u8]) -> Option<LockFile> {
        let lock_file: LockFile = serde_json::from_slice(json).ok()?;
        (is_plain(&lock_file.by) && is_plain(&lock_file.token)).then_some(lock_file)
    }
}
