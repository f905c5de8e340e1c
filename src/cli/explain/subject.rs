//! Decides what was typed after `explain`: a file of the project or an address of the site.

use std::path::Path;

use crate::cli::explain::site::ExplainedSite;
use crate::cli::typed_path::{project_path, with_slashes};
use crate::file::is_site_path;
use crate::html;
use crate::read::file_name;
use crate::source::{SourceId, Sources};
use crate::text;

/// What is explained.
#[derive(Debug, PartialEq, Eq)]
pub enum Subject {
    /// A file that was found by the scan.
    File(SourceId),
    /// A file with a name that is never read, by its path from the project folder.
    IgnoredFile(String),
    /// A folder of the project, by its path.
    Folder(String),
    /// A file of the computer that is in neither `content/` nor `themes/`.
    OutsideFile(String),
    /// A file that does not exist, by its path.
    MissingFile(String),
    /// An address of the site, as a route; it may not exist.
    Address(String),
    /// A URL of another site.
    OtherSite(String),
}

/// The end of the name of a file that is not an address of a page.
const FILE_ENDINGS: [&str; 5] = [".md", ".yaml", ".yml", ".ftl", ".markdown"];

/// Returns whether `written` has the form of a path or an address, and not that of a word.
pub fn is_path_or_address(written: &str) -> bool {
    written.contains(['/', '\\', '.'])
}

/// Returns what `written` names in the project at `root`.
pub fn subject(written: &str, root: &Path, site: &ExplainedSite) -> Subject {
    let written = written.trim();
    if let Some((_, rest)) = written.split_once("://") {
        return url_route(rest, site).map_or_else(
            || Subject::OtherSite(written.to_owned()),
            |route| Subject::Address(existing(&route, site)),
        );
    }
    let paths = candidate_paths(written, root);
    let found = paths.iter().find_map(|path| file_or_folder(path, root, site.sources()));
    let section = |path: &str| path.strip_prefix("content/articles/").map(|id| format!("/{id}/"));
    match found {
        // The folder of a section is its list.
        Some(Subject::Folder(path)) => {
            let list = section(&path).filter(|route| site.has(route));
            return list.map_or(Subject::Folder(path), Subject::Address);
        }
        Some(found) => return found,
        None => {}
    }
    let route = typed_route(written, site);
    let found = existing(&route, site);
    if site.has(&found) {
        return Subject::Address(found);
    }
    if let Some(page) = output_route(written, root).filter(|route| site.has(route)) {
        return Subject::Address(page);
    }
    let typed = with_slashes(Path::new(written));
    let is_file = FILE_ENDINGS.iter().any(|end| typed.to_lowercase().ends_with(end));
    if let Some(path) = project_path(Path::new(written), root) {
        return Subject::MissingFile(path);
    }
    if written != "/" && (Path::new(written).exists() || root.join(&typed).exists()) {
        return Subject::OutsideFile(typed);
    }
    match paths.into_iter().next().filter(|_| is_file) {
        Some(path) => Subject::MissingFile(path),
        None => Subject::Address(found),
    }
}

/// Returns the paths from the project folder that `written` may mean, the most likely first.
fn candidate_paths(written: &str, root: &Path) -> Vec<String> {
    let own = project_path(Path::new(written), root);
    let typed = with_slashes(Path::new(written));
    let below = |folder: &str| Some(format!("{folder}/{typed}")).filter(|path| is_site_path(path));
    let bare = ["content", "themes"].contains(&&*typed).then(|| typed.clone());
    own.into_iter().chain(bare).chain(below("content")).collect()
}

/// Returns the file or the folder at `path`; a folder with a page of its own is that page.
fn file_or_folder(path: &str, root: &Path, sources: &Sources) -> Option<Subject> {
    let same_letters = || {
        let lower = path.to_lowercase();
        let folder = path.split('/').next().unwrap_or_default();
        sources.below(&format!("{folder}/")).find(|source| source.path.to_lowercase() == lower)
    };
    if let Some(source) = sources.at(path).or_else(same_letters) {
        return Some(Subject::File(source.id));
    }
    if let Some(page) = sources.at(&format!("{path}/index.md")) {
        return Some(Subject::File(page.id));
    }
    let disk = root.join(path);
    let parts = path.match_indices('/').map(|(at, _)| &path[..at]).chain([path]);
    if parts.skip(1).any(file_name::is_ignored) && disk.exists() {
        return Some(Subject::IgnoredFile(path.to_owned()));
    }
    disk.is_dir().then(|| Subject::Folder(path.to_owned()))
}

/// Returns the route of a URL without its scheme; `None` if it is of another site.
///
/// The preview on this computer has the addresses of the site too.
fn url_route(rest: &str, site: &ExplainedSite) -> Option<String> {
    let settings = &site.published().site.settings;
    let own = settings.base_url.split_once("://").map_or(&*settings.base_url, |(_, rest)| rest);
    let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let own_host = own.split('/').next().unwrap_or(own);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_preview = ["localhost", "127.0.0.1"].contains(&name);
    if !is_preview && !host.eq_ignore_ascii_case(own_host) {
        return None;
    }
    let base = settings.base_path();
    let inner = path.strip_prefix(base).filter(|inner| inner.is_empty() || inner.starts_with('/'));
    match inner {
        Some(inner) => Some(decoded(inner)),
        None => is_preview.then(|| decoded(path)),
    }
}

/// Returns the route that `written` has the form of; the folder of the base URL may be before it.
fn typed_route(written: &str, site: &ExplainedSite) -> String {
    let path = format!("/{}", written.replace('\\', "/").trim_start_matches("./").trim_start_matches('/'));
    let route = decoded(&path);
    let base = site.published().site.settings.base_path();
    let inner = route.strip_prefix(base).filter(|inner| !base.is_empty() && inner.starts_with('/'));
    match inner {
        Some(inner) if !site.has(&existing(&route, site)) => inner.to_owned(),
        _ => route,
    }
}

/// Returns a path of a URL as routes are written: without query and anchor, decoded, in NFC, from `/`.
fn decoded(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let path = html::decode_path(path).unwrap_or_else(|| path.to_owned());
    format!("/{}", text::nfc(&path).trim_start_matches('/'))
}

/// Returns the route of the plan that `route` leads to: with or without `/` at its end, or without `index.html`.
fn existing(route: &str, site: &ExplainedSite) -> String {
    let folder = route.strip_suffix("index.html").unwrap_or(route);
    let name = folder.rsplit('/').next().unwrap_or_default();
    let with_end = format!("{}/", folder.trim_end_matches('/'));
    let forms = [route, folder, &with_end, folder.trim_end_matches('/')];
    let found = forms.into_iter().find(|form| !form.is_empty() && site.has(form));
    found.map_or_else(|| if name.contains('.') { folder.to_owned() } else { with_end.clone() }, str::to_owned)
}

/// Returns the route of a file in the output folder `public/` of the project.
fn output_route(written: &str, root: &Path) -> Option<String> {
    let path = with_slashes(Path::new(written));
    let inner = path.strip_prefix("public/").filter(|_| root.join("public").is_dir())?;
    let folder = inner.strip_suffix("index.html").unwrap_or(inner);
    Some(format!("/{folder}"))
}
