//! Feeds: what RFC 4287 and JSON Feed 1.1 require, and what readers of feeds need besides.

use std::collections::{BTreeMap, BTreeSet};

use bangvang::html;
use jiff::Timestamp;
use roxmltree::{Document, Node};
use serde_json::Value;

use crate::pages::DEMONSTRATION;
use crate::project::{Built, Project, SETTINGS, options};

const ATOM: &str = "http://www.w3.org/2005/Atom";

/// The children of an element that have this name.
fn children<'a, 'i>(parent: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    parent.children().filter(move |child| child.has_tag_name((ATOM, name)))
}

/// The text of the only child with this name.
fn only<'a>(parent: Node<'a, '_>, name: &'static str) -> &'a str {
    let found: Vec<_> = children(parent, name).collect();
    assert_eq!(found.len(), 1, "{name}");
    found[0].text().unwrap_or_default()
}

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn is_absolute(address: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme))
}

/// Checks that every address in the HTML of an entry is absolute, and returns how many there are.
fn check_content(entry: &str, content: &str) -> usize {
    let mut count = 0;
    for tag in html::tags(content) {
        assert!(!["script", "style", "iframe"].contains(&&*tag.name), "{entry}: <{}>", tag.name);
        for (name, value) in &tag.attributes {
            let addresses: Vec<&str> = match name.as_str() {
                "href" | "src" | "poster" | "cite" => vec![value],
                "srcset" => value.split(", ").collect(),
                _ => continue,
            };
            count += addresses.len();
            assert!(addresses.iter().all(|address| is_absolute(address)), "{entry}: {name}=\"{value}\"");
        }
    }
    count
}

/// Checks an Atom feed at `url`, and returns the ids of its entries with their authors and categories.
fn check_atom(url: &str, xml: &str) -> BTreeMap<String, (Vec<String>, Vec<String>)> {
    let document = Document::parse(xml).unwrap_or_else(|error| panic!("{url}: {error}"));
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")), "{url}");
    assert_eq!(only(feed, "id"), url);
    assert!(!only(feed, "title").trim().is_empty(), "{url}");
    let links: BTreeMap<_, _> =
        children(feed, "link").map(|link| (link.attribute("rel"), link.attribute("href"))).collect();
    assert_eq!(links[&Some("self")], Some(url));
    assert_eq!(links[&Some("alternate")], url.strip_suffix("feed.xml"));
    let author = children(feed, "author").next().expect("the feed has an author");
    assert!(!only(author, "name").trim().is_empty() && is_absolute(only(author, "uri")), "{url}");
    let mut entries = BTreeMap::new();
    for entry in children(feed, "entry") {
        let id = only(entry, "id");
        assert!(is_absolute(id), "{id}");
        assert!(!only(entry, "title").trim().is_empty(), "{id}");
        assert!(moment(only(entry, "published")) <= moment(only(entry, "updated")), "{id}");
        assert!(moment(only(entry, "updated")) <= moment(only(feed, "updated")), "{id}");
        assert_eq!(
            children(entry, "link").filter_map(|link| link.attribute("href")).collect::<Vec<_>>(),
            [id]
        );
        let content = children(entry, "content").next().expect("entries have content");
        assert_eq!(content.attribute("type"), Some("html"), "{id}");
        check_content(id, content.text().unwrap_or_default());
        assert!(!only(entry, "summary").contains("[^"), "{id}");
        let authors: Vec<String> =
            children(entry, "author").map(|author| only(author, "name").to_owned()).collect();
        let categories: Vec<String> =
            children(entry, "category").map(|one| one.attribute("term").unwrap().to_owned()).collect();
        assert!(
            !categories.is_empty() && authors.iter().chain(&categories).all(|text| !text.trim().is_empty())
        );
        let known = entries.insert(id.to_owned(), (authors, categories));
        assert!(known.is_none(), "{id} is there twice");
    }
    entries
}

