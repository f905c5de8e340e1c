//! Finds the first text of a body, for its summary.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::html::VideoHost;

/// The search for the first paragraph or list item with text that is neither a heading, code, a table, a picture, a
/// footnote nor the address of a video.
#[derive(Default)]
pub struct FirstText {
    /// The place of the text found, in bytes of the Markdown.
    pub found: Option<Range<usize>>,
    /// The paragraph or list item around the current event.
    block: Option<Range<usize>>,
    /// Whether the text found is that of a list item, whose end is not known yet.
    is_open: bool,
    /// The number of elements around the current event whose text does not count.
    skipped_depth: usize,
}

impl FirstText {
    /// Reads the next event of `markdown`.
    pub fn read(&mut self, event: &Event<'_>, range: &Range<usize>, markdown: &str) {
        if self.found.is_some() && !self.is_open {
            return;
        }
        match event {
            Event::Start(tag) if is_skipped(&tag.to_end()) => {
                self.skipped_depth += 1;
                if !matches!(tag, Tag::Image { .. }) {
                    self.end_item(range.start);
                }
            }
            Event::End(tag) if is_skipped(tag) => self.skipped_depth = self.skipped_depth.saturating_sub(1),
            Event::Start(Tag::Item) => self.block = Some(range.clone()),
            Event::Start(Tag::Paragraph) => {
                self.end_item(range.start);
                let written = markdown[range.clone()].trim().trim_start_matches('<').trim_end_matches('>');
                let is_video = !written.contains(char::is_whitespace) && VideoHost::of(written).is_some();
                self.block = (!is_video).then(|| range.clone());
            }
            Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => self.end_item(range.start),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                self.end_item(range.end);
                self.block = None;
            }
            Event::Text(text) | Event::Code(text) if self.found.is_none() && self.skipped_depth == 0 => {
                if let Some(block) = self.block.as_ref().filter(|_| !text.trim().is_empty()) {
                    self.found = Some(block.clone());
                    self.is_open = true;
                }
            }
            _ => {}
        }
    }

    /// Ends the text found at `end` if it is open.
    fn end_item(&mut self, end: usize) {
        if let Some(found) = self.found.as_mut().filter(|_| self.is_open) {
            found.end = found.end.min(end.max(found.start));
            self.is_open = false;
        }
    }
}

/// Whether the text in an element does not count.
fn is_skipped(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::Table
            | TagEnd::Image
            | TagEnd::FootnoteDefinition
            | TagEnd::HtmlBlock
    )
}
