//! A body and where its links lead in, clean HTML and plain text out.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Alignment, CowStr, Event, Parser, Tag, TagEnd};

use crate::html;
use crate::model::body::{Body, Summary};
use crate::model::settings::Settings;
use crate::model::site::Target;
use crate::read::outline;

/// The HTML of a body; `base` is the folder of the site's address.
///
/// Raw HTML of its author is sanitised. Without any, everything here comes from our own events with
/// escaped texts and checked addresses, and needs no sanitising.
pub fn html(body: &Body, links: &[Target], settings: &Settings) -> String {
    let markdown = body.markdown();
    let mut events = Events::new(body, links, settings);
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    let rewritten = Parser::new_ext(markdown, outline::dialect()).filter_map(|event| events.next(event));
    pulldown_cmark::html::push_html(&mut written, figures(rewritten));
    if body.outline.raw_html { sanitised(&written, body, links, settings) } else { written }
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
    for event in Parser::new_ext(markdown, outline::dialect()) {
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
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// 1 for a tag behind which text is no text for readers, -1 for its end.
fn script(tag: &str) -> i32 {
    let names = ["script", "style"];
    html::tags(tag)
        .first()
        .filter(|tag| names.contains(&tag.name.as_str()))
        .map_or(0, |tag| if tag.closing { -1 } else { 1 })
}

/// Gives the events of a body with anchors on headings and addresses in links.
struct Events<'a> {
    body: &'a Body,
    settings: &'a Settings,
    links: Vec<&'a Target>,
    next_link: usize,
    next_heading: usize,
    dead: Vec<bool>,
    columns: Vec<Alignment>,
    next_column: usize,
    in_head: bool,
}

impl<'a> Events<'a> {
    fn new(body: &'a Body, links: &'a [Target], settings: &'a Settings) -> Events<'a> {
        let written = body.outline.links.iter().zip(links);
        let links = written.filter(|(link, _)| !link.raw).map(|(_, target)| target).collect();
        Events {
            body,
            settings,
            links,
            next_link: 0,
            next_heading: 0,
            dead: Vec::new(),
            columns: Vec::new(),
            next_column: 0,
            in_head: false,
        }
    }

    fn next<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        match event {
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let heading = self.body.outline.headings.get(self.next_heading);
                self.next_heading += 1;
                let id = heading.map(|heading| CowStr::from(heading.id.to_string()));
                Some(Event::Start(Tag::Heading { level, id, classes, attrs }))
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let address = self.address(&dest_url);
                self.dead.push(address.is_none());
                let dest_url = CowStr::from(address?);
                Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
            }
            Event::End(TagEnd::Link) => (!self.dead.pop().unwrap_or(false)).then_some(event),
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = CowStr::from(self.address(&dest_url).unwrap_or_default());
                Some(Event::Start(Tag::Image { link_type, dest_url, title, id }))
            }
            Event::Start(Tag::Table(columns)) => {
                self.columns = columns.clone();
                Some(Event::Start(Tag::Table(columns)))
            }
            Event::Start(Tag::TableHead) | Event::End(TagEnd::TableHead) => {
                self.in_head = matches!(event, Event::Start(_));
                self.next_column = 0;
                Some(event)
            }
            Event::Start(Tag::TableRow) => {
                self.next_column = 0;
                Some(event)
            }
            Event::Start(Tag::TableCell) => Some(self.cell()),
            Event::End(TagEnd::TableCell) => {
                Some(Event::InlineHtml(if self.in_head { "</th>" } else { "</td>" }.into()))
            }
            Event::Html(text) | Event::InlineHtml(text) if text.trim() == "<!-- more -->" => None,
            other => Some(other),
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

    /// Where the next link leads; `None` for nowhere.
    fn address(&mut self, written: &str) -> Option<String> {
        let target = self.links.get(self.next_link).copied();
        self.next_link += 1;
        match target {
            Some(Target::Address(address)) if &**address == "mailto:" => Some(written.to_owned()),
            Some(Target::Address(address)) => Some(address.to_string()),
            Some(Target::Route(route)) => Some(self.settings.href(route)),
            Some(Target::Nowhere) | None => None,
        }
    }
}

/// Turns every paragraph that is nothing but a picture with a title into a figure with a caption.
fn figures<'e>(events: impl Iterator<Item = Event<'e>>) -> impl Iterator<Item = Event<'e>> {
    let mut events = events.peekable();
    let mut ready: std::collections::VecDeque<Event<'e>> = Default::default();
    std::iter::from_fn(move || {
        if let Some(event) = ready.pop_front() {
            return Some(event);
        }
        let event = events.next()?;
        if event != Event::Start(Tag::Paragraph)
            || !matches!(events.peek(), Some(Event::Start(Tag::Image { .. })))
        {
            return Some(event);
        }
        let mut paragraph = vec![event];
        for event in events.by_ref() {
            let end = event == Event::End(TagEnd::Paragraph);
            paragraph.push(event);
            if end {
                break;
            }
        }
        ready.extend(figure(&paragraph).map_or(paragraph, |html| vec![Event::Html(html.into())]));
        ready.pop_front()
    })
}

/// The figure that stands for a paragraph, if it is one picture with a title.
fn figure(paragraph: &[Event<'_>]) -> Option<String> {
    let [_, Event::Start(Tag::Image { dest_url, title, .. }), alt @ .., Event::End(TagEnd::Image), _] =
        paragraph
    else {
        return None;
    };
    if title.is_empty() || alt.iter().any(|event| matches!(event, Event::End(TagEnd::Image))) {
        return None;
    }
    let mut text = String::new();
    for event in alt {
        if let Event::Text(piece) | Event::Code(piece) = event {
            text.push_str(piece);
        }
    }
    Some(format!(
        "<figure><img src=\"{}\" alt=\"{}\"><figcaption>{}</figcaption></figure>\n",
        html::escape(dest_url),
        html::escape(&text),
        html::escape(title)
    ))
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
fn sanitised(written: &str, body: &Body, links: &[Target], settings: &Settings) -> String {
    let raw = body.outline.links.iter().zip(links).filter(|(link, _)| link.raw);
    let address = |target: &Target| match target {
        Target::Address(address) => Some(address.to_string()),
        Target::Route(route) => Some(settings.href(route)),
        Target::Nowhere => None,
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
