//! Repairs mappings in braces that a comma splits at the wrong place: `{no, 1}`, and a text with a comma in it.

use crate::diagnostic::{Code, Diagnostic};
use crate::read::yaml::keys::is_key;
use crate::read::yaml::slip::{no_colon, separated};
use crate::read::yaml::tree::{MappingEntry, Node, Value, Yaml};
use crate::source::{Span, Spanned, Text};

/// Keys whose values are sentences or names, in which a comma and a colon may follow each other.
const PROSE: &[&str] = &[
    "caption",
    "citation",
    "description",
    "lead",
    "name",
    "note",
    "position",
    "subject",
    "title",
    "unit_as_printed",
];

/// Maximum number of entries of a mapping that is repaired: more than the longest row has.
const MAX_ENTRIES: usize = 64;

/// Whether the key at `span` has no colon behind it, as in `{no, 1}`.
pub fn lacks_colon(yaml: Yaml<'_>, span: Span) -> bool {
    let after = yaml.text.get(span.end as usize - yaml.offset..).unwrap_or("");
    after.trim_start().starts_with([',', '}'])
}

/// Whether commas split a mapping at the wrong place; `without_colon` are the indices of its entries without a colon.
pub fn may_be_split(entries: &[MappingEntry], without_colon: &[usize]) -> bool {
    let is_prose = |(at, entry)| continues_prose(entries, at, entry);
    entries.len() <= MAX_ENTRIES
        && (!without_colon.is_empty() || entries.iter().enumerate().skip(1).any(is_prose))
}

/// Whether the key of `entry` at index `at` is the end of a text: `{citation: Có công, gồm hai việc: xây và giữ}`.
fn continues_prose(entries: &[MappingEntry], at: usize, entry: &MappingEntry) -> bool {
    let before = &entries[at - 1];
    entry.key.value.contains(' ')
        && !entry.key.value.is_ascii()
        && PROSE.contains(&&*before.key.value)
        && matches!(before.node.value, Value::Scalar(_))
}

/// Returns the entries as they were meant, and reports each place at which they were split.
pub fn joined(
    yaml: Yaml<'_>,
    entries: Vec<MappingEntry>,
    without_colon: &[usize],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<MappingEntry> {
    let lacking: Vec<bool> = (0..entries.len()).map(|at| without_colon.contains(&at)).collect();
    let is_prose: Vec<bool> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| at > 0 && !lacking[at] && continues_prose(&entries, at, entry))
        .collect();
    let mut joined: Vec<MappingEntry> = Vec::with_capacity(entries.len());
    let mut open_text = false;
    let mut remaining = entries.into_iter().enumerate().peekable();
    while let Some((at, entry)) = remaining.next() {
        if !lacking[at] && !is_prose[at] {
            close_text(yaml, &joined, &mut open_text, diagnostics);
            joined.push(entry);
            continue;
        }
        let is_new = |key: &str| !joined.iter().any(|known| &*known.key.value == key);
        let next_lacks = remaining.peek().is_some_and(|(next, _)| lacking[*next]);
        let split = separated(&entry.key.value).filter(|split| is_key(split.key) && is_new(split.key));
        if let Some(split) = split.filter(|_| lacking[at]) {
            let start = entry.key.span.start as usize - yaml.offset;
            let value = entry.key.span.end as usize - yaml.offset - split.value.len();
            let line = format!("{}: {}", split.key, split.value);
            let node = Node::new(
                Value::Scalar(Text::from(split.value)),
                yaml.span(value, value + split.value.len()),
            );
            let key = Spanned::new(Text::from(split.key), yaml.span(start, start + split.key.len()));
            close_text(yaml, &joined, &mut open_text, diagnostics);
            diagnostics.push(no_colon(entry.key.span, split.sign, &line));
            joined.push(MappingEntry { key, node });
        } else if lacking[at] && next_lacks && is_key(&entry.key.value) && is_new(&entry.key.value) {
            let (_, value) = remaining.next().expect("it was peeked");
            let line = format!("{}: {}", entry.key.value, value.key.value);
            close_text(yaml, &joined, &mut open_text, diagnostics);
            let place =
                Span::new(entry.key.span.source, entry.key.span.start as usize, value.key.span.end as usize);
            diagnostics.push(no_colon(place, ',', &line));
            let node = Node::new(Value::Scalar(value.key.value), value.key.span);
            joined.push(MappingEntry { key: entry.key, node });
        } else if let Some(last) =
            joined.last_mut().filter(|last| matches!(last.node.value, Value::Scalar(_)))
        {
            let end = if is_prose[at] { entry.node.span.end } else { entry.key.span.end };
            let span = Span::new(entry.key.span.source, last.node.span.start as usize, end as usize);
            let text = &yaml.text[span.start as usize - yaml.offset..span.end as usize - yaml.offset];
            last.node = Node::new(Value::Scalar(Text::from(text)), span);
            open_text = true;
        } else {
            diagnostics.push(Diagnostic::new(Code::YamlNoColon, entry.key.span).arg("cause", "nothing"));
            let broken = Spanned::new(Text::from(""), entry.key.span);
            joined.push(MappingEntry { key: broken, node: Node::new(Value::Broken, entry.key.span) });
        }
    }
    close_text(yaml, &joined, &mut open_text, diagnostics);
    joined
}

/// Reports the text that was joined last, if it is not reported yet.
fn close_text(
    yaml: Yaml<'_>,
    joined: &[MappingEntry],
    open_text: &mut bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(MappingEntry { key, node: Node { value: Value::Scalar(text), span } }) = joined.last() else {
        return;
    };
    if std::mem::take(open_text) {
        let place = yaml.span(span.start as usize - yaml.offset, span.end as usize - yaml.offset);
        let found = Diagnostic::new(Code::YamlComma, place).arg("key", &key.value);
        let found = found.arg("text", without_quotes(text));
        diagnostics.push(match &*key.value {
            "name" => found.help("help-people"),
            "shared_with" => found.help("help-list"),
            _ => found,
        });
    }
}

/// Returns `text` as it can be written between straight double quotes.
pub fn without_quotes(text: &str) -> String {
    let text = text.trim();
    let bare = ['“', '„', '"', '\'']
        .iter()
        .find_map(|open| text.strip_prefix(*open)?.strip_suffix(['”', '“', '"', '\'']))
        .filter(|bare| !bare.contains(['“', '”', '"']));
    bare.unwrap_or(text).replace('"', "'")
}
