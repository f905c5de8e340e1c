//! Finds the articles that appear or expire between two points in time.

use crate::model::site::{HiddenReason, Site};
use crate::source::Text;

/// An article that appears or expires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledArticle {
    /// Title of the article.
    pub title: Text,
    /// Whether it appears or expires.
    pub change: ScheduledChange,
}

/// How the visibility of an article changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduledChange {
    /// Its publication date is reached.
    Appears,
    /// Its expiry date is reached.
    Expires,
}

/// Returns the articles that are visible in one site and hidden in the other, in order of the files. Both sites must
/// be built from the same sources.
pub fn scheduled_articles(then: &Site, now: &Site) -> Vec<ScheduledArticle> {
    let is_scheduled = |site: &Site, source| {
        site.hidden.iter().any(|hidden| hidden.source == source && hidden.reason == HiddenReason::Future)
    };
    let is_expired = |site: &Site, source| {
        site.hidden.iter().any(|hidden| hidden.source == source && hidden.reason == HiddenReason::Expired)
    };
    let appears = then.hidden.iter().filter(|hidden| hidden.reason == HiddenReason::Future);
    let appears =
        appears.filter(|hidden| !is_scheduled(now, hidden.source) && !is_expired(now, hidden.source));
    let expires = now.hidden.iter().filter(|hidden| hidden.reason == HiddenReason::Expired);
    // An article that was scheduled in `then` and is expired in `now` was never visible.
    let expires =
        expires.filter(|hidden| !is_expired(then, hidden.source) && !is_scheduled(then, hidden.source));
    let with_change = |change| {
        move |hidden: &crate::model::site::HiddenPage| ScheduledArticle {
            title: hidden.title.clone(),
            change,
        }
    };
    appears
        .map(with_change(ScheduledChange::Appears))
        .chain(expires.map(with_change(ScheduledChange::Expires)))
        .collect()
}
