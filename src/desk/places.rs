//! Names the values of a file as its form does: `STT 12: Đơn vị` for `awards[11].unit`.

use crate::desk::form::last_key;
use crate::desk::project_file::markdown_kind;
use crate::edit::{FieldKind, FormField, RecordKind, Wanted, fields, flow};
use crate::messages::{Language, Messages};

/// Maximum length of a value that is shown, in characters.
const MAX_SHOWN_CHARS: usize = 600;

/// The words for the values of one file.
pub struct PlaceNames<'m> {
    fields: Vec<FormField>,
    messages: &'m Messages,
}

impl<'m> PlaceNames<'m> {
    /// The words for the file at `path`.
    pub fn new(path: &str, language: Language, messages: &'m Messages) -> PlaceNames<'m> {
        let fields = record_kind(path).map_or_else(Vec::new, |kind| fields(kind, language));
        PlaceNames { fields, messages }
    }

    /// The name of the value at `path`, such as `awards[11].unit`, whose rows are those of the first of `trees` that has
    /// them.
    pub fn name(&self, path: &str, trees: &[&Wanted]) -> String {
        let mut nodes: Vec<&Wanted> = trees.to_vec();
        let mut fields = &self.fields[..];
        let mut names = Vec::new();
        for step in path.split('.') {
            let (key, rows) = step.split_once('[').unwrap_or((step, ""));
            let field = fields.iter().find(|field| last_key(field) == key);
            let label = field.map_or(key, |field| &field.label);
            if !key.is_empty() {
                nodes = nodes.iter().filter_map(|node| node.value(key)).collect();
                fields = field.map_or(&[], |field| inner_fields(&field.kind));
            }
            let row = rows.trim_end_matches(']').parse::<usize>().ok();
            if let Some(row) = row {
                nodes = nodes.iter().filter_map(|node| item(node, row)).collect();
                names.push(self.row_name(label, row, nodes.first().copied()));
            } else {
                names.push(label.to_owned());
            }
        }
        names.join(": ")
    }

    fn row_name(&self, label: &str, row: usize, node: Option<&Wanted>) -> String {
        let text = |key: &str| match node.and_then(|node| node.value(key)) {
            Some(Wanted::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let name = ["name", "title", "id"].iter().map(|key| text(key)).find(|text| !text.is_empty());
        let name = name.unwrap_or_default();
        let number = text("no");
        if number.is_empty() {
            let arguments = [("list", label.to_owned()), ("row", (row + 1).to_string()), ("name", name)];
            self.messages.say("desk-place-row", &arguments).trim_end().to_owned()
        } else {
            let arguments = [("number", number), ("name", name)];
            self.messages.say("desk-place-numbered", &arguments).trim_end().to_owned()
        }
    }
}

/// The item of a list at `row`.
fn item(node: &Wanted, row: usize) -> Option<&Wanted> {
    match node {
        Wanted::List(items) => items.get(row),
        Wanted::Nothing | Wanted::Text(_) | Wanted::Map(_) => None,
    }
}

fn inner_fields(kind: &FieldKind) -> &[FormField] {
    match kind {
        FieldKind::Group(inner) | FieldKind::Rows(inner) => inner,
        _ => &[],
    }
}

/// The kind of the records in the file at `path`; `None` for files without records.
fn record_kind(path: &str) -> Option<RecordKind> {
    let kinds = [
        ("content/site.yaml", RecordKind::Settings),
        ("content/awards/", RecordKind::Decision),
        ("content/registry/units.", RecordKind::Unit),
        ("content/registry/kinds.", RecordKind::AwardKind),
        ("content/registry/people.", RecordKind::Person),
    ];
    let found = || kinds.into_iter().find(|(start, _)| path.starts_with(start)).map(|(_, kind)| kind);
    markdown_kind(path).or_else(found)
}

/// A value as it is shown; long ones are cut.
pub fn shown_value(value: Option<&Wanted>) -> String {
    let text = match value {
        None => String::new(),
        Some(Wanted::Text(text)) => text.clone(),
        Some(value) => flow(value),
    };
    match text.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Messages, PlaceNames};
    use crate::edit::tree;

    /// Rows are named by their numbers and names, keys by the labels of the form, unknown ones as they are.
    #[test]
    fn values_have_the_words_of_the_form() {
        let messages = Messages::built_in(Language::Vi);
        let tree = tree("awards:\n- {no: 7, name: Mai Thử}\n- {name: Lan}\n- {unit: x}\n").unwrap();
        let names = PlaceNames::new("content/awards/2026/qd-1.yaml", Language::Vi, &messages);
        assert!(names.name("awards[0].name", &[&tree]).starts_with("STT 7 Mai Thử: "));
        assert!(names.name("awards[1]", &[&tree]).ends_with(" 2 Lan"));
        assert!(names.name("awards[2].strange", &[&tree]).ends_with(" 3: strange"));
        assert_eq!(names.name("strange.key", &[&tree]), "strange: key");
        assert_ne!(names.name("signed", &[&tree]), "signed");
    }
}
