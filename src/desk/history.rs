//! The pages of the saved versions: those of one file, the last events of the project, and what changed since the last
//! publication.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;

use hyper::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::desk::answer::{Answer, Refused};
use crate::desk::author_name::AuthorNameView;
use crate::desk::compare::{FileDifference, file_difference};
use crate::desk::moved::{former_paths, present_path, text_at};
use crate::desk::project_file::{read_text, title};
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, local_time};
use crate::edit::{EventKind, FileEvent, FileVersion, ProjectEvent, Publication, tree};
use crate::hash::Hash;
use crate::html;
use crate::read::front_matter_range;
use crate::serve::snapshot::Snapshot;

/// The number of events on one page of the history of the project.
const EVENTS_PER_PAGE: usize = 100;
/// The most pages of the history of the project.
const MAX_PAGES: usize = 100;
/// The most events that are searched for what changed since the last publication.
const MAX_SEARCHED_EVENTS: usize = 2000;
/// Maximum length of a version whose title is read, in bytes.
const MAX_TITLED_BYTES: u64 = 1_000_000;

/// One event as a page shows it.
#[derive(Serialize)]
pub struct EventRow {
    /// The time in the zone of the site.
    when: String,
    /// The same for programs.
    timestamp: String,
    who: String,
    note: String,
    /// `found`, `saved`, `deleted`, `restored`, `moved-from`, `moved-to`, or `published`.
    what: &'static str,
    /// The other path of a moved file, or the target of a publication; empty for other events.
    detail: String,
    /// The path of the file; empty for a publication.
    file: String,
    /// The path that the file had at the time; empty if it has the same now.
    from: String,
    /// The title of the file; empty for a publication.
    title: String,
    /// The length, as readers see it; empty where it is not shown.
    size: String,
    /// The hash of the version; empty where there is none to show.
    version: String,
    /// Whether the file has this content now.
    is_present: bool,
}

impl EventRow {
    fn of_file(snapshot: &Snapshot, path: &str, title: &str, event: &FileEvent) -> EventRow {
        let detail = match &event.kind {
            EventKind::MovedFrom(other) | EventKind::MovedTo(other) => other.clone(),
            EventKind::Found | EventKind::Saved | EventKind::Deleted | EventKind::Restored => String::new(),
        };
        EventRow {
            when: local_time(snapshot, event.when),
            timestamp: event.when.to_string(),
            who: event.who.clone(),
            note: event.note.clone(),
            what: event.kind.word(),
            detail,
            file: path.to_owned(),
            from: String::new(),
            title: title.to_owned(),
            size: String::new(),
            version: String::new(),
            is_present: false,
        }
    }

    fn published(snapshot: &Snapshot, publication: &Publication) -> EventRow {
        EventRow {
            when: local_time(snapshot, publication.when),
            timestamp: publication.when.to_string(),
            who: publication.who.clone(),
            note: String::new(),
            what: "published",
            detail: publication.target.clone(),
            file: String::new(),
            from: String::new(),
            title: String::new(),
            size: String::new(),
            version: String::new(),
            is_present: false,
        }
    }
}

/// The history of a file, or of the project.
#[derive(Serialize)]
pub struct HistoryView {
    /// The path of the file; empty for the project.
    file: String,
    title: String,
    /// Whether the file exists, so that it can be opened.
    exists: bool,
    events: Vec<EventRow>,
    /// The page of the history of the project, from 1.
    page: usize,
    has_more: bool,
    author: AuthorNameView,
}

/// The history of the file that `request` names, or of the project.
///
/// # Errors
/// When there is neither such a file nor a version of one, or the history cannot be read.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<HistoryView, Refused> {
    let snapshot = state.snapshot()?;
    match request.parameter("file") {
        "" => project_history(state, &snapshot, request.parameter("page").parse().unwrap_or(1)),
        file => file_history(state, &snapshot, file),
    }
}

fn file_history(state: &DeskState, snapshot: &Snapshot, file: &str) -> Result<HistoryView, Refused> {
    let present = present_path(state, file);
    let file = present.as_deref().unwrap_or(file);
    let versions = all_versions(state, file)?;
    let source = state.source(snapshot, file).ok();
    if versions.is_empty() && source.is_none() {
        return Err(no_file(file));
    }
    let title = source.as_ref().map(|source| title(snapshot, source));
    let title = title.unwrap_or_else(|| last_title(state, file, &versions));
    let present = present_hash(state, file);
    let rows = versions.iter().map(|(from, version)| {
        let row = EventRow::of_file(snapshot, file, "", &version.event);
        let is_present = present == Some(version.hash);
        (
            version.event.when,
            EventRow {
                size: state.options.language.file_size(version.bytes),
                version: version.hash.to_string(),
                from: if from == file { String::new() } else { from.clone() },
                is_present,
                ..row
            },
        )
    });
    let first = versions.last().map(|(_, version)| version.event.when);
    let publications = state.files.history().publications().map_err(|error| unreadable(file, &error))?;
    let marks =
        publications.iter().filter(|publication| first.is_some_and(|first| publication.when >= first));
    let marks = marks.map(|publication| (publication.when, EventRow::published(snapshot, publication)));
    let mut events: Vec<(Timestamp, EventRow)> = rows.chain(marks).collect();
    // Versions of the same time stay in order; the sort is stable.
    events.sort_by_key(|(when, _)| Reverse(*when));
    let events = events.into_iter().map(|(_, row)| row).collect();
    Ok(HistoryView {
        file: file.to_owned(),
        title,
        exists: source.is_some(),
        events,
        page: 1,
        has_more: false,
        author: state.author.view(),
    })
}

