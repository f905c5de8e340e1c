//! `publish`: the build, a target and a person's yes in, the site on its host out.

mod archive;
mod bar;
mod consent;
mod faults;
mod keychain;
mod readers;
mod secrets;
mod show;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::path::Path;
use std::process;
use std::time::{Instant, SystemTime};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::Ending;
use crate::cli::arguments::{Arguments, ManyDeletes, Publish, Task};
use crate::cli::build;
use crate::cli::report::Reporter;
use crate::model::settings::Settings;
use crate::model::site::{Now, Options, Shown};
use crate::model::target::{Host, Target};
use crate::pipeline::Prepared;
use crate::publish::concern::Concern;
use crate::publish::lanes::{Line, Pace, Unwatched, Watch};
use crate::publish::release::{Files, Publisher, Release};
use crate::publish::remote::Remote;
use crate::publish::run::{Desk, Ready};
use crate::publish::session::PublishError;
use crate::publish::state::State;
use crate::publish::{connect, due, local};
use crate::write::{Durable, standing};

use bar::Bar;

/// One run of the command, as far as it has come.
struct Run<'a> {
    arguments: &'a Arguments,
    publish: &'a Publish,
    reporter: &'a Reporter,
    /// In which times are told.
    zone: TimeZone,
    target: &'a Target,
    base_url: &'a str,
    state: &'a State,
    publisher: Publisher,
}

/// What is to stand on the host.
struct Wanted {
    files: Files,
    /// The revision that is brought back.
    restores: Option<String>,
}

/// What was connected to.
struct Place {
    host: Box<dyn Remote>,
    /// Where earlier releases are kept beside it.
    archive: Option<Box<dyn Remote>>,
}

/// Brings the site onto a host, or whatever else is asked of it.
pub fn publish(arguments: &Arguments, publish: &Publish, reporter: &Reporter) -> Ending {
    go(arguments, publish, reporter).err().unwrap_or(Ending::Clean)
}

/// The steps of the command; an `Err` was told.
fn go(arguments: &Arguments, publish: &Publish, reporter: &Reporter) -> Result<(), Ending> {
    // What becomes due while the site is built is due the next time.
    let started = Timestamp::now();
    let now = build::moment(publish.today.as_deref(), reporter).ok_or(Ending::Fault)?;
    let options = Options { now, shown: Shown::Published, base_url: None };
    // A mistyped target is told before anybody waits for the build; what is wrong with the settings, by the build.
    let accept = |prepared: &Prepared| match &prepared.whole {
        Some(whole) => target(prepared, &whole.site.settings, publish, reporter).map(|_| ()),
        None => Ok(()),
    };
    let many = if publish.consent.deletions { ManyDeletes::Allow } else { ManyDeletes::Ask };
    let make = || build::make(arguments, &publish.out, &options, &accept, many, reporter);
    let prepared = match publish.task {
        Task::Site => make()?,
        _ => build::prepare(&arguments.root, &options, reporter).ok_or(Ending::Fault)?,
    };
    let settings = settings(&prepared, reporter)?;
    let target = target(&prepared, settings, publish, reporter)?;
    if publish.task == Task::Remember {
        return secrets::remember(target, reporter);
    }
    let opened = State::open(&arguments.root, &target.name.value, Durable::PowerCut);
    let state = opened.map_err(|fault| faults::state(&fault, reporter))?;
    let run = Run {
        arguments,
        publish,
        reporter,
        zone: settings.time_zone.clone(),
        target,
        base_url: &settings.base_url,
        state: &state,
        publisher: publisher(&state, started),
    };
    match publish.task {
        Task::Check => run.check(),
        Task::Undo => run.undo(),
        Task::Due => match run.is_due(&prepared)? {
            true => run.site(&make()?),
            false => Ok(()),
        },
        Task::Site | Task::Remember => run.site(&prepared),
    }
}

fn settings<'p>(prepared: &'p Prepared, reporter: &Reporter) -> Result<&'p Settings, Ending> {
    match &prepared.whole {
        Some(whole) => Ok(&whole.site.settings),
        None => {
            reporter.diagnostics(&prepared.diagnostics, &prepared.scan.sources);
            Err(Ending::Errors)
        }
    }
}

