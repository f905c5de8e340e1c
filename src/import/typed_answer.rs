//! Reads what a person typed as the answer to a question.

use crate::diagnostic::{Diagnostic, Location};
use crate::import::day::read_day;
use crate::import::proposal::{AnswerCandidate, Question, QuestionSubject};
use crate::model::date::Period;
use crate::model::names::NameIndex;
use crate::model::registry::{AwardKind, Unit};
use crate::text;

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
    /// The answer, as [`Answers`](crate::import::Answers) has it.
    Value(String),
    /// The line means nothing; with the diagnostic about an unknown or ambiguous name.
    Unknown(Option<Diagnostic>),
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
    match chosen {
        Some(candidate) => TypedAnswer::Value(candidate.value.clone()),
        None => interpret_words(&typed, question, names),
    }
}

/// Returns what the words `typed` mean: a candidate, or what is looked up. Nothing leaves the thing open.
pub fn interpret_words(typed: &str, question: &Question, names: &RegistryNames<'_>) -> TypedAnswer {
    let typed = text::nfc(typed.trim());
    if typed.is_empty() {
        return TypedAnswer::Open;
    }
    let same = |candidate: &&AnswerCandidate| {
        let (value, title) = (text::slug(&candidate.value), text::slug(&candidate.title));
        [value, title].contains(&text::slug(&typed))
    };
    if let Some(candidate) = question.candidates.iter().find(same) {
        return TypedAnswer::Value(candidate.value.clone());
    }
    match question.key.subject {
        QuestionSubject::Unit | QuestionSubject::Issuer => looked_up(&typed, &names.units),
        QuestionSubject::Kind | QuestionSubject::ListKind => looked_up(&typed, &names.kinds),
        QuestionSubject::Period | QuestionSubject::RowPeriod if Period::parse(&typed).is_some() => {
            TypedAnswer::Value(typed.into_owned())
        }
        QuestionSubject::Signed => {
            read_day(&typed).map_or(TypedAnswer::Unknown(None), |day| TypedAnswer::Value(day.to_string()))
        }
        QuestionSubject::Number | QuestionSubject::PositionAndUnit => TypedAnswer::Value(typed.into_owned()),
        QuestionSubject::Period
        | QuestionSubject::RowPeriod
        | QuestionSubject::RecipientKind
        | QuestionSubject::Column
        | QuestionSubject::Class
        | QuestionSubject::Row
        | QuestionSubject::Paragraph => TypedAnswer::Unknown(None),
    }
}

/// Returns the id of the only record with this id or name.
fn looked_up<T>(typed: &str, names: &NameIndex<'_, T>) -> TypedAnswer {
    let found = names.find(typed, None);
    let error = names.error(typed, &found, Location::Nowhere);
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
