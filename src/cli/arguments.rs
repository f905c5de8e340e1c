//! Parses the command line and defines its help in both languages.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::cli::command_language::{language, option_language};
use crate::cli::doctor_arguments::DoctorArguments;
use crate::cli::explain_arguments::ExplainArguments;
use crate::cli::export_arguments::ExportArguments;
use crate::cli::find_arguments::FindArguments;
use crate::cli::fix_arguments::FixArguments;
use crate::cli::history_arguments::{HistoryArguments, RestoreArguments};
use crate::cli::import_arguments::ImportArguments;
use crate::cli::import_site_arguments::SiteImportArguments;
use crate::cli::list_arguments::ListArguments;
use crate::cli::preview_arguments::{EditArguments, ServeArguments};
use crate::cli::typed_path::without_trailing_quote;
use crate::cli::{ExitStatus, help, terminal, usage_error};
use crate::messages::{Language, Messages};
use crate::publish::publisher::Inspect;
use crate::write::AdoptPolicy;

/// The parsed command line.
pub struct Arguments {
    /// The project folder.
    pub root: PathBuf,
    /// The language of messages and help.
    pub language: Language,
    /// The output format.
    pub format: OutputFormat,
    /// The subcommand and its options.
    pub command: Command,
}

/// Who reads the output: people or programs (`--format`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// Text for people.
    Human,
    /// JSON for programs, one object per line.
    Json,
}

/// A subcommand.
pub enum Command {
    /// `build`: writes the site into an output folder.
    Build(BuildArguments),
    /// `check`: reports diagnostics without writing.
    Check(CheckArguments),
    /// `doctor`: checks the computer.
    Doctor(DoctorArguments),
    /// `export`: writes awards to a table for staff.
    Export(ExportArguments),
    /// `find`: searches the site.
    Find(FindArguments),
    /// `fix`: corrects what is certain.
    Fix(FixArguments),
    /// `history`: lists versions and events.
    History(HistoryArguments),
    /// `import`: writes decisions from lists of awards.
    Import(ImportArguments),
    /// `import hugo` and the like: writes the pages of a site of another generator.
    ImportSite(SiteImportArguments),
    /// `publish`: uploads the site to a host.
    Publish(PublishArguments),
    /// `list`: prints ids and names.
    List(ListArguments),
    /// `restore`: brings a version of a file back.
    Restore(RestoreArguments),
    /// `serve`: previews the site on this computer.
    Serve(ServeArguments),
    /// `edit`: opens the desk.
    Edit(EditArguments),
    /// `init`: creates a new site.
    Init {
        /// The project folder to create.
        folder: PathBuf,
        /// The language of the new site, if `--lang` gives it.
        language: Option<Language>,
    },
    /// `schema`: writes the JSON Schemas.
    Schema {
        /// The folder to write to.
        folder: PathBuf,
    },
    /// `explain`: explains a diagnostic, a file or an address.
    Explain(ExplainArguments),
    /// `new`: creates a content file.
    New(NewFile),
    /// Print a chapter of the guide.
    Guide {
        /// The topic; the list of topics when there is none.
        topic: Option<String>,
    },
}

/// The options of `build`.
pub struct BuildArguments {
    /// The output folder.
    pub out: PathBuf,
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// Replaces `base_url` of the settings.
    pub base_url: Option<String>,
    /// The day to build for, `YYYY-MM-DD`; the current day when absent.
    pub today: Option<String>,
    /// What may be done about foreign files in the output.
    pub adopt: AdoptPolicy,
    /// Whether a build that removes many pages asks the user.
    pub many_deletes: ManyDeletes,
    /// The format in which to print how long each stage took, if at all.
    pub timings: Option<OutputFormat>,
}

/// What happens in a build that removes many pages of the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManyDeletes {
    /// Asks the user; refuses where no terminal is available.
    Ask,
    /// Removes them.
    Allow,
}

/// The options of `check`.
pub struct CheckArguments {
    /// Whether warnings also give the exit status of errors.
    pub strict: bool,
    /// Whether every diagnostic is listed, not only the first ones of each code.
    pub all: bool,
    /// The codes to list, as they were typed; all codes when empty.
    pub codes: Vec<String>,
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// The day to build for, `YYYY-MM-DD`; the current day when absent.
    pub today: Option<String>,
}

/// The options of `publish`.
pub struct PublishArguments {
    /// The name of a target in the settings; absent for the only one.
    pub target: Option<String>,
    /// What `publish` does.
    pub task: PublishTask,
    /// Whether the changes are only listed.
    pub dry_run: bool,
    /// Confirmations that were given on the command line.
    pub consent: ConsentFlags,
    /// The output folder, which is built first.
    pub out: PathBuf,
    /// The day to build for, `YYYY-MM-DD`; the current day when absent.
    pub today: Option<String>,
    /// Whether the published pages are requested and checked afterwards.
    pub verify: bool,
    /// How often all files on the host are compared with its manifest.
    pub inspect: Inspect,
}

