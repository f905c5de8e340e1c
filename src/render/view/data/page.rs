//! `page`, which every template sees.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::data::basic::LinkView;
use crate::render::view::data::head::HeadView;

/// `page`: the page itself.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The name of its template without `.html`.
    pub kind: &'static str,
    /// Its address on this site.
    pub href: Href,
    /// Its whole address.
    pub permalink: Href,
    /// Its title.
    pub title: String,
    /// A sentence about it, for search engines and shared links.
    pub description: String,
    /// The pages above it, the first page first.
    pub crumbs: Vec<LinkView>,
    /// The feed that belongs to it.
    pub feed: Option<Href>,
    /// Whether search engines shall leave it out.
    pub unlisted: bool,
    /// What it tells machines.
    pub head: HeadView,
}
