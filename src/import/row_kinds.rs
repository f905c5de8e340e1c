//! The kinds of awards that a row has, and their classes.

use super::group::Groups;
use super::head_words::Field;
use super::kind_cell::{KindWords, kind_words};
use super::proposal::{NoteKind, ProposedAward, Reference};
use super::questions::Questions;
use super::row_cells::{RowCells, one_line};
use super::row_meaning::is_mark;
use super::rows::RowReader;

impl RowReader<'_, '_> {
    /// Returns one award for each kind that the row has.
    pub fn with_kinds(
        &mut self,
        mut award: ProposedAward,
        groups: &Groups,
        mut cells: RowCells<'_>,
        questions: &mut Questions<'_>,
    ) -> Vec<ProposedAward> {
        let kinds = self.row_kinds(&cells);
        let kinds = if kinds.is_empty() {
            groups.kind().cloned().map(|kind| (cells.columns[0].index, kind)).into_iter().collect()
        } else {
            kinds
        };
        let class_cell = cells.text_of(|field| field == Field::Class);
        let class_index = class_cell.as_ref().map(|(index, ..)| *index);
        let class = class_cell.map(|(_, _, class)| one_line(&class).into_owned());
        if kinds.is_empty() {
            let column =
                cells.columns.iter().find(|column| matches!(column.field, Field::Kind | Field::Award));
            if let Some(column) = column.filter(|_| !self.has_given_kind) {
                let index = column.index;
                cells.note(NoteKind::EmptyCell, index, "");
                award.kind = Some(Reference::Open { printed: String::new() });
            }
            award.class = class;
            award.notes = cells.notes;
            return vec![award];
        }
        let mut awards = Vec::with_capacity(kinds.len());
        for (index, words) in kinds {
            let place = || cells.place(index);
            let (reference, kind) = self.kinds.reference(&words.kind, place, questions);
            let class = match (kind, words.class, &class) {
                (Some(kind), Some(one), Some(other)) if self.kinds.are_other_classes(kind, &one, other) => {
                    let both = format!("{one} / {other}");
                    self.kinds.class(kind, &both, place, questions)
                }
                (Some(kind), Some(printed), _) => self.kinds.class(kind, &printed, place, questions),
                (Some(kind), None, Some(printed)) => {
                    let place = || cells.place(class_index.unwrap_or(index));
                    self.kinds.class(kind, printed, place, questions)
                }
                (None, printed, class) => printed.or_else(|| class.clone()),
                (Some(_), None, None) => None,
            };
            let posthumous = award.posthumous || words.posthumous;
            awards.push(ProposedAward { kind: Some(reference), class, posthumous, ..award.clone() });
        }
        awards.iter_mut().for_each(|award| award.notes.clone_from(&cells.notes));
        awards
    }

    /// Returns the kinds that the cells of a row name or mark, each with its column.
    fn row_kinds(&mut self, cells: &RowCells<'_>) -> Vec<(u32, KindWords)> {
        let mut kinds = Vec::new();
        for column in cells.columns {
            let Some(text) = cells.text(column.index) else { continue };
            match column.field {
                Field::Kind => {
                    let named = self.kinds.named_in_cell(&text);
                    kinds.extend(named.iter().map(|words| (column.index, words.clone())));
                }
                Field::Award if is_mark(&text) => {
                    let head = column.head.rsplit(" › ").next().unwrap_or(&column.head);
                    kinds.push((column.index, kind_words(head)));
                }
                _ => {}
            }
        }
        kinds
    }
}
