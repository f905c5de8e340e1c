//! Converts Markdown bodies to safe HTML and to plain text.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::mem;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Alignment, CowStr, Event, Parser, Tag, TagEnd};

use crate::html;
use crate::model::body::{Body, Summary, is_block, markdown_options};
use crate::model::settings::Settings;
use crate::model::site::LinkTarget;
use crate::render::image_html::{HtmlContext, ImagePlaceholders};
use crate::render::links::LinkContext;
use crate::source::Text;
use crate::text::{self, BidiControls};

/// Returns the HTML of a body; `links` are the targets of the links in its outline.
///
/// If the body contains raw HTML, the whole result is sanitised. Otherwise all HTML comes from this module,
/// with escaped text and checked addresses, and needs no sanitising.
pub fn render_html(
    context: LinkContext<'_>,
    body: &Body,
    links: &[LinkTarget],
    place: HtmlContext,
) -> String {
    let markdown = body.markdown();
    let mut writer = Writer::new(context, body, links, place);
    let mut events = Parser::new_ext(markdown, markdown_options());
    while let Some(event) = events.next() {
        writer.convert(event, &mut events);
    }
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    let Writer { pieces, images, .. } = writer;
    pulldown_cmark::html::push_html(&mut written, with_figures(pieces));
    if body.outline.raw_html {
        images.restore(&sanitised(&written, body, links, &context.site.settings))
    } else {
        written
    }
}

/// Returns the summary of a body as plain text on one line.
pub fn summary(body: &Body) -> String {
    let markdown = body.markdown();
    let part = match body.outline.summary {
        Summary::None => "",
        Summary::Paragraph(start, end) => &markdown[start..end],
        Summary::Until(end) => &markdown[..end],
    };
    plain_text(part)
}

