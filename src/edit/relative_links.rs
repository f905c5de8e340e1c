//! Rewrites the relative links of a file that moves, or whose targets move.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::edit::forms::RecordKind;
use crate::edit::key_path::KeyPath;
use crate::edit::markdown_document::{DocumentError, MarkdownDocument};
use crate::edit::patch::{PatchError, patch, tree};
use crate::edit::text_file::TextFile;
use crate::edit::wanted::Wanted;
use crate::html;
use crate::model::body_events::BodyText;
use crate::model::links::{file_path, join, relative};
use crate::text;

/// The way of a file, and of the files that it names, from their old places to their new ones.
pub struct FileMove<'m> {
    /// The folder of the file before.
    pub from: &'m str,
    /// The folder of the file afterwards.
    pub to: &'m str,
    /// Where the file is that was at a path; `None` if there was none.
    pub place: &'m dyn Fn(&str) -> Option<String>,
}

impl FileMove<'_> {
    /// The path that takes the place of `path`, which is relative to the old folder; `None` if it stays.
    fn new_path(&self, path: &str) -> Option<String> {
        let place = (self.place)(&join(self.from, path)?)?;
        let is_right = join(self.to, path).is_some_and(|found| found == place);
        (!is_right).then(|| relative(self.to, &place))
    }

    /// The address that takes the place of `written`, the address of a link; the same if it stays.
    fn new_address(&self, written: &str) -> String {
        let Some(path) = file_path(written) else { return written.to_owned() };
        let decoded = html::decode_path(path).unwrap_or_else(|| path.to_owned());
        let Some(new) = self.new_path(&text::nfc(&decoded)) else { return written.to_owned() };
        let is_plain =
            |sign: char| !sign.is_whitespace() && !sign.is_control() && !"%?#\\()<>&\"'".contains(sign);
        let new = if new.chars().all(is_plain) && decoded == path { new } else { html::encode_path(&new) };
        written.replacen(path, &new, 1)
    }
}

/// Returns the bytes of the Markdown file `bytes`, which describes `record`, with the links and the cover that lead to
/// the same files as before `file_move`. Links to no file stay as they are.
///
/// # Errors
/// If the file cannot be read, or a link cannot be rewritten so that it is read back.
pub fn with_moved_links(
    record: RecordKind,
    bytes: &[u8],
    file_move: &FileMove<'_>,
) -> Result<Vec<u8>, DocumentError> {
    let document = MarkdownDocument::parse(record, bytes)?;
    let body = moved_body(document.body(), file_move).ok_or(DocumentError::NoChange)?;
    let cover = document.values().value("cover").and_then(|cover| cover.value("file"));
    let cover = match cover {
        Some(Wanted::Text(path)) => file_path(path).and_then(|path| file_move.new_path(&text::nfc(path))),
        _ => None,
    };
    let changes: Vec<_> =
        cover.into_iter().map(|path| (KeyPath::dotted("cover.file"), Some(Wanted::Text(path)))).collect();
    if changes.is_empty() && body == document.body() {
        return Ok(bytes.to_vec());
    }
    document.with(&changes, Some(&body))
}

/// Returns the bytes of the YAML file `bytes` with the paths of files that they had after `file_move`, such as the pages
/// of the menu. Texts that name no moved file stay as they are.
///
/// # Errors
/// If the file cannot be read, or no change was found after which it is read as wanted.
pub fn with_moved_paths(bytes: &[u8], file_move: &FileMove<'_>) -> Result<Vec<u8>, PatchError> {
    let file = TextFile::parse(bytes).map_err(|_| PatchError::Unsound)?;
    let values = tree(file.raw()).ok_or(PatchError::Unsound)?;
    let wanted = values.with_texts(&|written| {
        let path = file_path(written).filter(|path| *path == written);
        path.and_then(|path| file_move.new_path(&text::nfc(path))).unwrap_or_else(|| written.to_owned())
    });
    if wanted == values { Ok(bytes.to_vec()) } else { Ok(file.bytes(&patch(file.raw(), &wanted)?)) }
}

