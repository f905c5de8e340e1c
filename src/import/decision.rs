//! Reads one decision: its head, its tables and the questions about it.

use jiff::civil::Date;

use super::decision_head::{DocumentLine, HeadFacts, LinePart, head_facts};
use super::grid::{Grid, Paragraph};
use super::group::Groups;
use super::head_words::Field;
use super::kind_cell::KindFinder;
use super::layout::TableLayout;
use super::list_kind::{ListKinds, ListedAwards, lists_of};
use super::options::ProposeOptions;
use super::paragraphs::{AboveTable, ParagraphReader, PlacedParagraph, UnreadLine};
use super::phrases::day;
use super::proposal::{
    AnswerCandidate, ColumnLeftOut, ColumnReason, DecisionHead, Proposal, ProposedAward, QuestionSubject,
    Reference, SourceParagraph, SourceRow,
};
use super::questions::{Questions, word_candidates};
use super::registry::Registry;
use super::roll_decisions::StatedDecision;
use super::row_cells::SourceTable;
use super::rows::RowReader;
use super::shapes::{RowShape, Segment, segments};
use super::unit_cell::{UnitFinder, UnitMeaning, candidate};
use crate::model::id::Id;
use crate::model::names::NameMatch;
use crate::model::registry::{Unit, UnitKind};
use crate::text::printed_name;

/// The parts of a document that belong to one decision.
#[derive(Default)]
pub struct DecisionParts<'d> {
    /// The number that its lines state.
    pub number: Option<String>,
    /// What the rows of its awards state, in a table of several decisions.
    pub stated: Option<StatedDecision>,
    /// The lines outside the rows of awards.
    pub lines: Vec<DocumentLine>,
    /// The paragraphs outside of tables.
    pub paragraphs: Vec<PlacedParagraph<'d>>,
    /// The tables with awards.
    pub tables: Vec<SectionTable<'d>>,
    /// A list in paragraphs: its number among the tables, its cells and its columns.
    pub list: Option<(usize, Grid, TableLayout)>,
    /// The rows of other tables.
    pub other_rows: Vec<SourceRow>,
}

impl DecisionParts<'_> {
    /// Returns the part of the document that a paragraph at the end of the section is in.
    pub fn part(&self) -> LinePart {
        if self.tables.is_empty() { LinePart::Above } else { LinePart::Below }
    }
}

/// A table with awards.
pub struct SectionTable<'d> {
    /// The table with its cells.
    pub table: SourceTable<'d>,
    /// Its rows.
    pub segments: Vec<Segment>,
}

/// Reads decisions with the registry and what the user gave.
pub struct DecisionReader<'c, 'r> {
    /// The records that the document can name.
    pub registry: &'c Registry<'r>,
    /// What the user gave.
    pub options: &'c ProposeOptions,
}

