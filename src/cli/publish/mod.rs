//! The `publish` command.

mod consent;
mod errors;
mod host;
mod keychain;
mod own_folders;
mod publish_progress;
mod run;
mod secrets;
mod show;
mod target_driver;
mod verification;
mod zip;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::process;

use jiff::Timestamp;

use crate::cli::ExitStatus;
use crate::cli::arguments::{Arguments, ManyDeletes, PublishArguments, PublishTask};
use crate::cli::build;
use crate::cli::report::Reporter;
use crate::file::Durability;
use crate::model::publish_target::{PublishTarget, TargetKind};
use crate::model::settings::Settings;
use crate::model::site::{BuildOptions, Now, ShowHidden};
use crate::pipeline::PreparedBuild;
use crate::publish::local_state::LocalState;
use crate::publish::release::PublisherInfo;
use crate::publish::{connect, local_release, scheduled};
use crate::write::read_manifest;

use host::HostDriver;
use run::PublishRun;
use target_driver::{DesiredState, TargetDriver};
use zip::ZipDriver;

/// Brings the site onto a host, or whatever else is asked of it.
pub fn publish(arguments: &Arguments, publish: &PublishArguments, reporter: &Reporter) -> ExitStatus {
    go(arguments, publish, reporter).err().unwrap_or(ExitStatus::Clean)
}

/// The steps of the command; an `Err` was told.
fn go(arguments: &Arguments, publish: &PublishArguments, reporter: &Reporter) -> Result<(), ExitStatus> {
    // What becomes due while the site is built is due the next time.
    let started = Timestamp::now();
    let now = build::build_time(publish.today.as_deref(), reporter).ok_or(ExitStatus::Fault)?;
    let options = BuildOptions { now, shown: ShowHidden::Published, base_url: None };
    // A mistyped target is told before anybody waits for the build; what is wrong with the settings, by the build.
    let accept = |prepared: &PreparedBuild| match &prepared.planned {
        Some(whole) => target(prepared, &whole.site.settings, publish, reporter).map(|_| ()),
        None => Ok(()),
    };
    let many = if publish.consent.deletions { ManyDeletes::Allow } else { ManyDeletes::Ask };
    let make = || build::build_site(arguments, &publish.out, &options, &accept, many, reporter);
    let prepared = match publish.task {
        PublishTask::Site => make()?,
        _ => build::prepare(&arguments.root, &options, reporter).ok_or(ExitStatus::Fault)?,
    };
    let settings = settings(&prepared, reporter)?;
    let target = target(&prepared, settings, publish, reporter)?;
    if publish.task == PublishTask::Remember {
        return secrets::remember(target, reporter);
    }
    let opened = LocalState::open(&arguments.root, &target.name.value, Durability::PowerCut);
    let state = opened.map_err(|fault| errors::state(&fault, reporter))?;
    let run = PublishRun {
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
    let delivery: &dyn TargetDriver = match &target.destination {
        TargetKind::Host(host) => &HostDriver { run: &run, host },
        TargetKind::Zip { path } => &ZipDriver { run: &run, path },
    };
    match publish.task {
        PublishTask::Check => {
            delivery.check()?;
            reporter.sentence("publish-reached", &[("place", run.place.clone())]);
            Ok(())
        }
        PublishTask::Undo => undo(delivery, &run),
        PublishTask::Due => match is_due(&prepared, &run)? {
            true => bring_site(&make()?, delivery, &run),
            false => Ok(()),
        },
        PublishTask::Site | PublishTask::Remember => bring_site(&prepared, delivery, &run),
    }
}

fn settings<'p>(prepared: &'p PreparedBuild, reporter: &Reporter) -> Result<&'p Settings, ExitStatus> {
    match &prepared.planned {
        Some(whole) => Ok(&whole.site.settings),
        None => {
            reporter.diagnostics(&prepared.diagnostics, &prepared.scan.sources);
            Err(ExitStatus::Errors)
        }
    }
}

