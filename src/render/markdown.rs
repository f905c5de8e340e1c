//! A body and where its links lead in, clean HTML and plain text out.

use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use std::mem;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Alignment, CowStr, Event, Parser, Tag, TagEnd};

use crate::html;
use crate::model::body::{Body, Summary, dialect, is_block};
use crate::model::settings::Settings;
use crate::model::site::LinkTarget;
use crate::render::image_html::{HtmlContext, ImagePlaceholders};
use crate::render::links::LinkContext;
use crate::source::Text;
use crate::text::{self, BidiControls};

/// The HTML of a body.
///
/// Raw HTML of its author is sanitised. Without any, everything here comes from our own events with
/// escaped texts and checked addresses, and needs no sanitising.
pub fn html(context: LinkContext<'_>, body: &Body, links: &[LinkTarget], stand: HtmlContext) -> String {
    let markdown = body.markdown();
    let mut writer = Writer::new(context, body, links, stand);
    let mut events = Parser::new_ext(markdown, dialect());
    while let Some(event) = events.next() {
        writer.take(event, &mut events);
    }
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    let Writer { pieces, drawn, .. } = writer;
    pulldown_cmark::html::push_html(&mut written, figures(pieces));
    match body.outline.raw_html {
        true => drawn.shown(&sanitised(&written, body, links, &context.site.settings)),
        false => written,
    }
}

/// The part of a body that stands for the whole, as plain text on one line.
pub fn summary(body: &Body) -> String {
    let markdown = body.markdown();
    let part = match body.outline.summary {
        Summary::None => "",
        Summary::Paragraph(start, end) => &markdown[start..end],
        Summary::Until(end) => &markdown[..end],
    };
    plain(part)
}