/// The target that was named, or the only one.
fn target<'p>(
    prepared: &Prepared,
    settings: &'p Settings,
    publish: &Publish,
    reporter: &Reporter,
) -> Result<&'p Target, Ending> {
    let targets = &settings.publish;
    let names: Vec<&str> = targets.iter().map(|target| &*target.name.value).collect();
    let known = ("known", names.join(", "));
    let found = match &publish.target {
        Some(name) => targets.iter().find(|target| *target.name.value == **name),
        // One with a fault may be the one that is meant.
        None if settings.publish_written == 1 => targets.first(),
        None => None,
    };
    if let Some(target) = found {
        return Ok(target);
    }
    if prepared.has_errors() {
        // One with a fault is left out of the settings, and the fault says why.
        reporter.diagnostics(&prepared.diagnostics, &prepared.scan.sources);
    }
    match &publish.target {
        _ if targets.is_empty() && settings.publish_written == 0 => {
            let path = if cfg!(windows) { "E:/web" } else { "/media/usb/web" };
            reporter.fault("publish-nowhere", &[("path", path.to_owned())]);
        }
        // The fault that was told is why there is none.
        _ if targets.is_empty() => {}
        Some(name) => reporter.fault("publish-no-target", &[("name", name.clone()), known]),
        None => reporter.fault("publish-which", &[known, ("first", names[0].to_owned())]),
    }
    Err(Ending::Fault)
}

