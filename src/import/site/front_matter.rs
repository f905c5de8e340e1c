//! Reads the front matter of other generators: YAML, TOML and JSON as one tree of texts.

use crate::read::yaml::{self, Node, Value, Yaml};
use crate::source::{SourceContent, Sources, Text};
use crate::text;

/// A value of front matter or of a configuration.
#[derive(Clone, Debug, PartialEq)]
pub enum OldValue {
    /// No value.
    Nothing,
    /// A text, a number, a date or a truth value, as it is written.
    Text(String),
    /// A list, in order.
    List(Vec<OldValue>),
    /// A mapping, in the order written where the format has one.
    Map(Vec<(String, OldValue)>),
}

impl OldValue {
    /// Returns the value of `key`, without regard to capitals.
    pub fn at(&self, key: &str) -> Option<&OldValue> {
        match self {
            OldValue::Map(entries) => {
                entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
            }
            OldValue::Nothing | OldValue::Text(_) | OldValue::List(_) => None,
        }
    }

    /// Returns the value at a path of keys, such as `["taxonomies", "tag"]`.
    pub fn at_path(&self, keys: &[&str]) -> Option<&OldValue> {
        keys.iter().try_fold(self, |value, key| value.at(key))
    }

    /// Returns the text; `None` for an empty one and for other values.
    pub fn text(&self) -> Option<&str> {
        match self {
            OldValue::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            OldValue::Nothing | OldValue::List(_) | OldValue::Map(_) => None,
        }
    }

    /// Returns the texts of a list, or the only text.
    pub fn texts(&self) -> Vec<String> {
        match self {
            OldValue::Text(_) => self.text().map(str::to_owned).into_iter().collect(),
            OldValue::List(items) => items.iter().flat_map(OldValue::texts).collect(),
            OldValue::Nothing | OldValue::Map(_) => Vec::new(),
        }
    }

    /// Returns whether it is the truth value `true`.
    pub fn is_true(&self) -> bool {
        self.text().is_some_and(|text| matches!(text, "true" | "True" | "yes" | "on"))
    }

    /// Returns whether it is the truth value `false`.
    pub fn is_false(&self) -> bool {
        self.text().is_some_and(|text| matches!(text, "false" | "False" | "no" | "off"))
    }

    fn of_node(node: &Node) -> OldValue {
        match &node.value {
            Value::Scalar(text) => OldValue::Text(text.to_string()),
            Value::Null | Value::Broken => OldValue::Nothing,
            Value::Sequence(items) => OldValue::List(items.iter().map(OldValue::of_node).collect()),
            Value::Mapping(entries) => OldValue::Map(
                entries
                    .iter()
                    .map(|entry| (entry.key.value.to_string(), OldValue::of_node(&entry.node)))
                    .collect(),
            ),
        }
    }

    fn of_toml(value: &toml::Value) -> OldValue {
        match value {
            toml::Value::String(text) => OldValue::Text(text.clone()),
            toml::Value::Array(items) => OldValue::List(items.iter().map(OldValue::of_toml).collect()),
            toml::Value::Table(table) => OldValue::Map(
                table.iter().map(|(key, value)| (key.clone(), OldValue::of_toml(value))).collect(),
            ),
            toml::Value::Integer(number) => OldValue::Text(number.to_string()),
            toml::Value::Float(number) => OldValue::Text(number.to_string()),
            toml::Value::Boolean(truth) => OldValue::Text(truth.to_string()),
            toml::Value::Datetime(moment) => OldValue::Text(moment.to_string()),
        }
    }

    fn of_json(value: &serde_json::Value) -> OldValue {
        match value {
            serde_json::Value::Null => OldValue::Nothing,
            serde_json::Value::String(text) => OldValue::Text(text.clone()),
            serde_json::Value::Array(items) => OldValue::List(items.iter().map(OldValue::of_json).collect()),
            serde_json::Value::Object(entries) => OldValue::Map(
                entries.iter().map(|(key, value)| (key.clone(), OldValue::of_json(value))).collect(),
            ),
            other => OldValue::Text(other.to_string()),
        }
    }
}

