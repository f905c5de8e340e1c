//! The tree that a YAML text has after an edit.

use crate::read::yaml::{Node, Value};

/// The tree of a YAML text or of a part of it after an edit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// No value: nothing follows the colon.
    Nothing,
    /// A scalar, without quotes.
    Text(String),
    /// A list, in order.
    List(Vec<Wanted>),
    /// A mapping; new keys come behind those that they follow here.
    Map(Vec<(String, Wanted)>),
}

impl Wanted {
    /// Returns the tree of `node`, as it is.
    pub fn of(node: &Node) -> Wanted {
        match &node.value {
            Value::Scalar(text) => Wanted::Text(text.to_string()),
            Value::Null | Value::Broken => Wanted::Nothing,
            Value::Sequence(items) => Wanted::List(items.iter().map(Wanted::of).collect()),
            Value::Mapping(entries) => Wanted::Map(
                entries.iter().map(|entry| (entry.key.value.to_string(), Wanted::of(&entry.node))).collect(),
            ),
        }
    }

    /// The same without the control characters that no YAML text may have.
    pub(super) fn cleaned(&self) -> Wanted {
        self.with_texts(&|text| {
            text.chars().filter(|sign| !sign.is_control() || matches!(sign, '\n' | '\t')).collect()
        })
    }

    /// The same with every key and every text changed by `change`.
    pub(super) fn with_texts(&self, change: &dyn Fn(&str) -> String) -> Wanted {
        match self {
            Wanted::Nothing => Wanted::Nothing,
            Wanted::Text(text) => Wanted::Text(change(text)),
            Wanted::List(items) => Wanted::List(items.iter().map(|item| item.with_texts(change)).collect()),
            Wanted::Map(entries) => Wanted::Map(
                entries.iter().map(|(key, value)| (change(key), value.with_texts(change))).collect(),
            ),
        }
    }

    /// The value of `key`, if this is a mapping that has it.
    pub fn value(&self, key: &str) -> Option<&Wanted> {
        match self {
            Wanted::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            Wanted::Nothing | Wanted::Text(_) | Wanted::List(_) => None,
        }
    }
}
