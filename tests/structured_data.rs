//! Structured data: types and properties of schema.org, with values that fit.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::pages::{DEMONSTRATION, pages};

/// The values that schema.org expects of a property.
#[derive(Clone, Copy)]
enum Expected {
    /// Text that is not empty, or a list of it.
    Text,
    /// A positive whole number.
    Number,
    /// A date and time with an offset (ISO 8601).
    DateTime,
    /// An absolute address on this site.
    Url,
    /// An item of one of these types, a list of items, or a reference by `@id`.
    Item(&'static [&'static str]),
}

use Expected::{DateTime, Item, Number, Text, Url};

/// The types and properties of schema.org that pages use, with what they expect.
const VOCABULARY: &[(&str, &str, Expected)] = &[
    ("BreadcrumbList", "itemListElement", Item(&["ListItem"])),
    ("ListItem", "item", Url),
    ("ListItem", "name", Text),
    ("ListItem", "position", Number),
    ("NewsArticle", "articleSection", Text),
    ("NewsArticle", "author", Item(&["Organization", "Person"])),
    ("NewsArticle", "dateModified", DateTime),
    ("NewsArticle", "datePublished", DateTime),
    ("NewsArticle", "headline", Text),
    ("NewsArticle", "image", Url),
    ("NewsArticle", "inLanguage", Text),
    ("NewsArticle", "mainEntityOfPage", Url),
    ("NewsArticle", "publisher", Item(&["Organization"])),
    ("Organization", "address", Text),
    ("Organization", "award", Text),
    ("Organization", "email", Text),
    ("Organization", "logo", Url),
    ("Organization", "name", Text),
    ("Organization", "parentOrganization", Item(&["Organization"])),
    ("Organization", "telephone", Text),
    ("Organization", "url", Url),
    ("Person", "affiliation", Item(&["Organization"])),
    ("Person", "award", Text),
    ("Person", "name", Text),
    ("Person", "url", Url),
    ("WebSite", "alternateName", Text),
    ("WebSite", "inLanguage", Text),
    ("WebSite", "name", Text),
    ("WebSite", "publisher", Item(&["Organization"])),
    ("WebSite", "url", Url),
];

/// The properties without which search engines ignore an item (Google: article, breadcrumb, organization, site name).
const REQUIRED: &[(&str, &[&str])] = &[
    ("BreadcrumbList", &["itemListElement"]),
    ("ListItem", &["item", "name", "position"]),
    (
        "NewsArticle",
        &["author", "dateModified", "datePublished", "headline", "mainEntityOfPage", "publisher"],
    ),
    ("Organization", &["name"]),
    ("Person", &["name"]),
    ("WebSite", &["name", "url"]),
];

/// Returns the JSON-LD scripts of a page.
pub fn scripts(page: &str) -> Vec<Value> {
    let scripts = page.split("<script type=\"application/ld+json\">").skip(1);
    scripts.map(|rest| serde_json::from_str(rest.split("</script>").next().unwrap()).unwrap()).collect()
}

/// Returns the items of a script: those of its graph, or the script itself.
pub fn items(script: &Value) -> Vec<Value> {
    script["@graph"].as_array().cloned().unwrap_or_else(|| {
        let mut item = script.clone();
        item.as_object_mut().unwrap().remove("@context");
        vec![item]
    })
}

/// Checks the values of a property.
fn check_value(place: &str, value: &Value, expected: Expected, seen: &mut BTreeSet<String>) {
    if let Some(list) = value.as_array() {
        assert!(!list.is_empty(), "{place} is an empty list");
        list.iter().for_each(|value| check_value(place, value, expected, seen));
        return;
    }
    let text = value.as_str().unwrap_or_default();
    match expected {
        Text => assert!(!text.trim().is_empty(), "{place}: {value}"),
        Number => assert!(value.as_u64().is_some_and(|number| number > 0), "{place}: {value}"),
        DateTime => assert!(text.parse::<jiff::Timestamp>().is_ok(), "{place}: {value}"),
        Url => assert!(text.starts_with("https://congdoan.minhgiang.example/"), "{place}: {value}"),
        Item(_) if value.as_object().is_some_and(|item| item.len() == 1 && item.contains_key("@id")) => {}
        Item(types) => {
            assert!(types.contains(&value["@type"].as_str().unwrap_or_default()), "{place}: {value}");
            check_item(place, value, seen);
        }
    }
}

