//! Which raw HTML an article may hold, and a scanner that finds the tags of a piece of it.

use std::ops::Range;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Elements that survive in an article. No script, style, form, frame, SVG or MathML: every known way
/// around sanitisers needs one of them.
pub const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements that have no end tag.
const VOID: &[&str] = &["br", "col", "hr", "img", "input", "wbr"];

/// Attributes that survive on every element.
pub const ATTRIBUTES: &[&str] = &["class", "id", "lang", "title", "dir"];

/// Attributes that survive on one element.
pub const ELEMENT_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang"]),
    ("img", &["src", "alt", "width", "height", "loading"]),
    ("input", &["type", "checked", "disabled"]),
    ("ol", &["start"]),
    ("li", &["value"]),
    ("td", &["colspan", "rowspan", "align"]),
    ("th", &["colspan", "rowspan", "align", "scope"]),
    ("time", &["datetime"]),
    ("blockquote", &["cite"]),
    ("q", &["cite"]),
    ("del", &["cite", "datetime"]),
    ("ins", &["cite", "datetime"]),
    ("details", &["open"]),
    ("col", &["span"]),
];

/// Whether `attribute` survives on `element`.
pub fn is_kept(element: &str, attribute: &str) -> bool {
    ATTRIBUTES.contains(&attribute)
        || ELEMENT_ATTRIBUTES.iter().any(|(name, list)| *name == element && list.contains(&attribute))
}

/// Whether `element` has no end tag.
pub fn is_void(element: &str) -> bool {
    VOID.contains(&element)
}

/// One tag of a piece of HTML, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The element in lower case.
    pub name: String,
    /// Whether it is an end tag.
    pub closing: bool,
    /// Names in lower case and values as written.
    pub attributes: Vec<(String, String)>,
    /// Its bytes in the piece.
    pub range: Range<usize>,
}

/// The tags of `html`, in order; comments are passed over.
///
/// This finds what to tell an author. What reaches a page is decided by the sanitiser alone.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        if html[open..].starts_with("<!--") {
            at = html[open..].find("-->").map_or(html.len(), |end| open + end + 3);
            continue;
        }
        let (tag, end) = tag_at(html, open);
        at = match &tag {
            Some(tag) if !tag.closing && matches!(tag.name.as_str(), "script" | "style") => {
                end_tag_after(html, end, &tag.name)
            }
            _ => end,
        };
        found.extend(tag);
    }
    found
}

/// Where `</name` stands next, from byte `at` on; the end of `html` when it does not.
fn end_tag_after(html: &str, at: usize, name: &str) -> usize {
    let is_close = |open: usize| {
        let written = html.as_bytes().get(open + 2..open + 2 + name.len());
        written.is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes()))
    };
    let closes = html[at..].match_indices("</").map(|(found, _)| at + found);
    closes.into_iter().find(|open| is_close(*open)).unwrap_or(html.len())
}

/// The tag that begins at `open`, if any, and the byte to go on from.
fn tag_at(html: &str, open: usize) -> (Option<Tag>, usize) {
    let rest = &html[open + 1..];
    let closing = rest.starts_with('/');
    let name_start = open + 1 + usize::from(closing);
    let length = html[name_start..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(0);
    let length = if html[name_start..].bytes().all(|b| b.is_ascii_alphanumeric()) {
        html.len() - name_start
    } else {
        length
    };
    if length == 0 {
        return (None, open + 1);
    }
    let mut attributes = Vec::new();
    let mut at = name_start + length;
    while let Some(next) = html[at..].find(|c: char| !c.is_whitespace() && c != '/').map(|n| at + n) {
        if html[next..].starts_with('>') {
            at = next + 1;
            break;
        }
        let (attribute, end) = attribute_at(html, next);
        attributes.push(attribute);
        at = end.max(next + 1);
        while !html.is_char_boundary(at) {
            at += 1;
        }
    }
    let name = html[name_start..name_start + length].to_ascii_lowercase();
    (Some(Tag { name, closing, attributes, range: open..at }), at.max(open + 1))
}

fn attribute_at(html: &str, start: usize) -> ((String, String), usize) {
    let ends = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
    let name_end = html[start..].find(ends).map_or(html.len(), |n| start + n);
    let name = html[start..name_end].to_ascii_lowercase();
    let Some(after) = html[name_end..].trim_start().strip_prefix('=') else {
        return ((name, String::new()), name_end);
    };
    let after = after.trim_start();
    let value_start = html.len() - after.len();
    let (from, end, skip) = match after.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let from = value_start + 1;
            (from, html[from..].find(quote).map_or(html.len(), |n| from + n), 1)
        }
        _ => {
            let end =
                after.find(|c: char| c.is_whitespace() || c == '>').map_or(html.len(), |n| value_start + n);
            (value_start, end, 0)
        }
    };
    ((name, html[from..end].to_owned()), (end + skip).min(html.len()))
}

/// What of a path must be written as `%XX` in an address (RFC 3986 §3.3, and what HTML would mistake).
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// `text` as the value of a query in an address.
pub fn encode_query(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The address of `path`, whose names may hold spaces and Vietnamese letters.
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// The path of an address; `None` when it is not UTF-8.
pub fn decode_path(address: &str) -> Option<String> {
    percent_decode_str(address).decode_utf8().ok().map(|path| path.into_owned())
}

/// Whether `address` has a scheme that may stand on a page, or is a route of this site from `/`.
pub fn is_safe_address(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let scheme = ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
    let route = address.starts_with('/') && !address.starts_with("//") && !address.contains('\\');
    (scheme || route) && !address.contains(|c: char| c.is_control())
}

/// `text` with the characters that mean something in HTML and XML as references.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A length in bytes as people read it, in units of 1000 (IEC 80000-13): `840 kB`, `1,2 MB`; `comma` is that of the
/// language.
pub fn file_size(bytes: u64, comma: char) -> String {
    let thousands = bytes.div_ceil(1000);
    if thousands < 1000 {
        return format!("{thousands} kB");
    }
    let tenths = (bytes + 50_000) / 100_000;
    match tenths < 100 {
        true => format!("{}{comma}{} MB", tenths / 10, tenths % 10),
        false => format!("{} MB", (bytes + 500_000) / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::{file_size, tags};

    /// Lengths are told in the unit that leaves few digits.
    #[test]
    fn sizes() {
        let told =
            [1, 999_000, 999_001, 1_240_000, 9_960_000, 123_456_789].map(|bytes| file_size(bytes, ','));
        assert_eq!(told, ["1 kB", "999 kB", "1,0 MB", "1,2 MB", "10 MB", "123 MB"]);
    }

    /// Tags are found with their attributes however they are quoted, and comments are not tags.
    #[test]
    fn tags_are_found() {
        let found = tags("x <!-- <b> --><A HREF='../a.md' onclick=go()>y</a><br/><img src=\"a b.png\">");
        let names: Vec<&str> = found.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["a", "a", "br", "img"]);
        assert_eq!(found[0].attributes[0], ("href".into(), "../a.md".into()));
        assert_eq!(found[0].attributes[1], ("onclick".into(), "go()".into()));
        assert!(found[1].closing);
        assert_eq!(found[3].attributes[0].1, "a b.png");
    }

    /// Broken tags end somewhere and never panic.
    #[test]
    fn broken_tags_end() {
        for html in ["<", "<a", "<a href", "<a href=", "<a href='", "< a", "</", "<é>", "<a é=ó", "<a\u{a0}"]
        {
            let _ = tags(html);
        }
    }
}
