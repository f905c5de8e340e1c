//! The options of the commands `import hugo`, `import jekyll`, `import hexo` and `import wordpress`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use crate::cli::import_arguments::ImportTask;
use crate::cli::typed_path::without_trailing_quote;
use crate::messages::Messages;

/// The options of an import of a whole site.
pub struct SiteImportArguments {
    /// Where the old site is.
    pub origin: SiteOrigin,
    /// The id or title of the section of all articles.
    pub section: Option<String>,
    /// What happens with what was read.
    pub task: ImportTask,
}

/// An old site and its generator.
pub enum SiteOrigin {
    /// The folder of a site of Hugo.
    Hugo(PathBuf),
    /// The folder of a site of Jekyll.
    Jekyll(PathBuf),
    /// The folder of a site of Hexo.
    Hexo(PathBuf),
    /// An export of WordPress, and the copy of its uploads.
    WordPress(PathBuf, Option<PathBuf>),
}

impl SiteOrigin {
    /// Returns the folder or the file.
    pub fn path(&self) -> &PathBuf {
        match self {
            SiteOrigin::Hugo(path)
            | SiteOrigin::Jekyll(path)
            | SiteOrigin::Hexo(path)
            | SiteOrigin::WordPress(path, _) => path,
        }
    }
}

impl SiteImportArguments {
    /// The parsers of these commands, with their help in the language of `messages`.
    pub fn commands(messages: &Messages) -> Vec<clap::Command> {
        let say = |name: &str| messages.say(name, &[]);
        let flag = |name: &'static str, about: &str| {
            Arg::new(name).long(name).action(ArgAction::SetTrue).help(say(about))
        };
        let option = |name: &'static str, value: &'static str, about: &str| {
            Arg::new(name).long(name).value_name(value).help(say(about))
        };
        let command = |name: &'static str, about: &str, value: &'static str, path_about: &str| {
            clap::Command::new(name).about(say(about)).args([
                Arg::new("path")
                    .value_name(value)
                    .required(true)
                    .value_parser(value_parser!(PathBuf))
                    .help(say(path_about)),
                option("section", "SECTION", "cli-import-site-section"),
                flag("dry-run", "cli-import-dry-run"),
                flag("yes", "cli-import-site-yes").conflicts_with("dry-run"),
                option("format", "FORMAT", "cli-format").value_parser(["human", "json"]),
            ])
        };
        vec![
            command("hugo", "cli-import-hugo", "DIR", "cli-import-site-folder"),
            command("jekyll", "cli-import-jekyll", "DIR", "cli-import-site-folder"),
            command("hexo", "cli-import-hexo", "DIR", "cli-import-site-folder"),
            command("wordpress", "cli-import-wordpress", "FILE", "cli-import-wordpress-file").arg(
                option("media", "DIR", "cli-import-wordpress-media").value_parser(value_parser!(PathBuf)),
            ),
        ]
    }

    /// Reads the options that the user typed to the command `name`.
    pub fn from_matches(name: &str, matches: &ArgMatches) -> SiteImportArguments {
        let path =
            matches.get_one::<PathBuf>("path").cloned().map(without_trailing_quote).unwrap_or_default();
        SiteImportArguments {
            origin: match name {
                "hugo" => SiteOrigin::Hugo(path),
                "jekyll" => SiteOrigin::Jekyll(path),
                "hexo" => SiteOrigin::Hexo(path),
                _ => {
                    let media = matches.get_one::<PathBuf>("media").cloned();
                    SiteOrigin::WordPress(path, media.map(without_trailing_quote))
                }
            },
            section: matches.get_one::<String>("section").cloned(),
            task: match (matches.get_flag("dry-run"), matches.get_flag("yes")) {
                (true, _) => ImportTask::DryRun,
                (false, true) => ImportTask::Write,
                (false, false) => ImportTask::Ask,
            },
        }
    }
}