/// Every feed of the demonstration has ids, dates, authors, categories, and absolute addresses only; its JSON feed has
/// the same articles with the same content.
#[test]
fn feeds_of_the_demonstration() {
    let (mut count, mut addresses) = (0, 0);
    for (path, bytes) in DEMONSTRATION.iter().filter(|(path, _)| path.ends_with("feed.xml")) {
        let xml = std::str::from_utf8(bytes).unwrap();
        let entries = check_atom(&format!("https://congdoan.minhgiang.example/{path}"), xml);
        let json: Value = serde_json::from_slice(&DEMONSTRATION[&path.replace(".xml", ".json")]).unwrap();
        let items = json["items"].as_array().unwrap();
        let ids = |value: &Value| value["id"].as_str().unwrap().to_owned();
        assert_eq!(
            items.iter().map(ids).collect::<BTreeSet<_>>(),
            entries.keys().cloned().collect(),
            "{path}"
        );
        for item in items {
            addresses += check_content(path, item["content_html"].as_str().unwrap());
            let (authors, categories) = &entries[item["id"].as_str().unwrap()];
            let names =
                item["authors"].as_array().into_iter().flatten().map(|one| one["name"].as_str().unwrap());
            assert_eq!(names.collect::<Vec<_>>(), *authors);
            assert_eq!(item["tags"], serde_json::json!(categories));
        }
        count += entries.len();
    }
    assert!(count > 40 && addresses > 50, "{count} entries, {addresses} addresses");
}

/// The feeds of a site without articles, and of articles with markup, emoji and several authors, are valid.
#[test]
fn feeds_of_odd_sites() {
    let built = |project: &Project| Built::of(project.path(), &options()).files;
    let text =
        |files: &BTreeMap<String, Vec<u8>>, path: &str| String::from_utf8(files[path].clone()).unwrap();
    let empty = built(&Project::new());
    assert!(check_atom("https://thu.example/feed.xml", &text(&empty, "feed.xml")).is_empty());
    let article = |author: &str| {
        format!(
            "---\ntitle: '<b>A</b> & \"B\" 🎉 ]]>'\ndate: 2024-01-05\nauthor: {author}\ntags: ['C++ & C#', '<i>']\n---\n\
             Lời & <em>chữ</em>[^1] <a href=\"/\">nhà</a>. <q cite=\"/\">Trích</q>\n\n[^1]: Chú.\n"
        )
    };
    let project = Project::new()
        .with("content/site.yaml", SETTINGS.replace("https://thu.example", "https://thu.example/cong-doan"))
        .with_awards("  - {no: 1, to: individual, name: Trần Mai, unit: cd-thu}\n")
        .with("content/articles/tin/a.md", article("Nguyễn Văn Hai, Lê Thị Ba"))
        .with("content/articles/tin/b.md", article("CĐCS Thử"))
        .with("content/articles/tin/c.md", article("Ban Tuyên giáo và Nữ công"))
        .with("content/articles/tin/d.md", article("PV"));
    let files = built(&project);
    let xml = text(&files, "tin/feed.xml");
    let entries = check_atom("https://thu.example/cong-doan/tin/feed.xml", &xml);
    let authors: Vec<Vec<String>> = entries.values().map(|(authors, _)| authors.clone()).collect();
    assert_eq!(
        authors,
        [
            vec!["Nguyễn Văn Hai", "Lê Thị Ba"],
            vec!["CĐCS Thử"],
            vec!["Ban Tuyên giáo và Nữ công"],
            vec!["PV"]
        ]
    );
    assert!(entries.values().all(|(_, categories)| categories[1..] == ["C++ & C#", "<i>"]));
    assert!(
        xml.contains(
            "<author><name>CĐCS Thử</name><uri>https://thu.example/cong-doan/don-vi/cd-thu/</uri></author>"
        ),
        "{xml}"
    );
}
