//! Changes the Markdown of an old page where this program reads it differently: links, headings, line breaks, HTML.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use crate::import::site::code_tags::{SHOWN_OPEN, code_ranges, is_within};
use crate::import::site::embeds;
use crate::import::site::html_edits;
use crate::import::site::new_address::{AddressUse, NewAddress};
use crate::import::site::old_page::OldLineBreaks;
use crate::model::body_events::BodyText;

/// Something in Markdown that has no equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkdownLoss {
    /// Attributes, which were removed.
    Attributes(String),
    /// An element of HTML that the site does not show.
    Html(String),
    /// Formulas.
    Math(String),
}

/// How Markdown is changed.
#[derive(Clone, Copy, Debug)]
pub struct EditRules {
    /// How the old site showed line breaks.
    pub old_breaks: OldLineBreaks,
    /// How the new one does.
    pub new_breaks: OldLineBreaks,
}

/// Changed Markdown.
#[derive(Debug, Default)]
pub struct EditedMarkdown {
    /// The Markdown.
    pub text: String,
    /// What was lost.
    pub losses: Vec<MarkdownLoss>,
    /// Ids that headings had by an attribute, with the texts of these headings.
    pub heading_ids: Vec<(String, String)>,
}

/// Removes attributes such as `{#muc-tieu .red}` and `{: .red}`, which have no meaning here.
pub fn without_attributes(markdown: &str) -> EditedMarkdown {
    let code = code_ranges(markdown);
    let mut edited = EditedMarkdown::default();
    let mut at = 0;
    let mut previous_start = 0;
    for line in markdown.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let kept = if line.contains(['{', '[']) && !is_within(&code, start) {
            attribute_free_line(line, start, &code, &mut edited)
        } else {
            Some(line.to_owned())
        };
        match kept {
            Some(line) => {
                previous_start = edited.text.len();
                edited.text.push_str(&line);
            }
            // The list item above `{:toc}` is only its place.
            None if line.trim().starts_with("{:toc")
                && edited.text[previous_start..].starts_with(['*', '-', '+', '1']) =>
            {
                edited.text.truncate(previous_start);
            }
            None => {}
        }
    }
    edited
}

/// Returns a line without attributes; `None` if it has nothing else.
fn attribute_free_line(
    line: &str,
    start: usize,
    code: &[Range<usize>],
    edited: &mut EditedMarkdown,
) -> Option<String> {
    let trimmed = line.trim();
    let is_list = |text: &str| {
        let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        inner.is_some_and(|inner| {
            inner.starts_with([':', '.', '#']) && !inner.contains(['{', '}']) && inner.len() > 1
        })
    };
    if is_list(trimmed) || matches!(trimmed, "[TOC]" | "[toc]" | "[[toc]]" | "[[TOC]]") {
        edited.losses.push(MarkdownLoss::Attributes(trimmed.to_owned()));
        return None;
    }
    let content = line.trim_end();
    let is_heading = line.trim_start().starts_with('#');
    if let Some(open) = content.rfind(" {").filter(|open| is_heading && is_list(&content[open + 1..])) {
        let attributes = &content[open + 1..];
        let words = attributes[1..attributes.len() - 1].trim_start_matches(':').split_whitespace();
        let mut others = 0;
        let heading = content[..open].trim_start().trim_matches('#').trim();
        for word in words {
            match word.strip_prefix('#') {
                Some(id) => edited.heading_ids.push((id.to_owned(), heading.to_owned())),
                None => others += 1,
            }
        }
        if others > 0 {
            edited.losses.push(MarkdownLoss::Attributes(attributes.to_owned()));
        }
        return Some(format!("{}{}", &content[..open], &line[content.len()..]));
    }
    let mut kept = String::new();
    let mut done = 0;
    while let Some(open) = line[done..].find("{:").map(|at| done + at) {
        let Some(close) = line[open..].find('}').map(|at| open + at + 1) else { break };
        let is_attribute = is_list(&line[open..close]) && !is_within(code, start + open);
        kept.push_str(&line[done..if is_attribute { open } else { close }]);
        if is_attribute {
            edited.losses.push(MarkdownLoss::Attributes(line[open..close].to_owned()));
        }
        done = close;
    }
    kept.push_str(&line[done..]);
    Some(kept)
}

