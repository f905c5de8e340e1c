//! Prints diagnostics and messages, for people or as JSON.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::cli::arguments::OutputFormat;
use crate::cli::terminal::{error_line, print_error, with_coloured_first_line};
use crate::desk::TaskObserver;
use crate::diagnostic::{Diagnostic, Severity};
use crate::messages::{Language, Messages};
use crate::source::Sources;
use crate::text;

/// The most diagnostics with the same code that a short report for people lists.
const MAX_SAME_CODE: usize = 20;

/// How many diagnostics are printed for people; programs get all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportLength {
    /// The first 20 of each code, and how many more there are.
    Short,
    /// All.
    Full,
}

/// Prints messages in one language, for people or for programs.
///
/// For people, diagnostics are printed to standard error and messages to standard output. For programs,
/// everything is printed to standard output as JSON, one object per line.
pub struct Reporter {
    messages: Messages,
    /// The language of the messages.
    pub language: Language,
    format: OutputFormat,
    /// Who gets the output in place of the terminal, and answers the questions.
    observer: Option<Arc<dyn TaskObserver>>,
}

/// A diagnostic ready to be printed, or another line among them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OutputLine {
    /// The severity, for a diagnostic that is printed for people.
    severity: Option<Severity>,
    text: String,
}

/// The number of diagnostics of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityCounts {
    /// Number of errors.
    pub errors: usize,
    /// Number of warnings.
    pub warnings: usize,
    /// Number of notes.
    pub notes: usize,
}

impl SeverityCounts {
    /// Counts `diagnostics` by severity.
    pub fn count(diagnostics: &[Diagnostic]) -> SeverityCounts {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        SeverityCounts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

impl Reporter {
    /// A reporter with the same settings, for callbacks that may outlive this one.
    pub fn duplicate(&self) -> Reporter {
        Reporter { observer: self.observer.clone(), ..Reporter::new(self.language, self.format) }
    }

    /// Creates a reporter that prints in `language` and `format`.
    pub fn new(language: Language, format: OutputFormat) -> Reporter {
        Reporter { messages: Messages::built_in(language), language, format, observer: None }
    }

    /// Creates a reporter for a task of the desk: `observer` gets what is printed for programs, and answers questions.
    pub fn for_desk(language: Language, observer: Arc<dyn TaskObserver>) -> Reporter {
        Reporter { observer: Some(observer), ..Reporter::new(language, OutputFormat::Json) }
    }

    /// The observer of a task of the desk; `None` on a terminal.
    pub fn observer(&self) -> Option<&dyn TaskObserver> {
        self.observer.as_deref()
    }

    /// Returns whether a progress bar may be drawn: for people, on a terminal.
    pub fn may_draw_progress(&self) -> bool {
        self.format == OutputFormat::Human && io::stderr().is_terminal()
    }

    /// Returns whether the output is JSON for programs.
    pub fn is_json(&self) -> bool {
        self.format == OutputFormat::Json
    }

    /// Returns whether the user can be asked: in the desk, or for people, with a terminal for input and output.
    pub fn is_interactive(&self) -> bool {
        self.observer.is_some() || self.may_draw_progress() && io::stdin().is_terminal()
    }

    /// Asks a yes-or-no question; any other answer than yes is a no.
    pub fn ask(&self, name: &str, arguments: &[(&str, String)]) -> bool {
        if let Some(observer) = &self.observer {
            let about = name.strip_suffix(".ask");
            let sentence = about.map_or_else(String::new, |about| self.text(about, arguments));
            return observer.confirms(about.unwrap_or(name), &sentence, &self.text(name, arguments));
        }
        self.prompt(&format!("{} {}", self.text(name, arguments), self.text("ask-yes-no", &[])));
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer);
        read.is_ok() && is_yes(&answer)
    }

    /// Asks the question `name` and returns the line that the user typed; empty if none can be read.
    pub fn answer(&self, name: &str, arguments: &[(&str, String)]) -> String {
        self.prompt(&self.text(name, arguments));
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer);
        read.map_or_else(|_| String::new(), |_| answer)
    }

