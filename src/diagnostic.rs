//! Diagnostics: errors, warnings and notes about the content of a site, rendered as text and as JSON.

mod code;
mod correction;
mod severity;

use serde::Serialize;
use unicode_width::UnicodeWidthChar;

use crate::messages::Messages;
use crate::source::{Source, SourceId, Sources, Span, Text};

pub use self::code::{Code, CodeGroup};
pub use self::correction::{Correction, Doubt, Fixing};
pub use self::severity::Severity;

/// The place a diagnostic points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// No file, such as when the settings are missing.
    Nowhere,
    /// A file as a whole, such as a picture.
    File(SourceId),
    /// A range of text in a file.
    Text(Span),
}

impl Location {
    /// Returns the file, if there is one.
    pub fn source(self) -> Option<SourceId> {
        match self {
            Location::Nowhere => None,
            Location::File(source) => Some(source),
            Location::Text(span) => Some(span.source),
        }
    }
}

impl From<Span> for Location {
    fn from(span: Span) -> Location {
        Location::Text(span)
    }
}

impl From<SourceId> for Location {
    fn from(source: SourceId) -> Location {
        Location::File(source)
    }
}

/// One error, warning or note. Its sentences are in `messages/*.ftl` under its code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How serious it is.
    pub severity: Severity,
    /// The kind of diagnostic.
    pub code: Code,
    /// The place it points to.
    pub place: Location,
    /// The arguments of its sentences; invisible characters in them are escaped.
    pub arguments: Vec<(&'static str, String)>,
    /// The attribute of the message with the help.
    pub help: &'static str,
    /// A second place that belongs to it, such as the first of two equal names.
    pub related: Option<Location>,
    /// Records that may be meant, the most likely first; sentences show them as the argument `candidates`.
    pub candidates: Vec<Candidate>,
    /// The change that corrects it, if that is certain.
    pub correction: Option<Box<Correction>>,
}

/// A record that may be meant by a name, with what its author needs to decide whether it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Candidate {
    arguments: Vec<(&'static str, String)>,
}

impl Candidate {
    /// Creates the proposal of the record with `id` and `name`; `level` is a word of the message `candidate`, and
    /// `note` distinguishes the record from others of the same name.
    pub fn new(id: &str, name: &str, level: Option<&'static str>, note: Option<&str>) -> Candidate {
        let level = level.unwrap_or(if note.is_some() { "note" } else { "none" });
        let arguments = [("id", id), ("name", name), ("level", level), ("note", note.unwrap_or_default())];
        Candidate { arguments: arguments.map(|(key, value)| (key, escape_invisible(value))).to_vec() }
    }

    /// Returns the argument `key` of the message `candidate`: the `id` of the record or its `name`; empty for another key.
    pub fn argument(&self, key: &str) -> &str {
        self.arguments.iter().find(|(known, _)| *known == key).map_or("", |(_, value)| value)
    }
}

impl Diagnostic {
    /// Creates a diagnostic at `place`, with the severity of its code.
    pub fn new(code: Code, place: impl Into<Location>) -> Diagnostic {
        let (severity, place) = (code.severity(), place.into());
        Diagnostic {
            severity,
            code,
            place,
            arguments: Vec::new(),
            help: "help",
            related: None,
            candidates: Vec::new(),
            correction: None,
        }
    }

    /// Adds the argument `key` for the sentences; invisible characters in `value` are escaped.
    pub fn arg(mut self, key: &'static str, value: impl AsRef<str>) -> Diagnostic {
        self.arguments.push((key, escape_invisible(value.as_ref())));
        self
    }

    /// Sets the attribute of the message with the help, instead of `help`.
    pub fn help(mut self, attribute: &'static str) -> Diagnostic {
        self.help = attribute;
        self
    }

