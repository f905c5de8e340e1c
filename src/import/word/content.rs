//! Reads the text of a Word file: paragraphs of formatted runs, and tables of them.

use std::rc::Rc;

use quick_xml::events::BytesStart;

use super::body::{
    Content, Format, LeftOutPart, Omission, Part, Run, RunContent, Script, VerticalMerge, WordCell,
    WordParagraph, WordPicture, WordRow,
};
use super::package::{XmlEvent, attribute, is_on, scan};
use super::styles::{Parts, font, indent};
use crate::import::ReadError;
use crate::import::archive::damaged;
use crate::text::OldEncoding;

/// Maximum number of rows of all tables.
const MAX_ROWS: u32 = 20_000;
const MAX_COLUMNS: u32 = 100;
const MAX_CELLS: u32 = 200_000;
/// Maximum number of paragraphs and runs.
const MAX_PIECES: u32 = 500_000;
/// Maximum size of the text without markup, in bytes.
const MAX_TEXT_BYTES: usize = 20 * 1024 * 1024;

/// Most bytes of the text of a text box that the report has.
const MAX_TEXT_BOX_BYTES: usize = 1_000;

/// Reads a part with text, such as the document or the footnotes.
///
/// # Errors
/// If the XML is damaged, or is larger than the limits.
pub(super) fn content(xml: &[u8], parts: &Parts) -> Result<Content, ReadError> {
    let mut reading = ContentReader::new(parts);
    scan(xml, &mut reading, ContentReader::is_skipped, ContentReader::visit)?;
    Ok(reading.content)
}

/// The state while a part is read.
struct ContentReader<'p> {
    parts: &'p Parts,
    content: Content,
    table_depth: usize,
    rows: Vec<WordRow>,
    paragraph: Option<WordParagraph>,
    format: Format,
    links: Vec<Option<String>>,
    /// The instruction of each open field, and whether its result is being read.
    fields: Vec<(String, bool)>,
    in_paragraph_properties: bool,
    in_text: bool,
    in_instruction: bool,
    in_run: bool,
    is_hidden: bool,
    /// The number of text boxes around the current place, and the text of the outermost one.
    text_box_depth: usize,
    text_box: String,
    /// Whether the mark at the end of the paragraph is deleted, so that the next one continues it.
    is_joined: bool,
    /// What is known about the picture that is being read, before its file.
    picture: WordPicture,
    row_count: u32,
    cells: u32,
    pieces: u32,
    text_bytes: usize,
}

impl<'p> ContentReader<'p> {
    fn new(parts: &'p Parts) -> Self {
        ContentReader {
            parts,
            content: Content::default(),
            table_depth: 0,
            rows: Vec::new(),
            paragraph: None,
            format: Format::default(),
            links: Vec::new(),
            fields: Vec::new(),
            in_paragraph_properties: false,
            in_text: false,
            in_instruction: false,
            in_run: false,
            is_hidden: false,
            text_box_depth: 0,
            text_box: String::new(),
            is_joined: false,
            picture: WordPicture::default(),
            row_count: 0,
            cells: 0,
            pieces: 0,
            text_bytes: 0,
        }
    }

    /// Whether an element is left out with its content; records what a person may miss.
    fn is_skipped(&mut self, start: &BytesStart<'_>) -> bool {
        let omission = match start.local_name().as_ref() {
            b"del" if self.in_paragraph_properties => return false,
            b"del"
                if self.rows.last().is_some_and(|row| row.cells.is_empty()) && self.paragraph.is_none() =>
            {
                return false;
            }
            b"del" | b"moveFrom" => Omission::DeletedText,
            b"commentReference" => Omission::Comment,
            b"oMath" | b"oMathPara" => Omission::Equation,
            b"chart" | b"relIds" => Omission::Chart,
            b"OLEObject" => Omission::EmbeddedObject,
            b"Fallback" | b"sdtPr" | b"tabs" | b"pPrChange" | b"rPrChange" | b"tblPrChange"
            | b"tcPrChange" | b"trPrChange" | b"sectPr" | b"delText" | b"delInstrText" | b"rt" => {
                return true;
            }
            _ => return false,
        };
        self.leave_out(omission);
        true
    }

    fn leave_out(&mut self, omission: Omission) {
        self.leave_out_text(omission, String::new());
    }

    fn leave_out_text(&mut self, omission: Omission, text: String) {
        let before = self.content.parts.len() + self.content.notes.len();
        let found = LeftOutPart { omission, before, text };
        if !self.content.omissions.contains(&found) && self.content.omissions.len() < 1000 {
            self.content.omissions.push(found);
        }
    }

