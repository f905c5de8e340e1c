//! Reads the Markdown of a body: headings, links, summary, and what is wrong in it.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic};
use crate::html;
use crate::model::body::{Body, BodyLink, Heading, Outline, Summary, is_block, markdown_options};
use crate::read::fields::forget_surplus;
use crate::read::flaws;
use crate::read::open_elements::OpenElements;
use crate::source::{SourceId, Span, Text};
use crate::text::{self, BidiControls};

/// Quotes and lists inside one another; deeper nesting makes sanitising slow and readers lost.
const MAX_BLOCK_DEPTH: usize = 64;
/// Elements of raw HTML inside one another, those that were not closed included; the sanitiser's time for a text is its
/// number of tags times their depth.
const MAX_HTML_DEPTH: usize = 128;
/// Formatting elements inside one another, such as `<b>`, that may stay open for as long as they like.
const FEW_REOPENED: usize = 4;
/// How often more of them may be opened again in all paragraphs together.
const MAX_REOPENED_ELEMENTS: usize = 1_000_000;
/// The longest text of a shortcode that is looked at, in characters.
const MAX_SHORTCODE_BYTES: usize = 200;

/// The body that begins at byte `start` of `whole`, the text of `source`.
pub fn body(whole: &Text, start: usize, source: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let mut reader = OutlineReader {
        markdown: &whole[start..],
        start,
        source,
        outline: Outline::default(),
        heading: None,
        used: HashMap::new(),
        depth: 0,
        in_code: false,
        open: OpenElements::default(),
        reopened: 0,
        bidi: BidiControls::default(),
        diagnostics,
    };
    let deep = Parser::new_ext(reader.markdown, markdown_options())
        .into_offset_iter()
        .try_for_each(|(event, range)| reader.event(&event, range));
    if let Err(fault) = deep {
        reader.diagnostics.push(fault);
        return Body { text: whole.clone(), start: whole.len(), outline: Outline::default() };
    }
    reader.report_unclosed();
    Body { text: whole.clone(), start, outline: reader.outline }
}