/// A format of front matter and of configurations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFormat {
    /// Between lines `---`.
    Yaml,
    /// Between lines `+++`.
    Toml,
    /// An object from `{` to `}`.
    Json,
}

/// The front matter of a file, and where its body begins.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// The mapping; empty for a file without front matter, and where it could not be read.
    pub values: OldValue,
    /// The line of each key of the mapping, from 1.
    pub lines: Vec<usize>,
    /// The line at which the front matter has an error, from 1; `None` if it is whole.
    pub error: Option<usize>,
    /// The offset of the body in the text, in bytes.
    pub body: usize,
    /// The line at which the body begins, from 1.
    pub body_line: usize,
}

impl FrontMatter {
    /// Returns the keys with their lines, from 1, and values.
    pub fn entries(&self) -> impl Iterator<Item = (&str, usize, &OldValue)> {
        let entries = match &self.values {
            OldValue::Map(entries) => entries.as_slice(),
            OldValue::Nothing | OldValue::Text(_) | OldValue::List(_) => &[],
        };
        entries.iter().zip(&self.lines).map(|((key, value), line)| (key.as_str(), *line, value))
    }
}

/// Splits a file into its front matter and its body.
///
/// `None` if it has no front matter.
pub fn front_matter(text: &str) -> Option<FrontMatter> {
    let start = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r']).len();
    let first = text[start..].split('\n').next().unwrap_or("");
    let (format, range, body) = match first.trim_end() {
        "---" => {
            let (end, body) = closing_line(text, start + first.len() + 1, "---")?;
            (DataFormat::Yaml, start + first.len() + 1..end, body)
        }
        "+++" => {
            let (end, body) = closing_line(text, start + first.len() + 1, "+++")?;
            (DataFormat::Toml, start + first.len() + 1..end, body)
        }
        line if line.starts_with('{') && !line.starts_with("{{") && !line.starts_with("{%") => {
            let mut values =
                serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde_json::Value>();
            let is_read = matches!(values.next(), Some(Ok(serde_json::Value::Object(_))));
            let end = start + values.byte_offset();
            is_read.then_some((DataFormat::Json, start..end, end))?
        }
        _ => return None,
    };
    let body_line = line_at(text, body);
    let (values, error) = match data(&text[range.clone()], format) {
        Ok(values) => (values, None),
        Err((values, line)) => (values, Some(line_at(text, range.start) + line - 1)),
    };
    let lines = match &values {
        OldValue::Map(entries) => entries
            .iter()
            .map(|(key, _)| line_at(text, range.start) + key_line(&text[range.clone()], key))
            .collect(),
        OldValue::Nothing | OldValue::Text(_) | OldValue::List(_) => Vec::new(),
    };
    Some(FrontMatter { values, lines, error, body, body_line })
}

/// Returns the number of the line of the byte `at`, from 1.
pub fn line_at(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\n', &bytes[..at.min(bytes.len())]).count() + 1
}

/// Returns the line of a key at the left margin, or of a key of JSON, from 0.
fn key_line(text: &str, key: &str) -> usize {
    let is_key = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '"', '\'', '{', '[', ',']);
        line.strip_prefix(key)
            .is_some_and(|rest| rest.trim_start_matches(['"', '\'', ' ']).starts_with([':', '=', ']', '.']))
    };
    text.lines().position(is_key).unwrap_or(0)
}

