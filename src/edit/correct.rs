//! Applies the corrections of diagnostics to the bytes of a file; all other bytes stay as they are.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Code, Correction, Location, Severity};
use crate::edit::alignment::Alignment;
use crate::edit::patch::patch_texts;
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
        splice(&raw, &alignment, source, corrections, &mut applied)
    } else {
        change_values(&raw, &alignment, source, corrections, &mut applied)
    };
    Corrected { bytes: [mark, edited.as_bytes()].concat(), applied }
}

/// An error of syntax.
#[derive(PartialEq, Eq)]
struct SyntaxError {
    code: Code,
    /// Its line in the file, counted from 0.
    line: usize,
    correction: Option<Correction>,
}

/// Returns the errors of syntax in `text`, which is the decoded content of `source` or is to replace it.
fn syntax_errors(source: &Source, text: &str) -> Vec<SyntaxError> {
    let Some(range) = yaml_range(source, text) else { return Vec::new() };
    let mut diagnostics = Vec::new();
    let yaml = Yaml { text: &text[range.clone()], source: source.id, offset: range.start };
    yaml::parse(yaml, &mut diagnostics);
    let errors = diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
    errors
        .map(|found| SyntaxError {
            code: found.code,
            line: match found.place {
                Location::Text(span) => line_of(text, span.start as usize),
                Location::Nowhere | Location::File(_) => 0,
            },
            correction: found.correction.map(|correction| *correction),
        })
        .collect()
}

/// Returns the line of byte `at` of `text`, counted from 0.
fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// Whether a change in `line` that leads from the errors `before` to those `after` corrects an error of the code `code`,
/// and makes no other there or in the line below. An error that can be corrected too was only hidden by the first.
fn is_correct(before: &[SyntaxError], after: &[SyntaxError], code: Code, line: usize) -> bool {
    let is_same = |one: &SyntaxError, other: &SyntaxError| one.code == other.code && one.line == other.line;
    let is_new = |error: &&SyntaxError| !before.iter().any(|known| is_same(known, error));
    let is_near = |error: &SyntaxError| error.line == line || error.line == line + 1;
    after.len() <= before.len()
        && !after.iter().any(|error| error.code == code && error.line == line)
        && !after.iter().filter(is_new).any(|error| is_near(error) && error.correction.is_none())
}

