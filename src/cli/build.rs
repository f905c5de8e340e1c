//! The commands `build` and `check`.

use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use indicatif::{ProgressBar, ProgressStyle};

use crate::check::RuleSet;
use crate::cli::ExitStatus;
use crate::cli::arguments::{Arguments, BuildArguments, CheckArguments, ManyDeletes};
use crate::cli::explain::codes::find_code;
use crate::cli::previous_build::{self, PreviousBuild};
use crate::cli::report::{ReportLength, Reporter, SeverityCounts};
use crate::cli::stopwatch::Stopwatch;
use crate::cli::write_errors;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::file;
use crate::hash::Hash;
use crate::model::site::{BuildOptions, HiddenPage, HiddenReason, Now, ShowHidden};
use crate::pipeline::{
    self, BuildObserver, BuildStage, NoBuildObserver, PlannedSite, PreparedBuild, observe,
};
use crate::read::scan::Scan;
use crate::read::{InvalidBaseUrl, parse_base_url};
use crate::render::RenderedSite;
use crate::sink::{Cancelled, NullSink, OutputSink};
use crate::source::Text;
use crate::write::{
    AdoptPolicy, BuildStamp, CommitOutcome, OpenOptions, OutputFolder, Removals, Staging, WriteError,
};

/// Sites with fewer files are rendered without a progress bar.
const MIN_FILES_FOR_PROGRESS: usize = 501;

/// Builds the site into the output folder, or reports the previous build if no input has changed.
pub fn build(arguments: &Arguments, build: &BuildArguments, reporter: &Reporter) -> ExitStatus {
    let Some(options) =
        build_options(build.drafts, build.today.as_deref(), build.base_url.as_deref(), reporter)
    else {
        return ExitStatus::Failure;
    };
    let scanned = match scan_project(&arguments.root, &build.out, build.adopt, reporter) {
        Ok(scanned) => scanned,
        Err(status) => return status,
    };
    let key = previous_build::key(&scanned.scan, build.adopt, &options, reporter);
    if let Some(previous) = scanned.previous(key, &options) {
        scanned.report_previous(&previous, &build.out, reporter);
        scanned.stopwatch.report(build.timings, scanned.start.elapsed(), reporter);
        return ExitStatus::Clean;
    }
    let (start, stopwatch) = (scanned.start, scanned.stopwatch.clone());
    let rendered = render_site(scanned, &options, key, &|_| Ok(()), reporter);
    let result = rendered.and_then(|(prepared, rendered)| {
        // The commit of a large site needs the memory of its records; the process may exit before all of it is free.
        thread::spawn(move || drop(prepared));
        rendered.commit(&build.out, build.many_deletes, reporter)
    });
    if result.is_ok() {
        stopwatch.report(build.timings, start.elapsed(), reporter);
    }
    result.err().unwrap_or(ExitStatus::Clean)
}

/// Builds the site into `out`, and reports the result; if no input has changed, nothing is rendered and the result of the
/// last build is reported. `accept` can refuse the site before anything is rendered.
///
/// # Errors
/// When the output is not the current site; the reason has been reported.
pub fn build_site(
    root: &Path,
    out: &Path,
    options: &BuildOptions,
    accept: &dyn Fn(&PreparedBuild) -> Result<(), ExitStatus>,
    many_deletes: ManyDeletes,
    reporter: &Reporter,
) -> Result<PreparedBuild, ExitStatus> {
    let adopt = AdoptPolicy::Nothing;
    let scanned = scan_project(root, out, adopt, reporter)?;
    let key = previous_build::key(&scanned.scan, adopt, options, reporter);
    if let Some(previous) = scanned.previous(key, options) {
        scanned.report_previous(&previous, out, reporter);
        let prepared = pipeline::plan_site(scanned.scan, options, &*scanned.stopwatch);
        accept(&prepared)?;
        return Ok(prepared);
    }
    let (prepared, rendered) = render_site(scanned, options, key, accept, reporter)?;
    rendered.commit(out, many_deletes, reporter)?;
    Ok(prepared)
}

/// A build whose files have been read.
struct ScannedBuild {
    start: Instant,
    stopwatch: Arc<Stopwatch>,
    output: OutputFolder,
    scan: Scan,
}

impl ScannedBuild {
    /// Returns the last build, if its inputs had the hash `key` and its output is as it left it.
    fn previous(&self, key: Option<Hash>, options: &BuildOptions) -> Option<PreviousBuild> {
        PreviousBuild::read(&self.output.note_if_current(key?)?, options)
    }

