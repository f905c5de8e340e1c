//! The Markdown of a body in, its [`Outline`] out: headings, links, summary, and what is wrong in it.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic};
use crate::html;
use crate::model::body::{Body, Heading, Link, Outline, Summary};
use crate::read::flaws;
use crate::source::{SourceId, Span, Text};
use crate::text;

/// Quotes and lists inside one another; deeper nesting makes sanitising slow and readers lost.
const DEEPEST: usize = 64;

/// The Markdown that articles are written in: CommonMark with tables, footnotes, strikethrough and task lists.
pub fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// The body that begins at byte `start` of `whole`, the text of `source`.
pub fn body(whole: &Text, start: usize, source: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Body {
    let mut reader = Reader {
        markdown: &whole[start..],
        start,
        source,
        outline: Outline::default(),
        heading: None,
        used: HashMap::new(),
        depth: 0,
        in_code: false,
        open: Vec::new(),
        diagnostics,
    };
    let deep = Parser::new_ext(reader.markdown, dialect())
        .into_offset_iter()
        .try_for_each(|(event, range)| reader.event(&event, range));
    if let Err(fault) = deep {
        reader.diagnostics.push(fault);
        return Body { text: whole.clone(), start: whole.len(), outline: Outline::default() };
    }
    reader.report_unclosed();
    Body { text: whole.clone(), start, outline: reader.outline }
}

struct Reader<'a> {
    markdown: &'a str,
    start: usize,
    source: SourceId,
    outline: Outline,
    heading: Option<(u8, String, Range<usize>)>,
    used: HashMap<String, usize>,
    depth: usize,
    in_code: bool,
    open: Vec<(String, Range<usize>)>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, self.start + range.start, self.start + range.end)
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) -> Result<(), Diagnostic> {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    let fault =
                        Diagnostic::new(Code::MarkdownDeep, self.span(&(range.start..range.start + 1)));
                    return Err(fault.arg("limit", DEEPEST.to_string()));
                }
                self.opened(tag, range);
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.closed(tag);
            }
            Event::Text(text) => self.text(text, &range),
            Event::Code(text) => self.heading_text(text),
            Event::SoftBreak | Event::HardBreak => self.heading_text(" "),
            Event::InlineHtml(html) => self.raw_html(html, range.start),
            _ => {}
        }
        Ok(())
    }

    fn opened(&mut self, tag: &Tag<'_>, range: Range<usize>) {
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
                self.raw_html(&markdown[range.clone()], range.start);
            }
            Tag::Paragraph if self.outline.summary == Summary::None => {
                self.outline.summary = Summary::Paragraph(range.start, range.end);
            }
            _ => {}
        }
    }

    fn closed(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Heading(_) => {
                if let Some((level, text, range)) = self.heading.take() {
                    let id = self.heading_id(&text);
                    let line = self.markdown[range.clone()].trim_end().len();
                    let span = self.span(&(range.start..range.start + line));
                    self.outline.headings.push(Heading { level, text: Text::from(text), id, span });
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

    fn text(&mut self, text: &str, range: &Range<usize>) {
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
            let line = rest[at..].split('\n').next().unwrap_or("");
            let near: usize = line.chars().take(200).map(char::len_utf8).sum();
            let end = line[..near].find(close).map_or(near, |end| end + close.len());
            let place = range.start + at..range.start + at + end;
            let fault = Diagnostic::new(Code::Shortcode, self.span(&place)).arg("text", &line[..end]);
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
        self.outline.links.push(Link { target: Text::from(target), span, picture, raw });
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

    fn raw_html(&mut self, html: &str, start: usize) {
        if html.trim() == "<!-- more -->" {
            self.outline.summary = Summary::Until(start);
            self.outline.more = Some(start);
            return;
        }
        self.outline.raw_html = true;
        for tag in html::tags(html) {
            let place = start + tag.range.start..start + tag.range.end;
            self.raw_tag(&tag, place);
        }
    }

    fn raw_tag(&mut self, tag: &html::Tag, place: Range<usize>) {
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
            if let Some(at) = self.open.iter().rposition(|(name, _)| *name == tag.name) {
                self.open.remove(at);
            }
            return;
        }
        for (name, value) in &tag.attributes {
            if !html::is_kept(&tag.name, name) {
                let fault = removed(name);
                self.diagnostics.push(fault);
            } else if matches!(name.as_str(), "href" | "src") {
                let picture = (name == "src").then(|| tag.attributes.iter().any(|(name, _)| name == "alt"));
                let target = Text::from(value.as_str());
                self.outline.links.push(Link { target, span, picture, raw: true });
            }
        }
        if !html::is_void(&tag.name) {
            self.open.push((tag.name.clone(), place));
        }
    }

    fn report_unclosed(&mut self) {
        for (name, place) in std::mem::take(&mut self.open) {
            if !matches!(name.as_str(), "p" | "li" | "td" | "th" | "tr" | "dt" | "dd") {
                let fault = Diagnostic::new(Code::HtmlUnclosed, self.span(&place));
                self.diagnostics.push(fault.arg("what", format!("<{name}>")));
            }
        }
    }
}

/// Whether the square brackets of a picture hold a text for those who cannot see it.
fn image_has_text(written: &str) -> bool {
    written.strip_prefix("![").is_some_and(|rest| !rest.trim_start().starts_with(']'))
}
