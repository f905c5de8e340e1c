//! The summary of a body, for lists.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::html;
use crate::model::body::{Body, Summary};
use crate::model::body_events::BodyText;
use crate::text;

/// Returns the summary of a body as plain text on one line.
pub fn summary(body: &Body) -> String {
    match body.outline.summary {
        Summary::None => String::new(),
        Summary::Paragraph(start, end) => plain_text(body.markdown(), &(start..end)),
        Summary::Until(end) => plain_text(body.markdown(), &(0..end)),
    }
}

/// Returns the part of `markdown` in `place` as plain text on one line, without notes and pictures.
fn plain_text(markdown: &str, place: &Range<usize>) -> String {
    let mut text = String::new();
    let mut hidden_depth = 0;
    // The whole text is read, because a link or a note may be defined outside the part.
    for (event, range) in BodyText::new(markdown).events() {
        if range.start >= place.end {
            break;
        }
        if range.start < place.start {
            continue;
        }
        match event {
            Event::Start(Tag::Image { .. } | Tag::FootnoteDefinition(_)) => hidden_depth += 1,
            Event::End(TagEnd::Image | TagEnd::FootnoteDefinition) => hidden_depth -= 1,
            Event::InlineHtml(tag) => hidden_depth += hidden_text_change(&tag),
            Event::Text(piece) | Event::Code(piece) if hidden_depth <= 0 => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push(' '),
            _ => {}
        }
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text::isolated(&line).into_owned()
}

/// Returns 1 for a start tag whose content readers do not see (`script`, `style`), -1 for its end tag, else
/// 0.
fn hidden_text_change(tag: &str) -> i32 {
    let names = ["script", "style"];
    html::tags(tag)
        .first()
        .filter(|tag| names.contains(&tag.name.as_str()))
        .map_or(0, |tag| if tag.closing { -1 } else { 1 })
}
