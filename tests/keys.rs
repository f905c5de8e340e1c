//! The descriptions of the files that authors write: against what the program reads, and as tables of the guide.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use bangvang::diagnostic::CodeGroup;
use bangvang::guide::CHAPTERS;
use bangvang::guide::schemas::DESCRIPTIONS;
use bangvang::text::ABBREVIATIONS;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::{Value, json};

use crate::project::{Built, Project, SETTINGS, options};

/// A JSON Schema as far as the descriptions use it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Description {
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "description_en")]
    meaning: String,
    default: Option<Value>,
    #[serde(rename = "default_en")]
    spoken_default: Option<String>,
    examples: Vec<Value>,
    #[serde(rename = "enum", deserialize_with = "words")]
    words: Vec<String>,
    #[serde(rename = "const")]
    only_word: Option<String>,
    pattern: String,
    format: String,
    minimum: Option<i64>,
    maximum: Option<i64>,
    required: Vec<String>,
    properties: Properties,
    items: Option<Box<Description>>,
    one_of: Vec<Description>,
    additional_properties: Additional,
}

/// Reads the values of an enumeration as they are written in YAML: words, `true` or `false`.
fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let values = Vec::<Value>::deserialize(deserializer)?;
    let word = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Ok(values.into_iter().map(word).collect())
}

/// The keys of a mapping, in the order of the file.
#[derive(Clone, Debug, Default)]
struct Properties(Vec<(String, Description)>);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Properties, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Properties;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("keys with descriptions")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Properties, M::Error> {
                let mut properties = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    properties.push(entry);
                }
                Ok(Properties(properties))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Additional {
    Allowed(bool),
    Each(Box<Description>),
}

impl Default for Additional {
    fn default() -> Additional {
        Additional::Allowed(true)
    }
}

/// The description of the file called `name`, such as `decision`.
fn description(name: &str) -> Description {
    let (_, text) = DESCRIPTIONS.iter().find(|(own, _)| *own == format!("{name}.schema.json")).unwrap();
    serde_json::from_str(text).unwrap()
}

impl Description {
    /// The part at a JSON Pointer (RFC 6901).
    fn at(&self, pointer: &str) -> Description {
        let mut names = pointer.split('/').skip(1);
        let mut part = self;
        while let Some(name) = names.next() {
            part = match name {
                "properties" => {
                    let key = names.next().unwrap();
                    &part.properties.0.iter().find(|(own, _)| own == key).unwrap().1
                }
                "items" => part.items.as_ref().unwrap(),
                "oneOf" => &part.one_of[names.next().unwrap().parse::<usize>().unwrap()],
                "additionalProperties" => match &part.additional_properties {
                    Additional::Each(each) => each,
                    Additional::Allowed(_) => panic!("{pointer}"),
                },
                _ => panic!("{pointer}"),
            };
        }
        part.clone()
    }

    /// The mapping with keys in it: itself, an item of the list, or the alternative that is a mapping.
    fn mapping(&self) -> Option<&Description> {
        let candidates = [self].into_iter().chain(self.items.as_deref()).chain(&self.one_of);
        candidates.into_iter().find(|candidate| !candidate.properties.0.is_empty())
    }

    /// What kind of value is written, in words.
    fn kind_in_words(&self) -> String {
        let list =
            |words: &[String]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        let number = |of: &Description| match (of.minimum, of.maximum) {
            (Some(least), Some(most)) => format!("number, {least} to {most}"),
            (Some(least), None) => format!("number, at least {least}"),
            _ => "number".to_owned(),
        };
        if let Some(word) = &self.only_word {
            return format!("`{word}`");
        }
        match (self.kind.as_str(), &*self.one_of) {
            _ if !self.words.is_empty() => list(&self.words),
            ("array", _) if self.mapping().is_some() => "list of keys".to_owned(),
            ("array", _) if self.items.as_ref().is_some_and(|items| items.kind == "string") => {
                "list of texts".to_owned()
            }
            ("array", _) => "list of numbers".to_owned(),
            ("object", _) => "keys".to_owned(),
            ("boolean", _) => "`true`, `false`".to_owned(),
            ("integer", _) => number(self),
            ("string", _) if self.format == "date" => "date".to_owned(),
            ("string", _) if self.pattern.contains("T]") => "date, with or without a time".to_owned(),
            ("string", _) if self.pattern.starts_with("^[a-z0-9]") => "id".to_owned(),
            ("string", _) if self.pattern.starts_with("^#") => "colour".to_owned(),
            ("string", _) => "text".to_owned(),
            (_, [first, ..]) if !first.words.is_empty() => format!("one or more of {}", list(&first.words)),
            (_, [_, _, _]) => "period".to_owned(),
            (_, [first, second]) if !second.properties.0.is_empty() => {
                format!("{} or keys", first.kind_in_words())
            }
            (_, [first, second]) if second.kind == "boolean" => {
                format!("{}, or {}", first.kind_in_words(), second.kind_in_words())
            }
            (_, [first, _]) => format!("{} or a list of them", first.kind_in_words()),
            _ => panic!("{self:?}"),
        }
    }

