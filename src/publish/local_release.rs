//! Makes the files of a release from a built output and the site it was built from.

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

/// The files of the output with `manifest`, made of `site`; those that no host may hold are refused.
pub fn files(manifest: &Manifest, site: &PreparedBuild) -> Result<ReleaseFiles, WriteError> {
    let known = kinds(site);
    let mut files = ReleaseFiles::new();
    for (path, entry) in manifest.files() {
        if !is_host_path(path) {
            return Err(WriteError::BadPath { path: path.to_owned() });
        }
        // What is not in the plan was made by an earlier version: it counts by its name alone.
        let (kind, title) = known.get(path).cloned().unwrap_or_else(|| (of_name(path), None));
        let content_type = media::content_type(path).to_owned();
        let filed = FileEntry { hash: entry.hash, size: entry.size, content_type, kind, title };
        files.insert(path.to_owned(), filed);
    }
    Ok(files)
}

/// Keeps every file of `files`, which stand in the output at `out`, in `store`.
pub fn keep(files: &ReleaseFiles, out: &Path, store: &ContentStore) -> Result<(), DiskError> {
    files.iter().try_for_each(|(path, file)| store.keep(file.hash, &below(out, path)))
}

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
    views.plan.pages.iter().map(known).collect()
}

fn kind(kind: &OutputKind, path: &str) -> Kind {
    match kind {
        OutputKind::Page(page) => page.facts().class,
        OutputKind::File(file) => file.class().unwrap_or_else(|| of_name(path)),
    }
}

fn of_name(path: &str) -> Kind {
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
