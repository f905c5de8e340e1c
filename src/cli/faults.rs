//! Faults of the output in, their sentences and the exit code out.

use std::path::Path;
use std::time::SystemTime;

use jiff::tz::TimeZone;

use crate::cli::Ending;
use crate::cli::report::Reporter;
use crate::write::{Danger, OpenOptions, Surroundings, WriteError};

/// Tells why an output was not written.
pub fn report(fault: &WriteError, reporter: &Reporter) -> Ending {
    let path = |path: &Path| ("path", path.display().to_string());
    match fault {
        WriteError::Unsafe { path: out, why } => {
            reporter.fault("output-unsafe", &[path(out), ("why", word(*why).to_owned())]);
        }
        WriteError::NotEmpty { path: out } => reporter.fault("output-not-empty", &[path(out)]),
        WriteError::Foreign { paths } => {
            for foreign in paths {
                reporter.fault("output-foreign", &[path(foreign)]);
            }
        }
        WriteError::Locked { path: out, pid, since } => {
            let pid = pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string());
            reporter.fault("output-locked", &[path(out), ("pid", pid), ("since", clock(*since))]);
        }
        WriteError::Full { path: file, needed } => {
            reporter.fault("output-full", &[path(file), ("needed", needed.to_string())]);
        }
        WriteError::ReadOnly { path: file } => reporter.fault("output-read-only", &[path(file)]),
        WriteError::DamagedManifest { path: file } | WriteError::DamagedJournal { path: file, .. } => {
            reporter.fault("output-damaged", &[path(file)]);
        }
        WriteError::Newer { path: file } => reporter.fault("output-newer", &[path(file)]),
        WriteError::SourceChanged { path: file } => reporter.fault("output-source-changed", &[path(file)]),
        WriteError::Io { path: file, source } => {
            reporter.fault("output-failed", &[path(file), ("reason", source.to_string())]);
        }
        other => {
            reporter.fault("output-failed", &[("path", "bangvang".to_owned()), ("reason", other.to_string())])
        }
    }
    Ending::Fault
}

fn word(why: Danger) -> &'static str {
    match why {
        Danger::Root => "root",
        Danger::Home | Danger::Personal => "home",
        Danger::Project => "project",
        Danger::Above => "above",
        Danger::Input | Danger::Sources | Danger::Hidden => "input",
        Danger::Link => "link",
        Danger::NotFolder => "file",
        Danger::System | Danger::Notation => "other",
    }
}

/// The time of day at which another process began.
fn clock(since: Option<SystemTime>) -> String {
    let time = since.and_then(|since| jiff::Timestamp::try_from(since).ok());
    time.map_or_else(
        || "?".to_owned(),
        |time| TimeZone::system().to_datetime(time).strftime("%H:%M:%S").to_string(),
    )
}

/// What an output of the project at `root` must not touch.
pub fn surroundings(root: &Path) -> Surroundings {
    let home = std::env::home_dir().filter(|home| home.is_absolute());
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let inputs = ["content", "themes"].map(|name| root.join(name)).into();
    // `--out` is meant from where the command was typed, not from the project.
    let from = std::env::current_dir().unwrap_or_default();
    Surroundings { root, from, inputs, home }
}

/// How outputs are opened; a debug build kills itself at the step that `BANGVANG_FAIL_AT` names, for trials.
pub fn open_options() -> OpenOptions {
    #[cfg(debug_assertions)]
    if let Ok(wanted) = std::env::var("BANGVANG_FAIL_AT") {
        let steps = move |step: crate::write::Step| {
            if format!("{step:?}") == wanted {
                std::process::abort();
            }
        };
        return OpenOptions { steps: Some(std::sync::Arc::new(steps)), ..OpenOptions::default() };
    }
    OpenOptions::default()
}
