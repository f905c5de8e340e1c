//! Shows what is typed, keeps a copy of it, and saves it.

use std::sync::Arc;

use hyper::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::desk::answer::{Answer, Refused};
use crate::desk::form;
use crate::desk::gone::{GoneFile, is_gone};
use crate::desk::history::{find_version, version_text, versions};
use crate::desk::moved::{present_path, text_at};
use crate::desk::problem::Problem;
use crate::desk::problems::problems_of;
use crate::desk::project_file::{markdown_kind, place_address, read_text};
use crate::desk::recovery::UnsavedCopy;
use crate::desk::registry_entry::{RegistryEntry, entry_kind};
use crate::desk::request::DeskRequest;
use crate::desk::review::ReviewWish;
use crate::desk::settings_form::{SettingsForm, is_settings};
use crate::desk::state::{DeskState, local_time};
use crate::desk::yaml_form::{self, mapping_kind};
use crate::edit::{
    DocumentError, EventKind, MarkdownDocument, MergeOutcome, SaveError, TextFile, fields, merge_file,
};
use crate::hash::Hash;
use crate::serve::snapshot::Snapshot;

/// A file as a page of the desk sends it.
#[derive(Debug, Deserialize)]
pub struct TypedFile {
    /// The path of the file.
    file: String,
    /// The id of the entry of the file whose form it is; `None` for the whole file.
    entry: Option<String>,
    /// The id of the page, which keeps a copy of its own.
    page: String,
    /// The hash of the content that the form was opened with.
    base: String,
    /// The values of the form; absent where the whole file is edited as text.
    fields: Option<Map<String, Value>>,
    /// The text, with `\n` as line end.
    text: String,
    /// The hash of the content that the rows of the form are numbered by, if it is not the base.
    #[serde(default)]
    shown: String,
    /// What the user says about the change.
    #[serde(default)]
    note: String,
    /// The step of its approval that is taken with the save.
    #[serde(default)]
    review: Option<ReviewWish>,
}

/// The answer to what was typed.
#[derive(Serialize)]
struct TypedAnswer {
    /// Whether saving would change the file.
    is_dirty: bool,
    problems: Vec<Problem>,
    preview: String,
    /// Whether the file on the disk is no longer the one that the form was opened with.
    has_changed_on_disk: bool,
    /// Where the user goes on, if the file was moved or deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    gone: Option<GoneFile>,
}

/// Shows what was typed in the preview, and keeps a copy of it.
///
/// # Errors
/// When the file does not exist any more, the copy cannot be written, or there is no build in time.
pub fn draft(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let typed: TypedFile = request.json()?;
    if is_gone(state, &typed.file) {
        return keep_gone(state, &typed).map(|answer| Answer::json(&answer));
    }
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, &typed.file)?;
    let on_disk = read_text(state, &source.path)?;
    let base = typed.base(state, &on_disk)?;
    let wanted = typed.content(state, &base)?;
    let snapshot = if wanted == *base {
        typed.remove_copy(state, &base)?;
        state.show_file(&typed.file)?
    } else {
        typed.keep_copy(state, &base, wanted.clone())?;
        state.show(&typed.file, wanted.clone().into_bytes())?
    };
    Ok(Answer::json(&TypedAnswer {
        is_dirty: wanted != *base,
        problems: problems_of(state, &snapshot, &typed.file, typed.entry()),
        preview: place_address(state, &snapshot, &source, typed.entry()),
        has_changed_on_disk: on_disk != *base,
        gone: None,
    }))
}