/// Keeps the name that the user gave for the history.
///
/// # Errors
/// When it is empty or cannot be kept.
pub fn give_name(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Given {
        name: String,
    }
    let Given { name } = request.json()?;
    match state.author.give(&name) {
        Ok(true) => Ok(Answer::json(&state.author.name())),
        Ok(false) => Err(Refused::new(StatusCode::BAD_REQUEST, "desk-name-empty")),
        Err(error) => {
            let refused = Refused::new(StatusCode::CONFLICT, "desk-name-not-kept");
            Err(refused.arg("reason", crate::file::reason(&error)))
        }
    }
}

fn project_history(state: &DeskState, snapshot: &Snapshot, page: usize) -> Result<HistoryView, Refused> {
    let page = page.clamp(1, MAX_PAGES);
    let end = page * EVENTS_PER_PAGE;
    let events = state.files.history().events(end + 1).map_err(|error| unreadable("", &error))?;
    let has_more = events.len() > end && page < MAX_PAGES;
    let rows = events.iter().take(end).skip(end - EVENTS_PER_PAGE).map(|event| match event {
        ProjectEvent::File { path, event } => {
            EventRow::of_file(snapshot, path, &present_title(state, snapshot, path), event)
        }
        ProjectEvent::Published(publication) => EventRow::published(snapshot, publication),
    });
    let events = rows.collect();
    Ok(HistoryView {
        file: String::new(),
        title: String::new(),
        exists: false,
        events,
        page,
        has_more,
        author: state.author.view(),
    })
}

/// The versions of the file at `path`, the newest first; none if it has no history.
///
/// # Errors
/// When the path leads out of the project, or its history cannot be read.
pub fn versions(state: &DeskState, path: &str) -> Result<Vec<FileVersion>, Refused> {
    state.files.history().versions(path).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidInput => no_file(path),
        _ => unreadable(path, &error),
    })
}

/// The versions of the file at `path`, also those at its former places, each with the path that it had; newest first.
fn all_versions(state: &DeskState, path: &str) -> Result<Vec<(String, FileVersion)>, Refused> {
    let mut all: Vec<_> =
        versions(state, path)?.into_iter().map(|version| (path.to_owned(), version)).collect();
    for (former, until) in former_paths(state, path) {
        // The departure is an event of its own at the next place.
        let is_earlier = |version: &FileVersion| {
            version.event.when <= until && !matches!(version.event.kind, EventKind::MovedTo(_))
        };
        let earlier = versions(state, &former)?.into_iter().filter(is_earlier);
        all.extend(earlier.map(|version| (former.clone(), version)));
    }
    Ok(all)
}

/// The path at which the version of the file at `file` is stored that was made at `from`; the same if that is empty.
///
/// # Errors
/// When the file never was there.
pub fn version_place(state: &DeskState, file: &str, from: &str) -> Result<String, Refused> {
    let is_former = || former_paths(state, file).iter().any(|(former, _)| former == from);
    match from {
        "" => Ok(file.to_owned()),
        from if from == file || is_former() => Ok(from.to_owned()),
        _ => Err(Refused::new(StatusCode::NOT_FOUND, "desk-no-version").arg("file", file)),
    }
}

/// The version of the file at `path` with the hash `version`, in hexadecimal digits.
///
/// # Errors
/// When there is none, or the history cannot be read.
pub fn find_version(state: &DeskState, path: &str, version: &str) -> Result<FileVersion, Refused> {
    let found = versions(state, path)?.into_iter().find(|known| known.hash.to_string() == version);
    found.ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-no-version").arg("file", path))
}

/// The text of `version` of the file at `path`.
///
/// # Errors
/// When it cannot be read, or is no text.
pub fn version_text(state: &DeskState, path: &str, version: &FileVersion) -> Result<String, Refused> {
    let bytes = state.files.history().read(path, version).map_err(|error| unreadable(path, &error))?;
    let no_text = |_| Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "desk-no-text").arg("file", path);
    String::from_utf8(bytes).map_err(no_text)
}

fn present_hash(state: &DeskState, path: &str) -> Option<Hash> {
    state.files.read(path).ok().flatten().map(|bytes| Hash::of(&bytes))
}

