//! The text of a Word file as it is read: paragraphs of formatted runs, and tables of them.

use std::rc::Rc;

use super::styles::Style;
use crate::import::LeftOutKind;
use crate::text::{self, OldEncoding};

/// A paragraph or a table.
pub(super) enum Part {
    Paragraph(WordParagraph),
    Table(Vec<WordRow>),
}

/// The text of a `w:p` in stretches, with what its style says.
#[derive(Clone, Default)]
pub(super) struct WordParagraph {
    /// Shared by the paragraphs that change nothing of it.
    pub(super) style: Rc<Style>,
    pub(super) runs: Vec<Run>,
}

/// A stretch of a paragraph with one format.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) struct Run {
    pub(in crate::import) content: RunContent,
    pub(in crate::import) format: Format,
}

impl Run {
    /// Returns the text in Unicode; empty for pictures and notes.
    pub(in crate::import) fn unicode_text(&self) -> String {
        let RunContent::Text(text) = &self.content else { return String::new() };
        let decoded = self.format.font.as_deref().and_then(|font| text::from_font(text, font));
        decoded.unwrap_or_else(|| text.replace('\u{ad}', ""))
    }
}

/// What one stretch of a paragraph has.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) enum RunContent {
    /// Text; line breaks are `\n`.
    Text(String),
    Picture(Box<WordPicture>),
    /// The id of a footnote behind `f`, or of an endnote behind `e`.
    Note(String),
}

/// A picture in the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::import) struct WordPicture {
    /// The id of the relationship that has the file.
    pub(in crate::import) relationship: String,
    /// The text for people who cannot see it; may be empty.
    pub(in crate::import) alternative: String,
    /// Whether Word shows only a part of it.
    pub(in crate::import) is_cropped: bool,
}

/// The format of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::import) struct Format {
    pub(in crate::import) bold: bool,
    pub(in crate::import) italic: bool,
    pub(in crate::import) is_struck: bool,
    pub(in crate::import) script: Option<Script>,
    /// The size of the letters in half points, if it is set.
    pub(in crate::import) size: Option<u16>,
    /// The font, if it is one of an old encoding.
    pub(in crate::import) font: Option<String>,
    /// The address of a link.
    pub(in crate::import) link: Option<String>,
}

/// The place of small letters, such as in m².
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Script {
    Above,
    Below,
}

impl From<&Style> for Format {
    fn from(style: &Style) -> Format {
        Format {
            bold: style.bold.unwrap_or(false),
            italic: style.italic.unwrap_or(false),
            size: style.size,
            font: style.font.clone().filter(|name| OldEncoding::of_font(name).is_some()),
            ..Format::default()
        }
    }
}

/// A row of a table.
#[derive(Default)]
pub(super) struct WordRow {
    /// The number of columns left free before the first cell.
    pub(super) before: u32,
    pub(super) cells: Vec<WordCell>,
    pub(super) is_deleted: bool,
}

/// A cell of a table.
#[derive(Default)]
pub(super) struct WordCell {
    /// The number of columns that it covers.
    pub(super) span: u32,
    pub(super) vertical: VerticalMerge,
    pub(super) paragraphs: Vec<WordParagraph>,
}

/// Whether a cell is merged with the cells below or above it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::import) enum VerticalMerge {
    #[default]
    None,
    /// The first of merged cells.
    First,
    /// Belongs to the cell above.
    Further,
}

/// The content of a part of a Word file.
#[derive(Default)]
pub(super) struct Content {
    pub(super) parts: Vec<Part>,
    /// The notes by their ids, in a part of footnotes or endnotes.
    pub(super) notes: Vec<(String, Vec<WordParagraph>)>,
    pub(super) omissions: Vec<LeftOutPart>,
}

/// A thing that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LeftOutPart {
    pub(super) omission: Omission,
    /// The number of blocks or notes before it.
    pub(super) before: usize,
    /// The beginning of its text, if that is known.
    pub(super) text: String,
}

/// What the reader of a Word file leaves out, or does not keep as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Omission {
    /// Text that was deleted or moved away while changes were tracked.
    DeletedText,
    /// Text that Word does not show.
    HiddenText,
    /// Text in a frame that lies beside the text or on it.
    TextBox,
    /// A comment at the margin.
    Comment,
    /// A formula of mathematics, which has no letters of its own.
    Equation,
    /// A chart or a diagram.
    Chart,
    /// An embedded file of another program.
    EmbeddedObject,
    /// A sign of a symbol font.
    Symbol,
    /// A table within a table, whose text is in the cell around it.
    NestedTable,
}

impl Omission {
    /// Returns what the report of an annex says; `None` if an annex loses nothing.
    pub(super) fn of_annex(self) -> Option<LeftOutKind> {
        match self {
            Omission::DeletedText => Some(LeftOutKind::DeletedText),
            Omission::HiddenText | Omission::TextBox | Omission::Comment | Omission::Equation => {
                Some(LeftOutKind::TextBeside)
            }
            Omission::Chart | Omission::EmbeddedObject => Some(LeftOutKind::Picture),
            Omission::Symbol | Omission::NestedTable => None,
        }
    }
}
