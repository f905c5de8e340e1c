//! Tracks the open elements of raw HTML from tag to tag.
//!
//! The number of open elements bounds the depth of the tree that the sanitizer builds; the time of the sanitizer is
//! proportional to the number of tags times that depth. The count is never much lower than the depth that an HTML
//! parser reaches (HTML Standard, *tree construction*), and higher only where end tags are missing or crossed.

use std::ops::Range;

use crate::html;

/// Elements that end implicitly where their parent ends.
const IMPLIED: &[&str] = &[
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "colgroup", "caption", "option",
    "optgroup", "rb", "rt", "rtc", "rp",
];

/// Elements that cannot be inside a `p`, and so end it.
const END_PARAGRAPHS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
];

/// Elements with the preceding siblings that their start tags end implicitly.
const ENDS_BESIDE: &[(&str, &[&str])] = &[
    ("li", &["li"]),
    ("dt", &["dt", "dd"]),
    ("dd", &["dt", "dd"]),
    ("td", &["td", "th"]),
    ("th", &["td", "th"]),
    ("tr", &["td", "th", "tr"]),
    ("tbody", &["td", "th", "tr", "tbody", "thead", "tfoot"]),
    ("thead", &["td", "th", "tr", "tbody", "thead", "tfoot"]),
    ("tfoot", &["td", "th", "tr", "tbody", "thead", "tfoot"]),
    ("option", &["option"]),
    ("optgroup", &["option", "optgroup"]),
    ("rb", &["rb", "rt", "rtc", "rp"]),
    ("rt", &["rb", "rt", "rp"]),
    ("rtc", &["rb", "rt", "rtc", "rp"]),
    ("rp", &["rb", "rt", "rp"]),
];

/// Elements inside which an end tag closes no element outside of them.
const SCOPES: &[&str] = &["table", "td", "th", "caption", "object", "marquee", "template", "svg", "math"];

/// Parts of a table; their end tags also end the cells inside.
const PARTS_OF_TABLES: &[&str] =
    &["table", "caption", "colgroup", "tbody", "thead", "tfoot", "tr", "td", "th"];

/// Void elements (without an end tag) that articles may not contain.
const FOREIGN_VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "embed", "frame", "keygen", "link", "meta", "param", "source",
    "track",
];

/// Elements that an HTML parser opens again in every paragraph until they are closed (the *list of active formatting
/// elements*).
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// The open elements, the outermost first, each with the byte range of its start tag.
#[derive(Debug, Default)]
pub struct OpenElements {
    elements: Vec<(String, Range<usize>)>,
    /// The number of formatting elements among them.
    formatting: usize,
    /// Whether the innermost elements belong to an `svg` or `math` element, where `/>` closes an element.
    in_drawing: bool,
}

impl OpenElements {
    /// The number of open elements.
    pub fn depth(&self) -> usize {
        self.elements.len()
    }

    /// The number of open elements that are opened again in every paragraph.
    pub fn reopened(&self) -> usize {
        self.formatting
    }

    /// The byte range of the start tag of formatting element number `at`, counted from the outermost.
    pub fn formatting_place(&self, at: usize) -> Option<Range<usize>> {
        let mut places = self.elements.iter().filter(|(name, _)| FORMATTING.contains(&name.as_str()));
        places.nth(at).map(|(_, place)| place.clone())
    }

    /// Records the start tag of `name` at `place`; `self_closing` if it ends in `/>`.
    pub fn open(&mut self, name: &str, self_closing: bool, place: Range<usize>) {
        if html::is_void(name) || FOREIGN_VOID.contains(&name) || (self.in_drawing && self_closing) {
            return;
        }
        if matches!(name, "svg" | "math") {
            self.in_drawing = true;
        } else if name != "a" && html::ELEMENTS.contains(&name) {
            self.in_drawing = false;
        }
        if END_PARAGRAPHS.contains(&name) {
            self.pop_if(&["p"]);
        }
        if let Some((_, ended)) = ENDS_BESIDE.iter().find(|(element, _)| *element == name) {
            while self.pop_if(ended) {}
        }
        self.formatting += usize::from(FORMATTING.contains(&name));
        self.elements.push((name.to_owned(), place));
    }

    /// Records the end tag of `name`.
    pub fn close(&mut self, name: &str) {
        let is_part = PARTS_OF_TABLES.contains(&name);
        let is_end = |open: &str| SCOPES.contains(&open) && !(is_part && PARTS_OF_TABLES.contains(&open));
        let reached = self.elements.iter().rev().take_while({
            let mut is_open = true;
            move |(open, _)| std::mem::replace(&mut is_open, open == name || !is_end(open))
        });
        let Some(behind) = reached.into_iter().position(|(open, _)| open == name) else { return };
        let at = self.elements.len() - 1 - behind;
        while self.elements.len() > at + 1 && self.pop_if(IMPLIED) {}
        self.elements.remove(at);
        self.formatting -= usize::from(FORMATTING.contains(&name));
        if matches!(name, "svg" | "math") {
            self.in_drawing = false;
        }
    }

    /// Returns the elements, in order, that are still open and need an end tag.
    pub fn unclosed(self) -> impl Iterator<Item = (String, Range<usize>)> {
        let needs_end = |name: &str| html::ELEMENTS.contains(&name) && !IMPLIED.contains(&name);
        self.elements.into_iter().filter(move |(name, _)| needs_end(name))
    }

    /// Closes the innermost element if it is one of `names`, and returns whether it was.
    fn pop_if(&mut self, names: &[&str]) -> bool {
        self.elements.pop_if(|(name, _)| names.contains(&name.as_str())).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::OpenElements;
    use crate::html;

    /// Returns the maximum depth of `written`, and the names of the elements open at its end.
    fn depth_and_open(written: &str) -> (usize, String) {
        let mut open = OpenElements::default();
        let mut deepest = 0;
        for tag in html::tags(written) {
            if tag.closing {
                open.close(&tag.name);
            } else {
                open.open(&tag.name, written[tag.range.clone()].ends_with("/>"), tag.range);
            }
            deepest = deepest.max(open.depth());
        }
        let names: Vec<String> = open.elements.into_iter().map(|(name, _)| name).collect();
        (deepest, names.join(" "))
    }

    /// Elements whose end tags may be left out do not accumulate.
    #[test]
    fn implied_ends() {
        for (written, deepest) in [
            ("<p>a<p>b<p>c<div>d</div>", 1),
            ("<ul><li>a<li>b<li>c</ul><ul><li>d</ul>", 2),
            ("<table><thead><tr><th>a<th>b<tbody><tr><td>a<td>b<tr><td>c</table>", 4),
            ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", 2),
            ("<br><hr/><img src=a><br/>", 0),
            ("<svg><path/><path/><path/></svg>", 1),
        ] {
            assert_eq!(
                depth_and_open(&written.repeat(9)).0,
                if written.starts_with("<p>") { 1 } else { deepest },
                "{written}"
            );
        }
    }

    /// Elements that an HTML parser leaves open stay counted: crossed tags, and end tags that a cell makes ineffective.
    #[test]
    fn elements_left_open() {
        for (written, open) in [
            ("<div><table><tr><td></div>", "div table tr td"),
            ("<b><i></b>", "i"),
            ("<foo><div></foo>", "div"),
            ("<foo/><foo/>", "foo foo"),
            ("<svg><p><path/>", "svg p path"),
            ("<table><tr><td><p>a</table>", ""),
            ("</div></b>", ""),
        ] {
            assert_eq!(depth_and_open(written).1, open, "{written}");
        }
    }
}