/// The target that was named, or the only one.
fn target<'p>(
    prepared: &PreparedBuild,
    settings: &'p Settings,
    publish: &PublishArguments,
    reporter: &Reporter,
) -> Result<&'p PublishTarget, ExitStatus> {
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
            reporter.error("publish-nowhere", &[("path", path.to_owned())]);
        }
        // The fault that was told is why there is none.
        _ if targets.is_empty() => {}
        Some(name) => reporter.error("publish-no-target", &[("name", name.clone()), known]),
        None => reporter.error("publish-which", &[known, ("first", names[0].to_owned())]),
    }
    Err(ExitStatus::Fault)
}

/// Publishes the site that was built.
fn bring_site(
    prepared: &PreparedBuild,
    delivery: &dyn TargetDriver,
    run: &PublishRun<'_>,
) -> Result<(), ExitStatus> {
    let out = &run.publish.out;
    let manifest =
        read_manifest(out).map_err(|fault| crate::cli::write_errors::report(&fault, run.reporter))?;
    let files = local_release::files(&manifest, prepared);
    let files = files.map_err(|fault| crate::cli::write_errors::report(&fault, run.reporter))?;
    let kept = local_release::keep(&files, out, run.state.store());
    kept.map_err(|fault| errors::state(&fault, run.reporter))?;
    delivery.bring(&DesiredState { files, restores: None }, Some(out))
}

/// Whether an article has become due since the last time; tells which.
fn is_due(now: &PreparedBuild, run: &PublishRun<'_>) -> Result<bool, ExitStatus> {
    let Some(seen) = run.state.seen() else {
        let target = run.target.name.value.to_string();
        run.reporter.error("publish-due-first", &[("target", target)]);
        return Err(ExitStatus::Fault);
    };
    if seen.restores.is_some() {
        run.reporter.error("publish-due-undone", &[]);
        return Err(ExitStatus::Fault);
    }
    let options = BuildOptions { now: Now::Instant(seen.when), shown: ShowHidden::Published, base_url: None };
    let then = build::prepare(&run.arguments.root, &options, run.reporter).ok_or(ExitStatus::Fault)?;
    let (Some(then), Some(now)) = (&then.planned, &now.planned) else { return Ok(false) };
    let articles = scheduled::scheduled_articles(&then.site, &now.site);
    for one in &articles {
        let name = match one.turn {
            scheduled::ScheduledChange::Appears => "publish-due-appears",
            scheduled::ScheduledChange::Goes => "publish-due-goes",
        };
        run.reporter.sentence(name, &[("title", one.title.to_string())]);
    }
    if articles.is_empty() {
        let when = show::time(seen.when, &run.zone, run.reporter.language);
        run.reporter.sentence("publish-due-nothing", &[("when", when)]);
    }
    Ok(!articles.is_empty())
}

/// Brings the release before back.
fn undo(delivery: &dyn TargetDriver, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    let Some(before) = delivery.before()? else {
        run.reporter.error("publish-undo-nothing", &[]);
        return Err(ExitStatus::Fault);
    };
    let when = show::time(before.when, &run.zone, run.reporter.language);
    let told = [("revision", before.revision.clone()), ("when", when), ("by", before.by.clone())];
    run.reporter.sentence("publish-undo", &told);
    delivery.bring(&DesiredState { files: before.files, restores: Some(before.revision) }, None)
}

/// Who publishes, as the system knows it; a run that was cut off is gone on with under its own token.
fn publisher(state: &LocalState, when: Timestamp) -> PublisherInfo {
    let unknown = |_| "?".to_owned();
    let user = whoami::username().unwrap_or_else(unknown);
    let computer = whoami::hostname().unwrap_or_else(unknown);
    let by: String = format!("{user}@{computer}").chars().filter(|letter| !letter.is_control()).collect();
    // Two processes, or two threads of time, never have the same keys.
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(process::id());
    let token = state.unfinished().run.map(|run| run.token);
    PublisherInfo { by, when, token: token.unwrap_or_else(|| format!("{:016x}", hasher.finish())) }
}
