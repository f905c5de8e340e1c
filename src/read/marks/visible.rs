//! The characters of a body that readers see as text, at the places where they are written.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::diagnostic::Code;
use crate::model::body::is_block;
use crate::read::marks::findings::Findings;
use crate::read::marks::surroundings::before;

/// Replaces every byte of Markdown that is no text: marks with an effect, code, HTML.
pub const HIDDEN: u8 = 0;
/// Replaces a character that its author escaped with a backslash.
pub const ESCAPED: u8 = 1;
/// Replaces a reference to a character, such as `&amp;`.
pub const REFERENCE: u8 = 2;

/// What a block of text belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph, a list item, a quote.
    Text,
    /// One line, of any level.
    Heading,
    /// A cell of a table.
    Cell,
}

/// A block of text: the bytes from its first to its last visible character.
#[derive(Clone, Debug)]
pub struct VisibleBlock {
    pub kind: BlockKind,
    pub range: Range<usize>,
}

/// Bytes of the same number as the Markdown: visible characters and line ends are unchanged, all others replaced.
pub struct VisibleText<'m> {
    markdown: &'m str,
    bytes: Vec<u8>,
    blocks: Vec<VisibleBlock>,
    open: Option<VisibleBlock>,
    kind: BlockKind,
    /// The number of open elements whose text is not scanned: code blocks, pictures.
    opaque: usize,
    /// The end of the last visible text.
    last_end: usize,
    code_blocks: Vec<Range<usize>>,
    /// The number of columns of the current table.
    columns: usize,
    /// The rows with another number of cells: place, cells, columns.
    odd_rows: Vec<(Range<usize>, usize, usize)>,
    notes: Vec<(String, Range<usize>)>,
    note_marks: HashSet<String>,
    /// The places of `<!--` without an end.
    open_comments: Vec<Range<usize>>,
    /// The places of marks directly below the tag of a block of HTML, where Markdown has no effect.
    html_marks: Vec<Range<usize>>,
    /// The places of paragraphs that a line of hyphens below them makes headings.
    underlined: Vec<Range<usize>>,
}

impl<'m> VisibleText<'m> {
    /// Creates the text of `markdown` with everything hidden.
    pub fn new(markdown: &'m str) -> VisibleText<'m> {
        let bytes = markdown.bytes().map(|byte| if byte == b'\n' { byte } else { HIDDEN }).collect();
        VisibleText {
            markdown,
            bytes,
            blocks: Vec::new(),
            open: None,
            kind: BlockKind::Text,
            opaque: 0,
            last_end: 0,
            code_blocks: Vec::new(),
            columns: 0,
            odd_rows: Vec::new(),
            notes: Vec::new(),
            note_marks: HashSet::new(),
            open_comments: Vec::new(),
            html_marks: Vec::new(),
            underlined: Vec::new(),
        }
    }

    /// The Markdown, as it is written.
    pub fn markdown(&self) -> &'m str {
        self.markdown
    }

    /// The visible bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The visible text of `range`, whose ends are ends of characters.
    pub fn text(&self, range: Range<usize>) -> &str {
        std::str::from_utf8(&self.bytes[range]).unwrap_or("")
    }

    /// The blocks with visible text, in their order.
    pub fn blocks(&self) -> &[VisibleBlock] {
        &self.blocks
    }

    /// The byte ranges of code blocks, in their order.
    pub fn code_blocks(&self) -> &[Range<usize>] {
        &self.code_blocks
    }

    /// Hides `range`, so that nothing else is reported about it.
    pub fn hide(&mut self, range: Range<usize>) {
        for byte in &mut self.bytes[range] {
            if *byte != b'\n' {
                *byte = HIDDEN;
            }
        }
    }

