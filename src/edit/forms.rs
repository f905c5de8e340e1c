//! Derives the form of a record from the description of its file, so that a key appears in the schema, in the guide and
//! in the form at once.

mod description;

use serde_json::Value;

use crate::edit::forms::description::Description;
use crate::guide::schemas::DESCRIPTIONS;
use crate::messages::Language;

/// What a form describes: a file, or one entry of a file that is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordKind {
    /// The settings: `content/site.yaml`.
    Settings,
    /// The front matter of an article.
    Article,
    /// The front matter of a movement.
    Movement,
    /// The front matter of a page.
    Page,
    /// A decision with its rows: a file below `content/awards/`.
    Decision,
    /// An entry of `content/registry/units.yaml`.
    Unit,
    /// An entry of `content/registry/kinds.yaml`.
    AwardKind,
    /// An entry of `content/registry/people.yaml`.
    Person,
}

impl RecordKind {
    /// Every kind, in the order of [`DESCRIPTIONS`].
    pub const ALL: [RecordKind; 8] = [
        RecordKind::Settings,
        RecordKind::Article,
        RecordKind::Movement,
        RecordKind::Page,
        RecordKind::Decision,
        RecordKind::Unit,
        RecordKind::AwardKind,
        RecordKind::Person,
    ];

    /// The name of its schema among [`DESCRIPTIONS`].
    fn schema(self) -> &'static str {
        match self {
            RecordKind::Settings => "site.schema.json",
            RecordKind::Article => "article.schema.json",
            RecordKind::Movement => "movement.schema.json",
            RecordKind::Page => "page.schema.json",
            RecordKind::Decision => "decision.schema.json",
            RecordKind::Unit => "units.schema.json",
            RecordKind::AwardKind => "kinds.schema.json",
            RecordKind::Person => "people.schema.json",
        }
    }
}

/// A key of a record as a form shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// The keys from the record to this one, with dots between them: `title`, `cover.file`, `phases.starts` for a key of
    /// every row of `phases`.
    pub key: String,
    /// A few words, different from those of all other fields beside it.
    pub label: String,
    /// What the key means: one or two sentences, with code between backticks.
    pub help: String,
    /// What is entered.
    pub kind: FieldKind,
    /// A text that may be written in place of the value that `kind` describes.
    pub short: Option<ShortForm>,
    /// Whether the mapping that has the key is incomplete without it.
    pub required: bool,
    /// Values as they are entered: one, or several lines of a list.
    pub examples: Vec<String>,
    /// A regular expression (ECMA-262) for the whole value.
    pub pattern: Option<String>,
    /// The value that a missing key has, if it has always the same.
    pub default: Option<String>,
}

/// What is entered into a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A text on one line.
    Line,
    /// A text that may have several lines.
    Text,
    /// A whole number within limits.
    Number {
        /// The smallest number.
        least: Option<i64>,
        /// The largest number.
        most: Option<i64>,
    },
    /// A day: `2026-12-01`.
    Date,
    /// A day, with or without a time: `2026-12-01 07:30`.
    DateTime,
    /// One of these words.
    Choice(Vec<FormWord>),
    /// One or more of these words.
    Choices(Vec<FormWord>),
    /// `true` or `false`.
    Switch,
    /// A list of texts or numbers; a list of one may be written as the text itself.
    Lines,
    /// A mapping with these keys.
    Group(Vec<FormField>),
    /// A list of mappings with these keys.
    Rows(Vec<FormField>),
    /// A structure that a form cannot show, so that it is edited as text.
    Other(NoForm),
}

/// A word that a file has, with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormWord {
    /// The word as it is written: `in-force`.
    pub word: String,
    /// Its meaning in the language of the form.
    pub meaning: String,
}

/// A text that a file may have in place of a mapping or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShortForm {
    /// The text is the value of this key of the mapping: `signer: Võ Hải Đăng` is `signer: {name: Võ Hải Đăng}`.
    Key(String),
    /// The text is this word, which has a meaning of its own: `cover: none`.
    Word(String),
    /// The text is a value of its own: `period: 2022` beside `period: {from: 2020, to: 2025}`.
    Line,
}

