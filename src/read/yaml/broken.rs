//! Marks in the tree where an entry could not be read, so that nothing is reported that may be in it.

use crate::read::yaml::keys::is_key_like;
use crate::read::yaml::tree::{MappingEntry, Node, Value, Yaml};
use crate::source::{Spanned, Text};

/// Adds a broken entry for each of `holes`, the offsets in `yaml` at which entries were removed: under its key if it has
/// one, and otherwise under an empty key, which may stand for any.
///
/// A broken item of a list keeps its id, so that references to it are not reported as unknown.
pub fn with_broken(node: Option<Node>, holes: &[usize], yaml: Yaml<'_>) -> Option<Node> {
    let mut node = node?;
    for &hole in holes {
        let written = yaml.text[hole..].trim_start();
        let from = yaml.text.len() - written.len();
        if from > hole || written.starts_with(['-']) {
            add_item(&mut node, broken_item(yaml, from), yaml.offset + from);
        } else if let Value::Mapping(entries) = &mut node.value {
            entries.push(broken_entry(yaml, from));
        }
    }
    Some(node)
}

/// Marks the keys at column 0 without a value as broken, because the lines below them were left out.
pub fn mark_emptied(node: &mut Node) {
    if let Value::Mapping(entries) = &mut node.value {
        let emptied = entries.iter_mut().filter(|entry| entry.node.value == Value::Null);
        emptied.for_each(|entry| entry.node.value = Value::Broken);
    }
}

/// Returns the entry of the key at `hole`.
fn broken_entry(yaml: Yaml<'_>, hole: usize) -> MappingEntry {
    let is_of_key = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let rest = &yaml.text[hole..];
    let key = &rest[..rest.find(|letter| !is_of_key(letter)).unwrap_or(rest.len())];
    let key = if is_key_like(key) { key } else { "" };
    let span = yaml.span(hole, hole + key.len());
    MappingEntry { key: Spanned::new(Text::from(key), span), node: Node::new(Value::Broken, span) }
}

/// Returns the item at `hole` with its id, if it has one, and a broken entry.
fn broken_item(yaml: Yaml<'_>, hole: usize) -> Node {
    let rest = &yaml.text[hole..];
    let end = rest.match_indices('\n').map(|(end, _)| end).find(|end| {
        let line = &rest[end + 1..];
        line.trim_start().starts_with("- ") || line.starts_with(|c: char| !c.is_whitespace())
    });
    let written = &rest[..end.unwrap_or(rest.len())];
    let span = yaml.span(hole, hole + written.len());
    let empty = Spanned::new(Text::from(""), span);
    let mut entries = vec![MappingEntry { key: empty, node: Node::new(Value::Broken, span) }];
    if let Some(at) = written.find("id: ").filter(|at| written[..*at].ends_with([' ', '{'])) {
        let value = written[at + 4..].trim_start();
        let id = value.split([',', '}', '\n', ' ']).next().unwrap_or("").trim_matches(['"', '\'']);
        let from = hole + at + (written.len() - at - value.len());
        if !id.is_empty() {
            let key = Spanned::new(Text::from("id"), yaml.span(hole + at, hole + at + 2));
            let node = Node::new(Value::Scalar(Text::from(id)), yaml.span(from, from + id.len()));
            entries.insert(0, MappingEntry { key, node });
        }
    }
    Node::new(Value::Mapping(entries), span)
}

/// Adds `item` to the innermost list around or before `at`, an offset in the source.
fn add_item(node: &mut Node, item: Node, at: usize) {
    match &mut node.value {
        Value::Mapping(entries) => {
            let before = entries.iter_mut().filter(|entry| (entry.key.span.start as usize) < at);
            if let Some(entry) = before.max_by_key(|entry| entry.key.span.start) {
                add_item(&mut entry.node, item, at);
            }
        }
        Value::Sequence(items) => {
            let next = items.iter().position(|other| other.span.start as usize > at).unwrap_or(items.len());
            let before = next.checked_sub(1).map(|last| &mut items[last]);
            match before.filter(|last| last.span.end as usize > at && last.value != Value::Broken) {
                Some(last) => add_item(last, item, at),
                None => items.insert(next, item),
            }
        }
        Value::Null => node.value = Value::Broken,
        Value::Scalar(_) | Value::Broken => {}
    }
}
