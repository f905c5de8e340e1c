//! Parses the Markdown of bodies: CommonMark, file names with spaces in links, and the marks of boxes.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, OffsetIter, Options, Parser, Tag};

use crate::model::callout::Callout;

/// Replaces spaces in the targets of links while they are parsed. Also one byte long, so that offsets stay the same;
/// CommonMark allows it in a target, unlike other control characters.
const SPACE: char = '\u{7f}';

/// Maximum length of a link from `](` to `)`, or of its text, in bytes.
const MAX_LINK_BYTES: usize = 1000;

/// Endings of the names of files that articles link to.
const FILE_ENDINGS: &[&str] = &[
    "7z", "avif", "bmp", "csv", "doc", "docx", "gif", "heic", "htm", "html", "jpeg", "jpg", "md", "mov",
    "mp3", "mp4", "odp", "ods", "odt", "pdf", "png", "ppt", "pptx", "rar", "rtf", "svg", "tif", "tiff",
    "txt", "webm", "webp", "xls", "xlsx", "zip",
];

/// The Markdown of a body, prepared for the parser.
pub struct BodyText<'m>(Cow<'m, str>);

impl<'m> BodyText<'m> {
    /// Prepares `markdown`.
    pub fn new(markdown: &'m str) -> BodyText<'m> {
        BodyText(with_joined_targets(markdown))
    }

    /// Returns the events of the Markdown with their ranges, in bytes of the Markdown as written.
    ///
    /// A quote with the mark of a box has the kind of the box; the line of the mark has no events.
    pub fn events(&self) -> BodyEvents<'_> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        BodyEvents {
            text: &self.0,
            is_changed: matches!(self.0, Cow::Owned(_)),
            parser: Parser::new_ext(&self.0, options).into_offset_iter(),
            ready: VecDeque::new(),
            callout: None,
        }
    }
}

/// An iterator over what the parser finds in a body, in document order, with its place.
pub struct BodyEvents<'t> {
    text: &'t str,
    /// Whether spaces are replaced in the text.
    is_changed: bool,
    parser: OffsetIter<'t>,
    /// Events that were read ahead.
    ready: VecDeque<(Event<'t>, Range<usize>)>,
    /// The mark of the quote with a kind that was read last.
    callout: Option<Callout<'t>>,
}

impl<'t> Iterator for BodyEvents<'t> {
    type Item = (Event<'t>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty() {
            let parsed = self.parsed()?;
            if !is_quote(&parsed.0) {
                return Some(parsed);
            }
            self.ready.push_back(parsed);
            self.read_mark();
        }
        self.ready.pop_front()
    }
}

impl<'t> BodyEvents<'t> {
    /// Returns the mark of the quote with a kind whose start is the event returned last.
    pub fn take_callout(&mut self) -> Option<Callout<'t>> {
        self.callout.take()
    }

    /// Returns the next event of the parser, with the spaces of link targets.
    fn parsed(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let (event, range) = self.parser.next()?;
        Some((if self.is_changed { with_spaces(event) } else { event }, range))
    }

    /// Reads the events behind the start of a quote: sets its kind if it begins with a mark, and skips the mark.
    fn read_mark(&mut self) {
        loop {
            let Some((event, range)) = self.parsed() else { return };
            let is_paragraph = event == Event::Start(Tag::Paragraph);
            let is_quote = is_quote(&event);
            let at = range.start;
            self.ready.push_back((event, range));
            if is_quote {
                continue;
            }
            let text = self.text;
            let Some(callout) = Callout::read(&text[at..]).filter(|_| is_paragraph) else { return };
            self.callout = Some(callout);
            let quote = self.ready.len() - 2;
            self.ready[quote].0 = Event::Start(Tag::BlockQuote(Some(callout.kind)));
            return self.skip_line();
        }
    }

    /// Skips the rest of the first line of the paragraph that was read last, or the paragraph if it has no more.
    fn skip_line(&mut self) {
        while let Some((event, _)) = self.parsed() {
            match event {
                Event::SoftBreak | Event::HardBreak => return,
                Event::End(pulldown_cmark::TagEnd::Paragraph) => {
                    self.ready.pop_back();
                    return;
                }
                _ => {}
            }
        }
    }
}

fn is_quote(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::BlockQuote(_)))
}

