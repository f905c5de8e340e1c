//! Shows the values of a record in the fields of its form, and finds what was changed in the form.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::desk::names::suggested;
use crate::edit::{FieldKind, FormField, FormWord, KeyPath, ShortForm, Wanted};
use crate::text;

/// A field of a form with its value, as a template shows it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FieldView {
    /// The id of its element.
    id: String,
    /// The last key of its path.
    key: String,
    label: String,
    help: String,
    /// Which controls it has: `line`, `text`, `choice`, `choices`, `switch`, `lines`, `group`, `rows`, or `other` for a
    /// value that the form cannot show.
    kind: &'static str,
    /// The type of its input.
    input: &'static str,
    required: bool,
    example: String,
    value: String,
    values: Vec<String>,
    is_on: bool,
    words: Vec<WordView>,
    /// The fields of a group, or of a new row.
    fields: Vec<FieldView>,
    rows: Vec<Vec<FieldView>>,
    /// The word in place of a group, such as `none`.
    word: String,
    is_word: bool,
    /// The id of the list of values to choose from.
    list: String,
    /// The list of the names that are suggested while it is typed; empty for none.
    names: &'static str,
}

/// A word of a choice.
#[derive(Clone, Debug, Serialize)]
struct WordView {
    word: String,
    meaning: String,
    is_chosen: bool,
}

impl FieldView {
    /// The key of the field in its record.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Offers the values of the list with `id` in this field.
    pub fn offer(&mut self, id: &str) {
        id.clone_into(&mut self.list);
    }

    /// Suggests names in this field, or in the fields of this group, that hold a unit, a kind of award or a movement.
    pub fn suggest(&mut self) {
        self.names = suggested(&self.key);
        self.fields.iter_mut().for_each(FieldView::suggest);
    }
}

/// The views of `fields` with the values of `tree`; `prefix` distinguishes the elements of rows.
pub fn views(fields: &[FormField], tree: Option<&Wanted>, prefix: &str) -> Vec<FieldView> {
    fields
        .iter()
        .map(|field| view(field, tree.and_then(|tree| tree.value(last_key(field))), prefix))
        .collect()
}

/// The last key of the path of `field`.
pub fn last_key(field: &FormField) -> &str {
    field.key.rsplit('.').next().unwrap_or(&field.key)
}

fn view(field: &FormField, value: Option<&Wanted>, prefix: &str) -> FieldView {
    let shown = FieldView {
        id: format!("field-{prefix}{}", field.key.replace('.', "-")),
        key: last_key(field).to_owned(),
        label: field.label.clone(),
        help: field.help.replace('`', ""),
        // Within a group that may be empty, no field has to be filled.
        required: field.required && !field.key.contains('.'),
        example: field.examples.first().cloned().unwrap_or_default(),
        kind: "line",
        input: "text",
        ..FieldView::default()
    };
    let Some(entered) = entered(field, value) else { return FieldView { kind: "other", ..shown } };
    let text = entered.as_str().unwrap_or_default().to_owned();
    let texts = || texts_of(&entered);
    match &field.kind {
        // A control of one line would drop the line ends of its value, and join the words around them.
        FieldKind::Line if text.contains('\n') => FieldView { kind: "text", value: text, ..shown },
        FieldKind::Line | FieldKind::Number { .. } => FieldView { value: text, ..shown },
        FieldKind::Text => FieldView { kind: "text", value: text, ..shown },
        FieldKind::Date if is_day(&text) => FieldView { input: "date", value: text, ..shown },
        FieldKind::DateTime if is_minute(&text) => {
            FieldView { input: "datetime-local", value: text.replace(' ', "T"), ..shown }
        }
        FieldKind::Date | FieldKind::DateTime => FieldView { value: text, ..shown },
        FieldKind::Choice(words) => FieldView { kind: "choice", words: word_views(words, &[text]), ..shown },
        FieldKind::Choices(words) => {
            FieldView { kind: "choices", words: word_views(words, &texts()), ..shown }
        }
        FieldKind::Switch => {
            // The help explains the word in the file.
            let help =
                shown.help.strip_prefix("true: ").or(shown.help.strip_prefix("true for ")).map(capitalised);
            let help = help.unwrap_or(shown.help);
            FieldView { kind: "switch", is_on: entered == Value::Bool(true), help, ..shown }
        }
        FieldKind::Lines => FieldView { kind: "lines", values: texts(), ..shown },
        FieldKind::Group(inner) => {
            let word = match &field.short {
                Some(ShortForm::Word(word)) => word.clone(),
                Some(ShortForm::Key(_) | ShortForm::Line) | None => String::new(),
            };
            let is_word = entered.get("") == Some(&Value::Bool(true));
            let whole = group_tree(field, value);
            let fields = views(inner, whole.as_ref(), prefix);
            FieldView { kind: "group", fields, word, is_word, ..shown }
        }
        FieldKind::Rows(inner) => {
            let items = match value {
                Some(Wanted::List(items)) => items.as_slice(),
                _ => &[],
            };
            let rows = items.iter().enumerate();
            let rows = rows.map(|(at, item)| views(inner, Some(item), &format!("{prefix}{at}-"))).collect();
            FieldView { kind: "rows", fields: views(inner, None, "new-"), rows, ..shown }
        }
        FieldKind::Other(_) => FieldView { kind: "other", ..shown },
    }
}

