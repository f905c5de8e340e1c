//! Counts what became of the rows, columns and values of a source.

use std::collections::BTreeMap;

use crate::import::{ColumnReason, NoteKind, Proposal, RowOutcome};
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
    /// The number of rows with each outcome.
    pub outcomes: BTreeMap<RowOutcome, usize>,
    /// For each kind of note, their number and the first places.
    pub notes: BTreeMap<NoteKind, (usize, Vec<String>)>,
    /// The numbers of collectives, individuals and households among the awards.
    pub recipients: [u32; 3],
}

impl ImportCounts {
    /// Counts the rows and awards of `proposal`.
    pub fn of(proposal: &Proposal) -> ImportCounts {
        let mut counts = ImportCounts {
            rows: proposal.rows.len(),
            awards: proposal.awards.len(),
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

    /// Returns the number of rows with `outcome`.
    pub fn rows_with(&self, outcome: RowOutcome) -> usize {
        self.outcomes.get(&outcome).copied().unwrap_or_default()
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
