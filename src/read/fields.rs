//! Typed access to the entries of a YAML mapping; reports entries that are missing, misspelt or of the wrong type.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::{Code, Correction, Diagnostic, nearest};
use crate::model::accepted::Accepted;
use crate::model::date::ArticleDate;
use crate::model::date_parser;
use crate::model::written_date::{DateError, ProposedDate};
use crate::read::flaws;
use crate::read::foreign_keys::{self, meant_key};
use crate::read::yaml::{MappingEntry, Node, Value};
use crate::source::{Span, Spanned, Text};

/// The entries of one mapping. Each method reads one key; [`Fields::finish`] reports the keys that were never read.
pub struct Fields<'n, 'd> {
    entries: &'n [MappingEntry],
    /// Every key that was read, once for each time.
    read_keys: Vec<&'static str>,
    /// Which of the first 64 entries were read, one bit each.
    read_entries: u64,
    missing: Vec<&'static str>,
    /// Keys of other mappings of the file, each list with the help that says where they belong.
    pub elsewhere: &'static [(&'static str, &'static [&'static str])],
    /// Where missing keys are reported: the first key of the mapping.
    pub span: Span,
    /// The place of the whole mapping.
    mapping_span: Span,
    /// Where the errors and warnings found so far are collected.
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

/// Errors of one file that are reported. A file with more is probably not what its name claims, such as a file of
/// another program.
pub const MAX_FILE_ERRORS: usize = 1000;

/// Drops what exceeds [`MAX_FILE_ERRORS`], except one diagnostic that shows that there were more.
pub fn truncate_diagnostics(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.truncate(MAX_FILE_ERRORS + 1);
}

/// Capacity for the keys that are read from the row of an award, of which there are usually fewer.
const AWARD_KEYS: usize = 24;

impl<'n, 'd> Fields<'n, 'd> {
    /// Returns the fields of `node`; reports and returns `None` if it is not a mapping.
    pub fn from_node(node: &'n Node, diagnostics: &'d mut Vec<Diagnostic>) -> Option<Fields<'n, 'd>> {
        match &node.value {
            Value::Mapping(entries) => {
                let span = first_key_span(node, entries);
                Some(Fields {
                    entries,
                    read_keys: Vec::with_capacity(AWARD_KEYS),
                    read_entries: 0,
                    missing: Vec::new(),
                    elsewhere: &[],
                    span,
                    mapping_span: node.span,
                    diagnostics,
                })
            }
            Value::Broken => None,
            _ => {
                diagnostics.push(wrong_kind(node, "mapping"));
                None
            }
        }
    }

    /// Returns the entry of `key`, if there is one, and marks the key as read.
    fn entry(&mut self, key: &'static str) -> Option<&'n MappingEntry> {
        self.read_keys.push(key);
        let at = self.entries.iter().position(|entry| &*entry.key.value == key)?;
        self.read_entries |= 1u64.checked_shl(at as u32).unwrap_or(0);
        Some(&self.entries[at])
    }

    /// Whether the entry at index `at` was read.
    fn is_read(&self, at: usize) -> bool {
        let bit = 1u64.checked_shl(at as u32).unwrap_or(0);
        self.read_entries & bit != 0 || self.read_keys.contains(&&*self.entries[at].key.value)
    }

    /// Returns the value under `key`; `None` if the key is missing, or its value is null or could not be parsed.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        let entry = self.entry(key)?;
        (!matches!(entry.node.value, Value::Null | Value::Broken)).then_some(&entry.node)
    }