    /// A value as an author may write it: the example, else the default, else what the description allows.
    ///
    /// Of a text or a mapping, `as_mapping` takes the mapping.
    fn sample(&self, as_mapping: bool) -> Value {
        let prefers_mapping = self.one_of.iter().any(|one| !one.properties.0.is_empty()) && as_mapping;
        if let Some(example) = self.examples.first().filter(|_| !prefers_mapping) {
            return example.clone();
        }
        if let Some(default) = &self.default {
            return default.clone();
        }
        if let Some(word) = self.only_word.iter().chain(&self.words).next() {
            return json!(word);
        }
        if let Additional::Each(each) = &self.additional_properties {
            let targets = each.one_of.iter().enumerate();
            return targets.map(|(at, target)| (format!("noi-{at}"), target.sample(as_mapping))).collect();
        }
        match (&self.mapping(), &self.items, &*self.one_of) {
            (Some(mapping), items, _) => {
                let keys = mapping.properties.0.iter();
                let keys = keys.map(|(key, description)| (key.clone(), description.sample(as_mapping)));
                let mapping = keys.collect();
                if items.is_some() { json!([Value::Object(mapping)]) } else { Value::Object(mapping) }
            }
            (None, _, [first, ..]) => first.sample(as_mapping),
            _ => panic!("nothing says what is written here: {self:?}"),
        }
    }
}

