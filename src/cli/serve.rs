//! The command `serve`.

use std::collections::HashSet;
use std::io;
use std::path;
use std::process;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use jiff::Timestamp;

use crate::cli::ExitStatus;
use crate::cli::arguments::{Arguments, OutputFormat, ServeArguments};
use crate::cli::build::{build_time, count_public_pages, milliseconds};
use crate::cli::report::{Reporter, SeverityCounts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::file;
use crate::model::site::{BuildOptions, Now, ShowHidden};
use crate::serve::broadcast::Broadcast;
use crate::serve::http::Server;
use crate::serve::preview::Preview;
use crate::serve::snapshot::Snapshot;
use crate::serve::watch::ProjectWatcher;
use crate::serve::{self, CompletedBuild, PreviewObserver};
use crate::threads::locked;

/// The most changed files that are listed by name; of more, only the number is printed.
const MAX_LISTED_FILES: usize = 3;

/// Serves a preview of the site and rebuilds it on changes, until the process is interrupted.
pub fn serve(arguments: &Arguments, serve: &ServeArguments, reporter: &Reporter) -> ExitStatus {
    let Some(now) = build_time(serve.today.as_deref(), reporter) else { return ExitStatus::Failure };
    let server = match Server::bind(serve.host.as_deref(), serve.port) {
        Ok(server) => server,
        Err(error) => {
            let host = serve.host.as_deref().unwrap_or("localhost");
            report_refusal(reporter, &format!("{host}:{}", serve.port), &error);
            return ExitStatus::Failure;
        }
    };
    let address = report_address(&server, serve, reporter);
    let broadcast = Arc::new(Broadcast::default());
    let (served, language, place) = (broadcast.clone(), reporter.language, address.clone());
    let server_thread = thread::Builder::new().name("http".to_owned()).spawn(move || {
        if let Err(error) = server.run(served, language, None) {
            report_refusal(&Reporter::new(language, OutputFormat::Human), &place, &error);
            // Without the server no request would be answered any more.
            process::exit(2);
        }
    });
    if let Err(error) = server_thread {
        report_refusal(reporter, &address, &error);
        return ExitStatus::Failure;
    }
    if serve.open && open::that_detached(&address).is_err() {
        reporter.note(&reporter.text("serve-not-opened", &[("address", address)]));
    }
    let shown = if serve.drafts { ShowHidden::All } else { ShowHidden::Published };
    // Without `--today`, the current day changes while the preview runs.
    let has_fixed_day = serve.today.is_some();
    let options = move || {
        let now = if has_fixed_day { now } else { Now::Instant(Timestamp::now()) };
        BuildOptions { now, shown, base_url: None }
    };
    // The system reports changes by absolute paths; everything uses them, so that they match.
    let root = path::absolute(&arguments.root).unwrap_or_else(|_| arguments.root.clone());
    let watch = ProjectWatcher::start(&root);
    let preview = Preview::new(&root, Box::new(options), Arc::default());
    serve::rebuild_on_change(
        preview,
        watch,
        &broadcast,
        &TerminalObserver { reporter, printed: Mutex::default() },
        language,
    )
}

fn report_refusal(reporter: &Reporter, place: &str, error: &io::Error) {
    reporter.error("serve-refused", &[("place", place.to_owned()), ("reason", file::reason(error))]);
}

/// Reports the address of the preview and what is unusual about it. Returns the URL to open in a browser.
fn report_address(server: &Server, serve: &ServeArguments, reporter: &Reporter) -> String {
    let port = server.address.port();
    if port != serve.port {
        let arguments = [("port", serve.port.to_string()), ("other", port.to_string())];
        reporter.sentence("serve-port", &arguments);
    }
    let host = match &serve.host {
        Some(host) if host.contains(':') && !host.starts_with('[') => format!("[{host}]"),
        Some(host) => host.clone(),
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
