//! Decides which files are hidden: drafts, articles that are not approved, files before their day, and articles after it.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};

use crate::model::article::ReviewState;
use crate::model::date::ArticleDate;
use crate::model::records::Records;
use crate::model::site::{HiddenPage, HiddenReason};
use crate::source::{SourceId, Sources, Text};

/// The files that are hidden at one moment, whether a build shows them or not.
#[derive(Clone, Debug, Default)]
pub struct HiddenFiles {
    by_source: BTreeMap<SourceId, HiddenPage>,
    unread: Vec<SourceId>,
}

/// The keys of a file that may hide it.
#[derive(Clone, Copy, Debug, Default)]
struct Schedule {
    draft: bool,
    /// Whether it waits for an approval.
    unapproved: bool,
    /// The moment from which it is published.
    appears: Option<DateTime>,
    /// The first day on which it is hidden again.
    expires: Option<Date>,
}

impl HiddenFiles {
    /// Returns the files of `records` that are hidden at `now`, which is in the site's time zone; with `review`, also
    /// the articles that are not approved.
    pub fn at(now: DateTime, review: bool, records: &Records, sources: &Sources) -> HiddenFiles {
        let mut files = HiddenFiles { by_source: BTreeMap::new(), unread: records.unread_drafts.clone() };
        let moment = |publish: Option<ArticleDate>| publish.map(|publish| publish.moment());
        for record in &records.articles {
            let date = Some(record.date.value.moment());
            let schedule = Schedule {
                draft: record.draft,
                unapproved: review && record.review != Some(ReviewState::Approved),
                appears: date.max(moment(record.publish)),
                expires: record.expires,
            };
            files.add(record.source, &record.title.value, schedule, now);
        }
        for record in &records.movements {
            let schedule =
                Schedule { draft: record.draft, appears: moment(record.publish), ..Schedule::default() };
            files.add(record.source, &record.title.value, schedule, now);
        }
        for record in &records.pages {
            let schedule =
                Schedule { draft: record.draft, appears: moment(record.publish), ..Schedule::default() };
            files.add(record.source, &record.title.value, schedule, now);
        }
        let name = |id: SourceId| Text::from(sources.find(id).map_or("", |source| source.name()));
        for record in &records.decisions {
            let schedule =
                Schedule { draft: record.draft, appears: moment(record.publish), ..Schedule::default() };
            let number = record.number.as_ref().map(|number| number.value.clone());
            let title = number.or_else(|| record.undocumented.clone());
            let title = title.unwrap_or_else(|| name(record.source));
            files.add(record.source, &title, schedule, now);
        }
        for source in &records.unread_drafts {
            files.add(*source, &name(*source), Schedule { draft: true, ..Schedule::default() }, now);
        }
        files
    }

    /// Returns why `source` is hidden, or would be in a build that shows no hidden files.
    pub fn reason(&self, source: SourceId) -> Option<HiddenReason> {
        self.by_source.get(&source).map(|page| page.reason)
    }

    /// Returns whether `source` is a draft that could not be read, so that no build can show it.
    pub fn is_unread(&self, source: SourceId) -> bool {
        self.unread.contains(&source)
    }

    /// Returns the drafts that could not be read, in the order of their paths.
    pub fn unread(&self) -> &[SourceId] {
        &self.unread
    }

    /// Returns all files, in no particular order.
    pub fn pages(&self) -> impl Iterator<Item = &HiddenPage> {
        self.by_source.values()
    }

    fn add(&mut self, source: SourceId, title: &Text, schedule: Schedule, now: DateTime) {
        let today = now.date();
        let appears = schedule.appears.filter(|moment| *moment > now);
        let (reason, day) = if schedule.draft {
            (HiddenReason::Draft, None)
        } else if schedule.unapproved {
            (HiddenReason::Unapproved, None)
        } else if let Some(day) = schedule.expires.filter(|day| *day <= today) {
            (HiddenReason::Expired, Some(day))
        } else if let Some(moment) = appears {
            (HiddenReason::Future, Some(moment.date()))
        } else {
            return;
        };
        self.by_source.insert(source, HiddenPage { source, title: title.clone(), reason, day });
    }
}
