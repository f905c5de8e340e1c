//! Makes the files of a release from a built output and the site it was built from.

use std::collections::HashMap;
use std::path::Path;

use crate::file::{below, is_site_path};
use crate::media;
use crate::pipeline::Prepared;
use crate::plan::{What, output_path};
use crate::publish::disk::Fault;
use crate::publish::release::{Filed, Files, Kind};
use crate::publish::store::Store;
use crate::write::{Manifest, WriteError};

/// The files of the output with `manifest`, made of `site`; those that no host may hold are refused.
pub fn files(manifest: &Manifest, site: &Prepared) -> Result<Files, WriteError> {
    let known = kinds(site);
    let mut files = Files::new();
    for (path, entry) in manifest.files() {
        if !is_site_path(path) {
            return Err(WriteError::BadPath { path: path.to_owned() });
        }
        // What is not in the plan was made by an earlier version: it counts by its name alone.
        let (kind, title) = known.get(path).cloned().unwrap_or_else(|| (of_name(path), None));
        let content_type = media::content_type(path).to_owned();
        let filed = Filed { hash: entry.hash, size: entry.size, content_type, kind, title };
        files.insert(path.to_owned(), filed);
    }
    Ok(files)
}

/// Keeps every file of `files`, which stand in the output at `out`, in `store`.
pub fn keep(files: &Files, out: &Path, store: &Store) -> Result<(), Fault> {
    files.iter().try_for_each(|(path, file)| store.keep(file.hash, &below(out, path)))
}

fn kinds(site: &Prepared) -> HashMap<String, (Kind, Option<String>)> {
    let Some(views) = site.views() else { return HashMap::new() };
    let known = |page: &crate::plan::Page| {
        let path = output_path(&page.route);
        let kind = kind(&page.what, &path);
        let titled = matches!(kind, Kind::Page | Kind::Front) && path.ends_with(".html");
        let title =
            titled && !matches!(page.what, What::Redirect(_) | What::NotFound | What::Gone | What::Copy(_));
        let title = title.then(|| views.title(&page.what).chars().filter(|c| !c.is_control()).collect());
        (path, (kind, title))
    };
    views.plan.pages.iter().map(known).collect()
}

fn kind(what: &What, path: &str) -> Kind {
    match what {
        What::Article(..)
        | What::Movement(..)
        | What::Standing(_)
        | What::Decision(_)
        | What::Recipient(_)
        | What::Gone
        | What::NotFound
        | What::Redirect(_) => Kind::Page,
        What::Home
        | What::Section(..)
        | What::Movements
        | What::Tags
        | What::Tag(..)
        | What::Archive
        | What::ArchiveYear(..)
        | What::Rolls
        | What::Roll(..)
        | What::Statistics
        | What::Corrections(_)
        | What::Decisions
        | What::Kinds
        | What::Kind(..)
        | What::Units
        | What::Unit(..)
        | What::Feed(..)
        | What::Sitemap(_)
        | What::SitemapIndex(_)
        | What::Robots
        | What::WellKnown(_) => Kind::Front,
        What::Download(..) | What::Schema => Kind::Document,
        What::Picture(..) | What::ThemeFile(_) => Kind::Asset,
        What::Copy(_) => of_name(path),
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
