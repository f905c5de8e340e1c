//! The options of the command `doctor`.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, value_parser};

use crate::cli::typed_path::without_trailing_quote;
use crate::messages::Messages;

/// The options of `doctor`.
pub struct DoctorArguments {
    /// The output folder that `build` would write to.
    pub out: PathBuf,
}

impl DoctorArguments {
    /// The parser of `doctor`, with its help in the language of `messages`.
    pub fn command(messages: &Messages) -> clap::Command {
        let say = |name: &str| messages.say(name, &[]);
        clap::Command::new("doctor").about(say("cli-doctor")).args([
            Arg::new("out")
                .long("out")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help(say("cli-out")),
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json"])
                .help(say("cli-format")),
        ])
    }

    /// Reads the options that the user typed; `root` is the project folder.
    pub fn from_matches(matches: &ArgMatches, root: &Path) -> DoctorArguments {
        let out = matches.get_one::<PathBuf>("out").cloned();
        DoctorArguments { out: out.map_or_else(|| root.join("public"), without_trailing_quote) }
    }
}
