//! The text of an article, a movement or a standing page, and what was seen in it.

use pulldown_cmark::{Options, TagEnd};

use crate::source::{Span, Text};

/// The Markdown that articles are written in: CommonMark with tables, footnotes, strikethrough and task lists.
pub fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// Markdown that shares the text of its source.
#[derive(Clone, Debug)]
pub struct Body {
    /// The whole text of the source.
    pub text: Text,
    /// The byte at which the Markdown begins.
    pub start: usize,
    /// What is in it.
    pub outline: Outline,
}

impl Body {
    /// The Markdown.
    pub fn markdown(&self) -> &str {
        &self.text[self.start..]
    }
}

/// What a body holds, in the order in which it stands there. Offsets are bytes of the Markdown.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The headings.
    pub headings: Vec<Heading>,
    /// The links and pictures.
    pub links: Vec<BodyLink>,
    /// What stands for the whole in lists when no lead was written.
    pub summary: Summary,
    /// Where `<!-- more -->` stands.
    pub more: Option<usize>,
    /// Whether there is HTML that must be sanitised.
    pub raw_html: bool,
}

/// A heading and its anchor.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Without marks.
    pub text: Text,
    /// Unique in the body.
    pub id: Text,
    /// The line of the heading.
    pub span: Span,
}

/// A link or a picture as written.
#[derive(Clone, Debug)]
pub struct BodyLink {
    /// The address as its author wrote it.
    pub target: Text,
    /// Where the address stands.
    pub span: Span,
    /// For a picture: whether it has a text for those who cannot see it.
    pub picture: Option<bool>,
    /// Whether it stands in raw HTML.
    pub raw: bool,
}

/// The part of a body that stands for the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Summary {
    /// There is no text.
    #[default]
    None,
    /// The first paragraph: its first byte and the byte after its last.
    Paragraph(usize, usize),
    /// Everything before `<!-- more -->`, which stands at this byte.
    Until(usize),
}

/// Whether an element stands apart from the text around it, and is not a part of a line.
pub fn is_block(tag: &TagEnd) -> bool {
    use TagEnd::{Emphasis, Image, Link, Strikethrough, Strong, Subscript, Superscript};
    !matches!(tag, Emphasis | Strong | Strikethrough | Link | Image | Superscript | Subscript)
}
