//! Opens packed files (XLSX, ODS) within limits, whatever sizes they declare.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::{BytesRef, Event};
use quick_xml::{Reader, escape};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::ReadError;
use crate::import::limits::{MAX_UNPACKED_BYTES, too_many_cells};

/// The most tags in the list of texts of a workbook; its reader needs memory for each text.
const MAX_STRING_TAGS: u64 = 3_000_000;

/// The most tags in the list of styles of a workbook.
const MAX_STYLE_TAGS: u64 = 300_000;

/// The most texts that a workbook may declare; its reader reserves memory for them.
const MAX_DECLARED_STRINGS: u64 = 2_000_000;

/// The most tags in all parts of a file together; each takes time, even that of an empty cell.
const MAX_TAGS: u64 = 10_000_000;

/// The most bytes from one tag to the next; a reader keeps them in memory.
pub const MAX_BYTES_BETWEEN_TAGS: usize = 8_000_000;

/// How many bytes of a list of texts are read for its number of texts.
const HEAD_BYTES: usize = 4096;

/// A packed file.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    /// Opens a packed file.
    ///
    /// # Errors
    ///
    /// [`ReadError::Damaged`] if it is not whole.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, ReadError> {
        Ok(Archive { zip: ZipArchive::new(Cursor::new(bytes)).map_err(zip_error)? })
    }

    /// Returns the names of all parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.zip.file_names()
    }

    /// Returns whether a workbook has macros.
    pub fn has_macros(&self) -> bool {
        self.names().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin"))
    }

    /// Returns a reader of the part `name`, without regard to capitals; `None` if there is no such part.
    ///
    /// # Errors
    ///
    /// [`ReadError::Encrypted`] or [`ReadError::Damaged`].
    pub fn part(&mut self, name: &str) -> Result<Option<impl io::BufRead + use<'_, 'a>>, ReadError> {
        let is_named = |other: &&str| other.replace('\\', "/").eq_ignore_ascii_case(name);
        let Some(found) = self.zip.file_names().find(is_named).map(str::to_owned) else { return Ok(None) };
        let part = self.zip.by_name(&found).map_err(zip_error)?;
        Ok(Some(BufReader::new(part.take(MAX_UNPACKED_BYTES))))
    }

    /// Unpacks every part once without keeping it, and checks the limits.
    ///
    /// # Errors
    ///
    /// [`ReadError::UnpacksTooLarge`], [`ReadError::TooManyCells`], [`ReadError::Encrypted`] or [`ReadError::Damaged`].
    pub fn check_sizes(&mut self) -> Result<(), ReadError> {
        let mut left = Left { bytes: MAX_UNPACKED_BYTES, tags: MAX_TAGS };
        for index in 0..self.zip.len() {
            let mut part = self.zip.by_index(index).map_err(zip_error)?;
            let name = part.name().to_ascii_lowercase();
            let max_tags = match () {
                () if name.ends_with("sharedstrings.xml") => {
                    let mut head = Vec::new();
                    part.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(damaged)?;
                    check_declared_strings(&head)?;
                    MAX_STRING_TAGS
                }
                () if name.ends_with("styles.xml") => MAX_STYLE_TAGS,
                () => MAX_TAGS,
            };
            left.unpack(&mut part, max_tags)?;
        }
        Ok(())
    }
}

/// How much the parts of a file that are still to come may have.
struct Left {
    bytes: u64,
    tags: u64,
}

impl Left {
    /// Unpacks a part without keeping it.
    fn unpack(&mut self, part: &mut impl Read, max_tags: u64) -> Result<(), ReadError> {
        let limit = MAX_UNPACKED_BYTES;
        let mut buffer = vec![0; 64 * 1024];
        let (mut tags, mut bytes_since_tag) = (0, 0);
        loop {
            let length = part.read(&mut buffer).map_err(damaged)?;
            let piece = &buffer[..length];
            if length == 0 {
                return Ok(());
            }
            self.bytes = self.bytes.checked_sub(length as u64).ok_or(ReadError::UnpacksTooLarge { limit })?;
            let count = memchr::memchr_iter(b'<', piece).count() as u64;
            bytes_since_tag = match memchr::memrchr(b'<', piece) {
                Some(last) => length - last,
                None => bytes_since_tag + length,
            };
            self.tags = self.tags.checked_sub(count).ok_or_else(too_many_cells)?;
            tags += count;
            if tags > max_tags {
                return Err(too_many_cells());
            }
            if bytes_since_tag > MAX_BYTES_BETWEEN_TAGS {
                return Err(damaged("a text or a tag is too long"));
            }
        }
    }
}

/// Checks the number of texts that the beginning of a list of texts declares.
fn check_declared_strings(head: &[u8]) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(head);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(element) | Event::Empty(element) => {
                let count = element.try_get_attribute("uniqueCount").map_err(damaged)?;
                let count =
                    count.and_then(|count| std::str::from_utf8(&count.value).ok()?.trim().parse().ok());
                let is_small = count.is_none_or(|count: u64| count <= MAX_DECLARED_STRINGS);
                return if is_small { Ok(()) } else { Err(too_many_cells()) };
            }
            Event::Eof => return Err(damaged("the list of texts has no beginning")),
            _ => {}
        }
    }
}

/// Returns the error of a damaged file with the English text of a library, which no message shows.
pub fn damaged(text: impl ToString) -> ReadError {
    ReadError::Damaged { reason: text.to_string() }
}

fn zip_error(error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        other => damaged(other),
    }
}

/// Returns the character of a reference; nothing for an entity that the file defines itself.
pub fn referenced(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    let name = reference.decode().unwrap_or_default();
    escape::resolve_xml_entity(&name).unwrap_or_default().to_owned()
}