/// Keeps a copy of what was typed into a file that was moved or deleted: for its new place, if it has one.
fn keep_gone(state: &DeskState, typed: &TypedFile) -> Result<TypedAnswer, Refused> {
    let base = typed.base(state, "")?;
    let wanted = typed.content(state, &base)?;
    let is_dirty = wanted != *base;
    let place = present_path(state, &typed.file).unwrap_or_else(|| typed.file.clone());
    let there = |text: &str| text_at(state, &typed.file, &place, text);
    let copy = UnsavedCopy { path: place.clone(), text: there(&wanted), ..typed.copy(state, &there(&base)) };
    if is_dirty {
        let kept = state.recovery.put(&copy);
        kept.map_err(|error| failed(&typed.file, &crate::file::reason(&error)))?;
    } else {
        remove_copy(state, &copy)?;
    }
    if place != typed.file {
        // A copy may have been kept at the old place while the file was being moved.
        typed.remove_copy(state, &base)?;
    }
    Ok(TypedAnswer {
        is_dirty,
        problems: Vec::new(),
        preview: String::new(),
        has_changed_on_disk: false,
        gone: Some(GoneFile::of(state, &typed.file, typed.entry(), &typed.page)),
    })
}

/// The hash of the file that `request` names, as it is on the disk; if that is not the `base` of the form, also who saved
/// it and when, as far as the history knows; if the file was moved or deleted, where the user goes on.
///
/// # Errors
/// When there is no such file any more, or its history cannot be read.
pub fn file_state(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let snapshot = state.snapshot()?;
    let file = request.parameter("file");
    if is_gone(state, file) {
        let (entry, page) = (request.parameter("entry"), request.parameter("page"));
        let gone = GoneFile::of(state, file, entry, page);
        return Ok(Answer::Json(serde_json::json!({"hash": "", "gone": gone})));
    }
    let source = state.source(&snapshot, file)?;
    let hash = snapshot.unsaved.on_disk.get(&source.path).unwrap_or(&source.hash);
    let is_known = hash.to_string() == request.parameter("base");
    let versions = if is_known { Vec::new() } else { versions(state, &source.path)? };
    let last = versions.into_iter().next().filter(|version| version.hash == *hash);
    let (who, when) = last.map_or_else(Default::default, |version| {
        (version.event.who, local_time(&snapshot, version.event.when))
    });
    Ok(Answer::Json(serde_json::json!({"hash": hash.to_string(), "who": who, "when": when})))
}

/// Forgets what was typed into the page of a file, or of an entry of it, and not saved. The answer is whether there is
/// something else that was typed into the same form.
///
/// # Errors
/// When the copies cannot be deleted.
pub fn discard(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Discarded {
        file: String,
        #[serde(default)]
        entry: String,
        page: String,
    }
    let Discarded { file, entry, page } = request.json()?;
    let (discarded, others): (Vec<_>, Vec<_>) =
        state.recovery.find_entry(&file, &entry).into_iter().partition(|copy| copy.page == page);
    for copy in discarded {
        remove_copy(state, &copy)?;
    }
    state.show_file(&file)?;
    Ok(Answer::json(&!others.is_empty()))
}

/// Deletes `copy` of what was typed.
///
/// # Errors
/// When it cannot be deleted.
pub fn remove_copy(state: &DeskState, copy: &UnsavedCopy) -> Result<(), Refused> {
    state.recovery.remove(copy).map_err(|error| failed(&copy.path, &crate::file::reason(&error)))
}

fn failed(path: &str, reason: &str) -> Refused {
    Refused::new(StatusCode::CONFLICT, "desk-not-written").arg("file", path).arg("reason", reason)
}

impl TypedFile {
    /// The id of the entry whose form it is; empty for the whole file.
    fn entry(&self) -> &str {
        self.entry.as_deref().unwrap_or_default()
    }

    fn keep_copy(&self, state: &DeskState, base: &str, text: String) -> Result<(), Refused> {
        let shown = if self.shown.is_empty() { String::new() } else { self.shown(state, base)?.to_string() };
        let copy = UnsavedCopy { text, shown, ..self.copy(state, base) };
        state.recovery.put(&copy).map_err(|error| failed(&self.file, &crate::file::reason(&error)))
    }

    fn remove_copy(&self, state: &DeskState, base: &str) -> Result<(), Refused> {
        remove_copy(state, &self.copy(state, base))
    }

