//! What an import found: the decisions, the questions, and what writing it would change.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use hyper::StatusCode;

use crate::desk::answer::Refused;
use crate::desk::importing::unfinished::{GivenAnswer, PASTED, UnfinishedImport};
use crate::desk::project_file::read_text;
use crate::desk::state::{DeskState, site};
use crate::hash::Hash;
use crate::import::{
    Answers, DecisionUpdate, Document, NewSpelling, NewUnit, Proposal, ProposeOptions, Question, ReadError,
    Registry, RegistryNames, UNITS_FILE, contradiction_arguments, decision_path, decision_text,
    existing_decision, new_spellings, propose, update, with_spelling, with_units,
};
use crate::messages::Messages;
use crate::model::names::NameIndex;
use crate::model::printed_index::NameDays;
use crate::model::registry::UnitKind;
use crate::model::site::Site;
use crate::serve::snapshot::Snapshot;
use crate::source::{Source, Sources};

/// An import with its document, read with the answers so far.
pub struct ImportReading {
    /// The id of the import.
    pub id: String,
    /// The file and the answers so far.
    pub import: UnfinishedImport,
    /// The build whose registry it was read with.
    pub snapshot: Arc<Snapshot>,
    /// The tables and paragraphs of the file.
    pub document: Arc<Document>,
    /// The decisions that were found; those without an award are left out.
    pub proposals: Vec<Proposal>,
    /// The questions without an answer.
    pub questions: Vec<Question>,
}

/// A decision that the import would write.
pub struct NewDecision {
    /// The file, which the site does not have.
    pub path: String,
    /// Its content.
    pub text: String,
}

impl ImportReading {
    /// The import that `request` names, read with its answers.
    ///
    /// # Errors
    /// When there is no such import, no build in time, no site, or its file cannot be read.
    pub fn of(state: &DeskState, id: &str) -> Result<ImportReading, Refused> {
        let unknown = || Refused::new(StatusCode::NOT_FOUND, "desk-import-unknown");
        let import = state.imports.find(id).ok_or_else(unknown)?;
        let snapshot = state.snapshot()?;
        let document = state.imports.document(id, &import).map_err(|error| unread(state, &import, &error))?;
        let registry = Registry::of_site(linked(&snapshot)?);
        let mut answers = Answers::default();
        for answered in &import.answered {
            let value = match &answered.answer {
                GivenAnswer::Value(value) => value.as_str(),
                // Both are written as printed; a new unit has these words as its name.
                GivenAnswer::Open | GivenAnswer::NewUnit(_) => "",
            };
            answers.add(answered.question.key.clone(), value);
        }
        let found = propose(&document, &registry, &ProposeOptions::default(), &answers);
        let mut questions: Vec<Question> = Vec::new();
        for question in found.iter().flat_map(|proposal| &proposal.questions) {
            if questions.iter().all(|known| known.key != question.key) {
                questions.push(question.clone());
            }
        }
        let proposals = found.into_iter().filter(|proposal| !proposal.is_empty()).collect();
        Ok(ImportReading { id: id.to_owned(), import, snapshot, document, proposals, questions })
    }

    /// The site whose registry the import uses.
    ///
    /// # Errors
    /// When the settings of the project have an error, so that there is no site.
    pub fn site(&self) -> Result<&Site, Refused> {
        linked(&self.snapshot)
    }

    /// The name of the imported file as people read it.
    pub fn name(&self, messages: &Messages) -> String {
        shown_name(&self.import, messages)
    }

    /// The questions that were left open, and those without an answer.
    pub fn open(&self) -> Vec<Question> {
        let left = self.import.answered.iter().filter(|answered| answered.answer == GivenAnswer::Open);
        left.map(|answered| answered.question.clone()).chain(self.questions.iter().cloned()).collect()
    }

    /// The file of the site that has the decision of `proposal` already.
    ///
    /// # Errors
    /// As [`ImportReading::site`].
    pub fn existing(&self, proposal: &Proposal) -> Result<Option<&Arc<Source>>, Refused> {
        Ok(existing_decision(proposal, self.site()?, self.sources()))
    }

    /// The decisions that the site does not have, with their files.
    ///
    /// # Errors
    /// As [`ImportReading::site`].
    pub fn new_decisions(&self, state: &DeskState) -> Result<Vec<NewDecision>, Refused> {
        let site = self.site()?;
        let messages = Messages::built_in(site.settings.language);
        let (name, open) = (self.name(&messages), self.open());
        let count = self.proposals.len();
        let mut found: Vec<NewDecision> = Vec::new();
        for proposal in &self.proposals {
            if !proposal.contradictions.is_empty() || self.existing(proposal)?.is_some() {
                continue;
            }
            let path = decision_path(proposal, Path::new(&self.import.name), &state.options.root);
            let is_taken = |path: &str| {
                state.options.root.join(path).exists() || found.iter().any(|earlier| earlier.path == path)
            };
            let path = free_path(path, is_taken);
            let text = decision_text(proposal, &proposal.open_questions(count, &open), &name, &messages);
            found.push(NewDecision { path, text });
        }
        Ok(found)
    }

    /// The answers that the registry can remember.
    ///
    /// # Errors
    /// As [`ImportReading::site`].
    pub fn spellings(&self) -> Result<Vec<NewSpelling>, Refused> {
        let answered: Vec<(Question, String)> = self
            .import
            .answered
            .iter()
            .filter_map(|answered| match &answered.answer {
                GivenAnswer::Value(value) => Some((answered.question.clone(), value.clone())),
                GivenAnswer::Open | GivenAnswer::NewUnit(_) => None,
            })
            .collect();
        Ok(new_spellings(&answered, &names(self.site()?), self.sources()))
    }