    /// Returns the text under `key`, trimmed; typing errors in it are reported and, where that is safe, repaired.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<Text>> {
        let node = self.node(key)?;
        scalar(node, self.diagnostics)
    }

    /// Returns the path under `key`, trimmed and otherwise unchanged, because file names may contain anything.
    pub fn path(&mut self, key: &'static str) -> Option<Spanned<Text>> {
        match self.node(key)? {
            Node { value: Value::Scalar(text), span } => Some(Spanned::new(Text::from(text.trim()), *span)),
            node => {
                self.diagnostics.push(wrong_kind(node, "text"));
                None
            }
        }
    }

    /// Returns the codes under `accept`, which apply to the whole of this mapping.
    pub fn accepted(&mut self) -> Accepted {
        Accepted { within: self.mapping_span, codes: self.texts("accept").into() }
    }

    /// Returns the text under `key` as [`Fields::text`] does, without its span.
    pub fn text_value(&mut self, key: &'static str) -> Option<Text> {
        self.text(key).map(|text| text.value)
    }

    /// Returns the text under `key` if `is_valid`; otherwise reports it under `code`.
    pub fn checked(&mut self, key: &'static str, code: Code, is_valid: fn(&str) -> bool) -> Option<Text> {
        let text = self.text(key)?;
        if is_valid(&text.value) {
            return Some(text.value);
        }
        self.diagnostics.push(Diagnostic::new(code, text.span).arg("text", &text.value));
        None
    }

    /// Returns the span of `key` if it is there without a value.
    pub fn empty_key(&mut self, key: &'static str) -> Option<Span> {
        let entry = self.entry(key)?;
        is_empty(&entry.node).then_some(entry.key.span)
    }

    /// Returns the span of `key` if it is there, with a value or without. Does not mark the key as read.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entries.iter().find(|entry| &*entry.key.value == key).map(|entry| entry.key.span)
    }

    /// Whether an entry that was not read could not be parsed, and may be any of the keys that are missing.
    pub fn has_broken_entry(&self) -> bool {
        let mut entries = self.entries.iter().enumerate();
        entries.any(|(at, entry)| entry.node.value == Value::Broken && !self.is_read(at))
    }

    /// Whether the mapping has `key`, with a value or without. Does not mark the key as read.
    pub fn has_key(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| &*entry.key.value == key)
    }

    /// Whether `key` has a value, valid or not. Does not mark the key as read.
    pub fn is_written(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| &*entry.key.value == key && !is_empty(&entry.node))
    }

    /// Whether `key` has a value; reports a key that is missing or empty.
    pub fn has_required(&mut self, key: &'static str) -> bool {
        match self.entry(key) {
            None => {
                self.missing.push(key);
                false
            }
            Some(entry) if is_empty(&entry.node) => {
                self.diagnostics.push(Diagnostic::new(Code::EmptyValue, entry.key.span).arg("key", key));
                false
            }
            Some(_) => true,
        }
    }

    /// Returns the text under `key`; reports a key that is missing or empty.
    pub fn required_text(&mut self, key: &'static str) -> Option<Spanned<Text>> {
        if self.has_required(key) { self.text(key) } else { None }
    }

    /// Returns the texts under `key`; a single text is a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<Text>> {
        match self.node(key) {
            Some(Node { value: Value::Sequence(items), .. }) => {
                let (empty, items): (Vec<&Node>, Vec<&Node>) = items.iter().partition(|item| is_empty(item));
                let empty =
                    empty.iter().map(|item| Diagnostic::new(Code::EmptyValue, item.span).arg("key", key));
                self.diagnostics.extend(empty);
                items.into_iter().filter_map(|item| scalar(item, self.diagnostics)).collect()
            }
            Some(node) => scalar(node, self.diagnostics).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// Returns the items of the sequence under `key`; reports a value that is not a sequence.
    pub fn sequence(&mut self, key: &'static str) -> &'n [Node] {
        match self.node(key) {
            Some(Node { value: Value::Sequence(items), .. }) => items,
            Some(node) => {
                self.diagnostics.push(wrong_kind(node, "list"));
                &[]
            }
            None => &[],
        }
    }

    /// Returns the fields of the mapping under `key`; reports a value that is not a mapping.
    pub fn mapping(&mut self, key: &'static str) -> Option<Fields<'n, '_>> {
        let node = self.node(key)?;
        Fields::from_node(node, self.diagnostics)
    }

    /// Returns the boolean under `key`; false if the key is missing or its value is not a boolean.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.boolean(key).unwrap_or(false)
    }

    /// Returns the boolean under `key`; reports a value that is not one.
    pub fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let text = self.text(key)?;
        match &*text.value {
            "true" | "True" | "TRUE" => Some(true),
            "false" | "False" | "FALSE" => Some(false),
            _ => {
                self.diagnostics.push(Diagnostic::new(Code::BadFlag, text.span).arg("text", &text.value));
                None
            }
        }
    }

    /// Returns the whole number under `key`; reports a value that is not one from `least` to `most`.
    pub fn number(&mut self, key: &'static str, least: i64, most: i64) -> Option<Spanned<i64>> {
        let text = self.text(key)?;
        self.whole_number(text, least, most)
    }

    /// Returns the whole numbers under `key`, a number or a list of them; reports those outside `least` to `most`.
    pub fn numbers(&mut self, key: &'static str, least: i64, most: i64) -> Vec<i64> {
        let texts = self.texts(key);
        let numbers = texts.into_iter().filter_map(|text| self.whole_number(text, least, most));
        numbers.map(|number| number.value).collect()
    }

    fn whole_number(&mut self, text: Spanned<Text>, least: i64, most: i64) -> Option<Spanned<i64>> {
        match text.value.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Some(Spanned::new(number, text.span)),
            _ => {
                let diagnostic = Diagnostic::new(Code::BadNumber, text.span)
                    .arg("text", &text.value)
                    .arg("least", least.to_string())
                    .arg("most", most.to_string());
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// Returns the date under `key`, such as `2023-01-16`; reports a value that is not one.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let text = self.text(key)?;
        match date_parser::parse_day(&text.value) {
            Ok(day) => Some(Spanned::new(day, text.span)),
            Err(error) => {
                self.diagnostics.push(bad_date(&text, error));
                None
            }
        }
    }

    /// Returns the date under `key` with an optional time, such as `2022-03-29 15:24`; reports a value that is not one.
    ///
    /// A time with an offset from UTC, as other programs write it, is converted to the clocks of `zone`.
    pub fn date_time(&mut self, key: &'static str, zone: &TimeZone) -> Option<Spanned<ArticleDate>> {
        let text = self.text(key)?;
        match date_parser::parse(&text.value) {
            Ok(written) => Some(Spanned::new(written.in_zone(zone), text.span)),
            Err(error) => {
                self.diagnostics.push(bad_date(&text, error));
                None
            }
        }
    }

    /// Returns the meaning of the text under `key` in `words`; reports a text that is not among them, with the nearest
    /// that is.
    pub fn word<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == &*text.value) {
            return Some(Spanned::new(*meaning, text.span));
        }
        let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let diagnostic = Diagnostic::new(Code::UnknownWord, text.span)
            .arg("key", key)
            .arg("word", &text.value)
            .arg("words", list.join(", "))
            .help_nearest(&text.value, list.iter().copied());
        self.diagnostics.push(diagnostic);
        None
    }

    /// Reports the required keys that are missing, but no unknown keys: for mappings whose known keys depend on a value
    /// that is missing.
    pub fn finish_missing_only(self) {
        if self.has_broken_entry() {
            return;
        }
        for key in &self.missing {
            self.diagnostics.push(Diagnostic::new(Code::MissingKey, self.span).arg("key", key));
        }
    }

    /// Reports the required keys that are missing, and every key that was never read, with the nearest known key.
    ///
    /// A required key that is misspelt is reported once, as an unknown key.
    pub fn finish(mut self) {
        let unknown = (0..self.entries.len()).filter(|at| !self.is_read(*at)).map(|at| &self.entries[at]);
        let is_reported =
            |entry: &&MappingEntry| entry.node.value == Value::Broken || is_secret(&entry.key.value);
        let unknown: Vec<&MappingEntry> =
            unknown.filter(|entry| !is_reported(entry)).take(MAX_FILE_ERRORS + 1).collect();
        if unknown.is_empty() && self.missing.is_empty() {
            return;
        }
        let mut known: Vec<&str> = Vec::new();
        self.read_keys.iter().for_each(|key| {
            if !known.contains(key) {
                known.push(key)
            }
        });
        let elsewhere = |entry: &MappingEntry| {
            let mut lists = self.elsewhere.iter();
            lists.find(|(_, keys)| keys.contains(&&*entry.key.value)).map(|(help, _)| *help)
        };
        let nearest = |entry: &&MappingEntry| {
            let key = &entry.key.value;
            if elsewhere(entry).is_some() {
                return None;
            }
            meant_key(key, &known).or_else(|| nearest(key, known.iter().copied()))
        };
        let meant: Vec<Option<&str>> = unknown.iter().map(nearest).collect();
        self.missing.retain(|key| !meant.contains(&Some(key)));
        if self.has_broken_entry() {
            self.missing.clear();
        }
        for key in &self.missing {
            self.diagnostics.push(Diagnostic::new(Code::MissingKey, self.span).arg("key", key));
        }
        for (entry, meant) in unknown.into_iter().zip(meant) {
            if self.diagnostics.len() > MAX_FILE_ERRORS {
                return;
            }
            let key = &entry.key;
            let diagnostic = Diagnostic::new(Code::UnknownKey, key.span)
                .arg("key", &key.value)
                .arg("known", known.join(", "));
            if let Some(help) = elsewhere(entry) {
                self.diagnostics.push(diagnostic.help(help));
                continue;
            }
            let foreign = foreign_keys::with_help(&diagnostic, entry, meant, &known);
            self.diagnostics.push(foreign.unwrap_or_else(|| match meant {
                Some(meant) => diagnostic.arg("nearest", meant).help("help-nearest"),
                None => diagnostic,
            }));
        }
    }
}

