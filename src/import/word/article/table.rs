//! Writes the tables of Word as tables, quotations or galleries of Markdown.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::blocks::{CellBlock, TableBlock, TextBlock};
use super::spans::TextSpan;
use crate::import::word::body::VerticalMerge;

/// What a table of Word is in an article.
pub(in crate::import) enum TableShape {
    /// No text and no picture.
    Empty,
    /// A column of text, mostly a single cell: a box.
    Column,
    /// Pictures side by side with captions below them.
    Pictures,
    /// Rows and columns.
    Grid,
}

impl TableBlock {
    pub(in crate::import) fn shape(&self) -> TableShape {
        let mut texts = self.cells().flat_map(|cell| &cell.texts).peekable();
        if texts.peek().is_none() {
            return TableShape::Empty;
        }
        let pictures = texts.filter(|text| text.has_picture()).count();
        match () {
            () if pictures > 0 && self.is_arrangement() => TableShape::Pictures,
            () if self.column_count() == 1 => TableShape::Column,
            () => TableShape::Grid,
        }
    }

    pub(in crate::import) fn cells(&self) -> impl Iterator<Item = &CellBlock> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// Returns whether a cell covers several columns or rows.
    pub(in crate::import) fn has_merged_cells(&self) -> bool {
        let is_merged = |cell: &CellBlock| cell.span > 1 || cell.vertical == VerticalMerge::Further;
        self.column_count() > 1 && self.cells().any(is_merged)
    }

    fn column_count(&self) -> u32 {
        let count =
            |row: &super::blocks::RowBlock| row.before + row.cells.iter().map(|cell| cell.span).sum::<u32>();
        self.rows.iter().map(count).max().unwrap_or(0)
    }

    /// Returns whether each text is in a cell with a picture, or in the row below one with a picture.
    fn is_arrangement(&self) -> bool {
        let has_picture = |cell: &CellBlock| cell.texts.iter().any(TextBlock::has_picture);
        let mut is_below_pictures = false;
        for row in &self.rows {
            let pictures = row.cells.iter().filter(|cell| has_picture(cell)).count();
            let texts = row.cells.iter().filter(|cell| !cell.texts.is_empty() && !has_picture(cell)).count();
            if texts > 0 && (pictures > 0 || !is_below_pictures) {
                return false;
            }
            is_below_pictures = pictures > 0;
        }
        true
    }

    /// Returns the paragraphs of an arrangement of pictures in their order: each picture before the caption below it.
    pub(in crate::import) fn arranged_texts(self) -> Vec<TextBlock> {
        let mut texts = Vec::new();
        let mut rows = self.rows.into_iter().peekable();
        while let Some(row) = rows.next() {
            let is_caption_row = |next: &super::blocks::RowBlock| {
                !next.cells.iter().flat_map(|cell| &cell.texts).any(TextBlock::has_picture)
            };
            let mut captions =
                rows.next_if(is_caption_row).map(|row| row.cells).unwrap_or_default().into_iter();
            for cell in row.cells {
                texts.extend(cell.texts);
                texts.extend(captions.next().into_iter().flat_map(|cell| cell.texts));
            }
            texts.extend(captions.flat_map(|cell| cell.texts));
        }
        texts
    }
}

/// Returns the events of a table whose cells have the events that `cell` returns; its first row is the head.
pub(in crate::import) fn grid(
    table: &TableBlock,
    mut cell: impl FnMut(&CellBlock, bool) -> Vec<Event<'static>>,
) -> Vec<Event<'static>> {
    let columns = table.column_count() as usize;
    let mut events = vec![Event::Start(Tag::Table(vec![Alignment::None; columns]))];
    let empty = || [Event::Start(Tag::TableCell), Event::End(TagEnd::TableCell)];
    let last = table.rows.iter().rposition(|row| row.cells.iter().any(|cell| !cell.texts.is_empty()));
    for (at, row) in table.rows.iter().take(last.map_or(0, |last| last + 1)).enumerate() {
        let is_head = at == 0;
        events.push(Event::Start(if is_head { Tag::TableHead } else { Tag::TableRow }));
        (0..row.before).for_each(|_| events.extend(empty()));
        let mut width = row.before;
        for source in &row.cells {
            events.push(Event::Start(Tag::TableCell));
            events.extend(cell(source, is_head));
            events.push(Event::End(TagEnd::TableCell));
            (1..source.span).for_each(|_| events.extend(empty()));
            width += source.span;
        }
        (width as usize..columns).for_each(|_| events.extend(empty()));
        events.push(Event::End(if is_head { TagEnd::TableHead } else { TagEnd::TableRow }));
    }
    events.push(Event::End(TagEnd::Table));
    events
}

/// Returns the text of the paragraphs of a cell as one: a line for each, with the marks of lists as text.
pub(in crate::import) fn cell_spans(cell: &CellBlock) -> Vec<TextSpan> {
    let mut spans: Vec<TextSpan> = Vec::new();
    for text in &cell.texts {
        if !spans.is_empty() {
            spans.push(TextSpan::Break);
        }
        if let Some((marker, _)) = &text.marker {
            spans.push(TextSpan::Text(format!("{} ", marker.text()), super::spans::Marks::default()));
        }
        spans.extend(text.spans.iter().cloned());
    }
    spans
}