    /// Reports again what the last build reported.
    fn report_previous(&self, previous: &PreviousBuild, out: &Path, reporter: &Reporter) {
        previous.report(reporter);
        let unchanged = self.output.manifest().files().len();
        let outcome = CommitOutcome { unchanged, ..CommitOutcome::default() };
        report_built(&outcome, previous.pages, out, self.start, reporter);
    }
}

/// Opens `out` and reads the files of the project.
///
/// # Errors
/// When the output cannot be opened or there is no project; the reason has been reported.
fn scan_project(
    root: &Path,
    out: &Path,
    adopt: AdoptPolicy,
    reporter: &Reporter,
) -> Result<ScannedBuild, ExitStatus> {
    let start = Instant::now();
    let output =
        open_output(root, out, adopt, reporter).map_err(|error| write_errors::report(&error, reporter))?;
    if output.has_resumed_commit() {
        reporter.sentence("rolled-forward", &[]);
    }
    let stopwatch = Arc::new(Stopwatch::default());
    let scan = scan_files(root, &*stopwatch, reporter).ok_or(ExitStatus::Failure)?;
    Ok(ScannedBuild { start, stopwatch, output, scan })
}

/// A site whose files are staged, and what is reported once they are in the output.
struct StagedSite {
    start: Instant,
    stopwatch: Arc<Stopwatch>,
    staging: Staging,
    evidence: RenderedSite,
    stamp: Option<BuildStamp>,
    pages: usize,
    hidden: Vec<String>,
}

/// Renders the scanned project and stages its files; with a `key`, the build will have a stamp.
///
/// # Errors
/// When the site has errors or cannot be staged; the reason has been reported.
fn render_site(
    scanned: ScannedBuild,
    options: &BuildOptions,
    key: Option<Hash>,
    accept: &dyn Fn(&PreparedBuild) -> Result<(), ExitStatus>,
    reporter: &Reporter,
) -> Result<(PreparedBuild, StagedSite), ExitStatus> {
    let ScannedBuild { start, stopwatch, output, scan } = scanned;
    let mut prepared = pipeline::plan_site(scan, options, &*stopwatch);
    accept(&prepared)?;
    let staging = output.staging().map_err(|error| write_errors::report(&error, reporter))?;
    let rendered = render(&mut prepared, RuleSet::ErrorsAndWarnings, &staging, &*stopwatch, reporter);
    let reported = prepared.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Note);
    let mut lines = reporter.output_lines(reported, &prepared.scan.sources, ReportLength::Short);
    lines.extend(reporter.fix_hint(&prepared.diagnostics));
    lines.extend(reporter.explain_hint(&prepared.diagnostics));
    reporter.print(&lines);
    let evidence = match rendered {
        Ok(Some(evidence)) => evidence,
        Ok(None) => {
            let counts = SeverityCounts::count(&prepared.diagnostics);
            reporter.sentence(
                "refused",
                &[("errors", counts.errors.to_string()), ("warnings", counts.warnings.to_string())],
            );
            return Err(ExitStatus::Errors);
        }
        Err(Cancelled) => {
            return Err(staging
                .into_error()
                .map_or(ExitStatus::Failure, |error| write_errors::report(&error, reporter)));
        }
    };
    let (pages, hidden) = (public_pages(&prepared), hidden_lines(&prepared, reporter));
    let previous = key.zip(PreviousBuild::new(&prepared, pages, lines, hidden.clone()));
    let stamp = previous.map(|(key, previous)| BuildStamp::new(key, previous.note()));
    Ok((prepared, StagedSite { start, stopwatch, staging, evidence, stamp, pages, hidden }))
}

impl StagedSite {
    /// Moves the files into `out` and reports the result.
    ///
    /// # Errors
    /// When the output is not the new site; the reason has been reported.
    fn commit(self, out: &Path, many_deletes: ManyDeletes, reporter: &Reporter) -> Result<(), ExitStatus> {
        let StagedSite { start, stopwatch, staging, evidence, stamp, pages, hidden } = self;
        let committed = observe(&*stopwatch, BuildStage::Commit, || {
            let prepared_commit = staging.prepare(&evidence)?;
            if confirm_removals(prepared_commit.removals(), many_deletes, reporter) {
                prepared_commit.commit(stamp.as_ref()).map(Some)
            } else {
                Ok(None)
            }
        });
        let committed = committed.map_err(|error| write_errors::report(&error, reporter))?;
        let outcome = committed.ok_or(ExitStatus::Failure)?;
        for left in &outcome.left {
            reporter.sentence("left-behind", &[("path", left.path.clone())]);
        }
        hidden.iter().for_each(|line| reporter.note(line));
        report_built(&outcome, pages, out, start, reporter);
        Ok(())
    }
}