/// A link or picture that is being read.
struct OpenLink<'m> {
    range: Range<usize>,
    kind: LinkType,
    address: pulldown_cmark::CowStr<'m>,
    title: pulldown_cmark::CowStr<'m>,
    used: AddressUse,
    /// The end of what is in it so far.
    inner_end: usize,
    text: String,
}

/// Changes the links of Markdown by `resolve`, and headings, line breaks and HTML as `rules` say.
pub fn edited(
    markdown: &str,
    rules: &EditRules,
    resolve: &mut dyn FnMut(&str, AddressUse) -> NewAddress,
) -> EditedMarkdown {
    let mut editor = Editor { markdown, edits: Vec::new(), losses: Vec::new() };
    let body = BodyText::new(markdown);
    let events: Vec<(Event<'_>, Range<usize>)> = body.events().collect();
    let has_title = events
        .iter()
        .any(|(event, _)| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })));
    let mut open: Vec<OpenLink<'_>> = Vec::new();
    for (at, (event, range)) in events.iter().enumerate() {
        if let Some(link) = open.last_mut()
            && !matches!(event, Event::End(TagEnd::Link | TagEnd::Image))
        {
            link.inner_end = link.inner_end.max(range.end);
            if let Event::Text(text) | Event::Code(text) = event {
                link.text.push_str(text);
            }
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) if has_title => {
                editor.lower_heading(*level as usize, range)
            }
            Event::SoftBreak if open.is_empty() => {
                if let Some((_, next)) = events.get(at + 1) {
                    editor.break_line(range, next.start, rules);
                }
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                open.push(OpenLink::new(range, *link_type, dest_url, title, AddressUse::Link));
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                open.push(OpenLink::new(range, *link_type, dest_url, title, AddressUse::Picture));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let Some(link) = open.pop() else { continue };
                editor.link(&link, !open.is_empty(), resolve);
                if let Some(outer) = open.last_mut() {
                    outer.inner_end = outer.inner_end.max(link.range.end);
                    outer.text.push_str(&link.text);
                }
            }
            Event::Start(Tag::HtmlBlock) => editor.html(range, true, resolve),
            Event::InlineHtml(_) => editor.html(range, false, resolve),
            Event::Text(text) if text.contains("$$") => editor.math(range),
            _ => {}
        }
    }
    let mut losses = editor.losses;
    losses.dedup();
    EditedMarkdown { text: applied(markdown, editor.edits), losses, heading_ids: Vec::new() }
}

impl<'m> OpenLink<'m> {
    fn new(
        range: &Range<usize>,
        kind: LinkType,
        address: &pulldown_cmark::CowStr<'m>,
        title: &pulldown_cmark::CowStr<'m>,
        used: AddressUse,
    ) -> OpenLink<'m> {
        let opening = if used == AddressUse::Picture { 2 } else { 1 };
        OpenLink {
            range: range.clone(),
            kind,
            address: address.clone(),
            title: title.clone(),
            used,
            inner_end: range.start + opening,
            text: String::new(),
        }
    }
}

struct Editor<'m> {
    markdown: &'m str,
    edits: Vec<(Range<usize>, String)>,
    losses: Vec<MarkdownLoss>,
}

