//! Remembers answers about units in the registry, so that the same words are not asked for again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::cli::import::ask::RegistryNames;
use crate::cli::import::save::report_save_error;
use crate::cli::report::Reporter;
use crate::edit::{History, save};
use crate::import::{Question, QuestionSubject, with_spelling};
use crate::model::names::{NameIndex, NameMatch};
use crate::source::{Source, Sources};

/// Words that become another spelling of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSpelling {
    /// The file of the registry, from the project folder.
    pub path: &'static str,
    /// The id of the record.
    pub id: String,
    /// The words of the source.
    pub printed: String,
}

/// Returns the answers that can be remembered: about a unit or kind, with words that no record has yet.
///
/// A kind of the built-in catalogue has no entry in the project that could have another spelling.
pub fn new_spellings(
    answered: &[(Question, String)],
    names: &RegistryNames<'_>,
    sources: &Sources,
) -> Vec<NewSpelling> {
    let mut spellings: Vec<NewSpelling> = Vec::new();
    for (question, id) in answered {
        let path = match question.key.subject {
            QuestionSubject::Unit | QuestionSubject::Issuer if is_free(&question.printed, &names.units) => {
                "content/registry/units.yaml"
            }
            QuestionSubject::Kind if is_free(&question.printed, &names.kinds) => {
                "content/registry/kinds.yaml"
            }
            _ => continue,
        };
        let spelling = NewSpelling { path, id: id.clone(), printed: question.printed.clone() };
        let has_record = sources
            .at(path)
            .is_some_and(|source| with_spelling(source.text(), id, &question.printed).is_ok());
        if has_record && !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

/// Whether no record has the name `printed`.
fn is_free<T>(printed: &str, names: &NameIndex<'_, T>) -> bool {
    matches!(names.find(printed, None), NameMatch::None)
}

/// Prints which words are going to be remembered.
pub fn announce(spellings: &[NewSpelling], reporter: &Reporter) {
    for NewSpelling { path, id, printed } in spellings {
        let arguments = [("path", (*path).to_owned()), ("id", id.clone()), ("printed", printed.clone())];
        reporter.note(&reporter.text("import-remember", &arguments));
    }
}

/// Adds the spellings to their files, and reports each file. Returns whether all files were saved.
pub fn remember(spellings: &[NewSpelling], root: &Path, sources: &Sources, reporter: &Reporter) -> bool {
    let mut by_file: BTreeMap<&str, Vec<&NewSpelling>> = BTreeMap::new();
    spellings.iter().for_each(|spelling| by_file.entry(spelling.path).or_default().push(spelling));
    let mut are_saved = true;
    for (path, spellings) in by_file {
        let Some(source) = sources.at(path) else { continue };
        are_saved &= add(source, &spellings, root, reporter);
    }
    are_saved
}

fn add(source: &Arc<Source>, spellings: &[&NewSpelling], root: &Path, reporter: &Reporter) -> bool {
    let Ok(raw) = fs::read_to_string(&source.disk) else { return false };
    let mut text = raw.clone();
    for spelling in spellings {
        if let Ok(changed) = with_spelling(&text, &spelling.id, &spelling.printed) {
            text = changed;
        }
    }
    if text == raw {
        return true;
    }
    match save(source, text.as_bytes(), &History::new(root), Timestamp::now()) {
        Ok(_) => {
            let count = spellings.len().to_string();
            reporter.sentence("import-remembered", &[("path", source.path.to_string()), ("count", count)]);
            true
        }
        Err(error) => {
            report_save_error(&source.path, &error, reporter);
            false
        }
    }
}
