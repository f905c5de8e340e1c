//! The command `serve`, and the preview that the command `edit` shares with it.

use std::collections::HashSet;
use std::io;
use std::path::{self, PathBuf};
use std::process;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use jiff::Timestamp;

use crate::cli::ExitStatus;
use crate::cli::arguments::{Arguments, OutputFormat};
use crate::cli::build::{build_time, count_public_pages, milliseconds};
use crate::cli::preview_arguments::ServeArguments;
use crate::cli::report::{Reporter, SeverityCounts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::file;
use crate::model::site::{BuildOptions, Now, ShowHidden};
use crate::serve::broadcast::Broadcast;
use crate::serve::desk_host::Desk;
use crate::serve::http::Server;
use crate::serve::preview::Preview;
use crate::serve::snapshot::Snapshot;
use crate::serve::unsaved::UnsavedTexts;
use crate::serve::watch::{ChangeHint, ProjectWatcher};
use crate::serve::{self, CompletedBuild, PreviewObserver};
use crate::threads::locked;

/// The most changed files that are listed by name; of more, only the number is printed.
const MAX_LISTED_FILES: usize = 3;

/// Serves a preview of the site and rebuilds it on changes, until the process is interrupted.
pub fn serve(arguments: &Arguments, serve: &ServeArguments, reporter: &Reporter) -> ExitStatus {
    let Some(now) = build_time(serve.today.as_deref(), reporter) else { return ExitStatus::Failure };
    let Some(server) = bind(serve.host.as_deref(), serve.port, reporter) else { return ExitStatus::Failure };
    let address = report_address(&server, serve.host.as_deref(), reporter);
    let started = PreviewStart {
        root: absolute_root(arguments),
        now,
        // Without `--today`, the current day changes while the preview runs.
        has_fixed_day: serve.today.is_some(),
        shown: if serve.drafts { ShowHidden::All } else { ShowHidden::Published },
    };
    let address = serve.open.then_some(address);
    run_preview(server, started, reporter, |_| Ok((None, address)))
}

/// Binds the server to `port` of `host` or the next free one; `None` after reporting why it cannot.
pub fn bind(host: Option<&str>, port: u16, reporter: &Reporter) -> Option<Server> {
    let refuse = |error| report_refusal(reporter, &format!("{}:{port}", host.unwrap_or("localhost")), &error);
    let server = Server::bind(host, port).map_err(refuse).ok()?;
    report_port(&server, port, reporter);
    Some(server)
}

/// The project folder by its absolute path: the system reports changes by absolute paths, and everything uses them, so
/// that they match.
pub fn absolute_root(arguments: &Arguments) -> PathBuf {
    path::absolute(&arguments.root).unwrap_or_else(|_| arguments.root.clone())
}

/// What a preview shows.
pub struct PreviewStart {
    /// The project folder, absolute.
    pub root: PathBuf,
    /// The time of the builds.
    pub now: Now,
    /// Whether the day stays that of `now`.
    pub has_fixed_day: bool,
    /// Which hidden pages are shown.
    pub shown: ShowHidden,
}

/// What a desk needs of the preview that it belongs to.
pub struct PreviewParts {
    /// The builds.
    pub broadcast: Arc<Broadcast>,
    /// The texts that are shown in place of files.
    pub unsaved: Arc<UnsavedTexts>,
    /// Makes the preview look at the files again.
    pub hints: Sender<ChangeHint>,
}

/// A desk, if there is one, and the address to open in a browser.
pub type Beside = (Option<Arc<dyn Desk>>, Option<String>);

/// Runs the preview of `start` on `server` until the process is interrupted; `beside` makes its desk.
pub fn run_preview(
    server: Server,
    start: PreviewStart,
    reporter: &Reporter,
    beside: impl FnOnce(PreviewParts) -> io::Result<Beside>,
) -> ExitStatus {
    let place = server.address.to_string();
    let (broadcast, unsaved) = (Arc::new(Broadcast::default()), Arc::new(UnsavedTexts::default()));
    let watch = ProjectWatcher::start(&start.root);
    let parts =
        PreviewParts { broadcast: broadcast.clone(), unsaved: unsaved.clone(), hints: watch.hint_sender() };
    let (served, language, own_place) = (broadcast.clone(), reporter.language, place.clone());
    let started = beside(parts).and_then(|(desk, opened)| {
        let http = thread::Builder::new().name("http".to_owned());
        http.spawn(move || {
            if let Err(error) = server.run(served, language, desk) {
                report_refusal(&Reporter::new(language, OutputFormat::Human), &own_place, &error);
                // Without the server no request would be answered any more.
                process::exit(2);
            }
        })?;
        Ok(opened)
    });
    let opened = match started {
        Ok(opened) => opened,
        Err(error) => {
            report_refusal(reporter, &place, &error);
            return ExitStatus::Failure;
        }
    };
    if let Some(address) = opened
        && open::that_detached(&address).is_err()
    {
        reporter.note(&reporter.text("serve-not-opened", &[("address", address)]));
    }
    let PreviewStart { root, now, has_fixed_day, shown } = start;
    let options = move || {
        let now = if has_fixed_day { now } else { Now::Instant(Timestamp::now()) };
        BuildOptions { now, shown, base_url: None }
    };
    let preview = Preview::new(&root, Box::new(options), unsaved);
    let observer = TerminalObserver { reporter, printed: Mutex::default() };
    serve::rebuild_on_change(preview, watch, &broadcast, &observer, language)
}

/// Reports that the server cannot answer at `place`.
pub fn report_refusal(reporter: &Reporter, place: &str, error: &io::Error) {
    reporter.error("serve-refused", &[("place", place.to_owned()), ("reason", file::reason(error))]);
}

/// Reports the address of the preview and what is unusual about it. Returns the URL to open in a browser.
fn report_address(server: &Server, host: Option<&str>, reporter: &Reporter) -> String {
    let port = server.address.port();
    let host = match host {
        Some(host) if host.contains(':') && !host.starts_with('[') => format!("[{host}]"),
        Some(host) => host.to_owned(),
        None => "localhost".to_owned(),
    };
    let host = if server.address.ip().is_unspecified() { "localhost".to_owned() } else { host };
    let address = format!("http://{host}:{port}/");
    reporter.sentence("serving", &[("address", address.clone())]);
    if !server.address.ip().is_loopback() {
        reporter.sentence("serve-open-to-all", &[]);
    }
    address
}

/// Reports that the server has another port than `wanted`, if it has.
fn report_port(server: &Server, wanted: u16, reporter: &Reporter) {
    let port = server.address.port();
    if port != wanted {
        reporter.sentence("serve-port", &[("port", wanted.to_string()), ("other", port.to_string())]);
    }
}

/// Prints the events of the preview on the terminal.
struct TerminalObserver<'r> {
    reporter: &'r Reporter,
    printed: Mutex<ReportedState>,
}

