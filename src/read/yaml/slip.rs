//! Repairs the typing slips of a YAML text, so that each is reported once, with the line to write, and everything else
//! is read.
//!
//! The repaired text is a copy in which some bytes have other offsets than in the source; [`Draft`] maps them back.

use std::ops::Range;

use crate::diagnostic::{Code, Correction, Diagnostic, Location};
use crate::read::yaml::keys::{is_key, is_key_like};
use crate::read::yaml::pasted;
use crate::read::yaml::tree::{Node, Value, Yaml};
use crate::source::Span;

/// Maximum number of keys without a colon that are reported of one file.
const MAX_REPORTED_KEYS: usize = 20;

/// Signs that office programs and people put before the items of a list.
const BULLETS: &[char] = &[
    '•', '●', '○', '■', '□', '▪', '▫', '‣', '◦', '·', '–', '—', '−', '‐', '‑', '✓', '➢', '►', '▶',
    '\u{f0b7}', '\u{f0a7}',
];

/// Full-width signs of Chinese and Japanese keyboards, and what YAML needs in their place.
const FULL_WIDTH: &[(char, &str)] =
    &[('：', ":"), ('，', ","), ('｛', "{"), ('｝', "}"), ('［', "["), ('］', "]")];

/// A copy of a text without its slips, and the diagnostics about them.
pub struct Draft {
    /// The repaired text.
    pub text: String,
    /// One diagnostic for each slip; their spans refer to the source.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether lines were left out that are no YAML, such as pasted rows.
    pub has_blanked_lines: bool,
    shifts: Vec<Shift>,
}

/// From the byte `copy` of the copy on, an offset in the source is `source - copy` larger.
#[derive(Clone, Copy)]
struct Shift {
    /// Where the text that an edit inserted begins in the copy; it ends at `copy`.
    inserted: usize,
    copy: usize,
    source: usize,
}

impl Draft {
    /// Changes the spans of `node`, which was parsed from the copy, to those in the source.
    pub fn map_node(&self, node: &mut Node, offset: usize) {
        if self.shifts.is_empty() {
            return;
        }
        node.span = self.map_span(node.span, offset);
        match &mut node.value {
            Value::Sequence(items) => items.iter_mut().for_each(|item| self.map_node(item, offset)),
            Value::Mapping(entries) => entries.iter_mut().for_each(|entry| {
                entry.key.span = self.map_span(entry.key.span, offset);
                self.map_node(&mut entry.node, offset);
            }),
            Value::Scalar(_) | Value::Null | Value::Broken => {}
        }
    }

    /// Changes the places of `diagnostic` and of its correction, which are about the copy, to those in the source.
    pub fn map_diagnostic(&self, diagnostic: &mut Diagnostic, offset: usize) {
        for place in std::iter::once(&mut diagnostic.place).chain(&mut diagnostic.related) {
            if let Location::Text(span) = place {
                *span = self.map_span(*span, offset);
            }
        }
        match diagnostic.correction.as_deref_mut() {
            Some(
                Correction::Value { span, .. }
                | Correction::Repair { span, .. }
                | Correction::Bytes { span, .. },
            ) => *span = self.map_span(*span, offset),
            Some(Correction::Utf8 | Correction::Nfc) | None => {}
        }
    }

    fn map_span(&self, span: Span, offset: usize) -> Span {
        let map = |at: u32| offset + self.in_source(at as usize - offset);
        Span::new(span.source, map(span.start), map(span.end))
    }

    /// Returns the offset in the source of the byte `at` of the copy; the end of the edit that inserted it, if any.
    fn in_source(&self, at: usize) -> usize {
        let (before, after) = self.shifts.split_at(self.shifts.partition_point(|shift| shift.copy <= at));
        if let Some(edit) = after.first().filter(|edit| edit.inserted < at) {
            return edit.source;
        }
        match before.last() {
            Some(shift) => shift.source + (at - shift.copy),
            None => at,
        }
    }
}

/// A replacement of bytes of the source.
struct Edit {
    range: Range<usize>,
    text: &'static str,
}

