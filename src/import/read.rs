//! Reads a file of any kind: decides by its content, not by its name, which reader it needs.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use memchr::memmem;

use crate::import::archive::Archive;
use crate::import::limits::MAX_FILE_BYTES;
use crate::import::word::article::WordArticle;
use crate::import::{Document, ReadError, delimited, encoding, html, ods, word, workbook, xls};
use crate::text;

/// Reads files for an import.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// The program `bangvang`, which reads workbooks of Excel 97 to 2003 and `.xlsb` in a process of its own; without it,
    /// these are [`ReadError::ReaderStopped`].
    pub program: Option<PathBuf>,
}

/// The kind of a file by its content.
enum Format {
    Workbook,
    BinaryWorkbook,
    OpenDocument,
    Word,
    OldWord,
    Encrypted,
    Html,
    Text,
    Unknown,
}

impl Reader {
    /// Reads a spreadsheet, a Word file, a page of HTML, or a text.
    ///
    /// # Errors
    ///
    /// Any [`ReadError`].
    pub fn read(&self, path: &Path) -> Result<Document, ReadError> {
        let bytes = file_bytes(path)?;
        let document = match format(&bytes)? {
            Format::Workbook => workbook::read(&bytes)?,
            Format::BinaryWorkbook => xls::read(self.program.as_deref(), path)?,
            Format::OpenDocument => ods::read(&bytes)?,
            Format::Word => word::read(&bytes)?,
            Format::OldWord => return Err(ReadError::OldWord),
            Format::Encrypted => return Err(ReadError::Encrypted),
            Format::Html => html::read(&html::decode(&bytes))?,
            Format::Text => delimited::read(&encoding::decode(&bytes), extension(path).as_deref())?,
            Format::Unknown => return Err(ReadError::UnknownFormat),
        };
        if document.blocks.is_empty() { Err(ReadError::Empty) } else { Ok(document) }
    }
}

/// Reads a Word file as an article.
///
/// # Errors
///
/// [`ReadError::NotWord`] for a file of another kind, or any other [`ReadError`].
pub fn read_word_article(path: &Path) -> Result<WordArticle, ReadError> {
    let bytes = file_bytes(path)?;
    match format(&bytes)? {
        Format::Word => {
            let name =
                path.file_stem().map(|name| name.to_string_lossy().replace('_', " ")).unwrap_or_default();
            word::article::read_article(&bytes, &text::nfc(name.trim()))
        }
        Format::OldWord => Err(ReadError::OldWord),
        Format::Encrypted => Err(ReadError::Encrypted),
        _ => Err(ReadError::NotWord),
    }
}

/// Reads text from the clipboard: HTML, cells that are divided by tabs, or lines, which are paragraphs.
///
/// # Errors
///
/// [`ReadError::Empty`], [`ReadError::TooLarge`] or [`ReadError::TooManyCells`].
pub fn read_text(text: &str) -> Result<Document, ReadError> {
    if text.len() as u64 > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge { limit: MAX_FILE_BYTES });
    }
    let is_html = html::is_html(text.trim_start_matches('\u{feff}').trim_start());
    let document = if is_html { html::read(text)? } else { delimited::read(text, None)? };
    if document.blocks.is_empty() { Err(ReadError::Empty) } else { Ok(document) }
}

fn file_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let error = |source| ReadError::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(error)?;
    if file.metadata().map_err(error)?.is_dir() {
        return Err(error(std::io::ErrorKind::IsADirectory.into()));
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(error)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ReadError::TooLarge { limit: MAX_FILE_BYTES });
    }
    Ok(bytes)
}

fn extension(path: &Path) -> Option<String> {
    path.extension().map(|end| end.to_string_lossy().to_ascii_lowercase())
}

fn format(bytes: &[u8]) -> Result<Format, ReadError> {
    const OTHERS: &[&[u8]] = &[
        b"%PDF-",
        b"{\\rtf",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        b"II*\0",
        b"MM\0*",
        b"Rar!",
        b"7z\xbc\xaf",
        b"\x1f\x8b",
        b"\x7fELF",
        b"MIME-Version:",
    ];
    if [&b"PK\x03\x04"[..], b"PK\x05\x06"].iter().any(|start| bytes.starts_with(start)) {
        return packed_format(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Ok(compound_format(bytes));
    }
    if OTHERS.iter().any(|start| bytes.starts_with(start)) {
        return Ok(Format::Unknown);
    }
    let head = encoding::decode(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start();
    Ok(match () {
        () if html::is_html(head) => Format::Html,
        () if head.starts_with("<?xml") => Format::Unknown,
        // Text has no control characters but line ends, tabs and page breaks.
        () if head.contains(|letter: char| letter.is_ascii_control() && !letter.is_ascii_whitespace()) => {
            Format::Unknown
        }
        () => Format::Text,
    })
}

/// Returns the kind of a ZIP archive by the names of its parts.
fn packed_format(bytes: &[u8]) -> Result<Format, ReadError> {
    let archive = Archive::open(bytes)?;
    let names: Vec<String> =
        archive.names().map(|name| name.replace('\\', "/").to_ascii_lowercase()).collect();
    let has = |name: &str| names.iter().any(|other| other == name);
    Ok(match () {
        () if names.iter().any(|name| name.starts_with("word/document") && name.ends_with(".xml")) => {
            Format::Word
        }
        () if has("xl/workbook.bin") => Format::BinaryWorkbook,
        () if names.iter().any(|name| name.starts_with("xl/")) => Format::Workbook,
        () if has("content.xml") && has("mimetype") => Format::OpenDocument,
        () => Format::Unknown,
    })
}

/// Returns the kind of a compound file, the container of Office 97 to 2003, by the names of its streams.
fn compound_format(bytes: &[u8]) -> Format {
    let place = |name: &str| {
        let name: Vec<u8> = format!("{name}\0").encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &name)
    };
    let workbook = [place("Workbook"), place("Book")].into_iter().flatten().min();
    match (place("WordDocument"), workbook) {
        _ if place("EncryptedPackage").is_some() => Format::Encrypted,
        // Either may contain the other as an embedded object, which comes later.
        (Some(word), Some(workbook)) if workbook < word => Format::BinaryWorkbook,
        (Some(_), _) => Format::OldWord,
        (None, Some(_)) => Format::BinaryWorkbook,
        (None, None) => Format::Unknown,
    }
}
