//! A start tag of a clipboard with its attributes.

use html5gum::StartTag;

/// A start tag; names are in small letters.
pub(super) struct PastedTag {
    pub(super) name: String,
    /// Whether it ends with `/>`.
    pub(super) is_closed: bool,
    attributes: Vec<(String, String)>,
}

impl PastedTag {
    pub(super) fn new(tag: &StartTag<()>) -> PastedTag {
        const READ: &[&str] = &[
            "align",
            "alt",
            "aria-level",
            "cite",
            "class",
            "colspan",
            "datetime",
            "face",
            "height",
            "hidden",
            "href",
            "id",
            "role",
            "rowspan",
            "size",
            "src",
            "start",
            "style",
            "type",
            "value",
            "width",
        ];
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let attributes = tag.attributes.iter().map(|(name, value)| (text(name), text(&value.value)));
        PastedTag {
            name: text(&tag.name),
            is_closed: tag.self_closing,
            attributes: attributes.filter(|(name, _)| READ.contains(&name.as_str())).collect(),
        }
    }

    /// Returns the value of an attribute; empty if there is none.
    pub(super) fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value.trim())
    }

    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.attribute(name).eq_ignore_ascii_case(value)
    }

    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name).parse().ok()
    }

    /// Returns whether its own attributes hide it.
    pub(super) fn is_hidden(&self) -> bool {
        let has_hidden = self.attributes.iter().any(|(name, _)| name == "hidden");
        let style = self.attribute("style").to_ascii_lowercase().replace(char::is_whitespace, "");
        has_hidden || style.contains("display:none") || style.contains("visibility:hidden")
    }

    /// Returns whether it has no text of an article: it is hidden or deleted, or leads through the site.
    pub(super) fn is_left_out(&self) -> bool {
        let is_menu = self.name == "nav" || self.is("role", "navigation");
        is_menu || self.is_deleted() || self.attributes.iter().any(|(name, _)| name == "hidden")
    }

    /// Returns whether Word shows its text as deleted.
    fn is_deleted(&self) -> bool {
        let has_author = !self.attribute("cite").is_empty() && !self.attribute("datetime").is_empty();
        (self.name == "del" && has_author) || self.is("class", "msoDel")
    }

    /// Returns whether it is a picture of a single point, which counts visits.
    pub(super) fn is_point(&self) -> bool {
        let is_thin = |name| matches!(self.attribute(name), "0" | "1" | "0px" | "1px");
        is_thin("width") && is_thin("height")
    }

    /// Returns the level of a heading, from 0, that the attributes for screen readers give.
    pub(super) fn heading_level(&self) -> Option<u8> {
        if !self.is("role", "heading") {
            return None;
        }
        self.number::<u8>("aria-level").unwrap_or(2).checked_sub(1).filter(|level| *level < 9)
    }
}
