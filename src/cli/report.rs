//! Diagnostics and sentences onto the terminal.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};

use anstyle::AnsiColor;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::cli::arguments::OutputFormat;
use crate::diagnostic::{Diagnostic, Severity};
use crate::messages::{Language, Messages};
use crate::source::{SourceId, Sources};
use crate::text;

/// Diagnostics of one code in one file that people are told; who has more mends these first.
const MAX_SAME_CODE: usize = 50;

/// Prints in one language for people or for programs.
///
/// Diagnostics for people go to the error stream, sentences to the output; for programs everything is one
/// object a line on the output.
pub struct Reporter {
    messages: Messages,
    /// The language.
    pub language: Language,
    format: OutputFormat,
}

/// A diagnostic as it is told, or another line beside them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OutputLine {
    /// Of the diagnostic, when it is told to people.
    severity: Option<Severity>,
    text: String,
}

/// How many diagnostics of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeverityCounts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl SeverityCounts {
    /// The numbers of `diagnostics`.
    pub fn of(diagnostics: &[Diagnostic]) -> SeverityCounts {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        SeverityCounts {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

impl Reporter {
    /// A second reporter that tells in the same way, for callbacks that may outlive this one.
    pub fn second(&self) -> Reporter {
        Reporter::new(self.language, self.format)
    }

    /// Prints in `language` as `format` asks.
    pub fn new(language: Language, format: OutputFormat) -> Reporter {
        Reporter { messages: Messages::built_in(language), language, format }
    }

    /// Whether a progress bar may be drawn.
    pub fn may_draw_progress(&self) -> bool {
        self.format == OutputFormat::Human && io::stderr().is_terminal()
    }

    /// Whether programs read what is printed.
    pub fn is_for_programs(&self) -> bool {
        self.format == OutputFormat::Json
    }

    /// Whether somebody sits in front of it who can be asked.
    pub fn may_ask(&self) -> bool {
        self.may_draw_progress() && io::stdin().is_terminal()
    }

    /// Asks a question that is answered by yes or no; everything but a yes is a no.
    pub fn ask(&self, name: &str, arguments: &[(&str, String)]) -> bool {
        self.prompt(&format!("{} {}", self.text(name, arguments), self.text("ask-yes-no", &[])));
        let mut answer = String::new();
        let read = io::stdin().read_line(&mut answer);
        read.is_ok() && is_yes(&answer)
    }

    /// Shows what is asked for and stays on that line.
    pub fn prompt(&self, prompt: &str) {
        let _ = write!(io::stderr(), "{prompt} ");
        let _ = io::stderr().flush();
    }

    /// A sentence of the program.
    pub fn text(&self, name: &str, arguments: &[(&str, String)]) -> String {
        self.messages.say(name, arguments)
    }

    /// A number with `places` behind the decimal sign of the language.
    pub fn decimal(&self, number: f64, places: usize) -> String {
        let written = format!("{number:.places$}");
        match self.language {
            Language::Vi => written.replace('.', ","),
            Language::En => written,
        }
    }

    /// For whom it prints.
    pub fn format(&self) -> OutputFormat {
        self.format
    }

    /// Prints every diagnostic.
    pub fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        self.print(&self.output_lines(diagnostics, sources));
    }

    /// Prints what was told before.
    pub fn print(&self, told: &[OutputLine]) {
        for OutputLine { severity, text } in told {
            match (self.format, severity) {
                (OutputFormat::Json, _) => line(text),
                (OutputFormat::Human, Some(severity)) => error_line(&coloured(*severity, text)),
                (OutputFormat::Human, None) => error_line(text),
            }
        }
    }

    /// Every diagnostic as it is told, in order.
    pub fn output_lines(&self, diagnostics: &[Diagnostic], sources: &Sources) -> Vec<OutputLine> {
        let mut told = Vec::new();
        let mut alike: BTreeMap<(&str, Option<SourceId>), usize> = BTreeMap::new();
        for diagnostic in diagnostics {
            let count = alike.entry((diagnostic.code.name(), diagnostic.source())).or_default();
            *count += 1;
            match self.format {
                OutputFormat::Human if *count > MAX_SAME_CODE => {}
                OutputFormat::Human => {
                    let text = diagnostic.render(sources, &self.messages);
                    told.push(OutputLine { severity: Some(diagnostic.severity), text });
                }
                OutputFormat::Json => {
                    let facts = diagnostic.to_json(sources, &self.messages);
                    let text = serde_json::to_string(&facts).expect("facts are plain texts and numbers");
                    told.push(OutputLine { severity: None, text });
                }
            }
        }
        if self.format == OutputFormat::Human {
            told.extend(self.more_alike(&alike, sources));
        }
        told
    }

    /// The line that names `explain`, to be printed below `diagnostics`: for people, when one is an error or a warning.
    pub fn explain_hint(&self, diagnostics: &[Diagnostic]) -> Option<OutputLine> {
        let is_due = diagnostics.iter().any(|diagnostic| diagnostic.severity != Severity::Note);
        let text = || self.text("explain-hint", &[]);
        (self.format == OutputFormat::Human && is_due).then(|| OutputLine { severity: None, text: text() })
    }

    /// Prints how many diagnostics of each code there are: errors first, then the most frequent.
    pub fn summary(&self, diagnostics: &[Diagnostic]) {
        let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
        for diagnostic in diagnostics {
            *counts.entry((diagnostic.severity, diagnostic.code.name())).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|((severity, code), count)| (*severity, std::cmp::Reverse(*count), *code));
        for ((severity, code), count) in counts {
            let severity = severity.name().trim_start_matches("severity-").to_owned();
            let told = [("count", count.to_string()), ("code", code.to_owned()), ("severity", severity)];
            self.sentence("summary", &told);
        }
    }

    fn more_alike(
        &self,
        alike: &BTreeMap<(&str, Option<SourceId>), usize>,
        sources: &Sources,
    ) -> impl Iterator<Item = OutputLine> {
        alike.iter().filter(|(_, count)| **count > MAX_SAME_CODE).map(|((code, source), count)| {
            let path =
                source.and_then(|id| sources.find(id)).map_or_else(String::new, |s| s.path.to_string());
            let more = (count - MAX_SAME_CODE).to_string();
            let arguments = [("path", path), ("code", (*code).to_owned()), ("more", more)];
            OutputLine { severity: None, text: self.text("more-alike", &arguments) }
        })
    }

    /// Prints a sentence with what else programs want to know of it.
    pub fn sentence(&self, name: &str, arguments: &[(&str, String)]) {
        match self.format {
            OutputFormat::Human => line(&self.text(name, arguments)),
            OutputFormat::Json => {
                let facts: serde_json::Map<String, serde_json::Value> =
                    arguments.iter().map(|(key, value)| ((*key).to_owned(), fact(value))).collect();
                line(
                    &json!({"event": name, "message": self.text(name, arguments), "facts": facts})
                        .to_string(),
                );
            }
        }
    }

    /// Prints an object that only programs want.
    pub fn object(&self, object: &serde_json::Value) {
        line(&object.to_string());
    }

    /// Prints a line that only people want.
    pub fn note(&self, text: &str) {
        if self.format == OutputFormat::Human {
            line(text);
        }
    }

    /// Prints a fault of usage or of the machine, with its way out.
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
                error_line(&coloured(Severity::Error, &drawing));
            }
            OutputFormat::Json => {
                line(
                    &json!({"severity": "error", "code": name, "message": message, "help": help}).to_string(),
                );
            }
        }
    }
}

