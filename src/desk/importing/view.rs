//! The page of an import: what was understood, the questions, and each row of the source with its fate.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::desk::addresses::edit_href;
use crate::desk::answer::Refused;
use crate::desk::importing::reading::{ImportReading, NewDecision, contradiction, shown_name, update_of};
use crate::desk::importing::unfinished::{AnsweredQuestion, GivenAnswer};
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, local_time};
use crate::import::{
    AnswerCandidate, ImportReport, ProposedAward, Question, QuestionSubject, Reference, RowOutcome,
    candidate_title, likely_kinds, row_place,
};
use crate::messages::Messages;
use crate::model::site::Site;

/// The most rows that are shown together.
const MAX_ROWS: usize = 500;
/// The most questions that are shown together.
const MAX_QUESTIONS: usize = 100;
/// The most places that a question names.
const MAX_PLACES: usize = 3;
/// The words of the rows that are shown: all, those that a question is about, those without an award.
const FILTERS: [&str; 3] = ["all", "asked", "left"];

/// The page of an import, or the page that begins one.
#[derive(Serialize)]
pub struct ImportView {
    /// The imports that are not finished.
    unfinished: Vec<UnfinishedRow>,
    /// The import that is shown; `None` on the page that begins one.
    import: Option<ImportPage>,
}

/// An import that is not finished.
#[derive(Serialize)]
struct UnfinishedRow {
    id: String,
    name: String,
    when: String,
}

/// What was read from the file of an import.
#[derive(Serialize)]
struct ImportPage {
    id: String,
    name: String,
    /// Why the file cannot be read; empty if it can.
    unread: String,
    decisions: Vec<DecisionReport>,
    questions: Vec<QuestionView>,
    /// The number of questions without an answer.
    question_count: usize,
    answered: Vec<AnsweredRow>,
    /// Sentences about what the registry will have after a yes.
    remembered: Vec<String>,
    /// The number of decisions that a yes would write.
    new_count: usize,
    /// A hash of what a yes would write.
    stamp: String,
    rows: Vec<RowView>,
    filters: Vec<RowFilter>,
    filter: &'static str,
    page: usize,
    pages: usize,
}

/// What was understood of a decision.
#[derive(Serialize)]
struct DecisionReport {
    sentence: String,
    details: Vec<String>,
    /// The address of the decision that the site has already; empty if it has none.
    existing: String,
    /// The path of the file of that decision, or of the one that would be written.
    path: String,
    /// How the decision of the site differs; empty if it has none.
    difference: String,
    /// Whether opening the decision would show another content.
    can_update: bool,
}

/// A question with the answers to choose from.
#[derive(Serialize)]
struct QuestionView {
    subject: &'static str,
    words: String,
    legend: String,
    choices: Vec<Choice>,
    /// The label of the field for another answer; empty where there is none.
    other: String,
    /// The types of a new unit, the likeliest first; empty where none can be made.
    kinds: Vec<Choice>,
}

/// An answer to choose.
#[derive(Serialize)]
struct Choice {
    value: String,
    title: String,
}

/// A question that was answered.
#[derive(Serialize)]
struct AnsweredRow {
    subject: &'static str,
    words: String,
    question: String,
    answer: String,
}

/// A row of the source, and what became of it.
#[derive(Serialize)]
struct RowView {
    place: String,
    text: String,
    outcome: &'static str,
    /// Whether an open question is about it.
    is_asked: bool,
    awards: Vec<AwardView>,
}

/// An award that a row gives.
#[derive(Serialize)]
struct AwardView {
    recipient: String,
    unit: String,
    award: String,
}

/// A choice of rows with their number.
#[derive(Serialize)]
struct RowFilter {
    word: &'static str,
    count: usize,
}

