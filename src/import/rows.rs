//! Reads the rows of a table into awards.

use rayon::prelude::*;

use super::column::unit_suffixes;
use super::grid::CellValue;
use super::group::{Group, Groups, read_group};
use super::head_words::Field;
use super::kind_cell::{KindFinder, kind_words};
use super::layout::Column;
use super::markers::{Depth, depth};
use super::person_cell::is_certain_name;
use super::proposal::{NoteKind, Proposal, ProposedAward, QuestionSubject, RowOutcome, SourceRow};
use super::questions::{Questions, word_candidates};
use super::recipient::{RecipientWords, RowRecipient};
use super::roll::{kept_award, whole_award};
use super::roll_row::read_roll_row;
use super::row_cells::{RowCells, SourceTable, one_line, source_row, written_period};
use super::row_meaning::{declared, is_value_cell};
use super::shapes::{RowShape, Segment};
use super::unit_cell::{UnitFinder, UnitMeaning, is_unit_like};
use crate::model::award::RecipientKind;
use crate::model::id::Id;
use crate::model::names::NameIndex;
use crate::model::registry::Unit;
use crate::model::site::Movement;

/// What the rows of a decision are read with.
#[derive(Clone)]
pub struct RowReader<'c, 'r> {
    /// Finds units.
    pub units: UnitFinder<'c, 'r>,
    /// Finds kinds.
    pub kinds: KindFinder<'c, 'r>,
    /// Whether a kind was given for rows that have none.
    pub has_given_kind: bool,
    /// The unit that issued the decision.
    pub issuer: Option<Id<Unit>>,
    /// Finds movements.
    pub movements: &'c NameIndex<'r, Movement>,
}

/// What a row of one list gives.
enum RowResult {
    Awards(Vec<ProposedAward>),
    Nothing(RowOutcome),
}

/// A row of one list, with its awards.
struct ReadRow {
    awards: Vec<ProposedAward>,
    row: SourceRow,
}

/// The fewest rows that are worth a thread.
const MIN_ROWS_PER_PART: usize = 512;

impl RowReader<'_, '_> {
    /// Adds the rows of a table and their awards to the proposal; `groups` are those of the paragraphs above it.
    pub fn read(
        &mut self,
        table: SourceTable<'_>,
        segments: &[Segment],
        mut groups: Groups,
        questions: &mut Questions<'_>,
        proposal: &mut Proposal,
    ) {
        for (at, segment) in segments.iter().enumerate() {
            if !segment.continues || at > 0 && self.ends_with_letterhead(table, &segments[at - 1]) {
                groups.clear();
            }
            self.read_segment(table, segment, &mut groups, questions, proposal);
        }
    }

    /// Returns whether the last row before another head is the name of the issuer, as above a list of its own.
    fn ends_with_letterhead(&mut self, table: SourceTable<'_>, segment: &Segment) -> bool {
        let last = segment.rows.iter().rev().find(|(_, shape)| *shape != RowShape::Phantom);
        let Some((row, RowShape::Lone)) = last else { return false };
        let [cell] = table.grid.row(*row) else { return false };
        match self.units.meaning(&cell.value.text()) {
            UnitMeaning::Unit(unit) | UnitMeaning::UnionOf(unit) => Some(unit) == self.issuer,
            UnitMeaning::Several(_) | UnitMeaning::Unknown => false,
        }
    }

    fn read_segment(
        &mut self,
        table: SourceTable<'_>,
        segment: &Segment,
        groups: &mut Groups,
        questions: &mut Questions<'_>,
        proposal: &mut Proposal,
    ) {
        let first_row = proposal.rows.len();
        let table = SourceTable { below: segment.layout.head.end, ..table };
        // Lists that are side by side are read one after the other; the report has each row once.
        for (list, columns) in segment.layout.lists.iter().enumerate() {
            let mut at = first_row;
            // Rows with values read the groups; only the rows between them change these.
            let runs = segment
                .rows
                .chunk_by(|(_, one), (_, other)| (*one, *other) == (RowShape::Data, RowShape::Data));
            for run in runs {
                let results = self.read_run(table, columns, run, groups, questions);
                for ReadRow { awards, row } in results {
                    proposal.awards.extend(awards);
                    match proposal.rows.get_mut(at).filter(|_| list > 0) {
                        Some(known) => known.outcome = joined(known.outcome, row.outcome),
                        None => proposal.rows.push(row),
                    }
                    at += 1;
                }
            }
        }
    }

