//! Generates the downloads of awards as CSV, XLSX and JSON, and the JSON Schema.
//!
//! A download contains only what pages show; hidden names are in none of them.

use std::io::{self, Cursor, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, Workbook, XlsxError};
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::model::site::AwardId;
use crate::plan::{Table, YearDownload, download_name};
use crate::render::href::Href;
use crate::render::view::Views;
use crate::render::view::data::AwardView;
use crate::source::Text;

/// One award as a row; the field names are the keys of the JSON downloads.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    year: i16,
    decision: Option<Text>,
    signed: Option<String>,
    issuer: Option<Text>,
    no: Option<u32>,
    to: &'static str,
    honorific: Option<Text>,
    name: Option<Text>,
    position: Option<Text>,
    unit: Option<Text>,
    kind: Text,
    class: Option<Text>,
    #[serde(skip)]
    class_name: Option<Text>,
    category: Option<&'static str>,
    movement: Option<Text>,
    period: String,
    citation: Option<Text>,
    shared_with: Vec<Text>,
    posthumous: bool,
    status: &'static str,
    by: Option<Text>,
    permalink: Option<String>,
}

/// A JSON download. It is written from the rows: a tree of JSON values would take several times their memory.
#[derive(Serialize)]
struct JsonDownload<'a> {
    #[serde(rename = "$schema")]
    schema: Href,
    site: &'a str,
    organisation: &'a str,
    awards: &'a [Row],
}

/// The columns of CSV and XLSX, in order; the theme's strings `column-…` are their titles.
pub const COLUMNS: [&str; 17] = [
    "year",
    "decision",
    "signed",
    "issuer",
    "no",
    "to",
    "honorific",
    "name",
    "position",
    "unit",
    "kind",
    "class",
    "category",
    "movement",
    "period",
    "citation",
    "status",
];

/// The value of a cell.
enum Cell {
    Text(String),
    Number(f64),
}

/// Returns the rows of `awards`, in the same order.
pub fn award_rows(views: &Views<'_>, awards: &[AwardId]) -> Vec<Row> {
    awards.iter().map(|at| award_row(views, *at)).collect()
}

fn award_row(views: &Views<'_>, id: AwardId) -> Row {
    let AwardView {
        year,
        name,
        to,
        honorific,
        position,
        unit,
        kind,
        class,
        class_name,
        category,
        citation,
        period,
        no,
        status,
        by,
        posthumous,
        shared_with,
        row_href,
        ..
    } = views.award_view(id);
    let award = &views.site.awards[id];
    let decision = award.decision;
    let movement = award.movement.map(|movement| &views.site.movements[movement].record);
    let base = views.site.settings.base_path().len();
    let absolute = |href: Href| format!("{}{}", views.site.settings.base_url, &href[base..]);
    Row {
        year,
        issuer: views.issuer(decision),
        permalink: row_href.map(absolute),
        signed: views.decision_signed(decision).map(|day| day.to_string()),
        decision: views.decision_number(decision),
        no,
        to,
        honorific,
        name,
        position,
        unit,
        kind,
        class,
        class_name,
        category,
        movement: movement.map(|movement| movement.title.value.clone()),
        period,
        citation,
        shared_with,
        posthumous,
        status: status.unwrap_or("in-force"),
        by,
    }
}

/// Returns the bytes of a download of `rows`.
///
/// # Panics
/// If the table cannot hold so many rows; the plan contains no such download.
pub fn render_table(views: &Views<'_>, table: Table, rows: &[Row]) -> Vec<u8> {
    match table {
        Table::Csv => render_csv(views, rows).expect("writing to memory does not fail"),
        Table::Xlsx => render_xlsx(views, rows).expect("the plan contains no sheet that is too long"),
        Table::Json => render_json(views, rows).into_bytes(),
    }
}

/// Returns the ZIP file (APPNOTE 6.3) with the downloads of `years`, one file for each year and format.
pub fn render_archive(views: &Views<'_>, years: &[YearDownload]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for year in years {
        let rows = award_rows(views, &year.awards);
        for table in Table::ALL.into_iter().filter(|table| table.fits(rows.len())) {
            // XLSX is packed already.
            let method = match table {
                Table::Xlsx => CompressionMethod::Stored,
                Table::Csv | Table::Json => CompressionMethod::Deflated,
            };
            let options = SimpleFileOptions::default()
                .compression_method(method)
                .last_modified_time(DateTime::default())
                .unix_permissions(0o644)
                .system(System::Unix);
            let bytes = render_table(views, table, &rows);
            let name = download_name(views.site, year.year, table);
            let written = archive
                .start_file(name, options)
                .map_err(io::Error::from)
                .and_then(|()| archive.write_all(&bytes));
            written.expect("writing to memory does not fail, and no year has 4 GB");
        }
    }
    archive.finish().expect("writing to memory does not fail").into_inner()
}

