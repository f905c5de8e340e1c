//! The door: arguments in, exit code out.

use std::process::ExitCode;

use mimalloc::MiMalloc;

// Pages are made of very many short texts.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    bangvang::cli::run(std::env::args_os().collect())
}
