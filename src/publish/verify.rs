//! Fetches published pages as a browser would, and compares them with the release by hash.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use ureq::Agent;
use ureq::http::HeaderMap;

use crate::file;
use crate::hash::Hash;
use crate::html::encode_path;
use crate::publish::http;
use crate::publish::plan::{HOME, PageChange, PageChangeKind};
use crate::publish::release::{Release, ReleaseFiles};
use crate::threads::{self, locked, unlocked};

/// Up to this many pages of a publication, all are fetched.
const FETCH_ALL_UP_TO: usize = 50;
/// Maximum number fetched of the new, the changed, the lost and the removed pages each, if there are more.
const MAX_PAGES_PER_CHANGE: usize = 5;
/// Maximum number fetched of the largest pages, if there are more.
const MAX_LARGEST_PAGES: usize = 5;
/// Maximum number fetched of other pages.
const SAMPLE_SIZE: usize = 5;
/// Maximum size of a page.
const MAX_PAGE_BYTES: u64 = 64 * 1024 * 1024;
/// Number of parallel requests.
const MAX_PARALLEL_FETCHES: usize = 6;
/// Limit for a complete response.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A page as readers should see it, or a page that should be gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedPage {
    /// Path relative to the folder of the site.
    pub path: String,
    /// Hash of the page; `None` if it was removed.
    pub hash: Option<Hash>,
    /// Hashes that it had in earlier known releases.
    pub before: Vec<Hash>,
}

/// What a reader gets at the address of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchResult {
    /// The page as it was published.
    Current,
    /// An earlier page from a cache; the host itself has the published one.
    Stale {
        /// The cache headers: `Age: 120`, `X-Cache: HIT`; empty if there are none.
        cache_status: String,
    },
    /// An earlier page from the host itself: readers see another folder, or the server caches pages.
    Outdated,
    /// A removed page from a cache; the host itself no longer has it.
    RemovedButCached,
    /// A removed page from the host itself.
    RemovedButServed,
    /// Other bytes, which are of no known release.
    Different,
    /// No page; the HTTP status.
    Missing(u16),
    /// No response; the error.
    Unreachable(String),
}

/// Returns the pages to fetch after `local` was published: the home page, the uploaded pages (all of them up to 50,
/// otherwise the newest and the largest), some removed pages, and a sample of the others, which depends on
/// `revision` only.
pub fn expected_pages(
    local: &ReleaseFiles,
    changes: &[PageChange],
    earlier: &[Release],
    revision: &str,
) -> Vec<ExpectedPage> {
    let page = |path: &str| local.get(path).is_some_and(|file| file.content_type.starts_with("text/html"));
    let mut paths: Vec<&str> = Vec::new();
    let mut add = |path| {
        if page(path) && !paths.contains(&path) && path != "404.html" {
            paths.push(path);
        }
    };
    add(HOME);
    let of_kind = |how: PageChangeKind| {
        changes
            .iter()
            .filter(move |change| change.how == how && page(&change.path))
            .map(|change| &*change.path)
    };
    let sent: Vec<&str> = [PageChangeKind::New, PageChangeKind::Changed, PageChangeKind::Lost]
        .into_iter()
        .flat_map(of_kind)
        .collect();
    if sent.len() <= FETCH_ALL_UP_TO {
        sent.into_iter().for_each(&mut add);
    } else {
        for how in [PageChangeKind::New, PageChangeKind::Changed, PageChangeKind::Lost] {
            of_kind(how).take(MAX_PAGES_PER_CHANGE).for_each(&mut add);
        }
        let mut by_size = sent;
        by_size.sort_by_key(|path| (Reverse(local[*path].size), *path));
        by_size.into_iter().take(MAX_LARGEST_PAGES).for_each(&mut add);
    }
    let shuffled: BTreeMap<Hash, &str> =
        local.keys().map(|path| (Hash::of(format!("{revision} {path}").as_bytes()), path.as_str())).collect();
    shuffled.values().filter(|path| page(path)).take(SAMPLE_SIZE).for_each(|path| add(path));
    let removed =
        changes.iter().filter(|change| change.how == PageChangeKind::Removed && change.title.is_some());
    paths.extend(removed.take(MAX_PAGES_PER_CHANGE).map(|change| change.path.as_str()));
    let expected = |path: &str| {
        let hash = local.get(path).map(|file| file.hash);
        let before = earlier.iter().filter_map(|release| release.files.get(path)).map(|file| file.hash);
        let before = before.filter(|before| Some(*before) != hash).collect();
        ExpectedPage { path: path.to_owned(), hash, before }
    };
    paths.into_iter().map(expected).collect()
}

/// Fetches `pages` from `base_url`, in their order; stops when the host does not respond.
///
/// Returns the URL and the result of each page that was fetched.
pub fn fetch_pages(base_url: &str, pages: &[ExpectedPage], revision: &str) -> Vec<(String, FetchResult)> {
    let agent: Agent = http::agent().timeout_global(Some(TIMEOUT)).build().into();
    let fetched: Vec<Mutex<Option<FetchResult>>> = pages.iter().map(|_| Mutex::new(None)).collect();
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let fetch_all = || {
        while !is_over.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(page) = pages.get(at) else { break };
            let result = fetch_result(&agent, &page_url(base_url, &page.path), page, revision);
            if matches!(result, FetchResult::Unreachable(_)) {
                is_over.store(true, Ordering::Relaxed);
            }
            *locked(&fetched[at]) = Some(result);
        }
    };
    threads::run_on_threads(MAX_PARALLEL_FETCHES.min(pages.len()), fetch_all);
    let results = pages.iter().zip(fetched).filter_map(|(page, fetched)| {
        let result = unlocked(fetched)?;
        Some((page_url(base_url, &page.path), result))
    });
    results.collect()
}

