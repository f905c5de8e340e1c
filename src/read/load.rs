//! Reads one file of the project into a [`Source`].

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::file::{self, FileStamp};
use crate::hash::Hash;
use crate::picture;
use crate::read::decode::decode;
use crate::source::{Lines, Source, SourceContent, SourceId, Span, Text};

/// The largest text that is read: an article of bytes.
const MAX_ARTICLE_BYTES: u64 = 2 * 1024 * 1024;
/// The largest YAML file in bytes; 60,000 awards take about four million.
const MAX_RECORDS_BYTES: u64 = 16 * 1024 * 1024;

/// Files up to this size in bytes are compared with what was read even when their stamps are the same.
const SMALL_BYTES: u64 = 256 * 1024;

/// How often a file is read that changes while it is read, or that gives an error.
const MAX_READS: usize = 3;

/// Where a file is that shall be read.
pub struct FileLocation {
    /// The name of its source.
    pub id: SourceId,
    /// The path from the project folder.
    pub path: Text,
    /// Where it lies; no link itself, but folders above it may be.
    pub disk: PathBuf,
}

/// A file that was found and shall be read.
pub struct FoundFile {
    /// Where it is.
    pub spot: FileLocation,
    /// What the file system says of it.
    pub stamp: FileStamp,
}

impl Deref for FoundFile {
    type Target = FileLocation;

    fn deref(&self) -> &FileLocation {
        &self.spot
    }
}

/// How the reading of a file ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadOutcome {
    /// All of it was read.
    Read,
    /// It could not be read.
    Unreadable,
    /// It could not be read because another program keeps it for itself.
    Held,
}

/// A file as it was read.
pub struct LoadedFile {
    /// The source.
    pub source: Arc<Source>,
    /// What is wrong with the file.
    pub faults: Vec<Diagnostic>,
    /// Whether it could be read.
    pub outcome: LoadOutcome,
}

/// What is held of a file, and what is wrong with it.
type Contents = (Hash, SourceContent, Vec<Diagnostic>);

/// Reads `file` when it lies below `top`, the real path of the project; without one that is not looked at.
///
/// A file that changes while it is read is read again.
pub fn load(file: &FoundFile, top: Option<&Path>) -> LoadedFile {
    let mut attempt = try_load(file, top);
    for _ in 1..MAX_READS {
        match &attempt {
            Ok((_, _, true)) => break,
            Err(fault) if file::is_in_use(fault) => break,
            Ok((_, _, false)) | Err(_) => attempt = try_load(file, top),
        }
    }
    let (stamp, (hash, content, faults), outcome) = match attempt {
        Ok((stamp, contents, _)) => (stamp, contents, LoadOutcome::Read),
        Err(fault) => {
            let outcome = if file::is_in_use(&fault) { LoadOutcome::Held } else { LoadOutcome::Unreadable };
            (file.stamp, unreadable(file, &fault), outcome)
        }
    };
    let source = Source {
        id: file.id,
        path: file.path.clone(),
        disk: file.disk.clone(),
        length: stamp.length,
        stamp,
        hash,
        content,
        lines: Lines::default(),
    };
    LoadedFile { source: Arc::new(source), faults, outcome }
}

/// The contents of a file, its stamp before they were read, and whether it is the same afterwards.
fn try_load(file: &FoundFile, top: Option<&Path>) -> io::Result<(FileStamp, Contents, bool)> {
    let mut opened = file::open_below(&file.disk, top)?;
    let stamp = FileStamp::from_metadata(&opened.metadata()?);
    let contents = match largest(&file.path) {
        Some(limit) => read_text(file, &mut opened, stamp.length, limit)?,
        None => {
            let (hash, content) = hashed(file, &mut opened, stamp.length)?;
            (hash, content, Vec::new())
        }
    };
    let after = FileStamp::from_metadata(&opened.metadata()?);
    Ok((stamp, contents, after == stamp))
}