impl Editor<'_> {
    /// Makes a heading one level lower, because the title of the page is the only one of the first level.
    fn lower_heading(&mut self, level: usize, range: &Range<usize>) {
        let written = &self.markdown[range.clone()];
        if written.starts_with('#') {
            if level < 6 {
                self.edits.push((range.start..range.start, "#".to_owned()));
            }
            return;
        }
        // A line of `=` or `-` below the text.
        let text = written.trim_end();
        let Some(line) = text.rfind('\n') else { return };
        if text[..line].contains('\n') {
            return;
        }
        self.edits.push((range.start..range.start, format!("{} ", "#".repeat(level + 1))));
        self.edits.push((range.start + line..range.start + text.len(), String::new()));
    }

    /// Makes a line break mean what it meant on the old site.
    fn break_line(&mut self, range: &Range<usize>, next: usize, rules: &EditRules) {
        let is_picture = self.markdown[next..].starts_with("![");
        match (rules.old_breaks, rules.new_breaks) {
            // Pictures below one another stay a gallery.
            (OldLineBreaks::Spaces, OldLineBreaks::Breaks) if !is_picture && next >= range.end => {
                self.edits.push((range.start..next, " ".to_owned()));
            }
            (OldLineBreaks::Breaks, OldLineBreaks::Spaces) if !is_picture => {
                self.edits.push((range.start..range.start, "  ".to_owned()));
            }
            _ => {}
        }
    }

    fn link(
        &mut self,
        link: &OpenLink<'_>,
        is_nested: bool,
        resolve: &mut dyn FnMut(&str, AddressUse) -> NewAddress,
    ) {
        if link.kind == LinkType::Email || link.inner_end > link.range.end {
            return;
        }
        let new = resolve(&link.address, link.used);
        let is_autolink = link.kind == LinkType::Autolink;
        let text = embeds::plain(&link.text);
        match (new, link.used) {
            (NewAddress::Same, _) => {}
            (NewAddress::Address(address), AddressUse::Link) if is_autolink => {
                self.edits.push((link.range.clone(), format!("[{text}]({})", written_address(&address))));
            }
            (NewAddress::Page { address, title }, AddressUse::Link) if is_autolink => {
                let title = embeds::plain(&title);
                self.edits.push((link.range.clone(), format!("[{title}]({})", written_address(&address))));
            }
            (NewAddress::Address(address) | NewAddress::Page { address, .. }, _) => {
                let Some(close) = self.closing(link) else { return };
                let title = link.title.replace('\\', "\\\\").replace('"', "\\\"");
                let title = if title.is_empty() { String::new() } else { format!(" \"{title}\"") };
                let end = format!("]({}{title})", written_address(&address));
                self.edits.push((close..link.range.end, end));
            }
            (NewAddress::LinkTo(address), _) => {
                let text = if text.is_empty() { embeds::plain(&address) } else { text };
                let new = format!("[{text}]({})", written_address(&address));
                // A link has no link in it.
                self.edits.push((link.range.clone(), if is_nested { text } else { new }));
            }
            (NewAddress::TextOnly, AddressUse::Picture) => {
                self.edits.push((link.range.clone(), text));
            }
            (NewAddress::TextOnly, AddressUse::Link) if is_autolink => {
                let text = link.text.trim_start_matches(embeds::REFERENCE);
                self.edits.push((link.range.clone(), embeds::plain(text)));
            }
            (NewAddress::TextOnly, AddressUse::Link) => {
                let Some(close) = self.closing(link) else { return };
                self.edits.push((link.range.start..link.range.start + 1, String::new()));
                self.edits.push((close..link.range.end, String::new()));
            }
        }
    }

    /// Returns the place of the bracket that ends the text of a link.
    fn closing(&self, link: &OpenLink<'_>) -> Option<usize> {
        self.markdown.get(link.inner_end..link.range.end)?.find(']').map(|at| link.inner_end + at)
    }

    /// Changes the addresses of a piece of HTML, and replaces frames by links.
    fn html(
        &mut self,
        range: &Range<usize>,
        is_block: bool,
        resolve: &mut dyn FnMut(&str, AddressUse) -> NewAddress,
    ) {
        let written = &self.markdown[range.clone()];
        let changed = html_edits::edited(written, is_block, resolve);
        self.losses.extend(changed.losses.into_iter().map(MarkdownLoss::Html));
        if changed.text != written {
            self.edits.push((range.clone(), changed.text));
        }
    }

    fn math(&mut self, range: &Range<usize>) {
        if !self.losses.iter().any(|loss| matches!(loss, MarkdownLoss::Math(_))) {
            let line = self.markdown[range.clone()].trim().to_owned();
            self.losses.push(MarkdownLoss::Math(line));
        }
    }
}

/// Returns an address as Markdown needs it: in angle brackets if it has spaces or brackets.
fn written_address(address: &str) -> String {
    if address.contains([' ', '(', ')', '<', '>']) {
        format!("<{}>", address.replace('<', "%3C").replace('>', "%3E"))
    } else {
        address.to_owned()
    }
}

/// Returns the text with its changes, which do not overlap.
fn applied(markdown: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::with_capacity(markdown.len());
    let mut at = 0;
    for (range, new) in edits {
        if range.start < at {
            continue;
        }
        text.push_str(&markdown[at..range.start]);
        text.push_str(&new);
        at = range.end;
    }
    text.push_str(&markdown[at..]);
    text.replace(&SHOWN_OPEN[1..SHOWN_OPEN.len() - 1], "")
}

