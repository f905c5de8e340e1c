//! An article, a movement and a standing page, as their authors wrote them.

use jiff::civil::Date;

use crate::model::accepted::Accepted;
use crate::model::body::Body;
use crate::model::date::ArticleDate;
use crate::model::route::{Route, Slug};
use crate::source::{SourceId, Spanned, Text};

/// A news article.
#[derive(Clone, Debug)]
pub struct ArticleRecord {
    /// The file.
    pub source: SourceId,
    /// The section it stands in: the first folder below `articles/`.
    pub section: Spanned<Text>,
    /// The last part of its route.
    pub slug: Slug,
    /// Its route: `/section/slug/`.
    pub route: Route,
    /// The headline.
    pub title: Spanned<Text>,
    /// When it appears.
    pub date: Spanned<ArticleDate>,
    /// When it was last changed, where that is told.
    pub updated: Option<Spanned<ArticleDate>>,
    /// The summary above the text.
    pub lead: Option<Text>,
    /// Who wrote it.
    pub author: Option<Text>,
    /// Where it was first published.
    pub origin: Option<Text>,
    /// The leading picture.
    pub cover: Option<Cover>,
    /// Slugs of movements that it belongs to.
    pub movements: Vec<Spanned<Text>>,
    /// Ids of people that it is about.
    pub people: Vec<Spanned<Text>>,
    /// Free words behind their slugs, each slug once.
    pub tags: Vec<(Slug, Text)>,
    /// Not to be published.
    pub draft: bool,
    /// The day from which it is no longer published.
    pub expires: Option<Date>,
    /// Old routes that lead here.
    pub aliases: Vec<Spanned<Text>>,
    /// What need not be told of the file.
    pub accepted: Accepted,
    /// The text.
    pub body: Body,
}

/// A picture with what belongs to it.
#[derive(Clone, Debug)]
pub struct Cover {
    /// The file, relative to the article.
    pub file: Spanned<Text>,
    /// What it shows, for those who cannot see it.
    pub alt: Text,
    /// The line beneath.
    pub caption: Option<Text>,
    /// Who made it.
    pub credit: Option<Text>,
}

/// An emulation movement.
#[derive(Clone, Debug)]
pub struct MovementRecord {
    /// The file.
    pub source: SourceId,
    /// The last part of its route; articles and awards name it by this.
    pub slug: Slug,
    /// Its name.
    pub title: Spanned<Text>,
    /// A sentence about it.
    pub lead: Option<Text>,
    /// The slug of the movement that it is part of.
    pub parent: Option<Spanned<Text>>,
    /// Whom it addresses.
    pub audience: Option<Text>,
    /// On what occasion it was launched.
    pub occasion: Option<Text>,
    /// Its first day.
    pub starts: Option<Spanned<Date>>,
    /// Its last day.
    pub ends: Option<Spanned<Date>>,
    /// The plan that launched it.
    pub launch: Option<Launch>,
    /// Its parts in time.
    pub phases: Vec<Phase>,
    /// Not to be published.
    pub draft: bool,
    /// Old routes that lead here.
    pub aliases: Vec<Spanned<Text>>,
    /// What need not be told of the file.
    pub accepted: Accepted,
    /// The text.
    pub body: Body,
}

/// The plan that launched a movement.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The id of the unit that launched it.
    pub unit: Option<Spanned<Text>>,
    /// The number of the plan, such as `18/KH-LĐLĐ`.
    pub document: Option<Text>,
    /// Its scan, below `static/`.
    pub file: Option<Spanned<Text>>,
}

/// A part of a movement in time.
#[derive(Clone, Debug)]
pub struct Phase {
    /// Its name.
    pub title: Spanned<Text>,
    /// Its motto.
    pub theme: Option<Text>,
    /// Its first day.
    pub starts: Option<Spanned<Date>>,
    /// Its last day.
    pub ends: Option<Spanned<Date>>,
}

/// A page that is neither news nor movement, such as the address of the office.
#[derive(Clone, Debug)]
pub struct StandalonePageRecord {
    /// The file.
    pub source: SourceId,
    /// The last part of its route.
    pub slug: Slug,
    /// Its title.
    pub title: Spanned<Text>,
    /// A sentence about it.
    pub lead: Option<Text>,
    /// Not to be published.
    pub draft: bool,
    /// Old routes that lead here.
    pub aliases: Vec<Spanned<Text>>,
    /// What need not be told of the file.
    pub accepted: Accepted,
    /// The text.
    pub body: Body,
}
