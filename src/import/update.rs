//! Compares the file of a decision with a proposal of the same decision, and changes what differs.
//!
//! Only the values that the source has are compared. Whatever people added to the file stays: other keys, comments, the
//! order of the rows, rows that the source does not have.

use std::collections::HashMap;

use crate::edit::{PatchError, Wanted, patch, tree};
use crate::import::proposal::{NoteKind, Proposal, ProposedAward, QuestionSubject, RowOutcome};
use crate::import::report::row_place;
use crate::import::yaml::{SharedValues, award_entries, head_entries};
use crate::text::fold;

/// The keys of rows whose values name records.
const REFERENCES: &[&str] = &["unit", "kind", "movement", "issuer"];

/// The keys of rows that people write about one recipient.
const OWN_KEYS: &[&str] =
    &["person", "visibility", "status", "by", "accept", "posthumous", "shared_with", "article"];

/// Whether a row before and after is about the same recipient.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Recipient {
    /// The recipient is the same.
    Same,
    /// The name differs; it may have been corrected.
    Renamed,
}

/// The keys by whose values rows are paired, in this order.
const PAIRINGS: &[(&[&str], Recipient)] = &[
    (&["to", "no", "recipient"], Recipient::Same),
    (&["to", "recipient", "unit"], Recipient::Same),
    (&["to", "recipient"], Recipient::Same),
    (&["to", "place", "unit", "exported"], Recipient::Renamed),
    (&["to", "no", "unit", "position"], Recipient::Renamed),
];

/// What a proposal changes in the file of its decision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionUpdate {
    /// The text of the file afterwards; the same as before if nothing changes.
    pub text: String,
    /// The places of the rows of the source that the file does not have; they are added.
    pub new: Vec<String>,
    /// The places of the rows of the source whose values differ; they are changed.
    pub changed: Vec<String>,
    /// The rows of the file that the source does not have, by number and name; they stay.
    pub gone: Vec<String>,
    /// The places of cells of the source that say something else than the file afterwards: cells that were emptied, and
    /// words that mean nothing, or no record.
    pub not_applied: Vec<String>,
}

/// Returns what `proposal` changes in `raw`, the text of the file of its decision.
///
/// `id_of` returns the id of the record that a value of a key such as `unit` means, if it is a single one, so that a name
/// and an id are not taken for a difference.
///
/// # Errors
/// [`PatchError::Unsound`] if `raw` is not a mapping in valid YAML, [`PatchError::NoChange`] if it cannot be changed.
pub fn update(
    raw: &str,
    proposal: &Proposal,
    id_of: &dyn Fn(&str, &str) -> Option<String>,
) -> Result<DecisionUpdate, PatchError> {
    let Some(Wanted::Map(mut entries)) = tree(raw) else { return Err(PatchError::Unsound) };
    let comparison = Comparison { defaults: entry(&entries, "defaults").cloned(), id_of };
    let mut not_applied = open_head_places(proposal);
    for (key, value) in head_entries(&proposal.head) {
        comparison.merge(&mut entries, &key, value);
    }
    let rows = match entry(&entries, "awards") {
        Some(Wanted::List(rows)) => rows.clone(),
        _ => Vec::new(),
    };
    let mut found = DecisionUpdate::default();
    let rows = comparison.rows(rows, proposal, &mut found);
    not_applied.append(&mut found.not_applied);
    not_applied.extend(rows_not_understood(proposal));
    found.not_applied = not_applied;
    match entries.iter_mut().find(|(key, _)| key == "awards") {
        Some((_, value)) if rows.is_empty() && *value == Wanted::List(Vec::new()) => {}
        Some((_, value)) => *value = Wanted::List(rows),
        None => entries.push(("awards".to_owned(), Wanted::List(rows))),
    }
    found.text = patch(raw, &Wanted::Map(entries))?;
    Ok(found)
}

