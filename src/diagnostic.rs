//! What is wrong, where, and the way out: one value that is drawn for people and told to programs.

mod code;
mod severity;

use serde::Serialize;
use unicode_width::UnicodeWidthChar;

use crate::messages::Messages;
use crate::source::{Source, SourceId, Sources, Span, Text};

pub use self::code::{Code, CodeGroup};
pub use self::severity::Severity;

/// Where a diagnostic points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// At no file.
    Nowhere,
    /// At a file as a whole, such as a picture.
    File(SourceId),
    /// At a range of a text.
    Text(Span),
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

/// One thing found wrong. Its sentences live in `messages/*.ftl` under its code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of thing is wrong.
    pub code: Code,
    /// Where it is.
    pub place: Location,
    /// What the sentences name.
    pub arguments: Vec<(&'static str, String)>,
    /// The attribute of the message that tells the way out.
    pub help: &'static str,
    /// Another place that belongs to it, such as the first of two equal names.
    pub related: Option<Location>,
}

impl Diagnostic {
    /// A diagnostic at `place`, of the severity that its code has.
    pub fn new(code: Code, place: impl Into<Location>) -> Diagnostic {
        let (severity, place) = (code.severity(), place.into());
        Diagnostic { severity, code, place, arguments: Vec::new(), help: "help", related: None }
    }

    /// Gives the sentences the argument `key`; invisible characters in it are shown as escapes.
    pub fn arg(mut self, key: &'static str, value: impl AsRef<str>) -> Diagnostic {
        self.arguments.push((key, visible(value.as_ref())));
        self
    }

    /// Tells the way out by another attribute of the message than `help`.
    pub fn help(mut self, attribute: &'static str) -> Diagnostic {
        self.help = attribute;
        self
    }

    /// Points at a second place too.
    pub fn related(mut self, place: impl Into<Location>) -> Diagnostic {
        self.related = Some(place.into());
        self
    }

    /// Proposes the candidate nearest to `name`, if one is near enough to be meant.
    pub fn help_nearest<'a>(self, name: &str, candidates: impl Iterator<Item = &'a str>) -> Diagnostic {
        match nearest(name, candidates) {
            Some(found) => self.arg("nearest", found).help("help-nearest"),
            None => self,
        }
    }

    /// The file it points at.
    pub fn source(&self) -> Option<SourceId> {
        match self.place {
            Location::Nowhere => None,
            Location::File(id) | Location::Text(Span { source: id, .. }) => Some(id),
        }
    }

    /// The line as a person reads it: sentence first, then what the place looks like, then the way out.
    ///
    /// Ends with a line feed. Lines and columns are 1-based.
    pub fn render(&self, sources: &Sources, messages: &Messages) -> String {
        let mut drawing = String::new();
        if let Some(place) = address(self.place, sources) {
            drawing.push_str(&place);
            drawing.push_str(": ");
        }
        let severity = messages.say(self.severity.name(), &[]);
        drawing.push_str(&format!("{severity}: {} [{}]\n", self.sentence(messages), self.code));
        // What is told on a screen is read by others too, and kept in logs.
        if let Location::Text(span) = self.place
            && self.code != Code::SecretInSettings
        {
            draw_excerpt(&mut drawing, span, sources);
        }
        if let Some(place) = self.related.and_then(|place| address(place, sources)) {
            drawing.push_str(&format!("{}: {place}\n", messages.say("related-place", &[])));
        }
        if let Some(help) = self.help_text(messages) {
            drawing.push_str(&format!("{}: {help}\n", messages.say("help", &[])));
        }
        drawing
    }

    /// The same facts for programs.
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

    /// What is wrong, in one sentence.
    pub fn sentence(&self, messages: &Messages) -> String {
        messages.say(self.code.name(), &self.arguments)
    }

    /// What to do about it, when there is something to say.
    pub fn help_text(&self, messages: &Messages) -> Option<String> {
        let name = format!("{}.{}", self.code, self.help);
        messages.has(&name).then(|| messages.say(&name, &self.arguments))
    }
}

/// A diagnostic as one object of `--format json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiagnosticJson {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of thing is wrong.
    pub code: Code,
    /// The path from the project folder.
    pub file: Option<String>,
    /// 1-based.
    pub line: Option<usize>,
    /// 1-based, in Unicode scalar values.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// A value, and everything found wrong on the way to it.