/// Returns `event` with spaces in place of [`SPACE`], in all that it says.
fn with_spaces(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(spaced(text)),
        Event::Code(text) => Event::Code(spaced(text)),
        Event::Html(text) => Event::Html(spaced(text)),
        Event::InlineHtml(text) => Event::InlineHtml(spaced(text)),
        Event::FootnoteReference(label) => Event::FootnoteReference(spaced(label)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let (dest_url, title, id) = (spaced(dest_url), spaced(title), spaced(id));
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let (dest_url, title, id) = (spaced(dest_url), spaced(title), spaced(id));
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(spaced(info))))
        }
        Event::Start(Tag::FootnoteDefinition(label)) => Event::Start(Tag::FootnoteDefinition(spaced(label))),
        other => other,
    }
}

fn spaced(text: CowStr<'_>) -> CowStr<'_> {
    if text.contains(SPACE) { CowStr::from(text.replace(SPACE, " ")) } else { text }
}

/// Returns `markdown` with [`SPACE`] in place of the spaces in the targets of links and pictures that are file names.
///
/// Where such a target is in code, the events have its spaces again.
fn with_joined_targets(markdown: &str) -> Cow<'_, str> {
    if markdown.contains(SPACE) {
        return Cow::Borrowed(markdown);
    }
    let mut joined: Option<String> = None;
    for (at, _) in markdown.match_indices("](") {
        let start = at + 2;
        let Some(target) = spaced_target(&markdown[start..], || is_picture(&markdown[..at])) else {
            continue;
        };
        let place = start + target.start..start + target.end;
        let target = markdown[place.clone()].replace(' ', "\u{7f}");
        joined.get_or_insert_with(|| markdown.to_owned()).replace_range(place, &target);
    }
    joined.map_or(Cow::Borrowed(markdown), Cow::Owned)
}

/// Returns the place of the target in `rest`, the text behind `](`, if the target is a file name with spaces.
fn spaced_target(rest: &str, is_picture: impl Fn() -> bool) -> Option<Range<usize>> {
    let mut near = rest.len().min(MAX_LINK_BYTES);
    while !rest.is_char_boundary(near) {
        near -= 1;
    }
    let line = rest[..near].split('\n').next().unwrap_or("");
    let start = line.len() - line.trim_start_matches(' ').len();
    if line[start..].starts_with('<') {
        return None;
    }
    let (mut depth, mut end) = (0, None);
    let mut letters = line.char_indices().skip(start);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => _ = letters.next(),
            // Another link begins before this one ends.
            '(' if line[..at].ends_with(']') => return None,
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = Some(at);
                break;
            }
            ')' => depth -= 1,
            '"' if line[..at].ends_with(' ') => {
                let (_, behind) = line[at + 1..].split_once('"')?;
                end = behind.trim_start_matches(' ').starts_with(')').then_some(at);
                break;
            }
            _ => {}
        }
    }
    let target = line[start..end?].trim_end_matches(' ');
    let is_joined = target.contains(' ') && (is_picture() || is_file_name(target));
    is_joined.then(|| start..start + target.len())
}

