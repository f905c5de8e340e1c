//! The `publish` command: finds the target and runs the requested task on it.

mod consent;
mod errors;
mod host;
pub mod keychain;
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
use std::path::Path;
use std::process;

use jiff::Timestamp;

use crate::cli::ExitStatus;
use crate::cli::arguments::{ManyDeletes, PublishArguments, PublishTask};
use crate::cli::build;
use crate::cli::local_time::local_time;
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

/// Runs the `publish` command: publishes, checks, rolls back or stores secrets, as the arguments say.
pub fn publish(root: &Path, publish: &PublishArguments, reporter: &Reporter) -> ExitStatus {
    try_publish(root, publish, reporter).err().unwrap_or(ExitStatus::Clean)
}

/// Runs the command; errors have been reported when this returns.
fn try_publish(root: &Path, publish: &PublishArguments, reporter: &Reporter) -> Result<(), ExitStatus> {
    // An article that becomes due during the build is due in the next run.
    let started = Timestamp::now();
    let now = build::build_time(publish.today.as_deref(), reporter).ok_or(ExitStatus::Failure)?;
    let options = BuildOptions { now, shown: ShowHidden::Published, base_url: None };
    // Report a mistyped target before the build; the build itself reports errors in the settings.
    let accept = |prepared: &PreparedBuild| match &prepared.planned {
        Some(whole) => target(prepared, &whole.site.settings, publish, reporter).map(|_| ()),
        None => Ok(()),
    };
    let many = if publish.consent.deletions { ManyDeletes::Allow } else { ManyDeletes::Ask };
    let build_site = || build::build_site(root, &publish.out, &options, &accept, many, reporter);
    let prepared = match publish.task {
        PublishTask::Site => build_site()?,
        _ => build::prepare(root, &options, reporter).ok_or(ExitStatus::Failure)?,
    };
    let settings = settings(&prepared, reporter)?;
    let target = target(&prepared, settings, publish, reporter)?;
    if publish.task == PublishTask::Remember {
        return secrets::remember(target, reporter);
    }
    let opened = LocalState::open(root, &target.name.value, Durability::PowerCut);
    let state = opened.map_err(|error| errors::disk(&error, reporter))?;
    let run = PublishRun {
        root,
        publish,
        reporter,
        zone: settings.time_zone.clone(),
        target,
        place: connect::display_target(&target.destination),
        base_url: &settings.base_url,
        state: &state,
        publisher: publisher(&state, started),
    };
    let driver: &dyn TargetDriver = match &target.destination {
        TargetKind::Host(host) => &HostDriver { run: &run, host },
        TargetKind::Zip { path } => &ZipDriver { run: &run, path },
    };
    match publish.task {
        PublishTask::Check => {
            driver.check()?;
            reporter.sentence("publish-reached", &[("place", run.place.clone())]);
            Ok(())
        }
        PublishTask::Undo => undo(driver, &run),
        PublishTask::Due => {
            if is_due(&prepared, &run)? {
                publish_site(&build_site()?, driver, &run)
            } else {
                Ok(())
            }
        }
        PublishTask::Site | PublishTask::Remember => publish_site(&prepared, driver, &run),
    }
}

/// Returns the settings; reports the diagnostics if they could not be read.
fn settings<'p>(prepared: &'p PreparedBuild, reporter: &Reporter) -> Result<&'p Settings, ExitStatus> {
    match &prepared.planned {
        Some(whole) => Ok(&whole.site.settings),
        None => {
            reporter.diagnostics(&prepared.diagnostics, &prepared.scan.sources);
            Err(ExitStatus::Errors)
        }
    }
}

