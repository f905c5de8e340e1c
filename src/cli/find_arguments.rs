//! The options of the command `find`.

use clap::{Arg, ArgAction, ArgMatches};

use crate::messages::Messages;

/// The options of `find`.
pub struct FindArguments {
    /// The words to search for, with spaces between them.
    pub words: String,
    /// The class of results, as it was typed.
    pub class: Option<String>,
    /// The year, as it was typed.
    pub year: Option<String>,
    /// The unit, as it was typed.
    pub unit: Option<String>,
    /// The kind of award, as it was typed.
    pub kind: Option<String>,
    /// How many results are printed for people.
    pub length: FindLength,
    /// Whether files that are not published are searched too.
    pub drafts: bool,
    /// The day to search on, `YYYY-MM-DD`; the current day when absent.
    pub today: Option<String>,
}

/// How many results are printed for people; programs get all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindLength {
    /// The first ones.
    Short,
    /// All.
    Full,
}

impl FindArguments {
    /// The parser of `find`, with its help in the language of `messages`.
    pub fn command(messages: &Messages) -> clap::Command {
        let say = |name: &str| messages.say(name, &[]);
        let flag = |name: &'static str, about: &str| {
            Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(about))
        };
        let option = |name: &'static str, value: &'static str, about: &str| {
            Arg::new(name).long(name).value_name(value).help(say(about))
        };
        clap::Command::new("find").about(say("cli-find")).args([
            Arg::new("words").value_name("WORDS").num_args(1..).required(true).help(say("cli-find-words")),
            option("type", "TYPE", "cli-find-type"),
            option("year", "YEAR", "cli-find-year"),
            option("unit", "UNIT", "cli-find-unit"),
            option("kind", "KIND", "cli-find-kind"),
            flag("all", "cli-find-all"),
            flag("drafts", "cli-find-drafts"),
            option("today", "DATE", "cli-today"),
            option("format", "FORMAT", "cli-format").value_parser(["human", "json"]),
        ])
    }

    /// Reads the options that the user typed.
    pub fn from_matches(matches: &ArgMatches) -> FindArguments {
        let text = |key: &str| matches.get_one::<String>(key).cloned();
        let words: Vec<&str> =
            matches.get_many::<String>("words").into_iter().flatten().map(String::as_str).collect();
        FindArguments {
            words: words.join(" "),
            class: text("type"),
            year: text("year"),
            unit: text("unit"),
            kind: text("kind"),
            length: if matches.get_flag("all") { FindLength::Full } else { FindLength::Short },
            drafts: matches.get_flag("drafts"),
            today: text("today"),
        }
    }
}
