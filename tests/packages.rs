//! What is handed out beside the program: templates of packages, the workflow of releases, the licences of crates.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

/// What `.ci/release` replaces in a template; `sha256` is followed by a platform.
const PLACEHOLDERS: &[&str] = &["version", "address", "home"];

const PLATFORMS: &[&str] = &["linux-x86_64", "windows-x86_64", "macos-aarch64", "macos-x86_64"];

/// Constants of Inno Setup, which are written in the same way.
const INNO_CONSTANTS: &[&str] =
    &["app", "autodesktop", "localappdata", "autoprograms", "olddata", "userdocs"];

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    fs::read_to_string(top().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The templates with placeholders, by their paths below `.ci/packages`.
fn templates() -> BTreeMap<String, String> {
    let mut names = vec!["bangvang.iss".to_owned(), "scoop.json".to_owned(), "homebrew.rb".to_owned()];
    for entry in fs::read_dir(top().join(".ci/packages/winget")).unwrap() {
        names.push(format!("winget/{}", entry.unwrap().file_name().to_string_lossy()));
    }
    assert_eq!(names.len(), 7);
    names.into_iter().map(|name| (name.clone(), text(&format!(".ci/packages/{name}")))).collect()
}

/// The names in braces: small letters, digits, `-` and `_`. Ruby writes `#{…}` for something else.
fn placeholders(template: &str) -> BTreeSet<&str> {
    let parts = template.match_indices('{').filter(|(at, _)| !template[..*at].ends_with('#'));
    let names = parts.filter_map(|(at, _)| template[at + 1..].split_once('}').map(|(name, _)| name));
    let is_name = |name: &&str| {
        let mut letters = name.chars();
        !name.is_empty()
            && letters.all(|letter| letter.is_ascii_lowercase() || "-_0123456789".contains(letter))
    };
    names.filter(is_name).collect()
}

/// Fills a template as `.ci/release` does.
fn filled(template: &str) -> String {
    let mut filled = template.replace("{version}", env!("CARGO_PKG_VERSION"));
    filled = filled
        .replace("{address}", "https://bangvang.example/v")
        .replace("{home}", "https://bangvang.example");
    for platform in PLATFORMS {
        filled = filled.replace(&format!("{{sha256-{platform}}}"), &"0".repeat(64));
    }
    filled
}

/// Templates have only placeholders that the script fills, and no version or checksum of their own.
#[test]
fn package_placeholders_are_known() {
    assert!(placeholders("a {b} #{c} {D} {e-1").into_iter().eq(["b"]));
    let script = text(".ci/release");
    for name in PLACEHOLDERS {
        assert!(script.contains(&format!("s|{{{name}}}|")), "the script does not fill {name}");
    }
    assert!(script.contains("s|{sha256-$platform}|"));
    assert!(script.contains(&format!("platforms=\"{}\"", PLATFORMS.join(" "))));
    for (name, template) in templates() {
        for found in placeholders(&template) {
            let is_sum = found.strip_prefix("sha256-").is_some_and(|platform| PLATFORMS.contains(&platform));
            let is_constant = name.ends_with(".iss") && INNO_CONSTANTS.contains(&found);
            let is_known = PLACEHOLDERS.contains(&found) || is_sum || is_constant;
            assert!(is_known, "{name}: nothing fills {{{found}}}");
        }
        assert!(template.contains("{version}"), "{name} has no version");
        assert!(!template.contains(env!("CARGO_PKG_VERSION")), "{name} has a version of its own");
        let file = name.rsplit('/').next().unwrap().trim_start_matches("Bangvang.Bangvang");
        assert!(script.contains(file.trim_end_matches(".yaml")), "the script does not write {name}");
    }
}

/// Filled templates are files of their formats, with the addresses of the archives.
#[test]
fn filled_packages_are_well_formed() {
    let archive =
        format!("https://bangvang.example/v/bangvang-{0}-windows-x86_64.zip", env!("CARGO_PKG_VERSION"));
    for (name, template) in templates() {
        let filled = filled(&template);
        if name.ends_with(".json") {
            let value: Value = serde_json::from_str(&filled).unwrap();
            assert_eq!(value["architecture"]["64bit"]["url"], archive.as_str());
        } else if name.ends_with(".yaml") {
            let value: Value = serde_saphyr::from_str(&filled).unwrap();
            assert_eq!(value["PackageVersion"], env!("CARGO_PKG_VERSION"), "{name}");
            if name.contains("installer") {
                assert_eq!(value["Installers"][0]["InstallerUrl"], archive.as_str());
            }
        } else if name.ends_with(".iss") {
            // Without the mark Inno Setup reads Vietnamese as Windows-1252.
            assert!(filled.starts_with('\u{feff}'));
        }
    }
}

/// The installer has every sentence of its own in both languages.
#[test]
fn the_installer_has_both_languages() {
    let script = text(".ci/packages/bangvang.iss");
    let own = script.split_once("[CustomMessages]\n").unwrap().1.split_once("\n\n").unwrap().0;
    let names = |language: &str| -> BTreeSet<&str> {
        let lines = own.lines().filter_map(|line| line.strip_prefix(language)?.split_once('='));
        lines.map(|(name, _)| name).collect()
    };
    assert_eq!(names("vi."), names("en."));
    for name in names("vi.") {
        assert!(script.contains(&format!("{{cm:{name}}}")), "{name} is not used");
    }
}

/// The workflow is YAML, runs the script on a machine of each platform, names actions by major version, and needs no
/// secrets.
#[test]
fn the_release_workflow_runs_the_script() {
    let text = text(".github/workflows/release.yml");
    let workflow: Value = serde_saphyr::from_str(&text).unwrap();
    let machines = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_array().unwrap();
    let built: Vec<&str> = machines.iter().map(|machine| machine["platform"].as_str().unwrap()).collect();
    assert_eq!(built, PLATFORMS);
    let steps = |job: &str| workflow["jobs"][job]["steps"].as_array().unwrap().clone();
    let runs = |job: &str, command: &str| steps(job).iter().any(|step| step["run"] == command);
    assert!(runs("build", ".ci/release ${{ matrix.platform }}"));
    assert!(runs("release", ".ci/release manifests"));
    for step in [steps("build"), steps("release")].concat() {
        let Some(action) = step["uses"].as_str() else { continue };
        let (_, version) = action.split_once("@v").unwrap();
        assert!(version.chars().all(|letter| letter.is_ascii_digit()), "{action}");
    }
    assert!(!text.contains("secrets."));
    assert_eq!(workflow["permissions"], serde_json::json!({"contents": "read"}));
}

/// The files that go into the package for Debian exist, except for those that the build makes.
#[test]
fn the_files_of_the_deb_exist() {
    let manifest: toml::Table = text("Cargo.toml").parse().unwrap();
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array().unwrap();
    assert!(assets.len() > 3);
    for asset in assets {
        let path = asset[0].as_str().unwrap();
        assert!(path.starts_with("target/release/") || top().join(path).is_file(), "{path} is missing");
    }
    for line in text(".ci/packages/further-licences.txt").lines() {
        let (name, file) = line.split_once(' ').unwrap();
        assert!(name != "bangvang" || top().join(file).is_file(), "{file} is missing");
        assert!(text("Cargo.lock").contains(&format!("name = \"{name}\"\n")), "there is no crate {name}");
    }
}

/// bash understands the scripts.
#[cfg(unix)]
#[test]
fn scripts_are_well_formed() {
    for script in [".ci/run", ".ci/release"] {
        let checked = Command::new("bash").arg("-n").arg(top().join(script)).output().unwrap();
        assert!(checked.status.success(), "{script}: {}", String::from_utf8_lossy(&checked.stderr));
    }
}

/// A licence expression of a crate: alternatives, each a list of licences that hold together. Crates of old days write
/// `/` for `OR`.
fn is_accepted(expression: &str, accepted: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (is_met, rest) = alternatives(&words, accepted);
    assert!(rest.is_empty(), "{expression} ends with {rest:?}");
    is_met
}

/// Reads alternatives up to a closing bracket; returns whether one of them is accepted, and the words behind.
fn alternatives<'w>(words: &'w [&'w str], accepted: &BTreeSet<String>) -> (bool, &'w [&'w str]) {
    let (mut is_met, mut rest) = together(words, accepted);
    while let ["OR", behind @ ..] = rest {
        let (is_also_met, behind) = together(behind, accepted);
        (is_met, rest) = (is_met || is_also_met, behind);
    }
    (is_met, rest)
}

/// Reads licences joined by `AND`, which binds more strongly than `OR`.
fn together<'w>(words: &'w [&'w str], accepted: &BTreeSet<String>) -> (bool, &'w [&'w str]) {
    let (is_met, rest) = match words {
        ["(", inner @ ..] => {
            let (is_met, rest) = alternatives(inner, accepted);
            (is_met, rest.strip_prefix(&[")"]).expect("the bracket is closed"))
        }
        [name, "WITH", exception, rest @ ..] => {
            (accepted.contains(&format!("{name} WITH {exception}")), rest)
        }
        [name, rest @ ..] => (accepted.contains(*name), rest),
        [] => panic!("a licence is missing"),
    };
    let ["AND", behind @ ..] = rest else { return (is_met, rest) };
    let (is_also_met, rest) = together(behind, accepted);
    (is_met && is_also_met, rest)
}

/// What Cargo knows of the crates. Those of other platforms may have to be fetched; without a network, those of this one
/// have to do.
fn metadata() -> Value {
    let cargo = |more: &[&str]| {
        let arguments = ["metadata", "--format-version", "1", "--locked", "--manifest-path"];
        let manifest = top().join("Cargo.toml");
        Command::new(env!("CARGO")).args(arguments).arg(manifest).args(more).output().unwrap()
    };
    let mut output = cargo(&[]);
    if !output.status.success() {
        let version = Command::new(env!("CARGO")).arg("-vV").output().unwrap().stdout;
        let version = String::from_utf8(version).unwrap();
        let host =
            version.lines().find_map(|line| line.strip_prefix("host: ")).expect("Cargo names its host");
        output = cargo(&["--offline", "--filter-platform", host]);
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The ids of the crates that go into the program on any platform: not those of tests and of build scripts.
fn shipped(metadata: &Value) -> BTreeSet<&str> {
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let by_id: BTreeMap<&str, &Value> =
        nodes.iter().map(|node| (node["id"].as_str().unwrap(), node)).collect();
    let mut open = vec![metadata["resolve"]["root"].as_str().unwrap()];
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !found.insert(id) {
            continue;
        }
        for dependency in by_id[id]["deps"].as_array().unwrap() {
            let mut kinds = dependency["dep_kinds"].as_array().unwrap().iter();
            open.extend(
                kinds.any(|kind| kind["kind"].is_null()).then(|| dependency["pkg"].as_str().unwrap()),
            );
        }
    }
    found
}

/// Every crate in the program has a licence that `about.toml` accepts.
#[test]
fn licences_of_crates_are_accepted() {
    let about: toml::Table = text(".ci/packages/about.toml").parse().unwrap();
    let names = about["accepted"].as_array().unwrap().iter();
    let accepted: BTreeSet<String> = names.map(|name| name.as_str().unwrap().to_owned()).collect();
    assert!(is_accepted("GPL-2.0-only OR MIT", &accepted) && is_accepted("GPL-2.0/MIT", &accepted));
    assert!(is_accepted("(GPL-2.0-only OR MIT) AND IJG", &accepted));
    assert!(!is_accepted("GPL-2.0-only AND MIT OR GPL-3.0-only", &accepted));
    let metadata = metadata();
    let shipped = shipped(&metadata);
    assert!(shipped.len() > 200, "only {} crates are found", shipped.len());
    let mut refused = Vec::new();
    for package in metadata["packages"].as_array().unwrap() {
        let licence = package["license"].as_str().unwrap_or("without a licence");
        if shipped.contains(package["id"].as_str().unwrap()) && !is_accepted(licence, &accepted) {
            refused.push(format!("{}: {licence}", package["name"]));
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
}