/// `text` with a capital as its first letter.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn word_views(words: &[FormWord], chosen: &[String]) -> Vec<WordView> {
    let view = |word: &FormWord| WordView {
        word: word.word.clone(),
        meaning: word.meaning.clone(),
        is_chosen: chosen.contains(&word.word),
    };
    words.iter().map(view).collect()
}

/// Whether a date control of a browser can show `text`; an empty one it can.
fn is_day(text: &str) -> bool {
    text.is_empty() || text.parse::<jiff::civil::Date>().is_ok() && text.len() == 10
}

/// Whether a control of a browser for a day and a time can show `text`; an empty one it can.
fn is_minute(text: &str) -> bool {
    text.is_empty() || text.len() == 16 && text.replace(' ', "T").parse::<jiff::civil::DateTime>().is_ok()
}

/// The tree of a group whose value may be written as the value of one key.
fn group_tree(field: &FormField, value: Option<&Wanted>) -> Option<Wanted> {
    match (value, &field.short) {
        (Some(Wanted::Text(text)), Some(ShortForm::Key(key))) => {
            Some(Wanted::Map(vec![(key.clone(), Wanted::Text(text.clone()))]))
        }
        (Some(Wanted::Text(_)), _) => None,
        (value, _) => value.cloned(),
    }
}

/// The value of `field` as its controls give it: a text, a boolean, a list of texts, an object or a list of objects.
///
/// `None` if the file has a value of another shape, which the form cannot show.
fn entered(field: &FormField, value: Option<&Wanted>) -> Option<Value> {
    let value = value.unwrap_or(&Wanted::Nothing);
    Some(match (&field.kind, value) {
        (FieldKind::Other(_), _) => return None,
        (FieldKind::Switch, Wanted::Nothing) => Value::Bool(field.default.as_deref() == Some("true")),
        (FieldKind::Switch, Wanted::Text(text)) if text == "true" || text == "false" => {
            Value::Bool(text == "true")
        }
        (FieldKind::Switch, _) => return None,
        (FieldKind::Lines | FieldKind::Choices(_), value) => Value::Array(list_texts(value)?),
        (FieldKind::Group(inner), Wanted::Text(_)) => {
            let is_word = matches!((&field.short, value), (Some(ShortForm::Word(word)), Wanted::Text(text)) if word == text);
            let tree = group_tree(field, Some(value));
            if !is_word && tree.is_none() {
                return None;
            }
            let mut object = object(inner, tree.as_ref())?;
            if is_word {
                object.insert(String::new(), Value::Bool(true));
            }
            Value::Object(object)
        }
        (FieldKind::Group(inner), value @ (Wanted::Map(_) | Wanted::Nothing)) => {
            Value::Object(object(inner, Some(value))?)
        }
        (FieldKind::Rows(_), Wanted::Nothing) => Value::Array(Vec::new()),
        (FieldKind::Rows(inner), Wanted::List(items)) => {
            let rows = items.iter().map(|item| match item {
                Wanted::Map(_) => object(inner, Some(item)).map(Value::Object),
                Wanted::Nothing | Wanted::Text(_) | Wanted::List(_) => None,
            });
            Value::Array(rows.collect::<Option<Vec<Value>>>()?)
        }
        (FieldKind::Group(_) | FieldKind::Rows(_), _) => return None,
        (_, Wanted::Nothing) => Value::String(String::new()),
        (FieldKind::DateTime, Wanted::Text(text)) if is_minute(text) => Value::String(text.replace('T', " ")),
        (_, Wanted::Text(text)) => Value::String(text.clone()),
        (_, Wanted::List(_) | Wanted::Map(_)) => return None,
    })
}

