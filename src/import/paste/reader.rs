//! Reads the HTML of a clipboard: keeps the elements that are open, and sends their text to the parts of the article.

use std::collections::HashMap;
use std::rc::Rc;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::declared::{Declared, Display};
use super::elements::{Kind, is_sign, symbols, usual, with_script};
use super::links::{is_back_link, link_address, note_of_id, note_of_link};
use super::look::{Look, ParagraphStyle};
use super::paragraph::{MarkerText, push_paragraph};
use super::parts::{Container, Flow, PastedPart};
use super::sheet::StyleSheet;
use super::table::{PastedCell, PastedTable};
use super::tag::PastedTag;
use crate::html;
use crate::import::word::body::{Format, Run, RunContent, WordPicture};
use crate::import::word::numbering::{letters, roman};

/// The most elements around a text; deeper ones mean nothing.
const MAX_DEPTH: usize = 200;

/// The most tables around a text; deeper ones are paragraphs.
const MAX_TABLES: usize = 8;

/// The most bytes of the addresses of all links, counted for each stretch of text.
const MAX_LINK_BYTES: usize = 5_000_000;

/// The most styles that are kept after they were read.
const MAX_STYLES: usize = 10_000;

/// What a clipboard has.
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

/// An element that is open.
struct OpenElement {
    name: Box<str>,
    kind: Kind,
    look: Look,
    /// What its style sets, and the link that it is.
    declared: Rc<Declared>,
    link: Option<Rc<str>>,
    is_left_out: bool,
    paragraph: Rc<ParagraphStyle>,
    /// How many containers it has opened.
    containers: usize,
    content: Content,
    /// What writes the marks of the items of a list, if Markdown has no such marks, and the number of the next item.
    labels: Option<(fn(u32) -> String, u32)>,
}

/// Where the parts of an element go.
#[derive(Clone, PartialEq)]
enum Content {
    /// To the element around it.
    Around,
    Cell,
    Caption,
    /// The text of the note with this id.
    Note(Rc<str>),
}

struct Reader {
    sheet: StyleSheet,
    styles: HashMap<String, Rc<Declared>>,
    open: Vec<OpenElement>,
    /// How many elements are open that are too deep.
    too_deep: usize,
    flows: Vec<Flow>,
    tables: Vec<PastedTable>,
    /// The cells that are open; each has a flow.
    cells: Vec<PastedCell>,
    /// How many tables are open that are too deep.
    deep_tables: usize,
    runs: Vec<Run>,
    marker: MarkerText,
    /// Whether the mark of an item of Word is being read.
    in_marker: bool,
    /// The mark of the item that has begun, if Markdown has no such marks.
    label: Option<String>,
    /// The style of the paragraph to which the runs belong.
    paragraph: Rc<ParagraphStyle>,
    /// The element whose content is left out, and how many of its name are open in it.
    skipped: Option<(String, usize)>,
    is_copied: bool,
    link_bytes: usize,
    clipboard: Clipboard,
}

