//! Typed values of a YAML mapping; what is missing, misspelt or of the wrong kind is reported.

use jiff::civil::{Date, Time};

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::accepted::Accepted;
use crate::model::date::{self, ArticleDate};
use crate::read::flaws;
use crate::read::yaml::{MappingEntry, Node, Value};
use crate::source::{Span, Spanned, Text};

/// The keys of one mapping, asked for one by one; [`Fields::finish`] reports those nobody asked for.
pub struct Fields<'n, 'd> {
    entries: &'n [MappingEntry],
    /// Every key that was asked for, as often as it was.
    asked: Vec<&'static str>,
    /// Which of the first 64 entries were asked for, one bit each.
    found: u64,
    missing: Vec<&'static str>,
    /// Where the mapping stands; missing keys are reported there.
    pub span: Span,
    whole: Span,
    /// What was found wrong so far.
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

/// Faults of one file that are told; whoever has more has a fault of another kind, such as a file of another program.
pub const MAX_FILE_ERRORS: usize = 1000;

/// Forgets what is more than [`MAX_FILE_ERRORS`], but for one by which it is seen that there were more.
pub fn forget_surplus(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.truncate(MAX_FILE_ERRORS + 1);
}

/// Keys that are asked for of the row of an award.
const USUALLY_ASKED: usize = 24;

impl<'n, 'd> Fields<'n, 'd> {
    /// The fields of `node`; reports and gives `None` when it is no mapping.
    pub fn of(node: &'n Node, diagnostics: &'d mut Vec<Diagnostic>) -> Option<Fields<'n, 'd>> {
        match &node.value {
            Value::Map(entries) => {
                let span = first_line(node, entries);
                Some(Fields {
                    entries,
                    asked: Vec::with_capacity(USUALLY_ASKED),
                    found: 0,
                    missing: Vec::new(),
                    span,
                    whole: node.span,
                    diagnostics,
                })
            }
            _ => {
                diagnostics.push(wrong_kind(node, "mapping"));
                None
            }
        }
    }

    /// The entry of `key`, if it is there, which is asked for herewith.
    fn entry(&mut self, key: &'static str) -> Option<&'n MappingEntry> {
        self.asked.push(key);
        let at = self.entries.iter().position(|entry| &*entry.key.value == key)?;
        self.found |= 1u64.checked_shl(at as u32).unwrap_or(0);
        Some(&self.entries[at])
    }

    /// Whether the entry `at` was asked for.
    fn is_asked(&self, at: usize) -> bool {
        let bit = 1u64.checked_shl(at as u32).unwrap_or(0);
        self.found & bit != 0 || self.asked.contains(&&*self.entries[at].key.value)
    }

    /// The value under `key`, if it is there and not empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        let entry = self.entry(key)?;
        (!matches!(entry.node.value, Value::Nothing | Value::Broken)).then_some(&entry.node)
    }

    /// The text under `key`, outer blanks removed, and what typing left in it told and repaired.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<Text>> {
        let node = self.node(key)?;
        scalar(node, self.diagnostics)
    }

    /// The name of a file under `key`, to the letter: files may be called anything.
    pub fn path(&mut self, key: &'static str) -> Option<Spanned<Text>> {
        match self.node(key)? {
            Node { value: Value::Text(text), span } => Some(Spanned::new(Text::from(text.trim()), *span)),
            node => {
                self.diagnostics.push(wrong_kind(node, "text"));
                None
            }
        }
    }

    /// The codes under `accept`, for the whole of this mapping.
    pub fn accepted(&mut self) -> Accepted {
        Accepted { within: self.whole, codes: self.texts("accept").into() }
    }

    /// The text under `key` without its place.
    pub fn plain(&mut self, key: &'static str) -> Option<Text> {
        self.text(key).map(|text| text.value)
    }

    /// The text under `key` when it is `sound`; reported under `code` when it is not.
    pub fn checked(&mut self, key: &'static str, code: Code, sound: fn(&str) -> bool) -> Option<Text> {
        let text = self.text(key)?;
        if sound(&text.value) {
            return Some(text.value);
        }
        self.diagnostics.push(Diagnostic::new(code, text.span).arg("text", &text.value));
        None
    }

    /// The place of `key` when it is written and nothing stands behind it.
    pub fn empty(&mut self, key: &'static str) -> Option<Span> {
        let entry = self.entry(key)?;
        is_empty(&entry.node).then_some(entry.key.span)
    }

