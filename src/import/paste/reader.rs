//! Reads the HTML of a clipboard: keeps the elements that are open, and sends their text to the parts of the article.

use std::collections::HashMap;
use std::rc::Rc;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::declared::{Declared, Display};
use super::element_stack::{ElementStack, Labels, OpenElement, PartsTarget};
use super::element_styles::ElementStyles;
use super::elements::{Kind, is_sign};
use super::lines::PastedLines;
use super::links::{is_back_link, link_address, note_of_id, note_of_link};
use super::look::ParagraphStyle;
use super::parts::{Container, PastedCell, PastedPart, PastedTable};
use super::tag::PastedTag;
use crate::html;
use crate::import::word::body::{Format, RunContent};
use crate::import::word::numbering::{letters, roman};

/// The most elements around a text; deeper ones mean nothing.
const MAX_DEPTH: usize = 200;

/// The most tables around a text; deeper ones are paragraphs.
const MAX_TABLES: usize = 8;

/// The parts and notes that were read, and the number of things that no text has.
#[derive(Default)]
pub(super) struct Clipboard {
    pub(super) parts: Vec<PastedPart>,
    /// The texts of the footnotes by their ids.
    pub(super) notes: HashMap<Rc<str>, Vec<PastedPart>>,
    /// The marks of footnotes as they are printed; a reference in a text has the id of the note and the place here.
    pub(super) note_marks: Vec<String>,
    pub(super) pictures: usize,
    pub(super) merged_tables: usize,
    pub(super) objects: usize,
}

/// Reads HTML of which only the part between `<!--StartFragment-->` and `<!--EndFragment-->` was copied, if it has these.
pub(super) fn read(written: &str) -> Clipboard {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader::new(!written.contains("<!--StartFragment"));
    for token in Tokenizer::new_with_emitter(written, emitter).flatten() {
        match token {
            Token::StartTag(tag) => reader.start(&PastedTag::new(&tag)),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text.value)),
            Token::Comment(comment) => reader.comment(&String::from_utf8_lossy(&comment.value)),
            _ => {}
        }
    }
    reader.finish()
}

struct Reader {
    styles: ElementStyles,
    open: ElementStack,
    /// How many elements are open that are too deep.
    too_deep: usize,
    lines: PastedLines,
    tables: Vec<PastedTable>,
    /// The cells that are open; each has a flow.
    cells: Vec<PastedCell>,
    /// How many tables are open that are too deep.
    deep_tables: usize,
    /// The element whose content is left out, and how many of its name are open in it.
    skipped: Option<(String, usize)>,
    is_copied: bool,
    clipboard: Clipboard,
}

impl Reader {
    fn new(is_copied: bool) -> Reader {
        Reader {
            styles: ElementStyles::default(),
            open: ElementStack::default(),
            too_deep: 0,
            lines: PastedLines::new(),
            tables: Vec::new(),
            cells: Vec::new(),
            deep_tables: 0,
            skipped: None,
            is_copied,
            clipboard: Clipboard::default(),
        }
    }