impl<'c, 'r> DecisionReader<'c, 'r> {
    /// Returns the proposal of a decision, without its questions, which are added to `questions`.
    pub fn read(&self, section: &DecisionParts<'_>, questions: &mut Questions<'_>) -> Proposal {
        let mut proposal = Proposal { rows: section.other_rows.clone(), ..Proposal::default() };
        if section.tables.is_empty() && section.list.is_none() && section.stated.is_none() {
            let mut units = UnitFinder::new(self.registry, self.options.signed);
            let mut kinds = KindFinder::new(self.registry, None);
            let mut reader = ParagraphReader { units: &mut units, kinds: &mut kinds };
            paragraphs_above(section, &mut reader, questions, &mut proposal);
            return proposal;
        }
        let facts = head_facts(&section.lines);
        let head = &mut proposal.head;
        let (units, issuer) = match &section.stated {
            Some(stated) => self.stated(stated, head, questions),
            None => self.identity(section, &facts, head, questions),
        };
        head.subject.clone_from(&facts.subject);
        head.signer.clone_from(&facts.signer);
        head.signer_position.clone_from(&facts.position);
        head.signer_formula.clone_from(&facts.formula);
        head.totals = facts.article_totals.or(facts.sum_totals).filter(|_| section.stated.is_none());
        head.category = self.options.category;
        head.movement = self.options.movement.as_ref().map(|movement| self.movement(movement));
        let kinds = KindFinder::new(self.registry, issuer);
        let has_given_kind = self.options.kind.is_some();
        let mut rows =
            RowReader { units, kinds, has_given_kind, issuer, movements: &self.registry.movement_names };
        let mut reader = ParagraphReader { units: &mut rows.units, kinds: &mut rows.kinds };
        let above = paragraphs_above(section, &mut reader, questions, &mut proposal);
        let mut lists = Vec::new();
        for (SectionTable { table, segments }, above) in section.tables.iter().zip(above) {
            rows.read(*table, segments, above.groups.clone(), questions, &mut proposal);
            proposal.columns_left_out.extend(columns_left_out(*table, segments));
            lists.extend(lists_of(table.number, table.grid, segments, above));
        }
        if let Some((number, grid, layout)) = &section.list {
            let table = SourceTable { number: *number, grid, to: None, below: layout.head.end };
            let segments = segments(grid, layout.clone(), &mut |_| false);
            rows.read(table, &segments, Groups::default(), questions, &mut proposal);
            lists.extend(lists_of(table.number, grid, &segments, AboveTable::default()));
        }
        if let Some(stated) = &section.stated {
            // The titles of the table are those of several decisions.
            for list in &mut lists {
                list.titles.clear();
                list.place.clone_from(&stated.place);
            }
            sort_awards(&mut proposal.awards);
            proposal.contradictions.clone_from(&stated.contradictions);
            self.add_stated_period(&mut proposal, questions);
        }
        self.add_kinds(&facts, &lists, &mut rows.kinds, &mut proposal, questions);
        proposal
    }

    /// Adds the number, the day, the issuer and the period that the lines of a document say.
    fn identity(
        &self,
        section: &DecisionParts<'_>,
        facts: &HeadFacts,
        head: &mut DecisionHead,
        questions: &mut Questions<'_>,
    ) -> (UnitFinder<'c, 'r>, Option<Id<Unit>>) {
        let name = section.number.clone().unwrap_or_default();
        head.number = self.number(facts, questions);
        head.signed = self.signed(facts, &name, questions);
        let mut units = UnitFinder::new(self.registry, head.signed);
        let issuer = self.issuer(facts, &mut units, &name, questions);
        head.issuer = issuer.as_ref().map(|(reference, _)| reference.clone());
        head.period = self.period(facts, head.signed, &name, questions);
        (units, issuer.and_then(|(_, unit)| unit))
    }

    /// Adds what the rows of a table of several decisions state about one of them.
    fn stated(
        &self,
        stated: &StatedDecision,
        head: &mut DecisionHead,
        questions: &mut Questions<'_>,
    ) -> (UnitFinder<'c, 'r>, Option<Id<Unit>>) {
        head.number.clone_from(&stated.number);
        head.signed = stated.signed;
        head.kept.clone_from(&stated.kept);
        let mut units = UnitFinder::new(self.registry, head.signed);
        let place = || stated.place.clone();
        let name = stated.number.clone().unwrap_or_default();
        // A table for staff keeps all that a decision has; of a lost decision, nothing more may be known.
        let has_kept = |key: &str| stated.kept.as_ref().is_some_and(|kept| kept.has(key));
        let is_asked = !has_kept("undocumented") && !has_kept("issuer");
        let given = self.options.issuer.as_ref().filter(|_| is_asked);
        let issuer = match stated.issuer.as_ref().or(given) {
            Some(issuer) => Some(units.reference(issuer, QuestionSubject::Issuer, place, questions)),
            None if is_asked => {
                let units = || self.federations();
                let answer = questions.ask_at(QuestionSubject::Issuer, &name, &stated.place, units);
                answer.and_then(|answer| self.answered_issuer(answer))
            }
            None => None,
        };
        head.issuer = issuer.as_ref().map(|(reference, _)| reference.clone());
        if head.number.is_none() && is_asked && !stated.is_shown {
            let answer = questions.ask_at(QuestionSubject::Number, "", &stated.place, Vec::new);
            head.number = answer.filter(|answer| !answer.is_empty()).map(str::to_owned);
        }
        if let Some(words) = stated.signed_words.as_deref().filter(|_| head.signed.is_none()) {
            let answer = questions.ask_at(QuestionSubject::Signed, words, &stated.place, Vec::new);
            head.signed = answer.and_then(answered_day);
        } else if head.signed.is_none() && is_asked {
            head.signed = self.options.signed.or_else(|| {
                let answer = questions.ask_at(QuestionSubject::Signed, &name, &stated.place, Vec::new);
                answer.and_then(answered_day)
            });
        }
        (units, issuer.and_then(|(_, unit)| unit))
    }