/// Diagnostics that have been printed and are not printed again.
#[derive(Default)]
struct ReportedState {
    /// Warnings of the last complete build.
    warnings: HashSet<Diagnostic>,
    /// Errors that were found since then.
    errors: HashSet<Diagnostic>,
}

impl PreviewObserver for TerminalObserver<'_> {
    fn errors_found(&self, errors: &[Diagnostic], snapshot: &Snapshot) {
        let mut state = self.printed_state();
        let new = errors.iter().filter(|error| state.errors.insert((*error).clone()));
        let new: Vec<Diagnostic> = new.cloned().collect();
        self.reporter.diagnostics(&new, &snapshot.prepared.scan.sources);
    }

    fn built(&self, built: &CompletedBuild<'_>) {
        let counts = SeverityCounts::count(built.diagnostics);
        let warnings = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Warning;
        let warnings = built.diagnostics.iter().filter(warnings).cloned().collect();
        let before =
            std::mem::replace(&mut *self.printed_state(), ReportedState { warnings, errors: HashSet::new() });
        let is_new = |diagnostic: &&Diagnostic| match diagnostic.severity {
            Severity::Error => !before.errors.contains(*diagnostic),
            Severity::Warning => !before.warnings.contains(*diagnostic),
            Severity::Note => false,
        };
        let new: Vec<Diagnostic> = built.diagnostics.iter().filter(is_new).cloned().collect();
        self.reporter.diagnostics(&new, &built.snapshot.prepared.scan.sources);
        let numbers = [
            ("made", built.rendered.len().to_string()),
            ("pages", count_public_pages(built.snapshot.prepared.planned.as_ref()).to_string()),
            ("milliseconds", milliseconds(built.duration)),
            ("errors", counts.errors.to_string()),
            ("warnings", counts.warnings.to_string()),
            ("change", self.change(built)),
        ];
        self.reporter.sentence(if built.snapshot.number == 1 { "serve-ready" } else { "rebuilt" }, &numbers);
    }

    fn watcher_unavailable(&self, reason: &str) {
        self.reporter.sentence("serve-deaf", &[("reason", reason.to_owned())]);
    }

    fn recovered(&self, reason: &str) {
        self.reporter.error("serve-survived", &[("reason", reason.to_owned())]);
    }
}

impl TerminalObserver<'_> {
    fn printed_state(&self) -> MutexGuard<'_, ReportedState> {
        locked(&self.printed)
    }

    /// The names of the changed files, or their number.
    fn change(&self, built: &CompletedBuild<'_>) -> String {
        let count = built.changes.len();
        match count {
            0 => self.reporter.text("changed-day", &[]),
            1..=MAX_LISTED_FILES => built.changes.iter().map(|path| &**path).collect::<Vec<_>>().join(", "),
            _ => self.reporter.text("changed-many", &[("count", count.to_string())]),
        }
    }
}
