//! Publishes into a ZIP file, for an office that hands its site on to others.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::cli::ExitStatus;
use crate::hash::Hash;
use crate::publish::difference::difference;
use crate::publish::listing::{ListedSizes, RemoteListing};
use crate::publish::plan::{PublishPlan, plan};
use crate::publish::release::Release;
use crate::publish::remote_state::{RemoteRecord, RemoteState};
use crate::publish::session::PublishOutcome;
use crate::publish::zip::pack;

use super::own_folders::is_within;
use super::publish_progress::PublishProgress;
use super::run::PublishRun;
use super::target_driver::{DesiredState, TargetDriver};
use super::{consent, errors, show};

/// A ZIP file as the target of a run.
pub struct ZipDriver<'a> {
    pub run: &'a PublishRun<'a>,
    pub path: &'a str,
}

impl TargetDriver for ZipDriver<'_> {
    fn check(&self) -> Result<(), ExitStatus> {
        self.place().map(|_| ())
    }

    fn before(&self) -> Result<Option<Release>, ExitStatus> {
        let releases = self.run.state.releases();
        let mut releases = releases.map_err(|fault| errors::state(&fault, self.run.reporter))?;
        releases.pop();
        Ok(releases.pop())
    }

    fn bring(&self, wanted: &DesiredState, out: Option<&Path>) -> Result<(), ExitStatus> {
        let run = self.run;
        let start = Instant::now();
        let to = self.place()?;
        let seen = run.state.seen();
        let made = run.state.zip();
        let there = File::open(&to).and_then(Hash::of_reader).ok().map(|(hash, _)| hash);
        // What is not the file that was made from here counts as none.
        let ours = there.is_some() && there == made;
        let plan = compared(seen.as_ref().filter(|_| ours), wanted);
        show::plan(&plan, &wanted.files, run);
        if plan.is_empty() && ours {
            return Ok(());
        }
        if there.is_some() && !ours {
            consent::foreign_zip(&to, run)?;
        }
        if run.publish.dry_run {
            run.reporter.sentence("publish-dry-run", &[]);
            return Ok(());
        }
        consent::changes(&plan, run)?;
        let notes = |fault| errors::state(&fault, run.reporter);
        wanted.prove(wanted.files.keys(), out, run)?;
        let bar = PublishProgress::new(run.reporter);
        bar.begin(wanted.files.values().map(|file| file.size).sum());
        let packed = pack(&to, &wanted.files, run.state.store(), &bar);
        bar.end();
        packed.map_err(notes)?;
        let parent = seen.map(|seen| seen.revision);
        let release = Release::next(wanted.files.clone(), parent, wanted.restores.clone(), &run.publisher);
        let hash = File::open(&to).and_then(Hash::of_reader).map(|(hash, _)| hash);
        run.state.note_zip(hash.unwrap_or_else(|_| Hash::of(b""))).map_err(notes)?;
        run.state.remember(&release).map_err(notes)?;
        run.state.prune().map_err(notes)?;
        let sent = wanted.files.len();
        let outcome = PublishOutcome { release: Some(release), sent, removed: 0, left: Vec::new() };
        show::outcome(&outcome, 0, start.elapsed(), run);
        Ok(())
    }
}

impl ZipDriver<'_> {
    /// Where the ZIP file is; refuses a folder in its place, and one that is not there above it.
    fn place(&self) -> Result<PathBuf, ExitStatus> {
        let run = self.run;
        let to = run.arguments.root.join(self.path);
        let above = to.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // In the output it would be a file of the site, and in the content too.
        let inputs = ["content", "themes"].map(|name| run.arguments.root.join(name));
        let inside = inputs.iter().chain([&run.publish.out]).any(|folder| is_within(above, folder));
        if inside || to.is_dir() || to.is_symlink() || !above.is_dir() {
            run.reporter.error("publish-zip-place", &[("path", to.display().to_string())]);
            return Err(ExitStatus::Fault);
        }
        Ok(to)
    }
}

/// What the ZIP file would have that the one before had not.
fn compared(seen: Option<&Release>, wanted: &DesiredState) -> PublishPlan {
    let release = seen.map_or(RemoteRecord::Absent, |seen| RemoteRecord::Sound(seen.clone()));
    let standing = RemoteState { release, progress: RemoteRecord::Absent, seal: Hash::of(b"") };
    let difference = difference(&wanted.files, &standing, &Default::default());
    plan(&wanted.files, &standing, &difference, &RemoteListing::default(), ListedSizes::Exact)
}
