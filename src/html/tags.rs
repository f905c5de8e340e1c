//! Finds the tags in a piece of HTML.

use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// One tag of a piece of HTML, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlTag {
    /// The name of the element, in lower case.
    pub name: String,
    /// Whether it is an end tag.
    pub closing: bool,
    /// The attributes: names in lower case, and values as written.
    pub attributes: Vec<(String, String)>,
    /// The bytes of the tag in the piece.
    pub range: Range<usize>,
}

/// Returns the tags of `html` as a browser reads them (HTML §13.2.5), in order.
///
/// A tag that is not closed by `>` extends to the end of `html`. The result is for diagnostics only; what appears on
/// a page is decided by the sanitizer.
pub fn tags(html: &str) -> Vec<HtmlTag> {
    let mut found = Vec::new();
    let mut open: Option<HtmlTag> = None;
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<HtmlTag> {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let tag = |name, closing| HtmlTag {
                name: text(name),
                closing,
                attributes: Vec::new(),
                range: span.start..span.end.min(html.len()),
            };
            match (event, &mut open) {
                (CallbackEvent::OpenStartTag { name }, open) => *open = Some(tag(name, false)),
                (CallbackEvent::AttributeName { name }, Some(tag)) => {
                    tag.attributes.push((text(name), String::new()))
                }
                (CallbackEvent::AttributeValue { .. }, Some(tag)) => {
                    let written = html.get(span.start..span.end).unwrap_or("");
                    if let Some((_, value)) = tag.attributes.last_mut() {
                        written.clone_into(value);
                    }
                }
                (CallbackEvent::CloseStartTag { .. }, open) => {
                    return open
                        .take()
                        .map(|tag| HtmlTag { range: tag.range.start..span.end.min(html.len()), ..tag });
                }
                (CallbackEvent::EndTag { name }, _) => return Some(tag(name, true)),
                _ => {}
            }
            None
        });
    // Inside of `svg` and `math`, `title` and similar elements contain tags.
    let lower = html.to_ascii_lowercase();
    emitter.naively_switch_states(!["<svg", "<math"].iter().any(|start| lower.contains(start)));
    found.extend(Tokenizer::new_with_emitter(&format!("{html}>"), emitter).flatten());
    // The quotes of its last attribute were not closed.
    if let Some(mut tag) = open {
        tag.attributes.pop();
        tag.range.end = html.len();
        found.push(tag);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::tags;

    /// The title of a page is text; that of an `svg` contains elements, which count for the depth of the page.
    #[test]
    fn titles_in_svg_contain_tags() {
        assert_eq!(tags("<title><div><div></title>").len(), 2);
        assert_eq!(tags("<SVG><title><div><div>").len(), 4);
    }

    /// Tags are found with their attributes in any kind of quotes, and comments are not tags.
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

    /// Text and comments are not tags, and values stay as they are written.
    #[test]
    fn only_tags_are_tags() {
        let html = "<?x <b>?><!y <b>><script><b></script><textarea><i></textarea>é<a href=\"/?x&amp;é=1\"\n>";
        let found = tags(html);
        let names: Vec<(&str, bool)> = found.iter().map(|tag| (tag.name.as_str(), tag.closing)).collect();
        let expected =
            [("script", false), ("script", true), ("textarea", false), ("textarea", true), ("a", false)];
        assert_eq!(names, expected);
        assert_eq!(found[4].attributes, [("href".to_owned(), "/?x&amp;é=1".to_owned())]);
        assert_eq!(&html[found[4].range.clone()], "<a href=\"/?x&amp;é=1\"\n>");
    }

    /// A tag that is not closed extends to the end.
    #[test]
    fn unfinished_tags_extend_to_the_end() {
        for html in
            ["<div", "<div class", "<div class=a", "<div class=\"a>b", "<div class='é", "</div", "<div\u{a0}"]
        {
            let found = tags(&format!("é {html}"));
            assert_eq!(found.len(), 1, "{html}");
            assert_eq!(found[0].range, 3..3 + html.len(), "{html}");
        }
        for html in ["<", "</", "< a", "<é>", "<!--<b>", "<!"] {
            assert_eq!(tags(html), [], "{html}");
        }
    }
}
