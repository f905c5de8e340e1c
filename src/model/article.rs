//! Records of articles, movements and standalone pages.

use jiff::civil::Date;

use crate::model::accepted::Accepted;
use crate::model::body::Body;
use crate::model::date::ArticleDate;
use crate::model::route::{Route, Slug};
use crate::source::{SourceId, Spanned, Text};

/// An article as its author wrote it.
#[derive(Clone, Debug)]
pub struct ArticleRecord {
    /// The Markdown file of the record.
    pub source: SourceId,
    /// The id or the title of its section: the first folder below `articles/`, with the span of that name.
    pub section: Spanned<Text>,
    /// The last part of its route, from the file or folder name.
    pub slug: Slug,
    /// The route of its page: `/section/slug/`.
    pub route: Route,
    /// The headline, as plain text.
    pub title: Spanned<Text>,
    /// The day of publication, with or without a time; a later date hides the article.
    pub date: Spanned<ArticleDate>,
    /// The day of the last change; absent when the front matter has none.
    pub updated: Option<Spanned<ArticleDate>>,
    /// The summary above the text, as plain text.
    pub lead: Option<Text>,
    /// The author's name, as printed under the article.
    pub author: Option<Text>,
    /// The name or address of the first publisher, when the article is a reprint.
    pub origin: Option<Text>,
    /// Which picture represents it in lists and shared links.
    pub cover: CoverChoice,
    /// Slugs or names of the movements that it belongs to, in the order written.
    pub movements: Vec<Spanned<Text>>,
    /// Ids of the people that it is about, in the order written.
    pub people: Vec<Spanned<Text>>,
    /// Tags: slug and tag as written, each tag once, in the order written. The slug of a tag without Latin letters is
    /// empty, and different tags may have the same.
    pub tags: Vec<(Slug, Spanned<Text>)>,
    /// Whether it is hidden as a draft.
    pub draft: bool,
    /// How far its approval is; absent before it is sent for approval.
    pub review: Option<ReviewState>,
    /// The day, perhaps with a time, from which it is published.
    pub publish: Option<ArticleDate>,
    /// The first day on which it is hidden again.
    pub expires: Option<Date>,
    /// Old routes that redirect to this page.
    pub aliases: Vec<Spanned<Text>>,
    /// The diagnostics that the author accepts for this file.
    pub accepted: Accepted,
    /// The Markdown and its outline.
    pub body: Body,
}

/// How far the approval of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewState {
    /// Sent for approval.
    Sent,
    /// Read by a colleague, who has no objection.
    Approved,
    /// Returned to the author, as a rule with a note.
    Returned,
}

impl ReviewState {
    /// All states with their words in front matter.
    pub const WORDS: [(&str, ReviewState); 3] = [
        ("sent", ReviewState::Sent),
        ("approved", ReviewState::Approved),
        ("returned", ReviewState::Returned),
    ];
}

/// Which picture is the cover of an article.
#[derive(Clone, Debug)]
pub enum CoverChoice {
    /// The first picture of the text, if there is one.
    FirstPicture,
    /// None.
    NoPicture,
    /// This one, which is shown above the text.
    Picture(Cover),
}

/// The leading picture of an article.
#[derive(Clone, Debug)]
pub struct Cover {
    /// The file, relative to the article.
    pub file: Spanned<Text>,
    /// The text alternative for readers who do not see the picture; may be empty.
    pub alt: Text,
    /// The caption below the picture.
    pub caption: Option<Text>,
    /// The photographer or owner.
    pub credit: Option<Text>,
}

/// An emulation movement as its author wrote it.
#[derive(Clone, Debug)]
pub struct MovementRecord {
    /// The Markdown file of the record.
    pub source: SourceId,
    /// The last part of its route; articles and awards may name it by this.
    pub slug: Slug,
    /// Its name, as plain text.
    pub title: Spanned<Text>,
    /// Other spellings by which articles and awards may name it.
    pub also: Vec<Text>,
    /// The summary above the text, as plain text.
    pub lead: Option<Text>,
    /// The slug or the name of the movement that it is part of.
    pub parent: Option<Spanned<Text>>,
    /// The people that it addresses, in words.
    pub audience: Option<Text>,
    /// The occasion of its launch, in words.
    pub occasion: Option<Text>,
    /// Its first day; absent when unknown.
    pub starts: Option<Spanned<Date>>,
    /// Its last day; absent when unknown.
    pub ends: Option<Spanned<Date>>,
    /// The plan that launched it.
    pub launch: Option<Launch>,
    /// Its phases, in the order written.
    pub phases: Vec<Phase>,
    /// Whether it is hidden as a draft.
    pub draft: bool,
    /// The day, perhaps with a time, from which it is published.
    pub publish: Option<ArticleDate>,
    /// Old routes that redirect to this page.
    pub aliases: Vec<Spanned<Text>>,
    /// The diagnostics that the author accepts for this file.
    pub accepted: Accepted,
    /// The Markdown and its outline.
    pub body: Body,
}

/// The plan that launched a movement.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The id or a name of the unit that launched it.
    pub unit: Option<Spanned<Text>>,
    /// The number of the plan, such as `18/KH-LĐLĐ`.
    pub document: Option<Text>,
    /// The scan of the plan, relative to `static/`.
    pub file: Option<Spanned<Text>>,
}

/// A phase of a movement.
#[derive(Clone, Debug)]
pub struct Phase {
    /// Its name, as plain text.
    pub title: Spanned<Text>,
    /// Its motto, as plain text.
    pub theme: Option<Text>,
    /// Its first day; absent when unknown.
    pub starts: Option<Spanned<Date>>,
    /// Its last day; absent when unknown.
    pub ends: Option<Spanned<Date>>,
}

/// A page that is neither an article nor a movement, such as the address of the office.
#[derive(Clone, Debug)]
pub struct StandalonePageRecord {
    /// The Markdown file of the record.
    pub source: SourceId,
    /// The only part of its route, from the file or folder name.
    pub slug: Slug,
    /// Its title, as plain text.
    pub title: Spanned<Text>,
    /// The summary above the text, as plain text.
    pub lead: Option<Text>,
    /// Whether it is hidden as a draft.
    pub draft: bool,
    /// The day, perhaps with a time, from which it is published.
    pub publish: Option<ArticleDate>,
    /// Old routes that redirect to this page.
    pub aliases: Vec<Spanned<Text>>,
    /// The diagnostics that the author accepts for this file.
    pub accepted: Accepted,
    /// The Markdown and its outline.
    pub body: Body,
}
