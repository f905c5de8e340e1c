//! The options of the commands `history` and `restore`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::cli::typed_path::without_trailing_quote;
use crate::messages::Messages;

/// The options of `history`.
pub struct HistoryArguments {
    /// The file whose versions are listed; the events of the project without one.
    pub file: Option<PathBuf>,
    /// How much is listed for people.
    pub length: HistoryLength,
}

/// How much of a history is listed for people; programs get everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryLength {
    /// The newest entries.
    Short,
    /// All entries.
    Full,
}

/// The options of `restore`.
pub struct RestoreArguments {
    /// The file to restore.
    pub file: PathBuf,
    /// The number or the time of the version, as it was typed; the version before the present one without it.
    pub version: Option<String>,
    /// What happens with the version.
    pub task: RestoreTask,
}

/// What `restore` does with a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreTask {
    /// Makes it the file.
    Apply,
    /// Shows what it would change.
    DryRun,
}

impl HistoryArguments {
    /// The parser of `history`, with its help in the language of `messages`.
    pub fn command(messages: &Messages) -> clap::Command {
        let say = |name: &str| messages.say(name, &[]);
        clap::Command::new("history").about(say("cli-history")).args([
            file(messages, "cli-history-file"),
            Arg::new("all").long("all").action(ArgAction::SetTrue).help(say("cli-history-all")),
            format(messages),
        ])
    }

    /// Reads the options that the user typed.
    pub fn from_matches(matches: &ArgMatches) -> HistoryArguments {
        HistoryArguments {
            file: matches.get_one::<PathBuf>("file").cloned().map(without_trailing_quote),
            length: if matches.get_flag("all") { HistoryLength::Full } else { HistoryLength::Short },
        }
    }
}

impl RestoreArguments {
    /// The parser of `restore`, with its help in the language of `messages`.
    pub fn command(messages: &Messages) -> clap::Command {
        let say = |name: &str| messages.say(name, &[]);
        let version = Arg::new("version").long("version").value_name("VERSION");
        let dry_run = Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue);
        clap::Command::new("restore").about(say("cli-restore")).args([
            file(messages, "cli-restore-file").required(true),
            version.help(say("cli-restore-version")),
            dry_run.help(say("cli-dry-run")),
            format(messages),
        ])
    }

    /// Reads the options that the user typed; `None` without a file, which the parser refuses.
    pub fn from_matches(matches: &ArgMatches) -> Option<RestoreArguments> {
        let task = if matches.get_flag("dry-run") { RestoreTask::DryRun } else { RestoreTask::Apply };
        let file = matches.get_one::<PathBuf>("file").cloned().map(without_trailing_quote)?;
        Some(RestoreArguments { file, version: matches.get_one::<String>("version").cloned(), task })
    }
}

fn file(messages: &Messages, about: &str) -> Arg {
    Arg::new("file").value_name("FILE").value_parser(value_parser!(PathBuf)).help(messages.say(about, &[]))
}

fn format(messages: &Messages) -> Arg {
    let format = Arg::new("format").long("format").value_name("FORMAT").value_parser(["human", "json"]);
    format.help(messages.say("cli-format", &[]))
}
