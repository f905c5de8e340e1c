//! Asks for what must not happen unasked.
//!
//! On a terminal a person is asked; elsewhere only what was said on the command line counts.

use jiff::Timestamp;

use crate::cli::Ending;
use crate::publish::concern::{Concern, Seen};
use crate::publish::plan::Plan;
use crate::publish::record::Note;

use super::run::Run;
use super::show;

/// Asks about everything that must not happen unasked, one after the other.
pub fn concerns(concerns: &[Concern], run: &Run<'_>) -> Result<(), Ending> {
    concerns.iter().try_for_each(|concern| {
        let (name, told, given) = words(concern, run);
        ask(name, &told, given, run)
    })
}

/// Tells what would be asked about.
pub fn tell(concerns: &[Concern], run: &Run<'_>) {
    for concern in concerns {
        let (name, told, _) = words(concern, run);
        run.reporter.sentence(name, &told);
    }
}

/// The message of a concern, what is told with it, and whether a yes to it was given on the command line.
fn words(concern: &Concern, run: &Run<'_>) -> (&'static str, Vec<(&'static str, String)>, bool) {
    let given = &run.publish.consent;
    match concern {
        Concern::Others { seen, there } => {
            let (name, told) = others(seen.as_ref(), there.as_ref(), run);
            (name, told, given.others)
        }
        Concern::Damaged { reason } => ("publish-damaged", vec![("reason", reason.clone())], given.adopt),
        Concern::Foreign { paths } => ("publish-foreign", named(paths, run), given.adopt),
        Concern::Edited { paths } => ("publish-edited", named(paths, run), given.adopt),
        Concern::ManyDeletions { count, of } => {
            let told = vec![("count", count.to_string()), ("of", of.to_string())];
            ("publish-many-deletes", told, given.deletions)
        }
        Concern::Emptied => ("publish-emptied", Vec::new(), given.deletions),
    }
}

fn named(paths: &[String], run: &Run<'_>) -> Vec<(&'static str, String)> {
    vec![("count", paths.len().to_string()), ("paths", show::some(paths, run.reporter))]
}

fn others(
    seen: Option<&Seen>,
    there: Option<&Seen>,
    run: &Run<'_>,
) -> (&'static str, Vec<(&'static str, String)>) {
    let when = |seen: &Seen| show::time(seen.when, &run.zone, run.reporter.language);
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
pub fn changes(plan: &Plan, run: &Run<'_>) -> Result<(), Ending> {
    if run.publish.consent.changes || plan.is_empty() {
        return Ok(());
    }
    if !run.reporter.may_ask() {
        run.reporter.fault("publish-unasked", &[]);
        return Err(Ending::Fault);
    }
    match run.reporter.ask("publish-ask", &[("target", run.target.name.value.to_string())]) {
        true => Ok(()),
        false => Err(refused(run)),
    }
}

/// Asks whether the lock of another is taken over.
pub fn lock(note: &Note, run: &Run<'_>) -> Result<(), Ending> {
    let told = vec![
        ("by", note.by.clone()),
        ("since", show::time(note.since, &run.zone, run.reporter.language)),
        ("age", show::age(note.since, Timestamp::now(), run.reporter)),
    ];
    ask("publish-locked", &told, run.publish.consent.lock, run)
}

/// Asks whether a file is replaced that was not made here; tells it alone when nothing is to be done.
pub fn foreign_zip(path: &std::path::Path, run: &Run<'_>) -> Result<(), Ending> {
    let told = [("path", path.display().to_string())];
    if run.publish.dry_run {
        run.reporter.sentence("publish-foreign-zip", &told);
        return Ok(());
    }
    ask("publish-foreign-zip", &told, run.publish.consent.adopt, run)
}

fn ask(name: &str, told: &[(&str, String)], given: bool, run: &Run<'_>) -> Result<(), Ending> {
    if given {
        run.reporter.sentence(name, told);
        return Ok(());
    }
    if !run.reporter.may_ask() {
        run.reporter.fault(name, told);
        return Err(Ending::Fault);
    }
    run.reporter.aside(&run.reporter.say(name, told));
    match run.reporter.ask(&format!("{name}.ask"), told) {
        true => Ok(()),
        false => Err(refused(run)),
    }
}

fn refused(run: &Run<'_>) -> Ending {
    run.reporter.sentence("publish-not-done", &[]);
    Ending::Fault
}
