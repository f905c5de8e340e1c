//! Opens the ZIP archive of a Word file, and counts what is unpacked.

use std::io::{Cursor, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::ReadError;
use crate::import::archive::damaged;

/// Maximum size of a Word file, in bytes.
const MAX_FILE_BYTES: u64 = 20 * 1024 * 1024;
/// Maximum size of all parts that are unpacked, in bytes; the sizes in the directory may be wrong.
const MAX_UNPACKED_BYTES: u64 = 100 * 1024 * 1024;
/// Maximum number of files in the archive.
const MAX_ARCHIVE_FILES: usize = 10_000;

/// The parts of a Word file.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    unpacked_bytes: u64,
}

impl<'b> Package<'b> {
    /// Opens the archive of a Word file.
    ///
    /// # Errors
    /// If it is no archive, is damaged, or has too many files.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, ReadError> {
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(ReadError::TooLarge { limit: MAX_FILE_BYTES });
        }
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        if memchr::memmem::find_iter(bytes, b"PK\x01\x02").count() > MAX_ARCHIVE_FILES {
            return Err(damaged("the archive has too many files"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        Ok(Package { archive, unpacked_bytes: 0 })
    }

    /// Returns a part; `None` if the file does not have it.
    ///
    /// # Errors
    /// If the part is damaged, or larger than the limits.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(error)),
        };
        let rest = MAX_UNPACKED_BYTES - self.unpacked_bytes;
        // The declared size may be wrong, but saves memory if it is right.
        let declared = entry.size().min(rest);
        let mut bytes = Vec::with_capacity(usize::try_from(declared + 1).unwrap_or(0));
        entry.take(rest + 1).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 > rest {
            return Err(ReadError::UnpacksTooLarge { limit: MAX_UNPACKED_BYTES });
        }
        self.unpacked_bytes += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Returns the name of the part with the text; Word on the web calls it `word/document2.xml`, for instance.
    pub(super) fn document_name(&self) -> Option<String> {
        self.parts_like(&["word/document"]).into_iter().next()
    }

    /// Returns the part with the text.
    ///
    /// # Errors
    /// If there is none, it is damaged, or it is larger than the limits.
    pub(super) fn document(&mut self) -> Result<Vec<u8>, ReadError> {
        let part = match self.document_name() {
            Some(name) => self.part(&name)?,
            None => None,
        };
        part.ok_or_else(|| damaged("the archive is not a Word file"))
    }

    /// Returns the names of the parts of XML that begin with one of `starts`, sorted.
    pub(super) fn parts_like(&self, starts: &[&str]) -> Vec<String> {
        let is_such =
            |name: &&str| name.ends_with(".xml") && starts.iter().any(|start| name.starts_with(start));
        let mut names: Vec<String> = self.archive.file_names().filter(is_such).map(str::to_owned).collect();
        names.sort();
        names
    }

    /// Whether the file has a part whose name begins with `start`.
    pub(super) fn has_part(&self, start: &str) -> bool {
        self.archive.file_names().any(|name| name.starts_with(start))
    }
}

/// What [`scan`] finds in a part.
pub(super) enum XmlEvent<'x> {
    /// The start of an element.
    Open(BytesStart<'x>),
    /// The end of an element: its name without prefix.
    Close(&'x [u8]),
    /// Characters between two tags, with entities resolved.
    Text(&'x str),
}

/// Calls `visit` with the events of a part.
///
/// An element for which `is_skipped` is true is left out with its content. Document types and entities other than
/// the five of XML are refused.
///
/// # Errors
/// If the XML is damaged, or declares entities; and what `visit` returns.
pub(super) fn scan<S>(
    xml: &[u8],
    state: &mut S,
    is_skipped: fn(&mut S, &BytesStart<'_>) -> bool,
    visit: fn(&mut S, XmlEvent<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(xml);
    let mut depth = 0_usize;
    let mut skipped_from: Option<usize> = None;
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(start) => {
                depth += 1;
                if skipped_from.is_none() {
                    if is_skipped(state, &start) {
                        skipped_from = Some(depth);
                    } else {
                        visit(state, XmlEvent::Open(start))?;
                    }
                }
            }
            Event::Empty(start) if skipped_from.is_none() && !is_skipped(state, &start) => {
                let name = start.clone();
                visit(state, XmlEvent::Open(start))?;
                visit(state, XmlEvent::Close(name.local_name().as_ref()))?;
            }
            Event::End(end) => {
                match skipped_from {
                    Some(from) if from == depth => skipped_from = None,
                    Some(_) => {}
                    None => visit(state, XmlEvent::Close(end.local_name().as_ref()))?,
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) if skipped_from.is_none() => {
                visit(state, XmlEvent::Text(&text.decode().map_err(damaged)?))?;
            }
            Event::CData(text) if skipped_from.is_none() => {
                visit(state, XmlEvent::Text(&text.decode().map_err(damaged)?))?;
            }
            Event::GeneralRef(reference) => {
                let letter = referred(&reference)?;
                if skipped_from.is_none() {
                    visit(state, XmlEvent::Text(letter.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::DocType(_) => return Err(damaged("the file declares a document type")),
            Event::Eof if depth > 0 => return Err(damaged("the XML is cut off")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Returns the character that a reference means.
fn referred(reference: &BytesRef<'_>) -> Result<char, ReadError> {
    if let Some(letter) = reference.resolve_char_ref().map_err(damaged)? {
        return Ok(letter);
    }
    let name: &[u8] = reference;
    match name {
        b"amp" => Ok('&'),
        b"lt" => Ok('<'),
        b"gt" => Ok('>'),
        b"quot" => Ok('"'),
        b"apos" => Ok('\''),
        _ => Err(damaged("the file uses an entity")),
    }
}

/// Returns the attribute with the local name `name`.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found =
        start.attributes().flatten().find(|found| found.key.local_name().as_ref() == name.as_bytes())?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Returns the value of a property that is on or off: on without a value.
pub(super) fn is_on(start: &BytesStart<'_>) -> bool {
    !matches!(attribute(start, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}