/// Returns a copy of `yaml` without its slips; `None` if none are found.
///
/// Looks only at the beginnings of lines and at full-width signs in brackets. Call it only for a text that does not
/// parse, or in which a text looks like a slip: a line of prose may look like one, too.
pub fn repair(yaml: Yaml<'_>) -> Option<Draft> {
    let mut repair = Repair {
        yaml,
        edits: Vec::new(),
        diagnostics: Vec::new(),
        reported: Vec::new(),
        keys: 0,
        has_blanked_lines: false,
    };
    let blanked = pasted::blanked_lines(yaml, &mut repair.diagnostics);
    let mut start = 0;
    let mut block_indent = None;
    for line in yaml.text.split_inclusive('\n') {
        let written = line.trim_end();
        let indent = written.len() - written.trim_start().len();
        if block_indent.is_some_and(|block| indent > block || written.is_empty()) {
            start += line.len();
            continue;
        }
        block_indent = begins_block_text(written).then_some(indent);
        if blanked.contains(&start) {
            repair.blank(start..start + written.len());
        } else if !written.is_empty() && !written.trim_start().starts_with('#') {
            repair.line(start, start + written.len());
        }
        start += line.len();
    }
    repair.finish()
}

/// Whether the lines below `line` that are deeper are a text, which `|` or `>` begins.
fn begins_block_text(line: &str) -> bool {
    let head = line.trim_end_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    head.ends_with(": |") || head.ends_with(": >") || head.ends_with("- |") || head.ends_with("- >")
}

struct Repair<'a> {
    yaml: Yaml<'a>,
    edits: Vec<Edit>,
    diagnostics: Vec<Diagnostic>,
    /// Codes that are reported once for the whole text.
    reported: Vec<Code>,
    /// Number of reported keys without a colon.
    keys: usize,
    has_blanked_lines: bool,
}

