//! Adds a publish target to the settings from a form.

use std::collections::BTreeSet;

use hyper::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::desk::answer::{Answer, Refused};
use crate::desk::form;
use crate::desk::problems::problems_of;
use crate::desk::project_file::read_text;
use crate::desk::request::DeskRequest;
use crate::desk::state::DeskState;
use crate::desk::writing::shown;
use crate::diagnostic::Severity;
use crate::edit::{EventKind, FormField, Wanted, patch, target_fields, tree};
use crate::hash::Hash;
use crate::html;
use crate::text;

/// The file of the settings.
const SETTINGS: &str = "content/site.yaml";
/// The most letters of the name of a target.
const MAX_NAME_LENGTH: usize = 40;

/// A target as the form sends it.
#[derive(Deserialize)]
struct TypedTarget {
    name: String,
    kind: String,
    fields: Map<String, Value>,
}

/// The answer to a target: where to go, or what is wrong with it.
#[derive(Default, Serialize)]
struct TargetAnswer {
    /// The page of the new target; empty if it was not added.
    href: String,
    problems: Vec<FieldProblem>,
}

/// What is wrong with a field.
#[derive(Serialize)]
struct FieldProblem {
    /// The key of the field; empty for the target as a whole.
    key: String,
    sentence: String,
    help: String,
}

/// Adds the target that was typed to the settings, unless the check finds an error in it.
///
/// # Errors
/// When the name is taken or is no name, the settings were changed meanwhile, or cannot be written.
pub fn add(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let typed: TypedTarget = request.json()?;
    let name = typed.name.trim();
    if !text::is_slug(name) || name.len() > MAX_NAME_LENGTH {
        return Err(Refused::new(StatusCode::BAD_REQUEST, "desk-publish-bad-name"));
    }
    let kinds = target_fields(state.options.language);
    let fields = kinds.iter().find(|(kind, _)| *kind == typed.kind).map(|(_, fields)| fields);
    let fields = fields.ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, "desk-publish-no-kind"))?;
    let missing = missing(state, fields, &typed.fields);
    if !missing.is_empty() {
        return Ok(Answer::json(&TargetAnswer { problems: missing, ..TargetAnswer::default() }));
    }
    let on_disk = read_text(state, SETTINGS)?;
    let mut entries = vec![("kind".to_owned(), Wanted::Text(typed.kind.clone()))];
    if let Some(Wanted::Map(values)) = form::mapping(fields, &typed.fields) {
        entries.extend(values);
    }
    let wanted = with_target(&on_disk, name, Wanted::Map(entries))?;
    let problems = problems_with(state, name, &wanted)?;
    if !problems.is_empty() {
        return Ok(Answer::json(&TargetAnswer { problems, ..TargetAnswer::default() }));
    }
    let base = Hash::of(on_disk.as_bytes());
    let saved = state.files.save(SETTINGS, base, wanted.as_bytes(), &state.event(EventKind::Saved, ""));
    saved.map_err(|error| {
        let refused = Refused::new(StatusCode::CONFLICT, "desk-not-written");
        refused.arg("file", SETTINGS).arg("reason", error.reason())
    })?;
    shown(state, SETTINGS, &wanted)?;
    let href = format!("/publish?target={}", html::encode_query(name));
    Ok(Answer::json(&TargetAnswer { href, ..TargetAnswer::default() }))
}

/// The required fields in which nothing was typed.
fn missing(state: &DeskState, fields: &[FormField], typed: &Map<String, Value>) -> Vec<FieldProblem> {
    let is_empty = |field: &&FormField| {
        let text = typed.get(&field.key).and_then(Value::as_str);
        field.required && text.is_none_or(|text| text.trim().is_empty())
    };
    let problem = |field: &FormField| FieldProblem {
        key: field.key.clone(),
        sentence: state.messages.say("desk-publish-missing", &[("name", field.label.clone())]),
        help: String::new(),
    };
    fields.iter().filter(is_empty).map(problem).collect()
}