/// Checks an item: its type and properties are known, its values fit, and no required property is missing.
fn check_item(place: &str, item: &Value, seen: &mut BTreeSet<String>) {
    let kind = item["@type"].as_str().unwrap_or_else(|| panic!("{place}: an item without a type: {item}"));
    for (name, value) in item.as_object().unwrap().iter().filter(|(name, _)| !name.starts_with('@')) {
        let row = VOCABULARY.iter().find(|(of, property, _)| *of == kind && property == name);
        let (_, _, expected) = row.unwrap_or_else(|| panic!("{place}: {kind} has no property {name}"));
        seen.insert(format!("{kind}.{name}"));
        check_value(&format!("{place}: {kind}.{name}"), value, *expected, seen);
    }
    let (_, required) = REQUIRED.iter().find(|(of, _)| *of == kind).unwrap();
    for name in *required {
        assert!(item.get(name).is_some(), "{place}: {kind} without {name}");
    }
}

/// Every listed page of the demonstration has one script; its items use only types and properties of schema.org, with
/// values that fit and everything that is required.
#[test]
fn structured_data_is_of_schema_org() {
    let mut seen = BTreeSet::new();
    for (path, page) in pages().filter(|(_, page)| !page.contains("http-equiv=\"refresh\"")) {
        let scripts = scripts(page);
        assert_eq!(scripts.len(), usize::from(!page.contains("content=\"noindex\"")), "{path}");
        for script in scripts {
            assert_eq!(script["@context"], "https://schema.org", "{path}");
            let graph = items(&script);
            graph.iter().for_each(|item| check_item(path, item, &mut seen));
            let ids = graph.iter().filter_map(|item| item["@id"].as_str()).collect::<BTreeSet<_>>();
            let referred = graph.iter().filter_map(|item| item["publisher"].as_object());
            for id in referred.filter(|one| one.len() == 1).map(|one| one["@id"].as_str().unwrap()) {
                assert!(ids.contains(id), "{path}: {id} is not in the graph");
            }
        }
    }
    // What the demonstration does not use is in the table for other sites.
    let unused: Vec<String> = VOCABULARY
        .iter()
        .map(|(kind, name, _)| format!("{kind}.{name}"))
        .filter(|name| !seen.contains(name))
        .collect();
    assert!(unused.len() < 6, "{unused:?}");
}

/// Breadcrumbs are numbered from 1, and each leads to a page of the site; the last is the page itself.
#[test]
fn breadcrumbs_lead_to_pages() {
    let mut count = 0;
    for (path, page) in pages() {
        for script in scripts(page) {
            let graph = items(&script);
            let Some(list) = graph.iter().find(|item| item["@type"] == "BreadcrumbList") else { continue };
            let items = list["itemListElement"].as_array().unwrap();
            for (number, item) in (1..).zip(items) {
                assert_eq!(item["position"], number, "{path}");
                let route = item["item"]
                    .as_str()
                    .unwrap()
                    .strip_prefix("https://congdoan.minhgiang.example/")
                    .unwrap();
                let file = if route.is_empty() || route.ends_with('/') {
                    format!("{route}index.html")
                } else {
                    route.into()
                };
                assert!(DEMONSTRATION.contains_key(&file), "{path}: {route}");
                assert!(number < items.len() || file == *path, "{path}: the last step is {file}");
            }
            count += 1;
        }
    }
    assert!(count > 300, "{count}");
}
