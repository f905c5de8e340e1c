//! The command line in, what it asks for out, with help in the reader's language.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::cli::{ExitStatus, help};
use crate::file::open_regular;
use crate::messages::{Language, Messages};
use crate::publish::publisher::Inspect;
use crate::write::AdoptPolicy;

/// Where the preview is when nothing is said.
const PORT: u16 = 4000;

/// What the command line asks for.
pub struct Arguments {
    /// The project folder.
    pub root: PathBuf,
    /// The language of messages.
    pub language: Language,
    /// For whom to print.
    pub format: OutputFormat,
    /// What to do.
    pub command: Command,
}

/// For whom to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// For people.
    Human,
    /// One JSON object a line.
    Json,
}

/// What to do.
pub enum Command {
    /// Build the site.
    Build(BuildArguments),
    /// Tell what build would refuse.
    Check(CheckArguments),
    /// Bring the site onto a host.
    Publish(PublishArguments),
    /// Show the site on this computer.
    Serve(ServeArguments),
    /// Make a new site.
    Init {
        /// Where.
        folder: PathBuf,
    },
    /// Write the schemas.
    Schema {
        /// Where.
        folder: PathBuf,
    },
    /// Explain a diagnostic.
    Explain {
        /// The code as it was typed; all codes are listed without one.
        code: Option<String>,
    },
    /// Make a new file.
    New(NewFile),
    /// Print a chapter of the guide.
    Guide {
        /// The topic; the list of topics when there is none.
        topic: Option<String>,
    },
}

/// How to build.
pub struct BuildArguments {
    /// Where to.
    pub out: PathBuf,
    /// With drafts.
    pub drafts: bool,
    /// Another address.
    pub base_url: Option<String>,
    /// Another day.
    pub today: Option<String>,
    /// What may be done about foreign files in the output.
    pub adopt: AdoptPolicy,
    /// Whether many pages may go.
    pub many_deletes: ManyDeletes,
    /// For whom to print how long each stage took.
    pub timings: Option<OutputFormat>,
}

/// What to do about a build that removes many pages of the last one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManyDeletes {
    /// Ask the user, and refuse where nobody can be asked.
    Ask,
    /// Remove them.
    Allow,
}

/// How to check.
pub struct CheckArguments {
    /// Warnings fail too.
    pub strict: bool,
    /// With drafts.
    pub drafts: bool,
    /// Another day.
    pub today: Option<String>,
}

/// How to publish.
pub struct PublishArguments {
    /// Where to, by its name in the settings.
    pub target: Option<String>,
    /// What is wanted.
    pub task: PublishTask,
    /// To know what would be done, and nothing more.
    pub dry_run: bool,
    /// What was said beforehand to what would be asked.
    pub consent: ConsentFlags,
    /// Where the site is built.
    pub out: PathBuf,
    /// Another day.
    pub today: Option<String>,
    /// Whether readers' addresses are looked at afterwards.
    pub verify: bool,
    /// When all files on the host are compared with its manifest.
    pub inspect: Inspect,
}

/// What is wanted of publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishTask {
    /// That the site is brought there.
    Site,
    /// That it is brought there if an article has become due.
    Due,
    /// That the release before is brought back.
    Undo,
    /// To know whether the host is reached.
    Check,
    /// That a secret is kept in the keychain.
    Remember,
}

/// What was said on the command line to what would be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConsentFlags {
    /// To the changes.
    pub changes: bool,
    /// To many deletions, and to a site that lost its first page.
    pub deletions: bool,
    /// To writing over what is not ours, and to beginning anew.
    pub adopt: bool,
    /// To publishing after somebody else.
    pub others: bool,
    /// To taking over the lock of another.
    pub lock: bool,
}

/// How to serve.
pub struct ServeArguments {
    /// Where, or the next free one.
    pub port: u16,
    /// For whom; this computer alone when absent.
    pub host: Option<String>,
    /// Open a browser.
    pub open: bool,
    /// With what is not published.
    pub drafts: bool,
    /// Another day.
    pub today: Option<String>,
}