    /// Reads an event inside of a text box, whose text is kept apart.
    fn visit_text_box(&mut self, event: &XmlEvent<'_>) {
        match event {
            XmlEvent::Open(start) if start.local_name().as_ref() == b"txbxContent" => {
                self.text_box_depth += 1
            }
            XmlEvent::Open(start) if start.local_name().as_ref() == b"t" => self.in_text = true,
            XmlEvent::Close(b"t") => self.in_text = false,
            XmlEvent::Close(b"p") => self.text_box.push(' '),
            XmlEvent::Close(b"txbxContent") => {
                self.text_box_depth -= 1;
                if self.text_box_depth == 0 {
                    let text = std::mem::take(&mut self.text_box);
                    self.leave_out_text(Omission::TextBox, text.trim().to_owned());
                }
            }
            XmlEvent::Text(text) if self.in_text && self.text_box.len() < MAX_TEXT_BOX_BYTES => {
                self.text_box.push_str(text);
            }
            XmlEvent::Open(_) | XmlEvent::Close(_) | XmlEvent::Text(_) => {}
        }
    }

    fn visit(&mut self, event: XmlEvent<'_>) -> Result<(), ReadError> {
        if self.text_box_depth > 0 {
            self.visit_text_box(&event);
            return Ok(());
        }
        match event {
            XmlEvent::Open(start) if start.local_name().as_ref() == b"txbxContent" => {
                self.text_box_depth = 1;
                self.in_text = false;
                Ok(())
            }
            XmlEvent::Open(start) => self.open(&start),
            XmlEvent::Close(name) => self.close(name),
            XmlEvent::Text(text) => {
                if self.in_instruction
                    && let Some((instruction, _)) = self.fields.last_mut()
                {
                    instruction.push_str(text);
                }
                if self.in_text { self.push_text(text) } else { Ok(()) }
            }
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        match start.local_name().as_ref() {
            b"tbl" => {
                self.table_depth += 1;
                if self.table_depth > 1 {
                    self.leave_out(Omission::NestedTable);
                }
            }
            b"tr" | b"tc" | b"gridBefore" | b"gridSpan" | b"vMerge" | b"hMerge" => {
                return if self.table_depth == 1 { self.open_cell(start) } else { Ok(()) };
            }
            b"del" if self.in_paragraph_properties => {
                self.is_joined = true;
                self.leave_out(Omission::DeletedText);
            }
            b"del" => {
                if let Some(row) = self.rows.last_mut() {
                    row.is_deleted = true;
                }
                self.leave_out(Omission::DeletedText);
            }
            b"p" => {
                self.count_piece()?;
                let is_continued = std::mem::take(&mut self.is_joined) && self.paragraph.is_some();
                if !is_continued {
                    self.paragraph = Some(WordParagraph { style: self.parts.style(""), runs: Vec::new() });
                }
            }
            b"pPr" => self.in_paragraph_properties = true,
            b"footnote" | b"endnote" => {
                self.content.notes.push((attribute(start, "id").unwrap_or_default(), Vec::new()));
            }
            b"hyperlink" => {
                let address =
                    attribute(start, "id").and_then(|id| self.parts.address(&id).map(str::to_owned));
                self.links.push(address);
            }
            _ if self.in_paragraph_properties => self.paragraph_property(start),
            _ => return self.open_run(start),
        }
        Ok(())
    }

    fn open_cell(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        let val = attribute(start, "val").unwrap_or_default();
        let number = val.parse().unwrap_or(1).clamp(1, MAX_COLUMNS + 1);
        let name = start.local_name();
        if name.as_ref() == b"tr" {
            self.rows.push(WordRow::default());
            self.row_count += 1;
        }
        let Some(row) = self.rows.last_mut() else { return Err(damaged("a cell has no row")) };
        let has_two = row.cells.len() > 1;
        match (name.as_ref(), row.cells.last_mut()) {
            (b"tc", _) => {
                row.cells.push(WordCell { span: 1, ..WordCell::default() });
                self.cells += 1;
            }
            (b"gridBefore", _) => row.before = if val == "0" { 0 } else { number },
            (b"gridSpan", Some(cell)) => cell.span = number,
            (b"vMerge", Some(cell)) => {
                cell.vertical = if val == "restart" { VerticalMerge::First } else { VerticalMerge::Further };
            }
            (b"hMerge", Some(_)) if val != "restart" && has_two => {
                let merged = row.cells.pop().expect("the row has two cells");
                let first = row.cells.last_mut().expect("the row has a cell");
                first.span += merged.span;
            }
            _ => {}
        }
        let columns = row.before + row.cells.iter().map(|cell| cell.span).sum::<u32>();
        let is_large = self.row_count > MAX_ROWS || self.cells > MAX_CELLS;
        if is_large || (name.as_ref() != b"tr" && columns > MAX_COLUMNS) {
            return Err(too_many_cells());
        }
        Ok(())
    }

    fn paragraph_property(&mut self, start: &BytesStart<'_>) {
        let Some(paragraph) = &mut self.paragraph else { return };
        let val = attribute(start, "val").unwrap_or_default();
        let name = start.local_name();
        match name.as_ref() {
            b"pStyle" => {
                paragraph.style = self.parts.style(&val);
                return;
            }
            b"jc" | b"outlineLvl" | b"ind" | b"numId" | b"ilvl" => {}
            _ => return,
        }
        let style = Rc::make_mut(&mut paragraph.style);
        match name.as_ref() {
            b"jc" => style.centred = Some(val == "center"),
            b"outlineLvl" => style.outline = val.parse().ok(),
            b"ind" => style.indent = indent(start).or(style.indent),
            b"numId" => style.list = Some((val, style.list.as_ref().map_or(0, |(_, level)| *level))),
            b"ilvl" => {
                let list = style.list.take().map_or_else(String::new, |(list, _)| list);
                style.list = Some((list, val.parse().unwrap_or(0)));
            }
            _ => {}
        }
    }

    fn open_run(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        match start.local_name().as_ref() {
            b"r" => {
                let style = self.paragraph.as_ref().map(|paragraph| &*paragraph.style);
                self.format = style.map(Format::from).unwrap_or_default();
                self.format.link = self.link();
                (self.in_run, self.is_hidden) = (true, false);
            }
            b"t" => self.in_text = true,
            b"tab" | b"ptab" if self.in_run => return self.push_text("\t"),
            b"br" | b"cr" if self.in_run => return self.push_text("\n"),
            b"noBreakHyphen" => return self.push_text("-"),
            // The letter ư of TCVN3.
            b"softHyphen" => return self.push_text("\u{ad}"),
            b"sym" => {
                let symbol = symbol(start);
                if symbol.is_empty() {
                    self.leave_out(Omission::Symbol);
                }
                return self.push_text(symbol);
            }
            b"instrText" => self.in_instruction = true,
            b"fldChar" => self.field(start),
            b"footnoteReference" | b"endnoteReference" => {
                let id = attribute(start, "id").unwrap_or_default();
                let kind = if start.local_name().as_ref() == b"footnoteReference" { "f" } else { "e" };
                return self.push(RunContent::Note(format!("{kind}{id}")));
            }
            b"docPr" => {
                let alternative = attribute(start, "descr").unwrap_or_default();
                self.picture = WordPicture { alternative, ..WordPicture::default() };
            }
            b"blip" => {
                let file = attribute(start, "embed").or_else(|| attribute(start, "link"));
                self.picture.relationship = file.unwrap_or_default();
            }
            b"srcRect" => self.picture.is_cropped = is_cropped(start),
            b"imagedata" => {
                let relationship = attribute(start, "id").or_else(|| attribute(start, "href"));
                let picture = WordPicture {
                    relationship: relationship.unwrap_or_default(),
                    alternative: attribute(start, "title").unwrap_or_default(),
                    is_cropped: ["croptop", "cropbottom", "cropleft", "cropright"]
                        .iter()
                        .any(|side| attribute(start, side).is_some()),
                };
                return self.push(RunContent::Picture(Box::new(picture)));
            }
            _ => self.run_property(start),
        }
        Ok(())
    }

    fn run_property(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            b"b" => self.format.bold = is_on(start),
            b"i" => self.format.italic = is_on(start),
            b"vanish" if is_on(start) => {
                self.is_hidden = true;
                self.leave_out(Omission::HiddenText);
            }
            b"rFonts" => {
                if let Some(name) = font(start) {
                    self.format.font = Some(name).filter(|name| OldEncoding::of_font(name).is_some());
                }
            }
            b"rStyle" => {
                let style = self.parts.style(&attribute(start, "val").unwrap_or_default());
                self.format.bold = style.bold.unwrap_or(self.format.bold);
                self.format.italic = style.italic.unwrap_or(self.format.italic);
                self.format.size = style.size.or(self.format.size);
            }
            b"sz" => self.format.size = attribute(start, "val").and_then(|size| size.parse().ok()),
            b"position" => {
                let halves: i32 = attribute(start, "val").and_then(|val| val.parse().ok()).unwrap_or(0);
                self.format.script = match halves {
                    4.. => Some(Script::Above),
                    ..=-4 => Some(Script::Below),
                    _ => self.format.script,
                };
            }
            b"strike" | b"dstrike" => self.format.is_struck = is_on(start),
            b"vertAlign" => {
                self.format.script = match attribute(start, "val").as_deref() {
                    Some("superscript") => Some(Script::Above),
                    Some("subscript") => Some(Script::Below),
                    _ => None,
                };
            }
            _ => {}
        }
    }

