//! How a command ends.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitStatus {
    /// All is well.
    Clean,
    /// The site has errors.
    Errors,
    /// Wrong usage, or a fault of the machine.
    Fault,
}

impl From<ExitStatus> for ExitCode {
    fn from(ending: ExitStatus) -> ExitCode {
        ExitCode::from(match ending {
            ExitStatus::Clean => 0,
            ExitStatus::Errors => 1,
            ExitStatus::Fault => 2,
        })
    }
}
