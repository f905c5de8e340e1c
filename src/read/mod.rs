//! Reads sources into [`Records`]: the entries as their authors wrote them, with the errors in each.

pub mod scan;

mod appearance;
mod article;
mod base_url;
mod built_in;
pub mod copies;
mod decision;
mod decode;
mod draft;
mod fields;
pub mod file_name;
mod first_text;
mod flaws;
mod footer;
mod foreign_keys;
mod front_matter;
mod hosting;
mod load;
mod marks;
mod open_elements;
mod outline;
mod record;
mod registry;
mod role;
mod settings;
mod targets;
mod theme;
mod walk;
pub mod yaml;

use std::sync::Arc;

use jiff::tz::TimeZone;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::model::records::Records;
use crate::model::settings::default_time_zone;
use crate::read::scan::Scan;
use crate::read::yaml::{Node, Yaml};
use crate::source::{Source, SourceContent, SourceId, Sources};

pub use article::is_route;
pub use base_url::{InvalidBaseUrl, parse_base_url};
pub use decode::{plain_text, utf_16_text};
pub use front_matter::yaml_range as front_matter_range;
pub use record::Record;
pub use role::{SourceRole, is_misplaced};

/// The result of reading one source: its record, if there is one, and the errors and warnings about it.
pub type ReadRecord = Report<Option<Record>>;

/// The results of reading the sources, stored so that an unchanged source is not read again.
#[derive(Debug, Default)]
pub struct Readings {
    /// The time zone of the settings when the sources were read; `None` before.
    zone: Option<TimeZone>,
    known: FxHashMap<SourceId, (Arc<Source>, Arc<ReadRecord>)>,
}

impl Readings {
    /// Returns the result for `source`, if it was read before and has not changed since.
    fn unchanged(&self, source: &Source) -> Option<&Arc<ReadRecord>> {
        let known = self.known.get(&source.id).filter(|(known, _)| known.has_same_content(source));
        known.map(|(_, reading)| reading)
    }

    /// Returns the result for `source`, read again only if it has changed.
    fn read(&self, source: &Source, zone: &TimeZone) -> Arc<ReadRecord> {
        self.unchanged(source).cloned().unwrap_or_else(|| Arc::new(read_record(source, zone)))
    }

    /// Returns the time zone of the settings, in which other sources are read; the default without settings.
    fn time_zone(&self, sources: &[&Arc<Source>]) -> TimeZone {
        let default = default_time_zone();
        let mut settings =
            sources.iter().filter(|source| SourceRole::of_text(&source.path) == SourceRole::Settings);
        let zone = settings.find_map(|source| match &self.read(source, &default).value {
            Some(Record::Settings(settings)) => Some(settings.time_zone.clone()),
            _ => None,
        });
        zone.unwrap_or(default)
    }
}

/// Reads every source of the project, in parallel; the records are in the order of their paths.
///
/// Reads only the sources whose results are not in `readings`, and updates `readings` to hold exactly the results of
/// this scan. A source that cannot be read is reported and has no record.
pub fn records(scan: &Scan, readings: &mut Readings) -> Report<Records> {
    let sources: Vec<&Arc<Source>> = scan.sources.all().collect();
    let zone = readings.time_zone(&sources);
    if readings.zone.as_ref() != Some(&zone) {
        *readings = Readings { zone: Some(zone.clone()), known: FxHashMap::default() };
    }
    let read: Vec<Arc<ReadRecord>> = sources
        .par_iter()
        .with_max_len(scan::MAX_FILES_PER_BATCH)
        .map(|source| readings.read(source, &zone))
        .collect();
    let mut records = Records::default();
    let mut diagnostics: Vec<Diagnostic> = scan.diagnostics().cloned().collect();
    for reading in &read {
        diagnostics.extend_from_slice(&reading.diagnostics);
        if let Some(record) = &reading.value {
            add_record(&mut records, record);
        }
    }
    let known = sources.into_iter().zip(read);
    readings.known = known.map(|(source, reading)| (source.id, (source.clone(), reading))).collect();
    report_missing(&scan.sources, &mut diagnostics);
    Report::new(records, diagnostics)
}

/// Reads one source; the record is `None` if it holds none, or cannot be read. Times with an offset from UTC are
/// converted to the clocks of `zone`, the time zone of the settings.
pub fn read_record(source: &Source, zone: &TimeZone) -> ReadRecord {
    let mut diagnostics = Vec::new();
    let record = match &source.content {
        SourceContent::Text(_) => record(source, zone, &mut diagnostics),
        SourceContent::File | SourceContent::Picture(_) => {
            diagnostics.extend(misplaced_diagnostic(source));
            None
        }
        SourceContent::BuiltIn(_) | SourceContent::Unusable(_) => None,
    };
    let record = draft::mark(record, source, &mut diagnostics);
    if diagnostics.len() > fields::MAX_FILE_ERRORS {
        diagnostics.truncate(fields::MAX_FILE_ERRORS);
        let more = Diagnostic::new(Code::TooManyFaults, source.id);
        diagnostics.push(more.arg("limit", fields::MAX_FILE_ERRORS.to_string()));
    }
    Report::new(record, diagnostics)
}