    /// Records an event of the parser; `range` are bytes of the Markdown.
    pub fn read(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => {
                if is_block(&tag.to_end()) {
                    self.end_block();
                }
                self.start_tag(tag, range);
            }
            Event::End(tag) => {
                if is_block(tag) {
                    self.end_block();
                    self.kind = BlockKind::Text;
                }
                if matches!(tag, TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock) {
                    self.opaque = self.opaque.saturating_sub(1);
                }
            }
            Event::Text(text) if self.opaque == 0 => self.reveal(text, range),
            Event::FootnoteReference(label) => _ = self.note_marks.insert(label.to_string()),
            _ => {}
        }
    }

    fn start_tag(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { .. } => {
                self.kind = BlockKind::Heading;
                self.underlined.extend(underlined_paragraph(self.markdown, range));
            }
            Tag::TableCell => self.kind = BlockKind::Cell,
            Tag::CodeBlock(_) => {
                self.opaque += 1;
                self.code_blocks.push(range.clone());
            }
            Tag::Image { .. } => self.opaque += 1,
            Tag::HtmlBlock => {
                self.opaque += 1;
                self.open_comments.extend(open_comment(self.markdown, range));
                self.html_marks.extend(mark_in_html(self.markdown, range));
            }
            Tag::Table(columns) => self.columns = columns.len(),
            Tag::TableRow => {
                let line = self.markdown[range.start..].split('\n').next().unwrap_or("").trim_end();
                let cells = cells(line).count();
                if cells != self.columns {
                    self.odd_rows.push((range.start..range.start + line.len(), cells, self.columns));
                }
            }
            Tag::FootnoteDefinition(label) => {
                let mark = range.start..range.start + label.len() + "[^]".len();
                self.notes.push((label.to_string(), mark));
            }
            _ => {}
        }
    }

    fn reveal(&mut self, text: &CowStr<'_>, range: &Range<usize>) {
        let written = &self.markdown[range.clone()];
        if written == &**text {
            self.bytes[range.clone()].copy_from_slice(written.as_bytes());
            let follows_backslash = range.start > 0 && self.markdown.as_bytes()[range.start - 1] == b'\\';
            // A backslash that is text itself escapes nothing.
            if follows_backslash && self.last_end != range.start {
                let length = written.chars().next().map_or(0, char::len_utf8);
                self.bytes[range.start..range.start + length].fill(ESCAPED);
            }
        } else {
            for byte in &mut self.bytes[range.clone()] {
                if *byte != b'\n' {
                    *byte = REFERENCE;
                }
            }
        }
        self.last_end = range.end;
        let kind = self.kind;
        let block = self.open.get_or_insert_with(|| VisibleBlock { kind, range: range.clone() });
        block.range.end = block.range.end.max(range.end);
    }

    fn end_block(&mut self) {
        self.blocks.extend(self.open.take());
    }

    /// Reports blocks with another effect than meant: rows of tables that lose cells, notes that no mark leads to,
    /// comments without an end, Markdown within HTML, and paragraphs that became headings.
    pub fn report_blocks(&mut self, findings: &mut Findings<'_>) {
        for (place, cells, columns) in std::mem::take(&mut self.odd_rows) {
            let has_bar = self.markdown[place.clone()].contains('|');
            let help = if has_bar { "help" } else { "help-blank-line" };
            let numbers = [cells.to_string(), columns.to_string()];
            let arguments = [("count", numbers[0].as_str()), ("expected", numbers[1].as_str())];
            findings.push(Code::TableCells, place.clone(), help, &arguments);
        }
        for (label, place) in &self.notes {
            if !self.note_marks.contains(label) {
                let mark = format!("[^{label}]");
                findings.push(
                    Code::LoneFootnote,
                    place.clone(),
                    "help-note",
                    &[("text", &mark), ("side", "note")],
                );
            }
        }
        for place in std::mem::take(&mut self.open_comments) {
            findings.push(Code::OpenComment, place, "help", &[]);
        }
        for place in std::mem::take(&mut self.html_marks) {
            findings.push_mark(place.clone(), "help-html", &self.markdown[place], "");
        }
        for place in std::mem::take(&mut self.underlined) {
            // The lines of a conflict and of a front matter in the text are reported elsewhere.
            if self.bytes[place.start] != HIDDEN && !is_below_rule(self.markdown, place.start) {
                findings.push(Code::UnderlinedParagraph, place, "help", &[]);
            }
        }
    }
}

/// Returns the cells of a row of a table.
pub fn cells(row: &str) -> impl Iterator<Item = &str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').filter(|row| !row.ends_with('\\')).unwrap_or(row);
    let mut is_escaped = false;
    row.split(move |letter| {
        let splits = letter == '|' && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        splits
    })
}

/// Returns the place of a `<!--` in the HTML block at `range` that has no end.
fn open_comment(markdown: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let html = &markdown[range.clone()];
    let at = html.rfind("<!--")?;
    let start = range.start + at;
    (!html[at..].contains("-->")).then_some(start..start + "<!--".len())
}

/// Returns the first line of the heading at `range` if it is a paragraph with a line of hyphens below.
///
/// A heading has one line and does not end like a sentence.
fn underlined_paragraph(markdown: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let (text, underline) = markdown[range.clone()].trim_end().rsplit_once('\n')?;
    if text.starts_with('#') || !underline.trim_start_matches(['>', ' ', '\t']).starts_with('-') {
        return None;
    }
    let is_sentence = text.trim_end().ends_with(['.', ';', ',', '!', ':', '…']);
    let first = text.split('\n').next().unwrap_or(text).trim_end();
    (text.contains('\n') || is_sentence).then_some(range.start..range.start + first.len())
}

/// Whether the line above `at` is `---`.
fn is_below_rule(markdown: &str, at: usize) -> bool {
    before(markdown, at).trim_end().rsplit('\n').next().is_some_and(|line| line.trim() == "---")
}

/// Returns the place of `**` or `](` in the text of the HTML block at `range`.
fn mark_in_html(markdown: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let html = &markdown[range.clone()];
    let is_code = ["<!", "<?", "<pre", "<script", "<style", "<textarea"];
    if is_code.iter().any(|start| html.trim_start().starts_with(start)) {
        return None;
    }
    let mut at = range.start;
    for line in html.split_inclusive('\n') {
        let bold = line.find("**").filter(|from| {
            let words = &line[from + 2..];
            words.starts_with(|letter: char| letter.is_alphanumeric() || letter == '“')
                && words.contains("**")
        });
        let link = line.find("](").filter(|from| line[..*from].contains('[') && line[*from..].contains(')'));
        if let Some(found) = bold.into_iter().chain(link).min() {
            return Some(at + found..at + found + 2);
        }
        at += line.len();
    }
    None
}
