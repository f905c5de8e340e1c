//! Articles, movements and standing pages as templates see them.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::basic::{ArticleCard, DayView, LinkView};
use crate::render::view::data::honors::RollLink;
use crate::render::view::data::picture::PictureView;
use crate::render::view::data::statistics::YearBar;
use crate::source::Text;

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The newest article with a picture, else the newest.
    pub lead: Option<CachedView<ArticleCard>>,
    /// The newest articles of every section that has any, without the lead.
    pub latest: Vec<LatestView>,
    /// The movements that run now, those that began last first.
    pub movements: Vec<MovementCard>,
    /// The newest roll.
    pub roll: Option<RollLink>,
    /// How many awards there were in the last years, the newest first.
    pub years: Vec<YearBar>,
}

/// A section with its newest articles.
#[derive(Clone, Debug, Serialize)]
pub struct LatestView {
    /// The section.
    pub section: CachedView<LinkView>,
    /// Its articles.
    pub articles: Vec<CachedView<ArticleCard>>,
}

/// A section.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// Its title.
    pub title: Text,
    /// Its address.
    pub href: Href,
    /// A sentence about it.
    pub description: Option<Text>,
}

/// Where an old address leads.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// The address on this site.
    pub href: Href,
    /// The whole address.
    pub permalink: Href,
}

/// An article.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// The headline.
    pub title: Text,
    /// The summary above the text.
    pub lead: Option<Text>,
    /// When it appeared.
    pub date: DayView,
    /// When it was last changed.
    pub updated: Option<DayView>,
    /// Who wrote it.
    pub author: Option<Text>,
    /// Where it was first published.
    pub source: Option<Text>,
    /// Its section.
    pub section: CachedView<LinkView>,
    /// The leading picture.
    pub cover: Option<PictureView>,
    /// The text as HTML that is safe to show.
    pub content: String,
    /// Its headings, for a table of contents.
    pub headings: Vec<HeadingView>,
    /// The movements that it belongs to.
    pub movements: Vec<CachedView<LinkView>>,
    /// The people that it is about.
    pub people: Vec<LinkView>,
    /// Its tags.
    pub tags: Vec<LinkView>,
    /// `draft`, `future` or `expired` when it is shown only in a preview.
    pub hidden: Option<&'static str>,
    /// The next newer of its section.
    pub newer: Option<LinkView>,
    /// The next older of its section.
    pub older: Option<LinkView>,
    /// Others that belong to it.
    pub related: Vec<CachedView<ArticleCard>>,
}

/// A heading of a text.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 1 to 6.
    pub level: u8,
    /// Without marks.
    pub text: Text,
    /// Its anchor.
    pub id: Text,
}

/// A movement as it stands in lists.
#[derive(Clone, Debug, Serialize)]
pub struct MovementCard {
    /// Its name.
    pub title: Text,
    /// Its address.
    pub href: Href,
    /// A sentence about it.
    pub summary: String,
    /// Its first day.
    pub starts: Option<DayView>,
    /// Its last day.
    pub ends: Option<DayView>,
    /// How many articles belong to it.
    pub articles: usize,
    /// How many awards came from it.
    pub awards: usize,
}

/// A movement.
#[derive(Clone, Debug, Serialize)]
pub struct MovementView {
    /// Its name.
    pub title: Text,
    /// A sentence about it.
    pub lead: Option<Text>,
    /// Whom it addresses.
    pub audience: Option<Text>,
    /// On what occasion it was launched.
    pub occasion: Option<Text>,
    /// Its first day.
    pub starts: Option<DayView>,
    /// Its last day.
    pub ends: Option<DayView>,
    /// The unit that launched it, by its name then.
    pub launched_by: Option<Text>,
    /// The number of its plan.
    pub document: Option<Text>,
    /// The scan of its plan.
    pub file: Option<Href>,
    /// What kind of file the scan is and how large: `PDF, 1,2 MB`.
    pub file_note: Option<String>,
    /// Its parts in time.
    pub phases: Vec<PhaseView>,
    /// The movement that it is part of.
    pub parent: Option<CachedView<LinkView>>,
    /// The movements that are part of it.
    pub children: Vec<CachedView<LinkView>>,
    /// The text as HTML that is safe to show.
    pub content: String,
    /// `draft` when it is shown only in a preview.
    pub hidden: Option<&'static str>,
}

/// A part of a movement.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseView {
    /// Its name.
    pub title: Text,
    /// Its motto.
    pub theme: Option<Text>,
    /// Its first day.
    pub starts: Option<DayView>,
    /// Its last day.
    pub ends: Option<DayView>,
}

/// A standing page.
#[derive(Clone, Debug, Serialize)]
pub struct StandalonePageView {
    /// Its title.
    pub title: Text,
    /// A sentence about it.
    pub lead: Option<Text>,
    /// The text as HTML that is safe to show.
    pub content: String,
    /// Its headings, for a table of contents.
    pub headings: Vec<HeadingView>,
    /// `draft` when it is shown only in a preview.
    pub hidden: Option<&'static str>,
}

/// A tag with its number of articles.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The tag.
    pub title: Text,
    /// Its address.
    pub href: Href,
    /// How many articles carry it.
    pub count: usize,
}

/// A year of the archive.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// The year.
    pub year: i16,
    /// Its address.
    pub href: Href,
    /// How many articles it has.
    pub count: usize,
}

/// A month of the archive with its articles.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// 1 to 12.
    pub month: i8,
    /// Its articles, newest first.
    pub articles: Vec<CachedView<ArticleCard>>,
}