/// Returns the titles of the columns in the language of the site.
fn column_titles(views: &Views<'_>) -> Vec<String> {
    COLUMNS.iter().map(|name| views.say(&format!("column-{name}"), &[])).collect()
}

/// The strings of the theme that many cells of a table have, each looked up once.
struct CellStrings<'v> {
    views: &'v Views<'v>,
    /// The strings `PREFIX-WORD`, by both parts.
    words: FxHashMap<(&'static str, &'static str), String>,
    hidden_name: String,
}

impl<'v> CellStrings<'v> {
    fn new(views: &'v Views<'v>) -> CellStrings<'v> {
        CellStrings { views, words: FxHashMap::default(), hidden_name: views.say("hidden-name", &[]) }
    }

    /// Returns the text for `word`; empty without one.
    fn word(&mut self, prefix: &'static str, word: Option<&'static str>) -> Cell {
        let Some(word) = word else { return Cell::Text(String::new()) };
        let text = || self.views.say(&format!("{prefix}-{word}"), &[]);
        Cell::Text(self.words.entry((prefix, word)).or_insert_with(text).clone())
    }

    /// Returns the cells of a row, in the order of [`COLUMNS`].
    fn cells(&mut self, row: &Row) -> Vec<Cell> {
        let text =
            |text: &Option<Text>| Cell::Text(text.as_ref().map_or_else(String::new, |text| text.to_string()));
        vec![
            Cell::Number(f64::from(row.year)),
            text(&row.decision),
            Cell::Text(row.signed.clone().unwrap_or_default()),
            text(&row.issuer),
            row.no.map_or_else(|| Cell::Text(String::new()), |no| Cell::Number(f64::from(no))),
            self.word("to", Some(row.to)),
            text(&row.honorific),
            Cell::Text(row.name.as_deref().map_or_else(|| self.hidden_name.clone(), str::to_owned)),
            text(&row.position),
            text(&row.unit),
            Cell::Text(row.kind.to_string()),
            text(&row.class_name),
            self.word("category", row.category),
            text(&row.movement),
            Cell::Text(row.period.clone()),
            text(&row.citation),
            Cell::Text(status_text(self.views, row)),
        ]
    }
}

/// Returns the text of the status column: empty for an award in force, else with the decision that changed
/// it.
fn status_text(views: &Views<'_>, row: &Row) -> String {
    match (&row.by, row.status) {
        (_, "in-force") => String::new(),
        (Some(by), status @ ("revoked" | "corrected")) => {
            views.say(&format!("{status}-by"), &[("by", by.to_string())])
        }
        (_, status) => views.say(status, &[]),
    }
}