/// Numbers of sentences are numbers for programs too.
fn fact(value: &str) -> serde_json::Value {
    value.parse::<i64>().map_or_else(|_| json!(value), |number| json!(number))
}

/// A closed pipe is no reason to fail: whoever read the lines has seen enough.
fn line(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Prints to the error stream, with colours if it is a terminal that shows them and `NO_COLOR` does not forbid it.
fn error_line(text: &str) {
    let _ = writeln!(anstream::stderr(), "{}", text.trim_end_matches('\n'));
}

/// A drawing whose first line is bold and in the colour of its severity.
fn coloured(severity: Severity, drawing: &str) -> String {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    let style = colour.on_default().bold();
    match drawing.split_once('\n') {
        Some((first, rest)) => format!("{style}{first}{style:#}\n{rest}"),
        None => drawing.to_owned(),
    }
}

/// Whether an answer is a yes, however its letters were typed: the Vietnamese keyboard of Windows types marks apart.
fn is_yes(answer: &str) -> bool {
    let answer = text::nfc(answer.trim()).to_lowercase();
    ["c", "có", "co", "y", "yes"].contains(&&*answer)
}

#[cfg(test)]
mod tests {
    use super::is_yes;

    /// A yes counts with letters and marks joined or apart, in any case; everything else is a no.
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
