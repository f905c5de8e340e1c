//! Asks before something is written, and reports files that cannot be read.

use std::path::Path;

use crate::cli::ExitStatus;
use crate::cli::import_arguments::ImportTask;
use crate::cli::report::Reporter;
use crate::import::ReadError;

/// Reports why `file` could not be read.
pub fn report_unread(file: &Path, error: &ReadError, reporter: &Reporter) -> ExitStatus {
    let (name, facts) = error.message();
    let path = ("path", file.display().to_string());
    if matches!(error, ReadError::Io { .. }) {
        reporter.error(name, &facts);
    } else {
        let [why, how] = [name.to_owned(), format!("{name}.help")].map(|name| reporter.text(&name, &facts));
        reporter.error("import-unread", &[path, ("why", why), ("how", how)]);
    }
    ExitStatus::Failure
}

/// Asks whether to write what `facts` name, unless the user said so on the command line.
///
/// # Errors
/// The exit status, after reporting it, if nothing is to be written.
pub fn confirm(
    task: ImportTask,
    question: &str,
    facts: &[(&'static str, String)],
    reporter: &Reporter,
) -> Result<(), ExitStatus> {
    if task == ImportTask::Write {
        return Ok(());
    }
    if !reporter.is_interactive() {
        reporter.error("import-unasked", &[]);
        return Err(ExitStatus::Errors);
    }
    if reporter.ask(question, facts) {
        return Ok(());
    }
    reporter.sentence("import-not-done", &[]);
    Err(ExitStatus::Errors)
}