/// Why a structure has no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoForm {
    /// Its author chooses the keys, such as names of targets.
    ChosenKeys,
    /// Its description has a shape that forms do not know.
    UnknownShape,
}

/// Returns the fields of a record with labels and help in `language`, in the order in which a new record has its keys.
pub fn fields(record: RecordKind, language: Language) -> Vec<FormField> {
    let (_, description) = DESCRIPTIONS
        .into_iter()
        .find(|(name, _)| *name == record.schema())
        .expect("every kind of record has a description");
    let file = Description::read(description);
    group(file.items.as_deref().unwrap_or(&file), "", language)
}

/// Returns the kinds of publish targets, and for each the fields of a target in `content/site.yaml` without its `kind`.
pub fn target_fields(language: Language) -> Vec<(String, Vec<FormField>)> {
    let (_, description) = DESCRIPTIONS
        .into_iter()
        .find(|(name, _)| *name == RecordKind::Settings.schema())
        .expect("every kind of record has a description");
    let file = Description::read(description);
    let publish = file.properties().iter().find(|(name, _)| name == "publish");
    let kinds = publish.and_then(|(_, publish)| publish.chosen_keys()).map(|target| &target.one_of);
    let kind = |target: &Description| {
        let (_, kind) = target.properties().iter().find(|(name, _)| name == "kind")?;
        let mut fields = group(target, "", language);
        fields.retain(|field| field.key != "kind");
        Some((kind.only_word.clone()?, fields))
    };
    kinds.into_iter().flatten().filter_map(kind).collect()
}

/// The fields of a mapping whose keys are below `path`.
fn group(mapping: &Description, path: &str, language: Language) -> Vec<FormField> {
    let field = |(name, part): &(String, Description)| {
        let key = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let (kind, short) = kind(part, &key, language);
        FormField {
            label: part.label(language).to_owned(),
            help: part.help(language).to_owned(),
            kind,
            short,
            required: mapping.required.contains(name),
            examples: part.examples.first().map(lines).unwrap_or_default(),
            pattern: part.pattern.clone(),
            default: part.default.as_ref().map(|default| lines(default).join("\n")),
            key,
        }
    };
    mapping.properties().iter().map(field).collect()
}

/// A value of JSON as it is entered: a list as its items.
fn lines(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(lines).collect(),
        value => vec![value.to_string()],
    }
}

/// What is entered for the value that `part` describes, and the short form of it.
fn kind(part: &Description, key: &str, language: Language) -> (FieldKind, Option<ShortForm>) {
    if part.one_of.is_empty() {
        return (single(part, key, language), None);
    }
    let structures: Vec<&Description> =
        part.one_of.iter().filter(|one| matches!(&*one.kind, "object" | "array")).collect();
    let texts: Vec<&Description> =
        part.one_of.iter().filter(|one| !matches!(&*one.kind, "object" | "array")).collect();
    let ([structure], [text, ..]) = (&*structures, &*texts) else {
        return (FieldKind::Other(NoForm::UnknownShape), None);
    };
    let short = match (&*structure.required, &text.only_word) {
        (_, Some(word)) => Some(ShortForm::Word(word.clone())),
        _ if text.kind == "boolean" => Some(ShortForm::Word("true".to_owned())),
        _ if structure.kind == "array" => None,
        ([main], None) => Some(ShortForm::Key(main.clone())),
        (_, None) => Some(ShortForm::Line),
    };
    (single(structure, key, language), short)
}

/// What is entered for a value without alternatives.
fn single(part: &Description, key: &str, language: Language) -> FieldKind {
    if !part.words.is_empty() {
        return FieldKind::Choice(words(part, language));
    }
    match (&*part.kind, part.items.as_deref()) {
        ("string", _) if part.format == "date" => FieldKind::Date,
        ("string", _) if has_date_and_time(part) => FieldKind::DateTime,
        ("string", _) if part.content_media_type == "text/plain" => FieldKind::Text,
        ("string", _) => FieldKind::Line,
        ("integer", _) => FieldKind::Number { least: part.minimum, most: part.maximum },
        ("boolean", _) => FieldKind::Switch,
        ("object", _) if part.properties().is_empty() => FieldKind::Other(NoForm::ChosenKeys),
        ("object", _) => FieldKind::Group(group(part, key, language)),
        ("array", Some(items)) if !items.words.is_empty() => FieldKind::Choices(words(items, language)),
        ("array", Some(items)) if matches!(&*items.kind, "string" | "integer") => FieldKind::Lines,
        ("array", Some(items)) if !items.properties().is_empty() => {
            FieldKind::Rows(group(items, key, language))
        }
        _ => FieldKind::Other(NoForm::UnknownShape),
    }
}

