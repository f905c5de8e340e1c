//! Reads the files of the registry: award kinds, units and people.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::award::RecipientKind;
use crate::model::class::Classes;
use crate::model::registry::{
    AwardKind, Dated, Issuer, KindFamily, Level, Person, Photo, Unit, UnitEnd, UnitEndReason, UnitKind,
};
use crate::read::fields::{Fields, truncate_diagnostics, wrong_kind};
use crate::read::file_name;
use crate::read::yaml::{Node, Value};
use crate::source::{Spanned, Text};

/// Reads each item of a registry file with `read`; an error in one item does not affect the others.
pub fn entries<T>(
    node: &Node,
    diagnostics: &mut Vec<Diagnostic>,
    read: fn(Fields<'_, '_>) -> Option<T>,
) -> Vec<T> {
    let Value::Sequence(items) = &node.value else {
        diagnostics.push(wrong_kind(node, "list"));
        return Vec::new();
    };
    let mut entries = Vec::new();
    for item in items {
        if let Some(fields) = Fields::from_node(item, diagnostics) {
            entries.extend(read(fields));
        }
        truncate_diagnostics(diagnostics);
    }
    entries
}

/// Reads one entry of `registry/kinds.yaml`; reports and returns `None` if it has no usable id.
pub fn kind(mut fields: Fields<'_, '_>) -> Option<AwardKind> {
    let (id, mut also) = id_and_spelling(&mut fields);
    let name = fields.required_text("name");
    also.extend(spellings(&mut fields));
    let rank = fields.number("rank", 0, 9999);
    let family = fields.word("family", KindFamily::WORDS);
    let level = fields.word("level", Level::WORDS);
    let issuers = words(&mut fields, "issuer", Issuer::WORDS);
    let to = words(&mut fields, "to", RecipientKind::WORDS);
    let classes = classes(&mut fields);
    let once = fields.flag("once");
    let years = years(&mut fields);
    let valid = match fields.mapping("valid") {
        Some(mut inner) => {
            let valid = (inner.date("from").map(|day| day.value), inner.date("to").map(|day| day.value));
            inner.finish();
            valid
        }
        None => (None, None),
    };
    let law = fields.text_value("law");
    let description = fields.text_value("description");
    fields.finish();
    let id = id?;
    Some(AwardKind {
        name: name.map_or_else(|| id.value.clone(), |name| name.value),
        id,
        also,
        rank: rank.map_or(900, |rank| rank.value),
        family: family.map_or(KindFamily::Form, |family| family.value),
        level: level.map_or(Level::Grassroots, |level| level.value),
        issuers,
        to: if to.is_empty() { RecipientKind::WORDS.iter().map(|(_, to)| *to).collect() } else { to },
        classes,
        once,
        years,
        valid,
        law,
        description,
    })
}

/// Reads one entry of `registry/units.yaml`; `None`, after reporting why, without a usable id.
pub fn unit(mut fields: Fields<'_, '_>) -> Option<Unit> {
    let (id, mut also) = id_and_spelling(&mut fields);
    let kind = if fields.has_required("type") { fields.word("type", UnitKind::WORDS) } else { None };
    let names = names(&mut fields);
    also.extend(spellings(&mut fields));
    let parents = parents(&mut fields);
    let ended = ended(&mut fields);
    let successors = fields.texts("successors");
    if let Some(first) = successors.first().filter(|_| !fields.is_written("ended")) {
        fields.diagnostics.push(Diagnostic::new(Code::UnendedUnit, first.span));
    }
    let note = fields.text_value("note");
    let accepted = fields.accepted();
    fields.finish();
    // A unit with errors is still a unit: references to it must not be reported as unknown.
    let id = id?;
    let kind = kind.map_or(UnitKind::Grassroots, |kind| kind.value);
    let id_as_name = || vec![Dated { value: id.value.clone(), from: None, to: None, span: id.span }];
    let names = names.unwrap_or_else(id_as_name);
    Some(Unit { id, kind, names, also, parents, ended, successors, note, accepted })
}

/// Reads one entry of `registry/people.yaml`; `None`, after reporting why, without a usable id.
pub fn person(mut fields: Fields<'_, '_>) -> Option<Person> {
    let id = id(&mut fields).ok();
    let name = fields.required_text("name");
    let note = fields.text_value("note");
    let photo = photo(&mut fields);
    fields.finish();
    let id = id?;
    let name = name.unwrap_or_else(|| id.clone());
    Some(Person { id, name, note, photo })
}

/// Returns the portrait: the name of a file, or keys.
fn photo(fields: &mut Fields<'_, '_>) -> Option<Photo> {
    if let Some(Node { value: Value::Scalar(_), .. }) = fields.node("photo") {
        return fields.path("photo").map(|file| Photo { file, alt: None, credit: None });
    }
    let mut inner = fields.mapping("photo")?;
    let file = if inner.has_required("file") { inner.path("file") } else { None };
    let (alt, credit) = (inner.text_value("alt"), inner.text_value("credit"));
    inner.finish();
    Some(Photo { file: file?, alt, credit })
}

/// Returns the other spellings of a name under `also`.
fn spellings(fields: &mut Fields<'_, '_>) -> Vec<Text> {
    fields.texts("also").into_iter().map(|name| name.value).collect()
}

