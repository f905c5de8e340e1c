//! Readers at a moment: from the pages that the manifest names and the first page, everything leads somewhere.

use std::collections::BTreeSet;

use crate::publish::MANIFEST;
use crate::publish::release::Release;

use super::Site;
use super::fake::texts;

/// Panics when a reader of `host` would come upon a link or a picture that is not there, or find no first page.
pub fn look(host: &Site) {
    let pages = texts(host);
    let there = host.get(MANIFEST).map(|json| Release::parse(json).expect("the manifest is whole"));
    let named = there.iter().flat_map(|release| release.files.keys());
    let mut next: Vec<String> = named.filter(|path| pages.contains_key(path.as_str())).cloned().collect();
    if there.as_ref().is_some_and(|release| release.files.contains_key("index.html")) {
        assert!(host.contains_key("index.html"), "there is no first page");
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
            assert!(host.contains_key(&target), "{path} leads to {target}, which is not there");
            if seen.insert(target.clone()) {
                next.push(target);
            }
        }
        seen.insert(path);
    }
}
