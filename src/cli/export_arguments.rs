//! The options of the command `export`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::cli::typed_path::without_trailing_quote;
use crate::messages::Messages;

/// The options of `export`.
pub struct ExportArguments {
    /// The file to write.
    pub file: PathBuf,
    /// The year of the roll, as it was typed; all years when absent.
    pub year: Option<String>,
    /// The number of the decision; all decisions when absent.
    pub decision: Option<String>,
    /// The unit, as it was typed; all units when absent.
    pub unit: Option<String>,
    /// What happens if the file exists.
    pub existing: ExistingFile,
}

/// What `export` does with a file that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExistingFile {
    /// Leaves it as it is.
    Refuse,
    /// Replaces it.
    Overwrite,
}

impl ExportArguments {
    /// The parser of `export`, with its help in the language of `messages`.
    pub fn command(messages: &Messages) -> clap::Command {
        let say = |name: &str| messages.say(name, &[]);
        let option = |name: &'static str, value: &'static str, about: &str| {
            Arg::new(name).long(name).value_name(value).help(say(about))
        };
        clap::Command::new("export").about(say("cli-export")).args([
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(say("cli-export-file")),
            option("year", "YEAR", "cli-export-year"),
            option("decision", "NUMBER", "cli-export-decision"),
            option("unit", "UNIT", "cli-export-unit"),
            Arg::new("overwrite")
                .long("overwrite")
                .action(ArgAction::SetTrue)
                .help(say("cli-export-overwrite")),
            option("format", "FORMAT", "cli-format").value_parser(["human", "json"]),
        ])
    }

    /// Reads the options that the user typed.
    pub fn from_matches(matches: &ArgMatches) -> ExportArguments {
        let text = |key: &str| matches.get_one::<String>(key).cloned();
        let file = matches.get_one::<PathBuf>("file").cloned().map(without_trailing_quote);
        ExportArguments {
            file: file.unwrap_or_default(),
            year: text("year"),
            decision: text("decision"),
            unit: text("unit"),
            existing: if matches.get_flag("overwrite") {
                ExistingFile::Overwrite
            } else {
                ExistingFile::Refuse
            },
        }
    }
}