fn misplaced_diagnostic(source: &Source) -> Option<Diagnostic> {
    let help = misplaced_help(source);
    let diagnostic = || Diagnostic::new(Code::MisplacedFile, source.id).arg("file", &source.path).help(help);
    is_misplaced(source).then(diagnostic)
}

/// Returns the help that says what can be done with a file of another form, by its extension.
fn misplaced_help(source: &Source) -> &'static str {
    let data = ["content/awards/", "content/registry/"].iter().any(|folder| source.path.starts_with(folder));
    let name = source.name().to_lowercase();
    match (&*source.extension(), data) {
        ("xlsx" | "xlsm" | "xls" | "ods" | "csv" | "tsv", true) => "help-table",
        ("doc" | "docx" | "odt" | "rtf" | "pdf", true) => "help-document",
        ("txt", true) => "help-ending",
        ("json" | "toml" | "html" | "htm", true) => "help-data",
        ("txt", false) if name.ends_with(".md.txt") => "help-markdown",
        ("markdown" | "mdx", _) => "help-markdown",
        (_, false) => "help-text",
        (_, true) => "help",
    }
}

fn record(source: &Source, zone: &TimeZone, diagnostics: &mut Vec<Diagnostic>) -> Option<Record> {
    match SourceRole::of_text(&source.path) {
        SourceRole::Article => {
            article::article(source, zone, diagnostics).map(|article| Record::Article(Arc::new(article)))
        }
        SourceRole::Movement => {
            article::movement(source, zone, diagnostics).map(|movement| Record::Movement(Arc::new(movement)))
        }
        SourceRole::StandalonePage => article::standalone_page(source, zone, diagnostics)
            .map(|page| Record::StandalonePage(Arc::new(page))),
        SourceRole::Settings => {
            let node = parse_source(source, diagnostics)?;
            settings::settings(&node, diagnostics).map(|settings| Record::Settings(Box::new(settings)))
        }
        SourceRole::Decision => {
            let node = parse_source(source, diagnostics)?;
            let decision = decision::decision(&node, source.id, zone, diagnostics)?;
            Some(Record::Decision(Arc::new(decision)))
        }
        SourceRole::Kinds => {
            let node = parse_source(source, diagnostics)?;
            let kinds = registry::entries(&node, diagnostics, registry::kind);
            Some(Record::Kinds(kinds.into_iter().map(Arc::new).collect()))
        }
        SourceRole::Units => {
            let node = parse_source(source, diagnostics)?;
            let units = registry::entries(&node, diagnostics, registry::unit);
            Some(Record::Units(units.into_iter().map(Arc::new).collect()))
        }
        SourceRole::People => {
            let node = parse_source(source, diagnostics)?;
            let people = registry::entries(&node, diagnostics, registry::person);
            Some(Record::People(people.into_iter().map(Arc::new).collect()))
        }
        SourceRole::ThemeSettings => {
            let mut theme_diagnostics = Vec::new();
            let node = parse_source(source, &mut theme_diagnostics);
            Some(Record::Theme(Arc::new(theme::theme(source, node.as_ref(), theme_diagnostics))))
        }
        SourceRole::Misplaced => {
            diagnostics.push(Diagnostic::new(Code::MisplacedFile, source.id).arg("file", &source.path));
            None
        }
        SourceRole::ThemePart | SourceRole::Static | SourceRole::Attachment => None,
    }
}

/// Returns the YAML tree of a whole source; reports a file with nothing but comments as empty.
fn parse_source(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let before = diagnostics.len();
    let node = yaml::parse(Yaml { text: source.text(), source: source.id, offset: 0 }, diagnostics);
    if node.is_none() && diagnostics.len() == before {
        diagnostics.push(Diagnostic::new(Code::EmptyFile, source.id));
    }
    node
}

fn add_record(records: &mut Records, record: &Record) {
    match record {
        Record::UnreadDraft(source) => records.unread_drafts.push(*source),
        Record::Settings(settings) => {
            records.settings.get_or_insert_with(|| (**settings).clone());
        }
        Record::Article(article) => records.articles.push(article.clone()),
        Record::Movement(movement) => records.movements.push(movement.clone()),
        Record::StandalonePage(page) => records.pages.push(page.clone()),
        Record::Decision(decision) => records.decisions.push(decision.clone()),
        Record::Kinds(kinds) => records.kinds.extend_from_slice(kinds),
        Record::Units(units) => records.units.extend_from_slice(units),
        Record::People(people) => records.people.extend_from_slice(people),
        Record::Theme(theme) => records.themes.0.push(theme.clone()),
    }
}

/// Reports missing settings, and a second settings file.
fn report_missing(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let [long, short] = ["content/site.yaml", "content/site.yml"].map(|path| sources.at(path));
    if let (Some(long), Some(short)) = (long, short) {
        let diagnostic = Diagnostic::new(Code::SettingsTwice, short.id).arg("file", &short.path);
        diagnostics.push(diagnostic.arg("other", &long.path).related(long.id));
    }
    if long.is_none() && short.is_none() {
        diagnostics.push(Diagnostic::new(Code::NoSettings, crate::diagnostic::Location::Nowhere));
    }
}
