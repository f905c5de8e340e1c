//! The exit status of a command.

use std::process::ExitCode;

/// How a command ended; converted to the exit code of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// Success: exit code 0.
    Clean,
    /// The site has errors: exit code 1.
    Errors,
    /// Wrong usage, an I/O error or an error of the system: exit code 2.
    Failure,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        ExitCode::from(match status {
            ExitStatus::Clean => 0,
            ExitStatus::Errors => 1,
            ExitStatus::Failure => 2,
        })
    }
}
