//! Reads OpenDocument spreadsheets (`.ods`), which calamine reads without merged cells.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, escape};

use crate::import::archive::{Archive, damaged, referenced};
use crate::import::limits::{Budget, GridBuilder, MAX_COLUMNS};
use crate::import::{Block, CellValue, Document, GridKind, LeftOut, LeftOutKind, Merge, ReadError};
use crate::import::{encoding, workbook};

/// Elements inside of a cell whose text is not its content.
const BESIDE: &[&str] = &["annotation", "frame", "custom-shape", "shapes", "tracked-changes", "g", "control"];

/// Reads a spreadsheet: a table for each sheet that is visible and not empty, in the order of the sheets.
///
/// # Errors
///
/// Any [`ReadError`] but those of the system.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut archive = Archive::open(bytes)?;
    archive.check_sizes()?;
    check_encryption(&mut archive)?;
    let mut sheets = Sheets::new();
    if archive.names().any(|name| name.starts_with("Basic/")) {
        sheets.leave_out(LeftOutKind::Macros, "");
    }
    let part = archive.part("content.xml")?.ok_or_else(|| damaged("content.xml is missing"))?;
    sheets.read(part)?;
    Ok(sheets.document)
}

fn check_encryption(archive: &mut Archive<'_>) -> Result<(), ReadError> {
    let Some(mut part) = archive.part("META-INF/manifest.xml")? else { return Ok(()) };
    let mut text = Vec::new();
    part.read_to_end(&mut text).map_err(damaged)?;
    let is_encrypted = memchr::memmem::find(&text, b"encryption-data").is_some();
    if is_encrypted { Err(ReadError::Encrypted) } else { Ok(()) }
}

/// The sheets that are being read.
struct Sheets {
    document: Document,
    budget: Budget,
    /// The style that is being defined.
    style: String,
    hidden_styles: HashSet<String>,
    fonts: HashMap<String, String>,
    /// The styles whose text is struck through.
    struck_styles: HashSet<String>,
    sheet: Option<Sheet>,
    /// How many elements are open whose content is skipped.
    skipped: usize,
}

/// A sheet that is being read.
#[derive(Default)]
struct Sheet {
    name: String,
    grid: GridBuilder,
    row: u32,
    row_repeats: u32,
    is_hidden_row: bool,
    column: u32,
    /// The cells with content of the row: the first column, the number of columns, and the value.
    cells: Vec<(u32, u32, CellValue)>,
    cell: Option<OpenCell>,
}

/// A cell that is being read.
#[derive(Default)]
struct OpenCell {
    repeats: u32,
    value: Option<CellValue>,
    text: String,
    style: Option<String>,
    /// Whether the text of each open span is struck through.
    spans: Vec<bool>,
    /// Whether text is left out because it is struck through.
    has_struck: bool,
    /// Whether the text is an error value.
    is_error: bool,
}

impl Sheets {
    fn new() -> Sheets {
        Sheets {
            document: Document::default(),
            budget: Budget::new(),
            style: String::new(),
            hidden_styles: HashSet::new(),
            fonts: HashMap::new(),
            struck_styles: HashSet::new(),
            sheet: None,
            skipped: 0,
        }
    }

    fn leave_out(&mut self, kind: LeftOutKind, place: &str) {
        self.document.left_out.push(LeftOut { kind, place: place.to_owned() });
    }

    fn read(&mut self, part: impl BufRead) -> Result<(), ReadError> {
        let mut reader = Reader::from_reader(part);
        reader.config_mut().expand_empty_elements = true;
        let mut buffer = Vec::new();
        loop {
            match reader.read_event_into(&mut buffer).map_err(damaged)? {
                Event::Start(_) if self.skipped > 0 => self.skipped += 1,
                Event::End(_) if self.skipped > 0 => self.skipped -= 1,
                Event::Start(element) => self.start(&element),
                Event::End(element) => self.end(element.local_name().into_inner())?,
                Event::Text(text) => self.add_text(&text.xml10_content().map_err(damaged)?),
                Event::CData(text) => self.add_text(&text.xml10_content().map_err(damaged)?),
                Event::GeneralRef(reference) => self.add_text(&referenced(&reference)),
                Event::Eof if self.sheet.is_some() => return Err(damaged("content.xml is cut off")),
                Event::Eof => return Ok(()),
                _ => {}
            }
            buffer.clear();
        }
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let local = element.local_name();
        let name = std::str::from_utf8(local.into_inner()).unwrap_or("");
        if self.sheet.is_some() {
            return self.start_in_sheet(name, element);
        }
        match name {
            "style" => self.style = attribute(element, "style:name").unwrap_or_default(),
            "table-properties" if attribute(element, "table:display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "text-properties" => {
                let font = attribute(element, "style:font-name");
                self.fonts.extend(font.map(|font| (self.style.clone(), font)));
                let line = attribute(element, "style:text-line-through-style");
                if line.is_some_and(|line| line != "none") {
                    self.struck_styles.insert(self.style.clone());
                }
            }
            "table" => {
                let name = attribute(element, "table:name").unwrap_or_default();
                let style = attribute(element, "table:style-name").unwrap_or_default();
                if self.hidden_styles.contains(&style) {
                    self.leave_out(LeftOutKind::HiddenSheet, &name);
                    self.skipped = 1;
                } else {
                    self.sheet = Some(Sheet { name, row_repeats: 1, ..Sheet::default() });
                }
            }
            "tracked-changes" => self.skipped = 1,
            _ => {}
        }
    }