struct OutlineReader<'a> {
    markdown: &'a str,
    start: usize,
    source: SourceId,
    outline: Outline,
    heading: Option<(u8, String, Range<usize>)>,
    used: HashMap<String, usize>,
    depth: usize,
    in_code: bool,
    open: OpenElements,
    /// How often formatting elements have been opened again so far.
    reopened: usize,
    /// The bidirectional controls of the block that is read; offsets are bytes of the Markdown.
    bidi: BidiControls,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl OutlineReader<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, self.start + range.start, self.start + range.end)
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) -> Result<(), Diagnostic> {
        forget_surplus(self.diagnostics);
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MAX_BLOCK_DEPTH {
                    let fault =
                        Diagnostic::new(Code::MarkdownDeep, self.span(&(range.start..range.start + 1)));
                    return Err(fault.arg("limit", MAX_BLOCK_DEPTH.to_string()));
                }
                if is_block(&tag.to_end()) {
                    self.end_block();
                    self.reopen()?;
                }
                self.opened(tag, range)?;
            }
            Event::End(tag) => {
                self.depth -= 1;
                if is_block(tag) {
                    self.end_block();
                }
                self.closed(tag);
            }
            Event::Text(text) => self.text(text, &range),
            Event::Code(text) => {
                self.bidi.read(text, range.start);
                self.heading_text(text);
            }
            Event::SoftBreak | Event::HardBreak => self.heading_text(" "),
            Event::InlineHtml(html) => self.raw_html(html, range.start)?,
            _ => {}
        }
        Ok(())
    }

    fn opened(&mut self, tag: &Tag<'_>, range: Range<usize>) -> Result<(), Diagnostic> {
        match tag {
            Tag::Heading { level, .. } => self.heading = Some((*level as u8, String::new(), range)),
            Tag::Link { link_type, dest_url, .. } => self.link(*link_type, dest_url, &range, None),
            Tag::Image { link_type, dest_url, .. } => {
                let named = image_has_text(&self.markdown[range.clone()]);
                self.link(*link_type, dest_url, &range, Some(named));
            }
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                if matches!(kind, CodeBlockKind::Fenced(_)) {
                    self.fence(&range);
                }
            }
            // Its lines come one by one, but a tag may reach over several of them.
            Tag::HtmlBlock => {
                let markdown = self.markdown;
                self.raw_html(&markdown[range.clone()], range.start)?;
            }
            Tag::Paragraph if self.outline.summary == Summary::None => {
                self.outline.summary = Summary::Paragraph(range.start, range.end);
            }
            _ => {}
        }
        Ok(())
    }

    fn closed(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.in_code = false,
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

    /// A Vietnamese slug, told apart from earlier equal ones by `-2`, `-3`.
    fn heading_id(&mut self, text: &str) -> Text {
        let slug = match text::slug(text) {
            slug if slug.is_empty() => "muc".to_owned(),
            slug => slug,
        };
        let count = self.used.entry(slug.clone()).and_modify(|n| *n += 1).or_insert(1);
        let id = if *count == 1 { slug } else { format!("{slug}-{count}") };
        self.used.entry(id.clone()).or_insert(1);
        Text::from(id)
    }

    fn heading_text(&mut self, text: &str) {
        if let Some((_, heading, _)) = &mut self.heading {
            heading.push_str(text);
        }
    }

    /// Reports the bidirectional control that the block left open.
    fn end_block(&mut self) {
        let controls = std::mem::take(&mut self.bidi);
        let Some((at, control)) = controls.first_unmatched() else { return };
        let written = self.markdown.get(at..).is_some_and(|rest| rest.starts_with(control));
        // A control may be written as a reference, such as `&#x202e;`.
        let length = if written { control.len_utf8() } else { 1 };
        let span = self.span(&(at..at + length));
        self.diagnostics.push(Diagnostic::new(Code::BidiUnclosed, span).arg("text", control.to_string()));
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        self.bidi.read(text, range.start);
        self.heading_text(text);
        if self.in_code {
            return;
        }
        flaws::report_damage(text, self.span(range), self.diagnostics);
        let Some(brace) = text.find('{') else { return };
        // The sign of a shortcode may be cut by the end of this piece of text: look two letters further.
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
            let near = prefix(&rest[at..], MAX_SHORTCODE_BYTES).split('\n').next().unwrap_or("");
            let end = near.find(close).map_or(near.len(), |end| end + close.len());
            let place = range.start + at..range.start + at + end;
            let fault = Diagnostic::new(Code::Shortcode, self.span(&place)).arg("text", &near[..end]);
            if self.diagnostics.last().is_none_or(|last| last.place != fault.place) {
                self.diagnostics.push(fault);
            }
            return;
        }
    }

    fn link(&mut self, kind: LinkType, target: &CowStr<'_>, range: &Range<usize>, picture: Option<bool>) {
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
        self.outline.links.push(BodyLink { target: Text::from(target), span, picture, raw });
    }

    fn fence(&mut self, range: &Range<usize>) {
        let block = self.markdown[range.clone()].trim_end();
        let mark: String = block.chars().take_while(|c| matches!(c, '`' | '~')).collect();
        let last = block.rsplit('\n').next().unwrap_or("");
        let closed = block.contains('\n') && last.trim_start_matches(['>', ' ']).starts_with(&mark);
        if !mark.is_empty() && !closed {
            let place = range.start..range.start + mark.len();
            self.diagnostics.push(Diagnostic::new(Code::OpenFence, self.span(&place)));
        }
    }

    fn raw_html(&mut self, html: &str, start: usize) -> Result<(), Diagnostic> {
        if html.trim() == "<!-- more -->" {
            self.outline.summary = Summary::Until(start);
            self.outline.more = Some(start);
            return Ok(());
        }
        self.outline.raw_html = true;
        for tag in html::tags(html) {
            let place = start + tag.range.start..start + tag.range.end;
            self.raw_tag(&tag, place.clone());
            match tag.closing {
                true => self.open.close(&tag.name),
                false => self.open.open(&tag.name, html[tag.range].ends_with("/>"), place.clone()),
            }
            if self.open.depth() > MAX_HTML_DEPTH {
                let fault = Diagnostic::new(Code::MarkdownDeep, self.span(&place));
                return Err(fault.arg("limit", MAX_HTML_DEPTH.to_string()).help("help-html"));
            }
            self.reopen()?;
        }
        Ok(())
    }

    /// Counts the formatting elements that a paragraph opens again; an error when there are too many in all.
    fn reopen(&mut self) -> Result<(), Diagnostic> {
        if self.open.reopened() > FEW_REOPENED {
            self.reopened += self.open.reopened();
        }
        if self.reopened <= MAX_REOPENED_ELEMENTS {
            return Ok(());
        }
        let place = self.open.formatting_place(FEW_REOPENED).unwrap_or_default();
        let fault = Diagnostic::new(Code::MarkdownDeep, self.span(&place));
        Err(fault.arg("limit", FEW_REOPENED.to_string()).help("help-html"))
    }

    fn raw_tag(&mut self, tag: &html::HtmlTag, place: Range<usize>) {
        let span = self.span(&place);
        let removed = |what: &str| Diagnostic::new(Code::HtmlRemoved, span).arg("what", what);
        if !html::ELEMENTS.contains(&tag.name.as_str()) {
            if !tag.closing {
                let fault = removed(&format!("<{}>", tag.name));
                self.diagnostics.push(fault);
            }
            return;
        }
        if tag.closing {
            return;
        }
        for (name, value) in &tag.attributes {
            if !html::is_kept(&tag.name, name) {
                let fault = removed(name);
                self.diagnostics.push(fault);
            } else if matches!(name.as_str(), "href" | "src") {
                let picture = (name == "src").then(|| tag.attributes.iter().any(|(name, _)| name == "alt"));
                let target = Text::from(value.as_str());
                self.outline.links.push(BodyLink { target, span, picture, raw: true });
            }
        }
    }

    fn report_unclosed(&mut self) {
        for (name, place) in std::mem::take(&mut self.open).unclosed() {
            let fault = Diagnostic::new(Code::HtmlUnclosed, self.span(&place));
            self.diagnostics.push(fault.arg("what", format!("<{name}>")));
        }
    }
}

/// At most `most` characters from the start of `text`.
fn prefix(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

/// Whether the square brackets of a picture hold a text for those who cannot see it.
fn image_has_text(written: &str) -> bool {
    written.strip_prefix("![").is_some_and(|rest| !rest.trim_start().starts_with(']'))
}
