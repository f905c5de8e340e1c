//! Checks the files that an import wrote, together.

use std::path::Path;

use crate::cli::ExitStatus;
use crate::cli::import::prepared::SiteReading;
use crate::cli::report::Reporter;
use crate::diagnostic::{Diagnostic, Severity};

/// A file that an import wrote or changed.
pub struct WrittenFile {
    /// Its path from the project folder.
    pub path: String,
    /// Whether something in it is open.
    pub is_draft: bool,
}

/// Prints what `check` reports about the files that were written since `reading`, and the next step for each.
pub fn check_written(
    written: &[WrittenFile],
    reading: SiteReading,
    root: &Path,
    reporter: &Reporter,
) -> ExitStatus {
    if written.is_empty() {
        return ExitStatus::Clean;
    }
    let paths: Vec<&str> = written.iter().map(|file| &*file.path).collect();
    let found = reading.own_diagnostics(root, &paths);
    reporter.diagnostics(&found.diagnostics, &found.sources);
    let mut status = ExitStatus::Clean;
    for WrittenFile { path, is_draft } in written {
        let source = found.sources.at(path).map(|source| source.id);
        let is_own = |found: &Diagnostic| written.len() == 1 || found.source() == source;
        let has_errors =
            found.diagnostics.iter().any(|found| found.severity == Severity::Error && is_own(found));
        let is_open = has_errors || *is_draft;
        let state = if is_open { "open" } else { "done" };
        let arguments = [("path", path.clone()), ("state", state.to_owned())];
        if is_open || written.len() == 1 {
            reporter.note(&reporter.text("import-next", &arguments));
        }
        if is_open {
            status = ExitStatus::Errors;
        }
    }
    status
}
