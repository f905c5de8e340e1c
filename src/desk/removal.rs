//! Deletes an entry of a registry file, after the page of it showed that nothing names it.

use std::sync::Arc;

use hyper::StatusCode;
use serde::{Deserialize, Serialize};

use crate::desk::addresses::edit_href;
use crate::desk::answer::{Answer, Refused};
use crate::desk::project_file::read_text;
use crate::desk::registry_entry::{RegistryEntry, entry_kind, entry_title};
use crate::desk::request::DeskRequest;
use crate::desk::state::DeskState;
use crate::desk::touched::{TouchedList, naming};
use crate::desk::units::plan::saved_snapshot;
use crate::desk::writing;
use crate::edit::RecordKind;
use crate::hash::Hash;
use crate::serve::snapshot::Snapshot;

/// The page that deletes an entry.
#[derive(Serialize)]
pub struct RemovalView {
    file: String,
    entry: String,
    /// The name of the entry.
    title: String,
    /// The lines of the file that go.
    text: String,
    /// What names it, so that it stays.
    naming: Vec<TouchedList>,
    stamp: String,
    /// The page of its form.
    back: String,
}

/// An entry of a registry file, as the request to delete it names it.
#[derive(Deserialize)]
struct RemovalWish {
    file: String,
    entry: String,
    /// A hash of what was shown.
    stamp: String,
}

/// An entry that may be deleted.
struct Removal {
    snapshot: Arc<Snapshot>,
    kind: RecordKind,
    before: String,
    after: String,
    naming: Vec<TouchedList>,
}

impl Removal {
    /// The deletion of `entry` of the file at `path`.
    ///
    /// # Errors
    /// When there is no such entry, or the file has something unsaved or an error of syntax.
    fn of(state: &DeskState, path: &str, entry: &str) -> Result<Removal, Refused> {
        let refused = |message| Refused::new(StatusCode::CONFLICT, message).arg("file", path);
        let kind = entry_kind(path).ok_or_else(|| refused("desk-no-entry"))?;
        let snapshot = saved_snapshot(state, path)?;
        let before = read_text(state, path)?;
        let after = RegistryEntry::find(&before, entry).map_err(refused)?.removed();
        let after = after.and_then(|bytes| String::from_utf8(bytes).ok());
        let after = after.ok_or_else(|| refused("desk-no-change"))?;
        let naming = naming(&snapshot, kind, entry);
        Ok(Removal { snapshot, kind, before, after, naming })
    }

    fn stamp(&self) -> String {
        let all = serde_json::json!([self.before, self.after, self.naming]).to_string();
        Hash::of(all.as_bytes()).to_string()
    }
}

/// The page of the entry that `request` names.
///
/// # Errors
/// When there is no such entry, or the file has something unsaved.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<RemovalView, Refused> {
    let (file, entry) = (request.parameter("file"), request.parameter("entry"));
    let removal = Removal::of(state, file, entry)?;
    Ok(RemovalView {
        title: entry_title(&removal.snapshot, removal.kind, entry),
        text: removed_lines(&removal.before, &removal.after),
        stamp: removal.stamp(),
        naming: removal.naming,
        back: edit_href(file, entry),
        file: file.to_owned(),
        entry: entry.to_owned(),
    })
}

/// Deletes an entry; the history keeps the file with it. The answer is the address of the list.
///
/// # Errors
/// When something names the entry, the site was changed since it was shown, or the file cannot be written.
pub fn remove(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let wish: RemovalWish = request.json()?;
    let removal = Removal::of(state, &wish.file, &wish.entry)?;
    let refused = |message| Err(Refused::new(StatusCode::CONFLICT, message).arg("file", &wish.file));
    if !removal.naming.is_empty() {
        return refused("desk-remove-named");
    }
    if removal.stamp() != wish.stamp {
        return refused("desk-unit-changed");
    }
    let name = entry_title(&removal.snapshot, removal.kind, &wish.entry);
    let note = state.messages.say("desk-remove-event", &[("name", name)]);
    writing::write(state, &wish.file, &removal.before, &removal.after, &note)?;
    writing::shown(state, &wish.file, &removal.after)?;
    let list = match removal.kind {
        RecordKind::Unit => "units",
        RecordKind::AwardKind => "kinds",
        _ => "people",
    };
    Ok(Answer::json(&format!("/list?list={list}")))
}

/// The lines of `before` that `after` does not have, where the second is the first without some of them.
fn removed_lines(before: &str, after: &str) -> String {
    let mut kept = after.lines().peekable();
    let mut removed = Vec::new();
    for line in before.lines() {
        if kept.next_if_eq(&line).is_none() {
            removed.push(line);
        }
    }
    removed.join("\n")
}
