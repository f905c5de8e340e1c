//! Reports errors of writing an output, and sets the options with which outputs are opened.

use std::path::Path;
use std::time::SystemTime;

use jiff::tz::TimeZone;

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::file;
use crate::write::{Danger, OpenOptions, ProtectedFolders, WriteError};

/// Reports why an output was not written.
pub fn report(error: &WriteError, reporter: &Reporter) -> ExitStatus {
    let path = |path: &Path| ("path", display_path(path));
    match error {
        WriteError::Unsafe { path: out, why } => {
            reporter.error("output-unsafe", &[path(out), ("why", danger_word(*why).to_owned())]);
        }
        WriteError::NotEmpty { path: out } => reporter.error("output-not-empty", &[path(out)]),
        WriteError::Foreign { paths } => {
            for foreign in paths {
                reporter.error("output-foreign", &[path(foreign)]);
            }
        }
        WriteError::Locked { path: out, pid, since } => {
            let pid = pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string());
            reporter.error("output-locked", &[path(out), ("pid", pid), ("since", time_of_day(*since))]);
        }
        WriteError::Full { path: file, needed } => {
            reporter.error("output-full", &[path(file), ("needed", needed.to_string())]);
        }
        WriteError::NoMoreFiles { path: file } => reporter.error("output-no-more-files", &[path(file)]),
        WriteError::InUse { path: file } => reporter.error("output-held", &[path(file)]),
        WriteError::HalfDone { path: out, new, old, cause } => {
            report(cause, reporter);
            let counts = [path(out), ("new", new.to_string()), ("old", old.to_string())];
            reporter.error("output-half-done", &counts);
        }
        WriteError::ReadOnly { path: file } => reporter.error("output-read-only", &[path(file)]),
        WriteError::DamagedManifest { path: file } | WriteError::DamagedJournal { path: file, .. } => {
            reporter.error("output-damaged", &[path(file)]);
        }
        WriteError::Newer { path: file } => reporter.error("output-newer", &[path(file)]),
        WriteError::SourceChanged { path: file } => reporter.error("output-source-changed", &[path(file)]),
        WriteError::Io { path: file, source } => {
            reporter.error("output-failed", &[path(file), ("reason", file::reason(source))]);
        }
        other => reporter.error(
            "output-failed",
            &[("path", "bangvang".to_owned()), ("reason", file::other_reason(&other.to_string()))],
        ),
    }
    ExitStatus::Failure
}

/// `path` as users write it: without the prefix `\\?\` of canonical paths on Windows.
pub fn display_path(path: &Path) -> String {
    let text = path.display().to_string();
    match (text.strip_prefix(r"\\?\UNC\"), text.strip_prefix(r"\\?\")) {
        (Some(share), _) => format!(r"\\{share}"),
        (None, Some(drive)) => drive.to_owned(),
        (None, None) => text,
    }
}

fn danger_word(why: Danger) -> &'static str {
    match why {
        Danger::Root => "root",
        Danger::Home | Danger::Personal => "home",
        Danger::Project => "project",
        Danger::Above => "above",
        Danger::Input | Danger::Sources | Danger::Hidden => "input",
        Danger::Link => "link",
        Danger::NotFolder => "file",
        Danger::Notation => "notation",
        Danger::System => "other",
    }
}

/// The local time of day of `since`; `?` if it is unknown.
fn time_of_day(since: Option<SystemTime>) -> String {
    let time = since.and_then(|since| jiff::Timestamp::try_from(since).ok());
    time.map_or_else(
        || "?".to_owned(),
        |time| TimeZone::system().to_datetime(time).strftime("%H:%M:%S").to_string(),
    )
}

/// The folders that an output of the project at `root` must not touch.
pub fn protected_folders(root: &Path) -> ProtectedFolders {
    let home = std::env::home_dir().filter(|home| home.is_absolute());
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let inputs = ["content", "themes"].map(|name| root.join(name)).into();
    // `--out` is relative to the current directory, not to the project.
    let from = std::env::current_dir().unwrap_or_default();
    ProtectedFolders { root, output_base: from, inputs, home }
}

/// The options with which outputs are opened: the user is informed when the build waits for a file in use.
///
/// For tests, a debug build aborts at the step that `BANGVANG_FAIL_AT` names.
pub fn open_options(reporter: &Reporter) -> OpenOptions {
    let reporter = reporter.duplicate();
    let waiting = move |held: &Path| reporter.sentence("output-waiting", &[("path", display_path(held))]);
    let options = OpenOptions { on_waiting: Some(std::sync::Arc::new(waiting)), ..OpenOptions::default() };
    #[cfg(debug_assertions)]
    if let Ok(wanted) = std::env::var("BANGVANG_FAIL_AT") {
        let steps = move |step: crate::write::CommitStep| {
            if format!("{step:?}") == wanted {
                std::process::abort();
            }
        };
        return OpenOptions { on_step: Some(std::sync::Arc::new(steps)), ..options };
    }
    options
}

#[cfg(test)]
mod tests {
    use super::{Path, display_path};

    /// The prefix of canonical Windows paths is not shown; other paths do not change.
    #[test]
    fn verbatim_prefixes_are_not_shown() {
        for (path, wanted) in [
            (r"\\?\C:\trang\public", r"C:\trang\public"),
            (r"\\?\UNC\may-chu\web", r"\\may-chu\web"),
            (r"\\may-chu\web", r"\\may-chu\web"),
            ("/trang/public", "/trang/public"),
        ] {
            assert_eq!(display_path(Path::new(path)), wanted);
        }
    }
}