    /// The units that are called new.
    pub fn new_units(&self) -> Vec<NewUnit> {
        let units = self.import.answered.iter().filter_map(|answered| match &answered.answer {
            GivenAnswer::NewUnit(word) => {
                let kind = UnitKind::WORDS.iter().find(|(known, _)| known == word)?.1;
                Some(NewUnit { name: answered.question.printed.clone(), kind })
            }
            GivenAnswer::Open | GivenAnswer::Value(_) => None,
        });
        units.collect()
    }

    /// The files of the registry that remember the answers: their present content and the changed one.
    ///
    /// # Errors
    /// When a file cannot be read or changed.
    pub fn registry_changes(
        &self,
        state: &DeskState,
    ) -> Result<BTreeMap<&'static str, (Option<String>, String)>, Refused> {
        let (spellings, units) = (self.spellings()?, self.new_units());
        let mut changes: BTreeMap<&'static str, (Option<String>, String)> = BTreeMap::new();
        let files = spellings.iter().map(|spelling| spelling.path);
        for path in files.chain((!units.is_empty()).then_some(UNITS_FILE)) {
            if changes.contains_key(path) {
                continue;
            }
            let refused = || Refused::new(StatusCode::CONFLICT, "desk-no-change").arg("file", path);
            let bytes = state.files.read(path).map_err(|_| refused())?;
            let raw = bytes.map(String::from_utf8).transpose().map_err(|_| refused())?;
            let mut text = raw.clone().unwrap_or_default();
            for spelling in spellings.iter().filter(|spelling| spelling.path == path) {
                text = with_spelling(&text, &spelling.id, &spelling.printed).map_err(|_| refused())?;
            }
            if path == UNITS_FILE {
                text = with_units(&text, &units).map_err(|_| refused())?;
            }
            changes.insert(path, (raw, text));
        }
        Ok(changes)
    }

    /// A hash of everything that a yes would write, `decisions` and the registry: another registry, answer or file gives another stamp.
    ///
    /// # Errors
    /// As [`ImportReading::registry_changes`].
    pub fn stamp(&self, state: &DeskState, decisions: &[NewDecision]) -> Result<String, Refused> {
        let mut all = String::new();
        for decision in decisions {
            all.extend([&*decision.path, "\n", &decision.text, "\n"]);
        }
        for (path, (_, text)) in self.registry_changes(state)? {
            all.extend([path, "\n", &text, "\n"]);
        }
        Ok(Hash::of(all.as_bytes()).to_string())
    }

    fn sources(&self) -> &Sources {
        &self.snapshot.prepared.scan.sources
    }
}

/// `path`, or the first of `…-2.yaml`, `…-3.yaml` that is not taken: the number of a decision may be left open, or be in a
/// file twice.
fn free_path(path: String, is_taken: impl Fn(&str) -> bool) -> String {
    let stem = path.strip_suffix(".yaml").unwrap_or(&path);
    let others = (2..).map(|number| format!("{stem}-{number}.yaml"));
    std::iter::once(path.clone()).chain(others).find(|path| !is_taken(path)).unwrap_or(path)
}

/// The content of the file `path`, which has the decision of `proposal` already, and what the import would change in it.
///
/// # Errors
/// When the file cannot be read or changed.
pub fn update_of(
    state: &DeskState,
    reading: &ImportReading,
    proposal: &Proposal,
    path: &str,
) -> Result<(String, DecisionUpdate), Refused> {
    if !proposal.contradictions.is_empty() {
        return Err(contradiction(proposal));
    }
    let raw = read_text(state, path)?;
    let registry = Registry::of_site(reading.site()?);
    let days = proposal.head.signed.map(NameDays::of_award);
    let id_of = |key: &str, value: &str| registry.id_of(key, value, days).map(str::to_owned);
    let refused = |_| Refused::new(StatusCode::CONFLICT, "desk-no-change").arg("file", path);
    let found = update(&raw, proposal, &id_of).map_err(refused)?;
    Ok((raw, found))
}

/// Why nothing of a decision is written whose rows state different decisions.
pub fn contradiction(proposal: &Proposal) -> Refused {
    let refused = Refused::new(StatusCode::CONFLICT, "import-contradiction");
    let arguments = contradiction_arguments(proposal).into_iter();
    arguments.fold(refused, |refused, (key, value)| refused.arg(key, value))
}

/// The names among which typed answers are looked up.
pub fn names(site: &Site) -> RegistryNames<'_> {
    RegistryNames {
        units: NameIndex::of_units(site.units.as_slice()),
        kinds: NameIndex::of_kinds(&site.kinds),
    }
}

/// The name of the file of `import` as people read it.
pub fn shown_name(import: &UnfinishedImport, messages: &Messages) -> String {
    if import.name == PASTED { messages.say("desk-import-pasted", &[]) } else { import.name.clone() }
}

/// Why the file of `import` is not read, with what to do.
pub fn unread(state: &DeskState, import: &UnfinishedImport, error: &ReadError) -> Refused {
    let (name, facts) = error.message();
    let help = state.messages.say(&format!("{name}.help"), &facts);
    Refused::new(StatusCode::UNPROCESSABLE_ENTITY, "desk-import-unread")
        .arg("file", shown_name(import, &state.messages))
        .arg("why", state.messages.say(name, &facts))
        .arg("how", help)
}

fn linked(snapshot: &Snapshot) -> Result<&Site, Refused> {
    site(snapshot).ok_or_else(|| Refused::new(StatusCode::CONFLICT, "desk-import-no-site"))
}