    /// The copy of the page, without the text.
    fn copy(&self, state: &DeskState, base: &str) -> UnsavedCopy {
        UnsavedCopy {
            path: self.file.clone(),
            entry: self.entry().to_owned(),
            page: self.page.clone(),
            base: base.to_owned(),
            text: String::new(),
            shown: String::new(),
            when: state.now(),
        }
    }

    /// The content that the form was opened with.
    ///
    /// # Errors
    /// When it is not known any more.
    fn base(&self, state: &DeskState, on_disk: &str) -> Result<Arc<str>, Refused> {
        if let Some(base) = state.bases.find(&self.base) {
            return Ok(base);
        }
        // The desk was started again: the file is the base, or a copy or the history knows it.
        let copies = state.recovery.find(&self.file).into_iter().map(|copy| copy.base);
        for text in std::iter::once(on_disk.to_owned()).chain(copies) {
            if state.bases.put(&text) == self.base {
                return Ok(Arc::from(text));
            }
        }
        let known = find_version(state, &self.file, &self.base)
            .and_then(|version| version_text(state, &self.file, &version));
        let unknown = |_| Refused::new(StatusCode::CONFLICT, "desk-base-unknown").arg("file", &self.file);
        known.map(Arc::from).map_err(unknown)
    }

    /// The content that the rows of the form are numbered by: that of a copy, or the base.
    ///
    /// # Errors
    /// When it is not known any more.
    fn shown(&self, state: &DeskState, base: &str) -> Result<Arc<str>, Refused> {
        if self.shown.is_empty() {
            return Ok(Arc::from(base));
        }
        if let Some(shown) = state.bases.find(&self.shown) {
            return Ok(shown);
        }
        // The desk was started again: a copy is the content, or knows it.
        let mut copies = state.recovery.find(&self.file).into_iter().flat_map(|copy| [copy.text, copy.shown]);
        let found = copies.find(|text| state.bases.put(text) == self.shown);
        let unknown = || Refused::new(StatusCode::CONFLICT, "desk-base-unknown").arg("file", &self.file);
        found.map(Arc::from).ok_or_else(unknown)
    }

    /// The whole file as it is to be saved.
    ///
    /// # Errors
    /// When the form cannot be written into the file so that it is read back.
    fn content(&self, state: &DeskState, base: &str) -> Result<String, Refused> {
        let refused = || Refused::new(StatusCode::CONFLICT, "desk-no-change").arg("file", &self.file);
        let bytes = match (markdown_kind(&self.file), &self.fields) {
            (Some(record), Some(typed)) => {
                let document = MarkdownDocument::parse(record, base.as_bytes()).map_err(|_| refused())?;
                let fields = fields(record, state.options.language);
                let mut typed = typed.clone();
                let review = self.review.as_ref();
                review.iter().for_each(|review| review.end_draft(&mut typed));
                let mut changes = form::changes(&fields, document.values(), &typed);
                changes.extend(review.map(|review| review.change(state)).transpose()?);
                document.with(&changes, Some(&self.text)).map_err(|_: DocumentError| refused())?
            }
            (_, None) => TextFile::parse(base.as_bytes()).map_err(|_| refused())?.with(&self.text),
            (None, Some(typed)) if is_settings(&self.file) => {
                SettingsForm::parse(base).and_then(|form| form.with(typed)).ok_or_else(refused)?
            }
            (None, Some(typed)) if mapping_kind(&self.file).is_some() => {
                let record = mapping_kind(&self.file).ok_or_else(refused)?;
                let shown = self.shown(state, base)?;
                yaml_form::content(record, state.options.language, &shown, typed).ok_or_else(refused)?
            }
            (None, Some(typed)) => {
                let kind = entry_kind(&self.file).ok_or_else(refused)?;
                let entry = RegistryEntry::find(base, self.entry()).map_err(|_| refused())?;
                entry.with(kind, typed).ok_or_else(refused)?
            }
        };
        String::from_utf8(bytes).map_err(|_| refused())
    }
}

