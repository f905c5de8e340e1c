//! The options of the command `list`.

use clap::{Arg, ArgMatches};

use crate::messages::Messages;

/// The options of `list`.
pub struct ListArguments {
    /// What is listed.
    pub records: ListedRecords,
    /// The words that an entry must have, with spaces between them; empty for all entries.
    pub words: String,
}

/// The records that a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListedRecords {
    /// Those of the registry.
    Units,
    /// Those of the catalogue and of the registry.
    Kinds,
    /// Those of `content/movements`.
    Movements,
    /// Those of all sections.
    Articles,
}

/// The words on the command line, with what they list.
const RECORDS: [(&str, ListedRecords); 4] = [
    ("units", ListedRecords::Units),
    ("kinds", ListedRecords::Kinds),
    ("movements", ListedRecords::Movements),
    ("articles", ListedRecords::Articles),
];

impl ListArguments {
    /// The parser of `list`, with its help in the language of `messages`.
    pub fn command(messages: &Messages) -> clap::Command {
        let say = |name: &str| messages.say(name, &[]);
        clap::Command::new("list").about(say("cli-list")).args([
            Arg::new("records")
                .value_name("LIST")
                .required(true)
                .value_parser(RECORDS.map(|(word, _)| word))
                .help(say("cli-list-records")),
            Arg::new("words").value_name("WORDS").num_args(0..).help(say("cli-list-words")),
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json"])
                .help(say("cli-format")),
        ])
    }

    /// Reads the options that the user typed.
    pub fn from_matches(matches: &ArgMatches) -> ListArguments {
        let word = matches.get_one::<String>("records").map(String::as_str).unwrap_or_default();
        let records = RECORDS.iter().find(|(known, _)| *known == word);
        let words = matches.get_many::<String>("words").into_iter().flatten();
        ListArguments {
            records: records.map_or(ListedRecords::Units, |(_, records)| *records),
            words: words.map(String::as_str).collect::<Vec<_>>().join(" "),
        }
    }
}