/// Returns the offsets of the closing line and of what follows it.
fn closing_line(text: &str, start: usize, mark: &str) -> Option<(usize, usize)> {
    let mut at = start.min(text.len());
    for line in text[at..].split_inclusive('\n') {
        if line.trim_end() == mark || mark == "---" && line.trim_end() == "..." {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Reads a configuration or front matter.
///
/// # Errors
///
/// What could be read, and the line of the first error from 1.
pub fn data(written: &str, format: DataFormat) -> Result<OldValue, (OldValue, usize)> {
    match format {
        DataFormat::Yaml => yaml_data(written),
        DataFormat::Toml => match toml::from_str::<toml::Table>(written) {
            Ok(table) => Ok(OldValue::of_toml(&toml::Value::Table(table))),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                Err((OldValue::Nothing, line_at(written, at)))
            }
        },
        DataFormat::Json => match serde_json::from_str::<serde_json::Value>(written) {
            Ok(value) => Ok(OldValue::of_json(&value)),
            Err(error) => Err((OldValue::Nothing, error.line())),
        },
    }
}

fn yaml_data(written: &str) -> Result<OldValue, (OldValue, usize)> {
    let normal = text::nfc(written);
    // Anchors and aliases of YAML are not read; a document mark at the top means nothing.
    let normal = normal.strip_prefix("---\n").map_or_else(|| normal.to_string(), |rest| format!("\n{rest}"));
    let mut sources = Sources::default();
    let content = SourceContent::Text(Text::from(&*normal));
    let source = sources.insert_new("front-matter.yaml", content, normal.as_bytes());
    let mut diagnostics = Vec::new();
    let node = yaml::parse(Yaml { text: &normal, source, offset: 0 }, &mut diagnostics);
    let value = node.as_ref().map_or(OldValue::Nothing, OldValue::of_node);
    let is_broken = |node: &Node| match &node.value {
        Value::Mapping(entries) => entries.iter().any(|entry| entry.node.value == Value::Broken),
        _ => false,
    };
    let has_error = match &node {
        Some(node) => is_broken(node),
        None => !normal.trim().is_empty(),
    };
    if !has_error {
        return Ok(value);
    }
    let place = diagnostics.iter().find_map(|found| match found.place {
        crate::diagnostic::Location::Text(span) => Some(line_at(&normal, span.start as usize)),
        _ => None,
    });
    Err((value, place.unwrap_or(1)))
}

#[cfg(test)]
mod tests {
    use super::{OldValue, front_matter};

    /// The three formats give the same tree, with the lines of the keys.
    #[test]
    fn formats() {
        let yaml = "---\ntitle: Hội thao\ntags: [a, b]\ncover:\n  image: x.jpg\ndraft: true\n---\nLời";
        let toml = "+++\ntitle = \"Hội thao\"\ntags = [\"a\", \"b\"]\ndraft = true\n\n[cover]\nimage = \"x.jpg\"\n+++\nLời";
        let json = "{\n\"title\": \"Hội thao\",\n\"tags\": [\"a\", \"b\"],\n\"draft\": true,\n\"cover\": {\"image\": \"x.jpg\"}\n}\nLời";
        for (text, line) in [(yaml, 6), (toml, 4), (json, 4)] {
            let found = front_matter(text).expect("it has front matter");
            assert_eq!(found.values.at("title").and_then(OldValue::text), Some("Hội thao"), "{text}");
            assert_eq!(found.values.at("Tags").map(OldValue::texts), Some(vec!["a".into(), "b".into()]));
            assert_eq!(found.values.at_path(&["cover", "image"]).and_then(OldValue::text), Some("x.jpg"));
            assert!(found.values.at("draft").is_some_and(OldValue::is_true));
            assert_eq!(text[found.body..].trim(), "Lời");
            let draft = found.entries().find(|(key, ..)| *key == "draft").map(|(_, line, _)| line);
            assert_eq!((draft, found.error), (Some(line), None), "{text}");
        }
        assert!(front_matter("Không có gì").is_none() && front_matter("---\nmở: ra\n").is_none());
        assert_eq!(front_matter("+++\ntitle = 'x'\nsai\n+++\n").and_then(|found| found.error), Some(3));
    }
}
