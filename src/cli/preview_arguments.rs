//! The options of the commands `serve` and `edit`.

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::messages::Messages;

/// The port if none is given.
pub const PORT: u16 = 4000;

/// The options of `serve`.
pub struct ServeArguments {
    /// The port; the next free one is used if it is taken.
    pub port: u16,
    /// The host name or IP address to listen on; localhost when absent.
    pub host: Option<String>,
    /// Whether to open a browser.
    pub open: bool,
    /// Whether drafts and scheduled or expired pages are part of the preview.
    pub drafts: bool,
    /// The day to build for, `YYYY-MM-DD`; the current day when absent.
    pub today: Option<String>,
}

/// The options of `edit`.
pub struct EditArguments {
    /// The port; the next free one is used if it is taken.
    pub port: u16,
    /// Whether to open a browser.
    pub open: bool,
    /// The day to build for, `YYYY-MM-DD`; the current day when absent.
    pub today: Option<String>,
}

fn flag(messages: &Messages, name: &'static str, about: &str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(messages.say(about, &[]))
}

fn option(messages: &Messages, name: &'static str, value: &'static str, about: &str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(messages.say(about, &[]))
}

/// The option `--port`.
fn port(messages: &Messages) -> Arg {
    option(messages, "port", "PORT", "cli-port").value_parser(value_parser!(u16).range(1..))
}

impl ServeArguments {
    /// The parser of `serve`.
    pub fn command(messages: &Messages) -> clap::Command {
        clap::Command::new("serve").about(messages.say("cli-serve", &[])).args([
            port(messages),
            option(messages, "host", "HOST", "cli-host"),
            flag(messages, "open", "cli-open"),
            flag(messages, "no-drafts", "cli-no-drafts"),
            option(messages, "today", "DATE", "cli-today"),
        ])
    }

    /// Reads what was parsed.
    pub fn from_matches(matches: &ArgMatches) -> ServeArguments {
        ServeArguments {
            port: matches.get_one("port").copied().unwrap_or(PORT),
            host: matches.get_one::<String>("host").cloned(),
            open: matches.get_flag("open"),
            drafts: !matches.get_flag("no-drafts"),
            today: matches.get_one::<String>("today").cloned(),
        }
    }
}

impl EditArguments {
    /// The parser of `edit`.
    pub fn command(messages: &Messages) -> clap::Command {
        clap::Command::new("edit").about(messages.say("cli-edit", &[])).args([
            port(messages),
            flag(messages, "no-open", "cli-no-open"),
            option(messages, "today", "DATE", "cli-today"),
        ])
    }

    /// Reads what was parsed.
    pub fn from_matches(matches: &ArgMatches) -> EditArguments {
        EditArguments {
            port: matches.get_one("port").copied().unwrap_or(PORT),
            open: !matches.get_flag("no-open"),
            today: matches.get_one::<String>("today").cloned(),
        }
    }
}