    /// Reads a row of any form, or rows with values; threads read parts of many rows at the same time.
    ///
    /// The result does not depend on the parts: what a finder remembers are results of lookups, and the questions of the
    /// parts are joined in the order of the rows.
    fn read_run(
        &mut self,
        table: SourceTable<'_>,
        columns: &[Column],
        rows: &[(u32, RowShape)],
        groups: &mut Groups,
        questions: &mut Questions<'_>,
    ) -> Vec<ReadRow> {
        let rows_per_part = rows.len().div_ceil(rayon::current_num_threads()).max(MIN_ROWS_PER_PART);
        if rows.len() <= rows_per_part {
            return rows.iter().map(|row| self.read_row(table, columns, *row, groups, questions)).collect();
        }
        let (reader, groups) = (&*self, &*groups);
        let read = |rows: &[(u32, RowShape)]| {
            let (mut reader, mut groups) = (reader.clone(), groups.clone());
            let mut questions = questions.without_open();
            let read = rows.iter();
            let read = read.map(|row| reader.read_row(table, columns, *row, &mut groups, &mut questions));
            (read.collect::<Vec<ReadRow>>(), questions)
        };
        let parts: Vec<(Vec<ReadRow>, Questions<'_>)> = rows.par_chunks(rows_per_part).map(read).collect();
        let mut all = Vec::with_capacity(rows.len());
        for (read, asked) in parts {
            all.extend(read);
            questions.append(asked);
        }
        all
    }

    fn read_row(
        &mut self,
        table: SourceTable<'_>,
        columns: &[Column],
        (row, shape): (u32, RowShape),
        groups: &mut Groups,
        questions: &mut Questions<'_>,
    ) -> ReadRow {
        let asked = questions.asked();
        let result = self.row_result(table, columns, (row, shape), groups, questions);
        ReadRow::new(result, questions.asked() > asked, table, row)
    }

    fn row_result(
        &mut self,
        table: SourceTable<'_>,
        columns: &[Column],
        (row, shape): (u32, RowShape),
        groups: &mut Groups,
        questions: &mut Questions<'_>,
    ) -> RowResult {
        RowResult::Nothing(match shape {
            RowShape::Title => RowOutcome::Title,
            RowShape::Head => RowOutcome::Head,
            RowShape::ColumnNumbers => RowOutcome::ColumnNumbers,
            RowShape::Total => RowOutcome::Total,
            RowShape::Footer => RowOutcome::Footer,
            RowShape::Phantom => RowOutcome::Phantom,
            RowShape::Lone => return self.read_lone(table, columns, row, groups, questions),
            RowShape::Data => return self.read_data(table, columns, row, groups, questions),
        })
    }

    /// Reads a row with a single text: a group, or the name of a recipient.
    fn read_lone(
        &mut self,
        table: SourceTable<'_>,
        columns: &[Column],
        row: u32,
        groups: &mut Groups,
        questions: &mut Questions<'_>,
    ) -> RowResult {
        let own: Vec<(u32, String)> = table
            .grid
            .row(row)
            .iter()
            .filter(|cell| !matches!(cell.value, CellValue::Error(_)))
            .map(|cell| (cell.column, cell.value.text().into_owned()))
            .collect();
        let is_no =
            |index: u32| columns.iter().any(|column| column.index == index && column.field == Field::No);
        let number = own.iter().find(|(index, text)| is_no(*index) && depth(text.trim()).is_some());
        let number_depth = number.and_then(|(_, text)| depth(text.trim()));
        let has_letters = |text: &str| text.contains(char::is_alphabetic);
        let others = || own.iter().filter(|entry| Some(*entry) != number);
        // A dash or a plus in the column of numbers is no text.
        let text = others().find(|(_, text)| has_letters(text)).or_else(|| others().next());
        let Some((index, text)) = text else { return RowResult::Nothing(RowOutcome::Phantom) };
        let is_name =
            columns.iter().any(|column| column.index == *index && matches!(column.field, Field::Name(_)));
        if is_name && number_depth.is_none() && is_certain_name(text) {
            return self.read_data(table, columns, row, groups, questions);
        }
        let mut group = read_group(text, number_depth, &mut self.units, &mut self.kinds);
        if number.is_none() && is_value_cell(table.grid, columns, row, *index) {
            return RowResult::Nothing(RowOutcome::NotUnderstood);
        }
        // "1. CĐCS …" below "I. TẬP THỂ" is a recipient.
        let is_collective = groups.to() == Some(RecipientKind::Collective) && group.unit.is_some();
        if is_collective && group.depth == Some(Depth::Number) && is_name {
            return self.read_data(table, columns, row, groups, questions);
        }
        let kind_column = columns.iter().find(|column| column.field == Field::Kind);
        if group.kind.is_none()
            && let Some((_, words)) =
                own.iter().find(|(index, _)| kind_column.is_some_and(|column| column.index == *index))
            && words != text
        {
            group.kind = Some(kind_words(words));
        }
        if group.depth == Some(Depth::Number) && is_name && group.unit.is_some() && number.is_some() {
            let place = || table.grid.place(row, Some(*index));
            match self.heading(columns, text, place, questions) {
                Some("group") => {}
                Some("none") => return RowResult::Nothing(RowOutcome::Footer),
                Some("collective") => return self.read_data(table, columns, row, groups, questions),
                _ => {
                    groups.begin(Group { is_asked: true, ..group });
                    return RowResult::Nothing(RowOutcome::NotUnderstood);
                }
            }
        }
        let is_understood = group.is_understood();
        groups.begin(if is_understood { group } else { groups.like_before(group, text) });
        RowResult::Nothing(if is_understood { RowOutcome::Group } else { RowOutcome::NotUnderstood })
    }

    /// Returns whether a numbered unit without further values is a `group` or a `collective`: with an empty cell of the
    /// kind it is a group, and without a column of kinds a question is asked.
    fn heading<'q>(
        &self,
        columns: &[Column],
        text: &str,
        place: impl FnOnce() -> String,
        questions: &mut Questions<'q>,
    ) -> Option<&'q str> {
        if columns.iter().any(|column| matches!(column.field, Field::Kind | Field::Award)) {
            return Some("group");
        }
        let candidates = || word_candidates(["group", "collective", "none"]);
        questions.ask(QuestionSubject::Row, text, place, candidates)
    }

    /// Reads a row with values in columns.
    fn read_data(
        &mut self,
        table: SourceTable<'_>,
        columns: &[Column],
        row: u32,
        groups: &Groups,
        questions: &mut Questions<'_>,
    ) -> RowResult {
        let mut cells = RowCells { table, columns, row, notes: Vec::new() };
        if table.grid.is_hidden_row(row) {
            cells.note(NoteKind::HiddenRow, columns[0].index, "");
        }
        let kept = kept_award(&cells);
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_whole) {
            return RowResult::Awards(vec![whole_award(&cells, kept)]);
        }
        let is_roll = columns.iter().any(|column| column.field == Field::Decision);
        let mut award = cells.plain_award();
        let finders = (&mut self.units, self.movements);
        if is_roll && !read_roll_row(&mut award, &mut cells, kept, finders, questions) {
            return RowResult::Nothing(RowOutcome::NotUnderstood);
        }
        let name = cells.text_of(|field| matches!(field, Field::Name(_)));
        let unit = cells.text_of(|field| field == Field::Unit);
        let Some((name_index, name_field, name)) = name.or_else(|| {
            let stated = if is_roll { declared(&mut cells, groups, Field::Unit).0 } else { None };
            let to = stated.or(groups.to()).or(table.to);
            unit.clone().filter(|_| to == Some(RecipientKind::Collective))
        }) else {
            return RowResult::Nothing(without_name(unit.is_some() || award.position.is_some(), is_roll));
        };
        self.ask_cells(&mut award, &cells, questions);
        let (declared, is_certain) = declared(&mut cells, groups, name_field);
        let several = cells.several_names();
        let is_of_several_columns = several.is_some();
        let name = several.unwrap_or(name);
        let words = RecipientWords {
            name: &name,
            is_of_several_columns,
            unit: unit.as_ref().map(|(_, _, unit)| &**unit),
            declared,
            is_certain,
            has_position: award.position.is_some() || award.honorific.is_some(),
        };
        let place = || cells.place(name_index);
        let recipient = words.recipient(&mut self.units, questions, &place);
        let mut unit = unit.filter(|(index, ..)| *index != name_index).map(|(index, _, text)| (index, text));
        let may_have_position = !matches!(recipient, RowRecipient::Collective { .. });
        match recipient {
            RowRecipient::Nothing => return RowResult::Nothing(RowOutcome::Footer),
            RowRecipient::Person(to, person) => {
                if person.is_mended {
                    cells.note(NoteKind::CapitalsMended, name_index, &name);
                }
                if let Some(left_out) = &person.left_out {
                    cells.note(NoteKind::AddressLeftOut, name_index, left_out);
                }
                award.to = Some(to);
                award.honorific = person.honorific.map(str::to_owned).or(award.honorific);
                award.name = Some(person.name);
                award.posthumous |= person.posthumous;
                award.shared_with.extend(person.shared_with);
            }
            RowRecipient::Collective { name: own_name, unit: own_unit } => {
                award.to = Some(RecipientKind::Collective);
                award.name = own_name;
                if let Some(own_unit) = own_unit {
                    if let Some((index, other)) = unit.filter(|(_, other)| *other != own_unit) {
                        cells.note(NoteKind::Remark, index, &other);
                    }
                    unit = Some((name_index, own_unit));
                }
            }
            RowRecipient::Open => award.name = Some(one_line(&name).into_owned()),
        }
        if unit.is_none() && may_have_position {
            unit = self.split_position(&mut award, &mut cells, questions);
        }
        self.add_unit(&mut award, unit, groups, &mut cells, questions);
        RowResult::Awards(self.with_kinds(award, groups, cells, questions))
    }

    /// Asks what marks such as *nt* mean, and for the period of a cell that says anything but a period; left open, it stays
    /// as printed. In a table of decisions, [`read_roll_row`] does.
    fn ask_cells(&self, award: &mut ProposedAward, cells: &RowCells<'_>, questions: &mut Questions<'_>) {
        ask_dittos(cells, questions);
        if cells.columns.iter().any(|column| column.field == Field::Decision) {
            return;
        }
        let Some((index, _, text)) = cells.text_of(|field| field == Field::Period) else { return };
        let text = one_line(&text);
        award.period = written_period(&text).or_else(|| {
            let answer = questions.ask(QuestionSubject::RowPeriod, &text, || cells.place(index), Vec::new);
            let answer = answer.filter(|answer| !answer.is_empty());
            Some(answer.map_or_else(|| text.to_string(), str::to_owned))
        });
    }

    /// Splits a cell with a position and a unit; returns the words of the unit.
    fn split_position(
        &mut self,
        award: &mut ProposedAward,
        cells: &mut RowCells<'_>,
        questions: &mut Questions<'_>,
    ) -> Option<(u32, String)> {
        let (index, field, text) = cells.text_of(|field| field == Field::PositionAndUnit).or_else(|| {
            // A column of positions has units as well if the table has no column for them.
            let has_units = cells.columns.iter().any(|column| column.field == Field::Unit);
            cells.text_of(|field| field == Field::Position).filter(|_| !has_units)
        })?;
        let is_certain = field == Field::PositionAndUnit;
        let separators = [", ", "\n", " - ", " – ", "; ", ","];
        let mut splits: Vec<(usize, usize)> = separators
            .iter()
            .flat_map(|separator| text.match_indices(separator).map(|(at, found)| (at, at + found.len())))
            .collect();
        splits.sort_unstable_by(|one, other| other.cmp(one));
        let known = splits.iter().copied().find(|(_, from)| self.units.is_unit(&text[*from..]));
        let like = || splits.first().copied().filter(|(_, from)| is_unit_like(&text[*from..]));
        if let Some((end, from)) = known.or_else(|| like().filter(|_| is_certain)) {
            cells.note(NoteKind::PositionAndUnitSplit, index, &text);
            award.position = Some(one_line(&text[..end]).into_owned());
            return Some((index, one_line(&text[from..]).into_owned()));
        }
        if !is_certain {
            return None;
        }
        if self.units.is_unit(&text) {
            return Some((index, text));
        }
        let candidates = unit_suffixes(&text, &mut self.units);
        let place = || cells.place(index);
        let answer = questions.ask(QuestionSubject::PositionAndUnit, &text, place, || candidates);
        let split = answer
            .filter(|answer| !answer.is_empty())
            .and_then(|unit| Some((text.strip_suffix(unit)?, unit)));
        let Some((position, unit)) = split else {
            award.position = Some(one_line(&text).into_owned());
            return None;
        };
        let position = one_line(position.trim_end_matches([',', '-', '–', ';', ' ']));
        award.position = (!position.is_empty()).then(|| position.into_owned());
        Some((index, unit.to_owned()))
    }

    /// Adds the unit of the row, or that of its group.
    fn add_unit(
        &mut self,
        award: &mut ProposedAward,
        unit: Option<(u32, String)>,
        groups: &Groups,
        cells: &mut RowCells<'_>,
        questions: &mut Questions<'_>,
    ) {
        let group = groups.unit().filter(|_| unit.is_none());
        if let Some((text, true)) = group {
            questions.ask(QuestionSubject::Row, text, || cells.place(cells.columns[0].index), Vec::new);
            return;
        }
        let of_group = || group.map(|(unit, _)| (cells.columns[0].index, unit.to_owned()));
        let Some((index, text)) = unit.or_else(of_group) else {
            if let Some(column) = cells.columns.iter().find(|column| column.field == Field::Unit) {
                cells.note(NoteKind::EmptyCell, column.index, "");
            }
            return;
        };
        let text = one_line(&text);
        let place = || cells.place(index);
        let (reference, unit) = self.units.reference(&text, QuestionSubject::Unit, place, questions);
        award.unit_as_printed =
            unit.filter(|unit| self.units.differs(*unit, &text)).map(|_| text.to_string());
        if let Some(unit) = unit {
            self.note_union(unit, &text, index, cells);
        }
        award.unit = Some(reference);
    }

    /// Notes that the union of a workplace is taken for the workplace.
    fn note_union(&mut self, unit: Id<Unit>, text: &str, index: u32, cells: &mut RowCells<'_>) {
        if self.units.meaning(text) == UnitMeaning::UnionOf(unit) {
            cells.note(NoteKind::UnionOfWorkplace, index, text);
        }
    }
}

