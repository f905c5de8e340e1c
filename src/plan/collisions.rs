//! Detects routes that two files claim, and links to routes that do not exist.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::html;
use crate::model::body::Outline;
use crate::model::site::{LinkTarget, Site};
use crate::plan::files::Plan;
use crate::plan::kinds::{FileKind, OutputKind, PageKind};
use crate::plan::planned_file::PlannedFile;
use crate::source::{Sources, Span};

/// Returns `pages` and those of recipients in order of their routes; removes and reports files of `pages` whose route
/// another file has.
///
/// Two routes are the same if they differ only in case, as on a case-insensitive file system, or if one is a
/// file where the other needs a folder. `of_recipients` are folders in order of their routes, which differ and are all
/// in lowercase.
pub fn unique_routes(
    mut pages: Vec<Arc<PlannedFile>>,
    of_recipients: &[Arc<PlannedFile>],
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<PlannedFile>> {
    pages.par_sort_by(|a, b| a.route.cmp(&b.route));
    let mut taken: FxHashMap<Cow<'_, str>, usize> = FxHashMap::default();
    let mut keep = vec![true; pages.len()];
    for (at, page) in pages.iter().enumerate() {
        let path = normalized_path(&page.route);
        if let Some(recipient) = page_at(of_recipients, &path) {
            diagnostics.push(collision(recipient, page, sources));
            keep[at] = false;
            continue;
        }
        if let Some(&first) = taken.get(&path) {
            if !drop_generated(&pages, first, at, &mut keep) {
                diagnostics.push(collision(&pages[first], page, sources));
                keep[at] = false;
            }
            if keep[first] {
                continue;
            }
        }
        taken.insert(path, at);
    }
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| !page.route.ends_with('/')) {
        let folder = format!("{}/", normalized_path(&page.route));
        let other = taken.get(&*folder).map(|other| &*pages[*other]);
        if let Some(other) = other.or_else(|| page_at(of_recipients, &folder)) {
            diagnostics.push(collision(other, page, sources));
            keep[at] = false;
        }
    }
    let kept = pages.into_iter().zip(keep).filter(|(_, keep)| *keep);
    merged(kept.map(|(page, _)| page).collect(), of_recipients)
}

/// Returns the one of `pages`, which are in order of their routes, whose route has the normalized path `path`.
fn page_at<'p>(pages: &'p [Arc<PlannedFile>], path: &str) -> Option<&'p PlannedFile> {
    let order = |page: &Arc<PlannedFile>| page.route[1..].cmp(path);
    // Most paths are in other folders.
    if order(pages.first()?).is_gt() || order(pages.last()?).is_lt() {
        return None;
    }
    pages.binary_search_by(order).ok().map(|at| &*pages[at])
}

/// Returns the pages of two lists in order of their routes, in this order.
fn merged(mut first: Vec<Arc<PlannedFile>>, mut second: &[Arc<PlannedFile>]) -> Vec<Arc<PlannedFile>> {
    let mut pages = Vec::with_capacity(first.len() + second.len());
    let mut rest = first.drain(..);
    while let (Some(one), Some(other)) = (rest.as_slice().first(), second.first()) {
        // Pages of recipients have a folder of their own: nearly always each list is one run.
        if one.route <= other.route {
            let run = rest.as_slice().partition_point(|page| page.route <= other.route);
            pages.extend(rest.by_ref().take(run));
        } else {
            let run = second.partition_point(|page| page.route < one.route);
            pages.extend_from_slice(&second[..run]);
            second = &second[run..];
        }
    }
    pages.extend(rest);
    pages.extend_from_slice(second);
    pages
}

/// Returns the output path of a route in lowercase; for an index file, the path of its folder with `/` at its
/// end.
fn normalized_path(route: &str) -> Cow<'_, str> {
    let path = route.trim_start_matches('/');
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    let small =
        if path.bytes().all(is_small) { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) };
    match small.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => Cow::Owned(folder.to_owned()),
        _ => small,
    }
}

