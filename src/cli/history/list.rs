//! Lists the versions of a file, or the last events of the project and its bin.

use std::borrow::Cow;

use serde_json::json;
use similar::{ChangeTag, TextDiff};

use super::versioned_file::{HistorySite, VersionedFile};
use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::history_arguments::{HistoryArguments, HistoryLength};
use crate::cli::local_time::local_time;
use crate::cli::report::Reporter;
use crate::edit::{DeletedFile, EventKind, FileEvent, FileVersion, ProjectEvent, SaveError};

/// The number of entries that are printed for people without `--all`.
const MAX_ENTRIES: usize = 20;

/// Lists the versions of a file, or what happened in the project.
pub fn history(arguments: &Arguments, history: &HistoryArguments, reporter: &Reporter) -> ExitStatus {
    list(arguments, history, reporter).err().unwrap_or(ExitStatus::Clean)
}

/// Lists; errors have been reported when this returns.
fn list(arguments: &Arguments, history: &HistoryArguments, reporter: &Reporter) -> Result<(), ExitStatus> {
    let site = HistorySite::open(arguments, reporter)?;
    let is_short = history.length == HistoryLength::Short && !reporter.is_json();
    let limit = if is_short { MAX_ENTRIES } else { usize::MAX };
    match &history.file {
        Some(file) => site.file(file, &arguments.root).map(|file| site.list_versions(&file, limit)),
        None => site.list_events(limit),
    }
}

/// The number of lines that a version added and removed.
struct LineCounts {
    added: usize,
    removed: usize,
}

impl HistorySite<'_> {
    fn list_versions(&self, file: &VersionedFile, limit: usize) {
        let path = ("path", file.path.clone());
        if file.versions.is_empty() {
            self.reporter.sentence("history-none", &[path]);
            return;
        }
        self.reporter.sentence("history-versions", &[path, ("count", file.versions.len().to_string())]);
        let mut newer = file.versions.first().and_then(|version| self.text(file, version));
        for (at, version) in file.versions.iter().take(limit).enumerate() {
            let older = file.versions.get(at + 1).and_then(|older| self.text(file, older));
            let counts = newer.as_ref().zip(older.as_ref()).map(|(newer, older)| line_counts(older, newer));
            if self.reporter.is_json() {
                self.reporter.object(&version_object(at + 1, version, counts.as_ref(), file));
            } else {
                self.reporter.note(&self.version_line(at + 1, version, counts.as_ref(), file));
            }
            newer = older;
        }
        self.note_more(file.versions.len(), limit);
        if file.now.is_some() && !file.is_now(&file.versions[0]) {
            self.reporter.note(&self.reporter.text("history-changed", &[]));
        }
    }

    fn version_line(
        &self,
        number: usize,
        version: &FileVersion,
        counts: Option<&LineCounts>,
        file: &VersionedFile,
    ) -> String {
        let lines = counts.map(|counts| {
            let arguments = [("added", counts.added.to_string()), ("removed", counts.removed.to_string())];
            self.reporter.text("history-lines", &arguments)
        });
        let is_now = number == 1 && file.is_now(version);
        let now = if is_now { self.reporter.text("history-now", &[]) } else { String::new() };
        let parts = [
            self.time(version),
            self.kind(&version.event),
            visible(&version.event.who),
            self.reporter.language.file_size(version.bytes),
            lines.unwrap_or_default(),
            visible(&version.event.note),
            now,
        ];
        format!("{number:>4}  {}", joined(&parts))
    }

    fn list_events(&self, limit: usize) -> Result<(), ExitStatus> {
        let history = self.workspace.history();
        let refuse = |error| self.refuse(".bangvang/history", &SaveError::History(error));
        let events = history.events(limit.saturating_add(1)).map_err(refuse)?;
        let deleted = history.deleted().map_err(refuse)?;
        if events.is_empty() {
            self.reporter.sentence("history-empty", &[]);
        }
        for event in events.iter().take(limit) {
            if self.reporter.is_json() {
                self.reporter.object(&event_object(event));
            } else {
                self.reporter.note(&self.event_line(event));
            }
        }
        if events.len() > limit {
            self.reporter.note(&self.reporter.text("history-all", &[]));
        }
        if !deleted.is_empty() {
            self.reporter.sentence("history-bin", &[("count", deleted.len().to_string())]);
        }
        for file in deleted.iter().take(limit) {
            if self.reporter.is_json() {
                self.reporter.object(&deleted_object(file));
            } else {
                let parts = [file.path.clone(), self.time(&file.version), visible(&file.version.event.who)];
                self.reporter.note(&format!("  {}", joined(&parts)));
            }
        }
        self.note_more(deleted.len(), limit);
        Ok(())
    }

    fn event_line(&self, event: &ProjectEvent) -> String {
        let when = local_time(event.when(), &self.zone, self.reporter.language);
        let parts = match event {
            ProjectEvent::File { path, event } => {
                vec![when, path.clone(), self.kind(event), visible(&event.who), visible(&event.note)]
            }
            ProjectEvent::Published(publication) => {
                let target = [("target", publication.target.clone())];
                vec![when, self.reporter.text("history-published", &target), visible(&publication.who)]
            }
        };
        joined(&parts)
    }

    fn kind(&self, event: &FileEvent) -> String {
        let other = match &event.kind {
            EventKind::MovedFrom(path) | EventKind::MovedTo(path) => visible(path),
            _ => String::new(),
        };
        self.reporter.text("history-kind", &[("kind", event.kind.word().to_owned()), ("other", other)])
    }

    fn note_more(&self, count: usize, limit: usize) {
        if count > limit {
            self.reporter.note(&self.reporter.text("history-more", &[("more", (count - limit).to_string())]));
        }
    }

    /// The text of a version; `None` if it is not text, or cannot be read.
    fn text(&self, file: &VersionedFile, version: &FileVersion) -> Option<String> {
        String::from_utf8(self.workspace.history().read(&file.path, version).ok()?).ok()
    }
}

