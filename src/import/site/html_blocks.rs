//! Lines of text with formats, as elements of HTML give them, and what makes blocks of them.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use crate::model::body_events::BodyText;

/// An element within a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenInline {
    /// One that has no meaning here.
    None,
    /// Bold text.
    Strong,
    /// Italic text.
    Emphasis,
    /// Text that is struck out.
    Strikethrough,
    /// Words that are shown as they were typed.
    Code,
    /// An address and a title.
    Link(String, String),
    /// An element that stays HTML.
    Html(&'static str),
}

/// Returns what an inline element means; `style` is its attribute of that name.
pub fn inline(name: &str, style: &str) -> OpenInline {
    match name {
        "strong" | "b" => OpenInline::Strong,
        "em" | "i" | "cite" | "dfn" | "var" => OpenInline::Emphasis,
        "del" | "s" | "strike" => OpenInline::Strikethrough,
        "code" | "tt" | "kbd" | "samp" => OpenInline::Code,
        "sub" => OpenInline::Html("sub"),
        "sup" => OpenInline::Html("sup"),
        "u" | "ins" => OpenInline::Html("u"),
        "mark" => OpenInline::Html("mark"),
        "small" => OpenInline::Html("small"),
        "span" | "font" => {
            let style = style.to_ascii_lowercase().replace(' ', "");
            let is_bold = ["font-weight:bold", "font-weight:700", "font-weight:600"]
                .iter()
                .any(|bold| style.contains(bold));
            match (is_bold, style.contains("font-style:italic")) {
                (true, _) => OpenInline::Strong,
                (false, true) => OpenInline::Emphasis,
                (false, false) => OpenInline::None,
            }
        }
        _ => OpenInline::None,
    }
}

/// Returns whether an element begins and ends a paragraph.
pub fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "center"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "header"
            | "html"
            | "legend"
            | "main"
            | "nav"
            | "p"
            | "section"
    )
}

