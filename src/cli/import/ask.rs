//! Asks in the terminal what is not certain: one question for each distinct thing.

use std::collections::BTreeSet;

use crate::cli::import::day::read_day;
use crate::cli::report::Reporter;
use crate::diagnostic::Diagnostic;
use crate::import::{
    AnswerCandidate, Answers, NewUnit, Question, QuestionKey, QuestionSubject, likely_kinds,
};
use crate::model::date::Period;
use crate::model::names::NameIndex;
use crate::model::registry::{AwardKind, Unit};
use crate::source::Sources;
use crate::text;

/// The most places that a question names.
const MAX_PLACES: usize = 3;

/// The names among which typed words are looked up.
pub struct RegistryNames<'s> {
    /// The units of the site.
    pub units: NameIndex<'s, Unit>,
    /// The kinds of awards, built-in and own.
    pub kinds: NameIndex<'s, AwardKind>,
}

/// What a typed line means as the answer to a question.
#[derive(Debug)]
pub enum TypedAnswer {
    /// The thing stays open.
    Open,
    /// It is a unit that the registry does not have.
    NewUnit,
    /// The answer, as [`Answers`] has it.
    Value(String),
    /// The line means nothing; with the diagnostic about an unknown or ambiguous name.
    Unknown(Option<Diagnostic>),
}

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
        reporter.note(&format!("  {}  {}", at + 1, shown(candidate, reporter)));
    }
    if question.key.subject == QuestionSubject::Unit {
        reporter.note(&format!("  +  {}", reporter.text("import-new-unit", &[])));
    }
    reporter.note(&format!("  0  {}", reporter.text("import-leave-open", &[])));
}

/// Returns a candidate as a person reads it: the title, and the value if it is another text. Words of YAML have a title
/// in the language of the reporter.
pub fn shown(candidate: &AnswerCandidate, reporter: &Reporter) -> String {
    if candidate.title == candidate.value || candidate.title.is_empty() {
        return reporter.text("import-word", &[("word", candidate.value.clone())]);
    }
    format!("{} ({})", candidate.title, candidate.value)
}

fn report_unknown(reason: Option<Diagnostic>, typed: &str, reporter: &Reporter) {
    match reason {
        Some(diagnostic) => reporter.diagnostics(&[diagnostic], &Sources::default()),
        None => reporter.note(&reporter.text("import-answer-unknown", &[("typed", typed.to_owned())])),
    }
}

/// Returns what the line `typed` means: nothing and `0` leave the thing open, `+` is a new unit, the number of a candidate chooses it, and
/// other words are looked up.
pub fn interpret(typed: &str, question: &Question, names: &RegistryNames<'_>) -> TypedAnswer {
    let typed = text::nfc(typed.trim());
    if typed.is_empty() || &*typed == "0" {
        return TypedAnswer::Open;
    }
    if &*typed == "+" && question.key.subject == QuestionSubject::Unit {
        return TypedAnswer::NewUnit;
    }
    let chosen = typed.parse::<usize>().ok().and_then(|at| question.candidates.get(at.checked_sub(1)?));
    let same = |candidate: &&AnswerCandidate| {
        let (value, title) = (text::slug(&candidate.value), text::slug(&candidate.title));
        [value, title].contains(&text::slug(&typed))
    };
    if let Some(candidate) = chosen.or_else(|| question.candidates.iter().find(same)) {
        return TypedAnswer::Value(candidate.value.clone());
    }
    match question.key.subject {
        QuestionSubject::Unit | QuestionSubject::Issuer => looked_up(&typed, &names.units),
        QuestionSubject::Kind => looked_up(&typed, &names.kinds),
        QuestionSubject::Period if Period::parse(&typed).is_some() => TypedAnswer::Value(typed.into_owned()),
        QuestionSubject::Signed => {
            read_day(&typed).map_or(TypedAnswer::Unknown(None), |day| TypedAnswer::Value(day.to_string()))
        }
        QuestionSubject::Number | QuestionSubject::PositionAndUnit => TypedAnswer::Value(typed.into_owned()),
        QuestionSubject::Period
        | QuestionSubject::RecipientKind
        | QuestionSubject::Column
        | QuestionSubject::Class
        | QuestionSubject::Row => TypedAnswer::Unknown(None),
    }
}

/// Returns the id of the only record with this id or name.
fn looked_up<T>(typed: &str, names: &NameIndex<'_, T>) -> TypedAnswer {
    let found = names.find(typed, None);
    let error = names.error(typed, &found, crate::diagnostic::Location::Nowhere);
    match found.one().and_then(|record| names.id(record)) {
        Some(id) => TypedAnswer::Value(id.to_owned()),
        None => TypedAnswer::Unknown(error),
    }
}

#[cfg(test)]
mod tests {
    use super::{NameIndex, Question, QuestionSubject, RegistryNames, TypedAnswer, interpret};
    use crate::import::{AnswerCandidate, QuestionKey};
    use crate::model::id::IdVec;

    fn question(subject: QuestionSubject) -> Question {
        let candidate =
            |value: &str, title: &str| AnswerCandidate { value: value.into(), title: title.into() };
        Question {
            key: QuestionKey { subject, words: "x".into() },
            printed: "X".into(),
            candidates: vec![candidate("individual", "cá nhân"), candidate("collective", "tập thể")],
            places: vec!["Sheet1!B7".into()],
        }
    }

    /// Numbers, titles without marks and other words are understood; whatever is not leads to another question.
    #[test]
    fn typed_answers() {
        let kinds = IdVec::from(Vec::new());
        let names = RegistryNames { units: NameIndex::of_units(&[]), kinds: NameIndex::of_kinds(&kinds) };
        let answer = |typed: &str, subject| match interpret(typed, &question(subject), &names) {
            TypedAnswer::Open => "-".to_owned(),
            TypedAnswer::NewUnit => "new".to_owned(),
            TypedAnswer::Value(value) => value,
            TypedAnswer::Unknown(reason) => format!("? {}", reason.is_some()),
        };
        use QuestionSubject::{Number, Period, RecipientKind, Row, Signed, Unit};
        for (typed, subject, meant) in [
            ("\n", Row, "-"),
            ("0\r\n", Unit, "-"),
            ("+\r\n", Unit, "new"),
            ("+", Period, "? false"),
            ("2\n", RecipientKind, "collective"),
            ("tap the", RecipientKind, "collective"),
            ("3", RecipientKind, "? false"),
            ("cdcs-khac", Unit, "? true"),
            ("2025", Period, "2025"),
            ("năm nay", Period, "? false"),
            ("5/2/2024", Signed, "2024-02-05"),
            ("88/QĐ-LĐLĐ", Number, "88/QĐ-LĐLĐ"),
        ] {
            assert_eq!(answer(typed, subject), meant, "{typed:?}");
        }
    }
}
