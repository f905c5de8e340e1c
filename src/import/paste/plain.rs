//! Makes Markdown of a text without any format.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::write::read_back;
use crate::text;

/// The longest line of a text whose author has divided its paragraphs into lines, in letters.
const MAX_LINE_CHARS: usize = 100;

/// Returns `text` as Markdown that is read back as the same words.
///
/// Markdown signs are escaped where they would be read as marks, and the letters are in NFC. An empty line ends a
/// paragraph. In a text without empty lines but with a line of more than 100 letters, as Word copies it, each line is a
/// paragraph.
pub fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{2028}', '\u{2029}'], "\n");
    let text = text.replace('\0', "");
    let text = text::nfc(&text);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let inner = text.trim().lines();
    let has_empty_lines = inner.clone().any(|line| line.trim().is_empty());
    let are_paragraphs = !has_empty_lines && inner.clone().any(|line| line.chars().count() > MAX_LINE_CHARS);
    let mut events: Vec<Event<'static>> = Vec::new();
    let mut is_open = false;
    for line in lines {
        if is_open && (line.is_empty() || are_paragraphs) {
            events.push(Event::End(TagEnd::Paragraph));
            is_open = false;
        }
        if line.is_empty() {
            continue;
        }
        events.push(if is_open { Event::SoftBreak } else { Event::Start(Tag::Paragraph) });
        let words: Vec<&str> = line.split_whitespace().collect();
        events.push(Event::Text(words.join(" ").into()));
        is_open = true;
    }
    if is_open {
        events.push(Event::End(TagEnd::Paragraph));
    }
    read_back(&events)
}
