//! Views of recipients.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::basic::{ArticleCard, LinkView, PagerView};
use crate::render::view::data::picture::PictureView;
use crate::render::view::data::registry::YearGroup;
use crate::source::Text;

/// `recipient`: a person, team or family with all its awards.
#[derive(Clone, Debug, Serialize)]
pub struct RecipientView {
    /// The name, from the registry or the newest award.
    pub name: Text,
    /// The portrait; absent when there is none, or when an award of the person is shown without the name.
    pub photo: Option<PictureView>,
    /// The kind of recipient: `individual`, `collective` or `household`.
    pub to: &'static str,
    /// The form of address in the newest award: Ông or Bà; absent when that has none.
    pub honorific: Option<Text>,
    /// The position in the newest award; absent when that has none.
    pub position: Option<Text>,
    /// The unit in the newest award, by its current name; absent when that has none.
    pub unit: Option<LinkView>,
    /// The number of awards; revoked ones are not counted.
    pub count: usize,
    /// The awards of this page by year, newest first.
    pub years: Vec<YearGroup>,
    /// The position of this page in the list of awards.
    pub pager: PagerView,
    /// The articles about the recipient, newest first.
    pub articles: Vec<CachedView<ArticleCard>>,
    /// Other recipients of the same name and kind, as `name – unit`, at most 3; empty if `namesakes_list` has them.
    pub namesakes: Vec<LinkView>,
    /// The address of the list of all recipients of that name; absent when `namesakes` has the others.
    pub namesakes_list: Option<Href>,
}

/// `namesakes`: the recipients that an address could mean.
#[derive(Clone, Debug, Serialize)]
pub struct NamesakesView {
    /// The recipients of this page, in Vietnamese order of their names, then by the precedence of their units.
    pub recipients: Vec<NamesakeView>,
    /// The position of this page in the list.
    pub pager: PagerView,
    /// Whether the page of another recipient at this address was removed on request.
    pub has_removed: bool,
}

/// A recipient in a list of namesakes.
#[derive(Clone, Debug, Serialize)]
pub struct NamesakeView {
    /// The name, from the registry or the newest award.
    pub name: Text,
    /// The address of the page.
    pub href: Href,
    /// The position in the newest award; absent when that has none.
    pub position: Option<Text>,
    /// The current name of the unit in the newest award; absent when that has none.
    pub unit: Option<Text>,
    /// The name of the kind of the newest award.
    pub kind: Text,
    /// The merit period of the newest award: `2022` or `2021–2022`.
    pub period: String,
    /// The number of awards; revoked ones are not counted.
    pub count: usize,
}
