//! Publishes to a host: plans, asks the user, uploads, and checks what readers see.

use std::path::Path;
use std::time::{Instant, SystemTime};

use crate::cli::ExitStatus;
use crate::cli::local_time::local_time;
use crate::model::publish_target::HostSettings;
use crate::publish::confirmation::Confirmation;
use crate::publish::connect;
use crate::publish::publish_error::PublishError;
use crate::publish::publisher::{PendingPublication, Publisher};
use crate::publish::release::Release;
use crate::publish::remote::Remote;
use crate::publish::retry::{Connection, NoPublishObserver, PublishObserver, RetryPolicy};
use crate::publish::session::PublishOutcome;

use super::publish_progress::PublishProgress;
use super::run::PublishRun;
use super::target_driver::{DesiredState, TargetDriver};
use super::{consent, errors, own_folders, secrets, show, verification};

/// Publishes to, checks and rolls back a host.
pub struct HostDriver<'a> {
    pub run: &'a PublishRun<'a>,
    pub host: &'a HostSettings,
}

/// The connections of one run.
struct Connected {
    host: Box<dyn Remote>,
    /// The release archive, if the target has one.
    archive: Option<Box<dyn Remote>>,
}

impl TargetDriver for HostDriver<'_> {
    fn check(&self) -> Result<(), ExitStatus> {
        let connected = self.connect()?;
        let publisher = self.publisher(&connected, &NoPublishObserver);
        let remote_state = publisher.remote_state().map_err(|error| self.report(&error))?;
        match remote_state.release.valid() {
            Some(release) => self.print_release("publish-there", release),
            None => self.run.reporter.sentence("publish-there-nothing", &[]),
        }
        publisher.test_write_access().map_err(|error| self.report(&error))
    }

    fn rollback_release(&self) -> Result<Option<Release>, ExitStatus> {
        let connected = self.connect()?;
        let publisher = self.publisher(&connected, &NoPublishObserver);
        let remote_state = publisher.remote_state().map_err(|error| self.report(&error))?;
        publisher.rollback_release(&remote_state).map_err(|error| self.report(&error))
    }

    fn publish(&self, desired: &DesiredState, out: Option<&Path>) -> Result<(), ExitStatus> {
        let run = self.run;
        let start = Instant::now();
        let connected = self.connect()?;
        let progress = PublishProgress::new(run.reporter);
        let publisher = self.publisher(&connected, &progress);
        let prepared = publisher.prepare(&desired.files);
        progress.end();
        let pending = prepared.map_err(|error| self.report(&error))?;
        show::plan(&pending.plan, &desired.files, run);
        if pending.plan.is_empty() && pending.confirmations.iter().all(Confirmation::is_concurrent_publish) {
            return self.clean_up(&publisher, &pending, desired, &progress);
        }
        self.refuse_obstacles(&pending)?;
        if run.publish.dry_run {
            consent::report(&pending.confirmations, run);
            run.reporter.sentence("publish-dry-run", &[]);
            return Ok(());
        }
        consent::confirmations(&pending.confirmations, run)?;
        consent::changes(&pending.plan, run)?;
        desired.verify(pending.plan.batches.iter().flatten(), out, run)?;
        let earlier = run.state.releases().map_err(|error| errors::disk(&error, run.reporter))?;
        let outcome = self.carry_out(&publisher, &pending, desired, &progress)?;
        run.mark_published();
        show::outcome(&outcome, connected.host.open_connections(), start.elapsed(), run);
        if desired.restores.is_some() {
            run.reporter.remark("publish-undone", &[]);
        }
        verification::verify(run, &pending.plan.changes, &desired.files, &earlier)
    }
}