/// `markdown` without its marks, on one line.
fn plain(markdown: &str) -> String {
    let mut text = String::new();
    let mut unseen = 0;
    for event in Parser::new_ext(markdown, dialect()) {
        match event {
            Event::Start(Tag::Image { .. }) => unseen += 1,
            Event::End(TagEnd::Image) => unseen -= 1,
            Event::InlineHtml(tag) => unseen += script(&tag),
            Event::Text(piece) | Event::Code(piece) if unseen <= 0 => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => text.push(' '),
            _ => {}
        }
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text::isolated(&line).into_owned()
}

/// 1 for a tag behind which text is no text for readers, -1 for its end.
fn script(tag: &str) -> i32 {
    let names = ["script", "style"];
    html::tags(tag)
        .first()
        .filter(|tag| names.contains(&tag.name.as_str()))
        .map_or(0, |tag| if tag.closing { -1 } else { 1 })
}

/// An event of a body, or a picture of it.
enum Piece<'e> {
    Event(Event<'e>),
    /// Its HTML, and the line beneath.
    Picture(String, Option<String>),
}

/// Takes the events of a body, and gives them with anchors on headings and addresses in links.
struct Writer<'a, 'e> {
    context: LinkContext<'a>,
    body: &'a Body,
    links: Vec<&'a LinkTarget>,
    next_link: usize,
    next_heading: usize,
    open: Vec<Open>,
    columns: Vec<Alignment>,
    next_column: usize,
    in_head: bool,
    /// The bidirectional controls of the block that is written.
    bidi: BidiControls,
    drawn: ImagePlaceholders,
    pieces: Vec<Piece<'e>>,
}

/// A link whose end has not come.
struct Open {
    /// Whether it leads somewhere.
    live: bool,
    /// The kind and size of the file that it leads to.
    note: Option<(&'static str, String)>,
    text: String,
}

impl<'a, 'e> Writer<'a, 'e> {
    fn new(
        context: LinkContext<'a>,
        body: &'a Body,
        links: &'a [LinkTarget],
        stand: HtmlContext,
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
            drawn: ImagePlaceholders::of(body, stand),
            pieces: Vec::new(),
        }
    }

    fn put(&mut self, event: Event<'e>) {
        self.pieces.push(Piece::Event(event));
    }

    /// Closes the bidirectional controls that a block has left open where it ends.
    ///
    /// Browsers begin anew in every block, but readers of feeds may show several on one line.
    fn close_controls(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.bidi.read(text, 0),
            Event::Start(tag) if is_block(&tag.to_end()) => self.put_closing_controls(),
            Event::End(tag) if is_block(tag) => self.put_closing_controls(),
            _ => {}
        }
    }

    fn put_closing_controls(&mut self) {
        let closing = mem::take(&mut self.bidi).closing();
        if !closing.is_empty() {
            self.put(Event::Text(closing.into()));
        }
    }

    /// Takes an event; of a picture also the events until its end, from `rest`.
    fn take(&mut self, event: Event<'e>, rest: &mut Parser<'e>) {
        self.close_controls(&event);
        match event {
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let heading = self.body.outline.headings.get(self.next_heading);
                self.next_heading += 1;
                let id = heading.map(|heading| CowStr::from(heading.id.to_string()));
                self.put(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let target = self.target();
                let address = self.address(target, &dest_url);
                let note = match target {
                    Some(LinkTarget::File(source, _)) => self.context.file_note(*source),
                    _ => None,
                };
                self.open.push(Open { live: address.is_some(), note, text: String::new() });
                if let Some(address) = address {
                    let dest_url = CowStr::from(address);
                    self.put(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => self.close_link(),
            Event::Start(Tag::Image { dest_url, title, .. }) => self.picture(&dest_url, &title, rest),
            Event::Start(Tag::Table(columns)) => {
                self.columns = columns.clone();
                self.put(Event::Start(Tag::Table(columns)));
            }
            Event::Start(Tag::TableHead) | Event::End(TagEnd::TableHead) => {
                self.in_head = matches!(event, Event::Start(_));
                self.next_column = 0;
                self.put(event);
            }
            Event::Start(Tag::TableRow) => {
                self.next_column = 0;
                self.put(event);
            }
            Event::Start(Tag::TableCell) => {
                let cell = self.cell();
                self.put(cell);
            }
            Event::End(TagEnd::TableCell) => {
                self.put(Event::InlineHtml(if self.in_head { "</th>" } else { "</td>" }.into()));
            }
            Event::Html(text) | Event::InlineHtml(text) if text.trim() == "<!-- more -->" => {}
            other => {
                if let (Event::Text(text) | Event::Code(text), Some(open)) = (&other, self.open.last_mut()) {
                    open.text.push_str(text);
                }
                self.put(other);
            }
        }
    }

    /// A cell of a table; its alignment is a class, for a strict policy allows no style in a page.
    fn cell(&mut self) -> Event<'static> {
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

    /// Ends a link; behind its text stands what file it leads to, unless the text says so.
    fn close_link(&mut self) {
        let Some(Open { live: true, note, text }) = self.open.pop() else { return };
        if let Some((called, size)) = note {
            let said = text.to_lowercase().contains(&called.to_lowercase());
            let called = if said { String::new() } else { format!("{called}, ") };
            let size = size.replace(' ', "&nbsp;");
            self.put(Event::InlineHtml(format!(" <span class=\"file-note\">({called}{size})</span>").into()));
        }
        self.put(Event::End(TagEnd::Link));
    }

    /// Where the next link leads.
    fn target(&mut self) -> Option<&'a LinkTarget> {
        let target = self.links.get(self.next_link).copied();
        self.next_link += 1;
        target
    }

    /// The address of a link that was written as `written`; `None` for nowhere.
    fn address(&self, target: Option<&LinkTarget>, written: &str) -> Option<String> {
        match target {
            Some(LinkTarget::Address(address)) if &**address == "mailto:" => Some(written.to_owned()),
            Some(LinkTarget::Address(address) | LinkTarget::File(_, address)) => Some(address.to_string()),
            Some(LinkTarget::Route(route)) => Some(self.context.site.settings.href(route)),
            Some(LinkTarget::Nowhere) | None => None,
        }
    }

    /// A picture, or a film; what leads nowhere is told by its text alone.
    fn picture(&mut self, written: &str, title: &str, rest: &mut Parser<'e>) {
        let target = self.target();
        let alt = self.alt(rest);
        let caption = (!title.is_empty()).then(|| title.to_owned());
        let Some(address) = self.address(target, written) else {
            return self.put(Event::Text(alt.into()));
        };
        let source = match target {
            Some(LinkTarget::File(source, _)) => Some(*source),
            _ => None,
        };
        let in_link = !self.open.is_empty();
        let html = self.drawn.picture(self.context, source, &address, &Text::from(alt), in_link);
        self.pieces.push(Piece::Picture(html, caption));
    }

    /// The text of a picture, whose end is taken from `rest`.
    fn alt(&mut self, rest: &mut Parser<'e>) -> String {
        let (mut depth, mut alt) = (1, String::new());
        while depth > 0
            && let Some(event) = rest.next()
        {
            match event {
                Event::Start(Tag::Image { .. }) => {
                    depth += 1;
                    self.target();
                }
                Event::Start(Tag::Link { .. }) => _ = self.target(),
                Event::End(TagEnd::Image) => depth -= 1,
                Event::Text(piece) | Event::Code(piece) => alt.push_str(&piece),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        text::isolated(&alt).into_owned()
    }
}

/// Turns every paragraph that is nothing but a picture with a title into a figure with a caption.
fn figures(pieces: Vec<Piece<'_>>) -> impl Iterator<Item = Event<'_>> {
    let mut pieces = pieces.into_iter().peekable();
    let mut ready: VecDeque<Event<'_>> = VecDeque::new();
    std::iter::from_fn(move || {
        if let Some(event) = ready.pop_front() {
            return Some(event);
        }
        let event = match pieces.next()? {
            Piece::Event(event) => event,
            Piece::Picture(html, caption) => return Some(inline(html, caption)),
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
        ready.push_back(inline(picture, Some(caption)));
        Some(event)
    })
}

/// A picture among words, with what would be the line beneath it.
fn inline(html: String, caption: Option<String>) -> Event<'static> {
    let caption =
        caption.map_or(String::new(), |caption| format!(" <small>{}</small>", html::escape(&caption)));
    Event::InlineHtml(format!("{html}{caption}").into())
}

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(sanitiser);

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

/// `written` without anything that could run or load from elsewhere, relative addresses resolved.
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