    /// Whether something stands under `key`, be it right or wrong.
    pub fn is_written(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| &*entry.key.value == key && !is_empty(&entry.node))
    }

    /// Whether something stands under `key`; reports when it is missing or empty.
    pub fn insist(&mut self, key: &'static str) -> bool {
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

    /// The text under `key`, reported when missing or empty.
    pub fn required(&mut self, key: &'static str) -> Option<Spanned<Text>> {
        if self.insist(key) { self.text(key) } else { None }
    }

    /// The texts under `key`; a single text is a list of one.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<Text>> {
        match self.node(key) {
            Some(Node { value: Value::List(items), .. }) => {
                items.iter().filter_map(|item| scalar(item, self.diagnostics)).collect()
            }
            Some(node) => scalar(node, self.diagnostics).into_iter().collect(),
            None => Vec::new(),
        }
    }

    /// The items of the list under `key`; reports anything else that stands there.
    pub fn list(&mut self, key: &'static str) -> &'n [Node] {
        match self.node(key) {
            Some(Node { value: Value::List(items), .. }) => items,
            Some(node) => {
                self.diagnostics.push(wrong_kind(node, "list"));
                &[]
            }
            None => &[],
        }
    }

    /// The fields of the mapping under `key`.
    pub fn map(&mut self, key: &'static str) -> Option<Fields<'n, '_>> {
        let node = self.node(key)?;
        Fields::of(node, self.diagnostics)
    }

    /// `true` or `false` under `key`; absent is `false`.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.switch(key).unwrap_or(false)
    }

    /// `true` or `false` under `key`.
    pub fn switch(&mut self, key: &'static str) -> Option<bool> {
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

    /// A whole number from `least` to `most` under `key`.
    pub fn number(&mut self, key: &'static str, least: i64, most: i64) -> Option<Spanned<i64>> {
        let text = self.text(key)?;
        self.whole_number(text, least, most)
    }

    /// The whole numbers from `least` to `most` of the list under `key`; a single number is a list of one.
    pub fn numbers(&mut self, key: &'static str, least: i64, most: i64) -> Vec<i64> {
        let texts = self.texts(key);
        let numbers = texts.into_iter().filter_map(|text| self.whole_number(text, least, most));
        numbers.map(|number| number.value).collect()
    }

    fn whole_number(&mut self, text: Spanned<Text>, least: i64, most: i64) -> Option<Spanned<i64>> {
        match text.value.parse::<i64>() {
            Ok(number) if (least..=most).contains(&number) => Some(Spanned::new(number, text.span)),
            _ => {
                let fault = Diagnostic::new(Code::BadNumber, text.span)
                    .arg("text", &text.value)
                    .arg("least", least.to_string())
                    .arg("most", most.to_string());
                self.diagnostics.push(fault);
                None
            }
        }
    }

    /// A day, `2023-01-16`, under `key`.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let text = self.text(key)?;
        match date::parse_date(&text.value) {
            Ok(day) => Some(Spanned::new(day, text.span)),
            Err(flaw) => {
                self.diagnostics.push(bad_date(&text, flaw));
                None
            }
        }
    }

    /// A day with or without a time, `2022-03-29 15:24`, under `key`.
    pub fn stamp(&mut self, key: &'static str) -> Option<Spanned<ArticleDate>> {
        let text = self.text(key)?;
        let (day, time) = match text.value.split_once([' ', 'T']) {
            Some((day, time)) => (day, Some(time)),
            None => (&*text.value, None),
        };
        let parsed = date::parse_date(day).and_then(|day| Ok((day, time.map(parse_time).transpose()?)));
        match parsed {
            Ok((day, time)) => Some(Spanned::new(ArticleDate { day, time }, text.span)),
            Err(flaw) => {
                self.diagnostics.push(bad_date(&text, flaw));
                None
            }
        }
    }

    /// The text under `key` as one of `words`; anything else is reported with the nearest.
    pub fn word<T: Copy>(&mut self, key: &'static str, words: &[(&'static str, T)]) -> Option<Spanned<T>> {
        let text = self.text(key)?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == &*text.value) {
            return Some(Spanned::new(*meaning, text.span));
        }
        let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let fault = Diagnostic::new(Code::UnknownWord, text.span)
            .arg("key", key)
            .arg("word", &text.value)
            .arg("words", list.join(", "))
            .help_nearest(&text.value, list.iter().copied());
        self.diagnostics.push(fault);
        None
    }

    /// Reports every key that is missing, but not those that nobody asked for: what belongs here is not known.
    pub fn finish_knowing_nothing(self) {
        for key in &self.missing {
            self.diagnostics.push(Diagnostic::new(Code::MissingKey, self.span).arg("key", key));
        }
    }

    /// Reports every key that is missing, and every key that nobody asked for, with the nearest that exists.
    ///
    /// A key that is missing because it was misspelt is told once, where it stands misspelt.
    pub fn finish(mut self) {
        let unknown = (0..self.entries.len()).filter(|at| !self.is_asked(*at)).map(|at| &self.entries[at]);
        let told = |entry: &&MappingEntry| entry.node.value == Value::Broken || is_secret(&entry.key.value);
        let unknown: Vec<&MappingEntry> =
            unknown.filter(|entry| !told(entry)).take(MAX_FILE_ERRORS + 1).collect();
        if unknown.is_empty() && self.missing.is_empty() {
            return;
        }
        let mut known: Vec<&str> = Vec::new();
        self.asked.iter().for_each(|key| {
            if !known.contains(key) {
                known.push(key)
            }
        });
        let nearest = |entry: &&MappingEntry| nearest(&entry.key.value, known.iter().copied());
        let meant: Vec<&str> = unknown.iter().filter_map(nearest).collect();
        self.missing.retain(|key| !meant.contains(key));
        for key in &self.missing {
            self.diagnostics.push(Diagnostic::new(Code::MissingKey, self.span).arg("key", key));
        }
        for entry in unknown {
            if self.diagnostics.len() > MAX_FILE_ERRORS {
                return;
            }
            let key = &entry.key;
            let fault = Diagnostic::new(Code::UnknownKey, key.span)
                .arg("key", &key.value)
                .arg("known", known.join(", "))
                .help_nearest(&key.value, known.iter().copied());
            self.diagnostics.push(fault);
        }
    }
}