#[derive(Clone, Debug)]
pub struct Report<T> {
    /// What could be made.
    pub value: T,
    /// What was wrong; what it concerns is absent from the value.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Report<T> {
    /// `value`, with `diagnostics` found on the way.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Report<T> {
        Report { value, diagnostics }
    }

    /// The value alone, its diagnostics added to `diagnostics`.
    pub fn into(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// Brings diagnostics into the order in which they are told: by file, then place, then code.
pub fn sort(diagnostics: &mut [Diagnostic], sources: &Sources) {
    fn path(diagnostic: &Diagnostic, sources: &Sources) -> Option<Text> {
        Some(sources.find(diagnostic.source()?)?.path.clone())
    }
    let key = |d: &Diagnostic| (path(d, sources), d.place, d.code.name(), d.arguments.clone());
    diagnostics.sort_by_cached_key(key);
}

/// The candidate fewest edits away from `name`; `None` when even that is too far to be meant.
///
/// At most a third of the letters may differ, and never more than four (optimal string alignment).
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let limit = (length / 3).clamp(1, 4);
    candidates
        // As many letters must be added or taken away as the lengths differ: most candidates fall here.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= limit || candidate.to_lowercase() == name.to_lowercase())
        .min_by_key(|&(distance, candidate)| (distance, candidate))
        .map(|(_, candidate)| candidate)
}

/// `path:line:column` as far as the place goes.
fn address(place: Location, sources: &Sources) -> Option<String> {
    match place {
        Location::Nowhere => None,
        Location::File(id) => sources.find(id).map(|source| visible(&source.path)),
        Location::Text(span) => sources.find(span.source).map(|source| {
            let (line, column) = source.position(span.start);
            format!("{}:{line}:{column}", visible(&source.path))
        }),
    }
}

/// Columns of a terminal that an excerpt may take.
const EXCERPT_WIDTH: usize = 100;

fn draw_excerpt(drawing: &mut String, span: Span, sources: &Sources) {
    let Some(source) = sources.find(span.source) else { return };
    let (number, column) = source.position(span.start);
    let Some(line) = source.line(number) else { return };
    let length = underlined(source, span, line, column);
    let first = window_start(line, column);
    let mut shown = String::new();
    let (mut before, mut marked, mut width) = (0, 0, 0);
    for (at, letter) in line.chars().enumerate().skip(first) {
        let unseen =
            letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let letter = if unseen { ' ' } else { letter };
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
    drawing.push_str(&format!("{number:>3} | {lead}{}\n", shown.trim_end()));
    drawing.push_str(&format!("{margin} | {shift}{}\n", "^".repeat(marked.max(1))));
}

/// How many letters of `line` the span covers from `column` on.
fn underlined(source: &Source, span: Span, line: &str, column: usize) -> usize {
    let text = source.text();
    let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
    let covered = text.get(start..end).unwrap_or("").split('\n').next().unwrap_or("");
    covered.chars().count().min(line.chars().count().saturating_sub(column - 1))
}

/// The first letter to show so that `column` (1-based) stands well inside a long line.
fn window_start(line: &str, column: usize) -> usize {
    let fits = line.chars().count() <= EXCERPT_WIDTH || column <= EXCERPT_WIDTH * 3 / 4;
    if fits { 0 } else { column.saturating_sub(EXCERPT_WIDTH / 2) }
}

/// `text` with characters that cannot be seen written as `\u{…}`, at most 120 letters of it.
fn visible(text: &str) -> String {
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
    use super::{nearest, visible};

    /// A name is proposed only when it is near enough to be meant.
    #[test]
    fn nearest_is_near() {
        let names = ["title", "date", "lead"];
        assert_eq!(nearest("tittle", names.into_iter()), Some("title"));
        assert_eq!(nearest("TITLE", names.into_iter()), Some("title"));
        assert_eq!(nearest("khen-thuong", names.into_iter()), None);
    }

    /// What cannot be seen is made visible in messages.
    #[test]
    fn invisible_is_shown() {
        assert_eq!(visible("id\u{200b}"), "id\\u{200b}");
    }
}
