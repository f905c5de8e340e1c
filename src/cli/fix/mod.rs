//! The command `fix`: applies the corrections that are certain, after showing them and asking.

mod collect;
mod files;
mod show;

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::build::{build_time, scan_files};
use crate::cli::fix_arguments::{FixArguments, FixTask};
use crate::cli::report::Reporter;
use crate::cli::user::{present_event, prune_history};
use crate::cli::write_errors::display_path;
use crate::diagnostic::{Code, Fixing, nearest};
use crate::edit::{EventKind, SaveError, Workspace};
use crate::file;
use crate::model::site::{BuildOptions, ShowHidden};
use crate::pipeline::NoBuildObserver;
use crate::source::Source;
use crate::text;

use self::files::ChosenFiles;
use self::show::Shown;

pub use self::collect::{CertainCorrections, FileFix, certain_corrections};
pub(super) use self::show::diff;

/// Corrects what is certain in the files of the project.
pub fn fix(arguments: &Arguments, fix: &FixArguments, reporter: &Reporter) -> ExitStatus {
    let Some(codes) = chosen_codes(&fix.only, reporter) else { return ExitStatus::Failure };
    let Some(now) = build_time(None, reporter) else { return ExitStatus::Failure };
    let options = BuildOptions { now, shown: ShowHidden::Drafts, base_url: None };
    let Some(scan) = scan_files(&arguments.root, &NoBuildObserver, reporter) else {
        return ExitStatus::Failure;
    };
    let chosen = match ChosenFiles::find(&fix.files, &arguments.root, &scan.sources) {
        Ok(chosen) => chosen,
        Err(path) => {
            reporter.error("fix-no-file", &[("path", path.display().to_string())]);
            return ExitStatus::Failure;
        }
    };
    let is_chosen =
        |source: &Source, code: Code| chosen.contains(source) && (codes.is_empty() || codes.contains(&code));
    let found = certain_corrections(scan, &options, &is_chosen);
    if found.files.is_empty() {
        reporter.sentence("fix-nothing", &[("left", found.left.to_string())]);
        return report_failed(&found, reporter);
    }
    found.files.iter().for_each(|file| show_file(file, reporter));
    reporter.sentence("fix-found", &counts(&found.files));
    match fix.task {
        FixTask::DryRun => {
            reporter.sentence("fix-dry-run", &[]);
            ExitStatus::Errors
        }
        FixTask::Apply => apply(arguments, &found, &found.files.iter().collect::<Vec<_>>(), reporter),
        FixTask::Ask if !reporter.is_interactive() => {
            reporter.error("fix-unasked", &[]);
            ExitStatus::Errors
        }
        FixTask::Ask => {
            let wanted = ask(&found.files, reporter);
            if wanted.is_empty() {
                reporter.sentence("fix-not-done", &[]);
                return ExitStatus::Errors;
            }
            apply(arguments, &found, &wanted, reporter)
        }
    }
}

/// Returns the codes of `--only`. `None`, after reporting it, when one is unknown or never corrected.
fn chosen_codes(names: &[String], reporter: &Reporter) -> Option<Vec<Code>> {
    let mut codes = Vec::new();
    for name in names {
        let name = name.trim_matches(['[', ']', '`', ' ']).to_lowercase();
        match Code::from_name(&name) {
            Some(code) if code.fixing() == Fixing::Certain => codes.push(code),
            Some(code) => {
                reporter.error("fix-never", &[("code", code.name().to_owned())]);
                return None;
            }
            None => {
                let near = nearest(&name, Code::all().map(Code::name)).map(str::to_owned);
                let message = if near.is_some() { "explain-unknown-near" } else { "explain-unknown" };
                reporter.error(message, &[("code", name), ("nearest", near.unwrap_or_default())]);
                return None;
            }
        }
    }
    Some(codes)
}

