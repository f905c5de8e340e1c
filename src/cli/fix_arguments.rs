//! The options of the command `fix`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::cli::typed_path::without_trailing_quote;
use crate::messages::Messages;

/// The options of `fix`.
pub struct FixArguments {
    /// The files and folders to correct; all when there are none.
    pub files: Vec<PathBuf>,
    /// The codes to correct, as they were typed; all when there are none.
    pub only: Vec<String>,
    /// What happens with the corrections.
    pub task: FixTask,
}

/// What `fix` does with the corrections that it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixTask {
    /// Asks the user; changes nothing where no terminal is available.
    Ask,
    /// Applies them.
    Apply,
    /// Changes nothing.
    DryRun,
}

impl FixArguments {
    /// The parser of `fix`, with its help in the language of `messages`.
    pub fn command(messages: &Messages) -> clap::Command {
        let say = |name: &str| messages.say(name, &[]);
        let flag = |name: &'static str, about: &str| {
            Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(about))
        };
        clap::Command::new("fix").about(say("cli-fix")).args([
            Arg::new("files")
                .value_name("FILE")
                .num_args(0..)
                .value_parser(value_parser!(PathBuf))
                .help(say("cli-fix-files")),
            flag("dry-run", "cli-fix-dry-run"),
            flag("yes", "cli-fix-yes").conflicts_with("dry-run"),
            Arg::new("only")
                .long("only")
                .value_name("CODE")
                .action(ArgAction::Append)
                .value_delimiter(',')
                .help(say("cli-fix-only")),
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json"])
                .help(say("cli-format")),
        ])
    }

    /// Reads the options that the user typed.
    pub fn from_matches(matches: &ArgMatches) -> FixArguments {
        let files = matches.get_many::<PathBuf>("files").into_iter().flatten();
        FixArguments {
            files: files.cloned().map(without_trailing_quote).collect(),
            only: matches.get_many::<String>("only").into_iter().flatten().cloned().collect(),
            task: match (matches.get_flag("dry-run"), matches.get_flag("yes")) {
                (true, _) => FixTask::DryRun,
                (false, true) => FixTask::Apply,
                (false, false) => FixTask::Ask,
            },
        }
    }
}
