//! Makes the table of awards that staff export: what it shows can be changed, and hidden columns keep everything else, so
//! that the import reads it back to the same records.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::edit::{Wanted, flow};
use crate::import::head_words::KeptColumn;
use crate::import::registry::Registry;
use crate::import::roll::shown_fingerprint;
use crate::messages::Messages;
use crate::model::award::{AwardRecord, DecisionRecord, Status, Visibility};
use crate::model::date::Period;
use crate::model::site::{Award, AwardRef, Decision, Site};
use crate::read::yaml::{Node, Value, Yaml, parse};
use crate::source::{Source, SourceId, Sources};

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
    /// The places of awards that are not in the table, because something about them is open and the choice cannot be made.
    pub left_out: Vec<String>,
    /// The files of decisions that are not in the table, because they cannot be read.
    pub unread: Vec<String>,
}

/// What is written into a table for staff.
#[derive(Clone, Copy)]
pub struct StaffChoice<'c> {
    /// Chooses awards of which nothing is open.
    pub award: &'c dyn Fn(AwardRef<'_>) -> bool,
    /// Chooses decisions without regard to their awards.
    pub decision: &'c dyn Fn(&Decision) -> bool,
    /// Chooses decisions of which everything is written: also that there is no award, and awards whose kind, recipient or
    /// another key is open.
    pub whole: &'c dyn Fn(&Decision) -> bool,
}

/// Returns the table of the awards and decisions that are chosen.
///
/// It shows the names of all recipients, also of those that readers do not see.
pub fn staff_table(
    site: &Site,
    sources: &Sources,
    choice: StaffChoice<'_>,
    messages: &Messages,
) -> StaffTable {
    let shown = SHOWN.iter().map(|column| messages.say("export-column", &[("column", (*column).to_owned())]));
    let kept = KeptColumn::HEADS.iter().map(|(head, _)| (*head).to_owned());
    let mut table =
        StaffTable { heads: shown.chain(kept).collect(), shown: SHOWN.len(), ..StaffTable::default() };
    let registry = Registry::of_site(site);
    let writer = RowWriter { site, registry: &registry, messages };
    for decision in site.decisions.iter().filter(|decision| (choice.decision)(decision)) {
        writer.add(decision, &DecisionFile::new(&decision.record, sources), choice, &mut table);
    }
    let read: HashSet<SourceId> = site.decisions.iter().map(|decision| decision.record.source).collect();
    let is_unread = |source: &&Arc<Source>| is_decision_file(&source.path) && !read.contains(&source.id);
    let files = sources.all().filter(is_unread);
    table.unread = files.map(|source| source.path.to_string()).collect();
    table
}

/// Returns whether the file `path` is read as a decision.
fn is_decision_file(path: &str) -> bool {
    path.starts_with("content/awards/") && (path.ends_with(".yaml") || path.ends_with(".yml"))
}

/// The file of a decision, as its author wrote it.
struct DecisionFile {
    path: String,
    /// The entries without awards and defaults, in YAML.
    head: String,
    defaults: Vec<(String, Wanted)>,
    /// The rows, each with the offset of its first key.
    rows: Vec<(u32, Wanted)>,
}

impl DecisionFile {
    fn new(record: &DecisionRecord, sources: &Sources) -> DecisionFile {
        let source = sources.find(record.source);
        let yaml = source.map(|source| Yaml { text: source.text(), source: source.id, offset: 0 });
        let node = yaml.and_then(|yaml| parse(yaml, &mut Vec::new()));
        let mut file = DecisionFile {
            path: source.map_or_else(String::new, |source| source.path.to_string()),
            head: String::new(),
            defaults: Vec::new(),
            rows: Vec::new(),
        };
        let mut head = Vec::new();
        let entries = match node.map(|node| node.value) {
            Some(Value::Mapping(entries)) => entries,
            _ => Default::default(),
        };
        for entry in &entries {
            match (&*entry.key.value, &entry.node.value) {
                ("awards", Value::Sequence(rows)) => {
                    file.rows = rows.iter().map(|row| (start(row), Wanted::of(row))).collect();
                }
                ("awards", _) => {}
                ("defaults", _) => {
                    if let Wanted::Map(defaults) = Wanted::of(&entry.node) {
                        file.defaults = defaults;
                    }
                }
                (key, _) => head.push((key.to_owned(), Wanted::of(&entry.node))),
            }
        }
        file.head = flow(&Wanted::Map(head));
        file
    }

    /// Returns the keys of a row with the defaults, in order.
    fn entries(&self, at: usize) -> Vec<(String, Wanted)> {
        let Some((_, Wanted::Map(own))) = self.rows.get(at) else { return Vec::new() };
        let mut entries = own.clone();
        for (key, value) in &self.defaults {
            if !own.iter().any(|(name, _)| name == key) {
                entries.push((key.clone(), value.clone()));
            }
        }
        let place = |key: &str| ROW_KEYS.iter().position(|name| *name == key).unwrap_or(ROW_KEYS.len());
        entries.sort_by_key(|(key, _)| place(key));
        entries
    }
}

/// Returns the offset at which the record of a row starts: that of its first key.
fn start(row: &Node) -> u32 {
    match &row.value {
        Value::Mapping(entries) => entries.first().map_or(row.span, |entry| entry.key.span).start,
        _ => row.span.start,
    }
}