impl Reader {
    fn new(is_copied: bool) -> Reader {
        Reader {
            sheet: StyleSheet::default(),
            styles: HashMap::new(),
            open: Vec::new(),
            too_deep: 0,
            flows: vec![Flow::default()],
            tables: Vec::new(),
            cells: Vec::new(),
            deep_tables: 0,
            runs: Vec::new(),
            marker: MarkerText::default(),
            in_marker: false,
            label: None,
            paragraph: Rc::default(),
            skipped: None,
            is_copied,
            link_bytes: 0,
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
                self.close_paragraph();
                let is_note_line = tag.is("width", "33%") && tag.is("size", "1");
                if self.is_shown() && !is_note_line {
                    self.flow().push(PastedPart::Rule);
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
            Kind::Paragraph => self.flush(),
            _ => {}
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            if kind.is_block() {
                self.flush();
            }
            return;
        }
        let is_part = matches!(kind, Kind::Table | Kind::RowGroup | Kind::Row | Kind::Cell);
        let mut place = None;
        for (at, open) in self.open.iter().enumerate().rev() {
            if *open.name == *name {
                place = Some(at);
                break;
            }
            // An end tag within a cell does not end what is around the table.
            if matches!(open.kind, Kind::Table) || (!is_part && is_border(open)) {
                break;
            }
        }
        let Some(place) = place else { return };
        if self.open[place].kind == Kind::Line && self.open.len() > place + 1 {
            return self.close_within(place);
        }
        self.close_to(place);
    }

    /// Reads text: the content of a style sheet, or what people see.
    fn text(&mut self, text: &str) {
        match &self.skipped {
            Some((name, _)) if name == "style" => self.sheet.add(text),
            Some(_) => {}
            None => self.push_text(text),
        }
    }

    /// Reads the marks that divide the clipboard and that Word sets around the marks of items.
    fn comment(&mut self, comment: &str) {
        match comment.trim() {
            "StartFragment" => self.is_copied = true,
            "EndFragment" => self.is_copied = false,
            "[if !supportLists]" => self.in_marker = true,
            "[endif]" => self.in_marker = false,
            _ => {}
        }
    }

    fn flow(&mut self) -> &mut Flow {
        self.flows.last_mut().expect("the flow of the page is never removed")
    }

    fn look(&self) -> Look {
        self.open.last().map_or_else(Look::default, |open| open.look.clone())
    }

    fn is_shown(&self) -> bool {
        self.is_copied && !self.open.last().is_some_and(|open| open.look.is_hidden)
    }

    fn skip(&mut self, tag: &PastedTag) {
        if !tag.is_closed {
            self.skipped = Some((tag.name.clone(), 1));
        }
    }

    /// Returns what the element, its classes and its own style set.
    fn declared(&mut self, tag: &PastedTag) -> Rc<Declared> {
        let classes = tag.attribute("class");
        let style = tag.attribute("style");
        let key = [tag.name.as_str(), classes, style, tag.attribute("face")].join("\n");
        if let Some(declared) = self.styles.get(&key) {
            return declared.clone();
        }
        let mut declared = usual(&tag.name);
        declared.add(&self.sheet.declared(&tag.name, classes));
        declared.font = super::declared::first_font(tag.attribute("face")).or(declared.font);
        declared.add(&Declared::read(style));
        let declared = Rc::new(declared);
        if self.styles.len() < MAX_STYLES && key.len() < 2_000 {
            self.styles.insert(key, declared.clone());
        }
        declared
    }

    fn open(&mut self, kind: Kind, tag: &PastedTag) {
        let declared = self.declared(tag);
        let is_block = kind.is_block() || declared.display == Some(Display::Block);
        match kind {
            kind if kind.is_block() => self.close_implied(kind),
            _ if is_block => self.flush(),
            _ => {}
        }
        if tag.is_closed && kind == Kind::Line {
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            self.too_deep += 1;
            return;
        }
        let is_left_out = tag.is_left_out() || declared.element.as_deref().is_some_and(is_beside_text);
        let mut look = self.look();
        look.apply(&declared);
        look.is_hidden |= is_left_out;
        let mut paragraph =
            self.open.last().map_or_else(|| self.paragraph.clone(), |open| open.paragraph.clone());
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
        self.open.push(OpenElement {
            name: tag.name.as_str().into(),
            kind: if is_block && kind == Kind::Line { Kind::Block } else { kind },
            look,
            declared: declared.clone(),
            link: None,
            is_left_out,
            paragraph,
            containers: 0,
            content: Content::Around,
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
                let containers = self.flow().open(Container::Quote);
                self.set_last(|open| open.containers = containers);
            }
            Kind::Block => {
                if let Some(note) = note_of_id(tag.attribute("id")) {
                    self.flows.push(Flow::default());
                    self.set_last(|open| open.content = Content::Note(note));
                }
            }
            Kind::Line => self.begin_line(tag),
            _ => {}
        }
    }

    fn set_last(&mut self, set: impl FnOnce(&mut OpenElement)) {
        set(self.open.last_mut().expect("the element was opened just now"));
    }

    fn begin_line(&mut self, tag: &PastedTag) {
        match tag.name.as_str() {
            "a" => {
                let address = tag.attribute("href");
                let is_back = is_back_link(address) || tag.is("class", "sdfootnotesym");
                let note = note_of_link(address).filter(|_| self.is_shown()).map(|note| {
                    let at = self.clipboard.note_marks.len();
                    self.clipboard.note_marks.push(String::new());
                    self.push_run(RunContent::Note(note_reference(&note, at)), Format::default());
                    at
                });
                self.set_last(|open| {
                    open.is_left_out |= is_back;
                    open.look.is_hidden |= is_back;
                    open.look.note = note.or(open.look.note);
                    open.link = link_address(address).map(Rc::from);
                    open.look.link = open.link.clone().or(open.look.link.take());
                });
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
        let labels: Option<fn(u32) -> String> = match counter.split(' ').next().unwrap_or("") {
            _ if !is_ordered => None,
            "lower-alpha" | "lower-latin" => Some(|number| letters(number)),
            "upper-alpha" | "upper-latin" => Some(|number| letters(number).to_uppercase()),
            "lower-roman" => Some(|number| roman(number)),
            "upper-roman" => Some(|number| roman(number).to_uppercase()),
            _ => None,
        };
        let containers = match labels {
            Some(_) => 0,
            None => self.flow().open(Container::List(is_ordered.then_some(start))),
        };
        let first = u32::try_from(start).unwrap_or(1);
        self.set_last(|open| {
            open.containers = containers;
            open.labels = labels.map(|labels| (labels, first));
        });
    }

    fn begin_item(&mut self, tag: &PastedTag) {
        let is_list = |open: &&mut OpenElement| matches!(open.kind, Kind::List(_));
        let list = self.open.iter_mut().rev().find(is_list);
        if let Some(OpenElement { labels: Some((labels, next)), .. }) = list {
            let number: u32 = tag.number("value").unwrap_or(*next);
            *next = number.saturating_add(1);
            let label = labels(number.clamp(1, 1_000));
            self.label = Some(format!("{label}) "));
            return;
        }
        let containers = self.flow().open(Container::Item);
        self.set_last(|open| open.containers = containers);
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
                self.flows.push(Flow::default());
                self.set_last(|open| open.content = Content::Cell);
            }
            Kind::Caption if is_in_table => {
                self.flows.push(Flow::default());
                self.set_last(|open| open.content = Content::Caption);
            }
            _ => {}
        }
    }

    /// Closes the elements that end where an element of this kind begins (HTML §13.1.2.4).
    fn close_implied(&mut self, kind: Kind) {
        self.flush();
        let ends = |open: Kind| match kind {
            Kind::Item => open == Kind::Item,
            Kind::Cell => open == Kind::Cell,
            Kind::Row => matches!(open, Kind::Cell | Kind::Row | Kind::Caption),
            Kind::RowGroup => matches!(open, Kind::Cell | Kind::Row | Kind::RowGroup | Kind::Caption),
            _ => open == Kind::Paragraph,
        };
        let is_table_part = matches!(kind, Kind::Cell | Kind::Row | Kind::RowGroup);
        if is_table_part && self.deep_tables > 0 {
            return;
        }
        let mut place = None;
        for (at, open) in self.open.iter().enumerate().rev() {
            if ends(open.kind) {
                place = Some(at);
            }
            let is_border = open.kind == Kind::Table
                || (!is_table_part && is_border(open))
                || (kind == Kind::Item && matches!(open.kind, Kind::List(_)))
                || (!is_table_part && place.is_some());
            if is_border {
                break;
            }
        }
        if let Some(place) = place {
            self.close_to(place);
        }
    }

    fn close_paragraph(&mut self) {
        self.close_implied(Kind::Block);
    }

    /// Closes the elements from `place` on.
    fn close_to(&mut self, place: usize) {
        while self.open.len() > place {
            let is_block = self.open.last().is_some_and(|open| open.kind != Kind::Line);
            if is_block {
                self.flush();
            }
            let Some(element) = self.open.pop() else { return };
            self.finish_element(element);
        }
    }

    /// Closes the element within a line at `place`; those that were opened in it stay.
    fn close_within(&mut self, place: usize) {
        let closed = self.open.remove(place);
        let mut look = place.checked_sub(1).map_or_else(Look::default, |at| self.open[at].look.clone());
        for open in &mut self.open[place..] {
            look.apply(&open.declared);
            look.is_hidden |= open.is_left_out;
            look.link = open.link.clone().or(look.link.take());
            open.look = look.clone();
        }
        self.finish_element(closed);
    }

    fn finish_element(&mut self, element: OpenElement) {
        if *element.name == *"q" {
            self.push_text("”");
        }
        for _ in 0..element.containers {
            self.flow().close();
        }
        match element.content {
            Content::Cell => self.end_cell(),
            Content::Caption => {
                let parts = self.flows.pop().unwrap_or_default().finish();
                self.flow().append(parts);
            }
            Content::Note(note) => {
                let parts = self.flows.pop().unwrap_or_default().finish();
                self.clipboard.notes.entry(note).or_default().extend(parts);
            }
            Content::Around if element.kind == Kind::Table => self.end_table(),
            Content::Around => {}
        }
    }

    fn end_cell(&mut self) {
        let flow = self.flows.pop().unwrap_or_default();
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
            return self.flow().append(parts);
        }
        self.clipboard.merged_tables += usize::from(table.has_merged_cells());
        self.flow().push(PastedPart::Table(table));
    }

