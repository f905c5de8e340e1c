//! The command `explain`: explains a diagnostic code, a file of the project or an address of the site.

mod address;
pub mod codes;
mod facts;
mod file;
mod record;
mod site;
mod subject;
mod template;

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::explain::address::explain_address;
use crate::cli::explain::codes::{explain_code, find_code, known_code, list_codes};
use crate::cli::explain::file::{explain_file, explain_ignored, explain_missing, explain_path};
use crate::cli::explain::site::ExplainedSite;
use crate::cli::explain::subject::{Subject, is_path_or_address, subject};
use crate::cli::explain_arguments::ExplainArguments;
use crate::cli::report::Reporter;

/// Explains what was typed, or lists every code when nothing was.
///
/// A code is a code also where a page has the same name. A word that is neither is an unknown code.
pub fn explain(arguments: &Arguments, explain: &ExplainArguments, reporter: &Reporter) -> ExitStatus {
    let Some(written) = &explain.subject else {
        list_codes(reporter);
        return ExitStatus::Clean;
    };
    if let Some(code) = known_code(written) {
        explain_code(code, reporter);
        return ExitStatus::Clean;
    }
    let is_word = !is_path_or_address(written);
    if is_word && !arguments.root.join("content").is_dir() {
        find_code(written, reporter);
        return ExitStatus::Failure;
    }
    let site = match ExplainedSite::read(&arguments.root, reporter) {
        Ok(site) => site,
        Err(status) => return status,
    };
    match subject(written, &arguments.root, &site) {
        Subject::Address(route) if is_word && !site.has(&route) => {
            find_code(written, reporter);
            ExitStatus::Failure
        }
        Subject::Address(route) => explain_address(&route, &site, reporter),
        Subject::File(source) => explain_file(source, &site, reporter),
        Subject::IgnoredFile(path) => explain_ignored(&path, reporter),
        Subject::MissingFile(path) => explain_missing(&path, &site, reporter),
        Subject::Folder(path) => explain_path("explain-folder", &path, reporter),
        Subject::OutsideFile(path) => explain_path("explain-outside", &path, reporter),
        Subject::OtherSite(url) => {
            let own = site.published().site.settings.base_url.to_string();
            reporter.error("explain-other-site", &[("address", url), ("own", own)]);
            ExitStatus::Failure
        }
    }
}