impl Repair<'_> {
    /// Finds the slips of one line, the bytes `start..end`.
    fn line(&mut self, start: usize, end: usize) {
        let text = self.yaml.text;
        let mut at = start;
        at = self.indentation(at, end);
        loop {
            let rest = &text[at..end];
            if let Some(after) = rest.strip_prefix('-').filter(|after| after.starts_with([' ', '\t'])) {
                at = end - after.trim_start().len();
            } else if let Some(after) = self.list_mark(at, end) {
                at = after;
            } else {
                break;
            }
        }
        self.colon(at, end);
        self.full_width(at, end);
    }

    /// Replaces tabs, no-break and other wide spaces that indent the line; returns the offset of the text behind them.
    fn indentation(&mut self, start: usize, end: usize) -> usize {
        let line = &self.yaml.text[start..end];
        let text_start = end - line.trim_start().len();
        let before = self.yaml.text[..start].trim_end().rsplit('\n').next().unwrap_or("");
        let is_outermost = !before.starts_with([' ', '\t', '-']) && !before.ends_with(':');
        for (at, letter) in self.yaml.text[start..text_start].char_indices().filter(|(_, c)| *c != ' ') {
            let range = start + at..start + at + letter.len_utf8();
            if letter == '\t' {
                self.report_once(Code::YamlTab, range.clone(), |found| found);
                self.edits.push(Edit { range, text: "  " });
                continue;
            }
            self.report_once(Code::YamlNoBreakSpace, range.clone(), |found| {
                found.arg("where", "indent").help("help-indent")
            });
            self.edits.push(Edit { range, text: if is_outermost { "" } else { " " } });
        }
        text_start
    }

    /// Replaces a sign that was meant as the `- ` of a list; returns the offset behind it.
    fn list_mark(&mut self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.yaml.text[at..end];
        let sign = rest.chars().next()?;
        let after = &rest[sign.len_utf8()..];
        let is_spaced = after.starts_with([' ', '\u{a0}', '\t']);
        let is_mark = match sign {
            '*' | '+' => is_spaced,
            '-' => after.starts_with(|next: char| next.is_alphabetic() || matches!(next, '{' | '[' | '“')),
            _ => BULLETS.contains(&sign),
        };
        if !is_mark || after.trim().is_empty() {
            return None;
        }
        let shown = if sign == '-' { "none".to_owned() } else { sign.to_string() };
        self.report_once(Code::YamlListMark, at..at + sign.len_utf8(), |found| found.arg("sign", shown));
        let behind = end - after.trim_start().len();
        self.edits.push(Edit { range: at..behind, text: "- " });
        Some(behind)
    }

    /// Puts a colon and a space behind the key at `at`, if another sign or nothing separates it from its value.
    fn colon(&mut self, at: usize, end: usize) {
        let rest = &self.yaml.text[at..end];
        let Some(Separated { key, sign, value }) = separated(rest) else { return };
        let (from, to) = (at + key.len(), end - value.len());
        let corrected = format!("{key}: {}", value.trim_end_matches(','));
        if sign == '：' {
            self.report_once(Code::YamlFullWidth, to_sign(self.yaml.text, from, sign), |found| {
                found.arg("sign", "：").arg("plain", ":")
            });
        } else if self.keys < MAX_REPORTED_KEYS {
            self.keys += 1;
            let place = self.yaml.span(at, end);
            self.diagnostics.push(no_colon(place, sign, &corrected));
        }
        self.edits.push(Edit { range: from..to, text: ": " });
    }

    /// Replaces full-width signs in and around brackets.
    fn full_width(&mut self, at: usize, end: usize) {
        let rest = &self.yaml.text[at..end];
        if !rest.contains(['{', '[', '｛', '［']) {
            return;
        }
        let mut quote = None;
        for (found, letter) in rest.char_indices() {
            match quote {
                Some(open) if letter == open => quote = None,
                Some(_) => continue,
                None if matches!(letter, '"' | '\'') => quote = Some(letter),
                None => {}
            }
            let Some((_, plain)) = FULL_WIDTH.iter().find(|(wide, _)| *wide == letter) else { continue };
            let (before, after) = (&rest[..found], rest[found + letter.len_utf8()..].trim_start());
            if !is_structure(letter, before, after) {
                continue;
            }
            let range = at + found..at + found + letter.len_utf8();
            self.report_once(Code::YamlFullWidth, range.clone(), |diagnostic| {
                diagnostic.arg("sign", letter.to_string()).arg("plain", *plain)
            });
            let text = match *plain {
                ":" => ": ",
                "," => ", ",
                other => other,
            };
            self.edits.push(Edit { range, text });
        }
    }

    /// Leaves out a line, the bytes `range`.
    fn blank(&mut self, range: Range<usize>) {
        self.has_blanked_lines = true;
        self.edits.push(Edit { range, text: "" });
    }

    fn report_once(&mut self, code: Code, range: Range<usize>, with: impl FnOnce(Diagnostic) -> Diagnostic) {
        if !self.reported.contains(&code) {
            self.reported.push(code);
            self.diagnostics.push(with(Diagnostic::new(code, self.yaml.span(range.start, range.end))));
        }
    }

    /// Applies the edits, which are in order of their places.
    fn finish(self) -> Option<Draft> {
        if self.edits.is_empty() {
            return None;
        }
        let source = self.yaml.text;
        let mut text = String::with_capacity(source.len() + self.edits.len());
        let mut shifts = Vec::new();
        let mut copied = 0;
        for Edit { range, text: inserted } in self.edits {
            text.push_str(&source[copied..range.start]);
            let start = text.len();
            text.push_str(inserted);
            copied = range.end;
            shifts.push(Shift { inserted: start, copy: text.len(), source: copied });
        }
        text.push_str(&source[copied..]);
        Some(Draft { text, diagnostics: self.diagnostics, has_blanked_lines: self.has_blanked_lines, shifts })
    }
}

/// Whether a full-width sign belongs to the structure of a mapping or list in brackets, not to a text.
fn is_structure(sign: char, before: &str, after: &str) -> bool {
    let before = before.trim_end();
    match sign {
        '：' => {
            let key = before.rsplit(['{', ',', ':', '，', '｛', '：']).next().unwrap_or("").trim_start();
            is_key_like(key) && key.len() < before.len()
        }
        '，' => {
            let key = after.split([':', ',', '：', '，']).next().unwrap_or("").trim_end();
            after.len() > key.len() && is_key_like(key) || after.starts_with(['{', '｛'])
        }
        '｛' | '［' => before.is_empty() || before.ends_with([':', '：', '-', ',', '，', '[', '［']),
        _ => after.is_empty() || after.starts_with([',', '，', '}', '｝', ']', '］']),
    }
}

