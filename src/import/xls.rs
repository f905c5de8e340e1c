//! Reads workbooks of Excel 97 to 2003 (`.xls`) and binary workbooks (`.xlsb`) in a process of its own: their reader may
//! need any amount of memory, and stops the process if it gets none.

use std::fs;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use calamine::{Data, DataRef, Dimensions, Range, Reader, Sheet, Xls, XlsError, Xlsb, XlsbError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::import::archive::{Archive, damaged};
use crate::import::limits::{Budget, GridBuilder, MAX_FILE_BYTES};
use crate::import::workbook::{cell_value, reason_to_leave_out};
use crate::import::{Block, CellValue, Document, GridKind, LeftOut, LeftOutKind, Merge, ReadError};

/// The command of the program that reads a file for [`Reader`](crate::import::Reader); only the program itself calls it.
pub const READ_XLS: &str = "read-xls";

/// How long the reading process may take.
const MAX_TIME: Duration = Duration::from_secs(10);

/// The most bytes that the reading process may write.
const MAX_OUTPUT_BYTES: u64 = 50_000_000;

/// The most bytes of memory that the reading process may reserve.
#[cfg(unix)]
const MAX_MEMORY_BYTES: u64 = 512 * 1024 * 1024;

/// What the reading process writes, as JSON.
#[derive(Serialize, Deserialize)]
enum Answer {
    Workbook { sheets: Vec<SheetAnswer>, has_macros: bool },
    Encrypted,
    Damaged { reason: String },
}

#[derive(Serialize, Deserialize)]
struct SheetAnswer {
    name: String,
    content: Content,
}

#[derive(Serialize, Deserialize)]
enum Content {
    Cells { cells: Vec<(u32, u32, Value)>, merges: Vec<[u32; 4]> },
    Hidden,
    Macros,
    WithoutCells,
}

#[derive(Serialize, Deserialize)]
enum Value {
    Text(String),
    Number(f64),
    Date(Date),
    Error(String),
}

/// Reads a workbook by calling `program`.
///
/// # Errors
///
/// [`ReadError::ReaderStopped`] if the process takes too long or stops, or without a program; else any [`ReadError`] but
/// those of the system.
pub fn read(program: Option<&Path>, path: &Path) -> Result<Document, ReadError> {
    let program = program.ok_or(ReadError::ReaderStopped)?;
    let child = Command::new(program)
        .arg(READ_XLS)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|source| ReadError::Io { path: program.to_owned(), source })?;
    let output = output(child).ok_or(ReadError::ReaderStopped)?;
    match serde_json::from_slice(&output) {
        Ok(Answer::Workbook { sheets, has_macros }) => document(sheets, has_macros),
        Ok(Answer::Encrypted) => Err(ReadError::Encrypted),
        Ok(Answer::Damaged { reason }) => Err(ReadError::Damaged { reason }),
        Err(_) => Err(ReadError::ReaderStopped),
    }
}

/// Returns what a process writes; `None` if it takes too long. The process has ended in any case.
fn output(mut child: Child) -> Option<Vec<u8>> {
    let stdout = child.stdout.take().expect("the output of the process is piped");
    let (sender, receiver) = mpsc::channel();
    let thread = std::thread::spawn(move || {
        let mut output = Vec::new();
        let is_read = stdout.take(MAX_OUTPUT_BYTES).read_to_end(&mut output).is_ok();
        // The receiver has gone if the time is over.
        let _ = sender.send(is_read.then_some(output));
    });
    let output = receiver.recv_timeout(MAX_TIME).ok().flatten();
    // It may have ended already.
    let _ = child.kill();
    let _ = child.wait();
    let _ = thread.join();
    output
}

fn document(sheets: Vec<SheetAnswer>, has_macros: bool) -> Result<Document, ReadError> {
    let mut document = Document::default();
    if has_macros {
        document.left_out.push(LeftOut { kind: LeftOutKind::Macros, place: String::new() });
    }
    let mut budget = Budget::new();
    for SheetAnswer { name, content } in sheets {
        let mut leave_out = |kind| document.left_out.push(LeftOut { kind, place: name.clone() });
        match content {
            Content::Hidden => leave_out(LeftOutKind::HiddenSheet),
            Content::Macros => leave_out(LeftOutKind::Macros),
            Content::WithoutCells => leave_out(LeftOutKind::SheetWithoutCells),
            Content::Cells { cells, merges } => {
                let grid = grid(cells, merges, &mut budget)?;
                let grid = grid.finish(&name, GridKind::Sheet, &mut document.left_out);
                document.blocks.extend(grid.map(Block::Table));
            }
        }
    }
    Ok(document)
}

