//! Writes what an import found, after the yes.

use hyper::StatusCode;
use serde::Deserialize;

use crate::desk::addresses::edit_href;
use crate::desk::answer::{Answer, Refused};
use crate::desk::importing::reading::{ImportReading, NewDecision, update_of};
use crate::desk::recovery::UnsavedCopy;
use crate::desk::request::DeskRequest;
use crate::desk::state::DeskState;
use crate::desk::writing;
use crate::edit::{EventKind, SaveError};

/// The yes to an import.
#[derive(Deserialize)]
struct ImportYes {
    id: String,
    /// A hash of what was shown.
    stamp: String,
    /// The file of the site that is opened with the differences; empty to write the new decisions.
    #[serde(default)]
    file: String,
}

/// Writes the new decisions of an import, and what the registry remembers; the answer is the address of the decision, or
/// that of their list.
///
/// # Errors
/// When a question has no answer, another content would be written than was shown, or a file cannot be written.
pub fn write(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let yes: ImportYes = request.json()?;
    let (reading, decisions) = agreed(state, &yes)?;
    if decisions.is_empty() {
        return Err(Refused::new(StatusCode::CONFLICT, "desk-import-nothing"));
    }
    remember(state, &reading)?;
    let event = state.event(EventKind::Saved, &note(state, &reading));
    for decision in &decisions {
        let created = state.files.create(&decision.path, decision.text.as_bytes(), &event);
        created.map_err(|error| match error {
            SaveError::Exists => {
                Refused::new(StatusCode::CONFLICT, "desk-new-exists").arg("file", &decision.path)
            }
            error => failed(&decision.path, &error.reason()),
        })?;
    }
    state.rescan(|snapshot| {
        let sources = &snapshot.prepared.scan.sources;
        decisions.iter().all(|decision| sources.at(&decision.path).is_some())
    })?;
    let address = match &*decisions {
        [decision] => edit_href(&decision.path, ""),
        _ => "/list?list=decisions".to_owned(),
    };
    finish(state, &reading)?;
    Ok(Answer::json(&address))
}

/// Opens a decision that the site has already with the differences, which are not saved; the registry remembers the
/// answers. The answer is the address of its form.
///
/// # Errors
/// As [`write`], and when there is something else that was typed into the decision and not saved.
pub fn update(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let yes: ImportYes = request.json()?;
    let (reading, _) = agreed(state, &yes)?;
    let mut own = None;
    for proposal in &reading.proposals {
        if reading.existing(proposal)?.is_some_and(|source| *source.path == *yes.file) {
            own = Some(proposal);
        }
    }
    let own = own.ok_or_else(|| Refused::new(StatusCode::CONFLICT, "desk-import-changed"))?;
    let (raw, found) = update_of(state, &reading, own, &yes.file)?;
    if state.recovery.find(&yes.file).into_iter().any(|copy| copy.text != raw && copy.text != found.text) {
        return Err(Refused::new(StatusCode::CONFLICT, "desk-import-unsaved").arg("file", &yes.file));
    }
    remember(state, &reading)?;
    let copy = UnsavedCopy {
        path: yes.file.clone(),
        entry: String::new(),
        page: state.recovery.new_page(state.now()),
        base: raw,
        text: found.text,
        shown: String::new(),
        when: state.now(),
    };
    state.recovery.put(&copy).map_err(|error| failed(&yes.file, &crate::file::reason(&error)))?;
    state.show(&copy.path, copy.text.clone().into_bytes())?;
    if reading.proposals.len() == 1 {
        finish(state, &reading)?;
    }
    Ok(Answer::json(&format!("{}&copy={}", edit_href(&yes.file, ""), copy.page)))
}

/// The import as the yes is meant: with an answer to each question, and as it was shown.
fn agreed(state: &DeskState, yes: &ImportYes) -> Result<(ImportReading, Vec<NewDecision>), Refused> {
    let reading = ImportReading::of(state, &yes.id)?;
    if !reading.questions.is_empty() {
        let count = reading.questions.len().to_string();
        return Err(Refused::new(StatusCode::CONFLICT, "desk-import-unanswered").arg("count", count));
    }
    let decisions = reading.new_decisions(state)?;
    if reading.stamp(state, &decisions)? != yes.stamp {
        return Err(Refused::new(StatusCode::CONFLICT, "desk-import-changed"));
    }
    Ok((reading, decisions))
}

/// Writes other spellings and new units into the registry.
fn remember(state: &DeskState, reading: &ImportReading) -> Result<(), Refused> {
    for (path, (before, after)) in reading.registry_changes(state)? {
        match before {
            Some(before) => {
                writing::write(state, path, &before, &after, &note(state, reading))?;
                writing::shown(state, path, &after)?;
            }
            None => {
                let event = state.event(EventKind::Saved, &note(state, reading));
                let created = state.files.create(path, after.as_bytes(), &event);
                created.map_err(|error| failed(path, &error.reason()))?;
            }
        }
    }
    Ok(())
}

/// Deletes the copy of the imported file and the answers, which are written now.
fn finish(state: &DeskState, reading: &ImportReading) -> Result<(), Refused> {
    state
        .imports
        .remove(&reading.id)
        .map_err(|error| failed(&reading.import.name, &crate::file::reason(&error)))
}

/// What the history says about the change.
fn note(state: &DeskState, reading: &ImportReading) -> String {
    state.messages.say("desk-import-event", &[("file", reading.name(&state.messages))])
}

fn failed(path: &str, reason: &str) -> Refused {
    Refused::new(StatusCode::CONFLICT, "desk-not-written").arg("file", path).arg("reason", reason)
}
