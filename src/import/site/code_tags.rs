//! Finds shortcodes and tags in a text, and replaces them by what they mean.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::model::body_events::BodyText;

/// The most shortcodes around another one; further ones have no meaning.
const MAX_DEPTH: usize = 32;

/// The most bytes of a shortcode; more are text.
const MAX_TAG_BYTES: usize = 4000;

/// The most shortcodes of a page; the text of further ones stays as it is.
const MAX_TAGS: usize = 20_000;

/// What `{{` of a shown shortcode is until all others are replaced.
pub const SHOWN_OPEN: &str = "{\u{e000}{";

/// A shortcode or a tag, such as `{{< figure src="a.jpg" >}}` or `{% endraw %}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeTag {
    /// The bytes of the text that it takes.
    pub range: Range<usize>,
    /// The name in lower case, without a sign of closing.
    pub name: String,
    /// Whether it closes an earlier one of this name.
    pub closing: bool,
    /// Whether it has its text in itself, and can have no closing one.
    pub self_closing: bool,
    /// What follows the name.
    pub parameters: Parameters,
}

/// The parameters of a shortcode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// Those with a name, in lower case.
    pub named: Vec<(String, String)>,
    /// Those without, in order.
    pub positional: Vec<String>,
    /// All of them as they are written.
    pub written: String,
}

impl Parameters {
    /// Reads parameters: words, texts in quotes or backticks, and each of them behind `name=` or `name:`.
    pub fn read(written: &str) -> Parameters {
        let mut found = Parameters { written: written.trim().to_owned(), ..Parameters::default() };
        let mut rest = written.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|letter: char| letter.is_whitespace() || "=\"'`".contains(letter));
            let name = &rest[..end.unwrap_or(rest.len())];
            let after = &rest[name.len()..];
            let after_name = after.trim_start().strip_prefix('=').map(str::trim_start);
            let (key, from) = match after_name {
                Some(value) if !name.is_empty() => (Some(name), value),
                _ => (None, rest),
            };
            let (value, remaining) = read_value(from);
            match key {
                Some(key) => found.named.push((key.to_lowercase(), value)),
                None => found.positional.push(value),
            }
            rest = remaining.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
        }
        found
    }

    /// Returns the parameter with one of `names`; `None` for an empty one.
    pub fn named(&self, names: &[&str]) -> Option<&str> {
        let found = names.iter().find_map(|name| self.named.iter().find(|(key, _)| key == name));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Returns the parameter with one of `names`, or the one without a name at `place`, from 0.
    pub fn value(&self, names: &[&str], place: usize) -> Option<&str> {
        let at_place = || self.positional.get(place).map(String::as_str).filter(|value| !value.is_empty());
        self.named(names).or_else(at_place)
    }
}

