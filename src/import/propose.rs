//! Proposes decisions from a document.

use super::column::layout_by_content;
use super::decision::{DecisionParts, DecisionReader, SectionTable};
use super::decision_head::{DocumentLine, LinePart};
use super::grid::{Block, Cell, Document, Grid, Paragraph};
use super::group::recipients;
use super::head_words::{Field, field_of};
use super::kept_rows::with_own_hidden_cells;
use super::kind_cell::KindFinder;
use super::layout::{TableLayout, find_layout};
use super::list::list_table;
use super::options::ProposeOptions;
use super::paragraphs::{PlacedParagraph, is_article, paragraph_place, titles_start};
use super::phrases::decision_number;
use super::proposal::{Answers, Proposal, RowOutcome};
use super::questions::Questions;
use super::registry::Registry;
use super::roll_decisions::{DecisionRows, decision_rows};
use super::row_cells::{SourceTable, source_row};
use super::shapes::{RowShape, Segment, segments};
use super::unit_cell::{UnitFinder, UnitMeaning};
use crate::text::fold;

/// Returns the decisions that a document has, one for each number.
///
/// Each question that `answers` do not answer is in one proposal. The caller adds the answers and calls again, until no
/// question is left.
pub fn propose(
    document: &Document,
    registry: &Registry<'_>,
    options: &ProposeOptions,
    answers: &Answers,
) -> Vec<Proposal> {
    let mut questions = Questions::new(answers);
    let moved: Vec<Option<Grid>> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(_) => None,
            Block::Table(grid) => with_own_hidden_cells(grid),
        })
        .collect();
    let mut reader = DocumentReader {
        units: UnitFinder::new(registry, options.signed),
        kinds: KindFinder::new(registry, None),
        options,
        sections: vec![DecisionParts::default()],
        current: 0,
        texts_from: 0,
        tables: 0,
    };
    for (block, moved) in document.blocks.iter().zip(&moved) {
        match block {
            Block::Paragraph(paragraph) => reader.add_paragraph(paragraph),
            Block::Table(grid) => reader.add_table(moved.as_ref().unwrap_or(grid), &mut questions),
        }
    }
    reader.add_lists();
    // What was asked about the columns is found by its places.
    questions.take_unanswered();
    let sections = reader.sections;
    let decisions = DecisionReader { registry, options };
    let mut proposals: Vec<(Proposal, usize)> = Vec::new();
    for section in &sections {
        let mut proposal = decisions.read(section, &mut questions);
        proposal.unanswered = questions.take_unanswered();
        proposals.push((proposal, questions.open_count()));
    }
    let mut open = questions.into_open().into_iter();
    let mut before = 0;
    for (proposal, end) in &mut proposals {
        proposal.questions = open.by_ref().take(*end - before).collect();
        before = *end;
    }
    let proposals = proposals.into_iter().map(|(proposal, _)| proposal).zip(&sections);
    without_empty(proposals.map(|(proposal, section)| (proposal, section.stated.is_some())).collect())
}

/// Adds the rows, paragraphs and questions of parts without awards to the decision before, or to the first; a decision
/// that a table states stays by itself.
fn without_empty(proposals: Vec<(Proposal, bool)>) -> Vec<Proposal> {
    let is_decision = |(proposal, is_stated): &(Proposal, bool)| *is_stated || !proposal.is_empty();
    let Some(first) = proposals.iter().position(is_decision) else {
        return proposals.into_iter().map(|(proposal, _)| proposal).collect();
    };
    let mut decisions: Vec<Proposal> = Vec::new();
    let mut before = Proposal::default();
    for (at, (proposal, is_stated)) in proposals.into_iter().enumerate() {
        match decisions.last_mut() {
            None if at < first => before.add_part(proposal),
            Some(decision) if !is_stated && proposal.is_empty() => decision.add_part(proposal),
            None => {
                let mut decision = proposal;
                decision.add_part(std::mem::take(&mut before));
                decisions.push(decision);
            }
            Some(_) => decisions.push(proposal),
        }
    }
    decisions
}