/// What file to make.
pub enum NewFile {
    /// An article.
    Article {
        /// Its section.
        section: String,
        /// Its title.
        title: String,
    },
    /// A movement.
    Movement {
        /// Its name.
        title: String,
    },
    /// A standing page.
    Page {
        /// Its title.
        title: String,
    },
    /// A decision.
    Decision {
        /// Its number.
        number: String,
    },
}

impl Arguments {
    /// Reads the command line; prints help, the version or what is wrong with it by itself.
    pub fn parse(arguments: &[OsString]) -> Result<Arguments, ExitStatus> {
        let language = language(arguments);
        let messages = Messages::built_in(language);
        let command = help::translated(command(&messages), &messages);
        let matches = command.try_get_matches_from(arguments).map_err(|error| {
            // A closed pipe is no reason to fail: whoever asked for help has gone.
            let _ = error.print();
            if error.use_stderr() { ExitStatus::Fault } else { ExitStatus::Clean }
        })?;
        let (name, inner) = matches.subcommand().ok_or(ExitStatus::Fault)?;
        let json =
            inner.try_get_one::<String>("format").ok().flatten().is_some_and(|format| format == "json");
        let text = |key: &str| inner.get_one::<String>(key).cloned();
        let path = |key: &str| inner.get_one::<PathBuf>(key).cloned().map(typed);
        let root =
            innermost(inner).get_one::<PathBuf>("root").cloned().map_or_else(|| PathBuf::from("."), typed);
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
                drafts: inner.get_flag("drafts"),
                today: text("today"),
            }),
            "publish" => Command::Publish(publish(inner, &root)),
            "serve" => Command::Serve(ServeArguments {
                port: inner.get_one("port").copied().unwrap_or(PORT),
                host: text("host"),
                open: inner.get_flag("open"),
                drafts: !inner.get_flag("no-drafts"),
                today: text("today"),
            }),
            "schema" => Command::Schema { folder: path("folder").unwrap_or_default() },
            "init" => Command::Init { folder: path("folder").unwrap_or_default() },
            "guide" => Command::Guide { topic: text("topic") },
            "explain" => Command::Explain { code: text("code") },
            _ => Command::New(new(inner)?),
        };
        let format = if json { OutputFormat::Json } else { OutputFormat::Human };
        Ok(Arguments { root, language, format, command })
    }
}

/// The matches of the last subcommand: global options reach down to it, wherever they were written.
fn innermost(matches: &ArgMatches) -> &ArgMatches {
    matches.subcommand().map_or(matches, |(_, inner)| innermost(inner))
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
        out: matches.get_one::<PathBuf>("out").cloned().map_or_else(|| root.join("public"), typed),
        today: matches.get_one::<String>("today").cloned(),
        verify: !flag("no-verify"),
        inspect: if flag("check-host") { Inspect::Now } else { Inspect::Daily },
    }
}

