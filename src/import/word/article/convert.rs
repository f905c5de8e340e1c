//! Converts the paragraphs and tables of a Word file to the events of Markdown.

use std::collections::{BTreeSet, HashMap};

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::blocks::{ArticleBlock, TableBlock, TextBlock, text_block};
use super::inline::{BreakStyle, image, inline, paragraph_events};
use super::lists::ListTree;
use super::pictures::{PictureStore, written_alternative};
use super::remarks::{ArticleRemark, ArticleRemarkKind, WordPlace};
use super::segments::{ParagraphPart, is_caption_text, segments, web_address};
use super::spans::{ImageSpan, Marks, TextSpan, plain_text, with_marker, without_marks};
use super::table::{TableShape, cell_spans, grid};
use crate::import::ReadError;
use crate::import::page::PageFile;
use crate::import::word::body::WordParagraph;
use crate::import::word::numbering::{ItemCounter, ItemPlace, ListMarker};

/// Longest caption, in letters.
const MAX_CAPTION_CHARS: usize = 400;
/// Longest bold paragraph that may be meant as a heading, in letters.
const MAX_HEADING_CHARS: usize = 120;

/// How much of each kind an article has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArticleCounts {
    /// Paragraphs of text, without title, lead, headings, items of lists and captions.
    pub paragraphs: usize,
    /// Headings below the title.
    pub headings: usize,
    /// Items of lists.
    pub items: usize,
    /// Tables that are tables in the article.
    pub tables: usize,
    /// Places of pictures; the same file may be in several.
    pub pictures: usize,
    /// Footnotes and endnotes.
    pub notes: usize,
}

/// The state while an article is converted.
pub(super) struct Converter<'c, 'b> {
    pictures: PictureStore<'c, 'b>,
    /// The paragraphs of the notes by their ids.
    notes: HashMap<String, Vec<WordParagraph>>,
    counter: ItemCounter<'c>,
    /// The levels of headings that occur, from the highest.
    levels: Vec<u8>,
    /// The ids of the notes in the order of their first use.
    used_notes: Vec<String>,
    /// The number of each used note, from 1.
    note_numbers: HashMap<String, usize>,
    list: Option<ListTree>,
    /// The paragraphs of the quotation that is being written.
    quotation: Vec<Event<'static>>,
    /// The pictures of the last paragraph, which may get a caption.
    images: Vec<Image>,
    converted: Converted,
}

/// An article as events, with what there is to report.
#[derive(Default)]
pub(super) struct Converted {
    pub(super) events: Vec<Event<'static>>,
    pub(super) files: Vec<PageFile>,
    pub(super) counts: ArticleCounts,
    pub(super) remarks: Vec<ArticleRemark>,
}

/// A picture and its caption.
struct Image {
    image: ImageSpan,
    caption: String,
}

impl<'c, 'b> Converter<'c, 'b> {
    pub(super) fn new(
        pictures: PictureStore<'c, 'b>,
        notes: HashMap<String, Vec<WordParagraph>>,
        counter: ItemCounter<'c>,
    ) -> Converter<'c, 'b> {
        Converter {
            pictures,
            notes,
            counter,
            levels: Vec::new(),
            used_notes: Vec::new(),
            note_numbers: HashMap::new(),
            list: None,
            quotation: Vec::new(),
            images: Vec::new(),
            converted: Converted::default(),
        }
    }

    /// Converts the blocks of an article in their order.
    ///
    /// # Errors
    /// If the pictures together are larger than the limits.
    pub(super) fn convert(&mut self, blocks: Vec<ArticleBlock>) -> Result<(), ReadError> {
        let levels: BTreeSet<u8> = blocks
            .iter()
            .filter_map(|block| match block {
                ArticleBlock::Text(text) if !text.text().is_empty() => text.outline(),
                ArticleBlock::Text(_) | ArticleBlock::Table(_) => None,
            })
            .collect();
        self.levels = levels.into_iter().collect();
        let last = blocks.iter().rev().find_map(|block| match block {
            ArticleBlock::Text(text) => Some(text.place.clone()),
            ArticleBlock::Table(_) => None,
        });
        for block in blocks {
            match block {
                ArticleBlock::Text(text) if text.style.name.starts_with("toc ") => {
                    self.remark(ArticleRemarkKind::Contents, &text.place, "");
                }
                ArticleBlock::Text(text) => self.text(text)?,
                ArticleBlock::Table(table) => self.table(table)?,
            }
        }
        self.flush();
        // A bold line at the end is a name.
        let is_last = |remark: &ArticleRemark| {
            remark.kind == ArticleRemarkKind::BoldParagraph && Some(&remark.place) == last.as_ref()
        };
        self.converted.remarks.retain(|remark| !is_last(remark));
        Ok(())
    }