/// The page of the import with the id in `request`; without one, the page that begins an import.
///
/// # Errors
/// When there is no such import, no build in time, or the site has no settings.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<ImportView, Refused> {
    let id = request.parameter("id");
    if id.is_empty() {
        let snapshot = state.snapshot()?;
        let row = |(id, import): (String, _)| UnfinishedRow {
            id,
            name: shown_name(&import, &state.messages),
            when: local_time(&snapshot, import.when),
        };
        return Ok(ImportView {
            unfinished: state.imports.all().into_iter().map(row).collect(),
            import: None,
        });
    }
    let import = match ImportReading::of(state, id) {
        Ok(reading) => page(state, request, &reading)?,
        Err(refused) if refused.message.0 == "desk-import-unread" => {
            let import = state.imports.find(id);
            ImportPage {
                id: id.to_owned(),
                name: import.map_or_else(String::new, |import| shown_name(&import, &state.messages)),
                unread: refused.sentence(&state.messages),
                ..ImportPage::empty()
            }
        }
        Err(refused) => return Err(refused),
    };
    Ok(ImportView { unfinished: Vec::new(), import: Some(import) })
}

impl ImportPage {
    fn empty() -> ImportPage {
        ImportPage {
            id: String::new(),
            name: String::new(),
            unread: String::new(),
            decisions: Vec::new(),
            questions: Vec::new(),
            question_count: 0,
            answered: Vec::new(),
            remembered: Vec::new(),
            new_count: 0,
            stamp: String::new(),
            rows: Vec::new(),
            filters: Vec::new(),
            filter: FILTERS[0],
            page: 1,
            pages: 1,
        }
    }
}

