//! The published demonstration site: no broken links, no requests to other hosts, valid feeds and sitemaps.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::{Arc, LazyLock};

use crate::project::{Built, Project, options, tree};

type Tree = BTreeMap<String, Vec<u8>>;

/// The demonstration site, built by the binary.
pub static DEMONSTRATION: LazyLock<Arc<Tree>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.args(["build", "--today", "2026-11-23", "--root", env!("CARGO_MANIFEST_DIR"), "--out"]).arg(&out);
    let built = command.output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert!(built.stderr.is_empty(), "{}", String::from_utf8_lossy(&built.stderr));
    Arc::new(tree(&out))
});

/// The pages of the demonstration: paths and HTML.
pub fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let files = DEMONSTRATION.iter().filter(|(path, _)| path.ends_with(".html"));
    files.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// Returns every value of an attribute on a page, with the character references that occur in addresses
/// decoded.
fn values<'p>(page: &'p str, attribute: &'p str) -> impl Iterator<Item = String> + 'p {
    let open = format!(" {attribute}=\"");
    page.match_indices(&open).map(|(at, found)| at + found.len()).collect::<Vec<_>>().into_iter().map(|at| {
        page[at..]
            .split('"')
            .next()
            .unwrap()
            .replace("&amp;", "&")
            .replace("&#x2F;", "/")
            .replace("&#39;", "'")
    })
}

/// Returns the file served for a path; for a folder its index file.
fn answer(path: &str) -> Option<&'static [u8]> {
    let path = percent_decoded(path.trim_start_matches('/'));
    let path = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path };
    DEMONSTRATION.get(&path).map(Vec::as_slice)
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let hex = (*first == b'%').then(|| std::str::from_utf8(tail.get(..2)?).ok()).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// Every link, picture, style sheet and anchor of every page exists on the site.
#[test]
fn no_link_is_broken() {
    let mut checked = 0;
    for (path, page) in pages() {
        let addresses = values(page, "href").chain(values(page, "src")).collect::<BTreeSet<_>>();
        for address in addresses {
            if address.contains(':') {
                continue;
            }
            checked += 1;
            let (target, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let found = if target.is_empty() { Some(page.as_bytes()) } else { answer(target) };
            let found = found.unwrap_or_else(|| panic!("{path}: {address} leads nowhere"));
            if !anchor.is_empty() {
                let text = String::from_utf8_lossy(found);
                let id = format!("id=\"{}\"", percent_decoded(anchor));
                assert!(text.contains(&id), "{path}: {address} has no anchor");
            }
        }
    }
    assert!(checked > 1500, "only {checked} links");
}

/// Pages contain no inline script or style, and load nothing from other hosts.
#[test]
fn pages_are_strict() {
    for (path, page) in pages() {
        // Structured data is in a script element, but browsers do not run it.
        let page = &page.replace("<script type=\"application/ld+json\">", "");
        let scripts = page.match_indices("<script").map(|(at, _)| &page[at..]);
        for script in scripts {
            assert!(script.starts_with("<script src=\"/") && script.contains("\"></script>"), "{path}");
        }
        assert!(!page.contains("<style") && !page.contains(" style="), "{path}");
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
        for address in values(page, "src").chain(values(page, "srcset")) {
            assert!(!address.contains("//"), "{path}: {address}");
        }
    }
}

/// Feeds and sitemaps are well-formed XML, and the sitemap lists exactly the indexable pages.
#[test]
fn files_for_machines() {
    for (path, bytes) in DEMONSTRATION.iter().filter(|(path, _)| path.ends_with(".xml")) {
        let text = std::str::from_utf8(bytes).unwrap();
        roxmltree::Document::parse(text).unwrap_or_else(|diagnostic| panic!("{path}: {diagnostic}"));
    }
    let sitemap = String::from_utf8_lossy(&DEMONSTRATION["sitemap.xml"]).into_owned();
    let listed: BTreeSet<&str> = sitemap
        .split("<loc>https://congdoan.minhgiang.example")
        .skip(1)
        .filter_map(|p| p.split('<').next())
        .collect();
    let unlisted = |page: &str| page.contains("http-equiv=\"refresh\"") || page.contains("noindex");
    let wanted: BTreeSet<String> = pages()
        .filter(|(_, page)| !unlisted(page))
        .map(|(path, _)| format!("/{}", path.strip_suffix("index.html").unwrap_or(path)))
        .collect();
    assert_eq!(listed, wanted.iter().map(String::as_str).collect());
}

/// An unclosed bidirectional control affects only its own text: values are isolated, and blocks of an article
/// end with the closing controls.
#[test]
fn open_bidirectional_controls() {
    let article =
        "---\ntitle: Bài \u{202e}một\ndate: 2024-01-05\n---\nLời \u{202e}**ngược**\n\n## Mục \u{2067}hai\n";
    let project = Project::new().with("content/articles/tin/bai.md", article);
    let built = Built::of(project.path(), &options());
    let page = String::from_utf8(built.files["tin/bai/index.html"].clone()).unwrap();
    assert!(page.contains("\u{2068}Bài \u{202e}một\u{202c}\u{2069}"), "{page}");
    assert!(page.contains("Lời \u{202e}<strong>ngược</strong>\u{202c}</p>"), "{page}");
    assert!(page.contains("Mục \u{2067}hai\u{2069}"), "{page}");
    let home = String::from_utf8(built.files["index.html"].clone()).unwrap();
    assert!(home.contains("\u{2068}Lời \u{202e}ngược\u{202c}\u{2069}"), "{home}");
    let unclosed = built
        .reported
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code.name() == "bidi-unclosed")
        .count();
    assert_eq!(unclosed, 3);
}

/// No folder has the name of a Windows device: a tag gets another slug, such an id is an error, and `new`
/// avoids such names.
#[test]
fn windows_device_names() {
    let article = "---\ntitle: Bài\ndate: 2024-01-05\ntags: [Con, Nul]\n---\nLời.\n";
    let project = Project::new().with("content/articles/tin/bai.md", article);
    let built = Built::of(project.path(), &options());
    assert!(built.files.contains_key("the/con-0/index.html"), "{:?}", built.files.keys());
    let units = "- {id: con, type: upper, names: [{name: A}]}\n";
    let reported = project.with("content/registry/units.yaml", units).reported();
    assert_eq!(
        reported.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect::<Vec<_>>(),
        ["bad-slug"]
    );
    let project = Project::new();
    assert!(project.run(&["new", "page", "Nul"]).status.success());
    assert!(project.at("content/pages/nul-0.md").is_file());
}