    /// Writes the notes, and returns the article.
    ///
    /// # Errors
    /// If the pictures together are larger than the limits.
    pub(super) fn finish(mut self) -> Result<Converted, ReadError> {
        let mut at = 0;
        // A note may refer to further notes.
        while let Some(id) = self.used_notes.get(at).cloned() {
            at += 1;
            let paragraphs = self.notes.remove(&id).unwrap_or_default();
            let label = at.to_string();
            let mut events = vec![Event::Start(Tag::FootnoteDefinition(label.into()))];
            for paragraph in paragraphs {
                let Ok(mut block) = text_block(&paragraph, WordPlace::default(), &mut self.counter) else {
                    continue;
                };
                if block.has_picture() {
                    self.remark(ArticleRemarkKind::PictureInNote, &block.place, "");
                    block.spans.retain(|span| !matches!(span, TextSpan::Picture(_)));
                }
                let spans = self.resolved(&block)?;
                let spans = with_marker(spans, block.marker.as_ref().map(|(marker, _)| marker));
                events.extend(paragraph_events(inline(&spans, BreakStyle::Hard)));
            }
            events.push(Event::End(TagEnd::FootnoteDefinition));
            self.converted.events.extend(events);
        }
        self.converted.counts.notes = at;
        self.converted.files = std::mem::take(&mut self.pictures.files);
        Ok(self.converted)
    }

    fn remark(&mut self, kind: ArticleRemarkKind, place: &WordPlace, detail: &str) {
        let remark = ArticleRemark { kind, place: place.clone(), detail: detail.to_owned() };
        self.converted.remarks.push(remark);
    }

    /// Returns the stretches of a paragraph with the labels of its notes, the files of its pictures and the addresses of
    /// the web only; what has none is left out and reported.
    fn resolved(&mut self, block: &TextBlock) -> Result<Vec<TextSpan>, ReadError> {
        let mut spans = Vec::with_capacity(block.spans.len());
        for span in &block.spans {
            match span {
                TextSpan::Note(id) => match self.note_label(id) {
                    Some(label) => spans.push(TextSpan::Note(label)),
                    None => self.remark(ArticleRemarkKind::LostNote, &block.place, ""),
                },
                TextSpan::Picture(picture) => match self.pictures.take(picture)? {
                    Ok(file) => {
                        if picture.is_cropped {
                            self.remark(ArticleRemarkKind::CroppedPicture, &block.place, &file);
                        }
                        let alternative =
                            written_alternative(&picture.alternative).unwrap_or_else(|made_up| {
                                self.remark(ArticleRemarkKind::MadeUpDescription, &block.place, &made_up);
                                String::new()
                            });
                        spans.push(TextSpan::Image(ImageSpan { file, alternative }));
                    }
                    Err((kind, detail)) => self.remark(kind, &block.place, &detail),
                },
                TextSpan::Text(text, marks) => {
                    let link = marks.link.as_deref().and_then(|address| match web_address(address) {
                        Some(address) => Some(address),
                        None => {
                            self.remark(ArticleRemarkKind::LinkTarget, &block.place, address);
                            None
                        }
                    });
                    spans.push(TextSpan::Text(text.clone(), Marks { link, ..marks.clone() }));
                }
                TextSpan::Break | TextSpan::Image(_) => spans.push(span.clone()),
            }
        }
        Ok(spans)
    }

    fn note_label(&mut self, id: &str) -> Option<String> {
        if let Some(number) = self.note_numbers.get(id) {
            return Some(number.to_string());
        }
        self.notes.contains_key(id).then(|| {
            self.used_notes.push(id.to_owned());
            let number = self.used_notes.len();
            self.note_numbers.insert(id.to_owned(), number);
            number.to_string()
        })
    }

    fn text(&mut self, block: TextBlock) -> Result<(), ReadError> {
        let spans = self.resolved(&block)?;
        if self.take_caption(&block, &spans) {
            return Ok(());
        }
        let mut marker = block.marker.as_ref();
        for segment in segments(spans) {
            match segment {
                ParagraphPart::Images(images) => {
                    self.flush();
                    self.images =
                        images.into_iter().map(|image| Image { image, caption: String::new() }).collect();
                }
                ParagraphPart::Text(spans) if !self.take_inner_caption(&spans) => {
                    match (block.outline(), marker.take()) {
                        (Some(level), marker) => self.heading(level, marker, spans),
                        (None, Some((marker, place))) => self.item(marker, place, &spans),
                        (None, None) => self.paragraph(&block, &spans),
                    }
                }
                ParagraphPart::Text(_) => {}
            }
        }
        Ok(())
    }

