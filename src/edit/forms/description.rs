//! Reads the description of a file: a JSON Schema with labels and help in both languages.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::messages::Language;

/// A part of a description, as far as forms need it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Description {
    #[serde(rename = "type")]
    pub kind: String,
    title: String,
    #[serde(rename = "title_en")]
    english_title: String,
    description: String,
    #[serde(rename = "description_en")]
    english_description: String,
    pub default: Option<serde_json::Value>,
    pub examples: Vec<serde_json::Value>,
    #[serde(rename = "enum", deserialize_with = "words")]
    pub words: Vec<String>,
    enum_descriptions: Vec<String>,
    #[serde(rename = "enumDescriptions_en")]
    english_enum_descriptions: Vec<String>,
    #[serde(rename = "const")]
    pub only_word: Option<String>,
    pub pattern: Option<String>,
    pub format: String,
    pub content_media_type: String,
    pub minimum: Option<i64>,
    pub maximum: Option<i64>,
    pub required: Vec<String>,
    properties: Properties,
    pub items: Option<Box<Description>>,
    pub one_of: Vec<Description>,
    additional_properties: Option<OtherKeys>,
}

/// What keys may be there besides the described ones.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OtherKeys {
    /// Any, or none.
    Allowed(bool),
    /// Those whose values are of this description.
    Described(Box<Description>),
}

impl Description {
    /// Reads the description of a whole file.
    pub fn read(description: &str) -> Description {
        serde_json::from_str(description).expect("a description is a JSON Schema, as its tests hold")
    }

    /// The keys of a mapping with their parts, in the order of the file.
    pub fn properties(&self) -> &[(String, Description)] {
        &self.properties.0
    }

    /// The description of the values of keys that their author chooses; `None` if there are no such keys.
    pub fn chosen_keys(&self) -> Option<&Description> {
        match &self.additional_properties {
            Some(OtherKeys::Described(values)) => Some(values),
            Some(OtherKeys::Allowed(true | false)) | None => None,
        }
    }

    /// The short name of the key in `language`.
    pub fn label(&self, language: Language) -> &str {
        in_language(language, &self.title, &self.english_title)
    }

    /// One or two sentences about the key in `language`.
    pub fn help(&self, language: Language) -> &str {
        in_language(language, &self.description, &self.english_description)
    }

    /// What each of `words` means in `language`, in the same order.
    pub fn meanings(&self, language: Language) -> &[String] {
        match language {
            Language::Vi => &self.enum_descriptions,
            Language::En => &self.english_enum_descriptions,
        }
    }
}

/// Reads the values of an enumeration as they are written in YAML: words, `true` or `false`.
fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let values = Vec::<serde_json::Value>::deserialize(deserializer)?;
    let word = |value: serde_json::Value| match value {
        serde_json::Value::String(word) => word,
        value => value.to_string(),
    };
    Ok(values.into_iter().map(word).collect())
}

fn in_language<'p>(language: Language, vietnamese: &'p str, english: &'p str) -> &'p str {
    match language {
        Language::Vi => vietnamese,
        Language::En => english,
    }
}

/// The keys of a mapping, in the order of the file.
#[derive(Debug, Default)]
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