    /// Prints a prompt to standard error without a line break.
    pub fn prompt(&self, prompt: &str) {
        let _ = write!(io::stderr(), "{prompt} ");
        let _ = io::stderr().flush();
    }

    /// The messages in the language of the reporter.
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// Formats the message `name` in the language of the reporter.
    pub fn text(&self, name: &str, arguments: &[(&str, String)]) -> String {
        self.messages.say(name, arguments)
    }

    /// Formats `number` with `places` decimals and the decimal separator of the language.
    pub fn decimal(&self, number: f64, places: usize) -> String {
        let written = format!("{number:.places$}");
        match self.language {
            Language::Vi => written.replace('.', ","),
            Language::En => written,
        }
    }

    /// The output format.
    pub fn format(&self) -> OutputFormat {
        self.format
    }

    /// Prints a short report of `diagnostics`.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        self.print(&self.output_lines(diagnostics, sources, ReportLength::Short));
    }

    /// Prints lines that [`Reporter::output_lines`] returned.
    pub fn print(&self, lines: &[OutputLine]) {
        for OutputLine { severity, text } in lines {
            match (self.format, severity) {
                (OutputFormat::Json, _) => self.json_line(text),
                (OutputFormat::Human, Some(severity)) => {
                    error_line(&with_coloured_first_line(*severity, text))
                }
                (OutputFormat::Human, None) => error_line(text),
            }
        }
    }

    /// Formats `diagnostics` in order, and adds for each code the number of those that are left out.
    pub fn output_lines<'d>(
        &self,
        diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
        sources: &Sources,
        length: ReportLength,
    ) -> Vec<OutputLine> {
        let mut lines = Vec::new();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let most = if length == ReportLength::Short { MAX_SAME_CODE } else { usize::MAX };
        for diagnostic in diagnostics {
            let count = counts.entry(diagnostic.code.name()).or_default();
            *count += 1;
            match self.format {
                OutputFormat::Human if *count > most => {}
                OutputFormat::Human => {
                    let text = diagnostic.render(sources, &self.messages);
                    lines.push(OutputLine { severity: Some(diagnostic.severity), text });
                }
                OutputFormat::Json => {
                    let facts = diagnostic.to_json(sources, &self.messages);
                    let text = serde_json::to_string(&facts).expect("facts are strings and numbers");
                    lines.push(OutputLine { severity: None, text });
                }
            }
        }
        if self.format == OutputFormat::Human {
            let left_out = counts.into_iter().filter(|(_, count)| *count > most);
            lines.extend(left_out.map(|(code, count)| {
                let arguments = [("code", code.to_owned()), ("more", (count - most).to_string())];
                OutputLine { severity: None, text: self.text("more-alike", &arguments) }
            }));
        }
        lines
    }

    /// The line that names `explain`, to be printed below `diagnostics`: for people, when one is an error or a warning.
    pub fn explain_hint(&self, diagnostics: &[Diagnostic]) -> Option<OutputLine> {
        let is_due = diagnostics.iter().any(|diagnostic| diagnostic.severity != Severity::Note);
        let text = || self.text("explain-hint", &[]);
        (self.format == OutputFormat::Human && is_due).then(|| OutputLine { severity: None, text: text() })
    }

    /// The line that says how many of `diagnostics` the command `fix` corrects: for people, when it corrects any.
    pub fn fix_hint(&self, diagnostics: &[Diagnostic]) -> Option<OutputLine> {
        let count = diagnostics.iter().filter(|diagnostic| diagnostic.correction.is_some()).count();
        let text = || self.text("fix-hint", &[("count", count.to_string())]);
        (self.format == OutputFormat::Human && count > 0).then(|| OutputLine { severity: None, text: text() })
    }

    /// Prints the number of diagnostics of each code: errors first, then by frequency.
    pub fn summary(&self, diagnostics: &[Diagnostic]) {
        let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
        for diagnostic in diagnostics {
            *counts.entry((diagnostic.severity, diagnostic.code.name())).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|((severity, code), count)| (*severity, std::cmp::Reverse(*count), *code));
        for ((severity, code), count) in counts {
            let severity = severity.name().trim_start_matches("severity-").to_owned();
            let arguments = [("count", count.to_string()), ("code", code.to_owned()), ("severity", severity)];
            self.sentence("summary", &arguments);
        }
    }

    /// Prints the message `name`; for programs, as an event with its arguments.
    pub fn sentence(&self, name: &str, arguments: &[(&str, String)]) {
        match self.format {
            OutputFormat::Human => output_line(&self.text(name, arguments)),
            OutputFormat::Json => {
                let facts: serde_json::Map<String, serde_json::Value> =
                    arguments.iter().map(|(key, value)| ((*key).to_owned(), json_value(value))).collect();
                self.json_line(
                    &json!({"event": name, "message": self.text(name, arguments), "facts": facts})
                        .to_string(),
                );
            }
        }
    }

    /// Prints a JSON object, whatever the format.
    pub fn object(&self, object: &serde_json::Value) {
        self.json_line(&object.to_string());
    }

    /// Prints a line for programs, or passes it to the desk.
    fn json_line(&self, line: &str) {
        match &self.observer {
            Some(observer) => observer.line(line),
            None => output_line(line),
        }
    }

    /// Prints the message `name` for people and in the desk; programs do not get it.
    pub fn remark(&self, name: &str, arguments: &[(&str, String)]) {
        if self.observer.is_some() {
            self.sentence(name, arguments);
        } else {
            self.note(&self.text(name, arguments));
        }
    }

    /// Prints a line in the format for people only.
    pub fn note(&self, text: &str) {
        if self.format == OutputFormat::Human {
            output_line(text);
        }
    }

    /// Prints lines with colours in the format for people only; without the colours where standard output shows none.
    pub fn styled_note(&self, text: &str) {
        if self.format == OutputFormat::Human {
            let _ = write!(anstream::stdout(), "{text}");
        }
    }

    /// Prints an error of usage or of the system, with its help text if the message has one.
    pub fn error(&self, name: &str, arguments: &[(&str, String)]) {
        let message = self.text(name, arguments);
        let help = format!("{name}.help");
        let help = self.messages.has(&help).then(|| self.text(&help, arguments));
        match self.format {
            OutputFormat::Human => {
                let severity = self.text("severity-error", &[]);
                let mut drawing = format!("{severity}: {message}\n");
                if let Some(help) = help {
                    drawing.push_str(&format!("{}: {help}\n", self.text("help", &[])));
                }
                print_error(&drawing);
            }
            OutputFormat::Json => {
                self.json_line(
                    &json!({"severity": "error", "code": name, "message": message, "help": help}).to_string(),
                );
            }
        }
    }
}

/// An argument as JSON: integers become numbers.
fn json_value(value: &str) -> serde_json::Value {
    value.parse::<i64>().map_or_else(|_| json!(value), |number| json!(number))
}

/// Prints a line. A closed pipe is not an error: the reading program has seen enough.
fn output_line(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Returns whether an answer is a yes. The Vietnamese keyboard of Windows types combining marks, so it is
/// normalised.
fn is_yes(answer: &str) -> bool {
    let answer = text::nfc(answer.trim()).to_lowercase();
    ["c", "có", "co", "y", "yes"].contains(&&*answer)
}

#[cfg(test)]
mod tests {
    use super::is_yes;

    /// A yes is recognised with precomposed and combining marks and in any case; everything else is a no.
    #[test]
    fn answers() {
        for yes in ["có", "co\u{301}", "CO\u{301}\r\n", "Có", "y", "YES\n", " c "] {
            assert!(is_yes(yes), "{yes:?}");
        }
        for no in ["", "\n", "không", "n", "cò", "co\u{300}", "yep"] {
            assert!(!is_yes(no), "{no:?}");
        }
    }
}
