//! Tests of packed files that are made to harm.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{packed, read_bytes, rows, spreadsheet, table, workbook, workbook_with};
use crate::import::ReadError;

/// Returns a ZIP archive with `count` MB in each of two parts, in pieces of 1 MB that begin with `first`.
fn bomb(first: u8, count: usize) -> Vec<u8> {
    let mut piece = [b' '; 1_000_000];
    piece[0] = first;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for part in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        zip.start_file(part, SimpleFileOptions::default()).unwrap();
        for _ in 0..count {
            zip.write_all(&piece).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// A file that unpacks to more than the limit is refused before it is read.
#[test]
fn zip_bombs_are_refused() {
    let error = read_bytes("a.xlsx", &bomb(b'<', 60)).unwrap_err();
    assert!(matches!(error, ReadError::UnpacksTooLarge { limit: 100_000_000 }), "{error:?}");
    let error = read_bytes("a.xlsx", &bomb(b' ', 10)).unwrap_err();
    assert!(matches!(error, ReadError::Damaged { .. }), "a reader would keep it in memory: {error:?}");
}

/// Sizes that the directory declares are not believed.
#[test]
fn declared_sizes_are_not_believed() {
    let mut bytes = bomb(b'<', 60);
    let places: Vec<usize> = memchr::memmem::find_iter(&bytes, b"PK\x01\x02").collect();
    for place in places {
        bytes[place + 24..place + 28].copy_from_slice(&10_u32.to_le_bytes());
    }
    let error = read_bytes("a.xlsx", &bytes).unwrap_err();
    assert!(matches!(error, ReadError::UnpacksTooLarge { .. } | ReadError::Damaged { .. }), "{error:?}");
}

/// A number of texts for which no computer has the memory is refused.
#[test]
fn declared_texts_are_not_believed() {
    let sheet = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>"#;
    let strings = |count: &str| format!(r#"<sst uniqueCount="{count}"><si><t>a</t></si></sst>"#);
    let read =
        |strings: &str| read_bytes("a.xlsx", &workbook_with(sheet, &[("xl/sharedStrings.xml", strings)]));
    assert_eq!(rows(table(&read(&strings("1")).unwrap())), ["A1=a"]);
    assert!(matches!(read(&strings("99999999999999")), Err(ReadError::TooManyCells { .. })));
    let empty = format!("<sst>{}</sst>", "<si/>".repeat(3_500_000));
    assert!(matches!(read(&empty), Err(ReadError::TooManyCells { .. })));
}

/// One long text in many cells is counted for each of them.
#[test]
fn repeated_texts_are_counted() {
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(100);
    let sheet = format!("<sheetData>{}</sheetData>", format!("<row>{cells}</row>").repeat(100));
    let strings = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(1_000_000));
    let bytes = workbook_with(&sheet, &[("xl/sharedStrings.xml", &strings)]);
    assert!(matches!(read_bytes("a.xlsx", &bytes), Err(ReadError::TooManyCells { .. })));
}

/// An entity that a workbook defines itself is not expanded.
#[test]
fn entities_are_not_expanded() {
    let sheet =
        r#"<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a&e;b</t></is></c></row></sheetData>"#;
    if let Ok(document) = read_bytes("a.xlsx", &workbook(sheet)) {
        assert!(rows(table(&document))[0].len() < 10);
    }
}

/// A packed file that is cut off anywhere, or has a wrong byte, is an error or is read, but never stops the program.
#[test]
fn damaged_files_are_errors() {
    let sheet = r#"<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1" hidden="1"><c r="A1"><v>7</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>"#;
    let row = r#"<table:table table:name="A"><table:table-row><table:table-cell office:value-type="float" office:value="7"/></table:table-row></table:table>"#;
    for whole in [workbook(sheet), spreadsheet("", row)] {
        for length in (0..whole.len()).step_by(7) {
            let result = read_bytes("a.xlsx", &whole[..length]);
            assert!(result.is_err(), "{length} bytes");
        }
        for at in (0..whole.len()).step_by(3) {
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let _ = read_bytes("a.xlsx", &changed);
        }
    }
}

/// Wrong references, numbers and indices in a sheet are errors or are read, but never stop the program.
#[test]
fn wrong_values_are_errors() {
    for sheet in [
        r#"<sheetData><row r="0"><c r="A0"><v>1</v></c></row></sheetData>"#,
        r#"<sheetData><row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="ZZZZZZZZZ1"><v>1</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="A1" s="99"><v>1e999</v></c></row></sheetData>"#,
        r#"<dimension ref=""/><sheetData><row r="1"><c r="A1"><v>x</v></c></row></sheetData>"#,
        r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A99999999999"/><mergeCell ref="B2:A1"/><mergeCell ref="A1"/></mergeCells>"#,
        r#"<cols><col min="0" max="99999999999" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#,
    ] {
        let _ = read_bytes("a.xlsx", &workbook(sheet));
    }
    assert!(read_bytes("a.xlsx", &packed(&[("xl/workbook.xml", "<workbook>")])).is_err());
}

/// A tag with millions of attributes would take hundreds of megabytes.
#[test]
fn a_tag_of_many_attributes_is_refused() {
    let html = format!("<table {}><tr><td>x</td></tr></table>", "a=1 ".repeat(2_100_000));
    assert!(matches!(read_bytes("a.xls", html.as_bytes()), Err(ReadError::Damaged { .. })));
}