/// Returns CSV (RFC 4180) with a byte order mark, without which Excel does not recognize UTF-8.
fn render_csv(views: &Views<'_>, rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(column_titles(views))?;
    let mut strings = CellStrings::new(views);
    for row in rows {
        let cells = strings.cells(row).into_iter().map(|cell| match cell {
            Cell::Text(text) => escape_formula(text),
            Cell::Number(number) => number.to_string(),
        });
        writer.write_record(cells)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// Prefixes a text that a spreadsheet would run as a formula with an apostrophe, which makes it plain text.
fn escape_formula(text: String) -> String {
    let formula_starts = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(formula_starts) { format!("'{text}") } else { text }
}

fn render_xlsx(views: &Views<'_>, rows: &[Row]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would write the current time, but the same sources must give the same bytes.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    let sheet = workbook.add_worksheet();
    let bold = CellFormat::new().set_bold();
    for (column, title) in (0..).zip(column_titles(views)) {
        sheet.write_string_with_format(0, column, title, &bold)?;
        let wide = matches!(COLUMNS[usize::from(column)], "name" | "unit" | "kind" | "citation" | "issuer");
        sheet.set_column_width(column, if wide { 32 } else { 14 })?;
    }
    let mut strings = CellStrings::new(views);
    for (line, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(strings.cells(row)) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    sheet.write_string(line, column, text)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(line, column, number)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    Ok(set_unix_host(workbook.save_to_buffer()?))
}

/// Sets the host system of every entry of the ZIP file `archive` to Unix.
///
/// The library writes the current system into the central directory (APPNOTE 6.3, §4.4.2), but the same
/// sources must give the same bytes on every system.
fn set_unix_host(mut archive: Vec<u8>) -> Vec<u8> {
    const UNIX: u8 = 3;
    /// The length of the end record when the file has no comment, and the position of the directory's offset
    /// in it.
    const END: usize = 22;
    const START_IN_END: std::ops::Range<usize> = 16..20;
    const ENTRY: usize = 46;
    let number =
        |bytes: &[u8]| bytes.iter().rev().fold(0usize, |number, byte| number << 8 | usize::from(*byte));
    let end = archive.len().saturating_sub(END);
    let mut at = archive[end..].get(START_IN_END).map_or(end, number);
    while let Some(entry) = archive.get_mut(at..at + ENTRY).filter(|entry| entry.starts_with(b"PK\x01\x02")) {
        entry[5] = UNIX;
        at += ENTRY + number(&entry[28..30]) + number(&entry[30..32]) + number(&entry[32..34]);
    }
    archive
}

fn render_json(views: &Views<'_>, rows: &[Row]) -> String {
    let schema = views.permalink(&crate::plan::schema_route(views.site));
    let settings = &views.site.settings;
    let download =
        JsonDownload { schema, site: &settings.title, organisation: &settings.organisation, awards: rows };
    format!("{}\n", serde_json::to_string(&download).expect("rows can be serialized"))
}

/// Returns the JSON Schema (draft 2020-12) of the JSON downloads.
pub fn schema(views: &Views<'_>) -> String {
    let text = json!({"type": ["string", "null"]});
    let one_of = |words: &[&str]| -> Value { json!({"enum": words}) };
    let mut properties = serde_json::Map::new();
    for name in ["decision", "issuer", "honorific", "name", "position", "unit", "movement", "citation", "by"]
    {
        properties.insert(name.to_owned(), text.clone());
    }
    let nullable = |words: &[&str]| -> Value {
        let words: Vec<Value> = words.iter().map(|word| json!(word)).chain([Value::Null]).collect();
        json!({"enum": words})
    };
    let mut classes: Vec<&str> = Vec::new();
    for word in views.site.kinds.iter().flat_map(|kind| kind.classes.words()) {
        if !classes.contains(&&**word) {
            classes.push(word);
        }
    }
    properties.extend([
        ("year".to_owned(), json!({"type": "integer"})),
        ("no".to_owned(), json!({"type": ["integer", "null"]})),
        ("signed".to_owned(), json!({"type": ["string", "null"], "format": "date"})),
        ("to".to_owned(), one_of(&["individual", "collective", "household"])),
        ("kind".to_owned(), json!({"type": "string"})),
        ("class".to_owned(), nullable(&classes)),
        (
            "category".to_owned(),
            nullable(&["cong-trang", "phong-trao", "dot-xuat", "cong-hien", "nien-han", "doi-ngoai"]),
        ),
        ("period".to_owned(), json!({"type": "string"})),
        ("shared_with".to_owned(), json!({"type": "array", "items": {"type": "string"}})),
        ("posthumous".to_owned(), json!({"type": "boolean"})),
        ("status".to_owned(), one_of(&["in-force", "corrected", "revoked", "withdrawn"])),
        ("permalink".to_owned(), json!({"type": ["string", "null"], "format": "uri"})),
    ]);
    let required: Vec<String> = properties.keys().cloned().collect();
    let value = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": views.permalink(&crate::plan::schema_route(views.site)),
        "title": "bangvang awards",
        "type": "object",
        "required": ["awards"],
        "properties": {
            "site": {"type": "string"},
            "organisation": {"type": "string"},
            "awards": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": required,
                    "properties": properties,
                    "additionalProperties": false,
                },
            },
        },
    });
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use super::{escape_formula, set_unix_host};

    /// An archive written on another system becomes byte for byte the archive written on Unix.
    #[test]
    fn archives_are_the_same_everywhere() {
        let written_on = |system| {
            let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            let options = zip::write::SimpleFileOptions::default().system(system);
            for name in ["a.xml", "xl/b.xml", "xl/c.xml"] {
                archive.start_file(name, options).unwrap();
                std::io::Write::write_all(&mut archive, b"PK\x01\x02 is no entry").unwrap();
            }
            archive.finish().unwrap().into_inner()
        };
        let (unix, windows) = (written_on(zip::System::Unix), written_on(zip::System::Dos));
        assert_ne!(unix, windows);
        assert_eq!(set_unix_host(windows), unix);
        assert_eq!(set_unix_host(unix.clone()), unix);
        assert!(set_unix_host(Vec::new()).is_empty());
    }

    /// A formula becomes plain text.
    #[test]
    fn formulas_are_escaped() {
        assert_eq!(escape_formula("=cmd|'/c calc'!A1".into()), "'=cmd|'/c calc'!A1");
        assert_eq!(escape_formula("＠SUM".into()), "'＠SUM");
        assert_eq!(escape_formula("Trần Mai".into()), "Trần Mai");
    }
}
