//! Tests of workbooks of Excel.

use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{read_bytes, rows, table, tables, workbook, workbook_with};
use crate::import::{CellValue, LeftOutKind, Merge};

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

/// Merged cells, hidden rows and columns, and the order of the sheets are read.
#[test]
fn shapes_of_sheets_are_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Tập thể").unwrap();
    sheet.merge_range(0, 0, 0, 3, "DANH SÁCH", &Format::new()).unwrap();
    sheet.write(2, 0, "STT").unwrap();
    sheet.merge_range(3, 1, 4, 1, "CĐCS Biển Xanh", &Format::new()).unwrap();
    sheet.set_row_hidden(2).unwrap().set_row_hidden(9).unwrap().set_column_hidden(1).unwrap();
    book.add_worksheet().set_name("Trống").unwrap();
    book.add_worksheet().set_name("Cá nhân").unwrap().write(0, 0, "Họ và tên").unwrap();
    let document = read_bytes("a.xlsx", &saved(book)).unwrap();
    let [first, second] = tables(&document)[..] else { panic!("{document:?}") };
    assert_eq!((first.name(), second.name()), ("Tập thể", "Cá nhân"));
    assert_eq!(rows(first), ["A1=DANH SÁCH", "A3=STT", "B4=CĐCS Biển Xanh"]);
    assert_eq!(first.merge_at(0, 2), Some(&Merge { top: 0, left: 0, bottom: 0, right: 3 }));
    assert!(first.is_hidden_row(2) && !first.is_hidden_row(3) && first.is_hidden_column(1));
}

/// Hidden sheets, sheets of charts and macros are recorded, not read.
#[test]
fn left_out_parts_are_recorded() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Một").unwrap().write(0, 0, "a").unwrap();
    book.add_worksheet().set_name("Mã").unwrap().set_hidden(true).write(0, 0, "b").unwrap();
    let mut chart = rust_xlsxwriter::Chart::new(rust_xlsxwriter::ChartType::Column);
    chart.add_series().set_values("Một!$A$1:$A$2");
    book.add_chartsheet().set_name("Hình").unwrap().insert_chart(0, 0, &chart).unwrap();
    let document = read_bytes("a.xlsx", &saved(book)).unwrap();
    assert_eq!(rows(table(&document)), ["A1=a"]);
    let left_out: Vec<_> = document.left_out.iter().map(|one| (one.kind, one.place.as_str())).collect();
    assert_eq!(left_out, [(LeftOutKind::HiddenSheet, "Mã"), (LeftOutKind::SheetWithoutCells, "Hình")]);
    let sheet = r#"<sheetData><row><c><v>1</v></c></row></sheetData>"#;
    let document = read_bytes("a.xlsm", &workbook_with(sheet, &[("xl/vbaProject.bin", "x")])).unwrap();
    assert_eq!(document.left_out[0].kind, LeftOutKind::Macros);
}

/// The text of a cell that is struck through is not taken, and its place is reported.
#[test]
fn struck_text_is_recorded() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Một").unwrap();
    sheet.write_with_format(0, 0, "Đỗ Văn An", &Format::new().set_font_strikethrough()).unwrap();
    sheet.write_with_format(1, 0, "Lê Văn Bình", &Format::new().set_bold()).unwrap();
    let (struck, plain) = (Format::new().set_font_strikethrough(), Format::new());
    let parts = [(&struck, "Vũ Văn Cũ & Co "), (&plain, "Vũ Văn Sáu")];
    sheet.write_rich_string(2, 0, &parts).unwrap();
    sheet.write_rich_string(3, 0, &[(&Format::new().set_bold(), "Hồ "), (&plain, "An")]).unwrap();
    let day = Format::new().set_font_strikethrough().set_num_format("dd/mm/yyyy");
    sheet.write_with_format(4, 0, 2024, &struck).unwrap();
    sheet.write_with_format(4, 1, ExcelDateTime::from_ymd(2024, 2, 5).unwrap(), &day).unwrap();
    sheet.write_blank(4, 2, &struck).unwrap();
    let document = read_bytes("a.xlsx", &saved(book)).unwrap();
    assert_eq!(rows(table(&document)), ["A2=Lê Văn Bình", "A3=Vũ Văn Sáu", "A4=Hồ An"]);
    let [left_out] = &document.left_out[..] else { panic!("{:?}", document.left_out) };
    assert_eq!(
        (left_out.kind, &*left_out.place),
        (LeftOutKind::StruckText, "Một!A1, Một!A3, Một!A5, Một!B5")
    );
}

