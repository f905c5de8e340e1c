//! Reads plain text: cells that are divided by tabs, semicolons or commas, or else lines, which are paragraphs.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::import::limits::{Budget, GridBuilder, MAX_COLUMNS};
use crate::import::staff_table::FORMULA_STARTS;
use crate::import::{Block, Document, GridKind, Paragraph, ReadError, encoding};

/// How many bytes decide about the delimiter.
const SAMPLE_BYTES: usize = 100_000;

/// A record of delimited text.
struct Record<'a> {
    /// Its first line, from 0.
    line: u32,
    /// How many fields it has.
    count: u32,
    /// The columns and the texts of the first fields that are not empty.
    fields: Vec<(u32, Cow<'a, str>)>,
}

/// Reads plain text.
///
/// `extension` is that of the file, in small letters: only a file that claims to be a spreadsheet may have commas or
/// semicolons between its cells, because sentences have them as well.
///
/// # Errors
///
/// [`ReadError::TooManyCells`].
pub fn read(text: &str, extension: Option<&str>) -> Result<Document, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    let is_spreadsheet = matches!(extension, Some("csv" | "tsv" | "tab" | "xls" | "xlsx" | "xlsm" | "ods"));
    let delimiters: &[char] = if is_spreadsheet { &[',', ';', '\t'] } else { &['\t'] };
    let declared = declared_delimiter(text).filter(|_| is_spreadsheet);
    let delimiter = declared.or_else(|| usual_delimiter(text, delimiters));
    match delimiter.or(is_spreadsheet.then_some('\t')) {
        Some(delimiter) => table(text, delimiter, if declared.is_some() { 1 } else { 0 }),
        None => paragraphs(text),
    }
}

/// Returns the delimiter that a first line such as `sep=;` declares to Excel.
fn declared_delimiter(text: &str) -> Option<char> {
    let line = text.lines().next()?.trim_end();
    let mut rest = line.strip_prefix("sep=")?.chars();
    let delimiter = rest.next().filter(|letter| letter.is_ascii() && *letter != '"')?;
    rest.next().is_none().then_some(delimiter)
}

/// Returns the delimiter that most lines have equally often; `None` if no line has one.
fn usual_delimiter(text: &str, delimiters: &[char]) -> Option<char> {
    let sample = &text[..text.floor_char_boundary(SAMPLE_BYTES)];
    let score = |delimiter: char| {
        let mut counts = BTreeMap::<u32, u32>::new();
        for record in Records::new(sample, delimiter) {
            *counts.entry(record.count).or_default() += u32::from(record.count > 1);
        }
        let (fields, lines) = counts.into_iter().max_by_key(|(fields, lines)| (*lines, *fields))?;
        (lines > 0).then_some((lines, fields, delimiter))
    };
    // Of equals the last is taken: a comma may be part of a number.
    let best = delimiters.iter().filter_map(|delimiter| score(*delimiter));
    best.max_by_key(|(lines, fields, _)| (*lines, *fields)).map(|(.., delimiter)| delimiter)
}

fn table(text: &str, delimiter: char, first: usize) -> Result<Document, ReadError> {
    let mut budget = Budget::new();
    let mut grid = GridBuilder::default();
    for record in Records::new(text, delimiter).skip(first) {
        for (column, field) in &record.fields {
            // An apostrophe keeps a spreadsheet from running a text as a formula.
            let text = field.strip_prefix('\'').filter(|text| text.starts_with(FORMULA_STARTS));
            let field = text.unwrap_or(field);
            grid.push_text(record.line, *column, field, &mut budget)?;
        }
    }
    let mut document = Document::default();
    let grid = grid.finish("", GridKind::Lines, &mut document.left_out);
    document.blocks.extend(grid.map(Block::Table));
    Ok(document)
}

fn paragraphs(text: &str) -> Result<Document, ReadError> {
    let mut budget = Budget::new();
    let mut document = Document::default();
    for record in Records::new(text, '\n') {
        let Some((_, text)) = record.fields.first() else { continue };
        let text = encoding::clean(text);
        if !text.is_empty() {
            budget.take_paragraph(&text)?;
            document.blocks.push(Block::Paragraph(Paragraph { text, number: record.line + 1 }));
        }
    }
    Ok(document)
}

/// The records of a text; with a line end as delimiter, its lines.
struct Records<'a> {
    rest: &'a str,
    line: u32,
    delimiter: char,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, delimiter: char) -> Records<'a> {
        Records { rest: text, line: 0, delimiter }
    }

    /// Returns the length of a field in quotes, with its quotes; `None` if the field is not quoted as a whole.
    fn quoted_length(&self) -> Option<usize> {
        let bytes = self.rest.as_bytes();
        if self.delimiter == '\n' || bytes.first() != Some(&b'"') {
            return None;
        }
        let mut at = 1;
        loop {
            at += memchr::memchr(b'"', &bytes[at..])?;
            if bytes.get(at + 1) == Some(&b'"') {
                at += 2;
                continue;
            }
            let after = &self.rest[at + 1..];
            let is_end = after.is_empty() || after.starts_with([self.delimiter, '\n', '\r']);
            return is_end.then_some(at + 1);
        }
    }

    fn next_field(&mut self) -> Cow<'a, str> {
        if let Some(length) = self.quoted_length() {
            let field = &self.rest[1..length - 1];
            self.rest = &self.rest[length..];
            let line_ends = field.matches('\n').count().max(field.matches('\r').count());
            self.line = self.line.saturating_add(u32::try_from(line_ends).unwrap_or(u32::MAX));
            return if field.contains('"') { field.replace("\"\"", "\"").into() } else { field.into() };
        }
        let delimiter = u8::try_from(self.delimiter).expect("delimiters are ASCII");
        let end = memchr::memchr3(delimiter, b'\n', b'\r', self.rest.as_bytes());
        let end = end.unwrap_or(self.rest.len());
        let (field, rest) = self.rest.split_at(end);
        self.rest = rest;
        field.into()
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut record = Record { line: self.line, count: 0, fields: Vec::new() };
        loop {
            let field = self.next_field();
            // One beyond the columns is enough to refuse the table.
            if !field.is_empty() && record.fields.len() <= MAX_COLUMNS as usize {
                record.fields.push((record.count, field));
            }
            record.count = record.count.saturating_add(1);
            let line_end = ["\r\n", "\n", "\r"].into_iter().find_map(|end| self.rest.strip_prefix(end));
            if let Some(rest) = line_end {
                self.rest = rest;
                self.line = self.line.saturating_add(1);
                return Some(record);
            }
            match self.rest.strip_prefix(self.delimiter) {
                Some(rest) => self.rest = rest,
                None => return Some(record),
            }
        }
    }
}