/// Returns the level of the heading `name`.
pub fn level(name: &str) -> HeadingLevel {
    match name {
        "h1" => HeadingLevel::H1,
        "h2" => HeadingLevel::H2,
        "h3" => HeadingLevel::H3,
        "h4" => HeadingLevel::H4,
        "h5" => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// The line that is being read.
#[derive(Debug, Default)]
pub struct FormattedLine {
    events: Vec<Event<'static>>,
    open: Vec<OpenInline>,
    /// The inline code that is open.
    code: Option<String>,
}

impl FormattedLine {
    /// Returns whether there is nothing to see in it.
    pub fn is_empty(&self) -> bool {
        self.code.is_none() && self.events.iter().all(is_start)
    }

    /// Returns whether its last event is a line break.
    pub fn ends_with_break(&self) -> bool {
        matches!(self.events.last(), Some(Event::HardBreak))
    }

    /// Adds text, with white space collapsed as HTML does.
    pub fn push_text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        let is_space = |letter: char| letter.is_ascii_whitespace() || letter == '\u{a0}';
        let words: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
        if text.starts_with(is_space) {
            self.push_space();
        }
        if words.is_empty() {
            return;
        }
        self.push_plain(&words.join(" "));
        if text.ends_with(is_space) {
            self.push_space();
        }
    }

    /// Adds a space, unless there is one or nothing before it. A space at the beginning of bold text and the like goes
    /// before it.
    fn push_space(&mut self) {
        let starts = self.events.iter().rev().take_while(|event| is_start(event)).count();
        let place = self.events.len() - starts;
        match self.events.get_mut(..place).and_then(<[_]>::last_mut) {
            None | Some(Event::HardBreak) => {}
            Some(Event::Text(text)) if text.ends_with(' ') => {}
            Some(Event::Text(text)) => *text = owned(&format!("{text} ")),
            Some(_) => self.events.insert(place, Event::Text(owned(" "))),
        }
    }

    fn push_plain(&mut self, words: &str) {
        match self.events.last_mut() {
            Some(Event::Text(text)) => *text = owned(&format!("{text}{words}")),
            _ => self.events.push(Event::Text(owned(words))),
        }
    }

    /// Adds a line break, unless nothing is before it.
    pub fn push_break(&mut self) {
        if !self.is_empty() && self.code.is_none() {
            self.trim_end();
            self.events.push(Event::HardBreak);
        }
    }

    /// Adds a line break in a cell of a table, unless nothing is before it.
    pub fn push_cell_break(&mut self) {
        let is_break = matches!(self.events.last(), Some(Event::InlineHtml(html)) if &**html == "<br>");
        if !(self.is_empty() || is_break) {
            self.trim_end();
            self.events.push(Event::InlineHtml(owned("<br>")));
        }
    }

    /// Adds an event as it is.
    pub fn push(&mut self, event: Event<'static>) {
        self.events.push(event);
    }

    /// Adds a picture.
    pub fn push_image(&mut self, address: &str, alt: &str) {
        let link_type = LinkType::Inline;
        let title = owned("");
        self.events.push(Event::Start(Tag::Image {
            link_type,
            dest_url: owned(address),
            title,
            id: owned(""),
        }));
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        if !alt.is_empty() {
            self.events.push(Event::Text(alt.into()));
        }
        self.events.push(Event::End(TagEnd::Image));
    }

    /// Gives the last picture a caption; returns false if there is none.
    pub fn set_caption(&mut self, caption: &str) -> bool {
        let images = self.events.iter_mut().rev();
        let mut images = images.filter_map(|event| match event {
            Event::Start(Tag::Image { title, .. }) => Some(title),
            _ => None,
        });
        images.next().map(|title| *title = owned(caption)).is_some()
    }

    /// Opens an element.
    pub fn open(&mut self, element: &OpenInline) {
        let start = match element {
            OpenInline::None => return,
            OpenInline::Strong => Event::Start(Tag::Strong),
            OpenInline::Emphasis => Event::Start(Tag::Emphasis),
            OpenInline::Strikethrough => Event::Start(Tag::Strikethrough),
            OpenInline::Link(address, title) => link_start(address, title),
            OpenInline::Html(name) => Event::InlineHtml(format!("<{name}>").into()),
            OpenInline::Code => {
                self.code.get_or_insert_default();
                return;
            }
        };
        // Bold text in bold text is the same.
        if self.open.contains(element) {
            self.open.push(OpenInline::None);
            return;
        }
        self.open.push(element.clone());
        self.events.push(start);
    }

    /// Closes the last element of this kind that is open.
    pub fn close(&mut self, element: &OpenInline) {
        if *element == OpenInline::Code {
            if let Some(code) = self.code.take() {
                let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
                if !code.is_empty() {
                    self.events.push(Event::Code(code.into()));
                }
            }
            return;
        }
        if *element == OpenInline::None {
            return;
        }
        if self.open.last() == Some(&OpenInline::None) {
            self.open.pop();
            return;
        }
        if self.open.last() == Some(element) {
            self.open.pop();
            self.push_end(element);
        }
    }

    /// Ends an element. One without content is forgotten; spaces and breaks at its end go behind it.
    fn push_end(&mut self, element: &OpenInline) {
        let start = self.events.iter().rposition(|event| is_start_of(event, element));
        let Some(start) = start else { return };
        let after = self.trim_end();
        if self.events.len() == start + 1 {
            self.events.pop();
        } else {
            let is_picture = |address: &str| {
                let path = address.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
                ["jpg", "jpeg", "png", "gif", "webp"].iter().any(|end| path.ends_with(&format!(".{end}")))
            };
            let inner = &self.events[start + 1..];
            let is_only_image = matches!(inner.first(), Some(Event::Start(Tag::Image { .. })))
                && inner.iter().filter(|event| matches!(event, Event::Start(_))).count() == 1
                && matches!(inner.last(), Some(Event::End(TagEnd::Image)));
            match element {
                // A picture that leads to itself in large.
                OpenInline::Link(address, _) if is_only_image && is_picture(address) => {
                    self.events.remove(start);
                }
                OpenInline::Link(..) => self.events.push(Event::End(TagEnd::Link)),
                OpenInline::Strong => self.events.push(Event::End(TagEnd::Strong)),
                OpenInline::Emphasis => self.events.push(Event::End(TagEnd::Emphasis)),
                OpenInline::Strikethrough => self.events.push(Event::End(TagEnd::Strikethrough)),
                OpenInline::Html(name) => self.events.push(Event::InlineHtml(format!("</{name}>").into())),
                OpenInline::None | OpenInline::Code => {}
            }
        }
        match after {
            Some(Event::HardBreak) => self.push_break(),
            Some(_) => self.push_space(),
            None => {}
        }
    }

    /// Removes spaces and line breaks at the end; returns the last of them.
    fn trim_end(&mut self) -> Option<Event<'static>> {
        let mut removed = None;
        loop {
            match self.events.last_mut() {
                Some(Event::HardBreak) => removed = self.events.pop(),
                Some(Event::Text(text)) if text.ends_with(' ') => {
                    let trimmed = owned(text.trim_end_matches(' '));
                    removed.get_or_insert(Event::Text(owned(" ")));
                    if trimmed.is_empty() {
                        self.events.pop();
                    } else {
                        *text = trimmed;
                        return removed;
                    }
                }
                _ => return removed,
            }
        }
    }

    /// Ends the line and returns its events. Elements that are open go on in the next line.
    pub fn take(&mut self) -> Vec<Event<'static>> {
        let has_code = self.code.is_some();
        self.close(&OpenInline::Code);
        let open = std::mem::take(&mut self.open);
        for element in open.iter().rev() {
            self.push_end(element);
        }
        self.trim_end();
        let events = std::mem::take(&mut self.events);
        for element in &open {
            self.open(element);
            if *element == OpenInline::None {
                self.open.push(OpenInline::None);
            }
        }
        if has_code {
            self.open(&OpenInline::Code);
        }
        events
    }
}

