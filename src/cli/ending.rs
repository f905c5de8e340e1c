//! How a command ends.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All is well.
    Clean,
    /// The site has errors.
    Errors,
    /// Wrong usage, or a fault of the machine.
    Fault,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> ExitCode {
        ExitCode::from(match ending {
            Ending::Clean => 0,
            Ending::Errors => 1,
            Ending::Fault => 2,
        })
    }
}
