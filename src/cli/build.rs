//! `build` and `check`.

use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use indicatif::{ProgressBar, ProgressStyle};

use crate::check::RuleSet;
use crate::cli::ExitStatus;
use crate::cli::arguments::{Arguments, BuildArguments, CheckArguments, ManyDeletes};
use crate::cli::previous_build::{self, PreviousBuild};
use crate::cli::report::{Reporter, SeverityCounts};
use crate::cli::stopwatch::Stopwatch;
use crate::cli::write_errors;
use crate::diagnostic::Severity;
use crate::hash::Hash;
use crate::model::site::{BuildOptions, HiddenPage, HiddenReason, Now, ShowHidden};
use crate::pipeline::{
    self, BuildObserver, BuildStage, NoBuildObserver, PlannedSite, PreparedBuild, observed,
};
use crate::read::parse_base_url;
use crate::read::scan::Scan;
use crate::render::RenderedSite;
use crate::sink::{Cancelled, NullSink, OutputSink};
use crate::source::Text;
use crate::write::{AdoptPolicy, BuildStamp, CommitOutcome, OutputFolder, Removals, WriteError};

/// Builds the site into a folder.
pub fn build(arguments: &Arguments, build: &BuildArguments, reporter: &Reporter) -> ExitStatus {
    let Some(options) = options(build.drafts, build.today.as_deref(), build.base_url.as_deref(), reporter)
    else {
        return ExitStatus::Fault;
    };
    let begun = match begin(arguments, &build.out, build.adopt, reporter) {
        Ok(begun) => begun,
        Err(ending) => return ending,
    };
    let key = previous_build::key(&begun.scan, build, &options, reporter);
    if let Some(past) = key
        .and_then(|key| begun.output.is_current_note(key))
        .and_then(|note| PreviousBuild::read(&note, &options))
    {
        past.tell(reporter);
        let ScannedBuild { start, stopwatch, output, .. } = begun;
        let outcome = CommitOutcome { kept: output.manifest().files().len(), ..CommitOutcome::default() };
        tell_built(&outcome, past.pages, &build.out, start, reporter);
        stopwatch.tell(build.timings, start.elapsed(), reporter);
        return ExitStatus::Clean;
    }
    let (start, stopwatch) = (begun.start, begun.stopwatch.clone());
    let made = finish(begun, &build.out, &options, key, &|_| Ok(()), build.many_deletes, reporter);
    let ending = made.map(|prepared| {
        stopwatch.tell(build.timings, start.elapsed(), reporter);
        // The system takes back the memory of a whole process faster than every text of it can be given back.
        mem::forget(prepared);
    });
    ending.err().unwrap_or(ExitStatus::Clean)
}

/// Builds the site into `out` whether or not it stands there already, and tells of it; what is wrong for `accept` ends
/// it before anything is rendered.
///
/// # Errors
/// When the output is not the site now, which is told.
pub fn make(
    arguments: &Arguments,
    out: &Path,
    options: &BuildOptions,
    accept: &dyn Fn(&PreparedBuild) -> Result<(), ExitStatus>,
    many_deletes: ManyDeletes,
    reporter: &Reporter,
) -> Result<PreparedBuild, ExitStatus> {
    let begun = begin(arguments, out, AdoptPolicy::Nothing, reporter)?;
    finish(begun, out, options, None, accept, many_deletes, reporter)
}

/// A build that has found its files.
struct ScannedBuild {
    start: Instant,
    stopwatch: Arc<Stopwatch>,
    output: OutputFolder,
    scan: Scan,
}

/// Opens `out`, and finds and reads the files of the project.
///
/// # Errors
/// When there is no output or no project, which is told.
fn begin(
    arguments: &Arguments,
    out: &Path,
    adopt: AdoptPolicy,
    reporter: &Reporter,
) -> Result<ScannedBuild, ExitStatus> {
    let start = Instant::now();
    let output =
        open(arguments, out, adopt, reporter).map_err(|fault| write_errors::report(&fault, reporter))?;
    if output.rolled_forward() {
        reporter.sentence("rolled-forward", &[]);
    }
    let stopwatch = Arc::new(Stopwatch::default());
    let scan = look(&arguments.root, &*stopwatch, reporter).ok_or(ExitStatus::Fault)?;
    Ok(ScannedBuild { start, stopwatch, output, scan })
}

