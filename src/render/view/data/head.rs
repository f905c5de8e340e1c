//! The view `page.head`, which every template sees.

use serde::Serialize;

use crate::render::href::Href;
use crate::source::Text;

/// `page.head`: the metadata of a page for search engines, shared links and feed readers.
#[derive(Clone, Debug, Serialize)]
pub struct HeadView {
    /// A sentence about the page, as plain text; never empty.
    pub description: String,
    /// The absolute address for `<link rel="canonical">`; absent when search engines should not index the
    /// page.
    pub canonical: Option<Href>,
    /// The Open Graph type (ogp.me): `article`, `profile` or `website`.
    pub kind: &'static str,
    /// The picture for shared links; absent when neither the page nor the site has one.
    pub image: Option<ShareView>,
    /// The date of publication of an article, ISO 8601; absent for other pages.
    pub published: Option<String>,
    /// The date of the last change of an article, ISO 8601; absent when the article has none.
    pub modified: Option<String>,
    /// The title of an article's section; absent for other pages.
    pub section: Option<Text>,
    /// The feeds of the page's section and of the site; empty on the page of a recipient, and when feeds are switched
    /// off.
    pub feeds: Vec<FeedLink>,
    /// Structured data (schema.org, JSON-LD), escaped for a script element; absent when search engines should not
    /// index the page.
    pub json_ld: Option<String>,
}

/// The picture for shared links to a page.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// The absolute address of the picture.
    pub url: Href,
    /// The text alternative; may be empty.
    pub alt: Text,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The media type: `image/jpeg` or `image/png`.
    pub media: &'static str,
}

/// A feed that readers can subscribe to.
#[derive(Clone, Debug, Serialize)]
pub struct FeedLink {
    /// The title of the feed: of the section and the site, or of the site.
    pub title: String,
    /// The address of the feed.
    pub href: Href,
    /// The media type: `application/atom+xml` or `application/feed+json`.
    pub media: &'static str,
}

/// An icon of the site.
#[derive(Clone, Debug, Serialize)]
pub struct IconView {
    /// The `rel` of its link: `icon` or `apple-touch-icon`.
    pub rel: &'static str,
    /// The address of the picture.
    pub href: Href,
    /// The media type, such as `image/png`.
    pub media: &'static str,
    /// The `sizes` of its link: such as `32x32`, or `any`; absent when the size is not known.
    pub sizes: Option<&'static str>,
}

/// The colours for `<meta name="theme-color">`, as `#rrggbb`.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeColour {
    /// The colour for light pages.
    pub light: String,
    /// The colour for dark pages.
    pub dark: String,
}
