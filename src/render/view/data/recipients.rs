//! Recipients as templates see them.

use serde::Serialize;

use crate::render::view::cached::CachedView;
use crate::render::view::data::basic::{ArticleCard, LinkView};
use crate::render::view::data::registry::YearGroup;
use crate::source::Text;

/// A person, a team or a family with all awards.
#[derive(Clone, Debug, Serialize)]
pub struct RecipientView {
    /// The name.
    pub name: Text,
    /// `individual`, `collective` or `household`.
    pub to: &'static str,
    /// Ông, Bà, as in the newest award.
    pub honorific: Option<Text>,
    /// The position in the newest award.
    pub position: Option<Text>,
    /// The unit in the newest award, by its name now.
    pub unit: Option<LinkView>,
    /// How many awards there are; revoked ones are not counted.
    pub count: usize,
    /// The awards by year, newest first.
    pub years: Vec<YearGroup>,
    /// Articles about the recipient, newest first.
    pub articles: Vec<CachedView<ArticleCard>>,
    /// Others of the same name, with their units.
    pub namesakes: Vec<LinkView>,
    /// The same facts for search engines (schema.org), safe inside a script element.
    pub json_ld: String,
}
