//! Lists in pages, and links from an article to others.
//!
//! A page of a long list has fewer than 2,500 elements and 300 KB: the lengths below are what a page holds of each
//! kind of item, with the elements that the default theme needs for one.

use crate::model::recipients::RecipientId;
use crate::model::route::Route;
use crate::model::site::ArticleId;

/// Maximum number of movements on a page of their list.
pub const MOVEMENTS_PER_PAGE: usize = 100;

/// Maximum number of tags on a page of their list.
pub const TAGS_PER_PAGE: usize = 500;

/// Maximum number of articles on a page of the archive.
pub const ARCHIVED_PER_PAGE: usize = 300;

/// Maximum number of decisions on a page of their list.
pub const DECISIONS_PER_PAGE: usize = 60;

/// Maximum number of rows on a page of a decision, unless lists of awards have no limit.
pub const ROWS_PER_PAGE: usize = 140;

/// Maximum number of units on a page of their list.
pub const UNITS_PER_PAGE: usize = 300;

/// Maximum number of units that the page of the unit above them lists itself.
pub const MAX_CHILDREN: usize = 60;

/// Maximum number of parts by unit, or by movement, that a roll lists itself.
pub const MAX_PARTS: usize = 40;

/// Maximum number of parts on a page of the parts of a roll.
pub const PARTS_PER_PAGE: usize = 500;

/// Maximum number of names on a page of the index of a roll.
pub const NAMES_PER_PAGE: usize = 400;

/// Maximum number of awards on a page of a recipient; each has a keepsake too.
pub const RECIPIENT_AWARDS_PER_PAGE: usize = 50;

/// Maximum number of recipients on a page of namesakes.
pub const NAMESAKES_PER_PAGE: usize = 300;

/// Maximum number of people and families for which the search page lists all of them itself.
pub const MAX_INDEXED_ON_SEARCH: usize = 100;

/// Maximum number of people and families on a page of the index of names.
pub const INDEXED_PER_PAGE: usize = 300;

/// Maximum number of given names on a page of the index of names.
pub const GIVEN_NAMES_PER_PAGE: usize = 500;

/// The items of a list that one page shows.
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
    /// Returns the number of items on the pages before this one.
    pub fn before(&self) -> usize {
        if self.number == self.count {
            self.total - self.items.len()
        } else {
            (self.number - 1) * self.items.len()
        }
    }

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
    /// The recipients whose names readers see, in Vietnamese order of their names, then by the precedence of
    /// their units.
    pub recipients: Vec<RecipientId>,
    /// Whether the page of another one was removed on request.
    pub has_removed: bool,
}
