//! Views of articles, movements and standalone pages.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::basic::{ArticleCard, DayView, LinkView, MovementLink};
use crate::render::view::data::honors::RollLink;
use crate::render::view::data::picture::PictureView;
use crate::render::view::data::statistics::YearBar;
use crate::source::Text;

/// `home`: the home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The newest article with a picture among the newest 16, else the newest; absent when there are no articles.
    pub lead: Option<CachedView<ArticleCard>>,
    /// The newest articles of every section that has any, without the lead.
    pub latest: Vec<LatestView>,
    /// The movements that run on the day of the build, the latest start first.
    pub movements: Vec<MovementCard>,
    /// The newest roll; absent when there is none.
    pub roll: Option<RollLink>,
    /// The numbers of awards of the last years, at most 10, newest first.
    pub years: Vec<YearBar>,
}

/// A section with its newest articles, on the home page.
#[derive(Clone, Debug, Serialize)]
pub struct LatestView {
    /// The section, with its address.
    pub section: CachedView<LinkView>,
    /// The articles, at most 4, newest first.
    pub articles: Vec<CachedView<ArticleCard>>,
}

/// `section`: the section of a list page.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// The title of the section.
    pub title: Text,
    /// The address of the first list page.
    pub href: Href,
    /// A sentence about it; absent when the settings have none.
    pub description: Option<Text>,
}

/// `to`: the target of a redirect.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// The address within this site, from `/`.
    pub href: Href,
    /// The absolute address.
    pub permalink: Href,
}

/// `article`, on the page of a news article.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// The headline, as plain text.
    pub title: Text,
    /// The summary above the text, as plain text; absent when the article has none.
    pub lead: Option<Text>,
    /// The day of publication, with or without a time.
    pub date: DayView,
    /// The day of the last change; absent when the article has none.
    pub updated: Option<DayView>,
    /// The author's name; absent when the article has none.
    pub author: Option<Text>,
    /// The first publisher of a reprint; absent for other articles.
    pub source: Option<Text>,
    /// The section, with its address.
    pub section: CachedView<LinkView>,
    /// The leading picture; absent when the article has none.
    pub cover: Option<PictureView>,
    /// The text as safe HTML.
    pub content: String,
    /// The headings of the text, for a table of contents.
    pub headings: Vec<HeadingView>,
    /// The movements that it belongs to, in the order written.
    pub movements: Vec<CachedView<MovementLink>>,
    /// The people that it is about, with the addresses of their pages.
    pub people: Vec<LinkView>,
    /// The tags, with the addresses of their lists; empty when tags have no pages.
    pub tags: Vec<LinkView>,
    /// `draft`, `future` or `expired` when only a preview shows the article; else absent.
    pub hidden: Option<&'static str>,
    /// The next newer article of the section; absent on the newest.
    pub newer: Option<LinkView>,
    /// The next older article of the section; absent on the oldest.
    pub older: Option<LinkView>,
    /// Related articles, at most 4: of the same movements, then with the same tags.
    pub related: Vec<CachedView<ArticleCard>>,
}

/// A heading of a text.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// The level, 1 to 6.
    pub level: u8,
    /// The plain text, without markup.
    pub text: Text,
    /// The anchor of the heading in the page.
    pub id: Text,
}

/// A movement in a list.
#[derive(Clone, Debug, Serialize)]
pub struct MovementCard {
    /// The name of the movement.
    pub title: Text,
    /// The address of its page.
    pub href: Href,
    /// The lead, else the summary of the text, as plain text on one line; cut after a sentence or a word when long.
    pub summary: String,
    /// The first day; absent when unknown.
    pub starts: Option<DayView>,
    /// The last day; absent when unknown.
    pub ends: Option<DayView>,
    /// The number of its articles.
    pub articles: usize,
    /// The number of its awards; revoked ones are not counted.
    pub awards: usize,
}

/// `movement`, on the page of an emulation movement.
#[derive(Clone, Debug, Serialize)]
pub struct MovementView {
    /// The name of the movement.
    pub title: Text,
    /// The summary above the text, as plain text; absent when the record has none.
    pub lead: Option<Text>,
    /// The people that it addresses, in words; absent when the record does not say.
    pub audience: Option<Text>,
    /// The occasion of its launch, in words; absent when the record does not say.
    pub occasion: Option<Text>,
    /// The first day; absent when unknown.
    pub starts: Option<DayView>,
    /// The last day; absent when unknown.
    pub ends: Option<DayView>,
    /// The name of the unit that launched it, as on its first day; absent when unknown.
    pub launched_by: Option<Text>,
    /// The number of its plan; absent when unknown.
    pub document: Option<Text>,
    /// The address of the scan of its plan; absent when there is none.
    pub file: Option<Href>,
    /// The type and size of the scan, such as `PDF, 1,2 MB`; absent when there is no scan.
    pub file_note: Option<String>,
    /// The phases, in the order written.
    pub phases: Vec<PhaseView>,
    /// The movement that it is part of; absent when there is none.
    pub parent: Option<CachedView<MovementLink>>,
    /// The movements that are part of it.
    pub children: Vec<CachedView<MovementLink>>,
    /// The text as safe HTML.
    pub content: String,
    /// `draft` or `future` when only a preview shows the movement; else absent.
    pub hidden: Option<&'static str>,
}

/// A phase of a movement.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseView {
    /// The name of the phase.
    pub title: Text,
    /// The motto; absent when the record has none.
    pub theme: Option<Text>,
    /// The first day; absent when unknown.
    pub starts: Option<DayView>,
    /// The last day; absent when unknown.
    pub ends: Option<DayView>,
}

/// `standing`: a standalone page.
#[derive(Clone, Debug, Serialize)]
pub struct StandalonePageView {
    /// The title, as plain text.
    pub title: Text,
    /// The summary above the text, as plain text; absent when the page has none.
    pub lead: Option<Text>,
    /// The text as safe HTML.
    pub content: String,
    /// The headings of the text, for a table of contents.
    pub headings: Vec<HeadingView>,
    /// `draft` or `future` when only a preview shows the page; else absent.
    pub hidden: Option<&'static str>,
}

/// A tag with its number of articles.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The tag, as first written.
    pub title: Text,
    /// The address of the list of its articles.
    pub href: Href,
    /// The number of its articles.
    pub count: usize,
}

/// A year of the news archive.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// The calendar year.
    pub year: i16,
    /// The address of the year's page.
    pub href: Href,
    /// The number of its articles.
    pub count: usize,
}

/// A month of the news archive.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// The month, 1 to 12.
    pub month: i8,
    /// The number of its articles.
    pub count: usize,
    /// The address of the page of the month; absent when the page of the year has its articles.
    pub href: Option<Href>,
    /// The articles of the month, newest first; empty when the month has a page.
    pub articles: Vec<CachedView<ArticleCard>>,
}
