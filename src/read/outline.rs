//! Reads the Markdown of a body into its [`Outline`]: headings, links and summary; reports errors in it.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic};
use crate::html;
use crate::model::body::{Body, BodyLink, Heading, Outline, Summary, is_block, is_more_mark};
use crate::model::body_events::BodyText;
use crate::read::fields::truncate_diagnostics;
use crate::read::first_text::FirstText;
use crate::read::flaws;
use crate::read::marks::{self, VisibleText};
use crate::read::open_elements::OpenElements;
use crate::source::{SourceId, Span, Text};
use crate::text::{self, BidiControls};

/// Maximum depth of nested quotes and lists; deeper nesting makes sanitizing slow and pages hard to read.
const MAX_BLOCK_DEPTH: usize = 64;
/// Maximum depth of nested elements of raw HTML, including those that were not closed; the time of the sanitizer is
/// proportional to the number of tags times their depth.
const MAX_HTML_DEPTH: usize = 128;
/// Number of nested formatting elements, such as `<b>`, that may stay open without a limit on paragraphs.
const MAX_UNCOUNTED_FORMATTING: usize = 4;
/// Maximum number of formatting elements that all paragraphs together may open again, where there are more of them.
const MAX_REOPENED_ELEMENTS: usize = 1_000_000;
/// Maximum length of a shortcode shown in a diagnostic, in characters.
const MAX_SHORTCODE_CHARS: usize = 200;

/// Reads the body that begins at byte `start` of `text`, the text of `source`; empty, after reporting why, if it is
/// nested too deeply.
pub fn body(text: &Text, start: usize, source: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let mut reader = OutlineReader {
        markdown: &text[start..],
        start,
        source,
        outline: Outline::default(),
        heading: None,
        heading_ids: HashMap::new(),
        footnotes: HashMap::new(),
        depth: 0,
        in_code: false,
        pictures: Vec::new(),
        alt: String::new(),
        first_text: FirstText::default(),
        open_elements: OpenElements::default(),
        reopened: 0,
        bidi: BidiControls::default(),
        diagnostics,
    };
    let mut visible = VisibleText::new(reader.markdown);
    let markdown = BodyText::new(reader.markdown);
    let result = markdown.events().try_for_each(|(event, range)| {
        visible.read(&event, &range);
        reader.read_event(&event, range)
    });
    if let Err(diagnostic) = result {
        reader.diagnostics.push(diagnostic);
        return Body { text: text.clone(), start: text.len(), outline: Outline::default() };
    }
    reader.report_unclosed_elements();
    marks::report(reader.markdown, (source, start), visible, &mut reader.outline, reader.diagnostics);
    if let (Summary::None, Some(first)) = (reader.outline.summary, reader.first_text.found) {
        reader.outline.summary = Summary::Paragraph(first.start, first.end);
    }
    Body { text: text.clone(), start, outline: reader.outline }
}

