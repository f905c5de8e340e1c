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

/// Maximum size of an article, in bytes.
const MAX_ARTICLE_BYTES: u64 = 2 * 1024 * 1024;
/// Maximum size of a YAML file or a file of a theme, in bytes; 60,000 awards take about four million.
const MAX_RECORDS_BYTES: u64 = 16 * 1024 * 1024;

/// Files up to this size, in bytes, are compared with what was read of them even if their stamps are the same.
const SMALL_BYTES: u64 = 256 * 1024;

/// How often to read a file that changes while it is read, or whose reading fails.
const MAX_READS: usize = 3;

/// The location of a file to read.
pub struct FileLocation {
    /// The id of its source.
    pub id: SourceId,
    /// The path from the project folder.
    pub path: Text,
    /// The path on the disk; not a symbolic link itself, but folders in it may be.
    pub disk: PathBuf,
}

/// A file to read.
pub struct FoundFile {
    /// Its path, and the id of its source.
    pub location: FileLocation,
    /// Its size and times, from the file system.
    pub stamp: FileStamp,
}

impl Deref for FoundFile {
    type Target = FileLocation;

    fn deref(&self) -> &FileLocation {
        &self.location
    }
}

/// How reading a file ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadOutcome {
    /// The whole file was read.
    Read,
    /// The file could not be read.
    Unreadable,
    /// The file could not be read because another program has it locked.
    Locked,
}

/// The result of reading a file.
pub struct LoadedFile {
    /// The source; unusable if the file could not be read.
    pub source: Arc<Source>,
    /// The errors and warnings about the file.
    pub diagnostics: Vec<Diagnostic>,
    /// How the reading ended.
    pub outcome: LoadOutcome,
}

/// The hash and the content of a file, and the errors and warnings about it.
type Contents = (Hash, SourceContent, Vec<Diagnostic>);