fn new(matches: &ArgMatches) -> Result<NewFile, ExitStatus> {
    let (name, inner) = matches.subcommand().ok_or(ExitStatus::Fault)?;
    let text = |key: &str| inner.get_one::<String>(key).cloned().unwrap_or_default();
    Ok(match name {
        "article" => NewFile::Article { section: text("section"), title: text("title") },
        "movement" => NewFile::Movement { title: text("title") },
        "page" => NewFile::Page { title: text("title") },
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
    let positional = |name: &'static str, about: &str| Arg::new(name).required(true).help(say(about));
    let format = || option("format", "FORMAT", "cli-format").value_parser(["human", "json"]);
    let check = clap::Command::new("check").about(say("cli-check")).args([
        flag("strict", "cli-strict"),
        flag("drafts", "cli-drafts"),
        option("today", "DATE", "cli-today"),
        format(),
    ]);
    let serve = clap::Command::new("serve").about(say("cli-serve")).args([
        option("port", "PORT", "cli-port").value_parser(value_parser!(u16).range(1..)),
        option("host", "HOST", "cli-host"),
        flag("open", "cli-open"),
        flag("no-drafts", "cli-no-drafts"),
        option("today", "DATE", "cli-today"),
    ]);
    let init = clap::Command::new("init")
        .about(say("cli-init"))
        .arg(positional("folder", "cli-init-folder").value_parser(value_parser!(PathBuf)));
    let schema = clap::Command::new("schema")
        .about(say("cli-schema"))
        .arg(positional("folder", "cli-schema-folder").value_parser(value_parser!(PathBuf)));
    let guide = clap::Command::new("guide")
        .about(say("cli-guide"))
        .arg(Arg::new("topic").value_name("TOPIC").help(say("cli-guide-topic")));
    let explain = clap::Command::new("explain")
        .about(say("cli-explain"))
        .arg(Arg::new("code").value_name("CODE").help(say("cli-explain-code")));
    let titled = |name: &'static str, about: &str| {
        clap::Command::new(name).about(say(about)).arg(positional("title", "cli-new-title"))
    };
    let new = clap::Command::new("new").about(say("cli-new")).subcommand_required(true).subcommands([
        clap::Command::new("article")
            .about(say("cli-new-article"))
            .args([positional("section", "cli-new-section"), positional("title", "cli-new-title")]),
        titled("movement", "cli-new-movement"),
        titled("page", "cli-new-page"),
        clap::Command::new("decision")
            .about(say("cli-new-decision"))
            .arg(positional("number", "cli-new-number")),
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
            serve,
            publish_command(messages),
            init,
            new,
            schema,
            guide,
            explain,
        ])
}

/// `build` on the command line.
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

/// `publish` on the command line.
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

/// `--lang`, else the language of the site, else that of the environment or of the system, else Vietnamese.
fn language(arguments: &[OsString]) -> Language {
    let after = |name: &str| {
        let text = |argument: &OsString| argument.to_string_lossy().into_owned();
        let joined =
            arguments.iter().map(text).find_map(|a| a.strip_prefix(&format!("{name}=")).map(str::to_owned));
        let at = arguments.iter().position(|argument| argument == name);
        joined.or_else(|| at.and_then(|at| arguments.get(at + 1)).map(text))
    };
    let root = after("--root").map_or_else(|| PathBuf::from("."), |root| typed(PathBuf::from(root)));
    let asked = after("--lang").and_then(|tag| Language::from_tag(&tag));
    asked.or_else(|| of_site(&root)).or_else(of_environment).or_else(of_system).unwrap_or(Language::Vi)
}

/// The language of the site, as far as one line tells it; the settings themselves may be broken.
fn of_site(root: &Path) -> Option<Language> {
    let opened = open_regular(&root.join("content/site.yaml")).ok()?;
    let settings = io::read_to_string(opened).ok()?;
    let line = settings.lines().find_map(|line| line.strip_prefix("language:"))?;
    Language::from_tag(line.trim().trim_matches(['"', '\'']))
}

fn of_environment() -> Option<Language> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    set.filter(|value| !value.is_empty()).map(|value| Language::from_tag(&value)).next()?
}

/// The language that the system is set to: Windows and macOS name it nowhere in the environment.
///
/// Vietnamese wherever the system lists it, for many offices have English first; only who reads it adds it.
fn of_system() -> Option<Language> {
    let known: Vec<Language> = sys_locale::get_locales().filter_map(|tag| Language::from_tag(&tag)).collect();
    known.iter().copied().find(|language| *language == Language::Vi).or(known.first().copied())
}

/// A path as it was typed. Windows gives `C:\Trang tin"` for `"C:\Trang tin\"`, where no name may hold a quote.
fn typed(path: PathBuf) -> PathBuf {
    match path.to_str().and_then(|text| text.strip_suffix('"')).filter(|_| cfg!(windows)) {
        Some(text) => PathBuf::from(text),
        None => path,
    }
}