struct OutlineReader<'a> {
    markdown: &'a str,
    start: usize,
    source: SourceId,
    outline: Outline,
    heading: Option<(u8, String, Range<usize>)>,
    heading_ids: HashMap<String, usize>,
    /// The number of each footnote, by its label.
    footnotes: HashMap<String, usize>,
    depth: usize,
    in_code: bool,
    /// The positions of the pictures around the current event in the list of links, outermost first.
    pictures: Vec<usize>,
    /// The text of the outermost of them so far.
    alt: String,
    first_text: FirstText,
    open_elements: OpenElements,
    /// The number of formatting elements that paragraphs have opened again so far.
    reopened: usize,
    /// The bidirectional controls of the current block; offsets are bytes of the Markdown.
    bidi: BidiControls,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl OutlineReader<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, self.start + range.start, self.start + range.end)
    }

    fn read_event(&mut self, event: &Event<'_>, range: Range<usize>) -> Result<(), Diagnostic> {
        truncate_diagnostics(self.diagnostics);
        self.first_text.read(event, &range, self.markdown);
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MAX_BLOCK_DEPTH {
                    let diagnostic =
                        Diagnostic::new(Code::MarkdownDeep, self.span(&(range.start..range.start + 1)));
                    return Err(diagnostic.arg("limit", MAX_BLOCK_DEPTH.to_string()));
                }
                if is_block(&tag.to_end()) {
                    self.end_block();
                    self.count_reopened()?;
                }
                self.start_tag(tag, range)?;
            }
            Event::End(tag) => {
                self.depth -= 1;
                if is_block(tag) {
                    self.end_block();
                }
                self.end_tag(tag);
            }
            Event::Text(text) => self.read_text(text, &range),
            Event::Code(text) => {
                self.bidi.read(text, range.start);
                self.push_text(text);
            }
            Event::SoftBreak | Event::HardBreak => self.push_text(" "),
            Event::InlineHtml(html) => self.read_raw_html(html, range.start)?,
            Event::FootnoteReference(label) => {
                let number = self.footnote_number(label);
                self.outline.ids.push(Text::from(format!("fnref_{number}")));
            }
            _ => {}
        }
        Ok(())
    }

    fn start_tag(&mut self, tag: &Tag<'_>, range: Range<usize>) -> Result<(), Diagnostic> {
        match tag {
            Tag::Heading { level, .. } => self.heading = Some((*level as u8, String::new(), range)),
            Tag::Link { link_type, dest_url, .. } => self.add_link(*link_type, dest_url, &range, None),
            Tag::Image { link_type, dest_url, .. } => {
                let has_alt = image_has_text(&self.markdown[range.clone()]);
                self.pictures.push(self.outline.links.len());
                self.add_link(*link_type, dest_url, &range, Some(has_alt));
            }
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                if matches!(kind, CodeBlockKind::Fenced(_)) {
                    self.report_open_fence(&range);
                }
            }
            Tag::FootnoteDefinition(label) => {
                let number = self.footnote_number(label);
                self.outline.ids.push(Text::from(format!("fn_{number}")));
            }
            // Its events are single lines, but a tag may span several of them.
            Tag::HtmlBlock => {
                let markdown = self.markdown;
                self.read_raw_html(&markdown[range.clone()], range.start)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn end_tag(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Image => self.end_picture(),
            TagEnd::Heading(_) => {
                if let Some((level, text, range)) = self.heading.take() {
                    let id = self.heading_id(&text);
                    let line = self.markdown[range.clone()].trim_end().len();
                    let span = self.span(&(range.start..range.start + line));
                    let text = Text::from(text::isolated(&text));
                    self.outline.headings.push(Heading { level, text, id, span });
                }
            }
            _ => {}
        }
    }

    /// Gives the outermost picture, if it ends here, its text alternative.
    fn end_picture(&mut self) {
        let ended = self.pictures.pop().filter(|_| self.pictures.is_empty());
        if let Some(picture) = ended.and_then(|at| self.outline.links.get_mut(at)) {
            picture.alt = Text::from(text::isolated(&std::mem::take(&mut self.alt)));
        }
    }

    /// Returns the number of the footnote `label`, by the first place where it occurs, from 1.
    fn footnote_number(&mut self, label: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_owned()).or_insert(next)
    }

    /// Returns the slug of `text`, with `-2`, `-3`, … if an earlier heading has the same.
    fn heading_id(&mut self, text: &str) -> Text {
        let slug = match text::slug(text) {
            slug if slug.is_empty() => "muc".to_owned(),
            slug => slug,
        };
        let count = self.heading_ids.entry(slug.clone()).and_modify(|n| *n += 1).or_insert(1);
        let id = if *count == 1 { slug } else { format!("{slug}-{count}") };
        self.heading_ids.entry(id.clone()).or_insert(1);
        Text::from(id)
    }

    /// Adds `text` to the heading and the text alternative that it is in.
    fn push_text(&mut self, text: &str) {
        if !self.pictures.is_empty() {
            self.alt.push_str(text);
        }
        if let Some((_, heading, _)) = &mut self.heading {
            heading.push_str(text);
        }
    }

    /// Reports a bidirectional control that the block leaves open.
    fn end_block(&mut self) {
        let controls = std::mem::take(&mut self.bidi);
        let Some((at, control)) = controls.first_unmatched() else { return };
        let written = self.markdown.get(at..).is_some_and(|rest| rest.starts_with(control));
        // A control may be written as a reference, such as `&#x202e;`.
        let length = if written { control.len_utf8() } else { 1 };
        let span = self.span(&(at..at + length));
        self.diagnostics.push(Diagnostic::new(Code::BidiUnclosed, span).arg("text", control.to_string()));
    }

    fn read_text(&mut self, text: &str, range: &Range<usize>) {
        self.bidi.read(text, range.start);
        self.push_text(text);
        if self.in_code {
            return;
        }
        flaws::report_damage(text, self.span(range), self.diagnostics);
        let Some(brace) = text.find('{') else { return };
        // The end of this piece of text may cut the opening sign of a shortcode: include two more characters.
        let rest = &self.markdown[range.start..];
        let window = &rest[..text.len().min(rest.len())];
        let mut after = rest[window.len()..].chars();
        let window = format!("{window}{}", after.by_ref().take(2).collect::<String>());
        for (open, close) in [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{", "}}")] {
            let Some(at) = window[brace.min(window.len())..].find(open).map(|at| brace + at) else {
                continue;
            };
            if at >= text.len() {
                continue;
            }
            let near = prefix(&rest[at..], MAX_SHORTCODE_CHARS).split('\n').next().unwrap_or("");
            let end = near.find(close).map_or(near.len(), |end| end + close.len());
            let place = range.start + at..range.start + at + end;
            let diagnostic = Diagnostic::new(Code::Shortcode, self.span(&place)).arg("text", &near[..end]);
            if self.diagnostics.last().is_none_or(|last| last.place != diagnostic.place) {
                self.diagnostics.push(diagnostic);
            }
            return;
        }
    }

    fn add_link(&mut self, kind: LinkType, target: &CowStr<'_>, range: &Range<usize>, picture: Option<bool>) {
        let target: &str = match kind {
            LinkType::Email => "mailto:",
            _ => target,
        };
        let written = &self.markdown[range.clone()];
        let at = written.rfind(&format!("({target}")).map(|at| at + 1).or_else(|| written.find(target));
        let place = match at.filter(|_| !target.is_empty()) {
            Some(at) => range.start + at..range.start + at + target.len().min(written.len() - at),
            None => range.clone(),
        };
        let span = self.span(&place);
        let raw = false;
        let alt = Text::from("");
        self.outline.links.push(BodyLink { target: Text::from(target), span, picture, alt, raw });
    }

    fn report_open_fence(&mut self, range: &Range<usize>) {
        let block = self.markdown[range.clone()].trim_end();
        let mark: String = block.chars().take_while(|c| matches!(c, '`' | '~')).collect();
        let last = block.rsplit('\n').next().unwrap_or("");
        let closed = block.contains('\n') && last.trim_start_matches(['>', ' ']).starts_with(&mark);
        if !mark.is_empty() && !closed {
            let place = range.start..range.start + mark.len();
            self.diagnostics.push(Diagnostic::new(Code::OpenFence, self.span(&place)));
        }
    }

    fn read_raw_html(&mut self, html: &str, start: usize) -> Result<(), Diagnostic> {
        if is_more_mark(html) {
            self.outline.summary = Summary::Until(start);
            self.outline.more = Some(start);
            return Ok(());
        }
        self.outline.raw_html = true;
        for tag in html::tags(html) {
            let place = start + tag.range.start..start + tag.range.end;
            self.check_raw_tag(&tag, place.clone());
            if tag.closing {
                self.open_elements.close(&tag.name);
            } else {
                self.open_elements.open(&tag.name, html[tag.range].ends_with("/>"), place.clone());
            }
            if self.open_elements.depth() > MAX_HTML_DEPTH {
                let diagnostic = Diagnostic::new(Code::MarkdownDeep, self.span(&place));
                return Err(diagnostic.arg("limit", MAX_HTML_DEPTH.to_string()).help("help-html"));
            }
            self.count_reopened()?;
        }
        Ok(())
    }

    /// Counts the formatting elements that a paragraph opens again; returns the error if there are too many in all.
    fn count_reopened(&mut self) -> Result<(), Diagnostic> {
        if self.open_elements.reopened() > MAX_UNCOUNTED_FORMATTING {
            self.reopened += self.open_elements.reopened();
        }
        if self.reopened <= MAX_REOPENED_ELEMENTS {
            return Ok(());
        }
        let place = self.open_elements.formatting_place(MAX_UNCOUNTED_FORMATTING).unwrap_or_default();
        let diagnostic = Diagnostic::new(Code::MarkdownDeep, self.span(&place));
        Err(diagnostic.arg("limit", MAX_UNCOUNTED_FORMATTING.to_string()).help("help-html"))
    }

    fn check_raw_tag(&mut self, tag: &html::HtmlTag, place: Range<usize>) {
        let span = self.span(&place);
        let removed = |what: &str| Diagnostic::new(Code::HtmlRemoved, span).arg("what", what);
        if !html::ELEMENTS.contains(&tag.name.as_str()) {
            if !tag.closing {
                let diagnostic = removed(&format!("<{}>", tag.name));
                self.diagnostics.push(match shown_video(tag) {
                    Some(address) => diagnostic.arg("address", address).help("help-video"),
                    None => diagnostic,
                });
            }
            return;
        }
        if tag.closing {
            return;
        }
        for (name, value) in &tag.attributes {
            if !html::is_allowed_attribute(&tag.name, name) {
                let diagnostic = removed(name);
                self.diagnostics.push(diagnostic);
            } else if name == "id" {
                self.outline.ids.push(Text::from(value.as_str()));
            } else if matches!(name.as_str(), "href" | "src") {
                let picture = (name == "src").then(|| tag.attributes.iter().any(|(name, _)| name == "alt"));
                let target = Text::from(value.as_str());
                let alt = Text::from("");
                self.outline.links.push(BodyLink { target, span, picture, alt, raw: true });
            }
        }
    }

    fn report_unclosed_elements(&mut self) {
        for (name, place) in std::mem::take(&mut self.open_elements).unclosed() {
            let diagnostic = Diagnostic::new(Code::HtmlUnclosed, self.span(&place));
            self.diagnostics.push(diagnostic.arg("what", format!("<{name}>")));
        }
    }
}

/// Returns the address of the page of the video that the frame `tag` shows, if that is certain.
fn shown_video(tag: &html::HtmlTag) -> Option<String> {
    let (_, frame) = tag.attributes.iter().find(|(name, _)| tag.name == "iframe" && name == "src")?;
    html::embedded_video(frame)
}

/// Returns the first `limit` characters of `text`, or all of it.
fn prefix(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end])
}

/// Whether the square brackets of a picture contain an alternative text.
fn image_has_text(written: &str) -> bool {
    written.strip_prefix("![").is_some_and(|rest| !rest.trim_start().starts_with(']'))
}
