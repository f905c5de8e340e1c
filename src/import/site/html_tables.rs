//! Reads the tables of HTML as tables of Markdown, whose cells have one line.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::import::site::html_blocks::FormattedLine;

/// The most columns of a table; further cells go to the last one.
const MAX_COLUMNS: usize = 100;

/// A table that is being read.
#[derive(Debug, Default)]
pub struct TableReader {
    rows: Vec<Vec<Vec<Event<'static>>>>,
    in_cell: bool,
    /// How many columns and rows the cell that is open takes.
    span: (usize, usize),
    /// For each column, how many further rows the cells above take.
    covered: Vec<usize>,
    /// The tables that are open within a cell.
    depth: usize,
}

impl TableReader {
    /// Begins a table within a cell, whose rows become lines of the cell.
    pub fn start_inner(&mut self, line: &mut FormattedLine) {
        self.depth += 1;
        line.push_cell_break();
    }

    /// Ends a table within a cell; returns false if this table itself has ended.
    pub fn end_inner(&mut self, line: &mut FormattedLine) -> bool {
        let is_inner = self.depth > 0;
        if is_inner {
            self.depth -= 1;
            line.push_cell_break();
        }
        is_inner
    }

    /// Ends a paragraph within a cell.
    pub fn end_line(&mut self, line: &mut FormattedLine) {
        line.push_cell_break();
    }

    /// Begins a row, a cell, or a part of the table.
    pub fn start_part(&mut self, name: &str, span: (usize, usize), line: &mut FormattedLine) {
        match name {
            "td" | "th" if self.depth > 0 => line.push_text(" "),
            "tr" if self.depth > 0 => line.push_cell_break(),
            "tr" => {
                self.end_cell(line);
                self.start_row();
            }
            "td" | "th" => {
                self.end_cell(line);
                if self.rows.is_empty() {
                    self.start_row();
                }
                self.in_cell = true;
                self.span = (span.0.clamp(1, MAX_COLUMNS), span.1.clamp(1, 1000));
            }
            _ => self.end_cell(line),
        }
    }

    /// Ends a row, a cell, or a part of the table.
    pub fn end_part(&mut self, name: &str, line: &mut FormattedLine) {
        if self.depth == 0 {
            self.end_cell(line);
        } else if name == "tr" {
            line.push_cell_break();
        }
    }

    fn start_row(&mut self) {
        self.rows.push(Vec::new());
        self.fill();
    }

    /// Adds empty cells where cells of rows above reach into this row.
    fn fill(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while let Some(rows) = self.covered.get_mut(row.len()).filter(|rows| **rows > 0) {
            *rows -= 1;
            row.push(Vec::new());
        }
    }

    fn end_cell(&mut self, line: &mut FormattedLine) {
        if !self.in_cell {
            // Text between the cells: a row of its own.
            if !line.is_empty() {
                self.rows.push(vec![cell(line)]);
            }
            return;
        }
        self.in_cell = false;
        let events = cell(line);
        let (columns, rows) = self.span;
        let Some(row) = self.rows.last_mut() else { return };
        if row.len() >= MAX_COLUMNS {
            if let Some(last) = row.last_mut() {
                last.push(Event::Text(" ".into()));
                last.extend(events);
            }
            return;
        }
        let start = row.len();
        row.push(events);
        row.extend(std::iter::repeat_n(Vec::new(), (columns - 1).min(MAX_COLUMNS - start - 1)));
        let end = row.len();
        if rows > 1 {
            self.covered.resize(self.covered.len().max(end), 0);
            self.covered[start..end].iter_mut().for_each(|covered| *covered = rows - 1);
        }
        self.fill();
    }

    /// Ends the table and returns its events: paragraphs if it has one column only.
    pub fn finish(mut self, line: &mut FormattedLine) -> Vec<Event<'static>> {
        self.end_cell(line);
        self.rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut events = Vec::new();
        if columns <= 1 {
            for cell in self.rows.into_iter().flatten() {
                events.push(Event::Start(Tag::Paragraph));
                events.extend(cell);
                events.push(Event::End(TagEnd::Paragraph));
            }
            return events;
        }
        events.push(Event::Start(Tag::Table(vec![Alignment::None; columns])));
        for (at, mut row) in self.rows.into_iter().enumerate() {
            row.resize(columns, Vec::new());
            let (start, end) = match at {
                0 => (Tag::TableHead, TagEnd::TableHead),
                _ => (Tag::TableRow, TagEnd::TableRow),
            };
            events.push(Event::Start(start));
            for cell in row {
                events.push(Event::Start(Tag::TableCell));
                events.extend(cell);
                events.push(Event::End(TagEnd::TableCell));
            }
            events.push(Event::End(end));
        }
        events.push(Event::End(TagEnd::Table));
        events
    }
}

/// Returns the content of a cell, without line breaks at its end.
fn cell(line: &mut FormattedLine) -> Vec<Event<'static>> {
    let mut events = line.take();
    while matches!(events.last(), Some(Event::InlineHtml(html)) if &**html == "<br>") {
        events.pop();
    }
    events
}
