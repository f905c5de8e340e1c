//! `serve`.

use std::collections::HashSet;
use std::io;
use std::path;
use std::process;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use jiff::Timestamp;

use crate::cli::ExitStatus;
use crate::cli::arguments::{Arguments, OutputFormat, ServeArguments};
use crate::cli::build::{moment, published, thousandths};
use crate::cli::report::{Reporter, SeverityCounts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::site::{BuildOptions, Now, ShowHidden};
use crate::serve::broadcast::Broadcast;
use crate::serve::http::Server;
use crate::serve::preview::Preview;
use crate::serve::snapshot::Snapshot;
use crate::serve::watch::ProjectWatcher;
use crate::serve::{self, CompletedBuild, PreviewObserver};
use crate::threads::locked;

/// Changed files that are named; of more only their number is told.
const MAX_LISTED_FILES: usize = 3;

/// Shows the site on this computer and keeps it up to date, until it is interrupted.
pub fn serve(arguments: &Arguments, serve: &ServeArguments, reporter: &Reporter) -> ExitStatus {
    let Some(now) = moment(serve.today.as_deref(), reporter) else { return ExitStatus::Fault };
    let server = match Server::bind(serve.host.as_deref(), serve.port) {
        Ok(server) => server,
        Err(fault) => {
            let host = serve.host.as_deref().unwrap_or("localhost");
            refused(reporter, &format!("{host}:{}", serve.port), &fault);
            return ExitStatus::Fault;
        }
    };
    let address = greet(&server, serve, reporter);
    let live = Arc::new(Broadcast::default());
    let (served, language, place) = (live.clone(), reporter.language, address.clone());
    let doors = thread::Builder::new().name("http".to_owned()).spawn(move || {
        if let Err(fault) = server.run(served, language) {
            refused(&Reporter::new(language, OutputFormat::Human), &place, &fault);
            // Nobody would be answered any more.
            process::exit(2);
        }
    });
    if let Err(fault) = doors {
        refused(reporter, &address, &fault);
        return ExitStatus::Fault;
    }
    if serve.open && open::that_detached(&address).is_err() {
        reporter.note(&reporter.text("serve-not-opened", &[("address", address)]));
    }
    let shown = if serve.drafts { ShowHidden::All } else { ShowHidden::Published };
    // A day that was not asked for goes on while the preview runs.
    let today = serve.today.is_some();
    let options = move || {
        let now = if today { now } else { Now::Instant(Timestamp::now()) };
        BuildOptions { now, shown, base_url: None }
    };
    // The system names files by their whole paths; so that they are known again, everything does.
    let root = path::absolute(&arguments.root).unwrap_or_else(|_| arguments.root.clone());
    let watch = ProjectWatcher::start(&root);
    let preview = Preview::new(&root, Box::new(options));
    serve::rebuild_on_change(
        preview,
        watch,
        &live,
        &TerminalObserver { reporter, told: Mutex::default() },
        language,
    )
}

fn refused(reporter: &Reporter, place: &str, fault: &io::Error) {
    reporter.error("serve-refused", &[("place", place.to_owned()), ("reason", fault.to_string())]);
}

/// Tells where the preview is, and what is unusual about it; gives the address for a browser.
fn greet(server: &Server, serve: &ServeArguments, reporter: &Reporter) -> String {
    let port = server.address.port();
    if port != serve.port {
        let told = [("port", serve.port.to_string()), ("other", port.to_string())];
        reporter.sentence("serve-port", &told);
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

/// Tells what happens on the terminal.
struct TerminalObserver<'r> {
    reporter: &'r Reporter,
    told: Mutex<ReportedState>,
}

/// What is not told again.
#[derive(Default)]
struct ReportedState {
    /// Those of the last complete build.
    warnings: HashSet<Diagnostic>,
    /// Those that were found since then.
    errors: HashSet<Diagnostic>,
}

impl PreviewObserver for TerminalObserver<'_> {
    fn found(&self, errors: &[Diagnostic], snapshot: &Snapshot) {
        let mut told = self.told();
        let news = errors.iter().filter(|error| told.errors.insert((*error).clone()));
        let news: Vec<Diagnostic> = news.cloned().collect();
        self.reporter.diagnostics(&news, &snapshot.prepared.scan.sources);
    }

    fn built(&self, built: &CompletedBuild<'_>) {
        let counts = SeverityCounts::of(built.diagnostics);
        let warnings = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Warning;
        let warnings = built.diagnostics.iter().filter(warnings).cloned().collect();
        let before = std::mem::replace(&mut *self.told(), ReportedState { warnings, errors: HashSet::new() });
        let is_news = |diagnostic: &&Diagnostic| match diagnostic.severity {
            Severity::Error => !before.errors.contains(*diagnostic),
            Severity::Warning => !before.warnings.contains(*diagnostic),
            Severity::Note => false,
        };
        let news: Vec<Diagnostic> = built.diagnostics.iter().filter(is_news).cloned().collect();
        self.reporter.diagnostics(&news, &built.snapshot.prepared.scan.sources);
        let numbers = [
            ("made", built.made.len().to_string()),
            ("pages", published(built.snapshot.prepared.whole.as_ref()).to_string()),
            ("milliseconds", thousandths(built.took)),
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
    fn told(&self) -> MutexGuard<'_, ReportedState> {
        locked(&self.told)
    }

    /// The files that changed, or how many.
    fn change(&self, built: &CompletedBuild<'_>) -> String {
        let count = built.changes.len();
        match count {
            0 => self.reporter.text("changed-day", &[]),
            1..=MAX_LISTED_FILES => built.changes.iter().map(|path| &**path).collect::<Vec<_>>().join(", "),
            _ => self.reporter.text("changed-many", &[("count", count.to_string())]),
        }
    }
}