    /// Asks for the period of the rows of a table of several decisions that state none.
    fn add_stated_period(&self, proposal: &mut Proposal, questions: &mut Questions<'_>) {
        let is_open = |award: &&ProposedAward| award.period.is_none() && !award.kept.is_whole;
        let Some(first) = proposal.awards.iter().find(is_open) else { return };
        if self.options.period.is_some() {
            proposal.head.period.clone_from(&self.options.period);
            return;
        }
        let name = proposal.head.number.as_deref().unwrap_or_default();
        let periods = likely_periods(proposal.head.signed);
        let candidates = || word_candidates(periods.iter().map(String::as_str));
        let answer = questions.ask_at(QuestionSubject::Period, name, &first.place, candidates);
        proposal.head.period = answer.filter(|answer| !answer.is_empty()).map(str::to_owned);
    }

    fn number(&self, facts: &HeadFacts, questions: &mut Questions<'_>) -> Option<String> {
        let stated = facts.number.as_ref().map(|(number, _)| number.clone());
        self.options.number.clone().or(stated).or_else(|| {
            let answer = questions.ask(QuestionSubject::Number, "", String::new, Vec::new)?;
            Some(answer.to_owned()).filter(|answer| !answer.is_empty())
        })
    }

    fn signed(&self, facts: &HeadFacts, name: &str, questions: &mut Questions<'_>) -> Option<Date> {
        if let Some(signed) = self.options.signed {
            return Some(signed);
        }
        if let [(day, _)] = &*facts.days {
            return Some(*day);
        }
        let place = || facts.days.first().map_or_else(String::new, |(_, place)| place.clone());
        let days: Vec<String> = facts.days.iter().map(|(day, _)| day.to_string()).collect();
        let candidates = || word_candidates(days.iter().map(String::as_str));
        questions.ask(QuestionSubject::Signed, name, place, candidates).and_then(answered_day)
    }

    /// Returns the unit that issued the decision: of the lines of a letterhead, the last.
    fn issuer(
        &self,
        facts: &HeadFacts,
        units: &mut UnitFinder<'_, '_>,
        name: &str,
        questions: &mut Questions<'_>,
    ) -> Option<(Reference, Option<Id<Unit>>)> {
        if let Some(given) = &self.options.issuer {
            return Some(units.reference(given, QuestionSubject::Issuer, String::new, questions));
        }
        if let Some(several) = self.contradicting_issuers(facts, units) {
            return self.asked_issuer(name, &facts.issuers[0].1, several, questions);
        }
        let known = facts.issuers.iter().rev().find(|(issuer, _)| units.is_unit(issuer));
        let last = facts.issuers.iter().rev().find(|(issuer, _)| {
            // "LĐLĐ tỉnh" alone is short for the unit that the letterhead names.
            let short = printed_name(issuer).marked;
            !known.is_some_and(|(known, _)| printed_name(known).marked.starts_with(&short))
                || units.is_unit(issuer)
        });
        match last {
            Some((issuer, place)) => {
                Some(units.reference(issuer, QuestionSubject::Issuer, || place.clone(), questions))
            }
            None => self.asked_issuer(name, "", self.federations(), questions),
        }
    }