/// Reads one value, and returns what follows it.
fn read_value(text: &str) -> (String, &str) {
    let Some(quote) = text.chars().next().filter(|first| "\"'`".contains(*first)) else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' if quote != '`' => value.extend(letters.next().map(|(_, next)| next)),
            letter if letter == quote => return (value, &text[at + letter.len_utf8()..]),
            letter => value.push(letter),
        }
    }
    (value, "")
}

/// What a shortcode means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagMeaning {
    /// A text within a line.
    Inline(String),
    /// A paragraph or another block of its own.
    Block(String),
    /// Nothing itself; what is between it and its end stays.
    Inner,
    /// Text before and after what is between it and its end.
    Around(String, String),
    /// A quotation with a first line and a last paragraph, if these are not empty.
    Quote(String, String),
    /// Code in a language, which may be empty.
    Code(String),
    /// A text in place of it and of everything up to its end.
    Replaced(String),
    /// It is left out with everything up to its end.
    Nothing,
    /// What it means is not known.
    Unknown,
}

/// A text without shortcodes, and the places of those that have no equal.
#[derive(Debug, Default)]
pub struct Translated {
    /// The Markdown that replaces it.
    pub text: String,
    /// The lines of shortcodes without an equal in the text before, from 1, with their texts.
    pub unknown: Vec<(usize, String)>,
}

/// Returns the ranges of code in Markdown, in order.
pub fn code_ranges(markdown: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (event, range) in BodyText::new(markdown).events() {
        if matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))) {
            found.push(range);
        } else if matches!(event, Event::End(TagEnd::CodeBlock)) {
            continue;
        }
    }
    found
}

/// Returns whether a byte is in one of the ranges, which are in order.
pub fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.contains(&at))
}

/// A piece of the result that is still open, because the end of its shortcode is to come.
struct OpenTag {
    end: usize,
    meaning: TagMeaning,
    text: String,
}

/// Replaces the shortcodes `tags` of `text`, which are in order, by what `meaning` returns for them. Its second argument
/// is what is between the shortcode and its end, if it has one.
pub fn translate(
    text: &str,
    tags: &[CodeTag],
    code: &[Range<usize>],
    meaning: &dyn Fn(&CodeTag, Option<&str>) -> TagMeaning,
) -> Translated {
    let tags = &tags[..tags.len().min(MAX_TAGS)];
    let ends = ends(tags);
    let mut translated = Translated::default();
    let mut open: Vec<OpenTag> = Vec::new();
    let mut current = String::new();
    let (mut at, mut line, mut counted) = (0, 1, 0);
    for (index, tag) in tags.iter().enumerate() {
        if tag.range.start < at {
            continue;
        }
        line += text[counted..tag.range.start].matches('\n').count();
        counted = tag.range.start;
        current.push_str(&text[at..tag.range.start]);
        at = tag.range.end;
        let written = &text[tag.range.clone()];
        if is_within(code, tag.range.start) {
            translated.unknown.push((line, written.to_owned()));
            current.push_str(written);
            continue;
        }
        if let Some(place) = open.iter().rposition(|open| open.end == index) {
            while open.len() > place {
                let closed = open.pop().expect("the loop ends at `place`");
                if matches!(closed.meaning, TagMeaning::Quote(..)) {
                    at = after_empty_lines(text, at);
                }
                current = finished(closed, &current);
            }
            continue;
        }
        let end = ends.get(&index).copied();
        let inner = end.map(|end| &text[tag.range.end..tags[end].range.start]);
        let meaning = if open.len() < MAX_DEPTH { meaning(tag, inner) } else { TagMeaning::Unknown };
        match meaning {
            TagMeaning::Inline(inline) => current.push_str(&inline),
            TagMeaning::Block(block) => {
                push_block(&mut current, &block);
                at = after_empty_lines(text, at);
            }
            TagMeaning::Unknown => {
                translated.unknown.push((line, written.to_owned()));
                push_comment(&mut current, written, &text[at..]);
            }
            TagMeaning::Replaced(text) => {
                current.push_str(&text);
                at = end.map_or(at, |end| tags[end].range.end);
            }
            TagMeaning::Nothing => at = end.map_or(at, |end| tags[end].range.end),
            TagMeaning::Code(language) => {
                push_block(&mut current, &fence(&language, inner.unwrap_or("")));
                at = after_empty_lines(text, end.map_or(at, |end| tags[end].range.end));
            }
            meaning => {
                if let Some(end) = end {
                    open.push(OpenTag { end, meaning, text: std::mem::take(&mut current) });
                }
            }
        }
    }
    current.push_str(&text[at..]);
    while let Some(unclosed) = open.pop() {
        current = finished(unclosed, &current);
    }
    translated.text = current;
    translated
}

/// Returns for each opening shortcode the position of its closing one.
fn ends(tags: &[CodeTag]) -> HashMap<usize, usize> {
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut found = HashMap::new();
    for (index, tag) in tags.iter().enumerate() {
        let of_name = open.entry(&tag.name).or_default();
        if !tag.closing {
            if !tag.self_closing {
                of_name.push(index);
            }
        } else if let Some(start) = of_name.pop() {
            found.insert(start, index);
        }
    }
    found
}

/// Returns the text before a shortcode with what is between it and its end, as it is written in its place.
fn finished(tag: OpenTag, inner: &str) -> String {
    let mut text = tag.text;
    match tag.meaning {
        TagMeaning::Around(before, after) => text.extend([before.as_str(), inner, after.as_str()]),
        TagMeaning::Quote(first, last) => {
            let lines = Some(first.as_str()).filter(|first| !first.is_empty()).into_iter();
            let below = if last.is_empty() { Vec::new() } else { vec!["", &last] };
            let lines = lines.chain(inner.trim_matches('\n').lines()).chain(below);
            let quoted: Vec<String> = lines.map(|line| format!("> {line}").trim_end().to_owned()).collect();
            push_block(&mut text, &quoted.join("\n"));
        }
        _ => text.push_str(inner),
    }
    text
}

/// Returns the offset of `sign` behind the byte `from`, in at most [`MAX_TAG_BYTES`].
pub fn find_near(text: &str, from: usize, sign: &str) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let near = &bytes[..bytes.len().min(MAX_TAG_BYTES)];
    memchr::memmem::find(near, sign.as_bytes()).map(|at| from + at)
}

/// Returns the spaces at the end of `text` if there is nothing else on its last line.
fn indent(text: &str) -> Option<&str> {
    let before = text.trim_end_matches([' ', '\t']);
    (before.is_empty() || before.ends_with('\n')).then(|| &text[before.len()..])
}

/// Adds a block with an empty line before and after it, indented as the line on which it is.
fn push_block(current: &mut String, block: &str) {
    let indent = indent(current).unwrap_or("").to_owned();
    current.truncate(current.len() - indent.len());
    let lines: Vec<String> = block
        .lines()
        .map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") })
        .collect();
    if !current.is_empty() {
        current.push_str(if current.ends_with("\n\n") {
            ""
        } else if current.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        });
    }
    current.push_str(&lines.join("\n"));
    current.push_str("\n\n");
}

/// Returns the place of the first line with a letter after a block; the block has an empty line below it.
fn after_empty_lines(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let line = rest.trim_start_matches([' ', '\t', '\n']);
    let skipped = &rest[..rest.len() - line.len()];
    at + skipped.rfind('\n').map_or(0, |end| end + 1)
}

/// Adds a shortcode without an equal as a comment; a comment at the beginning of a line has a line of its own.
fn push_comment(current: &mut String, written: &str, rest: &str) {
    let is_first = indent(current).is_some();
    current.push_str(&comment(written));
    if is_first && !rest.trim_start_matches([' ', '\t']).starts_with('\n') {
        current.push('\n');
    }
}

/// Returns a comment of HTML with this text.
pub fn comment(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("<!-- {} -->", text.replace("--", "- -"))
}

/// Returns a block of code that shows `code`.
pub fn fence(language: &str, code: &str) -> String {
    let longest =
        code.lines().map(|line| line.trim_start().bytes().take_while(|byte| *byte == b'`').count()).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", code.trim_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::Parameters;

    /// Parameters have names or places, in any quotes.
    #[test]
    fn parameters() {
        let found = Parameters::read(r#"src="a b.jpg" title='Nói "vui"' `thô \n` chữ alt = "x\"y" "#);
        assert_eq!(found.named(&["src"]), Some("a b.jpg"));
        assert_eq!(found.named(&["caption", "title"]), Some("Nói \"vui\""));
        assert_eq!(found.positional, ["thô \\n", "chữ"]);
        assert_eq!(found.value(&["alt"], 0), Some("x\"y"));
        assert_eq!(Parameters::read("\"không đóng").positional, ["không đóng"]);
    }
}
