//! Remembers answers about units in the registry, so that the same words are not asked for again.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use crate::cli::import::save::{report_save_error, report_write_error, write_new};
use crate::cli::report::Reporter;
use crate::cli::user::present_event;
use crate::edit::{EventKind, Workspace};
use crate::import::{NewSpelling, NewUnit, UNITS_FILE, with_spelling, with_units};
use crate::source::{Source, Sources};

/// Prints which words are going to be remembered, and which units are going to be added.
pub fn announce(spellings: &[NewSpelling], units: &[NewUnit], reporter: &Reporter) {
    for NewSpelling { path, id, printed } in spellings {
        let arguments = [("path", (*path).to_owned()), ("id", id.clone()), ("printed", printed.clone())];
        reporter.note(&reporter.text("import-remember", &arguments));
    }
    for unit in units {
        let kind = reporter.text("import-unit-kind", &[("kind", unit.kind.word().to_owned())]);
        let arguments = [("path", UNITS_FILE.to_owned()), ("printed", unit.name.clone()), ("kind", kind)];
        reporter.note(&reporter.text("import-add-unit", &arguments));
    }
}

/// Adds the spellings and the units to their files, and reports each file. Returns whether all files were saved.
pub fn remember(
    spellings: &[NewSpelling],
    units: &[NewUnit],
    (root, sources): (&Path, &Sources),
    reporter: &Reporter,
) -> bool {
    let mut by_file: BTreeMap<&str, Vec<&NewSpelling>> = BTreeMap::new();
    spellings.iter().for_each(|spelling| by_file.entry(spelling.path).or_default().push(spelling));
    if !units.is_empty() {
        by_file.entry(UNITS_FILE).or_default();
    }
    let mut are_saved = true;
    for (path, spellings) in by_file {
        let units = if path == UNITS_FILE { units } else { &[] };
        are_saved &= match sources.at(path) {
            Some(source) => add(source, &spellings, units, root, reporter),
            None => create(path, units, root, reporter),
        };
    }
    are_saved
}

