//! Converts Markdown bodies to safe HTML and to plain text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, LinkType, Tag, TagEnd};

use crate::html;
use crate::model::body::{Body, is_block, is_more_mark};
use crate::model::body_events::{BodyEvents, BodyText};
use crate::model::callout::Callout;
use crate::model::settings::Settings;
use crate::model::site::LinkTarget;
use crate::render::footnotes::Footnotes;
use crate::render::image_html::{BodyPicture, HtmlContext, ImagePlaceholders, PictureSetting};
use crate::render::links::LinkContext;
use crate::render::paragraphs::{Piece, laid_out};
use crate::source::Text;
use crate::text::{self, BidiControls, bare_links};

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
    let text = BodyText::new(markdown);
    let mut writer = Writer::new(context, body, links, place);
    let mut events = text.events();
    while let Some((event, _)) = events.next() {
        writer.convert(event, &mut events);
    }
    writer.flush_text();
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    let Writer { pieces, mut images, .. } = writer;
    let events = laid_out(pieces, context, &mut images);
    pulldown_cmark::html::push_html(&mut written, events.into_iter());
    if body.outline.raw_html {
        images.restore(&sanitised(&written, body, links, &context.site.settings))
    } else {
        written
    }
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
    footnotes: Footnotes,
    /// For each open quote, whether it is a box.
    quotes: Vec<bool>,
    /// Whether the current text is code.
    in_code: bool,
    /// The number of open `<a>` elements of raw HTML.
    raw_links: usize,
    /// Text that is not in `pieces` yet, because the parser may continue it.
    text: Vec<CowStr<'e>>,
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
            footnotes: Footnotes::default(),
            quotes: Vec::new(),
            in_code: false,
            raw_links: 0,
            text: Vec::new(),
            pieces: Vec::new(),
        }
    }

    /// Appends an event.
    fn push(&mut self, event: Event<'e>) {
        self.flush_text();
        self.pieces.push(Piece::Event(event));
    }

    /// Appends the text that is not in the pieces yet, with links for the addresses in it.
    fn flush_text(&mut self) {
        let text = match self.text.as_slice() {
            [] => return,
            [_] => self.text.remove(0),
            pieces => CowStr::from(pieces.iter().map(|piece| &**piece).collect::<String>()),
        };
        self.text.clear();
        let is_plain = self.in_code || !self.open.is_empty() || self.raw_links > 0;
        let links = if is_plain { Vec::new() } else { bare_links(&text) };
        if links.is_empty() {
            self.pieces.push(Piece::Event(Event::Text(text)));
            return;
        }
        let mut done = 0;
        for link in links {
            let before = &text[done..link.range.start];
            done = link.range.end;
            let words = text[link.range].to_owned();
            let start = Tag::Link {
                link_type: LinkType::Inline,
                dest_url: link.address.into(),
                title: "".into(),
                id: "".into(),
            };
            let events = [
                Event::Text(before.to_owned().into()),
                Event::Start(start),
                Event::Text(words.into()),
                Event::End(TagEnd::Link),
            ];
            let is_empty = |event: &Event<'_>| matches!(event, Event::Text(text) if text.is_empty());
            self.pieces.extend(events.into_iter().filter(|event| !is_empty(event)).map(Piece::Event));
        }
        if done < text.len() {
            self.pieces.push(Piece::Event(Event::Text(text[done..].to_owned().into())));
        }
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
    fn convert(&mut self, event: Event<'e>, rest: &mut BodyEvents<'e>) {
        self.close_controls(&event);
        match event {
            Event::Start(tag) => self.start(tag, rest),
            Event::End(tag) => self.end(tag),
            Event::Html(text) | Event::InlineHtml(text) if is_more_mark(&text) => {}
            Event::InlineHtml(tag) => {
                self.flush_text();
                self.count_raw_link(&tag);
                self.push(Event::InlineHtml(tag));
            }
            Event::FootnoteReference(label) => {
                let mark = self.footnotes.mark(&label);
                self.push(Event::InlineHtml(mark.into()));
            }
            Event::SoftBreak if self.context.site.settings.line_breaks => self.push(Event::HardBreak),
            Event::Text(text) => {
                if let Some(open) = self.open.last_mut() {
                    open.text.push_str(&text);
                }
                self.text.push(text);
            }
            other => {
                if let (Event::Code(text), Some(open)) = (&other, self.open.last_mut()) {
                    open.text.push_str(text);
                }
                self.push(other);
            }
        }
    }

    fn start(&mut self, tag: Tag<'e>, rest: &mut BodyEvents<'e>) {
        match tag {
            Tag::Heading { level, classes, attrs, .. } => {
                let heading = self.body.outline.headings.get(self.next_heading);
                self.next_heading += 1;
                let id = heading.map(|heading| CowStr::from(heading.id.to_string()));
                self.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Tag::Link { link_type, dest_url, title, id } => {
                self.flush_text();
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
            Tag::Image { dest_url, title, .. } => self.picture(&dest_url, &title, rest),
            Tag::Table(columns) => {
                self.columns = columns.clone();
                self.push(Event::Start(Tag::Table(columns)));
            }
            Tag::TableHead | Tag::TableRow => {
                self.in_head = tag == Tag::TableHead;
                self.next_column = 0;
                self.push(Event::Start(tag));
            }
            Tag::TableCell => {
                let cell = self.table_cell();
                self.push(cell);
            }
            Tag::BlockQuote(kind) => self.start_quote(kind.and_then(|_| rest.take_callout())),
            Tag::FootnoteDefinition(label) => {
                let start = self.footnotes.start(&label);
                self.push(Event::Html(start.into()));
            }
            Tag::CodeBlock(kind) => {
                self.push(Event::Start(Tag::CodeBlock(kind)));
                self.in_code = true;
            }
            other => self.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => {
                self.flush_text();
                self.close_link();
            }
            TagEnd::TableCell => {
                self.push(Event::InlineHtml(if self.in_head { "</th>" } else { "</td>" }.into()));
            }
            TagEnd::BlockQuote(_) if self.quotes.pop() == Some(true) => {
                let end = self.images.protected("</div>\n".to_owned());
                self.push(Event::Html(end.into()));
            }
            TagEnd::BlockQuote(_) => self.push(Event::End(TagEnd::BlockQuote(None))),
            TagEnd::FootnoteDefinition => {
                self.flush_text();
                let language = self.context.site.settings.language;
                self.footnotes.end(&mut self.pieces, &mut self.images, language);
            }
            TagEnd::CodeBlock => {
                self.push(Event::End(TagEnd::CodeBlock));
                self.in_code = false;
            }
            other => self.push(Event::End(other)),
        }
    }

    /// Starts a quote, or the box with the mark `callout`.
    fn start_quote(&mut self, callout: Option<Callout<'_>>) {
        self.quotes.push(callout.is_some());
        let Some(callout) = callout else { return self.push(Event::Start(Tag::BlockQuote(None))) };
        let class = match callout.kind {
            BlockQuoteKind::Note => "note",
            BlockQuoteKind::Tip => "tip",
            BlockQuoteKind::Important => "important",
            BlockQuoteKind::Warning => "warning",
            BlockQuoteKind::Caution => "caution",
        };
        let heading = html::escape(callout.heading(self.context.site.settings.language));
        let start =
            format!("<div class=\"box box-{class}\" role=\"note\">\n<p class=\"box-title\">{heading}</p>\n");
        let start = self.images.protected(start);
        self.push(Event::Html(start.into()));
    }

    /// Counts the open `<a>` elements of raw HTML, in which addresses are no links of their own.
    fn count_raw_link(&mut self, html: &str) {
        for tag in html::tags(html).iter().filter(|tag| tag.name == "a") {
            self.raw_links = if tag.closing { self.raw_links.saturating_sub(1) } else { self.raw_links + 1 };
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
    fn picture(&mut self, written: &str, title: &str, rest: &mut BodyEvents<'e>) {
        self.flush_text();
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
        let setting = if self.open.is_empty() { PictureSetting::Text } else { PictureSetting::Link };
        let alt = Text::from(alt);
        self.pieces.push(Piece::Picture(BodyPicture { source, address, alt, caption, setting }));
    }

    /// Returns the text alternative of a picture, whose events are consumed from `rest`.
    fn alt_text(&mut self, rest: &mut BodyEvents<'e>) -> String {
        let (mut depth, mut alt) = (1, String::new());
        while depth > 0
            && let Some((event, _)) = rest.next()
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