/// Divides a document into decisions, and its tables into rows.
struct DocumentReader<'d, 'c, 'r> {
    units: UnitFinder<'c, 'r>,
    kinds: KindFinder<'c, 'r>,
    options: &'c ProposeOptions,
    sections: Vec<DecisionParts<'d>>,
    /// The section to which further blocks belong.
    current: usize,
    /// The position of the first paragraph of the current section behind its last table.
    texts_from: usize,
    tables: usize,
}

impl<'d> DocumentReader<'d, '_, '_> {
    fn add_paragraph(&mut self, paragraph: &'d Paragraph) {
        let place = paragraph_place(paragraph);
        let line = |text: &str| DocumentLine {
            text: text.trim().to_owned(),
            place: place.clone(),
            column: None,
            part: LinePart::Above,
        };
        let lines: Vec<DocumentLine> = paragraph.text.lines().map(line).collect();
        self.find_section(&lines);
        let section = &mut self.sections[self.current];
        let part = section.part();
        section.lines.extend(lines.into_iter().map(|line| DocumentLine { part, ..line }));
        let tables_before = section.tables.len();
        section.paragraphs.push(PlacedParagraph { paragraph, tables_before });
    }

    /// Makes the section current whose number `lines` state. The titles at the end of the section before belong to it.
    fn find_section(&mut self, lines: &[DocumentLine]) {
        let stated = || lines.iter().find_map(|line| decision_number(&line.text));
        let Some(number) = stated().filter(|_| self.options.number.is_none()) else { return };
        let known = self.sections.iter().position(|section| section.number.as_ref() == Some(&number));
        let before = self.current;
        self.current = match known {
            Some(known) => known,
            None if self.sections[before].number.is_none() => {
                self.sections[before].number = Some(number);
                before
            }
            None => {
                self.sections.push(DecisionParts { number: Some(number), ..DecisionParts::default() });
                self.sections.len() - 1
            }
        };
        if self.current != before {
            self.move_titles(before);
        }
    }

    /// Moves the titles at the end of the section `from` to the current one.
    fn move_titles(&mut self, from: usize) {
        // Its own number and articles stay, and what is above them.
        let own = self.sections[from].paragraphs.iter().rposition(|placed| states_own(placed.paragraph));
        self.texts_from = self.texts_from.max(own.map_or(0, |at| at + 1));
        let titles = self.take_titles(from);
        let places: Vec<String> = titles.iter().map(|placed| paragraph_place(placed.paragraph)).collect();
        let (moved, kept) = std::mem::take(&mut self.sections[from].lines)
            .into_iter()
            .partition(|line| places.contains(&line.place));
        self.sections[from].lines = kept;
        let section = &mut self.sections[self.current];
        self.texts_from = section.paragraphs.len();
        let (part, tables_before) = (section.part(), section.tables.len());
        let moved: Vec<DocumentLine> = moved;
        section.lines.extend(moved.into_iter().map(|line| DocumentLine { part, ..line }));
        section
            .paragraphs
            .extend(titles.into_iter().map(|placed| PlacedParagraph { tables_before, ..placed }));
    }

