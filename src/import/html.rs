//! Reads the tables and paragraphs of HTML: what programs save as `.xls`, and what the clipboard has of a table.

use std::borrow::Cow;
use std::collections::BTreeSet;

use encoding_rs::Encoding;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::import::archive::{MAX_BYTES_BETWEEN_TAGS, damaged};
use crate::import::limits::{Budget, GridBuilder, MAX_COLUMNS, MAX_ROWS};
use crate::import::paste::ElementStyles;
use crate::import::{Block, Document, GridKind, LeftOut, LeftOutKind, Merge, Paragraph, ReadError, encoding};

/// The most columns that one cell may cover (HTML §4.9.11).
const MAX_COLUMN_SPAN: u32 = 1000;

/// Elements whose content is not text of the page.
const SKIPPED: &[&str] = &["script", "style", "title", "xml", "template"];

/// Elements that begin and end a line.
const LINES: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
];

/// Returns whether a text, without white space before it, begins as HTML does.
pub fn is_html(head: &str) -> bool {
    let head: String = head.chars().take(4096).collect::<String>().to_ascii_lowercase();
    // The header of the clipboard of Windows.
    let is_markup = head.starts_with('<') || head.starts_with("version:");
    let has = |start: &str| head.contains(start);
    is_markup
        && !has("<workbook")
        && ["<html", "<!doctype html", "<table", "<body", "<tr", "<p>", "<p ", "<div", "<meta"]
            .into_iter()
            .any(has)
}

/// Returns the text of a page of HTML: in UTF-8, or in the encoding that it names.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if std::str::from_utf8(bytes).is_ok() || Encoding::for_bom(bytes).is_some() {
        return encoding::decode(bytes);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let label = head.split("charset=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
    let label = label.and_then(|rest| rest.split(['"', '\'', ' ', '>', ';', '/']).next());
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(named) if named != encoding_rs::UTF_8 && !named.name().starts_with("UTF-16") => {
            named.decode_without_bom_handling(bytes).0
        }
        _ => encoding::decode(bytes),
    }
}

/// Reads the tables and the paragraphs outside of tables.
///
/// A table inside of a cell is text of the cell, a line for each row.
///
/// # Errors
///
/// [`ReadError::TooManyCells`], or [`ReadError::Damaged`] if a tag is very long.
pub fn read(html: &str) -> Result<Document, ReadError> {
    if html.split('<').any(|part| part.len() > MAX_BYTES_BETWEEN_TAGS) {
        return Err(damaged("a tag, or a text without tags, is too long"));
    }
    // The clipboard of Windows has a header of lines such as `Version:0.9`.
    let html =
        html.find('<').map_or(html, |start| if html.starts_with("Version:") { &html[start..] } else { html });
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::new();
    let mut skipped: Option<String> = None;
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        match (&skipped, token) {
            (None, Token::StartTag(tag)) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if SKIPPED.contains(&name.as_str()) && !tag.self_closing {
                    skipped = Some(name);
                } else {
                    page.start(&name, &tag)?;
                }
            }
            (None, Token::EndTag(tag)) => page.end(&String::from_utf8_lossy(&tag.name))?,
            (Some(name), Token::EndTag(tag)) if *name.as_bytes() == **tag.name => skipped = None,
            (Some(name), Token::String(text)) if name == "style" => {
                page.styles.add(&String::from_utf8_lossy(&text.value));
            }
            (None, Token::String(text)) => page.add_text(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }
    page.finish()
}

/// A page of HTML that is being read.
struct Page {
    parts: Vec<Part>,
    budget: Budget,
    /// The text of the paragraph or cell that is open.
    text: String,
    paragraphs: u32,
    table: Option<Table>,
    /// How many tables are open inside of the cell.
    depth: usize,
    styles: ElementStyles,
    /// The open elements from the first whose text is struck through.
    struck: Vec<String>,
    /// Whether text of the open paragraph or cell is left out because it is struck through.
    has_struck: bool,
    left_out: Vec<LeftOut>,
}