/// Keys whose values would be secrets, which belong in the keychain or in the environment.
const SECRETS: &[&str] = &[
    "password",
    "passphrase",
    "secret",
    "secret_key",
    "secret_access_key",
    "access_key",
    "access_key_id",
    "session_token",
    "private_key",
    "api_key",
    "token",
    "mat_khau",
    "matkhau",
];

/// Whether `key`, in any case, is the name of a secret.
pub fn is_secret(key: &str) -> bool {
    SECRETS.contains(&key.to_lowercase().as_str())
}

/// Whether `text` is a secret by its form: a private key (RFC 7468), an access key of AWS, or a URL with a password.
pub fn is_secret_text(text: &str) -> bool {
    let is_private_key = text.contains("-----BEGIN ") && text.contains("PRIVATE KEY");
    let is_aws_key = ["AKIA", "ASIA"].iter().any(|head| text.starts_with(head))
        && text.len() == 20
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let userinfo = text.split_once("://").and_then(|(_, rest)| rest.split('/').next()?.rsplit_once('@'));
    is_private_key || is_aws_key || userinfo.is_some_and(|(user, _)| user.contains(':'))
}

/// The diagnostic for a `node` that is not of the type `expected`, a term that the messages translate.
pub fn wrong_kind(node: &Node, expected: &str) -> Diagnostic {
    let found = match &node.value {
        Value::Scalar(_) => "text",
        Value::Null | Value::Broken => "nothing",
        Value::Sequence(_) => "list",
        Value::Mapping(_) => "mapping",
    };
    Diagnostic::new(Code::WrongKind, node.span).arg("expected", expected).arg("found", found)
}

