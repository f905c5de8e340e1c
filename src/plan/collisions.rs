//! Finds routes that two files claim, and links that lead to no route.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::html;
use crate::model::body::Outline;
use crate::model::site::{LinkTarget, Site};
use crate::plan::files::{Plan, PlannedFile};
use crate::plan::kinds::{FileKind, OutputKind};
use crate::source::{Sources, Span};

/// The pages in order of their routes, each route once; reports those that are claimed twice.
///
/// Two routes are the same when a file system that does not tell case apart would take them so,
/// or when one is a file where the other needs a folder.
pub fn unique(
    mut pages: Vec<PlannedFile>,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PlannedFile> {
    pages.par_sort_by(|a, b| a.route.cmp(&b.route));
    let mut taken: FxHashMap<Cow<'_, str>, usize> = FxHashMap::default();
    let mut keep = vec![true; pages.len()];
    for (at, page) in pages.iter().enumerate() {
        let path = place(&page.route);
        if let Some(&first) = taken.get(&path) {
            if !gives_way(&pages, first, at, &mut keep) {
                diagnostics.push(collision(&pages[first], page, sources));
                keep[at] = false;
            }
            continue;
        }
        taken.insert(path, at);
    }
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| !page.route.ends_with('/')) {
        let folder = format!("{}/", place(&page.route));
        if let Some(&other) = taken.get(&*folder) {
            diagnostics.push(collision(&pages[other], page, sources));
            keep[at] = false;
        }
    }
    let mut keep = keep.into_iter();
    pages.retain(|_| keep.next().unwrap_or(true));
    pages
}

/// The path that answers a route, in small letters: of a folder, with `/` at its end, when it is answered by its index.
fn place(route: &str) -> Cow<'_, str> {
    let path = route.trim_start_matches('/');
    let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    let small =
        if path.bytes().all(is_small) { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) };
    match small.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => Cow::Owned(folder.to_owned()),
        _ => small,
    }
}

/// A site's own `robots.txt`, `.htaccess` or `favicon.ico` stands instead of the one that would be made.
fn gives_way(pages: &[PlannedFile], first: usize, second: usize, keep: &mut [bool]) -> bool {
    for (made, own) in [(first, second), (second, first)] {
        let (OutputKind::File(made_kind), OutputKind::File(own_kind)) = (&pages[made].kind, &pages[own].kind)
        else {
            continue;
        };
        let made_here =
            matches!(made_kind, FileKind::Robots | FileKind::WellKnown(_) | FileKind::ThemeFile(_));
        if made_here && matches!(own_kind, FileKind::Copy(_)) {
            keep[made] = false;
            return true;
        }
    }
    false
}

fn collision(first: &PlannedFile, second: &PlannedFile, sources: &Sources) -> Diagnostic {
    let (page, other) = match second.origin {
        Location::Nowhere => (first, second),
        Location::File(_) | Location::Text(_) => (second, first),
    };
    let name = |place: Location| match place {
        Location::Nowhere => None,
        Location::File(id) | Location::Text(Span { source: id, .. }) => sources.find(id),
    };
    let other_name =
        name(other.origin).map_or_else(|| "bangvang".to_owned(), |source| source.path.to_string());
    let fault =
        Diagnostic::new(Code::SameRoute, page.origin).arg("route", &page.route).arg("other", other_name);
    match other.origin {
        Location::Nowhere => fault,
        place => fault.related(place),
    }
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
    for entry in &site.settings.menu {
        if entry.to.value.starts_with('/') && !entry.to.value.starts_with("//") {
            diagnostics.extend(missing_route(plan, &entry.to.value, entry.to.span));
        }
    }
}

fn missing_route(plan: &Plan, written: &str, span: Span) -> Option<Diagnostic> {
    let path = written.split(['#', '?']).next().unwrap_or(written);
    let decoded = html::decode_path(path).unwrap_or_else(|| path.to_owned());
    if plan.page(&decoded).is_some() {
        return None;
    }
    let folder = format!("{}/", decoded.trim_end_matches('/'));
    let fault = Diagnostic::new(Code::MissingRoute, span).arg("route", &decoded);
    Some(match plan.page(&folder) {
        Some(page) => fault.arg("nearest", &page.route).help("help-nearest"),
        None => fault.help_nearest(&decoded, plan.pages.iter().map(|page| &*page.route)),
    })
}
