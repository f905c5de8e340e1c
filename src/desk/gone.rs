//! Files that a page or a link still names, but that were moved or deleted.

use serde::Serialize;

use crate::desk::addresses::edit_href;
use crate::desk::answer::Refused;
use crate::desk::history::{version_title, versions};
use crate::desk::moved::present_path;
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, local_time};
use crate::edit::EventKind;
use crate::file::is_site_path;
use crate::html;
use crate::threads::locked;

/// What a page shows whose file is not at its place any more.
#[derive(Serialize)]
pub struct GoneFile {
    /// Whether it was moved; else it was deleted.
    is_moved: bool,
    /// The page on which the user goes on.
    href: String,
}

impl GoneFile {
    /// What the page `page` of the file that was at `path` shows.
    pub fn of(state: &DeskState, path: &str, entry: &str, page: &str) -> GoneFile {
        match present_path(state, path) {
            Some(place) => {
                let copy = html::encode_query(page);
                GoneFile { is_moved: true, href: format!("{}&copy={copy}", edit_href(&place, entry)) }
            }
            None => GoneFile { is_moved: false, href: edit_href(path, "") },
        }
    }
}

/// Whether a file was at `path`, as far as the desk knows, and is not there any more.
pub fn is_gone(state: &DeskState, path: &str) -> bool {
    !state.files.exists(path) && is_known(state, path)
}

/// Whether the desk showed the file that was at `path`, knows where it is, or has something to show of it.
fn is_known(state: &DeskState, path: &str) -> bool {
    let is_opened = || locked(&state.opened).contains(path);
    is_site_path(path) && (present_path(state, path).is_some() || is_opened() || is_kept(state, path))
}

/// Whether there is a version of the file at `path`, or something that was typed into it and not saved.
fn is_kept(state: &DeskState, path: &str) -> bool {
    !state.recovery.find(path).is_empty() || versions(state, path).is_ok_and(|versions| !versions.is_empty())
}

/// The page of a file that was moved or deleted.
#[derive(Serialize)]
pub struct GoneView {
    file: String,
    title: String,
    /// The page of the file at its new place; empty if it was deleted.
    href: String,
    /// Whether it lies in the bin.
    is_in_bin: bool,
    has_history: bool,
    /// What was typed into it and not saved.
    copies: Vec<KeptText>,
}

/// A text that was typed and not saved.
#[derive(Serialize)]
struct KeptText {
    when: String,
    entry: String,
    page: String,
    text: String,
}

/// The page of the file that `request` names, if it was moved or deleted; `None` if it exists, or nothing is known of it.
///
/// # Errors
/// When there is no build in time.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<Option<GoneView>, Refused> {
    let file = request.parameter("file");
    if state.files.exists(file) {
        if state.files.history().moved_from(file).is_ok_and(|moves| !moves.is_empty()) {
            // It may have arrived just now.
            state.rescan(|snapshot| snapshot.prepared.scan.sources.at(file).is_some())?;
        }
        return Ok(None);
    }
    if !is_known(state, file) {
        return Ok(None);
    }
    let place = present_path(state, file);
    let snapshot = state.snapshot()?;
    let last = versions(state, file)?.into_iter().next();
    let copies = state.recovery.find(file).into_iter().map(|copy| KeptText {
        when: local_time(&snapshot, copy.when),
        entry: copy.entry,
        page: copy.page,
        text: copy.text,
    });
    Ok(Some(GoneView {
        title: last.as_ref().map_or_else(|| file.to_owned(), |last| version_title(state, file, last)),
        href: place.map_or_else(String::new, |place| edit_href(&place, "")),
        is_in_bin: last.as_ref().is_some_and(|last| last.event.kind == EventKind::Deleted),
        has_history: last.is_some(),
        copies: copies.collect(),
        file: file.to_owned(),
    }))
}