enum Part {
    Paragraph(Paragraph),
    Table(GridBuilder),
}

impl Page {
    fn new() -> Page {
        Page {
            parts: Vec::new(),
            budget: Budget::new(),
            text: String::new(),
            paragraphs: 0,
            table: None,
            depth: 0,
            styles: ElementStyles::default(),
            struck: Vec::new(),
            has_struck: false,
            left_out: Vec::new(),
        }
    }

    /// Adds text with its white space collapsed (HTML §15.3.4).
    fn add_text(&mut self, text: &str) {
        if !self.struck.is_empty() {
            self.has_struck |= !text.trim().is_empty();
            return;
        }
        for letter in text.chars() {
            if !letter.is_ascii_whitespace() {
                self.text.push(letter);
            } else if !(self.text.is_empty() || self.text.ends_with([' ', '\n'])) {
                self.text.push(' ');
            }
        }
    }

    fn start(&mut self, name: &str, tag: &StartTag<()>) -> Result<(), ReadError> {
        match (name, self.table.is_some(), self.depth) {
            ("table", false, _) => {
                self.end_paragraph()?;
                self.table = Some(Table::default());
            }
            ("table", true, _) => {
                self.depth += 1;
                self.text.push('\n');
            }
            ("tr", true, 0) => {
                self.end_cell()?;
                self.table_mut().start_row(is_hidden(tag));
            }
            ("td" | "th", true, 0) => {
                self.end_cell()?;
                self.table_mut().start_cell(tag);
            }
            ("td" | "th", true, _) => self.text.push(' '),
            ("br" | "tr", true, _) | ("br", false, _) => self.text.push('\n'),
            (other, ..) if LINES.contains(&other) => self.end_line()?,
            _ => {}
        }
        let is_void = matches!(name, "br" | "hr" | "img" | "col" | "input" | "wbr" | "meta" | "link");
        if !is_void && (!self.struck.is_empty() || self.styles.is_struck(tag)) {
            self.struck.push(name.to_owned());
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        if let Some(at) = self.struck.iter().rposition(|open| open == name) {
            self.struck.truncate(at);
        }
        match (name, self.table.is_some(), self.depth) {
            ("table", true, 0) => {
                self.end_cell()?;
                self.parts.extend(self.table.take().map(|table| Part::Table(table.finish())));
            }
            ("table", true, _) => {
                self.depth -= 1;
                self.text.push('\n');
            }
            ("td" | "th" | "tr", true, 0) => self.end_cell()?,
            (other, ..) if LINES.contains(&other) => self.end_line()?,
            _ => {}
        }
        Ok(())
    }

    fn table_mut(&mut self) -> &mut Table {
        self.table.as_mut().expect("the caller has checked that a table is open")
    }

    fn end_line(&mut self) -> Result<(), ReadError> {
        if self.table.is_some() {
            self.text.push('\n');
            return Ok(());
        }
        self.end_paragraph()
    }

    fn end_paragraph(&mut self) -> Result<(), ReadError> {
        let text = encoding::clean(&std::mem::take(&mut self.text));
        let has_struck = self.take_struck();
        if !text.is_empty() || has_struck {
            self.paragraphs += 1;
        }
        if has_struck {
            let place = self.paragraphs.to_string();
            self.left_out.push(LeftOut { kind: LeftOutKind::StruckText, place });
        }
        if !text.is_empty() {
            self.budget.take_paragraph(&text)?;
            self.parts.push(Part::Paragraph(Paragraph { text, number: self.paragraphs }));
        }
        Ok(())
    }

    /// Returns whether text of the open paragraph or cell was left out because it is struck through; what follows is not.
    fn take_struck(&mut self) -> bool {
        self.struck.clear();
        std::mem::take(&mut self.has_struck)
    }

    fn end_cell(&mut self) -> Result<(), ReadError> {
        let text = std::mem::take(&mut self.text);
        let has_struck = self.take_struck();
        let table = self.table.as_mut().expect("the caller has checked that a table is open");
        // Text between the cells belongs to none: browsers show it above the table.
        let Some((row, column)) = table.cell.take() else { return Ok(()) };
        if has_struck {
            table.grid.leave_out_struck(row, column);
        }
        table.grid.push_text(row, column, &text, &mut self.budget)
    }

    fn finish(mut self) -> Result<Document, ReadError> {
        match self.table {
            Some(_) => {
                self.depth = 0;
                self.end("table")?;
            }
            None => self.end_paragraph()?,
        }
        let tables = self.parts.iter().filter(|part| matches!(part, Part::Table(_))).count();
        let mut document = Document { blocks: Vec::new(), left_out: self.left_out };
        let mut number = 0;
        for part in self.parts {
            match part {
                Part::Paragraph(paragraph) => document.blocks.push(Block::Paragraph(paragraph)),
                Part::Table(grid) => {
                    number += 1;
                    let name = if tables > 1 { number.to_string() } else { String::new() };
                    let grid = grid.finish(&name, GridKind::Table, &mut document.left_out);
                    document.blocks.extend(grid.map(Block::Table));
                }
            }
        }
        Ok(document)
    }
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    grid: GridBuilder,
    /// The number of rows that have begun.
    rows: u32,
    /// For each column, the row that the cells above do not reach any more.
    covered: Vec<u32>,
    next_column: u32,
    /// The place of the cell that is open.
    cell: Option<(u32, u32)>,
    shown_columns: BTreeSet<u32>,
    hidden_columns: BTreeSet<u32>,
}

impl Table {
    fn start_row(&mut self, is_hidden: bool) {
        if is_hidden {
            self.grid.layout.hidden_rows.insert(self.rows);
        }
        self.rows = self.rows.saturating_add(1);
        self.next_column = 0;
    }