/// Returns `markdown` as plain text on one line.
fn plain_text(markdown: &str) -> String {
    let mut text = String::new();
    let mut hidden_depth = 0;
    for event in Parser::new_ext(markdown, markdown_options()) {
        match event {
            Event::Start(Tag::Image { .. }) => hidden_depth += 1,
            Event::End(TagEnd::Image) => hidden_depth -= 1,
            Event::InlineHtml(tag) => hidden_depth += hidden_text_change(&tag),
            Event::Text(piece) | Event::Code(piece) if hidden_depth <= 0 => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push(' '),
            _ => {}
        }
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text::isolated(&line).into_owned()
}

/// Returns 1 for a start tag whose content readers do not see (`script`, `style`), -1 for its end tag, else
/// 0.
fn hidden_text_change(tag: &str) -> i32 {
    let names = ["script", "style"];
    html::tags(tag)
        .first()
        .filter(|tag| names.contains(&tag.name.as_str()))
        .map_or(0, |tag| if tag.closing { -1 } else { 1 })
}

/// An event of a body, or one of its pictures.
enum Piece<'e> {
    Event(Event<'e>),
    /// The HTML of a picture and its caption.
    Picture(String, Option<String>),
}

/// Converts the events of a body: adds anchors to headings and resolves links and pictures.
struct Writer<'a, 'e> {
    context: LinkContext<'a>,
    body: &'a Body,
    links: Vec<&'a LinkTarget>,
    next_link: usize,
    next_heading: usize,
    open: Vec<OpenLink>,
    columns: Vec<Alignment>,
    next_column: usize,
    in_head: bool,
    /// The open bidirectional controls of the current block.
    bidi: BidiControls,
    images: ImagePlaceholders,
    pieces: Vec<Piece<'e>>,
}

/// A link whose end tag is still to come.
struct OpenLink {
    /// Whether it has an address.
    has_address: bool,
    /// The type and size of the file that it links to.
    note: Option<(&'static str, String)>,
    text: String,
}

impl<'a, 'e> Writer<'a, 'e> {
    fn new(
        context: LinkContext<'a>,
        body: &'a Body,
        links: &'a [LinkTarget],
        place: HtmlContext,
    ) -> Writer<'a, 'e> {
        let written = body.outline.links.iter().zip(links);
        let links = written.filter(|(link, _)| !link.raw).map(|(_, target)| target).collect();
        Writer {
            context,
            body,
            links,
            next_link: 0,
            next_heading: 0,
            open: Vec::new(),
            columns: Vec::new(),
            next_column: 0,
            in_head: false,
            bidi: BidiControls::default(),
            images: ImagePlaceholders::new(body, place),
            pieces: Vec::new(),
        }
    }

    /// Appends an event.
    fn push(&mut self, event: Event<'e>) {
        self.pieces.push(Piece::Event(event));
    }

    /// Closes the bidirectional controls that a block leaves open.
    ///
    /// Browsers reset them for every block, but feed readers may show several blocks on one line.
    fn close_controls(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.bidi.read(text, 0),
            Event::Start(tag) if is_block(&tag.to_end()) => self.push_closing_controls(),
            Event::End(tag) if is_block(tag) => self.push_closing_controls(),
            _ => {}
        }
    }

    fn push_closing_controls(&mut self) {
        let closing = mem::take(&mut self.bidi).closing();
        if !closing.is_empty() {
            self.push(Event::Text(closing.into()));
        }
    }

    /// Converts an event; for a picture, also consumes the events until its end from `rest`.
    fn convert(&mut self, event: Event<'e>, rest: &mut Parser<'e>) {
        self.close_controls(&event);
        match event {
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let heading = self.body.outline.headings.get(self.next_heading);
                self.next_heading += 1;
                let id = heading.map(|heading| CowStr::from(heading.id.to_string()));
                self.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let target = self.next_target();
                let address = self.address(target, &dest_url);
                let note = match target {
                    Some(LinkTarget::File(source, _)) => self.context.file_note(*source),
                    _ => None,
                };
                self.open.push(OpenLink { has_address: address.is_some(), note, text: String::new() });
                if let Some(address) = address {
                    let dest_url = CowStr::from(address);
                    self.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => self.close_link(),
            Event::Start(Tag::Image { dest_url, title, .. }) => self.picture(&dest_url, &title, rest),
            Event::Start(Tag::Table(columns)) => {
                self.columns = columns.clone();
                self.push(Event::Start(Tag::Table(columns)));
            }
            Event::Start(Tag::TableHead) | Event::End(TagEnd::TableHead) => {
                self.in_head = matches!(event, Event::Start(_));
                self.next_column = 0;
                self.push(event);
            }
            Event::Start(Tag::TableRow) => {
                self.next_column = 0;
                self.push(event);
            }
            Event::Start(Tag::TableCell) => {
                let cell = self.table_cell();
                self.push(cell);
            }
            Event::End(TagEnd::TableCell) => {
                self.push(Event::InlineHtml(if self.in_head { "</th>" } else { "</td>" }.into()));
            }
            Event::Html(text) | Event::InlineHtml(text) if text.trim() == "<!-- more -->" => {}
            other => {
                if let (Event::Text(text) | Event::Code(text), Some(open)) = (&other, self.open.last_mut()) {
                    open.text.push_str(text);
                }
                self.push(other);
            }
        }
    }

    /// Returns the start tag of a table cell; its alignment is a class, because the CSP allows no inline
    /// styles.
    fn table_cell(&mut self) -> Event<'static> {
        let column = self.columns.get(self.next_column).copied().unwrap_or(Alignment::None);
        self.next_column += 1;
        let element = if self.in_head { "th" } else { "td" };
        Event::InlineHtml(CowStr::from(match column {
            Alignment::None => format!("<{element}>"),
            Alignment::Left => format!("<{element} class=\"align-left\">"),
            Alignment::Center => format!("<{element} class=\"align-center\">"),
            Alignment::Right => format!("<{element} class=\"align-right\">"),
        }))
    }

    /// Ends a link; adds type and size of a linked file, without the type if the text contains it.
    fn close_link(&mut self) {
        let Some(OpenLink { has_address: true, note, text }) = self.open.pop() else { return };
        if let Some((name, size)) = note {
            let is_named = text.to_lowercase().contains(&name.to_lowercase());
            let name = if is_named { String::new() } else { format!("{name}, ") };
            let size = size.replace(' ', "&nbsp;");
            self.push(Event::InlineHtml(format!(" <span class=\"file-note\">({name}{size})</span>").into()));
        }
        self.push(Event::End(TagEnd::Link));
    }

    /// Returns the target of the next link of the outline.
    fn next_target(&mut self) -> Option<&'a LinkTarget> {
        let target = self.links.get(self.next_link).copied();
        self.next_link += 1;
        target
    }

    /// Returns the address of a link written as `written`; `None` for a link without a target.
    fn address(&self, target: Option<&LinkTarget>, written: &str) -> Option<String> {
        match target {
            Some(LinkTarget::Address(address)) if &**address == "mailto:" => Some(written.to_owned()),
            Some(LinkTarget::Address(address) | LinkTarget::File(_, address)) => Some(address.to_string()),
            Some(LinkTarget::Route(route)) => Some(self.context.site.settings.href(route)),
            Some(LinkTarget::Nowhere) | None => None,
        }
    }

    /// Converts a picture or a video; without a target only its text alternative remains.
    fn picture(&mut self, written: &str, title: &str, rest: &mut Parser<'e>) {
        let target = self.next_target();
        let alt = self.alt_text(rest);
        let caption = (!title.is_empty()).then(|| title.to_owned());
        let Some(address) = self.address(target, written) else {
            return self.push(Event::Text(alt.into()));
        };
        let source = match target {
            Some(LinkTarget::File(source, _)) => Some(*source),
            _ => None,
        };
        let in_link = !self.open.is_empty();
        let html = self.images.picture(self.context, source, &address, &Text::from(alt), in_link);
        self.pieces.push(Piece::Picture(html, caption));
    }

    /// Returns the text alternative of a picture, whose events are consumed from `rest`.
    fn alt_text(&mut self, rest: &mut Parser<'e>) -> String {
        let (mut depth, mut alt) = (1, String::new());
        while depth > 0
            && let Some(event) = rest.next()
        {
            match event {
                Event::Start(Tag::Image { .. }) => {
                    depth += 1;
                    self.next_target();
                }
                Event::Start(Tag::Link { .. }) => _ = self.next_target(),
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(piece) | Event::Code(piece) => alt.push_str(&piece),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        text::isolated(&alt).into_owned()
    }
}

/// Turns every paragraph that consists of one picture with a title into a figure with a caption.
fn with_figures(pieces: Vec<Piece<'_>>) -> impl Iterator<Item = Event<'_>> {
    let mut pieces = pieces.into_iter().peekable();
    let mut ready: VecDeque<Event<'_>> = VecDeque::new();
    std::iter::from_fn(move || {
        if let Some(event) = ready.pop_front() {
            return Some(event);
        }
        let event = match pieces.next()? {
            Piece::Event(event) => event,
            Piece::Picture(html, caption) => return Some(inline_picture(html, caption)),
        };
        let captioned = |piece: &Piece<'_>| matches!(piece, Piece::Picture(_, Some(_)));
        if event != Event::Start(Tag::Paragraph) || !pieces.peek().is_some_and(captioned) {
            return Some(event);
        }
        let Some(Piece::Picture(picture, Some(caption))) = pieces.next() else { return Some(event) };
        if matches!(pieces.peek(), Some(Piece::Event(Event::End(TagEnd::Paragraph)))) {
            pieces.next();
            let caption = html::escape(&caption);
            let figure = format!("<figure>{picture}<figcaption>{caption}</figcaption></figure>\n");
            return Some(Event::Html(figure.into()));
        }
        ready.push_back(inline_picture(picture, Some(caption)));
        Some(event)
    })
}

/// Returns a picture within text, with its caption in small type.
fn inline_picture(html: String, caption: Option<String>) -> Event<'static> {
    let caption =
        caption.map_or(String::new(), |caption| format!(" <small>{}</small>", html::escape(&caption)));
    Event::InlineHtml(format!("{html}{caption}").into())
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(sanitiser);

/// Builds the sanitizer with the allowed elements and attributes.
fn sanitiser() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(html::ELEMENTS.iter().copied().collect())
        .clean_content_tags(["script", "style"].into())
        .generic_attributes(html::ATTRIBUTES.iter().copied().collect())
        .tag_attributes(
            html::ELEMENT_ATTRIBUTES
                .iter()
                .map(|(name, list)| (*name, list.iter().copied().collect()))
                .collect(),
        )
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .strip_comments(true)
        .link_rel(None);
    builder
}

/// Returns `written` without anything that could run code or load from other hosts, with relative addresses
/// resolved.
fn sanitised(written: &str, body: &Body, links: &[LinkTarget], settings: &Settings) -> String {
    let raw = body.outline.links.iter().zip(links).filter(|(link, _)| link.raw);
    let address = |target: &LinkTarget| match target {
        LinkTarget::Address(address) | LinkTarget::File(_, address) => Some(address.to_string()),
        LinkTarget::Route(route) => Some(settings.href(route)),
        LinkTarget::Nowhere => None,
    };
    let targets: HashMap<String, Option<String>> =
        raw.map(|(link, target)| (link.target.to_string(), address(target))).collect();
    let clean = if targets.is_empty() {
        SANITISER.clean(written)
    } else {
        let mut builder = sanitiser();
        builder.attribute_filter(move |_, attribute, value| match attribute {
            "href" | "src" => match targets.get(value) {
                Some(address) => address.clone().map(Cow::Owned),
                None => Some(Cow::Borrowed(value)),
            },
            _ => Some(Cow::Borrowed(value)),
        });
        builder.clean(written)
    };
    clean.to_string()
}