/// The largest size in bytes of a file that is held as text; `None` for files that are only copied.
fn largest(path: &str) -> Option<u64> {
    let path = &path.to_lowercase();
    let parts: Vec<&str> = path.split('/').collect();
    let text = match parts.as_slice() {
        ["content", "static", ..] => false,
        ["content", ..] => [".md", ".yaml", ".yml"].iter().any(|end| path.ends_with(end)),
        ["themes", _, "static", ..] => path.ends_with(".css"),
        ["themes", _, _, ..] => true,
        _ => false,
    };
    text.then_some(if path.ends_with(".md") { MAX_ARTICLE_BYTES } else { MAX_RECORDS_BYTES })
}

fn read_text(file: &FoundFile, opened: &mut File, length: u64, limit: u64) -> io::Result<Contents> {
    let mut bytes = Vec::new();
    if length <= limit {
        bytes.reserve_exact(length as usize + 1);
        opened.take(limit + 1).read_to_end(&mut bytes)?;
    }
    let length = length.max(bytes.len() as u64);
    if length > limit {
        let fault = Diagnostic::new(Code::TooLarge, file.id)
            .arg("size", length.div_ceil(1 << 20).to_string())
            .arg("limit", (limit >> 20).to_string());
        return Ok((Hash::of(b""), SourceContent::Unusable(Text::from("")), vec![fault]));
    }
    let decoded = decode(&bytes, &file.path, file.id);
    let content = if decoded.usable {
        SourceContent::Text(decoded.text)
    } else {
        SourceContent::Unusable(decoded.text)
    };
    Ok((Hash::of(&bytes), content, decoded.diagnostics))
}

/// The hash of a file that is no text, and what it is. Only pictures of authors are looked into.
fn hashed(file: &FoundFile, opened: &mut File, length: u64) -> io::Result<(Hash, SourceContent)> {
    // A file that grows is not followed for ever.
    let mut opened = opened.take(length);
    if !file.path.starts_with("content/") {
        return Ok((Hash::of_reader(opened)?.0, SourceContent::File));
    }
    let mut start = Vec::with_capacity(picture::PEEK);
    opened.by_ref().take(picture::PEEK as u64).read_to_end(&mut start)?;
    let extension = file.path.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase());
    if !picture::is_one(&start, &extension) {
        return Ok((Hash::of_reader(Cursor::new(start).chain(opened))?.0, SourceContent::File));
    }
    if length > picture::MAX_PICTURE_BYTES {
        let (hash, _) = Hash::of_reader(Cursor::new(start).chain(opened))?;
        return Ok((hash, SourceContent::Picture(Err(picture::PictureError::Bytes))));
    }
    let mut bytes = start;
    opened.read_to_end(&mut bytes)?;
    let content = picture::head(&bytes, &extension).map_or(SourceContent::File, SourceContent::Picture);
    Ok((Hash::of(&bytes), content))
}

/// Whether the file of `known`, whose stamp is the same as when it was read, has the same bytes, if it is small.
///
/// A file that another program keeps for itself counts as the same until it can be read.
pub fn has_same_bytes(known: &Source, top: Option<&Path>) -> bool {
    if known.length > SMALL_BYTES || known.disk.as_os_str().is_empty() {
        return true;
    }
    let mut bytes = Vec::with_capacity(known.length as usize + 1);
    let read = file::open_below(&known.disk, top)
        .and_then(|opened| opened.take(known.length + 1).read_to_end(&mut bytes));
    match (read, &known.content) {
        (Err(fault), _) => file::is_in_use(&fault),
        // Much cheaper than a hash, and true of nearly every text.
        (Ok(_), SourceContent::Text(text)) if text.as_bytes() == bytes => true,
        (Ok(_), _) => Hash::of(&bytes) == known.hash,
    }
}

fn unreadable(file: &FoundFile, fault: &io::Error) -> Contents {
    let diagnostic = Diagnostic::new(Code::Unreadable, Span::top(file.id))
        .arg("file", &file.path)
        .arg("reason", fault.to_string());
    (Hash::of(b""), SourceContent::Unusable(Text::from("")), vec![diagnostic])
}