impl Run<'_> {
    /// Publishes the site that was built.
    fn site(&self, prepared: &Prepared) -> Result<(), Ending> {
        let out = &self.publish.out;
        let manifest = standing(out).map_err(|fault| crate::cli::faults::report(&fault, self.reporter))?;
        let files = local::files(&manifest, prepared);
        let files = files.map_err(|fault| crate::cli::faults::report(&fault, self.reporter))?;
        let kept = local::keep(&files, out, self.state.store());
        kept.map_err(|fault| faults::state(&fault, self.reporter))?;
        self.bring(&Wanted { files, restores: None }, Some(out))
    }

    /// Whether an article has become due since the last time; tells which.
    fn is_due(&self, now: &Prepared) -> Result<bool, Ending> {
        let Some(seen) = self.state.seen() else {
            let target = self.target.name.value.to_string();
            self.reporter.fault("publish-due-first", &[("target", target)]);
            return Err(Ending::Fault);
        };
        if seen.restores.is_some() {
            self.reporter.fault("publish-due-undone", &[]);
            return Err(Ending::Fault);
        }
        let options = Options { now: Now::Instant(seen.when), shown: Shown::Published, base_url: None };
        let then = build::prepare(&self.arguments.root, &options, self.reporter).ok_or(Ending::Fault)?;
        let (Some(then), Some(now)) = (&then.whole, &now.whole) else { return Ok(false) };
        let due = due::due(&then.site, &now.site);
        for one in &due {
            let name = match one.turn {
                due::Turn::Appears => "publish-due-appears",
                due::Turn::Goes => "publish-due-goes",
            };
            self.reporter.sentence(name, &[("title", one.title.to_string())]);
        }
        if due.is_empty() {
            let when = show::time(seen.when, &self.zone, self.reporter.language);
            self.reporter.sentence("publish-due-nothing", &[("when", when)]);
        }
        Ok(!due.is_empty())
    }

    /// Brings the release before back.
    fn undo(&self) -> Result<(), Ending> {
        let before = match &self.target.host {
            Host::Zip { .. } => self.release_before_last()?,
            _ => {
                let place = self.connect()?;
                let desk = self.desk(&place, &Unwatched);
                let standing = desk.standing().map_err(|error| self.failed(&error))?;
                desk.before(&standing).map_err(|error| self.failed(&error))?
            }
        };
        let Some(before) = before else {
            self.reporter.fault("publish-undo-nothing", &[]);
            return Err(Ending::Fault);
        };
        let when = show::time(before.when, &self.zone, self.reporter.language);
        let told = [("revision", before.revision.clone()), ("when", when), ("by", before.by.clone())];
        self.reporter.sentence("publish-undo", &told);
        self.bring(&Wanted { files: before.files, restores: Some(before.revision) }, None)
    }

    fn release_before_last(&self) -> Result<Option<Release>, Ending> {
        let mut releases = self.state.releases().map_err(|fault| faults::state(&fault, self.reporter))?;
        releases.pop();
        Ok(releases.pop())
    }

    /// Says whether the host is reached and can be written to, and what stands there.
    fn check(&self) -> Result<(), Ending> {
        if let Host::Zip { path } = &self.target.host {
            archive::place(self, path)?;
        } else {
            let place = self.connect()?;
            let desk = self.desk(&place, &Unwatched);
            let standing = desk.standing().map_err(|error| self.failed(&error))?;
            match standing.release.sound() {
                Some(release) => self.tell_release("publish-there", release),
                None => self.reporter.sentence("publish-there-nothing", &[]),
            }
            desk.try_writing().map_err(|error| self.failed(&error))?;
        }
        self.reporter.sentence("publish-reached", &[("place", connect::address(&self.target.host))]);
        Ok(())
    }

    fn tell_release(&self, name: &str, release: &Release) {
        let when = show::time(release.when, &self.zone, self.reporter.language);
        let files = release.files.len().to_string();
        let told = [("revision", release.revision.clone()), ("when", when), ("by", release.by.clone())];
        self.reporter.sentence(name, &[told.as_slice(), &[("files", files)]].concat());
    }

    /// Makes what is wanted of what stands there; `out` is where the files stand, unless they are of an earlier release.
    fn bring(&self, wanted: &Wanted, out: Option<&Path>) -> Result<(), Ending> {
        if let Host::Zip { path } = &self.target.host {
            return archive::bring(self, path, wanted, out);
        }
        let start = Instant::now();
        let place = self.connect()?;
        let bar = Bar::new(self.reporter);
        let desk = self.desk(&place, &bar);
        let ready = desk.ready(&wanted.files).map_err(|error| self.failed(&error))?;
        show::plan(&ready.plan, &wanted.files, self.target, self.reporter);
        if ready.plan.is_empty() && ready.concerns.iter().all(Concern::is_of_others) {
            return self.tidy(&desk, &ready, wanted, &bar);
        }
        self.refuse_obstacles(&ready)?;
        if self.publish.dry_run {
            consent::tell(&ready.concerns, self);
            self.reporter.sentence("publish-dry-run", &[]);
            return Ok(());
        }
        consent::concerns(&ready.concerns, self)?;
        consent::changes(&ready.plan, self)?;
        self.prove(&ready, wanted, out)?;
        let earlier = self.state.releases().map_err(|fault| faults::state(&fault, self.reporter))?;
        let outcome = self.carry_out(&desk, &ready, wanted, &bar)?;
        show::outcome(&outcome, place.host.connections(), start.elapsed(), self);
        if wanted.restores.is_some() {
            self.reporter.aside(&self.reporter.say("publish-undone", &[]));
        }
        readers::verify(self, &ready.plan.changes, &wanted.files, &earlier)
    }

    /// Carries the plan out; asks about the lock of another as often as there is one.
    fn carry_out(
        &self,
        desk: &Desk<'_>,
        ready: &Ready,
        wanted: &Wanted,
        bar: &Bar<'_>,
    ) -> Result<crate::publish::session::Outcome, Ending> {
        let (bytes, _) = ready.plan.weight(&wanted.files);
        let mut takes_over: Option<String> = None;
        loop {
            let restores = wanted.restores.clone();
            bar.begin(bytes);
            let done = desk.publish(ready, &wanted.files, &self.publisher, restores, takes_over.as_deref());
            bar.end();
            let token = match done {
                Ok(outcome) => return Ok(outcome),
                Err(PublishError::Locked(note)) if takes_over.as_ref() != Some(&note.token) => {
                    consent::lock(&note, self)?;
                    note.token
                }
                Err(PublishError::LockedByNobody) if takes_over.is_none() && self.publish.consent.lock => {
                    String::new()
                }
                Err(error) => return Err(self.failed(&error)),
            };
            takes_over = Some(token);
        }
    }

    /// The files that are to be sent are what they were when the site was built.
    fn prove(&self, ready: &Ready, wanted: &Wanted, out: Option<&Path>) -> Result<(), Ending> {
        ready.plan.batches.iter().flatten().try_for_each(|path| {
            let from = out.map(|out| local::beneath(out, path));
            let proved = self.state.store().prove(wanted.files[path].hash, from.as_deref());
            proved.map_err(|fault| faults::state(&fault, self.reporter))
        })
    }

    fn refuse_obstacles(&self, ready: &Ready) -> Result<(), Ending> {
        let blocked = &ready.plan.obstacles.blocked;
        if blocked.is_empty() {
            return Ok(());
        }
        self.reporter.fault("publish-blocked", &[("paths", show::some(blocked, self.reporter))]);
        Err(Ending::Fault)
    }

    /// A host that has the site already was seen with it; what a run of this computer left behind there is removed.
    fn tidy(&self, desk: &Desk<'_>, ready: &Ready, wanted: &Wanted, bar: &Bar<'_>) -> Result<(), Ending> {
        let Some(release) = ready.standing.release.sound() else { return Ok(()) };
        self.state.note_seen(release).map_err(|fault| faults::state(&fault, self.reporter))?;
        if ready.token.is_some() && !self.publish.dry_run {
            self.carry_out(desk, ready, wanted, bar)?;
        }
        Ok(())
    }

    fn connect(&self) -> Result<Place, Ending> {
        let archive = connect::archive(&self.target.host);
        for host in [Some(&self.target.host), archive.as_ref()].into_iter().flatten() {
            self.refuse_own_folders(host)?;
        }
        self.refuse_open_archive(archive.as_ref())?;
        let login = secrets::login(self)?;
        let asked = secrets::Terminal { reporter: self.reporter };
        let reach = |host: &Host| {
            let connected = connect::connect(host, &login, &asked);
            connected.map_err(|fault| faults::remote(&fault, host, self.target, self.reporter))
        };
        let host = reach(&self.target.host)?;
        let archive = match archive {
            None => None,
            Some(host) => {
                let archive = reach(&host)?;
                // Before anything is sent it is known whether it can be kept.
                let known = archive.list("");
                known.map_err(|fault| faults::remote(&fault, &host, self.target, self.reporter))?;
                Some(archive)
            }
        };
        Ok(Place { host, archive })
    }

    /// A folder to publish to is none that the project or the system needs, and not the output.
    fn refuse_own_folders(&self, host: &Host) -> Result<(), Ending> {
        let Host::Folder { path, .. } = host else { return Ok(()) };
        let mut around = crate::cli::faults::surroundings(&self.arguments.root);
        around.from = around.root.clone();
        around
            .inputs
            .push(std::path::absolute(&self.publish.out).unwrap_or_else(|_| self.publish.out.clone()));
        match crate::write::guard(Path::new(&**path), &around) {
            Ok(_) => Ok(()),
            Err(_) => {
                self.reporter.fault("publish-unsafe", &[("path", path.to_string())]);
                Err(Ending::Fault)
            }
        }
    }

    /// Earlier releases do not lie where readers come, by whatever name that folder goes.
    fn refuse_open_archive(&self, archive: Option<&Host>) -> Result<(), Ending> {
        let (Host::Folder { path, .. }, Some(Host::Folder { path: releases, .. })) =
            (&self.target.host, archive)
        else {
            return Ok(());
        };
        let at = |path: &str| self.arguments.root.join(path);
        if is_within(&at(releases), &at(path)) {
            self.reporter.fault("open-releases", &[("text", releases.to_string())]);
            return Err(Ending::Fault);
        }
        Ok(())
    }

    fn desk<'d>(&'d self, place: &'d Place, watch: &'d dyn Watch) -> Desk<'d> {
        let line = |remote: &'d dyn Remote| Line { remote, pace: Pace::default(), watch };
        let archive = place.archive.as_deref().map(line);
        let (line, sizes) = (line(&*place.host), connect::sizes(&self.target.host));
        let inspect = self.publish.inspect;
        Desk { line, state: self.state, sizes, archive, clock: &SystemTime::now, inspect }
    }

    fn failed(&self, error: &PublishError) -> Ending {
        faults::publishing(error, self)
    }
}

/// Whether `inner` is `outer` or lies below it, by whatever names both go.
fn is_within(inner: &Path, outer: &Path) -> bool {
    // What is not there yet has no name of its own, but the folders above it have.
    let real = |path: &Path| {
        let known = |above: &Path| Some(above.canonicalize().ok()?.join(path.strip_prefix(above).ok()?));
        path.ancestors().find_map(known).unwrap_or_else(|| path.to_owned())
    };
    real(inner).starts_with(real(outer))
}

/// Who publishes, as the system knows it; a run that was cut off is gone on with under its own token.
fn publisher(state: &State, when: Timestamp) -> Publisher {
    let unknown = |_| "?".to_owned();
    let user = whoami::username().unwrap_or_else(unknown);
    let computer = whoami::hostname().unwrap_or_else(unknown);
    let by: String = format!("{user}@{computer}").chars().filter(|letter| !letter.is_control()).collect();
    // Two processes, or two threads of time, never have the same keys.
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(process::id());
    let token = state.unfinished().run.map(|run| run.token);
    Publisher { by, when, token: token.unwrap_or_else(|| format!("{:016x}", hasher.finish())) }
}