fn scalar(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Spanned<Text>> {
    match &node.value {
        Value::Scalar(text) => Some(Spanned::new(flaws::repaired(text, node.span, diagnostics), node.span)),
        Value::Broken => None,
        _ => {
            diagnostics.push(wrong_kind(node, "text"));
            None
        }
    }
}

fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(text) => text.trim().is_empty(),
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(_) | Value::Broken => false,
    }
}

/// Where diagnostics about a mapping point: its first key, because the whole of it may span half a file.
fn first_key_span(node: &Node, entries: &[MappingEntry]) -> Span {
    entries.first().map_or(node.span, |entry| entry.key.span)
}

/// The diagnostic for the invalid date `text`, with the date that was probably meant.
fn bad_date(text: &Spanned<Text>, error: DateError) -> Diagnostic {
    let diagnostic = |code| Diagnostic::new(code, text.span).arg("text", &text.value);
    let proposed = |code, found: Option<ProposedDate>| {
        let Some(ProposedDate { date, certain }) = found else { return diagnostic(code) };
        let value = Text::from(date.format());
        let diagnostic = diagnostic(code).arg("proposal", &value).help("help-proposal");
        if certain {
            diagnostic.corrected_by(Correction::Value { span: text.span, value })
        } else {
            diagnostic
        }
    };
    match error {
        DateError::Form(found) => proposed(Code::BadDate, found),
        DateError::Time(found) => proposed(Code::BadTime, found),
        DateError::Ambiguous(first, second) => {
            diagnostic(Code::AmbiguousDate).arg("first", first.format()).arg("second", second.format())
        }
        DateError::OtherDay(first, second) => diagnostic(Code::AmbiguousDate)
            .arg("first", first.to_string())
            .arg("second", second.to_string())
            .help("help-zone"),
        DateError::NoSuchDay => diagnostic(Code::NoSuchDay),
        DateError::Year => diagnostic(Code::YearRange),
    }
}
