//! Tests of the order of uploads and deletions.

use super::fake_host::FakeHost;
use super::{Computer, edited, small};

/// New assets, documents, pages and lists are uploaded first; then replacements in the same order, the home page
/// last; then the manifest; deletions come last.
#[test]
fn order_of_an_edit() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.restore();
    computer.publish(&host, &edited()).unwrap();
    assert_eq!(
        host.writes(),
        [
            "create .bangvang-lock",
            "put .bangvang-progress.json",
            "put assets/nen.aaaaaaaaaa.svg",
            "put tin/d/anh.jpg",
            "put d.pdf",
            "put tin/d/index.html",
            "put the/moi/index.html",
            "put tin/a/anh.jpg",
            "put tin/a/index.html",
            "put feed.xml",
            "put tin/index.html",
            "put index.html",
            "put .bangvang-manifest.json",
            "remove assets/nen.0123456789.svg",
            "remove tin/c/index.html",
            "remove_folder tin/c",
            "remove .bangvang-progress.json",
            "remove .bangvang-lock",
        ]
    );
}

/// On an empty host the home page is uploaded last.
#[test]
fn order_of_the_first_publication() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    assert_eq!(host.sent().last().map(String::as_str), Some("index.html"));
}
