//! Publishes to a host: the plan, what a person is asked, the run, and what readers see of it.

use std::path::Path;
use std::time::{Instant, SystemTime};

use crate::cli::Ending;
use crate::model::target::Host;
use crate::publish::concern::Concern;
use crate::publish::connect;
use crate::publish::lanes::{Line, Pace, Unwatched, Watch};
use crate::publish::release::Release;
use crate::publish::remote::Remote;
use crate::publish::run::{Desk, Ready};
use crate::publish::session::{Outcome, PublishError};

use super::bar::Bar;
use super::delivery::{Delivery, Wanted};
use super::run::Run;
use super::{consent, faults, place, readers, secrets, show};

/// A host as the target of a run.
pub struct ToHost<'a> {
    pub run: &'a Run<'a>,
    pub host: &'a Host,
}

/// What was connected to.
struct Connected {
    host: Box<dyn Remote>,
    /// Where earlier releases are kept beside it.
    archive: Option<Box<dyn Remote>>,
}

impl Delivery for ToHost<'_> {
    fn check(&self) -> Result<(), Ending> {
        let connected = self.connect()?;
        let desk = self.desk(&connected, &Unwatched);
        let standing = desk.standing().map_err(|error| self.failed(&error))?;
        match standing.release.sound() {
            Some(release) => self.tell_release("publish-there", release),
            None => self.run.reporter.sentence("publish-there-nothing", &[]),
        }
        desk.try_writing().map_err(|error| self.failed(&error))
    }

    fn before(&self) -> Result<Option<Release>, Ending> {
        let connected = self.connect()?;
        let desk = self.desk(&connected, &Unwatched);
        let standing = desk.standing().map_err(|error| self.failed(&error))?;
        desk.before(&standing).map_err(|error| self.failed(&error))
    }

    fn bring(&self, wanted: &Wanted, out: Option<&Path>) -> Result<(), Ending> {
        let run = self.run;
        let start = Instant::now();
        let connected = self.connect()?;
        let bar = Bar::new(run.reporter);
        let desk = self.desk(&connected, &bar);
        let ready = desk.ready(&wanted.files).map_err(|error| self.failed(&error))?;
        show::plan(&ready.plan, &wanted.files, run);
        if ready.plan.is_empty() && ready.concerns.iter().all(Concern::is_of_others) {
            return self.tidy(&desk, &ready, wanted, &bar);
        }
        self.refuse_obstacles(&ready)?;
        if run.publish.dry_run {
            consent::tell(&ready.concerns, run);
            run.reporter.sentence("publish-dry-run", &[]);
            return Ok(());
        }
        consent::concerns(&ready.concerns, run)?;
        consent::changes(&ready.plan, run)?;
        wanted.prove(ready.plan.batches.iter().flatten(), out, run)?;
        let earlier = run.state.releases().map_err(|fault| faults::state(&fault, run.reporter))?;
        let outcome = self.carry_out(&desk, &ready, wanted, &bar)?;
        show::outcome(&outcome, connected.host.connections(), start.elapsed(), run);
        if wanted.restores.is_some() {
            run.reporter.aside(&run.reporter.say("publish-undone", &[]));
        }
        readers::verify(run, &ready.plan.changes, &wanted.files, &earlier)
    }
}

impl ToHost<'_> {
    fn tell_release(&self, name: &str, release: &Release) {
        let when = show::time(release.when, &self.run.zone, self.run.reporter.language);
        let files = release.files.len().to_string();
        let told = [("revision", release.revision.clone()), ("when", when), ("by", release.by.clone())];
        self.run.reporter.sentence(name, &[told.as_slice(), &[("files", files)]].concat());
    }

    /// Carries the plan out; asks about the lock of another as often as there is one.
    fn carry_out(
        &self,
        desk: &Desk<'_>,
        ready: &Ready,
        wanted: &Wanted,
        bar: &Bar<'_>,
    ) -> Result<Outcome, Ending> {
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

    fn refuse_obstacles(&self, ready: &Ready) -> Result<(), Ending> {
        let blocked = &ready.plan.obstacles.blocked;
        if blocked.is_empty() {
            return Ok(());
        }
        self.run.reporter.fault("publish-blocked", &[("paths", show::some(blocked, self.run.reporter))]);
        Err(Ending::Fault)
    }

    /// A host that has the site already was seen with it; what a run of this computer left behind there is removed.
    fn tidy(&self, desk: &Desk<'_>, ready: &Ready, wanted: &Wanted, bar: &Bar<'_>) -> Result<(), Ending> {
        let Some(release) = ready.standing.release.sound() else { return Ok(()) };
        self.run.state.note_seen(release).map_err(|fault| faults::state(&fault, self.run.reporter))?;
        if ready.token.is_some() && !self.run.publish.dry_run {
            self.carry_out(desk, ready, wanted, bar)?;
        }
        Ok(())
    }

    fn connect(&self) -> Result<Connected, Ending> {
        let run = self.run;
        let archive = connect::archive(self.host);
        for host in [Some(self.host), archive.as_ref()].into_iter().flatten() {
            place::refuse_own_folders(host, run)?;
        }
        place::refuse_open_archive(self.host, archive.as_ref(), run)?;
        let login = secrets::login(self.host, run)?;
        let asked = secrets::Terminal { reporter: run.reporter };
        let reach = |host: &Host| {
            let connected = connect::connect(host, &login, &asked);
            connected.map_err(|fault| faults::remote(&fault, host, run.target, run.reporter))
        };
        let host = reach(self.host)?;
        let archive = match archive {
            None => None,
            Some(host) => {
                let archive = reach(&host)?;
                // Before anything is sent it is known whether it can be kept.
                let known = archive.list("");
                known.map_err(|fault| faults::remote(&fault, &host, run.target, run.reporter))?;
                Some(archive)
            }
        };
        Ok(Connected { host, archive })
    }

    fn desk<'d>(&'d self, connected: &'d Connected, watch: &'d dyn Watch) -> Desk<'d> {
        let line = |remote: &'d dyn Remote| Line { remote, pace: Pace::default(), watch };
        let archive = connected.archive.as_deref().map(line);
        let (line, sizes) = (line(&*connected.host), connect::sizes(self.host));
        let inspect = self.run.publish.inspect;
        Desk { line, state: self.run.state, sizes, archive, clock: &SystemTime::now, inspect }
    }

    fn failed(&self, error: &PublishError) -> Ending {
        faults::publishing(error, self.host, self.run)
    }
}
