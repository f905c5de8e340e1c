//! Unit tests of the import; those of the readers have real files, which the tests make.

mod article;
mod article_round_trip;
mod propose_case;
mod propose_cells;
mod propose_decision;
mod propose_doubts;
mod propose_layouts;
mod propose_paragraphs;
mod propose_support;
mod propose_threads;
mod propose_titles;
mod read;
mod read_hostile;
mod read_html;
mod read_ods;
mod read_text;
mod read_workbook;
mod spelling;
mod update;
mod word;
mod yaml;

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import::{Block, Document, Grid, ReadError, Reader};

/// Writes a file into a folder of its own, and reads it.
fn read_bytes(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    read_file(&path)
}

fn read_file(path: &Path) -> Result<Document, ReadError> {
    Reader::default().read(path)
}

/// Returns the path of a file that is kept with the tests.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name)
}

/// Returns a ZIP archive with `parts`.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Returns a workbook whose only sheet, `A`, has the XML `sheet` between `<worksheet>` and its end.
fn workbook(sheet: &str) -> Vec<u8> {
    workbook_with(sheet, &[])
}

fn workbook_with(sheet: &str, others: &[(&str, &str)]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#
    );
    let relations = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
    );
    let sheet = format!(r#"<worksheet xmlns="{MAIN}">{sheet}</worksheet>"#);
    let root = format!(
        r#"<Relationships><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
    );
    let mut parts = vec![
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    parts.extend(others);
    packed(&parts)
}

/// Returns a spreadsheet of OpenDocument with the XML `sheets` in its body, and `styles` before it.
fn spreadsheet(styles: &str, sheets: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"#
    );
    packed(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

fn tables(document: &Document) -> Vec<&Grid> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    tables.collect()
}

/// Returns the only table.
fn table(document: &Document) -> &Grid {
    let [grid] = tables(document)[..] else { panic!("{document:?} has not one table") };
    grid
}

/// Returns each row with its cells: `A1=STT B1=Họ và tên`.
fn rows(grid: &Grid) -> Vec<String> {
    let cell = |cell: &crate::import::Cell| {
        let place = grid.place(cell.row, Some(cell.column));
        format!("{}={}", place.rsplit('!').next().unwrap(), cell.value.text())
    };
    grid.rows().map(|(_, cells)| cells.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
}

fn paragraphs(document: &Document) -> Vec<(u32, &str)> {
    let paragraphs = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some((paragraph.number, paragraph.text.as_str())),
        Block::Table(_) => None,
    });
    paragraphs.collect()
}
