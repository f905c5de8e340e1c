//! The view `page`, which every template sees.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::data::basic::LinkView;
use crate::render::view::data::head::HeadView;

/// `page`: the page being rendered.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The name of its template without `.html`.
    pub kind: &'static str,
    /// The address within this site, from `/`.
    pub href: Href,
    /// The absolute address.
    pub permalink: Href,
    /// The title, as plain text.
    pub title: String,
    /// The number of this page in its list, from 1; 1 for a page that is not part of a list.
    pub number: usize,
    /// A sentence about it, as plain text, for search engines and shared links; may be empty.
    pub description: String,
    /// The parent pages, the home page first, without this page.
    pub crumbs: Vec<LinkView>,
    /// The address of the menu entry that leads to this page, else to the nearest list above it; absent when
    /// the menu has neither.
    pub menu: Option<Href>,
    /// The address of the Atom feed of a section; absent on other pages.
    pub feed: Option<Href>,
    /// Whether search engines should not index it.
    pub unlisted: bool,
    /// Metadata for search engines, shared links and feed readers.
    pub head: HeadView,
}
