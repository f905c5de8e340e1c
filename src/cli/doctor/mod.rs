//! The command `doctor`: checks whether the computer has what the program needs.

mod finding;
mod folders;
mod network;
mod synced;
mod system;

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::doctor::finding::{Finding, FindingState};
use crate::cli::doctor_arguments::DoctorArguments;
use crate::cli::report::Reporter;
use crate::cli::site_settings::site_settings;

/// Checks the computer and the project folder, and prints a line for each check. No other computer is contacted.
pub fn doctor(arguments: &Arguments, doctor: &DoctorArguments, reporter: &Reporter) -> ExitStatus {
    let root = std::path::absolute(&arguments.root).unwrap_or_else(|_| arguments.root.clone());
    let out = std::path::absolute(&doctor.out).unwrap_or_else(|_| doctor.out.clone());
    let settings = site_settings(&root);
    let settings = settings.as_deref();
    let mut findings = folders::findings(&root, &out);
    findings.extend(synced::findings(&root, &out));
    findings.extend(system::findings(&root, settings, reporter.language));
    findings.extend(network::findings(settings));
    findings.push(Finding::good("doctor-no-tools"));
    findings.iter().for_each(|finding| finding.print(reporter));
    let count = |state| findings.iter().filter(|finding| finding.state == state).count();
    let (problems, warnings) = (count(FindingState::Problem), count(FindingState::Warning));
    let counts = [("problems", problems.to_string()), ("warnings", warnings.to_string())];
    reporter.sentence("doctor-done", &counts);
    if problems > 0 { ExitStatus::Errors } else { ExitStatus::Clean }
}
