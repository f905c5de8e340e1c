//! Reads what a row of a table of decisions says beside the columns of annexes, if it is not as it was exported.

use super::head_words::Field;
use super::proposal::{KeptAward, NoteKind, ProposedAward, QuestionSubject};
use super::questions::Questions;
use super::roll::{RowIdentity, is_withheld, roll_award};
use super::row_cells::{RowCells, written_period};
use super::unit_cell::{UnitFinder, UnitMeaning};
use crate::edit::Wanted;
use crate::model::names::NameIndex;
use crate::model::site::Movement;
use crate::text::canonical_name;

/// Adds to `award` its period and what [`roll_award`] returns; returns false if the row does not show the name of its
/// recipient.
pub fn read_roll_row(
    award: &mut ProposedAward,
    cells: &mut RowCells<'_>,
    kept: Option<KeptAward>,
    (units, movements): (&mut UnitFinder<'_, '_>, &NameIndex<'_, Movement>),
    questions: &mut Questions<'_>,
) -> bool {
    if !names_recipient(cells, kept.as_ref()) {
        return false;
    }
    award.period = roll_period(cells, questions);
    let identity = identity(units, cells, kept.as_ref());
    award.kept = roll_award(cells, kept, identity, movements);
    true
}

/// Returns whether a row shows the name of its recipient, if it has one: the site may withhold it, and a name that was
/// exported may have been emptied.
fn names_recipient(cells: &RowCells<'_>, kept: Option<&KeptAward>) -> bool {
    match cells.text_of(|field| matches!(field, Field::Name(_))) {
        Some((_, _, name)) => !is_withheld(&name),
        None => !kept.is_some_and(|kept| kept.entries.iter().any(|(key, _)| key == "name")),
    }
}

/// Returns whether an exported row still names the same recipient: by the name, or without one by the unit.
fn identity(units: &mut UnitFinder<'_, '_>, cells: &RowCells<'_>, kept: Option<&KeptAward>) -> RowIdentity {
    let exported = |key: &str| match kept?.entries.iter().find(|(name, _)| name == key)? {
        (_, Wanted::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let shown = |is_field: &dyn Fn(Field) -> bool| cells.text_of(is_field).map(|(_, _, text)| text);
    let is_same = match (exported("name"), shown(&|field| matches!(field, Field::Name(_)))) {
        (Some(before), Some(name)) => canonical_name(before) == canonical_name(&name),
        (None, None) => {
            let unit = shown(&|field| field == Field::Unit).unwrap_or_default();
            let meaning = units.meaning(&unit);
            let is_known = matches!(meaning, UnitMeaning::Unit(_) | UnitMeaning::UnionOf(_));
            let is_same = |before: &str| is_known && units.meaning(before).unit() == meaning.unit();
            exported("unit_as_printed") == Some(&*unit) || exported("unit").is_some_and(is_same)
        }
        _ => false,
    };
    if is_same { RowIdentity::Same } else { RowIdentity::Other }
}

/// Returns the time that a row of a table of decisions states, as YAML has it; asks for it if its words are not understood.
fn roll_period(cells: &mut RowCells<'_>, questions: &mut Questions<'_>) -> Option<String> {
    let (index, _, text) = cells.text_of(|field| field == Field::Period)?;
    let period = written_period(&text).or_else(|| {
        let answer = questions.ask(QuestionSubject::RowPeriod, &text, || cells.place(index), Vec::new)?;
        written_period(answer)
    });
    if period.is_none() {
        cells.note(NoteKind::NotRead, index, &text);
    }
    period
}
