//! Reads the export of WordPress (WXR): the entries with their texts, and the names of authors.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, Event};

use crate::import::site::front_matter::line_at;
use crate::import::site::note::SiteError;

/// The most entries of an export.
const MAX_ENTRIES: usize = 200_000;

/// The most elements around a text.
const MAX_DEPTH: usize = 32;

/// What WordPress has written of a site.
#[derive(Debug, Default)]
pub struct Export {
    /// The address of the site, without the last `/`.
    pub base: String,
    /// The names of authors as readers see them, by the names with which they log in.
    pub authors: BTreeMap<String, String>,
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
    /// The number of comments of all entries.
    pub comments: usize,
}

/// An entry: a post, a page, an attachment, or something of a plug-in.
#[derive(Debug, Default)]
pub struct Entry {
    /// The texts by the names of their elements, such as `wp:post_type`.
    pub texts: BTreeMap<String, String>,
    /// The categories and tags: domain, short name and name.
    pub terms: Vec<(String, String, String)>,
    /// The further values, by their keys.
    pub meta: BTreeMap<String, String>,
    /// The line at which the entry begins, from 1.
    pub line: usize,
    /// The line at which its content begins, from 1.
    pub content_line: usize,
}

impl Entry {
    /// Returns the text of an element without white space around it; empty if there is none.
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |text| text.trim())
    }

    /// Returns the number of the entry.
    pub fn id(&self) -> u64 {
        self.text("wp:post_id").parse().unwrap_or(0)
    }
}

/// Elements of an entry whose texts are kept.
const KEPT: &[&str] = &[
    "title",
    "link",
    "dc:creator",
    "content:encoded",
    "excerpt:encoded",
    "wp:post_id",
    "wp:post_date",
    "wp:post_modified",
    "wp:post_name",
    "wp:status",
    "wp:post_type",
    "wp:post_parent",
    "wp:post_password",
    "wp:attachment_url",
];

/// Further values of entries that are kept.
const KEPT_META: &[&str] = &["_thumbnail_id", "_wp_attachment_image_alt", "_wp_attached_file"];

/// Reads the entries and the authors of a file.
///
/// # Errors
///
/// [`SiteError::NotAnExport`] or [`SiteError::Damaged`].
pub fn read_export(xml: &str) -> Result<Export, SiteError> {
    let mut parser = Parser {
        xml,
        path: Vec::new(),
        text: String::new(),
        text_start: 0,
        export: Export::default(),
        author: (String::new(), String::new()),
        term: (String::new(), String::new()),
        meta_key: String::new(),
        is_export: false,
        line: (1, 0),
    };
    let mut reader = Reader::from_str(xml);
    loop {
        let place = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let damaged = |_| SiteError::Damaged { line: line_at(xml, place) };
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) => {
                let name = String::from_utf8_lossy(tag.name().as_ref()).into_owned();
                let attribute = |key: &str| {
                    let found = tag.try_get_attribute(key).ok().flatten();
                    found.map(|value| String::from_utf8_lossy(&value.value).into_owned()).unwrap_or_default()
                };
                parser.term_attributes(&name, (attribute("domain"), attribute("nicename")));
                parser.start(name, place)?;
            }
            Event::End(_) => parser.end(),
            Event::Text(text) => {
                let text = std::str::from_utf8(&text)
                    .map_err(|_| SiteError::Damaged { line: line_at(xml, place) })?;
                parser.push(text, place);
            }
            Event::CData(text) => {
                let text = std::str::from_utf8(&text)
                    .map_err(|_| SiteError::Damaged { line: line_at(xml, place) })?;
                parser.push(text, place + "<![CDATA[".len());
            }
            Event::GeneralRef(reference) => parser.push(&referred(&reference), place),
            Event::Eof if !parser.is_export => return Err(SiteError::NotAnExport),
            Event::Eof if !parser.path.is_empty() => {
                return Err(SiteError::Damaged { line: line_at(xml, place) });
            }
            Event::Eof => return Ok(parser.export),
            _ => {}
        }
    }
}

/// Returns the letter of a reference; one of a declared entity stays as it is written, because none is read.
fn referred(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    let name = String::from_utf8_lossy(reference);
    match &*name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        other => format!("&{other};"),
    }
}

struct Parser<'x> {
    xml: &'x str,
    path: Vec<String>,
    text: String,
    text_start: usize,
    export: Export,
    author: (String, String),
    /// The domain and the short name of the term that is open.
    term: (String, String),
    meta_key: String,
    is_export: bool,
    /// A line and its offset up to which lines are counted.
    line: (usize, usize),
}

impl Parser<'_> {
    fn term_attributes(&mut self, name: &str, attributes: (String, String)) {
        if name == "category" {
            self.term = attributes;
        }
    }

    fn start(&mut self, name: String, place: usize) -> Result<(), SiteError> {
        self.is_export |= name == "wp:wxr_version";
        if name == "item" {
            let line = self.line_of(place);
            self.export.entries.push(Entry { line, ..Entry::default() });
        }
        self.path.push(name);
        self.text.clear();
        if self.path.len() > MAX_DEPTH || self.export.entries.len() > MAX_ENTRIES {
            return Err(SiteError::Damaged { line: self.line_of(place) });
        }
        Ok(())
    }

    fn push(&mut self, text: &str, place: usize) {
        if self.text.is_empty() {
            self.text_start = place;
        }
        self.text.push_str(text);
    }

    fn line_of(&mut self, place: usize) -> usize {
        let (line, from) = self.line;
        if place < from {
            return line_at(self.xml, place);
        }
        let between = &self.xml.as_bytes()[from..place.min(self.xml.len())];
        self.line = (line + memchr::memchr_iter(b'\n', between).count(), place.min(self.xml.len()));
        self.line.0
    }

    fn end(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text);
        let above = self.path.last().map_or("", String::as_str);
        match (above, name.as_str()) {
            ("channel", "wp:base_blog_url") => {
                self.export.base = text.trim().trim_end_matches('/').to_owned()
            }
            ("wp:author", "wp:author_login") => self.author.0 = text,
            ("wp:author", "wp:author_display_name") => self.author.1 = text,
            ("channel", "wp:author") => {
                let (login, shown) = std::mem::take(&mut self.author);
                self.export.authors.insert(login, shown);
            }
            ("item", "wp:comment") => self.export.comments += 1,
            ("item", "category") => {
                let (domain, short) = std::mem::take(&mut self.term);
                if let Some(entry) = self.export.entries.last_mut() {
                    entry.terms.push((domain, short, text.trim().to_owned()));
                }
            }
            ("wp:postmeta", "wp:meta_key") => self.meta_key = text.trim().to_owned(),
            ("wp:postmeta", "wp:meta_value") => {
                let key = std::mem::take(&mut self.meta_key);
                if let Some(entry) =
                    self.export.entries.last_mut().filter(|_| KEPT_META.contains(&key.as_str()))
                {
                    entry.meta.insert(key, text.trim().to_owned());
                }
            }
            ("item", name) if KEPT.contains(&name) => {
                let line = if name == "content:encoded" { self.line_of(self.text_start) } else { 0 };
                if let Some(entry) = self.export.entries.last_mut() {
                    entry.content_line = entry.content_line.max(line);
                    entry.texts.insert(name.to_owned(), text.replace("\r\n", "\n"));
                }
            }
            _ => {}
        }
    }
}