    fn asked_issuer(
        &self,
        name: &str,
        place: &str,
        candidates: Vec<AnswerCandidate>,
        questions: &mut Questions<'_>,
    ) -> Option<(Reference, Option<Id<Unit>>)> {
        let answer = questions.ask(QuestionSubject::Issuer, name, || place.to_owned(), || candidates)?;
        self.answered_issuer(answer)
    }

    fn answered_issuer(&self, answer: &str) -> Option<(Reference, Option<Id<Unit>>)> {
        let NameMatch::One(unit) = self.registry.unit_names.find(answer, None) else { return None };
        let id = self.registry.unit(unit).id.value.to_string();
        Some((Reference::Known { id, printed: String::new() }, Some(unit)))
    }

    /// Returns the units that different lines say issued the decision; `None` if they agree. Above its unit, a letterhead
    /// has the unit that it belongs to.
    fn contradicting_issuers(
        &self,
        facts: &HeadFacts,
        units: &mut UnitFinder<'_, '_>,
    ) -> Option<Vec<AnswerCandidate>> {
        let mut found: Vec<Id<Unit>> = Vec::new();
        for (issuer, _) in &facts.issuers {
            if let UnitMeaning::Unit(unit) = units.meaning(issuer)
                && !found.contains(&unit)
            {
                found.push(unit);
            }
        }
        let above: Vec<Id<Unit>> = found.iter().flat_map(|unit| self.units_above(*unit)).collect();
        let own: Vec<Id<Unit>> = found.into_iter().filter(|unit| !above.contains(unit)).collect();
        (own.len() > 1).then(|| own.into_iter().map(|unit| candidate(self.registry.unit(unit))).collect())
    }

    /// Returns the units that `unit` belongs or belonged to, directly or not.
    fn units_above(&self, unit: Id<Unit>) -> Vec<Id<Unit>> {
        let mut above = vec![unit];
        let mut at = 0;
        while let Some(unit) = above.get(at) {
            for parent in &self.registry.unit(*unit).parents {
                let found = self.registry.unit_names.find(&parent.value.value, None).one();
                above.extend(found.filter(|found| !above.contains(found)));
            }
            at += 1;
        }
        above.split_off(1)
    }

    fn federations(&self) -> Vec<AnswerCandidate> {
        let is_federation = |unit: &&Unit| unit.kind == UnitKind::Federation;
        let units = self.registry.units.iter().map(|unit| &**unit).filter(is_federation);
        units.map(candidate).collect()
    }

    fn period(
        &self,
        facts: &HeadFacts,
        signed: Option<Date>,
        name: &str,
        questions: &mut Questions<'_>,
    ) -> Option<String> {
        if let Some(period) = &self.options.period {
            return Some(period.clone());
        }
        if let [(period, _)] = &*facts.periods {
            return Some(period.clone());
        }
        let mut periods: Vec<String> = facts.periods.iter().map(|(period, _)| period.clone()).collect();
        if periods.is_empty() {
            periods = likely_periods(signed);
        }
        let place = || facts.periods.first().map_or_else(String::new, |(_, place)| place.clone());
        let candidates = || word_candidates(periods.iter().map(String::as_str));
        let answer = questions.ask(QuestionSubject::Period, name, place, candidates)?;
        Some(answer.to_owned()).filter(|answer| !answer.is_empty())
    }

    fn movement(&self, name: &str) -> Reference {
        let found = self.registry.movement_names.find(name, None).one();
        match found.and_then(|movement| self.registry.movement_names.id(movement)) {
            Some(id) => Reference::Known { id: id.to_owned(), printed: String::new() },
            None => Reference::Open { printed: name.to_owned() },
        }
    }

