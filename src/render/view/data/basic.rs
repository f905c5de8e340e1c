//! What many views consist of: links, days, cards and lists.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::picture::PictureView;
use crate::source::Text;

/// A text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// What it says.
    pub title: Text,
    /// Where it leads.
    pub href: Href,
}

/// A day, with the time where there is one, in the forms that pages need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayView {
    /// ISO 8601, with the offset of the site's time zone when there is a time.
    pub iso: String,
    /// `29/03/2022`.
    pub day: String,
    /// `(15:24 | 29/03/2022)`.
    pub stamp: String,
    /// The year.
    pub year: i16,
}

/// An article as it stands in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleCard {
    /// The headline.
    pub title: Text,
    /// Its address.
    pub href: Href,
    /// The lead, or what stands for it, as plain text.
    pub summary: String,
    /// When it appeared.
    pub date: DayView,
    /// Its section.
    pub section: CachedView<LinkView>,
    /// Its picture.
    pub cover: Option<PictureView>,
    /// `draft`, `future` or `expired` when it is shown only in a preview.
    pub hidden: Option<&'static str>,
}

/// A page of a list of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// The articles of this page.
    pub articles: Vec<CachedView<ArticleCard>>,
    /// Which page this is, from 1.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// How many articles the whole list has.
    pub total: usize,
    /// The address of the page before.
    pub previous: Option<Href>,
    /// The address of the page after.
    pub next: Option<Href>,
    /// The pages to choose from: the first, the last and those near this one.
    pub pages: Vec<PageNumber>,
}

/// Where in a list of awards a page stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PagerView {
    /// Which page this is, from 1.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// How many awards the whole list has.
    pub total: usize,
    /// The address of the page before.
    pub previous: Option<Href>,
    /// The address of the page after.
    pub next: Option<Href>,
    /// The pages to choose from: the first, the last and those near this one.
    pub pages: Vec<PageNumber>,
}

/// A page of a list to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageNumber {
    /// Its number.
    pub number: usize,
    /// Its address.
    pub href: Href,
    /// Whether it is the one being read.
    pub current: bool,
    /// Whether numbers are left out before it.
    pub gap: bool,
}