/// Writes the first units of a site.
fn create(path: &str, units: &[NewUnit], root: &Path, reporter: &Reporter) -> bool {
    let Ok(text) = with_units("", units) else { return false };
    match write_new(root, path, text.as_bytes()) {
        Ok(()) => {
            report_units(path, units.len(), reporter);
            true
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => true,
        Err(error) => {
            report_write_error(path, &error, reporter);
            false
        }
    }
}

fn report_units(path: &str, count: usize, reporter: &Reporter) {
    reporter.sentence("import-units-added", &[("path", path.to_owned()), ("count", count.to_string())]);
}

fn add(
    source: &Arc<Source>,
    spellings: &[&NewSpelling],
    units: &[NewUnit],
    root: &Path,
    reporter: &Reporter,
) -> bool {
    let Ok(raw) = fs::read_to_string(&source.disk) else { return false };
    let path = source.path.to_string();
    let mut text = raw.clone();
    for spelling in spellings {
        if let Ok(changed) = with_spelling(&text, &spelling.id, &spelling.printed) {
            text = changed;
        }
    }
    let with_spellings = text;
    let with_units = with_units(&with_spellings, units);
    let is_patched = with_units.is_ok();
    if !is_patched {
        reporter.error("import-not-patched", &[("path", path.clone())]);
    }
    let text = with_units.as_ref().unwrap_or(&with_spellings);
    if *text == raw {
        return is_patched;
    }
    let event = present_event(EventKind::Saved, "bangvang import");
    match Workspace::new(root).save(&path, source.hash, text.as_bytes(), &event) {
        Ok(_) => {
            if with_spellings != raw {
                let count = spellings.len().to_string();
                reporter.sentence("import-remembered", &[("path", path.clone()), ("count", count)]);
            }
            if *text != with_spellings {
                report_units(&path, units.len(), reporter);
            }
            is_patched
        }
        Err(error) => {
            report_save_error(&path, &error, reporter);
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{NewSpelling, Sources, UNITS_FILE, announce, remember};
    use crate::cli::arguments::OutputFormat;
    use crate::cli::report::Reporter;
    use crate::import::{NewUnit, Question, QuestionKey, QuestionSubject, RegistryNames, new_spellings};
    use crate::messages::Language;
    use crate::model::names::NameIndex;
    use crate::model::registry::UnitKind;
    use crate::model::site::{BuildOptions, Now, ShowHidden};
    use crate::pipeline::{self, NoBuildObserver};

    const SETTINGS: &str = "title: A\norganisation: A\nbase_url: https://thu.example\nlanguage: vi\n";
    const TWO_UNITS: &str = "- {id: a, type: grassroots, names: [{name: CĐCS A}]}\n\
                         - {id: b, type: grassroots, names: [{name: CĐCS B}]} # hai\n";

    fn answered(subject: QuestionSubject, printed: &str, id: &str) -> (Question, String) {
        let key = QuestionKey { subject, words: printed.to_lowercase() };
        let question = Question { key, printed: printed.into(), candidates: Vec::new(), places: Vec::new() };
        (question, id.to_owned())
    }

    /// Only words that no record has become another spelling; the file is changed in that place alone.
    #[test]
    fn answers_are_remembered() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("content/registry")).unwrap();
        fs::write(root.path().join("content/site.yaml"), SETTINGS).unwrap();
        fs::write(root.path().join("content/registry/units.yaml"), TWO_UNITS).unwrap();
        let now = Now::At(jiff::civil::date(2026, 6, 1).at(12, 0, 0, 0));
        let options = BuildOptions { now, shown: ShowHidden::All, base_url: None };
        let scan = pipeline::scan(root.path(), &NoBuildObserver).unwrap();
        let prepared = pipeline::plan_site(scan, &options, &NoBuildObserver);
        let site = &prepared.planned.as_ref().unwrap().site;
        let names = RegistryNames {
            units: NameIndex::of_units(site.units.as_slice()),
            kinds: NameIndex::of_kinds(&site.kinds),
        };
        let answers = [
            answered(QuestionSubject::Unit, "Xí nghiệp Bê", "b"),
            answered(QuestionSubject::Unit, "CĐCS A", "b"),
            answered(QuestionSubject::Issuer, "", "b"),
            answered(QuestionSubject::Kind, "Bằng của tỉnh", "bang-khen-ldld-tinh"),
            answered(QuestionSubject::Period, "năm nay", "2025"),
        ];
        let sources = &prepared.scan.sources;
        let spellings = new_spellings(&answers, &names, sources);
        let printed = "Xí nghiệp Bê".to_owned();
        assert_eq!(
            spellings,
            [NewSpelling { path: "content/registry/units.yaml", id: "b".to_owned(), printed }]
        );
        let reporter = Reporter::new(Language::En, OutputFormat::Human);
        let units = [NewUnit { name: "CĐCS Xê".to_owned(), kind: UnitKind::Grassroots }];
        announce(&spellings, &units, &reporter);
        assert!(remember(&spellings, &units, (root.path(), sources), &reporter));
        // Another decision of the same file.
        assert!(remember(&spellings, &units, (root.path(), sources), &reporter));
        let after = fs::read_to_string(root.path().join("content/registry/units.yaml")).unwrap();
        let spelled = TWO_UNITS.replace("name: CĐCS B}]}", "name: CĐCS B}], also: [Xí nghiệp Bê]}");
        let wanted = format!("{spelled}- {{id: cdcs-xe, type: grassroots, names: [{{name: CĐCS Xê}}]}}\n");
        assert_eq!(after, wanted);
    }

    /// A site without a file of units gets one.
    #[test]
    fn the_first_units_are_written() {
        let root = tempfile::tempdir().unwrap();
        let units = [NewUnit { name: "CĐCS Xê".to_owned(), kind: UnitKind::Grassroots }];
        let reporter = Reporter::new(Language::En, OutputFormat::Human);
        assert!(remember(&[], &units, (root.path(), &Sources::default()), &reporter));
        let written = fs::read_to_string(root.path().join(UNITS_FILE)).unwrap();
        assert_eq!(written, "- {id: cdcs-xe, type: grassroots, names: [{name: CĐCS Xê}]}\n");
    }
}