    /// Adds records that may be meant, the most likely first, with the help `help-candidates`; without any, the help
    /// is unchanged.
    pub fn candidates(self, candidates: Vec<Candidate>) -> Diagnostic {
        let help = if candidates.is_empty() { self.help } else { "help-candidates" };
        Diagnostic { candidates, help, ..self }
    }

    /// Adds a second place.
    pub fn related(mut self, place: impl Into<Location>) -> Diagnostic {
        self.related = Some(place.into());
        self
    }

    /// Adds the change that corrects it, for `bangvang fix`; the table of [`Code::fixing`] must allow it.
    pub fn corrected_by(mut self, correction: Correction) -> Diagnostic {
        debug_assert_eq!(self.code.fixing(), Fixing::Certain, "{}", self.code);
        self.correction = Some(Box::new(correction));
        self
    }

    /// Adds the candidate nearest to `name` as help, if one is near enough to be meant (see [`nearest`]).
    pub fn help_nearest<'a>(self, name: &str, candidates: impl Iterator<Item = &'a str>) -> Diagnostic {
        match nearest(name, candidates) {
            Some(found) => self.arg("nearest", found).help("help-nearest"),
            None => self,
        }
    }

    /// Returns the file that it points to.
    pub fn source(&self) -> Option<SourceId> {
        match self.place {
            Location::Nowhere => None,
            Location::File(id) | Location::Text(Span { source: id, .. }) => Some(id),
        }
    }

    /// Renders the diagnostic for a terminal: the place and the sentence, an excerpt of the source, the related
    /// place, and the help.
    ///
    /// Ends with a line feed. Lines and columns are 1-based.
    pub fn render(&self, sources: &Sources, messages: &Messages) -> String {
        let mut output = String::new();
        if let Some(place) = format_location(self.place, sources) {
            output.push_str(&place);
            output.push_str(": ");
        }
        let severity = messages.say(self.severity.name(), &[]);
        output.push_str(&format!("{severity}: {} [{}]\n", self.sentence(messages), self.code));
        // Other people may read the terminal and its logs, so do not show the line with the secret.
        if let Location::Text(span) = self.place
            && self.code != Code::SecretInSettings
        {
            push_excerpt(&mut output, span, sources);
        }
        if let Some(place) = self.related.and_then(|place| format_location(place, sources)) {
            output.push_str(&format!("{}: {place}\n", messages.say("related-place", &[])));
        }
        if let Some(help) = self.help_text(messages) {
            output.push_str(&format!("{}: {help}\n", messages.say("help", &[])));
        }
        output
    }

    /// Returns the diagnostic as data for `--format json`.
    pub fn to_json(&self, sources: &Sources, messages: &Messages) -> DiagnosticJson {
        let (file, line, column) = match self.place {
            Location::Nowhere => (None, None, None),
            Location::File(id) => (sources.find(id).map(|source| source.path.to_string()), None, None),
            Location::Text(span) => match sources.find(span.source) {
                Some(source) => {
                    let (line, column) = source.position(span.start);
                    (Some(source.path.to_string()), Some(line), Some(column))
                }
                None => (None, None, None),
            },
        };
        DiagnosticJson {
            severity: self.severity,
            code: self.code,
            file,
            line,
            column,
            message: self.sentence(messages),
            help: self.help_text(messages),
        }
    }

    /// Returns the sentence that describes it.
    pub fn sentence(&self, messages: &Messages) -> String {
        messages.say(self.code.name(), &self.arguments)
    }

    /// Returns the arguments of the help: those of the sentence, the candidates, and the names of `issuers`.
    fn help_arguments(&self, messages: &Messages) -> Vec<(&'static str, String)> {
        let mut arguments = self.arguments.clone();
        let mut listed: Vec<String> =
            self.candidates.iter().map(|candidate| messages.say("candidate", &candidate.arguments)).collect();
        let count =
            self.arguments.iter().find(|(key, _)| *key == "count").and_then(|(_, count)| count.parse().ok());
        let more = count.map_or(0, |count: usize| count.saturating_sub(listed.len()));
        if more > 0 {
            listed.push(messages.say("candidates-more", &[("count", more.to_string())]));
        }
        arguments.push(("candidates", listed.join("; ")));
        if let Some((_, words)) = self.arguments.iter().find(|(key, _)| *key == "issuers") {
            let issuer = |word: &str| messages.say("issuer", &[("word", word.to_owned())]);
            arguments.push(("allowed", words.split(", ").map(issuer).collect::<Vec<_>>().join(", ")));
        }
        arguments
    }

    /// Returns the sentence that says how to correct it, if there is one.
    pub fn help_text(&self, messages: &Messages) -> Option<String> {
        let name = format!("{}.{}", self.code, self.help);
        messages.has(&name).then(|| messages.say(&name, &self.help_arguments(messages)))
    }
}