    fn start_cell(&mut self, tag: &StartTag<()>) {
        if self.rows == 0 {
            self.start_row(false);
        }
        let row = self.rows - 1;
        let is_covered = |column: u32| self.covered.get(column as usize).is_some_and(|end| *end > row);
        let column = (self.next_column..).find(|column| !is_covered(*column)).unwrap_or(MAX_COLUMNS);
        let number = |name: &str| attribute(tag, name).and_then(|number| number.trim().parse::<u32>().ok());
        let columns = number("colspan").unwrap_or(1).clamp(1, MAX_COLUMN_SPAN);
        let rows = match number("rowspan") {
            // To the end of the table.
            Some(0) => MAX_ROWS,
            rows => rows.unwrap_or(1).min(MAX_ROWS),
        };
        self.next_column = column.saturating_add(columns);
        self.cover(column, row, columns, rows);
        if is_hidden(tag) { &mut self.hidden_columns } else { &mut self.shown_columns }.insert(column);
        self.cell = Some((row, column));
    }

    fn cover(&mut self, column: u32, row: u32, columns: u32, rows: u32) {
        let (bottom, right) = (row.saturating_add(rows - 1), column.saturating_add(columns - 1));
        let end = right.saturating_add(1).min(MAX_COLUMNS) as usize;
        if rows > 1 && self.covered.len() < end {
            self.covered.resize(end, 0);
        }
        for covered in self.covered.iter_mut().take(end).skip(column as usize) {
            *covered = (*covered).max(bottom.saturating_add(1));
        }
        if rows > 1 || columns > 1 {
            self.grid.layout.merges.push(Merge { top: row, left: column, bottom, right });
        }
    }

    fn finish(mut self) -> GridBuilder {
        let hidden = self.hidden_columns.difference(&self.shown_columns);
        self.grid.layout.hidden_columns.extend(hidden);
        self.grid
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).into_owned())
}

/// Returns whether an element is not shown.
fn is_hidden(tag: &StartTag<()>) -> bool {
    let style =
        attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(char::is_whitespace, "");
    style.contains("display:none") || tag.attributes.contains_key(b"hidden".as_slice())
}
