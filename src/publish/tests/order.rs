//! What goes before what.

use super::fake::Fake;
use super::{Computer, edited, small};

/// New assets, documents, pages and lists; then what is replaced in the same order, the first page at its end; then
/// the manifest; then the deletions.
#[test]
fn order_of_an_edit() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.mend();
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

/// On an empty host the first page comes when all that it leads to is there.
#[test]
fn order_of_the_first_time() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    assert_eq!(host.sent().last().map(String::as_str), Some("index.html"));
}