/// A diagnostic as one object of `--format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiagnosticJson {
    /// How serious it is.
    pub severity: Severity,
    /// The kind of diagnostic, under its name such as `unknown-unit`.
    pub code: Code,
    /// The path from the project folder; absent if it points to no file.
    pub file: Option<String>,
    /// The line, 1-based; absent if it points to no text.
    pub line: Option<usize>,
    /// The column, 1-based and in Unicode scalar values; absent if it points to no text.
    pub column: Option<usize>,
    /// The sentence that describes it.
    pub message: String,
    /// The sentence that says how to correct it, if there is one.
    pub help: Option<String>,
}

/// A value, and the diagnostics found while producing it.
#[derive(Clone, Debug)]
pub struct Report<T> {
    /// The value, without the parts that have errors.
    pub value: T,
    /// The diagnostics, in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Report<T> {
    /// Combines `value` and the `diagnostics` found while producing it.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Report<T> {
        Report { value, diagnostics }
    }

    /// Returns the value, and appends the diagnostics to `diagnostics`.
    pub fn into_value(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// Sorts diagnostics into the order in which they are reported: by file, then place, code and arguments.
pub fn sort(diagnostics: &mut [Diagnostic], sources: &Sources) {
    fn path(diagnostic: &Diagnostic, sources: &Sources) -> Option<Text> {
        Some(sources.find(diagnostic.source()?)?.path.clone())
    }
    let key = |d: &Diagnostic| (path(d, sources), d.place, d.code.name(), d.arguments.clone());
    diagnostics.sort_by_cached_key(key);
}

/// Returns the candidate with the smallest edit distance from `name`; `None` if none is near enough to be meant, or two
/// are equally near.
///
/// At most a third of the characters may differ, and never more than four (optimal string alignment distance). A
/// candidate with other numbers is never near: `qd-27.pdf` is not `qd-28.pdf`.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let limit = (length / 3).clamp(1, 4);
    let own_numbers = numbers(name);
    let mut near: Vec<(usize, &str)> = candidates
        // The difference of the lengths is a lower bound of the distance, and excludes most candidates.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= limit || candidate.to_lowercase() == name.to_lowercase())
        .filter(|(_, candidate)| numbers(candidate) == own_numbers)
        .collect();
    near.sort_unstable();
    near.dedup();
    match near.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [(_, candidate), ..] => Some(candidate),
        [] => None,
    }
}

/// Returns the numbers in `text`, without leading zeros.
fn numbers(text: &str) -> Vec<&str> {
    let numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty());
    numbers.map(|digits| digits.trim_start_matches('0')).collect()
}

/// Renders a place as `path:line:column`, or `path` if it is a whole file.
fn format_location(place: Location, sources: &Sources) -> Option<String> {
    match place {
        Location::Nowhere => None,
        Location::File(id) => sources.find(id).map(|source| escape_invisible(&source.path)),
        Location::Text(span) => sources.find(span.source).map(|source| {
            let (line, column) = source.position(span.start);
            format!("{}:{line}:{column}", escape_invisible(&source.path))
        }),
    }
}

/// Maximum width of an excerpt, in columns of a terminal.
const EXCERPT_WIDTH: usize = 100;

