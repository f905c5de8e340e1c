//! Deleted files and earlier versions, and the ways to get them back.

use std::collections::BTreeSet;

use hyper::StatusCode;
use serde::{Deserialize, Serialize};

use crate::desk::answer::{Answer, Refused};
use crate::desk::history::{find_version, version_place, version_text, version_title};
use crate::desk::moved::text_at;
use crate::desk::project_file::read_text;
use crate::desk::recovery::UnsavedCopy;
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, local_time};
use crate::edit::{DeletedFile, EventKind};
use crate::file::split;
use crate::html;

/// The files that were deleted and can be restored.
#[derive(Serialize)]
pub struct BinView {
    files: Vec<BinRow>,
}

/// A deleted file.
#[derive(Serialize)]
struct BinRow {
    file: String,
    title: String,
    /// The time at which it was deleted, in the zone of the site.
    when: String,
    who: String,
    /// The hash of its last version.
    version: String,
    /// Whether its last version can be shown as text.
    is_text: bool,
    /// The number of files that were deleted together with it and come back with it.
    companions: usize,
}

/// The deleted files, those that were deleted last first.
///
/// # Errors
/// When there is no build in time, or the history cannot be read.
pub fn view(state: &DeskState) -> Result<BinView, Refused> {
    let snapshot = state.snapshot()?;
    let deleted = deleted(state)?;
    let is_article = |file: &DeletedFile| split(&file.path).1 == "index.md";
    let articles: BTreeSet<_> = deleted
        .iter()
        .filter(|file| is_article(file))
        .map(|file| (split(&file.path).0.to_owned(), file.version.event.when))
        .collect();
    let article_of = |file: &DeletedFile| {
        let folders = file.path.match_indices('/').map(|(at, _)| &file.path[..at]);
        folders.map(|folder| (folder.to_owned(), file.version.event.when)).find(|key| articles.contains(key))
    };
    let (companions, shown): (Vec<&DeletedFile>, Vec<&DeletedFile>) =
        deleted.iter().partition(|file| !is_article(file) && article_of(file).is_some());
    let rows = shown.into_iter().map(|file| {
        let key = (split(&file.path).0.to_owned(), file.version.event.when);
        let belongs = |other: &&&DeletedFile| is_article(file) && article_of(other).as_ref() == Some(&key);
        BinRow {
            title: version_title(state, &file.path, &file.version),
            when: local_time(&snapshot, file.version.event.when),
            who: file.version.event.who.clone(),
            version: file.version.hash.to_string(),
            is_text: version_text(state, &file.path, &file.version).is_ok(),
            companions: companions.iter().filter(belongs).count(),
            file: file.path.clone(),
        }
    });
    Ok(BinView { files: rows.collect() })
}

fn deleted(state: &DeskState) -> Result<Vec<DeletedFile>, Refused> {
    state.files.history().deleted().map_err(|error| {
        let refused = Refused::new(StatusCode::CONFLICT, "desk-unreadable");
        refused.arg("file", ".bangvang/history").arg("reason", crate::file::reason(&error))
    })
}

/// Brings a deleted file back, an article with its pictures; the answer is the address of its page.
///
/// # Errors
/// When it is not in the bin, or cannot be written.
pub fn undelete(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Wish {
        file: String,
    }
    let Wish { file } = request.json()?;
    let found = deleted(state)?.into_iter().find(|deleted| deleted.path == file);
    let found =
        found.ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-not-deleted").arg("file", &file))?;
    let event = state.event(EventKind::Restored, "");
    state.files.restore(&found.path, &found.version, &event).map_err(|error| {
        let refused = Refused::new(StatusCode::CONFLICT, "desk-not-written");
        refused.arg("file", &file).arg("reason", error.reason())
    })?;
    let snapshot = state.rescan(|snapshot| snapshot.prepared.scan.sources.at(&file).is_some())?;
    let is_editable = state.source(&snapshot, &file).is_ok() && read_text(state, &file).is_ok();
    let address = if is_editable { "/edit?file=" } else { "/history?file=" };
    Ok(Answer::json(&format!("{address}{}", html::encode_query(&file))))
}

/// Makes an earlier version the unsaved text of its file, which is not changed; the answer is the address of its form.
///
/// # Errors
/// When there is no such version, or something else was typed and not saved.
pub fn restore(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Wish {
        file: String,
        version: String,
        /// The path that the file had then; empty if it has the same now.
        #[serde(default)]
        from: String,
    }
    let Wish { file, version, from } = request.json()?;
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, &file)?;
    let base = read_text(state, &source.path)?;
    let from = version_place(state, &source.path, &from)?;
    let text = version_text(state, &from, &find_version(state, &from, &version)?)?;
    let text = text_at(state, &from, &source.path, &text);
    let address = format!("/edit?file={}", html::encode_query(&source.path));
    if text == base {
        return Ok(Answer::json(&address));
    }
    let copies = state.recovery.find(&source.path);
    if copies.iter().any(|copy| copy.text != base && copy.text != text) {
        return Err(Refused::new(StatusCode::CONFLICT, "desk-has-unsaved").arg("file", &file));
    }
    let copy = UnsavedCopy {
        path: source.path.to_string(),
        entry: String::new(),
        page: state.recovery.new_page(state.now()),
        base,
        text,
        shown: String::new(),
        when: state.now(),
    };
    state.recovery.put(&copy).map_err(|error| {
        let refused = Refused::new(StatusCode::CONFLICT, "desk-not-written");
        refused.arg("file", &file).arg("reason", crate::file::reason(&error))
    })?;
    state.show(&copy.path, copy.text.clone().into_bytes())?;
    Ok(Answer::json(&format!("{address}&copy={}", copy.page)))
}