/// Where an author writes the file, with the text of it that holds `value`: YAML takes JSON as it is.
fn file(name: &str, value: &Value) -> (&'static str, String) {
    let front_matter = format!("---\n{value}\n---\nLời.\n");
    match name {
        "site" => ("content/site.yaml", value.to_string()),
        "article" => ("content/articles/tin-tuc/a.md", front_matter),
        "movement" => ("content/movements/a.md", front_matter),
        "page" => ("content/pages/a.md", front_matter),
        "decision" => ("content/awards/a.yaml", value.to_string()),
        "units" => ("content/registry/units.yaml", value.to_string()),
        "kinds" => ("content/registry/kinds.yaml", value.to_string()),
        "people" => ("content/registry/people.yaml", value.to_string()),
        _ => panic!("{name}"),
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    DESCRIPTIONS.iter().map(|(name, _)| name.split('.').next().unwrap())
}

/// Every key of a description is accepted, with its example; every key has one, or says by its kind what is written.
#[test]
fn described_keys_are_read() {
    for name in names() {
        for as_mapping in [false, true] {
            let (path, text) = file(name, &description(name).sample(as_mapping));
            let reported = Project::new().with(path, &text).reported();
            let refused = reported.diagnostics.iter().filter(|diagnostic| {
                matches!(diagnostic.code.group(), CodeGroup::Files | CodeGroup::Yaml)
                    && !["missing-file", "unused-file"].contains(&diagnostic.code.name())
            });
            let refused: Vec<String> = refused.map(|d| format!("{d:?}")).collect();
            assert!(refused.is_empty(), "{text}\n{refused:#?}");
        }
    }
}

/// Whatever word the readers of records name, a description has it, as a key or as one of the words of a key.
#[test]
fn read_keys_are_described() {
    let mut described: BTreeSet<String> = BTreeSet::new();
    fn collect(part: &Description, described: &mut BTreeSet<String>) {
        described.extend(part.words.iter().chain(&part.only_word).cloned());
        for (key, inner) in &part.properties.0 {
            described.insert(key.clone());
            collect(inner, described);
        }
        part.items.iter().for_each(|items| collect(items, described));
        part.one_of.iter().for_each(|one| collect(one, described));
        if let Additional::Each(each) = &part.additional_properties {
            collect(each, described);
        }
    }
    names().for_each(|name| collect(&description(name), &mut described));
    let read = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/read");
    let mut missing = BTreeSet::new();
    for file in ["appearance", "article", "decision", "hosting", "registry", "settings", "targets"] {
        let text = fs::read_to_string(read.join(format!("{file}.rs"))).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        // Arguments and attributes of messages, and forms of pictures, are no keys.
        let other = ["arg(\"", "Text::from(\"", "help(\"", "wrong_kind(", "_FORMATS: "];
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            if other.iter().any(|other| line.contains(other)) {
                continue;
            }
            let is_key = |text: &&str| {
                text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            };
            missing.extend(
                line.split('"')
                    .skip(1)
                    .step_by(2)
                    .filter(is_key)
                    .filter(|key| !described.contains(*key))
                    .map(|key| format!("{file}.rs: {key}")),
            );
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Every default is what the program does without the key: settings and kinds are the same, and pages byte for byte.
#[test]
fn defaults_are_true() {
    let mut all = Vec::new();
    names().for_each(|name| defaults(name, &description(name), &[], &mut all));
    assert!(all.len() > 40, "only {} defaults are described", all.len());
    let mut wrong = Vec::new();
    for (name, keys, default) in all {
        if outcome(name, &keys, Some(&default)) != outcome(name, &keys, None) {
            wrong.push(format!("{name}: {}: {default}", keys.join(".")));
        }
    }
    assert!(wrong.is_empty(), "something else is done without {wrong:#?}");
}

/// Collects every default below `part`, the description at `keys` of the file called `name`.
fn defaults(
    name: &'static str,
    part: &Description,
    keys: &[String],
    all: &mut Vec<(&'static str, Vec<String>, Value)>,
) {
    let below = |key: &str| [keys, &[key.to_owned()]].concat();
    if let Some(default) = &part.default {
        all.push((name, keys.to_owned(), default.clone()));
    }
    if let Additional::Each(each) = &part.additional_properties {
        for target in &each.one_of {
            let kind = target.properties.0[0].1.only_word.as_deref().unwrap();
            defaults(name, target, &below(kind), all);
        }
    }
    let inner = part.mapping().map_or(&[][..], |mapping| &mapping.properties.0);
    inner.iter().for_each(|(key, inner)| defaults(name, inner, &below(key), all));
}

/// What becomes of a small site in which the key at the end of `keys` has `value`: the settings, the kinds, or the files.
fn outcome(name: &str, keys: &[String], value: Option<&Value>) -> Vec<(String, Vec<u8>)> {
    let mut top = match name {
        "site" => json!({
            "title": "Công đoàn Thử", "organisation": "LĐLĐ Thử", "base_url": "https://thu.example",
            "sections": [{"id": "tin-tuc", "title": "Tin"}],
        }),
        "article" => json!({"title": "Bài", "date": "2024-01-05"}),
        "movement" | "page" => json!({"title": "Trang"}),
        "decision" => json!({
            "number": "1/QĐ-LĐLĐ", "signed": "2023-01-16", "issuer": "ldld-thu",
            "awards": [{
                "no": 1, "to": "individual", "name": "Hoa Thị Mẫu", "unit": "cd-thu",
                "kind": "bang-khen-ldld-tinh", "period": 2022,
            }],
        }),
        "kinds" => json!([{"id": "giai-thu", "name": "Giải Thử"}]),
        _ => panic!("{name} has a default"),
    };
    let mut place = &mut top;
    let (last, parents) = keys.split_last().unwrap();
    for (depth, key) in parents.iter().enumerate() {
        if place.is_array() {
            place = &mut place[0];
        }
        let is_target = depth == 1 && parents[0] == "publish";
        let inner = if is_target { target(key) } else { json!({}) };
        place = place.as_object_mut().unwrap().entry(key.as_str()).or_insert(inner);
    }
    if place.is_array() {
        place = &mut place[0];
    }
    if let Some(value) = value {
        place[last.as_str()] = value.clone();
    }
    let (path, text) = file(name, &top);
    let project = Project::new()
        .with("content/site.yaml", SETTINGS.replace("id: tin,", "id: tin-tuc,"))
        .with_awards("  - {no: 1, to: collective, unit: cd-thu}\n")
        .with(path, text);
    let site = project.prepared().planned.expect("the settings are sound").site;
    match name {
        "site" => vec![(without_spans(&format!("{:?}", site.settings)), Vec::new())],
        "kinds" => vec![(without_spans(&format!("{:?}", site.kinds)), Vec::new())],
        _ => Built::of(project.path(), &options()).files.into_iter().collect(),
    }
}

/// A sound target of a kind, with what is required of it.
fn target(kind: &str) -> Value {
    match kind {
        "sftp" | "ftps" => json!({"kind": kind, "host": "a.example", "user": "hoa", "folder": "www"}),
        "s3" => json!({"kind": kind, "bucket": "minh-giang"}),
        _ => json!({"kind": kind, "path": "../web"}),
    }
}

/// `text`, written by `Debug`, without its spans.
fn without_spans(text: &str) -> String {
    let mut parts = text.split("Span {");
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |text, part| text + part.split_once('}').map_or(part, |(_, rest)| rest))
}

/// The tables of keys in the guide are those that the descriptions give; `UPDATE_EXPECT=1` writes them.
#[test]
fn guide_tables_are_current() {
    let mut shown = BTreeSet::new();
    for chapter in CHAPTERS {
        let path = guide_file(chapter.topic);
        let text = fs::read_to_string(&path).unwrap();
        let current = with_tables(&text, &mut shown);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, current).unwrap();
        } else {
            assert!(text == current, "{} is out of date: UPDATE_EXPECT=1", path.display());
        }
    }
    let all: BTreeSet<String> = names().map(str::to_owned).collect();
    assert_eq!(shown, all, "a file has no table of its keys");
}

/// The Markdown of a chapter.
pub fn guide_file(topic: &str) -> PathBuf {
    let chapter = CHAPTERS.iter().find(|chapter| chapter.topic == topic).expect("there is such a chapter");
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/guide").join(chapter.file)
}

/// `text` with a new table after each mark `<!-- keys FILE [POINTER] [without KEY…] -->`, `<!-- keys catalogue -->`
/// or `<!-- keys abbreviations -->`.
fn with_tables(text: &str, shown: &mut BTreeSet<String>) -> String {
    let mut parts = text.split("<!-- keys ");
    let mut current = parts.next().unwrap_or("").to_owned();
    while let Some(part) = parts.next() {
        let (mark, _) = part.split_once(" -->").unwrap();
        let (_, rest) = parts.next().and_then(|part| part.split_once("end -->")).expect("a table has an end");
        let mut words = mark.split(' ');
        let name = words.next().unwrap();
        let (pointers, without): (Vec<&str>, Vec<&str>) = words.partition(|word| word.starts_with('/'));
        current.push_str(&format!("<!-- keys {mark} -->\n\n"));
        if name == "catalogue" {
            catalogue(&mut current);
        } else if name == "abbreviations" {
            abbreviations(&mut current);
        } else {
            shown.insert(name.to_owned());
            let part = description(name).at(pointers.first().unwrap_or(&""));
            current
                .push_str("| Key | Meaning | Value | Default | Example |\n| --- | --- | --- | --- | --- |\n");
            rows(part.mapping().expect("a table has keys"), "", &without, &mut current);
        }
        current.push_str(&format!("\n<!-- keys end -->{rest}"));
    }
    current
}

/// Writes a row for each kind of the built-in catalogue, in order of precedence.
fn catalogue(table: &mut String) {
    table.push_str("| Id | Name | Rank | Level | Recipients |\n| --- | --- | --- | --- | --- |\n");
    for kind in &Project::new().prepared().planned.expect("there are settings").site.kinds {
        let (id, name, rank, level) = (&kind.id.value, &kind.name, kind.rank, kind.level.word());
        let recipients: Vec<&str> = kind.to.iter().map(|to| to.word()).collect();
        table.push_str(&format!("| `{id}` | {name} | {rank} | {level} | {} |\n", recipients.join(", ")));
    }
}

/// Writes a row for each abbreviation that is read in printed names.
fn abbreviations(table: &mut String) {
    table.push_str("| Abbreviation | Read as |\n| --- | --- |\n");
    for (short, long) in ABBREVIATIONS {
        table.push_str(&format!("| `{}` | {long} |\n", short.to_uppercase()));
    }
}

/// Writes a row for each key of `mapping`, and for those of the mappings in it, but for those in `without`.
fn rows(mapping: &Description, above: &str, without: &[&str], table: &mut String) {
    let takes_any = matches!(mapping.additional_properties, Additional::Allowed(true));
    assert!(!takes_any, "editors would not report a key that is not described beside {above}");
    for (key, part) in &mapping.properties.0 {
        let key_path = format!("{above}{key}");
        let required = mapping.required.contains(key);
        let default = match (&part.spoken_default, &part.default) {
            _ if required => "required".to_owned(),
            (Some(spoken), _) => spoken.clone(),
            (None, Some(value)) => format!("`{}`", yaml(value)),
            (None, None) => String::new(),
        };
        // An example that is the default says nothing more.
        let example = part.examples.first().filter(|example| part.default.as_ref() != Some(*example));
        let example = example.map_or_else(String::new, |value| format!("`{}`", yaml(value)));
        let cells = [format!("`{key_path}`"), part.meaning.clone(), part.kind_in_words(), default, example];
        assert!(!part.meaning.is_empty() && cells.iter().all(|cell| !cell.contains('|')), "{cells:?}");
        table.push_str(&format!("| {} |\n", cells.join(" | ").replace("  ", " ")));
        if let Some(inner) = part.mapping().filter(|_| !without.contains(&key_path.as_str())) {
            rows(inner, &format!("{key_path}."), without, table);
        }
    }
}

/// A value as YAML on one line.
fn yaml(value: &Value) -> String {
    match value {
        Value::String(text) if text.starts_with('#') || text.contains(": ") => format!("\"{text}\""),
        Value::String(text) => text.clone(),
        Value::Array(items) => format!("[{}]", items.iter().map(yaml).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