/// The errors that the check finds in the target `name` of the settings `wanted`, before they are saved.
fn problems_with(state: &DeskState, name: &str, wanted: &str) -> Result<Vec<FieldProblem>, Refused> {
    let snapshot = state.show(SETTINGS, wanted.as_bytes().to_vec())?;
    let found = problems_of(state, &snapshot, SETTINGS, "");
    state.show_file(SETTINGS)?;
    let place = format!("publish.{name}");
    let mut known = BTreeSet::new();
    let own = found.into_iter().filter_map(|problem| {
        let key = problem.field.strip_prefix(&place)?;
        let is_own = problem.severity == Severity::Error && (key.is_empty() || key.starts_with('.'));
        (is_own && known.insert(problem.sentence.clone())).then(|| FieldProblem {
            key: key.trim_start_matches('.').to_owned(),
            sentence: problem.sentence,
            help: problem.help.unwrap_or_default(),
        })
    });
    Ok(own.collect())
}

/// The settings `raw` with one more target.
///
/// # Errors
/// When there is a target with this name, or the settings have an error of syntax.
fn with_target(raw: &str, name: &str, target: Wanted) -> Result<String, Refused> {
    let refused =
        |message| Refused::new(StatusCode::CONFLICT, message).arg("file", SETTINGS).arg("name", name);
    let Some(Wanted::Map(mut settings)) = tree(raw) else { return Err(refused("desk-no-change")) };
    let added = (name.to_owned(), target);
    match settings.iter_mut().find(|(key, _)| key == "publish").map(|(_, value)| value) {
        Some(Wanted::Map(targets)) if targets.iter().any(|(known, _)| known == name) => {
            return Err(refused("desk-publish-name-taken"));
        }
        Some(Wanted::Map(targets)) => targets.push(added),
        Some(value @ Wanted::Nothing) => *value = Wanted::Map(vec![added]),
        Some(Wanted::Text(_) | Wanted::List(_)) => return Err(refused("desk-no-change")),
        None => settings.push(("publish".to_owned(), Wanted::Map(vec![added]))),
    }
    patch(raw, &Wanted::Map(settings)).map_err(|_| refused("desk-no-change"))
}

#[cfg(test)]
mod tests {
    use super::{Wanted, with_target};

    fn folder() -> Wanted {
        let text = |key: &str, value: &str| (key.to_owned(), Wanted::Text(value.to_owned()));
        Wanted::Map(vec![text("kind", "folder"), text("path", "E:/web: mới")])
    }

    /// The settings stay as they are, and the target comes behind the others.
    #[test]
    fn only_the_target_is_added() {
        let first = with_target("title: Trang # tên\r\n", "usb", folder()).unwrap();
        assert!(first.starts_with("title: Trang # tên\r\npublish:\r\n"), "{first}");
        let two = "publish:\n  web: {kind: zip, path: ../a.zip} # cũ\nlanguage: vi\n";
        let second = with_target(two, "usb", folder()).unwrap();
        assert!(second.starts_with("publish:\n  web: {kind: zip, path: ../a.zip} # cũ\n  usb:"), "{second}");
        assert!(second.ends_with("language: vi\n") && second.contains("\"E:/web: mới\""), "{second}");
        assert!(with_target("publish:\n", "usb", folder()).unwrap().contains("usb"));
    }

    /// A name that is taken and settings that are no mapping are refused.
    #[test]
    fn what_cannot_be_added_is_refused() {
        let refused = |raw: &str| with_target(raw, "usb", folder()).unwrap_err().message.0;
        assert_eq!(refused("publish: {usb: {kind: zip, path: a.zip}}\n"), "desk-publish-name-taken");
        assert_eq!(refused("publish: x\n"), "desk-no-change");
        assert_eq!(refused("a: [\n"), "desk-no-change");
    }
}
