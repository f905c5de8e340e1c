//! Chooses the language of messages before the command line is parsed.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::system_language::system_language;
use crate::cli::typed_path::without_trailing_quote;
use crate::file::open_regular;
use crate::messages::Language;

/// The language of `--lang`, or else of the site, of the environment, of the system, or Vietnamese.
pub fn language(arguments: &[OsString]) -> Language {
    let root = value_of("--root", arguments)
        .map_or_else(|| PathBuf::from("."), |root| without_trailing_quote(PathBuf::from(root)));
    option_language(arguments)
        .or_else(|| site_language(&root))
        .or_else(environment_language)
        .or_else(system_language)
        .unwrap_or(Language::Vi)
}

/// The language of `--lang`, if it is given and known.
pub fn option_language(arguments: &[OsString]) -> Option<Language> {
    value_of("--lang", arguments).and_then(|tag| Language::from_tag(&tag))
}

/// The value of the option `name`, as `name=value` or `name value`, before the command line is parsed.
fn value_of(name: &str, arguments: &[OsString]) -> Option<String> {
    let text = |argument: &OsString| argument.to_string_lossy().into_owned();
    let joined =
        arguments.iter().map(text).find_map(|a| a.strip_prefix(&format!("{name}=")).map(str::to_owned));
    let at = arguments.iter().position(|argument| argument == name);
    joined.or_else(|| at.and_then(|at| arguments.get(at + 1)).map(text))
}

/// The language of the site, read from one line; the settings themselves may be invalid.
fn site_language(root: &Path) -> Option<Language> {
    let opened = open_regular(&root.join("content/site.yaml")).ok()?;
    let settings = io::read_to_string(opened).ok()?;
    let line = settings.lines().find_map(|line| line.strip_prefix("language:"))?;
    Language::from_tag(line.trim().trim_matches(['"', '\'']))
}

fn environment_language() -> Option<Language> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    set.filter(|value| !value.is_empty()).map(|value| Language::from_tag(&value)).next()?
}
