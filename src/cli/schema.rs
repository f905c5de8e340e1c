//! The command `schema`: writes JSON Schemas of all YAML files and front matter, for completion in editors.

use std::fs;
use std::path::Path;

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::file;

/// The descriptions of all files, each with the name of its schema.
///
/// A description is a JSON Schema with a line `description_en` beside each `description`, and a line `default_en` where a
/// default cannot be written as a value. The guide is made from the English lines.
pub const DESCRIPTIONS: [(&str, &str); 8] = [
    ("site.schema.json", include_str!("schemas/site.schema.json")),
    ("article.schema.json", include_str!("schemas/article.schema.json")),
    ("movement.schema.json", include_str!("schemas/movement.schema.json")),
    ("page.schema.json", include_str!("schemas/page.schema.json")),
    ("decision.schema.json", include_str!("schemas/decision.schema.json")),
    ("units.schema.json", include_str!("schemas/units.schema.json")),
    ("kinds.schema.json", include_str!("schemas/kinds.schema.json")),
    ("people.schema.json", include_str!("schemas/people.schema.json")),
];

/// The schemas that editors read: the descriptions without their English lines, in the same order.
pub fn schemas() -> impl Iterator<Item = (&'static str, String)> {
    let is_english = |line: &&str| line.contains("_en\": ");
    DESCRIPTIONS.into_iter().map(move |(name, description)| {
        (name, description.split_inclusive('\n').filter(|line| !is_english(line)).collect())
    })
}

/// What the YAML extension of VS Code needs to find the schemas in `.vscode/`.
pub const EDITOR_SETTINGS: &str = r#"{
  "yaml.schemas": {
    ".vscode/site.schema.json": "content/site.yaml",
    ".vscode/decision.schema.json": "content/awards/**/*.yaml",
    ".vscode/units.schema.json": "content/registry/units.yaml",
    ".vscode/kinds.schema.json": "content/registry/kinds.yaml",
    ".vscode/people.schema.json": "content/registry/people.yaml"
  },
  "files.encoding": "utf8",
  "files.eol": "\n"
}
"#;

/// Writes all schemas into `folder`; files with the same content are not touched.
pub fn schema(folder: &Path, reporter: &Reporter) -> ExitStatus {
    for (name, content) in schemas() {
        let path = folder.join(name);
        let shown = ("path", path.display().to_string());
        let existing = fs::read_to_string(&path).ok();
        if existing.as_deref().is_some_and(|existing| existing != content && !is_ours(existing)) {
            reporter.error("new-exists", &[shown]);
            return ExitStatus::Failure;
        }
        if existing.as_deref() == Some(&*content) {
            continue;
        }
        if let Err(error) = fs::create_dir_all(folder).and_then(|()| fs::write(&path, &content)) {
            reporter.error("output-failed", &[shown, ("reason", file::reason(&error))]);
            return ExitStatus::Failure;
        }
        reporter.sentence("new-done", &[shown]);
    }
    ExitStatus::Clean
}

/// Returns whether a file is an older version of one of these schemas, which may be replaced.
fn is_ours(existing: &str) -> bool {
    existing.starts_with("{\n \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"")
}
