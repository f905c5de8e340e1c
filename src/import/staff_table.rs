//! Makes the table of awards that staff export: what it shows can be changed, and hidden columns keep everything else, so
//! that the import reads it back to the same records.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::edit::{Wanted, flow, tree};
use crate::import::head_words::KeptColumn;
use crate::import::roll::shown_fingerprint;
use crate::messages::Messages;
use crate::model::award::{AwardRecord, DecisionRecord, Status, Visibility};
use crate::model::site::{Award, AwardRef, Decision, Site};
use crate::source::Sources;

/// The columns that are shown, in order; the message `export-column` has their heads.
const SHOWN: &[&str] = &[
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
    "visibility",
];

/// The order of the keys of a row in YAML.
const ROW_KEYS: &[&str] = &[
    "no",
    "to",
    "kind",
    "class",
    "name",
    "person",
    "honorific",
    "position",
    "unit",
    "unit_as_printed",
    "citation",
    "period",
    "category",
    "movement",
    "article",
    "status",
    "by",
    "visibility",
    "posthumous",
    "shared_with",
    "accept",
];

/// The awards of a site as rows of texts.
#[derive(Clone, Debug, Default)]
pub struct StaffTable {
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The number of columns that are shown; those behind them are hidden.
    pub shown: usize,
    /// The rows, decision by decision.
    pub rows: Vec<Vec<String>>,
    /// The number of awards among them.
    pub awards: usize,
}

/// Returns the table of the awards that `is_chosen` chooses, and of the decisions without awards if `with_empty` says so.
///
/// It shows the names of all recipients, also of those that readers do not see.
pub fn staff_table(
    site: &Site,
    sources: &Sources,
    is_chosen: &dyn Fn(AwardRef<'_>) -> bool,
    is_empty_chosen: &dyn Fn(&Decision) -> bool,
    messages: &Messages,
) -> StaffTable {
    let shown = SHOWN.iter().map(|column| messages.say("export-column", &[("column", (*column).to_owned())]));
    let kept = KeptColumn::HEADS.iter().map(|(head, _)| (*head).to_owned());
    let mut table =
        StaffTable { heads: shown.chain(kept).collect(), shown: SHOWN.len(), ..StaffTable::default() };
    let writer = RowWriter { site, messages };
    for decision in site.decisions.iter() {
        let file = DecisionFile::new(&decision.record, sources);
        if decision.record.awards.is_empty() && is_empty_chosen(decision) {
            table.rows.push(writer.row(decision, None, &file));
        }
        for award in decision.awards().map(|id| site.award(id)).filter(|award| is_chosen(*award)) {
            table.rows.push(writer.row(decision, Some(award), &file));
            table.awards += 1;
        }
    }
    table
}

/// The file of a decision, as its author wrote it.
struct DecisionFile {
    path: String,
    /// The entries without awards and defaults, in YAML.
    head: String,
    defaults: Vec<(String, Wanted)>,
    rows: Vec<Wanted>,
}

impl DecisionFile {
    fn new(record: &DecisionRecord, sources: &Sources) -> DecisionFile {
        let source = sources.find(record.source);
        let mut entries = match source.and_then(|source| tree(source.text())) {
            Some(Wanted::Map(entries)) => entries,
            _ => Vec::new(),
        };
        let mut take = |key: &str| {
            let at = entries.iter().position(|(name, _)| name == key);
            at.map(|at| entries.remove(at).1)
        };
        let rows = match take("awards") {
            // A row with an error is not among the records.
            Some(Wanted::List(rows)) if rows.len() == record.awards.len() => rows,
            _ => Vec::new(),
        };
        let defaults = match take("defaults") {
            Some(Wanted::Map(defaults)) => defaults,
            _ => Vec::new(),
        };
        let path = source.map_or_else(String::new, |source| source.path.to_string());
        DecisionFile { path, head: flow(&Wanted::Map(entries)), defaults, rows }
    }

    /// Returns the keys of a row with the defaults, in YAML; empty if the file has errors.
    fn row(&self, at: usize) -> String {
        let Some(Wanted::Map(own)) = self.rows.get(at) else { return String::new() };
        let mut entries = own.clone();
        for (key, value) in &self.defaults {
            if !own.iter().any(|(name, _)| name == key) {
                entries.push((key.clone(), value.clone()));
            }
        }
        let place = |key: &str| ROW_KEYS.iter().position(|name| *name == key).unwrap_or(ROW_KEYS.len());
        entries.sort_by_key(|(key, _)| place(key));
        flow(&Wanted::Map(entries))
    }
}

/// Writes the rows of the table.
struct RowWriter<'w> {
    site: &'w Site,
    messages: &'w Messages,
}

