//! The manifest on a host: the files of a published site, by hash.
//!
//! The manifest acts as a commit record: it is uploaded after every file that it lists, and a file that it does not
//! list is foreign.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::file::is_host_path;
use crate::hash::Hash;

pub use crate::plan::PublishClass as Kind;

const VERSION: u32 = 1;

/// The files of a site by path (relative, `/` between the names).
pub type ReleaseFiles = BTreeMap<String, FileEntry>;

/// A published version of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    version: u32,
    /// Identifies the release: twelve hexadecimal digits.
    pub revision: String,
    /// Revision of the release that this one replaced.
    pub parent: Option<String>,
    /// When the run that published it began.
    pub when: Timestamp,
    /// User and computer that published it, such as `hoa@may-1`.
    pub by: String,
    /// Revision whose files were restored, if the release is a rollback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restores: Option<String>,
    /// The files of the site.
    pub files: ReleaseFiles,
}

/// One file of a release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Hash of the content.
    pub hash: Hash,
    /// Size in bytes.
    pub size: u64,
    /// Value of the HTTP header `Content-Type`.
    #[serde(rename = "type")]
    pub content_type: String,
    /// Class of the file, which decides the order of uploads.
    pub kind: Kind,
    /// Title of a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Why a manifest could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseError {
    /// It does not parse, or lists a path that no manifest of ours would; the text says which.
    Damaged(String),
    /// A later version of bangvang wrote it.
    Newer,
}

/// The user who publishes, and when.
#[derive(Clone, Debug)]
pub struct PublisherInfo {
    /// User and computer: `hoa@may-1`.
    pub by: String,
    /// Time at which the run began.
    pub when: Timestamp,
    /// Unique for each run; distinguishes its lock and progress file from those of others.
    pub token: String,
}

impl Release {
    /// Returns the release with `files` that follows `parent`.
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

    /// Returns the content of the manifest on the host, one file per line.
    pub fn to_json(&self) -> Vec<u8> {
        let text = serde_json::to_string(self).expect("strings and numbers always serialize");
        // Only the value of a file ends with an object.
        text.replace("},\"", "},\n\"").into_bytes()
    }

    /// Parses a manifest from a host, which is not trusted.
    ///
    /// # Errors
    /// [`ReleaseError::Newer`] for a later version; [`ReleaseError::Damaged`] if it does not parse, contains control
    /// characters, or lists a path outside the site or a path of our own records.
    pub fn parse(json: &[u8]) -> Result<Release, ReleaseError> {
        #[derive(Deserialize)]
        struct ReleaseHeader {
            version: u32,
        }
        let damaged = |error: serde_json::Error| ReleaseError::Damaged(format!("reason-damaged ({error})"));
        let header: ReleaseHeader = serde_json::from_slice(json).map_err(damaged)?;
        if header.version > VERSION {
            return Err(ReleaseError::Newer);
        }
        let release: Release = serde_json::from_slice(json).map_err(damaged)?;
        let texts =
            [&release.revision, &release.by].into_iter().chain(&release.parent).chain(&release.restores);
        if texts
            .chain(release.files.values().filter_map(|file| file.title.as_ref()))
            .any(|text| !is_plain(text))
        {
            return Err(ReleaseError::Damaged("reason-damaged (control character)".to_owned()));
        }
        match release.files.keys().find(|path| !is_host_path(path)) {
            Some(path) => Err(ReleaseError::Damaged(format!("reason-damaged ({})", path.escape_debug()))),
            None => Ok(release),
        }
    }
}

/// Returns true if `text` has no control characters, so that it can be shown on a terminal.
pub fn is_plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}
