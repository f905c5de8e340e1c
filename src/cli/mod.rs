//! The command line: runs a command, prints its result and returns the exit code.
//!
//! Only this module uses the clock, the terminal and the environment.

mod arguments;
mod build;
mod command_language;
mod create;
mod desk_publisher;
mod doctor;
mod doctor_arguments;
mod edit;
mod exit_status;
mod explain;
mod explain_arguments;
mod export;
mod export_arguments;
mod find;
mod find_arguments;
mod find_filters;
mod fix;
mod fix_arguments;
mod guide;
mod help;
mod history;
mod history_arguments;
mod import;
mod import_arguments;
mod import_site_arguments;
mod list;
mod list_arguments;
mod local_time;
mod machine;
mod preview_arguments;
mod previous_build;
mod publish;
mod read_xls;
mod report;
mod schema;
mod serve;
mod site_settings;
mod start;
mod starter;
mod stopwatch;
mod system_language;
mod terminal;
mod theme_file;
mod typed_path;
mod usage_error;
mod user;
mod write_errors;

use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use crate::cli::arguments::{Arguments, Command};
use crate::cli::report::Reporter;

pub use arguments::command as command_line;
pub use exit_status::ExitStatus;
pub use fix::{CertainCorrections, FileFix, certain_corrections};

/// Runs the program; the first of `arguments` is its own name. Without others it opens the desk, if it is on a terminal,
/// as after a double click on Windows.
pub fn run(mut arguments: Vec<OsString>) -> ExitCode {
    let is_alone = arguments.len() < 2 && io::stdin().is_terminal() && io::stdout().is_terminal();
    if is_alone {
        arguments.push("edit".into());
    }
    let code = command(&arguments);
    if is_alone && cfg!(windows) {
        // After a double click the console window closes with the program; the user could not read the output.
        let _ = io::stdin().read_line(&mut String::new());
    }
    code
}

fn command(arguments: &[OsString]) -> ExitCode {
    if let Some(path) = read_xls::path(arguments) {
        return read_xls::read_xls(path).into();
    }
    let arguments = match Arguments::parse(arguments) {
        Ok(arguments) => arguments,
        Err(status) => return status.into(),
    };
    let reporter = Reporter::new(arguments.language, arguments.format);
    if let Err(status) = machine::prepare(&reporter) {
        return status.into();
    }
    let status = match &arguments.command {
        Command::Build(build) => build::build(&arguments, build, &reporter),
        Command::Check(check) => build::check(&arguments, check, &reporter),
        Command::Doctor(options) => doctor::doctor(&arguments, options, &reporter),
        Command::Edit(edit) => edit::edit(&arguments, edit, &reporter),
        Command::Export(export) => export::export(&arguments, export, &reporter),
        Command::Find(find) => find::find(&arguments, find, &reporter),
        Command::Fix(fix) => fix::fix(&arguments, fix, &reporter),
        Command::History(options) => history::history(&arguments, options, &reporter),
        Command::Import(import) => import::import(&arguments, import, &reporter),
        Command::ImportSite(import) => import::import_site(&arguments, import, &reporter),
        Command::List(options) => list::list(&arguments, options, &reporter),
        Command::Init { folder, language } => create::init(folder, *language, &reporter),
        Command::Restore(options) => history::restore(&arguments, options, &reporter),
        Command::Schema { folder } => schema::schema(folder, &reporter),
        Command::Publish(publish) => publish::publish(&arguments.root, publish, &reporter),
        Command::Serve(serve) => serve::serve(&arguments, serve, &reporter),
        Command::Explain(options) => explain::explain(&arguments, options, &reporter),
        Command::Guide { topic } => guide::guide(topic.as_deref(), &reporter),
        Command::New(new) => create::new(&arguments, new, &reporter),
    };
    status.into()
}
