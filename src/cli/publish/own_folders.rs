//! Checks that a local target does not endanger the project.

use std::path::{self, Path};

use crate::cli::ExitStatus;
use crate::cli::write_errors;
use crate::model::publish_target::HostSettings;
use crate::write::guard;

use super::run::PublishRun;

/// Refuses a folder target that is part of the project, the output folder, or needed by the system.
///
/// # Errors
/// If the folder is refused; the reason is reported.
pub fn refuse_own_folders(host: &HostSettings, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    let HostSettings::Folder { path, .. } = host else { return Ok(()) };
    let mut around = write_errors::protected_folders(run.root);
    around.output_base = around.root.clone();
    around.inputs.push(path::absolute(&run.publish.out).unwrap_or_else(|_| run.publish.out.clone()));
    match guard(Path::new(&**path), &around) {
        Ok(_) => Ok(()),
        Err(_) => {
            run.reporter.error("publish-unsafe", &[("path", path.to_string())]);
            Err(ExitStatus::Failure)
        }
    }
}

/// Refuses to archive releases inside the published folder, where readers could open them.
///
/// # Errors
/// If the archive is refused; the reason is reported.
pub fn refuse_open_archive(
    host: &HostSettings,
    archive: Option<&HostSettings>,
    run: &PublishRun<'_>,
) -> Result<(), ExitStatus> {
    let (HostSettings::Folder { path, .. }, Some(HostSettings::Folder { path: releases, .. })) =
        (host, archive)
    else {
        return Ok(());
    };
    let absolute = |path: &str| run.root.join(path);
    if is_within(&absolute(releases), &absolute(path)) {
        run.reporter.error("open-releases", &[("text", releases.to_string())]);
        return Err(ExitStatus::Failure);
    }
    Ok(())
}

/// Returns true if `inner` is `outer` or lies below it, after links are resolved.
pub fn is_within(inner: &Path, outer: &Path) -> bool {
    // A path that does not exist cannot be canonicalized, but its existing ancestors can.
    let real = |path: &Path| {
        let known =
            |ancestor: &Path| Some(ancestor.canonicalize().ok()?.join(path.strip_prefix(ancestor).ok()?));
        path.ancestors().find_map(known).unwrap_or_else(|| path.to_owned())
    };
    real(inner).starts_with(real(outer))
}