fn fetch_result(agent: &Agent, url: &str, page: &ExpectedPage, revision: &str) -> FetchResult {
    let seen = match fetch(agent, url) {
        Err(reason) => return FetchResult::Unreachable(reason),
        Ok(seen) if page.hash == Some(seen.hash) => return FetchResult::Current,
        // Any other content at the address of a removed page is fine.
        Ok(seen) if page.hash.is_none() && !page.before.contains(&seen.hash) => return FetchResult::Current,
        Ok(seen) if seen.status != 200 && seen.cache_status.is_empty() => {
            return FetchResult::Missing(seen.status);
        }
        Ok(seen) => seen,
    };
    // A URL that no cache has seen returns the page of the host itself.
    match fetch(agent, &format!("{url}?bangvang={revision}")) {
        Ok(uncached) if page.hash.is_none() && !page.before.contains(&uncached.hash) => {
            FetchResult::RemovedButCached
        }
        Err(reason) if page.hash.is_none() => FetchResult::Unreachable(reason),
        _ if page.hash.is_none() => FetchResult::RemovedButServed,
        Ok(uncached) if page.hash == Some(uncached.hash) => {
            FetchResult::Stale { cache_status: seen.cache_status }
        }
        _ if seen.status != 200 => FetchResult::Missing(seen.status),
        _ if page.before.contains(&seen.hash) && seen.cache_status.is_empty() => FetchResult::Outdated,
        _ if page.before.contains(&seen.hash) => FetchResult::Stale { cache_status: seen.cache_status },
        _ => FetchResult::Different,
    }
}

struct PageResponse {
    status: u16,
    hash: Hash,
    /// The cache headers.
    cache_status: String,
}

fn fetch(agent: &Agent, url: &str) -> Result<PageResponse, String> {
    let mut response = agent.get(url).call().map_err(|error| http::reason(&error))?;
    let cache_status = cache_status(response.headers());
    let status = response.status().as_u16();
    let mut reader = response.body_mut().with_config().limit(MAX_PAGE_BYTES).reader();
    let (hash, _) =
        Hash::of_reader(&mut reader as &mut dyn Read).map_err(|error: io::Error| file::reason(&error))?;
    Ok(PageResponse { status, hash, cache_status })
}

/// Returns the headers that show a cache hit (RFC 9111 §5.1, RFC 9211, and the names used before that).
fn cache_status(headers: &HeaderMap) -> String {
    let mut hits = Vec::new();
    for name in ["Age", "X-Cache", "CF-Cache-Status", "Cache-Status"] {
        let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_hit = match name {
            "Age" => value.parse::<u64>().is_ok_and(|seconds| seconds > 0),
            _ => value.to_ascii_lowercase().contains("hit") || value.to_ascii_lowercase().contains("stale"),
        };
        if is_hit && value.len() < 80 {
            hits.push(format!("{name}: {value}"));
        }
    }
    hits.join(", ")
}

/// Returns the URL of the file at `path`.
pub fn page_url(base_url: &str, path: &str) -> String {
    let route =
        path.strip_suffix(HOME).filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path);
    format!("{base_url}/{}", encode_path(route))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{
        FETCH_ALL_UP_TO, HOME, MAX_LARGEST_PAGES, MAX_PAGES_PER_CHANGE, SAMPLE_SIZE, expected_pages,
    };
    use crate::hash::Hash;
    use crate::publish::plan::{PageChange, PageChangeKind};
    use crate::publish::release::{FileEntry, Kind, ReleaseFiles};

    /// Returns a site of `count` pages including the home page, all uploaded; page 3 is the largest.
    fn publication(count: usize) -> (ReleaseFiles, Vec<PageChange>) {
        let paths = (1..count).map(|number| format!("tin/{number}/index.html")).chain([HOME.to_owned()]);
        let (mut files, mut changes) = (ReleaseFiles::new(), Vec::new());
        for path in paths {
            let size = if path == "tin/3/index.html" { 9000 } else { 100 };
            let (hash, content_type) = (Hash::of(path.as_bytes()), "text/html; charset=utf-8".to_owned());
            files.insert(path.clone(), FileEntry { hash, size, content_type, kind: Kind::Page, title: None });
            let how = if path == "tin/7/index.html" { PageChangeKind::New } else { PageChangeKind::Changed };
            changes.push(PageChange { path, how, bytes: size, title: None, kind: Kind::Page });
        }
        (files, changes)
    }

    /// Of few pages all are fetched, of many the home page, the newest, the largest and a sample.
    #[test]
    fn pages_that_are_fetched() {
        let fetched = |count| {
            let (files, changes) = publication(count);
            let pages = expected_pages(&files, &changes, &[], "0123456789ab");
            let paths: BTreeSet<String> = pages.into_iter().map(|page| page.path).collect();
            assert!(paths.contains(HOME));
            paths
        };
        assert_eq!(fetched(FETCH_ALL_UP_TO).len(), FETCH_ALL_UP_TO);
        let some = fetched(400);
        assert!(some.contains("tin/3/index.html") && some.contains("tin/7/index.html"), "{some:?}");
        assert!(some.len() <= 1 + 2 * MAX_PAGES_PER_CHANGE + MAX_LARGEST_PAGES + SAMPLE_SIZE, "{some:?}");
    }
}
