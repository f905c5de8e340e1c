//! Publishes to a host: the plan, what a person is asked, the run, and what readers see of it.

use std::path::Path;
use std::time::{Instant, SystemTime};

use crate::cli::ExitStatus;
use crate::model::publish_target::HostSettings;
use crate::publish::confirmation::Confirmation;
use crate::publish::connect;
use crate::publish::publisher::{PendingPublication, Publisher};
use crate::publish::release::Release;
use crate::publish::remote::Remote;
use crate::publish::retry::{Connection, NoPublishObserver, PublishObserver, RetryPolicy};
use crate::publish::session::{PublishError, PublishOutcome};

use super::publish_progress::PublishProgress;
use super::run::PublishRun;
use super::target_driver::{DesiredState, TargetDriver};
use super::{consent, errors, own_folders, secrets, show, verification};

/// A host as the target of a run.
pub struct HostDriver<'a> {
    pub run: &'a PublishRun<'a>,
    pub host: &'a HostSettings,
}

/// What was connected to.
struct Connected {
    host: Box<dyn Remote>,
    /// Where earlier releases are kept beside it.
    archive: Option<Box<dyn Remote>>,
}

impl TargetDriver for HostDriver<'_> {
    fn check(&self) -> Result<(), ExitStatus> {
        let connected = self.connect()?;
        let desk = self.desk(&connected, &NoPublishObserver);
        let standing = desk.standing().map_err(|error| self.failed(&error))?;
        match standing.release.sound() {
            Some(release) => self.tell_release("publish-there", release),
            None => self.run.reporter.sentence("publish-there-nothing", &[]),
        }
        desk.try_writing().map_err(|error| self.failed(&error))
    }

    fn before(&self) -> Result<Option<Release>, ExitStatus> {
        let connected = self.connect()?;
        let desk = self.desk(&connected, &NoPublishObserver);
        let standing = desk.standing().map_err(|error| self.failed(&error))?;
        desk.before(&standing).map_err(|error| self.failed(&error))
    }

    fn bring(&self, wanted: &DesiredState, out: Option<&Path>) -> Result<(), ExitStatus> {
        let run = self.run;
        let start = Instant::now();
        let connected = self.connect()?;
        let bar = PublishProgress::new(run.reporter);
        let desk = self.desk(&connected, &bar);
        let ready = desk.ready(&wanted.files).map_err(|error| self.failed(&error))?;
        show::plan(&ready.plan, &wanted.files, run);
        if ready.plan.is_empty() && ready.confirmations.iter().all(Confirmation::is_concurrent_publish) {
            return self.tidy(&desk, &ready, wanted, &bar);
        }
        self.refuse_obstacles(&ready)?;
        if run.publish.dry_run {
            consent::tell(&ready.confirmations, run);
            run.reporter.sentence("publish-dry-run", &[]);
            return Ok(());
        }
        consent::confirmations(&ready.confirmations, run)?;
        consent::changes(&ready.plan, run)?;
        wanted.prove(ready.plan.batches.iter().flatten(), out, run)?;
        let earlier = run.state.releases().map_err(|fault| errors::state(&fault, run.reporter))?;
        let outcome = self.carry_out(&desk, &ready, wanted, &bar)?;
        show::outcome(&outcome, connected.host.connections(), start.elapsed(), run);
        if wanted.restores.is_some() {
            run.reporter.note(&run.reporter.text("publish-undone", &[]));
        }
        verification::verify(run, &ready.plan.changes, &wanted.files, &earlier)
    }
}