fn push_excerpt(output: &mut String, span: Span, sources: &Sources) {
    let Some(source) = sources.find(span.source) else { return };
    let (number, column) = source.position(span.start);
    let Some(line) = source.line(number) else { return };
    let length = underline_length(source, span, line, column);
    let first = window_start(line, column);
    let mut shown = String::new();
    let (mut before, mut marked, mut width) = (0, 0, 0);
    for (at, letter) in line.chars().enumerate().skip(first) {
        let is_invisible =
            letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let letter = if is_invisible { ' ' } else { letter };
        let cells = letter.width().unwrap_or(0);
        if width + cells > EXCERPT_WIDTH {
            shown.push('…');
            break;
        }
        width += cells;
        shown.push(letter);
        if at + 1 < column {
            before += cells;
        } else if at + 1 < column + length {
            marked += cells;
        }
    }
    let lead = if first > 0 { "…" } else { "" };
    let shift = " ".repeat(before + lead.chars().count());
    let margin = " ".repeat(number.to_string().len().max(3));
    output.push_str(&format!("{number:>3} | {lead}{}\n", shown.trim_end()));
    output.push_str(&format!("{margin} | {shift}{}\n", "^".repeat(marked.max(1))));
}

/// Returns how many characters of `line` the span covers, from `column` on.
fn underline_length(source: &Source, span: Span, line: &str, column: usize) -> usize {
    let text = source.text();
    let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
    let covered = text.get(start..end).unwrap_or("").split('\n').next().unwrap_or("");
    covered.chars().count().min(line.chars().count().saturating_sub(column - 1))
}

/// Returns the index of the first character to show, so that `column` (1-based) is well inside the excerpt of a long
/// line.
fn window_start(line: &str, column: usize) -> usize {
    let fits = line.chars().count() <= EXCERPT_WIDTH || column <= EXCERPT_WIDTH * 3 / 4;
    if fits { 0 } else { column.saturating_sub(EXCERPT_WIDTH / 2) }
}

/// Returns `text` with invisible characters escaped as `\u{…}`, cut after 120 characters.
fn escape_invisible(text: &str) -> String {
    let mut shown = String::new();
    for (at, letter) in text.chars().enumerate() {
        if at == 120 {
            shown.push('…');
            break;
        }
        match letter {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\u{a0}'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => {
                shown.extend(letter.escape_unicode());
            }
            _ if letter.is_control() => shown.extend(letter.escape_unicode()),
            _ => shown.push(letter),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{escape_invisible, nearest};

    /// A candidate is proposed only if it is near enough to be meant.
    #[test]
    fn nearest_is_near() {
        let names = ["title", "date", "lead"];
        assert_eq!(nearest("tittle", names.into_iter()), Some("title"));
        assert_eq!(nearest("TITLE", names.into_iter()), Some("title"));
        assert_eq!(nearest("khen-thuong", names.into_iter()), None);
    }

    /// Of two equally near candidates none is proposed, nor one with other numbers.
    #[test]
    fn doubtful_candidates_are_not_proposed() {
        assert_eq!(nearest("nh", ["nhat", "nhi", "nho"].into_iter()), None);
        assert_eq!(nearest("hoas", ["hoa", "hoa"].into_iter()), Some("hoa"));
        assert_eq!(nearest("qd-27.pdf", ["qd-28.pdf"].into_iter()), None);
        assert_eq!(nearest("qd-2.pdf", ["qd-02.pdf"].into_iter()), Some("qd-02.pdf"));
        assert_eq!(nearest("qd-27.pfd", ["qd-27.pdf", "qd-28.pdf"].into_iter()), Some("qd-27.pdf"));
    }

    /// Invisible characters are escaped in messages.
    #[test]
    fn invisible_characters_are_escaped() {
        assert_eq!(escape_invisible("id\u{200b}"), "id\\u{200b}");
    }
}
