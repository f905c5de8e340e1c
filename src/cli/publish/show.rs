//! Reports a plan and its outcome.

use std::time::Duration;

use jiff::Timestamp;

use crate::cli::report::Reporter;
use crate::messages::Language;
use crate::publish::plan::{PageChange, PageChangeKind, PublishPlan};
use crate::publish::release::ReleaseFiles;
use crate::publish::session::PublishOutcome;

use super::run::PublishRun;

/// Maximum number of pages listed by title, for each kind of change.
const MAX_LISTED_FILES: usize = 12;

/// Reports the plan: pages by title, other files by number.
pub fn plan(plan: &PublishPlan, local: &ReleaseFiles, run: &PublishRun<'_>) {
    let (reporter, place) = (run.reporter, run.place.clone());
    if plan.is_empty() {
        reporter.sentence("publish-same", &[("place", place)]);
        return;
    }
    let (bytes, files) = plan.upload_size(local);
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
            ("deleted", plan.deletions.len().to_string()),
        ],
    );
    if !plan.lost.is_empty() {
        let lost: Vec<String> = plan.lost.iter().cloned().collect();
        let arguments = [("count", lost.len().to_string()), ("paths", list_paths(&lost, reporter))];
        reporter.sentence("publish-lost-files", &arguments);
    }
    if !plan.uploaded.is_empty() {
        reporter.sentence("publish-resumed", &[("files", plan.uploaded.len().to_string())]);
    }
}

/// Reports each change on a line of its own for programs, and the titles of the first pages of each kind for people.
pub fn changes(changes: &[PageChange], reporter: &Reporter) {
    for how in [PageChangeKind::New, PageChangeKind::Changed, PageChangeKind::Lost, PageChangeKind::Removed] {
        let matching = || changes.iter().filter(move |change| change.how == how);
        let id = match how {
            PageChangeKind::Lost => "publish-lost",
            PageChangeKind::New => "publish-new",
            PageChangeKind::Changed => "publish-changed",
            PageChangeKind::Removed => "publish-removed",
        };
        if reporter.is_json() {
            for change in matching() {
                let title = change.title.clone().unwrap_or_default();
                let bytes = change.bytes.to_string();
                reporter.sentence(id, &[("path", change.path.clone()), ("title", title), ("bytes", bytes)]);
            }
            continue;
        }
        if how == PageChangeKind::Lost {
            // A single sentence reports all lost files, whether pages or not.
            continue;
        }
        let titled: Vec<&PageChange> = matching().filter(|change| change.title.is_some()).collect();
        for change in titled.iter().take(MAX_LISTED_FILES) {
            let title = change.title.clone().unwrap_or_default();
            let line = reporter.text(id, &[("path", change.path.clone()), ("title", title)]);
            reporter.note(&format!("  {line}"));
        }
        if titled.len() > MAX_LISTED_FILES {
            let more = (titled.len() - MAX_LISTED_FILES).to_string();
            reporter.note(&format!("  {}", reporter.text("publish-more", &[("more", more)])));
        }
    }
}

/// Reports what a run did, with the number of connections and the time it took.
pub fn outcome(outcome: &PublishOutcome, connections: usize, time: Duration, run: &PublishRun<'_>) {
    for path in &outcome.skipped {
        run.reporter.sentence("publish-left", &[("path", path.clone())]);
    }
    let revision = outcome.release.as_ref().map_or_else(String::new, |release| release.revision.clone());
    let mut seconds = format!("{:.1}", time.as_secs_f64());
    if run.reporter.language == Language::Vi {
        seconds = seconds.replace('.', ",");
    }
    // A folder has no connections.
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

/// Lists the first five of `paths`, and the number of further ones.
pub fn list_paths(paths: &[String], reporter: &Reporter) -> String {
    let mut text = paths.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
    if paths.len() > 5 {
        let more = (paths.len() - 5).to_string();
        text.push_str(&reporter.text("publish-some-more", &[("more", more)]));
    }
    text
}

/// Formats the time since `since` in the largest whole unit.
pub fn age(since: Timestamp, now: Timestamp, reporter: &Reporter) -> String {
    let minutes = (now.as_second() - since.as_second()).max(0) / 60;
    let (name, count) = match minutes {
        0..120 => ("age-minutes", minutes),
        120..2880 => ("age-hours", minutes / 60),
        _ => ("age-days", minutes / 1440),
    };
    reporter.text(name, &[("count", count.to_string())])
}
