//! `build` and `check`.

use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Ending;
use crate::cli::arguments::{Arguments, Build, Check};
use crate::cli::faults;
use crate::cli::report::{Counts, Reporter};
use crate::diagnostic::Severity;
use crate::hash::Hash;
use crate::model::site::{Now, Options, Reason, Shown};
use crate::pipeline::{self, Prepared, Whole};
use crate::plan::What;
use crate::read::parse_base_url;
use crate::shelf::{Need, Refused, Shelf};
use crate::source::Text;
use crate::write::{Adopt, Outcome, Output, Staging};

/// Builds the site into a folder.
pub fn build(arguments: &Arguments, build: &Build, reporter: &Reporter) -> Ending {
    let Some(options) = options(build.drafts, build.today.as_deref(), build.base_url.as_deref(), reporter)
    else {
        return Ending::Fault;
    };
    match make(arguments, &build.out, build.adopt, &options, reporter) {
        Ok(_) => Ending::Clean,
        Err(ending) => ending,
    }
}

/// Builds the site into `out`, and tells of it.
///
/// # Errors
/// When the output is not the site now, which is told.
pub fn make(
    arguments: &Arguments,
    out: &Path,
    adopt: Adopt,
    options: &Options,
    reporter: &Reporter,
) -> Result<Prepared, Ending> {
    let start = Instant::now();
    let output = open(arguments, out, adopt).map_err(|fault| faults::report(&fault, reporter))?;
    if output.rolled_forward() {
        reporter.sentence("rolled-forward", &[]);
    }
    let mut prepared = prepare(&arguments.root, options, reporter).ok_or(Ending::Fault)?;
    let staging = output.staging().map_err(|fault| faults::report(&fault, reporter))?;
    let rendered = match prepared.has_errors() {
        // Faults of templates are told together with the others, so that one run shows them all.
        true => render(&mut prepared, &Nowhere, reporter),
        false => render(&mut prepared, &staging, reporter),
    };
    let told = prepared.diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Note);
    reporter.diagnostics(&told.cloned().collect::<Vec<_>>(), &prepared.scan.sources);
    if rendered.is_ok() && prepared.has_errors() {
        let counts = Counts::of(&prepared.diagnostics);
        reporter.sentence(
            "refused",
            &[("errors", counts.errors.to_string()), ("warnings", counts.warnings.to_string())],
        );
        return Err(Ending::Errors);
    }
    match commit(staging, &prepared, out, start, reporter) {
        Ending::Clean => Ok(prepared),
        ending => Err(ending),
    }
}

/// Tells everything that build would refuse or warn about, writing nothing.
pub fn check(arguments: &Arguments, check: &Check, reporter: &Reporter) -> Ending {
    let start = Instant::now();
    let Some(options) = options(check.drafts, check.today.as_deref(), None, reporter) else {
        return Ending::Fault;
    };
    let Some(mut prepared) = prepare(&arguments.root, &options, reporter) else { return Ending::Fault };
    if render(&mut prepared, &Nowhere, reporter).is_err() {
        return Ending::Fault;
    }
    reporter.diagnostics(&prepared.diagnostics, &prepared.scan.sources);
    let counts = Counts::of(&prepared.diagnostics);
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
        true => Ending::Errors,
        false => Ending::Clean,
    }
}

fn open(arguments: &Arguments, out: &Path, adopt: Adopt) -> Result<Output, crate::write::WriteError> {
    let around = faults::surroundings(&arguments.root);
    Output::open(out, &around, &crate::write::OpenOptions { adopt, ..faults::open_options() })
}

fn commit(staging: Staging, prepared: &Prepared, out: &Path, start: Instant, reporter: &Reporter) -> Ending {
    let Outcome { written, kept, removed, left, .. } = match staging.commit() {
        Ok(outcome) => outcome,
        Err(fault) => return faults::report(&fault, reporter),
    };
    for left in left {
        reporter.sentence("left-behind", &[("path", left.path)]);
    }
    tell_hidden(prepared, reporter);
    reporter.sentence(
        "built",
        &[
            ("pages", pages(prepared).to_string()),
            ("written", written.to_string()),
            ("kept", kept.to_string()),
            ("removed", removed.to_string()),
            ("seconds", seconds(start, reporter)),
        ],
    );
    reporter.aside(&reporter.say("built.help", &[("path", out.display().to_string())]));
    Ending::Clean
}

/// Where `check` puts what it renders.
struct Nowhere;

impl Shelf for Nowhere {
    fn put(&self, _: &str, _: &[u8]) -> Result<(), Refused> {
        Ok(())
    }