    fn heading(&mut self, level: u8, marker: Option<&(ListMarker, ItemPlace)>, spans: Vec<TextSpan>) {
        self.flush();
        // A heading is bold by itself.
        let is_italic =
            spans.iter().all(|span| matches!(span, TextSpan::Text(_, marks) if marks.is_emphasis));
        let spans = without_marks(&spans, true, is_italic);
        let marker = marker.map(|(marker, _)| marker).filter(|marker| **marker != ListMarker::Bullet);
        let spans = with_marker(spans, marker);
        let depth = self.levels.iter().position(|other| *other == level).unwrap_or(0);
        let level = HeadingLevel::try_from((depth + 2).min(6)).expect("levels 2 to 6 exist");
        let tag = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
        self.converted.events.push(Event::Start(tag));
        self.converted.events.extend(inline(&spans, BreakStyle::Space));
        self.converted.events.push(Event::End(TagEnd::Heading(level)));
        self.converted.counts.headings += 1;
    }

    fn item(&mut self, marker: &ListMarker, place: &ItemPlace, spans: &[TextSpan]) {
        self.write_images();
        self.write_quotation();
        let label = matches!(marker, ListMarker::Label(_)).then_some(marker);
        let mut text = inline(&with_marker(spans.to_vec(), label), BreakStyle::Hard);
        self.converted.counts.items += 1;
        if let Some(list) = &mut self.list {
            match list.push(marker, place, text) {
                Ok(()) => return,
                Err(unused) => text = unused,
            }
        }
        self.flush();
        match ListTree::begin(marker, place, text) {
            Ok(list) => self.list = Some(list),
            Err(text) => self.converted.events.extend(paragraph_events(text)),
        }
    }

    fn paragraph(&mut self, block: &TextBlock, spans: &[TextSpan]) {
        self.converted.counts.paragraphs += 1;
        if matches!(&*block.style.name, "quote" | "intense quote" | "quotations" | "block text") {
            self.write_images();
            self.write_list();
            // A quotation looks like one by itself.
            let spans = without_marks(spans, block.is_bold(), block.is_italic());
            self.quotation.extend(paragraph_events(inline(&spans, BreakStyle::Hard)));
            return;
        }
        let events = paragraph_events(inline(spans, BreakStyle::Hard));
        let text = plain_text(spans);
        if block.is_bold() && text.chars().count() <= MAX_HEADING_CHARS && !text.ends_with('.') {
            self.remark(ArticleRemarkKind::BoldParagraph, &block.place, "");
        }
        self.flush();
        self.converted.events.extend(events);
    }

    /// Gives the only picture above `block` its caption, if `block` is one.
    fn take_caption(&mut self, block: &TextBlock, spans: &[TextSpan]) -> bool {
        let is_marked = block.style.name == "caption" || (block.is_italic() && block.is_centred());
        is_marked && block.outline().is_none() && self.set_caption(spans)
    }

    /// Gives the only picture before a part of the same paragraph its caption, if that part is in italics.
    fn take_inner_caption(&mut self, spans: &[TextSpan]) -> bool {
        let is_italic = spans.iter().all(|span| match span {
            TextSpan::Text(text, marks) => marks.is_emphasis || text.trim().is_empty(),
            TextSpan::Break => true,
            TextSpan::Note(_) | TextSpan::Picture(_) | TextSpan::Image(_) => false,
        });
        is_italic && self.set_caption(spans)
    }

    /// Sets the caption of the picture before `spans`, unless there are several or `spans` have what no caption has.
    fn set_caption(&mut self, spans: &[TextSpan]) -> bool {
        let text = plain_text(spans);
        let [only] = &mut self.images[..] else { return false };
        let is_free =
            only.caption.is_empty() && !text.is_empty() && text.chars().count() <= MAX_CAPTION_CHARS;
        if is_free && is_caption_text(spans) {
            only.caption = text;
            return true;
        }
        false
    }

