//! A proposal from simple tables, until the whole one is merged.
use std::collections::BTreeMap;

use crate::import::{
    AnswerCandidate, Answers, Block, DecisionHead, Document, Grid, Note, NoteKind, Proposal, ProposedAward,
    Question, QuestionKey, QuestionSubject, Reference, RowOutcome, SourceRow,
};
use crate::model::award::RecipientKind;
use crate::model::names::NameIndex;
use crate::model::printed_index::NameDays;
use crate::model::registry::{AwardKind, Issuer, Unit};
use crate::model::site::Site;
use crate::text;

/// What the caller knows about the decision; it has precedence over the document.
#[derive(Clone, Debug, Default)]
pub struct ProposeOptions {
    /// The number of the decision, as printed.
    pub number: Option<String>,
    /// The day of signature.
    pub signed: Option<jiff::civil::Date>,
    /// The id of the issuer.
    pub issuer: Option<String>,
    /// The id of the kind.
    pub kind: Option<String>,
    /// The period as YAML has it.
    pub period: Option<String>,
    /// The id of the movement.
    pub movement: Option<String>,
    /// The grounds.
    pub category: Option<crate::model::award::Category>,
    /// The only sheet.
    pub sheet: Option<String>,
}
/// The records that words can mean.
pub struct Registry<'r> {
    site: &'r Site,
    units: NameIndex<'r, Unit>,
    kinds: NameIndex<'r, AwardKind>,
}
impl<'r> Registry<'r> {
    /// Borrows the records of a site.
    pub fn of_site(site: &'r Site) -> Registry<'r> {
        Registry {
            site,
            units: NameIndex::of_units(site.units.as_slice()),
            kinds: NameIndex::of_kinds(&site.kinds),
        }
    }
}
/// Returns the decisions of a document.
pub fn propose(
    document: &Document,
    registry: &Registry<'_>,
    options: &ProposeOptions,
    answers: &Answers,
) -> Vec<Proposal> {
    let mut run =
        Run { registry, options, answers, questions: BTreeMap::new(), proposal: Proposal::default() };
    run.proposal.head = DecisionHead {
        number: options.number.clone(),
        signed: options.signed,
        issuer: options.issuer.clone().map(|id| Reference::Known { id, printed: String::new() }),
        period: options.period.clone(),
        kind: options.kind.clone().map(|id| Reference::Known { id, printed: String::new() }),
        ..DecisionHead::default()
    };
    for (table, block) in document.blocks.iter().enumerate() {
        if let Block::Table(grid) = block {
            run.table(table, grid);
        }
    }
    let mut proposal = run.proposal;
    proposal.questions =
        run.questions.into_values().filter(|question| answers.find(&question.key).is_none()).collect();
    if proposal.awards.is_empty() { Vec::new() } else { vec![proposal] }
}
struct Run<'a, 'r> {
    registry: &'a Registry<'r>,
    options: &'a ProposeOptions,
    answers: &'a Answers,
    questions: BTreeMap<QuestionKey, Question>,
    proposal: Proposal,
}
impl Run<'_, '_> {
    fn table(&mut self, table: usize, grid: &Grid) {
        let mut columns: Option<Vec<u32>> = None;
        let words = ["stt", "ho-va-ten", "chuc-vu", "don-vi", "hinh-thuc", "ghi-chu"];
        for (row, cells) in grid.rows() {
            let texts: Vec<(u32, String)> =
                cells.iter().map(|cell| (cell.column, cell.value.text().into_owned())).collect();
            let joined = texts.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" | ");
            let place = grid.place(row, None);
            let add = |outcome| SourceRow { table, place: place.clone(), outcome, text: joined.clone() };
            if columns.is_none() {
                let found: Vec<u32> = words
                    .iter()
                    .filter_map(|word| texts.iter().find(|(_, text)| text::slug(text) == *word))
                    .map(|(column, _)| *column)
                    .collect();
                if found.len() == words.len() {
                    columns = Some(found);
                    self.proposal.rows.push(add(RowOutcome::Head));
                    continue;
                }
                if grid.name().is_empty() && texts.len() >= 5 && texts[0].1 == "1" {
                    columns = Some((0..6).collect());
                } else {
                    self.title(&joined);
                    self.proposal.rows.push(add(RowOutcome::Title));
                    continue;
                }
            }
            let columns = columns.clone().expect("set above");
            self.row((table, row), grid, &columns, joined);
        }
    }
    fn row(&mut self, (table, row): (usize, u32), grid: &Grid, columns: &[u32], joined: String) {
        let place = grid.place(row, None);
        let add = |outcome| SourceRow { table, place: place.clone(), outcome, text: joined.clone() };
        let text = |at: usize| {
            grid.visible_cell(row, columns[at]).map(|cell| cell.value.text().into_owned()).unwrap_or_default()
        };
        let before = self.questions.len();
        let unit = self.unit(&text(3), &grid.place(row, Some(columns[3])));
        let kind = self.kind(&text(4), &grid.place(row, Some(columns[4])));
        let asked = self.questions.len() > before
            || [&unit, &kind].iter().any(|one| matches!(one, Reference::Open { .. }));
        let outcome = if asked { RowOutcome::Asked } else { RowOutcome::Taken };
        self.proposal.rows.push(add(outcome));
        let printed = text(1);
        let (honorific, name) = match printed.split_once(' ') {
            Some((word @ ("Ông" | "Bà"), rest)) => (Some(word.to_owned()), rest.to_owned()),
            _ => (None, printed.clone()),
        };
        let mended = if name.chars().any(char::is_lowercase) { name.clone() } else { as_names_are(&name) };
        let mut notes = Vec::new();
        let mut note = |kind, at: usize, printed: &str| {
            notes.push(Note { kind, place: grid.place(row, Some(columns[at])), printed: printed.to_owned() });
        };
        if mended != name {
            note(NoteKind::CapitalsMended, 1, &printed);
        }
        if !text(5).is_empty() {
            note(NoteKind::Remark, 5, &text(5));
        }
        self.proposal.awards.push(ProposedAward {
            table,
            row,
            place: place.clone(),
            no: text(0).parse().ok(),
            to: Some(RecipientKind::Individual),
            name: Some(mended),
            honorific,
            position: Some(text(2)).filter(|text| !text.is_empty()),
            unit_as_printed: matches!(unit, Reference::Known { .. }).then(|| text(3)),
            unit: Some(unit),
            kind: Some(kind),
            class: None,
            period: None,
            citation: None,
            shared_with: Vec::new(),
            posthumous: false,
            notes,
        });
    }
    fn title(&mut self, text: &str) {
        let words: Vec<&str> = text.split([' ', '(', ')']).collect();
        let number = words.iter().find(|word| word.contains("/QĐ-")).map(|word| (*word).to_owned());
        let day = words.windows(2).filter(|pair| pair[0] == "ngày").find_map(|pair| {
            let parts: Vec<i16> = pair[1].split('/').filter_map(|part| part.parse().ok()).collect();
            let [day, month, year] = parts.as_slice() else { return None };
            jiff::civil::Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
        });
        let head = &mut self.proposal.head;
        head.number = head.number.take().or(number);
        head.signed = head.signed.or(day);
        let folded = text::slug(text);
        if head.issuer.is_none() && folded.starts_with("lien-doan-lao-dong") {
            let id = self.registry.site.units.iter().find(|unit| text::slug(unit.name()) == folded);
            head.issuer =
                id.map(|unit| Reference::Known { id: unit.id.value.to_string(), printed: text.to_owned() });
        }
        let _ = self.options;
    }
    fn unit(&mut self, printed: &str, place: &str) -> Reference {
        let days = self.proposal.head.signed.map(NameDays::of_award);
        let found = self.registry.units.find(printed, days).one().and_then(|id| self.registry.units.id(id));
        let id = found.map(str::to_owned);
        self.reference(QuestionSubject::Unit, printed, place, id, Vec::new())
    }
    fn kind(&mut self, printed: &str, place: &str) -> Reference {
        let found = self.registry.kinds.find(printed, None).one().and_then(|id| self.registry.kinds.id(id));
        let folded = text::slug(printed);
        let alike: Vec<_> = self
            .registry
            .site
            .kinds
            .iter()
            .filter(|kind| {
                text::slug(&kind.name).starts_with(&folded) && kind.issuers.contains(&Issuer::Federation)
            })
            .collect();
        let id = match (found, alike.as_slice()) {
            (Some(id), _) => Some(id.to_owned()),
            (None, [kind]) => Some(kind.id.value.to_string()),
            _ => None,
        };
        let candidates = alike
            .iter()
            .map(|kind| AnswerCandidate { value: kind.id.value.to_string(), title: kind.name.to_string() })
            .collect();
        self.reference(QuestionSubject::Kind, printed, place, id, candidates)
    }
    fn reference(
        &mut self,
        subject: QuestionSubject,
        printed: &str,
        place: &str,
        id: Option<String>,
        candidates: Vec<AnswerCandidate>,
    ) -> Reference {
        let printed = printed.to_owned();
        if let Some(id) = id {
            return Reference::Known { id, printed };
        }
        let key = QuestionKey { subject, words: text::slug(&printed) };
        if let Some(id) = self.answers.find(&key).filter(|id| !id.is_empty()) {
            return Reference::Known { id: id.to_owned(), printed };
        }
        let question = self.questions.entry(key.clone()).or_insert_with(|| Question {
            key,
            printed: printed.clone(),
            candidates,
            places: Vec::new(),
        });
        question.places.push(place.to_owned());
        Reference::Open { printed }
    }
}

fn as_names_are(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect::<String>()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
