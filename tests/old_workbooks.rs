//! Workbooks of Excel 97 to 2003, which the program reads in a process of its own.

use std::fs;
use std::path::Path;

use bangvang::import::{Block, CellValue, Grid, LeftOutKind, ReadError, Reader};

const WORKBOOK: &[u8] = include_bytes!("fixtures/import/danh-sach.xls");

fn reader() -> Reader {
    Reader { program: Some(env!("CARGO_BIN_EXE_bangvang").into()) }
}

fn read(path: &Path) -> (Grid, Vec<(LeftOutKind, String)>) {
    let document = reader().read(path).unwrap();
    let left_out = document.left_out.into_iter().map(|one| (one.kind, one.place)).collect();
    let [Block::Table(grid)] = &document.blocks[..] else { panic!("{:?}", document.blocks) };
    (grid.clone(), left_out)
}

/// Values, merged cells and text for old fonts are read, whatever the name of the file; a hidden sheet is recorded.
#[test]
fn old_workbooks_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("danh sách.xlsx");
    fs::write(&path, WORKBOOK).unwrap();
    let (grid, left_out) = read(&path);
    let cells = |row: u32| {
        let texts = grid.row(row).iter().map(|cell| cell.value.text().into_owned());
        texts.collect::<Vec<_>>().join("|")
    };
    assert_eq!(grid.name(), "Danh sách");
    assert_eq!(cells(0), "DANH SÁCH KHEN THƯỞNG");
    assert_eq!(cells(3), "1|Võ Minh Quỳnh|CĐCS Biển Xanh|05/02/2024");
    assert_eq!(cells(4), "2|Trần Văn Được|0012");
    assert!(matches!(grid.cell(3, 0).unwrap().value, CellValue::Number(_)));
    assert!(matches!(grid.cell(3, 3).unwrap().value, CellValue::Date(_)));
    assert_eq!(grid.visible_cell(4, 2).unwrap().value.text(), "CĐCS Biển Xanh");
    assert_eq!(left_out, [(LeftOutKind::HiddenSheet, "Mã".to_owned())]);
}

/// A workbook that is cut off, or has wrong bytes, is an error or is read, and never stops the program that asks.
#[test]
fn damaged_old_workbooks_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xls");
    for length in [600, 1500, 3000, 5000] {
        fs::write(&path, &WORKBOOK[..length]).unwrap();
        let result = reader().read(&path);
        assert!(
            matches!(
                result,
                Err(ReadError::Damaged { .. } | ReadError::ReaderStopped | ReadError::UnknownFormat)
            ),
            "{length}: {result:?}"
        );
    }
    for at in (0..WORKBOOK.len()).step_by(331) {
        let mut changed = WORKBOOK.to_vec();
        changed[at] ^= 0x55;
        fs::write(&path, changed).unwrap();
        let _ = reader().read(&path);
    }
}