    fn table(&mut self, table: TableBlock) -> Result<(), ReadError> {
        match table.shape() {
            TableShape::Empty => {}
            TableShape::Column => {
                self.flush();
                self.remark(ArticleRemarkKind::Quotation, &table.place, "");
                let texts = table.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.texts);
                for text in texts {
                    let spans = self.resolved(&text)?;
                    let spans = with_marker(spans, text.marker.as_ref().map(|(marker, _)| marker));
                    self.quotation.extend(paragraph_events(inline(&spans, BreakStyle::Hard)));
                    self.converted.counts.paragraphs += 1;
                }
                self.write_quotation();
            }
            TableShape::Pictures => self.gallery(table)?,
            TableShape::Grid => self.grid(&table)?,
        }
        Ok(())
    }

    fn grid(&mut self, table: &TableBlock) -> Result<(), ReadError> {
        self.flush();
        if table.has_merged_cells() {
            self.remark(ArticleRemarkKind::MergedCells, &table.place, "");
        }
        let mut failed = None;
        let events = grid(table, |cell, is_head| {
            let mut block = TextBlock::at(&table.place, cell_spans(cell));
            // A head is bold by itself.
            if is_head && block.is_bold() {
                block.spans = without_marks(&block.spans, true, false);
            }
            match self.resolved(&block) {
                Ok(spans) => {
                    let is_image = |span: &&TextSpan| matches!(span, TextSpan::Image(_));
                    self.converted.counts.pictures += spans.iter().filter(is_image).count();
                    let mut events = inline(&spans, BreakStyle::Element);
                    // A backslash before the border of a cell would be read as a sign of the cell.
                    if matches!(spans.last(), Some(TextSpan::Text(text, _)) if text.ends_with('\\')) {
                        events.push(Event::InlineHtml("<wbr>".into()));
                    }
                    events
                }
                Err(error) => {
                    failed = Some(error);
                    Vec::new()
                }
            }
        });
        self.converted.events.extend(events);
        self.converted.counts.tables += 1;
        failed.map_or(Ok(()), Err)
    }

    /// Writes a table that only arranges pictures as a gallery, and what is no caption below it.
    fn gallery(&mut self, table: TableBlock) -> Result<(), ReadError> {
        self.flush();
        self.remark(ArticleRemarkKind::PictureTable, &table.place, "");
        let mut images: Vec<Image> = Vec::new();
        let mut others = Vec::new();
        // The number of pictures since the last caption.
        let mut waiting = 0;
        for text in table.arranged_texts() {
            let spans = self.resolved(&text)?;
            for segment in segments(spans) {
                match segment {
                    ParagraphPart::Images(new) => {
                        waiting += new.len();
                        let new = new.into_iter().map(|image| Image { image, caption: String::new() });
                        images.extend(new);
                    }
                    ParagraphPart::Text(spans) => {
                        let caption = plain_text(&spans);
                        let fits = caption.chars().count() <= MAX_CAPTION_CHARS && is_caption_text(&spans);
                        match images.last_mut() {
                            Some(image) if waiting == 1 && fits => image.caption = caption,
                            _ => others.push(spans),
                        }
                        waiting = 0;
                    }
                }
            }
        }
        self.images = images;
        self.flush();
        for spans in others {
            self.converted.counts.paragraphs += 1;
            self.converted.events.extend(paragraph_events(inline(&spans, BreakStyle::Hard)));
        }
        Ok(())
    }

    /// Writes what is still being collected.
    fn flush(&mut self) {
        self.write_images();
        self.write_list();
        self.write_quotation();
    }

    fn write_images(&mut self) {
        let images = std::mem::take(&mut self.images);
        if images.is_empty() {
            return;
        }
        self.converted.counts.pictures += images.len();
        let mut events = Vec::new();
        for (at, image) in images.into_iter().enumerate() {
            if at > 0 {
                events.push(Event::SoftBreak);
            }
            events.extend(image_events(image));
        }
        self.converted.events.extend(paragraph_events(events));
    }

    fn write_list(&mut self) {
        if let Some(list) = self.list.take() {
            list.write(&mut self.converted.events);
        }
    }

    fn write_quotation(&mut self) {
        let quotation = std::mem::take(&mut self.quotation);
        if !quotation.is_empty() {
            self.converted.events.push(Event::Start(Tag::BlockQuote(None)));
            self.converted.events.extend(quotation);
            self.converted.events.push(Event::End(TagEnd::BlockQuote(None)));
        }
    }
}

fn image_events(Image { image, caption }: Image) -> Vec<Event<'static>> {
    let mut events = self::image(&image);
    if let Some(Event::Start(Tag::Image { title, .. })) = events.first_mut() {
        *title = caption.into();
    }
    events
}
