//! Asks for consent to what must not happen without it.
//!
//! On a terminal the user is asked; otherwise only the options of the command line count.

use jiff::Timestamp;

use crate::cli::ExitStatus;
use crate::cli::local_time::local_time;
use crate::publish::confirmation::{Confirmation, ReleaseSummary};
use crate::publish::lock_file::LockFile;
use crate::publish::plan::PublishPlan;

use super::run::PublishRun;
use super::show;

/// Asks for each confirmation in turn.
///
/// # Errors
/// If the user declines, or cannot be asked and has not consented on the command line; the reason is reported.
pub fn confirmations(confirmations: &[Confirmation], run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    confirmations.iter().try_for_each(|confirmation| {
        let (id, arguments, is_granted) = message(confirmation, run);
        ask(id, &arguments, is_granted, run)
    })
}

/// Reports the confirmations that a run would need, without asking.
pub fn report(confirmations: &[Confirmation], run: &PublishRun<'_>) {
    for confirmation in confirmations {
        let (id, arguments, _) = message(confirmation, run);
        run.reporter.sentence(id, &arguments);
    }
}

/// Returns the message ID of a confirmation, its arguments, and whether the command line consents to it.
fn message(
    confirmation: &Confirmation,
    run: &PublishRun<'_>,
) -> (&'static str, Vec<(&'static str, String)>, bool) {
    let consent = &run.publish.consent;
    match confirmation {
        Confirmation::ConcurrentPublish { last_seen, current } => {
            let (id, arguments) = concurrent_publish(last_seen.as_ref(), current.as_ref(), run);
            (id, arguments, consent.others)
        }
        Confirmation::Damaged { reason } => {
            ("publish-damaged", vec![("reason", reason.clone())], consent.adopt)
        }
        Confirmation::Foreign { paths } => ("publish-foreign", path_arguments(paths, run), consent.adopt),
        Confirmation::Edited { paths } => ("publish-edited", path_arguments(paths, run), consent.adopt),
        Confirmation::ManyDeletions { count, total } => {
            let arguments = vec![("count", count.to_string()), ("of", total.to_string())];
            ("publish-many-deletes", arguments, consent.deletions)
        }
        Confirmation::EmptySite => ("publish-emptied", Vec::new(), consent.deletions),
    }
}

fn path_arguments(paths: &[String], run: &PublishRun<'_>) -> Vec<(&'static str, String)> {
    vec![("count", paths.len().to_string()), ("paths", show::list_paths(paths, run.reporter))]
}

fn concurrent_publish(
    last_seen: Option<&ReleaseSummary>,
    current: Option<&ReleaseSummary>,
    run: &PublishRun<'_>,
) -> (&'static str, Vec<(&'static str, String)>) {
    let when = |release: &ReleaseSummary| local_time(release.when, &run.zone, run.reporter.language);
    let mut arguments = Vec::new();
    if let Some(current) = current {
        arguments.extend([
            ("revision", current.revision.clone()),
            ("when", when(current)),
            ("by", current.by.clone()),
        ]);
    }
    if let Some(last_seen) = last_seen {
        arguments.extend([
            ("seen", last_seen.revision.clone()),
            ("seenwhen", when(last_seen)),
            ("seenby", last_seen.by.clone()),
        ]);
    }
    let id = match (last_seen, current) {
        (_, None) => "publish-others-gone",
        (None, Some(_)) => "publish-others-first",
        (Some(_), Some(_)) => "publish-others",
    };
    (id, arguments)
}

/// Asks whether to publish the changes of `plan`; does not ask if there are none.
///
/// # Errors
/// If the user declines, or cannot be asked and has not consented on the command line; the reason is reported.
pub fn changes(plan: &PublishPlan, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    if run.publish.consent.changes || plan.is_empty() {
        return Ok(());
    }
    if !run.reporter.is_interactive() {
        run.reporter.error("publish-unasked", &[]);
        return Err(ExitStatus::Failure);
    }
    if run.reporter.ask("publish-ask", &[("target", run.target.name.value.to_string())]) {
        Ok(())
    } else {
        Err(refused(run))
    }
}

/// Asks whether to break the lock of another run.
///
/// # Errors
/// If the user declines, or cannot be asked and has not consented on the command line; the reason is reported.
pub fn lock(lock_file: &LockFile, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    let arguments = vec![
        ("by", lock_file.by.clone()),
        ("since", local_time(lock_file.since, &run.zone, run.reporter.language)),
        ("age", show::age(lock_file.since, Timestamp::now(), run.reporter)),
    ];
    ask("publish-locked", &arguments, run.publish.consent.lock, run)
}

/// Asks whether to replace a file that bangvang did not create; only reports it in a dry run.
///
/// # Errors
/// If the user declines, or cannot be asked and has not consented on the command line; the reason is reported.
pub fn foreign_zip(path: &std::path::Path, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    let arguments = [("path", path.display().to_string())];
    if run.publish.dry_run {
        run.reporter.sentence("publish-foreign-zip", &arguments);
        return Ok(());
    }
    ask("publish-foreign-zip", &arguments, run.publish.consent.adopt, run)
}

fn ask(
    id: &str,
    arguments: &[(&str, String)],
    is_granted: bool,
    run: &PublishRun<'_>,
) -> Result<(), ExitStatus> {
    if is_granted {
        run.reporter.sentence(id, arguments);
        return Ok(());
    }
    if !run.reporter.is_interactive() {
        run.reporter.error(id, arguments);
        return Err(ExitStatus::Failure);
    }
    run.reporter.note(&run.reporter.text(id, arguments));
    if run.reporter.ask(&format!("{id}.ask"), arguments) { Ok(()) } else { Err(refused(run)) }
}

fn refused(run: &PublishRun<'_>) -> ExitStatus {
    run.reporter.sentence("publish-not-done", &[]);
    ExitStatus::Failure
}
