//! Finds the articles that appear or disappear between two moments.

use crate::model::site::{HiddenReason, Site};
use crate::source::Text;

/// An article that is to appear or to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledArticle {
    /// Its title.
    pub title: Text,
    /// Whether it appears or goes.
    pub turn: ScheduledChange,
}

/// What becomes of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduledChange {
    /// Its date has come.
    Appears,
    /// Its time is over.
    Goes,
}

/// What was hidden or shown `then` and is not `now`, of the same sources, in order of the files.
pub fn scheduled_articles(then: &Site, now: &Site) -> Vec<ScheduledArticle> {
    let waits = |site: &Site, source| {
        site.hidden.iter().any(|hidden| hidden.source == source && hidden.reason == HiddenReason::Future)
    };
    let over = |site: &Site, source| {
        site.hidden.iter().any(|hidden| hidden.source == source && hidden.reason == HiddenReason::Expired)
    };
    let appears = then.hidden.iter().filter(|hidden| hidden.reason == HiddenReason::Future);
    let appears = appears.filter(|hidden| !waits(now, hidden.source) && !over(now, hidden.source));
    let goes = now.hidden.iter().filter(|hidden| hidden.reason == HiddenReason::Expired);
    // What waited then and is over now was never seen.
    let goes = goes.filter(|hidden| !over(then, hidden.source) && !waits(then, hidden.source));
    let told = |turn| {
        move |hidden: &crate::model::site::HiddenPage| ScheduledArticle { title: hidden.title.clone(), turn }
    };
    appears.map(told(ScheduledChange::Appears)).chain(goes.map(told(ScheduledChange::Goes))).collect()
}