/// What `publish` is to do; each but the first has an option of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishTask {
    /// Uploads the site.
    Site,
    /// Uploads the site if an article has become due or has expired since the last publication.
    Due,
    /// Restores the previous release.
    Undo,
    /// Checks the connection to the host.
    Check,
    /// Stores a secret in the keychain.
    Remember,
}

/// Confirmations given on the command line, instead of questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConsentFlags {
    /// Allows the changes themselves.
    pub changes: bool,
    /// Allows many deletions, and a site without its home page.
    pub deletions: bool,
    /// Allows overwriting foreign files, and starting over if the records on the host are damaged.
    pub adopt: bool,
    /// Allows publishing although another user has published since.
    pub others: bool,
    /// Allows taking over the lock of a computer that was switched off.
    pub lock: bool,
}

/// The file that `new` creates.
pub enum NewFile {
    /// A draft in `content/articles/SECTION/`.
    Article {
        /// The id of its section.
        section: String,
        /// Its title, from which the file name is derived.
        title: String,
    },
    /// A file in `content/movements/`.
    Movement {
        /// Its name, from which the file name is derived.
        title: String,
    },
    /// A standalone page.
    Page {
        /// Its title, from which the file name is derived.
        title: String,
    },
    /// A file in the folder of this year in `content/awards/`.
    Decision {
        /// The number of the decision, such as `27/QĐ-LĐLĐ`.
        number: String,
    },
    /// A copy of a file of the theme, in its folder of the project.
    ThemeFile {
        /// Its path in `templates/` or `static/`, with or without that folder.
        name: String,
    },
}

impl Arguments {
    /// Parses the command line; prints help, the version or usage errors.
    ///
    /// # Errors
    /// The exit status of the program, when one of these was printed.
    pub fn parse(arguments: &[OsString]) -> Result<Arguments, ExitStatus> {
        let language = language(arguments);
        let messages = Messages::built_in(language);
        let command = help::translated(command(&messages), &messages);
        let matches = command.clone().try_get_matches_from(arguments).map_err(|error| {
            match error.kind() {
                // A closed pipe is not an error: the user does not need the rest of the help.
                ErrorKind::DisplayHelp
                | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                | ErrorKind::DisplayVersion => _ = error.print(),
                _ => terminal::print_error(&usage_error::text(&error, &command, &messages)),
            }
            if error.use_stderr() { ExitStatus::Failure } else { ExitStatus::Clean }
        })?;
        let (name, inner) = matches.subcommand().ok_or(ExitStatus::Failure)?;
        let json = last_subcommand(inner)
            .try_get_one::<String>("format")
            .ok()
            .flatten()
            .is_some_and(|format| format == "json");
        let text = |key: &str| inner.get_one::<String>(key).cloned();
        let path = |key: &str| inner.get_one::<PathBuf>(key).cloned().map(without_trailing_quote);
        let root = last_subcommand(inner)
            .get_one::<PathBuf>("root")
            .cloned()
            .map_or_else(|| PathBuf::from("."), without_trailing_quote);
        let command = match name {
            "build" => Command::Build(BuildArguments {
                out: path("out").unwrap_or_else(|| root.join("public")),
                drafts: inner.get_flag("drafts"),
                base_url: text("base-url"),
                today: text("today"),
                adopt: match inner.get_one::<String>("adopt").map(String::as_str) {
                    None => AdoptPolicy::Nothing,
                    Some("over") => AdoptPolicy::Over,
                    Some(_) => AdoptPolicy::Beside,
                },
                many_deletes: many_deletes(inner),
                timings: inner.get_one::<String>("timings").map(|form| match form.as_str() {
                    "json" => OutputFormat::Json,
                    _ => OutputFormat::Human,
                }),
            }),
            "check" => Command::Check(CheckArguments {
                strict: inner.get_flag("strict"),
                all: inner.get_flag("all"),
                codes: inner.get_many("code").into_iter().flatten().cloned().collect(),
                drafts: inner.get_flag("drafts"),
                today: text("today"),
            }),
            "doctor" => Command::Doctor(DoctorArguments::from_matches(inner, &root)),
            "export" => Command::Export(ExportArguments::from_matches(inner)),
            "find" => Command::Find(FindArguments::from_matches(inner)),
            "fix" => Command::Fix(FixArguments::from_matches(inner)),
            "history" => Command::History(HistoryArguments::from_matches(inner)),
            "import" => match inner.subcommand() {
                Some((origin, inner)) => {
                    Command::ImportSite(SiteImportArguments::from_matches(origin, inner))
                }
                None => Command::Import(ImportArguments::from_matches(inner)),
            },
            "list" => Command::List(ListArguments::from_matches(inner)),
            "publish" => Command::Publish(publish(inner, &root)),
            "restore" => Command::Restore(RestoreArguments::from_matches(inner).ok_or(ExitStatus::Failure)?),
            "serve" => Command::Serve(ServeArguments::from_matches(inner)),
            "edit" => Command::Edit(EditArguments::from_matches(inner)),
            "schema" => Command::Schema { folder: path("folder").unwrap_or_default() },
            "init" => {
                let language = option_language(arguments);
                Command::Init { folder: path("folder").unwrap_or_default(), language }
            }
            "guide" => Command::Guide { topic: text("topic") },
            "explain" => Command::Explain(ExplainArguments::from_matches(inner)),
            _ => Command::New(new(inner)?),
        };
        let format = if json { OutputFormat::Json } else { OutputFormat::Human };
        Ok(Arguments { root, language, format, command })
    }
}

