//! Compares the JSON Schemas that editors use with the keys that bangvang reads.

use std::collections::BTreeSet;

use bangvang::guide::schemas::schemas;
use serde_json::Value;

use crate::project::{Project, SETTINGS};

fn schema(name: &str) -> Value {
    let (_, text) = schemas().find(|(own, _)| *own == format!("{name}.schema.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Returns the keys that the schema allows at a place in it.
fn keys(schema: &Value, pointer: &str) -> BTreeSet<String> {
    schema.pointer(pointer).unwrap()["properties"].as_object().unwrap().keys().cloned().collect()
}

/// Returns the keys that bangvang knows where `la` was written, as its help lists them.
fn known(project: &Project) -> BTreeSet<String> {
    let reported = project.reported();
    let diagnostic = reported
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.code.name() == "unknown-key")
        .expect("`la` is an unknown key");
    let known = diagnostic.arguments.iter().find(|(name, _)| *name == "known").unwrap();
    known.1.trim_end_matches('…').split(", ").map(str::to_owned).collect()
}

/// Every schema has the same keys as the reader of its file, at the top and in every mapping.
#[test]
fn schemas_have_the_keys_that_are_read() {
    let with = |path: &str, text: &str| Project::new().with(path, text);
    let article = "content/articles/tin/a.md";
    let front = |yaml: &str| format!("---\n{yaml}\n---\nLời.\n");
    let rows = |yaml: &str| format!("number: 1/QĐ\n{yaml}\n");
    let decision = "content/awards/a.yaml";
    let cases = [
        ("site", "", with("content/site.yaml", &format!("{SETTINGS}la: 1\n"))),
        (
            "site",
            "/properties/contact",
            with("content/site.yaml", &format!("{SETTINGS}contact: {{la: 1}}\n")),
        ),
        (
            "site",
            "/properties/colours",
            with("content/site.yaml", &format!("{SETTINGS}colours: {{la: 1}}\n")),
        ),
        (
            "site",
            "/properties/colours/properties/dark",
            with("content/site.yaml", &format!("{SETTINGS}colours: {{dark: {{la: 1}}}}\n")),
        ),
        (
            "site",
            "/properties/logo/oneOf/1",
            with("content/site.yaml", &format!("{SETTINGS}logo: {{file: a.svg, la: 1}}\n")),
        ),
        (
            "site",
            "/properties/security",
            with("content/site.yaml", &format!("{SETTINGS}security: {{contact: a@b.vn, la: 1}}\n")),
        ),
        ("site", "/properties/pages", with("content/site.yaml", &format!("{SETTINGS}pages: {{la: 1}}\n"))),
        (
            "site",
            "/properties/history",
            with("content/site.yaml", &format!("{SETTINGS}history: {{la: 1}}\n")),
        ),
        ("site", "/properties/rolls", with("content/site.yaml", &format!("{SETTINGS}rolls: {{la: 1}}\n"))),
        (
            "site",
            "/properties/pictures",
            with("content/site.yaml", &format!("{SETTINGS}pictures: {{la: 1}}\n")),
        ),
        (
            "site",
            "/properties/menu/items",
            with("content/site.yaml", &format!("{SETTINGS}menu: [{{la: 1}}]\n")),
        ),
        (
            "site",
            "/properties/menu/items/properties/items/items",
            with("content/site.yaml", &format!("{SETTINGS}menu: [{{title: A, items: [{{la: 1}}]}}]\n")),
        ),
        ("site", "/properties/footer", with("content/site.yaml", &format!("{SETTINGS}footer: {{la: 1}}\n"))),
        (
            "site",
            "/properties/footer/properties/social/items",
            with("content/site.yaml", &format!("{SETTINGS}footer: {{social: [{{la: 1}}]}}\n")),
        ),
        (
            "site",
            "/properties/publish/additionalProperties/oneOf/0",
            with("content/site.yaml", &format!("{SETTINGS}publish: {{a: {{kind: sftp, la: 1}}}}\n")),
        ),
        (
            "site",
            "/properties/publish/additionalProperties/oneOf/1",
            with("content/site.yaml", &format!("{SETTINGS}publish: {{a: {{kind: ftps, la: 1}}}}\n")),
        ),
        (
            "site",
            "/properties/publish/additionalProperties/oneOf/2",
            with("content/site.yaml", &format!("{SETTINGS}publish: {{a: {{kind: s3, la: 1}}}}\n")),
        ),
        (
            "site",
            "/properties/publish/additionalProperties/oneOf/3",
            with("content/site.yaml", &format!("{SETTINGS}publish: {{a: {{kind: folder, la: 1}}}}\n")),
        ),
        (
            "site",
            "/properties/publish/additionalProperties/oneOf/4",
            with("content/site.yaml", &format!("{SETTINGS}publish: {{a: {{kind: zip, la: 1}}}}\n")),
        ),
        ("article", "", with(article, &front("la: 1"))),
        ("article", "/properties/cover/oneOf/1", with(article, &front("cover: {la: 1}"))),
        ("article", "/properties/review", with(article, &front("review: {la: 1}"))),
        ("movement", "", with("content/movements/a.md", &front("la: 1"))),
        ("movement", "/properties/phases/items", with("content/movements/a.md", &front("phases: [{la: 1}]"))),
        ("page", "", with("content/pages/a.md", &front("la: 1"))),
        ("decision", "", with(decision, &rows("awards: []\nla: 1"))),
        ("decision", "/properties/defaults", with(decision, &rows("awards: []\ndefaults: {la: 1}"))),
        ("decision", "/properties/totals", with(decision, &rows("awards: []\ntotals: {la: 1}"))),
        ("decision", "/properties/awards/items", with(decision, &rows("awards: [{la: 1}]"))),
        ("units", "/items", with("content/registry/units.yaml", "- {la: 1}\n")),
        ("people", "/items", with("content/registry/people.yaml", "- {la: 1}\n")),
    ];
    for (name, pointer, project) in cases {
        let (listed, expected) = (known(&project), keys(&schema(name), pointer));
        // Messages cut long lists: then compare only the keys that are there.
        let is_cut = listed.iter().map(String::len).sum::<usize>() + listed.len() * 2 > 110;
        let listed: BTreeSet<String> =
            listed.into_iter().filter(|key| !is_cut || expected.contains(key)).collect();
        assert!(
            if is_cut { listed.is_subset(&expected) && !listed.is_empty() } else { listed == expected },
            "{name}{pointer}"
        );
    }
}

/// `schema` writes all schemas, leaves equal files alone, and overwrites no other file.
#[test]
fn schemas_are_written() {
    let project = Project::new();
    assert!(project.run(&["schema", ".vscode"]).status.success());
    assert_eq!(project.tree(".vscode").len(), 8);
    assert!(project.run(&["schema", ".vscode"]).stdout.is_empty());
    project.write("khac/site.schema.json", "của tôi");
    assert_eq!(project.run(&["schema", "khac"]).status.code(), Some(2));
    assert_eq!(project.tree("khac")["site.schema.json"], "của tôi".as_bytes());
}