/// Whether `before`, the text up to `]`, ends with the text of a picture: `![…`.
fn is_picture(before: &str) -> bool {
    let mut depth = 0;
    for (at, letter) in before.char_indices().rev().take(MAX_LINK_BYTES) {
        match letter {
            ']' => depth += 1,
            '[' if depth == 0 => return before[..at].ends_with('!'),
            '[' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Whether `target` is the name of a file, with or without an anchor, not an address of another site or prose.
fn is_file_name(target: &str) -> bool {
    let path = target.split('#').next().unwrap_or(target);
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    !target.contains("://") && FILE_ENDINGS.contains(&&*ending)
}

#[cfg(test)]
mod tests {
    use super::{BodyText, Event, Tag};

    /// Returns the targets of the links and pictures in `markdown`.
    fn targets(markdown: &str) -> Vec<String> {
        let text = BodyText::new(markdown);
        let target = |(event, _)| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.to_string())
            }
            _ => None,
        };
        text.events().filter_map(target).collect()
    }

    /// File names with spaces and brackets are targets, with and without a title.
    #[test]
    fn names_with_spaces() {
        for (markdown, target) in [
            ("![Ảnh](Ảnh lễ 1.jpg)", "Ảnh lễ 1.jpg"),
            ("![x](ảnh (1).jpg)", "ảnh (1).jpg"),
            ("![x](ảnh (1).jpg \"Chú thích (trái)\")", "ảnh (1).jpg"),
            ("![x]( ảnh 1.jpg )", "ảnh 1.jpg"),
            ("![a [b] c](ảnh 1)", "ảnh 1"),
            ("[kế hoạch](/Kế hoạch 18.pdf)", "/Kế hoạch 18.pdf"),
            ("[mục tiêu](../Bài số 1.md#muc-tieu \"Mục tiêu\")", "../Bài số 1.md#muc-tieu"),
            ("> - [**a**](b c.PDF)", "b c.PDF"),
            ("[ảnh ![x](a b.jpg)](c d.pdf)", "c d.pdf"),
        ] {
            assert!(
                targets(markdown).iter().any(|found| found == target),
                "{markdown}: {:?}",
                targets(markdown)
            );
        }
    }

    /// Prose behind brackets, addresses of other sites, and links that need no help stay as CommonMark has them.
    #[test]
    fn other_brackets() {
        for markdown in [
            "[sic](nguyên văn của tác giả)",
            "[1](xem phụ lục 2.3)",
            "[x](https://thu.example/a b.pdf)",
            "`![x](ảnh 1.jpg)`",
            "    ![x](ảnh 1.jpg)",
            "![x](ảnh 1.jpg",
            "![x](ảnh\n1.jpg)",
        ] {
            assert_eq!(targets(markdown), [""; 0], "{markdown}");
        }
        assert_eq!(targets("[x](<a b.pdf> \"c d\")"), ["a b.pdf"]);
        assert_eq!(targets("![x](a.jpg \"c d.jpg\")"), ["a.jpg"]);
    }

    /// Code shows a target as it is written, and ranges are those of the text as written.
    #[test]
    fn text_is_as_written() {
        let markdown = "`[x](a b.pdf)` và ![ả](é b.jpg) cuối";
        let text = BodyText::new(markdown);
        let code = text.events().find_map(|(event, _)| match event {
            Event::Code(code) => Some(code.to_string()),
            _ => None,
        });
        assert_eq!(code.as_deref(), Some("[x](a b.pdf)"));
        let picture = text.events().find(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })));
        assert_eq!(picture.map(|(_, range)| &markdown[range]), Some("![ả](é b.jpg)"));
    }

    /// Titles, ids, labels and languages of code that look like targets have spaces, not what replaces them.
    #[test]
    fn only_spaces_are_published() {
        for markdown in [
            "[t](https://x.example \"b](c d.jpg)\")",
            "![t](x.jpg \"b](c d.jpg)\")",
            "```b](c d.jpg)\nx\n```",
            "[b](c d.jpg): /x\n\n[t][b](c d.jpg)",
            "x[^b](c d.jpg)\n\n[^b](c d.jpg): Lời.",
            "`b](c d.jpg)` <b title=\"b](c d.jpg)\">",
        ] {
            let text = BodyText::new(markdown);
            let events: Vec<_> = text.events().map(|(event, _)| format!("{event:?}")).collect();
            let events = events.concat();
            assert!(!events.contains("\\u{7f}") && !events.contains('\u{7f}'), "{markdown}: {events}");
        }
    }

    /// The mark of a box is read away; a quote without one stays a quote.
    #[test]
    fn marks_of_boxes() {
        let events = |markdown| {
            let text = BodyText::new(markdown);
            let mut kinds = Vec::new();
            let mut words = String::new();
            for (event, _) in text.events() {
                match event {
                    Event::Start(Tag::BlockQuote(kind)) => kinds.push(kind.is_some()),
                    Event::Text(text) => words.push_str(&text),
                    _ => {}
                }
            }
            (kinds, words)
        };
        assert_eq!(events("> [!NOTE]\n> Lời."), (vec![true], "Lời.".to_owned()));
        assert_eq!(events("> [!LƯU Ý] Hạn nộp\n>\n> Lời."), (vec![true], "Lời.".to_owned()));
        assert_eq!(events("> > [!TIP]\n> > Lời."), (vec![false, true], "Lời.".to_owned()));
        assert_eq!(events("> [!ABC]\n> Lời."), (vec![false], "[!ABC]Lời.".to_owned()));
        assert_eq!(events("> [!NOTE]"), (vec![true], String::new()));
        assert_eq!(events(">\n> [!NOTE]\n> Lời."), (vec![true], "Lời.".to_owned()));
    }
}
