//! Brings a version of a file back.

use super::versioned_file::{HistorySite, VersionedFile};
use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::fix::diff;
use crate::cli::history_arguments::{RestoreArguments, RestoreTask};
use crate::cli::local_time::parse_local_time;
use crate::cli::report::Reporter;
use crate::cli::user::{present_event, prune_history};
use crate::edit::{EventKind, FileVersion, SaveError};

/// Makes a version of a file the file again, after storing what is there.
pub fn restore(arguments: &Arguments, restore: &RestoreArguments, reporter: &Reporter) -> ExitStatus {
    try_restore(arguments, restore, reporter).err().unwrap_or(ExitStatus::Clean)
}

/// Restores; errors have been reported when this returns.
fn try_restore(
    arguments: &Arguments,
    restore: &RestoreArguments,
    reporter: &Reporter,
) -> Result<(), ExitStatus> {
    let site = HistorySite::open(arguments, reporter)?;
    let file = site.file(&restore.file, &arguments.root)?;
    let Some(version) = chosen(&site, &file, restore.version.as_deref()) else {
        let version = restore.version.clone().unwrap_or_default();
        let name =
            if file.versions.is_empty() || version.is_empty() { "restore-none" } else { "restore-unknown" };
        reporter.error(name, &[("path", file.path), ("version", version)]);
        return Err(ExitStatus::Failure);
    };
    let facts = [("path", file.path.clone()), ("when", site.time(version))];
    if file.is_now(version) {
        reporter.sentence("restore-same", &facts);
        return Ok(());
    }
    if restore.task == RestoreTask::DryRun {
        let bytes = site.workspace.history().read(&file.path, version);
        let bytes = bytes.map_err(|error| site.refuse(&file.path, &SaveError::History(error)))?;
        reporter.sentence("restore-differs", &facts);
        reporter.styled_note(&diff(file.now.as_deref().unwrap_or_default(), &bytes).lines);
        reporter.sentence("restore-dry-run", &[]);
        return Ok(());
    }
    let event = present_event(EventKind::Restored, "");
    let restored = site.workspace.restore(&file.path, version, &event);
    let restored = restored.map_err(|error| site.refuse(&file.path, &error))?;
    let state = if file.now.is_some() { "replaced" } else { "new" };
    reporter.sentence("restore-done", &[&facts[..], &[("state", state.to_owned())]].concat());
    for path in restored.into_iter().skip(1) {
        let facts = [("path", path), ("when", site.time(version)), ("state", "new".to_owned())];
        reporter.sentence("restore-done", &facts);
    }
    prune_history(&arguments.root);
    Ok(())
}

/// Finds the version that was typed as a number or a time; without one, the newest that differs from the file.
fn chosen<'f>(
    site: &HistorySite<'_>,
    file: &'f VersionedFile,
    typed: Option<&str>,
) -> Option<&'f FileVersion> {
    let Some(typed) = typed else { return file.versions.iter().find(|version| !file.is_now(version)) };
    if let Ok(number) = typed.trim().parse::<usize>() {
        return number.checked_sub(1).and_then(|at| file.versions.get(at));
    }
    let until = parse_local_time(typed, &site.zone)?;
    file.versions.iter().find(|version| version.event.when <= until)
}