/// Returns what becomes of a row without a name; `is_roll` if its table states decisions.
fn without_name(has_values: bool, is_roll: bool) -> RowOutcome {
    match (has_values, is_roll) {
        (true, _) => RowOutcome::NotUnderstood,
        // A decision that only changes others has no awards.
        (false, true) => RowOutcome::Title,
        (false, false) => RowOutcome::Phantom,
    }
}

/// Asks what each mark such as *nt* means that has no text above; such an answer holds for no other row.
fn ask_dittos(cells: &RowCells<'_>, questions: &mut Questions<'_>) {
    for (index, _, written) in cells.dittos().into_iter().filter(|(_, is_text, _)| !is_text) {
        let printed = format!("{written} ({})", cells.place(index));
        questions.ask(QuestionSubject::Row, &printed, || cells.place(index), || word_candidates(["none"]));
    }
}

impl ReadRow {
    /// Returns the row that gave `result`; `is_asked` if a question about it has no answer.
    fn new(result: RowResult, is_asked: bool, table: SourceTable<'_>, row: u32) -> ReadRow {
        let (awards, outcome) = match result {
            RowResult::Awards(awards) => (awards, RowOutcome::Taken),
            RowResult::Nothing(outcome) => (Vec::new(), outcome),
        };
        let is_asked = is_asked && outcome == RowOutcome::Taken;
        let outcome = if is_asked { RowOutcome::Asked } else { outcome };
        ReadRow { awards, row: source_row(table, row, outcome) }
    }
}

/// Returns what became of a row with two lists.
fn joined(one: RowOutcome, other: RowOutcome) -> RowOutcome {
    let weight = |outcome: RowOutcome| match outcome {
        RowOutcome::NotUnderstood => 3,
        RowOutcome::Asked => 2,
        RowOutcome::Taken => 1,
        _ => 0,
    };
    if weight(other) > weight(one) { other } else { one }
}
