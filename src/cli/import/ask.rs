//! Asks in the terminal what is not certain: one question for each distinct thing.

use std::collections::BTreeSet;

use crate::cli::report::Reporter;
use crate::diagnostic::Diagnostic;
use crate::import::{
    Answers, NewUnit, Question, QuestionKey, QuestionSubject, RegistryNames, TypedAnswer, candidate_title,
    interpret, likely_kinds,
};
use crate::source::Sources;

/// The most places that a question names.
const MAX_PLACES: usize = 3;

/// The answers of one run, and the questions that stay open.
#[derive(Default)]
pub struct Interview {
    /// The answers; empty ones for open questions.
    pub answers: Answers,
    /// The questions that stay open, in the order in which they were met.
    pub open: Vec<Question>,
    /// The questions with the answer of the user.
    pub answered: Vec<(Question, String)>,
    /// The units that the user calls new.
    pub new_units: Vec<NewUnit>,
    met: BTreeSet<QuestionKey>,
}

impl Interview {
    /// Returns those of `questions` that were not met before, each once.
    pub fn unmet(&mut self, questions: impl Iterator<Item = Question>) -> Vec<Question> {
        questions.filter(|question| self.met.insert(question.key.clone())).collect()
    }

    /// Leaves `question` open.
    pub fn leave_open(&mut self, question: Question) {
        self.answers.add(question.key.clone(), "");
        self.open.push(question);
    }

    /// Asks each of `questions` until it is answered or left open.
    pub fn ask(&mut self, questions: Vec<Question>, names: &RegistryNames<'_>, reporter: &Reporter) {
        let count = questions.len();
        for (at, question) in questions.into_iter().enumerate() {
            print(&question, (at + 1, count), reporter);
            let answer = loop {
                let typed = reporter.answer("import-answer", &[("subject", subject(&question))]);
                match interpret(&typed, &question, names) {
                    TypedAnswer::Unknown(reason) => report_unknown(reason, typed.trim(), reporter),
                    TypedAnswer::NewUnit => match ask_kind(&question.printed, reporter) {
                        // The words stay as they are printed: they are the name of the new unit.
                        Some(unit) => {
                            self.new_units.push(unit);
                            break Some(String::new());
                        }
                        None => break None,
                    },
                    TypedAnswer::Open => break None,
                    TypedAnswer::Value(value) => break Some(value),
                }
            };
            match answer {
                None => self.leave_open(question),
                Some(value) if value.is_empty() => self.answers.add(question.key, ""),
                Some(value) => {
                    self.answers.add(question.key.clone(), &*value);
                    self.answered.push((question, value));
                }
            }
        }
    }
}

/// Asks what kind of unit a new one is; `None` if that stays open.
fn ask_kind(name: &str, reporter: &Reporter) -> Option<NewUnit> {
    let kinds = likely_kinds(name);
    for (at, kind) in kinds.iter().enumerate() {
        let title = reporter.text("import-unit-kind", &[("kind", kind.word().to_owned())]);
        reporter.note(&format!("  {}  {title}", at + 1));
    }
    loop {
        let typed = reporter.answer("import-new-unit-kind", &[("printed", name.to_owned())]);
        let typed = typed.trim();
        if typed.is_empty() || typed == "0" {
            return None;
        }
        match typed.parse::<usize>().ok().and_then(|at| kinds.get(at.checked_sub(1)?)) {
            Some(kind) => return Some(NewUnit { name: name.to_owned(), kind: *kind }),
            None => report_unknown(None, typed, reporter),
        }
    }
}

fn subject(question: &Question) -> String {
    question.key.subject.word().to_owned()
}

/// Returns the arguments of the messages about a question.
pub fn question_arguments(question: &Question) -> Vec<(&'static str, String)> {
    question.arguments(MAX_PLACES)
}

fn print(question: &Question, (at, count): (usize, usize), reporter: &Reporter) {
    let mut arguments = question_arguments(question);
    arguments.extend([("at", at.to_string()), ("count", count.to_string())]);
    reporter.note(&format!("\n{}", reporter.text("import-question", &arguments)));
    for (at, candidate) in question.candidates.iter().enumerate() {
        reporter.note(&format!("  {}  {}", at + 1, candidate_title(candidate, reporter.messages())));
    }
    if question.key.subject == QuestionSubject::Unit {
        reporter.note(&format!("  +  {}", reporter.text("import-new-unit", &[])));
    }
    reporter.note(&format!("  0  {}", reporter.text("import-leave-open", &[])));
}

fn report_unknown(reason: Option<Diagnostic>, typed: &str, reporter: &Reporter) {
    match reason {
        Some(diagnostic) => reporter.diagnostics(&[diagnostic], &Sources::default()),
        None => reporter.note(&reporter.text("import-answer-unknown", &[("typed", typed.to_owned())])),
    }
}
