//! Counts what became of the rows, columns and values of a source.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::{ColumnReason, NoteKind, Proposal, Question, RowOutcome, SourceRow};
use crate::model::award::RecipientKind;

/// The most places that a report names for each kind of note.
const MAX_PLACES: usize = 3;

/// What became of the rows of a source, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// The number of rows of all tables.
    pub rows: usize,
    /// The number of awards.
    pub awards: usize,
    /// The number of rows with an award that an open question is about.
    pub open_rows: usize,
    /// The number of rows with each outcome.
    pub outcomes: BTreeMap<RowOutcome, usize>,
    /// For each kind of note, their number and the first places.
    pub notes: BTreeMap<NoteKind, (usize, Vec<String>)>,
    /// The numbers of collectives, individuals and households among the awards.
    pub recipients: [u32; 3],
}

impl ImportCounts {
    /// Counts the rows and awards of `proposal`; the questions in `open` stay open.
    pub fn of(proposal: &Proposal, open: &[&Question]) -> ImportCounts {
        let places = open.iter().flat_map(|question| &question.places);
        let asked: BTreeSet<String> = places.map(|place| row_place(place)).collect();
        let is_award = |row: &&SourceRow| matches!(row.outcome, RowOutcome::Taken | RowOutcome::Asked);
        let awards = proposal.rows.iter().filter(is_award);
        let mut counts = ImportCounts {
            rows: proposal.rows.len(),
            awards: proposal.awards.len(),
            open_rows: awards.filter(|row| asked.contains(&row.place)).count(),
            ..ImportCounts::default()
        };
        for row in &proposal.rows {
            *counts.outcomes.entry(row.outcome).or_default() += 1;
        }
        for award in &proposal.awards {
            if let Some(to) = award.to {
                counts.recipients[position(to)] += 1;
            }
            for note in &award.notes {
                let (count, places) = counts.notes.entry(note.kind).or_default();
                *count += 1;
                if places.len() < MAX_PLACES {
                    places.push(note.place.clone());
                }
            }
        }
        counts
    }

    /// Returns the number of rows with an award that no open question is about.
    pub fn certain_rows(&self) -> usize {
        let rows = [RowOutcome::Taken, RowOutcome::Asked];
        let rows: usize = rows.iter().filter_map(|outcome| self.outcomes.get(outcome)).sum();
        rows - self.open_rows
    }
}

impl Proposal {
    /// Returns those of `open` that are about this decision, one of `count` in its document: all of them if it is the only
    /// one.
    pub fn open_questions<'q>(&self, count: usize, open: &'q [Question]) -> Vec<&'q Question> {
        let is_own = |place: &String| self.rows.iter().any(|row| row_place(place) == row.place);
        let is_asked = |question: &&Question| {
            count == 1 || self.unanswered.contains(&question.key) || question.places.iter().any(is_own)
        };
        open.iter().filter(is_asked).collect()
    }

    /// Adds the rows, paragraphs and questions of a part of the document without awards.
    pub fn add_part(&mut self, part: Proposal) {
        self.rows.extend(part.rows);
        self.paragraphs.extend(part.paragraphs);
        self.questions.extend(part.questions);
        self.unanswered.extend(part.unanswered);
    }

    /// Returns whether cells were not taken because their words are not understood.
    pub fn has_unread_cells(&self) -> bool {
        let mut notes = self.awards.iter().flat_map(|award| &award.notes);
        notes.any(|note| note.kind == NoteKind::NotRead)
    }

    /// Returns whether nothing was found: no award, and nothing that a table for staff keeps of a decision.
    pub fn is_empty(&self) -> bool {
        self.awards.is_empty() && self.head.kept.is_none()
    }
}

/// Returns the position of a kind of recipient in the totals of a decision.
fn position(to: RecipientKind) -> usize {
    match to {
        RecipientKind::Collective => 0,
        RecipientKind::Individual => 1,
        RecipientKind::Household => 2,
    }
}

/// Returns the place of the row in which the cell `place` is: `Sheet1!14` for `Sheet1!C14`, `14` for `14:3`.
pub fn row_place(place: &str) -> String {
    let (sheet, cell) = place.rfind('!').map_or(("", place), |at| place.split_at(at + 1));
    let row = cell.split(':').next().unwrap_or(cell);
    format!("{sheet}{}", row.trim_start_matches(|letter: char| letter.is_ascii_uppercase()))
}

impl ColumnReason {
    /// Returns the word of the messages about columns left out for this reason.
    pub fn word(self) -> &'static str {
        match self {
            ColumnReason::Private => "private",
            ColumnReason::Unknown => "unknown",
            ColumnReason::Hidden => "hidden",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::row_place;

    #[test]
    fn cells_are_in_rows() {
        for (cell, row) in
            [("Sheet1!C14", "Sheet1!14"), ("A!B!AA2", "A!B!2"), ("14:3", "14"), ("Bảng 2!5:1", "Bảng 2!5")]
        {
            assert_eq!(row_place(cell), row);
        }
    }
}
