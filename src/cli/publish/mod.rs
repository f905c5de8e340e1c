//! The `publish` command.

mod bar;
mod consent;
mod delivery;
mod faults;
mod host;
mod keychain;
mod place;
mod readers;
mod run;
mod secrets;
mod show;
mod zip;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::process;

use jiff::Timestamp;

use crate::cli::Ending;
use crate::cli::arguments::{Arguments, ManyDeletes, Publish, Task};
use crate::cli::build;
use crate::cli::report::Reporter;
use crate::file::Durable;
use crate::model::settings::Settings;
use crate::model::site::{Now, Options, Shown};
use crate::model::target::{Destination, Target};
use crate::pipeline::Prepared;
use crate::publish::release::Publisher;
use crate::publish::state::State;
use crate::publish::{connect, due, local};
use crate::write::standing;

use delivery::{Delivery, Wanted};
use host::ToHost;
use run::Run;
use zip::ToZip;

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
        place: connect::place(&target.destination),
        base_url: &settings.base_url,
        state: &state,
        publisher: publisher(&state, started),
    };
    let delivery: &dyn Delivery = match &target.destination {
        Destination::Host(host) => &ToHost { run: &run, host },
        Destination::Zip { path } => &ToZip { run: &run, path },
    };
    match publish.task {
        Task::Check => {
            delivery.check()?;
            reporter.sentence("publish-reached", &[("place", run.place.clone())]);
            Ok(())
        }
        Task::Undo => undo(delivery, &run),
        Task::Due => match is_due(&prepared, &run)? {
            true => bring_site(&make()?, delivery, &run),
            false => Ok(()),
        },
        Task::Site | Task::Remember => bring_site(&prepared, delivery, &run),
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

/// Publishes the site that was built.
fn bring_site(prepared: &Prepared, delivery: &dyn Delivery, run: &Run<'_>) -> Result<(), Ending> {
    let out = &run.publish.out;
    let manifest = standing(out).map_err(|fault| crate::cli::faults::report(&fault, run.reporter))?;
    let files = local::files(&manifest, prepared);
    let files = files.map_err(|fault| crate::cli::faults::report(&fault, run.reporter))?;
    let kept = local::keep(&files, out, run.state.store());
    kept.map_err(|fault| faults::state(&fault, run.reporter))?;
    delivery.bring(&Wanted { files, restores: None }, Some(out))
}

/// Whether an article has become due since the last time; tells which.
fn is_due(now: &Prepared, run: &Run<'_>) -> Result<bool, Ending> {
    let Some(seen) = run.state.seen() else {
        let target = run.target.name.value.to_string();
        run.reporter.fault("publish-due-first", &[("target", target)]);
        return Err(Ending::Fault);
    };
    if seen.restores.is_some() {
        run.reporter.fault("publish-due-undone", &[]);
        return Err(Ending::Fault);
    }
    let options = Options { now: Now::Instant(seen.when), shown: Shown::Published, base_url: None };
    let then = build::prepare(&run.arguments.root, &options, run.reporter).ok_or(Ending::Fault)?;
    let (Some(then), Some(now)) = (&then.whole, &now.whole) else { return Ok(false) };
    let due = due::due(&then.site, &now.site);
    for one in &due {
        let name = match one.turn {
            due::Turn::Appears => "publish-due-appears",
            due::Turn::Goes => "publish-due-goes",
        };
        run.reporter.sentence(name, &[("title", one.title.to_string())]);
    }
    if due.is_empty() {
        let when = show::time(seen.when, &run.zone, run.reporter.language);
        run.reporter.sentence("publish-due-nothing", &[("when", when)]);
    }
    Ok(!due.is_empty())
}

/// Brings the release before back.
fn undo(delivery: &dyn Delivery, run: &Run<'_>) -> Result<(), Ending> {
    let Some(before) = delivery.before()? else {
        run.reporter.fault("publish-undo-nothing", &[]);
        return Err(Ending::Fault);
    };
    let when = show::time(before.when, &run.zone, run.reporter.language);
    let told = [("revision", before.revision.clone()), ("when", when), ("by", before.by.clone())];
    run.reporter.sentence("publish-undo", &told);
    delivery.bring(&Wanted { files: before.files, restores: Some(before.revision) }, None)
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
