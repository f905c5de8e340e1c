//! Applies the corrections of diagnostics to the bytes of a file; all other bytes stay as they are.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Correction, Severity};
use crate::edit::alignment::Alignment;
use crate::edit::patch::patch;
use crate::edit::wanted::Wanted;
use crate::read::yaml::{self, Node, Value, Yaml};
use crate::read::{front_matter_range, plain_text, utf_16_text};
use crate::source::{Source, Sources};
use crate::text::{self, FlawKind};

/// The UTF-8 byte order mark.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The bytes of a file after corrections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    /// The bytes, with the byte order mark and the line ends that the file had.
    pub bytes: Vec<u8>,
    /// For each correction in the order given, whether it was applied.
    pub applied: Vec<bool>,
}

/// Applies `corrections` to `bytes`, the content of `source`, as far as possible.
///
/// A correction is not applied if it overlaps another or if the file would not be read as intended afterwards. Changes
/// of bytes are applied without changes of values, whose places they may move; the caller reads the file again and
/// calls this function for the rest.
pub fn correct(source: &Source, bytes: &[u8], corrections: &[&Correction]) -> Corrected {
    let unchanged = Corrected { bytes: bytes.to_owned(), applied: vec![false; corrections.len()] };
    let is_wanted = |correction| corrections.iter().any(|one| **one == correction);
    let (mark, raw) = match utf_16_text(bytes) {
        Some(text) if is_wanted(Correction::Utf8) => (&b""[..], text),
        Some(_) => return unchanged,
        None => {
            let rest = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
            let Ok(text) = std::str::from_utf8(rest) else { return unchanged };
            (&bytes[..bytes.len() - rest.len()], text.to_owned())
        }
    };
    let raw = if is_wanted(Correction::Nfc) { text::nfc(&raw).into_owned() } else { raw };
    let alignment = Alignment::new(&raw);
    if alignment.decoded() != source.text() {
        return unchanged;
    }
    let mut applied: Vec<bool> =
        corrections.iter().map(|one| matches!(one, Correction::Utf8 | Correction::Nfc)).collect();
    let edited = if corrections.iter().any(|one| matches!(one, Correction::Bytes { .. })) {
        splice(&raw, &alignment, corrections, &mut applied)
    } else {
        change_values(&raw, &alignment, source, corrections, &mut applied)
    };
    Corrected { bytes: [mark, edited.as_bytes()].concat(), applied }
}

/// Applies the changes of bytes among `corrections`.
fn splice(raw: &str, alignment: &Alignment<'_>, corrections: &[&Correction], applied: &mut [bool]) -> String {
    let mut splices: Vec<(Range<usize>, String, usize)> = Vec::new();
    for (at, correction) in corrections.iter().enumerate() {
        if let Correction::Bytes { span, text } = correction {
            let (range, text) = alignment.raw_splice(span.start as usize..span.end as usize, text);
            splices.push((range, text, at));
        }
    }
    splices.sort_by_key(|(range, _, _)| (range.start, range.end));
    let mut edited = String::with_capacity(raw.len());
    let mut copied = 0;
    for (range, text, at) in splices {
        if range.start < copied {
            continue;
        }
        edited.push_str(&raw[copied..range.start]);
        edited.push_str(&text);
        copied = range.end;
        applied[at] = true;
    }
    edited.push_str(&raw[copied..]);
    edited
}

/// A YAML value that changes.
struct ValueChange {
    /// The positions in the mappings and sequences that lead to the value from the root.
    path: Vec<usize>,
    value: String,
    /// The corrections that it applies, by their positions.
    corrections: Vec<usize>,
}

/// Applies the changes of YAML values among `corrections`.
fn change_values(
    raw: &str,
    alignment: &Alignment<'_>,
    source: &Source,
    corrections: &[&Correction],
    applied: &mut [bool],
) -> String {
    let Some(range) = yaml_range(source, alignment.decoded()) else { return raw.to_owned() };
    let Some(place) = alignment.raw_range(range.clone()) else { return raw.to_owned() };
    let Some(tree) = parse(&alignment.decoded()[range.clone()]) else { return raw.to_owned() };
    let mut changes = Vec::new();
    Collector::new(corrections, range.start).collect(&tree, &mut Vec::new(), &mut changes);
    let yaml = apply(raw[place.clone()].to_owned(), &changes, applied);
    format!("{}{yaml}{}", &raw[..place.start], &raw[place.end..])
}

/// Returns the bytes of the decoded text that are YAML: the front matter of a Markdown file, or the whole.
fn yaml_range(source: &Source, decoded: &str) -> Option<Range<usize>> {
    if source.extension() == "md" { front_matter_range(decoded) } else { Some(0..decoded.len()) }
}

/// Finds the values that corrections change.
struct Collector<'c> {
    corrections: &'c [&'c Correction],
    /// The positions of the corrections of one value, by its first byte and the byte after its last.
    by_place: BTreeMap<(usize, usize), Vec<usize>>,
}

