//! Numbers the footnotes of a body, and generates their marks and the ways back from them.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{Event, TagEnd};

use crate::messages::Language;
use crate::render::image_html::{HtmlContext, ImagePlaceholders};
use crate::render::paragraphs::Piece;

/// The footnotes of one body, in the order in which they occur.
///
/// Their ids are `fn_1` and `fnref_1`: those of headings have no `_`.
#[derive(Default)]
pub struct Footnotes {
    numbers: HashMap<String, usize>,
    /// The notes that a mark refers to so far.
    marked: HashSet<usize>,
    /// The note around the current event.
    open: Option<usize>,
}

impl Footnotes {
    /// Returns the number of the note `label`, from 1.
    fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(label.to_owned()).or_insert(next)
    }

    /// Returns the HTML of a mark that refers to the note `label`.
    pub fn mark(&mut self, label: &str) -> String {
        let number = self.number(label);
        let is_first = self.marked.insert(number);
        let id = if is_first { format!(" id=\"fnref_{number}\"") } else { String::new() };
        format!("<sup class=\"footnote-reference\"{id}><a href=\"#fn_{number}\">{number}</a></sup>")
    }

    /// Returns the HTML before the text of the note `label`.
    pub fn start(&mut self, label: &str) -> String {
        let number = self.number(label);
        self.open = Some(number);
        format!(
            "<div class=\"footnote-definition\" id=\"fn_{number}\">\
             <sup class=\"footnote-definition-label\">{number}</sup>\n"
        )
    }

    /// Ends the note that was begun last, whose text is at the end of `pieces`: appends a link back to its mark.
    pub fn end(&mut self, pieces: &mut Vec<Piece<'_>>, images: &mut ImagePlaceholders, language: Language) {
        let number = self.open.take().unwrap_or_default();
        let label = match language {
            Language::Vi => format!("Trở lại chỗ có chú thích {number}"),
            Language::En => format!("Back to the mark of note {number}"),
        };
        if self.marked.contains(&number) && images.place() != HtmlContext::Feed {
            let back = images.protected(format!(
                "<a class=\"footnote-back\" href=\"#fnref_{number}\" aria-label=\"{label}\">↩\u{fe0e}</a>"
            ));
            let is_paragraph = matches!(pieces.last(), Some(Piece::Event(Event::End(TagEnd::Paragraph))));
            let at = if is_paragraph { pieces.len() - 1 } else { pieces.len() };
            pieces.insert(at, Piece::Event(Event::InlineHtml(format!(" {back}").into())));
        }
        pieces.push(Piece::Event(Event::Html("</div>\n".into())));
    }
}
