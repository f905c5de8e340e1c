//! Reports a plan and its outcome.

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::report::Reporter;
use crate::messages::Language;
use crate::publish::plan::{PageChange, PageChangeKind, PublishPlan};
use crate::publish::release::ReleaseFiles;
use crate::publish::session::PublishOutcome;

use super::run::PublishRun;

/// Pages of each kind of change that people are told by their titles.
const MAX_LISTED_FILES: usize = 12;

/// Tells what is to be done: pages by their titles, files by their number.
pub fn plan(plan: &PublishPlan, local: &ReleaseFiles, run: &PublishRun<'_>) {
    let (reporter, place) = (run.reporter, run.place.clone());
    if plan.is_empty() {
        reporter.sentence("publish-same", &[("place", place)]);
        return;
    }
    let (bytes, files) = plan.weight(local);
    changes(&plan.changes, reporter);
    let pages = |how| {
        plan.changes.iter().filter(|change| change.how == how && change.title.is_some()).count().to_string()
    };
    reporter.sentence(
        "publish-plan",
        &[
            ("place", place),
            ("new", pages(PageChangeKind::New)),
            ("changed", pages(PageChangeKind::Changed)),
            ("removed", pages(PageChangeKind::Removed)),
            ("files", files.to_string()),
            ("size", reporter.language.file_size(bytes)),
            ("bytes", bytes.to_string()),
            ("deleted", plan.doomed.len().to_string()),
        ],
    );
    if !plan.lost.is_empty() {
        let lost: Vec<String> = plan.lost.iter().cloned().collect();
        let told = [("count", lost.len().to_string()), ("paths", some(&lost, reporter))];
        reporter.sentence("publish-lost-files", &told);
    }
    if !plan.arrived.is_empty() {
        reporter.sentence("publish-resumed", &[("files", plan.arrived.len().to_string())]);
    }
}

/// Every change, one a line for programs; for people the titles of the first pages of each kind.
pub fn changes(changes: &[PageChange], reporter: &Reporter) {
    for how in [PageChangeKind::New, PageChangeKind::Changed, PageChangeKind::Lost, PageChangeKind::Removed] {
        let those = || changes.iter().filter(move |change| change.how == how);
        let name = match how {
            PageChangeKind::Lost => "publish-lost",
            PageChangeKind::New => "publish-new",
            PageChangeKind::Changed => "publish-changed",
            PageChangeKind::Removed => "publish-removed",
        };
        if reporter.is_json() {
            for change in those() {
                let title = change.title.clone().unwrap_or_default();
                let bytes = change.bytes.to_string();
                reporter.sentence(name, &[("path", change.path.clone()), ("title", title), ("bytes", bytes)]);
            }
            continue;
        }
        if how == PageChangeKind::Lost {
            // One sentence tells of all of them, pages or not.
            continue;
        }
        let titled: Vec<&PageChange> = those().filter(|change| change.title.is_some()).collect();
        for change in titled.iter().take(MAX_LISTED_FILES) {
            let title = change.title.clone().unwrap_or_default();
            let told = reporter.text(name, &[("path", change.path.clone()), ("title", title)]);
            reporter.note(&format!("  {told}"));
        }
        if titled.len() > MAX_LISTED_FILES {
            let more = (titled.len() - MAX_LISTED_FILES).to_string();
            reporter.note(&format!("  {}", reporter.text("publish-more", &[("more", more)])));
        }
    }
}

/// Tells what was done.
pub fn outcome(outcome: &PublishOutcome, connections: usize, time: Duration, run: &PublishRun<'_>) {
    for path in &outcome.left {
        run.reporter.sentence("publish-left", &[("path", path.clone())]);
    }
    let revision = outcome.release.as_ref().map_or_else(String::new, |release| release.revision.clone());
    let mut seconds = format!("{:.1}", time.as_secs_f64());
    if run.reporter.language == Language::Vi {
        seconds = seconds.replace('.', ",");
    }
    // A folder has no connections that anybody would count.
    let name = if connections > 0 { "publish-done" } else { "publish-done-here" };
    run.reporter.sentence(
        name,
        &[
            ("place", run.place.clone()),
            ("revision", revision),
            ("sent", outcome.sent.to_string()),
            ("removed", outcome.removed.to_string()),
            ("connections", connections.to_string()),
            ("seconds", seconds),
        ],
    );
}

/// The first few of `paths`, and how many more there are.
pub fn some(paths: &[String], reporter: &Reporter) -> String {
    let mut text = paths.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
    if paths.len() > 5 {
        let more = (paths.len() - 5).to_string();
        text.push_str(&reporter.text("publish-some-more", &[("more", more)]));
    }
    text
}

/// A moment as people of the site write it.
pub fn time(when: Timestamp, zone: &TimeZone, language: Language) -> String {
    let form = match language {
        Language::Vi => "%H:%M ngày %d/%m/%Y",
        Language::En => "%Y-%m-%d %H:%M",
    };
    zone.to_datetime(when).strftime(form).to_string()
}

/// How long ago a moment is, in the largest whole unit.
pub fn age(since: Timestamp, now: Timestamp, reporter: &Reporter) -> String {
    let minutes = (now.as_second() - since.as_second()).max(0) / 60;
    let (name, count) = match minutes {
        0..120 => ("age-minutes", minutes),
        120..2880 => ("age-hours", minutes / 60),
        _ => ("age-days", minutes / 1440),
    };
    reporter.text(name, &[("count", count.to_string())])
}