/// The number of corrections and of files.
fn counts<'f>(files: impl IntoIterator<Item = &'f FileFix>) -> [(&'static str, String); 2] {
    let (count, files) =
        files.into_iter().fold((0, 0), |(count, files), file| (count + file.count(), files + 1));
    [("count", count.to_string()), ("files", files.to_string())]
}

/// Prints the changes of a file.
fn show_file(file: &FileFix, reporter: &Reporter) {
    let codes: Vec<String> = file.codes.iter().map(|(code, count)| format!("{code} {count}")).collect();
    reporter.sentence(
        "fix-file",
        &[
            ("path", file.source.path.to_string()),
            ("count", file.count().to_string()),
            ("codes", codes.join(", ")),
        ],
    );
    let Shown { lines, normalized } = diff(&file.before, &file.after);
    if file.codes.contains_key(Code::Utf16.name()) {
        reporter.note(&reporter.text("fix-encoding", &[]));
    }
    if normalized > 0 {
        reporter.note(&reporter.text("fix-normalized", &[("lines", normalized.to_string())]));
    }
    reporter.styled_note(&lines);
}

/// Asks which of `files` to correct: all, none, or each in turn.
fn ask<'f>(files: &'f [FileFix], reporter: &Reporter) -> Vec<&'f FileFix> {
    let all: Vec<&FileFix> = files.iter().collect();
    match Answer::parse(&reporter.answer("fix-ask", &counts(files))) {
        Answer::All => all,
        Answer::None => Vec::new(),
        Answer::Each => {
            let is_wanted =
                |file: &&FileFix| reporter.ask("fix-ask-file", &[("path", file.source.path.to_string())]);
            all.into_iter().filter(is_wanted).collect()
        }
    }
}

/// An answer to the question which files to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    All,
    None,
    Each,
}

impl Answer {
    /// Parses an answer in either language; anything unknown changes nothing.
    fn parse(answer: &str) -> Answer {
        let answer = text::nfc(answer.trim()).to_lowercase();
        match &*answer {
            "c" | "có" | "co" | "y" | "yes" => Answer::All,
            "t" | "từng" | "tung" | "e" | "each" => Answer::Each,
            _ => Answer::None,
        }
    }
}

/// Writes the corrections of `wanted`, and reports each file and the whole.
fn apply(
    arguments: &Arguments,
    found: &CertainCorrections,
    wanted: &[&FileFix],
    reporter: &Reporter,
) -> ExitStatus {
    let workspace = Workspace::new(&arguments.root);
    let event = present_event(EventKind::Saved, "bangvang fix");
    let mut done = Vec::new();
    for file in wanted {
        match workspace.save(&file.source.path, file.source.hash, &file.after, &event) {
            Ok(version) => {
                let arguments = [
                    ("path", file.source.path.to_string()),
                    ("count", file.count().to_string()),
                    ("version", display_path(version.strip_prefix(".").unwrap_or(&version))),
                ];
                reporter.sentence("fix-saved", &arguments);
                done.push(*file);
            }
            Err(error) => report_error(file, &error, reporter),
        }
    }
    prune_history(&arguments.root);
    let (all, saved) = (found.files.len(), done.len());
    if saved > 0 {
        let undone = found.files.iter().map(FileFix::count).sum::<usize>()
            - done.iter().map(|file| file.count()).sum::<usize>();
        let [count, files] = counts(done);
        reporter.sentence("fix-done", &[count, files, ("left", (found.left + undone).to_string())]);
    }
    let status = report_failed(found, reporter);
    if saved < all { ExitStatus::Errors } else { status }
}

fn report_error(file: &FileFix, error: &SaveError, reporter: &Reporter) {
    let (message, reason) = match error {
        SaveError::Changed(_) => ("fix-changed", String::new()),
        SaveError::ReadOnly => ("fix-read-only", String::new()),
        SaveError::InUse => ("fix-in-use", String::new()),
        SaveError::History(reason) => ("fix-no-history", file::reason(reason)),
        SaveError::Exists | SaveError::Outside | SaveError::BadName | SaveError::Io(_) => {
            ("fix-failed", error.reason())
        }
    };
    reporter.error(message, &[("path", file.source.path.to_string()), ("reason", reason)]);
}

/// Reports the corrections that could not be applied; they are still undone then.
fn report_failed(found: &CertainCorrections, reporter: &Reporter) -> ExitStatus {
    let (failed, sources) = &found.failed;
    if failed.is_empty() {
        return ExitStatus::Clean;
    }
    reporter.sentence("fix-by-hand", &[("count", failed.len().to_string())]);
    reporter.diagnostics(failed, sources);
    ExitStatus::Errors
}

#[cfg(test)]
mod tests {
    use super::Answer;

    /// Only a clear yes changes all files; Vietnamese keyboards may type combining marks.
    #[test]
    fn answers() {
        for (answer, meant) in [
            ("c\n", Answer::All),
            ("CO\u{301}\r\n", Answer::All),
            ("yes", Answer::All),
            ("t\n", Answer::Each),
            ("tư\u{300}ng", Answer::Each),
            ("E", Answer::Each),
            ("", Answer::None),
            ("k", Answer::None),
            ("no", Answer::None),
            ("yse", Answer::None),
        ] {
            assert_eq!(Answer::parse(answer), meant, "{answer:?}");
        }
    }
}
