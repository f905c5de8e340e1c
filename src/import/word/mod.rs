//! Reads Word files (`.docx`) as the paragraphs and tables of an annex, or as an article.

pub mod article;

pub(in crate::import) mod body;
mod content;
pub(in crate::import) mod numbering;
mod package;
mod styles;

pub use body::Omission;

use std::collections::HashMap;

use self::body::{Content, Part, Run, RunContent, VerticalMerge, WordParagraph, WordRow};
use self::content::content;
use self::package::Package;
use self::styles::Parts;
use crate::import::limits::ERROR_VALUES;
use crate::import::{
    Block, Cell, CellValue, Document, Grid, GridKind, LeftOut, LeftOutKind, Merge, Paragraph, ReadError,
};
use crate::text;

/// Reads a Word file: its paragraphs and tables, in their order.
///
/// Text boxes, notes, comments, hidden, deleted and struck text, and pictures are left out; their places are the number of the
/// paragraph or table before which they are, counted together. The text of a nested table is in the cell around it.
///
/// # Errors
/// The file is damaged, has no text, or exceeds a limit.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes)?;
    let parts = Parts::read(&mut package)?;
    let xml = package.document()?;
    let content = content(&xml, &parts)?;
    drop(xml);
    let mut document = document(&content);
    if package.has_part("word/vbaProject") {
        document.left_out.push(LeftOut { kind: LeftOutKind::Macros, place: String::new() });
    }
    if document.blocks.is_empty() { Err(ReadError::Empty) } else { Ok(document) }
}

fn document(content: &Content) -> Document {
    let tables = content.parts.iter().filter(|part| matches!(part, Part::Table(_))).count();
    let mut document = Document::default();
    let (mut table, mut number) = (0, 0);
    for (at, part) in content.parts.iter().enumerate() {
        match part {
            Part::Paragraph(paragraph) => {
                number += 1;
                let text = plain_text(paragraph);
                note_runs(paragraph, at, &mut document.left_out);
                if !text.is_empty() {
                    document.blocks.push(Block::Paragraph(Paragraph { text, number }));
                }
            }
            Part::Table(rows) => {
                table += 1;
                let name = if tables == 1 { String::new() } else { table.to_string() };
                let paragraphs = rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs);
                paragraphs.for_each(|paragraph| note_runs(paragraph, at, &mut document.left_out));
                document.blocks.push(Block::Table(grid(name, rows)));
            }
        }
    }
    for part in &content.omissions {
        if let Some(kind) = part.omission.of_annex() {
            let part = LeftOut { kind, place: (part.before + 1).to_string() };
            if !document.left_out.contains(&part) {
                document.left_out.push(part);
            }
        }
    }
    let has_text = document.blocks.iter().any(|block| match block {
        Block::Paragraph(_) => true,
        Block::Table(grid) => grid.rows().next().is_some(),
    });
    if !has_text {
        document.blocks.clear();
    }
    document
}

/// Records the pictures, the notes and the text that is struck through of a paragraph.
fn note_runs(paragraph: &WordParagraph, at: usize, left_out: &mut Vec<LeftOut>) {
    for run in &paragraph.runs {
        let kind = match &run.content {
            RunContent::Text(text) if run.format.is_struck && !text.trim().is_empty() => {
                LeftOutKind::StruckText
            }
            RunContent::Text(_) => continue,
            RunContent::Picture(..) => LeftOutKind::Picture,
            RunContent::Note(_) => LeftOutKind::TextBeside,
        };
        let part = LeftOut { kind, place: (at + 1).to_string() };
        if kind != LeftOutKind::StruckText || !left_out.contains(&part) {
            left_out.push(part);
        }
    }
}

fn grid(name: String, rows: &[WordRow]) -> Grid {
    let (mut cells, mut merges) = (Vec::new(), Vec::new());
    // The merge that is open in each column.
    let mut open: HashMap<u32, Merge> = HashMap::new();
    for (row, source) in (0..).zip(rows) {
        let mut column = source.before;
        let mut still_open = HashMap::new();
        for cell in &source.cells {
            let right = column + cell.span - 1;
            let is_further = cell.vertical == VerticalMerge::Further;
            let above = if is_further { open.remove(&column) } else { None };
            let merge = match above {
                Some(merge) => Merge { bottom: row, ..merge },
                None => Merge { top: row, left: column, bottom: row, right },
            };
            let lines: Vec<String> = cell.paragraphs.iter().map(plain_text).collect();
            let text = lines.join("\n").trim().to_owned();
            if !text.is_empty() {
                let is_error = ERROR_VALUES.contains(&text.as_str());
                let value = if is_error { CellValue::Error(text) } else { CellValue::Text(text) };
                cells.push(Cell { row, column, value });
            }
            if cell.vertical == VerticalMerge::None {
                merges.push(merge);
            } else {
                still_open.insert(column, merge);
            }
            column += cell.span;
        }
        merges.extend(open.drain().map(|(_, merge)| merge));
        open = still_open;
    }
    merges.extend(open.into_values());
    merges.sort_by_key(|merge| (merge.top, merge.left));
    Grid::new(name, GridKind::Table, cells, merges)
}

/// Returns the text of a paragraph, without format and without what is struck through.
fn plain_text(paragraph: &WordParagraph) -> String {
    let runs = paragraph.runs.iter().filter(|run| !run.format.is_struck);
    let texts: String = runs.map(Run::unicode_text).collect();
    text::repaired(&texts).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Block, read};

    #[test]
    fn an_annex_is_read() {
        let bytes = include_bytes!("../../../tests/fixtures/import/quyet-dinh.docx");
        let document = read(bytes).expect("the annex is a Word file");
        let [Block::Table(grid)] = &document.blocks[..] else { panic!("one table: {:?}", document.blocks) };
        assert_eq!(grid.cell(0, 1).expect("a name").value.text(), "Ông Võ Minh Quỳnh");
        assert_eq!(grid.rows().count(), 120);
        assert!(read(&bytes[..bytes.len() / 2]).is_err(), "a file that is cut off");
    }
}