/// Reads `file` if it lies below `top`, the canonical path of the project; with `None`, any file.
///
/// A file that changes while it is read is read again: [`MAX_READS`] times in all.
pub fn load(file: &FoundFile, top: Option<&Path>) -> LoadedFile {
    let mut attempt = try_load(file, top);
    for _ in 1..MAX_READS {
        match &attempt {
            Ok((_, _, true)) => break,
            Err(error) if file::is_in_use(error) => break,
            Ok((_, _, false)) | Err(_) => attempt = try_load(file, top),
        }
    }
    let (stamp, (hash, content, diagnostics), outcome) = match attempt {
        Ok((stamp, contents, _)) => (stamp, contents, LoadOutcome::Read),
        Err(error) => {
            let outcome = if file::is_in_use(&error) { LoadOutcome::Locked } else { LoadOutcome::Unreadable };
            (file.stamp, unreadable(file, &error), outcome)
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
    LoadedFile { source: Arc::new(source), diagnostics, outcome }
}

/// Returns the contents of a file, its stamp before they were read, and whether the stamp is the same afterwards.
fn try_load(file: &FoundFile, top: Option<&Path>) -> io::Result<(FileStamp, Contents, bool)> {
    let mut opened = file::open_below(&file.disk, top)?;
    let stamp = FileStamp::from_metadata(&opened.metadata()?);
    let contents = match max_text_bytes(&file.path) {
        Some(limit) => read_text(file, &mut opened, stamp.length, limit)?,
        None => {
            let (hash, content) = hash_file(file, &mut opened, stamp.length)?;
            (hash, content, Vec::new())
        }
    };
    let after = FileStamp::from_metadata(&opened.metadata()?);
    Ok((stamp, contents, after == stamp))
}

/// Returns the maximum size, in bytes, of a file that is read as text; `None` for files that are only copied.
fn max_text_bytes(path: &str) -> Option<u64> {
    let path = &path.to_lowercase();
    let parts: Vec<&str> = path.split('/').collect();
    let text = match parts.as_slice() {
        ["content", "static", ..] => false,
        ["content", ..] => [".md", ".yaml", ".yml"].iter().any(|end| path.ends_with(end)),
        ["themes", _, "static", ..] => path.ends_with(".css") || path.ends_with(".js"),
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
        let diagnostic = Diagnostic::new(Code::TooLarge, file.id)
            .arg("size", length.div_ceil(1 << 20).to_string())
            .arg("limit", (limit >> 20).to_string());
        return Ok((Hash::of(b""), SourceContent::Unusable(Text::from("")), vec![diagnostic]));
    }
    Ok(decoded_contents(&bytes, &file.path, file.id))
}

fn decoded_contents(bytes: &[u8], path: &str, id: SourceId) -> Contents {
    let decoded = decode(bytes, path, id);
    let content = if decoded.usable {
        SourceContent::Text(decoded.text)
    } else {
        SourceContent::Unusable(decoded.text)
    };
    (Hash::of(bytes), content, decoded.diagnostics)
}

/// Returns the source `known`, a file of text, as it would be with the content `bytes`; the disk is not read.
pub fn with_bytes(known: &Source, bytes: &[u8]) -> LoadedFile {
    let (hash, content, diagnostics) = decoded_contents(bytes, &known.path, known.id);
    let length = bytes.len() as u64;
    let source = Source { length, hash, content, lines: Lines::default(), ..known.clone() };
    LoadedFile { source: Arc::new(source), diagnostics, outcome: LoadOutcome::Read }
}

/// Returns the hash of a file that is not text, and its content. Only pictures below `content/` are inspected.
fn hash_file(file: &FoundFile, opened: &mut File, length: u64) -> io::Result<(Hash, SourceContent)> {
    // A file that grows meanwhile is read up to its first length only.
    let mut opened = opened.take(length);
    if !file.path.starts_with("content/") {
        return Ok((Hash::of_reader(opened)?.0, SourceContent::File));
    }
    let mut start = Vec::with_capacity(picture::SIGNATURE_BYTES);
    opened.by_ref().take(picture::SIGNATURE_BYTES as u64).read_to_end(&mut start)?;
    let extension = file.path.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase());
    if !picture::is_picture(&start, &extension) {
        return Ok((Hash::of_reader(Cursor::new(start).chain(opened))?.0, SourceContent::File));
    }
    if length > picture::MAX_PICTURE_BYTES {
        let (hash, _) = Hash::of_reader(Cursor::new(start).chain(opened))?;
        return Ok((hash, SourceContent::Picture(Err(picture::PictureError::Bytes))));
    }
    let mut bytes = start;
    opened.read_to_end(&mut bytes)?;
    let content = picture::inspect(&bytes, &extension).map_or(SourceContent::File, SourceContent::Picture);
    Ok((Hash::of(&bytes), content))
}

/// Whether the file of `known` still has the bytes that were read, given that its stamp is unchanged.
///
/// True without reading the file if it is large, and while another program has it locked.
pub fn has_same_bytes(known: &Source, top: Option<&Path>) -> bool {
    if known.length > SMALL_BYTES || known.disk.as_os_str().is_empty() {
        return true;
    }
    let mut bytes = Vec::with_capacity(known.length as usize + 1);
    let read = file::open_below(&known.disk, top)
        .and_then(|opened| opened.take(known.length + 1).read_to_end(&mut bytes));
    match (read, &known.content) {
        (Err(error), _) => file::is_in_use(&error),
        // Much cheaper than a hash, and enough for nearly every text.
        (Ok(_), SourceContent::Text(text)) if text.as_bytes() == bytes => true,
        (Ok(_), _) => Hash::of(&bytes) == known.hash,
    }
}

fn unreadable(file: &FoundFile, error: &io::Error) -> Contents {
    let diagnostic = Diagnostic::new(Code::Unreadable, Span::top(file.id))
        .arg("file", &file.path)
        .arg("reason", file::reason(error));
    (Hash::of(b""), SourceContent::Unusable(Text::from("")), vec![diagnostic])
}