/// Returns the id of a unit or a kind, and other spellings of it.
///
/// An id that is not allowed is reported. The record then has the id that is proposed, and the one written as a spelling,
/// so that references to it are not reported as well.
fn id_and_spelling(fields: &mut Fields<'_, '_>) -> (Option<Spanned<Text>>, Vec<Text>) {
    match id(fields) {
        Ok(id) => (Some(id), Vec::new()),
        Err(BadId { written, proposal }) => {
            let id = proposal.map(|proposal| Spanned::new(Text::from(proposal), written.span));
            (id, vec![written.value])
        }
    }
}

/// An id that is not allowed.
struct BadId {
    written: Spanned<Text>,
    proposal: Option<String>,
}

/// Returns the id: lowercase letters, digits and hyphens, because it becomes part of routes.
///
/// # Errors
/// If it is missing (then it is blank) or not allowed; both are reported.
fn id(fields: &mut Fields<'_, '_>) -> Result<Spanned<Text>, BadId> {
    let Some(id) = fields.required_text("id") else {
        return Err(BadId { written: Spanned::new(Text::from(""), fields.span), proposal: None });
    };
    if crate::text::is_slug(&id.value) && file_name::is_folder_name(&id.value) {
        return Ok(id);
    }
    let diagnostic = Diagnostic::new(Code::BadSlug, id.span).arg("slug", &id.value);
    let proposal = file_name::to_folder_name(crate::text::slug(&id.value));
    let proposal = Some(proposal).filter(|proposal| !proposal.is_empty());
    fields.diagnostics.push(match &proposal {
        Some(proposal) => diagnostic.arg("proposal", proposal).help("help-proposal"),
        None => diagnostic,
    });
    Err(BadId { written: id, proposal })
}

/// Returns the classes: a list of words, or `true` for the usual three.
fn classes(fields: &mut Fields<'_, '_>) -> Classes {
    match fields.node("classes") {
        Some(Node { value: Value::Sequence(_), .. }) => {
            Classes::new(fields.texts("classes").into_iter().map(|word| word.value).collect())
        }
        _ if fields.flag("classes") => Classes::usual(),
        _ => Classes::default(),
    }
}

/// Returns the meanings in `words` of the text or texts under `key`; reports texts that are not among them.
fn words<T: Copy>(fields: &mut Fields<'_, '_>, key: &'static str, words: &[(&'static str, T)]) -> Vec<T> {
    let mut meanings = Vec::new();
    for text in fields.texts(key) {
        match words.iter().find(|(word, _)| *word == &*text.value) {
            Some((_, meaning)) => meanings.push(*meaning),
            None => {
                let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let diagnostic = Diagnostic::new(Code::UnknownWord, text.span)
                    .arg("key", key)
                    .arg("word", &text.value)
                    .arg("words", list.join(", "))
                    .help_nearest(&text.value, list.iter().copied());
                fields.diagnostics.push(diagnostic);
            }
        }
    }
    meanings
}

fn years(fields: &mut Fields<'_, '_>) -> Vec<i16> {
    let mut years = Vec::new();
    for text in fields.texts("years") {
        match text.value.parse() {
            Ok(year @ 1900..=2100) => years.push(year),
            _ => {
                let diagnostic = Diagnostic::new(Code::BadNumber, text.span)
                    .arg("text", &text.value)
                    .arg("least", "1900")
                    .arg("most", "2100");
                fields.diagnostics.push(diagnostic);
            }
        }
    }
    years
}

/// Returns the names, ordered by the day on which they came into use; reports a unit without any.
fn names(fields: &mut Fields<'_, '_>) -> Option<Vec<Dated<Text>>> {
    if !fields.has_required("names") {
        return None;
    }
    let mut names = Vec::new();
    for node in fields.sequence("names") {
        let Some(mut inner) = Fields::from_node(node, fields.diagnostics) else { continue };
        let name = inner.required_text("name");
        let (from, to) = (inner.date("from").map(|day| day.value), inner.date("to").map(|day| day.value));
        inner.finish();
        names.extend(name.map(|name| Dated { value: name.value, from, to, span: name.span }));
    }
    names.sort_by_key(|name| name.from);
    (!names.is_empty()).then_some(names)
}

fn parents(fields: &mut Fields<'_, '_>) -> Vec<Dated<Spanned<Text>>> {
    let mut parents = Vec::new();
    for node in fields.sequence("parents") {
        let Some(mut inner) = Fields::from_node(node, fields.diagnostics) else { continue };
        let unit = inner.required_text("unit");
        let (from, to) = (inner.date("from").map(|day| day.value), inner.date("to").map(|day| day.value));
        inner.finish();
        parents.extend(unit.map(|unit| Dated { span: unit.span, value: unit, from, to }));
    }
    parents.sort_by_key(|parent| parent.from);
    parents
}

fn ended(fields: &mut Fields<'_, '_>) -> Option<UnitEnd> {
    let mut inner = fields.mapping("ended")?;
    let on = if inner.has_required("on") { inner.date("on") } else { None };
    let how = inner.word("how", UnitEndReason::WORDS).map(|how| how.value);
    let document = inner.text_value("document");
    inner.finish();
    Some(UnitEnd { on: on?, how, document })
}