/// Drops a generated `robots.txt`, `.htaccess` or icon if the site has its own; returns true if it did.
fn drop_generated(pages: &[Arc<PlannedFile>], first: usize, second: usize, keep: &mut [bool]) -> bool {
    for (generated, own) in [(first, second), (second, first)] {
        let yields = match (&pages[generated].kind, &pages[own].kind) {
            (OutputKind::File(generated), OutputKind::File(FileKind::Copy(_))) => {
                matches!(generated, FileKind::Robots | FileKind::WellKnown(_) | FileKind::ThemeFile(_))
            }
            _ => false,
        };
        if yields {
            keep[generated] = false;
            return true;
        }
    }
    false
}

/// Returns the error for two files at one route, placed at an old address if one of them is one, else at the file that
/// comes from a source file.
fn collision(first: &PlannedFile, second: &PlannedFile, sources: &Sources) -> Diagnostic {
    let (page, other) = match second.origin {
        Location::Nowhere => (first, second),
        Location::File(_) | Location::Text(_) if is_alias(first) && !is_alias(second) => (first, second),
        Location::File(_) | Location::Text(_) => (second, first),
    };
    let name = |place: Location| match place {
        Location::Nowhere => None,
        Location::File(id) | Location::Text(Span { source: id, .. }) => sources.find(id),
    };
    let other_name =
        name(other.origin).map_or_else(|| "bangvang".to_owned(), |source| source.path.to_string());
    let error =
        Diagnostic::new(Code::SameRoute, page.origin).arg("route", &page.route).arg("other", other_name);
    let error = match other.origin {
        Location::Nowhere => error,
        place => error.related(place),
    };
    let is_fixed = name(other.origin).is_none_or(|source| source.path.ends_with(".yaml"));
    if is_alias(page) {
        error.help("help-alias")
    } else if is_fixed {
        error.help("help-fixed")
    } else {
        error
    }
}

/// Returns true for a redirect from an old address that its author wrote.
fn is_alias(file: &PlannedFile) -> bool {
    matches!((&file.kind, file.origin), (OutputKind::Page(PageKind::Redirect(_)), Location::Text(_)))
}

/// Reports links from `/` that lead to no route of the plan.
pub fn check_links(site: &Site, plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
    let mut check = |outline: &Outline, targets: &[LinkTarget]| {
        for (link, target) in outline.links.iter().zip(targets) {
            if let LinkTarget::Route(route) = target {
                diagnostics.extend(missing_route(plan, route, link.span));
            }
        }
    };
    for article in &site.articles {
        check(&article.record.body.outline, &article.links);
    }
    for movement in &site.movements {
        check(&movement.record.body.outline, &movement.links);
    }
    for page in &site.pages {
        check(&page.record.body.outline, &page.links);
    }
    for to in site.settings.menu_targets() {
        if to.value.starts_with('/') && !to.value.starts_with("//") {
            diagnostics.extend(missing_route(plan, &to.value, to.span));
        }
    }
}

/// Returns the error for a link to a route that does not exist; `None` when it exists.
fn missing_route(plan: &Plan, written: &str, span: Span) -> Option<Diagnostic> {
    let path = written.split(['#', '?']).next().unwrap_or(written);
    let decoded = html::decode_path(path).unwrap_or_else(|| path.to_owned());
    if plan.page(&decoded).is_some() {
        return None;
    }
    let folder = format!("{}/", decoded.trim_end_matches('/'));
    let error = Diagnostic::new(Code::MissingRoute, span).arg("route", &decoded);
    Some(match plan.page(&folder) {
        Some(page) => error.arg("nearest", &page.route).help("help-nearest"),
        None => {
            // The page of another person must not be proposed.
            let pages = plan
                .pages
                .iter()
                .filter(|page| !matches!(page.kind, OutputKind::Page(PageKind::Recipient(..))));
            error.help_nearest(&decoded, pages.map(|page| &*page.route))
        }
    })
}
