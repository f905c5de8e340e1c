//! The files that an action on a unit changes, with what the pages show of it.

use std::sync::Arc;

use hyper::StatusCode;
use serde::Serialize;

use crate::desk::answer::Refused;
use crate::desk::project_file::read_text;
use crate::desk::registry_entry::RegistryEntry;
use crate::desk::state::{DeskState, site};
use crate::desk::units::action::{UnitAction, UnitWish};
use crate::edit::{KeyPath, MappingFile, RecordKind, Wanted};
use crate::hash::Hash;
use crate::model::registry::UnitId;
use crate::model::site::{DecisionId, Site};
use crate::serve::snapshot::Snapshot;

/// A file with its content before and after an action.
#[derive(Debug, Serialize)]
pub struct UnitFileChange {
    /// The path of the file.
    pub path: String,
    /// The content on the disk.
    pub before: String,
    /// The content that is written.
    pub after: String,
}

/// What an action writes.
pub struct UnitPlan {
    /// The build that the action was looked at with.
    pub snapshot: Arc<Snapshot>,
    /// Whose entry it changes.
    pub unit: UnitId,
    /// The changed files, in the order in which they are written.
    pub files: Vec<UnitFileChange>,
}

/// The build that shows the file at `path` as it is on the disk.
///
/// # Errors
/// When there is something unsaved in the file, or no build in time.
pub fn saved_snapshot(state: &DeskState, path: &str) -> Result<Arc<Snapshot>, Refused> {
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, path)?;
    verify_saved(state, &source.path)?;
    let hash = Hash::of(read_text(state, &source.path)?.as_bytes());
    let is_shown = |snapshot: &Snapshot| {
        snapshot.prepared.scan.sources.at(path).is_some_and(|source| source.hash == hash)
    };
    let snapshot = if is_shown(&snapshot) { snapshot } else { state.rescan_file(path, hash, 0)? };
    // Something may have been typed, or saved by another program, in the meantime.
    if is_shown(&snapshot) {
        Ok(snapshot)
    } else {
        Err(Refused::new(StatusCode::CONFLICT, "desk-changed").arg("file", path))
    }
}

/// The build that shows the registry file at `path` as it is on the disk, and the unit with the id `entry` in it.
///
/// # Errors
/// As [`saved_snapshot`], and when the site has no such unit.
pub fn saved_unit(state: &DeskState, path: &str, entry: &str) -> Result<(Arc<Snapshot>, UnitId), Refused> {
    let snapshot = saved_snapshot(state, path)?;
    let unit = site(&snapshot)
        .and_then(|site| site.units.entries().find(|(_, unit)| *unit.id.value == *entry).map(|(id, _)| id));
    let unit = unit.ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-no-unit"))?;
    Ok((snapshot, unit))
}

/// Whether the file at `path` has nothing that was typed and not saved.
fn verify_saved(state: &DeskState, path: &str) -> Result<(), Refused> {
    match state.options.unsaved.find(path) {
        Some(_) => Err(Refused::new(StatusCode::CONFLICT, "desk-save-first").arg("file", path)),
        None => Ok(()),
    }
}

impl UnitPlan {
    /// What `wish` writes.
    ///
    /// # Errors
    /// When something of it is wrong, or a file cannot be changed.
    pub fn of(state: &DeskState, wish: &UnitWish) -> Result<UnitPlan, Refused> {
        let (snapshot, unit) = saved_unit(state, &wish.file, &wish.entry)?;
        let site = site(&snapshot).ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-no-unit"))?;
        let mut files = match wish.action() {
            UnitAction::Rename => undated_rows(state, &snapshot, site, unit)?,
            UnitAction::Merge | UnitAction::Close => Vec::new(),
        };
        let before = read_text(state, &wish.file)?;
        let refused = |message| Refused::new(StatusCode::CONFLICT, message).arg("file", &wish.file);
        let entry = RegistryEntry::find(&before, &wish.entry).map_err(refused)?;
        let changes = wish.changes(site, unit, entry.values())?;
        let after = entry.changed(RecordKind::Unit, &changes);
        let after = after.and_then(|bytes| String::from_utf8(bytes).ok());
        let after = after.ok_or_else(|| refused("desk-no-change"))?;
        files.push(UnitFileChange { path: wish.file.clone(), before, after });
        Ok(UnitPlan { snapshot, unit, files })
    }
}

/// The decisions without a day whose rows print the present name of `unit`: each such row gets it as its printed name.
///
/// # Errors
/// When such a decision has something unsaved, or its rows cannot be changed.
fn undated_rows(
    state: &DeskState,
    snapshot: &Snapshot,
    site: &Site,
    unit: UnitId,
) -> Result<Vec<UnitFileChange>, Refused> {
    let mut files = Vec::new();
    for (id, decision) in site.decisions.entries().filter(|(_, decision)| decision.record.signed.is_none()) {
        let rows = printing_rows(site, id, unit);
        let source = snapshot.prepared.scan.sources.find(decision.record.source);
        let Some(source) = source.filter(|_| !rows.is_empty()) else { continue };
        let path = source.path.to_string();
        verify_saved(state, &path)?;
        let before = read_text(state, &path)?;
        let refused = || Refused::new(StatusCode::CONFLICT, "desk-no-change").arg("file", &path);
        let document = MappingFile::parse(RecordKind::Decision, before.as_bytes()).map_err(|_| refused())?;
        let Some(Wanted::List(mut items)) = document.values().value("awards").cloned() else {
            return Err(refused());
        };
        // Only then is the row of a record the row of the file.
        if items.len() != decision.record.awards.len() || Hash::of(before.as_bytes()) != source.hash {
            return Err(refused());
        }
        let name = Wanted::Text(site.unit_name(unit, None).to_string());
        for row in rows {
            KeyPath::new(["unit_as_printed"]).set(&mut items[row], Some(&name), &[]);
        }
        let change = (KeyPath::new(["awards"]), Some(Wanted::List(items)));
        let after = document.with(&[change]).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        files.push(UnitFileChange { after: after.ok_or_else(refused)?, before, path });
    }
    Ok(files)
}

/// The rows of the decision at `id` that print the name of `unit` from the registry.
pub fn printing_rows(site: &Site, id: DecisionId, unit: UnitId) -> Vec<usize> {
    let awards = site.decisions[id].awards().map(|award| site.award(award));
    let printing =
        awards.filter(|found| found.award.unit == Some(unit) && found.record.unit_as_printed.is_none());
    printing.map(|found| found.award.row.position()).collect()
}
