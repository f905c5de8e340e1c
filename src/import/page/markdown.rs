//! Writes the events of a document as Markdown that is read back as the same document.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream};
use pulldown_cmark_to_cmark::{Options as Spelling, cmark_with_options};

/// The extensions of Markdown that bodies have.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Markdown, and what of the document it could not keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markdown {
    /// The Markdown, without a line end at its end.
    pub text: String,
    /// The text of each paragraph, list or table that has lost its bold, italic and struck words, because no Markdown
    /// has them.
    pub plain: Vec<String>,
    /// The text of each paragraph, list or table that no Markdown has, and that is not in `text`.
    pub lost: Vec<String>,
}

/// Writes `events` as Markdown.
///
/// Text is escaped where Markdown would give it a meaning.
pub fn markdown(events: &[Event<'_>]) -> Markdown {
    let mut written = Markdown::default();
    let mut parts = Vec::new();
    for block in blocks(events) {
        let part = block_markdown(block).or_else(|| {
            let plain: Vec<Event<'_>> = block.iter().filter(|event| !is_emphasis(event)).cloned().collect();
            let part = block_markdown(&plain);
            let report = if part.is_some() { &mut written.plain } else { &mut written.lost };
            report.push(text_of(block));
            part
        });
        parts.extend(part);
    }
    written.text = joined(&parts);
    written
}

/// Joins blocks with an empty line between them, and a comment between two lists, which would be one otherwise.
fn joined(parts: &[String]) -> String {
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            let both = format!("{}\n\n{part}", parts[at - 1]);
            let is_one = block_count(&both) < block_count(&parts[at - 1]) + block_count(part);
            text.push_str(if is_one { "\n\n<!-- -->\n\n" } else { "\n\n" });
        }
        text.push_str(part);
    }
    text
}

fn block_count(markdown: &str) -> usize {
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, EXTENSIONS).collect();
    blocks(&events).len()
}

/// Divides `events` into the blocks that no other block has around it.
pub(in crate::import) fn blocks<'e, 't>(events: &'e [Event<'t>]) -> Vec<&'e [Event<'t>]> {
    let mut blocks = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            blocks.push(&events[start..=at]);
            start = at + 1;
        }
    }
    blocks
}

/// Returns the Markdown of one block, or `None` if none is read back as the same block.
fn block_markdown(block: &[Event<'_>]) -> Option<String> {
    let spelling = Spelling {
        list_token: '-',
        code_block_token_count: 3,
        increment_ordered_list_bullets: true,
        ..Spelling::default()
    };
    let mut text = String::new();
    let (block, labels) = with_marked_notes(block);
    cmark_with_options(block.iter(), &mut text, EXTENSIONS, spelling).ok()?;
    for (at, label) in labels.iter().enumerate() {
        text = text.replace(&note_mark(at), &format!("[^{label}]"));
    }
    let text = text.trim_matches('\n');
    let is_quote = matches!(block[0], Event::Start(Tag::BlockQuote(_)));
    let tidy = tidied(text, is_quote);
    let spellings = [tidy.replace("&amp;", "&"), tidy.replace("&amp; ", "& "), tidy];
    Some(spellings.into_iter().find(|other| is_same(other, text)).unwrap_or_else(|| text.to_owned()))
}

/// Returns a block with elements of HTML in place of the marks of footnotes, and the labels of these.
///
/// A mark whose footnote is in another block would be read back as text.
fn with_marked_notes<'e>(block: &[Event<'e>]) -> (Vec<Event<'e>>, Vec<CowStr<'e>>) {
    let mut labels = Vec::new();
    let mut mark = |event: &Event<'e>| match event {
        Event::FootnoteReference(label) => {
            labels.push(label.clone());
            Event::InlineHtml(note_mark(labels.len() - 1).into())
        }
        other => other.clone(),
    };
    let block = block.iter().map(&mut mark).collect();
    (block, labels)
}

/// Returns an element that is in no text.
fn note_mark(at: usize) -> String {
    format!("<note at=\"\u{f8ff}{at}\">")
}

/// Returns Markdown as people write it: empty lines without blanks, and a quotation without an empty first line and a
/// blank before each `>`.
fn tidied(text: &str, is_quote: bool) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = if is_quote { line.strip_prefix(' ').unwrap_or(line) } else { line };
        let is_empty = line.chars().all(|letter| matches!(letter, ' ' | '>'));
        let line = if is_empty { line.trim_end() } else { line };
        if !(is_quote && lines.is_empty() && line == ">") {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// Returns whether two spellings are read as the same document.
fn is_same(one: &str, other: &str) -> bool {
    let parsed = |text| TextMergeStream::new(Parser::new_ext(text, EXTENSIONS));
    parsed(one).eq(parsed(other))
}

fn is_emphasis(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough)
    )
}