    fn start_in_sheet(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(sheet) = &mut self.sheet else { return };
        match name {
            "table-column" => sheet.start_column(element),
            "table-row" => sheet.start_row(element),
            "table-cell" | "covered-table-cell" => sheet.start_cell(element),
            beside if BESIDE.contains(&beside) || beside == "table" => {
                let kind =
                    if beside == "annotation" { LeftOutKind::TextBeside } else { LeftOutKind::Picture };
                let place = format!("{}!{}", sheet.name, u64::from(sheet.row) + 1);
                self.leave_out(kind, &place);
                self.skipped = 1;
            }
            _ => {
                let Some(cell) = &mut sheet.cell else { return };
                match name {
                    "p" if !cell.text.is_empty() => cell.text.push('\n'),
                    "s" | "tab" => cell.text.push(' '),
                    "line-break" => cell.text.push('\n'),
                    "span" => {
                        let style = attribute(element, "text:style-name").unwrap_or_default();
                        cell.spans.push(self.struck_styles.contains(&style));
                    }
                    _ => {}
                }
            }
        }
    }

    fn add_text(&mut self, text: &str) {
        if let Some(cell) = self.sheet.as_mut().and_then(|sheet| sheet.cell.as_mut())
            && self.skipped == 0
        {
            if cell.spans.contains(&true) {
                cell.has_struck |= !text.trim().is_empty();
            } else {
                cell.text.push_str(text);
            }
        }
    }

    fn end(&mut self, name: &[u8]) -> Result<(), ReadError> {
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        match name {
            b"table-cell" | b"covered-table-cell" => sheet.end_cell(&self.fonts, &self.struck_styles),
            b"span" => {
                if let Some(cell) = &mut sheet.cell {
                    cell.spans.pop();
                }
            }
            b"table-row" => sheet.end_row(&mut self.budget)?,
            b"table" => {
                if let Some(Sheet { name, grid, .. }) = self.sheet.take() {
                    let grid = grid.finish(&name, GridKind::Sheet, &mut self.document.left_out);
                    self.document.blocks.extend(grid.map(Block::Table));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

impl Sheet {
    fn start_column(&mut self, element: &BytesStart<'_>) {
        let next = self.column.saturating_add(repeats(element, "table:number-columns-repeated"));
        if is_hidden(element) {
            self.grid.layout.hidden_columns.extend(self.column..next.min(MAX_COLUMNS));
        }
        self.column = next;
    }

    fn start_row(&mut self, element: &BytesStart<'_>) {
        self.column = 0;
        self.row_repeats = repeats(element, "table:number-rows-repeated");
        self.is_hidden_row = is_hidden(element);
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) {
        let columns = repeats(element, "table:number-columns-spanned");
        let rows = repeats(element, "table:number-rows-spanned");
        if columns > 1 || rows > 1 {
            let (bottom, right) =
                (self.row.saturating_add(rows - 1), self.column.saturating_add(columns - 1));
            self.grid.layout.merges.push(Merge { top: self.row, left: self.column, bottom, right });
        }
        self.cell = Some(OpenCell {
            repeats: repeats(element, "table:number-columns-repeated"),
            value: value(element),
            style: attribute(element, "table:style-name"),
            is_error: attribute(element, "calcext:value-type").as_deref() == Some("error"),
            ..OpenCell::default()
        });
    }

    fn end_cell(&mut self, fonts: &HashMap<String, String>, struck_styles: &HashSet<String>) {
        let Some(mut cell) = self.cell.take() else { return };
        let has_content = cell.value.is_some() || !cell.text.trim().is_empty();
        if has_content && cell.style.as_ref().is_some_and(|style| struck_styles.contains(style)) {
            (cell.value, cell.has_struck) = (None, true);
            cell.text.clear();
        }
        if cell.has_struck {
            self.grid.leave_out_struck(self.row, self.column);
        }
        let value = cell.value.or_else(|| {
            let font = cell.style.and_then(|style| fonts.get(&style)).map(String::as_str);
            let text = encoding::clean(&encoding::from_font(&cell.text, font));
            let value = if cell.is_error { CellValue::Error } else { CellValue::Text };
            (!text.is_empty()).then(|| value(text))
        });
        self.cells.extend(value.map(|value| (self.column, cell.repeats, value)));
        self.column = self.column.saturating_add(cell.repeats);
    }

    fn end_row(&mut self, budget: &mut Budget) -> Result<(), ReadError> {
        let cells = std::mem::take(&mut self.cells);
        let rows = if cells.is_empty() { 0 } else { self.row_repeats };
        for row in self.row..self.row.saturating_add(rows) {
            if self.is_hidden_row {
                self.grid.layout.hidden_rows.insert(row);
            }
            for (first, repeats, value) in &cells {
                for column in *first..first.saturating_add(*repeats) {
                    self.grid.push(row, column, value.clone(), budget)?;
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeats);
        Ok(())
    }
}

/// Returns the value of a cell that is not text.
fn value(element: &BytesStart<'_>) -> Option<CellValue> {
    let attribute = |name| attribute(element, name);
    match attribute("office:value-type")?.as_str() {
        "float" | "percentage" | "currency" => {
            Some(CellValue::Number(attribute("office:value")?.parse().ok()?))
        }
        "date" => workbook::iso_date(&attribute("office:date-value")?),
        _ => None,
    }
}

fn repeats(element: &BytesStart<'_>, name: &str) -> u32 {
    attribute(element, name).and_then(|number| number.parse().ok()).unwrap_or(1).max(1)
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "table:visibility").is_some_and(|visibility| visibility != "visible")
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let text = std::str::from_utf8(&attribute.value).ok()?;
    escape::unescape(text).ok().map(|text| text.into_owned())
}
