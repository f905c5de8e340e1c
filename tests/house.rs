//! The rules of the house, held against its own sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::circles::{circles, imports};

/// The floors from the ground up; a module may use those of lower floors and of its own room.
const FLOORS: &[&[&str]] = &[
    &["hash", "media", "text", "threads"],
    &["file", "html", "messages", "reuse"],
    &["picture"],
    &["source"],
    &["sink"],
    &["diagnostic"],
    &["model"],
    &["read"],
    &["check", "plan"],
    &["render"],
    &["write"],
    &["pipeline"],
    &["publish", "serve"],
    &["cli"],
    &["main"],
];

/// Every Rust file below `src/` but unit tests, with its path from there and its text.
fn sources() -> Vec<(String, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("folders of sources can be listed") {
            let path: PathBuf = entry.expect("entries can be read").path();
            if path.is_dir() {
                folders.extend((path.file_name() != Some("tests".as_ref())).then_some(path));
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name =
                    path.strip_prefix(&top).expect("it lies below").to_string_lossy().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).expect("sources are text")));
            }
        }
    }
    files.sort();
    files
}

/// The room of a file: the first part of its path.
fn room(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or(file)
}

/// The part of a file before its unit tests.
fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at])
}

fn floor(room: &str) -> usize {
    let found = FLOORS.iter().position(|rooms| rooms.contains(&room));
    found.unwrap_or_else(|| panic!("no floor is set for the room `{room}`; say where it stands"))
}

/// A file uses only rooms on floors below its own, so no circle can grow.
#[test]
fn arrows_run_down() {
    let mut wrong = Vec::new();
    for (file, used) in imports(&sources()) {
        let own = room(&file);
        let is_above = |other: &&String| room(other) != own && floor(room(other)) >= floor(own);
        wrong.extend(used.iter().filter(is_above).map(|other| format!("{file} uses {other}")));
    }
    assert!(wrong.is_empty(), "arrows run up: {wrong:#?}");
}

/// No file imports another that imports it, directly or through others.
#[test]
fn no_circles() {
    let circles = circles(&imports(&sources()));
    assert!(circles.is_empty(), "files import each other in circles: {circles:#?}");
}

/// The crate's documentation names every room of the house.
#[test]
fn the_architecture_is_told() {
    let rooms: BTreeSet<String> = sources().iter().map(|(file, _)| room(file).to_owned()).collect();
    let lib = include_str!("../src/lib.rs");
    for name in rooms.iter().filter(|name| *name != "lib") {
        assert!(lib.contains(&format!("`{name}`")), "src/lib.rs does not tell of `{name}`");
    }
}

/// Functions fit on a screen, files in a head.
#[test]
fn lengths() {
    let mut long = Vec::new();
    for (file, text) in sources() {
        let lines: Vec<&str> = without_tests(&text).lines().collect();
        if lines.len() > 480 {
            long.push(format!("{file}: {} lines", lines.len()));
        }
        for (at, line) in lines.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            let starts = ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn "];
            let has_body = !line.ends_with(';');
            if !has_body || !starts.iter().any(|start| line.trim_start().starts_with(start)) {
                continue;
            }
            let close = format!("{}}}", " ".repeat(indent));
            let length = lines[at..].iter().position(|line| *line == close).unwrap_or(0);
            if length > 65 {
                long.push(format!("{file}:{}: {length} lines in one function", at + 1));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// No unfinished business, no shouting, and no words that say nothing.
#[test]
fn words() {
    let forbidden =
        [".unwrap()", "todo!", "unimplemented!", "dbg!", "TODO", "FIXME", "XXX", "use super::*", "// ----"];
    let empty = ["get_", "process_", "handle_", "manager", "utils", "helper"];
    let mut found = Vec::new();
    for (file, text) in sources() {
        for (at, line) in without_tests(&text).lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            let names = code.contains("fn ") || code.contains("struct ") || code.contains("mod ");
            let wrong = forbidden.iter().find(|word| line.contains(**word));
            let wrong =
                wrong.or_else(|| empty.iter().find(|word| names && code.contains(&format!(" {word}"))));
            found.extend(wrong.map(|word| format!("{file}:{}: {word}", at + 1)));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The library tells by values: it neither prints nor exits, and only `cli` knows clock and environment. The
/// preview has a stopwatch, which tells no time of day; requests to S3 are signed with the time at which they are sent.
#[test]
fn only_the_command_line_speaks() {
    let mut found = Vec::new();
    for (file, text) in sources() {
        if file.starts_with("cli/") || file == "main.rs" {
            continue;
        }
        for word in [
            "println!",
            "print!(",
            "process::exit",
            "env::var",
            "Timestamp::now",
            "SystemTime::now",
            "Instant::now",
        ] {
            let stopwatch = word == "Instant::now" && file.starts_with("serve/");
            let signature = word == "Timestamp::now" && file == "publish/s3/http.rs";
            if without_tests(&text).contains(word) && !stopwatch && !signature {
                found.push(format!("{file}: {word}"));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The README's table of diagnostics has a row for every code, and no other.
#[test]
fn readme_lists_every_code() {
    let readme = include_str!("../README.md");
    let table = readme.split("## Diagnostics").nth(1).expect("the README has the section");
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let told: BTreeSet<&str> = rows.collect();
    let codes: BTreeSet<&str> = bangvang::diagnostic::Code::all().map(|code| code.name()).collect();
    assert_eq!(told, codes);
    assert!(!table.contains("{ $"), "a row shows the inside of a message");
}

/// The README's table of commands names every command and option that `--help` does.
#[test]
fn readme_lists_every_command() {
    let readme = include_str!("../README.md");
    let messages = bangvang::messages::Messages::of_program(bangvang::messages::Language::En);
    let mut absent = Vec::new();
    let mut commands = vec![bangvang::cli::command_line(&messages)];
    while let Some(command) = commands.pop() {
        for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
            if !["help", "version"].contains(&option) && !readme.contains(&format!("--{option}")) {
                absent.push(format!("--{option}"));
            }
        }
        for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
            if !readme.contains(inner.get_name()) {
                absent.push(inner.get_name().to_owned());
            }
            commands.push(inner.clone());
        }
    }
    assert!(absent.is_empty(), "the README does not tell of {absent:?}");
}

/// The built-in catalogue is well formed: every entry is read, and no rank or id stands twice.
#[test]
fn the_catalogue_is_sound() {
    let prepared = crate::project::Project::new().prepared();
    assert!(!prepared.has_errors());
    let kinds = prepared.planned.expect("there are settings").site.kinds;
    let mut ranks = BTreeMap::new();
    for kind in &kinds {
        assert!(ranks.insert(kind.rank, kind.id.value.clone()).is_none(), "rank {} twice", kind.rank);
        assert!(!kind.issuers.is_empty(), "{} has no issuer", kind.id.value);
    }
    assert!(kinds.len() >= 50);
}