impl HostDriver<'_> {
    /// Prints a release with its revision, time, publisher and number of files.
    fn print_release(&self, name: &str, release: &Release) {
        let when = local_time(release.when, &self.run.zone, self.run.reporter.language);
        let files = release.files.len().to_string();
        let arguments = [("revision", release.revision.clone()), ("when", when), ("by", release.by.clone())];
        self.run.reporter.sentence(name, &[arguments.as_slice(), &[("files", files)]].concat());
    }

    /// Carries out the plan; asks whether to break a lock each time another run holds one.
    fn carry_out(
        &self,
        publisher: &Publisher<'_>,
        pending: &PendingPublication,
        desired: &DesiredState,
        progress: &PublishProgress<'_>,
    ) -> Result<PublishOutcome, ExitStatus> {
        let (bytes, _) = pending.plan.upload_size(&desired.files);
        let mut takes_over: Option<String> = None;
        loop {
            let restores = desired.restores.clone();
            progress.begin(bytes);
            let done = publisher.publish(
                pending,
                &desired.files,
                &self.run.publisher,
                restores,
                takes_over.as_deref(),
            );
            progress.end();
            let token = match done {
                Ok(outcome) => return Ok(outcome),
                Err(PublishError::Locked(lock_file)) if takes_over.as_ref() != Some(&lock_file.token) => {
                    consent::lock(&lock_file, self.run)?;
                    lock_file.token
                }
                Err(PublishError::UnreadableLock)
                    if takes_over.is_none() && self.run.publish.consent.lock =>
                {
                    String::new()
                }
                Err(error) => return Err(self.report(&error)),
            };
            takes_over = Some(token);
        }
    }

    fn refuse_obstacles(&self, pending: &PendingPublication) -> Result<(), ExitStatus> {
        let blocked = &pending.plan.obstacles.blocked;
        if blocked.is_empty() {
            return Ok(());
        }
        self.run
            .reporter
            .error("publish-blocked", &[("paths", show::list_paths(blocked, self.run.reporter))]);
        Err(ExitStatus::Failure)
    }

    /// Records the release of a host that already has the site, and removes what an interrupted run of this
    /// computer left there.
    fn clean_up(
        &self,
        publisher: &Publisher<'_>,
        pending: &PendingPublication,
        desired: &DesiredState,
        progress: &PublishProgress<'_>,
    ) -> Result<(), ExitStatus> {
        let Some(release) = pending.remote_state.release.valid() else { return Ok(()) };
        self.run.state.record_seen(release).map_err(|error| errors::disk(&error, self.run.reporter))?;
        if pending.token.is_some() && !self.run.publish.dry_run {
            self.carry_out(publisher, pending, desired, progress)?;
        }
        Ok(())
    }

    fn connect(&self) -> Result<Connected, ExitStatus> {
        let run = self.run;
        let archive = connect::archive_host(self.host);
        for host in [Some(self.host), archive.as_ref()].into_iter().flatten() {
            own_folders::refuse_own_folders(host, run)?;
        }
        own_folders::refuse_open_archive(self.host, archive.as_ref(), run)?;
        let login = secrets::login(self.host, run)?;
        let prompt = secrets::TerminalPrompt { reporter: run.reporter };
        let open = |host: &HostSettings| {
            let connected = connect::connect(host, &login, &prompt);
            connected.map_err(|error| errors::remote(&error, host, run.target, run.reporter))
        };
        let host = open(self.host)?;
        let archive = match archive {
            None => None,
            Some(host) => {
                let archive = open(&host)?;
                // Fail before anything is uploaded if the archive is not accessible.
                let known = archive.list("");
                known.map_err(|error| errors::remote(&error, &host, run.target, run.reporter))?;
                Some(archive)
            }
        };
        Ok(Connected { host, archive })
    }

    fn publisher<'d>(&'d self, connected: &'d Connected, observer: &'d dyn PublishObserver) -> Publisher<'d> {
        let connection =
            |remote: &'d dyn Remote| Connection { remote, retry: RetryPolicy::default(), observer };
        let archive = connected.archive.as_deref().map(connection);
        let (connection, sizes) = (connection(&*connected.host), connect::listed_sizes(self.host));
        let inspect = self.run.publish.inspect;
        Publisher { connection, state: self.run.state, sizes, archive, clock: &SystemTime::now, inspect }
    }

    fn report(&self, error: &PublishError) -> ExitStatus {
        errors::publish(error, self.host, self.run)
    }
}
