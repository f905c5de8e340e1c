//! The options of the command `import`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::cli::typed_path::without_trailing_quote;
use crate::messages::Messages;

/// The options of `import`.
pub struct ImportArguments {
    /// The files to import; `-` is the standard input.
    pub files: Vec<PathBuf>,
    /// What the decision says, as far as the user typed it.
    pub typed: TypedDecision,
    /// The name of the only sheet to read; all sheets when absent.
    pub sheet: Option<String>,
    /// The file to write, in `content/awards/`; its name is derived from the number when absent.
    pub into: Option<PathBuf>,
    /// The id or title of the section whose articles the files are; lists of awards when absent.
    pub section: Option<String>,
    /// What happens with what was read.
    pub task: ImportTask,
    /// What happens if the site has the decision already.
    pub existing: ExistingDecision,
}

/// The options that only lists of awards have.
const DECISION_OPTIONS: [&str; 9] =
    ["number", "signed", "issuer", "kind", "period", "sheet", "into", "update", "paste"];

/// What the user typed about a decision; it has precedence over what the file says.
#[derive(Clone, Debug, Default)]
pub struct TypedDecision {
    /// The number of the decision.
    pub number: Option<String>,
    /// The day it was signed.
    pub signed: Option<String>,
    /// The id or a name of the unit that issued it.
    pub issuer: Option<String>,
    /// The id or a name of the kind of award.
    pub kind: Option<String>,
    /// The time for which the awards are granted.
    pub period: Option<String>,
    /// The id or a name of the movement.
    pub movement: Option<String>,
}

/// What `import` does with what it read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportTask {
    /// Asks what is not certain, and then whether to write; writes nothing where no terminal is available.
    Ask,
    /// Writes without asking; what is not certain stays open.
    Write,
    /// Shows what would be written.
    DryRun,
}

/// What `import` does with a decision that the site has already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExistingDecision {
    /// Leaves it as it is.
    Refuse,
    /// Changes what differs from the imported file.
    Update,
}

impl ImportArguments {
    /// The parser of `import`, with its help in the language of `messages`.
    pub fn command(messages: &Messages) -> clap::Command {
        let say = |name: &str| messages.say(name, &[]);
        let flag = |name: &'static str, about: &str| {
            Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(about))
        };
        let option = |name: &'static str, value: &'static str, about: &str| {
            Arg::new(name).long(name).value_name(value).help(say(about))
        };
        clap::Command::new("import").about(say("cli-import")).args([
            Arg::new("files")
                .value_name("FILE")
                .num_args(0..)
                .value_parser(value_parser!(PathBuf))
                .required_unless_present("paste")
                .help(say("cli-import-files")),
            option("number", "NUMBER", "cli-import-number"),
            option("signed", "DATE", "cli-import-signed"),
            option("issuer", "UNIT", "cli-import-issuer"),
            option("kind", "KIND", "cli-import-kind"),
            option("period", "PERIOD", "cli-import-period"),
            option("movement", "MOVEMENT", "cli-import-movement"),
            option("sheet", "SHEET", "cli-import-sheet"),
            option("into", "FILE", "cli-import-into").value_parser(value_parser!(PathBuf)),
            flag("paste", "cli-import-paste").conflicts_with("files"),
            flag("update", "cli-import-update"),
            option("section", "SECTION", "cli-import-section").conflicts_with_all(DECISION_OPTIONS),
            flag("dry-run", "cli-import-dry-run"),
            flag("yes", "cli-import-yes").conflicts_with("dry-run"),
            option("format", "FORMAT", "cli-format").value_parser(["human", "json"]),
        ])
    }

    /// Reads the options that the user typed.
    pub fn from_matches(matches: &ArgMatches) -> ImportArguments {
        let text = |key: &str| matches.get_one::<String>(key).cloned();
        let files = matches.get_many::<PathBuf>("files").into_iter().flatten();
        let mut files: Vec<PathBuf> = files.cloned().map(without_trailing_quote).collect();
        if matches.get_flag("paste") {
            files.push(PathBuf::from("-"));
        }
        ImportArguments {
            files,
            typed: TypedDecision {
                number: text("number"),
                signed: text("signed"),
                issuer: text("issuer"),
                kind: text("kind"),
                period: text("period"),
                movement: text("movement"),
            },
            sheet: text("sheet"),
            into: matches.get_one::<PathBuf>("into").cloned().map(without_trailing_quote),
            section: text("section"),
            task: match (matches.get_flag("dry-run"), matches.get_flag("yes")) {
                (true, _) => ImportTask::DryRun,
                (false, true) => ImportTask::Write,
                (false, false) => ImportTask::Ask,
            },
            existing: if matches.get_flag("update") {
                ExistingDecision::Update
            } else {
                ExistingDecision::Refuse
            },
        }
    }
}