    fn link(&self) -> Option<String> {
        let field = self.fields.iter().rev().find(|(_, is_result)| *is_result);
        let of_field = field.and_then(|(instruction, _)| {
            instruction.trim().strip_prefix("HYPERLINK")?.split('"').nth(1).map(str::to_owned)
        });
        self.links.last().cloned().flatten().or(of_field)
    }

    fn field(&mut self, start: &BytesStart<'_>) {
        match attribute(start, "fldCharType").as_deref() {
            Some("begin") if self.fields.len() < 100 => self.fields.push((String::new(), false)),
            Some("separate") => {
                if let Some((_, is_result)) = self.fields.last_mut() {
                    *is_result = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) -> Result<(), ReadError> {
        match name {
            b"blipFill" => {
                let relationship = std::mem::take(&mut self.picture.relationship);
                let picture = WordPicture { relationship, ..self.picture.clone() };
                return self.push(RunContent::Picture(Box::new(picture)));
            }
            b"t" => self.in_text = false,
            b"instrText" => self.in_instruction = false,
            b"pPr" => self.in_paragraph_properties = false,
            b"hyperlink" => {
                self.links.pop();
            }
            b"r" => self.in_run = false,
            b"p" if !self.is_joined => self.end_paragraph(),
            b"tc" | b"footnote" | b"endnote" => {
                self.is_joined = false;
                self.end_paragraph();
            }
            b"tbl" => {
                self.table_depth = self.table_depth.saturating_sub(1);
                if self.table_depth == 0 {
                    let mut rows = std::mem::take(&mut self.rows);
                    rows.retain(|row| !row.is_deleted);
                    self.content.parts.push(Part::Table(rows));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraph.take() else { return };
        let cell = self.rows.last_mut().and_then(|row| row.cells.last_mut());
        match (cell, self.content.notes.last_mut()) {
            (Some(cell), _) => cell.paragraphs.push(paragraph),
            (None, Some((_, note))) => note.push(paragraph),
            (None, None) => self.content.parts.push(Part::Paragraph(paragraph)),
        }
    }

    fn push_text(&mut self, text: &str) -> Result<(), ReadError> {
        self.text_bytes += text.len();
        if self.text_bytes > MAX_TEXT_BYTES {
            return Err(ReadError::UnpacksTooLarge { limit: MAX_TEXT_BYTES as u64 });
        }
        if self.is_hidden {
            return Ok(());
        }
        let last = self.paragraph.as_mut().and_then(|paragraph| paragraph.runs.last_mut());
        match last {
            Some(Run { content: RunContent::Text(before), format }) if *format == self.format => {
                before.push_str(text);
                Ok(())
            }
            _ => self.push(RunContent::Text(text.to_owned())),
        }
    }

    fn push(&mut self, content: RunContent) -> Result<(), ReadError> {
        self.count_piece()?;
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.runs.push(Run { content, format: self.format.clone() });
        }
        Ok(())
    }

    fn count_piece(&mut self) -> Result<(), ReadError> {
        self.pieces += 1;
        if self.pieces > MAX_PIECES { Err(too_many_cells()) } else { Ok(()) }
    }
}

fn too_many_cells() -> ReadError {
    ReadError::TooManyCells { rows: MAX_ROWS, columns: MAX_COLUMNS, cells: MAX_CELLS }
}

/// Returns the character of a symbol font: check marks of Wingdings, nothing for others.
fn symbol(start: &BytesStart<'_>) -> &'static str {
    match attribute(start, "char").unwrap_or_default().to_ascii_uppercase().as_str() {
        "F0FC" | "F0FE" | "00FC" | "00FE" => "✓",
        "F0FB" | "F0FD" | "00FB" | "00FD" => "✗",
        "F0B7" | "F0A7" => "•",
        "F0E0" => "→",
        "F0D8" => "➢",
        _ => "",
    }
}

/// Returns whether a frame shows only a part of its picture: an edge of `a:srcRect` is cut off.
fn is_cropped(start: &BytesStart<'_>) -> bool {
    let is_cut = |edge: &str| attribute(start, edge).is_some_and(|cut| !matches!(&*cut, "" | "0"));
    ["l", "t", "r", "b"].into_iter().any(is_cut)
}