    /// Takes the titles behind the last table of a section.
    fn take_titles(&mut self, section: usize) -> Vec<PlacedParagraph<'d>> {
        let paragraphs = &mut self.sections[section].paragraphs;
        let from = self.texts_from.min(paragraphs.len());
        match titles_start(&paragraphs[from..], &mut self.units, &mut self.kinds) {
            Some(at) => paragraphs.split_off(from + at),
            None => Vec::new(),
        }
    }

    /// Ends the paragraphs above a table: their titles belong to the table.
    fn end_paragraphs(&mut self) {
        let titles = self.take_titles(self.current);
        let section = &mut self.sections[self.current];
        let places: Vec<String> = titles.iter().map(|placed| paragraph_place(placed.paragraph)).collect();
        for line in section.lines.iter_mut().rev().filter(|line| places.contains(&line.place)) {
            line.part = LinePart::Above;
        }
        section.paragraphs.extend(titles);
        self.texts_from = section.paragraphs.len();
    }

    fn add_table(&mut self, grid: &'d Grid, questions: &mut Questions<'_>) {
        let number = self.tables;
        self.tables += 1;
        let to = recipients(grid.name());
        let table = SourceTable { number, grid, to, below: 0 };
        let is_other_sheet = self.options.sheet.as_ref().is_some_and(|sheet| sheet != grid.name());
        if is_other_sheet || is_code_sheet(grid) {
            let rows = grid.rows().map(|(row, _)| source_row(table, row, RowOutcome::Phantom));
            let rows: Vec<_> = rows.collect();
            self.sections[self.current].other_rows.extend(rows);
            return;
        }
        let kinds = &mut self.kinds;
        let mut is_award = |head: &str| kinds.is_award_head(head);
        let layout = find_layout(grid, &mut is_award);
        let segments = match layout {
            Some(layout) => segments(grid, layout, &mut is_award),
            None => match layout_by_content(grid, &mut self.units, &mut self.kinds, questions) {
                Some(layout) => content_segments(grid, layout),
                None => return self.add_plain_table(table),
            },
        };
        if segments.iter().any(|segment| segment.layout.has_decisions()) {
            self.add_roll(table, segments);
            return;
        }
        let mut lists: Vec<Vec<Segment>> = Vec::new();
        for segment in segments {
            match lists.last_mut().filter(|_| !states_number(grid, &segment)) {
                Some(list) => list.push(segment),
                None => lists.push(vec![segment]),
            }
        }
        for segments in lists {
            let lines = lines(grid, &segments);
            let (above, below): (Vec<DocumentLine>, Vec<DocumentLine>) =
                lines.into_iter().partition(|line| line.part == LinePart::Above);
            self.find_section(&above);
            self.end_paragraphs();
            let section = &mut self.sections[self.current];
            section.lines.extend(above);
            section.lines.extend(below);
            section.tables.push(SectionTable { table, segments });
        }
    }

    /// Adds a table of several decisions, each as a section of its own.
    fn add_roll(&mut self, table: SourceTable<'d>, segments: Vec<Segment>) {
        let units = &mut self.units;
        let mut issuer_key = |words: &str| match units.meaning(words) {
            UnitMeaning::Unit(unit) => format!("{unit:?}"),
            _ => fold(words),
        };
        for DecisionRows { stated, segments } in decision_rows(table, segments, &mut issuer_key) {
            let is_empty = self.sections.len() == 1
                && self.sections[0].tables.is_empty()
                && self.sections[0].stated.is_none()
                && self.sections[0].paragraphs.is_empty();
            if is_empty {
                self.sections.clear();
            }
            self.sections.push(DecisionParts {
                number: stated.number.clone(),
                stated: Some(stated),
                tables: vec![SectionTable { table, segments }],
                ..DecisionParts::default()
            });
        }
        self.current = self.sections.len() - 1;
        self.texts_from = 0;
    }

    /// Adds a table without awards, such as a letterhead or a signature.
    fn add_plain_table(&mut self, table: SourceTable<'d>) {
        let grid = table.grid;
        let all = || grid.rows().flat_map(|(_, cells)| cells);
        let stated: Vec<DocumentLine> =
            all().flat_map(|cell| cell_lines(grid, cell, LinePart::Above)).collect();
        self.find_section(&stated);
        let part = self.sections[self.current].part();
        let mut lines = Vec::new();
        let mut rows = Vec::new();
        let text: String = all().map(|cell| fold(&cell.value.text())).collect();
        let is_letterhead = ["cong hoa xa hoi", "doc lap", "so:", "noi nhan", "tm.", "kt.", "chu tich"];
        let is_known = is_letterhead.iter().any(|word| text.contains(word));
        for (row, cells) in table.grid.rows() {
            for cell in cells {
                lines.extend(cell_lines(table.grid, cell, part));
            }
            let outcome = match (is_known, part) {
                (false, _) => RowOutcome::NotUnderstood,
                (true, LinePart::Above) => RowOutcome::Title,
                (true, _) => RowOutcome::Footer,
            };
            rows.push(source_row(table, row, outcome));
        }
        let section = &mut self.sections[self.current];
        section.lines.extend(lines);
        section.other_rows.extend(rows);
        self.texts_from = section.paragraphs.len();
    }

    /// Reads the paragraphs of decisions without tables as lists.
    fn add_lists(&mut self) {
        for section in &mut self.sections {
            if section.tables.is_empty()
                && let Some(list) =
                    list_table(section.paragraphs.iter().map(|placed| placed.paragraph), &mut self.units)
            {
                section.list = Some((self.tables, list.grid, list.layout));
                self.tables += 1;
            }
        }
    }
}

