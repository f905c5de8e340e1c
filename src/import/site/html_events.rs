//! Reads the HTML of an old page as the events of Markdown.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use crate::html;
use crate::import::site::html_blocks::{self, FormattedLine, OpenInline};
use crate::import::site::html_tables::TableReader;

/// The most quotations and lists around a text; deeper ones count as one.
const MAX_DEPTH: usize = 24;

/// The most elements within a line around a text; deeper ones mean nothing.
const MAX_INLINES: usize = 64;

/// How a line break in the text of HTML is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextLines {
    /// It divides words.
    Spaces,
    /// As WordPress does in old posts: an empty line ends a paragraph, another one is a line break.
    Paragraphs,
}

/// The events of a page of HTML, and the elements that have no equal.
#[derive(Debug, Default)]
pub struct HtmlEvents {
    /// The events, as a parser of Markdown would return them.
    pub events: Vec<Event<'static>>,
    /// The names of the elements that were left out.
    pub losses: Vec<String>,
}

/// Reads HTML.
pub fn html_events(written: &str, lines: TextLines) -> HtmlEvents {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = HtmlReader::new(lines);
    for token in Tokenizer::new_with_emitter(written, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                reader.start(&name, &tag);
            }
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => reader.text(&String::from_utf8_lossy(&text.value)),
            Token::Comment(comment) => reader.comment(&String::from_utf8_lossy(&comment.value)),
            _ => {}
        }
    }
    reader.finish()
}

/// A block that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Container {
    Quote,
    List(bool),
    Item,
}

struct HtmlReader {
    lines: TextLines,
    found: HtmlEvents,
    containers: Vec<Container>,
    line: FormattedLine,
    /// The inline elements that are open, with their names.
    inlines: Vec<(String, OpenInline)>,
    heading: Option<HeadingLevel>,
    /// The code block that is open: its language and its text.
    code: Option<(String, String)>,
    table: Option<TableReader>,
    /// The caption that is being read.
    caption: Option<String>,
    /// The ends of lines of an old post since the last text.
    line_ends: usize,
    /// The element whose content is left out, and how many of its name are open in it.
    skipped: Option<(String, usize)>,
}

impl HtmlReader {
    fn new(lines: TextLines) -> HtmlReader {
        HtmlReader {
            lines,
            found: HtmlEvents::default(),
            containers: Vec::new(),
            line: FormattedLine::default(),
            inlines: Vec::new(),
            heading: None,
            code: None,
            table: None,
            caption: None,
            line_ends: 0,
            skipped: None,
        }
    }

