//! Turns what the clipboard of a browser holds into Markdown for the text of an article.
//!
//! Knows what Word, Excel, Google Docs, LibreOffice, mail programs and web pages copy. Colours, alignment and fonts are
//! left out without a word; what readers would miss is in [`Pasted::losses`].

mod declared;
mod element_stack;
mod element_styles;
mod elements;
mod lines;
mod links;
mod look;
mod paragraph;
mod parts;
mod plain;
mod reader;
mod sheet;
mod table;
mod tag;
mod write;

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag};

pub use element_styles::ElementStyles;
pub use plain::plain;

use crate::model::body_events::BodyText;

/// The most bytes of HTML that are read; pictures within it do not count.
pub const MAX_PASTED_BYTES: usize = 5_000_000;

/// Markdown of a clipboard, and what the clipboard has that is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The Markdown, without a line end at its end; empty if the clipboard has no text.
    pub markdown: String,
    /// What is missing, each kind once.
    pub losses: Vec<Loss>,
}

/// A kind of thing that a clipboard has and its Markdown has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// This number of pictures, which have to be pasted or chosen by themselves.
    Pictures(usize),
    /// This number of tables with cells over several rows or columns; their text is in the first of these cells.
    MergedCells(usize),
    /// This number of films, frames, formulas or other embedded objects.
    Objects(usize),
    /// The text behind the limit of [`MAX_PASTED_BYTES`].
    Rest,
}

/// Returns the HTML of a clipboard as Markdown; footnotes are numbered from 1.
///
/// The words of the Markdown are those that the clipboard shows, in their order, but for texts that lead through a web
/// page. Headings begin at the second level. Links lead to `http`, `https` and `mailto` only. Bold letters are kept where
/// a part of a paragraph has them.
pub fn paste(html: &str) -> Pasted {
    paste_with_label(html, 1)
}

/// Returns the HTML of a clipboard as Markdown to be put into `article`, whose footnotes keep their labels.
pub fn paste_into(article: &str, html: &str) -> Pasted {
    let text = BodyText::new(article);
    let label = |event: Event<'_>| match event {
        Event::FootnoteReference(label) | Event::Start(Tag::FootnoteDefinition(label)) => {
            label.parse::<usize>().ok()
        }
        _ => None,
    };
    let last = text.events().filter_map(|(event, _)| label(event)).filter(|label| *label < 100_000).max();
    paste_with_label(html, last.unwrap_or(0) + 1)
}

fn paste_with_label(html: &str, first_label: usize) -> Pasted {
    let html = without_data(without_header(html));
    let mut end = html.len().min(MAX_PASTED_BYTES);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let clipboard = reader::read(&html[..end]);
    let counts = [
        (clipboard.pictures, Loss::Pictures(clipboard.pictures)),
        (clipboard.merged_tables, Loss::MergedCells(clipboard.merged_tables)),
        (clipboard.objects, Loss::Objects(clipboard.objects)),
        (html.len() - end, Loss::Rest),
    ];
    let losses = counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, loss)| loss).collect();
    Pasted { markdown: write::write(clipboard, first_label), losses }
}

/// Returns a clipboard of Windows without its header of lines such as `Version:0.9`.
fn without_header(html: &str) -> &str {
    let html = html.trim_start_matches('\u{feff}');
    match html.find('<') {
        Some(start) if html.starts_with("Version:") => &html[start..],
        _ => html,
    }
}

/// Returns HTML without the bytes of the pictures in it.
fn without_data(html: &str) -> Cow<'_, str> {
    const START: &str = ";base64,";
    if !html.contains(START) {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(START) {
        kept.push_str(before);
        kept.push(',');
        let is_data = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        let length = after.bytes().take_while(is_data).count();
        // A short one may be a word of the text.
        let length = if length < 100 { 0 } else { length };
        if length == 0 {
            kept.truncate(kept.len() - 1);
            kept.push_str(START);
        }
        rest = &after[length..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}