/// Returns the text of `events`, without any format.
fn text_of(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(end) if !is_emphasis(event) && !matches!(end, TagEnd::Link | TagEnd::Image) => {
                text.push(' ');
            }
            _ => {}
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

    use super::{EXTENSIONS, markdown, text_of};

    fn paragraph(events: Vec<Event<'static>>) -> Vec<Event<'static>> {
        let mut all = vec![Event::Start(Tag::Paragraph)];
        all.extend(events);
        all.push(Event::End(TagEnd::Paragraph));
        all
    }

    fn text(words: &str) -> Event<'static> {
        Event::Text(words.to_owned().into())
    }

    #[test]
    fn what_looks_like_markdown_is_escaped() {
        for words in [
            "1. Ông Võ Minh Quỳnh",
            "- gạch đầu dòng",
            "+ cộng",
            "# thẻ",
            "* sao * và _gạch_ dưới",
            "<b>đậm</b> & [ngoặc](liên kết)",
            "Lương 10.000.000 đồng | tháng",
            "> trích",
            "=====",
            "~~~",
            "[^1] không phải chú thích",
            "AT&amp;T",
            "    thụt vào",
        ] {
            let written = markdown(&paragraph(vec![text(words)]));
            let events: Vec<Event<'_>> = Parser::new_ext(&written.text, EXTENSIONS).collect();
            assert_eq!(text_of(&events), words.trim(), "{}", written.text);
            assert!(matches!(events[0], Event::Start(Tag::Paragraph)), "{events:?}");
            assert!(written.plain.is_empty() && written.lost.is_empty());
        }
    }

    #[test]
    fn spellings_are_those_of_people() {
        let mut events = paragraph(vec![text("Một & hai")]);
        events.push(Event::Start(Tag::BlockQuote(None)));
        events.extend([paragraph(vec![text("Một.")]), paragraph(vec![text("Hai.")])].concat());
        events.push(Event::End(TagEnd::BlockQuote(None)));
        events.extend([Event::Start(Tag::List(None)), Event::Start(Tag::Item)]);
        events.extend([paragraph(vec![text("Ba.")]), paragraph(vec![text("Bốn.")])].concat());
        events.extend([Event::End(TagEnd::Item), Event::End(TagEnd::List(false))]);
        assert_eq!(markdown(&events).text, "Một & hai\n\n> Một.\n>\n> Hai.\n\n- Ba.\n\n  Bốn.");
    }

    /// A paragraph with a footnote keeps its bold words.
    #[test]
    fn notes_are_beside_bold_words() {
        let mut events = paragraph(vec![
            Event::Start(Tag::Strong),
            text("Mục tiêu"),
            Event::End(TagEnd::Strong),
            Event::FootnoteReference("1".into()),
            text(" chung."),
        ]);
        events.push(Event::Start(Tag::FootnoteDefinition("1".into())));
        events.extend(paragraph(vec![text("Theo kế hoạch.")]));
        events.push(Event::End(TagEnd::FootnoteDefinition));
        let written = markdown(&events);
        assert_eq!(written.text, "**Mục tiêu**[^1] chung.\n\n[^1]: Theo kế hoạch.");
        assert!(written.plain.is_empty());
    }

    #[test]
    fn blocks_are_divided_by_empty_lines() {
        let mut events = vec![Event::Start(Tag::Heading {
            level: HeadingLevel::H2,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })];
        events.extend([text("Kế hoạch"), Event::End(TagEnd::Heading(HeadingLevel::H2))]);
        events.extend(paragraph(vec![
            Event::Start(Tag::Strong),
            text("Mục tiêu"),
            Event::End(TagEnd::Strong),
            text(": nâng cao năng suất."),
        ]));
        for first in ["Một", "Hai"] {
            events.push(Event::Start(Tag::List(None)));
            events.extend([Event::Start(Tag::Item), text(first), Event::End(TagEnd::Item)]);
            events.push(Event::End(TagEnd::List(false)));
        }
        let expected = "## Kế hoạch\n\n**Mục tiêu**: nâng cao năng suất.\n\n- Một\n\n<!-- -->\n\n- Hai";
        assert_eq!(markdown(&events).text, expected);
    }

    proptest! {
        /// The text of a paragraph, with any marks and with words in bold, is read back.
        #[test]
        fn text_is_read_back(pieces in prop::collection::vec(("[a-zđ0-9 .#*_<>\\[\\]()|+~`!&;=\\\\-]{1,12}", any::<bool>()), 1..6)) {
            let mut events = Vec::new();
            for (words, is_bold) in &pieces {
                if *is_bold {
                    events.extend([Event::Start(Tag::Strong), text(words), Event::End(TagEnd::Strong)]);
                } else {
                    events.push(text(words));
                }
            }
            let events = paragraph(events);
            let written = markdown(&events);
            prop_assume!(written.lost.is_empty());
            let read: Vec<Event<'_>> = Parser::new_ext(&written.text, EXTENSIONS).collect();
            prop_assert_eq!(text_of(&read), text_of(&events), "{}", written.text);
        }
    }
}