impl<'c> Collector<'c> {
    /// Prepares `corrections`, whose spans are counted from the start of the source; the tree begins at `offset`.
    fn new(corrections: &'c [&'c Correction], offset: usize) -> Collector<'c> {
        let mut by_place: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (at, correction) in corrections.iter().enumerate() {
            if let Correction::Value { span, .. } | Correction::Repair { span, .. } = correction {
                let place = |end: u32| (end as usize).checked_sub(offset);
                if let (Some(start), Some(end)) = (place(span.start), place(span.end)) {
                    by_place.entry((start, end)).or_default().push(at);
                }
            }
        }
        Collector { corrections, by_place }
    }

    /// Adds the changes of the values in `node`, to which `path` leads, to `changes`.
    fn collect(&self, node: &Node, path: &mut Vec<usize>, changes: &mut Vec<ValueChange>) {
        let place = (node.span.start as usize, node.span.end as usize);
        match &node.value {
            Value::Scalar(text) => {
                let here = self.by_place.get(&place).map_or(&[][..], Vec::as_slice);
                changes.extend(self.change_of(text, here, path));
            }
            Value::Sequence(items) => {
                for (at, item) in items.iter().enumerate() {
                    path.push(at);
                    self.collect(item, path, changes);
                    path.pop();
                }
            }
            Value::Mapping(entries) => {
                for (at, entry) in entries.iter().enumerate() {
                    path.push(at);
                    self.collect(&entry.node, path, changes);
                    path.pop();
                }
            }
            Value::Null | Value::Broken => {}
        }
    }

    /// Returns the change of the scalar `text` by the corrections at the positions `here`. A new value has none of the
    /// flaws that the others repair; of two different new values, the first counts.
    fn change_of(&self, text: &str, here: &[usize], path: &[usize]) -> Option<ValueChange> {
        let mut kinds: Vec<FlawKind> = Vec::new();
        let mut new_value: Option<&str> = None;
        let mut used = Vec::new();
        for at in here {
            match self.corrections[*at] {
                Correction::Repair { kind, .. } => kinds.push(*kind),
                Correction::Value { value, .. } if new_value.is_none_or(|one| *one == **value) => {
                    new_value = Some(value);
                }
                _ => continue,
            }
            used.push(*at);
        }
        let repaired = || {
            let trimmed = text.trim();
            let lead = text.len() - text.trim_start().len();
            let (before, after) = (&text[..lead], &text[lead + trimmed.len()..]);
            format!("{before}{}{after}", text::repaired_flaws(trimmed, &kinds))
        };
        let value = new_value.map_or_else(repaired, str::to_owned);
        (value != text).then(|| ValueChange { path: path.to_owned(), value, corrections: used })
    }
}

/// Applies `changes` to `yaml`: all together, or else those that are possible.
fn apply(yaml: String, changes: &[ValueChange], applied: &mut [bool]) -> String {
    if changes.is_empty() {
        return yaml;
    }
    if let Some(patched) = patched(&yaml, changes) {
        changes.iter().flat_map(|change| &change.corrections).for_each(|at| applied[*at] = true);
        return patched;
    }
    if changes.len() == 1 {
        return yaml;
    }
    let (first, second) = changes.split_at(changes.len() / 2);
    let yaml = apply(yaml, first, applied);
    apply(yaml, second, applied)
}

/// Returns `yaml` with `changes`; `None` if it cannot be changed so that it is then read with these and no others.
fn patched(yaml: &str, changes: &[ValueChange]) -> Option<String> {
    let changed = |text: &str| {
        let mut wanted = Wanted::of(&parse(text)?);
        changes.iter().try_for_each(|change| replace(&mut wanted, &change.path, &change.value))?;
        Some(wanted)
    };
    let patched = patch(yaml, &changed(&yaml.replace("\r\n", "\n"))?).ok()?;
    let read = Wanted::of(&parse(&plain_text(&patched))?);
    (read == changed(&plain_text(yaml))?).then_some(patched)
}

/// Puts `value` in place of the text to which `path` leads; `None` if it leads to no text.
fn replace(wanted: &mut Wanted, path: &[usize], value: &str) -> Option<()> {
    match (wanted, path) {
        (Wanted::Text(text), []) => value.clone_into(text),
        (Wanted::List(items), [at, rest @ ..]) => replace(items.get_mut(*at)?, rest, value)?,
        (Wanted::Map(entries), [at, rest @ ..]) => replace(&mut entries.get_mut(*at)?.1, rest, value)?,
        _ => return None,
    }
    Some(())
}

/// Returns the tree of `text`; `None` if it has an error of syntax or no values.
fn parse(text: &str) -> Option<Node> {
    let mut diagnostics = Vec::new();
    let yaml = Yaml { text, source: Sources::default().assign_id(""), offset: 0 };
    let node = yaml::parse(yaml, &mut diagnostics);
    node.filter(|_| diagnostics.iter().all(|found| found.severity != Severity::Error))
}
