//! Collects the text of a clipboard into paragraphs, and the paragraphs into flows.

use std::rc::Rc;

use super::elements::{symbols, with_script};
use super::look::{Look, ParagraphStyle};
use super::paragraph::{MarkerText, push_paragraph};
use super::parts::Flow;
use crate::import::word::body::{Format, Run, RunContent};

/// The most bytes of the addresses of all links, counted for each stretch of text.
const MAX_LINK_BYTES: usize = 5_000_000;

/// The paragraph that is being read, and the flows to which paragraphs go.
pub(super) struct PastedLines {
    flows: Vec<Flow>,
    runs: Vec<Run>,
    /// The style of the paragraph to which the runs belong.
    style: Rc<ParagraphStyle>,
    marker: MarkerText,
    /// Whether the mark of an item of Word is being read.
    pub(super) in_marker: bool,
    /// The mark of the item that has begun, if Markdown has no such marks.
    pub(super) label: Option<String>,
    link_bytes: usize,
    /// The marks of footnotes as they are printed, in their order.
    pub(super) note_marks: Vec<String>,
}

impl PastedLines {
    pub(super) fn new() -> PastedLines {
        PastedLines {
            flows: vec![Flow::default()],
            runs: Vec::new(),
            style: Rc::default(),
            marker: MarkerText::default(),
            in_marker: false,
            label: None,
            link_bytes: 0,
            note_marks: Vec::new(),
        }
    }

    /// Returns the flow to which paragraphs go.
    pub(super) fn flow(&mut self) -> &mut Flow {
        self.flows.last_mut().expect("the flow of the page is never removed")
    }

    /// Begins a flow within the present one.
    pub(super) fn start_flow(&mut self) {
        self.flows.push(Flow::default());
    }

    /// Ends the last flow that was begun, or that of the page.
    pub(super) fn end_flow(&mut self) -> Flow {
        self.flows.pop().unwrap_or_default()
    }

    /// Ends the paragraph that is being read.
    pub(super) fn flush(&mut self) {
        if self.runs.is_empty() && self.marker.text.is_empty() {
            return;
        }
        let runs = std::mem::take(&mut self.runs);
        let marker = std::mem::take(&mut self.marker);
        let style = self.style.clone();
        push_paragraph(self.flow(), runs, &marker, &style);
    }

    /// Adds a stretch to the paragraph; `style` is that of a paragraph in this place.
    pub(super) fn push_run(&mut self, content: RunContent, format: Format, style: &Rc<ParagraphStyle>) {
        if self.runs.is_empty() {
            self.style = style.clone();
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

    /// Adds text that people see.
    pub(super) fn push_text(&mut self, text: &str, look: &Look, style: &Rc<ParagraphStyle>) {
        if self.runs.is_empty() && text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return;
        }
        if let Some(note) = look.note {
            return self.note_marks[note].push_str(text);
        }
        if self.in_marker || look.is_marker {
            self.marker.text.push_str(text);
            self.marker.is_symbol |= look.is_symbol();
            self.style = style.clone();
            return;
        }
        let has_lines = text.bytes().any(|byte| byte < b' ');
        let mut text = match look.keeps_lines {
            _ if !has_lines => text.to_owned(),
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
        self.push_run(RunContent::Text(text), format, style);
    }

    /// Adds a line break; a second one ends the paragraph.
    pub(super) fn push_break(&mut self, look: &Look) {
        if self.runs.is_empty() {
            return;
        }
        let is_second = matches!(self.runs.last(), Some(Run { content: RunContent::Text(text), .. })
            if text.trim_end_matches([' ', '\u{a0}']).ends_with('\n'));
        if is_second && self.style.heading.is_none() {
            return self.flush();
        }
        let style = self.style.clone();
        self.push_run(RunContent::Text("\n".to_owned()), look.format(), &style);
    }
}
