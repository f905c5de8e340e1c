//! The operations on a target, whether it is a host or a ZIP file.

use std::path::Path;

use crate::cli::ExitStatus;
use crate::file::below;
use crate::publish::release::{Release, ReleaseFiles};

use super::errors;
use super::run::PublishRun;

/// The release to publish.
pub struct DesiredState {
    pub files: ReleaseFiles,
    /// The revision whose files are restored, for a rollback.
    pub restores: Option<String>,
}

impl DesiredState {
    /// Checks that the stored files at `paths` are unchanged since the build; stores a changed one again from the
    /// output folder `out`, which is `None` for an earlier release.
    ///
    /// # Errors
    /// If neither has the bytes of the release; the error is reported.
    pub fn verify<'p>(
        &self,
        mut paths: impl Iterator<Item = &'p String>,
        out: Option<&Path>,
        run: &PublishRun<'_>,
    ) -> Result<(), ExitStatus> {
        paths.try_for_each(|path| {
            let from = out.map(|out| below(out, path));
            let verified = run.state.store().verify(self.files[path].hash, from.as_deref());
            verified.map_err(|error| errors::disk(&error, run.reporter))
        })
    }
}

/// The operations on a target. Errors have been reported when a method returns.
pub trait TargetDriver {
    /// Checks that the target can be reached and written to, and reports the current release.
    ///
    /// # Errors
    /// If the target cannot be reached or written to.
    fn check(&self) -> Result<(), ExitStatus>;

    /// Returns the release that a rollback restores, if there is one.
    ///
    /// # Errors
    /// If the target cannot be reached or the local state cannot be read.
    fn rollback_release(&self) -> Result<Option<Release>, ExitStatus>;

    /// Publishes `desired`; `out` is the output folder with its files, or `None` for an earlier release.
    ///
    /// # Errors
    /// If the user declines, or publishing or its verification fails.
    fn publish(&self, desired: &DesiredState, out: Option<&Path>) -> Result<(), ExitStatus>;
}