/// The text `body` with other addresses; `None` if one of them cannot be rewritten.
fn moved_body(body: &str, file_move: &FileMove<'_>) -> Option<String> {
    let links = body_links(body);
    let wanted: Vec<String> = links.iter().map(|link| file_move.new_address(&link.address)).collect();
    let mut places: Vec<(Range<usize>, &str)> = Vec::new();
    for (link, new) in links.iter().zip(&wanted).filter(|(link, new)| link.address != **new) {
        places.extend(link.places(body).into_iter().map(|place| (place, new.as_str())));
    }
    places.sort_by_key(|(place, _)| place.start);
    // Two references share one definition.
    places.dedup();
    let mut moved = body.to_owned();
    for (place, new) in places.into_iter().rev() {
        moved.replace_range(place, new);
    }
    let found = body_links(&moved);
    let is_right = found.len() == wanted.len()
        && found.iter().zip(&wanted).all(|(link, wanted)| link.address == *wanted)
        && found.iter().zip(&links).all(|(a, b)| a.kind == b.kind);
    is_right.then_some(moved)
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinkKind {
    /// `[text](address)`, also of a picture.
    Inline,
    /// `[text][label]`, with the address at another place.
    Reference,
    /// An attribute of HTML.
    Html,
}

/// A link of a body.
struct BodyLink {
    kind: LinkKind,
    address: String,
    /// Where it is; of a reference, what is no text.
    ranges: Vec<Range<usize>>,
}

impl BodyLink {
    /// Where the address is written.
    fn places(&self, body: &str) -> Vec<Range<usize>> {
        let Some(range) = self.ranges.first() else { return Vec::new() };
        let written = &body[range.clone()];
        match self.kind {
            LinkKind::Inline => {
                let start = written.rfind("](").map(|at| range.start + at + 2);
                start.and_then(|start| self.place_at(body, start)).into_iter().collect()
            }
            LinkKind::Html => {
                let quoted = ['"', '\'', '='].iter().find_map(|sign| {
                    let at = written.find(&format!("{sign}{}", self.address))?;
                    Some(range.start + at + 1)
                });
                quoted.map(|start| start..start + self.address.len()).into_iter().collect()
            }
            LinkKind::Reference => {
                let definitions = self.ranges.iter().flat_map(|range| {
                    let found = body[range.clone()].match_indices("]:");
                    found.map(|(at, sign)| range.start + at + sign.len())
                });
                definitions.filter_map(|start| self.place_at(body, start)).collect()
            }
        }
    }

    /// The place of the address, as it is read, behind blanks at `start`.
    fn place_at(&self, body: &str, start: usize) -> Option<Range<usize>> {
        let rest = &body[start..];
        let inner = rest.trim_start();
        let inner = inner.strip_prefix('<').unwrap_or(inner);
        let start = start + rest.len() - inner.len();
        let ends = |rest: &str| {
            rest.is_empty()
                || rest.starts_with([')', '>', '"', '\''])
                || rest.starts_with(char::is_whitespace)
        };
        let is_own = inner.strip_prefix(self.address.as_str()).is_some_and(ends);
        is_own.then(|| start..start + self.address.len())
    }
}

/// The links of `body`, in order.
fn body_links(body: &str) -> Vec<BodyLink> {
    let markdown = BodyText::new(body);
    let mut links = Vec::new();
    let mut texts: Vec<Range<usize>> = Vec::new();
    for (event, range) in markdown.events() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let kind = match link_type {
                    LinkType::Inline => LinkKind::Inline,
                    LinkType::Autolink | LinkType::Email | LinkType::WikiLink { .. } => continue,
                    _ => LinkKind::Reference,
                };
                links.push(BodyLink { kind, address: dest_url.to_string(), ranges: vec![range] });
            }
            Event::Start(Tag::HtmlBlock) => {
                links.extend(html_links(body, &range));
                texts.push(range);
            }
            Event::InlineHtml(_) => {
                links.extend(html_links(body, &range));
                texts.push(range);
            }
            Event::Text(_) | Event::Code(_) => texts.push(range),
            _ => {}
        }
    }
    let gaps = gaps(&texts, body.len());
    for link in links.iter_mut().filter(|link| link.kind == LinkKind::Reference) {
        link.ranges.clone_from(&gaps);
    }
    links
}

fn html_links(body: &str, range: &Range<usize>) -> Vec<BodyLink> {
    let mut links = Vec::new();
    for tag in html::tags(&body[range.clone()]) {
        let place = range.start + tag.range.start..range.start + tag.range.end;
        let addresses =
            tag.attributes.into_iter().filter(|(name, _)| matches!(name.as_str(), "href" | "src"));
        links.extend(addresses.map(|(_, address)| BodyLink {
            kind: LinkKind::Html,
            address,
            ranges: vec![place.clone()],
        }));
    }
    links
}