fn line_counts(older: &str, newer: &str) -> LineCounts {
    let diff = TextDiff::from_lines(older, newer);
    let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    LineCounts { added: count(ChangeTag::Insert), removed: count(ChangeTag::Delete) }
}

fn version_object(
    number: usize,
    version: &FileVersion,
    counts: Option<&LineCounts>,
    file: &VersionedFile,
) -> serde_json::Value {
    json!({
        "type": "version",
        "number": number,
        "when": version.event.when.to_string(),
        "kind": version.event.kind.word(),
        "who": version.event.who,
        "note": version.event.note,
        "hash": version.hash.to_string(),
        "bytes": version.bytes,
        "added": counts.map(|counts| counts.added),
        "removed": counts.map(|counts| counts.removed),
        "current": file.is_now(version),
    })
}

fn event_object(event: &ProjectEvent) -> serde_json::Value {
    match event {
        ProjectEvent::File { path, event } => json!({
            "type": "event",
            "when": event.when.to_string(),
            "path": path,
            "kind": event.kind.word(),
            "who": event.who,
            "note": event.note,
        }),
        ProjectEvent::Published(publication) => json!({
            "type": "publication",
            "when": publication.when.to_string(),
            "target": publication.target,
            "who": publication.who,
        }),
    }
}

fn deleted_object(file: &DeletedFile) -> serde_json::Value {
    json!({
        "type": "deleted",
        "path": file.path,
        "when": file.version.event.when.to_string(),
        "who": file.version.event.who,
        "bytes": file.version.bytes,
    })
}

/// Joins the parts that are not empty.
fn joined(parts: &[String]) -> String {
    let parts: Vec<Cow<'_, str>> =
        parts.iter().filter(|part| !part.is_empty()).map(|part| Cow::Borrowed(&**part)).collect();
    parts.join(" · ")
}

/// A text of a log without the control characters that would change the terminal.
fn visible(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}
