//! Lists of articles and awards, and what leads from one article to another.

use crate::model::id::Id;
use crate::model::route::{Route, Slug};
use crate::model::site::ArticleId;
use crate::source::Text;

/// A page of a list of articles or awards.
#[derive(Clone, Debug)]
pub struct ListPage<I> {
    /// What the page lists, in order.
    pub items: Vec<I>,
    /// Which page of the list this is, from 1.
    pub number: usize,
    /// How many pages the list has.
    pub count: usize,
    /// How many the whole list has.
    pub total: usize,
    /// The route of its first page.
    pub first: Route,
}

impl<I> ListPage<I> {
    /// The route of page `number` of this list.
    pub fn route(&self, number: usize, word: &str) -> Route {
        self.first.list_page(number, word)
    }
}

/// The position of a tag in [`Plan::tags`](crate::plan::Plan::tags).
pub type TagId = Id<Tag>;

/// A tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The last part of its route.
    pub slug: Slug,
    /// As it was first written.
    pub name: Text,
    /// The articles that carry it, newest first.
    pub articles: Vec<ArticleId>,
}

/// The articles that an article leads on to.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    /// The next newer of its section.
    pub newer: Option<ArticleId>,
    /// The next older of its section.
    pub older: Option<ArticleId>,
    /// Others of its movements, nearest in time first, then others with its tags.
    pub related: Vec<ArticleId>,
}