    fn start(&mut self, name: &str, tag: &StartTag<()>) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += usize::from(skipped == name);
            return;
        }
        if self.code.is_some() {
            if name == "br" {
                self.text("\n");
            }
            return;
        }
        match name {
            "script" | "style" | "noscript" | "template" | "svg" | "object" | "select" | "textarea"
            | "math" => {
                self.found.losses.push(name.to_owned());
                if !tag.self_closing {
                    self.skipped = Some((name.to_owned(), 1));
                }
            }
            "input" | "button" | "form" | "embed" => self.found.losses.push(name.to_owned()),
            "br" => {
                self.line_ends = 0;
                self.push_break();
            }
            "hr" => {
                self.flush();
                self.push(Event::Rule);
            }
            "img" => self.image(tag),
            "iframe" => self.frame(tag),
            "video" | "audio" | "source" => self.film(name, tag),
            "pre" => {
                self.flush();
                let class = attribute(tag, "class").unwrap_or_default();
                let language = class
                    .split_whitespace()
                    .find_map(|word| word.strip_prefix("language-").or(word.strip_prefix("lang:")));
                self.code = Some((language.unwrap_or("").to_owned(), String::new()));
            }
            "figcaption" => self.caption = Some(String::new()),
            "table" => self.start_table(),
            "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => self.table_part(name, Some(tag)),
            "blockquote" | "ul" | "ol" | "li" => self.start_container(name, tag),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                self.heading = Some(html_blocks::level(name));
            }
            _ if html_blocks::is_block(name) => self.flush(),
            _ => self.start_inline(name, tag),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth -= usize::from(skipped == name);
            if *depth == 0 {
                self.skipped = None;
            }
            return;
        }
        if self.code.is_some() {
            if name == "pre" {
                self.end_code();
            }
            return;
        }
        match name {
            "figcaption" => self.end_caption(),
            "table" => self.end_table(),
            "caption" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => self.table_part(name, None),
            "blockquote" | "ul" | "ol" | "li" => self.end_container(name),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.flush(),
            _ if html_blocks::is_block(name) => self.flush(),
            _ => self.end_inline(name),
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        if let Some(caption) = &mut self.caption {
            caption.push_str(text);
            return;
        }
        if self.lines == TextLines::Spaces {
            self.line.push_text(text);
            return;
        }
        for (at, line) in text.split('\n').enumerate() {
            self.line_ends += usize::from(at > 0);
            if !line.trim().is_empty() {
                self.settle();
                self.line.push_text(line);
            } else if at == 0 && self.line_ends == 0 {
                self.line.push_text(line);
            }
        }
    }

    /// Turns the line ends of an old post before something new into a line break or the end of a paragraph.
    fn settle(&mut self) {
        match std::mem::take(&mut self.line_ends) {
            0 => {}
            1 => self.push_break(),
            _ => self.flush(),
        }
    }

    /// Adds a line break; a second one ends the paragraph.
    fn push_break(&mut self) {
        match (&self.table, self.heading) {
            (Some(_), _) => self.line.push_cell_break(),
            (None, Some(_)) => self.line.push_text(" "),
            (None, None) if self.line.ends_with_break() => self.flush(),
            (None, None) => self.line.push_break(),
        }
    }

    /// Keeps the mark of the summary, and shortcodes that are comments now.
    fn comment(&mut self, comment: &str) {
        let comment = comment.trim();
        let is_more = comment.eq_ignore_ascii_case("more") || comment.starts_with("more ");
        if !(is_more || comment.starts_with('[')) || self.skipped.is_some() || self.code.is_some() {
            return;
        }
        if is_more {
            self.flush();
            self.push_html("<!-- more -->");
        } else {
            self.settle();
            self.line.push(Event::InlineHtml(format!("<!-- {comment} -->").into()));
        }
    }

    fn push(&mut self, event: Event<'static>) {
        self.found.events.push(event);
    }

    fn push_html(&mut self, text: &str) {
        self.push(Event::Start(Tag::HtmlBlock));
        self.push(Event::Html(format!("{text}\n").into()));
        self.push(Event::End(TagEnd::HtmlBlock));
    }

    /// Ends the paragraph or the heading that is open.
    fn flush(&mut self) {
        self.line_ends = 0;
        if let Some(table) = &mut self.table {
            table.end_line(&mut self.line);
            return;
        }
        let events = self.line.take();
        let heading = self.heading.take();
        if events.is_empty() {
            return;
        }
        if let Some(comment) = html_blocks::only_comment(&events) {
            return self.push_html(&comment);
        }
        let (start, end) = match heading {
            Some(level) => {
                let tag = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
                (tag, TagEnd::Heading(level))
            }
            None => (Tag::Paragraph, TagEnd::Paragraph),
        };
        self.push(Event::Start(start));
        self.found.events.extend(html_blocks::with_autolink(events));
        self.push(Event::End(end));
    }

    fn start_inline(&mut self, name: &str, tag: &StartTag<()>) {
        self.settle();
        let style = attribute(tag, "style").unwrap_or_default();
        let open = match name {
            "a" => match attribute(tag, "href").filter(|address| !address.trim().is_empty()) {
                Some(address)
                    if !self.inlines.iter().any(|(_, open)| matches!(open, OpenInline::Link(..))) =>
                {
                    OpenInline::Link(address.trim().to_owned(), attribute(tag, "title").unwrap_or_default())
                }
                _ => OpenInline::None,
            },
            "details" | "summary" => return self.details(name, true),
            _ => html_blocks::inline(name, &style),
        };
        if name != "a" && open == OpenInline::None && !html::ELEMENTS.contains(&name) && name != "font" {
            self.found.losses.push(name.to_owned());
        }
        if self.inlines.len() < MAX_INLINES {
            self.line.open(&open);
            self.inlines.push((name.to_owned(), open));
        }
    }

    fn end_inline(&mut self, name: &str) {
        if matches!(name, "details" | "summary") {
            return self.details(name, false);
        }
        let Some(place) = self.inlines.iter().rposition(|(open, _)| open == name) else { return };
        // Elements that overlap are closed and opened again.
        for (_, open) in self.inlines[place..].iter().rev() {
            self.line.close(open);
        }
        self.inlines.remove(place);
        for (_, open) in &self.inlines[place..] {
            self.line.open(open);
        }
    }

    fn details(&mut self, name: &str, is_start: bool) {
        self.flush();
        match (name, is_start) {
            ("details", true) => self.push_html("<details>"),
            ("details", false) => self.push_html("</details>"),
            ("summary", true) => self.caption = Some(String::new()),
            _ => {
                let text = self.caption.take().unwrap_or_default();
                self.push_html(&format!("<summary>{}</summary>", html::escape(text.trim())));
            }
        }
    }

    fn image(&mut self, tag: &StartTag<()>) {
        let Some(address) = attribute(tag, "src").filter(|address| !address.is_empty()) else { return };
        self.settle();
        let alt = attribute(tag, "alt").unwrap_or_default();
        self.line.push_image(&address, &alt);
    }

    /// Adds the address of the page that a frame shows, as a paragraph.
    fn frame(&mut self, tag: &StartTag<()>) {
        let source = attribute(tag, "src").unwrap_or_default();
        let address = html::embedded_video(&source).unwrap_or(source);
        let address = if address.starts_with("//") { format!("https:{address}") } else { address };
        if !html::is_safe_address(&address) {
            self.found.losses.push("iframe".to_owned());
            return;
        }
        self.flush();
        self.line.push_text(&address);
        self.flush();
    }

    fn film(&mut self, name: &str, tag: &StartTag<()>) {
        let Some(address) = attribute(tag, "src").filter(|address| !address.is_empty()) else { return };
        let path = address.split(['?', '#']).next().unwrap_or("").to_ascii_lowercase();
        let is_film = path.ends_with(".mp4") || path.ends_with(".webm");
        if name != "audio" && is_film {
            self.line.push_image(&address, "");
            return;
        }
        let text = address.rsplit('/').next().unwrap_or(&address).to_owned();
        let link = OpenInline::Link(address, String::new());
        self.line.open(&link);
        self.line.push_text(&text);
        self.line.close(&link);
    }

    fn end_caption(&mut self) {
        let Some(caption) = self.caption.take() else { return };
        let caption = caption.split_whitespace().collect::<Vec<_>>().join(" ");
        if caption.is_empty() || self.line.set_caption(&caption) {
            return;
        }
        self.flush();
        self.line.push_text(&caption);
        self.flush();
    }

    fn end_code(&mut self) {
        let Some((language, code)) = self.code.take() else { return };
        let code = code.trim_matches('\n');
        self.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language.into()))));
        self.push(Event::Text(format!("{code}\n").into()));
        self.push(Event::End(TagEnd::CodeBlock));
    }

    fn start_container(&mut self, name: &str, tag: &StartTag<()>) {
        self.flush();
        if self.table.is_some() || self.containers.len() >= MAX_DEPTH {
            return;
        }
        let in_list = matches!(self.containers.last(), Some(Container::List(_)));
        match name {
            "li" => {
                if self.containers.last() == Some(&Container::Item) {
                    self.close_container();
                }
                if !matches!(self.containers.last(), Some(Container::List(_))) {
                    self.open_list(None);
                }
                self.push(Event::Start(Tag::Item));
                self.containers.push(Container::Item);
            }
            // Only an item is in a list.
            _ if in_list => {
                self.push(Event::Start(Tag::Item));
                self.containers.push(Container::Item);
                self.start_container(name, tag);
            }
            "ul" => self.open_list(None),
            "ol" => self
                .open_list(Some(attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1))),
            _ => {
                self.push(Event::Start(Tag::BlockQuote(None)));
                self.containers.push(Container::Quote);
            }
        }
    }

    fn open_list(&mut self, start: Option<u64>) {
        self.push(Event::Start(Tag::List(start.filter(|start| *start < 1_000_000_000))));
        self.containers.push(Container::List(start.is_some()));
    }

    fn end_container(&mut self, name: &str) {
        self.flush();
        let is_meant = |container: &Container| match name {
            "li" => *container == Container::Item,
            "ul" | "ol" => matches!(container, Container::List(_)),
            _ => *container == Container::Quote,
        };
        let Some(place) = self.containers.iter().rposition(is_meant) else { return };
        while self.containers.len() > place {
            self.close_container();
        }
    }

    fn close_container(&mut self) {
        let Some(container) = self.containers.pop() else { return };
        self.push(Event::End(match container {
            Container::Quote => TagEnd::BlockQuote(None),
            Container::List(is_ordered) => TagEnd::List(is_ordered),
            Container::Item => TagEnd::Item,
        }));
    }

    fn start_table(&mut self) {
        match &mut self.table {
            Some(table) => table.start_inner(&mut self.line),
            None => {
                self.flush();
                self.table = Some(TableReader::default());
            }
        }
    }

    fn end_table(&mut self) {
        let Some(mut table) = self.table.take() else { return };
        if table.end_inner(&mut self.line) {
            self.table = Some(table);
            return;
        }
        self.found.events.extend(table.finish(&mut self.line));
    }

    fn table_part(&mut self, name: &str, start: Option<&StartTag<()>>) {
        if name == "caption" {
            self.flush();
            return;
        }
        let Some(table) = &mut self.table else { return self.flush() };
        let number = |tag: &StartTag<()>, name: &str| {
            attribute(tag, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1)
        };
        match start {
            Some(tag) => {
                table.start_part(name, (number(tag, "colspan"), number(tag, "rowspan")), &mut self.line)
            }
            None => table.end_part(name, &mut self.line),
        }
    }

    fn finish(mut self) -> HtmlEvents {
        if self.code.is_some() {
            self.end_code();
        }
        self.end_caption();
        while self.table.is_some() {
            self.end_table();
        }
        self.flush();
        while !self.containers.is_empty() {
            self.close_container();
        }
        self.found.losses.sort();
        self.found.losses.dedup();
        self.found.events = html_blocks::with_tight_lists(self.found.events);
        self.found
    }
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{TextLines, html_events};
    use crate::import::page::markdown;
    use crate::import::site::html_blocks::tidied;

    fn read(html: &str, lines: TextLines) -> String {
        let written = markdown(&html_events(html, lines).events);
        assert!(written.lost.is_empty() && written.plain.is_empty(), "{html}: {written:?}");
        tidied(&written.text)
    }

    /// Every element that Markdown knows has its form there.
    #[test]
    fn elements() {
        let mut wrong = Vec::new();
        for (html, wanted) in [
            ("<p>Một <strong>hai </strong>ba, <em> bốn</em>.</p>", "Một **hai** ba, *bốn*."),
            ("<p><b><strong>a</strong></b> <b></b>b</p>", "**a** b"),
            ("<p><b>a<i>b</b>c</i></p>", "__a*b*__*c*"),
            ("<h2>Phần&nbsp;một</h2>Lời", "## Phần một\n\nLời"),
            ("<p>a<br>b<br/><br />c</p>", "a  \nb\n\nc"),
            ("<ul><li>a</li><li>b<ol start=3><li>c</li></ol></li></ul>", "- a\n- b\n  3. c"),
            ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c"),
            ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
            ("<p><a href=\"/x?a=1&amp;b=2\" title=\"T\">a</a></p>", "[a](/x?a=1&b=2 \"T\")"),
            (
                "<p><a name=\"x\">a</a> <u>b</u> H<sub>2</sub>O <del>c</del></p>",
                "a <u>b</u> H<sub>2</sub>O ~~c~~",
            ),
            ("<pre class=\"language-js\">let a;\n  &lt;b&gt;</pre>", "```js\nlet a;\n  <b>\n```"),
            ("<p>Gõ <code>a * b</code></p><hr>", "Gõ `a * b`\n\n---"),
            ("<p><a href=\"a.jpg\"><img src=\"a-300x200.jpg\" alt=\"Ảnh\"></a></p>", "![Ảnh](a-300x200.jpg)"),
            (
                "<figure><img src=a.jpg><figcaption>Lời <b>chú</b></figcaption></figure>",
                "![](a.jpg \"Lời chú\")",
            ),
            ("<p>https://youtu.be/vi_du_1</p>", "<https://youtu.be/vi_du_1>"),
            (
                "<iframe src=\"https://www.youtube.com/embed/vi-du-12345\"></iframe>",
                "<https://www.youtube.com/watch?v=vi-du-12345>",
            ),
            (
                "<table><tr><th>A</th><th>B</th></tr><tr><td>1<br>2</td><td>3|4</td></tr></table>",
                "|A|B|\n|-|-|\n|1<br>2|3\\|4|",
            ),
            (
                "<table><tr><td rowspan=2>A</td><td>B</td></tr><tr><td>C</td></tr></table>",
                "|A|B|\n|-|-|\n||C|",
            ),
            ("<p>a</p><!--more--><p>b</p>", "a\n\n<!-- more -->\n\nb"),
            ("<p>a</p><p><!-- [x y=1] --></p>", "a\n\n<!-- [x y=1] -->"),
            ("<script>x</script><p>1. a</p>", "1\\. a"),
        ] {
            let found = read(html, TextLines::Spaces);
            wrong.extend((found != wanted).then(|| format!("{html}: {found}")));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// In old posts of WordPress an empty line ends a paragraph, and another line end breaks the line.
    #[test]
    fn paragraphs_of_old_posts() {
        let html = "Một\nhai <b>ba</b>\n\nbốn\n<h3>Năm</h3>\nsáu\n\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n\n\n<em>bảy</em>\ntám";
        let wanted = "Một  \nhai **ba**\n\nbốn\n\n### Năm\n\nsáu\n\n- a\n- b\n\n*bảy*  \ntám";
        assert_eq!(read(html, TextLines::Paragraphs), wanted);
    }

    /// Deep and very long HTML is read in a moment.
    #[test]
    fn hostile_html() {
        for part in [
            "<blockquote>",
            "<ul><li>",
            "<b>",
            "<table><tr><td>",
            "<a href=x>",
            "<pre>",
            "<figure><figcaption>",
            "</p>",
            "<br>",
            "<!--",
            "&",
        ] {
            html_events(&part.repeat(20_000), TextLines::Paragraphs);
        }
    }

    proptest! {
        /// Any text of a paragraph is the text of the Markdown.
        #[test]
        fn text_is_kept(words in "[a-zđ0-9 .#*_<>\\[\\]()|+~`!&;=\\\\-]{1,40}") {
            let html = format!("<p>{}</p>", crate::html::escape(&words));
            let written = markdown(&html_events(&html, TextLines::Spaces).events);
            prop_assume!(written.lost.is_empty());
            let mut read = String::new();
            for event in pulldown_cmark::Parser::new_ext(&written.text, pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH | pulldown_cmark::Options::ENABLE_FOOTNOTES) {
                if let pulldown_cmark::Event::Text(text) = event {
                    read.push_str(&text);
                }
            }
            prop_assert_eq!(read.trim(), words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
}