fn grid(
    cells: Vec<(u32, u32, Value)>,
    merges: Vec<[u32; 4]>,
    budget: &mut Budget,
) -> Result<GridBuilder, ReadError> {
    let mut grid = GridBuilder::default();
    for (row, column, value) in cells {
        let value = match value {
            Value::Text(text) => {
                grid.push_text(row, column, &text, budget)?;
                continue;
            }
            Value::Number(number) => CellValue::Number(number),
            Value::Date(date) => CellValue::Date(date),
            Value::Error(error) => CellValue::Error(error),
        };
        grid.push(row, column, value, budget)?;
    }
    let merge = |[top, left, bottom, right]: [u32; 4]| Merge { top, left, bottom, right };
    grid.layout.merges = merges.into_iter().map(merge).collect();
    Ok(grid)
}

/// Reads a workbook in this process, with a limit on its memory, and writes it for the process that called it.
///
/// # Errors
///
/// Those of writing to `out`.
pub fn write_workbook(path: &Path, out: impl Write) -> io::Result<()> {
    limit_memory();
    let answer = answer(path).unwrap_or_else(|error| match error {
        ReadError::Encrypted => Answer::Encrypted,
        ReadError::Damaged { reason } => Answer::Damaged { reason },
        other => Answer::Damaged { reason: format!("{other:?}") },
    });
    serde_json::to_writer(out, &answer).map_err(io::Error::other)
}

#[cfg(unix)]
fn limit_memory() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { maximum, .. } = getrlimit(Resource::As);
    let current = maximum.map_or(MAX_MEMORY_BYTES, |maximum| maximum.min(MAX_MEMORY_BYTES));
    // Without a limit, the time still has one.
    let _ = setrlimit(Resource::As, Rlimit { current: Some(current), maximum });
}

#[cfg(not(unix))]
fn limit_memory() {}

fn answer(path: &Path) -> Result<Answer, ReadError> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(damaged)?;
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.starts_with(b"PK") {
        let mut archive = Archive::open(&bytes)?;
        archive.check_sizes()?;
        let has_macros = archive.has_macros();
        let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsbError::Password => ReadError::Encrypted,
            other => damaged(other),
        })?;
        let sheets = sheets(&mut workbook, |_, _| Vec::new())?;
        return Ok(Answer::Workbook { sheets, has_macros });
    }
    let macros: Vec<u8> = "_VBA_PROJECT_CUR".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let has_macros = memchr::memmem::find(&bytes, &macros).is_some();
    let mut workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => ReadError::Encrypted,
        other => damaged(other),
    })?;
    let merges =
        |workbook: &Xls<_>, sheet: &str| workbook.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    Ok(Answer::Workbook { sheets: sheets(&mut workbook, merges)?, has_macros })
}

fn sheets<W: Reader<Cursor<Vec<u8>>>>(
    workbook: &mut W,
    merges: impl Fn(&W, &str) -> Vec<Dimensions>,
) -> Result<Vec<SheetAnswer>, ReadError>
where
    W::Error: std::fmt::Display,
{
    let mut answers = Vec::new();
    for sheet in workbook.sheets_metadata().to_vec() {
        let content = match left_out(&sheet) {
            Some(content) => content,
            None => {
                let range = workbook.worksheet_range(&sheet.name).map_err(damaged)?;
                let corners = |Dimensions { start, end }| [start.0, start.1, end.0, end.1];
                let merges = merges(workbook, &sheet.name).into_iter().map(corners).collect();
                Content::Cells { cells: cells(&range), merges }
            }
        };
        answers.push(SheetAnswer { name: sheet.name, content });
    }
    Ok(answers)
}

fn left_out(sheet: &Sheet) -> Option<Content> {
    Some(match reason_to_leave_out(sheet)? {
        LeftOutKind::HiddenSheet => Content::Hidden,
        LeftOutKind::Macros => Content::Macros,
        _ => Content::WithoutCells,
    })
}

fn cells(range: &Range<Data>) -> Vec<(u32, u32, Value)> {
    let (top, left) = range.start().unwrap_or_default();
    let mut cells = Vec::new();
    for (row, column, value) in range.used_cells() {
        let place =
            |first: u32, distance: usize| first.saturating_add(u32::try_from(distance).unwrap_or(u32::MAX));
        let value = match cell_value(&borrowed(value)) {
            Some(CellValue::Text(text)) => Value::Text(text),
            Some(CellValue::Number(number)) => Value::Number(number),
            Some(CellValue::Date(date)) => Value::Date(date),
            Some(CellValue::Error(error)) => Value::Error(error),
            None => continue,
        };
        cells.push((place(top, row), place(left, column), value));
    }
    cells
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) | Data::DurationIso(text) => DataRef::SharedString(text),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(time) => DataRef::DateTime(*time),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}