/// Numbers, dates, errors and formulas keep their kind; a number that is stored as text stays text.
#[test]
fn values_keep_their_kind() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write(0, 0, 12).unwrap();
    sheet.write(0, 1, "0012").unwrap();
    sheet.write_with_format(0, 2, ExcelDateTime::from_ymd(2024, 2, 5).unwrap(), &format).unwrap();
    sheet.write_formula(0, 3, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write_formula(0, 4, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write(0, 5, true).unwrap();
    let document = read_bytes("a.xlsx", &saved(book)).unwrap();
    let values: Vec<CellValue> = table(&document).row(0).iter().map(|cell| cell.value.clone()).collect();
    let expected = [
        CellValue::Number(12.0),
        CellValue::Text("0012".into()),
        CellValue::Date(date(2024, 2, 5)),
        CellValue::Number(2.0),
        CellValue::Error("#N/A".into()),
        CellValue::Text("TRUE".into()),
    ];
    assert_eq!(values, expected);
}

/// Text of old fonts is decoded by the font, and otherwise if the text itself is sure.
#[test]
fn old_fonts_are_decoded() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let font = |name: &str| Format::new().set_font_name(name);
    sheet.write_with_format(0, 0, "Hoµ", &font(".VnTime")).unwrap();
    sheet.write_with_format(0, 1, "hé gia ®×nh", &font(".VnTimeH")).unwrap();
    sheet.write_with_format(0, 2, "Nguyeãn Thò Höông", &font("VNI-Times")).unwrap();
    sheet.write_with_format(0, 3, "Nguyễn Thị Hương", &font(".VnTime")).unwrap();
    sheet.write_with_format(0, 4, "TrÇn V¨n Th¾ng", &font("Arial")).unwrap();
    let document = read_bytes("a.xlsx", &saved(book)).unwrap();
    let expected = "A1=Hoà B1=HỘ GIA ĐÌNH C1=Nguyễn Thị Hương D1=Nguyễn Thị Hương E1=Trần Văn Thắng";
    assert_eq!(rows(table(&document)), [expected]);
}

/// Texts are in normal form, with one space and no spaces at the ends of lines.
#[test]
fn texts_are_cleaned() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, " Họ  và\u{a0}tên \r\n\n (in hoa) ").unwrap();
    sheet.write(0, 1, "Le\u{302}\u{7} An\u{200b}").unwrap();
    sheet.write(0, 2, " \n ").unwrap();
    let document = read_bytes("a.xlsx", &saved(book)).unwrap();
    assert_eq!(rows(table(&document)), ["A1=Họ và tên\n(in hoa) B1=Lê An"]);
}

/// Error values that a formula left down to the end of the sheet are dropped beyond a limit, and recorded.
#[test]
fn rows_of_errors_do_not_count() {
    use std::fmt::Write;

    let mut sheet =
        String::from(r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>"#);
    for row in 2..60_000 {
        write!(sheet, r#"<row r="{row}"><c r="B{row}" t="e"><f>NA()</f><v>#N/A</v></c></row>"#).unwrap();
    }
    sheet.push_str("</sheetData>");
    let document = read_bytes("a.xlsx", &workbook(&sheet)).unwrap();
    assert_eq!(table(&document).rows().count(), 10_001);
    assert_eq!(document.left_out[0].kind, LeftOutKind::ErrorValues);
    assert_eq!(document.left_out[0].place, "A!B10002");
}

/// A cell in the last row costs nothing; one beyond the columns is refused.
#[test]
fn far_cells_cost_nothing() {
    let cell = |place: &str, row: u32| {
        workbook(&format!(r#"<sheetData><row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>"#))
    };
    let document = read_bytes("a.xlsx", &cell("CV1048576", 1_048_576)).unwrap();
    assert_eq!(rows(table(&document)), ["CV1048576=1"]);
    assert!(read_bytes("a.xlsx", &cell("XFD1048576", 1_048_576)).is_err());
}