#[cfg(test)]
mod tests {
    use super::{AddressUse, EditRules, MarkdownLoss, NewAddress, edited, without_attributes};
    use crate::import::site::old_page::OldLineBreaks;

    fn changed(markdown: &str, old: OldLineBreaks, new: OldLineBreaks) -> String {
        let mut resolve = |address: &str, used: AddressUse| match (address, used) {
            ("cu", _) => NewAddress::Address("moi (1).md".to_owned()),
            ("mat", _) => NewAddress::TextOnly,
            ("old-page:tin/hai.md" | "https://cu.example/hai/", _) => NewAddress::Page {
                address: "../hai/index.md".to_owned(),
                title: "Hai *ngày* hội".to_owned(),
            },
            ("ngoai", _) => NewAddress::LinkTo("https://ngoai.example/a.jpg".to_owned()),
            _ => NewAddress::Same,
        };
        edited(markdown, &EditRules { old_breaks: old, new_breaks: new }, &mut resolve).text
    }

    /// Links and pictures of every form get their new addresses, keep their titles, or become text.
    #[test]
    fn links() {
        for (written, wanted) in [
            ("[a **b**](cu \"T\")", "[a **b**](<moi (1).md> \"T\")"),
            ("[a][r] b\n\n[r]: cu", "[a](<moi (1).md>) b\n\n[r]: cu"),
            ("![a](cu)", "![a](<moi (1).md>)"),
            ("[![a](cu)](cu)", "[![a](<moi (1).md>)](<moi (1).md>)"),
            ("x [a *b*](mat) y", "x a *b* y"),
            ("x ![a\\*](mat) y", "x a\\* y"),
            ("[![a](mat)](mat)", "a"),
            ("![a](ngoai)", "[a](https://ngoai.example/a.jpg)"),
            ("[a](khac) <https://b.example> <a@b.vn>", "[a](khac) <https://b.example> <a@b.vn>"),
            (
                "<https://cu.example/hai/> [a](https://cu.example/hai/)",
                "[Hai \\*ngày\\* hội](../hai/index.md) [a](../hai/index.md)",
            ),
            ("Xem <old-page:tin/hai.md>.", "Xem [Hai \\*ngày\\* hội](../hai/index.md)."),
            ("`[a](cu)`\n\n    [a](cu)", "`[a](cu)`\n\n    [a](cu)"),
            ("<a href=\"cu\">x</a> <img src='mat' alt=\"A\">", "<a href=\"moi (1).md\">x</a> A"),
            ("# Một\n\n## Hai ##\n\nBa\n---", "## Một\n\n### Hai ##\n\n### Ba"),
        ] {
            assert_eq!(changed(written, OldLineBreaks::Spaces, OldLineBreaks::Spaces), wanted, "{written}");
        }
    }

    /// A line break within a paragraph means on the new site what it meant on the old one.
    #[test]
    fn line_breaks() {
        let text = "Một\nhai\n\n> ba\n> bốn\n\n- năm\n  sáu\n\n![a](b)\n![c](d)";
        assert_eq!(
            changed(text, OldLineBreaks::Spaces, OldLineBreaks::Breaks),
            "Một hai\n\n> ba bốn\n\n- năm sáu\n\n![a](b)\n![c](d)"
        );
        assert_eq!(changed(text, OldLineBreaks::Breaks, OldLineBreaks::Breaks), text);
        assert_eq!(
            changed(text, OldLineBreaks::Breaks, OldLineBreaks::Spaces),
            "Một  \nhai\n\n> ba  \n> bốn\n\n- năm  \n  sáu\n\n![a](b)\n![c](d)"
        );
    }

    /// Attributes are removed; the ids of headings are kept for the links to them.
    #[test]
    fn attributes() {
        let found = without_attributes(
            "* mục lục\n{:toc}\n\n## Mục tiêu {#dich .do}\n\nLời[^1]{: .nho}.\n{.chu-thich}\n\n`{: x}` và {a}\n",
        );
        assert_eq!(found.text, "\n## Mục tiêu\n\nLời[^1].\n\n`{: x}` và {a}\n");
        assert_eq!(found.heading_ids, [("dich".to_owned(), "Mục tiêu".to_owned())]);
        let lost = ["{:toc}", "{#dich .do}", "{: .nho}", "{.chu-thich}"];
        assert_eq!(found.losses, lost.map(|text| MarkdownLoss::Attributes(text.to_owned())));
    }
}