fn to_sign(text: &str, from: usize, sign: char) -> Range<usize> {
    let at = from + text[from..].find(sign).unwrap_or(0);
    at..at + sign.len_utf8()
}

/// The diagnostic for a key at `place` that `sign` separates from its value, instead of a colon and a space; a space if
/// nothing does. `corrected` is the line to write.
pub fn no_colon(place: Span, sign: char, corrected: &str) -> Diagnostic {
    let cause = match sign {
        ':' => "space",
        ' ' => "nothing",
        _ => "sign",
    };
    Diagnostic::new(Code::YamlNoColon, place)
        .arg("cause", cause)
        .arg("sign", sign.to_string())
        .arg("line", corrected)
        .help("help-line")
}

/// A key and a value with something else than a colon and a space between them.
pub struct Separated<'t> {
    /// The word at the beginning, such as `unit`.
    pub key: &'t str,
    /// The sign between them: `:` without a space, a sign in place of the colon, or a space if there is none.
    pub sign: char,
    /// The value, which is not empty.
    pub value: &'t str,
}

/// Splits `text` if it begins with a key that a wrong sign separates from its value.
pub fn separated(text: &str) -> Option<Separated<'_>> {
    let length =
        text.bytes().take_while(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'0'..=b'9'));
    let (key, rest) = text.split_at(length.count());
    let spaced = rest.trim_start();
    let sign = spaced.chars().next().filter(|_| is_key_like(key))?;
    let value = spaced[sign.len_utf8()..].trim_start();
    let is_followed_by_space = value.len() + sign.len_utf8() < spaced.len();
    let (sign, value) = match sign {
        ':' if is_followed_by_space || value.starts_with("//") => return None,
        ':' if matches!(key, "http" | "https" | "mailto" | "tel" | "ftp") => return None,
        ':' | '：' => (sign, value),
        '=' if !value.starts_with('=') => (sign, value),
        ',' | ';' if is_key(key) => (sign, value),
        '–' | '—' | '-' | '→' if is_key(key) && spaced.len() < rest.len() && is_followed_by_space => {
            (sign, value)
        }
        _ if spaced.len() < rest.len()
            && is_key(key)
            && !matches!(key, "to" | "no" | "by" | "on" | "how") =>
        {
            (' ', spaced)
        }
        _ => return None,
    };
    (!value.is_empty()).then_some(Separated { key, sign, value })
}

/// Whether a plain scalar was probably meant as part of the structure: a key and its value, or an item of a list.
pub fn is_suspicious(scalar: &str) -> bool {
    scalar.contains(['\t', '，', '：'])
        || scalar.starts_with(char::is_whitespace)
        || scalar.starts_with(BULLETS)
        || scalar.starts_with("* ")
        || scalar.starts_with("+ ")
        || scalar.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
        || scalar.starts_with(|c: char| c.is_ascii_lowercase()) && separated(scalar).is_some()
}

#[cfg(test)]
mod tests {
    use super::repair;
    use crate::read::yaml::tree::Yaml;
    use crate::source::Sources;

    /// Every place in the copy leads to a place between two letters of the source, and the order stays.
    #[test]
    fn places_in_the_copy_lead_to_the_source() {
        let source = Sources::default().assign_id("");
        for text in [
            "- {to：individual，name: Lê}\n",
            "\u{2022} to：individual\n  name: Lê\n",
            "\u{a0}\u{a0}to: a\n\tb: c\n",
        ] {
            let draft = repair(Yaml { text, source, offset: 0 }).unwrap();
            let places: Vec<usize> = (0..=draft.text.len())
                .filter(|at| draft.text.is_char_boundary(*at))
                .map(|at| draft.in_source(at))
                .collect();
            assert!(places.iter().all(|at| text.is_char_boundary(*at)), "{text}: {places:?}");
            assert!(places.is_sorted(), "{text}: {places:?}");
        }
    }
}
