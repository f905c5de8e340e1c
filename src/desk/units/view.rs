//! The page of an action on a unit, and the yes to it.

use hyper::StatusCode;
use serde::Serialize;

use crate::desk::addresses::edit_href;
use crate::desk::answer::{Answer, Refused};
use crate::desk::compare::{ValueChange, file_difference};
use crate::desk::project_file::place_address;
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, site};
use crate::desk::touched::{TouchedList, naming};
use crate::desk::units::action::{UnitAction, UnitWish, verify_open};
use crate::desk::units::changing::changing;
use crate::desk::units::plan::{UnitPlan, saved_unit};
use crate::desk::writing;
use crate::edit::RecordKind;
use crate::hash::Hash;
use crate::serve::snapshot::Snapshot;

/// The page of an action on a unit.
#[derive(Serialize)]
pub struct UnitActionView {
    file: String,
    entry: String,
    /// The present name of the unit.
    title: String,
    action: &'static str,
    actions: Vec<&'static str>,
    name: String,
    day: String,
    into: String,
    document: String,
    note: String,
    /// Whether a note for readers is there already.
    has_note: bool,
    /// Whether the unit ended, so that no action is possible.
    is_closed: bool,
    /// Why the action is not possible as it was typed; empty if it is, or if nothing was typed.
    refusal: String,
    shown: Option<ShownPlan>,
    /// The address of the page of the unit in the preview.
    preview: String,
    /// The page of the form of the unit.
    back: String,
}

/// What an action writes and touches.
#[derive(Serialize)]
struct ShownPlan {
    files: Vec<ShownFile>,
    /// What reads otherwise afterwards.
    changing: Vec<TouchedList>,
    /// What names the unit.
    naming: Vec<TouchedList>,
    stamp: String,
}

/// The values of a file that an action changes.
#[derive(Serialize)]
struct ShownFile {
    path: String,
    values: Vec<ValueChange>,
}

/// The page of the action that `request` names; with the parameter `asked`, with what it would write.
///
/// # Errors
/// When there is no such unit, or its file has something unsaved.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<UnitActionView, Refused> {
    let wish = UnitWish::of(request);
    let (snapshot, id) = saved_unit(state, &wish.file, &wish.entry)?;
    let site = site(&snapshot).ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-no-unit"))?;
    let unit = &site.units[id];
    let is_asked = request.parameter("asked") == "yes";
    let shown = match verify_open(unit) {
        Err(closed) => Err(closed),
        Ok(()) if is_asked => ShownPlan::of(state, &wish).map(|(_, shown)| Some(shown)),
        Ok(()) => Ok(None),
    };
    let (shown, refusal) = match shown {
        Ok(shown) => (shown, String::new()),
        Err(refused) => (None, refused.sentence(&state.messages)),
    };
    let source = state.source(&snapshot, &wish.file)?;
    Ok(UnitActionView {
        title: unit.name().to_string(),
        action: wish.action().word(),
        actions: UnitAction::WORDS.map(|(word, _)| word).into(),
        has_note: unit.note.is_some(),
        is_closed: unit.ended.is_some(),
        refusal,
        shown,
        preview: place_address(state, &snapshot, &source, &wish.entry),
        back: edit_href(&wish.file, &wish.entry),
        file: wish.file,
        entry: wish.entry,
        name: wish.name,
        day: wish.day,
        into: wish.into,
        document: wish.document,
        note: wish.note,
    })
}

/// Writes what an action was shown to write; the answer is the address of the form of the unit.
///
/// # Errors
/// When something else would be written than was shown, or a file cannot be written.
pub fn write(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let wish: UnitWish = request.json()?;
    let (plan, shown) = ShownPlan::of(state, &wish)?;
    if shown.stamp != wish.stamp {
        return Err(Refused::new(StatusCode::CONFLICT, "desk-unit-changed"));
    }
    let name = site(&plan.snapshot).map_or_else(String::new, |site| site.units[plan.unit].name().to_string());
    let message = format!("desk-unit-event-{}", wish.action().word());
    let note = state.messages.say(&message, &[("name", name)]);
    for file in &plan.files {
        writing::write(state, &file.path, &file.before, &file.after, &note)?;
        writing::shown(state, &file.path, &file.after)?;
    }
    Ok(Answer::json(&edit_href(&wish.file, &wish.entry)))
}

impl ShownPlan {
    /// What `wish` writes, and how a page shows it.
    fn of(state: &DeskState, wish: &UnitWish) -> Result<(UnitPlan, ShownPlan), Refused> {
        let plan = UnitPlan::of(state, wish)?;
        let snapshot: &Snapshot = &plan.snapshot;
        let changing = changing(snapshot, plan.unit, wish.action(), wish.day()?);
        let naming = naming(snapshot, RecordKind::Unit, &wish.entry);
        let all = serde_json::json!([plan.files, changing, naming]).to_string();
        let language = state.options.language;
        let files = plan.files.iter().map(|file| ShownFile {
            path: file.path.clone(),
            values: file_difference(&file.path, &file.before, &file.after, language, &state.messages).values,
        });
        let shown = ShownPlan {
            files: files.collect(),
            changing,
            naming,
            stamp: Hash::of(all.as_bytes()).to_string(),
        };
        Ok((plan, shown))
    }
}