/// The title of the file at `path` if it exists; else its path.
fn present_title(state: &DeskState, snapshot: &Snapshot, path: &str) -> String {
    state.source(snapshot, path).map_or_else(|_| path.to_owned(), |source| title(snapshot, &source))
}

fn last_title(state: &DeskState, path: &str, versions: &[(String, FileVersion)]) -> String {
    versions.first().map_or_else(|| path.to_owned(), |(path, version)| version_title(state, path, version))
}

/// The title that `version` of the file at `path` has in its front matter or as a decision; its path if it has none.
pub fn version_title(state: &DeskState, path: &str, version: &FileVersion) -> String {
    let is_record = [".md", ".yaml", ".yml"].iter().any(|end| path.ends_with(end));
    if !is_record || version.bytes > MAX_TITLED_BYTES {
        return path.to_owned();
    }
    let Ok(text) = version_text(state, path, version) else { return path.to_owned() };
    let yaml =
        if path.ends_with(".md") { front_matter_range(&text).unwrap_or_default() } else { 0..text.len() };
    let values = tree(&text[yaml]);
    let text = |key: &str| match values.as_ref().and_then(|values| values.value(key)) {
        Some(crate::edit::Wanted::Text(text)) => Some(text.clone()),
        _ => None,
    };
    text("title").or_else(|| text("subject")).or_else(|| text("number")).unwrap_or_else(|| path.to_owned())
}

fn no_file(path: &str) -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "desk-no-file").arg("file", path)
}

fn unreadable(path: &str, error: &io::Error) -> Refused {
    let refused = Refused::new(StatusCode::CONFLICT, "desk-unreadable");
    refused.arg("file", path).arg("reason", crate::file::reason(error))
}

/// A version of a file beside the file as it is now.
#[derive(Serialize)]
pub struct VersionView {
    event: EventRow,
    /// What changed from the version to the present file; absent if the file does not exist now.
    difference: Option<FileDifference>,
    /// The text of the version.
    text: String,
}

/// The version that `request` names, and its difference to the present file.
///
/// # Errors
/// When there is no such version, or it is no text.
pub fn version(state: &DeskState, request: &DeskRequest) -> Result<VersionView, Refused> {
    let snapshot = state.snapshot()?;
    let (named, wanted) = (request.parameter("file"), request.parameter("version"));
    let present = present_path(state, named);
    let file = present.as_deref().unwrap_or(named);
    let from = match request.parameter("from") {
        "" => version_place(state, file, named)?,
        from => version_place(state, file, from)?,
    };
    let found = find_version(state, &from, wanted)?;
    let text = version_text(state, &from, &found)?;
    let (options, messages) = (&state.options, &state.messages);
    let difference = match state.source(&snapshot, file) {
        Ok(source) => {
            let present = read_text(state, &source.path)?;
            let text = text_at(state, &from, file, &text);
            Some(file_difference(file, &text, &present, options.language, messages))
        }
        Err(_) => None,
    };
    let row = EventRow::of_file(&snapshot, file, &version_title(state, &from, &found), &found.event);
    let event = EventRow {
        version: wanted.to_owned(),
        is_present: present_hash(state, file) == Some(found.hash),
        from: if from == file { String::new() } else { from },
        size: options.language.file_size(found.bytes),
        ..row
    };
    Ok(VersionView { event, difference, text })
}

/// What changed in the files since the last publication.
#[derive(Default, Serialize)]
pub struct SincePublication {
    /// The time of the last publication; empty if there was none.
    when: String,
    files: Vec<ChangedFile>,
    /// The number of changed files, also of those that are not listed.
    count: usize,
}

/// A file that changed since the last publication.
#[derive(Serialize)]
struct ChangedFile {
    title: String,
    href: String,
    what: &'static str,
}

/// The files that were changed through the history since the last publication, at most `limit` of them.
pub fn since_publication(state: &DeskState, snapshot: &Snapshot, limit: usize) -> SincePublication {
    let history = state.files.history();
    let last = history.publications().unwrap_or_default().into_iter().next();
    let Some(last) = last else { return SincePublication::default() };
    let events = history.events(MAX_SEARCHED_EVENTS).unwrap_or_default();
    // The newest event of each file is first.
    let mut changed: BTreeMap<String, &'static str> = BTreeMap::new();
    let mut order = Vec::new();
    for event in events.iter().filter(|event| event.when() > last.when) {
        let ProjectEvent::File { path, event } = event else { continue };
        if !changed.contains_key(path) {
            changed.insert(path.clone(), event.kind.word());
            order.push(path);
        }
    }
    let files = order.iter().take(limit).map(|path| ChangedFile {
        title: present_title(state, snapshot, path),
        href: format!("/history?file={}", html::encode_query(path)),
        what: changed.get(*path).copied().unwrap_or_default(),
    });
    let files = files.collect();
    SincePublication { when: local_time(snapshot, last.when), files, count: order.len() }
}
