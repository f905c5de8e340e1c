//! How a text looks: what its elements and styles together make of it.

use std::rc::Rc;

use super::declared::{Declared, Display, ListStyle};
use crate::import::word::body::{Format, Script};
use crate::text::OldEncoding;

/// The look of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    bold: bool,
    italic: bool,
    struck: bool,
    pub(super) script: Option<Script>,
    font: Option<Rc<str>>,
    /// The address of the link around it.
    pub(super) link: Option<Rc<str>>,
    pub(super) is_hidden: bool,
    pub(super) keeps_lines: bool,
    /// Whether it is the mark before an item of Word.
    pub(super) is_marker: bool,
    /// The place of the mark of a note to which it belongs.
    pub(super) note: Option<usize>,
}

impl Look {
    /// Takes over what a style sets.
    pub(super) fn apply(&mut self, declared: &Declared) {
        self.bold = declared.bold.unwrap_or(self.bold);
        self.italic = declared.italic.unwrap_or(self.italic);
        self.struck = declared.struck.unwrap_or(self.struck);
        self.script = declared.script.unwrap_or(self.script);
        self.keeps_lines = declared.keeps_lines.unwrap_or(self.keeps_lines);
        if let Some(font) = &declared.font {
            self.font = Some(font.clone());
        }
        self.is_hidden |= declared.hidden == Some(true) || declared.display == Some(Display::None);
        self.is_marker |= declared.list == Some(ListStyle::Marker);
    }

    /// Returns whether the font has signs in place of letters.
    pub(super) fn is_symbol(&self) -> bool {
        self.font.as_deref().is_some_and(|font| font.starts_with("wingdings") || font == "webdings")
    }

    /// Returns the format of a run.
    pub(super) fn format(&self) -> Format {
        let is_old = |font: &&Rc<str>| OldEncoding::of_font(font).is_some();
        Format {
            bold: self.bold,
            italic: self.italic,
            is_struck: self.struck,
            font: self.font.as_ref().filter(is_old).map(|font| font.to_string()),
            link: self.link.as_ref().map(|link| link.to_string()),
            ..Format::default()
        }
    }
}

/// Whether a paragraph is a heading, an item or a quotation.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphStyle {
    /// The level of a heading, from 0.
    pub(super) heading: Option<u8>,
    /// The list of Word, and the level in it from 0.
    pub(super) list: Option<(Rc<str>, u8)>,
    /// Whether it belongs to a list that only its class shows.
    pub(super) is_list_class: bool,
    pub(super) is_quote: bool,
    /// The distance from the left margin in twentieths of a point.
    pub(super) indent: Option<i32>,
}

impl ParagraphStyle {
    /// Returns what the classes and the style of a block make of a paragraph.
    pub(super) fn of(classes: &str, declared: &Declared) -> ParagraphStyle {
        let mut style = ParagraphStyle { indent: declared.indent, ..ParagraphStyle::default() };
        for class in classes.split_ascii_whitespace() {
            let level = class.strip_prefix("MsoHeading").and_then(|level| level.parse::<u8>().ok());
            style.heading = level.and_then(|level| level.checked_sub(1)).or(style.heading);
            match class {
                "MsoTitle" => style.heading = Some(0),
                "MsoQuote" | "MsoIntenseQuote" => style.is_quote = true,
                _ if class.starts_with("MsoListParagraph") => style.is_list_class = true,
                _ => {}
            }
        }
        style.heading = declared.outline.filter(|level| *level < 9).or(style.heading);
        if let Some(ListStyle::Item(list, level)) = &declared.list {
            style.list = Some((list.clone(), *level));
        }
        style
    }
}
