//! Writes the parts of a clipboard as Markdown whose words are those of the clipboard.

use std::collections::{BTreeSet, HashMap};

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::parts::{Container, PastedPart, PastedTable};
use super::reader::Clipboard;
use crate::import::page::{blocks, markdown};
use crate::import::site::with_tight_lists;
use crate::import::word::article::blocks::RowBlock;
use crate::import::word::article::inline::{BreakStyle, inline, paragraph_events};
use crate::import::word::article::lists::ListTree;
use crate::import::word::article::spans::{Marks, TextSpan, with_marker};
use crate::import::word::article::table::{cell_spans, grid};
use crate::import::word::numbering::ListMarker;
use crate::model::body_events::BodyText;

/// Returns the Markdown of a clipboard. The first footnote has the label `first_label`.
pub(super) fn write(clipboard: Clipboard, first_label: usize) -> String {
    let levels: BTreeSet<u8> = clipboard
        .parts
        .iter()
        .filter_map(|part| match part {
            PastedPart::Heading(level, _) => Some(*level),
            _ => None,
        })
        .collect();
    let mut writer = Writer {
        events: Vec::new(),
        list: None,
        is_quoting: false,
        depth: 0,
        levels: levels.into_iter().collect(),
        note_marks: clipboard.note_marks,
        has_note: clipboard.notes.keys().map(ToString::to_string).collect(),
        used: Vec::new(),
        labels: HashMap::new(),
        first_label,
    };
    writer.parts(clipboard.parts);
    let mut notes = clipboard.notes;
    let mut at = 0;
    // A note may refer to further notes.
    while let Some(id) = writer.used.get(at).cloned() {
        let label = (first_label + at).to_string();
        at += 1;
        writer.events.push(Event::Start(Tag::FootnoteDefinition(label.into())));
        writer.depth += 1;
        writer.parts(notes.remove(id.as_str()).unwrap_or_default());
        writer.depth -= 1;
        writer.events.push(Event::End(TagEnd::FootnoteDefinition));
    }
    // Notes whose marks were not copied are paragraphs.
    let mut rest: Vec<_> = notes.into_iter().collect();
    rest.sort_by(|(one, _), (other, _)| (one.len(), one).cmp(&(other.len(), other)));
    for (_, parts) in rest {
        writer.parts(parts);
    }
    read_back(&with_autolinks(with_tight_lists(writer.events)))
}

struct Writer {
    events: Vec<Event<'static>>,
    /// The list of Word that is being written.
    list: Option<ListTree>,
    /// Whether a quotation of Word is being written.
    is_quoting: bool,
    /// How many containers and notes are open.
    depth: usize,
    /// The levels of headings that occur, from the highest.
    levels: Vec<u8>,
    /// The marks of the notes as they are printed.
    note_marks: Vec<String>,
    has_note: BTreeSet<String>,
    /// The ids of the notes in the order of their first use.
    used: Vec<String>,
    labels: HashMap<String, String>,
    first_label: usize,
}

impl Writer {
    fn parts(&mut self, parts: Vec<PastedPart>) {
        for part in parts {
            if !matches!(part, PastedPart::Item(..)) {
                self.end_list();
            }
            if !matches!(part, PastedPart::Quoted(_)) {
                self.end_quote();
            }
            self.part(part);
        }
        self.end_list();
        self.end_quote();
    }

    fn part(&mut self, part: PastedPart) {
        match part {
            PastedPart::Heading(level, spans) if self.depth == 0 => self.heading(level, &spans),
            PastedPart::Paragraph(spans) | PastedPart::Heading(_, spans) => self.paragraph(&spans),
            PastedPart::Quoted(spans) => {
                if !std::mem::replace(&mut self.is_quoting, true) {
                    self.events.push(Event::Start(Tag::BlockQuote(None)));
                }
                self.paragraph(&spans);
            }
            PastedPart::Item(marker, place, spans) => {
                let label = matches!(marker, ListMarker::Label(_)).then_some(&marker);
                let mut text = self.inline(&with_marker(spans, label), BreakStyle::Hard);
                if text.is_empty() {
                    return;
                }
                if let Some(list) = &mut self.list {
                    match list.push(&marker, &place, text) {
                        Ok(()) => return,
                        Err(unused) => text = unused,
                    }
                }
                self.end_list();
                match ListTree::begin(&marker, &place, text) {
                    Ok(list) => self.list = Some(list),
                    Err(text) => self.events.extend(paragraph_events(text)),
                }
            }
            PastedPart::Start(container) => {
                self.depth += 1;
                self.events.push(Event::Start(match container {
                    Container::Quote => Tag::BlockQuote(None),
                    Container::List(first) => Tag::List(first),
                    Container::Item => Tag::Item,
                }));
            }
            PastedPart::End(container) => {
                self.depth = self.depth.saturating_sub(1);
                self.events.push(Event::End(match container {
                    Container::Quote => TagEnd::BlockQuote(None),
                    Container::List(first) => TagEnd::List(first.is_some()),
                    Container::Item => TagEnd::Item,
                }));
            }
            PastedPart::Rule => self.events.push(Event::Rule),
            PastedPart::Table(table) => self.table(table),
        }
    }

    fn end_list(&mut self) {
        if let Some(list) = self.list.take() {
            list.write(&mut self.events);
        }
    }

    fn end_quote(&mut self) {
        if std::mem::take(&mut self.is_quoting) {
            self.events.push(Event::End(TagEnd::BlockQuote(None)));
        }
    }

    fn paragraph(&mut self, spans: &[TextSpan]) {
        let events = self.inline(spans, BreakStyle::Hard);
        self.events.extend(paragraph_events(events));
    }