    /// Ends the paragraph that is being read.
    fn flush(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let marker = std::mem::take(&mut self.marker);
        if runs.is_empty() && marker.text.trim().is_empty() {
            return;
        }
        let style = self.paragraph.clone();
        push_paragraph(self.flow(), runs, &marker, &style);
    }

    fn push_run(&mut self, content: RunContent, format: Format) {
        if self.runs.is_empty() {
            self.paragraph = self.open.last().map(|open| open.paragraph.clone()).unwrap_or_default();
            if let Some(label) = self.label.take() {
                let format = Format { bold: format.bold, ..Format::default() };
                self.runs.push(Run { content: RunContent::Text(label), format });
            }
        }
        match (self.runs.last_mut(), content) {
            (Some(Run { content: RunContent::Text(before), format: other }), RunContent::Text(text))
                if *other == format =>
            {
                before.push_str(&text);
            }
            (_, content) => self.runs.push(Run { content, format }),
        }
    }

    fn push_text(&mut self, text: &str) {
        let is_blank = || text.bytes().all(|byte| byte.is_ascii_whitespace());
        if !self.is_shown() || (self.runs.is_empty() && is_blank()) {
            return;
        }
        let look = self.look();
        if let Some(note) = look.note {
            return self.clipboard.note_marks[note].push_str(text);
        }
        if self.in_marker || look.is_marker {
            self.marker.text.push_str(text);
            self.marker.is_symbol |= look.is_symbol();
            return;
        }
        let mut text = match look.keeps_lines {
            true => text.replace("\r\n", "\n").replace('\r', "\n"),
            false => text.replace(['\n', '\r', '\t'], " "),
        };
        if let Some(script) = look.script {
            text = with_script(&text, script);
        }
        if look.is_symbol() {
            text = symbols(&text);
        }
        let mut format = look.format();
        self.link_bytes += format.link.as_ref().map_or(0, String::len);
        format.link = format.link.filter(|_| self.link_bytes < MAX_LINK_BYTES);
        self.push_run(RunContent::Text(text), format);
    }

