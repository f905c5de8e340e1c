//! Simulated readers: from the home page and all pages in the manifest, every link leads to an existing file.

use std::collections::BTreeSet;

use crate::publish::MANIFEST;
use crate::publish::release::Release;

use super::Site;
use super::fake_host::as_text;

/// Panics if a reader of `host` would find a broken link or a missing image, or no home page.
pub fn assert_links(host: &Site) {
    let pages = as_text(host);
    let manifest =
        host.get(MANIFEST).map(|json| Release::parse(json).expect("the manifest is never partial"));
    let listed = manifest.iter().flat_map(|release| release.files.keys());
    let mut next: Vec<String> = listed.filter(|path| pages.contains_key(path.as_str())).cloned().collect();
    if manifest.as_ref().is_some_and(|release| release.files.contains_key("index.html")) {
        assert!(host.contains_key("index.html"), "there is no home page");
    }
    next.extend(host.contains_key("index.html").then(|| "index.html".to_owned()));
    let mut seen = BTreeSet::new();
    while let Some(path) = next.pop() {
        let text = &pages[path.as_str()];
        for link in text.split(['"']).skip(1).step_by(2) {
            let target = link.trim_start_matches('/');
            let target = if target.is_empty() || target.ends_with('/') {
                format!("{target}index.html")
            } else {
                target.to_owned()
            };
            assert!(host.contains_key(&target), "{path} links to {target}, which does not exist");
            if seen.insert(target.clone()) {
                next.push(target);
            }
        }
        seen.insert(path);
    }
}
