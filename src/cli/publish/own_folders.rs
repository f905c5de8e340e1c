//! Where a target may be on this computer.

use std::path::{self, Path};

use crate::cli::ExitStatus;
use crate::cli::write_errors;
use crate::model::publish_target::HostSettings;
use crate::write::guard;

use super::run::PublishRun;

/// A folder to publish to is none that the project or the system needs, and not the output.
pub fn refuse_own_folders(host: &HostSettings, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    let HostSettings::Folder { path, .. } = host else { return Ok(()) };
    let mut around = write_errors::protected_folders(&run.arguments.root);
    around.output_base = around.root.clone();
    around.inputs.push(path::absolute(&run.publish.out).unwrap_or_else(|_| run.publish.out.clone()));
    match guard(Path::new(&**path), &around) {
        Ok(_) => Ok(()),
        Err(_) => {
            run.reporter.error("publish-unsafe", &[("path", path.to_string())]);
            Err(ExitStatus::Fault)
        }
    }
}

/// Earlier releases do not lie where readers come, by whatever name that folder goes.
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
    let at = |path: &str| run.arguments.root.join(path);
    if is_within(&at(releases), &at(path)) {
        run.reporter.error("open-releases", &[("text", releases.to_string())]);
        return Err(ExitStatus::Fault);
    }
    Ok(())
}

/// Whether `inner` is `outer` or lies below it, by whatever names both go.
pub fn is_within(inner: &Path, outer: &Path) -> bool {
    // What is not there yet has no name of its own, but the folders above it have.
    let real = |path: &Path| {
        let known = |above: &Path| Some(above.canonicalize().ok()?.join(path.strip_prefix(above).ok()?));
        path.ancestors().find_map(known).unwrap_or_else(|| path.to_owned())
    };
    real(inner).starts_with(real(outer))
}
