//! Begins and discards imports, and takes the answers to their questions.

use hyper::StatusCode;
use serde::{Deserialize, Serialize};

use crate::desk::answer::{Answer, Refused};
use crate::desk::importing::reading::{ImportReading, names, unread};
use crate::desk::importing::unfinished::{AnsweredQuestion, GivenAnswer};
use crate::desk::request::DeskRequest;
use crate::desk::state::DeskState;
use crate::import::{Question, QuestionKey, QuestionSubject, TypedAnswer, interpret_words};
use crate::model::registry::UnitKind;

/// The most letters of the name of a file.
const MAX_NAME: usize = 200;

/// Keeps the file in the body of `request` and reads it; the answer is the address of the import.
///
/// # Errors
/// When it cannot be kept or read; nothing of it is kept then.
pub fn begin(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let name: String =
        request.parameter("name").chars().filter(|letter| !letter.is_control()).take(MAX_NAME).collect();
    let id = state.imports.begin(&name, &request.body, state.now()).map_err(|error| not_kept(&error))?;
    let import = state.imports.find(&id).ok_or_else(unknown)?;
    if let Err(error) = state.imports.document(&id, &import) {
        state.imports.remove(&id).map_err(|error| not_kept(&error))?;
        return Err(unread(state, &import, &error));
    }
    Ok(Answer::json(&format!("/import?id={id}")))
}

/// The answer to a question of an import.
#[derive(Deserialize)]
struct TypedImportAnswer {
    id: String,
    /// The word of the subject of the question.
    subject: String,
    /// The words that the question is about, in the form in which they are compared.
    words: String,
    /// `value` for a candidate, `typed` for other words, `new` for a new unit, `open` to leave it open.
    choice: String,
    /// The candidate, the words, or the type of the unit.
    #[serde(default)]
    value: String,
}

/// Keeps the answer to one question.
///
/// # Errors
/// When there is no such question, the answer means nothing, or it cannot be kept.
pub fn answer(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let typed: TypedImportAnswer = request.json()?;
    let reading = ImportReading::of(state, &typed.id)?;
    let is_asked = |key: &QuestionKey| key.subject.word() == typed.subject && key.words == typed.words;
    let before = reading.import.answered.iter().map(|answered| &answered.question);
    let question = reading.questions.iter().chain(before).find(|question| is_asked(&question.key));
    let question = question.ok_or_else(|| Refused::new(StatusCode::CONFLICT, "desk-import-not-asked"))?;
    let given = given(state, &reading, question, &typed)?;
    keep(state, &typed.id, &[AnsweredQuestion { question: question.clone(), answer: given }])?;
    Ok(Answer::json(&()))
}

/// What was chosen or typed as the answer to `question`.
fn given(
    state: &DeskState,
    reading: &ImportReading,
    question: &Question,
    typed: &TypedImportAnswer,
) -> Result<GivenAnswer, Refused> {
    let bad = |message| Err(Refused::new(StatusCode::BAD_REQUEST, message));
    match typed.choice.as_str() {
        "open" => Ok(GivenAnswer::Open),
        "value" if question.candidates.iter().any(|candidate| candidate.value == typed.value) => {
            Ok(GivenAnswer::Value(typed.value.clone()))
        }
        "new" if question.key.subject == QuestionSubject::Unit => {
            match UnitKind::WORDS.iter().any(|(word, _)| *word == typed.value) {
                true => Ok(GivenAnswer::NewUnit(typed.value.clone())),
                false => bad("desk-import-no-kind"),
            }
        }
        "typed" => match interpret_words(&typed.value, question, &names(reading.site()?)) {
            TypedAnswer::Value(value) => Ok(GivenAnswer::Value(value)),
            TypedAnswer::Unknown(Some(reason)) => {
                let detail = reason.sentence(&state.messages);
                Err(Refused::new(StatusCode::BAD_REQUEST, "desk-import-no-answer").arg("detail", detail))
            }
            TypedAnswer::Unknown(None) => {
                Err(Refused::new(StatusCode::BAD_REQUEST, "import-answer-unknown").arg("typed", &typed.value))
            }
            TypedAnswer::Open | TypedAnswer::NewUnit => bad("desk-import-empty-answer"),
        },
        _ => bad("desk-import-empty-answer"),
    }
}

/// An import, and a question of it.
#[derive(Deserialize)]
struct ImportWish {
    id: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    words: String,
}

/// The number of questions that are left.
#[derive(Serialize)]
struct LeftOpen {
    count: usize,
}

/// Leaves all questions without an answer open.
///
/// # Errors
/// When there is no such import, or it cannot be kept.
pub fn leave_open(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let wish: ImportWish = request.json()?;
    let questions = ImportReading::of(state, &wish.id)?.questions.into_iter();
    let left: Vec<AnsweredQuestion> =
        questions.map(|question| AnsweredQuestion { question, answer: GivenAnswer::Open }).collect();
    keep(state, &wish.id, &left)?;
    Ok(Answer::json(&LeftOpen { count: left.len() }))
}

/// Forgets the answer to a question, so that it is asked again.
///
/// # Errors
/// When there is no such import, or it cannot be kept.
pub fn ask_again(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let wish: ImportWish = request.json()?;
    let is_meant = |key: &QuestionKey| key.subject.word() == wish.subject && key.words == wish.words;
    let changed = state.imports.change(&wish.id, |import| {
        import.answered.retain(|answered| !is_meant(&answered.question.key));
    });
    found(changed)
}

/// Discards an import; what it would have written is not written.
///
/// # Errors
/// When it cannot be deleted.
pub fn discard(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let wish: ImportWish = request.json()?;
    state.imports.remove(&wish.id).map_err(|error| not_kept(&error))?;
    Ok(Answer::json(&"/import"))
}

/// Keeps answers; each replaces an earlier one to the same question.
fn keep(state: &DeskState, id: &str, answers: &[AnsweredQuestion]) -> Result<(), Refused> {
    let changed = state.imports.change(id, |import| {
        import.answered.retain(|known| answers.iter().all(|new| new.question.key != known.question.key));
        import.answered.extend_from_slice(answers);
    });
    found(changed).map(|_| ())
}

fn found(changed: std::io::Result<bool>) -> Result<Answer, Refused> {
    match changed {
        Ok(true) => Ok(Answer::json(&())),
        Ok(false) => Err(unknown()),
        Err(error) => Err(not_kept(&error)),
    }
}

fn unknown() -> Refused {
    Refused::new(StatusCode::NOT_FOUND, "desk-import-unknown")
}

fn not_kept(error: &std::io::Error) -> Refused {
    Refused::new(StatusCode::CONFLICT, "desk-import-not-kept").arg("reason", crate::file::reason(error))
}