fn is_start(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !matches!(tag, Tag::Image { .. }),
        Event::InlineHtml(html) => !html.starts_with("</") && !html.starts_with("<!") && &**html != "<br>",
        _ => false,
    }
}

fn is_start_of(event: &Event<'_>, element: &OpenInline) -> bool {
    match (event, element) {
        (Event::Start(Tag::Strong), OpenInline::Strong)
        | (Event::Start(Tag::Emphasis), OpenInline::Emphasis)
        | (Event::Start(Tag::Strikethrough), OpenInline::Strikethrough)
        | (Event::Start(Tag::Link { .. }), OpenInline::Link(..)) => true,
        (Event::InlineHtml(html), OpenInline::Html(name)) => **html == *format!("<{name}>"),
        _ => false,
    }
}

/// Returns a text that the events own.
pub fn owned(text: &str) -> CowStr<'static> {
    CowStr::from(text.to_owned())
}

fn link_start(address: &str, title: &str) -> Event<'static> {
    let link_type = LinkType::Inline;
    Event::Start(Tag::Link { link_type, dest_url: owned(address), title: owned(title), id: owned("") })
}

/// Returns the comments of a line that has nothing else.
pub fn only_comment(events: &[Event<'_>]) -> Option<String> {
    let mut comments = Vec::new();
    for event in events {
        match event {
            Event::InlineHtml(html) if html.starts_with("<!--") => comments.push(html.to_string()),
            Event::Text(text) if text.trim().is_empty() => {}
            Event::HardBreak => {}
            _ => return None,
        }
    }
    (!comments.is_empty()).then(|| comments.join(" "))
}

/// Makes an address that is alone in a paragraph a link.
pub fn with_autolink(events: Vec<Event<'static>>) -> Vec<Event<'static>> {
    let address = match events.as_slice() {
        [Event::Text(text)] if text.starts_with("https://") || text.starts_with("http://") => text.clone(),
        _ => return events,
    };
    if address.contains([' ', '<', '>']) {
        return events;
    }
    let link_type = LinkType::Autolink;
    let start = Tag::Link { link_type, dest_url: address.clone(), title: owned(""), id: owned("") };
    vec![Event::Start(start), Event::Text(address), Event::End(TagEnd::Link)]
}

/// A list while its paragraphs are counted.
struct ListFrame {
    /// The places of the paragraphs that are directly in its items.
    paragraphs: Vec<usize>,
    is_loose: bool,
    /// How many blocks the current item has so far.
    blocks: usize,
    /// How many elements are open.
    depth: usize,
}

/// Removes the paragraphs of items that have one at most, so that the list is written without empty lines.
pub fn with_tight_lists(events: Vec<Event<'static>>) -> Vec<Event<'static>> {
    let mut frames: Vec<ListFrame> = Vec::new();
    let mut removed = vec![false; events.len()];
    let mut depth = 0_usize;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(tag) => {
                if let Some(frame) = frames.last_mut()
                    && depth == frame.depth + 2
                    && tag != &Tag::Item
                {
                    if *tag == Tag::Paragraph {
                        frame.is_loose |= frame.blocks > 0;
                        frame.paragraphs.push(at);
                    }
                    frame.blocks += 1;
                }
                match tag {
                    Tag::List(_) => {
                        frames.push(ListFrame { paragraphs: Vec::new(), is_loose: false, blocks: 0, depth });
                    }
                    Tag::Item => {
                        if let Some(frame) = frames.last_mut() {
                            frame.blocks = 0;
                        }
                    }
                    _ => {}
                }
                depth += 1;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if let (TagEnd::Paragraph, Some(frame)) = (tag, frames.last_mut())
                    && depth == frame.depth + 2
                {
                    frame.paragraphs.push(at);
                }
                if matches!(tag, TagEnd::List(_))
                    && let Some(frame) = frames.pop().filter(|frame| !frame.is_loose)
                {
                    frame.paragraphs.iter().for_each(|place| removed[*place] = true);
                }
            }
            _ => {}
        }
    }
    events.into_iter().zip(removed).filter(|(_, removed)| !removed).map(|(event, _)| event).collect()
}

/// Returns Markdown without the spaces before quotations and in empty lines; unchanged if it would mean something else.
pub fn tidied(markdown: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut all = markdown.lines().peekable();
    while let Some(line) = all.next() {
        let line = if line.starts_with(" >") { &line[1..] } else { line };
        let line =
            if line.chars().all(|letter| matches!(letter, '>' | ' ')) { line.trim_end() } else { line };
        let is_first = lines.last().is_none_or(|last| last.is_empty());
        let goes_on = all.peek().is_some_and(|next| next.trim_start().starts_with('>'));
        if !(line == ">" && is_first && goes_on) {
            lines.push(line);
        }
    }
    let tidied = lines.join("\n");
    let is_same = BodyText::new(&tidied)
        .events()
        .map(|(event, _)| event)
        .eq(BodyText::new(markdown).events().map(|(event, _)| event));
    if is_same { tidied } else { markdown.to_owned() }
}