    /// Adds a line break; a second one ends the paragraph.
    fn push_break(&mut self) {
        if !self.is_shown() || self.runs.is_empty() {
            return;
        }
        let is_second = matches!(self.runs.last(), Some(Run { content: RunContent::Text(text), .. })
            if text.trim_end_matches([' ', '\u{a0}']).ends_with('\n'));
        if is_second && self.paragraph.heading.is_none() {
            return self.flush();
        }
        let format = self.look().format();
        self.push_run(RunContent::Text("\n".to_owned()), format);
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
        self.push_run(RunContent::Picture(Box::new(WordPicture::default())), Format::default());
    }

    /// Counts a film, frame or the like; one that shows a known video becomes a link to it.
    fn object(&mut self, tag: &PastedTag) {
        if self.is_shown() && !tag.is_hidden() {
            match html::embedded_video(tag.attribute("src")) {
                Some(address) if tag.name == "iframe" => {
                    self.close_paragraph();
                    let format = Format { link: Some(address.clone()), ..Format::default() };
                    self.push_run(RunContent::Text(address), format);
                    self.flush();
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
        self.flush();
        self.clipboard.parts = self.flows.pop().unwrap_or_default().finish();
        self.clipboard
    }
}

/// Returns what [`RunContent::Note`] has: the id of a note, and the place of the text of its mark.
fn note_reference(id: &str, at: usize) -> String {
    format!("{id} {at}")
}

/// Returns whether end tags within this element do not end what is around it.
fn is_border(open: &OpenElement) -> bool {
    matches!(open.kind, Kind::Table | Kind::Cell | Kind::Caption) || open.content != Content::Around
}

/// Returns whether Word shows an element beside the text, at the margin or at the edge of a page.
fn is_beside_text(element: &str) -> bool {
    matches!(element, "comment-list" | "comment" | "header" | "footer")
}
