//! The options of the command `explain`.

use clap::{Arg, ArgMatches};

use crate::messages::Messages;

/// The options of `explain`.
pub struct ExplainArguments {
    /// A diagnostic code, the path of a file or an address of the site, as it was typed; all codes are listed without it.
    pub subject: Option<String>,
}

impl ExplainArguments {
    /// The parser of `explain`, with its help in the language of `messages`.
    pub fn command(messages: &Messages) -> clap::Command {
        let say = |name: &str| messages.say(name, &[]);
        clap::Command::new("explain").about(say("cli-explain")).args([
            Arg::new("subject").value_name("SUBJECT").help(say("cli-explain-subject")),
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json"])
                .help(say("cli-format")),
        ])
    }

    /// Reads the options that the user typed.
    pub fn from_matches(matches: &ArgMatches) -> ExplainArguments {
        ExplainArguments { subject: matches.get_one::<String>("subject").cloned() }
    }
}
