//! The command `schema`: writes JSON Schemas of all YAML files and front matter, for completion in editors.

use std::fs;
use std::path::Path;

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::file;
use crate::guide::schemas::schemas;

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

/// `extensions.json` for VS Code: it offers the extension that reads the schemas.
pub const EDITOR_EXTENSIONS: &str = "{\n  \"recommendations\": [\"redhat.vscode-yaml\"]\n}\n";

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