/// Returns the places of the open questions about the number, the day and the issuer that a table of decisions states.
fn open_head_places(proposal: &Proposal) -> Vec<String> {
    let is_head = |subject| {
        matches!(subject, QuestionSubject::Number | QuestionSubject::Signed | QuestionSubject::Issuer)
    };
    let open = proposal.questions.iter().filter(|question| is_head(question.key.subject));
    open.flat_map(|question| &question.places).filter(|place| !place.is_empty()).cloned().collect()
}

/// Returns the places of the rows of a table for staff that are no awards, although they may have been.
fn rows_not_understood(proposal: &Proposal) -> impl Iterator<Item = String> {
    let is_staff_table = proposal.head.kept.is_some();
    let rows = proposal.rows.iter().filter(move |_| is_staff_table);
    rows.filter(|row| row.outcome == RowOutcome::NotUnderstood).map(|row| row.place.clone())
}

fn entry<'e>(entries: &'e [(String, Wanted)], key: &str) -> Option<&'e Wanted> {
    entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// Compares values of the file with values of the source.
struct Comparison<'c> {
    /// The mapping under `defaults` of the file.
    defaults: Option<Wanted>,
    id_of: &'c dyn Fn(&str, &str) -> Option<String>,
}

impl Comparison<'_> {
    /// Whether both values of `key` say the same, or the source has words for a record that the file names.
    fn is_same(&self, key: &str, own: &Wanted, new: &Wanted) -> bool {
        let (Wanted::Text(own_text), Wanted::Text(new_text)) = (own, new) else { return own == new };
        let is_same_record = || match ((self.id_of)(key, own_text), (self.id_of)(key, new_text)) {
            (Some(own), Some(new)) => own == new,
            (own, _) => own.is_some(),
        };
        own_text.trim() == new_text || REFERENCES.contains(&key) && is_same_record()
    }

    /// Gives `key` the value `new` among `entries`, unless it says the same already; a value that the source does not
    /// have changes nothing. Returns whether something changed.
    fn merge(&self, entries: &mut Vec<(String, Wanted)>, key: &str, new: Wanted) -> bool {
        if new == Wanted::Nothing {
            return false;
        }
        match entries.iter_mut().find(|(name, _)| name == key) {
            Some((_, own)) if self.is_same(key, own, &new) => false,
            Some((_, Wanted::Map(own))) => match new {
                Wanted::Map(new) => new
                    .into_iter()
                    .fold(false, |is_changed, (key, value)| self.merge(own, &key, value) || is_changed),
                _ => false,
            },
            // The name of the signer may be written without position and formula.
            Some((_, Wanted::Text(own))) if matches!(&new, Wanted::Map(_)) => {
                let is_other = new.value("name").is_some_and(|name| *name != Wanted::Text(own.clone()));
                if is_other {
                    entries
                        .iter_mut()
                        .filter(|(name, _)| name == key)
                        .for_each(|(_, own)| *own = new.clone());
                }
                is_other
            }
            Some((_, own)) => {
                *own = new;
                true
            }
            None => {
                let place = entries.iter().position(|(name, _)| matches!(&**name, "defaults" | "awards"));
                entries.insert(place.unwrap_or(entries.len()), (key.to_owned(), new));
                true
            }
        }
    }

    /// Returns the rows of the file after the update; adds what differs to `found`.
    fn rows(&self, rows: Vec<Wanted>, proposal: &Proposal, found: &mut DecisionUpdate) -> Vec<Wanted> {
        let wanted: Vec<Vec<(String, Wanted)>> = proposal
            .awards
            .iter()
            .map(|award| award_entries(award, &proposal.head, &SharedValues::default()))
            .collect();
        let pairs = self.pairs(&rows, &wanted, &proposal.awards);
        let is_paired = |at: usize| pairs.contains(&Some(at));
        found.gone =
            rows.iter().enumerate().filter(|(at, _)| !is_paired(*at)).map(|(_, row)| title(row)).collect();
        let mut after: Vec<Vec<Wanted>> = vec![Vec::new(); rows.len() + 1];
        let mut kept = rows;
        let mut last = 0;
        for ((row, pair), award) in wanted.into_iter().zip(&pairs).zip(&proposal.awards) {
            match pair {
                Some(at) => {
                    last = at + 1;
                    found.not_applied.extend(self.open_places(&kept[*at], &row, award, proposal));
                    if self.merge_row(&mut kept[*at], row) {
                        found.changed.push(award.place.clone());
                    }
                    found.not_applied.extend(self.unread_places(&kept[*at], award));
                }
                None => {
                    found.new.push(award.place.clone());
                    found.not_applied.extend(unread_notes(award));
                    after[last].push(Wanted::Map(self.without_defaults(row)));
                }
            }
        }
        let mut all = std::mem::take(&mut after[0]);
        for (row, added) in kept.into_iter().zip(after.into_iter().skip(1)) {
            all.push(row);
            all.extend(added);
        }
        all
    }

    /// Gives `row` the values of `new`, except those that it has from the defaults; returns whether something changed.
    fn merge_row(&self, row: &mut Wanted, new: Vec<(String, Wanted)>) -> bool {
        let Wanted::Map(entries) = row else { return false };
        let mut is_changed = false;
        for (key, value) in new {
            let is_default = entry(entries, &key).is_none() && self.is_default(&key, &value);
            is_changed |= !is_default && self.merge(entries, &key, value);
        }
        is_changed
    }

    /// Returns the places of the words of `new` that mean no record where `row` names one; those of open questions, or else
    /// that of the row.
    fn open_places(
        &self,
        row: &Wanted,
        new: &[(String, Wanted)],
        award: &ProposedAward,
        proposal: &Proposal,
    ) -> Vec<String> {
        let is_kept = |(key, value): &(String, Wanted)| {
            let own = row.value(key).or_else(|| self.defaults.as_ref()?.value(key));
            let (Some(Wanted::Text(own)), Wanted::Text(new)) = (own, value) else { return false };
            let is_open = REFERENCES.contains(&&**key) && (self.id_of)(key, new).is_none();
            is_open && !new.is_empty() && own.trim() != new && (self.id_of)(key, own).is_some()
        };
        if !new.iter().any(is_kept) {
            return Vec::new();
        }
        let places = proposal.questions.iter().flat_map(|question| &question.places);
        let places: Vec<String> = places.filter(|place| row_place(place) == award.place).cloned().collect();
        if places.is_empty() { vec![award.place.clone()] } else { places }
    }

    /// Returns the places of cells that changed nothing in `row`: those that were emptied although it has a value, those
    /// whose words are not understood, and remarks of a table for staff.
    fn unread_places(&self, row: &Wanted, award: &ProposedAward) -> Vec<String> {
        let has = |key: &str| {
            let value = row.value(key).or_else(|| self.defaults.as_ref()?.value(key));
            value.is_some_and(|value| *value != Wanted::Nothing)
        };
        let emptied = award.kept.emptied.iter().filter(|(key, _)| has(key)).map(|(_, place)| place.clone());
        emptied.chain(unread_notes(award)).collect()
    }

    fn is_default(&self, key: &str, value: &Wanted) -> bool {
        let default = self.defaults.as_ref().and_then(|defaults| defaults.value(key));
        default.is_some_and(|default| self.is_same(key, default, value))
    }

    /// Returns a new row without the values that the defaults say for certain: words that mean no record stay.
    fn without_defaults(&self, mut row: Vec<(String, Wanted)>) -> Vec<(String, Wanted)> {
        let is_open = |key: &str, value: &Wanted| match value {
            Wanted::Text(text) => REFERENCES.contains(&key) && (self.id_of)(key, text).is_none(),
            _ => false,
        };
        let is_equal = |key: &str, value: &Wanted| {
            self.defaults.as_ref().and_then(|defaults| defaults.value(key)) == Some(value)
        };
        row.retain(
            |(key, value)| {
                if is_open(key, value) { !is_equal(key, value) } else { !self.is_default(key, value) }
            },
        );
        row
    }

    /// For each of the rows `new` of the source, the row of the file that it is; of several alike, the first.
    ///
    /// A row whose recipient has another name is the same only if nothing in it was written about that very recipient, and
    /// if number and unit are the same, and either the position is too, or the row was exported with that recipient.
    fn pairs(
        &self,
        rows: &[Wanted],
        new: &[Vec<(String, Wanted)>],
        awards: &[ProposedAward],
    ) -> Vec<Option<usize>> {
        let mut pairs = vec![None; new.len()];
        let mut is_taken = vec![false; rows.len()];
        for (keys, allowed) in PAIRINGS {
            let mut waiting: HashMap<Vec<String>, Vec<usize>> = HashMap::new();
            for (at, row) in rows.iter().enumerate().rev().filter(|(at, _)| !is_taken[*at]) {
                let is_allowed =
                    *allowed == Recipient::Same || OWN_KEYS.iter().all(|key| row.value(key).is_none());
                let values = self.values(&|key| row.value(key), None, keys).filter(|_| is_allowed);
                if let Some(values) = values {
                    waiting.entry(values).or_default().push(at);
                }
            }
            let rows_and_awards = new.iter().zip(awards).zip(&mut pairs);
            for ((row, award), pair) in rows_and_awards.filter(|(_, pair)| pair.is_none()) {
                let values = self.values(&|key| entry(row, key), Some(award), keys);
                *pair = values.and_then(|values| waiting.get_mut(&values)?.pop());
                if let Some(at) = pair {
                    is_taken[*at] = true;
                }
            }
        }
        pairs
    }

    /// Returns the values of `keys`, of references the ids; `None` if the row lacks one of them. The key `recipient` is the
    /// name, or else the unit; `exported` is the recipient of a row of the file, and the one with which `award`, a row of
    /// the source, was exported; `place` is the number, or nothing.
    fn values<'w>(
        &self,
        value: &dyn Fn(&str) -> Option<&'w Wanted>,
        award: Option<&ProposedAward>,
        keys: &[&str],
    ) -> Option<Vec<String>> {
        let default = |key: &str| self.defaults.as_ref().and_then(|defaults| defaults.value(key)).cloned();
        let text = |key: &str| match value(key).cloned().or_else(|| default(key)) {
            Some(Wanted::Text(text)) if REFERENCES.contains(&key) => {
                Some((self.id_of)(key, &text).unwrap_or(text))
            }
            Some(Wanted::Text(text)) => Some(text),
            _ => None,
        };
        let own_recipient = || text("name").or_else(|| text("unit"));
        let of_key = |key: &&str| match (*key, award) {
            ("exported", Some(award)) => award.kept.recipient.clone(),
            ("recipient" | "exported", _) => own_recipient(),
            ("to", _) => Some(text("to").unwrap_or_default()),
            ("place", _) => Some(text("no").unwrap_or_default()),
            (key, _) => text(key),
        };
        keys.iter().map(of_key).collect()
    }
}

/// Returns the places of the cells whose words are not understood, and of remarks of a table for staff, unless they say
/// no more than that the award is posthumous.
fn unread_notes(award: &ProposedAward) -> impl Iterator<Item = String> {
    let is_staff_row = award.kept.row.is_some();
    let unread = award.notes.iter().filter(move |note| match note.kind {
        NoteKind::NotRead => true,
        NoteKind::Remark => is_staff_row && !(award.posthumous && fold(&note.printed) == "truy tang"),
        _ => false,
    });
    unread.map(|note| note.place.clone())
}

/// Returns the number and the name, or else the unit, of a row of a file.
fn title(row: &Wanted) -> String {
    let text = |key: &str| match row.value(key) {
        Some(Wanted::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let parts = [text("no"), text("name").or_else(|| text("unit"))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
}
