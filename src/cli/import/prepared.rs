//! Reads the site into which something is imported.

use std::path::Path;

use crate::cli::ExitStatus;
use crate::cli::build::{build_time, scan_files};
use crate::cli::report::Reporter;
use crate::model::site::{BuildOptions, ShowHidden};
use crate::pipeline::{self, NoBuildObserver, PreparedBuild};

/// Reads and plans the site with its drafts.
///
/// # Errors
/// The exit status, after printing the diagnostics, if the site has no valid settings.
pub fn prepare(root: &Path, reporter: &Reporter) -> Result<PreparedBuild, ExitStatus> {
    let now = build_time(None, reporter).ok_or(ExitStatus::Failure)?;
    let scan = scan_files(root, &NoBuildObserver, reporter).ok_or(ExitStatus::Failure)?;
    let options = BuildOptions { now, shown: ShowHidden::All, base_url: None };
    let prepared = pipeline::plan_site(scan, &options, &NoBuildObserver);
    if prepared.planned.is_none() {
        reporter.diagnostics(&prepared.sorted(prepared.diagnostics.clone()), &prepared.scan.sources);
        return Err(ExitStatus::Errors);
    }
    Ok(prepared)
}