/// Returns whether the commit may go on; asks the user if it removes many pages, unless the command line allows
/// it.
fn confirm_removals(removals: Removals, many: ManyDeletes, reporter: &Reporter) -> bool {
    if !removals.are_many() {
        return true;
    }
    let counts = [("count", removals.removed.to_string()), ("of", removals.total.to_string())];
    if many == ManyDeletes::Allow {
        reporter.sentence("many-deletes", &counts);
        return true;
    }
    if !reporter.is_interactive() {
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

/// Reports everything that `build` would refuse or warn about; writes nothing.
pub fn check(arguments: &Arguments, check: &CheckArguments, reporter: &Reporter) -> ExitStatus {
    let start = Instant::now();
    let Some(codes) = check.codes.iter().map(|code| find_code(code, reporter)).collect() else {
        return ExitStatus::Failure;
    };
    let codes: Vec<Code> = codes;
    let Some(options) = build_options(check.drafts, check.today.as_deref(), None, reporter) else {
        return ExitStatus::Failure;
    };
    let stopwatch = Stopwatch::default();
    let Some(scan) = scan_files(&arguments.root, &stopwatch, reporter) else { return ExitStatus::Failure };
    let mut prepared = pipeline::plan_site(scan, &options, &stopwatch);
    if render(&mut prepared, RuleSet::Everything, &NullSink, &stopwatch, reporter).is_err() {
        return ExitStatus::Failure;
    }
    let is_wanted = |diagnostic: &&Diagnostic| codes.is_empty() || codes.contains(&diagnostic.code);
    let wanted = prepared.diagnostics.iter().filter(is_wanted);
    let is_full = check.all || !codes.is_empty();
    let length = if is_full { ReportLength::Full } else { ReportLength::Short };
    let mut lines = reporter.output_lines(wanted, &prepared.scan.sources, length);
    lines.extend(reporter.fix_hint(&prepared.diagnostics));
    lines.extend(reporter.explain_hint(&prepared.diagnostics));
    reporter.print(&lines);
    let counts = SeverityCounts::count(&prepared.diagnostics);
    report_hidden(&prepared, reporter);
    reporter.summary(&prepared.diagnostics);
    reporter.sentence(
        "checked",
        &[
            ("pages", public_pages(&prepared).to_string()),
            ("errors", counts.errors.to_string()),
            ("warnings", counts.warnings.to_string()),
            ("notes", counts.notes.to_string()),
            ("seconds", elapsed_seconds(start, reporter)),
        ],
    );
    if counts.errors > 0 || (check.strict && counts.warnings > 0) {
        ExitStatus::Errors
    } else {
        ExitStatus::Clean
    }
}

fn open_output(
    root: &Path,
    out: &Path,
    adopt: AdoptPolicy,
    reporter: &Reporter,
) -> Result<OutputFolder, WriteError> {
    let protected = write_errors::protected_folders(root);
    let renderer = previous_build::program();
    let options = OpenOptions { adopt, renderer, ..write_errors::open_options(reporter) };
    OutputFolder::open(out, &protected, &options)
}

fn report_built(outcome: &CommitOutcome, pages: usize, out: &Path, start: Instant, reporter: &Reporter) {
    reporter.sentence(
        "built",
        &[
            ("pages", pages.to_string()),
            ("written", outcome.written.to_string()),
            ("kept", outcome.unchanged.to_string()),
            ("removed", outcome.removed.to_string()),
            ("seconds", elapsed_seconds(start, reporter)),
        ],
    );
    reporter.note(&reporter.text("built.help", &[("path", out.display().to_string())]));
}

/// Reads, plans and checks the site. Returns `None`, after reporting the reason, when there is no project.
pub fn prepare(root: &Path, options: &BuildOptions, reporter: &Reporter) -> Option<PreparedBuild> {
    let mut prepared =
        pipeline::plan_site(scan_files(root, &NoBuildObserver, reporter)?, options, &NoBuildObserver);
    prepared.check();
    Some(prepared)
}

/// Reads the files of the project. Returns `None`, after reporting the reason, when there is none.
pub fn scan_files(root: &Path, observer: &dyn BuildObserver, reporter: &Reporter) -> Option<Scan> {
    match pipeline::scan_settled(root, &SystemTime::now, observer) {
        Ok(scan) => Some(scan),
        Err(error) => {
            let path = root.display().to_string();
            reporter.error("no-project", &[("path", path), ("reason", file::reason(&error))]);
            None
        }
    }
}

/// Checks and renders the site and shows a progress bar for large sites.
fn render(
    prepared: &mut PreparedBuild,
    rules: RuleSet,
    sink: &dyn OutputSink,
    observer: &dyn BuildObserver,
    reporter: &Reporter,
) -> Result<Option<RenderedSite>, Cancelled> {
    let count = prepared.planned.as_ref().map_or(0, |planned| planned.plan.pages.len());
    let is_shown = reporter.may_draw_progress() && count >= MIN_FILES_FOR_PROGRESS;
    let bar = if is_shown { ProgressBar::new(count as u64) } else { ProgressBar::hidden() };
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(reporter.text("progress-render", &[]));
    let rendered = prepared.check_and_render(rules, sink, &|| bar.inc(1), observer);
    bar.finish_and_clear();
    rendered
}

/// The options of a build. Returns `None`, after reporting it, when the command line has an invalid date or
/// URL.
fn build_options(
    drafts: bool,
    today: Option<&str>,
    base_url: Option<&str>,
    reporter: &Reporter,
) -> Option<BuildOptions> {
    let now = build_time(today, reporter)?;
    let base_url = match base_url {
        None => None,
        Some(text) => match parse_base_url(text) {
            Ok(url) => Some(url),
            Err(InvalidBaseUrl { proposal }) => {
                let found = ("text", text.to_owned());
                match proposal {
                    None => reporter.error("bad-base-url", &[found]),
                    Some(proposal) => {
                        reporter.error("base-url-refused", &[found, ("proposal", proposal)]);
                    }
                }
                return None;
            }
        },
    };
    let shown = if drafts { ShowHidden::Drafts } else { ShowHidden::Published };
    Some(BuildOptions { now, shown, base_url: base_url.map(|url| Text::from(&*url)) })
}

/// The end of the day `today`, or the current time. Returns `None`, after reporting it, when the date is
/// invalid.
pub fn build_time(today: Option<&str>, reporter: &Reporter) -> Option<Now> {
    let Some(text) = today else { return Some(Now::Instant(jiff::Timestamp::now())) };
    let day = crate::model::date_parser::parse_day(text);
    if day.is_err() {
        reporter.error("bad-today", &[("text", text.to_owned())]);
    }
    day.ok().map(|day| Now::At(day.at(23, 59, 59, 0)))
}

/// The number of pages that readers can open.
fn public_pages(prepared: &PreparedBuild) -> usize {
    count_public_pages(prepared.planned.as_ref())
}

/// The number of pages of a site that readers can open; 0 without a site.
pub fn count_public_pages(planned: Option<&PlannedSite>) -> usize {
    planned.map_or(0, |planned| planned.plan.public_pages())
}

fn elapsed_seconds(start: Instant, reporter: &Reporter) -> String {
    reporter.decimal(start.elapsed().as_secs_f64(), 2)
}

/// `time` in milliseconds, rounded up.
pub fn milliseconds(time: Duration) -> String {
    time.as_micros().div_ceil(1000).to_string()
}

/// Prints which pages are not published, and why.
fn report_hidden(prepared: &PreparedBuild, reporter: &Reporter) {
    hidden_lines(prepared, reporter).iter().for_each(|line| reporter.note(line));
}

/// One line for each page that is not published, with the reason, after a heading; empty when there is none.
pub fn hidden_lines(prepared: &PreparedBuild, reporter: &Reporter) -> Vec<String> {
    let Some(planned) = prepared.planned.as_ref().filter(|planned| !planned.site.hidden.is_empty()) else {
        return Vec::new();
    };
    let line = |hidden: &HiddenPage| {
        let day = hidden.day.map_or(String::new(), crate::model::date::format_date);
        let name = match hidden.reason {
            HiddenReason::Draft => "hidden-draft",
            HiddenReason::Unapproved => "hidden-unapproved",
            HiddenReason::Future => "hidden-future",
            HiddenReason::Expired => "hidden-expired",
        };
        let why = reporter.text(name, &[("day", day)]);
        let path = prepared.scan.sources.find(hidden.source).map_or("", |source| &source.path);
        format!("  {path}: {} ({why})", hidden.title)
    };
    let title = reporter.text("hidden-title", &[]);
    [title].into_iter().chain(planned.site.hidden.iter().map(line)).collect()
}
