//! Chooses the file of an imported decision.

use std::path::{Path, PathBuf};

use crate::cli::report::Reporter;
use crate::import::{Proposal, decision_path};
use crate::text;

/// Returns the path of the file for a new decision, from the project folder and with `/`: `into`, or else the path that
/// [`decision_path`] chooses. Returns `None`, after reporting it, if `into` is not a YAML file in `content/awards/`.
pub fn path(
    proposal: &Proposal,
    source: &Path,
    (into, root): (Option<&Path>, &Path),
    reporter: &Reporter,
) -> Option<String> {
    if let Some(into) = into {
        let path = from_project(into, root);
        let is_yaml = path.ends_with(".yaml") || path.ends_with(".yml");
        if path.starts_with("content/awards/") && is_yaml && !path.split('/').any(|part| part == "..") {
            return Some(path);
        }
        reporter.error("import-into-outside", &[("path", into.display().to_string())]);
        return None;
    }
    Some(decision_path(proposal, source, root))
}

/// Returns `path` from the project folder, with `/` between its names.
fn from_project(path: &Path, root: &Path) -> String {
    let below: Option<PathBuf> = path.strip_prefix(root).ok().map(Path::to_owned);
    let path = below.unwrap_or_else(|| path.to_owned());
    let path = path.to_string_lossy().replace('\\', "/");
    text::nfc(path.trim_start_matches("./")).into_owned()
}