fn list_texts(value: &Wanted) -> Option<Vec<Value>> {
    let text = |item: &Wanted| match item {
        Wanted::Text(text) => Some(Value::String(text.clone())),
        Wanted::Nothing | Wanted::List(_) | Wanted::Map(_) => None,
    };
    match value {
        Wanted::Nothing => Some(Vec::new()),
        Wanted::List(items) => items.iter().map(text).collect(),
        one => Some(vec![text(one)?]),
    }
}

/// The values of the fields of a mapping; `None` if the form cannot show one of them or does not have a key of it.
fn object(fields: &[FormField], tree: Option<&Wanted>) -> Option<Map<String, Value>> {
    if let Some(Wanted::Map(entries)) = tree
        && entries.iter().any(|(key, _)| !fields.iter().any(|field| last_key(field) == key))
    {
        return None;
    }
    let pair = |field: &FormField| {
        let key = last_key(field);
        Some((key.to_owned(), entered(field, tree.and_then(|tree| tree.value(key)))?))
    };
    fields.iter().map(pair).collect()
}

fn texts_of(entered: &Value) -> Vec<String> {
    let items = entered.as_array().into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// What the values `typed` of the form change in `tree`; fields without a value in `typed` stay as they are.
pub fn changes(
    fields: &[FormField],
    tree: &Wanted,
    typed: &Map<String, Value>,
) -> Vec<(KeyPath, Option<Wanted>)> {
    let mut found = Vec::new();
    for field in fields {
        let key = last_key(field);
        if let Some(typed) = typed.get(key) {
            add_change(field, tree.value(key), typed, &[key], &mut found);
        }
    }
    found
}

fn add_change(
    field: &FormField,
    value: Option<&Wanted>,
    typed: &Value,
    path: &[&str],
    found: &mut Vec<(KeyPath, Option<Wanted>)>,
) {
    let Some(before) = entered(field, value).filter(|before| before != typed) else { return };
    if let (FieldKind::Group(inner), Value::Object(typed), Value::Object(before)) =
        (&field.kind, typed, &before)
        && matches!(value, Some(Wanted::Map(_)))
        && typed.get("") != Some(&Value::Bool(true))
        && !before.contains_key("")
    {
        for field in inner {
            let key = last_key(field);
            if let Some(typed) = typed.get(key) {
                let value = value.and_then(|value| value.value(key));
                add_change(field, value, typed, &[path, &[key]].concat(), found);
            }
        }
        return;
    }
    found.push((KeyPath::new(path.iter().copied()), wanted(field, typed)));
}

/// The value of `field` for the file; `None` if nothing was entered.
fn wanted(field: &FormField, typed: &Value) -> Option<Wanted> {
    match (&field.kind, typed) {
        (FieldKind::Switch, Value::Bool(is_on)) => {
            let is_default = *is_on == (field.default.as_deref() == Some("true"));
            (!is_default).then(|| Wanted::Text(is_on.to_string()))
        }
        (FieldKind::Group(inner), Value::Object(typed)) => match &field.short {
            Some(ShortForm::Word(word)) if typed.get("") == Some(&Value::Bool(true)) => {
                Some(Wanted::Text(word.clone()))
            }
            _ => mapping(inner, typed),
        },
        (FieldKind::Rows(inner), Value::Array(rows)) => {
            let rows = rows.iter().filter_map(Value::as_object).filter_map(|row| mapping(inner, row));
            not_empty(rows.collect())
        }
        (_, Value::Array(items)) => {
            let texts = items.iter().filter_map(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
            not_empty(texts.map(|text| Wanted::Text(text::nfc(text).into_owned())).collect())
        }
        (_, Value::String(text)) => {
            let text = text.trim();
            (!text.is_empty()).then(|| Wanted::Text(text::nfc(text).into_owned()))
        }
        _ => None,
    }
}

fn not_empty(items: Vec<Wanted>) -> Option<Wanted> {
    (!items.is_empty()).then_some(Wanted::List(items))
}

/// The mapping that the values `typed` of a form with `fields` make; `None` if nothing was entered.
pub fn mapping(fields: &[FormField], typed: &Map<String, Value>) -> Option<Wanted> {
    let entry = |field: &FormField| {
        let key = last_key(field);
        Some((key.to_owned(), wanted(field, typed.get(key)?)?))
    };
    let entries: Vec<(String, Wanted)> = fields.iter().filter_map(entry).collect();
    (!entries.is_empty()).then_some(Wanted::Map(entries))
}

#[cfg(test)]
mod tests {
    use super::{KeyPath, Value, Wanted, changes, views};
    use crate::edit::{RecordKind, fields, tree};
    use crate::messages::Language;
    use serde_json::json;

    fn changed(yaml: &str, typed: &Value) -> Vec<(KeyPath, Option<Wanted>)> {
        let fields = fields(RecordKind::Article, Language::Vi);
        changes(&fields, &tree(yaml).unwrap(), typed.as_object().unwrap())
    }

    fn text(path: &[&str], value: Option<&str>) -> (KeyPath, Option<Wanted>) {
        (KeyPath::new(path.iter().copied()), value.map(|value| Wanted::Text(value.to_owned())))
    }

    /// A value of several lines has a control of several lines: one of one line would join the words.
    #[test]
    fn line_ends_are_kept() {
        let kind = |yaml: &str| {
            let views = views(&fields(RecordKind::Decision, Language::Vi), Some(&tree(yaml).unwrap()), "");
            views.into_iter().find(|view| view.key == "subject").map(|view| (view.kind, view.value))
        };
        assert_eq!(kind("subject: Về việc A\n"), Some(("line", "Về việc A".to_owned())));
        assert_eq!(kind("subject: |-\n  Về việc\n  A\n"), Some(("text", "Về việc\nA".to_owned())));
    }

    const ARTICLE: &str = "title: Lễ phát động\ndate: 2026-03-29T15:24\ndraft: true\ntags: [a, b]\ncover: {file: anh.jpg, alt: Ảnh}\n";

    /// What was not changed in the form changes nothing in the file, however it is written there.
    #[test]
    fn unchanged_values_are_no_changes() {
        let typed = json!({
            "title": "Lễ phát động", "date": "2026-03-29 15:24", "draft": true, "tags": ["a", "b"], "lead": "",
            "cover": {"file": "anh.jpg", "alt": "Ảnh", "caption": "", "credit": ""}, "movements": [],
        });
        assert_eq!(changed(ARTICLE, &typed), []);
        assert_eq!(changed("tags: a\n", &json!({"tags": ["a"]})), []);
    }

    /// Only the changed keys change, those of a group one by one; an emptied field is removed.
    #[test]
    fn changed_values_are_found() {
        let typed = json!({
            "title": "Lễ: phát, động", "draft": false, "tags": ["a", " ", "c"],
            "cover": {"file": "anh.jpg", "alt": "", "caption": "Ở sân", "credit": ""},
        });
        let list = Wanted::List(["a", "c"].map(|tag| Wanted::Text(tag.to_owned())).to_vec());
        let wanted = [
            text(&["title"], Some("Lễ: phát, động")),
            text(&["draft"], None),
            text(&["cover", "alt"], None),
            text(&["cover", "caption"], Some("Ở sân")),
            (KeyPath::new(["tags"]), Some(list)),
        ];
        let mut found = changed(ARTICLE, &typed);
        for change in wanted {
            let at = found.iter().position(|one| *one == change);
            found.remove(at.unwrap_or_else(|| panic!("no {change:?} in {found:?}")));
        }
        assert_eq!(found, []);
    }

    /// A word in place of a group becomes the group and the other way round.
    #[test]
    fn a_word_takes_the_place_of_a_group() {
        let none = json!({"cover": {"": true, "file": "", "alt": "", "caption": "", "credit": ""}});
        assert_eq!(changed("cover: none\n", &none), []);
        assert_eq!(changed(ARTICLE, &none), [text(&["cover"], Some("none"))]);
        let file = json!({"cover": {"file": "a.jpg", "alt": "", "caption": "", "credit": ""}});
        let map = Wanted::Map(vec![("file".to_owned(), Wanted::Text("a.jpg".to_owned()))]);
        assert_eq!(changed("cover: none\n", &file), [(KeyPath::new(["cover"]), Some(map))]);
    }

    /// A value that a form cannot show is not changed by it.
    #[test]
    fn other_shapes_stay() {
        assert_eq!(
            changed("title: {a: b}\ncover: {strange: 1}\n", &json!({"title": "x", "cover": {"file": "y"}})),
            []
        );
        let fields = fields(RecordKind::Article, Language::Vi);
        let shown = views(&fields, Some(&tree("title: {a: b}\n").unwrap()), "");
        assert!(shown.iter().any(|field| field.key() == "title" && field.kind == "other"));
    }
}
