//! Builds the file list of a release from a manifest and its site.

use std::collections::HashMap;
use std::path::Path;

use crate::file::{below, is_host_path};
use crate::media;
use crate::pipeline::PreparedBuild;
use crate::plan::OutputKind;
use crate::publish::content_store::ContentStore;
use crate::publish::disk::DiskError;
use crate::publish::release::{FileEntry, Kind, ReleaseFiles};
use crate::write::{Manifest, WriteError};

/// Returns the files of the output with `manifest`, which was built from `site`.
///
/// # Errors
/// [`WriteError::BadPath`] if a path is not allowed on a host.
pub fn release_files(manifest: &Manifest, site: &PreparedBuild) -> Result<ReleaseFiles, WriteError> {
    let known = kinds(site);
    let mut files = ReleaseFiles::new();
    for (path, entry) in manifest.files() {
        if !is_host_path(path) {
            return Err(WriteError::BadPath { path: path.to_owned() });
        }
        // A file that is not in the plan was built by an earlier version of bangvang: its name decides its kind.
        let (kind, title) = known.get(path).cloned().unwrap_or_else(|| (kind_by_name(path), None));
        let content_type = media::content_type(path).to_owned();
        let file = FileEntry { hash: entry.hash, size: entry.size, content_type, kind, title };
        files.insert(path.to_owned(), file);
    }
    Ok(files)
}

/// Stores all `files` of the output folder `out` in `store`.
///
/// # Errors
/// If a file cannot be read or the store cannot be written to.
pub fn store_files(files: &ReleaseFiles, out: &Path, store: &ContentStore) -> Result<(), DiskError> {
    files.iter().try_for_each(|(path, file)| store.add(file.hash, &below(out, path)))
}

/// Returns the kind of each planned file by its path, with its title if it is a listed page.
fn kinds(site: &PreparedBuild) -> HashMap<String, (Kind, Option<String>)> {
    let Some(views) = site.views() else { return HashMap::new() };
    let known = |page: &crate::plan::PlannedFile| {
        let path = page.route.output_path();
        let title = match &page.kind {
            OutputKind::Page(kind) if kind.facts().listed => {
                Some(views.title(kind).chars().filter(|c| !c.is_control()).collect())
            }
            _ => None,
        };
        let kind = kind(&page.kind, &path);
        (path.to_string(), (kind, title))
    };
    views.plan.files().map(known).collect()
}

fn kind(kind: &OutputKind, path: &str) -> Kind {
    match kind {
        OutputKind::Page(page) => page.facts().class,
        OutputKind::File(file) => file.class().unwrap_or_else(|| kind_by_name(path)),
    }
}

/// Guesses the kind of a file from its name.
fn kind_by_name(path: &str) -> Kind {
    let name = path.rsplit('/').next().unwrap_or(path);
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    match end.as_str() {
        "html" | "htm" => Kind::Page,
        "xml" | "txt" | "config" | "htaccess" | "webmanifest" => Kind::Front,
        "pdf" | "csv" | "json" | "doc" | "docx" | "xls" | "xlsx" | "ppt" | "pptx" | "zip" => Kind::Document,
        _ if name.starts_with('_') => Kind::Front,
        _ => Kind::Asset,
    }
}