/// Writes the rows of the table.
struct RowWriter<'w> {
    site: &'w Site,
    registry: &'w Registry<'w>,
    messages: &'w Messages,
}

impl RowWriter<'_> {
    /// Adds the rows of a decision that are chosen.
    fn add(&self, decision: &Decision, file: &DecisionFile, choice: StaffChoice<'_>, table: &mut StaffTable) {
        let is_whole = (choice.whole)(decision);
        if file.rows.is_empty() && is_whole {
            table.rows.push(self.row(decision, Vec::new(), None, file));
        }
        let awards = decision.awards().map(|id| self.site.award(id));
        let awards: HashMap<u32, AwardRef<'_>> =
            awards.map(|award| (award.record.start.span.start, award)).collect();
        for (at, (start, _)) in file.rows.iter().enumerate() {
            let cells = match awards.get(start) {
                Some(award) if (choice.award)(*award) => self.award(*award),
                Some(_) => continue,
                None if is_whole => self.open_award(&file.entries(at), decision),
                None => {
                    table.left_out.push(format!("{} ({})", file.path, at + 1));
                    continue;
                }
            };
            table.rows.push(self.row(decision, cells, Some(at), file));
            table.awards += 1;
        }
    }

    /// Returns the row of the award at the position `row` of the file with the cells `award`, or of a decision without
    /// awards.
    fn row(
        &self,
        decision: &Decision,
        award: Vec<String>,
        row: Option<usize>,
        file: &DecisionFile,
    ) -> Vec<String> {
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
        cells.extend(award);
        cells.resize(SHOWN.len(), String::new());
        let fingerprint = shown_fingerprint(cells.iter().map(String::as_str));
        cells.extend([
            fingerprint,
            file.path.clone(),
            row.map_or_else(String::new, |row| (row + 1).to_string()),
            file.head.clone(),
            row.map_or_else(String::new, |row| flow(&Wanted::Map(file.entries(row)))),
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
            self.status(record.status, record.by.as_ref().map_or("", |by| &*by.value)),
            match record.visibility {
                Visibility::Full => String::new(),
                Visibility::Initials => word("initials"),
                Visibility::Hidden => word("hidden"),
            },
        ]
    }

    /// Returns the cells of an award of which something is open: what its keys say, and nothing where they say nothing.
    fn open_award(&self, entries: &[(String, Wanted)], decision: &Decision) -> Vec<String> {
        let value = |key: &str| entries.iter().find(|(name, _)| name == key).map(|(_, value)| value);
        let text = |key: &str| match value(key) {
            Some(Wanted::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let word = |word: String| {
            if word.is_empty() { word } else { self.messages.say("export-word", &[("word", word)]) }
        };
        let day = decision.record.signed.as_ref().map(|day| day.value);
        let registry = self.registry;
        let (unit, kind, movement) = (text("unit"), text("kind"), text("movement"));
        let unit_name = registry.unit_names.find(&unit, None).one().map(|id| registry.unit(id));
        let unit_name = unit_name.map(|unit| day.map_or(unit.name(), |day| unit.name_on(day)).to_string());
        let kind_name =
            registry.kind_names.find(&kind, None).one().map(|id| registry.kinds[id].name.to_string());
        let movement_id = registry.id_of("movement", &movement, None);
        let title = self.site.movements.iter().find(|known| Some(&*known.record.slug) == movement_id);
        let status = Status::WORDS.iter().find(|(word, _)| *word == text("status"));
        let visibility = text("visibility");
        vec![
            text("no"),
            word(text("to")),
            text("honorific"),
            text("name"),
            text("position"),
            Some(text("unit_as_printed")).filter(|unit| !unit.is_empty()).or(unit_name).unwrap_or(unit),
            kind_name.unwrap_or(kind),
            word(text("class")),
            word(text("category")),
            title.map_or(movement, |known| known.record.title.value.to_string()),
            value("period").map_or_else(String::new, period),
            text("citation"),
            status.map_or_else(String::new, |(_, status)| self.status(*status, &text("by"))),
            if visibility == "full" { String::new() } else { word(visibility) },
        ]
    }

    fn unit(&self, award: &Award, record: &AwardRecord, day: Option<jiff::civil::Date>) -> String {
        if let Some(printed) = &record.unit_as_printed {
            return printed.value.to_string();
        }
        let unit = award.unit.map(|unit| &self.site.units[unit]);
        unit.map_or_else(String::new, |unit| day.map_or(unit.name(), |day| unit.name_on(day)).to_string())
    }

    fn status(&self, status: Status, by: &str) -> String {
        let state = match status {
            Status::InForce => return String::new(),
            Status::Corrected => "corrected",
            Status::Revoked => "revoked",
            Status::Withdrawn => "withdrawn",
        };
        let known = if by.is_empty() { "no" } else { "yes" };
        self.messages.say(
            "export-status",
            &[("state", state.to_owned()), ("known", known.to_owned()), ("by", by.to_owned())],
        )
    }
}

/// Returns a period as columns show it, from its value in YAML.
fn period(value: &Wanted) -> String {
    let text = |value: Option<&Wanted>| match value {
        Some(Wanted::Text(text)) => text.clone(),
        _ => String::new(),
    };
    match value {
        Wanted::Map(_) => format!("{}–{}", text(value.value("from")), text(value.value("to"))),
        value => {
            let text = text(Some(value));
            Period::parse(&text).map_or(text, |period| period.to_string())
        }
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
