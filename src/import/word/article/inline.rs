//! Writes stretches of text as the inline events of Markdown.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::spans::{ImageSpan, Marks, TextSpan};
use crate::import::word::body::Script;

/// A mark around a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    Link(String),
    Strong,
    Emphasis,
    Strikethrough,
    Script(Script),
}

/// How a line break is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum BreakStyle {
    /// As Markdown has it.
    Hard,
    /// As an element of HTML, for the cells of tables.
    Element,
    /// As a space, for headings.
    Space,
}

/// Returns the events of `spans`, whose notes have their labels; pictures without a file are left out.
pub(in crate::import) fn inline(spans: &[TextSpan], breaks: BreakStyle) -> Vec<Event<'static>> {
    let mut writing = Writing { events: Vec::new(), open: Vec::new() };
    for (at, span) in spans.iter().enumerate() {
        match span {
            TextSpan::Text(text, marks) => {
                let marks = list(marks);
                let words = text.trim_start();
                // No mark begins before a space.
                let space = &text[..text.len() - words.len()];
                if !space.is_empty() {
                    writing.close_others(&marks);
                    writing.events.push(Event::Text(space.to_owned().into()));
                }
                if !words.is_empty() {
                    writing.set_marks(&marks, &spans[at + 1..]);
                    writing.events.push(Event::Text(words.to_owned().into()));
                }
            }
            TextSpan::Break => {
                writing.close_unless_continued(&spans[at + 1..]);
                writing.events.push(match breaks {
                    BreakStyle::Hard => Event::HardBreak,
                    BreakStyle::Element => Event::InlineHtml("<br>".into()),
                    BreakStyle::Space => Event::Text(" ".into()),
                });
            }
            TextSpan::Note(label) => {
                writing.set_marks(&[], &[]);
                writing.events.push(Event::FootnoteReference(label.clone().into()));
            }
            TextSpan::Image(image) => {
                writing.set_marks(&[], &[]);
                writing.events.extend(self::image(image));
            }
            TextSpan::Picture(_) => {}
        }
    }
    writing.set_marks(&[], &[]);
    writing.events
}

/// Returns the events of a picture without a caption.
pub(in crate::import) fn image(image: &ImageSpan) -> Vec<Event<'static>> {
    let tag = Tag::Image {
        link_type: LinkType::Inline,
        dest_url: image.file.clone().into(),
        title: CowStr::Borrowed(""),
        id: CowStr::Borrowed(""),
    };
    let mut events = vec![Event::Start(tag)];
    if !image.alternative.is_empty() {
        events.push(Event::Text(image.alternative.clone().into()));
    }
    events.push(Event::End(TagEnd::Image));
    events
}

/// Returns the events of a paragraph with this content; none if it is empty.
pub(in crate::import) fn paragraph_events(inner: Vec<Event<'static>>) -> Vec<Event<'static>> {
    if inner.is_empty() {
        return inner;
    }
    let mut events = Vec::with_capacity(inner.len() + 2);
    events.push(Event::Start(Tag::Paragraph));
    events.extend(inner);
    events.push(Event::End(TagEnd::Paragraph));
    events
}

fn list(marks: &Marks) -> Vec<Mark> {
    let mut list: Vec<Mark> = marks.link.clone().map(Mark::Link).into_iter().collect();
    list.extend(marks.is_strong.then_some(Mark::Strong));
    list.extend(marks.is_emphasis.then_some(Mark::Emphasis));
    list.extend(marks.is_struck.then_some(Mark::Strikethrough));
    list.extend(marks.script.map(Mark::Script));
    list
}

/// Returns how many of `spans`, from the first, have `mark`.
fn extent(mark: &Mark, spans: &[TextSpan]) -> usize {
    let has_mark = |span: &&TextSpan| matches!(span, TextSpan::Text(_, marks) if list(marks).contains(mark));
    spans.iter().take_while(has_mark).count()
}

struct Writing {
    events: Vec<Event<'static>>,
    /// The marks around the current place, from the outermost.
    open: Vec<Mark>,
}

impl Writing {
    /// Closes and opens marks until those around the current place are `marks`; those that last longer in the spans
    /// behind it are outside of the others.
    fn set_marks(&mut self, marks: &[Mark], behind: &[TextSpan]) {
        let kept = self.open.iter().take_while(|mark| marks.contains(mark)).count();
        for mark in self.open.split_off(kept).iter().rev() {
            self.events.push(closing(mark));
        }
        let mut new: Vec<&Mark> = marks.iter().filter(|mark| !self.open.contains(mark)).collect();
        new.sort_by_key(|mark| (!matches!(mark, Mark::Link(_)), std::cmp::Reverse(extent(mark, behind))));
        for mark in new {
            self.events.push(opening(mark));
            self.open.push(mark.clone());
        }
    }

    /// Closes the marks that the text behind a line break does not have.
    fn close_unless_continued(&mut self, behind: &[TextSpan]) {
        let next = match behind.first() {
            Some(TextSpan::Text(_, marks)) => list(marks),
            _ => Vec::new(),
        };
        self.close_others(&next);
    }

    /// Closes the marks that are not among `marks`.
    fn close_others(&mut self, marks: &[Mark]) {
        let kept: Vec<Mark> = self.open.iter().take_while(|mark| marks.contains(mark)).cloned().collect();
        self.set_marks(&kept, &[]);
    }
}

fn opening(mark: &Mark) -> Event<'static> {
    match mark {
        Mark::Link(address) => Event::Start(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: address.clone().into(),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        }),
        Mark::Strong => Event::Start(Tag::Strong),
        Mark::Emphasis => Event::Start(Tag::Emphasis),
        Mark::Strikethrough => Event::Start(Tag::Strikethrough),
        Mark::Script(Script::Above) => Event::InlineHtml("<sup>".into()),
        Mark::Script(Script::Below) => Event::InlineHtml("<sub>".into()),
    }
}

fn closing(mark: &Mark) -> Event<'static> {
    match mark {
        Mark::Link(_) => Event::End(TagEnd::Link),
        Mark::Strong => Event::End(TagEnd::Strong),
        Mark::Emphasis => Event::End(TagEnd::Emphasis),
        Mark::Strikethrough => Event::End(TagEnd::Strikethrough),
        Mark::Script(Script::Above) => Event::InlineHtml("</sup>".into()),
        Mark::Script(Script::Below) => Event::InlineHtml("</sub>".into()),
    }
}
