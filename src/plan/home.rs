//! Chooses what the home page shows.

use crate::model::settings::SectionId;
use crate::model::site::{ArticleId, Movement, MovementId, Site};
use jiff::civil::Date;

/// Maximum number of articles of each section on the home page.
const ARTICLES_PER_SECTION: usize = 4;

/// The articles and movements that the home page shows.
#[derive(Clone, Debug, Default)]
pub struct HomeContents {
    /// The article at the top: the newest with a picture, if it is among the newest 16, else the newest.
    pub lead: Option<ArticleId>,
    /// The newest other articles of each section that has any, in the order of the sections.
    pub latest: Vec<(SectionId, Vec<ArticleId>)>,
    /// The movements that run on the day of the build, in the order of the site.
    pub movements: Vec<MovementId>,
}

impl HomeContents {
    /// Chooses the articles of `site`, and the movements that run on `today`.
    pub fn of(site: &Site, today: Date) -> HomeContents {
        let mut newest = site.articles.ids().take(ARTICLES_PER_SECTION * 4);
        let pictured = newest.find(|id| site.articles[*id].cover.is_some());
        let lead = pictured.or_else(|| site.articles.ids().next());
        let latest = site.settings.sections.ids().map(|section| {
            let articles = site.articles.entries();
            let of = articles.filter(|(id, article)| article.section == section && Some(*id) != lead);
            (section, of.take(ARTICLES_PER_SECTION).map(|(id, _)| id).collect::<Vec<ArticleId>>())
        });
        let running = site.movements.entries().filter(|(_, movement)| is_running(movement, today));
        HomeContents {
            lead,
            latest: latest.filter(|(_, articles)| !articles.is_empty()).collect(),
            movements: running.map(|(id, _)| id).collect(),
        }
    }
}

/// Returns true if a movement runs on `today`.
fn is_running(movement: &Movement, today: Date) -> bool {
    let record = &movement.record;
    record.starts.as_ref().is_none_or(|day| day.value <= today)
        && record.ends.as_ref().is_none_or(|day| today <= day.value)
}