    fn heading(&mut self, level: u8, spans: &[TextSpan]) {
        let events = self.inline(spans, BreakStyle::Space);
        if events.is_empty() {
            return;
        }
        let depth = self.levels.iter().position(|other| *other == level).unwrap_or(0);
        let level = HeadingLevel::try_from((depth + 2).min(6)).expect("levels 2 to 6 exist");
        let tag = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
        self.events.push(Event::Start(tag));
        self.events.extend(events);
        self.events.push(Event::End(TagEnd::Heading(level)));
    }

    fn table(&mut self, table: PastedTable) {
        let arranged = table.arranged();
        for title in arranged.titles {
            self.paragraph(&title);
        }
        let mut table = arranged.table;
        let width = table.rows.first().map_or(0, |row| row.cells.len());
        if width == 1 {
            for cell in table.cells() {
                cell.texts.iter().for_each(|text| self.paragraph(&text.spans));
            }
        }
        if width <= 1 {
            return;
        }
        if !arranged.has_head {
            let before = u32::try_from(width).expect("a table has few columns");
            table.rows.insert(0, RowBlock { before, cells: Vec::new() });
        }
        let events = grid(&table, |cell, _| self.inline(&cell_spans(cell), BreakStyle::Element));
        self.events.extend(events);
    }

    /// Returns the events of a text: the marks of notes have their labels, pictures are left out.
    fn inline(&mut self, spans: &[TextSpan], breaks: BreakStyle) -> Vec<Event<'static>> {
        if let [TextSpan::Text(text, marks)] = spans
            && *marks == Marks::default()
        {
            return vec![Event::Text(text.clone().into())];
        }
        let mut kept: Vec<TextSpan> = Vec::with_capacity(spans.len());
        for (at, span) in spans.iter().enumerate() {
            match span {
                TextSpan::Note(id) => kept.push(self.note(id)),
                TextSpan::Picture(_) => {
                    let is_between = at + 1 < spans.len() && matches!(kept.last(), Some(TextSpan::Text(..)));
                    kept.extend(is_between.then(|| TextSpan::Text(" ".to_owned(), Marks::default())));
                }
                TextSpan::Break if matches!(kept.last(), None | Some(TextSpan::Break)) => {}
                other => kept.push(other.clone()),
            }
        }
        while matches!(kept.last(), Some(TextSpan::Break)) {
            kept.pop();
        }
        if matches!(&kept[..], [TextSpan::Text(text, _)] if text.trim().is_empty()) {
            kept.clear();
        }
        inline(&kept, breaks)
    }

    /// Returns the mark of a note; its text if the note was not copied.
    fn note(&mut self, reference: &str) -> TextSpan {
        let (id, at) = reference.split_once(' ').unwrap_or((reference, ""));
        if !self.has_note.contains(id) {
            let mark = at.parse().ok().and_then(|at: usize| self.note_marks.get(at));
            let mark = mark.map_or("", |mark| mark.trim());
            return TextSpan::Text(mark.to_owned(), Marks::default());
        }
        if let Some(label) = self.labels.get(id) {
            return TextSpan::Note(label.clone());
        }
        let label = (self.first_label + self.used.len()).to_string();
        self.used.push(id.to_owned());
        self.labels.insert(id.to_owned(), label.clone());
        TextSpan::Note(label)
    }
}

/// Writes a link whose text is its address as such.
fn with_autolinks(mut events: Vec<Event<'static>>) -> Vec<Event<'static>> {
    for at in 2..events.len() {
        let is_same = match &events[at - 2..=at] {
            [Event::Start(Tag::Link { dest_url, .. }), Event::Text(text), Event::End(TagEnd::Link)] => {
                let is_plain = !dest_url.contains([' ', '<', '>', '|', '\\']) && dest_url.starts_with("http");
                dest_url == text && is_plain
            }
            _ => false,
        };
        if let Event::Start(Tag::Link { link_type, .. }) = &mut events[at - 2]
            && is_same
        {
            *link_type = LinkType::Autolink;
        }
    }
    events
}

/// Returns Markdown that is read back with the words of `events`: first with all formats, then block by block, and a block
/// that has no such Markdown without any format.
pub(super) fn read_back(events: &[Event<'static>]) -> String {
    let all = markdown(events);
    if all.lost.is_empty() && has_words(&all.text, &text_of(events.iter())) {
        return all.text;
    }
    let mut texts = Vec::new();
    for block in blocks(events) {
        let written = markdown(block);
        let text = text_of(block.iter());
        if written.lost.is_empty() && has_words(&written.text, &text) {
            texts.push(written.text);
        } else {
            let words: Vec<String> = text.split_whitespace().map(escaped).collect();
            texts.push(words.join(" "));
        }
    }
    texts.retain(|text| !text.is_empty());
    texts.join("\n\n")
}

/// Returns text in which Markdown sees no marks at all.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        if letter.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// Returns whether readers of `markdown` see the words of `text`.
fn has_words(markdown: &str, text: &str) -> bool {
    let body = BodyText::new(markdown);
    let events: Vec<Event<'_>> = body.events().map(|(event, _)| event).collect();
    text_of(events.iter()).split_whitespace().eq(text.split_whitespace())
}

/// Returns the text that readers see, with its blocks divided by line ends.
fn text_of<'e>(events: impl Iterator<Item = &'e Event<'e>>) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(words),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => text.push('\n'),
            Event::Start(tag) if is_block(&tag.to_end()) => text.push('\n'),
            Event::End(end) if is_block(end) => text.push('\n'),
            Event::FootnoteReference(_) => text.push('\u{fffc}'),
            _ => {}
        }
    }
    text
}

fn is_block(end: &TagEnd) -> bool {
    crate::model::body::is_block(end)
}
