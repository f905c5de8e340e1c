//! Publishes into a ZIP file, for an organization that hands its site over.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::cli::ExitStatus;
use crate::hash::Hash;
use crate::publish::difference::difference;
use crate::publish::listing::{ListedSizes, RemoteListing};
use crate::publish::plan::{PublishPlan, plan};
use crate::publish::release::Release;
use crate::publish::remote_state::{RecordsFingerprint, RemoteRecord, RemoteState};
use crate::publish::session::PublishOutcome;
use crate::publish::zip::pack;

use super::own_folders::is_within;
use super::publish_progress::PublishProgress;
use super::run::PublishRun;
use super::target_driver::{DesiredState, TargetDriver};
use super::{consent, errors, show};

/// Publishes into a ZIP file.
pub struct ZipDriver<'a> {
    pub run: &'a PublishRun<'a>,
    pub path: &'a str,
}

impl TargetDriver for ZipDriver<'_> {
    fn check(&self) -> Result<(), ExitStatus> {
        self.place().map(|_| ())
    }

    fn rollback_release(&self) -> Result<Option<Release>, ExitStatus> {
        let releases = self.run.state.releases();
        let mut releases = releases.map_err(|error| errors::disk(&error, self.run.reporter))?;
        releases.pop();
        Ok(releases.pop())
    }

    fn publish(&self, desired: &DesiredState, out: Option<&Path>) -> Result<(), ExitStatus> {
        let run = self.run;
        let start = Instant::now();
        let to = self.place()?;
        let last_seen = run.state.last_seen();
        let created = run.state.zip();
        let existing = File::open(&to).and_then(Hash::of_reader).ok().map(|(hash, _)| hash);
        // A file that was not created from here counts as foreign.
        let ours = existing.is_some() && existing == created;
        let plan = planned_changes(last_seen.as_ref().filter(|_| ours), desired);
        show::plan(&plan, &desired.files, run);
        if plan.is_empty() && ours {
            return Ok(());
        }
        if existing.is_some() && !ours {
            consent::foreign_zip(&to, run)?;
        }
        if run.publish.dry_run {
            run.reporter.sentence("publish-dry-run", &[]);
            return Ok(());
        }
        consent::changes(&plan, run)?;
        let disk_error = |error| errors::disk(&error, run.reporter);
        desired.verify(desired.files.keys(), out, run)?;
        let progress = PublishProgress::new(run.reporter);
        progress.begin(desired.files.values().map(|file| file.size).sum());
        let packed = pack(&to, &desired.files, run.state.store(), &progress);
        progress.end();
        packed.map_err(disk_error)?;
        let parent = last_seen.map(|last_seen| last_seen.revision);
        let release = Release::next(desired.files.clone(), parent, desired.restores.clone(), &run.publisher);
        let hash = File::open(&to).and_then(Hash::of_reader).map(|(hash, _)| hash);
        run.state.record_zip(hash.unwrap_or_else(|_| Hash::of(b""))).map_err(disk_error)?;
        run.state.record_release(&release).map_err(disk_error)?;
        run.state.prune().map_err(disk_error)?;
        let sent = desired.files.len();
        let outcome = PublishOutcome { release: Some(release), sent, removed: 0, skipped: Vec::new() };
        run.mark_published();
        show::outcome(&outcome, 0, start.elapsed(), run);
        Ok(())
    }
}

impl ZipDriver<'_> {
    /// Returns the path of the ZIP file; reports an error if it is a folder or a link, or its parent folder does
    /// not exist.
    fn place(&self) -> Result<PathBuf, ExitStatus> {
        let run = self.run;
        let to = run.root.join(self.path);
        let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Inside the output or the content it would become a file of the site.
        let inputs = ["content", "themes"].map(|name| run.root.join(name));
        let inside = inputs.iter().chain([&run.publish.out]).any(|folder| is_within(parent, folder));
        if inside || to.is_dir() || to.is_symlink() || !parent.is_dir() {
            run.reporter.error("publish-zip-place", &[("path", to.display().to_string())]);
            return Err(ExitStatus::Failure);
        }
        Ok(to)
    }
}

/// Plans the changes from the last ZIP file to the new one.
fn planned_changes(last_seen: Option<&Release>, desired: &DesiredState) -> PublishPlan {
    let release = last_seen.map_or(RemoteRecord::Absent, |last_seen| RemoteRecord::Valid(last_seen.clone()));
    let fingerprint = RecordsFingerprint::default();
    let remote_state = RemoteState { release, progress: RemoteRecord::Absent, fingerprint };
    let difference = difference(&desired.files, &remote_state, &Default::default());
    plan(&desired.files, &remote_state, &difference, &RemoteListing::default(), ListedSizes::Exact)
}
