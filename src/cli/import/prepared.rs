//! Reads the site into which something is imported.

use std::path::Path;

use crate::cli::ExitStatus;
use crate::cli::build::{build_time, scan_files};
use crate::cli::create::{OwnDiagnostics, own_of};
use crate::cli::report::Reporter;
use crate::model::site::{BuildOptions, ShowHidden};
use crate::pipeline::{self, BuildReuse, NoBuildObserver, PreparedBuild};
use crate::read::scan::scan;

/// A site that was read and planned, and what another reading can reuse of it.
pub struct SiteReading {
    /// The site with its drafts.
    pub prepared: PreparedBuild,
    options: BuildOptions,
    reuse: BuildReuse,
}

/// Reads and plans the site with its drafts.
///
/// # Errors
/// The exit status, after printing the diagnostics, if the site has no valid settings.
pub fn prepare(root: &Path, reporter: &Reporter) -> Result<PreparedBuild, ExitStatus> {
    read_site(root, reporter).map(|reading| reading.prepared)
}

/// Reads as [`prepare`] does.
///
/// # Errors
/// The exit status, after printing the diagnostics, if the site has no valid settings.
pub fn read_site(root: &Path, reporter: &Reporter) -> Result<SiteReading, ExitStatus> {
    let now = build_time(None, reporter).ok_or(ExitStatus::Failure)?;
    let scan = scan_files(root, &NoBuildObserver, reporter).ok_or(ExitStatus::Failure)?;
    let options = BuildOptions { now, shown: ShowHidden::All, base_url: None };
    let mut reuse = BuildReuse::default();
    let prepared = pipeline::assemble(scan, &options, &mut reuse, &NoBuildObserver);
    if prepared.planned.is_none() {
        reporter.diagnostics(&prepared.sorted(prepared.diagnostics.clone()), &prepared.scan.sources);
        return Err(ExitStatus::Errors);
    }
    Ok(SiteReading { prepared, options, reuse })
}

impl SiteReading {
    /// Reads what changed since, and returns the errors and warnings that `check` reports about the files `names`; none
    /// if the project cannot be read.
    pub fn own_diagnostics(self, root: &Path, names: &[&str]) -> OwnDiagnostics {
        let SiteReading { prepared, options, mut reuse } = self;
        let Ok(scan) = scan(root, &prepared.scan) else { return OwnDiagnostics::default() };
        drop(prepared);
        let mut prepared = pipeline::assemble(scan, &options, &mut reuse, &NoBuildObserver);
        prepared.check();
        own_of(prepared, names)
    }
}
