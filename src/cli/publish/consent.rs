//! Asks for what must not happen unasked.
//!
//! On a terminal a person is asked; elsewhere only what was said on the command line counts.

use jiff::Timestamp;

use crate::cli::ExitStatus;
use crate::publish::confirmation::{Confirmation, ReleaseSummary};
use crate::publish::lock_file::LockFile;
use crate::publish::plan::PublishPlan;

use super::run::PublishRun;
use super::show;

/// Asks about everything that must not happen unasked, one after the other.
pub fn confirmations(confirmations: &[Confirmation], run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    confirmations.iter().try_for_each(|confirmation| {
        let (name, told, given) = words(confirmation, run);
        ask(name, &told, given, run)
    })
}

/// Tells what would be asked about.
pub fn tell(confirmations: &[Confirmation], run: &PublishRun<'_>) {
    for confirmation in confirmations {
        let (name, told, _) = words(confirmation, run);
        run.reporter.sentence(name, &told);
    }
}

/// The message of a confirmation, what is told with it, and whether a yes to it was given on the command line.
fn words(
    confirmation: &Confirmation,
    run: &PublishRun<'_>,
) -> (&'static str, Vec<(&'static str, String)>, bool) {
    let given = &run.publish.consent;
    match confirmation {
        Confirmation::Others { seen, there } => {
            let (name, told) = others(seen.as_ref(), there.as_ref(), run);
            (name, told, given.others)
        }
        Confirmation::Damaged { reason } => {
            ("publish-damaged", vec![("reason", reason.clone())], given.adopt)
        }
        Confirmation::Foreign { paths } => ("publish-foreign", named(paths, run), given.adopt),
        Confirmation::Edited { paths } => ("publish-edited", named(paths, run), given.adopt),
        Confirmation::ManyDeletions { count, of } => {
            let told = vec![("count", count.to_string()), ("of", of.to_string())];
            ("publish-many-deletes", told, given.deletions)
        }
        Confirmation::Emptied => ("publish-emptied", Vec::new(), given.deletions),
    }
}

fn named(paths: &[String], run: &PublishRun<'_>) -> Vec<(&'static str, String)> {
    vec![("count", paths.len().to_string()), ("paths", show::some(paths, run.reporter))]
}

fn others(
    seen: Option<&ReleaseSummary>,
    there: Option<&ReleaseSummary>,
    run: &PublishRun<'_>,
) -> (&'static str, Vec<(&'static str, String)>) {
    let when = |seen: &ReleaseSummary| show::time(seen.when, &run.zone, run.reporter.language);
    let mut told = Vec::new();
    if let Some(there) = there {
        told.extend([("revision", there.revision.clone()), ("when", when(there)), ("by", there.by.clone())]);
    }
    if let Some(seen) = seen {
        told.extend([("seen", seen.revision.clone()), ("seenwhen", when(seen)), ("seenby", seen.by.clone())]);
    }
    let name = match (seen, there) {
        (_, None) => "publish-others-gone",
        (None, Some(_)) => "publish-others-first",
        (Some(_), Some(_)) => "publish-others",
    };
    (name, told)
}

/// Asks whether the changes are wanted.
pub fn changes(plan: &PublishPlan, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    if run.publish.consent.changes || plan.is_empty() {
        return Ok(());
    }
    if !run.reporter.is_interactive() {
        run.reporter.error("publish-unasked", &[]);
        return Err(ExitStatus::Fault);
    }
    match run.reporter.ask("publish-ask", &[("target", run.target.name.value.to_string())]) {
        true => Ok(()),
        false => Err(refused(run)),
    }
}

/// Asks whether the lock of another is taken over.
pub fn lock(note: &LockFile, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    let told = vec![
        ("by", note.by.clone()),
        ("since", show::time(note.since, &run.zone, run.reporter.language)),
        ("age", show::age(note.since, Timestamp::now(), run.reporter)),
    ];
    ask("publish-locked", &told, run.publish.consent.lock, run)
}

/// Asks whether a file is replaced that was not made here; tells it alone when nothing is to be done.
pub fn foreign_zip(path: &std::path::Path, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    let told = [("path", path.display().to_string())];
    if run.publish.dry_run {
        run.reporter.sentence("publish-foreign-zip", &told);
        return Ok(());
    }
    ask("publish-foreign-zip", &told, run.publish.consent.adopt, run)
}

fn ask(name: &str, told: &[(&str, String)], given: bool, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    if given {
        run.reporter.sentence(name, told);
        return Ok(());
    }
    if !run.reporter.is_interactive() {
        run.reporter.error(name, told);
        return Err(ExitStatus::Fault);
    }
    run.reporter.note(&run.reporter.text(name, told));
    match run.reporter.ask(&format!("{name}.ask"), told) {
        true => Ok(()),
        false => Err(refused(run)),
    }
}

fn refused(run: &PublishRun<'_>) -> ExitStatus {
    run.reporter.sentence("publish-not-done", &[]);
    ExitStatus::Fault
}