impl HostDriver<'_> {
    fn tell_release(&self, name: &str, release: &Release) {
        let when = show::time(release.when, &self.run.zone, self.run.reporter.language);
        let files = release.files.len().to_string();
        let told = [("revision", release.revision.clone()), ("when", when), ("by", release.by.clone())];
        self.run.reporter.sentence(name, &[told.as_slice(), &[("files", files)]].concat());
    }

    /// Carries the plan out; asks about the lock of another as often as there is one.
    fn carry_out(
        &self,
        desk: &Publisher<'_>,
        ready: &PendingPublication,
        wanted: &DesiredState,
        bar: &PublishProgress<'_>,
    ) -> Result<PublishOutcome, ExitStatus> {
        let (bytes, _) = ready.plan.weight(&wanted.files);
        let mut takes_over: Option<String> = None;
        loop {
            let restores = wanted.restores.clone();
            bar.begin(bytes);
            let done =
                desk.publish(ready, &wanted.files, &self.run.publisher, restores, takes_over.as_deref());
            bar.end();
            let token = match done {
                Ok(outcome) => return Ok(outcome),
                Err(PublishError::Locked(note)) if takes_over.as_ref() != Some(&note.token) => {
                    consent::lock(&note, self.run)?;
                    note.token
                }
                Err(PublishError::LockedByNobody)
                    if takes_over.is_none() && self.run.publish.consent.lock =>
                {
                    String::new()
                }
                Err(error) => return Err(self.failed(&error)),
            };
            takes_over = Some(token);
        }
    }

    fn refuse_obstacles(&self, ready: &PendingPublication) -> Result<(), ExitStatus> {
        let blocked = &ready.plan.obstacles.blocked;
        if blocked.is_empty() {
            return Ok(());
        }
        self.run.reporter.error("publish-blocked", &[("paths", show::some(blocked, self.run.reporter))]);
        Err(ExitStatus::Fault)
    }

    /// A host that has the site already was seen with it; what a run of this computer left behind there is removed.
    fn tidy(
        &self,
        desk: &Publisher<'_>,
        ready: &PendingPublication,
        wanted: &DesiredState,
        bar: &PublishProgress<'_>,
    ) -> Result<(), ExitStatus> {
        let Some(release) = ready.standing.release.sound() else { return Ok(()) };
        self.run.state.note_seen(release).map_err(|fault| errors::state(&fault, self.run.reporter))?;
        if ready.token.is_some() && !self.run.publish.dry_run {
            self.carry_out(desk, ready, wanted, bar)?;
        }
        Ok(())
    }

    fn connect(&self) -> Result<Connected, ExitStatus> {
        let run = self.run;
        let archive = connect::archive(self.host);
        for host in [Some(self.host), archive.as_ref()].into_iter().flatten() {
            own_folders::refuse_own_folders(host, run)?;
        }
        own_folders::refuse_open_archive(self.host, archive.as_ref(), run)?;
        let login = secrets::login(self.host, run)?;
        let asked = secrets::TerminalPrompt { reporter: run.reporter };
        let reach = |host: &HostSettings| {
            let connected = connect::connect(host, &login, &asked);
            connected.map_err(|fault| errors::remote(&fault, host, run.target, run.reporter))
        };
        let host = reach(self.host)?;
        let archive = match archive {
            None => None,
            Some(host) => {
                let archive = reach(&host)?;
                // Before anything is sent it is known whether it can be kept.
                let known = archive.list("");
                known.map_err(|fault| errors::remote(&fault, &host, run.target, run.reporter))?;
                Some(archive)
            }
        };
        Ok(Connected { host, archive })
    }

    fn desk<'d>(&'d self, connected: &'d Connected, watch: &'d dyn PublishObserver) -> Publisher<'d> {
        let line = |remote: &'d dyn Remote| Connection { remote, pace: RetryPolicy::default(), watch };
        let archive = connected.archive.as_deref().map(line);
        let (line, sizes) = (line(&*connected.host), connect::sizes(self.host));
        let inspect = self.run.publish.inspect;
        Publisher { line, state: self.run.state, sizes, archive, clock: &SystemTime::now, inspect }
    }

    fn failed(&self, error: &PublishError) -> ExitStatus {
        errors::publishing(error, self.host, self.run)
    }
}
