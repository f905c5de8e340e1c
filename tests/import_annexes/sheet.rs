//! Sheets whose truth is known, and their forms as `.xlsx`, `.docx`, `.csv` and plain text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Cursor, Write};

use rust_xlsxwriter::{Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import_annexes::truth::Truth;

/// The content of a cell.
#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    Number(u32),
    /// The error value of a formula.
    Error,
}

/// A sheet, or a table of a Word file with the paragraphs around it.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub cells: BTreeMap<(u32, u32), Value>,
    /// The first row and column, the last row and column of each merge.
    pub merges: Vec<(u32, u32, u32, u32)>,
    pub hidden_rows: BTreeSet<u32>,
    /// The first row of the head, and the row behind the last row of the table.
    pub table: std::ops::Range<u32>,
    /// What the rows of awards say.
    pub truth: BTreeMap<u32, Truth>,
    /// The next row to write.
    pub next: u32,
}

/// A file with the truth of its rows, by the number of the table and the row.
pub struct AnnexFile {
    pub name: String,
    pub bytes: Vec<u8>,
    pub truth: BTreeMap<(usize, u32), Truth>,
}

impl Sheet {
    pub fn new(name: &str) -> Sheet {
        Sheet { name: name.to_owned(), ..Sheet::default() }
    }

    pub fn text(&mut self, row: u32, column: u32, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.cells.insert((row, column), Value::Text(text));
        }
    }

    /// Writes a text over `width` merged columns, and goes to the next row.
    pub fn wide(&mut self, column: u32, width: u32, text: &str) {
        self.text(self.next, column, text);
        if width > column + 1 {
            self.merges.push((self.next, column, self.next, width - 1));
        }
        self.next += 1;
    }

    /// Writes the texts of a row from its first column, and goes to the next row.
    pub fn row(&mut self, texts: &[&str]) {
        for (column, text) in (0..).zip(texts) {
            self.text(self.next, column, *text);
        }
        self.next += 1;
    }

    fn width(&self) -> u32 {
        self.cells.keys().map(|(_, column)| column + 1).max().unwrap_or(1)
    }

    fn shown(&self, row: u32, column: u32) -> String {
        match self.cells.get(&(row, column)) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            Some(Value::Error) => "#N/A".to_owned(),
            None => String::new(),
        }
    }

    fn merge_at(&self, row: u32, column: u32) -> Option<(u32, u32, u32, u32)> {
        let covers = |(top, left, bottom, right): &&(u32, u32, u32, u32)| {
            (*top..=*bottom).contains(&row) && (*left..=*right).contains(&column)
        };
        self.merges.iter().find(covers).copied()
    }
}

