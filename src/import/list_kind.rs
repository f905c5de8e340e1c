//! The kind of award that each list of a decision grants, where its rows do not say it.

use std::collections::BTreeSet;

use super::decision_head::FoundValue;
use super::grid::Grid;
use super::kind_cell::{KindFinder, KindMeaning};
use super::paragraphs::AboveTable;
use super::proposal::{Proposal, QuestionSubject, Reference};
use super::questions::Questions;
use super::shapes::{RowShape, Segment};
use super::titles::may_refuse;
use crate::model::names::NameMatch;

/// The rows of one list of a decision.
pub struct ListedAwards {
    /// The number of its table.
    pub table: usize,
    /// The rows of the table, from 0.
    pub rows: BTreeSet<u32>,
    /// Its own titles, with their places.
    pub titles: Vec<FoundValue<String>>,
    /// The place of its head.
    pub place: String,
    /// Whether its titles name several kinds for sure.
    pub has_several_kinds: bool,
}

impl ListedAwards {
    /// Returns the first of its titles; empty without any.
    fn title(&self) -> &str {
        self.titles.first().map_or("", |(title, _)| title)
    }
}

/// Returns the lists of a table: the rows below each head that has titles of its own, or that ends another list.
pub fn lists_of(table: usize, grid: &Grid, segments: &[Segment], above: AboveTable) -> Vec<ListedAwards> {
    let mut lists: Vec<ListedAwards> = Vec::new();
    let mut above = Some(above);
    for segment in segments {
        let rows = segment.rows.iter().map(|(row, _)| *row);
        if let Some(list) = lists.last_mut().filter(|_| segment.continues) {
            list.rows.extend(rows);
            continue;
        }
        let AboveTable { mut titles, has_several_kinds, .. } = above.take().unwrap_or_default();
        let own = segment.rows.iter().filter(|(_, shape)| *shape == RowShape::Title);
        titles.extend(
            own.flat_map(|(row, _)| grid.row(*row))
                .map(|cell| (cell.value.text().into_owned(), grid.place(cell.row, Some(cell.column)))),
        );
        let place = grid.place(segment.layout.head.start, None);
        lists.push(ListedAwards { table, rows: rows.collect(), titles, place, has_several_kinds });
    }
    lists
}

/// Finds the kinds of lists by their titles.
pub struct ListKinds<'k, 'c, 'r> {
    /// Finds kinds.
    pub kinds: &'k mut KindFinder<'c, 'r>,
    /// The titles of the whole decision, also those of its lists.
    pub titles: &'k [FoundValue<String>],
}

impl ListKinds<'_, '_, '_> {
    /// Adds the kinds of the awards whose rows name none: that of the decision if all lists grant the same, or else one to
    /// each award.
    pub fn add(&mut self, lists: &[ListedAwards], proposal: &mut Proposal, questions: &mut Questions<'_>) {
        let all = self.named(self.titles);
        let mut found: Vec<(Vec<usize>, Option<Reference>, &str)> = Vec::new();
        for list in lists {
            let awards: Vec<usize> = proposal
                .awards
                .iter()
                .enumerate()
                .filter(|(_, award)| award.kind.is_none() && !award.kept.is_whole)
                .filter(|(_, award)| award.table == list.table && list.rows.contains(&award.row))
                .map(|(at, _)| at)
                .collect();
            if !awards.is_empty() {
                found.push((awards, self.of_list(list, &all, questions), list.title()));
            }
        }
        match &*found {
            [] => {
                // All rows name their kinds; the titles may still name a single one.
                if let [(words, place)] = &*all
                    && matches!(self.kinds.meaning(words), KindMeaning::Kind(_))
                {
                    let place = || place.clone();
                    proposal.head.kind = Some(self.kinds.reference(words, place, questions).0);
                }
            }
            [(_, first, _), others @ ..] if others.iter().all(|(_, other, _)| is_same(first, other)) => {
                proposal.head.kind.clone_from(first);
            }
            _ => {
                for (awards, kind, title) in found {
                    let kind = kind.unwrap_or_else(|| Reference::Open { printed: title.to_owned() });
                    awards.into_iter().for_each(|award| proposal.awards[award].kind = Some(kind.clone()));
                }
            }
        }
    }

    /// Returns the kind of a list: the one that its titles name, or else the only one of the decision; asks for it if
    /// there is none, or several.
    fn of_list(
        &mut self,
        list: &ListedAwards,
        all: &[FoundValue<String>],
        questions: &mut Questions<'_>,
    ) -> Option<Reference> {
        let own = self.named(&list.titles);
        let is_certain = !list.has_several_kinds && !list.titles.iter().any(|(title, _)| may_refuse(title));
        let named = if own.is_empty() { all } else { &own };
        if let ([(words, place)], true) = (named, is_certain) {
            return Some(self.kinds.reference(words, || place.clone(), questions).0);
        }
        let place = list.titles.first().map_or(&list.place, |(_, place)| place);
        let granted = self.kinds.granted();
        let answer = questions.ask_at(QuestionSubject::ListKind, list.title(), place, || granted)?;
        match self.kinds.find(answer) {
            NameMatch::One(kind) => {
                let id = self.kinds.kind(kind).id.value.to_string();
                Some(Reference::Known { id, printed: String::new() })
            }
            NameMatch::None | NameMatch::Several(_) => None,
        }
    }

    /// Returns the kinds that titles name, each with its first place.
    fn named(&mut self, titles: &[FoundValue<String>]) -> Vec<FoundValue<String>> {
        let mut named: Vec<FoundValue<String>> = Vec::new();
        for (title, place) in titles {
            for words in self.kinds.named_in(title) {
                let meaning = self.kinds.meaning(&words);
                let is_certain = matches!(meaning, KindMeaning::Kind(_));
                let mut is_same =
                    |known: &str| known == words || is_certain && self.kinds.meaning(known) == meaning;
                if !named.iter().any(|(known, _)| is_same(known)) {
                    named.push((words, place.clone()));
                }
            }
        }
        named
    }
}

/// Returns whether two lists have the same kind, in whatever words.
fn is_same(one: &Option<Reference>, other: &Option<Reference>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.written() == other.written(),
        (None, None) => true,
        _ => false,
    }
}