    fn put_file(&self, _: &str, _: &Path, _: u64, _: Hash) -> Result<(), Refused> {
        Ok(())
    }

    fn need(&self, _: &str, _: Hash) -> Result<Need, Refused> {
        Ok(Need::Proof)
    }
}

/// Reads, plans and checks the site; `None`, told, when there is none.
pub fn prepare(root: &Path, options: &Options, reporter: &Reporter) -> Option<Prepared> {
    match pipeline::prepare(root, options) {
        Ok(prepared) => Some(prepared),
        Err(fault) => {
            let path = root.display().to_string();
            reporter.fault("no-project", &[("path", path), ("reason", fault.to_string())]);
            None
        }
    }
}

fn render(prepared: &mut Prepared, shelf: &dyn Shelf, reporter: &Reporter) -> Result<(), Refused> {
    let count = prepared.whole.as_ref().map_or(0, |whole| whole.plan.pages.len());
    let bar = match reporter.may_draw() && count > 500 {
        true => ProgressBar::new(count as u64),
        false => ProgressBar::hidden(),
    };
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message(reporter.say("progress-render", &[]));
    let rendered = prepared.render(shelf, &|| bar.inc(1));
    bar.finish_and_clear();
    rendered
}

/// The options of a build; `None`, told, when the command line gives a day or an address that is none.
fn options(
    drafts: bool,
    today: Option<&str>,
    base_url: Option<&str>,
    reporter: &Reporter,
) -> Option<Options> {
    let now = moment(today, reporter)?;
    let base_url = match base_url {
        None => None,
        Some(text) => match parse_base_url(text) {
            Some(url) => Some(url),
            None => {
                reporter.fault("bad-base-url", &[("text", text.to_owned())]);
                return None;
            }
        },
    };
    let shown = if drafts { Shown::Drafts } else { Shown::Published };
    Some(Options { now, shown, base_url: base_url.map(|url| Text::from(&*url)) })
}

/// The end of the day `today`, or now; `None`, told, when it is no day.
pub fn moment(today: Option<&str>, reporter: &Reporter) -> Option<Now> {
    let Some(text) = today else { return Some(Now::Instant(jiff::Timestamp::now())) };
    let day = crate::model::date::parse_date(text);
    if day.is_err() {
        reporter.fault("bad-today", &[("text", text.to_owned())]);
    }
    day.ok().map(|day| Now::At(day.at(23, 59, 59, 0)))
}

/// How many pages readers may open.
fn pages(prepared: &Prepared) -> usize {
    published(prepared.whole.as_ref())
}

/// How many pages of a site readers may open.
pub fn published(whole: Option<&Whole>) -> usize {
    let pages = whole.map(|whole| &whole.plan.pages);
    let is_page = |what: &What| {
        !matches!(
            what,
            What::Redirect(_)
                | What::Feed(..)
                | What::Download(..)
                | What::Schema
                | What::Sitemap(_)
                | What::SitemapIndex(_)
                | What::Robots
                | What::WellKnown(_)
                | What::Copy(_)
                | What::Picture(..)
                | What::ThemeFile(_)
        )
    };
    pages.map_or(0, |pages| pages.iter().filter(|page| is_page(&page.what)).count())
}

fn seconds(start: Instant, reporter: &Reporter) -> String {
    let seconds = format!("{:.2}", start.elapsed().as_secs_f64());
    match reporter.language {
        crate::messages::Language::Vi => seconds.replace('.', ","),
        crate::messages::Language::En => seconds,
    }
}

/// Milliseconds, rounded up.
pub fn thousandths(time: Duration) -> String {
    time.as_micros().div_ceil(1000).to_string()
}

/// What is not published and why.
fn tell_hidden(prepared: &Prepared, reporter: &Reporter) {
    let Some(whole) = &prepared.whole else { return };
    if !whole.site.hidden.is_empty() {
        reporter.aside(&reporter.say("hidden-title", &[]));
    }
    for hidden in &whole.site.hidden {
        let day = hidden.day.map_or(String::new(), crate::model::date::customary);
        let name = match hidden.reason {
            Reason::Draft => "hidden-draft",
            Reason::Future => "hidden-future",
            Reason::Expired => "hidden-expired",
        };
        let why = reporter.say(name, &[("day", day)]);
        let path = prepared.scan.sources.find(hidden.source).map_or("", |source| &source.path);
        reporter.aside(&format!("  {path}: {} ({why})", hidden.title));
    }
}