    fn start(&mut self, tag: &PastedTag) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += usize::from(*skipped == tag.name);
            return;
        }
        let kind = Kind::of(&tag.name);
        match kind {
            Kind::Void => {}
            Kind::Skipped => {
                self.push_text(" ");
                self.skip(tag);
            }
            Kind::Object => self.object(tag),
            Kind::Break => self.push_break(),
            Kind::Rule => {
                self.close_implied(Kind::Block);
                let is_note_line = tag.is("width", "33%") && tag.is("size", "1");
                if self.is_shown() && !is_note_line {
                    self.lines.flow().push(PastedPart::Rule);
                }
            }
            Kind::Picture => self.picture(tag),
            _ => self.open(kind, tag),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth -= usize::from(skipped == name);
            if *depth == 0 {
                self.skipped = None;
            }
            return;
        }
        let kind = Kind::of(name);
        match kind {
            Kind::Break => return self.push_break(),
            Kind::Paragraph => self.lines.flush(),
            _ => {}
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            if kind.is_block() {
                self.lines.flush();
            }
            return;
        }
        let Some(place) = self.open.ended_by(name, kind) else { return };
        let elements = &self.open.0;
        if elements[place].kind == Kind::Line && elements.len() > place + 1 {
            let element = self.open.remove_within(place);
            return self.finish_element(&element);
        }
        self.close_to(place);
    }

    /// Reads text: the content of a style sheet, or what people see.
    fn text(&mut self, text: &str) {
        match &self.skipped {
            Some((name, _)) if name == "style" => self.styles.add(text),
            Some(_) => {}
            None => self.push_text(text),
        }
    }

    /// Reads the marks that divide the clipboard and that Word sets around the marks of items.
    fn comment(&mut self, comment: &str) {
        match comment.trim() {
            "StartFragment" => self.is_copied = true,
            "EndFragment" => self.is_copied = false,
            "[if !supportLists]" => self.lines.in_marker = true,
            "[endif]" => self.lines.in_marker = false,
            _ => {}
        }
    }

    fn is_shown(&self) -> bool {
        self.is_copied && !self.open.is_hidden()
    }

    fn skip(&mut self, tag: &PastedTag) {
        if !tag.is_closed {
            self.skipped = Some((tag.name.clone(), 1));
        }
    }

    fn open(&mut self, kind: Kind, tag: &PastedTag) {
        let declared = self.styles.declared(tag);
        let is_block = kind.is_block() || declared.display == Some(Display::Block);
        match kind {
            kind if kind.is_block() => self.close_implied(kind),
            _ if is_block => self.lines.flush(),
            _ => {}
        }
        if tag.is_closed && kind == Kind::Line {
            return;
        }
        if self.open.0.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        let is_left_out = tag.is_left_out() || declared.element.as_deref().is_some_and(is_beside_text);
        let mut look = self.open.look();
        look.apply(&declared);
        look.is_hidden |= is_left_out;
        let mut paragraph = self.open.paragraph();
        if is_block {
            let mut style = ParagraphStyle::of(tag.attribute("class"), &declared);
            style.heading = match kind {
                Kind::Heading(level) => declared.outline.or(Some(level)),
                _ => style.heading.or(tag.heading_level()),
            };
            if matches!(kind, Kind::Block | Kind::Paragraph) {
                style.heading = style.heading.or(paragraph.heading);
                style.is_quote |= paragraph.is_quote;
            }
            paragraph = Rc::new(style);
        }
        self.open.0.push(OpenElement {
            name: tag.name.as_str().into(),
            kind: if is_block && kind == Kind::Line { Kind::Block } else { kind },
            look,
            declared: declared.clone(),
            link: None,
            is_left_out,
            paragraph,
            containers: 0,
            content: PartsTarget::Around,
            labels: None,
        });
        self.begin(kind, tag, &declared);
    }

    /// Begins what the element just opened contains.
    fn begin(&mut self, kind: Kind, tag: &PastedTag, declared: &Declared) {
        match kind {
            Kind::Table | Kind::RowGroup | Kind::Row | Kind::Cell | Kind::Caption => {
                self.begin_table_part(kind, tag, declared);
            }
            Kind::List(is_ordered) => self.begin_list(is_ordered, tag, declared),
            Kind::Item => self.begin_item(tag),
            Kind::Quote if !declared.has_no_border => {
                self.open.last().containers = self.lines.flow().open(Container::Quote);
            }
            Kind::Block => {
                if let Some(note) = note_of_id(tag.attribute("id")) {
                    self.lines.start_flow();
                    self.open.last().content = PartsTarget::Note(note);
                }
            }
            Kind::Line => self.begin_line(tag),
            _ => {}
        }
    }

    fn begin_line(&mut self, tag: &PastedTag) {
        match tag.name.as_str() {
            "a" => {
                let address = tag.attribute("href");
                let is_back = is_back_link(address) || tag.is("class", "sdfootnotesym");
                let note = note_of_link(address).filter(|_| self.is_shown()).map(|note| {
                    let at = self.lines.note_marks.len();
                    self.lines.note_marks.push(String::new());
                    self.push_run(RunContent::Note(note_reference(&note, at)), Format::default());
                    at
                });
                let open = self.open.last();
                open.is_left_out |= is_back;
                open.look.is_hidden |= is_back;
                open.look.note = note.or(open.look.note);
                open.link = link_address(address).map(Rc::from);
                open.look.link = open.link.clone().or(open.look.link.take());
            }
            "q" => self.push_text("“"),
            _ => {}
        }
    }

    fn begin_list(&mut self, is_ordered: bool, tag: &PastedTag, declared: &Declared) {
        let start: u64 = tag.number("start").filter(|start| *start < 100_000_000).unwrap_or(1);
        let counter = declared.counter.as_deref().unwrap_or(match tag.attribute("type") {
            "a" => "lower-alpha",
            "A" => "upper-alpha",
            "i" => "lower-roman",
            "I" => "upper-roman",
            _ => "",
        });
        let written: Option<fn(u32) -> String> = match counter.split(' ').next().unwrap_or("") {
            _ if !is_ordered => None,
            "lower-alpha" | "lower-latin" => Some(letters),
            "upper-alpha" | "upper-latin" => Some(|number| letters(number).to_uppercase()),
            "lower-roman" => Some(roman),
            "upper-roman" => Some(|number| roman(number).to_uppercase()),
            _ => None,
        };
        let open = self.open.last();
        match written {
            Some(written) => open.labels = Some(Labels { written, next: u32::try_from(start).unwrap_or(1) }),
            None => {
                let list = Container::List(is_ordered.then_some(start));
                open.containers = self.lines.flow().open(list);
            }
        }
    }

    fn begin_item(&mut self, tag: &PastedTag) {
        if let Some(labels) = self.open.list().and_then(|list| list.labels.as_mut()) {
            let number: u32 = tag.number("value").unwrap_or(labels.next);
            labels.next = number.saturating_add(1);
            let label = (labels.written)(number.clamp(1, 1_000));
            self.lines.label = Some(format!("{label}) "));
            return;
        }
        self.open.last().containers = self.lines.flow().open(Container::Item);
    }

    fn begin_table_part(&mut self, kind: Kind, tag: &PastedTag, declared: &Declared) {
        if kind == Kind::Table && (self.tables.len() >= MAX_TABLES || self.deep_tables > 0) {
            self.deep_tables += 1;
            return;
        }
        let is_in_table = self.deep_tables == 0 && !self.tables.is_empty();
        match kind {
            Kind::Table => {
                let is_arrangement = tag.is("role", "presentation") || tag.is("role", "none");
                self.tables.push(PastedTable { is_arrangement, ..PastedTable::default() });
            }
            Kind::Row if is_in_table => self.tables.last_mut().expect("a table is open").start_row(),
            Kind::Cell if is_in_table => {
                self.cells.push(PastedCell {
                    columns: tag.number("colspan").unwrap_or(1).clamp(1, 1_000),
                    rows: match tag.number("rowspan") {
                        // To the end of the table.
                        Some(0) => 100_000,
                        rows => rows.unwrap_or(1).clamp(1, 100_000),
                    },
                    is_head: tag.name == "th",
                    is_overflow: declared.is_overflow,
                    ..PastedCell::default()
                });
                self.lines.start_flow();
                self.open.last().content = PartsTarget::Cell;
            }
            Kind::Caption if is_in_table => {
                self.lines.start_flow();
                self.open.last().content = PartsTarget::Caption;
            }
            _ => {}
        }
    }

    /// Ends the paragraph, and closes the elements that end where one of this kind begins.
    fn close_implied(&mut self, kind: Kind) {
        self.lines.flush();
        let is_table_part = matches!(kind, Kind::Cell | Kind::Row | Kind::RowGroup);
        if is_table_part && self.deep_tables > 0 {
            return;
        }
        if let Some(place) = self.open.ended_by_start(kind) {
            self.close_to(place);
        }
    }

    /// Closes the elements from `place` on.
    fn close_to(&mut self, place: usize) {
        while self.open.0.len() > place {
            if self.open.last().kind != Kind::Line {
                self.lines.flush();
            }
            let Some(element) = self.open.0.pop() else { return };
            self.finish_element(&element);
        }
    }

    fn finish_element(&mut self, element: &OpenElement) {
        if *element.name == *"q" {
            self.push_text("”");
        }
        for _ in 0..element.containers {
            self.lines.flow().close();
        }
        match &element.content {
            PartsTarget::Cell => self.end_cell(),
            PartsTarget::Caption => {
                let parts = self.lines.end_flow().finish();
                self.lines.flow().append(parts);
            }
            PartsTarget::Note(note) => {
                let parts = self.lines.end_flow().finish();
                self.clipboard.notes.entry(note.clone()).or_default().extend(parts);
            }
            PartsTarget::Around if element.kind == Kind::Table => self.end_table(),
            PartsTarget::Around => {}
        }
    }

    fn end_cell(&mut self) {
        let flow = self.lines.end_flow();
        let Some(mut cell) = self.cells.pop() else { return };
        let has_usual_text = flow.has_usual_text;
        cell.parts = flow.finish();
        cell.is_bold = !has_usual_text && !cell.parts.is_empty();
        if let Some(table) = self.tables.last_mut() {
            table.push(cell);
        }
    }

    fn end_table(&mut self) {
        if self.deep_tables > 0 {
            self.deep_tables -= 1;
            return;
        }
        let Some(table) = self.tables.pop() else { return };
        if table.is_layout() {
            let parts = table.into_parts();
            return self.lines.flow().append(parts);
        }
        self.clipboard.merged_tables += usize::from(table.has_merged_cells());
        self.lines.flow().push(PastedPart::Table(table));
    }

    fn push_run(&mut self, content: RunContent, format: Format) {
        self.lines.push_run(content, format, &self.open.paragraph());
    }

    fn push_text(&mut self, text: &str) {
        if self.is_shown() {
            self.lines.push_text(text, &self.open.look(), &self.open.paragraph());
        }
    }

    fn push_break(&mut self) {
        if self.is_shown() {
            self.lines.push_break(&self.open.look());
        }
    }

    fn picture(&mut self, tag: &PastedTag) {
        if !self.is_shown() || tag.is_hidden() || tag.is_point() {
            return;
        }
        let alternative = tag.attribute("alt");
        if is_sign(alternative) {
            return self.push_text(alternative);
        }
        self.clipboard.pictures += 1;
        self.push_run(RunContent::Picture(Box::default()), Format::default());
    }

    /// Counts a film, frame or the like; one that shows a known video becomes a link to it.
    fn object(&mut self, tag: &PastedTag) {
        if self.is_shown() && !tag.is_hidden() {
            match html::embedded_video(tag.attribute("src")) {
                Some(address) if tag.name == "iframe" => {
                    self.close_implied(Kind::Block);
                    let format = Format { link: Some(address.clone()), ..Format::default() };
                    self.push_run(RunContent::Text(address), format);
                    self.lines.flush();
                }
                _ => {
                    self.push_text(" ");
                    self.clipboard.objects += 1;
                }
            }
        }
        if tag.name != "embed" {
            self.skip(tag);
        }
    }

    fn finish(mut self) -> Clipboard {
        self.close_to(0);
        self.lines.flush();
        self.clipboard.parts = self.lines.end_flow().finish();
        self.clipboard.note_marks = self.lines.note_marks;
        self.clipboard
    }
}

/// Returns what [`RunContent::Note`] has: the id of a note, and the place of the text of its mark.
fn note_reference(id: &str, at: usize) -> String {
    format!("{id} {at}")
}

/// Returns whether Word shows an element beside the text, at the margin or at the edge of a page.
fn is_beside_text(element: &str) -> bool {
    matches!(element, "comment-list" | "comment" | "header" | "footer")
}