impl RowWriter<'_> {
    /// Returns the row of an award, or of a decision without awards.
    fn row(&self, decision: &Decision, award: Option<AwardRef<'_>>, file: &DecisionFile) -> Vec<String> {
        let record = &decision.record;
        let issuer = decision.issuer.map(|unit| &self.site.units[unit]);
        let day = record.signed.as_ref().map(|day| day.value);
        let mut cells = vec![
            record.number.as_ref().map(|number| number.value.to_string()).unwrap_or_default(),
            day.map_or_else(String::new, |day| day.to_string()),
            issuer.map_or_else(String::new, |unit| {
                day.map_or(unit.name(), |day| unit.name_on(day)).to_string()
            }),
        ];
        if let Some(award) = award {
            cells.extend(self.award(award));
        }
        cells.resize(SHOWN.len(), String::new());
        let fingerprint = shown_fingerprint(cells.iter().map(String::as_str));
        let row = award.map(|award| award.award.row.position());
        cells.extend([
            fingerprint,
            file.path.clone(),
            row.map_or_else(String::new, |row| (row + 1).to_string()),
            file.head.clone(),
            row.map_or_else(String::new, |row| file.row(row)),
        ]);
        cells
    }

    /// Returns the cells of an award that are shown.
    fn award(&self, AwardRef { award, record, decision, .. }: AwardRef<'_>) -> Vec<String> {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let word = |word: &str| self.messages.say("export-word", &[("word", word.to_owned())]);
        let day = decision.signed.as_ref().map(|day| day.value);
        let movement = award.movement.map(|movement| &*self.site.movements[movement].record.title.value);
        vec![
            record.no.as_ref().map(|no| no.value.to_string()).unwrap_or_default(),
            word(record.to.value.word()),
            text(record.honorific.as_deref()),
            text(record.name.as_ref().map(|name| &*name.value)),
            text(record.position.as_ref().map(|position| &*position.value)),
            self.unit(award, record, day),
            self.site.kinds[award.kind].name.to_string(),
            record.class.as_ref().map(|class| word(&class.value)).unwrap_or_default(),
            record.category.map(|category| word(category.word())).unwrap_or_default(),
            text(movement),
            record.period.value.to_string(),
            text(record.citation.as_ref().map(|citation| &*citation.value)),
            self.status(record),
            match record.visibility {
                Visibility::Full => String::new(),
                Visibility::Initials => word("initials"),
                Visibility::Hidden => word("hidden"),
            },
        ]
    }

    fn unit(&self, award: &Award, record: &AwardRecord, day: Option<jiff::civil::Date>) -> String {
        if let Some(printed) = &record.unit_as_printed {
            return printed.value.to_string();
        }
        let unit = award.unit.map(|unit| &self.site.units[unit]);
        unit.map_or_else(String::new, |unit| day.map_or(unit.name(), |day| unit.name_on(day)).to_string())
    }

    fn status(&self, record: &AwardRecord) -> String {
        let state = match record.status {
            Status::InForce => return String::new(),
            Status::Corrected => "corrected",
            Status::Revoked => "revoked",
            Status::Withdrawn => "withdrawn",
        };
        let by = record.by.as_ref().map(|by| by.value.to_string()).unwrap_or_default();
        let known = if by.is_empty() { "no" } else { "yes" };
        self.messages
            .say("export-status", &[("state", state.to_owned()), ("known", known.to_owned()), ("by", by)])
    }
}

impl StaffTable {
    /// Returns the table as a workbook of Excel in which the hidden columns are hidden.
    ///
    /// # Errors
    /// If the table has more rows, or a text is longer, than a workbook can have.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let bold = Format::new().set_bold();
        for (column, head) in (0_u16..).zip(&self.heads) {
            sheet.write_string_with_format(0, column, head, &bold)?;
            let is_wide = SHOWN
                .get(usize::from(column))
                .is_some_and(|name| matches!(*name, "name" | "unit" | "kind" | "citation" | "issuer"));
            sheet.set_column_width(column, if is_wide { 32 } else { 14 })?;
            if usize::from(column) >= self.shown {
                sheet.set_column_hidden(column)?;
            }
        }
        for (line, row) in (1_u32..).zip(&self.rows) {
            for (column, text) in (0_u16..).zip(row) {
                match text.parse::<u32>() {
                    _ if text.is_empty() => {}
                    Ok(number) if SHOWN.get(usize::from(column)) == Some(&"no") => {
                        sheet.write_number(line, column, number)?;
                    }
                    _ => {
                        sheet.write_string(line, column, text)?;
                    }
                }
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        let last = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        sheet.autofilter(0, 0, last, u16::try_from(self.shown - 1).expect("a few columns are shown"))?;
        workbook.save_to_buffer()
    }

    /// Returns the table as CSV (RFC 4180) with a byte order mark, without which Excel does not recognize UTF-8. Texts that
    /// a spreadsheet would run as formulas begin with an apostrophe.
    ///
    /// # Panics
    /// Never: writing to memory does not fail.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        for row in std::iter::once(&self.heads).chain(&self.rows) {
            let escaped = row.iter().map(|text| {
                let is_formula = text.starts_with(FORMULA_STARTS);
                if is_formula { format!("'{text}") } else { text.clone() }
            });
            writer.write_record(escaped).expect("writing to memory does not fail");
        }
        writer.into_inner().expect("writing to memory does not fail")
    }
}

/// The first characters of texts that a spreadsheet runs as formulas.
pub const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
