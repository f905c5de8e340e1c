//! Views used by many other views: links, dates, article cards and lists.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::picture::PictureView;
use crate::source::Text;

/// A text and the address that it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// The text of the link, not escaped.
    pub title: Text,
    /// The address, from `/` or absolute.
    pub href: Href,
}

/// A movement, and the address that it leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MovementLink {
    /// The title, not escaped.
    pub title: Text,
    /// The address, from `/`.
    pub href: Href,
    /// The title after the word for a movement, as rows of awards show it.
    pub label: String,
}

/// A day, with or without a time, in the formats that pages need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayView {
    /// ISO 8601: `2022-03-29`, or with a time and the offset of the site's time zone
    /// `2022-03-29T15:24:00+07:00`.
    pub iso: String,
    /// The day as `29/03/2022`.
    pub day: String,
    /// The day and time as `(15:24 | 29/03/2022)`, or `(29/03/2022)` without a time.
    pub stamp: String,
    /// The year, for grouping and links.
    pub year: i16,
}

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleCard {
    /// The headline, as plain text.
    pub title: Text,
    /// The address of the article's page.
    pub href: Href,
    /// The lead, else the summary of the text, as plain text on one line; cut after a sentence or a word when long.
    pub summary: String,
    /// The day of publication, with or without a time.
    pub date: DayView,
    /// The section, with its address.
    pub section: CachedView<LinkView>,
    /// The leading picture; absent when the article has none.
    pub cover: Option<PictureView>,
    /// `draft`, `future` or `expired` when only a preview shows the article; else absent.
    pub hidden: Option<&'static str>,
}

/// One page of a list of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// The articles of this page, newest first.
    pub articles: Vec<CachedView<ArticleCard>>,
    /// The number of this page, from 1.
    pub number: usize,
    /// The number of pages of the list.
    pub count: usize,
    /// The number of articles in the whole list.
    pub total: usize,
    /// The address of the previous page; absent on the first.
    pub previous: Option<Href>,
    /// The address of the next page; absent on the last.
    pub next: Option<Href>,
    /// Links to the first page, the last page and pages near this one, ascending.
    pub pages: Vec<PageNumber>,
}

/// The position of a page in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PagerView {
    /// The number of this page, from 1.
    pub number: usize,
    /// The number of pages of the list.
    pub count: usize,
    /// The number of items in the whole list.
    pub total: usize,
    /// The address of the previous page; absent on the first.
    pub previous: Option<Href>,
    /// The address of the next page; absent on the last.
    pub next: Option<Href>,
    /// Links to the first page, the last page and pages near this one, ascending.
    pub pages: Vec<PageNumber>,
}

/// A link to one page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageNumber {
    /// The number of the page, from 1.
    pub number: usize,
    /// The address of the page.
    pub href: Href,
    /// Whether it is the page being read.
    pub current: bool,
    /// Whether page numbers before this one are left out.
    pub gap: bool,
}