/// What is between `texts` in a text of `length` bytes: the definitions of references have no events.
fn gaps(texts: &[Range<usize>], length: usize) -> Vec<Range<usize>> {
    let mut texts = texts.to_vec();
    texts.sort_by_key(|text| text.start);
    let mut gaps = Vec::new();
    let mut at = 0;
    for text in texts {
        if at < text.start {
            gaps.push(at..text.start);
        }
        at = at.max(text.end);
    }
    gaps.push(at..length);
    gaps
}

#[cfg(test)]
mod tests {
    use super::{FileMove, RecordKind, with_moved_links, with_moved_paths};

    const FILES: [&str; 6] =
        ["tin/a.md", "tin/b.md", "tin/b2.md", "tin/anh.jpg", "tin/ảnh 1.jpg", "tin/a/c.jpg"];

    fn moved_from(path: &str) -> Option<String> {
        let inner = path.strip_prefix("content/articles/")?;
        match inner {
            "tin/a.md" => Some("content/articles/tin/a/index.md".to_owned()),
            _ => FILES.contains(&inner).then(|| path.to_owned()),
        }
    }

    fn moved(text: &str, from: &str, to: &str) -> String {
        let file_move = FileMove { from, to, place: &moved_from };
        let bytes = with_moved_links(RecordKind::Article, text.as_bytes(), &file_move).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// Links of every form lead to the same files; words, code and other addresses stay, byte for byte.
    #[test]
    fn links_lead_to_the_same_files() {
        let cases = [
            ("[b.md](b.md) b.md", "[b.md](../b.md) b.md"),
            ("[a](b.md#muc \"b.md\") `[a](b.md)`", "[a](../b.md#muc \"b.md\") `[a](b.md)`"),
            ("![](anh.jpg)\n![](a/c.jpg)", "![](../anh.jpg)\n![](c.jpg)"),
            ("[![b.md](anh.jpg)](<b.md>)", "[![b.md](../anh.jpg)](<../b.md>)"),
            ("![](ảnh 1.jpg)", "![](../%E1%BA%A3nh%201.jpg)"),
            ("![](<ảnh 1.jpg>)", "![](<../%E1%BA%A3nh%201.jpg>)"),
            ("![](%E1%BA%A3nh%201.jpg)", "![](../%E1%BA%A3nh%201.jpg)"),
            (
                "[x][b] [b] ![][p]\n\n[b]: b.md 'b'\n[p]: <anh.jpg>",
                "[x][b] [b] ![][p]\n\n[b]: ../b.md 'b'\n[p]: <../anh.jpg>",
            ),
            (
                "<a href=\"b.md\">b.md</a>\n\n<img src='anh.jpg' alt=anh.jpg>",
                "<a href=\"../b.md\">b.md</a>\n\n<img src='../anh.jpg' alt=anh.jpg>",
            ),
            ("[a](a.md) [b](b2.md)", "[a](index.md) [b](../b2.md)"),
            ("[x](thieu.md) [y](/tin/b/) [z](https://b.md) [w](#b) <https://b.md>", ""),
            ("    [a]: b.md\n\n```\n[a](b.md)\n```\n", ""),
        ];
        for (line_end, head) in
            [("\n", "---\ntitle: b.md # b.md\n---\n"), ("\r\n", "---\r\ntitle: b.md\r\n---\r\n")]
        {
            for (body, wanted) in cases {
                let wanted = if wanted.is_empty() { body } else { wanted };
                let text = |body: &str| format!("{head}{}", body.replace('\n', line_end));
                assert_eq!(
                    moved(&text(body), "content/articles/tin/", "content/articles/tin/a/"),
                    text(wanted)
                );
            }
        }
    }

    /// The cover of a moved file, and the links of other files to it, lead to the same files.
    #[test]
    fn covers_and_links_from_elsewhere() {
        let text = "---\ntitle: A\ncover: {file: anh.jpg, alt: Ảnh} # bìa\n---\nLời.\n";
        let wanted = text.replace("anh.jpg", "../anh.jpg");
        assert_eq!(moved(text, "content/articles/tin/", "content/articles/tin/a/"), wanted);
        let text = "---\ntitle: C\n---\n[a](../articles/tin/a.md?x#y) ![](../articles/tin/anh.jpg)\n";
        let wanted = text.replace("a.md", "a/index.md");
        assert_eq!(moved(text, "content/pages/", "content/pages/"), wanted);
        let yaml =
            "menu: # đầu trang\n- {title: A, to: articles/tin/a.md}\n- {title: B, to: articles/tin/b.md}\n";
        let file_move = FileMove { from: "content/", to: "content/", place: &moved_from };
        let bytes = with_moved_paths(yaml.as_bytes(), &file_move).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), yaml.replace("a.md", "a/index.md"));
    }
}