/// The matches of the last subcommand. Global options are available there, wherever they were written.
fn last_subcommand(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| last_subcommand(inner))
}

fn publish(matches: &ArgMatches, root: &Path) -> PublishArguments {
    let flag = |key: &str| matches.get_flag(key);
    let tasks = [
        ("remember", PublishTask::Remember),
        ("check-connection", PublishTask::Check),
        ("undo", PublishTask::Undo),
        ("due", PublishTask::Due),
    ];
    let task = tasks.into_iter().find(|(key, _)| flag(key)).map_or(PublishTask::Site, |(_, task)| task);
    PublishArguments {
        target: matches.get_one::<String>("target").cloned(),
        task,
        dry_run: flag("dry-run"),
        consent: ConsentFlags {
            changes: flag("yes"),
            deletions: flag("allow-many-deletes"),
            adopt: flag("adopt"),
            others: flag("after-others"),
            lock: flag("take-lock"),
        },
        out: matches
            .get_one::<PathBuf>("out")
            .cloned()
            .map_or_else(|| root.join("public"), without_trailing_quote),
        today: matches.get_one::<String>("today").cloned(),
        verify: !flag("no-verify"),
        inspect: if flag("check-host") { Inspect::Now } else { Inspect::Daily },
    }
}

fn new(matches: &ArgMatches) -> Result<NewFile, ExitStatus> {
    let (name, inner) = matches.subcommand().ok_or(ExitStatus::Failure)?;
    let text = |key: &str| inner.get_one::<String>(key).cloned().unwrap_or_default();
    Ok(match name {
        "article" => NewFile::Article { section: text("section"), title: text("title") },
        "movement" => NewFile::Movement { title: text("title") },
        "page" => NewFile::Page { title: text("title") },
        "theme-file" => NewFile::ThemeFile { name: text("name") },
        _ => NewFile::Decision { number: text("number") },
    })
}

/// The whole command line; a test compares the chapter `commands` of the guide with it.
pub fn command(messages: &Messages) -> clap::Command {
    let say = |name: &str| messages.say(name, &[]);
    let flag = |name: &'static str, about: &str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(about))
    };
    let option = |name: &'static str, value: &'static str, about: &str| {
        Arg::new(name).long(name).value_name(value).help(say(about))
    };
    let positional = |name: &'static str, value: &'static str, about: &str| {
        Arg::new(name).value_name(value).required(true).help(say(about))
    };
    let format = || option("format", "FORMAT", "cli-format").value_parser(["human", "json"]);
    let check = clap::Command::new("check").about(say("cli-check")).args([
        flag("strict", "cli-strict"),
        flag("all", "cli-all"),
        option("code", "CODE", "cli-code").action(ArgAction::Append),
        flag("drafts", "cli-drafts"),
        option("today", "DATE", "cli-today"),
        format(),
    ]);
    let init = clap::Command::new("init")
        .about(say("cli-init"))
        .arg(positional("folder", "DIR", "cli-init-folder").value_parser(value_parser!(PathBuf)));
    let schema = clap::Command::new("schema")
        .about(say("cli-schema"))
        .arg(positional("folder", "DIR", "cli-schema-folder").value_parser(value_parser!(PathBuf)));
    let guide = clap::Command::new("guide")
        .about(say("cli-guide"))
        .arg(Arg::new("topic").value_name("TOPIC").help(say("cli-guide-topic")));
    let titled = |name: &'static str, about: &str| {
        clap::Command::new(name).about(say(about)).arg(positional("title", "TITLE", "cli-new-title"))
    };
    let new = clap::Command::new("new").about(say("cli-new")).subcommand_required(true).subcommands([
        clap::Command::new("article").about(say("cli-new-article")).args([
            positional("section", "SECTION", "cli-new-section"),
            positional("title", "TITLE", "cli-new-title"),
        ]),
        titled("movement", "cli-new-movement"),
        titled("page", "cli-new-page"),
        clap::Command::new("decision").about(say("cli-new-decision")).arg(positional(
            "number",
            "NUMBER",
            "cli-new-number",
        )),
        clap::Command::new("theme-file").about(say("cli-new-theme-file")).arg(positional(
            "name",
            "NAME",
            "cli-new-theme-name",
        )),
    ]);
    clap::Command::new("bangvang")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say("cli-about"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(option("root", "DIR", "cli-root").value_parser(value_parser!(PathBuf)).global(true))
        .arg(option("lang", "LANG", "cli-lang").value_parser(["vi", "en"]).global(true))
        .subcommands([
            build_command(messages),
            check,
            ExportArguments::command(messages),
            FindArguments::command(messages),
            FixArguments::command(messages),
            ListArguments::command(messages),
            HistoryArguments::command(messages),
            RestoreArguments::command(messages),
            import_command(messages),
            ServeArguments::command(messages),
            EditArguments::command(messages),
            publish_command(messages),
            init,
            new,
            schema,
            guide,
            ExplainArguments::command(messages),
            DoctorArguments::command(messages),
        ])
}

