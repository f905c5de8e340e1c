//! What stands on a host, as the manifest there tells it: a published state of the site, its files by their hashes.
//!
//! The manifest is the record of a commit: it is sent when every file that it names has arrived, and what it does not
//! name is not ours.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::file::is_host_path;
use crate::hash::Hash;

pub use crate::plan::PublishClass as Kind;

const VERSION: u32 = 1;

/// Every file of a site by its path (relative, `/` between the names).
pub type ReleaseFiles = BTreeMap<String, FileEntry>;

/// A published state of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    version: u32,
    /// What it is called: twelve hexadecimal digits.
    pub revision: String,
    /// The revision that stood on the host before.
    pub parent: Option<String>,
    /// When it was sent.
    pub when: Timestamp,
    /// Who sent it: a user and a computer.
    pub by: String,
    /// The revision whose files it brings back, when it undoes others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restores: Option<String>,
    /// Its files.
    pub files: ReleaseFiles,
}

/// One file of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Of its bytes.
    pub hash: Hash,
    /// Bytes.
    pub size: u64,
    /// What HTTP calls it.
    #[serde(rename = "type")]
    pub content_type: String,
    /// When it goes.
    pub kind: Kind,
    /// What readers call it, if it is a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Why a manifest is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseError {
    /// It cannot be read, or names what no manifest of ours would.
    Damaged(String),
    /// A later version of bangvang wrote it.
    Newer,
}

/// Who publishes, and when.
#[derive(Clone, Debug)]
pub struct PublisherInfo {
    /// A user and a computer: `hoa@may-1`.
    pub by: String,
    /// Now.
    pub when: Timestamp,
    /// Of this run alone; tells our lock and our half-done work from those of others.
    pub token: String,
}

impl Release {
    /// The state with `files` that follows `parent`.
    pub fn next(
        files: ReleaseFiles,
        parent: Option<String>,
        restores: Option<String>,
        publisher: &PublisherInfo,
    ) -> Release {
        let PublisherInfo { by, when, token } = publisher;
        let mut release = Release {
            version: VERSION,
            revision: String::new(),
            parent,
            when: *when,
            by: by.clone(),
            restores,
            files,
        };
        let mut named = release.to_json();
        named.extend_from_slice(token.as_bytes());
        release.revision = Hash::of(&named).to_string()[..12].to_owned();
        release
    }

    /// As it lies on the host, one file a line.
    pub fn to_json(&self) -> Vec<u8> {
        let text = serde_json::to_string(self).expect("texts and numbers are always JSON");
        // A hash ends no value but that of a file.
        text.replace("},\"", "},\n\"").into_bytes()
    }

    /// Reads what lies on a host, trusting nothing.
    ///
    /// # Errors
    /// When it is no manifest, is of a later version, or names a path that leads out of the site or to our own records.
    pub fn parse(json: &[u8]) -> Result<Release, ReleaseError> {
        #[derive(Deserialize)]
        struct ReleaseHeader {
            version: u32,
        }
        let damaged = |fault: serde_json::Error| ReleaseError::Damaged(fault.to_string());
        let head: ReleaseHeader = serde_json::from_slice(json).map_err(damaged)?;
        if head.version > VERSION {
            return Err(ReleaseError::Newer);
        }
        let release: Release = serde_json::from_slice(json).map_err(damaged)?;
        let told =
            [&release.revision, &release.by].into_iter().chain(&release.parent).chain(&release.restores);
        if told
            .chain(release.files.values().filter_map(|file| file.title.as_ref()))
            .any(|text| !is_plain(text))
        {
            return Err(ReleaseError::Damaged("a control character".to_owned()));
        }
        match release.files.keys().find(|path| !is_host_path(path)) {
            Some(path) => Err(ReleaseError::Damaged(path.escape_debug().to_string())),
            None => Ok(release),
        }
    }
}

/// Whether `text` may be shown on a terminal.
pub fn is_plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}
