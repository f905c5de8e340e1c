//! What was published in, what readers see of it out: pages are fetched as a browser would and compared by hash.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use ureq::Agent;
use ureq::http::HeaderMap;

use crate::hash::Hash;
use crate::html::encode_path;
use crate::publish::http;
use crate::publish::plan::{HOME, PageChange, PageChangeKind};
use crate::publish::release::{Release, ReleaseFiles};
use crate::threads::{self, locked, unlocked};

/// Pages of a publication that are all fetched.
const ALL: usize = 50;
/// Of more, the newest, the changed, the lost and the removed pages that are fetched, each.
const NEWEST: usize = 5;
/// Of more, the largest pages that are fetched.
const LARGEST_PAGES: usize = 5;
/// Other pages that are fetched.
const SAMPLE: usize = 5;
/// Bytes of the longest page that is fetched.
const MAX_PAGE_BYTES: u64 = 64 * 1024 * 1024;
/// Pages that are fetched at once.
const FETCHES: usize = 6;
/// How long a whole answer may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A page as readers should see it, or one that they should see no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedPage {
    /// Its path.
    pub path: String,
    /// Of its bytes; `None` when it was taken off.
    pub hash: Option<Hash>,
    /// What it had before, in the releases that are known.
    pub before: Vec<Hash>,
}

/// What a reader saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchResult {
    /// The page as it was sent.
    Right,
    /// The page of before, though the host has the new one: a cache on the way keeps it.
    Stale {
        /// How it says so: `Age: 120`, `X-Cache: HIT`; empty when it does not.
        told: String,
    },
    /// The page of before, from the host itself: it is not the folder that readers see, or keeps pages for itself.
    Old,
    /// A page that was taken off, though the host has it no more: a cache on the way keeps it.
    Kept,
    /// A page that was taken off, from the host itself.
    Left,
    /// Other bytes, neither new nor old.
    Other,
    /// No page: the status of HTTP.
    Missing(u16),
    /// No answer.
    Unreachable(String),
}

/// The pages that are fetched after `local` was published: the first page, those of this publication (all when there are
/// at most 50, else the newest and the largest), some that were taken off, and a sample of the others that is
/// another each time but always the same for the same `revision`.
pub fn expected(
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
    if sent.len() <= ALL {
        sent.into_iter().for_each(&mut add);
    } else {
        for how in [PageChangeKind::New, PageChangeKind::Changed, PageChangeKind::Lost] {
            of_kind(how).take(NEWEST).for_each(&mut add);
        }
        let mut by_size = sent;
        by_size.sort_by_key(|path| (Reverse(local[*path].size), *path));
        by_size.into_iter().take(LARGEST_PAGES).for_each(&mut add);
    }
    let drawn: BTreeMap<Hash, &str> =
        local.keys().map(|path| (Hash::of(format!("{revision} {path}").as_bytes()), path.as_str())).collect();
    drawn.values().filter(|path| page(path)).take(SAMPLE).for_each(|path| add(path));
    let removed =
        changes.iter().filter(|change| change.how == PageChangeKind::Removed && change.title.is_some());
    paths.extend(removed.take(NEWEST).map(|change| change.path.as_str()));
    let expected = |path: &str| {
        let hash = local.get(path).map(|file| file.hash);
        let before = earlier.iter().filter_map(|release| release.files.get(path)).map(|file| file.hash);
        let before = before.filter(|before| Some(*before) != hash).collect();
        ExpectedPage { path: path.to_owned(), hash, before }
    };
    paths.into_iter().map(expected).collect()
}

/// Fetches each page from `base_url`, in the order of `pages`; begins no other when the host does not answer.
pub fn fetch_pages(base_url: &str, pages: &[ExpectedPage], revision: &str) -> Vec<(String, FetchResult)> {
    let agent: Agent = http::agent().timeout_global(Some(TIMEOUT)).build().into();
    let seen: Vec<Mutex<Option<FetchResult>>> = pages.iter().map(|_| Mutex::new(None)).collect();
    let (next, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    let fetch_all = || {
        while !is_over.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(page) = pages.get(at) else { break };
            let sight = sight(&agent, &address(base_url, &page.path), page, revision);
            if matches!(sight, FetchResult::Unreachable(_)) {
                is_over.store(true, Ordering::Relaxed);
            }
            *locked(&seen[at]) = Some(sight);
        }
    };
    threads::run_on_threads(FETCHES.min(pages.len()), fetch_all);
    let looked = pages.iter().zip(seen).filter_map(|(page, seen)| {
        let sight = unlocked(seen)?;
        Some((address(base_url, &page.path), sight))
    });
    looked.collect()
}