fn page(state: &DeskState, request: &DeskRequest, reading: &ImportReading) -> Result<ImportPage, Refused> {
    let messages = &state.messages;
    let open = reading.open();
    let new = reading.new_decisions(state)?;
    let decisions = decisions(state, reading, &new, &open)?;
    let count = reading.questions.len();
    let has_first = reading.questions.iter().any(|question| comes_first(question.key.subject));
    let now = reading.questions.iter().filter(|question| !has_first || comes_first(question.key.subject));
    let shown = now.take(MAX_QUESTIONS).enumerate();
    let site = reading.site()?;
    let answered = reading.import.answered.iter().map(|answered| answered_row(answered, site, messages));
    let all = rows(reading, site, &open);
    let filters =
        FILTERS.map(|word| RowFilter { word, count: all.iter().filter(|row| row.is_of(word)).count() });
    let wanted = request.parameter("rows");
    let filter = FILTERS.into_iter().find(|word| *word == wanted).unwrap_or(FILTERS[0]);
    let mut found: Vec<RowView> = all.into_iter().filter(|row| row.is_of(filter)).collect();
    let pages = found.len().div_ceil(MAX_ROWS).max(1);
    let page = request.parameter("page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    found.drain(..(page - 1) * MAX_ROWS);
    found.truncate(MAX_ROWS);
    Ok(ImportPage {
        id: reading.id.clone(),
        name: reading.name(messages),
        decisions,
        questions: shown.map(|(at, question)| question_view(question, (at + 1, count), messages)).collect(),
        question_count: count,
        answered: answered.collect(),
        remembered: remembered(reading, messages)?,
        new_count: new.len(),
        stamp: reading.stamp(state, &new)?,
        rows: found,
        filters: filters.into(),
        filter,
        page,
        pages,
        ..ImportPage::empty()
    })
}

fn decisions(
    state: &DeskState,
    reading: &ImportReading,
    new: &[NewDecision],
    open: &[Question],
) -> Result<Vec<DecisionReport>, Refused> {
    let messages = &state.messages;
    let source = reading.name(messages);
    let mut new = new.iter();
    let mut reports = Vec::new();
    for proposal in &reading.proposals {
        let own = proposal.open_questions(reading.proposals.len(), open);
        let left_out = &reading.document.left_out;
        let report = ImportReport { source: &source, proposal, left_out, open: &own };
        let mut shown = DecisionReport {
            sentence: report.sentence(messages),
            details: report.details(messages),
            existing: String::new(),
            path: String::new(),
            difference: String::new(),
            can_update: false,
        };
        match reading.existing(proposal)? {
            Some(existing) => {
                shown.path = existing.path.to_string();
                shown.existing = edit_href(&existing.path, "");
                match update_of(state, reading, proposal, &existing.path) {
                    Ok((raw, found)) => {
                        shown.can_update = raw != found.text;
                        let counts = [
                            ("path", shown.path.clone()),
                            ("new", found.new.len().to_string()),
                            ("changed", found.changed.len().to_string()),
                            ("gone", found.gone.len().to_string()),
                        ];
                        let name = if shown.can_update { "import-differs" } else { "import-unchanged" };
                        shown.difference = messages.say(name, &counts);
                        if !found.not_applied.is_empty() {
                            let places = found.not_applied.join(", ");
                            let arguments = [("path", shown.path.clone()), ("places", places)];
                            shown.details.push(messages.say("import-not-applied", &arguments));
                        }
                        let gone = found.gone.into_iter();
                        shown.details.extend(gone.map(|row| messages.say("import-gone", &[("row", row)])));
                    }
                    Err(refused) => shown.difference = refused.sentence(messages),
                }
            }
            None if !proposal.contradictions.is_empty() => {
                shown.difference = contradiction(proposal).sentence(messages);
            }
            None => shown.path = new.next().map_or_else(String::new, |decision| decision.path.clone()),
        }
        reports.push(shown);
    }
    Ok(reports)
}

/// Whether the answer may decide others: what a column is, and what the whole decision says.
fn comes_first(subject: QuestionSubject) -> bool {
    matches!(
        subject,
        QuestionSubject::Column
            | QuestionSubject::Number
            | QuestionSubject::Signed
            | QuestionSubject::Issuer
            | QuestionSubject::Period
    )
}

fn question_view(question: &Question, (at, count): (usize, usize), messages: &Messages) -> QuestionView {
    let mut arguments = question.arguments(MAX_PLACES);
    arguments.extend([("at", at.to_string()), ("count", count.to_string())]);
    let choice = |candidate: &AnswerCandidate| Choice {
        value: candidate.value.clone(),
        title: candidate_title(candidate, messages),
    };
    let subject = question.key.subject;
    let can_type = !matches!(
        subject,
        QuestionSubject::RecipientKind
            | QuestionSubject::Column
            | QuestionSubject::Class
            | QuestionSubject::Row
            | QuestionSubject::Paragraph
    );
    let other = || messages.say("desk-import-other", &[("subject", subject.word().to_owned())]);
    let kinds = if subject == QuestionSubject::Unit { likely_kinds(&question.printed) } else { Vec::new() };
    let kind = |word: &str| Choice {
        value: word.to_owned(),
        title: messages.say("import-unit-kind", &[("kind", word.to_owned())]),
    };
    QuestionView {
        subject: subject.word(),
        words: question.key.words.clone(),
        legend: messages.say("import-question", &arguments),
        choices: question.candidates.iter().map(choice).collect(),
        other: if can_type { other() } else { String::new() },
        kinds: kinds.into_iter().map(|found| kind(found.word())).collect(),
    }
}

fn answered_row(answered: &AnsweredQuestion, site: &Site, messages: &Messages) -> AnsweredRow {
    let question = &answered.question;
    let answer = match &answered.answer {
        GivenAnswer::Open => messages.say("desk-import-left-open", &[]),
        GivenAnswer::NewUnit(word) => {
            let kind = messages.say("import-unit-kind", &[("kind", word.clone())]);
            messages.say("desk-import-new-unit", &[("kind", kind)])
        }
        GivenAnswer::Value(value) => answer_title(question, value, site, messages),
    };
    AnsweredRow {
        subject: question.key.subject.word(),
        words: question.key.words.clone(),
        question: messages.say("import-open", &question.arguments(MAX_PLACES)),
        answer,
    }
}

/// What the answer `value` to `question` means, as people read it.
fn answer_title(question: &Question, value: &str, site: &Site, messages: &Messages) -> String {
    let name = match question.key.subject {
        QuestionSubject::Unit | QuestionSubject::Issuer => unit_name(site, value),
        QuestionSubject::Kind | QuestionSubject::ListKind => kind_name(site, value),
        _ => None,
    };
    let candidate = || question.candidates.iter().find(|candidate| candidate.value == value);
    name.or_else(|| candidate().map(|found| candidate_title(found, messages)))
        .unwrap_or_else(|| value.to_owned())
}

/// What the registry will have after a yes.
fn remembered(reading: &ImportReading, messages: &Messages) -> Result<Vec<String>, Refused> {
    let spellings = reading.spellings()?.into_iter().map(|spelling| {
        let arguments =
            [("path", spelling.path.to_owned()), ("id", spelling.id), ("printed", spelling.printed)];
        messages.say("import-remember", &arguments)
    });
    let units = reading.new_units().into_iter().map(|unit| {
        let kind = messages.say("import-unit-kind", &[("kind", unit.kind.word().to_owned())]);
        let path = crate::import::UNITS_FILE.to_owned();
        messages.say("import-add-unit", &[("path", path), ("printed", unit.name), ("kind", kind)])
    });
    Ok(spellings.chain(units).collect())
}

/// All rows of the source with their awards.
fn rows(reading: &ImportReading, site: &Site, open: &[Question]) -> Vec<RowView> {
    let asked: BTreeSet<String> =
        open.iter().flat_map(|question| &question.places).map(|place| row_place(place)).collect();
    let mut awards: BTreeMap<(usize, &str), Vec<AwardView>> = BTreeMap::new();
    for proposal in &reading.proposals {
        for award in &proposal.awards {
            let kind = award.kind.as_ref().or(proposal.head.kind.as_ref());
            awards.entry((award.table, &award.place)).or_default().push(award_view(award, kind, site));
        }
    }
    let source = reading.proposals.iter().flat_map(|proposal| &proposal.rows);
    let rows = source.map(|row| RowView {
        place: row.place.clone(),
        text: row.text.clone(),
        outcome: row.outcome.word(),
        is_asked: asked.contains(&row.place) || row.outcome == RowOutcome::NotUnderstood,
        awards: awards.remove(&(row.table, &*row.place)).unwrap_or_default(),
    });
    rows.collect()
}

impl RowView {
    /// Whether it is among the rows of the filter `word`.
    fn is_of(&self, word: &str) -> bool {
        match word {
            "asked" => self.is_asked,
            "left" => self.awards.is_empty(),
            _ => true,
        }
    }
}

fn award_view(award: &ProposedAward, kind: Option<&Reference>, site: &Site) -> AwardView {
    let unit = award.unit.as_ref().map(|unit| reference(unit, |id| unit_name(site, id))).unwrap_or_default();
    let kind = kind.map(|kind| reference(kind, |id| kind_name(site, id))).unwrap_or_default();
    let person = award.name.as_ref().map(|name| {
        let words = award.honorific.iter().chain([name]).chain(&award.shared_with);
        words.map(String::as_str).collect::<Vec<&str>>().join(" ")
    });
    let position = award.position.iter().map(String::as_str);
    let recipient: Vec<&str> = person.as_deref().into_iter().chain(position).collect();
    AwardView { recipient: recipient.join(", "), unit, award: kind }
}

/// The name of a record, or the words of the source if it is open.
fn reference(reference: &Reference, name: impl Fn(&str) -> Option<String>) -> String {
    match reference {
        Reference::Known { id, .. } => name(id).unwrap_or_else(|| id.clone()),
        Reference::Open { printed } => format!("? {printed}"),
    }
}

fn unit_name(site: &Site, id: &str) -> Option<String> {
    site.units.iter().find(|unit| *unit.id.value == *id).map(|unit| unit.name().to_string())
}

fn kind_name(site: &Site, id: &str) -> Option<String> {
    site.kinds.iter().find(|kind| *kind.id.value == *id).map(|kind| kind.name.to_string())
}