/// Keys whose values would be secrets; they belong in the keychain or the environment.
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

/// Whether `key` names a secret, wherever it stands.
pub fn is_secret(key: &str) -> bool {
    SECRETS.contains(&key.to_lowercase().as_str())
}

/// Whether `text` is a secret whatever its key: a private key (RFC 7468), a key of AWS, or an address with a password in it.
pub fn is_secret_text(text: &str) -> bool {
    let key = text.contains("-----BEGIN ") && text.contains("PRIVATE KEY");
    let of_aws = ["AKIA", "ASIA"].iter().any(|head| text.starts_with(head))
        && text.len() == 20
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let userinfo = text.split_once("://").and_then(|(_, rest)| rest.split('/').next()?.rsplit_once('@'));
    key || of_aws || userinfo.is_some_and(|(user, _)| user.contains(':'))
}

/// Reports `node` when it is not of the kind called `expected` in the messages.
pub fn wrong_kind(node: &Node, expected: &str) -> Diagnostic {
    let found = match &node.value {
        Value::Text(_) => "text",
        Value::Nothing | Value::Broken => "nothing",
        Value::List(_) => "list",
        Value::Map(_) => "mapping",
    };
    Diagnostic::new(Code::WrongKind, node.span).arg("expected", expected).arg("found", found)
}

fn scalar(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Spanned<Text>> {
    match &node.value {
        Value::Text(text) => Some(Spanned::new(flaws::repaired(text, node.span, diagnostics), node.span)),
        _ => {
            diagnostics.push(wrong_kind(node, "text"));
            None
        }
    }
}

fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Nothing => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(_) | Value::Broken => false,
    }
}

/// A mapping is pointed at by its first key: the whole of it would underline half a file.
fn first_line(node: &Node, entries: &[MappingEntry]) -> Span {
    entries.first().map_or(node.span, |entry| entry.key.span)
}

fn parse_time(text: &str) -> Result<Time, date::DateError> {
    let mut parts = text.split(':');
    let mut part = || parts.next().filter(|part| part.len() == 2)?.parse::<i8>().ok();
    let (hour, minute) = (part(), part());
    let second = if text.len() > 5 { part() } else { Some(0) };
    match (hour, minute, second, parts.next()) {
        (Some(hour), Some(minute), Some(second), None) => {
            Time::new(hour, minute, second, 0).map_err(|_| date::DateError::Time)
        }
        _ => Err(date::DateError::Time),
    }
}

/// The diagnostic for a date that is none, proposing the one that was probably meant.
pub fn bad_date(text: &Spanned<Text>, flaw: date::DateError) -> Diagnostic {
    let fault = |code| Diagnostic::new(code, text.span).arg("text", &text.value);
    match flaw {
        date::DateError::Form(Some(day)) => fault(Code::BadDate).arg("proposal", day).help("help-proposal"),
        date::DateError::Form(None) => fault(Code::BadDate),
        date::DateError::Ambiguous(first, second) => {
            fault(Code::AmbiguousDate).arg("first", first).arg("second", second)
        }
        date::DateError::NoSuchDay => fault(Code::NoSuchDay),
        date::DateError::Year => fault(Code::YearRange),
        date::DateError::Time => fault(Code::BadTime),
    }
}