/// Builds what was begun into `out`, tells of it, and seals it with `key`, if there is one.
///
/// # Errors
/// When the output is not the site now, which is told.
fn finish(
    begun: ScannedBuild,
    out: &Path,
    options: &BuildOptions,
    key: Option<Hash>,
    accept: &dyn Fn(&PreparedBuild) -> Result<(), ExitStatus>,
    many_deletes: ManyDeletes,
    reporter: &Reporter,
) -> Result<PreparedBuild, ExitStatus> {
    let ScannedBuild { start, stopwatch, output, scan } = begun;
    let mut prepared = pipeline::unchecked(scan, options, &*stopwatch);
    accept(&prepared)?;
    let staging = output.staging().map_err(|fault| write_errors::report(&fault, reporter))?;
    let rendered = render(&mut prepared, RuleSet::Faults, &staging, &*stopwatch, reporter);
    let told = prepared.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Note);
    let told = reporter.output_lines(&told.cloned().collect::<Vec<_>>(), &prepared.scan.sources);
    reporter.print(&told);
    let whole = match rendered {
        Ok(Some(whole)) => whole,
        Ok(None) => {
            let counts = SeverityCounts::of(&prepared.diagnostics);
            reporter.sentence(
                "refused",
                &[("errors", counts.errors.to_string()), ("warnings", counts.warnings.to_string())],
            );
            return Err(ExitStatus::Errors);
        }
        Err(Cancelled) => {
            return Err(staging
                .into_error()
                .map_or(ExitStatus::Fault, |error| write_errors::report(&error, reporter)));
        }
    };
    let past = key.zip(PreviousBuild::of(&prepared, pages(&prepared), told, hidden(&prepared, reporter)));
    let seal = past.map(|(key, past)| BuildStamp::new(key, past.note()));
    let committed = observed(&*stopwatch, BuildStage::Commit, || {
        let ready = staging.ready(&whole)?;
        match may_remove(ready.removals(), many_deletes, reporter) {
            true => ready.commit(seal.as_ref()).map(Some),
            false => Ok(None),
        }
    });
    let committed = committed.map_err(|fault| write_errors::report(&fault, reporter))?;
    let outcome = committed.ok_or(ExitStatus::Fault)?;
    for left in &outcome.left {
        reporter.sentence("left-behind", &[("path", left.path.clone())]);
    }
    tell_hidden(&prepared, reporter);
    tell_built(&outcome, pages(&prepared), out, start, reporter);
    Ok(prepared)
}

/// Whether a commit that makes `removals` is wanted: asks when they are many, unless it was said before.
fn may_remove(removals: Removals, many: ManyDeletes, reporter: &Reporter) -> bool {
    if !removals.are_many() {
        return true;
    }
    let counts = [("count", removals.removed.to_string()), ("of", removals.of.to_string())];
    if many == ManyDeletes::Allow {
        reporter.sentence("many-deletes", &counts);
        return true;
    }
    if !reporter.may_ask() {
        reporter.error("many-deletes", &counts);
        return false;
    }
    reporter.note(&reporter.text("many-deletes", &counts));
    let wanted = reporter.ask("many-deletes.ask", &counts);
    if !wanted {
        reporter.sentence("not-built", &[]);
    }
    wanted
}

/// Tells everything that build would refuse or warn about, writing nothing.
pub fn check(arguments: &Arguments, check: &CheckArguments, reporter: &Reporter) -> ExitStatus {
    let start = Instant::now();
    let Some(options) = options(check.drafts, check.today.as_deref(), None, reporter) else {
        return ExitStatus::Fault;
    };
    let stopwatch = Stopwatch::default();
    let Some(scan) = look(&arguments.root, &stopwatch, reporter) else { return ExitStatus::Fault };
    let mut prepared = pipeline::unchecked(scan, &options, &stopwatch);
    if render(&mut prepared, RuleSet::Everything, &NullSink, &stopwatch, reporter).is_err() {
        return ExitStatus::Fault;
    }
    reporter.diagnostics(&prepared.diagnostics, &prepared.scan.sources);
    let counts = SeverityCounts::of(&prepared.diagnostics);
    tell_hidden(&prepared, reporter);
    reporter.summary(&prepared.diagnostics);
    reporter.sentence(
        "checked",
        &[
            ("pages", pages(&prepared).to_string()),
            ("errors", counts.errors.to_string()),
            ("warnings", counts.warnings.to_string()),
            ("notes", counts.notes.to_string()),
            ("seconds", seconds(start, reporter)),
        ],
    );
    match counts.errors > 0 || (check.strict && counts.warnings > 0) {
        true => ExitStatus::Errors,
        false => ExitStatus::Clean,
    }
}

fn open(
    arguments: &Arguments,
    out: &Path,
    adopt: AdoptPolicy,
    reporter: &Reporter,
) -> Result<OutputFolder, WriteError> {
    let around = write_errors::surroundings(&arguments.root);
    OutputFolder::open(
        out,
        &around,
        &crate::write::OpenOptions { adopt, ..write_errors::open_options(reporter) },
    )
}