/// Returns whether a paragraph has the number or an article of a decision.
fn states_own(paragraph: &Paragraph) -> bool {
    paragraph.text.lines().any(|line| decision_number(line).is_some() || is_article(line))
}

/// Returns whether a sheet lists codes, and no recipients.
fn is_code_sheet(grid: &Grid) -> bool {
    let name: String = fold(grid.name()).chars().filter(|letter| letter.is_alphanumeric()).collect();
    let first = grid.rows().next().map(|(_, cells)| cells).unwrap_or_default();
    let is_code =
        |text: &str| matches!(&*fold(text), "ma" | "ma so" | "code") || fold(text).starts_with("ma ");
    let has_code = first.iter().any(|cell| is_code(&cell.value.text()));
    let has_person = first
        .iter()
        .any(|cell| matches!(field_of(&cell.value.text()), Some(Field::Name(_) | Field::Position)));
    name.starts_with("danhmuc") || (has_code && !has_person)
}

/// Returns the segment of a table without a head.
fn content_segments(grid: &Grid, layout: TableLayout) -> Vec<Segment> {
    let mut all = segments(grid, layout, &mut |_| false);
    all.truncate(1);
    all
}

/// Returns whether the titles of a list state the number of its decision.
fn states_number(grid: &Grid, segment: &Segment) -> bool {
    let titles = segment.rows.iter().filter(|(_, shape)| *shape == RowShape::Title);
    let mut lines =
        titles.flat_map(|(row, _)| grid.row(*row)).flat_map(|cell| cell_lines(grid, cell, LinePart::Above));
    lines.any(|line| decision_number(&line.text).is_some())
}

/// Returns the lines of a cell.
fn cell_lines(grid: &Grid, cell: &Cell, part: LinePart) -> Vec<DocumentLine> {
    let text = cell.value.text();
    let line = |text: &str| DocumentLine {
        text: text.trim().to_owned(),
        place: grid.place(cell.row, Some(cell.column)),
        column: Some(cell.column),
        part,
    };
    text.lines().map(line).filter(|line| !line.text.is_empty()).collect()
}

/// Returns the lines of the rows that have no awards.
fn lines(grid: &Grid, segments: &[Segment]) -> Vec<DocumentLine> {
    let mut lines = Vec::new();
    for (row, shape) in segments.iter().flat_map(|segment| &segment.rows) {
        let part = match shape {
            RowShape::Title => LinePart::Above,
            RowShape::Total => LinePart::Total,
            RowShape::Footer => LinePart::Below,
            _ => continue,
        };
        lines.extend(grid.row(*row).iter().flat_map(|cell| cell_lines(grid, cell, part)));
    }
    lines
}
