//! `page.head`, which every template sees.

use serde::Serialize;

use crate::render::href::Href;
use crate::source::Text;

/// `page.head`.
#[derive(Clone, Debug, Serialize)]
pub struct HeadView {
    /// A sentence about the page; never empty.
    pub description: String,
    /// The whole address by which search engines shall know it; absent when they shall leave it out.
    pub canonical: Option<Href>,
    /// `article`, `profile` or `website` (ogp.me).
    pub kind: &'static str,
    /// The picture that stands for it where it is shared.
    pub image: Option<ShareView>,
    /// When it appeared, ISO 8601, for an article.
    pub published: Option<String>,
    /// When it was last changed, likewise.
    pub modified: Option<String>,
    /// The section of an article.
    pub section: Option<Text>,
    /// The feeds that belong to it, and those of the site.
    pub feeds: Vec<FeedLink>,
    /// What it is for search engines (schema.org), each safe inside a script element.
    pub json_ld: Vec<String>,
}

/// The picture that stands for a shared page.
#[derive(Clone, Debug, Serialize)]
pub struct ShareView {
    /// Its whole address.
    pub url: Href,
    /// What it shows.
    pub alt: Text,
}

/// A feed to follow.
#[derive(Clone, Debug, Serialize)]
pub struct FeedLink {
    /// Of what.
    pub title: String,
    /// Its address.
    pub href: Href,
    /// Its media type.
    pub media: &'static str,
}

/// An icon of the site.
#[derive(Clone, Debug, Serialize)]
pub struct IconView {
    /// What it is for: `icon` or `apple-touch-icon`.
    pub rel: &'static str,
    /// Its address.
    pub href: Href,
    /// Its media type.
    pub media: &'static str,
    /// `32x32`, or `any`; nothing when that is not known.
    pub sizes: Option<&'static str>,
}

/// The colour of what a browser draws around the pages.
#[derive(Clone, Debug, Serialize)]
pub struct ThemeColour {
    /// Around light pages.
    pub light: String,
    /// Around dark pages.
    pub dark: String,
}