fn sight(agent: &Agent, address: &str, page: &ExpectedPage, revision: &str) -> FetchResult {
    let told = match fetch(agent, address) {
        Err(reason) => return FetchResult::Unreachable(reason),
        Ok(answer) if page.hash == Some(answer.hash) => return FetchResult::Right,
        // Whatever stands there instead is no matter.
        Ok(answer) if page.hash.is_none() && !page.before.contains(&answer.hash) => {
            return FetchResult::Right;
        }
        Ok(answer) if answer.status != 200 && answer.told.is_empty() => {
            return FetchResult::Missing(answer.status);
        }
        Ok(answer) => answer,
    };
    // An address that no cache has seen shows what the host itself has.
    match fetch(agent, &format!("{address}?bangvang={revision}")) {
        Ok(answer) if page.hash.is_none() && !page.before.contains(&answer.hash) => FetchResult::Kept,
        Err(reason) if page.hash.is_none() => FetchResult::Unreachable(reason),
        _ if page.hash.is_none() => FetchResult::Left,
        Ok(answer) if page.hash == Some(answer.hash) => FetchResult::Stale { told: told.told },
        _ if told.status != 200 => FetchResult::Missing(told.status),
        _ if page.before.contains(&told.hash) && told.told.is_empty() => FetchResult::Old,
        _ if page.before.contains(&told.hash) => FetchResult::Stale { told: told.told },
        _ => FetchResult::Other,
    }
}

struct PageResponse {
    status: u16,
    hash: Hash,
    /// What caches say of themselves.
    told: String,
}

fn fetch(agent: &Agent, address: &str) -> Result<PageResponse, String> {
    let mut response = agent.get(address).call().map_err(|fault| fault.to_string())?;
    let told = cache(response.headers());
    let status = response.status().as_u16();
    let mut reader = response.body_mut().with_config().limit(MAX_PAGE_BYTES).reader();
    let (hash, _) =
        Hash::of_reader(&mut reader as &mut dyn Read).map_err(|fault: io::Error| fault.to_string())?;
    Ok(PageResponse { status, hash, told })
}

/// What a cache on the way says of itself (RFC 9111 §5.1, RFC 9211, and the names of those that came before it).
fn cache(heads: &HeaderMap) -> String {
    let mut told = Vec::new();
    for name in ["Age", "X-Cache", "CF-Cache-Status", "Cache-Status"] {
        let value = heads.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let means = match name {
            "Age" => value.parse::<u64>().is_ok_and(|seconds| seconds > 0),
            _ => value.to_ascii_lowercase().contains("hit") || value.to_ascii_lowercase().contains("stale"),
        };
        if means && value.len() < 80 {
            told.push(format!("{name}: {value}"));
        }
    }
    told.join(", ")
}

/// Where readers find the file at `path`.
pub fn address(base_url: &str, path: &str) -> String {
    let route =
        path.strip_suffix(HOME).filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path);
    format!("{base_url}/{}", encode_path(route))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{ALL, HOME, LARGEST_PAGES, NEWEST, SAMPLE, expected};
    use crate::hash::Hash;
    use crate::publish::plan::{PageChange, PageChangeKind};
    use crate::publish::release::{FileEntry, Kind, ReleaseFiles};

    /// So many pages with the first page, all of them sent; page 3 is the largest.
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

    /// Of few pages all are fetched, of many the first, the newest, the largest and a sample.
    #[test]
    fn pages_that_are_fetched() {
        let fetched = |count| {
            let (files, changes) = publication(count);
            let pages = expected(&files, &changes, &[], "0123456789ab");
            let paths: BTreeSet<String> = pages.into_iter().map(|page| page.path).collect();
            assert!(paths.contains(HOME));
            paths
        };
        assert_eq!(fetched(ALL).len(), ALL);
        let some = fetched(400);
        assert!(some.contains("tin/3/index.html") && some.contains("tin/7/index.html"), "{some:?}");
        assert!(some.len() <= 1 + 2 * NEWEST + LARGEST_PAGES + SAMPLE, "{some:?}");
    }
}
