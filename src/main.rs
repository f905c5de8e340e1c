//! The `bangvang` program: passes its arguments to the command line and returns the exit code.

use std::process::ExitCode;

use mimalloc::MiMalloc;

// Rendering allocates very many short strings.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    bangvang::cli::run(std::env::args_os().collect())
}