fn tell_built(outcome: &CommitOutcome, pages: usize, out: &Path, start: Instant, reporter: &Reporter) {
    reporter.sentence(
        "built",
        &[
            ("pages", pages.to_string()),
            ("written", outcome.written.to_string()),
            ("kept", outcome.kept.to_string()),
            ("removed", outcome.removed.to_string()),
            ("seconds", seconds(start, reporter)),
        ],
    );
    reporter.note(&reporter.text("built.help", &[("path", out.display().to_string())]));
}

/// Reads, plans and checks the site; `None`, told, when there is none.
pub fn prepare(root: &Path, options: &BuildOptions, reporter: &Reporter) -> Option<PreparedBuild> {
    let mut prepared =
        pipeline::unchecked(look(root, &NoBuildObserver, reporter)?, options, &NoBuildObserver);
    prepared.check();
    Some(prepared)
}

/// Finds and reads the files of the project; `None`, told, when there is none.
fn look(root: &Path, watch: &dyn BuildObserver, reporter: &Reporter) -> Option<Scan> {
    match pipeline::scan_settled(root, &SystemTime::now, watch) {
        Ok(scan) => Some(scan),
        Err(fault) => {
            let path = root.display().to_string();
            reporter.error("no-project", &[("path", path), ("reason", fault.to_string())]);
            None
        }
    }
}

/// Checks and renders what was prepared.
fn render(
    prepared: &mut PreparedBuild,
    asked: RuleSet,
    shelf: &dyn OutputSink,
    watch: &dyn BuildObserver,
    reporter: &Reporter,
) -> Result<Option<RenderedSite>, Cancelled> {
    let count = prepared.whole.as_ref().map_or(0, |whole| whole.plan.pages.len());
    let bar = match reporter.may_draw_progress() && count > 500 {
        true => ProgressBar::new(count as u64),
        false => ProgressBar::hidden(),
    };
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(reporter.text("progress-render", &[]));
    let rendered = prepared.check_and_render(asked, shelf, &|| bar.inc(1), watch);
    bar.finish_and_clear();
    rendered
}

/// The options of a build; `None`, told, when the command line gives a day or an address that is none.
fn options(
    drafts: bool,
    today: Option<&str>,
    base_url: Option<&str>,
    reporter: &Reporter,
) -> Option<BuildOptions> {
    let now = moment(today, reporter)?;
    let base_url = match base_url {
        None => None,
        Some(text) => match parse_base_url(text) {
            Some(url) => Some(url),
            None => {
                reporter.error("bad-base-url", &[("text", text.to_owned())]);
                return None;
            }
        },
    };
    let shown = if drafts { ShowHidden::Drafts } else { ShowHidden::Published };
    Some(BuildOptions { now, shown, base_url: base_url.map(|url| Text::from(&*url)) })
}

/// The end of the day `today`, or now; `None`, told, when it is no day.
pub fn moment(today: Option<&str>, reporter: &Reporter) -> Option<Now> {
    let Some(text) = today else { return Some(Now::Instant(jiff::Timestamp::now())) };
    let day = crate::model::date::parse_date(text);
    if day.is_err() {
        reporter.error("bad-today", &[("text", text.to_owned())]);
    }
    day.ok().map(|day| Now::At(day.at(23, 59, 59, 0)))
}

/// How many pages readers may open.
fn pages(prepared: &PreparedBuild) -> usize {
    published(prepared.whole.as_ref())
}

/// How many pages of a site readers may open.
pub fn published(whole: Option<&PlannedSite>) -> usize {
    whole.map_or(0, |whole| whole.plan.public_pages())
}

fn seconds(start: Instant, reporter: &Reporter) -> String {
    reporter.decimal(start.elapsed().as_secs_f64(), 2)
}

/// Milliseconds, rounded up.
pub fn thousandths(time: Duration) -> String {
    time.as_micros().div_ceil(1000).to_string()
}

/// Tells what is not published and why.
fn tell_hidden(prepared: &PreparedBuild, reporter: &Reporter) {
    hidden(prepared, reporter).iter().for_each(|line| reporter.note(line));
}

/// What is not published and why, in lines.
pub fn hidden(prepared: &PreparedBuild, reporter: &Reporter) -> Vec<String> {
    let Some(whole) = prepared.whole.as_ref().filter(|whole| !whole.site.hidden.is_empty()) else {
        return Vec::new();
    };
    let line = |hidden: &HiddenPage| {
        let day = hidden.day.map_or(String::new(), crate::model::date::customary);
        let name = match hidden.reason {
            HiddenReason::Draft => "hidden-draft",
            HiddenReason::Future => "hidden-future",
            HiddenReason::Expired => "hidden-expired",
        };
        let why = reporter.text(name, &[("day", day)]);
        let path = prepared.scan.sources.find(hidden.source).map_or("", |source| &source.path);
        format!("  {path}: {} ({why})", hidden.title)
    };
    let title = reporter.text("hidden-title", &[]);
    [title].into_iter().chain(whole.site.hidden.iter().map(line)).collect()
}