/// Whether the pattern of a text is that of a day that a time may follow.
fn has_date_and_time(part: &Description) -> bool {
    part.pattern.as_ref().is_some_and(|pattern| pattern.starts_with("^\\d{4}") && pattern.contains("[ T]"))
}

fn words(part: &Description, language: Language) -> Vec<FormWord> {
    let pairs = part.words.iter().zip(part.meanings(language));
    pairs.map(|(word, meaning)| FormWord { word: word.clone(), meaning: meaning.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::{FieldKind, FormField, NoForm, RecordKind, ShortForm, fields, target_fields};
    use crate::guide::schemas::DESCRIPTIONS;
    use crate::messages::Language;

    fn field(record: RecordKind, key: &str) -> FormField {
        let every = all(&fields(record, Language::Vi));
        every.into_iter().find(|field| field.key == key).unwrap()
    }

    /// All fields of a form, also those in groups and rows.
    fn all(fields: &[FormField]) -> Vec<FormField> {
        let inner = |field: &FormField| match &field.kind {
            FieldKind::Group(fields) | FieldKind::Rows(fields) => all(fields),
            _ => Vec::new(),
        };
        fields.iter().flat_map(|field| [vec![field.clone()], inner(field)].concat()).collect()
    }

    /// The parts of a schema that describe a key, each with the path to it.
    fn described(part: &Value, path: &str, found: &mut Vec<(String, Value)>) {
        if !part.is_object() {
            return;
        }
        for (key, inner) in part["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            found.push((path.clone(), inner.clone()));
            described(inner, &path, found);
        }
        for inner in part["oneOf"].as_array().into_iter().flatten() {
            described(inner, path, found);
        }
        for inner in [&part["items"], &part["additionalProperties"]] {
            described(inner, path, found);
        }
    }

    /// Every key of every schema has a label and a description in both languages.
    #[test]
    fn every_key_has_its_words() {
        let mut incomplete = Vec::new();
        for (name, text) in DESCRIPTIONS {
            let mut found = Vec::new();
            described(&serde_json::from_str(text).unwrap(), name, &mut found);
            assert!(found.len() > 6, "{name}");
            for (path, part) in found {
                for word in ["title", "title_en", "description", "description_en"] {
                    let text = part[word].as_str().unwrap_or("");
                    let fits = if word.starts_with("title") { text.chars().count() <= 32 } else { true };
                    incomplete.extend((text.is_empty() || !fits).then(|| format!("{path}: {word}")));
                }
            }
        }
        assert!(incomplete.is_empty(), "{incomplete:#?}");
    }

    /// Every word of an enumeration has a meaning in both languages.
    #[test]
    fn every_word_has_its_meaning() {
        fn visit(part: &Value, wrong: &mut Vec<String>) {
            if let Some(words) = part["enum"].as_array() {
                for key in ["enumDescriptions", "enumDescriptions_en"] {
                    let meanings: BTreeSet<&str> =
                        part[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                    wrong.extend((meanings.len() != words.len()).then(|| format!("{words:?}: {key}")));
                }
            }
            match part {
                Value::Object(entries) => entries.values().for_each(|inner| visit(inner, wrong)),
                Value::Array(items) => items.iter().for_each(|inner| visit(inner, wrong)),
                _ => {}
            }
        }
        let mut wrong = Vec::new();
        DESCRIPTIONS.iter().for_each(|(_, text)| visit(&serde_json::from_str(text).unwrap(), &mut wrong));
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// Every kind of target has a form, whose fields a form can show.
    #[test]
    fn targets_have_forms() {
        let kinds = target_fields(Language::Vi);
        let names: Vec<&str> = kinds.iter().map(|(kind, _)| &**kind).collect();
        assert_eq!(names, ["sftp", "ftps", "s3", "folder", "zip"]);
        for (kind, fields) in &kinds {
            assert!(fields.iter().all(|field| !matches!(field.kind, FieldKind::Other(_))), "{kind}");
            assert!(fields.iter().any(|field| field.required && !field.help.is_empty()), "{kind}");
        }
        assert_eq!(kinds[0].1[0].key, "host");
    }

    /// No two fields beside each other have the same label, in either language.
    #[test]
    fn labels_differ() {
        fn check(place: &str, fields: &[FormField]) {
            let labels: BTreeSet<&str> = fields.iter().map(|field| &*field.label).collect();
            let written: Vec<&str> = fields.iter().map(|field| &*field.label).collect();
            assert_eq!(labels.len(), fields.len(), "{place}: {written:?}");
            for field in fields {
                if let FieldKind::Group(inner) | FieldKind::Rows(inner) = &field.kind {
                    check(&format!("{place} {}", field.key), inner);
                }
            }
        }
        for record in RecordKind::ALL {
            for language in [Language::Vi, Language::En] {
                let fields = fields(record, language);
                assert!(fields.len() > 3, "{record:?}");
                check(&format!("{record:?}"), &fields);
            }
        }
    }

    /// A form shows every key but the targets of publishing, whose names their author chooses.
    #[test]
    fn forms_show_all_keys() {
        let mut hidden = Vec::new();
        for record in RecordKind::ALL {
            for field in all(&fields(record, Language::Vi)) {
                if let FieldKind::Other(why) = field.kind {
                    hidden.push((record, field.key, why));
                }
            }
        }
        assert_eq!(hidden, [(RecordKind::Settings, "publish".to_owned(), NoForm::ChosenKeys)]);
    }

    /// The kind of a field comes from its description, with limits, words, short forms and examples.
    #[test]
    fn kinds_come_from_descriptions() {
        use RecordKind::{Article, AwardKind, Decision, Movement, Settings, Unit};
        let kinds = [
            (Article, "title", FieldKind::Line),
            (Article, "lead", FieldKind::Text),
            (Article, "date", FieldKind::DateTime),
            (Article, "expires", FieldKind::Date),
            (Article, "draft", FieldKind::Switch),
            (Article, "tags", FieldKind::Lines),
            (Article, "cover.file", FieldKind::Line),
            (Movement, "phases.starts", FieldKind::Date),
            (Decision, "awards.no", FieldKind::Number { least: Some(1), most: None }),
            (Settings, "pictures.widths", FieldKind::Lines),
            (Settings, "colours.dark.main", FieldKind::Line),
        ];
        for (record, key, kind) in kinds {
            assert_eq!(field(record, key).kind, kind, "{key}");
        }
        let shorts = [
            (Article, "cover", Some(ShortForm::Word("none".to_owned()))),
            (Article, "tags", None),
            (Decision, "signer", Some(ShortForm::Key("name".to_owned()))),
            (Decision, "awards.period", Some(ShortForm::Line)),
            (Settings, "logo", Some(ShortForm::Key("file".to_owned()))),
            (AwardKind, "classes", Some(ShortForm::Word("true".to_owned()))),
        ];
        for (record, key, short) in shorts {
            assert_eq!(field(record, key).short, short, "{key}");
        }
        assert!(matches!(field(Unit, "names").kind, FieldKind::Rows(rows) if rows.len() == 3));
        assert!(matches!(field(AwardKind, "issuer").kind, FieldKind::Choices(words) if words.len() == 10));
        let title = field(Article, "title");
        assert_eq!((&*title.label, title.required), ("Tiêu đề", true));
        assert_eq!(title.examples, ["Lễ phát động phong trào thi đua"]);
        assert_eq!(field(Article, "tags").examples, ["tuyên dương", "nữ công nhân"]);
        assert_eq!(field(Settings, "pictures.widths").default.as_deref(), Some("480\n800\n1200\n1600"));
        let status = field(Decision, "awards.status");
        let FieldKind::Choice(words) = status.kind else { panic!("{status:?}") };
        assert_eq!((&*words[0].word, &*words[0].meaning), ("in-force", "còn hiệu lực"));
        assert_eq!(status.default.as_deref(), Some("in-force"));
    }
}
