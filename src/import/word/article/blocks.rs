//! Prepares the paragraphs and tables of a Word file: their stretches of text, their places and their list marks.

use std::rc::Rc;

use super::remarks::WordPlace;
use super::spans::{TextSpan, plain_text, spans};
use crate::import::word::body::{Part, VerticalMerge, WordParagraph, WordRow};
use crate::import::word::numbering::{ItemCounter, ItemPlace, ListMarker};
use crate::import::word::styles::Style;

/// The most letters of the words of a place.
const MAX_PLACE_CHARS: usize = 40;

/// A paragraph with content, or a table.
pub(super) enum ArticleBlock {
    Text(TextBlock),
    Table(TableBlock),
}

/// A paragraph with content.
#[derive(Clone)]
pub(in crate::import) struct TextBlock {
    pub(in crate::import) place: WordPlace,
    pub(super) style: Rc<Style>,
    pub(in crate::import) spans: Vec<TextSpan>,
    /// The mark of a list and the place in it.
    pub(in crate::import) marker: Option<(ListMarker, ItemPlace)>,
    /// The size of the largest letters in half points.
    pub(in crate::import) size: Option<u16>,
}

pub(in crate::import) struct TableBlock {
    pub(in crate::import) place: WordPlace,
    pub(in crate::import) rows: Vec<RowBlock>,
}

pub(in crate::import) struct RowBlock {
    /// The number of columns left free before the first cell.
    pub(in crate::import) before: u32,
    pub(in crate::import) cells: Vec<CellBlock>,
}

pub(in crate::import) struct CellBlock {
    /// The number of columns that it covers.
    pub(in crate::import) span: u32,
    pub(in crate::import) vertical: VerticalMerge,
    pub(in crate::import) texts: Vec<TextBlock>,
}

impl TextBlock {
    /// Returns a paragraph without a style.
    pub(in crate::import) fn at(place: &WordPlace, spans: Vec<TextSpan>) -> TextBlock {
        TextBlock { place: place.clone(), style: Rc::default(), spans, marker: None, size: None }
    }

    pub(in crate::import) fn text(&self) -> String {
        plain_text(&self.spans)
    }

    pub(in crate::import) fn has_picture(&self) -> bool {
        self.spans.iter().any(|span| matches!(span, TextSpan::Picture(_)))
    }

    /// Returns the level of a heading, from 0.
    pub(in crate::import) fn outline(&self) -> Option<u8> {
        // Level 10 of Word is that of the text.
        let set = self.style.outline.filter(|level| *level < 9);
        let named = || self.style.name.strip_prefix("heading ")?.parse::<u8>().ok()?.checked_sub(1);
        set.or_else(|| if self.style.outline.is_none() { named() } else { None })
    }

    pub(in crate::import) fn is_centred(&self) -> bool {
        self.style.centred == Some(true)
    }

    /// Returns whether all letters are bold.
    pub(in crate::import) fn is_bold(&self) -> bool {
        self.all_letters(|span| matches!(span, TextSpan::Text(_, marks) if marks.is_strong))
    }

    /// Returns whether all letters are italic.
    pub(in crate::import) fn is_italic(&self) -> bool {
        self.all_letters(|span| matches!(span, TextSpan::Text(_, marks) if marks.is_emphasis))
    }

    fn all_letters(&self, is_such: impl Fn(&TextSpan) -> bool) -> bool {
        let has_letters = |span: &&TextSpan| matches!(span, TextSpan::Text(text, _) if text.contains(char::is_alphanumeric));
        let mut letters = self.spans.iter().filter(has_letters).peekable();
        letters.peek().is_some() && letters.all(is_such)
    }
}

/// Returns the blocks of `parts`; and for each part, the place of the block in it or after it.
pub(super) fn blocks(parts: &[Part], counter: &mut ItemCounter<'_>) -> (Vec<ArticleBlock>, Vec<WordPlace>) {
    let (mut blocks, mut places) = (Vec::new(), Vec::with_capacity(parts.len()));
    let (mut paragraphs, mut tables) = (0, 0);
    for part in parts {
        match part {
            Part::Paragraph(paragraph) => {
                let number = paragraphs + 1;
                let place = WordPlace { is_table: false, number, words: String::new() };
                match text_block(paragraph, place, counter) {
                    Ok(block) => {
                        paragraphs = number;
                        places.push(block.place.clone());
                        blocks.push(ArticleBlock::Text(block));
                    }
                    Err(place) => places.push(place),
                }
            }
            Part::Table(rows) => {
                tables += 1;
                let table = table_block(rows, tables, counter);
                places.push(table.place.clone());
                blocks.push(ArticleBlock::Table(table));
            }
        }
    }
    (blocks, places)
}

/// Returns a paragraph with its place completed by its first words.
///
/// # Errors
/// Returns the place if the paragraph is empty.
pub(super) fn text_block(
    paragraph: &WordParagraph,
    place: WordPlace,
    counter: &mut ItemCounter<'_>,
) -> Result<TextBlock, WordPlace> {
    let list = paragraph.style.list.as_ref().filter(|(list, _)| list != "0");
    let marker = list.and_then(|(list, level)| {
        let place = counter.place(list, *level, paragraph.style.indent);
        Some((counter.next(list, *level)?, place))
    });
    let spans = spans(&paragraph.runs);
    if spans.is_empty() {
        return Err(place);
    }
    let size = paragraph.runs.iter().filter_map(|run| run.format.size).max();
    let words = first_words(&plain_text(&spans));
    Ok(TextBlock { place: WordPlace { words, ..place }, style: paragraph.style.clone(), spans, marker, size })
}

fn table_block(rows: &[WordRow], number: usize, counter: &mut ItemCounter<'_>) -> TableBlock {
    let place = WordPlace { is_table: true, number, words: String::new() };
    let mut cell_texts = |paragraphs: &[WordParagraph]| {
        let text = |paragraph| text_block(paragraph, place.clone(), counter).ok();
        paragraphs.iter().filter_map(text).collect::<Vec<TextBlock>>()
    };
    let rows: Vec<RowBlock> = rows
        .iter()
        .map(|row| {
            let cells = row.cells.iter().map(|cell| CellBlock {
                span: cell.span,
                vertical: cell.vertical,
                texts: cell_texts(&cell.paragraphs),
            });
            RowBlock { before: row.before, cells: cells.collect() }
        })
        .collect();
    let mut texts = rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.texts);
    let words = texts.find(|text| !text.place.words.is_empty()).map(|text| text.place.words.clone());
    let place = WordPlace { words: words.unwrap_or_default(), ..place };
    TableBlock { place, rows }
}

/// Returns the first words of a text, with `…` if there are more.
pub(super) fn first_words(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MAX_PLACE_CHARS) else { return text.to_owned() };
    let cut = &text[..end];
    let whole = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
    format!("{whole}…")
}
