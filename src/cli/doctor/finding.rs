//! What a check of the computer found.

use serde_json::{Map, Value, json};

use crate::cli::report::Reporter;

/// The result of one check of the computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How serious it is.
    pub state: FindingState,
    /// The name of the message, which begins with `doctor-`; its attribute `help` says what can be done.
    pub name: &'static str,
    /// The arguments of the message.
    pub arguments: Vec<(&'static str, String)>,
}

/// How serious a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingState {
    /// Nothing is wrong.
    Good,
    /// Something works slower, or not everywhere.
    Warning,
    /// A command will fail.
    Problem,
}

impl FindingState {
    /// Returns the word for message arguments and programs.
    fn word(self) -> &'static str {
        match self {
            FindingState::Good => "ok",
            FindingState::Warning => "warning",
            FindingState::Problem => "problem",
        }
    }
}

impl Finding {
    /// Creates the finding that the message `name` describes and that needs no action.
    pub fn good(name: &'static str) -> Finding {
        Finding { state: FindingState::Good, name, arguments: Vec::new() }
    }

    /// Creates the warning that the message `name` describes.
    pub fn warning(name: &'static str) -> Finding {
        Finding { state: FindingState::Warning, name, arguments: Vec::new() }
    }

    /// Creates the problem that the message `name` describes.
    pub fn problem(name: &'static str) -> Finding {
        Finding { state: FindingState::Problem, name, arguments: Vec::new() }
    }

    /// Adds the argument `key` of the message.
    pub fn arg(mut self, key: &'static str, value: impl Into<String>) -> Finding {
        self.arguments.push((key, value.into()));
        self
    }

    /// Prints a line with the state, and below it what can be done; for programs, one object.
    pub fn print(&self, reporter: &Reporter) {
        let message = reporter.text(self.name, &self.arguments);
        let help = format!("{}.help", self.name);
        let help = reporter.messages().has(&help).then(|| reporter.text(&help, &self.arguments));
        if reporter.is_json() {
            let facts: Map<String, Value> =
                self.arguments.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
            let check = self.name.trim_start_matches("doctor-");
            reporter.object(&json!({
                "check": check, "state": self.state.word(), "message": message, "help": help, "facts": facts,
            }));
            return;
        }
        let state = reporter.text("doctor-state", &[("state", self.state.word().to_owned())]);
        reporter.note(&format!("{state:<9}{message}"));
        if let Some(help) = help {
            reporter.note(&format!("{:<9}{}: {help}", "", reporter.text("help", &[])));
        }
    }
}