    /// Adds the kinds of awards whose rows name none: what the user gave, or what the titles name.
    fn add_kinds(
        &self,
        facts: &HeadFacts,
        lists: &[ListedAwards],
        kinds: &mut KindFinder<'_, '_>,
        proposal: &mut Proposal,
        questions: &mut Questions<'_>,
    ) {
        match &self.options.kind {
            Some(given) => proposal.head.kind = Some(kinds.reference(given, String::new, questions).0),
            None => ListKinds { kinds, titles: &facts.titles }.add(lists, proposal, questions),
        }
    }
}

/// Returns the day that an answer states.
fn answered_day(answer: &str) -> Option<Date> {
    answer.parse().ok().or_else(|| day(&format!("ngày {answer}")))
}

/// Sorts the awards of a table of decisions as their file has them: in a table for staff by the rows of the file, with new
/// rows behind the row that they follow in the table, and in any other by their numbers.
fn sort_awards(awards: &mut Vec<ProposedAward>) {
    if awards.iter().all(|award| award.kept.row.is_none()) {
        awards.sort_by_key(|award| award.no.unwrap_or(u32::MAX));
        return;
    }
    let mut before = 0;
    let keys = awards.iter().map(|award| {
        before = award.kept.row.unwrap_or(before);
        (before, award.kept.row.is_none())
    });
    let keys: Vec<(u32, bool)> = keys.collect();
    let mut sorted: Vec<((u32, bool), ProposedAward)> = keys.into_iter().zip(awards.drain(..)).collect();
    sorted.sort_by_key(|(key, _)| *key);
    awards.extend(sorted.into_iter().map(|(_, award)| award));
}

/// Returns the likeliest periods of awards that were granted on a day.
fn likely_periods(signed: Option<Date>) -> Vec<String> {
    let years = |year: i16| vec![year.to_string(), (year - 1).to_string(), format!("{}-{year}", year - 1)];
    signed.map_or_else(Vec::new, |day| years(day.year()))
}

/// Returns what the paragraphs say about each table; asks about those that seem to name a recipient, and adds the others
/// that are not understood.
fn paragraphs_above(
    section: &DecisionParts<'_>,
    reader: &mut ParagraphReader<'_, '_, '_>,
    questions: &mut Questions<'_>,
    proposal: &mut Proposal,
) -> Vec<AboveTable> {
    let items = section.list.as_ref().map(|(_, grid, _)| grid);
    let is_item = |paragraph: &Paragraph| {
        items.is_some_and(|items| !items.row(paragraph.number.saturating_sub(1)).is_empty())
    };
    let (above, unread) = reader.read(&section.paragraphs, section.tables.len(), is_item);
    for UnreadLine { place, text, is_recipient } in unread {
        if is_recipient {
            let nothing = || word_candidates(["none"]);
            questions.ask_at(QuestionSubject::Paragraph, &text, &place, nothing);
        } else {
            proposal.paragraphs.push(SourceParagraph { place, text });
        }
    }
    above
}

/// Returns the columns of a table that are not taken, each with the number of its cells in rows of awards.
fn columns_left_out(table: SourceTable<'_>, segments: &[Segment]) -> Vec<ColumnLeftOut> {
    let mut left_out = Vec::new();
    for segment in segments {
        for column in segment.layout.columns() {
            let reason = match column.field {
                Field::Kept(_) => continue,
                _ if column.is_hidden => ColumnReason::Hidden,
                Field::Private => ColumnReason::Private,
                Field::Unknown => ColumnReason::Unknown,
                _ => continue,
            };
            let rows = segment.rows.iter().filter(|(_, shape)| *shape == RowShape::Data);
            let cells = rows.filter(|(row, _)| table.grid.cell(*row, column.index).is_some()).count();
            if cells > 0 || !column.head.is_empty() {
                let place = table.grid.place(segment.layout.head.start, Some(column.index));
                left_out.push(ColumnLeftOut { place, head: column.head.clone(), reason, cells });
            }
        }
    }
    left_out
}