/// A saved file.
#[derive(Serialize)]
struct SavedAnswer {
    base: String,
    problems: Vec<Problem>,
    preview: String,
    /// Whether the file also has changes that another person saved meanwhile.
    is_merged: bool,
}

/// Saves what was typed, together with what another person or program saved meanwhile elsewhere in the file.
///
/// # Errors
/// When both changed the same place, or the file cannot be written.
pub fn save(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let typed: TypedFile = request.json()?;
    if is_gone(state, &typed.file) {
        keep_gone(state, &typed)?;
        return Err(Refused::new(StatusCode::CONFLICT, "desk-gone-save").arg("file", &typed.file));
    }
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, &typed.file)?;
    let on_disk = read_text(state, &source.path)?;
    let base = typed.base(state, &on_disk)?;
    if on_disk != *base && typed.review.as_ref().is_some_and(ReviewWish::is_approval) {
        return Err(Refused::new(StatusCode::CONFLICT, "desk-review-changed").arg("file", &typed.file));
    }
    let note = typed.review.as_ref().map_or_else(|| typed.note.clone(), |review| review.event_note(state));
    let typed_text = typed.content(state, &base)?;
    let wanted = merged(&typed.file, &base, &typed_text, &on_disk);
    let written = wanted.and_then(|wanted| {
        write(state, &typed.file, &on_disk, &wanted, &note)?;
        Ok(wanted)
    });
    // What could not be saved is in the copy, from which the page of the conflict takes it.
    let wanted = written.or_else(|refused| {
        typed.keep_copy(state, &base, typed_text.clone())?;
        Err(refused)
    })?;
    typed.remove_copy(state, &base)?;
    let snapshot = shown(state, &typed.file, &wanted)?;
    let source = snapshot.prepared.scan.sources.at(&typed.file);
    Ok(Answer::json(&SavedAnswer {
        is_merged: wanted != typed_text,
        base: state.bases.put(&wanted),
        problems: problems_of(state, &snapshot, &typed.file, typed.entry()),
        preview: source
            .map_or_else(String::new, |source| place_address(state, &snapshot, source, typed.entry())),
    }))
}

/// Writes `wanted` to the file at `path`, whose content is `on_disk`, with the `note` of the user.
///
/// # Errors
/// `desk-changed` when it has another content meanwhile, or why it was not written.
pub fn write(state: &DeskState, path: &str, on_disk: &str, wanted: &str, note: &str) -> Result<(), Refused> {
    if on_disk == wanted {
        return Ok(());
    }
    let event = state.event(EventKind::Saved, note);
    let saved = state.files.save(path, Hash::of(on_disk.as_bytes()), wanted.as_bytes(), &event);
    saved.map(|_| ()).map_err(|error| match error {
        SaveError::Changed(_) => Refused::new(StatusCode::CONFLICT, "desk-changed").arg("file", path),
        error => failed(path, &error.reason()),
    })
}

/// The file with what was typed and with what was saved meanwhile.
///
/// # Errors
/// When both changed the same place.
fn merged(path: &str, base: &str, typed: &str, on_disk: &str) -> Result<String, Refused> {
    let conflict = || Refused::new(StatusCode::CONFLICT, "desk-changed").arg("file", path);
    match merge_file(path, base.as_bytes(), typed.as_bytes(), on_disk.as_bytes()) {
        MergeOutcome::Merged(bytes) => String::from_utf8(bytes).map_err(|_| conflict()),
        MergeOutcome::Conflicts(_) | MergeOutcome::NotText => Err(conflict()),
    }
}

/// The first build with the file at `path` as it was just saved, with the content `wanted`. In the preview, something else
/// may lie over it: what is typed into another window.
///
/// # Errors
/// When there is no such build in time.
pub fn shown(state: &DeskState, path: &str, wanted: &str) -> Result<Arc<Snapshot>, Refused> {
    let revision = state.options.unsaved.remove(path);
    state.rescan_file(path, Hash::of(wanted.as_bytes()), revision)
}