/// Applies those changes of bytes among `corrections` that correct an error of syntax and make no other.
fn splice(
    raw: &str,
    alignment: &Alignment<'_>,
    source: &Source,
    corrections: &[&Correction],
    applied: &mut [bool],
) -> String {
    let found = syntax_errors(source, source.text());
    let mut splices: Vec<(Range<usize>, String, usize, &SyntaxError)> = Vec::new();
    for (at, correction) in corrections.iter().enumerate() {
        if let Correction::Bytes { span, text } = correction {
            let error = found.iter().find(|error| error.correction.as_ref() == Some(*correction));
            let place = alignment.raw_splice(span.start as usize..span.end as usize, text);
            splices.extend(place.zip(error).map(|((range, text), error)| (range, text, at, error)));
        }
    }
    // From the end, so that the bytes before a change keep their offsets.
    splices.sort_by_key(|(range, _, at, _)| (std::cmp::Reverse((range.start, range.end)), *at));
    let mut edited = raw.to_owned();
    let mut untouched = raw.len();
    let mut before = None;
    for (range, text, at, error) in splices {
        if range.end > untouched {
            continue;
        }
        let changed = format!("{}{text}{}", &edited[..range.start], &edited[range.end..]);
        let after = syntax_errors(source, &plain_text(&changed));
        if is_correct(before.as_deref().unwrap_or(&found), &after, error.code, error.line) {
            untouched = range.start;
            (edited, before) = (changed, Some(after));
            applied[at] = true;
        }
    }
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
    let patched = patch_texts(yaml, &changed(&yaml.replace("\r\n", "\n"))?).ok()?;
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

#[cfg(test)]
mod tests {
    use super::{Code, Corrected, Correction, FlawKind, Source, SyntaxError, correct, is_correct};
    use crate::read::scan::{Scan, scan};
    use crate::source::{Span, Text};
    use proptest::prelude::*;
    use std::fs;
    use std::sync::Arc;

    /// The source of a file `content/NAME` with the content `bytes`.
    fn source(name: &str, bytes: &[u8]) -> Arc<Source> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("content")).unwrap();
        fs::write(folder.path().join("content").join(name), bytes).unwrap();
        let scan = scan(folder.path(), &Scan::default()).unwrap();
        scan.sources.at(&format!("content/{name}")).unwrap().clone()
    }

    /// The place of `part` in the decoded text.
    fn place(source: &Source, part: &str) -> Span {
        let start = source.text().find(part).unwrap();
        Span::new(source.id, start, start + part.len())
    }

    fn value(source: &Source, part: &str, value: &str) -> Correction {
        Correction::Value { span: place(source, part), value: Text::from(value) }
    }

    /// The text after `corrections` and whether each was applied.
    fn corrected(source: &Source, bytes: &[u8], corrections: &[Correction]) -> (String, Vec<bool>) {
        let corrections: Vec<&Correction> = corrections.iter().collect();
        let Corrected { bytes, applied } = correct(source, bytes, &corrections);
        (String::from_utf8(bytes).unwrap(), applied)
    }

    /// Values of all styles change in a file with a byte order mark, Windows line ends and decomposed letters; every
    /// other byte stays.
    #[test]
    fn values_change_alone() {
        let file = "\u{feff}---\r\n# Le\u{302}\r\ntitle: LÊ AN  # x\r\na: \"LÊ  BA\"\r\nb: {c: \'LÊ \"TƯ\"\', d: [e, LÊ SÁU]}\r\n---\r\nLÊ  AN\r\n";
        let source = source("a.md", file.as_bytes());
        let corrections = [
            value(&source, "LÊ AN", "Lê An: một"),
            Correction::Repair { span: place(&source, "\"LÊ  BA\""), kind: FlawKind::DoubleSpace },
            value(&source, "'LÊ \"TƯ\"'", "Lê 'Tư'"),
            value(&source, "LÊ SÁU", "Lê, Sáu"),
        ];
        let (text, applied) = corrected(&source, file.as_bytes(), &corrections);
        let wanted = "\u{feff}---\r\n# Le\u{302}\r\ntitle: \"Lê An: một\"  # x\r\na: \"LÊ BA\"\r\nb: {c: \'Lê \'\'Tư\'\'\', d: [e, \"Lê, Sáu\"]}\r\n---\r\nLÊ  AN\r\n";
        assert_eq!(text, wanted);
        assert_eq!(applied, [true; 4]);
    }

    /// Of two new values at one place, the first is applied; a place that is no value changes nothing.
    #[test]
    fn impossible_corrections_are_not_applied() {
        let file = "a: MỘT\nb: [HAI]\n";
        let source = source("a.yaml", file.as_bytes());
        let corrections =
            [value(&source, "MỘT", "Một"), value(&source, "MỘT", "một"), value(&source, "[HAI]", "Hai")];
        let (text, applied) = corrected(&source, file.as_bytes(), &corrections);
        assert_eq!((text.as_str(), applied), ("a: Một\nb: [HAI]\n", vec![true, false, false]));
    }

    /// A change of bytes is applied only if an error of syntax disappears.
    #[test]
    fn changes_of_bytes_correct_an_error() {
        let file = "a: một: hai\nb: ba\n";
        let source = source("a.yaml", file.as_bytes());
        let change = |part: &str, text: &str| {
            [Correction::Bytes { span: place(&source, part), text: Text::from(text) }]
        };
        let (text, applied) = corrected(&source, file.as_bytes(), &change("một: hai", "\"một: hai\""));
        assert_eq!((text.as_str(), applied), ("a: \"một: hai\"\nb: ba\n", vec![true]));
        let (text, applied) = corrected(&source, file.as_bytes(), &change("ba", "\"ba\""));
        assert_eq!((text.as_str(), applied), (file, vec![false]));
    }

    /// Each change of bytes is judged on its own: one that leaves a worse error does not go with the others.
    #[test]
    fn changes_of_bytes_are_judged_one_by_one() {
        let file = "- a: Một: hai\n- b: Ba: bốn\n    năm\n- c: Sáu: bảy\n";
        let source = source("a.yaml", file.as_bytes());
        let change = |part: &str| Correction::Bytes {
            span: place(&source, part),
            text: Text::from(format!("\"{part}\"")),
        };
        let changes = [change("Một: hai"), change("Ba: bốn"), change("Sáu: bảy")];
        let (text, applied) = corrected(&source, file.as_bytes(), &changes);
        let wanted = "- a: \"Một: hai\"\n- b: Ba: bốn\n    năm\n- c: \"Sáu: bảy\"\n";
        assert_eq!((text.as_str(), applied), (wanted, vec![true, false, true]));
    }

    /// A change that makes another error in its line or below it is not correct, unless that can be corrected too.
    #[test]
    fn a_change_makes_no_other_error() {
        let error = |code, line, can_be_corrected: bool| SyntaxError {
            code,
            line,
            correction: can_be_corrected.then_some(Correction::Nfc),
        };
        let before = [error(Code::YamlColon, 3, true)];
        assert!(is_correct(&before, &[], Code::YamlColon, 3));
        assert!(is_correct(&before, &[error(Code::YamlColon, 4, true)], Code::YamlColon, 3));
        assert!(is_correct(&before, &[error(Code::YamlIndent, 9, false)], Code::YamlColon, 3));
        for after in [error(Code::YamlColon, 3, true), error(Code::YamlIndent, 4, false)] {
            assert!(!is_correct(&before, &[after], Code::YamlColon, 3));
        }
    }

    /// Bytes that are not those of the source stay.
    #[test]
    fn other_bytes_stay() {
        let source = source("a.yaml", b"a: MOT\n");
        let (text, applied) = corrected(&source, b"a: MOT \n", &[value(&source, "MOT", "Mot")]);
        assert_eq!((text.as_str(), applied), ("a: MOT \n", vec![false]));
    }

    proptest! {
        /// Whatever the new value and the style of the file: it is read back, and the lines around it stay.
        #[test]
        fn any_value_is_read_back(
            new in "[A-Za-zĐđ ,:#'\"\\[\\]{}&*!|>-]{1,12}",
            style in 0..5_usize,
            crlf in any::<bool>(),
        ) {
            let written = ["CŨ", "\"CŨ\"", "'CŨ'", "{x: CŨ, y: 1}", "[1, CŨ]"][style];
            let file = format!("# Le\u{302}\nở: tre\u{302}n\na: {written}   # ghi chú\nb: {{ c: 1}}\n");
            let file = if crlf { file.replace('\n', "\r\n") } else { file };
            let source = source("a.yaml", file.as_bytes());
            let span = match style { 1 => "\"CŨ\"", 2 => "'CŨ'", _ => "CŨ" };
            let (text, applied) = corrected(&source, file.as_bytes(), &[value(&source, span, new.trim())]);
            prop_assert_eq!(applied, vec![new.trim() != "CŨ"]);
            let (old, new): (Vec<&str>, Vec<&str>) = (file.split('\n').collect(), text.split('\n').collect());
            prop_assert_eq!(old.len(), new.len());
            for at in [0, 1, 3, 4] {
                prop_assert_eq!(old[at], new[at]);
            }
            prop_assert!(new[2].trim_end_matches('\r').ends_with("   # ghi chú"));
        }
    }
}
