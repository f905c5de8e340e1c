//! What can be done with a target, whether it is a host or a ZIP file.

use std::path::Path;

use crate::cli::ExitStatus;
use crate::file::below;
use crate::publish::release::{Release, ReleaseFiles};

use super::errors;
use super::run::PublishRun;

/// What is to be at the target.
pub struct DesiredState {
    pub files: ReleaseFiles,
    /// The revision that is brought back.
    pub restores: Option<String>,
}

impl DesiredState {
    /// Makes sure that the files at `paths` are kept as they were when the site was built; `out` is where they are too,
    /// unless they are of an earlier release.
    pub fn prove<'p>(
        &self,
        mut paths: impl Iterator<Item = &'p String>,
        out: Option<&Path>,
        run: &PublishRun<'_>,
    ) -> Result<(), ExitStatus> {
        paths.try_for_each(|path| {
            let from = out.map(|out| below(out, path));
            let proved = run.state.store().prove(self.files[path].hash, from.as_deref());
            proved.map_err(|fault| errors::state(&fault, run.reporter))
        })
    }
}

/// A target of a run. Every error was told.
pub trait TargetDriver {
    /// Whether the target can be reached and written to; tells what is there.
    fn check(&self) -> Result<(), ExitStatus>;

    /// The release before the one that is there, if there is one.
    fn before(&self) -> Result<Option<Release>, ExitStatus>;

    /// Brings what is wanted there; `out` is where the files are, unless they are of an earlier release.
    fn bring(&self, wanted: &DesiredState, out: Option<&Path>) -> Result<(), ExitStatus>;
}
