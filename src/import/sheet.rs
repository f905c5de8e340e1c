//! Reads what calamine does not give of the sheets of a workbook: hidden rows and columns, merged cells, and which parts of
//! texts are struck through.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::import::archive::{Archive, damaged, referenced};
use crate::import::limits::{MAX_COLUMNS, SheetLayout};
use crate::import::{Merge, ReadError};

/// The most merged cells of a sheet that are read.
const MAX_MERGES: usize = 100_000;

/// The rows of a sheet of Excel.
const SHEET_ROWS: u32 = 1_048_576;

/// Returns the part of the file that has each sheet, by the name of the sheet.
///
/// # Errors
///
/// [`ReadError::Damaged`].
pub fn sheet_parts(archive: &mut Archive<'_>) -> Result<HashMap<String, String>, ReadError> {
    let mut targets = HashMap::new();
    for_each_element(archive, "xl/_rels/workbook.xml.rels", |element| {
        if let ("Relationship", Some(id), Some(target)) =
            (local_name(element), attribute(element, "Id"), attribute(element, "Target"))
        {
            let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, part);
        }
    })?;
    let mut parts = HashMap::new();
    for_each_element(archive, "xl/workbook.xml", |element| {
        if local_name(element) == "sheet"
            && let Some(name) = attribute(element, "name")
            && let Some(part) = attribute(element, "r:id").and_then(|id| targets.get(&id))
        {
            parts.insert(name, part.clone());
        }
    })?;
    Ok(parts)
}

/// Adds the merged cells and the hidden rows and columns of the sheet in `part`.
///
/// # Errors
///
/// [`ReadError::Damaged`].
pub fn read_layout(archive: &mut Archive<'_>, part: &str, layout: &mut SheetLayout) -> Result<(), ReadError> {
    let mut next_row = 0;
    for_each_element(archive, part, |element| match local_name(element) {
        "row" => {
            let number = attribute(element, "r").and_then(|number| number.parse::<u32>().ok());
            let row = number.map_or(next_row, |number| number.saturating_sub(1));
            next_row = row.saturating_add(1);
            if row < SHEET_ROWS && is_true(element, "hidden") {
                layout.hidden_rows.insert(row);
            }
        }
        "col" if is_true(element, "hidden") => {
            let number = |name| attribute(element, name).and_then(|number| number.parse::<u32>().ok());
            if let (Some(first), Some(last)) = (number("min"), number("max")) {
                layout.hidden_columns.extend(first.saturating_sub(1)..last.min(MAX_COLUMNS));
            }
        }
        "mergeCell" if layout.merges.len() < MAX_MERGES => {
            layout.merges.extend(attribute(element, "ref").and_then(|range| merge(&range)));
        }
        _ => {}
    })
}

/// Returns the texts of the workbook of which a part is struck through, each with what is not; white space is single blanks.
///
/// # Errors
///
/// [`ReadError::Damaged`].
pub fn struck_texts(archive: &mut Archive<'_>) -> Result<HashMap<String, String>, ReadError> {
    let mut found = HashMap::new();
    let Some(part) = archive.part("xl/sharedStrings.xml")? else { return Ok(found) };
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let (mut buffer, mut text) = (Vec::new(), StruckText::default());
    loop {
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(element) | Event::Empty(element) => match local_name(&element) {
                "si" => text = StruckText::default(),
                "r" => text.is_struck = false,
                "strike" => {
                    text.is_struck = attribute(&element, "val").is_none_or(|on| on == "1" || on == "true")
                }
                "t" => text.is_text = !text.is_reading,
                "rPh" => text.is_reading = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().into_inner() {
                b"t" => text.is_text = false,
                b"rPh" => text.is_reading = false,
                b"si" if text.has_struck => {
                    found.insert(with_single_blanks(&text.whole), with_single_blanks(&text.rest));
                }
                _ => {}
            },
            Event::Text(part) => text.push(&part.xml10_content().map_err(damaged)?),
            Event::GeneralRef(reference) => text.push(&referenced(&reference)),
            Event::Eof => return Ok(found),
            _ => {}
        }
        buffer.clear();
    }
}

/// Returns the words of a text with single blanks between them.
pub fn with_single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// A text of the workbook while it is read.
#[derive(Default)]
struct StruckText {
    whole: String,
    /// What is not struck through.
    rest: String,
    is_struck: bool,
    has_struck: bool,
    is_text: bool,
    /// Whether the element is a reading aid of Japanese, which is not part of the text.
    is_reading: bool,
}

impl StruckText {
    fn push(&mut self, part: &str) {
        if !self.is_text {
            return;
        }
        self.whole.push_str(part);
        if self.is_struck {
            self.has_struck |= !part.trim().is_empty();
        } else {
            self.rest.push_str(part);
        }
    }
}

fn for_each_element(
    archive: &mut Archive<'_>,
    part: &str,
    mut each: impl FnMut(&BytesStart<'_>),
) -> Result<(), ReadError> {
    let Some(part) = archive.part(part)? else { return Ok(()) };
    read_elements(part, &mut each)
}

fn read_elements(part: impl BufRead, each: &mut dyn FnMut(&BytesStart<'_>)) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(element) | Event::Empty(element) => each(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

fn local_name<'a>(element: &'a BytesStart<'_>) -> &'a str {
    std::str::from_utf8(element.local_name().into_inner()).unwrap_or("")
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let text = std::str::from_utf8(&attribute.value).ok()?;
    quick_xml::escape::unescape(text).ok().map(|text| text.into_owned())
}

fn is_true(element: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(element, name).as_deref(), Some("1" | "true"))
}

/// Reads merged cells such as `A1:C2`.
fn merge(range: &str) -> Option<Merge> {
    let (first, last) = range.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    Some(Merge { top, left, bottom, right })
}

/// Reads a place such as `C14`: the row and the column, from 0.
fn place(text: &str) -> Option<(u32, u32)> {
    let text = text.replace('$', "");
    let digits = text.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase().checked_sub(b'A').filter(|letter| *letter < 26)?;
        column.checked_mul(26)?.checked_add(u32::from(letter) + 1)
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}
