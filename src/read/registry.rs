//! Reads the YAML files of the registry, entry by entry: kinds, units and people.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::award::RecipientKind;
use crate::model::registry::{
    AwardKind, Dated, Issuer, KindFamily, Level, Person, Unit, UnitEnd, UnitEndReason, UnitKind,
};
use crate::read::fields::{Fields, forget_surplus, wrong_kind};
use crate::read::file_name;
use crate::read::yaml::{Node, Value};
use crate::source::{Spanned, Text};

/// The items of a registry file, each read by `read`; a fault in one does not lose the others.
pub fn entries<T>(
    node: &Node,
    diagnostics: &mut Vec<Diagnostic>,
    read: fn(Fields<'_, '_>) -> Option<T>,
) -> Vec<T> {
    let Value::List(items) = &node.value else {
        diagnostics.push(wrong_kind(node, "list"));
        return Vec::new();
    };
    let mut entries = Vec::new();
    for item in items {
        if let Some(fields) = Fields::of(item, diagnostics) {
            entries.extend(read(fields));
        }
        forget_surplus(diagnostics);
    }
    entries
}

/// One entry of `registry/kinds.yaml`.
pub fn kind(mut fields: Fields<'_, '_>) -> Option<AwardKind> {
    let id = id(&mut fields);
    let name = fields.required("name");
    let rank = fields.number("rank", 0, 9999);
    let family = fields.word("family", KindFamily::WORDS);
    let level = fields.word("level", Level::WORDS);
    let issuers = words(&mut fields, "issuer", Issuer::WORDS);
    let to = words(&mut fields, "to", RecipientKind::WORDS);
    let classes = fields.flag("classes");
    let once = fields.flag("once");
    let years = years(&mut fields);
    let valid = match fields.map("valid") {
        Some(mut inner) => {
            let valid = (inner.date("from").map(|day| day.value), inner.date("to").map(|day| day.value));
            inner.finish();
            valid
        }
        None => (None, None),
    };
    let law = fields.plain("law");
    let description = fields.plain("description");
    fields.finish();
    let id = id?;
    Some(AwardKind {
        name: name.map_or_else(|| id.value.clone(), |name| name.value),
        id,
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

/// One entry of `registry/units.yaml`.
pub fn unit(mut fields: Fields<'_, '_>) -> Option<Unit> {
    let id = id(&mut fields);
    let kind = if fields.insist("type") { fields.word("type", UnitKind::WORDS) } else { None };
    let names = names(&mut fields);
    let parents = parents(&mut fields);
    let ended = ended(&mut fields);
    let successors = fields.texts("successors");
    let note = fields.plain("note");
    let accepted = fields.accepted();
    fields.finish();
    // A unit with faults is still a unit: those who name it are not told that there is none.
    let id = id?;
    let kind = kind.map_or(UnitKind::Grassroots, |kind| kind.value);
    let own = || vec![Dated { value: id.value.clone(), from: None, to: None, span: id.span }];
    let names = names.unwrap_or_else(own);
    Some(Unit { id, kind, names, parents, ended, successors, note, accepted })
}

/// One entry of `registry/people.yaml`.
pub fn person(mut fields: Fields<'_, '_>) -> Option<Person> {
    let id = id(&mut fields);
    let name = fields.required("name");
    let note = fields.plain("note");
    fields.finish();
    let id = id?;
    let name = name.unwrap_or_else(|| id.clone());
    Some(Person { id, name, note })
}

/// An id: small letters, digits and hyphens, because routes are made of it.
fn id(fields: &mut Fields<'_, '_>) -> Option<Spanned<Text>> {
    let id = fields.required("id")?;
    if crate::text::is_slug(&id.value) && file_name::can_be_a_folder(&id.value) {
        return Some(id);
    }
    let fault = Diagnostic::new(Code::BadSlug, id.span).arg("slug", &id.value);
    let proposal = file_name::as_folder(crate::text::slug(&id.value));
    fields.diagnostics.push(match proposal.is_empty() {
        true => fault,
        false => fault.arg("proposal", proposal).help("help-proposal"),
    });
    None
}

/// A word or a list of words.
fn words<T: Copy>(fields: &mut Fields<'_, '_>, key: &'static str, words: &[(&'static str, T)]) -> Vec<T> {
    let mut meant = Vec::new();
    for text in fields.texts(key) {
        match words.iter().find(|(word, _)| *word == &*text.value) {
            Some((_, meaning)) => meant.push(*meaning),
            None => {
                let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let fault = Diagnostic::new(Code::UnknownWord, text.span)
                    .arg("key", key)
                    .arg("word", &text.value)
                    .arg("words", list.join(", "))
                    .help_nearest(&text.value, list.iter().copied());
                fields.diagnostics.push(fault);
            }
        }
    }
    meant
}

fn years(fields: &mut Fields<'_, '_>) -> Vec<i16> {
    let mut years = Vec::new();
    for text in fields.texts("years") {
        match text.value.parse() {
            Ok(year @ 1900..=2100) => years.push(year),
            _ => {
                let fault = Diagnostic::new(Code::BadNumber, text.span)
                    .arg("text", &text.value)
                    .arg("least", "1900")
                    .arg("most", "2100");
                fields.diagnostics.push(fault);
            }
        }
    }
    years
}

/// The names over time; a unit without any is reported.
fn names(fields: &mut Fields<'_, '_>) -> Option<Vec<Dated<Text>>> {
    if !fields.insist("names") {
        return None;
    }
    let mut names = Vec::new();
    for node in fields.list("names") {
        let Some(mut inner) = Fields::of(node, fields.diagnostics) else { continue };
        let name = inner.required("name");
        let (from, to) = (inner.date("from").map(|day| day.value), inner.date("to").map(|day| day.value));
        inner.finish();
        names.extend(name.map(|name| Dated { value: name.value, from, to, span: name.span }));
    }
    names.sort_by_key(|name| name.from);
    (!names.is_empty()).then_some(names)
}

fn parents(fields: &mut Fields<'_, '_>) -> Vec<Dated<Spanned<Text>>> {
    let mut parents = Vec::new();
    for node in fields.list("parents") {
        let Some(mut inner) = Fields::of(node, fields.diagnostics) else { continue };
        let unit = inner.required("unit");
        let (from, to) = (inner.date("from").map(|day| day.value), inner.date("to").map(|day| day.value));
        inner.finish();
        parents.extend(unit.map(|unit| Dated { span: unit.span, value: unit, from, to }));
    }
    parents.sort_by_key(|parent| parent.from);
    parents
}

fn ended(fields: &mut Fields<'_, '_>) -> Option<UnitEnd> {
    let mut inner = fields.map("ended")?;
    let on = if inner.insist("on") { inner.date("on") } else { None };
    let how = inner.word("how", UnitEndReason::WORDS).map(|how| how.value);
    let document = inner.plain("document");
    inner.finish();
    Some(UnitEnd { on: on?, how, document })
}
