//! Architecture and style rules, tested against the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::circles::{cycles, imports};

/// The floors from the lowest up; a module may import from lower floors and from its own room.
const FLOORS: &[&[&str]] = &[
    &["guide", "hash", "media", "text", "threads"],
    &["file", "html", "messages", "reuse"],
    &["picture"],
    &["source"],
    &["sink"],
    &["diagnostic"],
    &["model"],
    &["read", "search"],
    &["check", "edit", "plan"],
    &["import", "render"],
    &["write"],
    &["pipeline"],
    &["publish", "serve"],
    &["desk"],
    &["cli"],
    &["main"],
];

/// Returns every Rust file below `src/` without folders of unit tests: its path below `src/` and its text.
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
                let name = path
                    .strip_prefix(&top)
                    .expect("the file is below `src/`")
                    .to_string_lossy()
                    .replace('\\', "/");
                files.push((name, fs::read_to_string(&path).expect("sources are text")));
            }
        }
    }
    files.sort();
    files
}

/// Returns the room of a file: the first part of its path.
fn room(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or(file)
}

/// Returns the text of a file before its unit tests.
fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at])
}

fn floor(room: &str) -> usize {
    let found = FLOORS.iter().position(|rooms| rooms.contains(&room));
    found.unwrap_or_else(|| panic!("the room `{room}` has no floor; add it to FLOORS"))
}

/// A file imports only from rooms on lower floors, so there are no cycles between rooms.
#[test]
fn imports_point_to_lower_floors() {
    let mut wrong = Vec::new();
    for (file, used) in imports(&sources()) {
        let own = room(&file);
        let is_above = |other: &&String| room(other) != own && floor(room(other)) >= floor(own);
        wrong.extend(used.iter().filter(is_above).map(|other| format!("{file} uses {other}")));
    }
    assert!(wrong.is_empty(), "imports from the same or a higher floor: {wrong:#?}");
}

/// No file imports another that imports it, directly or indirectly.
#[test]
fn no_import_cycles() {
    let cycles = cycles(&imports(&sources()));
    assert!(cycles.is_empty(), "import cycles: {cycles:#?}");
}

/// The documentation of the crate names every room.
#[test]
fn crate_docs_name_every_room() {
    let rooms: BTreeSet<String> = sources().iter().map(|(file, _)| room(file).to_owned()).collect();
    let lib = include_str!("../src/lib.rs");
    for name in rooms.iter().filter(|name| *name != "lib") {
        assert!(lib.contains(&format!("`{name}`")), "src/lib.rs does not mention `{name}`");
    }
}

/// The guide lists the floors as they are held here.
#[test]
fn the_floors_are_listed() {
    let floors: Vec<String> = FLOORS.iter().map(|rooms| rooms.join(", ")).collect();
    let listed = format!("```text\n{}\n```", floors.join("\n"));
    assert!(include_str!("../src/guide/design.md").contains(&listed), "src/guide/design.md has other floors");
}

/// Functions fit on a screen, files in a head.
#[test]
fn lengths() {
    let mut long = Vec::new();
    for (file, text) in sources() {
        let lines: Vec<&str> = without_tests(&text).lines().collect();
        if lines.len() > 520 {
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
            if length > 80 {
                long.push(format!("{file}:{}: {length} lines in one function", at + 1));
            }
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

/// No `unwrap`, no unfinished code, and no empty words in names.
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

/// The library neither prints nor exits, and only `cli` reads the clock and the environment.
///
/// Exceptions: the preview measures durations, and requests to S3 are signed with the current time.
#[test]
fn only_cli_has_side_effects() {
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

/// Every code is explained in both languages with an example, in the order of the codes, and nothing else is.
#[test]
fn the_guide_explains_every_code() {
    use bangvang::guide::diagnostics::{Explanation, Prose};

    let codes: Vec<&str> = bangvang::diagnostic::Code::all().map(|code| code.name()).collect();
    let explained: Vec<&str> = Explanation::all().map(|one| one.code).collect();
    assert_eq!(explained, codes);
    let mut incomplete = Vec::new();
    for Explanation { code, english, vietnamese, wrong, right } in Explanation::all() {
        for (language, Prose { meaning, reason }) in [("English", english), ("Vietnamese", vietnamese)] {
            let is_short = meaning.is_empty() || reason.split_whitespace().count() < 8;
            incomplete.extend(is_short.then(|| format!("{code}: no text in {language}")));
            let is_wide = |line: &&str| line.chars().count() > 80;
            incomplete.extend(reason.lines().find(is_wide).map(|line| format!("{code}: too wide: {line}")));
        }
        incomplete.extend(wrong.is_empty().then(|| format!("{code}: nothing is wrong in the example")));
        incomplete.extend(right.is_empty().then(|| format!("{code}: nothing is right in the example")));
    }
    assert!(incomplete.is_empty(), "{incomplete:#?}");
}

/// The built-in catalogue is well formed: every entry is read, and no rank or id occurs twice.
#[test]
fn built_in_catalogue_is_valid() {
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
