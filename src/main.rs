//! The door: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    bangvang::cli::run(std::env::args_os().collect())
}
