//! Reads workbooks of Excel 2007 and later (`.xlsx`, `.xlsm`).

use std::collections::HashMap;
use std::io::Cursor;
use std::panic;

use calamine::{DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::Date;

use crate::import::archive::{Archive, damaged};
use crate::import::limits::{Budget, GridBuilder, SheetLayout};
use crate::import::{Block, CellValue, Document, GridKind, LeftOut, LeftOutKind, ReadError};
use crate::import::{encoding, sheet};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a workbook: a table for each sheet that is visible and not empty, in the order of the sheets.
///
/// # Errors
///
/// Any [`ReadError`] but those of the system.
pub fn read(bytes: &[u8]) -> Result<Document, ReadError> {
    // calamine calculates with numbers of the file without checking them.
    let result = panic::catch_unwind(|| read_sheets(bytes));
    result.unwrap_or_else(|_| Err(damaged("a number in the file is too large")))
}

fn read_sheets(bytes: &[u8]) -> Result<Document, ReadError> {
    let mut archive = Archive::open(bytes)?;
    archive.check_sizes()?;
    let mut document = Document::default();
    if archive.has_macros() {
        document.left_out.push(LeftOut { kind: LeftOutKind::Macros, place: String::new() });
    }
    let parts = sheet::sheet_parts(&mut archive)?;
    let struck_texts = sheet::struck_texts(&mut archive)?;
    let mut workbook: Workbook<'_> = Xlsx::new(Cursor::new(bytes)).map_err(workbook_error)?;
    let mut budget = Budget::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        if let Some(kind) = reason_to_leave_out(&sheet) {
            document.left_out.push(LeftOut { kind, place: sheet.name });
            continue;
        }
        let (mut grid, mut layout) = (GridBuilder::default(), SheetLayout::default());
        let (content, is_laid_out) = rayon::join(
            || read_cells(&mut workbook, &sheet.name, &mut grid, &mut budget, &struck_texts),
            || {
                let part = parts.get(&sheet.name);
                part.map_or(Ok(()), |part| sheet::read_layout(&mut archive, part, &mut layout))
            },
        );
        match content? {
            SheetContent::Cells => {
                is_laid_out?;
                grid.layout = layout;
                let grid = grid.finish(&sheet.name, GridKind::Sheet, &mut document.left_out);
                document.blocks.extend(grid.map(Block::Table));
            }
            SheetContent::Other => {
                let kind = LeftOutKind::SheetWithoutCells;
                document.left_out.push(LeftOut { kind, place: sheet.name });
            }
        }
    }
    Ok(document)
}

enum SheetContent {
    Cells,
    Other,
}

/// Returns why a sheet is left out; `None` if it is read.
pub fn reason_to_leave_out(sheet: &Sheet) -> Option<LeftOutKind> {
    match (sheet.typ, sheet.visible) {
        (SheetType::MacroSheet | SheetType::Vba, _) => Some(LeftOutKind::Macros),
        (_, SheetVisible::Hidden | SheetVisible::VeryHidden) => Some(LeftOutKind::HiddenSheet),
        (SheetType::DialogSheet | SheetType::ChartSheet, _) => Some(LeftOutKind::SheetWithoutCells),
        (SheetType::WorkSheet, SheetVisible::Visible) => None,
    }
}

fn read_cells(
    workbook: &mut Workbook<'_>,
    name: &str,
    grid: &mut GridBuilder,
    budget: &mut Budget,
    struck_texts: &HashMap<String, String>,
) -> Result<SheetContent, ReadError> {
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Ok(SheetContent::Other),
        Err(error) => return Err(workbook_error(error)),
    };
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(workbook_error)? {
        let (row, column) = cell.get_position();
        let font = cells.styles().get(style).and_then(|style| style.font.as_ref());
        if font.is_some_and(|font| font.strikethrough) {
            if !matches!(cell.get_value(), DataRef::Empty) {
                grid.leave_out_struck(row, column);
            }
            continue;
        }
        let text = match cell.get_value() {
            DataRef::String(text) => text.as_str(),
            DataRef::SharedString(text) => text,
            other => {
                if let Some(value) = cell_value(other) {
                    grid.push(row, column, value, budget)?;
                }
                continue;
            }
        };
        let rest =
            if struck_texts.is_empty() { None } else { struck_texts.get(&sheet::with_single_blanks(text)) };
        if rest.is_some() {
            grid.leave_out_struck(row, column);
        }
        let name = font.and_then(|font| font.name.as_deref());
        grid.push_text(row, column, &encoding::from_font(rest.map_or(text, |rest| rest), name), budget)?;
    }
    Ok(SheetContent::Cells)
}

/// Returns the value of a cell that is not text; `None` if it is empty.
pub fn cell_value(value: &DataRef<'_>) -> Option<CellValue> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => CellValue::Number(*number as f64),
        DataRef::Float(number) => CellValue::Number(*number),
        DataRef::Bool(value) => CellValue::Text(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(time) => excel_date(time).map_or(CellValue::Number(time.as_f64()), CellValue::Date),
        DataRef::DateTimeIso(text) => iso_date(text)?,
        DataRef::Error(error) => CellValue::Error(error.to_string()),
        DataRef::String(text) | DataRef::DurationIso(text) => text_value(text)?,
        DataRef::SharedString(text) => text_value(text)?,
    })
}

fn text_value(text: &str) -> Option<CellValue> {
    let text = encoding::clean(text);
    (!text.is_empty()).then_some(CellValue::Text(text))
}

/// Returns the date in a text such as `2024-02-05T00:00:00`, or else the text.
pub fn iso_date(text: &str) -> Option<CellValue> {
    let date = text.get(..10).and_then(|date| date.parse::<Date>().ok());
    date.map(CellValue::Date).or_else(|| text_value(text))
}

/// Returns the day of a number that is formatted as a date; `None` for a duration or a time of day.
fn excel_date(time: &ExcelDateTime) -> Option<Date> {
    if time.is_duration() || time.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    let [year, month, day] = [year, u16::from(month), u16::from(day)].map(i16::try_from);
    Date::new(year.ok()?, i8::try_from(month.ok()?).ok()?, i8::try_from(day.ok()?).ok()?).ok()
}

fn workbook_error(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted,
        other => damaged(other),
    }
}