/// Returns a workbook of Excel with these sheets.
pub fn xlsx(name: &str, sheets: &[Sheet]) -> AnnexFile {
    let mut workbook = Workbook::new();
    let plain = Format::new();
    for sheet in sheets {
        let page = workbook.add_worksheet().set_name(&sheet.name).unwrap();
        for (top, left, bottom, right) in &sheet.merges {
            page.merge_range(*top, *left as u16, *bottom, *right as u16, "", &plain).unwrap();
        }
        for ((row, column), value) in &sheet.cells {
            let (row, column) = (*row, *column as u16);
            match value {
                Value::Text(text) => page.write_string(row, column, text).unwrap(),
                Value::Number(number) => page.write_number(row, column, *number).unwrap(),
                Value::Error => page
                    .write_formula(row, column, rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A"))
                    .unwrap(),
            };
        }
        for row in &sheet.hidden_rows {
            page.set_row_hidden(*row).unwrap();
        }
    }
    let truth = sheets.iter().enumerate().flat_map(|(table, sheet)| {
        sheet.truth.iter().map(move |(row, truth)| ((table, *row), truth.clone()))
    });
    AnnexFile {
        name: format!("{name}.xlsx"),
        truth: truth.collect(),
        bytes: workbook.save_to_buffer().unwrap(),
    }
}

/// Returns a text with commas: the sheets below each other, and of merged cells the first.
pub fn csv(name: &str, sheets: &[Sheet]) -> AnnexFile {
    let mut text = String::from("\u{feff}");
    let mut truth = BTreeMap::new();
    let mut line = 0;
    for sheet in sheets {
        let last = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
        let width = sheet.width();
        for row in 0..=last {
            if let Some(found) = sheet.truth.get(&row) {
                truth.insert((0, line), found.clone().without_merges());
            }
            let fields: Vec<String> = (0..width).map(|column| quoted(&sheet.shown(row, column))).collect();
            line += 1 + u32::try_from(fields.join("").matches('\n').count()).unwrap();
            writeln!(text, "{}", fields.join(",")).unwrap();
        }
    }
    AnnexFile { name: format!("{name}.csv"), truth, bytes: text.into_bytes() }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Returns a Word file: the rows above and below each table are paragraphs.
pub fn docx(name: &str, sheets: &[Sheet]) -> AnnexFile {
    let mut body = String::new();
    let mut truth = BTreeMap::new();
    for (table, sheet) in sheets.iter().enumerate() {
        let last = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
        if sheets.len() > 1 {
            body.push_str(&paragraph(&sheet.name));
        }
        for row in 0..=last {
            if row == sheet.table.start {
                body.push_str(&table_of(sheet));
            }
            if !sheet.table.contains(&row) {
                (0..sheet.width()).for_each(|column| {
                    let text = sheet.shown(row, column);
                    if !text.is_empty() {
                        body.push_str(&paragraph(&text));
                    }
                });
            }
        }
        for (row, found) in &sheet.truth {
            truth.insert((table, row - sheet.table.start), found.clone());
        }
    }
    AnnexFile { name: format!("{name}.docx"), truth, bytes: word_file(&body) }
}

fn table_of(sheet: &Sheet) -> String {
    let width = sheet.width();
    let columns = "<w:gridCol w:w=\"900\"/>".repeat(width as usize);
    let mut xml = format!("<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>");
    for row in sheet.table.clone() {
        xml.push_str("<w:tr>");
        let mut column = 0;
        while column < width {
            let text = sheet.shown(row, column);
            let (mut properties, mut span) = (String::new(), 1);
            if let Some((top, left, bottom, right)) = sheet.merge_at(row, column) {
                span = right - left + 1;
                if span > 1 {
                    write!(properties, "<w:gridSpan w:val=\"{span}\"/>").unwrap();
                }
                if bottom > top {
                    let start = if row == top { " w:val=\"restart\"" } else { "" };
                    write!(properties, "<w:vMerge{start}/>").unwrap();
                }
            }
            write!(xml, "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(&text)).unwrap();
            column += span;
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    xml
}

fn paragraph(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let runs: Vec<String> =
        text.split('\n').map(|line| format!("<w:t xml:space=\"preserve\">{line}</w:t>")).collect();
    format!("<w:p><w:r>{}</w:r></w:p>", runs.join("<w:br/>"))
}

/// Returns the lines as paragraphs of a Word file; the truth is by line.
pub fn paragraphs(name: &str, lines: &[(String, Option<Truth>)]) -> AnnexFile {
    let body: String = lines.iter().map(|(line, _)| paragraph(line)).collect();
    AnnexFile { name: format!("{name}.docx"), truth: truth_of(lines), bytes: word_file(&body) }
}

/// Returns the lines as plain text.
pub fn text(name: &str, lines: &[(String, Option<Truth>)]) -> AnnexFile {
    let bytes: Vec<u8> = lines.iter().flat_map(|(line, _)| format!("{line}\r\n").into_bytes()).collect();
    AnnexFile { name: format!("{name}.txt"), truth: truth_of(lines), bytes }
}

fn truth_of(lines: &[(String, Option<Truth>)]) -> BTreeMap<(usize, u32), Truth> {
    (0..).zip(lines).filter_map(|(row, (_, truth))| Some(((0, row), truth.clone()?))).collect()
}

fn word_file(body: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "{head}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "{head}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{OFFICE}\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        (
            "word/document.xml",
            format!("{head}<w:document xmlns:w=\"{MAIN}\"><w:body>{body}<w:sectPr/></w:body></w:document>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
