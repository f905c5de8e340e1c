//! Tests of OpenDocument spreadsheets.

use jiff::civil::date;

use super::{packed, read_bytes, rows, spreadsheet, table, tables};
use crate::import::{CellValue, LeftOutKind, Merge, ReadError};

fn sheet(rows: &str) -> Vec<u8> {
    spreadsheet("", &format!(r#"<table:table table:name="A">{rows}</table:table>"#))
}

/// Repeated rows and cells are counted, and those with content are read each.
#[test]
fn repetitions_are_counted() {
    let bytes = sheet(
        r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
        <table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
    );
    let document = read_bytes("a.ods", &bytes).unwrap();
    assert_eq!(rows(table(&document)), ["B4=x C4=x", "B5=x C5=x"]);
}

/// Merged cells, and hidden rows and columns.
#[test]
fn shapes_of_sheets_are_read() {
    let bytes = sheet(
        r#"<table:table-column/><table:table-column table:number-columns-repeated="16383" table:visibility="collapse"/>
        <table:table-row table:visibility="filter"><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>a</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>
        <table:table-row><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row>"#,
    );
    let document = read_bytes("a.ods", &bytes).unwrap();
    let grid = table(&document);
    assert_eq!(rows(grid), ["A1=a C1=b", "C2=c"]);
    assert_eq!(grid.merge_at(1, 1), Some(&Merge { top: 0, left: 0, bottom: 1, right: 1 }));
    assert!(grid.is_hidden_row(0) && !grid.is_hidden_row(1));
    assert!(!grid.is_hidden_column(0) && grid.is_hidden_column(2));
}

/// Values keep their kind; paragraphs, spaces and references become text, comments do not.
#[test]
fn values_are_read() {
    let bytes = sheet(
        r#"<table:table-row><table:table-cell office:value-type="float" office:value="1.5"><text:p>1,5</text:p></table:table-cell>
        <table:table-cell office:value-type="date" office:date-value="2024-02-05"><text:p>05/02/24</text:p></table:table-cell>
        <table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>
        <table:table-cell><office:annotation><text:p>no</text:p></office:annotation><text:p>T&#7893; &amp;<text:s text:c="3"/><text:span>1</text:span></text:p><text:p>hai</text:p></table:table-cell></table:table-row>"#,
    );
    let document = read_bytes("a.ods", &bytes).unwrap();
    let values: Vec<CellValue> = table(&document).row(0).iter().map(|cell| cell.value.clone()).collect();
    let expected = [
        CellValue::Number(1.5),
        CellValue::Date(date(2024, 2, 5)),
        CellValue::Error("#N/A".into()),
        CellValue::Text("Tổ & 1\nhai".into()),
    ];
    assert_eq!(values, expected);
    assert_eq!(document.left_out[0].kind, LeftOutKind::TextBeside);
}

/// Hidden sheets are recorded, and text in old fonts is decoded.
#[test]
fn styles_are_read() {
    let styles = r#"<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>
        <style:style style:name="ce1"><style:text-properties style:font-name=".VnTime"/></style:style>"#;
    let row = r#"<table:table-row><table:table-cell table:style-name="ce1"><text:p>Hoµ</text:p></table:table-cell></table:table-row>"#;
    let sheets = format!(
        r#"<table:table table:name="A" table:style-name="ta1">{row}</table:table><table:table table:name="B">{row}</table:table>"#
    );
    let document = read_bytes("a.ods", &spreadsheet(styles, &sheets)).unwrap();
    assert_eq!(tables(&document).len(), 1);
    assert_eq!(rows(table(&document)), ["A1=Hoà"]);
    assert_eq!(document.left_out[0].place, "A");
}

/// Struck cells, and struck parts of texts, are not taken, and their places are recorded.
#[test]
fn struck_text_is_recorded() {
    let styles = r#"<style:style style:name="ce1"><style:text-properties style:text-line-through-style="solid"/></style:style>
        <style:style style:name="T1"><style:text-properties style:text-line-through-style="solid" style:text-line-through-type="double"/></style:style>
        <style:style style:name="T2"><style:text-properties style:text-line-through-style="none"/></style:style>"#;
    let rows_of_sheet = r#"<table:table-row><table:table-cell table:style-name="ce1"><text:p>Đỗ Văn An</text:p></table:table-cell>
        <table:table-cell table:style-name="ce1" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>
        <table:table-cell table:style-name="ce1"/></table:table-row>
        <table:table-row><table:table-cell><text:p><text:span text:style-name="T1">Vũ Văn <text:span>Cũ</text:span> </text:span>Vũ Văn <text:span text:style-name="T2">Sáu</text:span></text:p></table:table-cell></table:table-row>"#;
    let table_of = format!(r#"<table:table table:name="A">{rows_of_sheet}</table:table>"#);
    let document = read_bytes("a.ods", &spreadsheet(styles, &table_of)).unwrap();
    assert_eq!(rows(table(&document)), ["A2=Vũ Văn Sáu"]);
    let [left_out] = &document.left_out[..] else { panic!("{:?}", document.left_out) };
    assert_eq!((left_out.kind, &*left_out.place), (LeftOutKind::StruckText, "A!A1, A!B1, A!A2"));
}

/// A million declared rows with content are refused at once, and a password is recognised.
#[test]
fn hostile_files_are_refused() {
    let cell =
        r#"<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>"#;
    let row = format!(r#"<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>"#);
    assert!(matches!(read_bytes("a.ods", &sheet(&row)), Err(ReadError::TooManyCells { .. })));
    let errors = row.replace(">x<", ">#N/A<");
    assert!(matches!(read_bytes("a.ods", &sheet(&errors)), Err(ReadError::TooManyCells { .. })));
    let hidden = row.replace("<table:table-row", "<table:table-row table:visibility=\"collapse\"");
    let hidden = hidden.replace("<text:p>x</text:p>", "").repeat(1000);
    assert!(matches!(read_bytes("a.ods", &sheet(&hidden)), Err(ReadError::Empty)));
    let manifest = "<manifest:encryption-data/>";
    let bytes = packed(&[("mimetype", ""), ("content.xml", "x"), ("META-INF/manifest.xml", manifest)]);
    assert!(matches!(read_bytes("a.ods", &bytes), Err(ReadError::Encrypted)));
}

/// An entity that a file defines itself is not expanded.
#[test]
fn entities_are_not_expanded() {
    let content = r#"<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a xmlns:table="t" xmlns:text="x"><table:table table:name="A"><table:table-row><table:table-cell><text:p>a&e;b</text:p></table:table-cell></table:table-row></table:table></a>"#;
    let bytes = packed(&[("mimetype", ""), ("content.xml", content)]);
    let document = read_bytes("a.ods", &bytes).unwrap();
    assert_eq!(rows(table(&document)), ["A1=ab"]);
}
