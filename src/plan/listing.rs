//! Lists of articles and awards, and links from an article to others.

use crate::model::recipients::RecipientId;
use crate::model::route::Route;
use crate::model::site::ArticleId;

/// One page of a list of articles or awards.
#[derive(Clone, Debug)]
pub struct ListPage<I> {
    /// The items on this page, in order.
    pub items: Vec<I>,
    /// The number of this page, from 1.
    pub number: usize,
    /// The number of pages of the list.
    pub count: usize,
    /// The number of items of the whole list.
    pub total: usize,
    /// The route of the first page of the list.
    pub first: Route,
}

impl<I> ListPage<I> {
    /// Returns the route of page `number` (from 1) of this list; `word` precedes the number in it.
    pub fn route(&self, number: usize, word: &str) -> Route {
        self.first.list_page(number, word)
    }
}

/// The articles that the page of an article links to.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    /// The next newer article of its section.
    pub newer: Option<ArticleId>,
    /// The next older article of its section.
    pub older: Option<ArticleId>,
    /// Articles of the same movements, nearest in time first, then articles with the same tags.
    pub related: Vec<ArticleId>,
}

/// The recipients that an address could mean.
#[derive(Clone, Debug)]
pub struct Namesakes {
    /// The recipients whose names readers see, in the order of the recipients of the site.
    pub recipients: Vec<RecipientId>,
    /// Whether the page of another one was removed on request.
    pub has_removed: bool,
}
