//! The Markdown of an article, a movement or a standalone page, and its outline.

use pulldown_cmark::TagEnd;

use crate::source::{Span, Text};

/// Markdown that shares the text of its source file.
#[derive(Clone, Debug)]
pub struct Body {
    /// The whole text of the source, with the front matter.
    pub text: Text,
    /// The offset of the Markdown in `text`, in bytes.
    pub start: usize,
    /// The headings, links and summary found in the Markdown.
    pub outline: Outline,
}

impl Body {
    /// Returns the Markdown without the front matter.
    pub fn markdown(&self) -> &str {
        &self.text[self.start..]
    }
}

/// The structure of a body, each list in document order. Offsets are bytes of the Markdown.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The headings, in document order.
    pub headings: Vec<Heading>,
    /// The ids of footnotes, of their marks, and of elements of raw HTML, to which links may lead too.
    pub ids: Vec<Text>,
    /// The links and pictures, in document order.
    pub links: Vec<BodyLink>,
    /// The part shown in lists when the record has no lead.
    pub summary: Summary,
    /// The offset of `<!-- more -->`.
    pub more: Option<usize>,
    /// Whether there is HTML that must be sanitized.
    pub raw_html: bool,
}

/// A heading and its anchor.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The level, 1 to 6.
    pub level: u8,
    /// The plain text, without markup.
    pub text: Text,
    /// The anchor, unique in the body.
    pub id: Text,
    /// The line of the heading in its file.
    pub span: Span,
}

/// A link or a picture as written.
#[derive(Clone, Debug)]
pub struct BodyLink {
    /// The address as its author wrote it.
    pub target: Text,
    /// The position of the address in its file.
    pub span: Span,
    /// For a picture: whether it has a text alternative. `None` for a link.
    pub picture: Option<bool>,
    /// The text alternative of a picture, as plain text; empty for a link and in raw HTML.
    pub alt: Text,
    /// Whether it is written in raw HTML.
    pub raw: bool,
}

/// The part of a body that is shown as its summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Summary {
    /// The body has no text.
    #[default]
    None,
    /// The first paragraph or list item with text: the offset of its first byte and of the byte after its last.
    Paragraph(usize, usize),
    /// Everything before `<!-- more -->`, whose offset this is.
    Until(usize),
}

/// Returns true for an element that is a block of its own, false for one within a line of text.
pub fn is_block(tag: &TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    !matches!(tag, Emphasis | Strong | Strikethrough | Link | Image | Superscript | Subscript)
}

/// Whether `html` is the mark that ends the summary: `<!-- more -->` with any blanks, in any case.
pub fn is_more_mark(html: &str) -> bool {
    let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| inner.trim().eq_ignore_ascii_case("more"))
}
