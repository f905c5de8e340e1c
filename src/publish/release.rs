//! The manifest on a host: the files of a published site, by hash.
//!
//! The manifest acts as a commit record: it is uploaded after every file that it lists, and a file that it does not
//! list is foreign.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;

use crate::file::{ShortPaths, is_host_path};
use crate::hash::Hash;
use crate::media;

pub use crate::plan::PublishClass as Kind;

const VERSION: u32 = 3;

/// What precedes the revision in a manifest.
const REVISION_FIELD: &str = "\"revision\":";

/// About how many bytes of a manifest a file takes.
const BYTES_PER_FILE: usize = 128;

/// The files of a site by path (relative, `/` between the names).
pub type ReleaseFiles = BTreeMap<String, FileEntry>;

/// A published version of a site.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Release {
    /// Identifies the release: twelve hexadecimal digits.
    pub revision: String,
    /// Revision of the release that this one replaced.
    pub parent: Option<String>,
    /// When the run that published it began.
    pub when: Timestamp,
    /// User and computer that published it, such as `hoa@may-1`.
    pub by: String,
    /// Revision whose files were restored, if the release is a rollback.
    #[serde(default)]
    pub restores: Option<String>,
    /// The files of the site.
    pub files: ReleaseFiles,
}

/// One file of a release.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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
    #[serde(default)]
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
        let mut release =
            Release { revision: String::new(), parent, when: *when, by: by.clone(), restores, files };
        let mut named = release.to_json();
        named.extend_from_slice(token.as_bytes());
        release.revision = Hash::of(&named).to_string()[..12].to_owned();
        release
    }

    /// Returns the content of the manifest on the host, one file per line, sorted by path; the facts of the release follow, so
    /// that they can be read without the files.
    ///
    /// A file is `[shared, rest, hash in Base64, size, kind, title, type]`: `shared, rest` is the path in the form of
    /// [`ShortPaths`]; the type is absent if the name of the file has it, and the title too if there is none.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = Vec::with_capacity(BYTES_PER_FILE * self.files.len());
        self.write_json(&mut json).expect("memory accepts everything");
        json
    }

    fn write_json(&self, json: &mut Vec<u8>) -> io::Result<()> {
        let Release { revision, parent, when, by, restores, files } = self;
        write!(json, "{{\"version\":{VERSION},\n\"files\":[")?;
        let mut paths = ShortPaths::default();
        for (path, FileEntry { hash, size, content_type, kind, title }) in files {
            paths.write(json, path)?;
            write!(json, ",\"{}\",{size},{}", hash.to_base64(), json!(kind))?;
            let own_type = (content_type != media::content_type(path)).then_some(content_type);
            if title.is_some() || own_type.is_some() {
                write!(json, ",{}", json!(title))?;
            }
            if let Some(own_type) = own_type {
                write!(json, ",{}", json!(own_type))?;
            }
            json.write_all(b"]")?;
        }
        let facts = json!({
            "revision": revision, "parent": parent, "when": when, "by": by, "restores": restores,
        });
        writeln!(json, "],\n{}", facts.to_string().trim_start_matches('{'))
    }

    /// Returns whether `end`, the last bytes of a manifest, contains its revision; earlier programs wrote it first. In a text
    /// of a manifest, quotation marks have backslashes.
    pub fn ends_with_revision(end: &[u8]) -> bool {
        memchr::memmem::find(end, REVISION_FIELD.as_bytes()).is_some()
    }

    /// Returns the revision of the release in a manifest of this computer; `None` if it does not parse.
    pub fn parse_revision(json: &[u8]) -> Option<String> {
        #[derive(Deserialize)]
        struct Named {
            revision: String,
        }
        serde_json::from_slice(json).ok().map(|named: Named| named.revision)
    }

    /// Returns the hashes of the files of a manifest of this computer; `None` if it does not parse.
    pub fn parse_hashes(json: &[u8]) -> Option<HashSet<Hash>> {
        match serde_json::from_slice::<StoredRelease<'_>>(json) {
            Ok(stored) => stored.files.iter().map(|file| Hash::parse_base64(file.2)).collect(),
            Err(_) => Some(Release::parse(json).ok()?.files.values().map(|file| file.hash).collect()),
        }
    }

    /// Parses a manifest from a host, which is not trusted; also one of version 1 or 2.
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
        let release: Release = if header.version == 1 {
            serde_json::from_slice(json).map_err(damaged)?
        } else {
            let stored: StoredRelease<'_> = serde_json::from_slice(json).map_err(damaged)?;
            stored.release().ok_or_else(|| ReleaseError::Damaged("reason-damaged (files)".to_owned()))?
        };
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

/// A release as [`Release::to_json`] writes it.
#[derive(Deserialize)]
struct StoredRelease<'j> {
    revision: String,
    parent: Option<String>,
    when: Timestamp,
    by: String,
    restores: Option<String>,
    #[serde(borrow)]
    files: Vec<ReleaseLine<'j>>,
}

/// A file: the path in short form, the hash, the size in bytes, the kind, the title and the type.
#[derive(Deserialize)]
struct ReleaseLine<'j>(
    usize,
    #[serde(borrow)] Cow<'j, str>,
    &'j str,
    u64,
    Kind,
    #[serde(default)] Option<String>,
    #[serde(default)] Option<String>,
);

impl StoredRelease<'_> {
    /// Returns the release; `None` if a path or a hash cannot be read.
    fn release(self) -> Option<Release> {
        let mut paths = ShortPaths::default();
        let file = |ReleaseLine(shared, rest, hash, size, kind, title, own_type): ReleaseLine<'_>| {
            let (path, hash) = (paths.read(shared, &rest)?, Hash::parse_base64(hash)?);
            let content_type = own_type.unwrap_or_else(|| media::content_type(&path).to_owned());
            Some((path, FileEntry { hash, size, content_type, kind, title }))
        };
        let StoredRelease { revision, parent, when, by, restores, files } = self;
        let files = files.into_iter().map(file).collect::<Option<ReleaseFiles>>()?;
        Some(Release { revision, parent, when, by, restores, files })
    }
}

/// Returns true if `text` has no control characters, so that it can be shown on a terminal.
pub fn is_plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}
