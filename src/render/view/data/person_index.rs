//! Views of the index of the names of people and families.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::data::basic::PagerView;
use crate::source::Text;

/// `index`: the letters of the index of names, on the search page.
#[derive(Clone, Debug, Serialize)]
pub struct PersonIndexView {
    /// The letters, in Vietnamese order; empty when people have no pages.
    pub letters: Vec<IndexLetterView>,
}

/// A letter of the index of names.
#[derive(Clone, Debug, Serialize)]
pub struct IndexLetterView {
    /// The first letter of the given names, without a tone; `#` for names that begin with no letter.
    pub letter: String,
    /// The address of the page of the letter; absent when `people` has all.
    pub href: Option<Href>,
    /// The people and families with this letter, if the site has at most 100 in all; else empty.
    pub people: Vec<IndexedPerson>,
}

/// `letter`: one page of the given names with a letter, or the people with these names if they fit one page.
#[derive(Clone, Debug, Serialize)]
pub struct SearchLetterView {
    /// The first letter of the given names, without a tone; `#` for names that begin with no letter.
    pub letter: String,
    /// The given names of this page, in Vietnamese order; empty when `people` has all people with this letter.
    pub given_names: Vec<GivenNameLink>,
    /// The people and families by given name, if they are at most 300; else empty.
    pub people: Vec<IndexedPerson>,
    /// The position of this page in the list.
    pub pager: PagerView,
}

/// A given name with the address of its page.
#[derive(Clone, Debug, Serialize)]
pub struct GivenNameLink {
    /// The given name.
    pub name: Text,
    /// The number of people and families.
    pub count: usize,
    /// The address of the page of the given name.
    pub href: Href,
}

/// `given`: one page of the people and families with a given name.
#[derive(Clone, Debug, Serialize)]
pub struct GivenNameView {
    /// The given name.
    pub name: Text,
    /// The people and families of this page, in Vietnamese order of their names, then by the precedence of their units.
    pub people: Vec<IndexedPerson>,
    /// The position of this page in the list.
    pub pager: PagerView,
}

/// A person or family in the index of names.
#[derive(Clone, Debug, Serialize)]
pub struct IndexedPerson {
    /// The name, from the registry or the newest award.
    pub name: Text,
    /// The address of the page.
    pub href: Href,
    /// The current name of the unit in the newest award; absent when that has none.
    pub unit: Option<Text>,
    /// The name of the kind of the newest award; absent when all awards are revoked.
    pub kind: Option<Text>,
    /// The merit period of the newest award: `2022` or `2021–2022`; absent when all awards are revoked.
    pub period: Option<String>,
    /// The number of awards; revoked ones are not counted.
    pub count: usize,
}
