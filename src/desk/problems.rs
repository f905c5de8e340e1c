//! What the check reports, for the pages of the desk: each problem with a link to its field or line.

use std::sync::Arc;

use crate::check::RuleSet;
use crate::desk::addresses::place_href;
use crate::desk::problem::{Problem, Problems, ProposedValue};
use crate::desk::registry_entry::entry_kind;
use crate::desk::state::DeskState;
use crate::diagnostic::{Candidate, Code, Correction, Diagnostic, Location};
use crate::html;
use crate::read::front_matter_range;
use crate::read::yaml::{self, Node, Value, Yaml};
use crate::serve::snapshot::Snapshot;
use crate::source::{Source, Span};
use crate::text::repaired_flaws;
use crate::threads::locked;

/// The most records that are proposed for a field.
const MAX_PROPOSALS: usize = 3;

/// Everything that the check reports about `snapshot`, sorted; notes are left out. It runs once for each build.
pub fn problems(state: &DeskState, snapshot: &Snapshot) -> Arc<[Problem]> {
    let mut known = locked(&state.problems);
    if known.build != snapshot.number {
        let found = snapshot.prepared.run_checks(RuleSet::ErrorsAndWarnings, &|| false).unwrap_or_default();
        let found = found.iter().map(|one| problem(state, snapshot, one)).collect();
        *known = Problems { build: snapshot.number, found };
    }
    known.found.clone()
}

/// What the check reports about the file at `path` in `snapshot`; without what is about other entries than `entry` of it, if
/// that is not empty.
pub fn problems_of(state: &DeskState, snapshot: &Snapshot, path: &str, entry: &str) -> Vec<Problem> {
    let is_own = |problem: &&Problem| {
        let is_of_entry = entry.is_empty() || problem.entry.is_empty() || problem.entry == entry;
        problem.file == path && is_of_entry
    };
    problems(state, snapshot).iter().filter(is_own).cloned().collect()
}

fn problem(state: &DeskState, snapshot: &Snapshot, found: &Diagnostic) -> Problem {
    let source = found.source().and_then(|id| snapshot.prepared.scan.sources.find(id));
    let file = source.map_or_else(String::new, |source| source.path.to_string());
    let (line, (entry, mut field)) = match (source, found.place) {
        (Some(source), Location::Text(span)) => (source.position(span.start).0, place_at(source, span)),
        _ => (0, Default::default()),
    };
    if found.code == Code::MissingKey {
        field = missing_field(&field, argument(found, "key"));
    }
    let original = found.related.and_then(|place| snapshot.prepared.scan.sources.find(place.source()?));
    let href = match original {
        Some(original) if found.code == Code::ConflictCopy && is_record(original) => {
            format!("/merge?file={}&from={}", html::encode_query(&original.path), html::encode_query(&file))
        }
        _ => place_href(&file, line, &entry, &field),
    };
    Problem {
        proposals: source.map_or_else(Vec::new, |source| proposals(found, source)),
        severity: found.severity,
        code: found.code.name(),
        sentence: found.sentence(&state.messages),
        help: found.help_text(&state.messages),
        file,
        line,
        entry,
        field,
        href,
    }
}

/// The value of an argument of `found`; empty if it has none.
fn argument<'d>(found: &'d Diagnostic, name: &str) -> &'d str {
    found.arguments.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}

/// The field `key` of the mapping that begins with `field`: a mapping begins with its first key.
fn missing_field(field: &str, key: &str) -> String {
    let is_item = field.rsplit('.').next().is_some_and(|last| last.parse::<usize>().is_ok());
    let mapping = if is_item { field } else { field.rsplit_once('.').map_or("", |(mapping, _)| mapping) };
    if mapping.is_empty() { key.to_owned() } else { format!("{mapping}.{key}") }
}

/// The values that `found` proposes for its place in `source`: the only sure one, or those of records that may be meant.
fn proposals(found: &Diagnostic, source: &Source) -> Vec<ProposedValue> {
    let is_own = |span: &Span| found.place == Location::Text(*span);
    let sure = match found.correction.as_deref() {
        Some(Correction::Value { span, value }) if is_own(span) => Some(value.to_string()),
        Some(Correction::Repair { span, kind }) if is_own(span) => {
            // A value in quotes may have signs that stand for others.
            let written = source.text().get(span.start as usize..span.end as usize).unwrap_or_default();
            let is_plain = !written.is_empty() && !written.contains(['"', '\'', '\n']);
            is_plain.then(|| repaired_flaws(written, &[*kind]))
        }
        _ => None,
    };
    if let Some(value) = sure {
        return vec![ProposedValue { title: value.clone(), value }];
    }
    let records = found.candidates.iter().take(MAX_PROPOSALS);
    let proposal = |candidate: &Candidate| ProposedValue {
        value: candidate.argument("id").to_owned(),
        title: candidate.argument("name").to_owned(),
    };
    records.map(proposal).collect()
}

/// Whether `source` is a file that two copies of can be merged.
fn is_record(source: &Arc<Source>) -> bool {
    matches!(source.extension().as_str(), "md" | "yaml" | "yml")
}

/// The id of the entry of a registry file at `span` of `source`, and the path of keys to the value there; both empty outside
/// of YAML.
fn place_at(source: &Arc<Source>, span: Span) -> (String, String) {
    let text = source.text();
    let range = if source.extension() == "md" { front_matter_range(text) } else { Some(0..text.len()) };
    let Some(range) = range.filter(|range| (span.start as usize) < range.end) else {
        return Default::default();
    };
    let yaml = Yaml { text: &text[range.clone()], source: source.id, offset: range.start };
    let Some(node) = yaml::parse(yaml, &mut Vec::new()) else { return Default::default() };
    let mut path = Vec::new();
    collect_path(&node, span.start, &mut path);
    let entry = entry_kind(&source.path).and_then(|_| entry_id(&node, path.first()?));
    match entry {
        Some(entry) => (entry, path[1..].join(".")),
        None => (String::new(), path.join(".")),
    }
}

/// The id of the item `number` of the list `node`.
fn entry_id(node: &Node, number: &str) -> Option<String> {
    let Value::Sequence(items) = &node.value else { return None };
    let Value::Mapping(entries) = &items.get(number.parse::<usize>().ok()?)?.value else { return None };
    let id = entries.iter().find(|entry| &*entry.key.value == "id")?;
    match &id.node.value {
        Value::Scalar(id) => Some(id.to_string()),
        _ => None,
    }
}

fn collect_path(node: &Node, at: u32, path: &mut Vec<String>) {
    match &node.value {
        Value::Mapping(entries) => {
            let holds = entries.iter().rfind(|entry| {
                entry.key.span.start <= at && at <= entry.node.span.end.max(entry.key.span.end)
            });
            if let Some(entry) = holds {
                path.push(entry.key.value.to_string());
                collect_path(&entry.node, at, path);
            }
        }
        Value::Sequence(items) => {
            if let Some((number, item)) =
                items.iter().enumerate().rfind(|(_, item)| item.span.start <= at && at <= item.span.end)
            {
                path.push(number.to_string());
                collect_path(item, at, path);
            }
        }
        Value::Scalar(_) | Value::Null | Value::Broken => {}
    }
}

#[cfg(test)]
mod tests {
    use super::missing_field;

    /// A key that is missing is beside the first key of its mapping, or in an empty row.
    #[test]
    fn fields_of_missing_keys() {
        for (field, wanted) in
            [("awards.4.no", "awards.4.to"), ("awards.4", "awards.4.to"), ("number", "to"), ("", "to")]
        {
            assert_eq!(missing_field(field, "to"), wanted, "{field}");
        }
    }
}
