//! Collects questions: one for each distinct thing, with all its places.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::proposal::{AnswerCandidate, Answers, Question, QuestionKey, QuestionSubject};
use crate::text::printed_name;

/// The questions about a document, and the answers to those asked before.
pub struct Questions<'a> {
    answers: &'a Answers,
    open: Vec<Question>,
    positions: FxHashMap<QuestionKey, usize>,
    /// The number of times that a question had no answer.
    asked: usize,
    /// The keys of the questions without an answer, or left open, since they were last taken.
    unanswered: BTreeSet<QuestionKey>,
}

impl<'a> Questions<'a> {
    /// Starts without questions.
    pub fn new(answers: &'a Answers) -> Questions<'a> {
        Questions {
            answers,
            open: Vec::new(),
            positions: FxHashMap::default(),
            asked: 0,
            unanswered: BTreeSet::new(),
        }
    }

    /// Returns the answer to the question about the words `printed`, or adds the question.
    pub fn ask(
        &mut self,
        subject: QuestionSubject,
        printed: &str,
        place: impl FnOnce() -> String,
        candidates: impl FnOnce() -> Vec<AnswerCandidate>,
    ) -> Option<&'a str> {
        let key = QuestionKey { subject, words: printed_name(printed).marked };
        self.ask_by_key(key, printed, place, candidates)
    }

    /// Returns the answer to a question that is about `place` only, or adds the question.
    pub fn ask_at(
        &mut self,
        subject: QuestionSubject,
        printed: &str,
        place: &str,
        candidates: impl FnOnce() -> Vec<AnswerCandidate>,
    ) -> Option<&'a str> {
        let key = QuestionKey { subject, words: format!("{place} {}", printed_name(printed).marked) };
        self.ask_by_key(key, printed, || place.to_owned(), candidates)
    }

    fn ask_by_key(
        &mut self,
        key: QuestionKey,
        printed: &str,
        place: impl FnOnce() -> String,
        candidates: impl FnOnce() -> Vec<AnswerCandidate>,
    ) -> Option<&'a str> {
        let answer = self.answers.find(&key);
        if answer.is_none_or(str::is_empty) && !self.unanswered.contains(&key) {
            self.unanswered.insert(key.clone());
        }
        if answer.is_some() {
            return answer;
        }
        self.asked += 1;
        match self.positions.get(&key) {
            Some(position) => {
                let places = &mut self.open[*position].places;
                let place = place();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
            None => {
                self.positions.insert(key.clone(), self.open.len());
                let (printed, places) = (printed.to_owned(), vec![place()]);
                self.open.push(Question { key, printed, candidates: candidates(), places });
            }
        }
        None
    }

    /// Starts without questions, with the same answers.
    pub fn without_open(&self) -> Questions<'a> {
        Questions::new(self.answers)
    }

    /// Adds the questions about the rows that follow.
    pub fn append(&mut self, later: Questions<'a>) {
        self.asked += later.asked;
        self.unanswered.extend(later.unanswered);
        for question in later.open {
            let Some(position) = self.positions.get(&question.key) else {
                self.positions.insert(question.key.clone(), self.open.len());
                self.open.push(question);
                continue;
            };
            let places = &mut self.open[*position].places;
            let known = question.places.iter().take_while(|place| places.last() == Some(*place)).count();
            places.extend(question.places.into_iter().skip(known));
        }
    }

    /// Returns how often a question had no answer.
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// Takes the keys of the questions that were met without an answer, or left open, since the last call.
    pub fn take_unanswered(&mut self) -> BTreeSet<QuestionKey> {
        std::mem::take(&mut self.unanswered)
    }

    /// Returns the number of questions without an answer.
    pub fn open_count(&self) -> usize {
        self.open.len()
    }

    /// Returns the questions without an answer, in the order in which they were asked first.
    pub fn into_open(self) -> Vec<Question> {
        self.open
    }
}

/// Returns candidates whose values are the words that people read.
pub fn word_candidates<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<AnswerCandidate> {
    let candidate = |word: &str| AnswerCandidate { value: word.to_owned(), title: word.to_owned() };
    words.into_iter().map(candidate).collect()
}