/// The parser of `import`, whose commands are those for whole sites.
fn import_command(messages: &Messages) -> clap::Command {
    ImportArguments::command(messages)
        .subcommand_negates_reqs(true)
        .args_conflicts_with_subcommands(true)
        .disable_help_subcommand(true)
        .subcommands(SiteImportArguments::commands(messages))
}

/// The parser of `build`.
fn build_command(messages: &Messages) -> clap::Command {
    let say = |name: &str| messages.say(name, &[]);
    let option = |name: &'static str, value: &'static str, about: &str| {
        Arg::new(name).long(name).value_name(value).help(say(about))
    };
    let drafts = Arg::new("drafts").long("drafts").action(ArgAction::SetTrue).help(say("cli-drafts"));
    clap::Command::new("build").about(say("cli-build")).args([
        option("out", "DIR", "cli-out").value_parser(value_parser!(PathBuf)),
        drafts,
        option("base-url", "URL", "cli-base-url"),
        option("today", "DATE", "cli-today"),
        option("adopt", "HOW", "cli-adopt")
            .value_parser(["beside", "over"])
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("beside"),
        Arg::new("allow-many-deletes")
            .long("allow-many-deletes")
            .action(ArgAction::SetTrue)
            .help(say("cli-build-many-deletes")),
        option("timings", "FORMAT", "cli-timings")
            .value_parser(["human", "json"])
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("human"),
        option("format", "FORMAT", "cli-format").value_parser(["human", "json"]),
    ])
}

fn many_deletes(matches: &ArgMatches) -> ManyDeletes {
    if matches.get_flag("allow-many-deletes") { ManyDeletes::Allow } else { ManyDeletes::Ask }
}

/// The parser of `publish`.
fn publish_command(messages: &Messages) -> clap::Command {
    let say = |name: &str| messages.say(name, &[]);
    let flag = |name: &'static str, about: &str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(about))
    };
    let option = |name: &'static str, value: &'static str, about: &str| {
        Arg::new(name).long(name).value_name(value).help(say(about))
    };
    let publish = clap::Command::new("publish").about(say("cli-publish")).args([
        Arg::new("target").value_name("TARGET").help(say("cli-publish-target")),
        flag("dry-run", "cli-dry-run"),
        flag("yes", "cli-yes"),
        flag("undo", "cli-undo"),
        flag("due", "cli-due"),
        flag("check-connection", "cli-check-connection").conflicts_with("dry-run"),
        flag("remember", "cli-remember").conflicts_with("dry-run"),
        flag("allow-many-deletes", "cli-allow-many-deletes"),
        flag("adopt", "cli-publish-adopt"),
        flag("after-others", "cli-after-others"),
        flag("take-lock", "cli-take-lock"),
        flag("check-host", "cli-check-host"),
        flag("no-verify", "cli-no-verify"),
        option("out", "DIR", "cli-publish-out").value_parser(value_parser!(PathBuf)),
        option("today", "DATE", "cli-today"),
        option("format", "FORMAT", "cli-format").value_parser(["human", "json"]),
    ]);
    publish.group(clap::ArgGroup::new("task").args(["undo", "due", "check-connection", "remember"]))
}