/// Returns the named target, or the only one; reports an error if there is none.
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
        // A target with an error counts too, because the user may mean that one.
        None if settings.publish_written == 1 => targets.first(),
        None => None,
    };
    if let Some(target) = found {
        return Ok(target);
    }
    if prepared.has_errors() {
        // A target with an error is missing in the settings, and its diagnostic says why.
        reporter.diagnostics(&prepared.diagnostics, &prepared.scan.sources);
    }
    match &publish.target {
        _ if targets.is_empty() && settings.publish_written == 0 => {
            let path = if cfg!(windows) { "E:/web" } else { "/media/usb/web" };
            reporter.error("publish-nowhere", &[("path", path.to_owned())]);
        }
        // The diagnostics reported above say why there is no target.
        _ if targets.is_empty() => {}
        Some(name) => reporter.error("publish-no-target", &[("name", name.clone()), known]),
        None => reporter.error("publish-which", &[known, ("first", names[0].to_owned())]),
    }
    Err(ExitStatus::Failure)
}

/// Publishes the site in the output folder.
fn publish_site(
    prepared: &PreparedBuild,
    driver: &dyn TargetDriver,
    run: &PublishRun<'_>,
) -> Result<(), ExitStatus> {
    let out = &run.publish.out;
    let manifest =
        read_manifest(out).map_err(|error| crate::cli::write_errors::report(&error, run.reporter))?;
    let files = local_release::release_files(&manifest, prepared);
    let files = files.map_err(|error| crate::cli::write_errors::report(&error, run.reporter))?;
    let stored = local_release::store_files(&files, out, run.state.store());
    stored.map_err(|error| errors::disk(&error, run.reporter))?;
    driver.publish(&DesiredState { files, restores: None }, Some(out))
}

/// Returns true if an article has appeared or expired since the last publication, and reports which.
fn is_due(now: &PreparedBuild, run: &PublishRun<'_>) -> Result<bool, ExitStatus> {
    let Some(seen) = run.state.last_seen() else {
        let target = run.target.name.value.to_string();
        run.reporter.error("publish-due-first", &[("target", target)]);
        return Err(ExitStatus::Failure);
    };
    if seen.restores.is_some() {
        run.reporter.error("publish-due-undone", &[]);
        return Err(ExitStatus::Failure);
    }
    let options = BuildOptions { now: Now::Instant(seen.when), shown: ShowHidden::Published, base_url: None };
    let then = build::prepare(run.root, &options, run.reporter).ok_or(ExitStatus::Failure)?;
    let (Some(then), Some(now)) = (&then.planned, &now.planned) else { return Ok(false) };
    let articles = scheduled::scheduled_articles(&then.site, &now.site);
    for article in &articles {
        let id = match article.change {
            scheduled::ScheduledChange::Appears => "publish-due-appears",
            scheduled::ScheduledChange::Expires => "publish-due-goes",
        };
        run.reporter.sentence(id, &[("title", article.title.to_string())]);
    }
    if articles.is_empty() {
        let when = local_time(seen.when, &run.zone, run.reporter.language);
        run.reporter.sentence("publish-due-nothing", &[("when", when)]);
    }
    Ok(!articles.is_empty())
}

/// Restores the release before the current one.
fn undo(driver: &dyn TargetDriver, run: &PublishRun<'_>) -> Result<(), ExitStatus> {
    let Some(before) = driver.rollback_release()? else {
        run.reporter.error("publish-undo-nothing", &[]);
        return Err(ExitStatus::Failure);
    };
    let when = local_time(before.when, &run.zone, run.reporter.language);
    let arguments = [("revision", before.revision.clone()), ("when", when), ("by", before.by.clone())];
    run.reporter.sentence("publish-undo", &arguments);
    driver.publish(&DesiredState { files: before.files, restores: Some(before.revision) }, None)
}

/// Returns the user and computer as the system knows them. A run that resumes an interrupted one uses its token.
fn publisher(state: &LocalState, when: Timestamp) -> PublisherInfo {
    let unknown = |_| "?".to_owned();
    let user = whoami::username().unwrap_or_else(unknown);
    let computer = whoami::hostname().unwrap_or_else(unknown);
    let by: String = format!("{user}@{computer}").chars().filter(|letter| !letter.is_control()).collect();
    // `RandomState` is seeded per process and time, so the token is unique to this run.
    let mut hasher = RandomState::new().build_hasher();
    hasher.write_u32(process::id());
    let token = state.unfinished().run.map(|run| run.token);
    PublisherInfo { by, when, token: token.unwrap_or_else(|| format!("{:016x}", hasher.finish())) }
}
